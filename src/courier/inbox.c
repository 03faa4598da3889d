/* Reading a mailbox, the parent's side. What the child says is checked before it is believed: it has read foreign bytes. */
#include "src/courier/inbox.h"

#include "src/core/address.h"
#include "src/core/err.h"
#include "src/core/text.h"
#include "src/courier/child.h"
#include "src/courier/intake.h"
#include "src/courier/self-test.h"
#include "src/courier/mailbox.h"
#include "src/host/host.h"
#include "src/register/addressees.h"
#include "src/register/receipts.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define KNOWN_DAYS  400          /* so far back an answer is recognised by its id; by its subject always */
#define MOST_BYTES  (45u << 20)  /* in base64 it fits into a frame */
#define SILENCE_MS  20000
#define SOFT_PART   10           /* of its time the child leaves one part to end well */

void
inbox_init(Inbox *inbox, Channel channel, const Conf *conf)
{
	*inbox = (Inbox){.group = channel_code(channel), .conf = conf};
	inbox->present = conf_text(conf, inbox->group, "inbox") != NULL;
}

static const char *
conf_of(const Inbox *inbox, const char *name)
{
	return conf_text(inbox->conf, inbox->group, name);
}

static const char *
user_of(const Inbox *inbox)
{
	const char *user = conf_of(inbox, "inbox-user");
	return user ? user : conf_of(inbox, "user");
}

/* --- the request ---------------------------------------------------------------------------------------------------- */

/* The mailbox that a cursor is of. (transfer full) */
static char *
place_of(const Inbox *inbox, const ConfServer *server)
{
	if (server->scheme == CONF_MAILDIR)
		return g_strdup_printf("maildir:%s", server->path);
	return g_strdup_printf("imap://%s:%d/%s %s", server->host, server->port, server->path ? server->path : "INBOX", user_of(inbox));
}

/* "23-Nov-2026", for SEARCH. */
static char *
imap_day(Instant t)
{
	static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(t);
	if (!utc)
		return NULL;
	return g_strdup_printf("%d-%s-%04d", g_date_time_get_day_of_month(utc), months[g_date_time_get_month(utc) - 1],
	                       g_date_time_get_year(utc));
}

/* Whoever was ever written to: DPOs, deputies, clients. */
static bool
add_people(Session *s, json_t *list, GError **error)
{
	g_autoptr(GPtrArray) people = NULL;
	if (!register_addressees_all(s, &people, error))
		return false;
	for (guint i = 0; i < people->len; i++)
		json_array_append_new(list, json_string(((const Addressee *)g_ptr_array_index(people, i))->address));
	return true;
}

/* What is written from here: from which addresses, and about no incident. Of incidents it is among the ids. */
static bool
add_own(Session *s, const Conf *conf, json_t *own, GError **error)
{
	static const Channel channels[] = {CHANNEL_EMAIL, CHANNEL_PEC};
	g_autoptr(GHashTable) bulletins = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	GHashTableIter iter;
	gpointer id;
	for (gsize i = 0; i < G_N_ELEMENTS(channels); i++) {
		g_autofree char *address = NULL;
		const char *from = conf_text(conf, channel_code(channels[i]), "from");
		if (from && address_parse(from, NULL, &address, NULL))
			json_array_append_new(own, json_string(address));
	}
	if (!query_bulletin_ids(s->db, session_now(s) - KNOWN_DAYS * 86400, bulletins, error))
		return false;
	for (g_hash_table_iter_init(&iter, bulletins); g_hash_table_iter_next(&iter, &id, NULL);)
		json_array_append_new(own, json_string(id));
	return true;
}

static bool
add_known(Session *s, const Conf *conf, json_t *request, GError **error)
{
	g_autoptr(GHashTable) sent = NULL;
	json_t *ids = json_object(), *people = json_array(), *own = json_array();
	GHashTableIter iter;
	gpointer id, notice;
	json_object_set_new(request, "known",
	                    json_pack("{s:o, s:o, s:o, s:s}", "ids", ids, "people", people, "own", own, "code", settings_text(s->settings, "code")));
	if (!query_sent_ids(s->db, session_now(s) - KNOWN_DAYS * 86400, &sent, error) || !add_people(s, people, error) || !add_own(s, conf, own, error) ||
	    !query_self_test_ids(s->db, session_now(s) - KNOWN_DAYS * 86400, sent, error))
		return false;
	for (g_hash_table_iter_init(&iter, sent); g_hash_table_iter_next(&iter, &id, &notice);)
		json_object_set_new(ids, id, json_string(notice));
	return true;
}

/* From when on, where there is no cursor: the day before answers are awaited, or before it was last read. */
static bool
add_since(Session *s, const LocalMailbox *box, json_t *request, GError **error)
{
	Instant since;
	if (!query_awaited(s->db, &since, error))
		return false;
	/* Numbers that changed: what came since the last look would be lost otherwise. */
	if (box->place && *box->place && box->polled_at != INSTANT_NONE && (since == INSTANT_NONE || box->polled_at < since))
		since = box->polled_at;
	if (since == INSTANT_NONE)
		return true;
	g_autofree char *day = imap_day(since - 86400), *at = instant_rfc3339(since - 86400);
	if (day)
		json_object_set_new(request, "since", json_string(day));
	json_object_set_new(request, "since_at", json_string(at));
	return true;
}

/* All of it, however old. */
static bool
add_beginning(json_t *request)
{
	json_object_set_new(request, "since", json_string("1-Jan-1990"));
	json_object_set_new(request, "since_at", json_string("1990-01-01T00:00:00Z"));
	return true;
}

static bool
add_cursor(Session *s, const LocalMailbox *box, const char *place, bool maildir, json_t *request, GError **error)
{
	g_autoptr(GPtrArray) names = NULL;
	if (g_strcmp0(box->place, place) != 0)
		return true;
	if (!maildir) {
		json_object_set_new(request, "cursor", json_pack("{s:I, s:I}", "validity", (json_int_t)box->validity, "uid", (json_int_t)box->uid));
		return true;
	}
	if (!local_seen(s->db, box->account, &names, error))
		return false;
	json_t *seen = json_array();
	for (guint i = 0; i < names->len; i++)
		json_array_append_new(seen, json_string(g_ptr_array_index(names, i)));
	json_object_set_new(request, "cursor", json_pack("{s:o}", "seen", seen));
	return true;
}

/* What an IMAP session needs besides. False: the account's own fault, said in *problem. */
static bool
add_account(const Inbox *inbox, const ConfServer *server, json_t *request, GError **problem)
{
	g_autofree char *secret = NULL;
	bool oauth2 = conf_of(inbox, "oauth2-command") && !conf_of(inbox, "inbox-password-command"), tls = g_strcmp0(conf_of(inbox, "tls"), "none") != 0;
	const char *ca_file = conf_of(inbox, "ca-file"), *user = user_of(inbox);
	if (server->scheme == CONF_IMAP && !tls && !conf_host_is_loopback(server->host))
		return err_set(problem, E_CONFIG, "without TLS only a mailbox on this machine may be read: tls = required for %s", server->host);
	if (!host_inbox_secret(inbox->conf, inbox->group, &secret, problem))
		return false;
	if (!user || !secret)
		return err_set(problem, E_CONFIG, "the mailbox has no user or no password: set user and password-command");
	json_t *more = json_pack("{s:s, s:s, s:i, s:s, s:b, s:b, s:b, s:s, s:s}", "source", "imap", "host", server->host, "port", server->port,
	                         "folder", server->path ? server->path : "INBOX", "implicit", server->scheme == CONF_IMAPS, "tls",
	                         tls || server->scheme == CONF_IMAPS, "oauth2", oauth2, "user", user, "secret", secret);
	explicit_bzero(secret, strlen(secret));
	if (ca_file)
		json_object_set_new(more, "ca_file", json_string(ca_file));
	json_object_update(request, more);
	json_decref(more);
	return true;
}

static gsize
most_bytes(Session *s)
{
	return MIN(register_evidence_limit(s), MOST_BYTES);
}

static int64_t
limit_ms(const Inbox *inbox)
{
	return conf_number(inbox->conf, inbox->group, "timeout") * 1000;
}

/* --- what the child tells ------------------------------------------------------------------------------------------- */

typedef struct {
	const Inbox *inbox;
	Session *session;
	const InboxManner *manner;
	const char *place;
	bool maildir;
	LocalMailbox *box;
	int64_t told;      /* frames that were answered */
	int kept, perhaps;
	json_t *result;    /* NULL: none came */
	bool lied;         /* it told what cannot be */
	GError *error;     /* of the register */
	InboxMessage each; /* the mailbox is read again for somebody: nothing of it is kept, remembered or moved. NULL: it is collected */
	void *data;
	char *trouble;     /* what came in the way, where it is read again */
} Poll;

G_GNUC_PRINTF(2, 3)
static void
line(const Poll *p, const char *format, ...)
{
	va_list ap;
	if (p->manner->quiet)
		return;
	va_start(ap, format);
	g_autofree char *text = g_strdup_vprintf(format, ap);
	va_end(ap);
	fprintf(stderr, "breccia-courier: [%s]: %s\n", p->inbox->group, text);
}

static const char *
text_of(const json_t *o, const char *key)
{
	return json_string_value(json_object_get(o, key));
}

/* What the child told cannot be believed: it is not listened to any longer. */
static bool
lied(Poll *p)
{
	p->lied = true;
	return false;
}

static GPtrArray *
names_of(const json_t *array)
{
	GPtrArray *names = g_ptr_array_new();
	size_t i;
	json_t *name;
	json_array_foreach (array, i, name)
		if (json_is_string(name) && json_string_length(name) <= 64)
			g_ptr_array_add(names, (char *)json_string_value(name));
	return names;
}

/* The cursor goes forward only, within the same numbers. */
static bool
advance(Poll *p, const json_t *frame, const char *key)
{
	guint64 uid;
	if (p->maildir)
		return true;
	if (!key || json_integer_value(json_object_get(frame, "validity")) != p->box->validity ||
	    !g_ascii_string_to_unsigned(key, 10, 1, G_MAXUINT32, &uid, NULL))
		return lied(p);
	if ((int64_t)uid <= p->box->uid)
		return true;
	p->box->uid = (int64_t)uid;
	return p->each || local_mailbox_cursor(p->session->db, p->box, &p->error);
}

static bool
hear_box(Poll *p, const json_t *frame)
{
	g_autoptr(GPtrArray) seen = names_of(json_object_get(frame, "seen")), gone = names_of(json_object_get(frame, "gone"));
	json_int_t begin = json_integer_value(json_object_get(frame, "begin")), validity = json_integer_value(json_object_get(frame, "validity"));
	if (!p->each && !json_is_true(json_object_get(frame, "fresh")))
		return !gone->len || local_seen_change(p->session->db, p->box->account, NULL, gone, &p->error);
	g_free(p->box->place);
	p->box->place = g_strdup(p->place);
	p->box->validity = CLAMP(validity, 0, G_MAXUINT32);
	p->box->uid = CLAMP(begin, 0, G_MAXUINT32);
	return p->each || local_seen_begin(p->session->db, p->box, seen, &p->error);
}

static Instant
received_of(const json_t *frame)
{
	const char *text = text_of(frame, "received");
	Instant at;
	return text && instant_from_rfc3339(text, &at) ? at : INSTANT_NONE;
}

static bool
hear_self_test(Poll *p, const char *id, GBytes *message)
{
	bool proven;
	if (!self_test_hear(p->session, p->inbox->conf, id, message, &proven, &p->error))
		return false;
	if (proven)
		line(p, "a receipt of %s, with a valid signature", id);
	return true;
}

/* The bytes are in the register, and durable, before the cursor stands behind them. */
static bool
hear_message(Poll *p, const json_t *frame)
{
	const char *text = text_of(frame, "bytes");
	IntakeMeta meta = {
		.account = p->inbox->group, .notice = text_of(frame, "notice"), .ref = text_of(frame, "ref"), .received = received_of(frame),
	};
	Intake intake;
	g_autofree char *id = NULL;
	gsize size = 0;
	guchar *bytes = text ? g_base64_decode(text, &size) : NULL;
	g_autoptr(GBytes) message = g_bytes_new_take(bytes, size);
	if (!size || size > most_bytes(p->session) || !concern_by_parse(text_of(frame, "by"), &meta.by))
		return lied(p);
	if (p->each)
		return p->each(message, p->data, &p->error) && advance(p, frame, text_of(frame, "key"));
	if (meta.notice && g_str_has_prefix(meta.notice, SELF_TEST))
		return hear_self_test(p, meta.notice, message) && advance(p, frame, text_of(frame, "key"));
	if (!intake_message(p->session, message, &meta, &intake, &id, &p->error))
		return false;
	p->kept += intake == INTAKE_KEPT;
	if (intake == INTAKE_KEPT)
		line(p, "%s kept%s%s", id, meta.notice ? ", about " : "", meta.notice ? meta.notice : "");
	return advance(p, frame, text_of(frame, "key"));
}

static bool
hear_perhaps(Poll *p, const json_t *frame)
{
	const char *key = text_of(frame, "key"), *why = text_of(frame, "why"), *from = text_of(frame, "from"), *subject = text_of(frame, "subject");
	if (p->each)
		return true;
	if (!key || !why || !from || !subject)
		return lied(p);
	g_autofree char *name = p->maildir ? g_strdup(key) : g_strdup_printf("%" G_GINT64_FORMAT ".%s", (gint64)p->box->validity, key);
	LocalPerhaps perhaps = {
		.account = p->box->account, .name = name, .found_at = session_now(p->session), .received_at = received_of(frame),
		.sender = (char *)from, .subject = (char *)subject, .size = json_integer_value(json_object_get(frame, "size")), .why = (char *)why,
	};
	p->perhaps++;
	return local_perhaps_add(p->session->db, &perhaps, &p->error);
}

static bool
hear_reached(Poll *p, const json_t *frame)
{
	g_autoptr(GPtrArray) keys = names_of(json_object_get(frame, "keys"));
	if (p->each && p->maildir)
		return true;
	if (p->maildir)
		return local_seen_change(p->session->db, p->box->account, keys, NULL, &p->error);
	return advance(p, frame, text_of(frame, "key"));
}

/* One frame. False: the register failed, or the child lied. */
static bool
hear(Poll *p, const json_t *frame)
{
	static const struct {
		const char *name;
		bool (*hear)(Poll *p, const json_t *frame);
	} rows[] = {{"box", hear_box}, {"message", hear_message}, {"perhaps", hear_perhaps}, {"reached", hear_reached}};
	json_t *result = json_object_get(frame, "result");
	if (result && !p->result)
		p->result = json_incref(result);
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		const json_t *body = json_object_get(frame, rows[i].name);
		if (body && !rows[i].hear(p, body))
			return false;
	}
	return true;
}

static bool
hear_all(Poll *p, const ChildResult *result)
{
	for (guint i = 0; i < result->frames->len; i++)
		if (!hear(p, g_ptr_array_index(result->frames, i)))
			return false;
	return true;
}

/* --- what came of it ------------------------------------------------------------------------------------------------ */

/* Changes whenever the mailbox is configured otherwise, or its password file is written. Says nothing of the password. */
static char *
fingerprint(const Inbox *inbox)
{
	static const char *const names[] = {"inbox", "inbox-user", "inbox-password-command", "user", "password-command", "password-file", "oauth2-command",
	                                    "ca-file", "tls"};
	g_autoptr(GString) all = g_string_new(NULL);
	struct stat st;
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		g_string_append_printf(all, "%s\n", conf_of(inbox, names[i]) ? conf_of(inbox, names[i]) : "");
	const char *file = conf_of(inbox, "password-file");
	if (file && stat(file, &st) == 0)
		g_string_append_printf(all, "%" G_GINT64_FORMAT ".%ld", (gint64)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
	char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, all->str, -1);
	digest[16] = 0;
	return digest;
}

/* A clock that was set back must not leave an account alone for a year. */
static bool
left_alone(const Inbox *inbox, const LocalMailbox *box, Instant now)
{
	g_autofree char *conf = fingerprint(inbox);
	return box->retry_at != INSTANT_NONE && box->retry_at > now && box->retry_at - now <= INBOX_RETRY && g_strcmp0(box->conf, conf) == 0;
}

static bool
remember(Poll *p, Trouble trouble, const char *words, GError **error)
{
	Instant now = session_now(p->session);
	LocalMailbox *box = p->box;
	if (p->each) {
		p->trouble = trouble == TROUBLE_NONE ? NULL : g_strdup_printf("%s: %s", trouble_code(trouble), words);
		return true;
	}
	bool said = g_strcmp0(box->words, words) == 0 && g_strcmp0(box->trouble, trouble_code(trouble)) == 0;
	g_free(box->trouble);
	g_free(box->words);
	g_free(box->conf);
	box->trouble = trouble == TROUBLE_NONE ? NULL : g_strdup(trouble_code(trouble));
	box->words = trouble == TROUBLE_NONE ? NULL : g_strdup(words);
	box->conf = fingerprint(p->inbox);
	box->retry_at = trouble != TROUBLE_NONE && trouble <= TROUBLE_LAST_OF_ACCOUNT ? now + INBOX_RETRY : INSTANT_NONE;
	if (trouble == TROUBLE_NONE) {
		box->polled_at = now;
		box->failed_at = INSTANT_NONE;
	} else if (box->failed_at == INSTANT_NONE || box->failed_at > now) {
		box->failed_at = now;
	}
	if (trouble != TROUBLE_NONE && !said)
		line(p, "the mailbox cannot be read: %s", trouble_code(trouble));
	return local_mailbox_status(p->session->db, box, error) && local_perhaps_expire(p->session->db, now, error);
}

static char *
words_of_the_end(const ChildResult *child, int64_t limit)
{
	switch (child->end) {
	case CHILD_TIMED_OUT:
		return g_strdup_printf("no end within %d s", (int)(limit / 1000));
	case CHILD_ANSWERED:
	case CHILD_BABBLED:
		return g_strdup("the collecting process gave no usable answer");
	case CHILD_KILLED:
		return g_strdup_printf("the collecting process broke (signal %d)", child->status);
	case CHILD_EXITED:
		return g_strdup_printf("the collecting process gave no answer (status %d)", child->status);
	}
	g_assert_not_reached();
}

static bool
judge_end(Poll *p, const ChildResult *child, bool *more, GError **error)
{
	Trouble trouble;
	if (!trouble_parse(text_of(p->result, "trouble"), &trouble)) {
		g_autofree char *words = words_of_the_end(child, limit_ms(p->inbox));
		return remember(p, child->end == CHILD_TIMED_OUT ? TROUBLE_SILENT : TROUBLE_BABBLE, words, error);
	}
	*more = json_is_true(json_object_get(p->result, "more"));
	if (trouble == TROUBLE_NONE && p->perhaps)
		line(p, "%d perhaps about us, not fetched: breccia receipt perhaps", p->perhaps);
	const char *words = text_of(p->result, "words");
	g_autofree char *shown = text_one_line(words ? words : "");
	return remember(p, trouble, shown, error);
}

/* --- all together --------------------------------------------------------------------------------------------------- */

static bool
make_request(Poll *p, const ConfServer *server, json_t *request, GError **error)
{
	Session *s = p->session;
	int64_t limit = limit_ms(p->inbox);
	json_object_set_new(request, "step_ms", json_integer(MIN(SILENCE_MS, limit / 2)));
	json_object_set_new(request, "soft_ms", json_integer(limit - limit / SOFT_PART));
	json_object_set_new(request, "most", json_integer((json_int_t)most_bytes(s)));
	if (server->scheme == CONF_MAILDIR) {
		json_object_set_new(request, "source", json_string("maildir"));
		json_object_set_new(request, "path", json_string(server->path));
	}
	return add_known(s, p->inbox->conf, request, error) && (p->each ? add_beginning(request) : add_since(s, p->box, request, error)) &&
	       add_cursor(s, p->box, p->place, p->maildir, request, error);
}

static bool
interrupted(const Poll *p)
{
	return p->manner->interrupted && p->manner->interrupted();
}

/* Until the child has nothing more to ask: what it told is durable before it is answered. False: the register failed. */
static bool
exchange(Poll *p, Child *child, json_t *request, ChildResult *last, GError **error)
{
	int64_t until = host_monotonic_ms() + limit_ms(p->inbox);
	bool heard = true;
	json_incref(request);
	do {
		child_result_clear(last);
		if (!child_ask(child, request, "asks", (unsigned)MAX(until - host_monotonic_ms(), 1), last, error)) {
			json_decref(request);
			return false;
		}
		heard = hear_all(p, last);
		json_decref(request);
		request = json_pack("{s:I}", "ack", (json_int_t)++p->told);
	} while (heard && last->end == CHILD_ANSWERED && !interrupted(p));
	json_decref(request);
	if (p->error)
		g_propagate_error(error, g_steal_pointer(&p->error));
	return heard || p->lied;
}

static bool
converse(Poll *p, json_t *request, bool *more, GError **error)
{
	g_auto(ChildResult) last = {0};
	g_autoptr(GError) problem = NULL;
	Child *child = child_start("collect", &problem);
	if (!child)
		return remember(p, TROUBLE_UNREACHABLE, problem->message, error);
	bool done = exchange(p, child, request, &last, error);
	/* One that asks still is not needed any longer. */
	child_end(child, 0);
	/* Broken off by somebody who ends the courier: nothing is known to be wrong. */
	if (!done || (last.end == CHILD_ANSWERED && !p->lied))
		return done;
	return judge_end(p, &last, more, error);
}

/* One session. */
static bool
look(Poll *p, bool *more, GError **error)
{
	g_auto(ConfServer) server = {0};
	g_autoptr(GError) problem = NULL;
	*more = false;
	if (!conf_server_parse(conf_of(p->inbox, "inbox"), &server, &problem))
		return remember(p, TROUBLE_CONFIG, problem->message, error);
	g_autofree char *place = place_of(p->inbox, &server);
	p->place = place;
	p->maildir = server.scheme == CONF_MAILDIR;
	json_t *request = json_object();
	bool done = make_request(p, &server, request, error);
	if (done && !p->maildir && !add_account(p->inbox, &server, request, &problem))
		done = remember(p, TROUBLE_CONFIG, problem->message, error);
	else if (done)
		done = converse(p, request, more, error);
	json_decref(request);
	g_clear_pointer(&p->result, json_decref);
	g_clear_error(&p->error);
	return done;
}

bool
inbox_poll(Inbox *inbox, Session *s, const InboxManner *manner, bool *more, GError **error)
{
	g_autoptr(LocalMailbox) box = NULL;
	*more = false;
	if (!local_mailbox(s->db, inbox->group, &box, error))
		return false;
	Poll p = {.inbox = inbox, .session = s, .manner = manner, .box = box};
	return left_alone(inbox, box, session_now(s)) || look(&p, more, error);
}

/* The cursor is this reading's own, and forgotten with it. */
bool
inbox_read_again(Inbox *inbox, Session *s, const InboxManner *manner, InboxMessage each, void *data, char **trouble, GError **error)
{
	g_autoptr(LocalMailbox) box = g_new0(LocalMailbox, 1);
	bool more = true, done = true;
	box->account = g_strdup(inbox->group);
	Poll p = {.inbox = inbox, .session = s, .manner = manner, .box = box, .each = each, .data = data};
	while (more && done && !p.trouble && !interrupted(&p)) {
		int64_t before = box->uid;
		p.told = 0;
		done = look(&p, &more, error);
		more = more && box->uid > before; /* a server that gives nothing new gives nothing more */
	}
	*trouble = g_steal_pointer(&p.trouble);
	return done;
}

bool
inbox_interval(const Inbox *inbox, Session *s, int64_t *seconds, GError **error)
{
	Instant awaited;
	*seconds = conf_number(inbox->conf, inbox->group, "poll");
	if (!query_awaited(s->db, &awaited, error))
		return false;
	if (awaited == INSTANT_NONE)
		*seconds = MAX(*seconds, INBOX_QUIET);
	return true;
}

/* Working off the outbox. What lines say on standard error are refs, notices, hosts and codes: never titles, people, addresses. */
#include "src/courier/outbox.h"

#include "src/core/address.h"
#include "src/core/clock.h"
#include "src/core/err.h"
#include "src/courier/compose.h"
#include "src/register/letter.h"
#include "src/register/outgoing.h"
#include "src/register/remind.h"

#include <stdio.h>
#include <string.h>

/* "At once", in seconds: the pass that is under way ends first. */
#define SOON 1

#define RECEIPT_MAY_COME 600  /* seconds */
#define HURRY            3600 /* with less time than this before its clock ends nothing is waited for */

G_GNUC_PRINTF(3, 4)
static void
line(Outbox *o, const Notice *notice, const char *format, ...)
{
	va_list ap;
	if (o->quiet)
		return;
	va_start(ap, format);
	g_autofree char *text = g_strdup_vprintf(format, ap);
	va_end(ap);
	fprintf(stderr, "breccia-courier: %s %s: %s\n", notice->id, channel_code(notice->channel), text);
}

/* --- composing ---------------------------------------------------------------------------------------------------- */

typedef struct {
	GPtrArray *names, *addresses, *people; /* of char *, one a recipient each; a name may be NULL */
} Addressed;

static void
addressed_clear(Addressed *a)
{
	g_clear_pointer(&a->names, g_ptr_array_unref);
	g_clear_pointer(&a->addresses, g_ptr_array_unref);
	g_clear_pointer(&a->people, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Addressed, addressed_clear)

static bool
address(Session *s, const LetterText *letter, Addressed *a, GError **error)
{
	a->names = g_ptr_array_new_with_free_func(g_free);
	a->addresses = g_ptr_array_new_with_free_func(g_free);
	a->people = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < letter->to->len; i++) {
		const Recipient *r = g_ptr_array_index(letter->to, i);
		g_autoptr(Person) person = NULL;
		if (r->person && !query_person(s->db, r->person, &person, error))
			return false;
		g_ptr_array_add(a->names, g_strdup(person ? person->name : NULL));
		g_ptr_array_add(a->addresses, g_strdup(r->address));
		g_ptr_array_add(a->people, g_strdup(r->person ? r->person : ""));
	}
	g_ptr_array_add(a->addresses, NULL);
	g_ptr_array_add(a->people, NULL);
	return true;
}

static Mailbox *
mailboxes(const Addressed *a)
{
	guint count = a->names->len;
	Mailbox *boxes = g_new0(Mailbox, count + 1);
	for (guint i = 0; i < count; i++)
		boxes[i] = (Mailbox){g_ptr_array_index(a->names, i), g_ptr_array_index(a->addresses, i)};
	return boxes;
}

static char *
new_message_id(Outbox *o, const Notice *notice, const Sender *sender)
{
	unsigned char random[16];
	o->session->host.random(random, sizeof random);
	/* A client that counted the notices of an incident would know how many others there are. */
	const char *named = g_str_equal(notice->audience, "dpo") ? notice->id : notice->ref;
	return compose_message_id(named, random, address_domain(sender->from));
}

/* Renders, composes and freezes. E_STATE: there is nobody to write to. */
static bool
compose(Outbox *o, const Notice *notice, const Sender *sender, GError **error)
{
	Session *s = o->session;
	g_autoptr(LetterText) letter = NULL;
	g_auto(Addressed) to = {0};
	g_autoptr(GBytes) bytes = NULL;
	if (!register_letter(s, notice, NULL, NULL, &letter, error) || !address(s, letter, &to, error))
		return false;
	g_autofree char *id = new_message_id(o, notice, sender);
	g_autofree Mailbox *boxes = mailboxes(&to);
	const ExtraHeader extra[] = {{"X-Breccia-Ref", notice->ref}, {NULL, NULL}};
	Mail mail = {
		.from = {sender->name ? sender->name : settings_text(s->settings, "organisation.name"), sender->from}, .to = boxes,
		.subject = letter->subject, .text = letter->text, .date = session_now(s), .zone = s->zone, .message_id = id,
		.in_reply_to = letter->references, .references = letter->references, .automatic = letter_reminds(notice->letter),
		.extra = extra,
	};
	if (!compose_message(&mail, &bytes, error))
		return false;
	Composed composed = {
		.id = notice->id, .message_id = id, .from = sender->from, .subject = letter->subject,
		.to = (const char *const *)to.addresses->pdata, .people = (const char *const *)to.people->pdata, .text = letter->text,
		.seal = letter->seal, .seal_seq = letter->seal_seq,
	};
	composed.bytes = g_bytes_get_data(bytes, &composed.bytes_len);
	return register_composed(s, &composed, error);
}

/* --- outcomes ----------------------------------------------------------------------------------------------------- */

/* Seconds until the clock ends that this notice is to meet, for the pace of the attempts; 0 where there is none. */
static int64_t
time_left(Session *s, const Notice *notice, Instant now)
{
	g_autoptr(Incident) incident = NULL;
	bool to_dpo = g_str_equal(notice->audience, "dpo");
	if (!query_incident(s->db, notice->ref, &incident, NULL) || !incident)
		return 0;
	for (guint i = 0; i < incident->clocks->len; i++) {
		const Clock *k = g_ptr_array_index(incident->clocks, i);
		if (to_dpo ? g_str_equal(k->rule, RULE_DPO) : g_strcmp0(k->client, notice->audience) == 0)
			return k->due_at - now;
	}
	return 0;
}

/* A receipt may be on its way that says that it arrived: where one can come in, ten minutes are waited for it, as long as there is time. */
static Instant
once_more(const Outbox *o, const Notice *notice, Instant now)
{
	const Sender *sender = &o->senders[notice->channel];
	int64_t left = time_left(o->session, notice, now);
	if (!conf_text(sender->conf, sender->group, "inbox") || left < HURRY)
		return now;
	return now + MIN(RECEIPT_MAY_COME, left / 10);
}

static Instant
next_attempt(Outbox *o, const Notice *notice, Verdict verdict, Instant now)
{
	Session *s = o->session;
	/* The attempt that just ended is recorded already, but not in this copy of the notice. */
	int attempts = notice->attempts + 1;
	switch (verdict) {
	case VERDICT_SENT:
	case VERDICT_PERMFAIL:
		return INSTANT_NONE;
	case VERDICT_ACCOUNT:
		return now; /* as soon as its account works again: the account waits, not the notice */
	case VERDICT_UNCERTAIN:
		/* A lost notice is a violation and a duplicate is none: once more soon, then at the pace of the others. */
		if (attempts == 1)
			return once_more(o, notice, now);
		break;
	case VERDICT_TEMPFAIL:
		break;
	}
	return now + notice_delay(attempts, time_left(s, notice, now));
}

/* How many recipients do not have it, of a message that others do. */
static int
without(const Submission *s)
{
	int count = 0;
	for (guint i = 0; i < s->recipients->len; i++)
		if (((const RecipientResult *)g_ptr_array_index(s->recipients, i))->verdict != VERDICT_SENT)
			count++;
	return count;
}

static bool
settle(Outbox *o, const Notice *notice, const Submission *s, GError **error)
{
	Instant now = session_now(o->session);
	json_auto_t *recipients = submission_recipients(s);
	Outcome outcome = {
		.verdict = s->verdict, .sent_at = s->verdict == VERDICT_SENT ? now : INSTANT_NONE, .code = s->code, .enhanced = s->enhanced,
		.reply = s->reply, .server = s->server, .queue_id = s->queue_id, .tls = s->tls, .dsn = s->dsn, .stored = s->stored,
		.recipients = recipients, .next_at = next_attempt(o, notice, s->verdict, now),
	};
	if (outcome.next_at != INSTANT_NONE && outcome.next_at <= now)
		o->soonest = MIN(o->soonest, s->verdict == VERDICT_ACCOUNT ? SENDER_RETRY : SOON);
	line(o, notice, "%s, %d%s%s, %s", s->stored ? "stored" : verdict_code(s->verdict), s->code, s->enhanced ? " " : "",
	     s->enhanced ? s->enhanced : "", s->stored ? "maildir" : s->server ? s->server : "-");
	if (s->verdict == VERDICT_SENT && without(s))
		line(o, notice, "%d of %u recipients refused: breccia outbox show", without(s), s->recipients->len);
	return register_settled(o->session, notice->id, &outcome, error);
}

/* An account at fault, or an address that refuses, is no reason to be silent: the other channel is tried at once. */
static bool
turn_to_other(Outbox *o, const Notice *notice, Verdict verdict, GError **error)
{
	bool acted = false;
	if (verdict != VERDICT_ACCOUNT && verdict != VERDICT_PERMFAIL)
		return true;
	if (!register_other_channel(o->session, notice->id, &acted, error))
		return false;
	if (acted)
		line(o, notice, "the same letter goes by the other channel");
	return true;
}

/* Why a notice cannot go on, in our own words; said once, and again only when it is another reason. */
static bool
put_off(Outbox *o, const Notice *notice, Verdict verdict, const char *why, GError **error)
{
	Outcome outcome = {.verdict = verdict, .sent_at = INSTANT_NONE, .reply = why, .next_at = INSTANT_NONE};
	if (notice->verdict == verdict && g_strcmp0(notice->reply, why) == 0)
		return true;
	line(o, notice, "%s before it left", verdict_code(verdict));
	if (verdict != VERDICT_PERMFAIL)
		outcome.next_at = session_now(o->session);
	return register_settled(o->session, notice->id, &outcome, error) && turn_to_other(o, notice, verdict, error);
}

/* --- attempting --------------------------------------------------------------------------------------------------- */

static GPtrArray *
addresses_of(const Notice *notice)
{
	GPtrArray *to = g_ptr_array_new();
	for (guint i = 0; i < notice->to->len; i++)
		g_ptr_array_add(to, ((Recipient *)g_ptr_array_index(notice->to, i))->address);
	g_ptr_array_add(to, NULL);
	return to;
}

static bool
attempt(Outbox *o, const Notice *notice, Sender *sender, GError **error)
{
	g_autoptr(GBytes) bytes = NULL;
	g_autoptr(Submission) submission = NULL;
	g_autoptr(GError) problem = NULL;
	g_autoptr(GPtrArray) to = addresses_of(notice);
	g_autofree char *envid = compose_envid(notice->message_id);
	if (!query_blob(o->session->db, notice->bytes, &bytes, error))
		return false;
	if (!bytes)
		return put_off(o, notice, VERDICT_PERMFAIL, "the frozen message was erased", error);
	if (!register_attempted(o->session, notice->id, error))
		return false;
	Envelope envelope = {.to = (const char *const *)to->pdata, .envid = envid, .want_dsn = true};
	if (!sender_submit(sender, &envelope, bytes, &submission, &problem))
		return put_off(o, notice, VERDICT_PERMFAIL, problem->message, error);
	return settle(o, notice, submission, error) &&
	       sender_learn(sender, o->session->db, session_now(o->session), submission, error) &&
	       turn_to_other(o, notice, submission->verdict, error);
}

/* An attempt was recorded, and not what came of it: the courier died. */
static bool
resume(Outbox *o, const Notice *notice, GError **error)
{
	g_autoptr(Submission) lost = submission_new();
	Notice before = *notice;
	before.attempts--; /* the attempt that is settled here is counted already */
	lost->verdict = VERDICT_UNCERTAIN;
	lost->reply = g_strdup("the courier ended before the outcome was known");
	return settle(o, &before, lost, error);
}

/* --- one notice --------------------------------------------------------------------------------------------------- */

/* Nothing is sent about what was voided or imported, whenever it was queued. */
static bool
about_the_past(Session *s, const Notice *notice, bool *past, GError **error)
{
	g_autoptr(Incident) incident = NULL;
	if (!query_incident(s->db, notice->ref, &incident, error))
		return false;
	*past = !incident || incident->historic || incident->voided_at != INSTANT_NONE;
	return true;
}

/* A reminder that waited until nothing was left to remind of does not leave. */
static bool
nothing_left(Outbox *o, const Notice *notice, bool *ended, GError **error)
{
	*ended = false;
	if (!letter_reminds(notice->letter) || !register_remind_end(o->session, notice->id, ended, error))
		return !letter_reminds(notice->letter);
	if (*ended)
		line(o, notice, "nothing is left to remind of");
	return true;
}

/* The notice as it is now; its id is all that survives a step. */
static bool
again(Outbox *o, const char *id, Notice **notice, GError **error)
{
	g_clear_pointer(notice, notice_free);
	return query_notice(o->session->db, id, notice, error) &&
	       (*notice || err_set(error, E_INTERNAL, "the notice %s is gone", id));
}

static bool
ready(const Notice *notice, Instant now)
{
	return notice->state == NOTICE_COMPOSED && !notice->exercise && !notice_waits(notice, now);
}

static bool
compose_or_put_off(Outbox *o, const Notice *notice, const Sender *sender, GError **error)
{
	g_autoptr(GError) problem = NULL;
	if (compose(o, notice, sender, &problem))
		return true;
	if (g_error_matches(problem, ERR_DOMAIN, E_STATE) || g_error_matches(problem, ERR_DOMAIN, E_INPUT))
		return put_off(o, notice, VERDICT_TEMPFAIL, problem->message, error);
	g_propagate_error(error, g_steal_pointer(&problem));
	return false;
}

/* The bytes are fixed, and so is whom they go to: a notice that waited and would go to others by now is withdrawn for a new one. */
static bool
readdress(Outbox *o, const Notice *notice, bool *elsewhere, GError **error)
{
	if (!register_readdress(o->session, notice->id, elsewhere, error))
		return false;
	if (*elsewhere)
		line(o, notice, "its recipients changed: withdrawn, and composed anew");
	return true;
}

static bool
work_on(Outbox *o, const char *id, GError **error)
{
	g_autoptr(Notice) notice = NULL;
	bool past, ended, elsewhere;
	SenderState state;
	int64_t seconds;
	if (!again(o, id, &notice, error) || !about_the_past(o->session, notice, &past, error))
		return false;
	if (past)
		return true;
	if (!nothing_left(o, notice, &ended, error) || ended)
		return ended;
	Sender *sender = &o->senders[notice->channel];
	if (notice->state == NOTICE_SENDING && (!resume(o, notice, error) || !again(o, id, &notice, error)))
		return false;
	if (!sender_state(sender, o->session->db, session_now(o->session), &state, &seconds, error))
		return false;
	if (state == SENDER_ABSENT) {
		g_autofree char *why = g_strdup_printf("no [%s] account is set up on this machine: breccia.conf(5)", sender->group);
		return put_off(o, notice, VERDICT_ACCOUNT, why, error);
	}
	if (notice->state == NOTICE_QUEUED && (!compose_or_put_off(o, notice, sender, error) || !again(o, id, &notice, error)))
		return false;
	if (!ready(notice, session_now(o->session)))
		return true;
	if (state == SENDER_READY)
		return readdress(o, notice, &elsewhere, error) && (elsewhere || attempt(o, notice, sender, error));
	o->soonest = MIN(o->soonest, seconds);
	return state != SENDER_STOPPED || turn_to_other(o, notice, VERDICT_ACCOUNT, error);
}

/* Another process did the step meanwhile, or withdrew the notice: the next pass sees what is left to do. */
static bool
overtaken(const GError *error)
{
	return g_error_matches(error, ERR_DOMAIN, E_STATE) || g_error_matches(error, ERR_DOMAIN, E_CONFLICT);
}

/* *fresh: notices that were not seen in this pass yet. */
static bool
round_of_work(Outbox *o, GHashTable *seen, bool *fresh, GError **error)
{
	g_autoptr(GPtrArray) due = NULL;
	*fresh = false;
	if (!query_outbox_due(o->session->db, session_now(o->session), &due, error))
		return false;
	for (guint i = 0; i < due->len; i++) {
		g_autoptr(GError) problem = NULL;
		const Notice *notice = g_ptr_array_index(due, i);
		if (o->interrupted && o->interrupted())
			return true;
		if (!g_hash_table_add(seen, g_strdup(notice->id)))
			continue;
		*fresh = true;
		if (!work_on(o, notice->id, &problem) && !overtaken(problem)) {
			g_propagate_error(error, g_steal_pointer(&problem));
			return false;
		}
	}
	return true;
}

bool
outbox_work(Outbox *o, int64_t *wait, GError **error)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	bool fresh = true;
	o->soonest = G_MAXINT64;
	/* One notice may call for another: each is worked on once in a pass, and a pass ends when no new one is due. */
	while (fresh && !(o->interrupted && o->interrupted()))
		if (!round_of_work(o, seen, &fresh, error))
			return false;
	*wait = o->soonest == G_MAXINT64 ? 0 : o->soonest;
	return true;
}

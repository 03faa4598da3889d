/* The mail accounts: from configuration to a submission, and what is remembered of them. */
#include "src/courier/sender.h"

#include "src/core/address.h"
#include "src/core/err.h"
#include "src/courier/daily.h"
#include "src/host/host.h"

#include <openssl/evp.h>
#include <string.h>
#include <sys/stat.h>

#define MINUTE_MS   60000
#define SALT_BYTES  16
#define MARK_ROUNDS 200000

void
sender_init(Sender *sender, Channel channel, const Conf *conf)
{
	*sender = (Sender){.channel = channel, .group = channel_code(channel), .conf = conf};
	sender->recent = g_array_new(FALSE, FALSE, sizeof(int64_t));
	sender->present = conf_has_account(conf, sender->group) &&
	                  address_parse(conf_text(conf, sender->group, "from"), &sender->name, &sender->from, NULL);
}

void
sender_clear(Sender *sender)
{
	g_free(sender->name);
	g_free(sender->from);
	g_free(sender->mark);
	g_clear_pointer(&sender->recent, g_array_unref);
	transport_close(&sender->link);
}

void
sender_rest(Sender *sender)
{
	transport_close(&sender->link);
}

static bool
is(const Sender *sender, const char *name, const char *value)
{
	return g_strcmp0(conf_text(sender->conf, sender->group, name), value) == 0;
}

static bool
on_network(const Sender *sender)
{
	return !g_str_has_prefix(conf_text(sender->conf, sender->group, "server"), transport_maildir.scheme);
}

/* --- what is remembered ------------------------------------------------------------------------------------------- */

static char *
local_name(const Sender *sender)
{
	return g_strconcat("account.", sender->group, NULL);
}

/* Changes whenever the account is configured otherwise, or its password file is written. Says nothing of the password. */
static char *
fingerprint(const Sender *sender)
{
	static const char *const names[] = {
		"server", "user", "password-command", "password-file", "oauth2-command", "from", "ca-file", "auth", "tls", "hello",
	};
	g_autoptr(GString) all = g_string_new(NULL);
	struct stat st;
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		const char *value = conf_text(sender->conf, sender->group, names[i]);
		g_string_append_printf(all, "%s\n", value ? value : "");
	}
	const char *file = conf_text(sender->conf, sender->group, "password-file");
	if (file && stat(file, &st) == 0)
		g_string_append_printf(all, "%" G_GINT64_FORMAT ".%ld", (gint64)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
	char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, all->str, -1);
	digest[16] = 0;
	return digest;
}

/* "SALT MARK" of a secret: a new salt where there is none to be compared with. (transfer full) */
static char *
mark_of(const char *secret, const char *before)
{
	unsigned char salt[SALT_BYTES], mark[2];
	char hex[2 * SALT_BYTES + 1];
	host_random(salt, sizeof salt);
	for (int i = 0; i < SALT_BYTES; i++)
		g_snprintf(hex + 2 * i, 3, "%02x", salt[i]);
	if (before && strlen(before) > 2 * SALT_BYTES)
		g_strlcpy(hex, before, sizeof hex);
	if (!PKCS5_PBKDF2_HMAC(secret, (int)strlen(secret), (unsigned char *)hex, 2 * SALT_BYTES, MARK_ROUNDS, EVP_sha256(), sizeof mark, mark))
		return NULL;
	return g_strdup_printf("%s %02x%02x", hex, mark[0], mark[1]);
}

static void
forget(char *secret)
{
	if (secret)
		explicit_bzero(secret, strlen(secret));
	g_free(secret);
}

/* Is the secret the one that was refused? One that cannot be had is no other one. */
static bool
same_secret(const Sender *sender, const char *mark)
{
	char *secret = NULL;
	bool had = host_secret(sender->conf, sender->group, &secret, NULL) && secret;
	g_autofree char *now = had ? mark_of(secret, mark) : NULL;
	forget(secret);
	return !now || !mark || !strcmp(now, mark);
}

/* The time of a stopped account is over; one whose login was refused waits on, as long as nobody gave it another secret. */
static bool
look_at_secret(const Sender *sender, Db *db, json_t *state, Instant now, int64_t *wait, GError **error)
{
	g_autofree char *name = local_name(sender), *retry_at = instant_rfc3339(now + SENDER_RETRY), *text = NULL;
	if (g_strcmp0(json_string_value(json_object_get(state, "cause")), "login") ||
	    !same_secret(sender, json_string_value(json_object_get(state, "secret"))))
		return true;
	*wait = SENDER_RETRY;
	json_object_set_new(state, "retry_at", json_string(retry_at));
	text = json_dumps(state, JSON_COMPACT | JSON_ENSURE_ASCII);
	return local_put(db, name, text, error);
}

/* Seconds that the account is stopped for; 0: it is not. */
static bool
stopped_for(const Sender *sender, Db *db, Instant now, int64_t *wait, GError **error)
{
	g_autofree char *name = local_name(sender), *text = NULL, *conf = fingerprint(sender);
	Instant retry_at;
	*wait = 0;
	if (!local_get(db, name, &text, error))
		return false;
	json_auto_t *state = text ? json_loads(text, 0, NULL) : NULL;
	const char *status = json_string_value(json_object_get(state, "status"));
	const char *until = json_string_value(json_object_get(state, "retry_at"));
	const char *was = json_string_value(json_object_get(state, "conf"));
	if (g_strcmp0(status, "stopped") || g_strcmp0(was, conf) || !until || !instant_from_rfc3339(until, &retry_at))
		return true;
	/* A clock that was set back must not stop an account for a year. */
	if (retry_at > now && retry_at - now <= SENDER_RETRY)
		*wait = retry_at - now;
	return *wait || look_at_secret(sender, db, state, now, wait, error);
}

static int64_t
busy_for(const Sender *sender)
{
	int64_t most = conf_number(sender->conf, sender->group, "max-per-minute"), now = host_monotonic_ms(), oldest = now;
	int64_t count = 0;
	for (guint i = 0; i < sender->recent->len; i++) {
		int64_t at = g_array_index(sender->recent, int64_t, i);
		if (now - at >= MINUTE_MS)
			continue;
		count++;
		oldest = MIN(oldest, at);
	}
	return most == 0 || count < most ? 0 : (oldest + MINUTE_MS - now) / 1000 + 1;
}

bool
sender_state(const Sender *sender, Db *db, Instant now, SenderState *state, int64_t *wait, GError **error)
{
	*state = SENDER_ABSENT;
	*wait = 0;
	if (!sender->present)
		return true;
	if (!stopped_for(sender, db, now, wait, error))
		return false;
	*state = *wait ? SENDER_STOPPED : SENDER_READY;
	if (*wait)
		return true;
	*wait = busy_for(sender);
	*state = *wait ? SENDER_BUSY : SENDER_READY;
	return true;
}

/* A reply of its server to a recipient or a message came under the account's own login, so the account works. */
static bool
works(const Submission *s)
{
	return s->verdict == VERDICT_SENT || (s->authenticated && s->verdict != VERDICT_ACCOUNT);
}

/* A login is as good by a message as by itself. */
static bool
record_login(const Sender *sender, Db *db, Instant now, const Submission *s, GError **error)
{
	g_autofree char *what = g_strconcat("smtp.", sender->group, NULL);
	return !on_network(sender) || daily_record(db, what, now, works(s) ? NULL : s->reply, error);
}

bool
sender_learn(const Sender *sender, Db *db, Instant now, const Submission *submission, GError **error)
{
	bool stopped = submission->verdict == VERDICT_ACCOUNT;
	if (!stopped && !works(submission))
		return true;
	g_autofree char *name = local_name(sender), *since = instant_rfc3339(now), *conf = fingerprint(sender);
	g_autofree char *retry_at = stopped ? instant_rfc3339(now + SENDER_RETRY) : NULL;
	json_auto_t *state = json_pack("{s:s, s:s, s:s*, s:s*, s:s*, s:s*, s:s}", "status", stopped ? "stopped" : "ok", "since", since, "error",
	                               stopped ? submission->reply : NULL, "cause",
	                               !stopped ? NULL : submission->refused ? "login" : "server", "retry_at", retry_at, "secret",
	                               submission->refused ? sender->mark : NULL, "conf", conf);
	if (stopped && submission->code)
		json_object_set_new(state, "code", json_integer(submission->code));
	g_autofree char *text = json_dumps(state, JSON_COMPACT | JSON_ENSURE_ASCII);
	return local_put(db, name, text, error) && record_login(sender, db, now, submission, error);
}

/* --- submitting --------------------------------------------------------------------------------------------------- */

/* The machine's own name, where it is one that can stand in EHLO. */
static char *
hello(const Sender *sender)
{
	const char *set = conf_text(sender->conf, sender->group, "hello"), *own = g_get_host_name();
	if (set)
		return g_strdup(set);
	bool usable = *own && strchr(own, '.') && !own[strspn(own, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS ".-")];
	return g_strdup(usable ? own : "localhost");
}

/* What went wrong before anything left, in our own words, as the account's fault. */
static Submission *
own_fault(const Sender *sender, const char *const *recipients, const GError *problem)
{
	Submission *s = submission_new();
	s->verdict = VERDICT_ACCOUNT;
	s->reply = g_strdup(problem->message);
	s->server = g_strdup(conf_text(sender->conf, sender->group, "server"));
	for (const char *const *to = recipients; to && *to; to++) {
		RecipientResult *r = g_new0(RecipientResult, 1);
		r->address = g_strdup(*to);
		r->verdict = VERDICT_ACCOUNT;
		g_ptr_array_add(s->recipients, r);
	}
	return s;
}

/* The account as configured, with its secret where one is needed. *secret to be forgotten. */
static bool
account_of(const Sender *sender, const char *hello_name, Account *account, char **secret, GError **error)
{
	*account = (Account){
		.server = conf_text(sender->conf, sender->group, "server"), .from = sender->from, .login = is(sender, "auth", "login"),
		.user = conf_text(sender->conf, sender->group, "user"), .tls = is(sender, "tls", "required"),
		.bearer = conf_text(sender->conf, sender->group, "oauth2-command") != NULL,
		.ca_file = conf_text(sender->conf, sender->group, "ca-file"), .hello = hello_name,
		.timeout = (unsigned)conf_number(sender->conf, sender->group, "timeout"),
	};
	if (on_network(sender) && account->login && !sender->link && !host_secret(sender->conf, sender->group, secret, error))
		return false;
	account->secret = *secret;
	return true;
}

/* What was refused, to see later that it is another. */
static void
remember_refusal(Sender *sender, const char *secret, const Submission *submission)
{
	if (!secret || !submission || !submission->refused)
		return;
	g_free(sender->mark);
	sender->mark = mark_of(secret, NULL);
}

static bool
submit(Sender *sender, const Envelope *envelope, GBytes *message, Submission **submission, GError **error)
{
	char *secret = NULL;
	g_autofree char *name = hello(sender);
	Account account;
	*submission = NULL;
	bool done = account_of(sender, name, &account, &secret, error) &&
	            transport_submit(&account, envelope, message, &sender->link, submission, error);
	remember_refusal(sender, secret, *submission);
	forget(secret);
	return done;
}

/* Once more where the session that was open had ended meanwhile. */
static bool
submit_surely(Sender *sender, const Envelope *envelope, GBytes *message, Submission **submission, GError **error)
{
	if (!submit(sender, envelope, message, submission, error))
		return false;
	if (!(*submission)->stale)
		return true;
	g_clear_pointer(submission, submission_free);
	transport_close(&sender->link);
	return submit(sender, envelope, message, submission, error);
}

bool
sender_submit(Sender *sender, const Envelope *envelope, GBytes *message, Submission **submission, GError **error)
{
	g_autoptr(GError) problem = NULL;
	int64_t now = host_monotonic_ms();
	while (sender->recent->len && now - g_array_index(sender->recent, int64_t, 0) >= MINUTE_MS)
		g_array_remove_index(sender->recent, 0);
	g_array_append_val(sender->recent, now);
	if (submit_surely(sender, envelope, message, submission, &problem))
		return true;
	if (g_error_matches(problem, ERR_DOMAIN, E_INPUT) || g_error_matches(problem, ERR_DOMAIN, E_INTERNAL)) {
		g_propagate_error(error, g_steal_pointer(&problem));
		return false;
	}
	*submission = own_fault(sender, envelope->to, problem);
	return true;
}

/* Without sending. What is not the network's has nothing to log in to: *submission NULL. (transfer full) */
static void
log_in(Sender *sender, Submission **submission)
{
	char *secret = NULL;
	g_autoptr(GError) problem = NULL;
	g_autofree char *name = hello(sender);
	Account account;
	*submission = NULL;
	if (!on_network(sender))
		return;
	transport_close(&sender->link);
	if (!account_of(sender, name, &account, &secret, &problem) || !transport_login(&account, submission, &problem))
		*submission = own_fault(sender, NULL, problem);
	remember_refusal(sender, secret, *submission);
	forget(secret);
}

bool
sender_daily(Sender *sender, Db *db, GTimeZone *zone, Instant now, GError **error)
{
	g_auto(Login) login = {0};
	g_autoptr(Submission) submission = NULL;
	g_autofree char *what = g_strconcat("smtp.", sender->group, NULL);
	int64_t wait;
	if (!sender->present || !on_network(sender))
		return true;
	if (!daily_read(db, what, &login, error))
		return false;
	if (!daily_is_due(&login, sender->from, zone, now))
		return true;
	if (!stopped_for(sender, db, now, &wait, error))
		return false;
	if (wait)
		return true;
	log_in(sender, &submission);
	return sender_learn(sender, db, now, submission, error) && record_login(sender, db, now, submission, error);
}

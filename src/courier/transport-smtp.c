/*
 * smtp:// and smtps://, the courier's side: asks a child and judges what it says. The libraries themselves are in submit.c and
 * submit-curl.c only, each in a process of its own, because what they do with a hostile or a broken server was seen to include a crash.
 */
#include "src/courier/transport.h"

#include "src/core/conf.h"
#include "src/core/err.h"
#include "src/courier/child.h"
#include "src/courier/judge.h"

#include <string.h>

#define DEFAULT_TIMEOUT  120
#define LINK_MESSAGES    50   /* over one session: servers end longer ones by themselves */
#define GOOD_BYE_MS      5000
/* For libesmtp, which must have a message to send before it connects; it never leaves. */
#define NO_MESSAGE       "Subject: -\r\n\r\n"

struct Link {
	Child *child;
	unsigned messages;
};

/* --- what is asked ------------------------------------------------------------------------------------------------ */

static unsigned
limit_of(const Account *account)
{
	return account->timeout ? account->timeout : DEFAULT_TIMEOUT;
}

static bool
check(const Account *account, bool curl, ConfServer *server, GError **error)
{
	if (!conf_server_parse(account->server, server, error))
		return false;
	if (!curl && strchr(server->host, ':'))
		return err_set(error, E_CONFIG, "the server %s is an IPv6 address: give the server's name instead", account->server);
	if (!account->tls && (server->scheme != CONF_SMTP || !conf_host_is_loopback(server->host)))
		return err_set(error, E_CONFIG, "without TLS only this machine may be written to: tls = required for %s", server->host);
	if (account->login && (!account->user || !*account->user || !account->secret || !*account->secret))
		return err_set(error, E_CONFIG, "the account at %s has no user or no password: set user and password-command", server->host);
	return true;
}

/* Of the session. */
static json_t *
request(const Account *account, const ConfServer *server)
{
	json_t *r = json_pack("{s:s, s:i, s:b, s:b, s:b, s:i, s:s}", "host", server->host, "port", server->port, "login", account->login,
	                      "tls", account->tls, "implicit", server->scheme == CONF_SMTPS, "step_ms",
	                      (int)MAX(limit_of(account) * 500, 1000), "hello", account->hello ? account->hello : "localhost");
	if (account->login) {
		json_object_set_new(r, "user", json_string(account->user));
		json_object_set_new(r, "secret", json_string(account->secret));
		json_object_set_new(r, "bearer", json_boolean(account->bearer));
	}
	if (account->ca_file)
		json_object_set_new(r, "ca_file", json_string(account->ca_file));
	return r;
}

/* Of one message. */
static void
add_message(json_t *r, const Account *account, const Envelope *envelope, GBytes *message)
{
	gsize size;
	const char *bytes = g_bytes_get_data(message, &size);
	json_t *to = json_array();
	for (const char *const *address = envelope->to; *address; address++)
		json_array_append_new(to, json_string(*address));
	json_object_set_new(r, "from", json_string(account->from));
	json_object_set_new(r, "to", to);
	json_object_set_new(r, "want_dsn", json_boolean(envelope->want_dsn));
	json_object_set_new(r, "message", json_stringn(bytes, size));
	if (envelope->envid)
		json_object_set_new(r, "envid", json_string(envelope->envid));
}

static Asked
asked(const Account *account, const char *const *to)
{
	return (Asked){to, account->login, account->tls, limit_of(account)};
}

/* The child was handed nothing: as a server that does not answer. */
static Submission *
not_started(const Account *account, const char *const *to, const GError *problem)
{
	g_autoptr(GPtrArray) none = g_ptr_array_new();
	Asked what = asked(account, to);
	Submission *s = judge(&(ChildResult){.end = CHILD_EXITED, .frames = none}, &what);
	g_free(s->reply);
	s->reply = g_strdup(problem->message);
	return s;
}

/* --- one session, one message ------------------------------------------------------------------------------------- */

static void
run(const char *name, const Account *account, const ConfServer *server, json_t *r, const char *const *to, Submission **submission)
{
	g_auto(ChildResult) child = {0};
	g_autoptr(GError) problem = NULL;
	Asked what = asked(account, to);
	bool ran = child_run(name, r, limit_of(account) * 1000, &child, &problem);
	*submission = ran ? judge(&child, &what) : not_started(account, to, problem);
	(*submission)->server = g_strdup_printf("%s:%d", server->host, server->port);
}

static bool
submit_esmtp(const Account *account, const Envelope *envelope, GBytes *message, Link **link, Submission **submission, GError **error)
{
	g_auto(ConfServer) server = {0};
	(void)link;
	if (!check(account, false, &server, error))
		return false;
	json_auto_t *r = request(account, &server);
	add_message(r, account, envelope, message);
	run("submit", account, &server, r, envelope->to, submission);
	return true;
}

static bool
login_esmtp(const Account *account, Submission **submission, GError **error)
{
	static const char *const nobody[] = {NULL};
	const char *self[] = {account->from, NULL};
	g_auto(ConfServer) server = {0};
	g_autoptr(GBytes) message = g_bytes_new_static(NO_MESSAGE, strlen(NO_MESSAGE));
	if (!check(account, false, &server, error))
		return false;
	json_auto_t *r = request(account, &server);
	add_message(r, account, &(Envelope){.to = self}, message);
	json_object_set_new(r, "only_login", json_true());
	run("submit", account, &server, r, nobody, submission);
	return true;
}

static bool
login_curl(const Account *account, Submission **submission, GError **error)
{
	static const char *const nobody[] = {NULL};
	g_auto(ConfServer) server = {0};
	if (!check(account, true, &server, error))
		return false;
	json_auto_t *r = request(account, &server);
	run("submit-curl", account, &server, r, nobody, submission);
	return true;
}

/* --- one session, several messages -------------------------------------------------------------------------------- */

void
transport_close(Link **link)
{
	if (!*link)
		return;
	child_end((*link)->child, GOOD_BYE_MS);
	g_clear_pointer(link, g_free);
}

static bool
stays_open(const ChildResult *child)
{
	const json_t *last = child->frames->len ? g_ptr_array_index(child->frames, child->frames->len - 1) : NULL;
	return child->end == CHILD_ANSWERED && json_is_true(json_object_get(json_object_get(last, "result"), "open"));
}

/* Hands one message over, in the session that is open or, with the whole account, in a new one. */
static bool
hand_over(const Account *account, const ConfServer *server, const Envelope *envelope, GBytes *message, Link **link,
          Submission **submission, GError **error)
{
	g_auto(ChildResult) child = {0};
	Asked what = asked(account, envelope->to);
	json_auto_t *r = *link ? json_object() : request(account, server);
	add_message(r, account, envelope, message);
	if (!*link) {
		g_autoptr(GError) problem = NULL;
		Child *started = child_start("submit-curl", &problem);
		if (!started) {
			*submission = not_started(account, envelope->to, problem);
			return true;
		}
		*link = g_new0(Link, 1);
		(*link)->child = started;
	}
	if (!child_ask((*link)->child, r, "result", limit_of(account) * 1000, &child, error)) {
		transport_close(link);
		return false;
	}
	*submission = judge(&child, &what);
	if (!stays_open(&child) || ++(*link)->messages >= LINK_MESSAGES)
		transport_close(link);
	return true;
}

/* A server may end a session that it finds too long at any time (421, or no word at all): that says nothing of the message, as long as
 * its end had not left. */
static bool
gone(const Submission *s)
{
	return s->verdict == VERDICT_TEMPFAIL && (s->code == 0 || s->code == 421);
}

static bool
submit_curl(const Account *account, const Envelope *envelope, GBytes *message, Link **link, Submission **submission, GError **error)
{
	g_auto(ConfServer) server = {0};
	bool again = *link != NULL;
	if (!(again ? conf_server_parse(account->server, &server, error) : check(account, true, &server, error)) ||
	    !hand_over(account, &server, envelope, message, link, submission, error))
		return false;
	(*submission)->server = g_strdup_printf("%s:%d", server.host, server.port);
	(*submission)->stale = again && gone(*submission);
	return true;
}

const Transport transport_esmtp = {"smtp:", submit_esmtp, login_esmtp};
const Transport transport_curl = {"smtps:", submit_curl, login_curl};

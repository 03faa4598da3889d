/*
 * smtp://host:587, the courier's side: asks the child `submit` and judges what it says. libesmtp itself is in submit.c only,
 * in a process of its own, because what it does with a hostile or a broken server was seen to include a crash.
 */
#include "src/courier/transport.h"

#include "src/core/err.h"
#include "src/courier/child.h"
#include "src/courier/judge.h"

#define DEFAULT_TIMEOUT 120

static bool
check(const Account *account, const char *host, GError **error)
{
	if (!account->tls && !transport_is_loopback(host))
		return err_set(error, E_CONFIG, "without TLS only this machine may be written to: tls = required for %s", host);
	if (account->login && (!account->user || !*account->user || !account->secret || !*account->secret))
		return err_set(error, E_CONFIG, "the account at %s has no user or no password: set user and password-command", host);
	return true;
}

static json_t *
request(const Account *account, const Envelope *envelope, GBytes *message, const char *host, unsigned port, unsigned limit)
{
	gsize size;
	const char *bytes = g_bytes_get_data(message, &size);
	json_t *to = json_array();
	for (const char *const *address = envelope->to; *address; address++)
		json_array_append_new(to, json_string(*address));
	json_t *r = json_pack("{s:s, s:i, s:s, s:o, s:b, s:b, s:i, s:b, s:s%, s:s}", "host", host, "port", (int)port,
	                      "from", account->from, "to", to, "login", account->login, "tls", account->tls, "step_ms",
	                      (int)MAX(limit * 500, 1000), "want_dsn", envelope->want_dsn, "message", bytes, size, "hello",
	                      account->hello ? account->hello : "localhost");
	if (account->login) {
		json_object_set_new(r, "user", json_string(account->user));
		json_object_set_new(r, "secret", json_string(account->secret));
	}
	if (account->ca_file)
		json_object_set_new(r, "ca_file", json_string(account->ca_file));
	if (envelope->envid)
		json_object_set_new(r, "envid", json_string(envelope->envid));
	return r;
}

static bool
submit(const Account *account, const Envelope *envelope, GBytes *message, Submission **submission, GError **error)
{
	g_autofree char *host = NULL;
	unsigned port, limit = account->timeout ? account->timeout : DEFAULT_TIMEOUT;
	if (!transport_smtp_address(account->server, &host, &port, error) || !check(account, host, error))
		return false;
	json_t *asked = request(account, envelope, message, host, port, limit);
	g_auto(ChildResult) child = {0};
	g_autoptr(GError) problem = NULL;
	if (child_run("submit", asked, limit * 1000, &child, &problem)) {
		*submission = judge(&child, &(Asked){envelope->to, account->login, account->tls, limit});
	} else {
		/* It was handed nothing: as a server that does not answer. */
		child.end = CHILD_EXITED;
		*submission = judge(&child, &(Asked){envelope->to, account->login, account->tls, limit});
		g_free((*submission)->reply);
		(*submission)->reply = g_strdup(problem->message);
	}
	(*submission)->server = g_strdup_printf("%s:%u", host, port);
	json_decref(asked);
	return true;
}

const Transport transport_esmtp = {"smtp:", submit};

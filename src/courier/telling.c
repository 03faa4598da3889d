/* What a child that submits tells. A parent that does not listen any more has decided without the child, which then ends. */
#include "src/courier/telling.h"

#include "src/courier/frame.h"

#include <unistd.h>

static const char *const steps[] = {
	[SAID_GREETING] = "greeting", [SAID_EHLO] = "ehlo", [SAID_STARTTLS] = "starttls", [SAID_AUTH] = "login", [SAID_MAIL] = "mail",
	[SAID_RCPT] = "rcpt", [SAID_DATA] = "data", [SAID_BODY] = "final", [SAID_QUIT] = "quit", [SAID_OTHER] = "other",
};

static void
tell(const Telling *t, json_t *object)
{
	if (t->fd >= 0 && !frame_write(t->fd, object, NULL))
		_exit(1);
	json_decref(object);
}

void
tell_start(Telling *t, int fd)
{
	*t = (Telling){.fd = fd};
	t->recipients = g_ptr_array_new_with_free_func((GDestroyNotify)reply_free);
	tell(t, json_pack("{s:i, s:s}", "v", FRAME_VERSION, "at", "start"));
}

void
tell_begin(Telling *t)
{
	t->final = t->told = t->dsn = false;
	g_ptr_array_set_size(t->recipients, 0);
	g_clear_pointer(&t->decided, reply_free);
}

void
tell_step(const Telling *t, const char *name)
{
	tell(t, json_pack("{s:s}", "at", name));
}

void
tell_said(const Telling *t, Said said)
{
	tell_step(t, steps[said]);
}

void
tell_heard(const Telling *t, const Reply *reply)
{
	g_autofree char *shown = reply_show(reply);
	tell(t, json_pack("{s:s, s:s}", "heard", steps[reply->said], "reply", shown));
}

Reply *
reply_copy(const Reply *reply)
{
	Reply *copy = g_memdup2(reply, sizeof *reply);
	copy->enhanced = g_strdup(reply->enhanced);
	copy->text = g_strdup(reply->text);
	return copy;
}

void
tell_fault(Telling *t, Fault fault, const Reply *reason, const char *words)
{
	if (t->fault != FAULT_NONE)
		return;
	t->fault = fault;
	t->reason = reason ? reply_copy(reason) : NULL;
	t->words = g_strdup(words);
}

void
tell_login(Telling *t, const Reply *reply)
{
	if (reply->code == 235)
		t->authenticated = true;
	else if (reply->code == 421)
		tell_fault(t, FAULT_TEMPORARY, reply, NULL);
	else if (reply->code != 334) {
		tell_fault(t, FAULT_ACCOUNT, reply, NULL);
		/* 454: not now (RFC 4954 6), which says nothing of the secret. */
		t->refused = reply->code / 100 == 5;
	}
}

static json_t *
reply_json(const Reply *reply)
{
	if (!reply || !reply->code)
		return json_null();
	g_autofree char *shown = reply_show(reply);
	return json_pack("{s:i, s:s?, s:s}", "code", reply->code, "enhanced", reply->enhanced, "reply", shown);
}

void
tell_result(Telling *t)
{
	static const char *const faults[] = {[FAULT_ACCOUNT] = "account", [FAULT_TEMPORARY] = "temporary"};
	g_autofree char *shown = t->reason ? reply_show(t->reason) : g_strdup(t->words);
	if (t->told)
		return;
	t->told = true;
	json_t *recipients = json_array();
	for (guint i = 0; i < t->recipients->len; i++)
		json_array_append_new(recipients, reply_json(g_ptr_array_index(t->recipients, i)));
	json_t *result = json_pack("{s:s?, s:i, s:s?, s:s?, s:s?, s:o, s:o}", "fault", faults[t->fault], "code",
	                           t->reason ? t->reason->code : 0, "enhanced", t->reason ? t->reason->enhanced : NULL, "reply", shown,
	                           "tls", t->tls, "recipients", recipients, "message", reply_json(t->decided));
	const struct {
		const char *name;
		bool is;
	} facts[] = {
		{"refused", t->refused}, {"authenticated", t->authenticated}, {"dsn", t->dsn}, {"final", t->final}, {"open", t->open},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(facts); i++)
		json_object_set_new(result, facts[i].name, json_boolean(facts[i].is));
	tell(t, json_pack("{s:o}", "result", result));
}

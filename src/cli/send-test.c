/* The terminal program has no network: the courier is asked, and its answer shown in words. */
#include "src/cli/send-test.h"

#include "src/cli/out.h"
#include "src/host/host.h"

#include <string.h>

static const char *
text_of(const json_t *o, const char *key)
{
	const char *text = json_string_value(json_object_get(o, key));
	return text ? text : "";
}

/* What the server answered to: the steps of a session, as people know them. */
static const char *
step_words(const char *step)
{
	static const struct {
		const char *step, *words;
	} rows[] = {
		{"greeting", N_("greeting")}, {"ehlo", N_("hello")}, {"starttls", N_("STARTTLS")}, {"login", N_("login")}, {"mail", N_("sender")},
		{"rcpt", N_("recipient")}, {"data", N_("text follows")}, {"final", N_("message")}, {"quit", N_("good-bye")},
	};
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
		if (g_str_equal(rows[i].step, step))
			return _(rows[i].words);
	return step;
}

static bool
is_bad(const char *reply)
{
	return *reply == '4' || *reply == '5';
}

static void
pair(Tone tone, const char *label, const char *value)
{
	g_autofree char *safe = out_safe(value);
	out_pair(2, tone, label, 14, safe);
}

static void
print_heard(const json_t *answer)
{
	size_t i;
	json_t *line;
	json_array_foreach (json_object_get(answer, "heard"), i, line) {
		const char *reply = text_of(line, "reply");
		pair(is_bad(reply) ? TONE_BAD : TONE_PLAIN, step_words(text_of(line, "at")), reply);
	}
}

static void
print_verdict(const json_t *answer)
{
	const char *verdict = text_of(answer, "verdict"), *reply = text_of(answer, "reply"), *hint = text_of(answer, "hint");
	g_autofree char *to = out_safe(text_of(answer, "to")), *why = out_safe(reply);
	if (json_is_true(json_object_get(answer, "stored")))
		out_tone(TONE_WARN, _("Written to a folder: nothing was sent.\n"));
	else if (g_str_equal(verdict, "sent"))
		out_tone(TONE_GOOD, _("The server took it. Whether it arrives is to be seen in the mailbox of %s.\n"), to);
	else if (g_str_equal(verdict, "account"))
		out_tone(TONE_BAD, _("The account cannot be used: %s\n"), why);
	else if (g_str_equal(verdict, "permfail"))
		out_tone(TONE_BAD, _("The server refused it: %s\n"), why);
	else if (g_str_equal(verdict, "uncertain"))
		out_tone(TONE_BAD, _("It may have been sent, and nobody can tell: %s\n"), why);
	else
		out_tone(TONE_BAD, _("It could not be sent now: %s\n"), why);
	if (*hint && g_str_equal(verdict, "account")) {
		g_autofree char *safe = out_safe(hint);
		out_tone(TONE_WARN, _("Of this provider is known: %s.\n"), safe);
	}
}

static void
print_answer(const json_t *answer)
{
	g_autofree char *from = out_safe(text_of(answer, "from")), *to = out_safe(text_of(answer, "to"));
	out_tone(TONE_BOLD, _("[%s] %s writes to %s\n"), text_of(answer, "account"), from, to);
	pair(TONE_PLAIN, _("server"), text_of(answer, "server"));
	if (*text_of(answer, "tls"))
		pair(TONE_PLAIN, "TLS", text_of(answer, "tls"));
	print_heard(answer);
	print_verdict(answer);
}

static bool
ask_courier(const Cli *cli, const char *account, const char *to, json_t **answer, GError **error)
{
	const char *options[] = {"--send-test", "--account", account, "--lang", lang_code(cli->lang), to ? "--to" : NULL, to, NULL};
	g_autofree char *text = NULL;
	int status = 0;
	if (!host_courier_ask(cli->uri, cli->conf_file, options, &text, &status, error))
		return false;
	*answer = status == 0 ? json_loads(text, 0, NULL) : NULL;
	return *answer || err_set(error, E_UNAVAILABLE, "the courier could not try [%s]: it ended with status %d", account, status);
}

bool
send_test(const Cli *cli, const char *account, const char *to, bool *sent, GError **error)
{
	static const char *const groups[] = {"email", "pec"};
	g_autoptr(GPtrArray) chosen = g_ptr_array_new();
	json_auto_t *all = json_array();
	const char *path = db_path(cli->session->db);
	*sent = true;
	if (path && !host_may_run_courier(path))
		return err_set(error, E_DENIED, "the mail accounts of this machine are its courier's alone: sudo -u breccia breccia doctor --send-test");
	for (guint i = 0; i < G_N_ELEMENTS(groups); i++)
		if (account ? g_str_equal(account, groups[i]) : conf_has_account(cli->conf, groups[i]))
			g_ptr_array_add(chosen, (char *)(uintptr_t)groups[i]);
	if (!chosen->len)
		return account ? err_set(error, E_USAGE, "%s is no account: --account is email or pec", account)
			       : err_set(error, E_CONFIG, "no account is set up on this machine: nothing can leave. breccia.conf(5), [email]");
	if (!conf_has_account(cli->conf, g_ptr_array_index(chosen, 0)))
		return err_set(error, E_CONFIG, "no [%s] account is set up on this machine: breccia.conf(5)", account);
	for (guint i = 0; i < chosen->len; i++) {
		json_t *answer;
		if (!ask_courier(cli, g_ptr_array_index(chosen, i), to, &answer, error))
			return false;
		*sent = *sent && g_str_equal(text_of(answer, "verdict"), "sent");
		if (!cli->json)
			print_answer(answer);
		json_array_append_new(all, answer);
	}
	if (cli->json) {
		json_t *o = out_json_new();
		json_object_set(o, "tests", all);
		out_json(o);
	}
	return true;
}

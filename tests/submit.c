/*
 * Submits one message through the front door of the transports and prints what came of it, for tests/mail.
 *
 *	submit [OPTION...] SERVER FROM TO... <MESSAGE
 *
 * Prints one line of JSON for each of --copies, over one session where that stays open; with --only-login sends nothing. 0 when there is
 * a verdict, whichever, and the status of the error domain when there is none.
 */
#include "src/core/err.h"
#include "src/courier/child.h"
#include "src/courier/transport.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static GBytes *
standard_input(void)
{
	g_autoptr(GByteArray) all = g_byte_array_new();
	guint8 part[65536];
	gsize n;
	while ((n = fread(part, 1, sizeof part, stdin)) > 0)
		g_byte_array_append(all, part, (guint)n);
	return g_byte_array_free_to_bytes(g_steal_pointer(&all));
}

static void
print(const Submission *s)
{
	json_t *recipients = json_array();
	for (guint i = 0; i < s->recipients->len; i++) {
		const RecipientResult *r = g_ptr_array_index(s->recipients, i);
		json_array_append_new(recipients, json_pack("{s:s, s:s, s:i, s:s?, s:s?}", "address", r->address, "verdict",
		                                            verdict_code(r->verdict), "code", r->code, "enhanced", r->enhanced,
		                                            "reply", r->reply));
	}
	json_t *all = json_pack("{s:s, s:i, s:s?, s:s?, s:s?, s:s?, s:s?, s:b, s:b, s:b, s:b, s:b, s:o, s:O?}", "verdict",
	                        verdict_code(s->verdict), "code", s->code, "enhanced", s->enhanced, "reply", s->reply, "server",
	                        s->server, "queue_id", s->queue_id, "tls", s->tls, "dsn", s->dsn, "authenticated",
	                        s->authenticated, "stored", s->stored, "refused", s->refused, "stale", s->stale,
	                        "recipients", recipients, "heard", s->heard);
	json_dumpf(all, stdout, JSON_COMPACT | JSON_PRESERVE_ORDER);
	putchar('\n');
	json_decref(all);
}

int
main(int argc, char **argv)
{
	if (child_asked(argc, argv))
		return child_serve(argv[2]);
	static char *user, *secret, *ca, *envid, *hello;
	static gboolean no_tls, no_login, bearer, only_login;
	static int timeout, copies = 1;
	const GOptionEntry options[] = {
		{"user", 0, 0, G_OPTION_ARG_STRING, &user, NULL, NULL},
		{"secret", 0, 0, G_OPTION_ARG_STRING, &secret, NULL, NULL},
		{"ca", 0, 0, G_OPTION_ARG_STRING, &ca, NULL, NULL},
		{"envid", 0, 0, G_OPTION_ARG_STRING, &envid, NULL, NULL},
		{"hello", 0, 0, G_OPTION_ARG_STRING, &hello, NULL, NULL},
		{"no-tls", 0, 0, G_OPTION_ARG_NONE, &no_tls, NULL, NULL},
		{"no-login", 0, 0, G_OPTION_ARG_NONE, &no_login, NULL, NULL},
		{"bearer", 0, 0, G_OPTION_ARG_NONE, &bearer, NULL, NULL},
		{"only-login", 0, 0, G_OPTION_ARG_NONE, &only_login, NULL, NULL},
		{"copies", 0, 0, G_OPTION_ARG_INT, &copies, NULL, NULL},
		{"timeout", 0, 0, G_OPTION_ARG_INT, &timeout, NULL, NULL},
		{NULL, 0, 0, 0, NULL, NULL, NULL},
	};
	g_autoptr(GError) error = NULL;
	g_autoptr(GOptionContext) context = g_option_context_new(NULL);
	g_option_context_add_main_entries(context, options, NULL);
	if (!g_option_context_parse(context, &argc, &argv, &error) || argc < 4) {
		fprintf(stderr, "submit: %s\n", error ? error->message : "SERVER FROM TO... are missing");
		return 64;
	}
	Account account = {
		.server = argv[1], .from = argv[2], .login = !no_login, .user = user, .secret = secret, .bearer = bearer, .tls = !no_tls,
		.ca_file = ca, .hello = hello, .timeout = (unsigned)timeout,
	};
	g_autoptr(GPtrArray) to = g_ptr_array_new();
	for (int i = 3; i <= argc; i++)
		g_ptr_array_add(to, argv[i]);
	Envelope envelope = {.to = (const char *const *)to->pdata, .envid = envid, .want_dsn = envid != NULL};
	g_autoptr(GBytes) message = standard_input();
	Link *link = NULL;
	bool done = true;
	for (int i = 0; done && i < copies; i++) {
		g_autoptr(Submission) submission = NULL;
		done = only_login ? transport_login(&account, &submission, &error)
		                  : transport_submit(&account, &envelope, message, &link, &submission, &error);
		if (done)
			print(submission);
	}
	transport_close(&link);
	if (!done)
		fprintf(stderr, "submit: %s\n", error->message);
	return done ? 0 : err_exit_of(error);
}

/*
 * The courier: the one program on the network. Its children are this same program, executed again as `--child NAME`.
 */
#include "src/core/err.h"
#include "src/courier/child.h"
#include "src/courier/courier.h"
#include "src/courier/explain.h"
#include "src/courier/trial.h"
#include "src/courier/witness.h"
#include "src/host/host.h"

#include <stdio.h>

typedef struct {
	char *uri, *conf, *lang, *explain, *ca_file, *account, *to, *receipt;
	int part;
	gboolean once, until_idle, quiet, version, send_test, confinement, witness;
} Arguments;

static bool
parse(int argc, char **argv, Arguments *a, GError **error)
{
	const GOptionEntry options[] = {
		{"once", 0, 0, G_OPTION_ARG_NONE, &a->once, "Do what is due now, and end", NULL},
		{"until-idle", 0, 0, G_OPTION_ARG_NONE, &a->until_idle, "End when nothing more will be due by itself", NULL},
		{"explain", 0, 0, G_OPTION_ARG_FILENAME, &a->explain, "Say what a message is taken for and why, as JSON (- is standard input)", "FILE"},
		{"ca-file", 0, 0, G_OPTION_ARG_FILENAME, &a->ca_file, "With --explain: the authorities to trust for receipts", "FILE"},
		{"receipt", 0, 0, G_OPTION_ARG_STRING, &a->receipt, "Print what is attached to this receipt of the register, as JSON, and end", "ID"},
		{"part", 0, 0, G_OPTION_ARG_INT, &a->part, "The part of --receipt, by its number", "N"},
		{"register", 'r', 0, G_OPTION_ARG_STRING, &a->uri, "The register (sqlite:PATH)", "URI"},
		{"config", 'c', 0, G_OPTION_ARG_FILENAME, &a->conf, "This configuration, and no other", "FILE"},
		{"lang", 0, 0, G_OPTION_ARG_STRING, &a->lang, "Language of messages: it, en", "LANG"},
		{"quiet", 'q', 0, G_OPTION_ARG_NONE, &a->quiet, "No line for each notice", NULL},
		{"send-test", 0, 0, G_OPTION_ARG_NONE, &a->send_test, "Send a test message, print all that the server says as JSON, and end", NULL},
		{"account", 0, 0, G_OPTION_ARG_STRING, &a->account, "The account of --send-test: email, pec", "NAME"},
		{"to", 0, 0, G_OPTION_ARG_STRING, &a->to, "Where --send-test writes to, if not to the account itself", "ADDRESS"},
		{"witness", 0, 0, G_OPTION_ARG_NONE, &a->witness, "Print as JSON what the receipts in the mailboxes say of the journal, and end", NULL},
		{"confinement", 0, 0, G_OPTION_ARG_NONE, &a->confinement, "Print what confines the children here as JSON, and end", NULL},
		{"version", 0, 0, G_OPTION_ARG_NONE, &a->version, "Say which version this is", NULL},
		{NULL, 0, 0, 0, NULL, NULL, NULL},
	};
	g_autoptr(GOptionContext) context = g_option_context_new(NULL);
	g_autoptr(GError) problem = NULL;
	g_option_context_set_summary(context, "Sends the notices of a breccia register, and records what proves it.");
	g_option_context_add_main_entries(context, options, NULL);
	if (!g_option_context_parse(context, &argc, &argv, &problem))
		return err_set(error, E_USAGE, "%s: breccia-courier --help lists the options", problem->message);
	if (a->ca_file && !a->explain)
		return err_set(error, E_USAGE, "--ca-file goes with --explain: in breccia.conf it is receipt-ca-file of [pec]");
	if (!a->receipt != !a->part)
		return err_set(error, E_USAGE, "--receipt and --part go together");
	if ((a->account || a->to) && !a->send_test)
		return err_set(error, E_USAGE, "--account and --to belong to --send-test");
	if (argc > 1)
		return err_set(error, E_USAGE, "nothing stands after the options: breccia-courier --help lists them");
	return true;
}

static bool
print(json_t *answer)
{
	bool printed = json_dumpf(answer, stdout, JSON_COMPACT | JSON_PRESERVE_ORDER) == 0 && putchar('\n') != EOF && fflush(stdout) == 0;
	json_decref(answer);
	return printed;
}

static bool
test(const Arguments *a, const char *uri, const char *file, Lang lang, GError **error)
{
	json_t *answer = NULL;
	const TrialOptions options = {.uri = uri, .conf_file = file, .account = a->account, .to = a->to, .lang = lang};
	return trial_send(&options, &answer, error) && (print(answer) || err_set(error, E_WRITE, "the answer cannot be written"));
}

static bool
look(const char *uri, const char *file, Lang lang, GError **error)
{
	json_t *answer = NULL;
	return witness_look(uri, file, lang, &answer, error) && (print(answer) || err_set(error, E_WRITE, "the answer cannot be written"));
}

static bool
work(const Arguments *a, Lang lang, GError **error)
{
	g_autoptr(Conf) conf = NULL;
	g_autofree char *file = host_conf_file(a->conf);
	if (!host_conf(file, &conf, error))
		return false;
	if (a->explain)
		return explain_file(a->explain, a->ca_file ? a->ca_file : conf_text(conf, "pec", "receipt-ca-file"), error);
	g_autofree char *uri = host_register_uri(a->uri, conf);
	if (a->witness)
		return look(uri, file, lang, error);
	if (a->receipt)
		return explain_part(uri, a->receipt, a->part, lang, error);
	if (a->send_test)
		return test(a, uri, file, lang, error);
	CourierOptions options = {
		.uri = uri, .conf_file = file, .lang = lang, .quiet = a->quiet,
		.mode = a->once ? COURIER_ONCE : a->until_idle ? COURIER_UNTIL_IDLE : COURIER_FOREVER,
	};
	return courier_run(&options, error);
}

static void
arguments_clear(Arguments *a)
{
	g_free(a->uri);
	g_free(a->conf);
	g_free(a->lang);
	g_free(a->explain);
	g_free(a->ca_file);
	g_free(a->account);
	g_free(a->to);
	g_free(a->receipt);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Arguments, arguments_clear)

int
main(int argc, char **argv)
{
	if (child_asked(argc, argv))
		return child_serve(argv[2]);
	g_auto(Arguments) arguments = {0};
	g_autoptr(GError) error = NULL;
	/* A message about the options is in the environment's language. */
	Lang lang = host_locale(NULL);
	bool parsed = parse(argc, argv, &arguments, &error);
	if (parsed && arguments.version)
		return puts("breccia-courier " PACKAGE_VERSION) < 0;
	json_t *answer = NULL;
	if (parsed && arguments.confinement)
		return trial_confinement(&answer, &error) && print(answer) ? 0 : err_exit(E_UNAVAILABLE);
	if (parsed && arguments.lang)
		lang = host_locale(arguments.lang);
	if (parsed && work(&arguments, lang, &error))
		return 0;
	fprintf(stderr, "breccia-courier: %s\n", error->message);
	return err_exit_of(error);
}

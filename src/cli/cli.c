/* From the command line to a command with all that it needs. */
#include "src/cli/command.h"

#include "src/cli/out.h"
#include "src/core/incident.h"
#include "src/host/host.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

const Option common_options[] = {
	{"as", 0, OPT_TEXT, N_("LOGIN"), N_("act as this person, where several share an account")},
	{"register", 'r', OPT_TEXT, N_("URI"), N_("the register: sqlite:PATH")},
	{"config", 'c', OPT_TEXT, N_("FILE"), N_("the configuration, instead of the usual files")},
	{"json", 0, OPT_FLAG, NULL, N_("write JSON for programs")},
	{"lang", 0, OPT_TEXT, "it|en", N_("the language of words")},
	{"quiet", 'q', OPT_FLAG, NULL, N_("say only what was asked for")},
	{"help", 'h', OPT_FLAG, NULL, N_("say how this command is used")},
	{"version", 0, OPT_FLAG, NULL, N_("print the version")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

/* --- options --------------------------------------------------------------------------------------------------------- */

/* One slot a row; GOption writes into it. */
typedef struct {
	const char *name;
	OptType type;
	gboolean flag;
	char *text;
	char **list;
} Slot;

typedef struct {
	GArray *entries; /* of GOptionEntry */
	GPtrArray *slots;
} Parse;

static void
slot_free(gpointer data)
{
	Slot *slot = data;
	g_free(slot->text);
	g_strfreev(slot->list);
	g_free(slot);
}

static void
add_option(Parse *p, const char *name, char letter, OptType type)
{
	Slot *slot = g_new0(Slot, 1);
	slot->name = name;
	slot->type = type;
	GOptionEntry entry = {.long_name = name, .short_name = letter};
	switch (type) {
	case OPT_FLAG:
		entry.arg = G_OPTION_ARG_NONE;
		entry.arg_data = &slot->flag;
		break;
	case OPT_TEXT:
		entry.arg = G_OPTION_ARG_STRING;
		entry.arg_data = &slot->text;
		break;
	case OPT_LIST:
		entry.arg = G_OPTION_ARG_STRING_ARRAY;
		entry.arg_data = &slot->list;
		break;
	}
	g_ptr_array_add(p->slots, slot);
	g_array_append_val(p->entries, entry);
}

static void
add_options(Parse *p, const Command *command)
{
	for (const Option *o = common_options; o->name; o++)
		add_option(p, o->name, o->letter, o->type);
	/* Before the name of a command stand those of no command: the app's. */
	if (!command)
		command = &command_board;
	for (const Option *o = command->options; o && o->name; o++)
		add_option(p, o->name, o->letter, o->type);
	for (const Field *f = incident_fields; f->name; f++)
		if (f->use & command->fields)
			add_option(p, f->option, 0, OPT_TEXT);
}

static void
collect(Cli *cli, const Parse *p)
{
	for (guint i = 0; i < p->slots->len; i++) {
		Slot *slot = g_ptr_array_index(p->slots, i);
		if (slot->type == OPT_LIST && slot->list)
			g_hash_table_replace(cli->values, g_strdup(slot->name), g_strdupv(slot->list));
		else if (slot->type != OPT_LIST && (slot->text || slot->flag)) {
			char **one = g_new0(char *, 2);
			one[0] = g_strdup(slot->text ? slot->text : "");
			g_hash_table_replace(cli->values, g_strdup(slot->name), one);
		}
	}
}

/* GOption's own messages are in another style, and in the language of another catalogue. What they have in common is the option: the word
 * that begins with a hyphen. */
static char *
option_in(const char *message)
{
	g_auto(GStrv) words = g_strsplit(message, " ", -1);
	for (char **w = words; *w; w++)
		if (**w == '-')
			return g_strdup(*w);
	return g_strdup("?");
}

static bool
refuse_option(const GError *problem, const Command *command, GError **error)
{
	const char *name = command && command != &command_board ? command->name : "", *help = *name ? "help " : "help";
	g_autofree char *option = option_in(problem->message);
	if (g_error_matches(problem, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION))
		return err_set(error, E_USAGE, "there is no option %s: see `breccia %s%s`", option, help, name);
	if (g_error_matches(problem, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE))
		return err_set(error, E_USAGE, "%s needs a value: see `breccia %s%s`", option, help, name);
	if (problem->domain == G_CONVERT_ERROR)
		return err_set(error, E_INPUT, "an argument is not UTF-8 text: check the terminal's character set");
	return err_set(error, E_USAGE, "%s: see `breccia %s%s`", problem->message, help, name);
}

/* Parses and removes options from argv. strict: stop at the first word that is none (the command's name). */
static bool
parse(Cli *cli, const Command *command, char ***argv, bool strict, GError **error)
{
	g_autoptr(GOptionContext) context = g_option_context_new(NULL);
	g_autoptr(GError) problem = NULL;
	Parse p = {g_array_new(TRUE, TRUE, sizeof(GOptionEntry)), g_ptr_array_new_with_free_func(slot_free)};
	add_options(&p, command);
	g_option_context_add_main_entries(context, (GOptionEntry *)(void *)p.entries->data, NULL);
	g_option_context_set_help_enabled(context, FALSE);
	g_option_context_set_strict_posix(context, strict);
	bool ok = g_option_context_parse_strv(context, argv, &problem);
	if (ok)
		collect(cli, &p);
	g_array_unref(p.entries);
	g_ptr_array_unref(p.slots);
	return ok || refuse_option(problem, command, error);
}

/* A filter's negated word, "-kind:drill" or "-+late", is no option. */
static bool
is_negated_word(const char *arg)
{
	if (arg[0] != '-')
		return false;
	gsize n = strspn(arg + 1, "abcdefghijklmnopqrstuvwxyz");
	return arg[1] == '+' || (n > 1 && arg[1 + n] == ':');
}

/* GOption would take negated words for options, so they travel aside. Elsewhere than in a filter the order of words counts. */
static char **
without_negated(const Command *command, char **argv, GPtrArray *aside)
{
	GPtrArray *kept = g_ptr_array_new();
	bool all = command != &command_list;
	for (char **a = argv; *a; a++) {
		all = all || g_str_equal(*a, "--");
		if (!all && is_negated_word(*a))
			g_ptr_array_add(aside, *a);
		else
			g_ptr_array_add(kept, *a);
	}
	g_ptr_array_add(kept, NULL);
	return (char **)g_ptr_array_free(kept, FALSE);
}

const char *
cli_text(const Cli *cli, const char *option)
{
	char **value = g_hash_table_lookup(cli->values, option);
	return value ? value[0] : NULL;
}

bool
cli_flag(const Cli *cli, const char *option)
{
	return g_hash_table_contains(cli->values, option);
}

const char *const *
cli_list(const Cli *cli, const char *option)
{
	return g_hash_table_lookup(cli->values, option);
}

char *
cli_rest(const Cli *cli, int n)
{
	return n < cli->n_args ? g_strjoinv(" ", cli->args + n) : NULL;
}

bool
cli_instant(const Cli *cli, const char *option, Instant *out, GError **error)
{
	const char *text = cli_text(cli, option);
	*out = INSTANT_NONE;
	return !text || instant_parse(text, cli->now, cli->session->zone, out, error);
}

/* --- surroundings ------------------------------------------------------------------------------------------------------ */

static bool
check_args(const Cli *cli, GError **error)
{
	const Command *c = cli->command;
	g_autofree char *usage = c->max_args == 0 ? g_strdup(c->name) : g_strconcat(c->name, " ", c->usage, NULL);
	if (cli->n_args < c->min_args)
		return err_set(error, E_USAGE, "something is missing: breccia %s", usage);
	if (c->max_args >= 0 && cli->n_args > c->max_args)
		return err_set(error, E_USAGE, "\"%s\" is one word too many: breccia %s", cli->args[c->max_args], usage);
	for (char **a = cli->args; *a; a++)
		if (!g_utf8_validate(*a, -1, NULL))
			return err_set(error, E_INPUT, "an argument is not UTF-8 text: check the terminal's character set");
	GHashTableIter it;
	gpointer name, value;
	g_hash_table_iter_init(&it, cli->values);
	while (g_hash_table_iter_next(&it, &name, &value))
		for (char **v = value; *v; v++)
			if (!g_utf8_validate(*v, -1, NULL))
				return err_set(error, E_INPUT, "--%s is not UTF-8 text: check the terminal's character set", (char *)name);
	return true;
}

static GTimeZone *
zone_of_host(const char *identifier, GError **error)
{
	return host_zone(identifier, error);
}

Surroundings
cli_host(Cli *cli)
{
	if (!cli->account) {
		cli->account = host_account();
		cli->name = host_full_name();
		cli->machine = host_machine_id();
	}
	return (Surroundings){.now = host_now, .random = host_random, .zone = zone_of_host, .account = cli->account, .name = cli->name,
		.machine = cli->machine, .has_email = conf_has_account(cli->conf, "email"), .has_pec = conf_has_account(cli->conf, "pec"),
		.lang = cli->lang, .looks = cli->command && cli->command->needs == NEEDS_LOOK};
}

const char *
cli_as(const Cli *cli)
{
	const char *as = cli_text(cli, "as") ? cli_text(cli, "as") : g_getenv("BRECCIA_AS");
	return as && *as ? as : NULL;
}

/* Who may not open the machine's register, or does not find it, is told whom to ask, and never to make one. */
static bool
explain(const Cli *cli, GError *problem, GError **error)
{
	bool denied = g_error_matches(problem, ERR_DOMAIN, E_DENIED), missing = g_error_matches(problem, ERR_DOMAIN, E_NOTFOUND);
	g_autofree char *group = host_group_of(cli->uri);
	if (!cli->shared || !(denied || missing) || host_can_open(cli->uri)) {
		g_propagate_error(error, problem);
		return false;
	}
	g_error_free(problem);
	if (missing)
		return err_set(error, E_NOTFOUND, "the register of this machine, %s, is not there: ask who keeps this machine", cli->uri);
	return err_set(error, E_DENIED, "the register of this machine, %s, is not open to the account %s: ask who keeps it to put you into the "
		"group %s", cli->uri, cli->account, group);
}

bool
cli_open(Cli *cli, GError **error)
{
	const Surroundings host = cli_host(cli);
	g_autoptr(GError) problem = NULL;
	if (session_open(cli->uri, &host, cli_as(cli), &cli->session, &problem))
		return true;
	return explain(cli, g_steal_pointer(&problem), error);
}

/* Where the person said which register or configuration to use. */
static const char *
named(const Cli *cli, const char *option, const char *variable)
{
	const char *text = cli_text(cli, option), *env = g_getenv(variable);
	return text ? text : env && *env ? env : NULL;
}

/* The group of a program installed setgid is for the machine's own register, and for commands that are safe with it. */
static bool
settle_group(const Cli *cli, GError **error)
{
	if (!host_elevated())
		return true;
	const char *uri = named(cli, "register", "BRECCIA_REGISTER");
	g_autofree char *system = host_system_register();
	bool own = named(cli, "config", "BRECCIA_CONFIG") || (uri && !(system && host_same_register(uri, system)));
	if (cli->command->keeps_group && system && !own) {
		host_clean_environment();
		return true;
	}
	return host_drop_group() || err_set(error, E_INTERNAL, "the rights of the group that this program is installed with cannot be given up");
}

static void
name_register(Cli *cli)
{
	g_autofree char *system = host_system_register();
	cli->uri = host_register_uri(cli_text(cli, "register"), cli->conf);
	cli->shared = system && host_same_register(cli->uri, system);
	cli->other = system && !cli->shared;
}

static bool
provide(Cli *cli, GError **error)
{
	if (!settle_group(cli, error))
		return false;
	if (cli->command->needs == NEEDS_NOTHING)
		return true;
	cli->conf_file = host_conf_file(cli_text(cli, "config"));
	/* init may be told a file that is yet to be made. */
	bool fresh = cli->command == &command_init && cli->conf_file && !g_file_test(cli->conf_file, G_FILE_TEST_EXISTS);
	if (!host_conf(fresh ? NULL : cli->conf_file, &cli->conf, error))
		return false;
	/* The file speaks where neither the command line nor the environment does. */
	const char *lang = conf_text(cli->conf, "ui", "language");
	if (lang && !cli_text(cli, "lang") && !host_locale_chosen())
		cli->lang = host_locale(lang);
	name_register(cli);
	return (cli->command->needs != NEEDS_REGISTER && cli->command->needs != NEEDS_LOOK) || cli_open(cli, error);
}

static void
cli_clear(Cli *cli)
{
	g_clear_pointer(&cli->session, session_free);
	g_clear_pointer(&cli->conf, conf_free);
	g_clear_pointer(&cli->values, g_hash_table_unref);
	g_clear_pointer(&cli->args, g_strfreev);
	g_free(cli->account);
	g_free(cli->name);
	g_free(cli->machine);
	g_free(cli->conf_file);
	g_free(cli->uri);
}

/* --- main ---------------------------------------------------------------------------------------------------------------- */

/* --lang decides the language of every message, the first included; so it is looked for before anything is parsed. */
static const char *
find_lang(char **argv)
{
	for (; *argv && !g_str_equal(*argv, "--"); argv++) {
		if (g_str_has_prefix(*argv, "--lang="))
			return *argv + strlen("--lang=");
		if (g_str_equal(*argv, "--lang"))
			return argv[1];
	}
	return NULL;
}

static bool
find_command(Cli *cli, char ***argv, GError **error)
{
	if (!parse(cli, NULL, argv, true, error))
		return false;
	const char *name = (*argv)[0] && (*argv)[1] ? (*argv)[1] : NULL;
	if (cli_flag(cli, "help") && !name)
		name = "help";
	cli->command = name ? command_find(name) : &command_board;
	if (!cli->command)
		return err_set(error, E_USAGE, "there is no command %s: see `breccia help`", name);
	for (const Option *o = command_board.options; name && o->name; o++)
		if (cli_flag(cli, o->name))
			return err_set(error, E_USAGE, "--%s is for the screens, which open where no command is given", o->name);
	return true;
}

static bool
take_arguments(Cli *cli, char ***argv, GError **error)
{
	g_autoptr(GPtrArray) aside = g_ptr_array_new();
	g_autofree char **kept = without_negated(cli->command, *argv, aside);
	char **words = g_strdupv(kept);
	if (!parse(cli, cli->command, &words, false, error)) {
		g_strfreev(words);
		return false;
	}
	/* words[0] is the program; words[1] the command's name, unless it was left out. */
	GPtrArray *args = g_ptr_array_new();
	int skip = cli->command == &command_board || !words[1] ? 1 : 2;
	for (int i = 0; words[i]; i++)
		if (i >= skip && !g_str_equal(words[i], "--"))
			g_ptr_array_add(args, g_strdup(words[i]));
	for (guint i = 0; i < aside->len; i++)
		g_ptr_array_add(args, g_strdup(g_ptr_array_index(aside, i)));
	cli->n_args = (int)args->len;
	g_ptr_array_add(args, NULL);
	cli->args = (char **)g_ptr_array_free(args, FALSE);
	g_strfreev(words);
	return true;
}

static int
run(Cli *cli, char ***argv, GError **error)
{
	if (!find_command(cli, argv, error))
		return -1;
	if (!take_arguments(cli, argv, error))
		return -1;
	if (cli_flag(cli, "version")) {
		out_print("breccia %s\n", PACKAGE_VERSION);
		return 0;
	}
	if (cli_flag(cli, "help") && cli->command != &command_help) {
		g_strfreev(cli->args);
		char *name[] = {(char *)(gpointer)cli->command->name, NULL};
		cli->args = g_strdupv(name);
		cli->n_args = 1;
		cli->command = &command_help;
	}
	cli->json = cli_flag(cli, "json");
	cli->quiet = cli_flag(cli, "quiet");
	if (!check_args(cli, error) || !provide(cli, error))
		return -1;
	return cli->command->run(cli, error);
}

/* A monitoring program reads standard output only, and knows no exit status beyond 3. */
static bool
for_nagios(char **argv)
{
	bool due = false, nagios = false;
	for (char **a = argv + 1; argv[0] && *a && !g_str_equal(*a, "--"); a++) {
		due = due || g_str_equal(*a, command_due.name);
		nagios = nagios || g_str_equal(*a, "--nagios");
	}
	return due && nagios;
}

/* What went wrong by its kind alone: a message may name people and paths. */
static int
fail(const GError *error, bool nagios)
{
	if (nagios) {
		const char *name = error && error->domain == ERR_DOMAIN ? err_name((Err)error->code) : err_name(E_INTERNAL);
		printf("BRECCIA UNKNOWN - nothing could be found out (%s): run breccia due on that machine\n", name);
		(void)fflush(stdout);
		return 3;
	}
	g_autofree char *line = out_safe(error ? error->message : "?");
	(void)fprintf(stderr, "breccia: %s\n", line);
	return error ? err_exit_of(error) : err_exit(E_INTERNAL);
}

int
cli_main(int argc, char **argv, int (*app)(Cli *cli, GError **error))
{
	g_autoptr(GError) error = NULL;
	(void)argc;
	const char *lang = find_lang(argv);
	Cli cli = {.lang = host_locale(lang), .now = host_now(), .app = app};
	cli.values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_strfreev);
	char **copy = g_strdupv(argv);
	int status = -1;
	if (lang && !g_str_equal(lang, "it") && !g_str_equal(lang, "en"))
		err_set(&error, E_USAGE, "--lang is it or en, not %s", lang);
	else
		status = run(&cli, &copy, &error);
	out_page_end();
	g_strfreev(copy);
	if ((fflush(stdout) != 0 || ferror(stdout)) && status >= 0) {
		status = -1;
		err_set(&error, E_IO, "the output cannot be written: %s", g_strerror(errno));
	}
	if (status < 0)
		status = fail(error, for_nagios(argv));
	cli_clear(&cli);
	return status;
}

/* config: the settings of the register, and what this machine's configuration says. */
#include "src/cli/ask.h"
#include "src/cli/out.h"

#include "src/core/text.h"
#include "src/register/people.h"
#include "src/register/reading.h"

static const Column columns[] = {
	{"name", N_("NAME"), false}, {"value", N_("VALUE"), true}, {"default", NULL, false}, {"origin", N_("FROM"), false},
	{"say", N_("MEANING"), true},
};

static void
setting_row(const Cli *cli, Sheet *sheet, const SettingRow *row)
{
	bool set = settings_is_set(cli->session->settings, row->name);
	sheet_row(sheet);
	sheet_cell(sheet, row->name);
	sheet_cell(sheet, settings_text(cli->session->settings, row->name));
	sheet_cell2(sheet, NULL, row->value ? json_string(row->value) : NULL);
	sheet_cell2(sheet, set ? _("register") : _("default"), json_string(set ? "register" : "default"));
	sheet_cell2(sheet, words_in(&row->say, cli->lang), json_string(row->say.en));
}

/* A command that prints a password is nobody's business: that there is one is enough. */
static void
conf_cells(const Cli *cli, Sheet *sheet, const ConfRow *row)
{
	g_autofree char *name = g_strdup_printf("[%s] %s", row->group, row->name);
	const char *origin = conf_origin(cli->conf, row->group, row->name), *value = conf_text(cli->conf, row->group, row->name);
	if (!value)
		return;
	sheet_row(sheet);
	sheet_cell(sheet, name);
	sheet_cell(sheet, row->type == CONF_COMMAND ? _("(a command)") : value);
	sheet_cell2(sheet, NULL, row->value ? json_string(row->value) : NULL);
	sheet_cell2(sheet, origin ? origin : _("default"), json_string(origin ? origin : "default"));
	sheet_cell2(sheet, words_in(&row->say, cli->lang), json_string(row->say.en));
}

static int
config_list(Cli *cli)
{
	g_autoptr(Sheet) sheet = sheet_new("settings", columns, G_N_ELEMENTS(columns));
	for (const SettingRow *row = setting_rows; row->name; row++)
		setting_row(cli, sheet, row);
	for (const ConfRow *row = conf_rows; row->group; row++)
		conf_cells(cli, sheet, row);
	out_page_begin();
	return sheet_print(sheet, cli, NULL);
}

static int
config_get(Cli *cli, GError **error)
{
	const SettingRow *row = setting_find(cli->args[1]);
	if (!row)
		return err_set(error, E_NOTFOUND, "there is no setting %s: see `breccia config list`", cli->args[1]), -1;
	const char *value = settings_text(cli->session->settings, row->name);
	if (cli->json) {
		json_t *o = out_json_new();
		json_object_set_new(o, "name", json_string(row->name));
		json_object_set_new(o, "value", json_string(value));
		return out_json(o);
	}
	g_autofree char *safe = out_safe(value);
	out_print("%s\n", safe);
	return 0;
}

/* Whoever switches it on is told what the law asks for first, and asked when that was done. */
static bool
set_reading(Cli *cli, const char *value, GError **error)
{
	Instant informed = INSTANT_NONE;
	g_autofree char *line = text_one_line(value);
	bool asks = reading_switches_on(line) && out_is_interactive();
	const char *day = asks ? ask_option(cli, "informed", _("Inform the workers first (Workers' Statute, art. 4; GDPR art. 13). When was that done?"), error)
			       : cli_text(cli, "informed");
	if ((asks && !day) || (day && !instant_parse_day(day, cli->now, cli->session->zone, &informed, error)))
		return false;
	return register_record_reading(cli->session, value, informed, error);
}

static int
config_set(Cli *cli, GError **error)
{
	const char *name = cli->args[1];
	g_autofree char *value = cli_rest(cli, 2);
	bool reading = g_str_equal(name, SETTING_READING);
	if (!reading && cli_text(cli, "informed"))
		return err_set(error, E_USAGE, "--informed goes with %s alone", SETTING_READING), -1;
	bool ok = reading ? set_reading(cli, value, error) : register_setting(cli->session, name, value, error);
	return ok ? out_done(cli, "name", name) : -1;
}

static int
run_config(Cli *cli, GError **error)
{
	const char *verb = cli->n_args ? cli->args[0] : "list";
	if (!session_require(cli->session, RIGHT_READ, error))
		return -1;
	if (g_str_equal(verb, "list") && cli->n_args <= 1)
		return config_list(cli);
	if (g_str_equal(verb, "get") && cli->n_args == 2)
		return config_get(cli, error);
	if (g_str_equal(verb, "set") && cli->n_args >= 3)
		return config_set(cli, error);
	return err_set(error, E_USAGE, "that is not how it is written: breccia config %s", cli->command->usage), -1;
}

static const Option options[] = {
	{"informed", 0, OPT_TEXT, N_("DAY"), N_("set record-reading: when the workers were informed of it")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_config = {
	.name = "config",
	.usage = "[list | get NAME | set NAME VALUE [--informed DAY]]",
	.say = N_("the settings of the register, and of this machine"),
	.more = N_("Settings decide what is true and are kept in the journal: only an administrator changes them. What belongs to this machine, as the "
		   "mail account, stands in breccia.conf(5)."),
	.needs = NEEDS_REGISTER,
	.options = options,
	.max_args = -1,
	.keeps_group = true,
	.run = run_config,
};

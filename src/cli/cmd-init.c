/* init: a register of one's own. Asks in a terminal; takes everything as options elsewhere. */
#include "src/cli/ask.h"
#include "src/cli/init-ask.h"
#include "src/cli/init-host.h"
#include "src/cli/out.h"
#include "src/cli/send-test.h"

#include "src/core/address.h"
#include "src/core/person.h"
#include "src/core/ref.h"
#include "src/core/text.h"
#include "src/host/host.h"
#include "src/register/create.h"

#include <string.h>

static void
take_options(const Cli *cli, Setup *a)
{
	const struct {
		const char *option;
		char **to;
	} rows[] = {
		{"org", &a->org}, {"code", &a->code}, {"me", &a->me}, {"role", &a->role}, {"phone", &a->phone}, {"dpo", &a->dpo},
		{"dpo-pec", &a->dpo_pec}, {"dpo-phone", &a->dpo_phone}, {"dpo-position", &a->dpo_position},
		{"dpo-reason", &a->dpo_reason}, {"dpo-since", &a->dpo_since},
		{"language", &a->language}, {"zone", &a->zone}, {"vat", &a->vat}, {"office", &a->office}, {"pec", &a->pec},
		{"desk-phone", &a->desk_phone}, {"server", &a->server}, {"user", &a->user}, {"from", &a->from},
		{"password-command", &a->password_command}, {"password-file", &a->password_file}, {"ca-file", &a->ca_file},
	};
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
		*rows[i].to = g_strdup(cli_text(cli, rows[i].option));
	a->declared = cli_flag(cli, "dpo-no-conflict");
}

/* --- checking ---------------------------------------------------------------------------------------------------------------- */

/* The first option that says something of a DPO; NULL: none does. */
static const char *
said_of_nobody(const Setup *a)
{
	const char *const said[][2] = {{"dpo-pec", a->dpo_pec}, {"dpo-phone", a->dpo_phone}, {"dpo-position", a->dpo_position},
		{"dpo-since", a->dpo_since}, {"dpo-reason", a->dpo_reason}};
	for (guint i = 0; i < G_N_ELEMENTS(said); i++)
		if (said[i][1])
			return said[i][0];
	return NULL;
}

static bool
check(const Setup *a, Founding *f, GError **error)
{
	if (!a->org || text_blank(a->org))
		return err_set(error, E_USAGE, "--org is missing: the name of the company");
	if (!a->me)
		return err_set(error, E_USAGE, "--me is missing: your name and address, \"Maria Bianchi <maria@rossi.example>\"");
	if (!role_parse(a->role ? a->role : "security", &f->role))
		return err_set(error, E_USAGE, "%s is no role: there are security, dpo, manager, auditor, admin", a->role);
	if (f->role == ROLE_DPO && a->dpo && !g_str_equal(a->dpo_name, a->my_name))
		return err_set(error, E_USAGE, "--role dpo is yours, but --dpo names somebody else: give one of them");
	if (!a->dpo && said_of_nobody(a))
		return err_set(error, E_USAGE, "--%s is about the DPO, and nobody is named: add --dpo \"NAME <MAIL>\"", said_of_nobody(a));
	if (a->dpo && !a->dpo_mail && !a->dpo_pec)
		return err_set(error, E_USAGE, "the DPO needs an address: --dpo \"NAME <MAIL>\" or --dpo-pec ADDRESS");
	if (a->server && !a->from)
		return err_set(error, E_USAGE, "--from is missing: the address that notices come from");
	return true;
}

/* An appointment has a date; said nothing, it is today's, from its first moment. */
static bool
since(const Cli *cli, const Setup *a, Instant *from, GError **error)
{
	const char *id = a->zone ? a->zone : "Europe/Rome";
	g_autoptr(GTimeZone) zone = host_zone(id, error);
	if (!zone)
		return false;
	if (!instant_parse_day(a->dpo_since ? a->dpo_since : "today", cli->now, zone, from, error)) {
		g_prefix_error(error, "--dpo-since: ");
		return false;
	}
	return true;
}

/* --- the mail account ---------------------------------------------------------------------------------------------------------- */

/* A line end in a value would begin another line, which may be another key. */
static bool
conf_line(GString *out, const char *key, const char *value, GError **error)
{
	if (!value || text_blank(value))
		return true;
	g_autofree char *line = text_one_line(value);
	if (!g_str_equal(line, value))
		return err_set(error, E_INPUT, "%s must be one line without control characters", key);
	g_string_append_printf(out, "%s = %s\n", key, value);
	return true;
}

static bool
conf_words(const Setup *a, const char *uri, char **words, GError **error)
{
	g_autoptr(GString) out = g_string_new("# breccia.conf(5)\n");
	if (uri)
		g_string_append(out, "[register]\n");
	if (!conf_line(out, "uri", uri, error))
		return false;
	if (a->server)
		g_string_append(out, "[email]\n");
	if (a->server && (!conf_line(out, "server", a->server, error) || !conf_line(out, "from", a->from, error) ||
		!conf_line(out, "user", a->user, error) || !conf_line(out, "password-command", a->password_command, error) ||
		!conf_line(out, "password-file", a->password_file, error) || !conf_line(out, "ca-file", a->ca_file, error)))
		return false;
	*words = g_strdup(out->str);
	return true;
}

/* Checked before the register is made: a slip of the pen here must not leave half of a set-up. */
static bool
plan_conf(const Cli *cli, const Setup *a, char **words, GError **error)
{
	g_autoptr(Conf) trial = conf_new();
	bool own_place = cli_text(cli, "register") || cli_flag(cli, "system");
	if (!a->server && !own_place)
		return true;
	return conf_words(a, own_place ? cli->uri : NULL, words, error) && conf_merge(trial, *words, "breccia.conf", error);
}

static bool
write_conf(const Cli *cli, const char *words, GError **error)
{
	g_autofree char *path = cli->conf_file ? g_strdup(cli->conf_file) : host_conf_path();
	if (!words)
		return true;
	if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
		if (!host_write_new(path, words, error))
			return false;
		if (!cli->quiet)
			out_print(_("Mail account and register written to %s\n"), path);
		return true;
	}
	/* It is the person's own, and is not touched. */
	if (cli->json)
		return true;
	out_tone(TONE_WARN, _("%s exists and was left as it is; it would be:\n"), path);
	out_print("%s", words);
	return true;
}

/* --- init ------------------------------------------------------------------------------------------------------------------------ */

static GTimeZone *
zone_of_host(const char *identifier, GError **error)
{
	return host_zone(identifier, error);
}

static void
print_missing(const Setup *a)
{
	static const char *const later[] = {N_("the DPO: breccia person add, breccia dpo appoint"),
		N_("the mail account: breccia.conf(5), then breccia doctor"), N_("VAT number, office: breccia config set organisation.vat ..."),
		N_("telephones, which a notice prints: breccia person change")};
	const bool missing[] = {!a->dpo, !a->server, !a->vat || !a->office, !a->phone && !a->desk_phone};
	bool any = false;
	for (guint i = 0; i < G_N_ELEMENTS(later); i++) {
		if (!missing[i])
			continue;
		if (!any)
			out_tone(TONE_WARN, _("Not yet set up:\n"));
		any = true;
		out_print("  %s\n", _(later[i]));
	}
	out_print(_("Try it with an exercise: breccia log --drill \"first exercise\"; check it with breccia doctor.\n"));
}

/* Said before anything is asked: a register is never overwritten. */
static bool
is_free(const char *uri, GError **error)
{
	const char *path = g_str_has_prefix(uri, "sqlite:") ? uri + strlen("sqlite:") : uri;
	return strstr(path, "://") || !g_file_test(path, G_FILE_TEST_EXISTS) ||
		err_set(error, E_WRITE, "%s is there already: a register is never overwritten, choose another name", path);
}

/* What is written down is read from any folder: a path without its beginning would name another register tomorrow. */
static bool
own_address(Cli *cli, GError **error)
{
	const char *path = g_str_has_prefix(cli->uri, "sqlite:") ? cli->uri + strlen("sqlite:") : cli->uri;
	if (g_str_equal(path, ":memory:"))
		return err_set(error, E_USAGE, "a register in memory ends with the program: name a file with -r");
	if (strstr(path, "://") || g_path_is_absolute(path))
		return true;
	g_autofree char *whole = g_canonicalize_filename(path, NULL);
	g_free(cli->uri);
	cli->uri = g_strconcat("sqlite:", whole, NULL);
	return true;
}

/* The register and what belongs to its set-up, personal or of the machine. */
static bool
make(const Cli *cli, const Surroundings *host, const Founding *f, const char *conf, GError **error)
{
	if (!cli_flag(cli, "system"))
		return register_create(cli->uri, host, f, error) && write_conf(cli, conf, error);
	return init_system_before(cli, error) && register_create(cli->uri, host, f, error) && init_system_after(cli, conf, error);
}

/* Nothing shows better that the account is right. What comes of it is shown, and is no failure of init. */
static bool
offer_test(Cli *cli, const Setup *a, bool asking, GError **error)
{
	g_autoptr(GError) problem = NULL;
	bool sent;
	if (!asking || !a->server || !ask_yes(_("Send a test message to yourself now?"), true))
		return true;
	/* The configuration is there only since a moment. */
	g_clear_pointer(&cli->conf, conf_free);
	if (!host_conf(cli->conf_file, &cli->conf, error) || !cli_open(cli, error))
		return false;
	if (!send_test(cli, "email", NULL, &sent, &problem))
		out_tone(TONE_BAD, "%s\n", problem->message);
	return true;
}

static int
run_init(Cli *cli, GError **error)
{
	g_auto(Setup) a = {0};
	bool asking = out_is_interactive() && !cli_flag(cli, "no-input");
	cli->quiet = cli->quiet || cli->json;
	if (cli_flag(cli, "system")) {
		g_autofree char *folder = host_system_folder();
		g_free(cli->uri);
		cli->uri = g_strconcat("sqlite:", folder, "/register.db", NULL);
	}
	g_autofree char *account = init_host_check(cli, error) ? init_founder(cli, error) : NULL, *machine = host_machine_id(), *words = NULL;
	if (!account)
		return -1;
	take_options(cli, &a);
	if (!own_address(cli, error) || !is_free(cli->uri, error) || (asking && !init_ask(cli, &a, error)) || !setup_names(&a, error))
		return -1;
	Founding f = {.organisation = a.org, .code = a.code, .language = a.language ? a.language : lang_code(cli->lang), .zone = a.zone,
		.name = a.my_name, .email = a.my_mail, .phone = a.phone, .dpo_name = a.dpo_name, .dpo_email = a.dpo_mail, .dpo_pec = a.dpo_pec,
		.dpo_phone = a.dpo_phone, .dpo_position = a.dpo_position, .dpo_reason = a.dpo_reason, .dpo_declared = a.declared,
		.vat = a.vat, .office = a.office, .pec = a.pec, .desk_phone = a.desk_phone};
	const Surroundings host = {.now = host_now, .random = host_random, .zone = zone_of_host, .account = account, .machine = machine,
		.lang = cli->lang};
	if (!check(&a, &f, error) || !since(cli, &a, &f.dpo_from, error) || !plan_conf(cli, &a, &words, error) ||
		!make(cli, &host, &f, words, error))
		return -1;
	if (!cli->quiet)
		out_tone(TONE_GOOD, _("Register made: %s\n"), cli->uri);
	if (!cli_flag(cli, "system") && (!init_courier(cli, asking, error) || !offer_test(cli, &a, asking, error)))
		return -1;
	if (!cli->quiet)
		print_missing(&a);
	return out_done(cli, "register", cli->uri);
}

static const Option options[] = {
	{"org", 0, OPT_TEXT, N_("NAME"), N_("the company")},
	{"me", 0, OPT_TEXT, N_("\"NAME <MAIL>\""), N_("yourself: the first person, who administers the register as well")},
	{"role", 0, OPT_TEXT, N_("ROLE"), N_("your role: security, dpo, manager, admin")},
	{"phone", 0, OPT_TEXT, N_("NUMBER"), N_("your telephone")},
	{"dpo", 0, OPT_TEXT, N_("\"NAME <MAIL>\""), N_("the DPO")},
	{"dpo-pec", 0, OPT_TEXT, N_("ADDRESS"), N_("the DPO's PEC")},
	{"dpo-phone", 0, OPT_TEXT, N_("NUMBER"), N_("the DPO's telephone")},
	{"dpo-position", 0, OPT_TEXT, N_("TEXT"), N_("the DPO's position in the company")},
	{"dpo-since", 0, OPT_TEXT, N_("DATE"), N_("since when the DPO is in office; today unless given")},
	{"dpo-reason", 0, OPT_TEXT, N_("TEXT"), N_("why that position is no conflict, where it is warned about")},
	{"dpo-no-conflict", 0, OPT_FLAG, NULL, N_("declare that the DPO is neither administrator nor operations director")},
	{"code", 0, OPT_TEXT, "ROSSI", N_("short code for the subjects of mails")},
	{"language", 0, OPT_TEXT, "it|en", N_("language of the notices")},
	{"zone", 0, OPT_TEXT, "Europe/Rome", N_("time zone of the company")},
	{"vat", 0, OPT_TEXT, N_("NUMBER"), N_("VAT number")},
	{"office", 0, OPT_TEXT, N_("TEXT"), N_("registered office")},
	{"pec", 0, OPT_TEXT, N_("ADDRESS"), N_("PEC of the company")},
	{"desk-phone", 0, OPT_TEXT, N_("NUMBER"), N_("telephone of the desk that answers about breaches")},
	{"server", 0, OPT_TEXT, "smtp://HOST:587", N_("mail server for sending")},
	{"user", 0, OPT_TEXT, N_("NAME"), N_("user name there")},
	{"from", 0, OPT_TEXT, N_("ADDRESS"), N_("sender's address")},
	{"password-command", 0, OPT_TEXT, N_("COMMAND"), N_("prints the password")},
	{"password-file", 0, OPT_TEXT, N_("FILE"), N_("holds the password, readable by nobody else")},
	{"ca-file", 0, OPT_TEXT, N_("FILE"), N_("certificates to trust instead of the system's")},
	{"service", 0, OPT_FLAG, NULL, N_("keep the courier running, by a service of systemd for you alone")},
	{"system", 0, OPT_FLAG, NULL, N_("as root: set up the register of this machine, for all its accounts")},
	{"account", 0, OPT_TEXT, N_("LOGIN"), N_("with --system: the login of whoever sets it up; unless given the one before sudo, else root")},
	{"no-input", 0, OPT_FLAG, NULL, N_("ask nothing")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_init = {
	.name = "init",
	.usage = "[--org NAME --me \"NAME <MAIL>\" ...]",
	.say = N_("set up a register: the company, you, the DPO, the mail"),
	.more = N_("Asks in a terminal; elsewhere takes everything as options. Makes the register's folder and file, never overwrites one. "
		   "With --system, as root: the account and group breccia, the machine's register and configuration, and the courier's service."),
	.needs = NEEDS_CONF,
	.options = options,
	.run = run_init,
};

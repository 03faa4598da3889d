/* person, client, dpo: who is in the register. */
#include "src/cli/view.h"

#include "src/core/address.h"
#include "src/register/people.h"

#include <string.h>

/* Verbs of a command: breccia person add ... */
typedef struct {
	const char *verb;
	int min, max; /* words after the verb; -1: any number */
	int (*run)(Cli *cli, GError **error);
} Verb;

static int
run_verb(Cli *cli, const Verb *verbs, GError **error)
{
	const char *name = cli->n_args ? cli->args[0] : "list";
	g_autoptr(GString) names = g_string_new(NULL);
	for (const Verb *v = verbs; v->verb; v++) {
		g_string_append_printf(names, "%s%s", names->len ? ", " : "", v->verb);
		if (!g_str_equal(v->verb, name))
			continue;
		int given = MAX(0, cli->n_args - 1);
		if (given < v->min || (v->max >= 0 && given > v->max))
			return err_set(error, E_USAGE, "that is not how it is written: breccia %s %s", cli->command->name, cli->command->usage), -1;
		return v->run(cli, error);
	}
	return err_set(error, E_USAGE, "there is no command \"%s %s\": there are %s", cli->command->name, name, names->str), -1;
}

static int
print_id(const Cli *cli, const char *key, const char *id)
{
	if (!cli->json) {
		out_print("%s\n", id);
		return 0;
	}
	json_t *o = out_json_new();
	json_object_set_new(o, key, json_string(id));
	return out_json(o);
}

/* --- people ---------------------------------------------------------------------------------------------------------- */

static const Column people_columns[] = {
	{"id", N_("NO."), false},     {"name", N_("NAME"), true},   {"roles", N_("ROLES"), false}, {"position", N_("POSITION"), true},
	{"email", N_("E-MAIL"), true}, {"pec", "PEC", true},         {"phone", N_("TELEPHONE"), false},
	{"phone_out", N_("OUT OF HOURS"), false, true}, {"accounts", N_("ACCOUNT"), false},
	{"reply_from", N_("ANSWERS ALSO FROM"), false, true}, {"retired_at", N_("RETIRED"), false, true},
};

static json_t *
role_codes(unsigned roles, const Cli *cli, char **shown)
{
	json_t *codes = json_array();
	g_autoptr(GString) words = g_string_new(NULL);
	for (Role r = 0; r < ROLE_COUNT; r++) {
		if (!(roles & (1U << r)))
			continue;
		json_array_append_new(codes, json_string(role_code(r)));
		g_string_append_printf(words, "%s%s", words->len ? ", " : "", words_in(role_words(r), cli->lang));
	}
	*shown = g_string_free(g_steal_pointer(&words), FALSE);
	return codes;
}

static void
cell_list(Sheet *sheet, char **texts)
{
	g_autofree char *shown = g_strjoinv(", ", texts);
	json_t *list = json_array();
	for (; *texts; texts++)
		json_array_append_new(list, json_string(*texts));
	sheet_cell2(sheet, shown, list);
}

static void
cell_day(const Cli *cli, Sheet *sheet, Instant at)
{
	g_autofree char *day = at == INSTANT_NONE ? NULL : instant_show_day(at, cli->session->zone);
	sheet_cell2(sheet, day, view_instant(at));
}

static void
cell_yes(Sheet *sheet, bool yes)
{
	sheet_cell2(sheet, yes ? _("yes") : NULL, json_boolean(yes));
}

/* Where also who left is listed, the last column says who did. (borrowed: columns, or all) */
static const Column *
list_columns(const Cli *cli, const Column *columns, Column *all, guint n)
{
	if (!cli_flag(cli, "all"))
		return columns;
	memcpy(all, columns, n * sizeof *all);
	all[n - 1].detail = false;
	return all;
}

static void
person_row(const Cli *cli, Sheet *sheet, const Person *p)
{
	g_autofree char *roles = NULL;
	json_t *codes = role_codes(p->roles, cli, &roles);
	sheet_row(sheet);
	sheet_cell(sheet, p->id);
	sheet_cell(sheet, p->name);
	sheet_cell2(sheet, roles, codes);
	sheet_cell(sheet, p->position);
	sheet_cell(sheet, p->email);
	sheet_cell(sheet, p->pec);
	sheet_cell(sheet, p->phone);
	sheet_cell(sheet, p->phone_out);
	cell_list(sheet, p->accounts);
	cell_list(sheet, p->reply_from);
	cell_day(cli, sheet, p->retired);
}

static int
person_list(Cli *cli, GError **error)
{
	Column all[G_N_ELEMENTS(people_columns)];
	g_autoptr(GPtrArray) people = NULL;
	g_autoptr(Sheet) sheet = sheet_new("people", list_columns(cli, people_columns, all, G_N_ELEMENTS(all)), G_N_ELEMENTS(all));
	if (!session_require(cli->session, RIGHT_READ, error) ||
		!query_people(cli->session->db, cli_flag(cli, "all"), &people, error))
		return -1;
	for (guint i = 0; i < people->len; i++)
		person_row(cli, sheet, g_ptr_array_index(people, i));
	sheet_print(sheet, cli, NULL);
	if (cli->session->alone && !cli->json && !cli->quiet)
		out_tone(TONE_WARN, _("  One person alone is DPO's counterpart, administrator and all else: add the others with breccia person add.\n"));
	return 0;
}

static int
person_show(Cli *cli, GError **error)
{
	g_autoptr(Person) p = NULL;
	g_autoptr(Sheet) sheet = sheet_new("people", people_columns, G_N_ELEMENTS(people_columns));
	if (!session_require(cli->session, RIGHT_READ, error) || !session_person(cli->session, cli->args[1], &p, error))
		return -1;
	person_row(cli, sheet, p);
	return sheet_print_one(sheet, cli);
}

static PersonInput
person_input(const Cli *cli)
{
	return (PersonInput){.name = cli_text(cli, "name"), .email = cli_text(cli, "email"), .pec = cli_text(cli, "pec"),
		.phone = cli_text(cli, "phone"), .phone_out = cli_text(cli, "phone-out"), .position = cli_text(cli, "position"),
		.accounts = cli_list(cli, "account"), .roles = cli_list(cli, "role"), .reply_from = cli_list(cli, "reply-from")};
}

/* "Anna Verdi <anna@rossi.example>", or a name alone. */
static bool
name_and_mail(const Cli *cli, PersonInput *in, char **name, char **mail, GError **error)
{
	g_autofree char *rest = cli_rest(cli, 1);
	if (!rest)
		return true;
	if (strchr(rest, '<') ? !address_parse(rest, name, mail, error) : (*name = g_steal_pointer(&rest)) == NULL)
		return false;
	in->name = *name ? *name : in->name;
	in->email = *mail ? *mail : in->email;
	return true;
}

static int
person_add(Cli *cli, GError **error)
{
	g_autofree char *id = NULL, *name = NULL, *mail = NULL;
	PersonInput in = person_input(cli);
	if (!name_and_mail(cli, &in, &name, &mail, error) || !register_person_add(cli->session, &in, &id, error))
		return -1;
	return print_id(cli, "person", id);
}

static int
person_change(Cli *cli, GError **error)
{
	const PersonInput in = person_input(cli);
	if (!in.name && !in.email && !in.pec && !in.phone && !in.phone_out && !in.position && !in.accounts && !in.roles && !in.reply_from)
		return err_set(error, E_USAGE, "nothing to change: see `breccia help %s`", cli->command->name), -1;
	return register_person_change(cli->session, cli->args[1], &in, error) ? out_done(cli, NULL, NULL) : -1;
}

static int
person_retire(Cli *cli, GError **error)
{
	return register_person_retire(cli->session, cli->args[1], cli_text(cli, "reason"), error) ? out_done(cli, NULL, NULL) : -1;
}

static int
run_person(Cli *cli, GError **error)
{
	static const Verb verbs[] = {{"list", 0, 0, person_list}, {"show", 1, 1, person_show}, {"add", 0, -1, person_add},
		{"change", 1, 1, person_change}, {"retire", 1, 1, person_retire}, {NULL, 0, 0, NULL}};
	return run_verb(cli, verbs, error);
}

static const Option person_options[] = {
	{"name", 0, OPT_TEXT, N_("NAME"), N_("name")},
	{"role", 0, OPT_LIST, N_("ROLE"), N_("security, dpo, manager, auditor, admin (again for each; all of them when changing)")},
	{"email", 0, OPT_TEXT, N_("ADDRESS"), N_("e-mail address")},
	{"pec", 0, OPT_TEXT, N_("ADDRESS"), N_("PEC address")},
	{"reply-from", 0, OPT_LIST, N_("ADDRESS"), N_("where answers may come from besides (again for each; all of them when changing; \"\" for none)")},
	{"phone", 0, OPT_TEXT, N_("NUMBER"), N_("telephone")},
	{"phone-out", 0, OPT_TEXT, N_("NUMBER"), N_("telephone out of hours")},
	{"position", 0, OPT_TEXT, N_("TEXT"), N_("position in the company")},
	{"account", 0, OPT_LIST, N_("LOGIN"), N_("system account (again for each; all of them when changing)")},
	{"reason", 0, OPT_TEXT, N_("TEXT"), N_("why somebody is retired")},
	{"all", 0, OPT_FLAG, NULL, N_("also those who are retired")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_person = {
	.name = "person",
	.usage = "[list | show WHO | add \"NAME <MAIL>\" --role ROLE | change WHO ... | retire WHO]",
	.say = N_("the people of the register"),
	.more = N_("WHO is a number (p3), a login, an e-mail address or a name. Nothing is deleted: a retired person stays in the journal."),
	.needs = NEEDS_REGISTER,
	.options = person_options,
	.max_args = -1,
	.keeps_group = true,
	.run = run_person,
};

/* --- clients ----------------------------------------------------------------------------------------------------------- */

static const Column client_columns[] = {
	{"id", "ID", false},          {"name", N_("NAME"), true},     {"hours", N_("HOURS"), false}, {"starts", N_("FROM"), false},
	{"email", N_("E-MAIL"), true}, {"pec", "PEC", true},           {"contact", N_("CONTACT"), true}, {"phone", N_("TELEPHONE"), false},
	{"former", N_("FORMERLY"), false, true}, {"vat", N_("VAT NO."), false, true}, {"clause", N_("CLAUSE"), false, true},
	{"lang", N_("LANGUAGE"), false, true},
	{"processor", N_("ITSELF A PROCESSOR"), false, true}, {"auto_notify", N_("TOLD WITHOUT A PERSON"), false, true},
	{"reply_from", N_("ANSWERS ALSO FROM"), false, true}, {"retired", N_("RETIRED"), false, true},
};

static void
client_row(const Cli *cli, Sheet *sheet, const Client *c)
{
	int64_t hours = c->hours ? c->hours : settings_number(cli->session->settings, "client-hours");
	g_autofree char *shown = g_strdup_printf("%" G_GINT64_FORMAT, hours);
	sheet_row(sheet);
	sheet_cell(sheet, c->id);
	sheet_cell(sheet, c->name);
	sheet_cell2(sheet, shown, json_integer(hours));
	sheet_cell2(sheet, c->from_aware ? _("awareness") : _("detection"), json_string(c->from_aware ? "aware" : "detected"));
	sheet_cell(sheet, c->email);
	sheet_cell(sheet, c->pec);
	sheet_cell(sheet, c->contact);
	sheet_cell(sheet, c->phone);
	cell_list(sheet, c->former);
	sheet_cell(sheet, c->vat);
	sheet_cell(sheet, c->clause);
	sheet_cell(sheet, lang_code(c->lang));
	cell_yes(sheet, c->processor);
	cell_yes(sheet, c->auto_notify);
	cell_list(sheet, c->reply_from);
	cell_yes(sheet, c->retired);
}

static int
client_list(Cli *cli, GError **error)
{
	Column all[G_N_ELEMENTS(client_columns)];
	g_autoptr(GPtrArray) clients = NULL;
	g_autoptr(Sheet) sheet = sheet_new("clients", list_columns(cli, client_columns, all, G_N_ELEMENTS(all)), G_N_ELEMENTS(all));
	if (!session_require(cli->session, RIGHT_READ, error) ||
		!query_clients(cli->session->db, cli_flag(cli, "all"), &clients, error))
		return -1;
	for (guint i = 0; i < clients->len; i++)
		client_row(cli, sheet, g_ptr_array_index(clients, i));
	return sheet_print(sheet, cli, _("no clients: breccia client add \"Alfa S.p.A.\" --hours 24"));
}

static int
client_show(Cli *cli, GError **error)
{
	g_autoptr(Client) c = NULL;
	g_autoptr(Sheet) sheet = sheet_new("clients", client_columns, G_N_ELEMENTS(client_columns));
	if (!session_require(cli->session, RIGHT_READ, error) || !session_client(cli->session, cli->args[1], &c, error))
		return -1;
	client_row(cli, sheet, c);
	return sheet_print_one(sheet, cli);
}

static bool
client_input(const Cli *cli, ClientInput *in, GError **error)
{
	const char *hours = cli_text(cli, "hours"), *processor = cli_text(cli, "processor");
	char *end = NULL;
	*in = (ClientInput){.name = cli_text(cli, "name"), .vat = cli_text(cli, "vat"), .email = cli_text(cli, "email"),
		.pec = cli_text(cli, "pec"), .contact = cli_text(cli, "contact"), .phone = cli_text(cli, "phone"),
		.clause = cli_text(cli, "clause"), .lang = cli_text(cli, "language"), .starts = cli_text(cli, "starts"), .processor = -1,
		.auto_notify = cli_text(cli, "auto-notify"), .reply_from = cli_list(cli, "reply-from")};
	gint64 n = hours ? g_ascii_strtoll(hours, &end, 10) : 0;
	if (hours && (end == hours || *end || n < 1 || n > 720))
		return err_set(error, E_INPUT, "a contract's hours are a number from 1 to 720, not %s", hours);
	if (processor && !g_str_equal(processor, "yes") && !g_str_equal(processor, "no"))
		return err_set(error, E_INPUT, "--processor is yes or no, not %s", processor);
	in->hours = (int)n;
	in->processor = processor ? g_str_equal(processor, "yes") : -1;
	return true;
}

static int
client_add(Cli *cli, GError **error)
{
	g_autofree char *id = NULL, *rest = cli_rest(cli, 1);
	ClientInput in;
	if (!client_input(cli, &in, error))
		return -1;
	in.name = rest ? rest : in.name;
	return register_client_add(cli->session, &in, &id, error) ? print_id(cli, "client", id) : -1;
}

static int
client_change(Cli *cli, GError **error)
{
	ClientInput in;
	if (!client_input(cli, &in, error))
		return -1;
	if (!in.name && !in.vat && !in.email && !in.pec && !in.contact && !in.phone && !in.clause && !in.lang && !in.starts && !in.hours &&
		in.processor < 0 && !in.auto_notify && !in.reply_from)
		return err_set(error, E_USAGE, "nothing to change: see `breccia help %s`", cli->command->name), -1;
	return register_client_change(cli->session, cli->args[1], &in, error) ? out_done(cli, NULL, NULL) : -1;
}

static int
client_retire(Cli *cli, GError **error)
{
	return register_client_retire(cli->session, cli->args[1], cli_text(cli, "reason"), error) ? out_done(cli, NULL, NULL) : -1;
}

static int
run_client(Cli *cli, GError **error)
{
	static const Verb verbs[] = {{"list", 0, 0, client_list}, {"show", 1, 1, client_show}, {"add", 0, -1, client_add},
		{"change", 1, 1, client_change}, {"retire", 1, 1, client_retire}, {NULL, 0, 0, NULL}};
	return run_verb(cli, verbs, error);
}

static const Option client_options[] = {
	{"name", 0, OPT_TEXT, N_("NAME"), N_("name")},
	{"hours", 0, OPT_TEXT, "N", N_("the contract's hours, 1 to 720")},
	{"starts", 0, OPT_TEXT, "detected|aware", N_("from when the contract counts them")},
	{"email", 0, OPT_TEXT, N_("ADDRESS"), N_("where breaches are reported, e-mail")},
	{"pec", 0, OPT_TEXT, N_("ADDRESS"), N_("where breaches are reported, PEC")},
	{"reply-from", 0, OPT_LIST, N_("ADDRESS"), N_("where answers may come from besides (again for each; all of them when changing; \"\" for none)")},
	{"contact", 0, OPT_TEXT, N_("NAME"), N_("whom to call there")},
	{"phone", 0, OPT_TEXT, N_("NUMBER"), N_("telephone")},
	{"vat", 0, OPT_TEXT, N_("NUMBER"), N_("VAT number")},
	{"clause", 0, OPT_TEXT, N_("TEXT"), N_("the contract's clause")},
	{"language", 0, OPT_TEXT, "it|en", N_("in which it is written to")},
	{"processor", 0, OPT_TEXT, "yes|no", N_("it is itself a processor: we are sub-processor")},
	{"auto-notify", 0, OPT_TEXT, "yes|no", N_("its contract (--clause) wants it told in time even where nobody released the notice")},
	{"reason", 0, OPT_TEXT, N_("TEXT"), N_("why it is retired")},
	{"all", 0, OPT_FLAG, NULL, N_("also those that are retired")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_client = {
	.name = "client",
	.usage = "[list | show CLIENT | add NAME --hours N | change CLIENT ... | retire CLIENT]",
	.say = N_("the companies whose data we process"),
	.needs = NEEDS_REGISTER,
	.options = client_options,
	.max_args = -1,
	.keeps_group = true,
	.run = run_client,
};

/* --- the DPO ------------------------------------------------------------------------------------------------------------ */

static const Column dpo_columns[] = {
	{"person", N_("NO."), false},   {"name", N_("NAME"), true},       {"from", N_("FROM"), false},     {"until", N_("UNTIL"), false},
	{"deputy", N_("DEPUTY"), false}, {"delegated", NULL, false},       {"act", N_("ACT"), true},        {"protocol", N_("PROTOCOL"), false},
	{"firm", NULL, false},          {"away_from", NULL, false},       {"away_to", N_("AWAY UNTIL"), false},
};

static int
dpo_show(Cli *cli, GError **error)
{
	g_autoptr(GPtrArray) dpos = NULL;
	g_autoptr(Sheet) sheet = sheet_new("appointments", dpo_columns, G_N_ELEMENTS(dpo_columns));
	GTimeZone *zone = cli->session->zone;
	if (!session_require(cli->session, RIGHT_READ, error) || !query_dpos(cli->session->db, &dpos, error))
		return -1;
	for (guint i = 0; i < dpos->len; i++) {
		const Dpo *d = g_ptr_array_index(dpos, i);
		g_autofree char *name = view_person(cli, d->person), *from = instant_show(d->from, zone), *until = instant_show(d->until, zone);
		g_autofree char *away = d->away_to > cli->now ? instant_show(d->away_to, zone) : NULL;
		sheet_row(sheet);
		sheet_cell(sheet, d->person);
		sheet_cell(sheet, name);
		sheet_cell2(sheet, from, view_instant(d->from));
		sheet_cell2(sheet, until, view_instant(d->until));
		sheet_cell(sheet, d->deputy);
		sheet_cell2(sheet, NULL, json_boolean(d->delegated));
		sheet_cell(sheet, d->act);
		sheet_cell(sheet, d->protocol);
		sheet_cell(sheet, d->firm);
		sheet_cell2(sheet, NULL, view_instant(d->away_from));
		sheet_cell2(sheet, away, view_instant(d->away_to));
	}
	return sheet_print(sheet, cli, _("no DPO was ever appointed: breccia dpo appoint WHO"));
}

/* A date alone is its beginning. */
static bool
day(const Cli *cli, const char *option, Instant *out, GError **error)
{
	const char *text = cli_text(cli, option);
	*out = INSTANT_NONE;
	return !text || instant_parse_day(text, cli->now, cli->session->zone, out, error);
}

static int
dpo_appoint(Cli *cli, GError **error)
{
	DpoInput in = {.person = cli->args[1], .deputy = cli_text(cli, "deputy"), .act = cli_text(cli, "act"),
		.protocol = cli_text(cli, "protocol"), .firm = cli_text(cli, "firm"), .delegated = cli_flag(cli, "delegated"),
		.reason = cli_text(cli, "reason")};
	return day(cli, "from", &in.from, error) && register_dpo_appoint(cli->session, &in, error) ? out_done(cli, NULL, NULL) : -1;
}

static int
dpo_end(Cli *cli, GError **error)
{
	Instant until;
	if (!day(cli, "to", &until, error) || !register_dpo_end(cli->session, until, cli_text(cli, "reason"), error))
		return -1;
	return out_done(cli, NULL, NULL);
}

static int
dpo_away_until(Cli *cli, GError **error)
{
	Instant from, to;
	if (!day(cli, "from", &from, error) || !day(cli, "to", &to, error))
		return -1;
	if (to == INSTANT_NONE)
		return err_set(error, E_USAGE, "until when is the DPO away? breccia dpo away --from 10/08 --to 25/08"), -1;
	return register_dpo_away(cli->session, from == INSTANT_NONE ? cli->now : from, to, error) ? out_done(cli, NULL, NULL) : -1;
}

static int
dpo_back(Cli *cli, GError **error)
{
	return register_dpo_back(cli->session, error) ? out_done(cli, NULL, NULL) : -1;
}

static int
run_dpo(Cli *cli, GError **error)
{
	static const Verb verbs[] = {{"list", 0, 0, dpo_show}, {"show", 0, 0, dpo_show}, {"appoint", 1, 1, dpo_appoint},
		{"end", 0, 0, dpo_end}, {"away", 0, 0, dpo_away_until}, {"back", 0, 0, dpo_back},
		{NULL, 0, 0, NULL}};
	return run_verb(cli, verbs, error);
}

static const Option dpo_options[] = {
	{"from", 0, OPT_TEXT, N_("WHEN"), N_("since when; now unless given")},
	{"to", 0, OPT_TEXT, N_("WHEN"), N_("until when")},
	{"deputy", 0, OPT_TEXT, N_("WHO"), N_("the deputy named in the act")},
	{"act", 0, OPT_TEXT, N_("TEXT"), N_("reference of the act of appointment")},
	{"protocol", 0, OPT_TEXT, N_("NUMBER"), N_("number of the communication to the authority")},
	{"firm", 0, OPT_TEXT, N_("NAME"), N_("the firm, for an outside DPO")},
	{"delegated", 0, OPT_FLAG, NULL, N_("the company delegates its decisions to the DPO, and the delegation is on file")},
	{"reason", 0, OPT_TEXT, N_("TEXT"), N_("why a position that is warned about is no conflict; why an appointment ends")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_dpo = {
	.name = "dpo",
	.usage = "[show | appoint WHO | end | away --from WHEN --to WHEN | back]",
	.say = N_("the appointment of the DPO"),
	.more = N_("Neither the company's administrator nor its operations director can be DPO. While the DPO is away, notices go to the DPO and the "
		   "deputy; back ends an absence before its time."),
	.needs = NEEDS_REGISTER,
	.options = dpo_options,
	.max_args = 2,
	.keeps_group = true,
	.run = run_dpo,
};

/* affected: the clients that an incident hits, each with what it alone is told. */
#include "src/cli/input.h"
#include "src/cli/view.h"

#include "src/register/clients.h"

static const Column columns[] = {
	{"client", N_("CLIENT"), false},      {"name", N_("NAME"), true},           {"subjects", N_("PEOPLE"), false},
	{"records", N_("RECORDS"), false},    {"campaign", N_("CAMPAIGN"), true},   {"reference", N_("REFERENCE"), true},
	{"told_at", N_("TOLD"), false},       {"data", NULL, false},                {"description", NULL, false},
	{"measures_taken", NULL, false},
};

static char *
shown(const Cli *cli, const char *field, const char *text)
{
	json_auto_t *value = text ? json_string(text) : NULL;
	return text ? field_show(field_find(field), value, cli->session->zone, cli->lang) : g_strdup("-");
}

static void
add_row(const Cli *cli, Sheet *sheet, const Affected *a)
{
	g_autofree char *subjects = shown(cli, "subjects", a->subjects), *records = shown(cli, "records", a->records);
	g_autofree char *told = instant_show_short(a->told_at, cli->now, cli->session->zone);
	sheet_row(sheet);
	sheet_cell(sheet, a->client);
	sheet_cell(sheet, a->name);
	sheet_cell2(sheet, subjects, a->subjects ? json_string(a->subjects) : NULL);
	sheet_cell2(sheet, records, a->records ? json_string(a->records) : NULL);
	sheet_cell(sheet, a->campaign);
	sheet_cell(sheet, a->reference);
	sheet_cell2(sheet, a->told_at == INSTANT_NONE ? "-" : told, view_instant(a->told_at));
	sheet_cell2(sheet, NULL, a->data ? json_incref(a->data) : NULL);
	sheet_cell2(sheet, NULL, a->description ? json_string(a->description) : NULL);
	sheet_cell2(sheet, NULL, a->measures_taken ? json_string(a->measures_taken) : NULL);
}

/* All of them, or the one that was asked for. */
static int
list(Cli *cli, const Incident *in, GError **error)
{
	g_autoptr(Sheet) sheet = sheet_new("clients", columns, G_N_ELEMENTS(columns));
	const Affected *only = NULL;
	if (!session_require_reading(cli->session, in, error) ||
		(cli->n_args > 1 && !session_affected(cli->session, in, cli->args[1], &only, error)))
		return -1;
	for (guint i = 0; i < in->clients->len; i++) {
		const Affected *a = g_ptr_array_index(in->clients, i);
		if (!only || a == only)
			add_row(cli, sheet, a);
	}
	json_object_set_new(sheet_extra(sheet), "last_seq", json_integer(in->last_seq));
	return sheet_print(sheet, cli, _("no client is affected: breccia amend REF --client NAME"));
}

static int
report(const Cli *cli, const Incident *in, const EntryChanged *changed, json_t *fields)
{
	g_autoptr(GPtrArray) warnings = input_warnings(cli, fields);
	if (changed->named) {
		g_autofree char *whom = out_safe(changed->named);
		g_ptr_array_add(warnings, g_strdup_printf(_("this text names \"%s\", and the client reads it as it stands"), whom));
	}
	if (cli->json) {
		json_t *o = out_json_new(), *list = json_array();
		for (guint i = 0; i < warnings->len; i++)
			json_array_append_new(list, json_string(g_ptr_array_index(warnings, i)));
		json_object_set_new(o, "client", json_string(changed->client));
		json_object_set_new(o, "changed", json_boolean(changed->changed));
		json_object_set_new(o, "told_otherwise", json_boolean(changed->told_otherwise));
		json_object_set_new(o, "warnings", list);
		return out_json(o);
	}
	if (!changed->changed && !cli->quiet)
		out_print(_("%s said so already: nothing was added\n"), in->ref);
	for (guint i = 0; i < warnings->len; i++) {
		g_autofree char *safe = out_safe(g_ptr_array_index(warnings, i));
		out_tone(TONE_WARN, "%s\n", safe);
	}
	if (changed->told_otherwise && !cli->quiet)
		view_told_otherwise(in->ref, changed->client);
	return 0;
}

static int
run_affected(Cli *cli, GError **error)
{
	g_autoptr(Incident) in = NULL;
	json_auto_t *fields = json_object();
	EntryChange change = {.fields = fields};
	EntryChanged changed = {0};
	if (!input_seen(cli, &change.seen, error) || !session_incident(cli->session, cli->args[0], &in, error))
		return -1;
	if (cli->n_args < 3)
		return list(cli, in, error);
	for (int i = 2; i < cli->n_args; i++)
		if (!input_word(cli, cli->args[i], FIELD_CLIENT, fields, NULL, error))
			return -1;
	change.ref = in->ref;
	change.client = cli->args[1];
	if (!register_affected(cli->session, &change, &changed, error))
		return -1;
	int status = report(cli, in, &changed, fields);
	entry_changed_clear(&changed);
	return status;
}

static const Option affected_options[] = {
	{"seen", 0, OPT_TEXT, "SEQ", N_("last_seq of what was shown: refused if somebody changed the same since")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_affected = {
	.name = "affected",
	.usage = "REF [CLIENT [FIELD=VALUE...]]",
	.say = N_("the clients affected, and what each alone is told"),
	.more = N_("FIELD is subjects, records, data, campaign, reference, what or measures-taken. What a client has no value of its own for is the "
		   "incident's, as far as that is this client's: with several clients the numbers are not. An empty value takes one away. Clients "
		   "are added with breccia amend REF --client NAME."),
	.needs = NEEDS_REGISTER,
	.options = affected_options,
	.min_args = 1,
	.max_args = -1,
	.keeps_group = true,
	.run = run_affected,
};

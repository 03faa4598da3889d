/* changes: corrections alone. */
#include "src/cli/view.h"

#include "src/register/changes.h"

#include <string.h>

static const Column columns[] = {
	{"seq", NULL, false},          {"at", N_("WHEN"), false},      {"after_detection", N_("AFTER"), false}, {"by", N_("WHO"), false},
	{"ref", N_("REF"), false},     {"what", N_("WHAT"), false},    {"before", N_("BEFORE"), true},          {"after", N_("NOW"), true},
	{"reason", N_("WHY"), true},
};

/* A field's value in its words; all else is a code, or yes and no. (transfer full) */
static char *
value_words(const Cli *cli, const char *what, const json_t *value)
{
	const Field *field = field_find(what);
	if (!value)
		return g_strdup("-");
	if (field)
		return field_show(field, value, cli->session->zone, cli->lang);
	if (json_is_boolean(value))
		return g_strdup(json_is_true(value) ? _("yes") : _("no"));
	return g_strdup(json_string_value(value));
}

/* "number of data subjects", "decision: notification to the Garante". (transfer full) */
static char *
what_words(const Cli *cli, const char *what)
{
	const Field *field = field_find(what);
	const char *colon = strchr(what, ':');
	Question about;
	if (field)
		return g_strdup(words_in(&field->label, cli->lang));
	if (!colon || !question_parse(colon + 1, &about))
		return g_strdup(what);
	return g_strdup_printf("%s: %s", g_str_has_prefix(what, "decision") ? _("decision") : _("opinion"),
		words_in(question_words(about), cli->lang));
}

static void
add_row(const Cli *cli, Sheet *sheet, const Correction *c)
{
	g_autofree char *number = g_strdup_printf("%" G_GINT64_FORMAT, c->seq), *at = instant_show_short(c->at, cli->now, cli->session->zone);
	g_autofree char *by = view_person(cli, c->by), *what = what_words(cli, c->what);
	g_autofree char *before = value_words(cli, c->what, c->before), *after = value_words(cli, c->what, c->after);
	int64_t since = c->detected_at == INSTANT_NONE ? 0 : MAX(0, c->at - c->detected_at);
	g_autofree char *span = view_span(since);
	sheet_row(sheet);
	sheet_cell2(sheet, number, json_integer(c->seq));
	sheet_cell2(sheet, at, view_instant(c->at));
	sheet_cell2(sheet, span, json_integer(since));
	sheet_cell2(sheet, by, json_string(c->by));
	sheet_cell(sheet, c->ref);
	sheet_cell2(sheet, what, json_string(c->what));
	sheet_cell2(sheet, before, c->before ? json_incref(c->before) : NULL);
	sheet_cell2(sheet, after, c->after ? json_incref(c->after) : NULL);
	sheet_cell2(sheet, c->reason ? c->reason : "", c->reason ? json_string(c->reason) : NULL);
}

static int
run_changes(Cli *cli, GError **error)
{
	g_autoptr(Incident) in = NULL;
	g_autoptr(GPtrArray) changes = NULL;
	g_autoptr(Sheet) sheet = sheet_new("changes", columns, G_N_ELEMENTS(columns));
	if (cli->n_args && (!session_incident(cli->session, cli->args[0], &in, error) || !session_require_reading(cli->session, in, error)))
		return -1;
	if ((!in && !session_require(cli->session, RIGHT_READ, error)) || !session_changes(cli->session, in ? in->ref : NULL, &changes, error))
		return -1;
	for (guint i = 0; i < changes->len; i++)
		add_row(cli, sheet, g_ptr_array_index(changes, i));
	out_page_begin();
	return sheet_print(sheet, cli, _("nothing was corrected"));
}

const Command command_changes = {
	.name = "changes",
	.usage = "[REF]",
	.say = N_("what was said differently later: corrections alone"),
	.more = N_("Who corrected what, when, how long after the detection, from what to what, and why. What became known or was added is no "
		   "correction."),
	.needs = NEEDS_REGISTER,
	.max_args = 1,
	.keeps_group = true,
	.run = run_changes,
};

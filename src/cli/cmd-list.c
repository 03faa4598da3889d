/* list: incidents, most urgent first. */
#include "src/cli/view.h"

#include "src/core/clock.h"
#include "src/core/filter.h"
#include "src/core/stage.h"

#define PAGE 50

static const Column columns[] = {
	{"ref", N_("REF"), false},           {"title", N_("INCIDENT"), true},  {"stage", N_("STAGE"), false},
	{"detected", N_("DETECTED"), false}, {"dpo", N_("DPO 24 H"), false},
};

static void
add_row(const Cli *cli, Sheet *sheet, const Incident *in)
{
	Tone tone;
	g_autofree char *words = view_clock_words(cli, view_dpo_clock(in), &tone);
	g_autofree char *detected = instant_show(incident_instant(in, "detected_at"), cli->session->zone);
	sheet_row(sheet);
	sheet_cell(sheet, in->ref);
	sheet_cell(sheet, incident_title(in));
	sheet_cell(sheet, words_in(stage_words(incident_stage(in, cli->now)), cli->lang));
	sheet_cell(sheet, detected);
	sheet_cell(sheet, words);
	sheet_tone(sheet, tone);
}

static int
print_json(const Cli *cli, const GPtrArray *incidents, const char *next)
{
	json_t *o = out_json_new(), *list = json_array();
	for (guint i = 0; i < incidents->len; i++)
		json_array_append_new(list, view_incident(cli, g_ptr_array_index(incidents, i)));
	json_object_set_new(o, "incidents", list);
	if (next)
		json_object_set_new(o, "next", json_string(next));
	return out_json(o);
}

static int
print_text(const Cli *cli, const GPtrArray *incidents, const char *next)
{
	g_autoptr(Sheet) sheet = sheet_new("incidents", columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < incidents->len; i++)
		add_row(cli, sheet, g_ptr_array_index(incidents, i));
	out_page_begin();
	sheet_print(sheet, cli, _("no incident matches"));
	if (next && !cli->quiet)
		out_print(_("  more: the same with --after %s, or --all\n"), next);
	return 0;
}

static bool
parse_limit(const Cli *cli, int *limit, GError **error)
{
	const char *text = cli_text(cli, "limit");
	char *end = NULL;
	gint64 n = text ? g_ascii_strtoll(text, &end, 10) : PAGE;
	if (text && (end == text || *end || n < 1 || n > 100000))
		return err_set(error, E_USAGE, "--limit is a number from 1 to 100000, not %s", text);
	*limit = cli_flag(cli, "all") ? 0 : (int)n;
	return true;
}

static int
run_list(Cli *cli, GError **error)
{
	g_autoptr(Filter) filter = NULL;
	g_autoptr(GPtrArray) incidents = NULL;
	g_autofree char *next = NULL;
	int limit = PAGE;
	if (!session_require(cli->session, RIGHT_READ, error) || !parse_limit(cli, &limit, error) ||
		!(filter = filter_parse((const char *const *)cli->args, cli->now, cli->session->zone, error)))
		return -1;
	const ListQuery query = {.filter = filter, .order = cli_flag(cli, "newest") ? ORDER_NEWEST : ORDER_URGENT, .limit = limit,
		.after = cli_text(cli, "after"), .now = cli->now, .me = cli->session->actor};
	if (!query_list(cli->session->db, &query, &incidents, &next, error))
		return -1;
	return cli->json ? print_json(cli, incidents, next) : print_text(cli, incidents, next);
}

static const Option options[] = {
	{"newest", 0, OPT_FLAG, NULL, N_("newest first, instead of most urgent first")},
	{"limit", 0, OPT_TEXT, "N", N_("at most so many (50)")},
	{"all", 0, OPT_FLAG, NULL, N_("all of them")},
	{"after", 0, OPT_TEXT, N_("CURSOR"), N_("the next page: what the former one ended with")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_list = {
	.name = "list",
	.usage = "[FILTER...]",
	.say = N_("incidents, most urgent first"),
	.more = N_("A filter is words joined by AND: field:value, field:a,b (or), -word (not), field:<x, field:a..b, +tag; a bare word searches the "
		   "text. Fields: ref stage kind clock client site campaign detected logged due owner by cause nature severity. Tags: +open +late "
		   "+soon +unproven +mine +unknown +drill +overdue +imported."),
	.needs = NEEDS_REGISTER,
	.options = options,
	.max_args = -1,
	.keeps_group = true,
	.run = run_list,
};

/*
 * drill: exercises. One is a drill as `breccia log --drill` makes it, with facts from a scenario; its report says where the hours went.
 */
#include "src/cli/input.h"
#include "src/cli/log.h"
#include "src/cli/paper.h"
#include "src/cli/view.h"

#include "src/core/action-library.h"
#include "src/core/scenario.h"
#include "src/report/drill.h"

#include <string.h>

static bool
read_drills(const Cli *cli, GPtrArray **drills, GError **error)
{
	return drills_read(cli->session->db, settings_seconds(cli->session->settings, "take-charge"), cli->now, drills, error);
}

/* --- list ------------------------------------------------------------------------------------------------------------------ */

static const Column columns[] = {
	{"scenario", N_("SCENARIO"), false}, {"ref", N_("LAST"), false}, {"at", N_("WHEN"), false}, {"kind", NULL, false}, {"title", N_("TITLE"), true},
};

/* The newest exercise of this kind; NULL: none. */
static const Drill *
newest_of(const GPtrArray *drills, const Scenario *s)
{
	for (guint i = 0; i < drills->len; i++) {
		const Drill *d = g_ptr_array_index(drills, i);
		if (g_strcmp0(d->breach_kind, s->breach_kind) == 0)
			return d;
	}
	return NULL;
}

static int
drill_list(Cli *cli, GError **error)
{
	g_autoptr(GPtrArray) drills = NULL;
	g_autoptr(Sheet) sheet = sheet_new("scenarios", columns, G_N_ELEMENTS(columns));
	if (!session_require(cli->session, RIGHT_READ, error) || !read_drills(cli, &drills, error))
		return -1;
	for (const Scenario *s = scenarios; s->code; s++) {
		const Drill *last = newest_of(drills, s);
		g_autofree char *at = last ? instant_show_short(last->detected_at, cli->now, cli->session->zone) : g_strdup("");
		sheet_row(sheet);
		sheet_cell(sheet, s->code);
		sheet_cell2(sheet, last ? last->ref : _("never"), last ? json_string(last->ref) : NULL);
		sheet_cell2(sheet, at, last ? view_instant(last->detected_at) : NULL);
		sheet_cell(sheet, s->breach_kind);
		sheet_cell(sheet, words_in(&s->title, cli->lang));
	}
	int status = sheet_print(sheet, cli, NULL);
	if (!cli->json && !cli->quiet)
		out_print("%s\n", _("To begin one: breccia drill SCENARIO, with --send if its notice shall really leave, marked as an exercise"));
	return status;
}

/* --- beginning one ----------------------------------------------------------------------------------------------------------- */

/* A fact that was given on the command line wins. */
static bool
put_fact(const Cli *cli, json_t *fields, const char *name, const char *value, GError **error)
{
	json_t *parsed = NULL;
	if (json_object_get(fields, name))
		return true;
	return field_parse(field_find(name), value, cli->now, cli->session->zone, &parsed, error) && json_object_set_new(fields, name, parsed) == 0;
}

/* Titles and facts are words of the register. */
static bool
put_scenario(const Cli *cli, json_t *fields, const Scenario *s, GError **error)
{
	const Lang lang = cli->session->lang;
	if (!put_fact(cli, fields, "title", words_in(&s->title, lang), error) || !put_fact(cli, fields, "breach_kind", s->breach_kind, error) ||
		!put_fact(cli, fields, "description", words_in(&s->description, lang), error))
		return false;
	for (int i = 0; i < SCENARIO_FACTS && s->facts[i].field; i++)
		if (!put_fact(cli, fields, s->facts[i].field, s->facts[i].value, error))
			return false;
	return true;
}

static bool
unknown_scenario(const char *word, GError **error)
{
	g_autoptr(GString) known = g_string_new(NULL);
	for (const Scenario *s = scenarios; s->code; s++)
		g_string_append_printf(known, "%s%s", s == scenarios ? "" : ", ", s->code);
	return err_set(error, E_NOTFOUND, "there is no scenario %s: there are %s; a title of one's own takes more than one word", word, known->str);
}

static bool
read_exercise(const Cli *cli, json_t *fields, GError **error)
{
	const Scenario *s = cli->n_args == 1 ? scenario_find(cli->args[0]) : NULL;
	g_autofree char *title = cli_rest(cli, 0);
	if (cli->n_args == 1 && !s && !strpbrk(cli->args[0], " \t"))
		return unknown_scenario(cli->args[0], error);
	if (!input_options(cli, FIELD_LOG, fields, error))
		return false;
	if (!s && json_object_get(fields, "title"))
		return err_set(error, E_USAGE, "the title is given twice: as --title and as words");
	return s ? put_scenario(cli, fields, s, error) : put_fact(cli, fields, "title", title, error);
}

#define LABEL 14

static void
print_what_next(const Cli *cli, const char *ref)
{
	if (cli->json || cli->quiet)
		return;
	out_print("\n");
	out_pair(0, TONE_BOLD, _("Exercise"), LABEL, _("Do all of it as if it were real: take charge, assess, act, close."));
	g_autofree char *actions = g_strdup_printf(_("What is usually done: breccia action suggest %s"), ref);
	g_autofree char *report = g_strdup_printf(_("How it went: breccia drill report %s"), ref);
	out_pair(0, TONE_PLAIN, "", LABEL, actions);
	out_pair(0, TONE_PLAIN, "", LABEL, report);
}

static int
drill_begin(Cli *cli, GError **error)
{
	static const char *const nobody[] = {"none", NULL};
	json_auto_t *fields = json_object();
	Logged logged = {0};
	if (!read_exercise(cli, fields, error))
		return -1;
	g_autoptr(GPtrArray) warnings = input_warnings(cli, fields);
	const char *const *clients = cli_list(cli, "client");
	const Intake intake = {.kind = KIND_DRILL, .fields = fields, .clients = clients ? clients : nobody, .drill_send = cli_flag(cli, "send")};
	if (!register_log(cli->session, &intake, &logged, error))
		return -1;
	int status = log_finish(cli, &logged, true, warnings, error);
	if (status == 0)
		print_what_next(cli, logged.ref);
	logged_clear(&logged);
	return status;
}

/* --- report ---------------------------------------------------------------------------------------------------------------- */

typedef enum { FORMAT_TEXT, FORMAT_HTML, FORMAT_JSON } Format;

/* ref NULL: the newest. */
static bool
find_drill(const GPtrArray *drills, const Incident *in, guint *which, GError **error)
{
	for (*which = 0; *which < drills->len; (*which)++)
		if (!in || g_str_equal(((const Drill *)g_ptr_array_index(drills, *which))->ref, in->ref))
			return true;
	if (!in)
		return err_set(error, E_NOTFOUND, "there was no exercise so far: breccia drill list");
	if (in->kind == KIND_DRILL)
		return err_set(error, E_STATE, "%s is void: there is nothing to report", in->ref);
	return err_set(error, E_STATE, "%s is no exercise: breccia dossier %s", in->ref, in->ref);
}

static int
drill_report(Cli *cli, GError **error)
{
	static const char *const names[] = {[FORMAT_TEXT] = "text", [FORMAT_HTML] = "html", [FORMAT_JSON] = "json", NULL};
	g_autoptr(GPtrArray) drills = NULL;
	g_autoptr(Incident) in = NULL;
	g_autoptr(Document) document = NULL;
	json_auto_t *o = NULL;
	guint which;
	int format;
	if (!paper_format(cli, names, G_N_ELEMENTS(names) - 1, FORMAT_TEXT, FORMAT_JSON, &format, error) ||
		!session_require(cli->session, RIGHT_READ, error) ||
		(cli->n_args > 1 && !session_incident(cli->session, cli->args[1], &in, error)) || !read_drills(cli, &drills, error) ||
		!find_drill(drills, in, &which, error))
		return -1;
	if (cli_text(cli, "output") || format != FORMAT_TEXT)
		view_record_reading(cli, READING_REPORT, NULL);
	if (format == FORMAT_JSON) {
		o = drill_json(drills, which);
		return paper_json(cli, o, error) ? 0 : -1;
	}
	document = drill_document(drills, which, cli->session->zone, cli->lang);
	return paper_document(cli, document, format == FORMAT_HTML ? PAPER_HTML : PAPER_TEXT, error) ? 0 : -1;
}

/* What only a beginning takes: looking at exercises has no use for it. */
static bool
check_alone(const Cli *cli, GError **error)
{
	json_auto_t *fields = json_object();
	if (!input_options(cli, FIELD_LOG, fields, error))
		return false;
	return (!json_object_size(fields) && !cli_flag(cli, "send") && !cli_list(cli, "client")) ||
		err_set(error, E_USAGE, "--send, --client and facts go with a scenario or a title");
}

static int
run_drill(Cli *cli, GError **error)
{
	const char *verb = cli->n_args ? cli->args[0] : "list";
	bool list = g_str_equal(verb, "list") && cli->n_args <= 1, report = g_str_equal(verb, "report") && cli->n_args <= 2;
	if ((list || report) && !check_alone(cli, error))
		return -1;
	if (!report && (cli_text(cli, "format") || cli_text(cli, "output")))
		return err_set(error, E_USAGE, "--format and --output go with `breccia drill report`"), -1;
	return list ? drill_list(cli, error) : report ? drill_report(cli, error) : drill_begin(cli, error);
}

static const Option options[] = {
	{"send", 0, OPT_FLAG, NULL, N_("really send the notice, marked as an exercise")},
	{"client", 0, OPT_LIST, N_("NAME"), N_("a client whose data are affected (again for each); unknown; none")},
	{"format", 0, OPT_TEXT, "text|html|json", N_("report: what is written")},
	{"output", 'o', OPT_TEXT, N_("FILE"), N_("report: into a new file instead of standard output")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_drill = {
	.name = "drill",
	.usage = "[list | SCENARIO | TITLE... | report [REF]] [--send] [OPTION...]",
	.say = N_("exercises: begin one, and see where the hours went"),
	.more = N_("list shows the scenarios and when each was last exercised. A scenario begins a drill with its facts, which options change; so does a "
		   "title of more than one word. Nothing leaves without --send. report says of the newest exercise, or of REF, how long each step "
		   "took and whether it was in time, beside the earlier ones."),
	.needs = NEEDS_REGISTER,
	.options = options,
	.fields = FIELD_LOG,
	.max_args = -1,
	.keeps_group = true,
	.run = run_drill,
};

/* duty: the papers that a company has to have beside its incidents. */
#include "src/cli/input.h"
#include "src/cli/view.h"

#include "src/core/text.h"
#include "src/host/host.h"
#include "src/register/duty.h"
#include "src/register/receipts.h"

#include <string.h>

static const Column columns[] = {
	{"duty", N_("DUTY"), false},        {"name", N_("WHAT"), false},     {"state", N_("STATE"), false},     {"needed", NULL, false},
	{"at", N_("DONE"), false},          {"expires_at", N_("UNTIL"), false}, {"version", N_("VERSION"), false}, {"handed_at", N_("HANDED OVER"), false},
	{"handed_to", N_("TO"), true},      {"evidence_sha256", NULL, false}, {"reason", NULL, false},           {"by", NULL, false},
};

static Tone
tone_of(DutyState state)
{
	static const Tone tones[] = {[DUTY_FINE] = TONE_GOOD, [DUTY_EXPIRING] = TONE_WARN, [DUTY_UNFINISHED] = TONE_WARN, [DUTY_EXPIRED] = TONE_BAD,
		[DUTY_MISSING] = TONE_BAD};
	return tones[state];
}

static void
cell_day(const Cli *cli, Sheet *sheet, Instant t)
{
	g_autofree char *day = instant_show_day(t, cli->session->zone);
	sheet_cell2(sheet, day, view_instant(t));
}

static void
cell_text(Sheet *sheet, const char *text)
{
	sheet_cell2(sheet, text ? text : "", text ? json_string(text) : NULL);
}

static void
add_row(const Cli *cli, Sheet *sheet, const DutyRow *row, const GPtrArray *records, const Dpo *dpo)
{
	DutyStanding s = duty_standing(row, records, cli->now, cli->session->zone);
	const char *appointed = s.newest ? NULL : duty_in_appointment(row, dpo);
	if (appointed)
		s.state = DUTY_FINE;
	bool advice = s.state == DUTY_MISSING && !row->needed;
	sheet_row(sheet);
	sheet_cell(sheet, row->id);
	sheet_cell2(sheet, words_in(&row->name, cli->lang), NULL);
	sheet_cell2(sheet, advice ? _("not recorded (advice)") : words_in(duty_state_words(s.state), cli->lang), json_string(duty_state_code(s.state)));
	sheet_tone(sheet, advice ? TONE_DIM : tone_of(s.state));
	sheet_cell2(sheet, NULL, json_boolean(row->needed));
	cell_day(cli, sheet, s.newest ? s.newest->at : appointed ? dpo->from : INSTANT_NONE);
	cell_day(cli, sheet, s.expires_at);
	cell_text(sheet, s.newest ? s.newest->version : NULL);
	cell_day(cli, sheet, s.handed ? s.handed->at : INSTANT_NONE);
	cell_text(sheet, s.handed ? s.handed->handed_to : NULL);
	cell_text(sheet, s.newest ? s.newest->bytes : NULL);
	cell_text(sheet, s.newest ? s.newest->reason : appointed);
	cell_text(sheet, s.newest ? s.newest->by : NULL);
}

static int
duty_list(Cli *cli, GError **error)
{
	g_autoptr(GPtrArray) records = NULL;
	g_autoptr(Dpo) dpo = NULL;
	g_autoptr(Sheet) sheet = sheet_new("duties", columns, G_N_ELEMENTS(columns));
	if (!query_duties(cli->session->db, &records, error) || !query_dpo_at(cli->session->db, cli->now, &dpo, error))
		return -1;
	for (const DutyRow *row = duty_rows; row->id; row++)
		add_row(cli, sheet, row, records, dpo);
	out_page_begin();
	return sheet_print(sheet, cli, NULL);
}

/* --- one duty -------------------------------------------------------------------------------------------------------------- */

static bool
find_row(const Cli *cli, const DutyRow **row, GError **error)
{
	*row = cli->n_args > 1 ? duty_find(cli->args[1]) : NULL;
	if (*row)
		return true;
	return cli->n_args > 1 ? err_set(error, E_NOTFOUND, "%s is no duty: see `breccia duty list`", cli->args[1])
			       : err_set(error, E_USAGE, "say which duty: see `breccia duty list`");
}

static const Column record_columns[] = {
	{"seq", N_("SEQ"), false},       {"at", N_("DONE"), false},          {"expires_at", N_("UNTIL"), false}, {"version", N_("VERSION"), false},
	{"handed_to", N_("TO"), false},  {"name", N_("FILE"), false},        {"evidence_sha256", NULL, false},  {"by", N_("RECORDED BY"), false},
	{"noted_at", NULL, false},       {"reason", N_("WHY"), true},
};

static int
duty_show(Cli *cli, GError **error)
{
	g_autoptr(GPtrArray) records = NULL;
	g_autoptr(Sheet) sheet = sheet_new("records", record_columns, G_N_ELEMENTS(record_columns));
	const DutyRow *row;
	if (!find_row(cli, &row, error) || !query_duties(cli->session->db, &records, error))
		return -1;
	for (guint i = 0; i < records->len; i++) {
		const Duty *d = g_ptr_array_index(records, i);
		if (!g_str_equal(d->duty, row->id))
			continue;
		g_autofree char *seq = g_strdup_printf("%" G_GINT64_FORMAT, d->seq), *by = view_person(cli, d->by);
		sheet_row(sheet);
		sheet_cell2(sheet, seq, json_integer(d->seq));
		cell_day(cli, sheet, d->at);
		cell_day(cli, sheet, d->expires_at);
		cell_text(sheet, d->version);
		cell_text(sheet, d->handed_to);
		cell_text(sheet, d->name);
		cell_text(sheet, d->bytes);
		sheet_cell2(sheet, by, json_string(d->by));
		sheet_cell2(sheet, NULL, view_instant(d->noted_at));
		cell_text(sheet, d->reason);
	}
	if (!cli->json && !cli->quiet) {
		out_tone(TONE_BOLD, "%s\n", words_in(&row->name, cli->lang));
		out_print("%s. %s\n", words_in(&row->what, cli->lang), row->source);
	}
	return sheet_print(sheet, cli, _("nothing is recorded"));
}

/* By the SEQ that `show` has beside it. */
static const Duty *
numbered(const GPtrArray *records, const DutyRow *row, const char *number)
{
	for (guint i = 0; i < records->len; i++) {
		const Duty *d = g_ptr_array_index(records, i);
		g_autofree char *seq = g_strdup_printf("%" G_GINT64_FORMAT, d->seq);
		if (g_str_equal(d->duty, row->id) && g_str_equal(seq, number))
			return d;
	}
	return NULL;
}

/* The paper of what stands, or of the record that is named. */
static int
duty_get(Cli *cli, GError **error)
{
	g_autoptr(GPtrArray) records = NULL;
	g_autoptr(GBytes) bytes = NULL;
	const DutyRow *row;
	gsize len = 0;
	if (!find_row(cli, &row, error) || !query_duties(cli->session->db, &records, error))
		return -1;
	DutyStanding s = duty_standing(row, records, cli->now, cli->session->zone);
	const Duty *of = cli->n_args > 2 ? numbered(records, row, cli->args[2]) : s.newest;
	if (!of || !of->bytes)
		return err_set(error, E_NOTFOUND, "no such paper is kept of %s: breccia duty show %s lists them, breccia duty record %s --evidence "
			"FILE keeps one", row->id, row->id, row->id), -1;
	if (!query_blob(cli->session->db, of->bytes, &bytes, error))
		return -1;
	const void *data = bytes ? g_bytes_get_data(bytes, &len) : "";
	return out_bytes(cli_text(cli, "output"), data, len, error) ? 0 : -1;
}

/* A day that is to come lasts to its end. */
static bool
read_expiry(const Cli *cli, Instant *expires, GError **error)
{
	const char *text = cli_text(cli, "expires");
	*expires = INSTANT_NONE;
	return !text || instant_parse_planned(text, cli->now, cli->session->zone, expires, error);
}

static bool
read_paper(const Cli *cli, DutyToRecord *in, char **bytes, GError **error)
{
	const char *file = cli_text(cli, "evidence");
	gsize max = register_evidence_limit(cli->session);
	if (!file)
		return true;
	if (!(g_str_equal(file, "-") ? host_read_stdin(max, bytes, &in->len, error) : host_read_file(file, max, bytes, &in->len, error)))
		return false;
	in->bytes = *bytes;
	in->name = g_str_equal(file, "-") ? NULL : file;
	return true;
}

static void
say_recorded(const Cli *cli, const DutyRow *row, const DutyToRecord *in)
{
	g_autofree char *at = instant_show_day(in->at, cli->session->zone), *until = instant_show_day(in->expires, cli->session->zone);
	if (in->expires == INSTANT_NONE)
		out_print(_("%s: recorded, of %s\n"), words_in(&row->name, cli->lang), at);
	else
		out_print(_("%s: recorded, of %s, until %s\n"), words_in(&row->name, cli->lang), at, until);
}

static int
duty_record(Cli *cli, GError **error)
{
	g_autofree char *bytes = NULL;
	const DutyRow *row;
	DutyToRecord in = {.version = cli_text(cli, "plan-version"), .handed_to = cli_text(cli, "handed-to"), .reason = cli_text(cli, "reason"),
		.at = INSTANT_NONE};
	const char *at = cli_text(cli, "at");
	if (!find_row(cli, &row, error) || !session_require(cli->session, RIGHT_DUTY, error))
		return -1;
	if (!at)
		return err_set(error, E_USAGE, "say when it was done: --at DAY"), -1;
	in.duty = row->id;
	if (!instant_parse_day(at, cli->now, cli->session->zone, &in.at, error) || !read_expiry(cli, &in.expires, error) ||
		!read_paper(cli, &in, &bytes, error) || !register_duty(cli->session, &in, error))
		return -1;
	if (!cli->json && !cli->quiet)
		say_recorded(cli, row, &in);
	return out_done(cli, "duty", row->id);
}

static int
run_duty(Cli *cli, GError **error)
{
	static const struct {
		const char *verb;
		int (*run)(Cli *cli, GError **error);
	} verbs[] = {{"list", duty_list}, {"show", duty_show}, {"get", duty_get}, {"record", duty_record}};
	if (!session_require(cli->session, RIGHT_READ, error))
		return -1;
	if (cli->n_args > 2 && !g_str_equal(cli->args[0], "get"))
		return err_set(error, E_USAGE, "%s is one word too many: breccia duty --help", cli->args[2]), -1;
	for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++)
		if (g_str_equal(cli->n_args ? cli->args[0] : "list", verbs[i].verb))
			return verbs[i].run(cli, error);
	return err_set(error, E_USAGE, "%s is no part of `duty`: list, show, get or record", cli->args[0]), -1;
}

static const Option duty_options[] = {
	{"at", 0, OPT_TEXT, N_("DAY"), N_("record: when it was done")},
	{"expires", 0, OPT_TEXT, N_("DAY"), N_("record: until when that lasts; the duty's own months otherwise")},
	{"plan-version", 0, OPT_TEXT, N_("TEXT"), N_("record: which version of the plan")},
	{"handed-to", 0, OPT_TEXT, N_("NAME"), N_("record: to whom a copy was handed; without --plan-version it is the version that stands")},
	{"evidence", 0, OPT_TEXT, N_("FILE"), N_("record: the paper, kept in the register")},
	{"reason", 0, OPT_TEXT, N_("TEXT"), N_("record: a remark: reference, outcome, protocol number")},
	{"output", 'o', OPT_TEXT, N_("FILE"), N_("get: into a new file instead of standard output")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_duty = {
	.name = "duty",
	.usage = "list | show ID | get ID [SEQ] [-o FILE] | record ID --at DAY [--expires DAY] [--plan-version TEXT] [--handed-to NAME] [--evidence FILE] "
		 "[--reason TEXT]",
	.say = N_("the papers that the company has to have: DPIA, continuity plan, the DPO's"),
	.more = N_("Each record stays; the newest counts. What has no date of its own wants a review after a year. `breccia self-check` says how all "
		   "of it stands."),
	.needs = NEEDS_REGISTER,
	.options = duty_options,
	.max_args = 3,
	.keeps_group = true,
	.run = run_duty,
};

/* The board: what must I do now? Printed by `breccia` alone where there is no terminal; on one the app opens. */
#include "src/cli/board.h"

#include "src/core/clock.h"
#include "src/core/stage.h"
#include "src/core/text.h"

#include <string.h>

typedef struct {
	int open, late, soon, to_act, outbox, drafts, overdue;
	bool no_dpo; /* in office now: a violation of its own */
} Counts;

static bool
any_clock(const Incident *in, Instant now, ClockState state)
{
	for (guint i = 0; i < in->clocks->len; i++)
		if (clock_state(g_ptr_array_index(in->clocks, i), now) == state)
			return true;
	return false;
}

static void
count(const Incident *in, Instant now, Counts *counts)
{
	bool late = any_clock(in, now, CLOCK_LATE);
	counts->open++;
	counts->late += late;
	counts->soon += !late && any_clock(in, now, CLOCK_DUE_SOON);
	counts->to_act += in->taken_at == INSTANT_NONE;
}

static char *
head_left(const Cli *cli)
{
	g_autofree char *org = out_safe(settings_text(cli->session->settings, "organisation.name"));
	return g_strdup_printf("breccia   %s%s%s", org, cli->other ? "   " : "", cli->other ? _("OTHER REGISTER") : "");
}

static char *
head_right(const Cli *cli)
{
	g_autofree char *who = view_person(cli, cli->session->actor), *when = instant_brief_short(cli->now, cli->now, cli->session->zone, cli->lang);
	g_autofree char *account = out_safe(cli->session->account);
	return g_strdup_printf("%s   %s", cli->session->actor ? who : account, when);
}

/* The counts, and beside them the courier where there is room and nothing is wrong with it. */
static void
print_counts(const Cli *cli, const Counts *counts, const Courier *courier)
{
	const struct {
		const char *word;
		int count;
		Tone tone;
	} all[] = {{_("OPEN"), counts->open, TONE_PLAIN}, {_("LATE"), counts->late, counts->late ? TONE_BAD : TONE_PLAIN},
		{_("DUE SOON"), counts->soon, counts->soon ? TONE_WARN : TONE_PLAIN}, {_("DPO TO ACT"), counts->to_act, TONE_PLAIN},
		{_("OUTBOX"), counts->outbox, TONE_PLAIN}};
	Tone tone;
	g_autofree char *words = view_courier_words(cli, courier, &tone);
	int width = 0;
	for (guint i = 0; i < G_N_ELEMENTS(all); i++) {
		g_autofree char *text = g_strdup_printf("%s%s %d", i ? "   " : " ", all[i].word, all[i].count);
		out_tone(all[i].tone, "%s", text);
		width += text_width(text);
	}
	bool fits = tone != TONE_BAD && width + 3 + text_width(words) < out_columns();
	out_tone(tone, "%s%s\n", fits ? "   " : "\n ", words);
	if (counts->overdue)
		out_tone(TONE_WARN, ngettext(" %d action is overdue: breccia action list\n", " %d actions are overdue: breccia action list\n",
			(unsigned long)counts->overdue), counts->overdue);
}

static void
print_head(const Cli *cli, const Counts *counts, const Courier *courier)
{
	g_autofree char *left = head_left(cli), *right = head_right(cli);
	int room = MIN(out_columns(), 120) - 2 - text_width(right);
	g_autofree char *padded = text_pad(left, MAX(10, room));
	out_tone(TONE_BOLD, " %s", padded);
	out_print("%s\n", right);
	print_counts(cli, counts, courier);
	if (counts->no_dpo)
		out_tone(TONE_BAD, " %s\n", _("NO DPO is in office: a violation of its own, and nobody to write to. breccia dpo appoint"));
}

static const Column columns[] = {
	{"ref", N_("  REF"), false},       {"title", N_("INCIDENT"), true},     {"detected", N_("DETECTED"), false},
	{"dpo", N_("DPO 24 H"), false},    {"next", N_("NEXT DEADLINE"), false},
};

/* How much of its time is gone, where the screen has room for it. */
static char *
bar(const Cli *cli, const Clock *k, const BoardLook *look)
{
	enum { CELLS = 10 };
	if (!look->wide)
		return g_strdup("");
	int64_t gone = CLAMP(cli->now - k->starts_at, 0, k->length), full = k->length ? gone * CELLS / k->length : CELLS;
	g_autoptr(GString) cells = g_string_new(NULL);
	for (int i = 0; i < CELLS; i++)
		g_string_append(cells, i < full ? look->full : look->rest);
	return g_strconcat(cells->str, "  ", NULL);
}

char *
board_dpo_words(const Cli *cli, const Clock *k, const BoardLook *look, Tone *tone)
{
	g_autofree char *left = look->span(k->due_at - cli->now), *gone = bar(cli, k, look);
	int64_t late = clock_late_by(k, cli->now);
	g_autofree char *by = view_span(late);
	g_autofree char *met = k->met_at == INSTANT_NONE ? NULL : instant_clock(k->met_at, cli->session->zone);
	ClockState state = clock_state(k, cli->now);
	*tone = state == CLOCK_LATE ? TONE_BAD : state == CLOCK_DUE_SOON ? TONE_WARN : TONE_PLAIN;
	switch (state) {
	case CLOCK_RUNNING:
	case CLOCK_DUE_SOON:
		return g_strconcat(gone, left, NULL);
	case CLOCK_LATE:
		return g_strdup_printf(_("LATE %s"), left);
	case CLOCK_MET:
		*tone = TONE_GOOD;
		if (k->proof == PROOF_NONE)
			return g_strdup_printf(look->tight ? _("exer. %s") : _("exercise %s"), met);
		return k->proof >= PROOF_DELIVERED ? g_strdup_printf("%s %s", words_in(proof_words(k->proof), cli->lang), met)
						   : g_strdup_printf(_("sent %s"), met);
	case CLOCK_MET_LATE:
		*tone = TONE_WARN;
		return late > 0 ? g_strdup_printf(_("sent +%s"), by) : g_strdup(_("sent LATE"));
	case CLOCK_NOT_DUE:
	case CLOCK_WAIVED:
		return g_strdup("-");
	case CLOCK_PAST:
		return g_strdup(k->met_at == INSTANT_NONE ? "-" : _("on paper"));
	}
	return g_strdup("");
}

char *
board_next_words(const Cli *cli, const Incident *in, const BoardLook *look, Tone *tone)
{
	const Clock *k = view_next_clock(in);
	*tone = TONE_PLAIN;
	if (!k)
		return g_strdup("-");
	ClockState state = clock_state(k, cli->now);
	g_autofree char *name = view_clock_name(cli, k), *left = look->span(k->due_at - cli->now);
	char *remark = strstr(name, " (");
	if (remark)
		*remark = '\0';
	g_autofree char *fit = k->client && g_str_equal(k->client, "?") ? g_strdup(_("client?")) : text_fit(name, look->wide ? 20 : 8);
	*tone = state == CLOCK_LATE ? TONE_BAD : state == CLOCK_DUE_SOON ? TONE_WARN : TONE_PLAIN;
	if (state == CLOCK_LATE && look->tight)
		return g_strdup_printf("%s -%s", fit, left);
	return state == CLOCK_LATE ? g_strdup_printf(_("%s LATE %s"), fit, left) : g_strdup_printf("%s %s%s", fit, left, k->provisional ? "?" : "");
}

static void
add_row(const Cli *cli, Sheet *sheet, const Incident *in)
{
	Tone tone, next_tone;
	const BoardLook look = {view_span, out_columns() >= BOARD_WIDE, false, "#", "-"};
	g_autofree char *words = board_dpo_words(cli, view_dpo_clock(in), &look, &tone), *after = board_next_words(cli, in, &look, &next_tone);
	g_autofree char *detected = instant_show_short(incident_instant(in, "detected_at"), cli->now, cli->session->zone);
	bool bad = any_clock(in, cli->now, CLOCK_LATE), soon = any_clock(in, cli->now, CLOCK_DUE_SOON);
	g_autofree char *ref = g_strconcat(bad ? "! " : soon ? "> " : "  ", in->ref, NULL);
	sheet_row(sheet);
	sheet_cell(sheet, ref);
	sheet_tone(sheet, bad ? TONE_BAD : soon ? TONE_WARN : TONE_PLAIN);
	sheet_cell(sheet, incident_title(in));
	sheet_cell(sheet, detected);
	sheet_cell(sheet, words);
	sheet_tone(sheet, tone);
	sheet_cell(sheet, after);
	sheet_tone(sheet, next_tone);
}

static int
print_json(const Cli *cli, const GPtrArray *incidents, const Counts *counts)
{
	json_t *o = out_json_new(), *list = json_array();
	json_object_set_new(o, "open", json_integer(counts->open));
	json_object_set_new(o, "late", json_integer(counts->late));
	json_object_set_new(o, "due_soon", json_integer(counts->soon));
	json_object_set_new(o, "dpo_to_act", json_integer(counts->to_act));
	json_object_set_new(o, "outbox", json_integer(counts->outbox));
	json_object_set_new(o, "to_release", json_integer(counts->drafts));
	json_object_set_new(o, "actions_overdue", json_integer(counts->overdue));
	if (counts->no_dpo)
		json_object_set_new(o, "no_dpo", json_true());
	for (guint i = 0; i < incidents->len; i++)
		json_array_append_new(list, view_incident(cli, g_ptr_array_index(incidents, i)));
	json_object_set_new(o, "incidents", list);
	return out_json(o);
}

/* Whose word is awaited, and whom to call while nobody has taken charge. */
static void
print_below(const Cli *cli, const GPtrArray *incidents, bool to_act)
{
	Tone tone = TONE_PLAIN;
	for (guint i = 0; i < incidents->len; i++)
		view_drafts(cli, g_ptr_array_index(incidents, i));
	g_autofree char *numbers = to_act ? view_telephones(cli, &tone) : NULL, *absence = to_act ? view_absence(cli) : NULL;
	if (numbers)
		out_pair(1, tone, tone == TONE_BAD ? _("DPO") : _("Telephone"), 12, numbers);
	if (absence)
		out_pair(1, TONE_WARN, "", 12, absence);
}

static bool
count_overdue(const Cli *cli, Counts *counts, GError **error)
{
	g_autoptr(GPtrArray) waiting = NULL;
	if (!query_actions_waiting(cli->session->db, &waiting, error))
		return false;
	for (guint i = 0; i < waiting->len; i++)
		counts->overdue += action_overdue(g_ptr_array_index(waiting, i), cli->now);
	return true;
}

bool
board_print(Cli *cli, GError **error)
{
	g_autoptr(GPtrArray) incidents = NULL, outbox = NULL;
	g_autoptr(Sheet) sheet = sheet_new("incidents", columns, G_N_ELEMENTS(columns));
	const ListQuery query = {.order = ORDER_URGENT, .current = true, .now = cli->now};
	g_autoptr(Dpo) dpo = NULL;
	g_autofree char *next = NULL;
	Counts counts = {0};
	Courier courier = {0};
	if (!query_list(cli->session->db, &query, &incidents, &next, error) ||
		!query_outbox(cli->session->db, INSTANT_NONE, &outbox, error) || !count_overdue(cli, &counts, error) ||
		!view_courier(cli, &courier, error) || !query_dpo_at(cli->session->db, cli->now, &dpo, error))
		return false;
	counts.no_dpo = !dpo;
	for (guint i = 0; i < incidents->len; i++) {
		count(g_ptr_array_index(incidents, i), cli->now, &counts);
		add_row(cli, sheet, g_ptr_array_index(incidents, i));
	}
	for (guint i = 0; i < outbox->len; i++)
		*(view_is_draft(g_ptr_array_index(outbox, i)) ? &counts.drafts : &counts.outbox) += 1;
	if (cli->json) {
		print_json(cli, incidents, &counts);
	} else {
		print_head(cli, &counts, &courier);
		sheet_print(sheet, cli, _(" nothing is open"));
		print_below(cli, incidents, counts.to_act > 0);
	}
	courier_clear(&courier);
	return true;
}

/* Where people sit at a terminal that can show screens or lines, and a program is not asking. */
static bool
wants_app(const Cli *cli)
{
	return cli->app && out_is_interactive() && !cli->json;
}

static int
run_app(Cli *cli, GError **error)
{
	g_autoptr(GError) problem = NULL;
	/* Where there is no register yet one can be set up; the machine's own is not made from here. */
	if (!cli_open(cli, &problem) && (cli->shared || !g_error_matches(problem, ERR_DOMAIN, E_NOTFOUND)))
		return g_propagate_error(error, g_steal_pointer(&problem)), -1;
	return cli->app(cli, error);
}

static int
run_board(Cli *cli, GError **error)
{
	if (wants_app(cli))
		return run_app(cli, error);
	if (!cli_open(cli, error) || !session_require(cli->session, RIGHT_READ, error))
		return -1;
	if (!board_print(cli, error))
		return -1;
	if (!cli->json && !cli->quiet)
		out_print("%s\n", _(" breccia log \"what happened\"   breccia show REF   breccia help"));
	return 0;
}

static const Option options[] = {
	{"read-only", 0, OPT_FLAG, NULL, N_("the screens: change nothing")},
	{"ascii", 0, OPT_FLAG, NULL, N_("the screens: no character beyond ASCII")},
	{"plain", 0, OPT_FLAG, NULL, N_("numbered lines instead of screens, for screen readers and simple terminals")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_board = {
	.name = "board",
	.usage = "",
	.say = N_("what must I do now?"),
	.needs = NEEDS_CONF,
	.options = options,
	.keeps_group = true,
	.run = run_board,
};

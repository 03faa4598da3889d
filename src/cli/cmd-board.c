/* The board: what must I do now? Printed by `breccia` alone until the terminal app takes its place. */
#include "src/cli/board.h"

#include "src/core/clock.h"
#include "src/core/stage.h"
#include "src/core/text.h"

#include <string.h>

typedef struct {
	int open, late, soon, to_act, outbox;
} Counts;

static void
count(const Incident *in, Instant now, Counts *counts)
{
	bool late = false, soon = false;
	for (guint i = 0; i < in->clocks->len; i++) {
		ClockState state = clock_state(g_ptr_array_index(in->clocks, i), now);
		late = late || state == CLOCK_LATE;
		soon = soon || state == CLOCK_DUE_SOON;
	}
	counts->open++;
	counts->late += late;
	counts->soon += soon && !late;
	counts->to_act += in->taken_at == INSTANT_NONE;
}

static void
print_head(const Cli *cli, const Counts *counts, const Courier *courier)
{
	g_autofree char *org = out_safe(settings_text(cli->session->settings, "organisation.name"));
	g_autofree char *who = view_person(cli, cli->session->actor);
	g_autofree char *when = instant_brief(cli->now, cli->session->zone, cli->lang);
	Tone tone;
	g_autofree char *words = view_courier_words(cli, courier, &tone);
	out_tone(TONE_BOLD, " breccia");
	out_print("   %s   %s   %s\n ", org, cli->session->actor ? who : cli->session->account, when);
	out_print("%s %d   ", _("OPEN"), counts->open);
	out_tone(counts->late ? TONE_BAD : TONE_PLAIN, "%s %d", _("LATE"), counts->late);
	out_print("   ");
	out_tone(counts->soon ? TONE_WARN : TONE_PLAIN, "%s %d", _("DUE SOON"), counts->soon);
	out_print("   %s %d   ", _("DPO TO ACT"), counts->to_act);
	out_print("%s %d   ", _("OUTBOX"), counts->outbox);
	out_tone(tone, "%s", words);
	out_print("\n");
}

static const Column columns[] = {
	{"mark", "", false},          {"ref", N_("REF"), false},          {"title", N_("INCIDENT"), true},
	{"detected", N_("DETECTED"), false}, {"dpo", N_("DPO 24 H"), false}, {"next", N_("NEXT DEADLINE"), false},
};

static char *
next_words(const Cli *cli, const Incident *in)
{
	const Clock *k = view_next_clock(in);
	if (!k)
		return g_strdup("-");
	g_autofree char *name = view_clock_name(cli, k), *left = duration_show(ABS(k->due_at - cli->now), cli->lang);
	return k->due_at >= cli->now ? g_strdup_printf("%s %s", name, left) : g_strdup_printf(_("%s LATE by %s"), name, left);
}

static const char *
mark(Tone tone)
{
	return tone == TONE_BAD ? "!" : tone == TONE_WARN ? ">" : " ";
}

static void
add_row(const Cli *cli, Sheet *sheet, const Incident *in)
{
	Tone tone, next_tone = TONE_PLAIN;
	const Clock *dpo = view_dpo_clock(in), *next = view_next_clock(in);
	g_autofree char *words = view_clock_words(cli, dpo, &tone), *after = next_words(cli, in);
	g_autofree char *detected = instant_show_short(incident_instant(in, "detected_at"), cli->now, cli->session->zone);
	if (next) {
		ClockState state = clock_state(next, cli->now);
		next_tone = state == CLOCK_LATE ? TONE_BAD : state == CLOCK_DUE_SOON ? TONE_WARN : TONE_PLAIN;
	}
	sheet_row(sheet);
	sheet_cell(sheet, mark(MAX(tone, next_tone)));
	sheet_cell(sheet, in->ref);
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
	for (guint i = 0; i < incidents->len; i++)
		json_array_append_new(list, view_incident(cli, g_ptr_array_index(incidents, i)));
	json_object_set_new(o, "incidents", list);
	return out_json(o);
}

bool
board_print(Cli *cli, GError **error)
{
	g_autoptr(GPtrArray) incidents = NULL, outbox = NULL;
	g_autoptr(Sheet) sheet = sheet_new("incidents", columns, G_N_ELEMENTS(columns));
	const ListQuery query = {.order = ORDER_URGENT, .open_only = true, .now = cli->now};
	g_autofree char *next = NULL;
	Counts counts = {0};
	Courier courier = {0};
	if (!query_list(cli->session->db, &query, &incidents, &next, error) ||
		!query_outbox(cli->session->db, INSTANT_NONE, &outbox, error) || !view_courier(cli, &courier, error))
		return false;
	for (guint i = 0; i < incidents->len; i++) {
		count(g_ptr_array_index(incidents, i), cli->now, &counts);
		add_row(cli, sheet, g_ptr_array_index(incidents, i));
	}
	counts.outbox = (int)outbox->len;
	if (cli->json) {
		print_json(cli, incidents, &counts);
	} else {
		print_head(cli, &counts, &courier);
		sheet_print(sheet, cli, _(" nothing is open"));
	}
	courier_clear(&courier);
	return true;
}

static int
run_board(Cli *cli, GError **error)
{
	if (!session_require(cli->session, RIGHT_READ, error))
		return -1;
	if (!board_print(cli, error))
		return -1;
	if (!cli->json && !cli->quiet)
		out_print("%s\n", _(" breccia log \"what happened\"   breccia show REF   breccia help"));
	return 0;
}

const Command command_board = {
	.name = "board",
	.usage = "",
	.say = N_("what must I do now?"),
	.needs = NEEDS_REGISTER,
	.run = run_board,
};

/* due: the clocks by urgency, and an exit status for cron and monitoring. */
#include "src/cli/view.h"

#include "src/core/clock.h"

typedef struct {
	const Incident *incident;
	const Clock *clock;
} Running;

static int
by_due(gconstpointer a, gconstpointer b)
{
	const Running *x = a, *y = b;
	if (x->clock->due_at != y->clock->due_at)
		return x->clock->due_at < y->clock->due_at ? -1 : 1;
	return g_strcmp0(x->incident->ref, y->incident->ref);
}

/* What still has to be met, and what was met late without anybody having said why. */
static GArray *
collect(const GPtrArray *incidents, Instant now)
{
	GArray *all = g_array_new(FALSE, FALSE, sizeof(Running));
	for (guint i = 0; i < incidents->len; i++) {
		const Incident *in = g_ptr_array_index(incidents, i);
		for (guint c = 0; c < in->clocks->len; c++) {
			const Running r = {in, g_ptr_array_index(in->clocks, c)};
			if (!in->historic && (clock_open(r.clock) || clock_wants_reason(r.clock, now)))
				g_array_append_val(all, r);
		}
	}
	g_array_sort(all, by_due);
	return all;
}

static int
worst(const GArray *all, Instant now)
{
	int status = 0;
	for (guint i = 0; i < all->len; i++) {
		ClockState state = clock_state(g_array_index(all, Running, i).clock, now);
		if (state == CLOCK_LATE)
			status = MAX(status, 2);
		else if (state == CLOCK_DUE_SOON || state == CLOCK_MET_LATE)
			status = MAX(status, 1);
	}
	return status;
}

static const Column columns[] = {
	{"ref", N_("REF"), false},     {"rule", NULL, false},        {"clock", N_("CLOCK"), false}, {"state", NULL, false},
	{"due_at", N_("DUE"), false},  {"left", N_("TIME"), false},  {"title", N_("INCIDENT"), true},
};

static void
add_row(const Cli *cli, Sheet *sheet, const Running *r)
{
	Tone tone;
	g_autofree char *name = view_clock_name(cli, r->clock), *words = view_clock_words(cli, r->clock, &tone);
	g_autofree char *due = instant_show_short(r->clock->due_at, cli->now, cli->session->zone);
	sheet_row(sheet);
	sheet_cell(sheet, r->incident->ref);
	sheet_cell(sheet, r->clock->id);
	sheet_cell2(sheet, name, NULL);
	sheet_cell(sheet, clock_state_code(clock_state(r->clock, cli->now)));
	sheet_cell2(sheet, due, view_instant(r->clock->due_at));
	sheet_cell2(sheet, words, json_integer(r->clock->due_at - cli->now));
	sheet_tone(sheet, tone);
	sheet_cell(sheet, incident_title(r->incident));
}

static int
run_due(Cli *cli, GError **error)
{
	g_autoptr(GPtrArray) incidents = NULL;
	g_autoptr(GArray) all = NULL;
	g_autoptr(Sheet) sheet = sheet_new("clocks", columns, G_N_ELEMENTS(columns));
	const ListQuery query = {.order = ORDER_URGENT, .open_only = true, .now = cli->now};
	Courier courier = {0};
	int64_t age;
	bool never;
	if (!session_require(cli->session, RIGHT_READ, error) || !view_backup(cli, &age, &never, error) ||
		!query_list(cli->session->db, &query, &incidents, NULL, error) || !view_courier(cli, &courier, error))
		return -1;
	all = collect(incidents, cli->now);
	for (guint i = 0; i < all->len; i++)
		add_row(cli, sheet, &g_array_index(all, Running, i));
	bool presses = courier.silent || courier.stopped || courier.home != HOME_HERE || age > BACKUP_OLD;
	int status = MAX(worst(all, cli->now), presses ? 1 : 0);
	Tone tone;
	g_autofree char *words = view_courier_words(cli, &courier, &tone);
	json_object_set_new(sheet_extra(sheet), "status", json_integer(status));
	json_object_set_new(sheet_extra(sheet), "courier_silent", json_boolean(courier.silent));
	json_object_set_new(sheet_extra(sheet), "nothing_leaves", json_boolean(courier.home != HOME_HERE));
	json_object_set_new(sheet_extra(sheet), "backup_old", json_boolean(age > BACKUP_OLD));
	sheet_print(sheet, cli, _("no clock is running"));
	if (!cli->json && (tone == TONE_BAD))
		out_tone(tone, "%s\n", words);
	if (!cli->json && age > BACKUP_OLD) {
		g_autofree char *backup = view_backup_words(cli, age, never);
		out_tone(TONE_WARN, _("backup: %s\n"), backup);
	}
	courier_clear(&courier);
	return status;
}

const Command command_due = {
	.name = "due",
	.usage = "",
	.say = N_("the clocks by urgency"),
	.more = N_("Exit status: 0 nothing is pressing; 1 a clock is due soon, was met late without a reason given, or a notice waits while no courier "
		   "runs or its mail account is stopped, nothing leaves from this machine, or there was no backup for a week; 2 a clock is "
		   "late."),
	.needs = NEEDS_REGISTER,
	.run = run_due,
};

/* What counts, and as what: from plain structs, at an instant that the test chooses. */
#include "src/report/stats.h"
#include "tests/run.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define HOURS(n) (INT64_C(3600) * (n))
#define DAYS(n) (INT64_C(86400) * (n))
#define START INT64_C(1772323200) /* 2026-03-01T00:00:00Z */
#define NOW (START + DAYS(60))

static GTimeZone *utc;
static ReportClock clocks[4];
static ReportIncident incident;
static Stats *stats;

/* A deadline of 24 hours from START, not met. */
static ReportClock
dpo(void)
{
	return (ReportClock){.clock = {.id = (char *)"dpo-24h", .rule = (char *)"dpo-24h", .starts_at = START, .due_at = START + HOURS(24),
		.first_due_at = START + HOURS(24), .length = HOURS(24), .met_at = INSTANT_NONE, .ended_at = INSTANT_NONE}, .sent_at = INSTANT_NONE};
}

static ReportClock
client(const char *id, int hours)
{
	ReportClock c = dpo();

	c.clock.id = c.clock.client = (char *)(guintptr)id;
	c.clock.rule = (char *)"client";
	c.clock.client_name = (char *)(guintptr)id;
	c.clock.due_at = c.clock.first_due_at = START + HOURS(hours);
	c.clock.length = HOURS(hours);
	return c;
}

static void
plan(const StatsPlan *wanted)
{
	StatsPlan all = *wanted;

	if (!all.period.until)
		all.period = (Period){SPAN_DAYS, START - DAYS(30), START + DAYS(90)};
	if (!all.now)
		all.now = NOW;
	all.zone = utc;
	all.lists = true;
	g_clear_pointer(&stats, stats_free);
	stats = stats_new(&all);
}

static void
begin(void)
{
	utc = g_time_zone_new_utc();
	clocks[0] = dpo();
	incident = (ReportIncident){.ref = "2026-0001", .title = "T", .kind = KIND_BREACH, .detected_at = START, .logged_at = START + HOURS(1),
		.delivered_at = INSTANT_NONE, .taken_at = INSTANT_NONE, .closed_at = INSTANT_NONE, .clocks = clocks, .n_clocks = 1};
	plan(&(StatsPlan){.by = BY_NOTHING});
}

static void
end(void)
{
	g_clear_pointer(&stats, stats_free);
	g_time_zone_unref(utc);
}

static const Tally *
counted(void)
{
	stats_add(stats, &incident);
	stats_finish(stats);
	return stats_rule(stats, RULE_DPO);
}

static void
is(const Tally *t, int on_time, int late, int unproven, int running, int dropped)
{
	ck_assert_int_eq(t->n[STANDING_ON_TIME], on_time);
	ck_assert_int_eq(t->n[STANDING_LATE], late);
	ck_assert_int_eq(t->n[STANDING_UNPROVEN], unproven);
	ck_assert_int_eq(t->n[STANDING_RUNNING], running);
	ck_assert_int_eq(t->n[STANDING_DROPPED], dropped);
}

/* --- how a deadline stands --------------------------------------------------------------------------------------------------------- */

static const struct {
	const char *what;
	int64_t met, sent; /* seconds after START; -1: not */
	bool waived, not_due, ended_late, corrected;
	int64_t now;
	Standing standing;
} standings[] = {
	{"met at the last second", HOURS(24), -1, false, false, false, false, HOURS(100), STANDING_ON_TIME},
	{"met a second late", HOURS(24) + 1, -1, false, false, false, false, HOURS(100), STANDING_LATE},
	{"not met", -1, -1, false, false, false, false, HOURS(100), STANDING_LATE},
	{"not met, and there is time", -1, -1, false, false, false, false, HOURS(24), STANDING_RUNNING},
	{"sent in time, not proven", -1, HOURS(24), false, false, false, false, HOURS(100), STANDING_UNPROVEN},
	{"sent too late, not proven", -1, HOURS(24) + 1, false, false, false, false, HOURS(100), STANDING_LATE},
	{"sent, not proven, and there is time", -1, HOURS(2), false, false, false, false, HOURS(20), STANDING_RUNNING},
	{"waived in time", -1, -1, true, false, false, false, HOURS(100), STANDING_DROPPED},
	{"found not to be due", -1, -1, false, true, false, false, HOURS(100), STANDING_DROPPED},
	{"waived too late", -1, -1, true, false, true, false, HOURS(100), STANDING_LATE},
	{"found not to be due too late", -1, -1, false, true, true, false, HOURS(100), STANDING_LATE},
	{"late by a correction, though met before what is due now", HOURS(3), -1, false, false, false, true, HOURS(100), STANDING_LATE},
	{"late by a correction and sent", -1, HOURS(3), false, false, false, true, HOURS(100), STANDING_LATE},
};

START_TEST(test_how_a_deadline_stands)
{
	ReportClock c = dpo();

	if (standings[_i].met >= 0)
		c.clock.met_at = START + standings[_i].met;
	if (standings[_i].sent >= 0)
		c.sent_at = START + standings[_i].sent;
	c.clock.waived = standings[_i].waived;
	c.clock.not_due = standings[_i].not_due;
	c.clock.ended_late = standings[_i].ended_late;
	c.clock.late_by_correction = standings[_i].corrected;
	ck_assert_msg(stats_standing(&c, START + standings[_i].now) == standings[_i].standing, "%s", standings[_i].what);
}
END_TEST

START_TEST(test_it_counts_when_it_was_met_or_fell_due)
{
	ReportClock c = dpo();

	ck_assert_int_eq(stats_counted_at(&c), START + HOURS(24));
	c.clock.met_at = START + HOURS(5);
	ck_assert_int_eq(stats_counted_at(&c), START + HOURS(5));
	c.clock.met_at = START + DAYS(40);
	ck_assert_int_eq(stats_counted_at(&c), START + HOURS(24));
	/* Corrected: it first fell due earlier than now, or later. */
	c.clock.late_by_correction = true;
	c.clock.first_due_at = START + HOURS(2);
	ck_assert_int_eq(stats_counted_at(&c), START + HOURS(2));
	c.clock.first_due_at = START + HOURS(90);
	ck_assert_int_eq(stats_counted_at(&c), START + HOURS(24));
}
END_TEST

/* Met on the first of the next month, due there too: it belongs to one month, whatever the period is cut into. */
START_TEST(test_each_deadline_counts_in_one_period)
{
	int total = 0;

	clocks[0].clock.met_at = START + DAYS(3);
	for (int day = -2; day < 6; day++) {
		plan(&(StatsPlan){.period = {SPAN_DAYS, START + DAYS(day), START + DAYS(day + 1)}});
		total += tally_counted(counted());
	}
	ck_assert_int_eq(total, 1);
}
END_TEST

/* --- what counts ------------------------------------------------------------------------------------------------------------------ */

START_TEST(test_a_breach_counts)
{
	clocks[0].clock.met_at = START + HOURS(3);
	is(counted(), 1, 0, 0, 0, 0);
	ck_assert_int_eq(stats->incidents, 1);
	ck_assert_int_eq(stats->entries[ENTRY_BREACH], 1);
}
END_TEST

static const struct {
	IncidentKind kind;
	bool voided, historic, denied;
	Entry entry;
} apart[] = {
	{KIND_NEAR_MISS, false, false, false, ENTRY_NEAR_MISS}, {KIND_DRILL, false, false, false, ENTRY_DRILL},
	{KIND_BREACH, true, false, false, ENTRY_VOID}, {KIND_BREACH, false, true, false, ENTRY_HISTORIC},
	{KIND_BREACH, false, false, true, ENTRY_NOT_A_BREACH}, {KIND_DRILL, true, false, false, ENTRY_VOID},
	{KIND_NEAR_MISS, false, true, false, ENTRY_HISTORIC},
};

START_TEST(test_all_else_is_apart)
{
	incident.kind = apart[_i].kind;
	incident.voided = apart[_i].voided;
	incident.historic = apart[_i].historic;
	incident.not_a_breach = apart[_i].denied;
	is(counted(), 0, 0, 0, 0, 0);
	ck_assert_int_eq(stats->incidents, 0);
	ck_assert_int_eq(stats->times->len, 0);
	ck_assert_int_eq(stats->late->len, 0);
	for (int i = 0; i < ENTRIES; i++)
		ck_assert_int_eq(stats->entries[i], i == (int)apart[_i].entry);
}
END_TEST

START_TEST(test_drills_have_figures_of_their_own)
{
	incident.kind = KIND_DRILL;
	clocks[0].clock.met_at = START + HOURS(2);
	stats_add(stats, &incident);
	clocks[0].clock.met_at = START + HOURS(30);
	stats_add(stats, &incident);
	incident.voided = true;
	stats_add(stats, &incident);
	stats_finish(stats);
	is(&stats->drills, 1, 1, 0, 0, 0);
	ck_assert_int_eq(stats_spread(stats->drill_times).worst, HOURS(30));
	ck_assert_int_eq(tally_counted(&stats->all), 0);
}
END_TEST

START_TEST(test_what_runs_is_apart_and_named)
{
	plan(&(StatsPlan){.now = START + HOURS(5)});
	is(counted(), 0, 0, 0, 1, 0);
	ck_assert_int_eq(stats->incidents, 0);
	ck_assert_int_eq(stats->running->len, 1);
	ck_assert_int_eq(stats->times->len, 0);
}
END_TEST

/* What runs now is said whatever the period. */
START_TEST(test_what_runs_is_said_of_any_period)
{
	plan(&(StatsPlan){.now = START + HOURS(5), .period = {SPAN_DAYS, START - DAYS(90), START - DAYS(60)}});
	is(counted(), 0, 0, 0, 1, 0);
	ck_assert_int_eq(stats->entries[ENTRY_BREACH], 0);
}
END_TEST

START_TEST(test_outside_the_period_nothing_counts)
{
	plan(&(StatsPlan){.period = {SPAN_DAYS, START + DAYS(2), START + DAYS(9)}});
	is(counted(), 0, 0, 0, 0, 0);
	ck_assert_int_eq(stats->entries[ENTRY_BREACH], 0);
}
END_TEST

START_TEST(test_late_ones_are_named_with_cause_and_reason)
{
	const NamedClock *late;

	clocks[0].clock.met_at = START + HOURS(26);
	clocks[0].clock.late_cause = (char *)"mail-failed";
	clocks[0].clock.late_reason = (char *)"R";
	is(counted(), 0, 1, 0, 0, 0);
	late = g_ptr_array_index(stats->late, 0);
	ck_assert_str_eq(late->ref, "2026-0001");
	ck_assert_str_eq(late->cause, "mail-failed");
	ck_assert_str_eq(late->reason, "R");
	ck_assert_int_eq(stats_lateness(late, NOW), HOURS(2));
	ck_assert_int_eq(stats->explained, 1);
}
END_TEST

START_TEST(test_a_cause_alone_explains_nothing)
{
	clocks[0].clock.late_cause = (char *)"mail-failed";
	is(counted(), 0, 1, 0, 0, 0);
	ck_assert_int_eq(stats->explained, 0);
	ck_assert(!((const NamedClock *)g_ptr_array_index(stats->late, 0))->explained);
}
END_TEST

/* It was late for two hours when it was waived; that does not grow. */
START_TEST(test_a_lateness_that_ended_does_not_grow)
{
	clocks[1] = client("alfa", 12);
	clocks[1].clock.waived = clocks[1].clock.ended_late = true;
	clocks[1].clock.ended_at = START + HOURS(14);
	clocks[0].clock.met_at = START + HOURS(1);
	incident.n_clocks = 2;
	plan(&(StatsPlan){.by = BY_CLIENT});
	counted();
	ck_assert_int_eq(stats_lateness(g_ptr_array_index(stats->late, 0), NOW), HOURS(2));
	ck_assert_int_eq(stats_lateness(g_ptr_array_index(stats->late, 0), NOW + DAYS(9)), HOURS(2));
	ck_assert_int_eq(((const Group *)g_ptr_array_index(stats->groups, 0))->worst, HOURS(2));
}
END_TEST

/* Detected later than was written at first: by that it would be in time, and it was late by what was known. */
START_TEST(test_a_lateness_before_its_start_was_corrected)
{
	const NamedClock *late;

	clocks[0].clock.late_by_correction = true;
	clocks[0].clock.first_due_at = START + HOURS(24);
	clocks[0].clock.due_at = START + HOURS(34);
	clocks[0].clock.met_at = START + HOURS(26);
	is(counted(), 0, 1, 0, 0, 0);
	late = g_ptr_array_index(stats->late, 0);
	ck_assert(late->before_correction && !late->by_correction);
	ck_assert_int_eq(stats_lateness(late, NOW), HOURS(2));
}
END_TEST

/* Its cause is a fact and stays: that the reason was erased makes nobody late without one. */
START_TEST(test_what_was_explained_stays_so_when_it_is_erased)
{
	clocks[0].clock.late_cause = (char *)"mail-failed";
	clocks[0].clock.erased = true;
	is(counted(), 0, 1, 0, 0, 0);
	ck_assert_int_eq(stats->explained, 1);
	ck_assert(((const NamedClock *)g_ptr_array_index(stats->late, 0))->explained);
}
END_TEST

/* --- figures ---------------------------------------------------------------------------------------------------------------------- */

static const struct {
	int on_time, counted, percent;
} shares[] = {
	{0, 0, -1}, {4, 4, -1}, {1, 4, -1}, {5, 5, 100}, {0, 5, 0}, {11, 12, 92}, {199, 200, 99}, {1, 300, 1}, {1, 8, 13}, {2, 3, -1},
};

START_TEST(test_a_percentage_from_five_up_and_never_flattering)
{
	Tally t = {0};

	t.n[STANDING_ON_TIME] = shares[_i].on_time;
	t.n[STANDING_LATE] = shares[_i].counted - shares[_i].on_time;
	t.n[STANDING_RUNNING] = 3;
	ck_assert_int_eq(tally_counted(&t), shares[_i].counted);
	ck_assert_int_eq(tally_percent(&t), shares[_i].percent);
}
END_TEST

static const struct {
	int n;
	int64_t values[12], median, p90, worst;
} spreads[] = {
	{1, {7}, 7, 7, 7},
	{2, {1, 4}, 2, 4, 4},
	{3, {1, 2, 9}, 2, 9, 9},
	{10, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 5, 9, 10},
	{11, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, 6, 10, 11},
};

START_TEST(test_median_nine_of_ten_and_worst)
{
	g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(int64_t));
	Spread s;

	g_array_append_vals(values, spreads[_i].values, (guint)spreads[_i].n);
	s = stats_spread(values);
	ck_assert_int_eq(s.n, spreads[_i].n);
	ck_assert_int_eq(s.median, spreads[_i].median);
	ck_assert_int_eq(s.p90, spreads[_i].p90);
	ck_assert_int_eq(s.worst, spreads[_i].worst);
}
END_TEST

START_TEST(test_no_values_no_spread)
{
	g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(int64_t));

	ck_assert_int_eq(stats_spread(values).n, 0);
}
END_TEST

/* A breach of which nobody was told is the longest of all, and not left out. */
START_TEST(test_time_to_notice_of_what_was_not_sent_runs_on)
{
	clocks[0].clock.met_at = START + HOURS(2);
	stats_add(stats, &incident);
	clocks[0].clock.met_at = INSTANT_NONE;
	stats_add(stats, &incident);
	stats_finish(stats);
	ck_assert_int_eq(stats->unnotified, 1);
	ck_assert_int_eq(stats_spread(stats->times).worst, DAYS(60));
}
END_TEST

/* It left, and nothing says that it did not arrive: whether it is proven is another question. */
START_TEST(test_time_to_notice_of_what_is_not_proven_runs_to_its_sending)
{
	int counts[STATS_BINS];

	clocks[0].sent_at = START + HOURS(2);
	is(counted(), 0, 0, 1, 0, 0);
	ck_assert_int_eq(stats->unnotified, 0);
	ck_assert_int_eq(stats_spread(stats->times).worst, HOURS(2));
	stats_histogram(stats, counts);
	ck_assert_int_eq(counts[1], 1);
	/* Late, and sent all the same. */
	plan(&(StatsPlan){.by = BY_NOTHING});
	clocks[0].sent_at = START + HOURS(30);
	is(counted(), 0, 1, 0, 0, 0);
	ck_assert_int_eq(stats->unnotified, 0);
	ck_assert_int_eq(stats_spread(stats->times).worst, HOURS(30));
}
END_TEST

START_TEST(test_bins_end_with_their_bound)
{
	int counts[STATS_BINS];
	const int64_t met[] = {0, HOURS(1), HOURS(1) + 1, HOURS(24), HOURS(24) + 1, DAYS(8)};

	for (gsize i = 0; i < G_N_ELEMENTS(met); i++) {
		clocks[0].clock.met_at = START + met[i];
		stats_add(stats, &incident);
	}
	stats_finish(stats);
	stats_histogram(stats, counts);
	ck_assert_int_eq(counts[0], 2);
	ck_assert_int_eq(counts[1], 1);
	ck_assert_int_eq(counts[STATS_BINS_IN_TIME - 1], 1);
	ck_assert_int_eq(counts[STATS_BINS_IN_TIME], 1);
	ck_assert_int_eq(counts[STATS_BINS - 1], 1);
	ck_assert_int_eq(stats_bins[STATS_BINS_IN_TIME - 1], HOURS(24));
}
END_TEST

START_TEST(test_months_add_up_to_the_period)
{
	int total = 0;

	for (int i = 0; i < 100; i++) {
		clocks[0].clock.starts_at = START - DAYS(20) + HOURS(17 * i);
		clocks[0].clock.due_at = clocks[0].clock.first_due_at = clocks[0].clock.starts_at + HOURS(24);
		clocks[0].clock.met_at = i % 3 ? clocks[0].clock.starts_at + HOURS(i % 40) : INSTANT_NONE;
		stats_add(stats, &incident);
	}
	stats_finish(stats);
	for (guint i = 0; i < stats->months->len; i++)
		total += tally_counted(&g_array_index(stats->months, MonthStats, i).dpo);
	ck_assert_int_gt(total, 50);
	ck_assert_int_eq(total, tally_counted(stats_rule(stats, RULE_DPO)));
	ck_assert_int_eq((int)stats->months->len, 5); /* 30 January to 30 May */
	ck_assert_int_eq(g_array_index(stats->months, MonthStats, 0).from, START - DAYS(30));
	ck_assert_int_eq(g_array_index(stats->months, MonthStats, 4).until, START + DAYS(90));
}
END_TEST

START_TEST(test_many_years_are_shown_by_years)
{
	plan(&(StatsPlan){.period = {SPAN_DAYS, START - DAYS(3000), START + DAYS(90)}});
	ck_assert_int_eq((int)stats->months->len, 10); /* 2017 to 2026 */
}
END_TEST

START_TEST(test_where_the_hours_went)
{
	static const int64_t took[STEPS] = {HOURS(1), HOURS(4), HOURS(1), HOURS(3), HOURS(50)};

	clocks[0].clock.met_at = START + HOURS(5);
	incident.delivered_at = START + HOURS(6);
	incident.taken_at = START + HOURS(9);
	incident.closed_at = START + HOURS(59);
	counted();
	for (int i = 0; i < STEPS; i++) {
		ck_assert_int_eq(stats_spread(stats->steps[i]).n, 1);
		ck_assert_int_eq(stats_spread(stats->steps[i]).worst, took[i]);
	}
}
END_TEST

/* Where no delivery is known, taking charge is counted from the sending; what came before its time took none. */
START_TEST(test_steps_that_are_missing_or_out_of_order)
{
	clocks[0].clock.met_at = START + HOURS(5);
	incident.taken_at = START + HOURS(4);
	counted();
	ck_assert_int_eq(stats_spread(stats->steps[STEP_DELIVERED]).n, 0);
	ck_assert_int_eq(stats_spread(stats->steps[STEP_TAKEN]).n, 1);
	ck_assert_int_eq(stats_spread(stats->steps[STEP_TAKEN]).worst, 0);
	ck_assert_int_eq(stats_spread(stats->steps[STEP_CLOSED]).n, 0);
}
END_TEST

/* --- filters and groups ------------------------------------------------------------------------------------------------------------ */

static void
two_clients(void)
{
	clocks[0].clock.met_at = START + HOURS(3);
	clocks[1] = client("alfa", 12);
	clocks[1].clock.met_at = START + HOURS(4);
	clocks[2] = client("beta", 12);
	incident.n_clocks = 3;
}

START_TEST(test_a_client_alone_sees_nothing_towards_others)
{
	two_clients();
	plan(&(StatsPlan){.client = "alfa"});
	counted();
	is(stats_rule(stats, RULE_DPO), 1, 0, 0, 0, 0);
	is(stats_rule(stats, RULE_CLIENT), 1, 0, 0, 0, 0);
	ck_assert_int_eq(stats->late->len, 0);
	plan(&(StatsPlan){.client = "gamma"});
	is(counted(), 0, 0, 0, 0, 0);
	ck_assert_int_eq(stats->entries[ENTRY_BREACH], 0);
}
END_TEST

START_TEST(test_site_campaign_and_kind)
{
	clocks[0].clock.met_at = START + HOURS(3);
	incident.site = "Città  di Castello";
	incident.campaign = "Energia";
	incident.breach_kind = "lost-device";
	plan(&(StatsPlan){.site = "citta di castello", .campaign = "energia", .kind = "lost-device"});
	is(counted(), 1, 0, 0, 0, 0);
	plan(&(StatsPlan){.site = "torino"});
	is(counted(), 0, 0, 0, 0, 0);
	plan(&(StatsPlan){.campaign = "telefonia"});
	is(counted(), 0, 0, 0, 0, 0);
	plan(&(StatsPlan){.kind = "phishing"});
	is(counted(), 0, 0, 0, 0, 0);
	incident.site = NULL;
	plan(&(StatsPlan){.site = "citta di castello"});
	is(counted(), 0, 0, 0, 0, 0);
}
END_TEST

START_TEST(test_a_client_may_have_a_campaign_of_its_own)
{
	two_clients();
	incident.campaign = "Energia";
	clocks[2].campaign = "Telefonia";
	plan(&(StatsPlan){.campaign = "telefonia"});
	counted();
	is(stats_rule(stats, RULE_CLIENT), 0, 1, 0, 0, 0);
	plan(&(StatsPlan){.campaign = "energia"});
	counted();
	is(stats_rule(stats, RULE_CLIENT), 1, 0, 0, 0, 0);
}
END_TEST

static const Group *
group(const char *key)
{
	for (guint i = 0; i < stats->groups->len; i++) {
		const Group *g = g_ptr_array_index(stats->groups, i);
		if (strcmp(g->key, key) == 0)
			return g;
	}
	ck_abort_msg("no group %s", key);
	return NULL;
}

START_TEST(test_by_client_each_has_its_own_and_the_dpos)
{
	two_clients();
	plan(&(StatsPlan){.by = BY_CLIENT});
	stats_add(stats, &incident);
	incident.n_clocks = 1;
	stats_add(stats, &incident);
	stats_finish(stats);
	ck_assert_int_eq((int)stats->groups->len, 3);
	is(&group("alfa")->dpo, 1, 0, 0, 0, 0);
	is(&group("alfa")->all, 2, 0, 0, 0, 0);
	is(&group("beta")->all, 1, 1, 0, 0, 0);
	ck_assert_int_eq(group("beta")->worst, NOW - START - HOURS(12));
	ck_assert_int_eq(group("beta")->incidents, 1);
	is(&group("")->dpo, 1, 0, 0, 0, 0);
}
END_TEST

START_TEST(test_by_site_the_same_name_is_one_group)
{
	plan(&(StatsPlan){.by = BY_SITE});
	incident.site = "Torino";
	stats_add(stats, &incident);
	incident.site = "TORINO ";
	stats_add(stats, &incident);
	incident.site = NULL;
	stats_add(stats, &incident);
	stats_finish(stats);
	ck_assert_int_eq((int)stats->groups->len, 2);
	ck_assert_int_eq(group("Torino")->incidents, 2);
	ck_assert_ptr_eq(g_ptr_array_index(stats->groups, 0), group("Torino"));
}
END_TEST

START_TEST(test_by_cause_only_what_was_late)
{
	plan(&(StatsPlan){.by = BY_CAUSE});
	clocks[0].clock.late_cause = (char *)"mail-failed";
	stats_add(stats, &incident);
	clocks[0].clock.late_cause = NULL;
	stats_add(stats, &incident);
	clocks[0].clock.met_at = START;
	stats_add(stats, &incident);
	stats_finish(stats);
	ck_assert_int_eq((int)stats->groups->len, 2);
	is(&group("mail-failed")->all, 0, 1, 0, 0, 0);
	is(&group("")->all, 0, 1, 0, 0, 0);
}
END_TEST

START_TEST(test_actions_of_breaches_that_fit)
{
	ReportAction action = {.incident = incident, .id = "2026-0001/1", .title = "A", .due_at = START};

	action.incident.n_clocks = 0;
	action.incident.site = "Bari";
	stats_add_action(stats, &action);
	action.incident.kind = KIND_DRILL;
	stats_add_action(stats, &action);
	ck_assert_int_eq((int)stats->actions->len, 1);
	plan(&(StatsPlan){.site = "torino"});
	action.incident.kind = KIND_BREACH;
	stats_add_action(stats, &action);
	ck_assert_int_eq((int)stats->actions->len, 0);
}
END_TEST

START_TEST(test_a_rule_of_a_newer_program_is_counted_under_its_name)
{
	clocks[0].clock.rule = (char *)"quantum-1h";
	counted();
	is(stats_rule(stats, "quantum-1h"), 0, 1, 0, 0, 0);
	is(stats_rule(stats, RULE_DPO), 0, 0, 0, 0, 0);
}
END_TEST

static void
add_figures(Suite *suite)
{
	TCase *tc = tcase_create("figures");

	tcase_add_checked_fixture(tc, begin, end);
	tcase_add_loop_test(tc, test_a_percentage_from_five_up_and_never_flattering, 0, G_N_ELEMENTS(shares));
	tcase_add_loop_test(tc, test_median_nine_of_ten_and_worst, 0, G_N_ELEMENTS(spreads));
	tcase_add_test(tc, test_no_values_no_spread);
	tcase_add_test(tc, test_time_to_notice_of_what_was_not_sent_runs_on);
	tcase_add_test(tc, test_time_to_notice_of_what_is_not_proven_runs_to_its_sending);
	tcase_add_test(tc, test_bins_end_with_their_bound);
	tcase_add_test(tc, test_months_add_up_to_the_period);
	tcase_add_test(tc, test_many_years_are_shown_by_years);
	tcase_add_test(tc, test_where_the_hours_went);
	tcase_add_test(tc, test_steps_that_are_missing_or_out_of_order);
	suite_add_tcase(suite, tc);
}

static void
add_groups(Suite *suite)
{
	TCase *tc = tcase_create("groups");

	tcase_add_checked_fixture(tc, begin, end);
	tcase_add_test(tc, test_a_client_alone_sees_nothing_towards_others);
	tcase_add_test(tc, test_site_campaign_and_kind);
	tcase_add_test(tc, test_a_client_may_have_a_campaign_of_its_own);
	tcase_add_test(tc, test_by_client_each_has_its_own_and_the_dpos);
	tcase_add_test(tc, test_by_site_the_same_name_is_one_group);
	tcase_add_test(tc, test_by_cause_only_what_was_late);
	tcase_add_test(tc, test_actions_of_breaches_that_fit);
	tcase_add_test(tc, test_a_rule_of_a_newer_program_is_counted_under_its_name);
	suite_add_tcase(suite, tc);
}

int
main(void)
{
	Suite *suite = suite_create("report_stats");
	TCase *tc = tcase_create("counting");
	tcase_add_checked_fixture(tc, begin, end);
	tcase_add_loop_test(tc, test_how_a_deadline_stands, 0, G_N_ELEMENTS(standings));
	tcase_add_test(tc, test_it_counts_when_it_was_met_or_fell_due);
	tcase_add_test(tc, test_each_deadline_counts_in_one_period);
	tcase_add_test(tc, test_a_breach_counts);
	tcase_add_loop_test(tc, test_all_else_is_apart, 0, G_N_ELEMENTS(apart));
	tcase_add_test(tc, test_drills_have_figures_of_their_own);
	tcase_add_test(tc, test_what_runs_is_apart_and_named);
	tcase_add_test(tc, test_what_runs_is_said_of_any_period);
	tcase_add_test(tc, test_outside_the_period_nothing_counts);
	tcase_add_test(tc, test_late_ones_are_named_with_cause_and_reason);
	tcase_add_test(tc, test_a_cause_alone_explains_nothing);
	tcase_add_test(tc, test_a_lateness_before_its_start_was_corrected);
	tcase_add_test(tc, test_a_lateness_that_ended_does_not_grow);
	tcase_add_test(tc, test_what_was_explained_stays_so_when_it_is_erased);
	suite_add_tcase(suite, tc);
	add_figures(suite);
	add_groups(suite);
	return run_suite(suite);
}

/* The figures of a report. What counts stands in the header. */
#include "src/report/stats.h"

#include "src/core/text.h"
#include "src/core/vocab.h"

#include <string.h>

#define HOURS(n) (INT64_C(3600) * (n))

const int64_t stats_bins[STATS_BINS - 1] = {HOURS(1), HOURS(4), HOURS(8), HOURS(12), HOURS(18), HOURS(24), HOURS(48), HOURS(72), HOURS(168)};

#define MONTHS_MOST 36 /* longer periods are shown by years */

static const char *const by_codes[] = {
	[BY_NOTHING] = "", [BY_CLIENT] = "client", [BY_SITE] = "site", [BY_CAMPAIGN] = "campaign", [BY_CAUSE] = "cause",
};

const char *
stats_by_code(StatsBy by)
{
	return by_codes[by];
}

bool
stats_by_parse(const char *code, StatsBy *by)
{
	for (gsize i = BY_CLIENT; i < G_N_ELEMENTS(by_codes); i++) {
		if (strcmp(by_codes[i], code) == 0) {
			*by = (StatsBy)i;
			return true;
		}
	}
	return false;
}

/* --- one deadline ----------------------------------------------------------------------------------------------------------- */

/* It left in time, and stands; what is missing is the proof that the rule wants. */
static bool
sent_in_time(const ReportClock *c)
{
	return clock_open(&c->clock) && !c->clock.late_by_correction && c->sent_at != INSTANT_NONE && c->sent_at <= c->clock.due_at;
}

Standing
stats_standing(const ReportClock *c, Instant now)
{
	if (clock_was_late(&c->clock, now))
		return sent_in_time(c) ? STANDING_UNPROVEN : STANDING_LATE;
	if (c->clock.waived || c->clock.not_due)
		return STANDING_DROPPED;
	return c->clock.met_at == INSTANT_NONE ? STANDING_RUNNING : STANDING_ON_TIME;
}

const char *
stats_standing_code(Standing standing)
{
	static const char *const codes[STANDINGS] = {"in-time", "late", "unproven", "running", "not-due"};

	return codes[standing];
}

Instant
stats_counted_at(const ReportClock *c)
{
	Instant due = c->clock.due_at;

	/* It fell due when it first did, whatever a correction made of it. */
	if (c->clock.late_by_correction && c->clock.first_due_at != INSTANT_NONE)
		due = MIN(due, c->clock.first_due_at);
	return c->clock.met_at == INSTANT_NONE ? due : MIN(due, c->clock.met_at);
}

bool
stats_counts(const ReportIncident *i)
{
	return i->kind == KIND_BREACH && !i->voided && !i->historic && !i->not_a_breach;
}

static Entry
entry_of(const ReportIncident *i)
{
	if (i->voided)
		return ENTRY_VOID;
	if (i->kind == KIND_DRILL)
		return ENTRY_DRILL;
	if (i->historic)
		return ENTRY_HISTORIC;
	if (i->kind == KIND_NEAR_MISS)
		return ENTRY_NEAR_MISS;
	return i->not_a_breach ? ENTRY_NOT_A_BREACH : ENTRY_BREACH;
}

/* --- tallies and spreads ------------------------------------------------------------------------------------------------------ */

int
tally_counted(const Tally *tally)
{
	return tally->n[STANDING_ON_TIME] + tally->n[STANDING_LATE] + tally->n[STANDING_UNPROVEN];
}

int
tally_percent(const Tally *tally)
{
	int counted = tally_counted(tally), on_time = tally->n[STANDING_ON_TIME];

	if (counted < STATS_FEW)
		return -1;
	if (on_time == 0 || on_time == counted)
		return on_time ? 100 : 0;
	return (int)CLAMP((200 * (int64_t)on_time + counted) / (2 * (int64_t)counted), 1, 99);
}

static int
ascending(gconstpointer a, gconstpointer b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

Spread
stats_spread(const GArray *sorted)
{
	Spread spread = {.n = (int)sorted->len};
	guint n = sorted->len;

#define AT(i) g_array_index(sorted, int64_t, i)
	if (!n)
		return spread;
	spread.median = n % 2 ? AT(n / 2) : AT(n / 2 - 1) + (AT(n / 2) - AT(n / 2 - 1)) / 2;
	spread.p90 = AT((9 * (guint64)n + 9) / 10 - 1);
	spread.worst = AT(n - 1);
#undef AT
	return spread;
}

void
stats_histogram(const Stats *stats, int counts[STATS_BINS])
{
	memset(counts, 0, STATS_BINS * sizeof(*counts));
	for (guint i = 0; i < stats->times->len; i++) {
		int bin = 0;
		while (bin < STATS_BINS - 1 && g_array_index(stats->times, int64_t, i) > stats_bins[bin])
			bin++;
		counts[bin]++;
	}
}

int64_t
stats_lateness(const NamedClock *c, Instant now)
{
	return clock_late_by(&c->clock, now);
}

/* --- what is wanted ----------------------------------------------------------------------------------------------------------- */

static bool
says(const char *wanted, const char *value)
{
	g_autofree char *folded = wanted && value ? text_fold(value) : NULL;

	return !wanted || g_strcmp0(wanted, folded) == 0;
}

/* One whose clients have campaigns of their own is of these, too. */
static bool
has_campaign(const StatsPlan *plan, const ReportIncident *i)
{
	bool has = says(plan->campaign, i->campaign);

	for (guint k = 0; k < i->n_clocks && !has; k++)
		has = i->clocks[k].campaign && says(plan->campaign, i->clocks[k].campaign);
	return has;
}

static bool
has_client(const StatsPlan *plan, const ReportIncident *i)
{
	bool has = !plan->client || !i->n_clocks;

	for (guint k = 0; k < i->n_clocks && !has; k++)
		has = g_strcmp0(i->clocks[k].clock.client, plan->client) == 0;
	return has;
}

bool
stats_fits(const StatsPlan *plan, const ReportIncident *i)
{
	return (!plan->kind || g_strcmp0(plan->kind, i->breach_kind) == 0) && says(plan->site, i->site) && has_campaign(plan, i) &&
		has_client(plan, i);
}

bool
stats_takes(const StatsPlan *plan, const ReportIncident *i, const ReportClock *c)
{
	if (plan->client && c->clock.client && strcmp(c->clock.client, plan->client) != 0)
		return false;
	return !plan->campaign || says(plan->campaign, c->campaign ? c->campaign : i->campaign) || !c->clock.client;
}

/* --- groups ------------------------------------------------------------------------------------------------------------------- */

static void
group_free(gpointer data)
{
	Group *group = data;

	g_free(group->key);
	g_free(group->name);
	g_array_unref(group->times);
	g_free(group);
}

/* Names that people would call the same are one group, under the name that came first. */
static Group *
group_of(Stats *stats, const char *key, const char *name)
{
	g_autofree char *folded = text_fold(key);
	Group *group = g_hash_table_lookup(stats->by_key, folded);

	if (group)
		return group;
	group = g_new0(Group, 1);
	group->key = g_strdup(key ? key : "");
	group->name = g_strdup(name);
	group->times = g_array_new(FALSE, FALSE, sizeof(int64_t));
	g_hash_table_insert(stats->by_key, g_steal_pointer(&folded), group);
	g_ptr_array_add(stats->groups, group);
	return group;
}

typedef struct {
	Stats *stats;
	const ReportIncident *incident;
	int64_t number; /* of the incident among those that were added */
} Adding;

static bool
is_dpo(const ReportClock *c)
{
	return g_strcmp0(c->clock.rule, RULE_DPO) == 0;
}

/* When the notice that stands left, proven or not; INSTANT_NONE: none does. */
static Instant
left_at(const ReportClock *c)
{
	return c->clock.met_at == INSTANT_NONE ? c->sent_at : c->clock.met_at;
}

/* From the detection to the sending; of what was not sent, up to now. */
static int64_t
time_of(const ReportClock *c, Instant now)
{
	Instant left = left_at(c);

	return MAX(0, (left == INSTANT_NONE ? now : left) - c->clock.starts_at);
}

static void
group_add(const Adding *adding, const ReportClock *c, Standing standing, const char *key, const char *name)
{
	Group *group = group_of(adding->stats, key, name);
	Instant now = adding->stats->plan.now;
	int64_t time = time_of(c, now);

	if (group->last != adding->number)
		group->incidents++;
	group->last = adding->number;
	group->all.n[standing]++;
	if (standing == STANDING_LATE || standing == STANDING_UNPROVEN)
		group->worst = MAX(group->worst, clock_late_by(&c->clock, now));
	if (!is_dpo(c))
		return;
	group->dpo.n[standing]++;
	g_array_append_val(group->times, time);
}

/* A deadline towards a client is that client's; every other is a matter of each client that the incident affects. */
static void
group_by_client(const Adding *adding, const ReportClock *c, Standing standing)
{
	const ReportIncident *i = adding->incident;
	bool any = false;

	if (c->clock.client) {
		group_add(adding, c, standing, c->clock.client, c->clock.client_name);
		return;
	}
	for (guint k = 0; k < i->n_clocks; k++) {
		const Clock *of = &i->clocks[k].clock;
		if (!of->client || !stats_takes(&adding->stats->plan, i, &i->clocks[k]))
			continue;
		group_add(adding, c, standing, of->client, of->client_name);
		any = true;
	}
	if (!any)
		group_add(adding, c, standing, "", NULL);
}

static void
group_clock(const Adding *adding, const ReportClock *c, Standing standing)
{
	const ReportIncident *i = adding->incident;

	switch (adding->stats->plan.by) {
	case BY_NOTHING:
		break;
	case BY_CLIENT:
		group_by_client(adding, c, standing);
		break;
	case BY_SITE:
		group_add(adding, c, standing, i->site, NULL);
		break;
	case BY_CAMPAIGN:
		group_add(adding, c, standing, c->campaign ? c->campaign : i->campaign, NULL);
		break;
	case BY_CAUSE:
		if (standing == STANDING_LATE || standing == STANDING_UNPROVEN)
			group_add(adding, c, standing, c->clock.late_cause, NULL);
		break;
	}
}

static int
larger_first(gconstpointer a, gconstpointer b)
{
	const Group *x = *(const Group *const *)a, *y = *(const Group *const *)b;
	int by_size = tally_counted(&y->all) - tally_counted(&x->all);

	return by_size ? by_size : strcmp(x->key, y->key);
}

/* --- what is named ------------------------------------------------------------------------------------------------------------ */

static void
named_free(gpointer data)
{
	NamedClock *c = data;

	g_free(c->ref);
	g_free(c->title);
	g_free(c->breach_kind);
	g_free(c->client);
	g_free(c->client_name);
	g_free(c->reason);
	g_free(c);
}

static void
action_free_named(gpointer data)
{
	NamedAction *a = data;

	g_free(a->id);
	g_free(a->title);
	g_free(a);
}

static const char *
static_rule(const char *rule)
{
	const ClockRule *known = clock_rule(rule);

	return known ? known->id : g_intern_string(rule); /* of a newer program: a handful at most */
}

static const char *
static_cause(const char *cause)
{
	const Term *term = cause ? vocab_find(&vocab_late_cause, cause) : NULL;

	return term ? term->code : NULL;
}

/* What the lateness of a clock follows from: of the texts, which are not ours to keep, none. */
static Clock
times_of(const Clock *k)
{
	return (Clock){.starts_at = k->starts_at, .due_at = k->due_at, .first_due_at = k->first_due_at, .length = k->length,
		.late_by_correction = k->late_by_correction, .ended_late = k->ended_late, .ended_at = k->ended_at, .met_at = k->met_at,
		.not_due = k->not_due, .waived = k->waived};
}

static void
name_clock(Stats *stats, GPtrArray *list, const ReportIncident *i, const ReportClock *c, Standing standing)
{
	NamedClock *named;

	if (!stats->plan.lists)
		return;
	named = g_new0(NamedClock, 1);
	*named = (NamedClock){.ref = g_strdup(i->ref), .title = g_strdup(i->title), .breach_kind = g_strdup(i->breach_kind),
		.rule = static_rule(c->clock.rule), .client = g_strdup(c->clock.client), .client_name = g_strdup(c->clock.client_name),
		.provisional = c->clock.provisional, .standing = standing, .detected_at = i->detected_at, .due_at = c->clock.due_at,
		.met_at = c->clock.met_at, .by_correction = clock_late_by_correction(&c->clock, stats->plan.now),
		.before_correction = clock_late_before_correction(&c->clock, stats->plan.now),
		.ended = !clock_open(&c->clock) && c->clock.met_at == INSTANT_NONE, .cause = static_cause(c->clock.late_cause),
		.reason = g_strdup(c->clock.late_reason), .explained = !clock_wants_reason(&c->clock, stats->plan.now), .clock = times_of(&c->clock)};
	g_ptr_array_add(list, named);
}

static int
newest_first(gconstpointer a, gconstpointer b)
{
	const NamedClock *x = *(const NamedClock *const *)a, *y = *(const NamedClock *const *)b;
	int by_due = (x->due_at < y->due_at) - (x->due_at > y->due_at);

	return by_due ? by_due : strcmp(x->ref, y->ref);
}

static int
nearest_first(gconstpointer a, gconstpointer b)
{
	const NamedClock *x = *(const NamedClock *const *)a, *y = *(const NamedClock *const *)b;
	int by_due = (x->due_at > y->due_at) - (x->due_at < y->due_at);

	return by_due ? by_due : strcmp(x->ref, y->ref);
}

/* --- adding ------------------------------------------------------------------------------------------------------------------- */

static Tally *
rule_tally(Stats *stats, const char *rule)
{
	for (guint i = 0; i < stats->rules->len; i++)
		if (g_strcmp0(g_array_index(stats->rules, RuleStats, i).rule, rule) == 0)
			return &g_array_index(stats->rules, RuleStats, i).tally;
	g_array_append_vals(stats->rules, &(RuleStats){.rule = static_rule(rule)}, 1);
	return &g_array_index(stats->rules, RuleStats, stats->rules->len - 1).tally;
}

const Tally *
stats_rule(const Stats *stats, const char *rule)
{
	static const Tally none;

	for (guint i = 0; i < stats->rules->len; i++)
		if (g_strcmp0(g_array_index(stats->rules, RuleStats, i).rule, rule) == 0)
			return &g_array_index(stats->rules, RuleStats, i).tally;
	return &none;
}

static void
count_month(Stats *stats, Instant t, Standing standing)
{
	for (guint i = 0; i < stats->months->len; i++) {
		MonthStats *month = &g_array_index(stats->months, MonthStats, i);
		if (month->from <= t && t < month->until)
			month->dpo.n[standing]++;
	}
}

static int64_t
took(Instant from, Instant until)
{
	return from == INSTANT_NONE || until == INSTANT_NONE ? -1 : MAX(0, until - from);
}

void
stats_steps(const ReportIncident *i, const Clock *dpo, int64_t steps[STEPS])
{
	Instant arrived = i->delivered_at == INSTANT_NONE ? dpo->met_at : i->delivered_at;

	steps[STEP_LOGGED] = took(dpo->starts_at, i->logged_at);
	steps[STEP_SENT] = took(i->logged_at, dpo->met_at);
	steps[STEP_DELIVERED] = took(dpo->met_at, i->delivered_at);
	steps[STEP_TAKEN] = took(arrived, i->taken_at);
	steps[STEP_CLOSED] = took(i->taken_at, i->closed_at);
}

const char *
stats_step_code(Step step)
{
	static const char *const codes[STEPS] = {[STEP_LOGGED] = "logged", [STEP_SENT] = "sent", [STEP_DELIVERED] = "delivered",
		[STEP_TAKEN] = "taken", [STEP_CLOSED] = "closed"};

	return codes[step];
}

/* Where the hours went, of a breach whose first deadline counts in the period. */
static void
add_steps(Stats *stats, const ReportIncident *i, const Clock *dpo)
{
	int64_t steps[STEPS];

	stats_steps(i, dpo, steps);
	for (int s = 0; s < STEPS; s++)
		if (steps[s] >= 0)
			g_array_append_val(stats->steps[s], steps[s]);
}

static void
count_dpo(Stats *stats, const ReportIncident *i, const ReportClock *c, Standing standing)
{
	int64_t time = time_of(c, stats->plan.now);

	count_month(stats, stats_counted_at(c), standing);
	g_array_append_val(stats->times, time);
	stats->unnotified += left_at(c) == INSTANT_NONE;
	add_steps(stats, i, &c->clock);
}

static void
count_clock(const Adding *adding, const ReportClock *c, Standing standing)
{
	Stats *stats = adding->stats;

	rule_tally(stats, c->clock.rule)->n[standing]++;
	stats->all.n[standing]++;
	if (standing == STANDING_DROPPED)
		return;
	if (is_dpo(c))
		count_dpo(stats, adding->incident, c, standing);
	if (standing == STANDING_LATE && !clock_wants_reason(&c->clock, stats->plan.now))
		stats->explained++;
	if (standing != STANDING_ON_TIME)
		name_clock(stats, standing == STANDING_LATE ? stats->late : stats->unproven, adding->incident, c, standing);
	group_clock(adding, c, standing);
}

static bool
add_clock(const Adding *adding, const ReportClock *c)
{
	Stats *stats = adding->stats;
	Standing standing = stats_standing(c, stats->plan.now);

	if (!stats_takes(&stats->plan, adding->incident, c))
		return false;
	if (standing == STANDING_RUNNING) {
		rule_tally(stats, c->clock.rule)->n[standing]++;
		stats->all.n[standing]++;
		name_clock(stats, stats->running, adding->incident, c, standing);
		return false;
	}
	if (!period_has(&stats->plan.period, stats_counted_at(c)))
		return false;
	count_clock(adding, c, standing);
	return standing != STANDING_DROPPED;
}

static void
add_drill(Stats *stats, const ReportIncident *i)
{
	for (guint k = 0; k < i->n_clocks && !i->voided; k++) {
		const ReportClock *c = &i->clocks[k];
		Standing standing = stats_standing(c, stats->plan.now);
		int64_t time = time_of(c, stats->plan.now);
		bool runs = standing == STANDING_RUNNING;
		if (!is_dpo(c) || (!runs && !period_has(&stats->plan.period, stats_counted_at(c))))
			continue;
		stats->drills.n[standing]++;
		if (!runs && standing != STANDING_DROPPED)
			g_array_append_val(stats->drill_times, time);
	}
}

void
stats_add(Stats *stats, const ReportIncident *i)
{
	const Adding adding = {stats, i, ++stats->added};
	bool counts = false;

	if (!stats_fits(&stats->plan, i))
		return;
	if (period_has(&stats->plan.period, i->detected_at))
		stats->entries[entry_of(i)]++;
	if (i->kind == KIND_DRILL)
		add_drill(stats, i);
	if (!stats_counts(i))
		return;
	for (guint k = 0; k < i->n_clocks; k++)
		counts = add_clock(&adding, &i->clocks[k]) || counts;
	stats->incidents += counts;
}

void
stats_add_action(Stats *stats, const ReportAction *action)
{
	NamedAction *named;

	if (action->incident.kind != KIND_BREACH || action->incident.not_a_breach || !stats_fits(&stats->plan, &action->incident))
		return;
	named = g_new0(NamedAction, 1);
	*named = (NamedAction){g_strdup(action->id), g_strdup(action->title), action->due_at};
	g_ptr_array_add(stats->actions, named);
}

/* --- a whole ------------------------------------------------------------------------------------------------------------------ */

/* The months that the period touches, each cut to it; years where they would be too many. */
static void
make_months(Stats *stats)
{
	const Period *whole = &stats->plan.period;
	bool years = whole->until - whole->from > MONTHS_MOST * INT64_C(31) * 86400;
	Period part = period_of(years ? SPAN_YEAR : SPAN_MONTH, whole->from, stats->plan.zone);

	while (part.from < whole->until) {
		MonthStats month = {.from = MAX(part.from, whole->from), .until = MIN(part.until, whole->until)};
		g_array_append_val(stats->months, month);
		part = period_after(&part, stats->plan.zone);
	}
}

Stats *
stats_new(const StatsPlan *plan)
{
	Stats *stats = g_new0(Stats, 1);

	stats->plan = *plan;
	stats->rules = g_array_new(FALSE, FALSE, sizeof(RuleStats));
	for (const ClockRule *rule = clock_rules; rule->id; rule++)
		g_array_append_vals(stats->rules, &(RuleStats){.rule = rule->id}, 1);
	stats->months = g_array_new(FALSE, FALSE, sizeof(MonthStats));
	make_months(stats);
	stats->times = g_array_new(FALSE, FALSE, sizeof(int64_t));
	stats->drill_times = g_array_new(FALSE, FALSE, sizeof(int64_t));
	for (int i = 0; i < STEPS; i++)
		stats->steps[i] = g_array_new(FALSE, FALSE, sizeof(int64_t));
	stats->late = g_ptr_array_new_with_free_func(named_free);
	stats->unproven = g_ptr_array_new_with_free_func(named_free);
	stats->running = g_ptr_array_new_with_free_func(named_free);
	stats->groups = g_ptr_array_new_with_free_func(group_free);
	stats->actions = g_ptr_array_new_with_free_func(action_free_named);
	stats->by_key = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return stats;
}

void
stats_free(Stats *stats)
{
	if (!stats)
		return;
	g_array_unref(stats->rules);
	g_array_unref(stats->months);
	g_array_unref(stats->times);
	g_array_unref(stats->drill_times);
	for (int i = 0; i < STEPS; i++)
		g_array_unref(stats->steps[i]);
	g_ptr_array_unref(stats->late);
	g_ptr_array_unref(stats->unproven);
	g_ptr_array_unref(stats->running);
	g_ptr_array_unref(stats->groups);
	g_ptr_array_unref(stats->actions);
	g_hash_table_unref(stats->by_key);
	g_free(stats);
}

void
stats_finish(Stats *stats)
{
	g_array_sort(stats->times, ascending);
	g_array_sort(stats->drill_times, ascending);
	for (int i = 0; i < STEPS; i++)
		g_array_sort(stats->steps[i], ascending);
	g_ptr_array_sort(stats->late, newest_first);
	g_ptr_array_sort(stats->unproven, newest_first);
	g_ptr_array_sort(stats->running, nearest_first);
	for (guint i = 0; i < stats->groups->len; i++)
		g_array_sort(((Group *)g_ptr_array_index(stats->groups, i))->times, ascending);
	g_ptr_array_sort(stats->groups, larger_first);
}

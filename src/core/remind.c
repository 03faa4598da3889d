/* Reminders: the rules as tables, and what is due of them. */
#include "src/core/remind.h"

#include "src/core/clock.h"

#include <string.h>

#define DAY INT64_C(86400)

static void
reminder_free(Reminder *r)
{
	if (!r)
		return;
	g_free(r->rule);
	g_free(r->step);
	g_free(r);
}

/* --- the rules ---------------------------------------------------------------------------------------------------------- */

static const char *const rule_names[] = {
	[REMIND_CHARGE] = "take-charge", [REMIND_CLOCK] = "clock", [REMIND_ACTION] = "action", [REMIND_UNDELIVERED] = "undelivered",
};

/* Of one matter only the newest step is worth a message; the steps of taking charge each reach somebody else. */
static const bool only_newest[] = {
	[REMIND_CHARGE] = false, [REMIND_CLOCK] = true, [REMIND_ACTION] = true, [REMIND_UNDELIVERED] = true,
};

/* Whom a clock concerns while it is not met: those who send, and those who answer for it. A notice to a client is the DPO's to release as
 * well. */
static const struct {
	const char *rule;
	unsigned to;
} clock_to[] = {
	{RULE_CLIENT, REMIND_SECURITY | REMIND_MANAGERS | REMIND_DPO},
	{NULL, REMIND_SECURITY | REMIND_MANAGERS},
};

static const struct {
	const char *step;
	int64_t after; /* seconds after the action was due */
} action_steps[] = {{"overdue", 0}, {"a-week", 7 * DAY}};

/* --- rows --------------------------------------------------------------------------------------------------------------- */

typedef struct {
	GPtrArray *rows;
	const Incident *incident;
	const RemindPolicy *policy;
} Plan;

static void
add(Plan *p, RemindKind kind, const char *about, const char *step, Instant anchor, Instant due_at, unsigned to)
{
	Reminder *r = g_new0(Reminder, 1);
	r->kind = kind;
	r->rule = about ? g_strconcat(rule_names[kind], ":", about, NULL) : g_strdup(rule_names[kind]);
	r->about = about ? r->rule + strlen(rule_names[kind]) + 1 : NULL;
	r->step = g_strdup(step);
	r->anchor = anchor;
	r->due_at = due_at;
	r->to = to;
	g_ptr_array_add(p->rows, r);
}

/* A DPO who is away is not waited for. */
static void
plan_charge(Plan *p)
{
	const Incident *in = p->incident;
	const RemindPolicy *policy = p->policy;
	if (in->taken_at != INSTANT_NONE)
		return;
	Instant first = in->logged_at + policy->take_charge;
	if (policy->absent_at != INSTANT_NONE)
		first = MIN(first, MAX(policy->absent_at, in->logged_at));
	if (policy->deputy)
		add(p, REMIND_CHARGE, NULL, "deputy", in->logged_at, first, REMIND_DEPUTY);
	add(p, REMIND_CHARGE, NULL, "managers", in->logged_at, policy->deputy ? first + policy->take_charge : first, REMIND_MANAGERS);
}

/* 43200 -> "12h", 5400 -> "90m": how the setting's steps are named for ever, whatever it says later. */
static char *
step_name(int64_t seconds)
{
	bool hours = seconds % 3600 == 0;
	return g_strdup_printf("%d%s", (int)(seconds / (hours ? 3600 : 60)), hours ? "h" : "m");
}

static unsigned
clock_addressees(const Clock *clock)
{
	gsize i = 0;
	while (clock_to[i].rule && g_strcmp0(clock_to[i].rule, clock->rule) != 0)
		i++;
	return clock_to[i].to;
}

/* What fell due before the clock ran, or before anybody knew, reminds nobody; that it is over does. */
static void
plan_clock(Plan *p, const Clock *clock)
{
	Instant known = MAX(clock->starts_at, p->incident->logged_at);
	if (!clock_open(clock) || clock->due_at == INSTANT_NONE)
		return;
	for (guint i = 0; i < p->policy->before_count; i++) {
		Instant due = clock->due_at - p->policy->before[i];
		g_autofree char *step = step_name(p->policy->before[i]);
		if (due > known)
			add(p, REMIND_CLOCK, clock->id, step, clock->due_at, due, clock_addressees(clock));
	}
	if (p->policy->before_count)
		add(p, REMIND_CLOCK, clock->id, "late", clock->due_at, MAX(clock->due_at + 1, known), clock_addressees(clock));
}

static void
plan_action(Plan *p, const Action *action)
{
	const char *number = strrchr(action->id, '/');
	if (action_settled(action) || action->due_at == INSTANT_NONE || !number)
		return;
	for (guint i = 0; i < G_N_ELEMENTS(action_steps); i++)
		add(p, REMIND_ACTION, number + 1, action_steps[i].step, action->due_at, action->due_at + action_steps[i].after + 1,
			REMIND_OWNER | REMIND_DPO);
}

/* A reminder that does not arrive is not reminded of: that would never end. */
static void
plan_notice(Plan *p, const Notice *notice)
{
	bool failed = notice->state == NOTICE_FAILED, refuted = notice->state == NOTICE_SENT && notice->proof == PROOF_REFUTED;
	Instant at = failed && notice->attempted_at != INSTANT_NONE ? notice->attempted_at : failed ? notice->queued_at : notice->sent_at;
	const char *number = strrchr(notice->id, '/');
	Instant delayed = receipts_delayed_at(p->incident->receipts, notice->id);
	if (notice->exercise || letter_reminds(notice->letter) || !number)
		return;
	if (failed || refuted)
		add(p, REMIND_UNDELIVERED, number + 1, failed ? "failed" : "refuted", at, at, REMIND_SECURITY);
	else if (delayed != INSTANT_NONE && notice_undelivered(notice))
		add(p, REMIND_UNDELIVERED, number + 1, "delayed", delayed, delayed, REMIND_SECURITY);
}

bool
remind_quiet(const Incident *in)
{
	return in->kind == KIND_DRILL || in->historic || in->voided_at != INSTANT_NONE || in->closed_at != INSTANT_NONE || in->outcome;
}

static gint
by_due(gconstpointer a, gconstpointer b)
{
	const Reminder *x = *(Reminder *const *)a, *y = *(Reminder *const *)b;
	if (x->due_at != y->due_at)
		return x->due_at < y->due_at ? -1 : 1;
	int rule = strcmp(x->rule, y->rule);
	return rule ? rule : strcmp(x->step, y->step);
}

/* Planned at closing, to be looked at after it. */
static void
plan_reviews(Plan *p)
{
	const Incident *in = p->incident;
	for (guint i = 0; i < in->actions->len && in->closed_at != INSTANT_NONE && !in->historic; i++) {
		const Action *action = g_ptr_array_index(in->actions, i);
		if (action->review)
			plan_action(p, action);
	}
}

GPtrArray *
remind_plan(const Incident *in, const RemindPolicy *policy)
{
	Plan p = {.rows = g_ptr_array_new_with_free_func((GDestroyNotify)reminder_free), .incident = in, .policy = policy};
	if (remind_quiet(in)) {
		plan_reviews(&p);
		return p.rows;
	}
	plan_charge(&p);
	for (guint i = 0; i < in->clocks->len; i++)
		plan_clock(&p, g_ptr_array_index(in->clocks, i));
	for (guint i = 0; i < in->actions->len; i++)
		plan_action(&p, g_ptr_array_index(in->actions, i));
	for (guint i = 0; i < in->notices->len; i++)
		plan_notice(&p, g_ptr_array_index(in->notices, i));
	g_ptr_array_sort(p.rows, by_due);
	return p.rows;
}

static bool
is_to_dpo(const Incident *in, const char *notice)
{
	for (guint i = 0; notice && i < in->notices->len; i++) {
		const Notice *n = g_ptr_array_index(in->notices, i);
		if (strcmp(n->id, notice) == 0)
			return strcmp(n->audience, "dpo") == 0;
	}
	return false;
}

Instant
remind_absent_at(const Incident *in)
{
	Instant since = INSTANT_NONE;
	for (guint i = 0; i < in->receipts->len; i++) {
		const Receipt *r = g_ptr_array_index(in->receipts, i);
		if (g_strcmp0(r->kind, "auto-reply") == 0 && is_to_dpo(in, r->notice) && (since == INSTANT_NONE || r->at < since))
			since = r->at;
	}
	return since;
}

/* --- what is done, and what is due -------------------------------------------------------------------------------------- */

static bool
names(const json_t *step, const Reminder *r)
{
	Instant anchor;
	const char *text = json_string_value(json_object_get(step, "anchor"));
	return g_strcmp0(json_string_value(json_object_get(step, "rule")), r->rule) == 0 &&
		g_strcmp0(json_string_value(json_object_get(step, "step")), r->step) == 0 && text && instant_exact(text, &anchor) &&
		anchor == r->anchor;
}

static bool
holds(const char *steps, const Reminder *r)
{
	json_auto_t *list = steps ? json_loads(steps, 0, NULL) : NULL;
	for (size_t i = 0; i < json_array_size(list); i++)
		if (names(json_array_get(list, i), r))
			return true;
	return false;
}

static bool
was_queued(const Incident *in, const Reminder *r)
{
	for (guint i = 0; i < in->notices->len; i++)
		if (holds(((const Notice *)g_ptr_array_index(in->notices, i))->steps, r))
			return true;
	return false;
}

/* A later step of the same matter is due as well. */
static bool
is_overtaken(const GPtrArray *plan, guint at, Instant now)
{
	const Reminder *r = g_ptr_array_index(plan, at);
	for (guint i = at + 1; only_newest[r->kind] && i < plan->len; i++) {
		const Reminder *later = g_ptr_array_index(plan, i);
		if (later->due_at <= now && strcmp(later->rule, r->rule) == 0)
			return true;
	}
	return false;
}

GPtrArray *
remind_due(const GPtrArray *plan, const Incident *in, Instant now)
{
	GPtrArray *due = g_ptr_array_new();
	for (guint i = 0; i < plan->len; i++) {
		Reminder *r = g_ptr_array_index(plan, i);
		if (r->due_at <= now && !is_overtaken(plan, i, now) && !was_queued(in, r))
			g_ptr_array_add(due, r);
	}
	return due;
}

json_t *
remind_steps(const GPtrArray *reminders)
{
	json_t *list = json_array();
	for (guint i = 0; i < reminders->len; i++) {
		const Reminder *r = g_ptr_array_index(reminders, i);
		g_autofree char *anchor = instant_rfc3339(r->anchor);
		json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "rule", r->rule, "step", r->step, "anchor", anchor));
	}
	return list;
}

GPtrArray *
remind_still(const GPtrArray *plan, const char *steps)
{
	GPtrArray *still = g_ptr_array_new();
	for (guint i = 0; i < plan->len; i++)
		if (holds(steps, g_ptr_array_index(plan, i)))
			g_ptr_array_add(still, g_ptr_array_index(plan, i));
	return still;
}

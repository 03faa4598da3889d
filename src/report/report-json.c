/*
 * A report for programs.
 *
 * What may be long (late, unproven, running, overdue) is written row by row at the end of the object, so that a hundred thousand of them
 * cost their text and no tree. Codes and instants alone: nothing here depends on a language.
 */
#include "src/report/forms.h"

#include <jansson.h>
#include <string.h>

/* Printable ASCII only. Jansson leaves DEL as it is. */
static void
append(GString *out, json_t *value)
{
	char *text = json_dumps(value, JSON_COMPACT | JSON_ENSURE_ASCII | JSON_ENCODE_ANY);

	for (const char *c = text; *c; c++) {
		if (*c == '\x7f')
			g_string_append(out, "\\u007f");
		else
			g_string_append_c(out, *c);
	}
	free(text);
	json_decref(value);
}

static void
set_text(json_t *object, const char *key, const char *text)
{
	if (text)
		json_object_set_new(object, key, json_string(text));
}

static void
set_int(json_t *object, const char *key, int64_t value)
{
	json_object_set_new(object, key, json_integer(value));
}

static void
set_instant(json_t *object, const char *key, Instant t)
{
	g_autofree char *text = t == INSTANT_NONE ? NULL : instant_rfc3339(t);

	set_text(object, key, text);
}

static void
set_tally(json_t *object, const Tally *tally)
{
	int percent = tally_percent(tally);

	set_int(object, "counted", tally_counted(tally));
	set_int(object, "in_time", tally->n[STANDING_ON_TIME]);
	set_int(object, "late", tally->n[STANDING_LATE]);
	set_int(object, "unproven", tally->n[STANDING_UNPROVEN]);
	if (percent >= 0)
		set_int(object, "percent", percent);
}

static json_t *
tally_json(const Tally *tally)
{
	json_t *object = json_object();

	set_tally(object, tally);
	return object;
}

static void
set_spread(json_t *object, const GArray *sorted)
{
	Spread spread = stats_spread(sorted);

	set_int(object, "n", spread.n);
	if (!spread.n)
		return;
	set_int(object, "median_seconds", spread.median);
	set_int(object, "p90_seconds", spread.p90);
	set_int(object, "longest_seconds", spread.worst);
}

static json_t *
period_json(const Period *period, GTimeZone *zone)
{
	json_t *object = json_object();
	g_autofree char *code = period_code(period, zone);

	set_text(object, "name", code);
	set_instant(object, "from", period->from);
	set_instant(object, "until", period->until);
	return object;
}

static json_t *
filter_json(const ReportQuery *q)
{
	json_t *object = json_object();

	set_text(object, "client", q->client);
	set_text(object, "site", q->site);
	set_text(object, "campaign", q->campaign);
	set_text(object, "kind", q->kind);
	return object;
}

static const Stats *
year_ago_of(const Report *report)
{
	return report->stats_year_ago ? report->stats_year_ago : report->stats_before;
}

static json_t *
deadlines_json(const Report *report)
{
	json_t *list = json_array();

	for (guint i = 0; i < report->stats->rules->len; i++) {
		const RuleStats *rule = &g_array_index(report->stats->rules, RuleStats, i);
		json_t *object = json_object();
		set_text(object, "rule", rule->rule);
		set_tally(object, &rule->tally);
		set_int(object, "running", rule->tally.n[STANDING_RUNNING]);
		set_int(object, "not_due", rule->tally.n[STANDING_DROPPED]);
		if (report->stats_before) {
			json_object_set_new(object, "before", tally_json(stats_rule(report->stats_before, rule->rule)));
			json_object_set_new(object, "year_before", tally_json(stats_rule(year_ago_of(report), rule->rule)));
		}
		json_array_append_new(list, object);
	}
	return list;
}

static json_t *
months_json(const Stats *stats)
{
	json_t *list = json_array();

	for (guint i = 0; i < stats->months->len; i++) {
		const MonthStats *month = &g_array_index(stats->months, MonthStats, i);
		json_t *object = json_object();
		set_instant(object, "from", month->from);
		set_instant(object, "until", month->until);
		set_tally(object, &month->dpo);
		json_array_append_new(list, object);
	}
	return list;
}

static json_t *
histogram_json(const Stats *stats)
{
	json_t *list = json_array();
	int counts[STATS_BINS];

	stats_histogram(stats, counts);
	for (int i = 0; i < STATS_BINS; i++) {
		json_t *object = json_object();
		if (i < STATS_BINS - 1)
			set_int(object, "up_to_seconds", stats_bins[i]);
		set_int(object, "n", counts[i]);
		json_array_append_new(list, object);
	}
	return list;
}

static json_t *
steps_json(const Stats *stats)
{
	json_t *list = json_array();

	for (int i = 0; i < STEPS; i++) {
		json_t *object = json_object();
		set_text(object, "from", i ? stats_step_code((Step)(i - 1)) : "detected");
		set_text(object, "to", stats_step_code((Step)i));
		set_spread(object, stats->steps[i]);
		json_array_append_new(list, object);
	}
	return list;
}

static json_t *
groups_json(const Report *report)
{
	json_t *list = json_array();

	for (guint i = 0; i < report->stats->groups->len; i++) {
		const Group *group = g_ptr_array_index(report->stats->groups, i);
		json_t *object = json_object(), *time = json_object();
		set_text(object, stats_by_code(report->query.by), group->key);
		set_text(object, "name", group->name);
		set_int(object, "breaches", group->incidents);
		json_object_set_new(object, "dpo", tally_json(&group->dpo));
		json_object_set_new(object, "all", tally_json(&group->all));
		set_spread(time, group->times);
		json_object_set_new(object, "notice", time);
		set_int(object, "latest_seconds", group->worst);
		json_array_append_new(list, object);
	}
	return list;
}

static json_t *
entries_json(const Stats *stats)
{
	static const char *const codes[ENTRIES] = {
		[ENTRY_BREACH] = "breach", [ENTRY_NOT_A_BREACH] = "not_a_breach", [ENTRY_NEAR_MISS] = "near_miss", [ENTRY_VOID] = "void",
		[ENTRY_HISTORIC] = "historic", [ENTRY_DRILL] = "drill",
	};
	json_t *object = json_object();

	for (int i = 0; i < ENTRIES; i++)
		set_int(object, codes[i], stats->entries[i]);
	return object;
}

static json_t *
unreleased_json(const Report *report)
{
	json_t *list = json_array();

	for (guint i = 0; report->unreleased && i < report->unreleased->len; i++)
		json_array_append_new(list, json_string(g_ptr_array_index(report->unreleased, i)));
	return list;
}

static json_t *
head_json(const Report *report)
{
	const ReportQuery *q = &report->query;
	json_t *object = json_object(), *notice = json_object(), *drills = json_object(), *seal = json_object();

	set_int(object, "v", 1);
	set_text(object, "register", report->tip.uuid);
	set_text(object, "organisation", report->organisation);
	set_instant(object, "now", q->now);
	json_object_set_new(object, "period", period_json(&q->period, q->zone));
	json_object_set_new(object, "before", period_json(&report->before, q->zone));
	json_object_set_new(object, "year_before", period_json(&report->year_ago, q->zone));
	json_object_set_new(object, "filter", filter_json(q));
	set_int(object, "breaches", report->stats->incidents);
	json_object_set_new(object, "deadlines", deadlines_json(report));
	set_int(object, "late_explained", report->stats->explained);
	set_spread(notice, report->stats->times);
	set_int(notice, "without_notice", report->stats->unnotified);
	json_object_set_new(object, "notice", notice);
	json_object_set_new(object, "months", months_json(report->stats));
	json_object_set_new(object, "histogram", histogram_json(report->stats));
	json_object_set_new(object, "steps", steps_json(report->stats));
	if (q->by != BY_NOTHING)
		json_object_set_new(object, "groups", groups_json(report));
	json_object_set_new(object, "entries", entries_json(report->stats));
	set_tally(drills, &report->stats->drills);
	set_spread(drills, report->stats->drill_times);
	json_object_set_new(object, "drills", drills);
	json_object_set_new(object, "sent_without_release", unreleased_json(report));
	set_int(seal, "seq", report->tip.seq);
	set_text(seal, "sha256", report->tip.seal);
	json_object_set_new(object, "seal", seal);
	return object;
}

/* Where no client may be named, neither what people typed is there nor the id of a clock that has a client in it. */
static json_t *
named_json(const Report *report, const NamedClock *c)
{
	bool all = !report->query.no_clients;
	json_t *object = json_object();

	set_text(object, "ref", c->ref);
	set_text(object, "title", all ? c->title : NULL);
	set_text(object, "kind", c->breach_kind);
	set_text(object, "rule", c->rule);
	set_text(object, "client", all ? c->client : NULL);
	set_instant(object, "detected_at", c->detected_at);
	set_instant(object, "due_at", c->due_at);
	set_instant(object, "met_at", c->met_at);
	if (c->standing == STANDING_RUNNING) {
		set_int(object, "left_seconds", c->due_at - report->query.now);
		return object;
	}
	set_int(object, "late_seconds", stats_lateness(c, report->query.now));
	json_object_set_new(object, "by_correction", json_boolean(c->by_correction));
	json_object_set_new(object, "before_correction", json_boolean(c->before_correction));
	set_text(object, "cause", c->cause);
	set_text(object, "reason", all ? c->reason : NULL);
	return object;
}

static void
append_named(const Report *report, const char *key, const GPtrArray *list, GString *out)
{
	g_string_append_printf(out, ",\"%s\":[", key);
	for (guint i = 0; i < list->len; i++) {
		if (i)
			g_string_append_c(out, ',');
		append(out, named_json(report, g_ptr_array_index(list, i)));
	}
	g_string_append_c(out, ']');
}

static void
append_actions(const Report *report, GString *out)
{
	g_string_append(out, ",\"actions_overdue\":[");
	for (guint i = 0; i < report->stats->actions->len; i++) {
		const NamedAction *a = g_ptr_array_index(report->stats->actions, i);
		json_t *object = json_object();
		if (i)
			g_string_append_c(out, ',');
		set_text(object, "id", a->id);
		set_text(object, "title", report->query.no_clients ? NULL : a->title);
		set_instant(object, "due_at", a->due_at);
		append(out, object);
	}
	g_string_append_c(out, ']');
}

void
report_json(const Report *report, GString *out)
{
	append(out, head_json(report));
	g_string_truncate(out, out->len - 1);
	append_named(report, "late", report->stats->late, out);
	append_named(report, "unproven", report->stats->unproven, out);
	append_named(report, "running", report->stats->running, out);
	append_actions(report, out);
	g_string_append(out, "}\n");
}

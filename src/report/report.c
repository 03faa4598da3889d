/* A report: three periods from one walk through the register. */
#include "src/report/report.h"

#include "src/core/text.h"

#include <string.h>

static StatsPlan
plan_of(const Report *report, const Period *period, bool lists)
{
	const ReportQuery *q = &report->query;

	return (StatsPlan){.period = *period, .now = q->now, .zone = q->zone, .client = q->client, .site = report->folded_site,
		.campaign = report->folded_campaign, .kind = q->kind, .by = lists ? q->by : BY_NOTHING, .lists = lists};
}

Report *
report_asked(const ReportQuery *query)
{
	Report *report = g_new0(Report, 1);

	report->query = *query;
	report->query.zone = g_time_zone_ref(query->zone);
	report->query.client = g_strdup(query->client);
	report->query.site = g_strdup(query->site);
	report->query.campaign = g_strdup(query->campaign);
	report->query.kind = g_strdup(query->kind);
	report->folded_site = query->site ? text_fold(query->site) : NULL;
	report->folded_campaign = query->campaign ? text_fold(query->campaign) : NULL;
	report->before = period_before(&query->period, query->zone);
	report->year_ago = period_year_ago(&query->period, query->zone);
	return report;
}

void
report_free(Report *report)
{
	if (!report)
		return;
	stats_free(report->stats);
	stats_free(report->stats_before);
	stats_free(report->stats_year_ago);
	g_clear_pointer(&report->unreleased, g_ptr_array_unref);
	tip_clear(&report->tip);
	g_free((char *)(guintptr)report->query.client);
	g_free((char *)(guintptr)report->query.site);
	g_free((char *)(guintptr)report->query.campaign);
	g_free((char *)(guintptr)report->query.kind);
	g_time_zone_unref(report->query.zone);
	g_free(report->organisation);
	g_free(report->client_name);
	g_free(report->folded_site);
	g_free(report->folded_campaign);
	g_free(report);
}

/* --- reading ---------------------------------------------------------------------------------------------------------------- */

static bool
add_incident(const ReportIncident *incident, void *data, GError **error)
{
	Report *report = data;

	(void)error;
	stats_add(report->stats, incident);
	if (report->stats_before)
		stats_add(report->stats_before, incident);
	if (report->stats_year_ago)
		stats_add(report->stats_year_ago, incident);
	return true;
}

typedef struct {
	Db *db;
	Report *report;
} Reading;

static bool
add_action(const ReportAction *action, void *data, GError **error)
{
	const Reading *reading = data;
	const char *client = reading->report->query.client;
	bool affects = true;

	if (client && !query_report_affects(reading->db, action->incident.ref, client, &affects, error))
		return false;
	if (affects)
		stats_add_action(reading->report->stats, action);
	return true;
}

/* Notices are of all incidents: the question whose they are is asked of the few that there are. */
static bool
drop_others(Db *db, Report *report, GError **error)
{
	const char *client = report->query.client;

	for (guint i = report->unreleased->len; client && i > 0; i--) {
		const char *id = g_ptr_array_index(report->unreleased, i - 1);
		g_autofree char *ref = g_strndup(id, strcspn(id, "/"));
		bool affects;
		if (!query_report_affects(db, ref, client, &affects, error))
			return false;
		if (!affects)
			g_ptr_array_remove_index(report->unreleased, i - 1);
	}
	return true;
}

static bool
read_client(Db *db, Report *report, GError **error)
{
	g_autoptr(Client) client = NULL;

	if (!report->query.client)
		return true;
	if (!query_client(db, report->query.client, &client, error))
		return false;
	report->client_name = g_strdup(client && client->name ? client->name : report->query.client);
	return true;
}

static bool
read_all(Db *db, Report *report, GError **error)
{
	const Period *period = &report->query.period;
	Reading reading = {db, report};
	Instant since = MIN(period->from, report->query.now); /* all that still runs matters too, whatever the period */

	if (report->stats_before)
		since = MIN(since, MIN(report->year_ago.from, report->before.from));
	if (!query_tip(db, &report->tip, error) || !read_client(db, report, error) || !query_report(db, since, add_incident, report, error))
		return false;
	if (report->query.brief)
		return true;
	return query_report_actions(db, report->query.now, add_action, &reading, error) &&
		query_report_unreleased(db, period->from, period->until, &report->unreleased, error) && drop_others(db, report, error);
}

static void
finish(Report *report)
{
	Stats *all[] = {report->stats, report->stats_before, report->stats_year_ago};

	for (gsize i = 0; i < G_N_ELEMENTS(all); i++)
		if (all[i])
			stats_finish(all[i]);
}

bool
report_make(Db *db, const Settings *settings, const ReportQuery *query, Report **report, GError **error)
{
	g_autoptr(Report) made = report_asked(query);
	StatsPlan main = plan_of(made, &query->period, !query->brief), before = plan_of(made, &made->before, false),
		  year_ago = plan_of(made, &made->year_ago, false);
	bool ok;

	*report = NULL;
	made->organisation = g_strdup(settings_text(settings, "organisation.name"));
	made->stats = stats_new(&main);
	made->stats_before = query->brief ? NULL : stats_new(&before);
	/* Of a year, the one before and that of a year ago are the same. */
	made->stats_year_ago = query->brief || made->before.from == made->year_ago.from ? NULL : stats_new(&year_ago);
	if (!db_read_begin(db, error))
		return false;
	ok = read_all(db, made, error);
	db_read_end(db);
	if (!ok)
		return false;
	finish(made);
	*report = g_steal_pointer(&made);
	return true;
}

/* --- one by one -------------------------------------------------------------------------------------------------------------- */

typedef struct {
	const StatsPlan *plan;
	ReportRowEach each;
	void *data;
} Rows;

static bool
row_incident(const ReportIncident *incident, void *data, GError **error)
{
	const Rows *rows = data;

	(void)error;
	if (!stats_counts(incident) || !stats_fits(rows->plan, incident))
		return true;
	for (guint i = 0; i < incident->n_clocks; i++) {
		const ReportRow row = {incident, &incident->clocks[i], stats_standing(&incident->clocks[i], rows->plan->now)};
		if (row.standing == STANDING_DROPPED || !stats_takes(rows->plan, incident, row.clock))
			continue;
		if (row.standing == STANDING_RUNNING || period_has(&rows->plan->period, stats_counted_at(row.clock)))
			rows->each(&row, rows->data);
	}
	return true;
}

bool
report_rows(Db *db, const ReportQuery *query, ReportRowEach each, void *data, GError **error)
{
	g_autoptr(Report) asked = report_asked(query);
	StatsPlan plan = plan_of(asked, &query->period, false);
	Rows rows = {&plan, each, data};

	return query_report(db, MIN(query->period.from, query->now), row_incident, &rows, error);
}

/*
 * A report: the figures of a period, beside those of the period before and of the same one a year ago, read in one go.
 */
#ifndef BRECCIA_REPORT_REPORT_H
#define BRECCIA_REPORT_REPORT_H

#include "db/query.h"
#include "src/core/settings.h"
#include "src/report/stats.h"

typedef struct {
	Period period;
	Instant now;
	GTimeZone *zone;
	const char *client;   /* id; NULL: all */
	const char *site, *campaign; /* as typed; NULL */
	const char *kind;     /* code of vocab_kind; NULL */
	StatsBy by;
	bool no_clients;      /* for a room in which no client may be named: neither names nor what people typed, which may hold them */
	bool brief;           /* the period alone, and nothing that is listed */
} ReportQuery;

typedef struct {
	ReportQuery query;        /* its texts are the report's own */
	Period before, year_ago;
	Stats *stats, *stats_before, *stats_year_ago; /* the last two NULL of a brief one, and the last where it would be the same */
	GPtrArray *unreleased;    /* ids (char *) of notices to clients that left without release */
	Tip tip;                  /* what it was read from */
	char *organisation;
	char *client_name;        /* of query.client; NULL */
	char *folded_site, *folded_campaign;
} Report;

/* What was asked for alone, without a figure: for report_csv(), which reads by itself. (transfer full) */
Report *report_asked(const ReportQuery *query);
/* settings: the register's. (transfer full) */
bool report_make(Db *db, const Settings *settings, const ReportQuery *query, Report **report, GError **error);
void report_free(Report *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Report, report_free)

/* The same deadlines one by one, as they are read: counted in the period, or running now. */
typedef struct {
	const ReportIncident *incident;
	const ReportClock *clock;
	Standing standing;
} ReportRow;

typedef void (*ReportRowEach)(const ReportRow *row, void *data);
bool report_rows(Db *db, const ReportQuery *query, ReportRowEach each, void *data, GError **error);

#endif

/*
 * What reports count: every incident that may matter since some instant, one at a time.
 *
 * A register may hold many years: each incident is handed over and forgotten, so that memory does not grow with what is stored. Whether
 * something counts is not decided here (src/report/stats.h does).
 */
#ifndef BRECCIA_DB_QUERY_REPORT_H
#define BRECCIA_DB_QUERY_REPORT_H

#include "db/store.h"
#include "src/core/clock.h"
#include "src/core/incident.h"

typedef struct {
	Clock clock;          /* all but why it ended */
	Instant sent_at;      /* of one that is not met: when the earliest notice left that stands for it; INSTANT_NONE: none does */
	const char *campaign; /* where its client has one of its own; NULL */
} ReportClock;

typedef struct {
	const char *ref;
	const char *title, *site, *campaign, *breach_kind; /* NULL: absent, or erased */
	IncidentKind kind;
	bool historic, erased, voided, not_a_breach;
	Instant detected_at, logged_at;
	Instant delivered_at;        /* the first receipt that proves that a notice reached the DPO; INSTANT_NONE */
	Instant taken_at, closed_at; /* INSTANT_NONE */
	const ReportClock *clocks;   /* dpo-24h first, then by due */
	guint n_clocks;
} ReportIncident;

/* Everything is borrowed for the call. False ends the query, which then fails with the error that was set. */
typedef bool (*ReportEach)(const ReportIncident *incident, void *data, GError **error);

/* Every incident with a clock that was due at or after `since`, in the order of logging. In one read transaction. */
bool query_report(Db *db, Instant since, ReportEach each, void *data, GError **error);

/* An action that is not settled and was due before `now`, with what is needed of its incident, which has no clocks here: void ones and those
 * of the past are left out. Borrowed for the call. */
typedef struct {
	ReportIncident incident;
	const char *id, *title;
	Instant due_at;
} ReportAction;

typedef bool (*ReportActionEach)(const ReportAction *action, void *data, GError **error);
bool query_report_actions(Db *db, Instant now, ReportActionEach each, void *data, GError **error); /* by due */

/* Is the client one of this incident's? */
bool query_report_affects(Db *db, const char *ref, const char *client, bool *affects, GError **error);

/* Notices to clients that security let go alone because little time was left, of breaches, sent in from <= t < until: ids (char *). */
bool query_report_unreleased(Db *db, Instant from, Instant until, GPtrArray **ids, GError **error);

#endif

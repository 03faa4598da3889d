/*
 * Between the query files: their statements, for the tests that prepare and explain them all, and how a row becomes a struct.
 * Included by db/query-*.c and the test of the plans.
 */
#ifndef BRECCIA_DB_QUERY_ROW_H
#define BRECCIA_DB_QUERY_ROW_H

#include "db/query.h"
#include "db/statement.h"

#include <string.h>

extern const Statement query_incident_statements[];
extern const Statement query_list_statements[];
extern const Statement query_notice_statements[];
extern const Statement query_receipt_statements[];
extern const Statement query_report_statements[];
extern const Statement query_work_statements[];
extern const Statement query_duty_statements[];
extern const Statement query_people_statements[];
extern const Statement query_journal_statements[];
extern const Statement query_local_statements[];
extern const Statement query_mailbox_statements[];
extern const Statement query_bulletin_statements[];

/* The lists, in the order of query_list_statements. */
typedef enum {
	LIST_BOARD,       /* open ones, by (next_due, ref) */
	LIST_ALL,         /* by seq backwards */
	LIST_OPEN,        /* open ones, by seq backwards */
	LIST_OF_TEXT,     /* those that hold some words, by seq backwards */
	LIST_OF_REF,      /* one of them */
	LIST_COUNT        /* of open ones */
} ListForm;

/* Fails: a projection holds a code that core does not know. */
bool row_is_foreign(const char *column, const char *code, GError **error);

/* Runs the statement (transfer full), which selects whole notices, and adds each with its recipients. */
bool query_read_notices(Db *db, Stmt *stmt, GPtrArray *notices, GError **error);
/* Adds what was kept of an incident (receipts: ref NULL: of all), and its calls. */
bool query_read_receipts(Db *db, const char *ref, GPtrArray *receipts, GError **error);
bool query_read_calls(Db *db, const char *ref, GPtrArray *calls, GError **error);
/* Adds assessments, opinions, decisions, filings, actions and evidence of the incident. */
bool query_read_work(Db *db, Incident *incident, GError **error);

#endif

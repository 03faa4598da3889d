/*
 * Applying events: one function per kind, and what they share. Included by db/project*.c alone.
 *
 * An apply function finds every required field in its type (event_read and event_check saw to that); what hangs on the
 * body may be missing at any time, because it was erased.
 */
#ifndef BRECCIA_DB_APPLY_H
#define BRECCIA_DB_APPLY_H

#include "db/statement.h"
#include "src/core/event.h"

typedef bool Apply(Db *db, const Event *event, GError **error);

/* project.c */
Apply apply_register_created, apply_setting_changed, apply_reading;
/* project-house.c */
Apply apply_register_adopted, apply_register_restored, apply_register_moved, apply_backup_made;
/* project-duty.c */
Apply apply_duty_recorded;
/* project-people.c */
Apply apply_person_added, apply_person_changed, apply_person_retired, apply_dpo_appointed, apply_dpo_ended, apply_dpo_away,
	apply_client_added, apply_client_changed, apply_client_retired;
/* project-incident.c */
Apply apply_incident_logged, apply_incident_imported, apply_incident_amended, apply_instant_corrected, apply_took_charge, apply_note_added;
/* project-clock.c */
Apply apply_late_reason, apply_clock_waived;
/* project-work.c */
Apply apply_assessment_made, apply_opinion_given, apply_decision_made, apply_filing_recorded, apply_evidence_added;
/* project-action.c */
Apply apply_action_added, apply_action_changed, apply_action_done, apply_action_dropped, apply_action_verified;
/* project-ending.c */
Apply apply_incident_closed, apply_incident_reopened, apply_incident_voided, apply_hold_placed, apply_hold_lifted, apply_body_erased;
/* project-affected.c */
Apply apply_client_affected, apply_client_amended, apply_client_cleared;
/* project-notice.c */
Apply apply_notice_queued, apply_notice_composed, apply_notice_attempted, apply_notice_submitted, apply_notice_failed,
	apply_notice_retried, apply_notice_held, apply_notice_released, apply_notice_cancelled, apply_notice_recorded;

/* project-bulletin.c */
Apply apply_bulletin_attempted, apply_bulletin_settled, apply_bulletin_proven;

/* project-receipt.c */
Apply apply_receipt_recorded, apply_receipt_judged, apply_call_noted;

/* --- values of an event ------------------------------------------------------------------------------------------- */

const char *fact_text(const Event *event, const char *name);  /* NULL when absent */
int64_t fact_int64(const Event *event, const char *name);     /* 0 when absent */
bool fact_bool(const Event *event, const char *name);
Instant fact_instant(const Event *event, const char *name);   /* INSTANT_NONE when absent */
const char *body_text(const Event *event, const char *name);  /* NULL when absent, empty or erased */
Instant json_instant(const json_t *value);                    /* INSTANT_NONE when it is none */
char *json_line(const json_t *value);                         /* compact ASCII, whatever the value is; (transfer full) */

/* Whose act an event is, and when: what "for", "at" and "receipt" say where somebody entered it for them. */
const char *act_by(const Event *event);
Instant act_at(const Event *event);
/* Binds $1 ref, $2 seq, $3 at, $4 noted_at, $5 by, $6 typed_by, $7 receipt. */
void act_bind(Stmt *stmt, const Event *event);
/* "2026-0013/1" of the event's ref and the number or letter and number in a fact; NULL when the event has none. (transfer full) */
char *event_sub_id(const Event *event, const char *fact);

/* --- columns that an event sets where it names them ----------------------------------------------------------------- */

/* A key of the facts or the body, and the statement that sets its column: $1 is the value, the row's key is $2, $3, ... An empty
 * text sets NULL. A key that the event does not carry leaves the column alone. */
typedef struct {
	const char *key;
	Side side;
	int sql;
} Column;

/* columns ends with a NULL key, row (the values of the row's key) with NULL. */
bool apply_columns(Db *db, const Event *event, const Statement *table, const Column *columns, const char *const *row, GError **error);

/* Runs a statement whose placeholders are these texts, $1 $2 ..., up to NULL. */
bool apply_texts(Db *db, const Statement *statement, const char *const *texts, GError **error);

/* --- proof ---------------------------------------------------------------------------------------------------------- */

/* The proof of a notice and of each of its recipients, its certified instant and its provider's id, anew from what sending gave and from
 * the judgements of its receipts. What a receipt proves has left, whatever the courier knows of it. again: also where no receipt says
 * anything, because one may have done so before. (project-receipt.c) */
bool notice_prove(Db *db, const char *id, bool again, GError **error);
/* A receipt that would prove a notice sent by hand is about this one now, and proves it. */
bool receipt_confirm(Db *db, const char *receipt, const char *notice, GError **error);
/* What follows for a notice and the clocks, after an event that names it. (project-notice.c) */
bool notice_follow(Db *db, const Event *event, GError **error);

/* --- shared ------------------------------------------------------------------------------------------------------- */

/* Notes that this number was given. */
bool counter_reach(Db *db, const char *name, int64_t number, GError **error);

/* Starts a clock, or moves it: its first due instant stays. */
bool clock_apply(Db *db, const Event *event, const json_t *clock, GError **error);
bool clock_apply_all(Db *db, const Event *event, GError **error); /* each of the facts' "clocks" */
/* Ends one as not due, for the event's reason, at the instant of the act: late by then, it stays late. */
bool clock_stop(Db *db, const Event *event, const char *id, GError **error);
bool clock_stop_all(Db *db, const Event *event, GError **error); /* each of the facts' "stopped" */
/* Does it start, move or end any? Then they are to be settled. */
bool clock_changes(const Event *event);
/* After anything that may meet a clock or take that away: met_at and proof of the clocks, when each client was told, and
 * the incident's next due instant. */
bool clocks_settle(Db *db, const char *ref, GError **error);

/*
 * The full text of an incident is written again from what is there when the transaction ends, once, however many of its events
 * changed it: until then a search finds what it found before. Does this event change it; note that it changed; forget it now.
 */
bool search_changes(const Event *event);
bool search_refresh(Db *db, const char *ref, GError **error);
bool search_forget(Db *db, const char *ref, GError **error);
bool search_refresh_client(Db *db, const char *client, GError **error); /* its name changed */
/* Are there so many that they should be written before the end? Write them. (project.c) */
bool search_is_long(const Db *db);
bool search_write(Db *db, GError **error);

#endif

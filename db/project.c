#include "db/project.h"

#include "db/apply.h"
#include "db/driver.h"
#include "src/core/err.h"

#include <string.h>

enum {
	SQL_REGISTER, SQL_SETTING, SQL_UNSET, SQL_COUNTER, SQL_HISTORY, SQL_JOURNAL,
	FORGET_RECIPIENT, FORGET_CLOCK, FORGET_AFFECTED, FORGET_NOTE, FORGET_REMINDER, FORGET_NOTICE, FORGET_RECEIPT, FORGET_CALL, FORGET_ASSESSMENT,
	FORGET_JUDGEMENT, FORGET_FILING, FORGET_ACTION, FORGET_EVIDENCE, FORGET_HISTORY, FORGET_INCIDENT,
	ALL_REGISTER, ALL_SETTING, ALL_COUNTER, ALL_PERSON, ALL_ACCOUNT, ALL_DPO, ALL_CLIENT, ALL_INCIDENT, ALL_CLOCK,
	ALL_AFFECTED, ALL_NOTE, ALL_NOTICE, ALL_REMINDER, ALL_RECIPIENT, ALL_RECEIPT, ALL_CALL,
	ALL_ASSESSMENT, ALL_JUDGEMENT, ALL_FILING, ALL_ACTION, ALL_EVIDENCE,
	ALL_DUTY, ALL_HISTORY, ALL_BULLETIN
};

#define WHOLE(table, key) {"all of " table, .sql = "SELECT * FROM " table " ORDER BY " key}
#define FORGET(table) {"forget " table, .sql = "DELETE FROM " table " WHERE ref = $1"}

const Statement project_statements[] = {
	[SQL_REGISTER] = {"register", .sql = "INSERT INTO register (uuid, seq, created_at, demo) VALUES ($1, $2, $3, $4)"},
	[SQL_SETTING] = {"setting", .sql = "INSERT INTO setting (name, value, seq) VALUES ($1, $2, $3) "
		"ON CONFLICT (name) DO UPDATE SET value = excluded.value, seq = excluded.seq"},
	[SQL_UNSET] = {"unset", .sql = "DELETE FROM setting WHERE name = $1"},
	[SQL_COUNTER] = {"counter", .sql = "INSERT INTO counter (name, value) VALUES ($1, $2) "
		"ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE excluded.value > counter.value"},
	[SQL_HISTORY] = {"history", .sql = "INSERT INTO history (ref, seq) VALUES ($1, $2)"},
	[SQL_JOURNAL] = {"the journal", .sql = "SELECT head, body FROM journal ORDER BY seq"},
	/* Recipients hang on their notice, so they go before it; the incident goes last. */
	[FORGET_RECIPIENT] = {"forget recipients", .sql = "DELETE FROM recipient WHERE notice IN (SELECT id FROM notice WHERE ref = $1)"},
	[FORGET_CLOCK] = FORGET("clock"),
	[FORGET_AFFECTED] = FORGET("affected"),
	[FORGET_NOTE] = FORGET("note"),
	[FORGET_REMINDER] = FORGET("reminder"),
	[FORGET_NOTICE] = FORGET("notice"),
	[FORGET_RECEIPT] = FORGET("receipt"),
	[FORGET_CALL] = FORGET("phone_call"),
	[FORGET_ASSESSMENT] = FORGET("assessment"),
	[FORGET_JUDGEMENT] = FORGET("judgement"),
	[FORGET_FILING] = FORGET("filing"),
	[FORGET_ACTION] = FORGET("action"),
	[FORGET_EVIDENCE] = FORGET("evidence"),
	[FORGET_HISTORY] = FORGET("history"),
	[FORGET_INCIDENT] = FORGET("incident"),
	[ALL_REGISTER] = WHOLE("register", "uuid"),
	[ALL_SETTING] = WHOLE("setting", "name"),
	[ALL_COUNTER] = WHOLE("counter", "name"),
	[ALL_PERSON] = WHOLE("person", "id"),
	[ALL_ACCOUNT] = WHOLE("person_account", "account, person"),
	[ALL_DPO] = WHOLE("dpo", "seq"),
	[ALL_CLIENT] = WHOLE("client", "id"),
	[ALL_INCIDENT] = WHOLE("incident", "ref"),
	[ALL_CLOCK] = WHOLE("clock", "ref, id"),
	[ALL_AFFECTED] = WHOLE("affected", "ref, client, name"),
	[ALL_NOTE] = WHOLE("note", "ref, seq"),
	[ALL_NOTICE] = WHOLE("notice", "id"),
	[ALL_REMINDER] = WHOLE("reminder", "ref, rule, step, anchor, audience, channel"),
	[ALL_RECIPIENT] = WHOLE("recipient", "notice, place"),
	[ALL_RECEIPT] = WHOLE("receipt", "id"),
	[ALL_CALL] = WHOLE("phone_call", "ref, seq"),
	[ALL_ASSESSMENT] = WHOLE("assessment", "ref, seq"),
	[ALL_JUDGEMENT] = WHOLE("judgement", "ref, seq"),
	[ALL_FILING] = WHOLE("filing", "ref, seq"),
	[ALL_ACTION] = WHOLE("action", "id"),
	[ALL_EVIDENCE] = WHOLE("evidence", "id"),
	[ALL_DUTY] = WHOLE("duty", "seq"),
	[ALL_HISTORY] = WHOLE("history", "ref, seq"),
	[ALL_BULLETIN] = WHOLE("bulletin", "id"),
	{.name = NULL},
};

#define TABLE(table, keys, all) {(table), (keys), &project_statements[all]}

const ProjectTable project_tables[] = {
	TABLE("register", 1, ALL_REGISTER),
	TABLE("setting", 1, ALL_SETTING),
	TABLE("counter", 1, ALL_COUNTER),
	TABLE("person", 1, ALL_PERSON),
	TABLE("person_account", 2, ALL_ACCOUNT),
	TABLE("dpo", 1, ALL_DPO),
	TABLE("client", 1, ALL_CLIENT),
	TABLE("incident", 1, ALL_INCIDENT),
	TABLE("clock", 2, ALL_CLOCK),
	TABLE("affected", 3, ALL_AFFECTED),
	TABLE("note", 2, ALL_NOTE),
	TABLE("notice", 1, ALL_NOTICE),
	TABLE("reminder", 6, ALL_REMINDER),
	TABLE("recipient", 2, ALL_RECIPIENT),
	TABLE("receipt", 1, ALL_RECEIPT),
	TABLE("phone_call", 2, ALL_CALL),
	TABLE("assessment", 2, ALL_ASSESSMENT),
	TABLE("judgement", 2, ALL_JUDGEMENT),
	TABLE("filing", 2, ALL_FILING),
	TABLE("action", 1, ALL_ACTION),
	TABLE("evidence", 1, ALL_EVIDENCE),
	TABLE("duty", 1, ALL_DUTY),
	TABLE("history", 2, ALL_HISTORY),
	TABLE("bulletin", 1, ALL_BULLETIN),
	{NULL, 0, NULL},
};

static const struct {
	const char *kind;
	Apply *apply;
} kinds[] = {
	{"register.created", apply_register_created},
	{"setting.changed", apply_setting_changed},
	{"person.added", apply_person_added},
	{"person.changed", apply_person_changed},
	{"person.retired", apply_person_retired},
	{"dpo.appointed", apply_dpo_appointed},
	{"dpo.ended", apply_dpo_ended},
	{"dpo.away", apply_dpo_away},
	{"client.added", apply_client_added},
	{"client.changed", apply_client_changed},
	{"client.retired", apply_client_retired},
	{"incident.logged", apply_incident_logged},
	{"incident.amended", apply_incident_amended},
	{"incident.instant-corrected", apply_instant_corrected},
	{"client.affected", apply_client_affected},
	{"client.amended", apply_client_amended},
	{"client.cleared", apply_client_cleared},
	{"dpo.took-charge", apply_took_charge},
	{"clock.late-reason", apply_late_reason},
	{"incident.imported", apply_incident_imported},
	{"assessment.made", apply_assessment_made},
	{"opinion.given", apply_opinion_given},
	{"decision.made", apply_decision_made},
	{"clock.waived", apply_clock_waived},
	{"filing.recorded", apply_filing_recorded},
	{"action.added", apply_action_added},
	{"action.changed", apply_action_changed},
	{"action.done", apply_action_done},
	{"action.dropped", apply_action_dropped},
	{"action.verified", apply_action_verified},
	{"evidence.added", apply_evidence_added},
	{"incident.closed", apply_incident_closed},
	{"incident.reopened", apply_incident_reopened},
	{"incident.voided", apply_incident_voided},
	{"hold.placed", apply_hold_placed},
	{"hold.lifted", apply_hold_lifted},
	{"body.erased", apply_body_erased},
	{"note.added", apply_note_added},
	{"notice.queued", apply_notice_queued},
	{"notice.composed", apply_notice_composed},
	{"notice.attempted", apply_notice_attempted},
	{"notice.submitted", apply_notice_submitted},
	{"notice.failed", apply_notice_failed},
	{"notice.retried", apply_notice_retried},
	{"notice.held", apply_notice_held},
	{"notice.released", apply_notice_released},
	{"notice.cancelled", apply_notice_cancelled},
	{"receipt.recorded", apply_receipt_recorded},
	{"receipt.judged", apply_receipt_judged},
	{"notice.recorded", apply_notice_recorded},
	{"call.noted", apply_call_noted},
	{"incident.read", apply_reading},
	{"register.read", apply_reading},
	{"bulletin.attempted", apply_bulletin_attempted},
	{"bulletin.settled", apply_bulletin_settled},
	{"bulletin.proven", apply_bulletin_proven},
	{"duty.recorded", apply_duty_recorded},
	{"register.adopted", apply_register_adopted},
	{"register.restored", apply_register_restored},
	{"register.moved", apply_register_moved},
	{"backup.made", apply_backup_made},
};

/* --- events ------------------------------------------------------------------------------------------------------- */

static bool
apply_kind(Db *db, const Event *event, GError **error)
{
	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (strcmp(kinds[i].kind, event->kind_name) == 0)
			return kinds[i].apply(db, event, error);
	return err_set(error, E_INTERNAL, "nothing applies a %s", event->kind_name);
}

static bool
note_ref(Db *db, const Event *event, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &project_statements[SQL_HISTORY]);
	stmt_bind_text(stmt, "$1", event->ref);
	stmt_bind_int64(stmt, "$2", event->seq);
	return stmt_done(stmt, error);
}

bool
project_event(Db *db, const Event *event, GError **error)
{
	if (event->ref && !note_ref(db, event, error))
		return false;
	if (event->kind && !apply_kind(db, event, error))
		return false;
	return !search_is_long(db) || project_finish(db, error);
}

bool
project_finish(Db *db, GError **error)
{
	return search_write(db, error);
}

bool
project_forget(Db *db, const char *ref, GError **error)
{
	if (!search_forget(db, ref, error))
		return false;
	for (int sql = FORGET_RECIPIENT; sql <= FORGET_INCIDENT; sql++)
		if (!apply_texts(db, &project_statements[sql], (const char *[]){ref, NULL}, error))
			return false;
	return true;
}

bool
project_replay(Db *from, Db *to, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(from, &project_statements[SQL_JOURNAL]);
	while (stmt_row(stmt)) {
		g_autoptr(Event) event = NULL;
		if (!event_read(stmt_text(stmt, "head"), stmt_text(stmt, "body"), &event, error) || !project_event(to, event, error))
			return false;
	}
	return stmt_done(stmt, error);
}

/* --- the register itself ------------------------------------------------------------------------------------------ */

bool
apply_register_created(Db *db, const Event *event, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &project_statements[SQL_REGISTER]);
	stmt_bind_text(stmt, "$1", fact_text(event, "register"));
	stmt_bind_int64(stmt, "$2", event->seq);
	stmt_bind_instant(stmt, "$3", event->at);
	stmt_bind_bool(stmt, "$4", fact_bool(event, "demo"));
	return stmt_done(stmt, error);
}

bool
apply_setting_changed(Db *db, const Event *event, GError **error)
{
	const char *value = fact_text(event, "value") ? fact_text(event, "value") : body_text(event, "text");
	bool set = value && *value;
	g_autoptr(Stmt) stmt = stmt_open(db, &project_statements[set ? SQL_SETTING : SQL_UNSET]);

	stmt_bind_text(stmt, "$1", fact_text(event, "name"));
	if (set) {
		stmt_bind_text(stmt, "$2", value);
		stmt_bind_int64(stmt, "$3", event->seq);
	}
	return stmt_done(stmt, error);
}

/* That it was read stands in the history, and changes nothing. */
bool
apply_reading(Db *db, const Event *event, GError **error)
{
	(void)db;
	(void)event;
	(void)error;
	return true;
}

bool
counter_reach(Db *db, const char *name, int64_t number, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &project_statements[SQL_COUNTER]);
	stmt_bind_text(stmt, "$1", name);
	stmt_bind_int64(stmt, "$2", number);
	return stmt_done(stmt, error);
}

/* Incidents: their fields, who took charge, notes. */
#include "db/apply.h"

#include "src/core/ref.h"

#include <string.h>

enum { SQL_LOG, SQL_FIELD, SQL_UNFIELD, SQL_DETECTED, SQL_DPO, SQL_TAKE, SQL_NOTE };

const Statement incident_statements[] = {
	[SQL_LOG] = {"log", .sql = "INSERT INTO incident (ref, seq, last_seq, kind, logged_at, logged_by, dpo, source_id, drill_send, historic, "
		"erased, detected_at, open, next_due, taken_at, reopened) "
		"VALUES ($1, $2, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, 9223372036854775807, $12, 0)"},
	[SQL_FIELD] = {"set a field", .sql = "INSERT INTO incident_field (ref, name, value) VALUES ($1, $2, $3) "
		"ON CONFLICT (ref, name) DO UPDATE SET value = excluded.value"},
	[SQL_UNFIELD] = {"clear a field", .sql = "DELETE FROM incident_field WHERE ref = $1 AND name = $2"},
	[SQL_DETECTED] = {"set detected", .sql = "UPDATE incident SET detected_at = $2 WHERE ref = $1"},
	[SQL_DPO] = {"set the DPO then", .sql = "UPDATE incident SET dpo = $2 WHERE ref = $1"},
	[SQL_TAKE] = {"take charge", .sql =
		"UPDATE incident SET taken_at = $2, taken_by = $3 WHERE ref = $1 AND taken_at IS NULL"},
	[SQL_NOTE] = {"note", .sql = "INSERT INTO note (ref, seq, at, by, text) VALUES ($1, $2, $3, $4, coalesce($5, ''))"},
	{.name = NULL},
};

/* --- fields ------------------------------------------------------------------------------------------------------- */

static bool
clear_field(Db *db, const char *ref, const char *name, GError **error)
{
	return apply_texts(db, &incident_statements[SQL_UNFIELD], (const char *[]){ref, name, NULL}, error);
}

static bool
set_detected(Db *db, const char *ref, Instant at, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &incident_statements[SQL_DETECTED]);
	stmt_bind_text(stmt, "$1", ref);
	stmt_bind_int64(stmt, "$2", at);
	return stmt_done(stmt, error);
}

static bool
set_field(Db *db, const char *ref, const char *name, const json_t *value, GError **error)
{
	g_autofree char *line = json_line(value);
	Instant at = strcmp(name, "detected_at") == 0 ? json_instant(value) : INSTANT_NONE;

	if (json_is_null(value))
		return clear_field(db, ref, name, error);
	return apply_texts(db, &incident_statements[SQL_FIELD], (const char *[]){ref, name, line, NULL}, error)
		&& (at == INSTANT_NONE || set_detected(db, ref, at, error));
}

/* What is not a field of the kind itself is one of the incident: event_check() lets nothing else through. */
static bool
is_own_field(const EventKind *kind, const char *name)
{
	for (const EventField *field = kind->fields; field->name; field++)
		if (strcmp(field->name, name) == 0)
			return true;
	return false;
}

static bool
set_fields(Db *db, const Event *event, json_t *side, GError **error)
{
	const char *name;
	json_t *value;
	json_object_foreach(side, name, value) {
		if (!is_own_field(event->kind, name) && !set_field(db, event->ref, name, value, error))
			return false;
	}
	return true;
}

/* --- logged, amended, corrected ----------------------------------------------------------------------------------- */

static bool
count_ref(Db *db, const char *text, GError **error)
{
	Ref ref;
	g_autofree char *counter = NULL;
	if (!ref_parse(text, 0, &ref, error))
		return false;
	counter = g_strdup_printf("%s:%04d", ref.drill ? "drill" : "incident", ref.year);
	return counter_reach(db, counter, ref.number, error);
}

static bool
insert_incident(Db *db, const Event *event, bool historic, GError **error)
{
	Instant detected = fact_instant(event, "detected_at"), logged = fact_instant(event, "logged_at");
	g_autoptr(Stmt) stmt = stmt_open(db, &incident_statements[SQL_LOG]);
	stmt_bind_text(stmt, "$1", event->ref);
	stmt_bind_int64(stmt, "$2", event->seq);
	stmt_bind_text(stmt, "$3", fact_text(event, "kind"));
	stmt_bind_instant(stmt, "$4", logged == INSTANT_NONE ? event->at : logged);
	stmt_bind_text(stmt, "$5", event->by);
	stmt_bind_text(stmt, "$6", fact_text(event, "dpo"));
	stmt_bind_text(stmt, "$7", body_text(event, "source_id"));
	stmt_bind_bool(stmt, "$8", fact_bool(event, "drill_send"));
	stmt_bind_bool(stmt, "$9", historic);
	stmt_bind_bool(stmt, "$10", event->erased);
	stmt_bind_int64(stmt, "$11", detected == INSTANT_NONE ? event->at : detected);
	stmt_bind_instant(stmt, "$12", fact_instant(event, "taken_at"));
	return stmt_done(stmt, error);
}

static bool
begin_incident(Db *db, const Event *event, bool historic, GError **error)
{
	return insert_incident(db, event, historic, error) && count_ref(db, event->ref, error) && set_fields(db, event, event->facts, error)
		&& set_fields(db, event, event->body, error) && clock_apply_all(db, event, error) && clocks_next(db, event->ref, error)
		&& search_add(db, event, error);
}

bool
apply_incident_logged(Db *db, const Event *event, GError **error)
{
	return begin_incident(db, event, false, error);
}

bool
apply_incident_imported(Db *db, const Event *event, GError **error)
{
	return begin_incident(db, event, true, error);
}

bool
apply_incident_amended(Db *db, const Event *event, GError **error)
{
	const json_t *cleared = json_object_get(event->facts, "cleared");
	const json_t *stopped = json_object_get(event->facts, "stopped");

	for (size_t i = 0; i < json_array_size(cleared); i++)
		if (!clear_field(db, event->ref, json_string_value(json_array_get(cleared, i)), error))
			return false;
	if (!set_fields(db, event, event->facts, error) || !set_fields(db, event, event->body, error)
		|| !clock_apply_all(db, event, error))
		return false;
	for (size_t i = 0; i < json_array_size(stopped); i++)
		if (!clock_stop(db, event->ref, json_string_value(json_array_get(stopped, i)), body_text(event, "reason"), error))
			return false;
	return clocks_settle(db, event->ref, error) && (!search_changes(event) || search_refresh(db, event->ref, error));
}

bool
apply_instant_corrected(Db *db, const Event *event, GError **error)
{
	const char *field = fact_text(event, "field");
	const char *dpo = fact_text(event, "dpo");

	if (!set_field(db, event->ref, field, json_object_get(event->facts, "instant"), error))
		return false;
	/* Another instant of detection may mean another DPO, or none. */
	if ((dpo || strcmp(field, "detected_at") == 0)
		&& !apply_texts(db, &incident_statements[SQL_DPO], (const char *[]){event->ref, dpo, NULL}, error))
		return false;
	return clock_apply_all(db, event, error) && clocks_settle(db, event->ref, error);
}

/* The first to take charge is who took charge; somebody may have typed it for the DPO, with the instant of the answer. */
bool
apply_took_charge(Db *db, const Event *event, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &incident_statements[SQL_TAKE]);
	stmt_bind_text(stmt, "$1", event->ref);
	stmt_bind_instant(stmt, "$2", act_at(event));
	stmt_bind_text(stmt, "$3", act_by(event));
	return stmt_done(stmt, error);
}

bool
apply_note_added(Db *db, const Event *event, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &incident_statements[SQL_NOTE]);
	stmt_bind_text(stmt, "$1", event->ref);
	stmt_bind_int64(stmt, "$2", event->seq);
	stmt_bind_instant(stmt, "$3", event->at);
	stmt_bind_text(stmt, "$4", event->by);
	stmt_bind_text(stmt, "$5", body_text(event, "text"));
	return stmt_done(stmt, error) && search_refresh(db, event->ref, error);
}

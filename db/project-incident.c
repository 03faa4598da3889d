/* Incidents: their fields, who took charge, notes. */
#include "db/apply.h"

#include "src/core/err.h"
#include "src/core/line.h"
#include "src/core/ref.h"

#include <string.h>

enum { SQL_LOG, SQL_FIELDS, SQL_SET_FIELDS, SQL_DPO, SQL_TAKE, SQL_NOTE };

const Statement incident_statements[] = {
	/* Its clocks stand already, so that what is next due can be looked up here. Of the past nothing is due. */
	[SQL_LOG] = {"log", .sql = "INSERT INTO incident (ref, seq, kind, logged_at, logged_by, dpo, source_id, drill_send, historic, "
		"erased, detected_at, open, next_due, taken_at, reopened, fields) "
		"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, coalesce((SELECT min(c.due_at) FROM clock c WHERE c.ref = $1 "
		"AND c.met_at IS NULL AND CAST($9 AS BIGINT) = 0), 9223372036854775807), $12, 0, $13)"},
	[SQL_FIELDS] = {"fields", .sql = "SELECT fields FROM incident WHERE ref = $1"},
	[SQL_SET_FIELDS] = {"set fields", .sql = "UPDATE incident SET fields = $2, detected_at = coalesce($3, detected_at) WHERE ref = $1"},
	[SQL_DPO] = {"set the DPO then", .sql = "UPDATE incident SET dpo = $2 WHERE ref = $1"},
	[SQL_TAKE] = {"take charge", .sql =
		"UPDATE incident SET taken_at = $2, taken_by = $3 WHERE ref = $1 AND taken_at IS NULL"},
	[SQL_NOTE] = {"note", .sql = "INSERT INTO note (ref, seq, at, by, text) VALUES ($1, $2, $3, $4, coalesce($5, ''))"},
	{.name = NULL},
};

/* --- fields ------------------------------------------------------------------------------------------------------- */

/* What is not a field of the kind itself is one of the incident: event_check() lets nothing else through. */
static bool
is_own_field(const EventKind *kind, const char *name)
{
	for (const EventField *field = kind->fields; field->name; field++)
		if (strcmp(field->name, name) == 0)
			return true;
	return false;
}

/* What a side of the event says of fields. Null takes one away. */
static void
take_fields(json_t *fields, const Event *event, json_t *side)
{
	const char *name;
	json_t *value;
	json_object_foreach(side, name, value) {
		if (is_own_field(event->kind, name))
			continue;
		if (json_is_null(value))
			json_object_del(fields, name);
		else
			json_object_set_nocheck(fields, name, value);
	}
}

/* An incident that is not there has none. (transfer full) */
static bool
load_fields(Db *db, const char *ref, json_t **fields, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &incident_statements[SQL_FIELDS]);
	json_auto_t *found = NULL;
	stmt_bind_text(stmt, "$1", ref);
	if (stmt_row(stmt))
		found = line_read(stmt_text(stmt, "fields"));
	if (!stmt_done(stmt, error))
		return false;
	*fields = found ? json_incref(found) : json_object();
	return true;
}

/* detected: the new instant of detection, if the event has one. */
static bool
store_fields(Db *db, const char *ref, const json_t *fields, Instant detected, GError **error)
{
	g_autofree char *line = line_write_sorted(fields);
	g_autoptr(Stmt) stmt = stmt_open(db, &incident_statements[SQL_SET_FIELDS]);
	stmt_bind_text(stmt, "$1", ref);
	stmt_bind_text(stmt, "$2", line);
	stmt_bind_instant(stmt, "$3", detected);
	return stmt_done(stmt, error);
}

/* --- logged, amended, corrected ----------------------------------------------------------------------------------- */

static bool
count_ref(Db *db, const char *text, GError **error)
{
	Ref ref;
	g_autofree char *counter = NULL;
	if (!ref_exact(text, &ref))
		return err_set(error, E_INTERNAL, "%s is not the ref of an incident", text);
	counter = g_strdup_printf("%s:%04d", ref.drill ? "drill" : "incident", ref.year);
	return counter_reach(db, counter, ref.number, error);
}

static bool
insert_incident(Db *db, const Event *event, bool historic, GError **error)
{
	Instant detected = fact_instant(event, "detected_at"), logged = fact_instant(event, "logged_at");
	json_auto_t *fields = json_object();
	g_autofree char *line = NULL;
	g_autoptr(Stmt) stmt = stmt_open(db, &incident_statements[SQL_LOG]);
	take_fields(fields, event, event->facts);
	take_fields(fields, event, event->body);
	line = line_write_sorted(fields);
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
	stmt_bind_text(stmt, "$13", line);
	return stmt_done(stmt, error);
}

static bool
begin_incident(Db *db, const Event *event, bool historic, GError **error)
{
	return clock_apply_all(db, event, error) && insert_incident(db, event, historic, error) && count_ref(db, event->ref, error)
		&& search_refresh(db, event->ref, error);
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
	json_auto_t *fields = NULL;

	if (!load_fields(db, event->ref, &fields, error))
		return false;
	for (size_t i = 0; i < json_array_size(cleared); i++)
		json_object_del(fields, json_string_value(json_array_get(cleared, i)));
	take_fields(fields, event, event->facts);
	take_fields(fields, event, event->body);
	if (!store_fields(db, event->ref, fields, fact_instant(event, "detected_at"), error) ||
		!clock_apply_all(db, event, error) || !clock_stop_all(db, event, error))
		return false;
	return (!clock_changes(event) || clocks_settle(db, event->ref, error)) && (!search_changes(event) || search_refresh(db, event->ref, error));
}

bool
apply_instant_corrected(Db *db, const Event *event, GError **error)
{
	const char *field = fact_text(event, "field");
	const char *dpo = fact_text(event, "dpo");
	json_auto_t *fields = NULL;

	if (!load_fields(db, event->ref, &fields, error))
		return false;
	json_object_set(fields, field, json_object_get(event->facts, "instant"));
	if (!store_fields(db, event->ref, fields, strcmp(field, "detected_at") == 0 ? fact_instant(event, "instant") : INSTANT_NONE, error))
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

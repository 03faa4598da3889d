/* Incidents: their fields, who took charge, notes, and the full text. */
#include "db/apply.h"

#include "db/driver.h"
#include "src/core/err.h"
#include "src/core/ref.h"
#include "src/core/text.h"

#include <string.h>

enum {
	SQL_LOG, SQL_FIELD, SQL_UNFIELD, SQL_DETECTED, SQL_DPO, SQL_TAKE, SQL_NOTE,
	SQL_SEARCHED, SQL_NOTES, SQL_CLIENTS, SQL_SEARCH_SEQ, SQL_UNSEARCH, SQL_SEARCH, SQL_REFS_OF
};

const Statement incident_statements[] = {
	[SQL_LOG] = {"log", .sql = "INSERT INTO incident (ref, seq, last_seq, kind, logged_at, logged_by, dpo, source_id, drill_send, historic, "
		"erased, detected_at, open, next_due) "
		"VALUES ($1, $2, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10, 1, 9223372036854775807)"},
	[SQL_FIELD] = {"set a field", .sql = "INSERT INTO incident_field (ref, name, value) VALUES ($1, $2, $3) "
		"ON CONFLICT (ref, name) DO UPDATE SET value = excluded.value"},
	[SQL_UNFIELD] = {"clear a field", .sql = "DELETE FROM incident_field WHERE ref = $1 AND name = $2"},
	[SQL_DETECTED] = {"set detected", .sql = "UPDATE incident SET detected_at = $2 WHERE ref = $1"},
	[SQL_DPO] = {"set the DPO then", .sql = "UPDATE incident SET dpo = $2 WHERE ref = $1"},
	[SQL_TAKE] = {"take charge", .sql =
		"UPDATE incident SET taken_at = $2, taken_by = $3 WHERE ref = $1 AND taken_at IS NULL"},
	[SQL_NOTE] = {"note", .sql = "INSERT INTO note (ref, seq, at, by, text) VALUES ($1, $2, $3, $4, coalesce($5, ''))"},
	[SQL_SEARCHED] = {"texts searched", .sql =
		"SELECT name, value FROM incident_field WHERE ref = $1 AND name IN ('title', 'description', 'recipient', 'systems')"},
	[SQL_NOTES] = {"notes searched", .sql = "SELECT text FROM note WHERE ref = $1 ORDER BY seq"},
	[SQL_CLIENTS] = {"clients searched", .sql = "SELECT coalesce(nullif(a.name, ''), nullif(c.name, ''), a.client) AS name FROM affected a "
		"LEFT JOIN client c ON c.id = a.client WHERE a.ref = $1 ORDER BY a.client, a.name"},
	[SQL_SEARCH_SEQ] = {"seq of a ref", .sql = "SELECT seq FROM incident WHERE ref = $1"},
	[SQL_UNSEARCH] = {"forget the full text", .sqlite = "DELETE FROM search WHERE rowid = $1",
		.postgres = "DELETE FROM search WHERE seq = $1"},
	[SQL_SEARCH] = {"full text",
		.sqlite = "INSERT INTO search (rowid, title, description, recipient, systems, notes, clients) VALUES ($1, $2, $3, $4, $5, $6, $7)",
		.postgres = "INSERT INTO search (seq, title, description, recipient, systems, notes, clients) VALUES ($1, $2, $3, $4, $5, $6, $7)"},
	[SQL_REFS_OF] = {"incidents of a client", .sql = "SELECT DISTINCT ref FROM affected WHERE client = $1 ORDER BY ref"},
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
insert_incident(Db *db, const Event *event, GError **error)
{
	Instant detected = fact_instant(event, "detected_at");
	g_autoptr(Stmt) stmt = stmt_open(db, &incident_statements[SQL_LOG]);
	stmt_bind_text(stmt, "$1", event->ref);
	stmt_bind_int64(stmt, "$2", event->seq);
	stmt_bind_text(stmt, "$3", fact_text(event, "kind"));
	stmt_bind_instant(stmt, "$4", event->at);
	stmt_bind_text(stmt, "$5", event->by);
	stmt_bind_text(stmt, "$6", fact_text(event, "dpo"));
	stmt_bind_text(stmt, "$7", body_text(event, "source_id"));
	stmt_bind_bool(stmt, "$8", fact_bool(event, "drill_send"));
	stmt_bind_bool(stmt, "$9", event->erased);
	stmt_bind_int64(stmt, "$10", detected == INSTANT_NONE ? event->at : detected);
	return stmt_done(stmt, error);
}

bool
apply_incident_logged(Db *db, const Event *event, GError **error)
{
	return insert_incident(db, event, error) && count_ref(db, event->ref, error) && set_fields(db, event, event->facts, error)
		&& set_fields(db, event, event->body, error) && clock_apply_all(db, event, error) && clocks_settle(db, event->ref, error)
		&& search_refresh(db, event->ref, error);
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
	return clocks_settle(db, event->ref, error) && search_refresh(db, event->ref, error);
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
	Instant at = fact_instant(event, "at");
	const char *by = fact_text(event, "for");
	g_autoptr(Stmt) stmt = stmt_open(db, &incident_statements[SQL_TAKE]);
	stmt_bind_text(stmt, "$1", event->ref);
	stmt_bind_instant(stmt, "$2", at == INSTANT_NONE ? event->at : at);
	stmt_bind_text(stmt, "$3", by ? by : event->by);
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

/* --- full text ---------------------------------------------------------------------------------------------------- */

/* The words of a field's value: a text, or the codes of a list. (transfer full) */
static char *
words_of(const char *line)
{
	json_t *value = json_loads(line, JSON_DECODE_ANY, NULL);
	GString *words = g_string_new(json_string_value(value));
	for (size_t i = 0; i < json_array_size(value); i++) {
		const char *word = json_string_value(json_array_get(value, i));
		g_string_append_printf(words, "%s ", word ? word : "");
	}
	json_decref(value);
	return g_string_free(words, FALSE);
}

/* One column of the rows of a statement about the ref, folded as a filter folds its words. (transfer full) */
static bool
gather(Db *db, int sql, const char *ref, const char *column, char **text, GError **error)
{
	g_autoptr(GString) lines = g_string_new(NULL);
	g_autoptr(Stmt) stmt = stmt_open(db, &incident_statements[sql]);
	stmt_bind_text(stmt, "$1", ref);
	while (stmt_row(stmt))
		g_string_append_printf(lines, "%s\n", stmt_text(stmt, column));
	*text = text_fold(lines->str);
	return stmt_done(stmt, error);
}

static bool
bind_fields(Db *db, const char *ref, Stmt *into, GError **error)
{
	static const struct {
		const char *name, *place;
	} places[] = {{"title", "$2"}, {"description", "$3"}, {"recipient", "$4"}, {"systems", "$5"}};
	g_autoptr(Stmt) stmt = stmt_open(db, &incident_statements[SQL_SEARCHED]);

	stmt_bind_text(stmt, "$1", ref);
	while (stmt_row(stmt)) {
		g_autofree char *written = words_of(stmt_text(stmt, "value"));
		g_autofree char *words = text_fold(written);
		for (gsize i = 0; i < G_N_ELEMENTS(places); i++)
			if (strcmp(places[i].name, stmt_text(stmt, "name")) == 0)
				stmt_bind_text(into, places[i].place, words);
	}
	return stmt_done(stmt, error);
}

static bool
find_seq(Db *db, const char *ref, int64_t *seq, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &incident_statements[SQL_SEARCH_SEQ]);
	stmt_bind_text(stmt, "$1", ref);
	*seq = stmt_row(stmt) ? stmt_int64(stmt, "seq") : 0;
	return stmt_done(stmt, error);
}

static bool
forget_search(Db *db, int64_t seq, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &incident_statements[SQL_UNSEARCH]);
	stmt_bind_int64(stmt, "$1", seq);
	return stmt_done(stmt, error);
}

static bool
write_search(Db *db, const char *ref, GError **error)
{
	g_autofree char *notes = NULL;
	g_autofree char *clients = NULL;
	g_autoptr(Stmt) stmt = stmt_open(db, &incident_statements[SQL_SEARCH]);
	int64_t seq;

	if (!find_seq(db, ref, &seq, error))
		return false;
	if (seq == 0)
		return true;
	stmt_bind_int64(stmt, "$1", seq);
	if (!bind_fields(db, ref, stmt, error) || !gather(db, SQL_NOTES, ref, "text", &notes, error)
		|| !gather(db, SQL_CLIENTS, ref, "name", &clients, error))
		return false;
	stmt_bind_text(stmt, "$6", notes);
	stmt_bind_text(stmt, "$7", clients);
	return forget_search(db, seq, error) && stmt_done(stmt, error);
}

/* Most of what applying an event costs, hence left out where only rows are compared. */
bool
search_refresh(Db *db, const char *ref, GError **error)
{
	return db->scratch || write_search(db, ref, error);
}

bool
search_refresh_client(Db *db, const char *client, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &incident_statements[SQL_REFS_OF]);
	stmt_bind_text(stmt, "$1", client);
	while (stmt_row(stmt))
		if (!search_refresh(db, stmt_text(stmt, "ref"), error))
			return false;
	return stmt_done(stmt, error);
}

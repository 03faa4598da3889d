/*
 * One incident, whole: a dozen small statements, each by its key, kept prepared.
 *
 * A list is made of the same: what it costs beyond finding its rows is this, once for each.
 */
#include "db/query-row.h"
#include "src/core/err.h"
#include "src/core/line.h"

enum { SQL_INCIDENT, SQL_CLOCKS, SQL_NOTICES, SQL_AFFECTED, SQL_NOTES, SQL_OF_SOURCE, SQL_NEWEST };

const Statement query_incident_statements[] = {
	[SQL_INCIDENT] = {.name = "incident by ref", .sql =
		"SELECT ref, seq, (SELECT max(h.seq) FROM history h WHERE h.ref = incident.ref) AS last_seq, kind, logged_at, logged_by,"
		" dpo, source_id, drill_send, historic, erased, taken_at,"
		" taken_by, assessed_at, closed_at, closed_by, voided_at, ended_why, duplicate_of, reopened, held_at, held_why, erased_at,"
		" outcome, fields FROM incident WHERE ref = $1"},
	[SQL_CLOCKS] = {.name = "clocks of an incident", .sql =
		"SELECT c.id AS id, c.rule AS rule, c.client AS client, client.name AS client_name, c.starts_from AS starts_from,"
		" c.starts_at AS starts_at, c.due_at AS due_at, c.first_due_at AS first_due_at, c.length AS length,"
		" c.provisional AS provisional, c.internal AS internal, c.late_by_correction AS late_by_correction, c.ended_late AS ended_late,"
		" c.ended_at AS ended_at, c.proof_email AS proof_email, c.proof_pec AS proof_pec, c.met_at AS met_at, c.proof AS proof, c.not_due AS not_due,"
		" c.waived AS waived, c.reason AS reason, c.late_cause AS late_cause, c.late_reason AS late_reason"
		" FROM clock AS c LEFT JOIN client ON client.id = c.client WHERE c.ref = $1"
		" ORDER BY CASE WHEN c.rule = 'dpo-24h' THEN 0 ELSE 1 END, c.due_at, c.id"},
	[SQL_NOTICES] = {.name = "notices of an incident", .sql =
		"SELECT * FROM notice WHERE ref = $1 ORDER BY number"},
	[SQL_AFFECTED] = {.name = "clients of an incident", .sql =
		"SELECT a.client AS client, coalesce(nullif(a.name, ''), nullif(client.name, ''), a.client) AS name,"
		" a.campaign AS campaign, a.reference AS reference, a.subjects AS subjects, a.records AS records, a.data AS data,"
		" a.description AS description, a.measures_taken AS measures_taken, a.told_at AS told_at"
		" FROM affected AS a LEFT JOIN client ON client.id = a.client WHERE a.ref = $1"
		" ORDER BY a.seq, a.client, a.name"},
	[SQL_NOTES] = {.name = "notes of an incident", .sql =
		"SELECT seq, at, by, text FROM note WHERE ref = $1 ORDER BY seq"},
	[SQL_OF_SOURCE] = {.name = "incident of a source", .sql =
		"SELECT ref FROM incident WHERE source_id = $1 AND source_id IS NOT NULL"},
	[SQL_NEWEST] = {.name = "newest incident", .sql =
		"SELECT ref FROM incident WHERE kind <> 'drill' ORDER BY seq DESC LIMIT 1"},
	{.name = NULL},
};

bool
row_is_foreign(const char *column, const char *code, GError **error)
{
	return err_set(error, E_IO, "the register's tables hold the unknown %s \"%s\": run 'breccia verify'", column,
		code ? code : "");
}

/* A statement about one ref, bound and ready. */
static Stmt *
about(Db *db, int which, const char *ref)
{
	Stmt *stmt = stmt_open(db, &query_incident_statements[which]);

	stmt_bind_text(stmt, "$1", ref);
	return stmt;
}

static bool
read_fields(Stmt *s, Incident *incident, GError **error)
{
	const char *line = stmt_text(s, "fields");
	json_t *fields = line ? line_read(line) : NULL;

	if (!fields)
		return row_is_foreign("fields", line, error);
	json_decref(incident->fields);
	incident->fields = fields;
	return true;
}

static bool
read_incident(Db *db, const char *ref, Incident **incident, GError **error)
{
	g_autoptr(Stmt) s = about(db, SQL_INCIDENT, ref);
	g_autoptr(Incident) i = NULL;

	if (stmt_row(s)) {
		i = incident_new();
		i->ref = stmt_dup(s, "ref");
		i->seq = stmt_int64(s, "seq");
		i->last_seq = stmt_int64(s, "last_seq");
		i->logged_at = stmt_instant(s, "logged_at");
		i->logged_by = stmt_dup(s, "logged_by");
		i->dpo = stmt_dup(s, "dpo");
		i->source_id = stmt_dup(s, "source_id");
		i->drill_send = stmt_bool(s, "drill_send");
		i->historic = stmt_bool(s, "historic");
		i->erased = stmt_bool(s, "erased");
		i->taken_at = stmt_instant(s, "taken_at");
		i->taken_by = stmt_dup(s, "taken_by");
		i->assessed_at = stmt_instant(s, "assessed_at");
		i->closed_at = stmt_instant(s, "closed_at");
		i->closed_by = stmt_dup(s, "closed_by");
		i->voided_at = stmt_instant(s, "voided_at");
		i->ended_why = stmt_dup(s, "ended_why");
		i->duplicate_of = stmt_dup(s, "duplicate_of");
		i->reopened = (int)stmt_int64(s, "reopened");
		i->held_at = stmt_instant(s, "held_at");
		i->held_why = stmt_dup(s, "held_why");
		i->erased_at = stmt_instant(s, "erased_at");
		i->outcome = stmt_dup(s, "outcome");
		if (!incident_kind_parse(stmt_text(s, "kind"), &i->kind))
			return row_is_foreign("kind", stmt_text(s, "kind"), error);
		if (!read_fields(s, i, error))
			return false;
	}
	if (!stmt_done(s, error))
		return false;
	*incident = g_steal_pointer(&i);
	return true;
}

static bool
read_clock(Stmt *s, Clock *c, GError **error)
{
	c->id = stmt_dup(s, "id");
	c->rule = stmt_dup(s, "rule");
	c->client = stmt_dup(s, "client");
	c->client_name = stmt_dup(s, "client_name");
	c->starts_at = stmt_instant(s, "starts_at");
	c->due_at = stmt_instant(s, "due_at");
	c->first_due_at = stmt_instant(s, "first_due_at");
	c->length = stmt_int64(s, "length");
	c->provisional = stmt_bool(s, "provisional");
	c->internal = stmt_bool(s, "internal");
	c->late_by_correction = stmt_bool(s, "late_by_correction");
	c->ended_late = stmt_bool(s, "ended_late");
	c->ended_at = stmt_instant(s, "ended_at");
	c->met_at = stmt_instant(s, "met_at");
	c->not_due = stmt_bool(s, "not_due");
	c->waived = stmt_bool(s, "waived");
	c->reason = stmt_dup(s, "reason");
	c->late_cause = stmt_dup(s, "late_cause");
	c->late_reason = stmt_dup(s, "late_reason");
	if (!clock_start_parse(stmt_text(s, "starts_from"), &c->from))
		return row_is_foreign("starts_from", stmt_text(s, "starts_from"), error);
	if (!proof_parse(stmt_text(s, "proof_email"), &c->required[CHANNEL_EMAIL]))
		return row_is_foreign("proof_email", stmt_text(s, "proof_email"), error);
	if (!proof_parse(stmt_text(s, "proof_pec"), &c->required[CHANNEL_PEC]))
		return row_is_foreign("proof_pec", stmt_text(s, "proof_pec"), error);
	if (!proof_parse(stmt_text(s, "proof"), &c->proof))
		return row_is_foreign("proof", stmt_text(s, "proof"), error);
	return true;
}

/* What was still open when its incident was found to be void ended then: there was nothing to be met, nor to be late. */
static void
end_void(Clock *clock, Instant voided_at)
{
	clock->voided = voided_at != INSTANT_NONE;
	if (!clock->voided || !clock_open(clock))
		return;
	clock->not_due = true;
	clock->ended_at = voided_at;
}

static bool
read_clocks(Db *db, Incident *incident, GError **error)
{
	g_autoptr(Stmt) s = about(db, SQL_CLOCKS, incident->ref);

	while (stmt_row(s)) {
		Clock *clock = clock_new();
		clock->past = incident->historic;
		clock->erased = incident->erased;
		g_ptr_array_add(incident->clocks, clock);
		if (!read_clock(s, clock, error))
			return false;
		end_void(clock, incident->voided_at);
	}
	return stmt_done(s, error);
}

static bool
read_affected(Db *db, Incident *incident, GError **error)
{
	g_autoptr(Stmt) s = about(db, SQL_AFFECTED, incident->ref);

	while (stmt_row(s)) {
		Affected *client = g_new0(Affected, 1);
		const char *data = stmt_text(s, "data");
		g_ptr_array_add(incident->clients, client);
		client->client = stmt_dup(s, "client");
		client->name = stmt_dup(s, "name");
		client->campaign = stmt_dup(s, "campaign");
		client->reference = stmt_dup(s, "reference");
		client->subjects = stmt_dup(s, "subjects");
		client->records = stmt_dup(s, "records");
		client->description = stmt_dup(s, "description");
		client->measures_taken = stmt_dup(s, "measures_taken");
		client->told_at = stmt_instant(s, "told_at");
		client->data = data ? json_loads(data, 0, NULL) : NULL;
		if (data && !client->data)
			return row_is_foreign("data", data, error);
	}
	return stmt_done(s, error);
}

static bool
read_notes(Db *db, Incident *incident, GError **error)
{
	g_autoptr(Stmt) s = about(db, SQL_NOTES, incident->ref);

	while (stmt_row(s)) {
		Note *note = g_new0(Note, 1);
		note->seq = stmt_int64(s, "seq");
		note->at = stmt_instant(s, "at");
		note->by = stmt_dup(s, "by");
		note->text = stmt_dup(s, "text");
		g_ptr_array_add(incident->notes, note);
	}
	return stmt_done(s, error);
}

/* What hangs on an incident beside its clocks and notices. */
static bool
read_rest(Db *db, Incident *i, GError **error)
{
	return read_affected(db, i, error) && read_notes(db, i, error) && query_read_receipts(db, i->ref, i->receipts, error) &&
		query_read_calls(db, i->ref, i->calls, error) && query_read_work(db, i, error);
}

static bool
read_all(Db *db, const char *ref, bool brief, Incident **incident, GError **error)
{
	g_autoptr(Incident) i = NULL;

	if (!read_incident(db, ref, &i, error))
		return false;
	if (i && !(read_clocks(db, i, error) && query_read_notices(db, about(db, SQL_NOTICES, ref), i->notices, error) &&
		(brief || read_rest(db, i, error))))
		return false;
	*incident = g_steal_pointer(&i);
	return true;
}

static bool
read_at_once(Db *db, const char *ref, bool brief, Incident **incident, GError **error)
{
	bool ok;

	*incident = NULL;
	if (!db_read_begin(db, error))
		return false;
	ok = read_all(db, ref, brief, incident, error);
	db_read_end(db);
	return ok;
}

bool
query_incident(Db *db, const char *ref, Incident **incident, GError **error)
{
	return read_at_once(db, ref, false, incident, error);
}

bool
query_incident_brief(Db *db, const char *ref, Incident **incident, GError **error)
{
	return read_at_once(db, ref, true, incident, error);
}

static bool
read_ref(Stmt *s, char **ref, GError **error)
{
	g_autofree char *found = stmt_row(s) ? stmt_dup(s, "ref") : NULL;

	*ref = NULL;
	if (!stmt_done(s, error))
		return false;
	*ref = g_steal_pointer(&found);
	return true;
}

bool
query_ref_of_source(Db *db, const char *source_id, char **ref, GError **error)
{
	g_autoptr(Stmt) s = about(db, SQL_OF_SOURCE, source_id);

	return read_ref(s, ref, error);
}

bool
query_newest_ref(Db *db, char **ref, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_incident_statements[SQL_NEWEST]);

	return read_ref(s, ref, error);
}

/*
 * What reports count, as a stream.
 *
 * The incidents are walked in the order of logging, and the clocks of each are looked up by its ref: memory holds one incident. The walk
 * reads every incident since the period began and asks the index of clocks about each older one, so that a deadline of months that an
 * old incident still had is not lost.
 */
#include "db/query-report.h"

#include "db/query-row.h"

enum { SQL_INCIDENTS, SQL_CLOCKS, SQL_ACTIONS, SQL_AFFECTS, SQL_UNRELEASED };

#define FIELDS_SQLITE \
	"json_extract(i.fields, '$.title') AS title, json_extract(i.fields, '$.site') AS site, json_extract(i.fields, '$.campaign') AS campaign," \
	" json_extract(i.fields, '$.breach_kind') AS breach_kind,"
#define FIELDS_POSTGRES \
	"i.fields::json->>'title' AS title, i.fields::json->>'site' AS site, i.fields::json->>'campaign' AS campaign," \
	" i.fields::json->>'breach_kind' AS breach_kind,"
#define REST \
	" i.kind AS kind, i.historic AS historic, i.erased AS erased, i.voided_at AS voided_at, i.outcome AS outcome," \
	" i.detected_at AS detected_at, i.logged_at AS logged_at, i.taken_at AS taken_at, i.closed_at AS closed_at"
#define DELIVERED \
	", (SELECT min(coalesce(r.certified_at, r.at)) FROM receipt AS r JOIN notice AS n ON n.id = r.notice WHERE r.ref = i.ref" \
	" AND n.audience = 'dpo' AND r.outcome = 'proves' AND r.proof IN ('delivered', 'acknowledged')) AS delivered_at"
#define WALK \
	" FROM incident AS i WHERE EXISTS (SELECT 1 FROM clock AS c WHERE c.ref = i.ref AND c.due_at >= $1) ORDER BY i.seq"
/* Nobody waits for what hangs on a void incident, or on one of the past. */
#define OVERDUE \
	" FROM action AS a JOIN incident AS i ON i.ref = a.ref WHERE a.settled_at IS NULL AND a.due_at < $1 AND i.voided_at IS NULL" \
	" AND i.historic = 0 ORDER BY a.due_at, a.id"

const Statement query_report_statements[] = {
	[SQL_INCIDENTS] = {.name = "incidents of a report",
		.sqlite = "SELECT i.ref AS ref, " FIELDS_SQLITE REST DELIVERED WALK,
		.postgres = "SELECT i.ref AS ref, " FIELDS_POSTGRES REST DELIVERED WALK},
	/* What was sent for an unmet clock and stands without enough proof: is it late, or unproven? */
	[SQL_CLOCKS] = {.name = "clocks of a report", .sql =
		"SELECT c.id AS id, c.rule AS rule, c.client AS client, client.name AS client_name, c.starts_at AS starts_at, c.due_at AS due_at,"
		" c.first_due_at AS first_due_at, c.length AS length, c.provisional AS provisional, c.internal AS internal,"
		" c.late_by_correction AS late_by_correction, c.ended_late AS ended_late, c.ended_at AS ended_at, c.met_at AS met_at,"
		" c.proof AS proof, c.not_due AS not_due, c.waived AS waived, c.late_cause AS late_cause, c.late_reason AS late_reason,"
		" CASE WHEN c.met_at IS NULL AND c.proof <> 'none' THEN (SELECT min(n.sent_at) FROM notice AS n WHERE n.ref = c.ref"
		" AND n.audience = CASE WHEN c.rule = 'dpo-24h' THEN 'dpo' ELSE c.client END AND n.state = 'sent' AND n.exercise = 0"
		" AND n.proof NOT IN ('none', 'refuted')) END AS sent_at,"
		" CASE WHEN c.client IS NOT NULL THEN (SELECT max(a.campaign) FROM affected AS a WHERE a.ref = c.ref AND a.client = c.client) END"
		" AS campaign"
		" FROM clock AS c LEFT JOIN client ON client.id = c.client WHERE c.ref = $1"
		" ORDER BY CASE WHEN c.rule = 'dpo-24h' THEN 0 ELSE 1 END, c.due_at, c.id"},
	[SQL_ACTIONS] = {.name = "overdue actions of a report",
		.sqlite = "SELECT i.ref AS ref, a.id AS id, a.title AS what, a.due_at AS due_at, " FIELDS_SQLITE REST OVERDUE,
		.postgres = "SELECT i.ref AS ref, a.id AS id, a.title AS what, a.due_at AS due_at, " FIELDS_POSTGRES REST OVERDUE},
	[SQL_AFFECTS] = {.name = "client of an incident", .sql = "SELECT 1 AS one FROM affected WHERE ref = $1 AND client = $2"},
	[SQL_UNRELEASED] = {.name = "notices without release", .sql =
		"SELECT n.id AS id FROM notice AS n JOIN incident AS i ON i.ref = n.ref WHERE n.settled = 1 AND n.settled_at >= $1"
		" AND n.released_late = 1 AND n.state = 'sent' AND n.sent_at >= $1 AND n.sent_at < $2 AND i.kind = 'breach'"
		" AND i.voided_at IS NULL AND i.historic = 0 ORDER BY n.sent_at, n.id"},
	{.name = NULL},
};

/* --- incidents and their clocks --------------------------------------------------------------------------------------- */

/* Texts of a row that has to outlast the next one. One block holds them all. */
static const char *
keep(GStringChunk *texts, const char *text)
{
	return text ? g_string_chunk_insert_const(texts, text) : NULL;
}

static bool
read_clock(Stmt *s, GStringChunk *texts, ReportClock *c, GError **error)
{
	Clock *k = &c->clock;

	/* The strings of a Clock are its own elsewhere; here they are the block's, and nobody frees them. */
	k->id = (char *)(guintptr)keep(texts, stmt_text(s, "id"));
	k->rule = (char *)(guintptr)keep(texts, stmt_text(s, "rule"));
	k->client = (char *)(guintptr)keep(texts, stmt_text(s, "client"));
	k->client_name = (char *)(guintptr)keep(texts, stmt_text(s, "client_name"));
	k->starts_at = stmt_instant(s, "starts_at");
	k->due_at = stmt_instant(s, "due_at");
	k->first_due_at = stmt_instant(s, "first_due_at");
	k->length = stmt_int64(s, "length");
	k->provisional = stmt_bool(s, "provisional");
	k->internal = stmt_bool(s, "internal");
	k->late_by_correction = stmt_bool(s, "late_by_correction");
	k->ended_late = stmt_bool(s, "ended_late");
	k->ended_at = stmt_instant(s, "ended_at");
	k->met_at = stmt_instant(s, "met_at");
	if (!proof_parse(stmt_text(s, "proof"), &k->proof))
		return row_is_foreign("proof", stmt_text(s, "proof"), error);
	k->not_due = stmt_bool(s, "not_due");
	k->waived = stmt_bool(s, "waived");
	k->late_cause = (char *)(guintptr)keep(texts, stmt_text(s, "late_cause"));
	k->late_reason = (char *)(guintptr)keep(texts, stmt_text(s, "late_reason"));
	c->sent_at = stmt_instant(s, "sent_at");
	c->campaign = keep(texts, stmt_text(s, "campaign"));
	return true;
}

static bool
read_clocks(Db *db, const ReportIncident *i, GStringChunk *texts, GArray *clocks, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_report_statements[SQL_CLOCKS]);

	stmt_bind_text(s, "$1", i->ref);
	while (stmt_row(s)) {
		ReportClock c = {.clock.erased = i->erased};
		if (!read_clock(s, texts, &c, error))
			return false;
		g_array_append_val(clocks, c);
	}
	return stmt_done(s, error);
}

/* In the order of the columns. */
static bool
read_incident(Stmt *s, ReportIncident *i, GError **error)
{
	i->title = stmt_text(s, "title");
	i->site = stmt_text(s, "site");
	i->campaign = stmt_text(s, "campaign");
	i->breach_kind = stmt_text(s, "breach_kind");
	if (!incident_kind_parse(stmt_text(s, "kind"), &i->kind))
		return row_is_foreign("kind", stmt_text(s, "kind"), error);
	i->historic = stmt_bool(s, "historic");
	i->erased = stmt_bool(s, "erased");
	i->voided = !stmt_is_null(s, "voided_at");
	i->not_a_breach = g_strcmp0(stmt_text(s, "outcome"), "not-a-breach") == 0;
	i->detected_at = stmt_instant(s, "detected_at");
	i->logged_at = stmt_instant(s, "logged_at");
	i->taken_at = stmt_instant(s, "taken_at");
	i->closed_at = stmt_instant(s, "closed_at");
	i->delivered_at = INSTANT_NONE;
	return true;
}

static bool
walk(Db *db, Instant since, ReportEach each, void *data, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_report_statements[SQL_INCIDENTS]);
	g_autoptr(GArray) clocks = g_array_new(FALSE, FALSE, sizeof(ReportClock));
	GStringChunk *texts = g_string_chunk_new(4096);
	bool ok = true;

	stmt_bind_int64(s, "$1", since);
	while (ok && stmt_row(s)) {
		ReportIncident i = {.ref = stmt_text(s, "ref")};
		g_string_chunk_clear(texts);
		g_array_set_size(clocks, 0);
		ok = read_incident(s, &i, error);
		i.delivered_at = stmt_instant(s, "delivered_at");
		ok = ok && read_clocks(db, &i, texts, clocks, error);
		i.clocks = (const ReportClock *)(gconstpointer)clocks->data;
		i.n_clocks = clocks->len;
		ok = ok && each(&i, data, error);
	}
	g_string_chunk_free(texts);
	return ok && stmt_done(s, error);
}

bool
query_report(Db *db, Instant since, ReportEach each, void *data, GError **error)
{
	bool ok;

	if (!db_read_begin(db, error))
		return false;
	ok = walk(db, since, each, data, error);
	db_read_end(db);
	return ok;
}

/* --- what else a report names ------------------------------------------------------------------------------------------- */

bool
query_report_actions(Db *db, Instant now, ReportActionEach each, void *data, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_report_statements[SQL_ACTIONS]);

	stmt_bind_int64(s, "$1", now);
	while (stmt_row(s)) {
		ReportAction a = {.incident = {.ref = stmt_text(s, "ref")}, .id = stmt_text(s, "id"), .title = stmt_text(s, "what"),
			.due_at = stmt_instant(s, "due_at")};
		if (!read_incident(s, &a.incident, error) || !each(&a, data, error))
			return false;
	}
	return stmt_done(s, error);
}

bool
query_report_affects(Db *db, const char *ref, const char *client, bool *affects, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_report_statements[SQL_AFFECTS]);

	stmt_bind_text(s, "$1", ref);
	stmt_bind_text(s, "$2", client);
	*affects = stmt_row(s);
	return stmt_done(s, error);
}

bool
query_report_unreleased(Db *db, Instant from, Instant until, GPtrArray **ids, GError **error)
{
	g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(Stmt) s = stmt_open(db, &query_report_statements[SQL_UNRELEASED]);

	stmt_bind_int64(s, "$1", from);
	stmt_bind_int64(s, "$2", until);
	while (stmt_row(s))
		g_ptr_array_add(list, stmt_dup(s, "id"));
	*ids = NULL;
	if (!stmt_done(s, error))
		return false;
	*ids = g_steal_pointer(&list);
	return true;
}

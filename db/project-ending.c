/* How an incident ends: closed, reopened, void; legal holds and erasure. */
#include "db/apply.h"

enum { SQL_CLOSE, SQL_REOPEN, SQL_VOID, SQL_HOLD, SQL_ERASED };

const Statement ending_statements[] = {
	[SQL_CLOSE] = {"close", .sql = "UPDATE incident SET open = 0, next_due = 9223372036854775807, "
		"closed_at = $2, closed_by = $3, ended_why = $4 WHERE ref = $1"},
	[SQL_REOPEN] = {"reopen", .sql =
		"UPDATE incident SET open = 1, closed_at = NULL, closed_by = NULL, ended_why = NULL, reopened = reopened + 1 WHERE ref = $1"},
	[SQL_VOID] = {"void", .sql = "UPDATE incident SET open = 0, next_due = 9223372036854775807, "
		"voided_at = $2, duplicate_of = $3, ended_why = $4 WHERE ref = $1"},
	[SQL_HOLD] = {"hold", .sql = "UPDATE incident SET held_at = $2, held_why = $3 WHERE ref = $1"},
	[SQL_ERASED] = {"erased", .sql = "UPDATE incident SET erased = 1, erased_at = $2 WHERE ref = $1"},
	{.name = NULL},
};

/* A statement about the event's incident, with the instant of the act. */
static Stmt *
open_at(Db *db, int sql, const Event *event)
{
	Stmt *stmt = stmt_open(db, &ending_statements[sql]);
	stmt_bind_text(stmt, "$1", event->ref);
	stmt_bind_instant(stmt, "$2", act_at(event));
	return stmt;
}

bool
apply_incident_closed(Db *db, const Event *event, GError **error)
{
	g_autoptr(Stmt) stmt = open_at(db, SQL_CLOSE, event);
	stmt_bind_text(stmt, "$3", act_by(event));
	stmt_bind_text(stmt, "$4", body_text(event, "reason"));
	return stmt_done(stmt, error);
}

bool
apply_incident_reopened(Db *db, const Event *event, GError **error)
{
	return apply_texts(db, &ending_statements[SQL_REOPEN], (const char *[]){event->ref, NULL}, error) &&
		clocks_settle(db, event->ref, error);
}

bool
apply_incident_voided(Db *db, const Event *event, GError **error)
{
	g_autoptr(Stmt) stmt = open_at(db, SQL_VOID, event);
	stmt_bind_text(stmt, "$3", fact_text(event, "duplicate_of"));
	stmt_bind_text(stmt, "$4", body_text(event, "reason"));
	return stmt_done(stmt, error);
}

static bool
hold(Db *db, const Event *event, Instant at, const char *why, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &ending_statements[SQL_HOLD]);
	stmt_bind_text(stmt, "$1", event->ref);
	stmt_bind_instant(stmt, "$2", at);
	stmt_bind_text(stmt, "$3", why);
	return stmt_done(stmt, error);
}

bool
apply_hold_placed(Db *db, const Event *event, GError **error)
{
	return hold(db, event, event->at, body_text(event, "reason"), error);
}

bool
apply_hold_lifted(Db *db, const Event *event, GError **error)
{
	return hold(db, event, INSTANT_NONE, NULL, error);
}

/* The bodies themselves are taken out of the journal by who appends the event, and the incident's rows are then made again without them. */
bool
apply_body_erased(Db *db, const Event *event, GError **error)
{
	g_autoptr(Stmt) stmt = open_at(db, SQL_ERASED, event);
	return stmt_done(stmt, error);
}

/* Bulletins: how far each is, and the figures of a month. */
#include "db/query-row.h"

enum { SQL_BULLETIN, SQL_MONTH };

/* Of each clock the moment that decided: when it was met, or fell due without. Read whole, once a month. */
#define DECIDED "CASE WHEN c.met_at IS NOT NULL AND c.met_at < c.due_at THEN c.met_at ELSE c.due_at END"

const Statement query_bulletin_statements[] = {
	[SQL_BULLETIN] = {.name = "bulletin by id", .sql = "SELECT attempts, verdict, next_at FROM bulletin WHERE id = $1"},
	[SQL_MONTH] = {.name = "figures of a month", .sql =
		"SELECT count(*) AS decided, coalesce(sum(CASE WHEN c.met_at IS NOT NULL AND c.met_at <= c.due_at AND c.late_by_correction = 0 "
		"AND c.ended_late = 0 THEN 1 ELSE 0 END), 0) AS on_time FROM clock AS c JOIN incident AS i ON i.ref = c.ref WHERE c.id = 'dpo-24h' "
		"AND c.not_due = 0 AND i.kind = 'breach' AND i.historic = 0 AND i.voided_at IS NULL AND i.outcome IS NULL "
		"AND " DECIDED " >= $1 AND " DECIDED " < $2"},
	{.name = NULL},
};

bool
query_bulletin(Db *db, const char *id, BulletinState *state, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_bulletin_statements[SQL_BULLETIN]);

	*state = (BulletinState){.next_at = INSTANT_NONE};
	stmt_bind_text(s, "$1", id);
	if (stmt_row(s)) {
		const char *verdict = stmt_text(s, "verdict");
		state->attempts = (int)stmt_int64(s, "attempts");
		state->next_at = stmt_instant(s, "next_at");
		state->known = verdict != NULL;
		if (verdict && !verdict_parse(verdict, &state->verdict))
			return row_is_foreign("verdict", verdict, error);
	}
	return stmt_done(s, error);
}

bool
query_month(Db *db, Instant from, Instant to, int64_t *decided, int64_t *on_time, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_bulletin_statements[SQL_MONTH]);

	*decided = *on_time = 0;
	stmt_bind_int64(s, "$1", from);
	stmt_bind_int64(s, "$2", to);
	if (stmt_row(s)) {
		*decided = stmt_int64(s, "decided");
		*on_time = stmt_int64(s, "on_time");
	}
	return stmt_done(s, error);
}

/* Bulletins: how far each is, and the figures of a month. */
#include "db/query-row.h"

enum { SQL_BULLETIN, SQL_MONTH, SQL_SELF_TEST, SQL_SELF_TEST_IDS, SQL_IDS };

/* Of each clock the moment that decided: when it was met, or fell due without. Read whole, once a month. */
#define DECIDED "CASE WHEN c.met_at IS NOT NULL AND c.met_at < c.due_at THEN c.met_at ELSE c.due_at END"

const Statement query_bulletin_statements[] = {
	[SQL_BULLETIN] = {.name = "bulletin by id", .sql = "SELECT attempts, verdict, next_at FROM bulletin WHERE id = $1"},
	[SQL_MONTH] = {.name = "figures of a month", .sql =
		"SELECT count(*) AS decided, coalesce(sum(CASE WHEN c.met_at IS NOT NULL AND c.met_at <= c.due_at AND c.late_by_correction = 0 "
		"AND c.ended_late = 0 THEN 1 ELSE 0 END), 0) AS on_time FROM clock AS c JOIN incident AS i ON i.ref = c.ref WHERE c.id = 'dpo-24h' "
		"AND c.not_due = 0 AND i.kind = 'breach' AND i.historic = 0 AND i.voided_at IS NULL AND i.outcome IS NULL "
		"AND " DECIDED " >= $1 AND " DECIDED " < $2"},
	[SQL_SELF_TEST] = {.name = "newest self-test", .sql = "SELECT id, message_id, attempted_at, attempts, verdict, next_at, accepted_at, "
		"delivered_at FROM bulletin WHERE id >= 'self-test:' AND id < 'self-test;' ORDER BY attempted_at DESC, id DESC LIMIT 1"},
	[SQL_SELF_TEST_IDS] = {.name = "ids of self-tests", .sql = "SELECT id, message_id FROM bulletin WHERE id >= 'self-test:' "
		"AND id < 'self-test;' AND attempted_at >= $1"},
	[SQL_IDS] = {.name = "ids of bulletins", .sql = "SELECT id, message_id FROM bulletin WHERE message_id IS NOT NULL AND attempted_at >= $1"},
	{.name = NULL},
};

static bool
read_state(Stmt *s, BulletinState *state, GError **error)
{
	const char *verdict = stmt_text(s, "verdict");

	state->attempts = (int)stmt_int64(s, "attempts");
	state->next_at = stmt_instant(s, "next_at");
	state->known = verdict != NULL;
	return !verdict || verdict_parse(verdict, &state->verdict) || row_is_foreign("verdict", verdict, error);
}

bool
query_bulletin(Db *db, const char *id, BulletinState *state, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_bulletin_statements[SQL_BULLETIN]);

	*state = (BulletinState){.next_at = INSTANT_NONE};
	stmt_bind_text(s, "$1", id);
	if (stmt_row(s) && !read_state(s, state, error))
		return false;
	return stmt_done(s, error);
}

bool
query_self_test(Db *db, SelfTest *test, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_bulletin_statements[SQL_SELF_TEST]);

	*test = (SelfTest){.attempted_at = INSTANT_NONE, .accepted_at = INSTANT_NONE, .delivered_at = INSTANT_NONE, .state.next_at = INSTANT_NONE};
	if (stmt_row(s)) {
		test->id = stmt_dup(s, "id");
		test->message_id = stmt_dup(s, "message_id");
		test->attempted_at = stmt_instant(s, "attempted_at");
		test->accepted_at = stmt_instant(s, "accepted_at");
		test->delivered_at = stmt_instant(s, "delivered_at");
		if (!read_state(s, &test->state, error))
			return false;
	}
	return stmt_done(s, error);
}

static bool
add_ids(Db *db, int which, Instant since, GHashTable *ids, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_bulletin_statements[which]);

	stmt_bind_int64(s, "$1", since);
	while (stmt_row(s))
		g_hash_table_insert(ids, stmt_dup(s, "message_id"), stmt_dup(s, "id"));
	return stmt_done(s, error);
}

bool
query_self_test_ids(Db *db, Instant since, GHashTable *ids, GError **error)
{
	return add_ids(db, SQL_SELF_TEST_IDS, since, ids, error);
}

bool
query_bulletin_ids(Db *db, Instant since, GHashTable *ids, GError **error)
{
	return add_ids(db, SQL_IDS, since, ids, error);
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

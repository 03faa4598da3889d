/* What the register told people by itself, each once. */
#include "db/apply.h"

#include "src/core/when.h"

enum { SQL_ATTEMPT, SQL_SETTLE, SQL_ACCEPTED, SQL_DELIVERED };

const Statement bulletin_statements[] = {
	[SQL_ATTEMPT] = {"attempt a bulletin", .sql =
		"INSERT INTO bulletin (id, person, channel, seq, attempts, attempted_at, message_id, seal, seal_seq, code) "
		"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0) ON CONFLICT (id) DO UPDATE SET channel = excluded.channel, "
		"attempts = excluded.attempts, attempted_at = excluded.attempted_at, message_id = excluded.message_id, seal = excluded.seal, "
		"seal_seq = excluded.seal_seq, verdict = NULL, next_at = NULL"},
	[SQL_SETTLE] = {"settle a bulletin", .sql =
		"UPDATE bulletin SET verdict = $2, code = $3, next_at = $4, server = $5, reply = $6 WHERE id = $1"},
	[SQL_ACCEPTED] = {"a self-test is accepted", .sql = "UPDATE bulletin SET accepted_at = $2 WHERE id = $1"},
	[SQL_DELIVERED] = {"a self-test is delivered", .sql = "UPDATE bulletin SET delivered_at = $2, delivered_bytes = $3 WHERE id = $1"},
	{.name = NULL},
};

bool
apply_bulletin_attempted(Db *db, const Event *event, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &bulletin_statements[SQL_ATTEMPT]);
	stmt_bind_text(stmt, "$1", fact_text(event, "bulletin"));
	stmt_bind_text(stmt, "$2", fact_text(event, "person"));
	stmt_bind_text(stmt, "$3", fact_text(event, "channel"));
	stmt_bind_int64(stmt, "$4", event->seq);
	stmt_bind_int64(stmt, "$5", fact_int64(event, "attempt"));
	stmt_bind_instant(stmt, "$6", event->at);
	stmt_bind_text(stmt, "$7", fact_text(event, "message_id"));
	stmt_bind_text(stmt, "$8", fact_text(event, "seal"));
	stmt_bind_int64(stmt, "$9", fact_int64(event, "seal_seq"));
	return stmt_done(stmt, error);
}

bool
apply_bulletin_settled(Db *db, const Event *event, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &bulletin_statements[SQL_SETTLE]);
	stmt_bind_text(stmt, "$1", fact_text(event, "bulletin"));
	stmt_bind_text(stmt, "$2", fact_text(event, "verdict"));
	stmt_bind_int64(stmt, "$3", fact_int64(event, "code"));
	stmt_bind_instant(stmt, "$4", fact_instant(event, "next_at"));
	stmt_bind_text(stmt, "$5", body_text(event, "server"));
	stmt_bind_text(stmt, "$6", body_text(event, "reply"));
	return stmt_done(stmt, error);
}

bool
apply_bulletin_proven(Db *db, const Event *event, GError **error)
{
	bool delivered = g_strcmp0(fact_text(event, "proof"), "delivered") == 0;
	g_autoptr(Stmt) stmt = stmt_open(db, &bulletin_statements[delivered ? SQL_DELIVERED : SQL_ACCEPTED]);
	stmt_bind_text(stmt, "$1", fact_text(event, "bulletin"));
	stmt_bind_instant(stmt, "$2", fact_instant(event, "at"));
	if (delivered)
		stmt_bind_text(stmt, "$3", fact_text(event, "bytes"));
	return stmt_done(stmt, error);
}

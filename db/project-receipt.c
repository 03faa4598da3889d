/* What came back or was kept, and who was spoken to. Neither meets a clock: a receipt is evidence until it is proof. */
#include "db/apply.h"

enum { SQL_RECEIPT, SQL_CALL };

const Statement receipt_statements[] = {
	[SQL_RECEIPT] = {"receipt", .sql = "INSERT INTO receipt (id, number, ref, seq, notice, at, by, kind, signature, outcome, bytes, size, "
		"name, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"},
	[SQL_CALL] = {"call", .sql = "INSERT INTO phone_call (ref, seq, at, noted_at, by, person, who, outcome) "
		"VALUES ($1, $2, $3, $4, $5, $6, $7, coalesce($8, ''))"},
	{.name = NULL},
};

bool
apply_receipt_recorded(Db *db, const Event *event, GError **error)
{
	const char *id = fact_text(event, "receipt"), *notice = fact_text(event, "notice");
	int64_t number = g_ascii_strtoll(*id ? id + 1 : id, NULL, 10);
	g_autofree char *of = notice ? g_strdup_printf("%s/%s", event->ref, notice) : NULL;
	g_autoptr(Stmt) stmt = stmt_open(db, &receipt_statements[SQL_RECEIPT]);

	stmt_bind_text(stmt, "$1", id);
	stmt_bind_int64(stmt, "$2", number);
	stmt_bind_text(stmt, "$3", event->ref);
	stmt_bind_int64(stmt, "$4", event->seq);
	stmt_bind_text(stmt, "$5", of);
	stmt_bind_instant(stmt, "$6", event->at);
	stmt_bind_text(stmt, "$7", event->by);
	stmt_bind_text(stmt, "$8", fact_text(event, "kind"));
	stmt_bind_text(stmt, "$9", fact_text(event, "signature"));
	stmt_bind_text(stmt, "$10", fact_text(event, "outcome"));
	stmt_bind_text(stmt, "$11", fact_text(event, "bytes"));
	stmt_bind_int64(stmt, "$12", fact_int64(event, "size"));
	stmt_bind_text(stmt, "$13", body_text(event, "name"));
	stmt_bind_text(stmt, "$14", body_text(event, "reason"));
	return stmt_done(stmt, error) && counter_reach(db, "receipt", number, error);
}

bool
apply_call_noted(Db *db, const Event *event, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &receipt_statements[SQL_CALL]);

	stmt_bind_text(stmt, "$1", event->ref);
	stmt_bind_int64(stmt, "$2", event->seq);
	stmt_bind_instant(stmt, "$3", fact_instant(event, "at"));
	stmt_bind_instant(stmt, "$4", event->at);
	stmt_bind_text(stmt, "$5", event->by);
	stmt_bind_text(stmt, "$6", fact_text(event, "person"));
	stmt_bind_text(stmt, "$7", body_text(event, "who"));
	stmt_bind_text(stmt, "$8", body_text(event, "outcome"));
	return stmt_done(stmt, error);
}

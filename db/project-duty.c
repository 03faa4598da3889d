/* What was done about the company's duties: each record stays, the newest counts. */
#include "db/apply.h"

enum { SQL_DUTY };

const Statement duty_statements[] = {
	[SQL_DUTY] = {"duty", .sql = "INSERT INTO duty (seq, duty, at, expires_at, noted_at, by, version, handed_to, reason, bytes, name, size) "
		"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"},
	{.name = NULL},
};

bool
apply_duty_recorded(Db *db, const Event *event, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &duty_statements[SQL_DUTY]);

	stmt_bind_int64(stmt, "$1", event->seq);
	stmt_bind_text(stmt, "$2", fact_text(event, "duty"));
	stmt_bind_instant(stmt, "$3", fact_instant(event, "at"));
	stmt_bind_instant(stmt, "$4", fact_instant(event, "expires"));
	stmt_bind_instant(stmt, "$5", event->at);
	stmt_bind_text(stmt, "$6", event->by);
	stmt_bind_text(stmt, "$7", body_text(event, "version"));
	stmt_bind_text(stmt, "$8", body_text(event, "handed_to"));
	stmt_bind_text(stmt, "$9", body_text(event, "reason"));
	stmt_bind_text(stmt, "$10", fact_text(event, "bytes"));
	stmt_bind_text(stmt, "$11", body_text(event, "name"));
	stmt_bind_int64(stmt, "$12", fact_int64(event, "size"));
	return stmt_done(stmt, error);
}

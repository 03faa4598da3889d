/* Where the register is at home: which machine sends, whether it was moved or restored, and its newest backup. */
#include "db/apply.h"

enum { SQL_ADOPTED, SQL_RESTORED, SQL_MOVED, SQL_BACKUP };

/* The register has one row. */
const Statement house_statements[] = {
	[SQL_ADOPTED] = {"adopted", .sql = "UPDATE register SET machine = $1, adopted_at = $2, restored_at = NULL, moved_at = NULL,"
		" moved_to = NULL"},
	[SQL_RESTORED] = {"restored", .sql = "UPDATE register SET restored_at = $1, moved_at = NULL, moved_to = NULL"},
	[SQL_MOVED] = {"moved", .sql = "UPDATE register SET moved_at = $1, moved_to = $2, backup_at = $1, backup_seq = $3"},
	[SQL_BACKUP] = {"backup", .sql = "UPDATE register SET backup_at = $1, backup_seq = $2"},
	{.name = NULL},
};

bool
apply_register_adopted(Db *db, const Event *event, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &house_statements[SQL_ADOPTED]);
	stmt_bind_text(stmt, "$1", fact_text(event, "machine"));
	stmt_bind_instant(stmt, "$2", event->at);
	return stmt_done(stmt, error);
}

/* A number that the lost journal gave stays given. */
static bool
reach_all(Db *db, const json_t *numbers, GError **error)
{
	for (size_t i = 0; i < json_array_size(numbers); i++) {
		const json_t *row = json_array_get(numbers, i);
		const char *counter = json_string_value(json_object_get(row, "counter"));
		if (counter && !counter_reach(db, counter, json_integer_value(json_object_get(row, "value")), error))
			return false;
	}
	return true;
}

bool
apply_register_restored(Db *db, const Event *event, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &house_statements[SQL_RESTORED]);
	stmt_bind_instant(stmt, "$1", event->at);
	return stmt_done(stmt, error) && reach_all(db, json_object_get(event->facts, "numbers"), error);
}

bool
apply_register_moved(Db *db, const Event *event, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &house_statements[SQL_MOVED]);
	stmt_bind_instant(stmt, "$1", event->at);
	stmt_bind_text(stmt, "$2", body_text(event, "to"));
	stmt_bind_int64(stmt, "$3", fact_int64(event, "seq"));
	return stmt_done(stmt, error);
}

bool
apply_backup_made(Db *db, const Event *event, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &house_statements[SQL_BACKUP]);
	stmt_bind_instant(stmt, "$1", event->at);
	stmt_bind_int64(stmt, "$2", fact_int64(event, "seq"));
	return stmt_done(stmt, error);
}

/* What may be lost with no fact lost: small texts under a name, beside the journal and never in it. */
#include "db/driver.h"
#include "db/query-row.h"

enum { SQL_GET, SQL_PUT, SQL_REMOVE };

const Statement query_local_statements[] = {
	[SQL_GET] = {.name = "local value", .sql = "SELECT value FROM local_value WHERE name = $1"},
	[SQL_PUT] = {.name = "local value set", .sql =
		"INSERT INTO local_value (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value"},
	[SQL_REMOVE] = {.name = "local value removed", .sql = "DELETE FROM local_value WHERE name = $1"},
	{.name = NULL},
};

bool
local_get(Db *db, const char *name, char **value, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_local_statements[SQL_GET]);
	g_autofree char *found = NULL;

	*value = NULL;
	stmt_bind_text(s, "$1", name);
	if (stmt_row(s))
		found = stmt_dup(s, "value");
	if (!stmt_done(s, error))
		return false;
	*value = g_steal_pointer(&found);
	return true;
}

static bool
put(Db *db, const char *name, const char *value, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_local_statements[value ? SQL_PUT : SQL_REMOVE]);

	stmt_bind_text(s, "$1", name);
	if (value)
		stmt_bind_text(s, "$2", value);
	return stmt_done(s, error);
}

bool
local_put(Db *db, const char *name, const char *value, GError **error)
{
	if (!db_write_begin(db, error))
		return false;
	if (put(db, name, value, error))
		return db_write_commit(db, error);
	db_write_rollback(db);
	return false;
}

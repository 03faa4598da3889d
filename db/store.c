/*
 * The front door: URIs, and the counting of transactions.
 *
 * db->depth counts the begins that are open, whoever made them; only the outermost talks to the engine. A write inside
 * a read is a defect and is refused, because its snapshot could not become a lock.
 */
#include "db/store.h"

#include "db/driver.h"
#include "db/migrate.h"
#include "db/project.h"
#include "src/core/err.h"

#include <string.h>

enum { SQL_CHANGED };

const Statement store_statements[] = {
	[SQL_CHANGED] = {"the change signal", .sql = "SELECT seq FROM tip WHERE one = 1"},
	{.name = NULL},
};

static bool
find_driver(const char *uri, const Driver **driver, const char **where, GError **error)
{
	g_autofree char *scheme = g_uri_parse_scheme(uri);

	*driver = &driver_sqlite;
	*where = uri;
	if (g_str_has_prefix(uri, driver_sqlite.scheme))
		*where = uri + strlen(driver_sqlite.scheme);
	else if (scheme && strstr(uri, "://"))
		return err_set(error, E_CONFIG, "this program does not open registers of '%s': use sqlite:PATH", scheme);
	if (**where == '\0')
		return err_set(error, E_CONFIG, "the register's name is empty: use sqlite:PATH");
	return true;
}

static Db *
db_new(const Driver *driver)
{
	Db *db = g_new0(Db, 1);
	db->driver = driver;
	db->at = INSTANT_NONE;
	db->idle = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
	return db;
}

static void
end(Db *db, bool discard)
{
	if (!db)
		return;
	g_hash_table_remove_all(db->idle);
	if (db->depth > 0)
		db->driver->rollback(db);
	db->driver->close(db, discard);
	g_hash_table_unref(db->idle);
	g_clear_pointer(&db->unsearched, g_hash_table_unref);
	g_free(db->path);
	g_free(db);
}

void
db_close(Db *db)
{
	end(db, false);
}

void
db_discard(Db *db)
{
	end(db, true);
}

bool
db_publish(Db *db, GError **error)
{
	g_hash_table_remove_all(db->idle);
	bool ok = db->driver->publish(db, error);
	end(db, !ok);
	return ok;
}

bool
db_open(const char *uri, DbMode mode, Db **out, GError **error)
{
	const Driver *driver;
	const char *where;
	bool there = mode == DB_OPEN || mode == DB_LOOK;
	Db *db;

	if (!find_driver(uri, &driver, &where, error))
		return false;
	if (there && g_str_equal(where, ":memory:"))
		return err_set(error, E_NOTFOUND, "a register in memory is always a new one: create it");
	db = db_new(driver);
	if (!driver->open(db, where, mode, error) || !(there ? migrate_open(db, error) : migrate_create(db, error))) {
		db_discard(db);
		return false;
	}
	*out = db;
	return true;
}

bool
db_open_scratch(Db **out, GError **error)
{
	Db *db = db_new(&driver_sqlite);
	db->scratch = true;
	if (!db->driver->open_scratch(db, error) || !migrate_scratch(db, error)) {
		db_close(db);
		return false;
	}
	*out = db;
	return true;
}

bool
db_open_copy(const char *path, Db **out, GError **error)
{
	Db *db = db_new(&driver_sqlite);
	db->copy = true;
	if (!db->driver->open(db, path, DB_OPEN, error)) {
		db_close(db);
		return false;
	}
	*out = db;
	return true;
}

const char *
db_path(const Db *db)
{
	return db->path;
}

bool
db_changed(Db *db, int64_t *stamp, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &store_statements[SQL_CHANGED]);
	*stamp = stmt_row(stmt) ? stmt_int64(stmt, "seq") : 0;
	return stmt_done(stmt, error);
}

bool
db_read_begin(Db *db, GError **error)
{
	if (db->depth == 0) {
		if (!db->driver->begin(db, TX_READ, error))
			return false;
		db->writing = db->doomed = false;
	}
	db->depth++;
	return true;
}

void
db_read_end(Db *db)
{
	if (db->depth == 0)
		return;
	if (--db->depth == 0)
		db->driver->rollback(db);
}

bool
db_write_begin_at(Db *db, const char *file, int line, GError **error)
{
	if (db->depth > 0 && !db->writing)
		return err_set(error, E_INTERNAL, "a change begins inside a read (%s:%d)", file, line);
	if (db->depth == 0) {
		if (!db->driver->begin(db, TX_WRITE, error))
			return false;
		db->writing = true;
		db->doomed = false;
		db->file = file;
		db->line = line;
	}
	db->depth++;
	return true;
}

/* Forgets all that belongs to one write transaction. */
static void
forget(Db *db)
{
	db->depth = 0;
	db->writing = db->doomed = false;
	db->writer = NULL;
	g_clear_pointer(&db->unsearched, g_hash_table_unref);
}

bool
db_write_commit(Db *db, GError **error)
{
	if (db->depth == 0 || !db->writing)
		return err_set(error, E_INTERNAL, "a commit where no change was begun");
	if (db->depth > 1) {
		db->depth--;
		return true;
	}
	if (db->doomed) {
		db_write_rollback(db);
		return err_set(error, E_INTERNAL, "a part of this change was taken back, so none of it was written (begun at %s:%d)",
			db->file, db->line);
	}
	if (!project_finish(db, error) || !db->driver->commit(db, error)) {
		db_write_rollback(db);
		return false;
	}
	forget(db);
	return true;
}

void
db_write_rollback(Db *db)
{
	if (db->depth == 0 || !db->writing)
		return;
	if (db->depth > 1) {
		db->depth--;
		db->doomed = true;
		return;
	}
	db->driver->rollback(db);
	forget(db);
}

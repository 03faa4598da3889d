/*
 * The driver for SQLite: WAL, every commit durable (synchronous = FULL), text that was erased overwritten, and nothing
 * in the file trusted more than it must be. The rest of db/ knows none of this.
 */
#include "db/driver.h"
#include "db/sqlite-file.h"
#include "src/core/err.h"

#include <sqlite3.h>
#include <string.h>

#define APPLICATION_ID 0x62726563 /* "brec", set by the first migration */
#define WAIT_MS 30000             /* for another writer */

typedef struct {
	sqlite3 *db;
	char *folder; /* made by the creation, NULL: none */
	char *wanted; /* the name that a file made aside will get, NULL: it has its own */
} Sqlite;

static sqlite3 *
handle_of(const Db *db)
{
	return ((Sqlite *)db->handle)->db;
}

static const char *
name_of(const Db *db)
{
	return db->path ? db->path : db->scratch ? "a temporary file" : "the register in memory";
}

/* What SQLite says, in the words of this program. */
static bool
fail(Db *db, int rc, GError **error)
{
	const char *said = sqlite3_errmsg(handle_of(db));
	int kind = rc & 0xff;
	db->disk_failed = db->disk_failed || kind == SQLITE_FULL || kind == SQLITE_IOERR || kind == SQLITE_CANTOPEN;
	switch (kind) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_PROTOCOL: /* so many at once that its turn did not come */
		return err_set(error, E_BUSY, "%s is being written by another program for too long: try again", name_of(db));
	case SQLITE_FULL:
		return err_set(error, E_WRITE, "%s cannot grow, the disk is full: make room and try again; nothing was changed", name_of(db));
	case SQLITE_READONLY:
	case SQLITE_PERM:
		return err_set(error, E_WRITE, "%s cannot be written (%s): ask who keeps it", name_of(db), said);
	case SQLITE_IOERR:
	case SQLITE_CANTOPEN:
		return err_set(error, E_IO, "reading or writing %s failed (%s): look at the disk; what was committed is kept", name_of(db), said);
	case SQLITE_CORRUPT:
		return err_set(error, E_IO, "%s is damaged (%s): run 'breccia verify' and keep a copy before anything else", name_of(db), said);
	case SQLITE_NOTADB:
		return err_set(error, E_CONFIG, "%s is not a register of breccia: name the register's file", name_of(db));
	case SQLITE_NOMEM:
		return err_set(error, E_INTERNAL, "there is no memory left: close other programs");
	}
	return err_set(error, E_INTERNAL, "SQLite refused: %s", said);
}

static bool
script(Db *db, const char *sql, GError **error)
{
	int rc = sqlite3_exec(handle_of(db), sql, NULL, NULL, NULL);
	return rc == SQLITE_OK || fail(db, rc, error);
}

/* --- opening ------------------------------------------------------------------------------------------------------ */

static bool
pragma_int64(Db *db, const char *sql, int64_t *value, GError **error)
{
	sqlite3_stmt *stmt = NULL;
	int rc = sqlite3_prepare_v2(handle_of(db), sql, -1, &stmt, NULL);
	*value = 0;
	if (rc == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW)
		*value = sqlite3_column_int64(stmt, 0);
	rc = sqlite3_finalize(stmt);
	return rc == SQLITE_OK || fail(db, rc, error);
}

static bool
connect_to(Db *db, const char *file, GError **error)
{
	int flags = db->copy ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
	static const int off[] = {SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION};
	static const int on[] = {SQLITE_DBCONFIG_DEFENSIVE, SQLITE_DBCONFIG_ENABLE_FKEY};
	Sqlite *own = db->handle;
	/* Counting what is allocated, under a lock each time, is for nobody. Refused when SQLite is at work already: then it was done. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	/* NOMUTEX: no program of ours has a second thread. */
	int rc = sqlite3_open_v2(file, &own->db, flags | SQLITE_OPEN_NOMUTEX, NULL);
	if (rc != SQLITE_OK)
		return fail(db, rc, error);
	sqlite3_extended_result_codes(own->db, 1);
	sqlite3_busy_timeout(own->db, WAIT_MS);
	for (gsize i = 0; i < G_N_ELEMENTS(off); i++)
		sqlite3_db_config(own->db, off[i], 0, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(on); i++)
		sqlite3_db_config(own->db, on[i], 1, NULL);
	return true;
}

static bool
check_application(Db *db, GError **error)
{
	int64_t id;
	if (!pragma_int64(db, "PRAGMA application_id", &id, error))
		return false;
	if (id != APPLICATION_ID)
		return err_set(error, E_CONFIG, "%s is not a register of breccia: name the register's file", name_of(db));
	return true;
}

static bool
sqlite_open(Db *db, const char *where, DbMode mode, GError **error)
{
	static const char pragmas[] = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; "
		"PRAGMA cell_size_check = ON; PRAGMA cache_size = -8000;";
	bool memory = g_str_equal(where, ":memory:");
	Sqlite *own = g_new0(Sqlite, 1);

	db->handle = own;
	db->copy = db->copy || (mode == DB_LOOK && !memory && sqlite_file_is_backup(where));
	if (db->copy) {
		db->path = g_strdup(where);
		return connect_to(db, where, error) && check_application(db, error) && script(db, "PRAGMA cell_size_check = ON;", error);
	}
	if (!memory && mode != DB_OPEN && mode != DB_LOOK) {
		if (!sqlite_file_make(where, mode == DB_FOUND ? &own->wanted : NULL, &db->path, &own->folder, error))
			return false;
		db->created = true;
	} else if (!memory && !sqlite_file_find(where, &db->path, error)) {
		return false;
	}
	if (!connect_to(db, memory ? ":memory:" : db->path, error))
		return false;
	if ((mode == DB_OPEN || mode == DB_LOOK) && !check_application(db, error))
		return false;
	return script(db, pragmas, error);
}

static bool
sqlite_open_scratch(Db *db, GError **error)
{
	db->handle = g_new0(Sqlite, 1);
	/* A file without a name: SQLite makes it when memory does not do, and takes it away by itself. */
	return connect_to(db, "", error) && script(db, "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; PRAGMA secure_delete = OFF; "
		"PRAGMA cache_size = -32000;", error);
}

static void
sqlite_close(Db *db, bool discard)
{
	Sqlite *own = db->handle;
	if (!own)
		return;
	sqlite3_close_v2(own->db);
	if (discard && db->created)
		sqlite_file_remove(db->path, own->folder);
	g_free(own->folder);
	g_free(own->wanted);
	g_free(own);
	db->handle = NULL;
}

/* Everything must be in the file itself before it is renamed: its log would keep the name it had. */
static bool
sqlite_publish(Db *db, GError **error)
{
	Sqlite *own = db->handle;
	int64_t busy = 0;
	if (!own->wanted)
		return true;
	if (!pragma_int64(db, "PRAGMA wal_checkpoint(TRUNCATE)", &busy, error))
		return false;
	if (busy)
		return fail(db, SQLITE_BUSY, error);
	sqlite3_close_v2(own->db);
	own->db = NULL;
	if (!sqlite_file_publish(db->path, own->wanted, own->folder, error))
		return false;
	db->created = false;
	return true;
}

/* --- transactions ------------------------------------------------------------------------------------------------- */

static bool
sqlite_begin(Db *db, TxKind kind, GError **error)
{
	return script(db, kind == TX_WRITE ? "BEGIN IMMEDIATE" : "BEGIN", error);
}

static bool
sqlite_commit(Db *db, GError **error)
{
	int rc = sqlite3_exec(handle_of(db), "COMMIT", NULL, NULL, NULL);
	if ((rc & 0xff) != SQLITE_IOERR)
		return rc == SQLITE_OK || fail(db, rc, error);
	/* It may have been written before the disk failed to confirm it, and then it is there for whoever opens the register next. */
	db->disk_failed = true;
	return err_set(error, E_IO, "writing to %s failed as it ended (%s): look at the disk, then whether it is there, before doing it again",
		name_of(db), sqlite3_errmsg(handle_of(db)));
}

static void
sqlite_rollback(Db *db)
{
	/* After some failures SQLite has done it by itself; then this says so, and that is all. */
	sqlite3_exec(handle_of(db), "ROLLBACK", NULL, NULL, NULL);
}

/* The name that a statement finds; NULL: there is none. (transfer full) */
static bool
find_name(Db *db, const char *sql, char **name, GError **error)
{
	sqlite3_stmt *stmt = NULL;
	int rc = sqlite3_prepare_v2(handle_of(db), sql, -1, &stmt, NULL);
	*name = NULL;
	if (rc == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW)
		*name = g_strdup((const char *)sqlite3_column_text(stmt, 0));
	if (rc == SQLITE_OK)
		rc = sqlite3_finalize(stmt);
	return rc == SQLITE_OK || fail(db, rc, error);
}

/* Drops each that the statement finds, until it finds none. format: of sqlite3_mprintf(), with %w for the name. */
static bool
drop_each(Db *db, const char *find, const char *format, GError **error)
{
	for (;;) {
		g_autofree char *name = NULL;
		char *sql;
		bool ok;
		if (!find_name(db, find, &name, error))
			return false;
		if (!name)
			return true;
		sql = sqlite3_mprintf(format, name);
		ok = script(db, sql, error);
		sqlite3_free(sql);
		if (!ok)
			return false;
	}
}

/* Tables that are not the journal's: virtual ones first, since they own others. */
static bool
sqlite_drop_projections(Db *db, GError **error)
{
	return drop_each(db, "SELECT name FROM sqlite_schema WHERE type = 'table' "
		"AND name NOT IN ('version', 'journal', 'tip', 'blob', 'blob_part') "
		"AND name NOT LIKE 'local\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
		"ORDER BY sql LIKE 'CREATE VIRTUAL%' DESC, name LIMIT 1", "DROP TABLE \"%w\"", error);
}

static bool
sqlite_drop_boards(Db *db, GError **error)
{
	return drop_each(db, "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql LIKE '%) WHERE %' LIMIT 1", "DROP INDEX \"%w\"", error);
}

/* --- statements --------------------------------------------------------------------------------------------------- */

/* To SQLite $1 is a name, which it looks for each time, and ?1 is a place. */
static char *
numbered(const char *sql)
{
	char *text = g_strdup(sql);
	for (char *c = text; *c; c++)
		if (c[0] == '$' && g_ascii_isdigit(c[1]))
			*c = '?';
	return text;
}

static void *
sqlite_prepare(Db *db, const char *sql, GError **error)
{
	g_autofree char *text = numbered(sql);
	sqlite3_stmt *stmt = NULL;
	int rc = sqlite3_prepare_v3(handle_of(db), text, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
	if (rc != SQLITE_OK)
		fail(db, rc, error);
	return stmt;
}

/* Of "$12"; 0, which no statement has, for anything else. */
static int
place_of(const char *name)
{
	int place = 0;
	if (*name++ != '$' || !g_ascii_isdigit(*name))
		return 0;
	while (g_ascii_isdigit(*name) && place < 1000)
		place = place * 10 + (*name++ - '0');
	return *name ? 0 : place;
}

static bool
sqlite_bind_int64(void *stmt, const char *name, int64_t value)
{
	return sqlite3_bind_int64(stmt, place_of(name), value) == SQLITE_OK;
}

static bool
sqlite_bind_text(void *stmt, const char *name, const char *value)
{
	int place = place_of(name);
	if (!value)
		return sqlite3_bind_null(stmt, place) == SQLITE_OK;
	return sqlite3_bind_text(stmt, place, value, -1, SQLITE_TRANSIENT) == SQLITE_OK;
}

static bool
sqlite_bind_blob(void *stmt, const char *name, const void *data, gsize len)
{
	/* A NULL pointer would be NULL and not the empty blob. */
	return sqlite3_bind_blob64(stmt, place_of(name), data ? data : "", len, SQLITE_TRANSIENT) == SQLITE_OK;
}

static int
sqlite_step(Db *db, void *stmt, GError **error)
{
	int rc = sqlite3_step(stmt);
	if (rc == SQLITE_ROW)
		return 1;
	if (rc == SQLITE_DONE)
		return 0;
	fail(db, rc, error);
	return -1;
}

static void
sqlite_reset(void *stmt)
{
	sqlite3_reset(stmt);
	sqlite3_clear_bindings(stmt);
}

static void
sqlite_finalize(void *stmt)
{
	sqlite3_finalize(stmt);
}

static int
sqlite_columns(void *stmt)
{
	return sqlite3_column_count(stmt);
}

static const char *
sqlite_column_name(void *stmt, int place)
{
	return sqlite3_column_name(stmt, place);
}

static bool
sqlite_column_null(void *stmt, int place)
{
	return sqlite3_column_type(stmt, place) == SQLITE_NULL;
}

static int64_t
sqlite_column_int64(void *stmt, int place)
{
	return sqlite3_column_int64(stmt, place);
}

static const char *
sqlite_column_text(void *stmt, int place)
{
	return (const char *)sqlite3_column_text(stmt, place);
}

static const void *
sqlite_column_blob(void *stmt, int place, gsize *len)
{
	const void *data = sqlite3_column_blob(stmt, place);
	*len = (gsize)sqlite3_column_bytes(stmt, place);
	return data;
}

static bool
sqlite_column_same(void *stmt, void *other, int place)
{
	/* The values themselves, which one thread may look at: each sqlite3_column_...() would find them again. */
	sqlite3_value *a = sqlite3_column_value(stmt, place), *b = sqlite3_column_value(other, place);
	int type = sqlite3_value_type(a), len;
	if (type != sqlite3_value_type(b))
		return false;
	if (type == SQLITE_NULL)
		return true;
	if (type == SQLITE_INTEGER)
		return sqlite3_value_int64(a) == sqlite3_value_int64(b);
	/* As blobs, which need no conversion: the bytes of a text are those that are stored. */
	const void *bytes = sqlite3_value_blob(a), *others = sqlite3_value_blob(b);
	len = sqlite3_value_bytes(a);
	return len == sqlite3_value_bytes(b) && (len == 0 || memcmp(bytes, others, (size_t)len) == 0);
}

const Driver driver_sqlite = {
	.name = "sqlite",
	.scheme = "sqlite:",
	.folder = "sqlite/",
	.open = sqlite_open,
	.open_scratch = sqlite_open_scratch,
	.close = sqlite_close,
	.publish = sqlite_publish,
	.begin = sqlite_begin,
	.commit = sqlite_commit,
	.rollback = sqlite_rollback,
	.script = script,
	.drop_projections = sqlite_drop_projections,
	.drop_boards = sqlite_drop_boards,
	.prepare = sqlite_prepare,
	.bind_int64 = sqlite_bind_int64,
	.bind_text = sqlite_bind_text,
	.bind_blob = sqlite_bind_blob,
	.step = sqlite_step,
	.reset = sqlite_reset,
	.finalize = sqlite_finalize,
	.columns = sqlite_columns,
	.column_name = sqlite_column_name,
	.column_null = sqlite_column_null,
	.column_int64 = sqlite_column_int64,
	.column_text = sqlite_column_text,
	.column_blob = sqlite_column_blob,
	.column_same = sqlite_column_same,
};

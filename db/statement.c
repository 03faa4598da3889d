/*
 * Running statements.
 *
 * A Stmt borrows a prepared statement from the register's idle ones and gives it back; what was prepared once is never
 * prepared again while the register is open. Inside a write transaction any failure dooms the transaction: an engine may
 * have rolled it back by itself, and what followed would then be written on its own.
 */
#include "db/statement.h"

#include "db/driver.h"
#include "src/core/err.h"

#include <string.h>

struct Stmt {
	Db *db;
	const Statement *row;
	void *prepared; /* NULL: preparing failed */
	GError *error;  /* the first that happened */
	bool at_row, ended;
	bool used;      /* bound or stepped since it was reset */
	int next;       /* the column after the one read last */
	int columns;    /* of names, which the engine is asked for once in a run of rows; 0: not yet */
	const char **names;
};

static const char *
text_of(const Db *db, const Statement *row)
{
	if (row->sql)
		return row->sql;
	return g_str_equal(db->driver->name, "sqlite") ? row->sqlite : row->postgres;
}

static void
fail(Stmt *stmt, GError *error)
{
	if (stmt->db->depth > 0 && stmt->db->writing)
		stmt->db->doomed = true;
	stmt->at_row = false;
	stmt->ended = true;
	if (stmt->error) {
		g_error_free(error);
		return;
	}
	if (g_error_matches(error, ERR_DOMAIN, E_INTERNAL))
		g_prefix_error(&error, "%s: ", stmt->row->name);
	stmt->error = error;
}

static void
fail_name(Stmt *stmt, const char *what)
{
	GError *error = NULL;
	if (stmt->error)
		return;
	err_set(&error, E_INTERNAL, "the statement has no %s", what);
	fail(stmt, error);
}

Stmt *
stmt_open(Db *db, const Statement *statement)
{
	Stmt *stmt = g_new0(Stmt, 1);
	GPtrArray *idle = g_hash_table_lookup(db->idle, statement);
	stmt->db = db;
	stmt->row = statement;
	if (idle && idle->len > 0) {
		stmt->prepared = g_ptr_array_steal_index_fast(idle, idle->len - 1);
	} else {
		GError *error = NULL;
		stmt->prepared = db->driver->prepare(db, text_of(db, statement), &error);
		if (!stmt->prepared)
			fail(stmt, error);
	}
	return stmt;
}

static void
give_back(Stmt *stmt)
{
	Db *db = stmt->db;
	GPtrArray *idle = g_hash_table_lookup(db->idle, stmt->row);
	if (!idle) {
		idle = g_ptr_array_new_with_free_func(db->driver->finalize);
		g_hash_table_insert(db->idle, (gpointer)(guintptr)stmt->row, idle);
	}
	if (stmt->used)
		db->driver->reset(stmt->prepared);
	g_ptr_array_add(idle, stmt->prepared);
}

void
stmt_free(Stmt *stmt)
{
	if (!stmt)
		return;
	if (stmt->prepared)
		give_back(stmt);
	g_clear_error(&stmt->error);
	g_free(stmt->names);
	g_free(stmt);
}

void
stmt_bind_int64(Stmt *stmt, const char *name, int64_t value)
{
	stmt->used = true;
	if (stmt->prepared && !stmt->db->driver->bind_int64(stmt->prepared, name, value))
		fail_name(stmt, name);
}

void
stmt_bind_bool(Stmt *stmt, const char *name, bool value)
{
	stmt_bind_int64(stmt, name, value ? 1 : 0);
}

void
stmt_bind_text(Stmt *stmt, const char *name, const char *value)
{
	stmt->used = true;
	if (stmt->prepared && !stmt->db->driver->bind_text(stmt->prepared, name, value))
		fail_name(stmt, name);
}

void
stmt_bind_instant(Stmt *stmt, const char *name, Instant value)
{
	if (value == INSTANT_NONE)
		stmt_bind_text(stmt, name, NULL);
	else
		stmt_bind_int64(stmt, name, value);
}

void
stmt_bind_blob(Stmt *stmt, const char *name, const void *data, gsize len)
{
	stmt->used = true;
	if (stmt->prepared && !stmt->db->driver->bind_blob(stmt->prepared, name, data, len))
		fail_name(stmt, name);
}

bool
stmt_row(Stmt *stmt)
{
	GError *error = NULL;
	if (stmt->ended)
		return false;
	stmt->used = true;
	switch (stmt->db->driver->step(stmt->db, stmt->prepared, &error)) {
	case 1:
		stmt->at_row = true;
		return true;
	case 0:
		stmt->at_row = false;
		stmt->ended = true;
		return false;
	}
	fail(stmt, error);
	return false;
}

bool
stmt_done(Stmt *stmt, GError **error)
{
	while (stmt_row(stmt))
		continue;
	if (stmt->prepared && stmt->used)
		stmt->db->driver->reset(stmt->prepared);
	stmt->used = false;
	stmt->columns = 0;
	stmt->ended = stmt->prepared == NULL;
	if (!stmt->error)
		return true;
	if (stmt->prepared)
		g_propagate_error(error, g_steal_pointer(&stmt->error));
	else
		g_propagate_error(error, g_error_copy(stmt->error));
	return false;
}

static void
learn_names(Stmt *stmt)
{
	const Driver *driver = stmt->db->driver;
	stmt->columns = driver->columns(stmt->prepared);
	stmt->names = g_renew(const char *, stmt->names, (gsize)stmt->columns);
	for (int i = 0; i < stmt->columns; i++)
		stmt->names[i] = driver->column_name(stmt->prepared, i);
}

/* The place of a column, or -1: then the statement has failed. */
static int
place_of(Stmt *stmt, const char *column)
{
	if (stmt->at_row && !stmt->columns)
		learn_names(stmt);
	int n = stmt->at_row ? stmt->columns : 0;
	/* Columns are mostly read in their order, so the first look is mostly the last. */
	for (int i = 0; i < n; i++) {
		int place = (stmt->next + i) % n;
		if (strcmp(stmt->names[place], column) == 0) {
			stmt->next = place + 1;
			return place;
		}
	}
	fail_name(stmt, column);
	return -1;
}

bool
stmt_is_null(Stmt *stmt, const char *column)
{
	int place = place_of(stmt, column);
	return place < 0 || stmt->db->driver->column_null(stmt->prepared, place);
}

int64_t
stmt_int64(Stmt *stmt, const char *column)
{
	int place = place_of(stmt, column);
	return place < 0 ? 0 : stmt->db->driver->column_int64(stmt->prepared, place);
}

bool
stmt_bool(Stmt *stmt, const char *column)
{
	return stmt_int64(stmt, column) != 0;
}

const char *
stmt_text(Stmt *stmt, const char *column)
{
	int place = place_of(stmt, column);
	return place < 0 ? NULL : stmt->db->driver->column_text(stmt->prepared, place);
}

char *
stmt_dup(Stmt *stmt, const char *column)
{
	return g_strdup(stmt_text(stmt, column));
}

Instant
stmt_instant(Stmt *stmt, const char *column)
{
	int place = place_of(stmt, column);
	if (place < 0 || stmt->db->driver->column_null(stmt->prepared, place))
		return INSTANT_NONE;
	return stmt->db->driver->column_int64(stmt->prepared, place);
}

const void *
stmt_blob(Stmt *stmt, const char *column, gsize *len)
{
	int place = place_of(stmt, column);
	*len = 0;
	return place < 0 ? NULL : stmt->db->driver->column_blob(stmt->prepared, place, len);
}

int
stmt_columns(Stmt *stmt)
{
	return stmt->prepared ? stmt->db->driver->columns(stmt->prepared) : 0;
}

const char *
stmt_column_name(Stmt *stmt, int place)
{
	return stmt->db->driver->column_name(stmt->prepared, place);
}

bool
stmt_same(Stmt *stmt, Stmt *other, int place)
{
	return stmt->db->driver->column_same(stmt->prepared, other->prepared, place);
}

const char *
stmt_column_text(Stmt *stmt, int place)
{
	return stmt->db->driver->column_text(stmt->prepared, place);
}

int64_t
stmt_column_int64(Stmt *stmt, int place)
{
	return stmt->db->driver->column_int64(stmt->prepared, place);
}

const void *
stmt_column_blob(Stmt *stmt, int place, gsize *len)
{
	return stmt->db->driver->column_blob(stmt->prepared, place, len);
}

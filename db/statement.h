/*
 * Statements: every piece of SQL that the program runs, as rows of static tables, and how one is run.
 *
 *     g_autoptr(Stmt) stmt = stmt_open(db, &statements[SQL_NOTES]);
 *     stmt_bind_text(stmt, "$1", ref);
 *     while (stmt_row(stmt))
 *         add(list, stmt_text(stmt, "text"), stmt_instant(stmt, "at"));
 *     return stmt_done(stmt, error);
 *
 * What fails on the way (preparing, binding, stepping) is kept and told by stmt_done(), so that the lines between need
 * not ask; stmt_row() is then false. A name or placeholder that the statement has not is a defect: E_INTERNAL.
 *
 * The text is in the subset that SQLite and PostgreSQL run unchanged: $1 placeholders, RETURNING, ON CONFLICT, no rowid.
 * A number that is only compared with a constant is CAST($1 AS BIGINT): PostgreSQL would take it for 32 bits. Where the engines
 * differ a row has a text for each instead. Every table stands in tests/statement-tables.c, so that tests prepare them all.
 */
#ifndef BRECCIA_DB_STATEMENT_H
#define BRECCIA_DB_STATEMENT_H

#include "db/store.h"
#include "src/core/when.h"

/* A table ends with a NULL name. */
typedef struct {
	const char *name;     /* for messages: "incident by ref" */
	const char *sql;      /* on every engine; NULL: the engines differ */
	const char *sqlite;   /* when sql is NULL */
	const char *postgres;
} Statement;

typedef struct Stmt Stmt;

/* Never NULL. Prepared statements are kept with the register and used again; the same one may run inside itself. */
Stmt *stmt_open(Db *db, const Statement *statement);
void stmt_free(Stmt *stmt);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Stmt, stmt_free)

/* Placeholders by name, "$1". What was not bound is NULL. Texts and bytes are copied. */
void stmt_bind_int64(Stmt *stmt, const char *name, int64_t value);
void stmt_bind_bool(Stmt *stmt, const char *name, bool value);         /* 0 or 1 */
void stmt_bind_text(Stmt *stmt, const char *name, const char *value);  /* NULL is NULL */
void stmt_bind_instant(Stmt *stmt, const char *name, Instant value);   /* INSTANT_NONE is NULL */
void stmt_bind_blob(Stmt *stmt, const char *name, const void *data, gsize len);

/* The next row; false at the end, or when something failed. */
bool stmt_row(Stmt *stmt);
/* Runs what is left of it. False (and the error) when anything about this statement failed. It may be bound and run again
 * afterwards; placeholders keep nothing. */
bool stmt_done(Stmt *stmt, GError **error);

/* Columns of the row, by name; a borrowed text lives until the next stmt_row() or stmt_done(). */
bool stmt_is_null(Stmt *stmt, const char *column);
int64_t stmt_int64(Stmt *stmt, const char *column); /* NULL is 0 */
bool stmt_bool(Stmt *stmt, const char *column);
const char *stmt_text(Stmt *stmt, const char *column);  /* NULL is NULL */
char *stmt_dup(Stmt *stmt, const char *column);         /* (transfer full) */
Instant stmt_instant(Stmt *stmt, const char *column);   /* NULL is INSTANT_NONE */
const void *stmt_blob(Stmt *stmt, const char *column, gsize *len);

/* The same by place, for what shows or compares whole tables, or reads the whole journal. */
int stmt_columns(Stmt *stmt);
const char *stmt_column_name(Stmt *stmt, int place);
const char *stmt_column_text(Stmt *stmt, int place); /* as the engine writes it; NULL is NULL */
int64_t stmt_column_int64(Stmt *stmt, int place);
const void *stmt_column_blob(Stmt *stmt, int place, gsize *len);
bool stmt_same(Stmt *stmt, Stmt *other, int place);  /* of two rows: the same type and value */

#endif

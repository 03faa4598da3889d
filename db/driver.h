/*
 * What stands below the seam: the open register, and one struct of functions per engine.
 *
 * Included by db/ alone. store.c opens, counts transactions and maps URIs to drivers; statement.c runs statements; a
 * driver knows its engine and nothing of registers.
 */
#ifndef BRECCIA_DB_DRIVER_H
#define BRECCIA_DB_DRIVER_H

#include "db/statement.h"
#include "db/store.h"
#include "src/core/seal.h"

typedef struct Driver Driver;
struct Writer; /* db/journal.h */

struct Db {
	const Driver *driver;
	void *handle;          /* the driver's */
	char *path;            /* of the file; NULL: none */
	bool created;          /* by this Db: db_discard() may take it away */
	bool copy;             /* a file that is only looked at: wherever it lies, and never changed */
	bool disk_failed;      /* the disk refused, at least once: what it refused says nothing about the register */
	bool scratch;          /* nobody looks for a word in it: its full text stays empty */
	GHashTable *unsearched; /* char *: incidents whose full text is written when the transaction ends; NULL: none */
	GHashTable *idle;      /* Statement -> GPtrArray of prepared ones not in use */

	int depth;             /* begins not yet ended */
	bool writing, doomed;
	const char *file;      /* where the outer begin stands in the source */
	int line;

	/* Of the write transaction that journal_begin() opened: its writer, and the end of the chain as it grows. */
	struct Writer *writer;
	int64_t seq;
	char seal[SEAL_LEN + 1];
	Instant at;
	int64_t back, jump;    /* of the next event; 0: none */
};

typedef enum { TX_READ, TX_WRITE } TxKind;

struct Driver {
	const char *name;   /* "sqlite" */
	const char *scheme; /* "sqlite:" */
	const char *folder; /* of its SQL files: "sqlite/" */

	/* Fills db->handle and db->path. `where` is what follows the scheme. */
	bool (*open)(Db *db, const char *where, DbMode mode, GError **error);
	/* An empty store without a name that only this Db sees and that goes with it; larger than memory if need be. */
	bool (*open_scratch)(Db *db, GError **error);
	void (*close)(Db *db, bool discard); /* discard: take away what open made */
	bool (*publish)(Db *db, GError **error); /* see db_publish(); then it is closed and db->created false */

	bool (*begin)(Db *db, TxKind kind, GError **error);
	bool (*commit)(Db *db, GError **error);
	void (*rollback)(Db *db);
	bool (*script)(Db *db, const char *sql, GError **error); /* several statements, no result */
	bool (*drop_projections)(Db *db, GError **error);        /* all tables but the journal's and local_* */
	bool (*drop_boards)(Db *db, GError **error);             /* all partial indexes: they find what is open, and no event needs them */

	/* Prepared statements. prepare gives NULL and the error; step 1 for a row, 0 at the end, -1 with the error. */
	void *(*prepare)(Db *db, const char *sql, GError **error);
	bool (*bind_int64)(void *stmt, const char *name, int64_t value);
	bool (*bind_text)(void *stmt, const char *name, const char *value); /* NULL is NULL */
	bool (*bind_blob)(void *stmt, const char *name, const void *data, gsize len);
	int (*step)(Db *db, void *stmt, GError **error);
	void (*reset)(void *stmt);    /* also forgets what was bound */
	void (*finalize)(void *stmt);
	int (*columns)(void *stmt);
	const char *(*column_name)(void *stmt, int place);
	bool (*column_null)(void *stmt, int place);
	int64_t (*column_int64)(void *stmt, int place);
	const char *(*column_text)(void *stmt, int place);
	const void *(*column_blob)(void *stmt, int place, gsize *len);
	bool (*column_same)(void *stmt, void *other, int place); /* in type and value */
};

extern const Driver driver_sqlite;

/* A scratch store with the projection tables, empty: what verify replays the journal into. (transfer full) */
bool db_open_scratch(Db **db, GError **error);

/* A copy that somebody made, to be verified: it may lie anywhere and is only read. (transfer full) */
bool db_open_copy(const char *path, Db **db, GError **error);

/*
 * Write transactions. They nest by counting: an inner rollback makes the outer commit fail. db_write_begin takes the lock that
 * every writer takes first, waiting up to 30 seconds for it (E_BUSY).
 */
#define db_write_begin(db, error) db_write_begin_at((db), __FILE__, __LINE__, (error))
bool db_write_begin_at(Db *db, const char *file, int line, GError **error);
bool db_write_commit(Db *db, GError **error);
void db_write_rollback(Db *db); /* harmless when nothing is open */

#endif

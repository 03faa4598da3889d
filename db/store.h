/*
 * The seam to the database: one front door, one driver per engine.
 *
 * Above it nothing knows which engine there is; statements are rows of static tables, written in the subset that
 * SQLite and PostgreSQL run unchanged, with $1 placeholders bound by name and columns read by name. Below it stands one
 * struct of function pointers per engine (db/driver.h). Registers are named by URI: sqlite:PATH, :memory:.
 */
#ifndef BRECCIA_DB_STORE_H
#define BRECCIA_DB_STORE_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct Db Db;

typedef enum {
	DB_OPEN,   /* it must exist; E_NOTFOUND says how to make one */
	DB_LOOK,   /* the same; but a backup, wherever it lies, is only read and stays as it is to the byte */
	DB_CREATE, /* it must not exist; makes the folder (0700) and the file (0600) */
	DB_FOUND   /* the same, under a name of its own beside that one until db_publish(): nobody meets half a register */
} DbMode;

/*
 * Opens, checks that it is a register of a version we know (a newer one is refused: E_CONFIG), that nobody else may read it
 * (a file readable by others is refused), that it is not on a network file system, that it is writable, and brings schema
 * and projections up to date. A failing creation leaves nothing behind. (transfer full)
 */
bool db_open(const char *uri, DbMode mode, Db **db, GError **error);
void db_close(Db *db);
/* For a creation that fails later on: closes, and takes away the file if this Db made it. */
void db_discard(Db *db);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Db, db_close)
/* Ends DB_FOUND: closes, and gives the file its name, durably. E_WRITE when that was taken meanwhile; then nothing stays. */
bool db_publish(Db *db, GError **error);

const char *db_path(const Db *db);   /* the file of a SQLite register; NULL for :memory: */
/* A number that changes whenever another process changed the register: cheap, to poll. */
bool db_changed(Db *db, int64_t *stamp, GError **error);

/* Reads that must agree with each other stand between these two. They nest. */
bool db_read_begin(Db *db, GError **error);
void db_read_end(Db *db);

#endif

/*
 * The projections: what the journal says, as tables.
 *
 * Applying an event is a pure function of the journal: no file, environment, clock, zone database or compiled-in default
 * takes part, so that replaying it anywhere gives the same rows. One apply function per kind stands in a table. It works
 * without the body, which may have been erased: texts are then empty.
 */
#ifndef BRECCIA_DB_PROJECT_H
#define BRECCIA_DB_PROJECT_H

#include "db/statement.h"
#include "src/core/event.h"

/* Raised whenever the tables or what is written in them change: older projections are dropped and rebuilt. */
#define PROJECTION_NUMBER 18

/* Applies one event, inside a write transaction. An event of an unknown kind changes nothing but the history. */
bool project_event(Db *db, const Event *event, GError **error);
/* What waits for the end of a transaction: the full text of the incidents whose texts changed. By db_write_commit(). */
bool project_finish(Db *db, GError **error);
/* Takes all rows of one incident away, so that its events can be applied again. Inside a write transaction. */
bool project_forget(Db *db, const char *ref, GError **error);
/* Replays the whole journal of `from` into the projections of `to`, which are empty; the two may be the same. Inside a write
 * transaction of `to`. */
bool project_replay(Db *from, Db *to, GError **error);

/* The tables that verify compares, each read whole in the order of its key. */
typedef struct {
	const char *table;
	int keys;            /* so many columns at the front of .all are the key */
	const Statement *all;
} ProjectTable;

extern const ProjectTable project_tables[]; /* ends with a NULL table */

#endif

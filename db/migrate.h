/*
 * The schema of a register: made, recognised, brought up to date.
 *
 * Numbered files concern the journal, blobs and what is local; each runs once, in order. Projections carry one number
 * (db/project.h) and are dropped and replayed when it differs. A register written by a newer program is refused: its
 * journal may hold kinds of event that this one would not apply.
 */
#ifndef BRECCIA_DB_MIGRATE_H
#define BRECCIA_DB_MIGRATE_H

#include "db/store.h"

bool migrate_create(Db *db, GError **error);
/* One SELECT when there is nothing to do. */
bool migrate_open(Db *db, GError **error);
/* The projection tables alone, empty. */
bool migrate_scratch(Db *db, GError **error);

#endif

/*
 * Erasing: the texts and the bytes of one incident are taken out of the register, for good (GDPR art. 5(1)(e)).
 *
 * The heads stay, and with them the chain, the instants, codes and numbers that statistics need. What is erased is named by an event of
 * kind body.erased, which is the newest when it happens; the incident's rows are then made again from what is left, so that a register
 * that was replayed after the erasure is the same as one that lived through it.
 */
#ifndef BRECCIA_DB_ERASE_H
#define BRECCIA_DB_ERASE_H

#include "db/store.h"

#include <jansson.h>

/* What of an incident can be erased: seqs of events that have a body, and hashes of bytes that no other incident uses. Both empty when
 * nothing is left. (transfer full) */
bool erase_find(Db *db, const char *ref, json_t **events, json_t **blobs, GError **error);
/* Takes them away, and makes the incident's rows again. In the write transaction whose newest event names them. */
bool erase_do(Db *db, const char *ref, const json_t *events, const json_t *blobs, GError **error);
/* After the commit: the full-text index and the log of the database keep no word of what was erased. *clean: false when somebody was
 * reading meanwhile, so that old pages may remain until this is done again. */
bool erase_scrub(Db *db, bool *clean, GError **error);

#endif

/*
 * Copies of a register: taken, verified, and put in its place.
 *
 * A copy is whole or is not there: it is made under a temporary name, verified (all that `verify` does), forced to the disk and only
 * then given its name. What is put in the place of a register is written *into* its file, in one transaction, never renamed over it:
 * a program that has the register open would go on writing to the old file, and the next one would find its log beside the new.
 */
#ifndef BRECCIA_DB_BACKUP_H
#define BRECCIA_DB_BACKUP_H

#include "db/store.h"

typedef struct {
	int64_t seq, size; /* the copy's newest event; bytes */
	char seal[65];
} Backup;

/* Copies what is committed now; others may write meanwhile. 0600. E_WRITE when there is a file and not force, or when it is a register in
 * use; E_STATE when the copy is not sound, with what verify says. */
bool backup_to_file(Db *db, const char *path, bool force, Backup *made, GError **error);
bool backup_to_fd(Db *db, int fd, Backup *made, GError **error);

/* A copy of a backup beside the register `uri` (where one may or may not be), to be looked at and added to as a register before it is put in
 * place; *made: of the backup, which was verified. E_NOTFOUND, E_STATE. *stage: its path. (transfer full) */
bool stage_make(const char *uri, const char *backup, char **stage, Backup *made, GError **error);
/* There was no register. Takes the stage. E_WRITE when there is one now. */
bool stage_found(const char *uri, const char *stage, GError **error);
/* Into the register, if seq is still its newest event; *moved_on otherwise. */
bool stage_put(Db *db, const char *stage, int64_t seq, bool *moved_on, GError **error);
void stage_remove(const char *stage);

#endif

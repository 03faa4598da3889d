/*
 * The file of a SQLite register: where it may lie and who may read it.
 *
 * Whoever reads a register in WAL mode writes to its folder too, so a register that cannot be written cannot be read. A
 * network file system is refused, because its locks and its shared memory do not hold what WAL needs of them.
 */
#ifndef BRECCIA_DB_SQLITE_FILE_H
#define BRECCIA_DB_SQLITE_FILE_H

#include <glib.h>
#include <stdbool.h>

/* The absolute path of a register that is there: a plain file, on a disk of this machine, closed to others (0600, or 0660 in a
 * folder with the setgid bit: the shared set-up), writable. E_NOTFOUND, E_CONFIG, E_DENIED. (transfer full) */
bool sqlite_file_find(const char *where, char **path, GError **error);

/* Is this a backup, whole in itself? A register is in WAL mode from its first moment on, and a backup is not. */
bool sqlite_file_is_backup(const char *where);

/* Where a register would be made: its path with what is above it resolved, in a folder that is there from now on (missing ones are
 * made, 0700), on a disk of this machine. *folder as below; it may be NULL. (transfer full) */
bool sqlite_file_place(const char *where, char **path, char **folder, GError **error);

/* Makes an empty file, 0600, and the folders that are missing, 0700. E_WRITE when there is one. With wanted it is made aside, under
 * another name in the same folder, and *wanted is the name it shall get. *folder is the uppermost folder that was made, or NULL.
 * (all transfer full) */
bool sqlite_file_make(const char *where, char **wanted, char **path, char **folder, GError **error);
/* Gives a closed file that was made aside its name, durably with the folders that were made. E_WRITE when there is such a file now. */
bool sqlite_file_publish(const char *path, const char *wanted, const char *folder, GError **error);

/* Takes away what sqlite_file_make() made, and what SQLite put beside it. */
void sqlite_file_remove(const char *path, const char *folder);

#endif

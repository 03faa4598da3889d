/* Comparing one projection with its replay: two cursors in the order of the key. */
#ifndef BRECCIA_DB_VERIFY_TABLES_H
#define BRECCIA_DB_VERIFY_TABLES_H

#include "db/project.h"

/* E_IO names the first difference: table, row, column, what is and what should be; *seq is then the event that the row comes
 * from, 0 when it names none. */
bool verify_table(Db *is, Db *should, const ProjectTable *table, int64_t *seq, GError **error);

#endif

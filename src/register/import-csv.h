/*
 * A register that somebody kept in a spreadsheet: which column is what, and a row as the entry that import.h takes.
 *
 * A column is known by its heading: the name, option or label of a field in either language, a key of import.h, what `breccia register` writes
 * over its columns, and some words that such registers use (the table in import-csv.c); case, accents, "_" and "-" make no difference. Of what
 * the register writes, what it would work out again (deadlines, states, the score) is passed over. Needed are title, detected_at, and source_id,
 * without which the same file could come in twice.
 *
 * Values are what `log` takes, and besides: several codes or clients apart by ";", clients with when they were told in brackets, whole numbers with
 * decimals of nothing ("1.200,00"). An instant names its day, month and year, and is never one that hangs on today. An apostrophe that keeps
 * a spreadsheet from taking a text for a formula is taken off.
 */
#ifndef BRECCIA_REGISTER_IMPORT_CSV_H
#define BRECCIA_REGISTER_IMPORT_CSV_H

#include "src/register/session.h"

#define IMPORT_NO_COLUMN G_MAXUINT

typedef struct ImportColumns ImportColumns;

/* Told of what is wrong with a column; IMPORT_NO_COLUMN: with the headings as a whole. */
typedef void (*ImportColumnWrong)(guint column, const char *why, void *data);

/* headings: of char *; maps: "HEADING=FIELD", or "HEADING=" for a column that stays out, or NULL. (transfer full)
 * day_at: "09:00", for which time of it a day alone stands, as those write who keep a register on paper; NULL: it is refused.
 * False, with E_USAGE, where one of these is wrong; what is wrong with the headings is told to `wrong`. */
bool import_columns_read(const GPtrArray *headings, const char *const *maps, const char *day_at, ImportColumnWrong wrong, void *data,
	ImportColumns **columns, GError **error);
void import_columns_free(ImportColumns *columns);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ImportColumns, import_columns_free)

/* The row as an object for import_read(). What cannot be read is told to `wrong`, every cell of it; NULL then. (transfer full) */
json_t *import_columns_object(const ImportColumns *columns, Session *session, const GPtrArray *cells, ImportColumnWrong wrong, void *data);
/* From which column of this row a key of that object is; IMPORT_NO_COLUMN. */
guint import_columns_find(const ImportColumns *columns, const GPtrArray *cells, const char *key);

/* The field that the n-th column is; NULL: it stays out. */
const char *import_columns_name(const ImportColumns *columns, guint column);

#endif

/*
 * Reading CSV, as spreadsheets and programs write it: RFC 4180, and what Excel makes of it.
 *
 * A byte order mark is passed over. The separator is the one of ; , and tab that stands most often in the first row, outside quotes; a first
 * line "sep=;" says it. A row ends with LF, CRLF or CR alone; within quotes these are part of the cell, as LF. A quote inside a cell that
 * does not begin with one is a character like any other. Rows without any cell that has something are no rows, but are counted.
 *
 * UTF-8 alone is read: no bytes are guessed to be letters. What is refused says the line, from 1, and what to do; nothing can be read after it.
 */
#ifndef BRECCIA_CORE_CSV_READ_H
#define BRECCIA_CORE_CSV_READ_H

#include <glib.h>
#include <stdbool.h>

/* As many as Excel had for twenty years. More is no register: a quote is missing, or somebody wants to see the memory fill. */
#define CSV_COLUMNS_MAX 256

typedef struct {
	const char *at, *end; /* what is still to be read; borrowed */
	char separator;
	int next_line;        /* where `at` stands, from 1 */
	int line, row;        /* of the row read last: its first line in the file, its number in a spreadsheet; after a failure the line of that */
} CsvReader;

/* E_INPUT where the bytes are not UTF-8 or hold NUL: reader->line then says where. text is borrowed. */
bool csv_read_begin(CsvReader *reader, const char *text, gsize len, GError **error);
/* The next row's cells, which it empties first (of char *, with g_free); none at the end. E_INPUT. */
bool csv_read_row(CsvReader *reader, GPtrArray *cells, GError **error);
/* What a spreadsheet calls it: 0 is "A", 26 "AA". (transfer full) */
char *csv_column_letters(guint column);

#endif

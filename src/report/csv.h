/*
 * CSV, as people open it and as programs read it.
 *
 * For people (CSV_IT, CSV_EN): UTF-8 with a byte order mark, or spreadsheets take it for something older. Italian ones want semicolons, the
 * decimal comma and 23/11/2026 03:02; English ones commas, the point and 2026-11-23 03:02. For programs (CSV_RAW): RFC 4180, no mark, the
 * point, instants as RFC 3339 UTC. Lines end with CRLF in all.
 *
 * A text that a spreadsheet would run as a formula (its first character that shows is = + - @, or their full-width twins) gets an apostrophe
 * before it, in every dialect: who opens the file decides what it is, not who wrote it. Control and bidirectional characters are
 * shown by their number; line ends stay, in quotes.
 */
#ifndef BRECCIA_REPORT_CSV_H
#define BRECCIA_REPORT_CSV_H

#include "src/core/lang.h"
#include "src/core/when.h"

typedef enum { CSV_IT, CSV_EN, CSV_RAW } CsvDialect;

typedef struct {
	CsvDialect dialect;
	GTimeZone *zone; /* of instants, for people */
	GString *out;    /* what was written so far */
	bool cells;      /* the row has one already */
} Csv;

/* The dialect for a language, or that for programs. */
CsvDialect csv_dialect(Lang lang, bool raw);
/* Appends to out, from the mark on where there is one. zone and out are borrowed. */
void csv_begin(Csv *csv, CsvDialect dialect, GTimeZone *zone, GString *out);
void csv_text(Csv *csv, const char *text); /* NULL: an empty cell */
void csv_int(Csv *csv, int64_t value);
/* value / 10^digits, exactly: csv_decimal(csv, 1475, 2) is 14.75, or 14,75. digits: 0 to 9. */
void csv_decimal(Csv *csv, int64_t value, int digits);
void csv_instant(Csv *csv, Instant t);     /* INSTANT_NONE: an empty cell */
void csv_row_end(Csv *csv);

#endif

/*
 * Incidents as rows of a list, read page by page by the keys of the database: whatever is stored, a few pages are in memory.
 */
#ifndef BRECCIA_TUI_ROWS_H
#define BRECCIA_TUI_ROWS_H

#include "db/query.h"
#include "src/register/session.h"

#define ROWS_PAGE 100
#define ROWS_KEPT 6 /* pages */

typedef struct {
	Filter *filter;      /* NULL: all */
	ListOrder order;
	bool current;
	GPtrArray *cursors;  /* of char *: where each page begins; the first is NULL */
	GPtrArray *pages;    /* of GPtrArray of Incident; NULL: not in memory */
	guint known;         /* rows that are there as far as is known */
	bool ended;          /* there are no others */
} Rows;

void rows_init(Rows *rows);
void rows_clear(Rows *rows);
/* Another list from now on; takes the filter. */
void rows_set(Rows *rows, Filter *filter, ListOrder order, bool current);
/* What is in memory is read again when it is next asked for. */
void rows_forget(Rows *rows);
/* A row, NULL behind the last one; pages are read as they are needed. False: they cannot be. */
bool rows_get(Rows *rows, Session *session, Instant now, guint row, const Incident **incident, GError **error);
/* At most so many pages from the beginning. */
bool rows_read(Rows *rows, Session *session, Instant now, guint pages, GError **error);

#endif

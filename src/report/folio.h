/*
 * A document of headings, labelled values, tables and texts that stand as they are: one body for paper and for screens.
 *
 * Nothing that is put into it has to be harmless: each way out makes it so. A mark says that a value is still open, or needs a look; in
 * text it stands before the value ("[?]"), so that it survives a printer and a reader who sees no colours.
 */
#ifndef BRECCIA_REPORT_FOLIO_H
#define BRECCIA_REPORT_FOLIO_H

#include "src/core/lang.h"

#include <glib.h>

typedef enum {
	MARK_NONE,
	MARK_OPEN, /* not yet determined */
	MARK_LOOK, /* late, against an opinion, without proof */
	MARK_GOOD
} Mark;

typedef struct Folio Folio;

Folio *folio_new(const char *title, Lang lang);
void folio_free(Folio *folio);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Folio, folio_free)

void folio_section(Folio *folio, const char *title); /* numbered from 1 */
void folio_entry(Folio *folio, const char *title);   /* one of several things in a section */
void folio_pair(Folio *folio, const char *label, const char *value, Mark mark); /* value: of several lines if it likes; NULL or "" prints nothing */
void folio_say(Folio *folio, const char *text, Mark mark);
void folio_verbatim(Folio *folio, const char *text); /* a message: its lines as they are */
/* Cells are copied; as many a row as there are headings. NULL is an empty cell. The last column takes what room is left. */
void folio_table(Folio *folio, const char *const *headings); /* NULL-terminated */
void folio_row(Folio *folio, const char *const *cells);

/* Columns: where lines are wrapped. (transfer full) */
char *folio_text(const Folio *folio, int columns);
/* One page, complete in itself. (transfer full) */
char *folio_html(const Folio *folio);

#endif

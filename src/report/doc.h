/*
 * A document of headings, labelled values, tables and texts that stand as they are: one body for paper and for screens.
 *
 * Nothing that is put into it has to be harmless: each way out makes it so. A mark says that a value is still open, or needs a look; in
 * text it stands before the value ("[?]"), so that it survives a printer and a reader who sees no colours.
 */
#ifndef BRECCIA_REPORT_DOC_H
#define BRECCIA_REPORT_DOC_H

#include "src/core/lang.h"

#include <glib.h>

typedef enum {
	MARK_NONE,
	MARK_OPEN, /* not yet determined */
	MARK_LOOK, /* late, against an opinion, without proof */
	MARK_GOOD
} Mark;

typedef struct Doc Doc;

Doc *doc_new(const char *title, Lang lang);
void doc_free(Doc *doc);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Doc, doc_free)

void doc_section(Doc *doc, const char *title); /* numbered from 1 */
void doc_entry(Doc *doc, const char *title);   /* one of several things in a section */
void doc_pair(Doc *doc, const char *label, const char *value, Mark mark); /* value: of several lines if it likes; NULL or "" prints nothing */
void doc_say(Doc *doc, const char *text, Mark mark);
void doc_verbatim(Doc *doc, const char *text); /* a message: its lines as they are */
/* Cells are copied; as many a row as there are headings. NULL is an empty cell. The last column takes what room is left. */
void doc_table(Doc *doc, const char *const *headings); /* NULL-terminated */
void doc_row(Doc *doc, const char *const *cells);

/* Columns: where lines are wrapped. (transfer full) */
char *doc_text(const Doc *doc, int columns);
/* One page, complete in itself. (transfer full) */
char *doc_html(const Doc *doc);

#endif

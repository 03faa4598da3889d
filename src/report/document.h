/*
 * A document: what is said, once, for every form it is read in.
 *
 * A row of blocks (headings, texts, figures, tables, charts) that knows neither HTML nor terminals. document-html.c makes a page of it, with
 * its charts as SVG; document-text.c makes lines, for terminals and for the screens. Every chart has its numbers beside it as text, in both.
 * Texts may come from anywhere: what writes them makes them harmless.
 */
#ifndef BRECCIA_REPORT_DOCUMENT_H
#define BRECCIA_REPORT_DOCUMENT_H

#include "src/core/lang.h"

#include <glib.h>
#include <stdbool.h>

typedef enum { DOC_PLAIN, DOC_DIM, DOC_BOLD, DOC_GOOD, DOC_WARN, DOC_BAD } DocTone;

typedef enum { BLOCK_HEADING, BLOCK_TEXT, BLOCK_FIGURES, BLOCK_TABLE, BLOCK_CHART } BlockType;

typedef struct {
	char *text;
	DocTone tone;
} DocCell;

typedef struct {
	char *heading;
	bool number; /* to the right, and never cut */
	bool grows;  /* takes the room that is left */
} DocColumn;

typedef struct {
	GArray *cells; /* of DocCell, one a column */
	char *ref;     /* what it is about; NULL */
} DocRow;

/* One bar of a chart, made of one part for each series. */
typedef struct {
	char *label, *say; /* the same in a few words: "3 in time, 1 late" */
	int *values;
} DocBar;

typedef struct {
	BlockType type;
	DocTone tone;       /* of a text */
	char *id;           /* of a heading: letters, for links */
	char *text;         /* heading, text, caption of a table or a chart */
	char *say;          /* of a chart: what it shows, in a sentence */
	char *axis;         /* of a chart: what its bars are: "month" */
	GArray *cells;      /* of figures: of DocCell, three each: label, value, note */
	GArray *columns;    /* of a table: of DocColumn; of a chart, its series: heading */
	GArray *tones;      /* of a chart: DocTone of each series */
	GPtrArray *rows;    /* of DocRow, or of DocBar */
} Block;

typedef struct {
	Lang lang;
	char *title, *lead, *under; /* the latter two NULL: none */
	char *foot;                 /* NULL: none */
	GPtrArray *blocks;          /* of Block */
} Document;

Document *document_new(Lang lang, const char *lead, const char *title, const char *under);
void document_free(Document *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Document, document_free)

/* Each adds a block at the end, or to the last block. Texts are copied. */
void doc_heading(Document *d, const char *id, const char *text);
void doc_text(Document *d, DocTone tone, const char *text);
void doc_figure(Document *d, DocTone tone, const char *label, const char *value, const char *note); /* beside the figures before it */
void doc_table(Document *d, const char *caption); /* NULL: the heading says what it is */
void doc_column(Document *d, const char *heading, bool number, bool grows);
void doc_row(Document *d, const char *ref);
void doc_cell(Document *d, DocTone tone, const char *text); /* NULL: empty */
void doc_chart(Document *d, const char *caption, const char *axis, const char *say);
void doc_series(Document *d, DocTone tone, const char *name);
void doc_bar(Document *d, const char *label, const char *say, const int *values); /* one value for each series */
int doc_bar_total(const Block *b, const DocBar *bar);

/* --- forms ------------------------------------------------------------------------------------------------------------------- */

/* A page of its own. (document-html.c) */
void document_html(const Document *d, GString *html);

typedef struct {
	int columns;   /* of the screen */
	bool ascii;    /* bars without characters beyond ASCII */
	bool linear;   /* for ears: no columns and no bars, a sentence for each row */
	/* A part of the line in hand, harmless; and the end of that line, with what it is about (NULL: nothing). */
	void (*part)(DocTone tone, const char *text, void *data);
	void (*line)(const char *ref, void *data);
	void *data;
} DocLines;

/* Without title, lead and foot, which the surroundings may have: see document_text(). (document-text.c) */
void document_lines(const Document *d, const DocLines *lines);
/* All of it. */
void document_text(const Document *d, const DocLines *lines);

#endif

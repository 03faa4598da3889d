/*
 * A document: what is said, once, for every form it is read in.
 *
 * A row of blocks (headings, texts, pairs, messages, figures, tables, charts) that knows neither HTML nor terminals. document-html.c makes a
 * page of it, with its charts as SVG; document-text.c makes lines, for terminals, for the screens and for files. Every chart has its numbers
 * beside it as text, in both. Texts may come from anywhere: what writes them makes them harmless.
 *
 * Some documents are for paper: what is kept, and read again in years. Nothing of their texts is cut, and a tone is a mark that survives a
 * printer and a reader who sees no colours: DOC_WARN says that something is still open ("[?]" before it, on a page a word), DOC_BAD that it
 * needs a look ("[!]"). All others have their tones as colours alone.
 */
#ifndef BRECCIA_REPORT_DOCUMENT_H
#define BRECCIA_REPORT_DOCUMENT_H

#include "src/core/lang.h"

#include <glib.h>
#include <stdbool.h>

typedef enum { DOC_PLAIN, DOC_DIM, DOC_BOLD, DOC_GOOD, DOC_WARN, DOC_BAD } DocTone;

typedef enum {
	BLOCK_HEADING, BLOCK_ENTRY, BLOCK_TEXT, BLOCK_PAIRS, BLOCK_VERBATIM, BLOCK_FIGURES, BLOCK_TABLE, BLOCK_CHART
} BlockType;

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
	char *text;         /* heading, text, message, caption of a table or a chart */
	char *say;          /* of a chart: what it shows, in a sentence */
	char *axis;         /* of a chart: what its bars are: "month" */
	GArray *cells;      /* of DocCell; of pairs two each: label, value; of figures three: label, value, note */
	GArray *columns;    /* of a table: of DocColumn; of a chart, its series: heading */
	GArray *tones;      /* of a chart: DocTone of each series */
	GPtrArray *rows;    /* of DocRow, or of DocBar */
} Block;

typedef struct {
	Lang lang;
	bool paper;
	char *title, *lead, *under; /* the latter two NULL: none */
	char *foot;                 /* NULL: none */
	int sections;               /* that have a number */
	GPtrArray *blocks;          /* of Block */
} Document;

Document *document_new(Lang lang, const char *lead, const char *title, const char *under);
Document *document_new_paper(Lang lang, const char *title);
void document_free(Document *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Document, document_free)

/* Each adds a block at the end, or to the last block. Texts are copied. */
void doc_heading(Document *d, const char *id, const char *text); /* NULL: numbered from 1 */
void doc_entry(Document *d, const char *text); /* one of several things under a heading */
void doc_text(Document *d, DocTone tone, const char *text); /* NULL or blank: nothing */
void doc_pair(Document *d, DocTone tone, const char *label, const char *value); /* of several lines if it likes; NULL or blank: nothing */
void doc_verbatim(Document *d, const char *text); /* a message: its lines as they are */
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

/* Without title, lead and foot, which the surroundings may have: see document_text(). No line ends in a blank. (document-text.c) */
void document_lines(const Document *d, const DocLines *lines);
/* All of it. */
void document_text(const Document *d, const DocLines *lines);
/* Lines that are appended to a string, without tones. */
DocLines doc_lines_to(GString *text, int columns);

#endif

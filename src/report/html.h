/*
 * HTML pages: one self-contained file, without scripts and without anything that is fetched.
 *
 * Everything is appended to a GString. Every text goes through one escape: control, bidirectional and invisible characters are shown by
 * their number, bytes that are no UTF-8 as U+FFFD, and the five characters that mean something to HTML as entities, so that a title
 * with tags in it is a title with tags in it. The names of elements, attributes and classes are the program's own. The page says the same to
 * the browser (Content-Security-Policy: nothing but its own style).
 *
 * What the style sheet (style.css) knows by class: .lead .muted .figures .facts .badge .good .warn .bad .dim .n (numbers, to the right) .k (kept
 * on one line) .say .mono .foot .wide; it is made for screens, dark and light, and for A4.
 */
#ifndef BRECCIA_REPORT_HTML_H
#define BRECCIA_REPORT_HTML_H

#include "src/core/lang.h"

#include <glib.h>
#include <stdbool.h>

typedef struct {
	Lang lang;         /* of the page's words */
	const char *title; /* of the window, and the page's heading */
	const char *lead;  /* above it: whose page this is; NULL: nothing */
	const char *under; /* under it: of what period, made when; NULL: nothing */
} HtmlPage;

/* From the document's first byte to an open <main>; and the end of both. */
void html_begin(GString *html, const HtmlPage *page);
void html_end(GString *html);

/* --- texts ----------------------------------------------------------------------------------------------------------------- */

void html_text(GString *html, const char *text);  /* one line; NULL: nothing */
void html_lines(GString *html, const char *text); /* line ends become <br> */
/* A value from outside, of several lines if it likes, kept from turning its neighbours around where it is written from right to left. */
void html_value(GString *html, const char *text);

/* --- elements -------------------------------------------------------------------------------------------------------------- */

/* Attribute names and values in pairs, then NULL; a pair whose value is NULL is left out. Values are escaped. */
void html_tag(GString *html, const char *element, ...) G_GNUC_NULL_TERMINATED;
void html_close(GString *html, const char *element);
/* <p class="lead">text</p>; class NULL: none. */
void html_element(GString *html, const char *element, const char *class, const char *text);
/* <section> with a heading that names it for those who cannot see it; id: of the page's own making. html_close() it. */
void html_section(GString *html, const char *id, const char *heading);

typedef enum { HTML_PLAIN, HTML_DIM, HTML_GOOD, HTML_WARN, HTML_BAD } HtmlTone;

const char *html_tone(HtmlTone tone); /* its class; NULL for plain */
/* A word in a pill. The tone only repeats what the word says. */
void html_badge(GString *html, HtmlTone tone, const char *text);

/* --- tables ---------------------------------------------------------------------------------------------------------------- */

typedef struct {
	const char *heading;
	bool number; /* to the right */
} HtmlColumn;

/* The caption names the table for those who cannot see it, and is shown; NULL: the heading before it does. A wide one scrolls by itself. */
void html_table_begin(GString *html, const char *caption, const HtmlColumn *columns, guint n);
void html_row_begin(GString *html, const char *heading); /* heading: the cell that names the row; NULL: the row has none */
void html_cell(GString *html, const char *class, const char *text); /* class NULL: none */
void html_row_end(GString *html);
void html_table_end(GString *html);

#endif

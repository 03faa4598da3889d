/*
 * A page: lines of text that are read by scrolling. Built anew for the width that there is; the tone of each part is its own.
 */
#ifndef BRECCIA_TUI_PAGE_H
#define BRECCIA_TUI_PAGE_H

#include "tui/keymap.h"
#include "tui/term.h"

typedef struct Page Page;

Page *page_new(int cols);
void page_free(Page *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Page, page_free)

int page_cols(const Page *page);
guint page_rows(const Page *page);
void page_trim(Page *page, guint rows); /* no more than so many lines are kept */
void page_line(Page *page); /* a new, empty line; the next parts stand on it */
void page_part(Page *page, Style style, const char *text);
/* A part of so many columns. */
void page_cell(Page *page, int width, Style style, const char *text);
void page_blank(Page *page);   /* unless the line before is blank */
void page_heading(Page *page, const char *text);
/* A label of that many columns and a text wrapped under itself. */
void page_pair(Page *page, int indent, const char *label, int width, Style style, const char *text);
/* A text wrapped under so many columns. */
void page_under(Page *page, int indent, Style style, const char *text);

/* Where one is: which line is the first that is seen. Kept by the view, brought into bounds by drawing. */
typedef struct {
	int top;
	int rows;  /* that were seen when it was last drawn */
	int hit;   /* the line that was found; -1 */
} Scroll;

/* Columns at the end of the last row in which " ↓ 120 " says how much follows. */
#define SCROLL_MARK 7
void page_draw(const Page *page, Scroll *scroll, const Area *area);
bool scroll_act(Scroll *scroll, Deed action);
/* Case and accents do not count. */
bool page_find(const Page *page, Scroll *scroll, const char *words, int step);
/* Does this line begin with that text? */
bool page_begins(const Page *page, int line, const char *text);
bool text_has(const char *text, const char *words);

#endif

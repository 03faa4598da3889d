/*
 * A line, or a text of several lines, being typed. Knows nothing of screens.
 *
 * The cursor stands between characters as people see them: a letter and its marks are one.
 */
#ifndef BRECCIA_TUI_EDIT_H
#define BRECCIA_TUI_EDIT_H

#include <glib.h>
#include <stdbool.h>

#define EDIT_MAX 65536 /* bytes; what is typed or pasted beyond is dropped */

typedef struct {
	GString *text;
	gsize at;      /* the cursor, a byte offset at a character's begin */
	bool lines;    /* line ends may be typed */
	bool pasting;
} Edit;

void edit_init(Edit *edit, const char *text, bool lines);
void edit_clear(Edit *edit);
void edit_set(Edit *edit, const char *text);

/* False: the key means nothing to it. Enter is a line end only where there may be several, or while pasting. */
bool edit_key(Edit *edit, int key);

/* Where the cursor stands, in columns, within a window so many columns wide; *from is the byte at which the window begins. */
int edit_window(const Edit *edit, int width, gsize *from);

/* The text in lines no wider than width, and in which of them and where the cursor is. (transfer full) */
char **edit_wrapped(const Edit *edit, int width, int *row, int *col);

#endif

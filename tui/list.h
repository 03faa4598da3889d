/* A list of rows: which one one stands on, what is seen of it, and its columns. The rows themselves are the view's. */
#ifndef BRECCIA_TUI_LIST_H
#define BRECCIA_TUI_LIST_H

#include "tui/keymap.h"
#include "tui/term.h"

typedef struct {
	const char *heading; /* translated; NULL: none */
	int width;           /* 0: grows */
} ListColumn;

typedef struct {
	char *text; /* taken */
	Style style;
} ListCell;

typedef ListCell (*ListCellOf)(gpointer data, guint row, guint column, int width);

typedef struct {
	guint at, top;
	int rows; /* that were seen when it was last drawn */
	bool tight; /* one space between columns, not two */
} List;

/* Moves within so many rows. False: the action is none of its own. */
bool list_act(List *list, Deed action, guint count);
/* A line of headings (unless there are none) and the rows. */
void list_draw(List *list, const Area *area, const ListColumn *columns, guint n_columns, guint count, ListCellOf cell, gpointer data);

#endif

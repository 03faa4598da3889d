/* What the board knows: its rows, where one stands, the counters, and whose turn it is. Nothing is painted in board-model.c. */
#ifndef BRECCIA_TUI_BOARD_MODEL_H
#define BRECCIA_TUI_BOARD_MODEL_H

#include "tui/app.h"
#include "tui/list.h"
#include "tui/rows.h"

#define COUNTED 3 /* pages of open incidents that the counters and the order by whose turn it is look at */

typedef struct {
	int open, late, soon, to_act, unproven;
	int refuted; /* notices that left and did not arrive */
} Counts;

typedef struct {
	View view;
	Rows rows;
	List list;
	char *ref;       /* where one stands, so that the place is kept whatever happens around it */
	char *filter;    /* as it was typed; NULL */
	bool all;        /* the closed ones too */
	GArray *order;   /* of guint: rows as they are shown; empty: as they come */
	Counts counts;
	int64_t open;
	int outbox, failed, awaiting;
	Courier courier;
	char *answer;    /* were the deadlines met this year? For a manager; NULL: not counted yet */
	bool answer_bad;
	int64_t answer_seq; /* of the newest event when it was counted */
	Instant answered;
	int urgent;      /* late, failed and refuted, when it was last looked at; -1: never */
} Board;

/* A row as it is shown; NULL where there is none. */
const Incident *board_row(Board *board, guint row);
const Incident *board_here(Board *board);
void board_remember(Board *board); /* where one stands */
bool board_load(View *view, GError **error);
void board_tick(View *view);

void board_draw(View *view, const Area *area); /* (board-draw.c) */

#endif

/* The board as it is printed, for `breccia` without a terminal and for the end of `breccia demo`; and the words of its cells, which the app shows too. */
#ifndef BRECCIA_CLI_BOARD_H
#define BRECCIA_CLI_BOARD_H

#include "src/cli/view.h"

bool board_print(Cli *cli, GError **error);

#define BOARD_WIDE 110 /* columns from which there is room for bars and whole names */

typedef struct {
	char *(*span)(int64_t seconds); /* what is left, in a few characters: view_span() */
	bool wide;
	bool tight;                     /* no room for words: what is late has a minus sign */
	const char *full, *rest;        /* the cells of a bar */
} BoardLook;

/* The cells DPO 24 H and NEXT DEADLINE. (transfer full, harmless) */
char *board_dpo_words(const Cli *cli, const Clock *clock, const BoardLook *look, Tone *tone);
char *board_next_words(const Cli *cli, const Incident *incident, const BoardLook *look, Tone *tone);

#endif

/*
 * How a text looks, and in which colours: a table of the tones for dark and for light backgrounds. Only the eight colours that every
 * terminal has, on the terminal's own background; what a colour says, a word or a sign says too.
 */
#ifndef BRECCIA_TUI_THEME_H
#define BRECCIA_TUI_THEME_H

#include <stdbool.h>

/* One of the tones, and marks. */
typedef unsigned Style;
enum {
	LOOK_PLAIN,
	LOOK_DIM,
	LOOK_BOLD,
	LOOK_GOOD,
	LOOK_WARN,
	LOOK_BAD,
	LOOK_KEY,           /* a key in the footer */
	LOOK_TITLE,         /* the head line */
	LOOK_TONES = 15,    /* mask */
	LOOK_SELECTED = 16, /* the row one stands on */
	LOOK_STRONG = 32    /* bold besides */
};

typedef enum { THEME_DARK, THEME_LIGHT, THEME_NONE } Theme;

/* name: [ui] theme, "auto" or NULL where it is not set. background: $COLORFGBG, in which some terminals say their colours ("15;0"), or NULL;
 * no_colour: $NO_COLOR, or NULL. Nothing is asked of the terminal: not every one answers. */
Theme theme_choose(const char *name, const char *background, const char *no_colour);
/* 0 to 7 as curses and ECMA-48 number them; -1: the terminal's own. */
short theme_colour(Theme theme, Style tone);

#endif

/*
 * The terminal: the only file of the program that calls curses is term.c.
 *
 * Screens are drawn whole from their models into curses' own picture; what really changed is all that travels to the terminal. Whatever
 * text is given is made harmless here once more: no control character of data ever reaches the terminal.
 *
 * SIGWINCH is blocked but for the moment in which the program sleeps, so that none is lost; then the size is asked of the
 * kernel. On SIGTERM, SIGHUP, SIGINT and the end of input term_read() says K_HANGUP, and the program can keep what was typed; a crash gives
 * the terminal back before it ends the program.
 */
#ifndef BRECCIA_TUI_TERM_H
#define BRECCIA_TUI_TERM_H

#include "tui/glyph.h"
#include "tui/theme.h"

#include <glib.h>
#include <stdbool.h>

typedef struct {
	int row, col, rows, cols;
} Area;

/* Keys beside characters, which are themselves: 'j', 0x20ac. Ctrl-S is 0x13. */
enum {
	K_NONE = 0,
	K_TAB = 9,
	K_ENTER = 13,
	K_ESC = 27,
	K_BACKSPACE = 127,
	K_FIRST = 0x200000,
	K_UP = K_FIRST,
	K_DOWN,
	K_LEFT,
	K_RIGHT,
	K_HOME,
	K_END,
	K_PGUP,
	K_PGDN,
	K_BACKTAB,
	K_DELETE,
	K_INSERT,
	K_F1, /* K_F1 + n - 1 */
	K_F12 = K_F1 + 11,
	K_RESIZE,
	K_HANGUP,
	K_PASTE,     /* what follows was pasted, */
	K_PASTE_END, /* until here */
	K_OTHER
};

typedef struct {
	bool ascii;   /* no character beyond ASCII */
	Theme theme;
} TermOptions;

/* False: this terminal cannot be used so (TERM unknown or too simple). */
bool term_start(const TermOptions *options);
void term_end(void); /* gives the terminal back; may be called twice */
/* For an editor: the terminal as it was, and back. */
void term_suspend(void);
void term_resume(void);

/* A key; K_NONE after so many milliseconds without one (-1: waits for ever). fd: also ends the wait when this descriptor can be read; -1. */
int term_read(int timeout_ms, int fd);
/* The screen is complete, and the program is about to wait. Says so on the terminal when $BRECCIA_TUI_MARK is set, for tests. */
void term_idle(void);

int term_rows(void);
int term_cols(void);

void term_clear(void);
void term_redraw(void); /* everything anew at the next flush: mends any damage */
void term_flush(void);
void term_bell(void);

/* A text cut or filled up to exactly width columns (width < 0: as wide as it is). Returns the columns used. */
int term_text(int row, int col, int width, Style style, const char *text);
/* The same from the right. */
void term_text_right(int row, int right, int width, Style style, const char *text);
void term_rule(int row, int col, int width);
void term_box(const Area *area, const char *title); /* emptied inside */
void term_cursor(int row, int col);                 /* shown there; otherwise hidden */

const char *term_sign(Sign sign);

#endif

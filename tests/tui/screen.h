/*
 * A terminal for tests: a program on a pseudo terminal, and what a real one would show of it (libvterm).
 *
 * Nothing sleeps: the program says when its screen is complete and it waits ($BRECCIA_TUI_MARK), how many keys it has taken and how large
 * it believes its window to be. So a test knows that its own key was answered, and not some tick of the clock.
 */
#ifndef BRECCIA_TESTS_TUI_SCREEN_H
#define BRECCIA_TESTS_TUI_SCREEN_H

#include <glib.h>
#include <stdbool.h>
#include <sys/types.h>
#include <vterm.h>

typedef struct Screen {
	pid_t pid;
	int fd, rows, cols;
	VTerm *vt;
	VTermScreen *vts;
	long idle, keys;     /* as the program last said */
	int said_rows, said_cols;
	long sent;           /* keys */
	char mark[80];       /* being read */
	gsize mark_len;
	bool ended, hostile; /* hostile: a control character came through that no terminal should get from data */
	gsize bytes;         /* that came */
	int bells;
} Screen;

#define SCREEN_MS 8000

Screen *screen_start(int rows, int cols, const char *const *argv, const char *const *env); /* env: NAME=VALUE, NULL-terminated */
/* Waits for the end; its wait status. Kills it when it does not end. */
int screen_end(Screen *screen);

/* Sends keys by name, parted by spaces, each answered before the next: "Down", "Enter", "Esc", "^S", "F1", "+", "q", "Space". */
void screen_keys(Screen *screen, const char *keys);
/* Sends a text, and waits until all of it was taken. */
void screen_type(Screen *screen, const char *text);
/* Sends bytes and does not wait. */
void screen_raw(Screen *screen, const char *bytes, gsize len);
void screen_resize(Screen *screen, int rows, int cols); /* waits */
void screen_size(Screen *screen, int rows, int cols);   /* does not */
bool screen_settle(Screen *screen);                     /* until the program has taken all that was sent, and waits */
bool screen_wait_text(Screen *screen, const char *text);
bool screen_has(Screen *screen, const char *text);
bool screen_pump(Screen *screen, int ms);               /* reads what comes; false: nothing came */

char *screen_row(Screen *screen, int row);  /* right-trimmed */
char *screen_text(Screen *screen);          /* all rows */
VTermScreenCell screen_cell(Screen *screen, int row, int col);

#endif

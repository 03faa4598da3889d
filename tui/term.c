/* Curses, and the terminal's own state. */
#include "tui/term.h"

#include "src/core/text.h"
#include "tui/glyph.h"
#include "tui/signals.h"

#include <curses.h>
#include <errno.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

/* Bytes of one key that come over a slow line in pieces belong together within this time. */
#define ESCAPE_MS 100
#define CHARACTER_MS 200

/* The terminal is one, and so is its state. */
static struct {
	bool on, ascii, colour, mark;
	SCREEN *screen;
	sigset_t sleeping; /* the signal mask while waiting */
	long idle, keys;
	bool acted, cursor;
	bool partial; /* curses may hold the beginning of a key that it has not given yet */
	int cursor_row, cursor_col;
} term;

/* --- start and end ------------------------------------------------------------------------------------------------------- */

/* What gives the terminal back is kept for a crash. */
static void
remember(const char *capability)
{
	const char *text = tigetstr((NCURSES_CONST char *)(gpointer)capability);
	if (text && text != (const char *)-1)
		signals_restore(text);
}

#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"

static bool
knows_paste(void)
{
	const char *name = termname();
	return name && (g_str_has_prefix(name, "xterm") || g_str_has_prefix(name, "tmux") || g_str_has_prefix(name, "screen") ||
		g_str_has_prefix(name, "rxvt") || g_str_has_prefix(name, "alacritty") || g_str_has_prefix(name, "foot"));
}

static void
say(const char *bytes)
{
	(void)fputs(bytes, stdout);
	(void)fflush(stdout);
}

static void
start_colours(Theme theme)
{
	term.colour = theme != THEME_NONE && has_colors() && start_color() == OK && use_default_colors() == OK;
	for (short tone = LOOK_PLAIN + 1; term.colour && tone <= LOOK_TITLE; tone++)
		init_pair(tone, theme_colour(theme, (Style)tone), -1);
}

static bool
is_utf8(void)
{
	const char *name = g_getenv("TERM");
	bool old = name && (g_str_has_prefix(name, "vt1") || g_str_has_prefix(name, "vt2") || g_str_equal(name, "ansi"));
	return !old && g_ascii_strcasecmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

static void
set_modes(void)
{
	raw();
	noecho();
	nonl();
	intrflush(stdscr, FALSE);
	keypad(stdscr, TRUE);
	set_escdelay(ESCAPE_MS);
	curs_set(0);
	leaveok(stdscr, FALSE);
	define_key("\033[200~", KEY_MAX + 1);
	define_key("\033[201~", KEY_MAX + 2);
	if (knows_paste())
		say(PASTE_ON);
}

static bool
enough(void)
{
	const char *move = tigetstr((NCURSES_CONST char *)(gpointer) "cup");
	return move && move != (const char *)-1;
}

bool
term_start(const TermOptions *options)
{
	const char *name = g_getenv("TERM");
	if (!name || !*name || g_str_equal(name, "dumb"))
		return false;
	signals_remember_terminal();
	term.screen = newterm(NULL, stdout, stdin);
	if (!term.screen)
		return false;
	if (!enough()) {
		endwin();
		delscreen(term.screen);
		return false;
	}
	term.ascii = options->ascii || !is_utf8();
	term.mark = g_getenv("BRECCIA_TUI_MARK") != NULL;
	term.on = true;
	if (knows_paste())
		signals_restore(PASTE_OFF);
	static const char *const back[] = {"sgr0", "cnorm", "rmkx", "rmcup"};
	for (gsize i = 0; i < G_N_ELEMENTS(back); i++)
		remember(back[i]);
	signals_catch(&term.sleeping);
	start_colours(options->theme);
	set_modes();
	return true;
}

void
term_end(void)
{
	if (!term.on)
		return;
	term.on = false;
	if (knows_paste())
		say(PASTE_OFF);
	endwin();
	(void)fflush(stdout);
	delscreen(term.screen);
	term.screen = NULL;
	signals_release(&term.sleeping);
}

void
term_suspend(void)
{
	if (knows_paste())
		say(PASTE_OFF);
	def_prog_mode();
	endwin();
	(void)fflush(stdout);
	(void)sigprocmask(SIG_SETMASK, &term.sleeping, NULL);
}

static void
take_size(void)
{
	struct winsize size;
	/* Not resizeterm(), which sends itself a KEY_RESIZE for each. */
	if (ioctl(STDIN_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0 && is_term_resized(size.ws_row, size.ws_col))
		resize_term(size.ws_row, size.ws_col);
	clearok(curscr, TRUE);
	term.acted = true;
}

void
term_resume(void)
{
	signals_catch(&term.sleeping);
	reset_prog_mode();
	take_size();
	if (knows_paste())
		say(PASTE_ON);
	clearok(curscr, TRUE);
}

/* --- keys ---------------------------------------------------------------------------------------------------------------- */

static const struct {
	int curses, key;
} specials[] = {
	{KEY_UP, K_UP}, {KEY_DOWN, K_DOWN}, {KEY_LEFT, K_LEFT}, {KEY_RIGHT, K_RIGHT}, {KEY_HOME, K_HOME}, {KEY_FIND, K_HOME}, {KEY_END, K_END},
	{KEY_SELECT, K_END}, {KEY_PPAGE, K_PGUP}, {KEY_NPAGE, K_PGDN}, {KEY_BTAB, K_BACKTAB}, {KEY_DC, K_DELETE}, {KEY_IC, K_INSERT},
	{KEY_BACKSPACE, K_BACKSPACE}, {KEY_ENTER, K_ENTER}, {KEY_RESIZE, K_RESIZE}, {KEY_MAX + 1, K_PASTE}, {KEY_MAX + 2, K_PASTE_END},
};

static int
key_of(int status, wint_t code)
{
	if (status != KEY_CODE_YES)
		return code == '\n' ? K_ENTER : code == 8 ? K_BACKSPACE : code == 0 ? K_OTHER : (int)code;
	for (gsize i = 0; i < G_N_ELEMENTS(specials); i++)
		if (specials[i].curses == (int)code)
			return specials[i].key;
	if ((int)code >= KEY_F(1) && (int)code <= KEY_F(12))
		return K_F1 + (int)code - KEY_F(1);
	return K_OTHER;
}

/*
 * What curses has, or can read now. It drops a character of which half has come when it times out: so it gets time where the terminal has
 * data, and otherwise only looks into its own queue.
 */
static int
look(void)
{
	struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
	wint_t code = 0;
	bool data = poll(&input, 1, 0) > 0;
	if (data && !(input.revents & POLLIN))
		return K_HANGUP;
	timeout(data || term.partial ? CHARACTER_MS : 0);
	int status = get_wch(&code);
	term.partial = data && status == ERR;
	if (status == ERR) {
		/* Readable, and nothing to read: the terminal is gone. */
		return data && (input.revents & (POLLHUP | POLLERR | POLLNVAL)) ? K_HANGUP : K_NONE;
	}
	int key = key_of(status, code);
	if (key != K_RESIZE)
		term.keys++;
	term.acted = true;
	return key;
}

int
term_read(int timeout_ms, int fd)
{
	if (signals_ended())
		return K_HANGUP;
	int key = look();
	if (key == K_RESIZE || (key == K_NONE && signals_resized())) {
		take_size();
		return K_RESIZE;
	}
	if (key != K_NONE || timeout_ms == 0)
		return key;
	if (term.partial)
		return look();
	struct pollfd wait[] = {{.fd = STDIN_FILENO, .events = POLLIN}, {.fd = fd, .events = POLLIN}};
	struct timespec limit = {timeout_ms / 1000, timeout_ms % 1000 * 1000000L};
	int ready = ppoll(wait, fd >= 0 ? 2 : 1, timeout_ms < 0 ? NULL : &limit, &term.sleeping);
	if (ready > 0 && (wait[0].revents & (POLLHUP | POLLERR | POLLNVAL)) && !(wait[0].revents & POLLIN))
		return K_HANGUP;
	if (signals_ended())
		return K_HANGUP;
	if (signals_resized()) {
		take_size();
		return K_RESIZE;
	}
	if (ready > 0 && (wait[0].revents & POLLIN))
		return look();
	return K_NONE;
}

void
term_idle(void)
{
	char mark[80];
	if (!term.mark || !term.acted)
		return;
	term.acted = false;
	g_snprintf(mark, sizeof mark, "\033]777;breccia %ld %ld %dx%d\033\\", ++term.idle, term.keys, LINES, COLS);
	say(mark);
}

/* --- painting ------------------------------------------------------------------------------------------------------------ */

int
term_rows(void)
{
	return LINES;
}

int
term_cols(void)
{
	return COLS;
}

void
term_clear(void)
{
	erase();
	term.cursor = false;
}

void
term_redraw(void)
{
	clearok(curscr, TRUE);
}

void
term_flush(void)
{
	curs_set(term.cursor ? 1 : 0);
	if (term.cursor)
		move(term.cursor_row, term.cursor_col);
	refresh();
	term.acted = true;
}

void
term_bell(void)
{
	beep();
}

void
term_cursor(int row, int col)
{
	term.cursor = row >= 0 && row < LINES && col >= 0 && col < COLS;
	term.cursor_row = row;
	term.cursor_col = col;
}

static attr_t
attributes(Style style)
{
	static const attr_t plain[] = {[LOOK_BOLD] = A_BOLD, [LOOK_BAD] = A_BOLD, [LOOK_KEY] = A_BOLD, [LOOK_TITLE] = A_BOLD};
	unsigned tone = style & LOOK_TONES;
	attr_t set = tone < G_N_ELEMENTS(plain) ? plain[tone] : A_NORMAL;
	return set | (style & LOOK_SELECTED ? A_REVERSE : A_NORMAL) | (style & LOOK_STRONG ? A_BOLD : A_NORMAL);
}

static void
use(Style style)
{
	unsigned tone = style & LOOK_TONES;
	bool coloured = term.colour && tone != LOOK_PLAIN && tone != LOOK_BOLD;
	attr_set(attributes(style), coloured ? (short)tone : 0, NULL);
}

int
term_text(int row, int col, int width, Style style, const char *text)
{
	int room = COLS - col;
	if (row < 0 || row >= LINES || col < 0 || room <= 0 || width == 0)
		return 0;
	g_autofree char *cut = glyph_fit(text, width < 0 ? room : MIN(width, room), term.ascii);
	g_autofree char *filled = width < 0 ? g_strdup(cut) : text_pad(cut, MIN(width, room));
	use(style);
	mvaddstr(row, col, filled);
	use(LOOK_PLAIN);
	return text_width(filled);
}

void
term_text_right(int row, int right, int width, Style style, const char *text)
{
	g_autofree char *cut = glyph_fit(text, MAX(width, 0), term.ascii);
	term_text(row, right - text_width(cut), -1, style, cut);
}

void
term_rule(int row, int col, int width)
{
	if (row < 0 || row >= LINES)
		return;
	use(LOOK_DIM);
	if (term.ascii)
		mvhline(row, col, '-', width);
	else
		mvhline(row, col, ACS_HLINE, width);
	use(LOOK_PLAIN);
}

void
term_box(const Area *a, const char *title)
{
	const chtype ascii = term.ascii;
	if (a->rows < 3 || a->cols < 4)
		return;
	for (int r = 0; r < a->rows; r++)
		term_text(a->row + r, a->col, a->cols, LOOK_PLAIN, "");
	use(LOOK_KEY);
	mvhline(a->row, a->col + 1, ascii ? '-' : ACS_HLINE, a->cols - 2);
	mvhline(a->row + a->rows - 1, a->col + 1, ascii ? '-' : ACS_HLINE, a->cols - 2);
	mvvline(a->row + 1, a->col, ascii ? '|' : ACS_VLINE, a->rows - 2);
	mvvline(a->row + 1, a->col + a->cols - 1, ascii ? '|' : ACS_VLINE, a->rows - 2);
	mvaddch(a->row, a->col, ascii ? '+' : ACS_ULCORNER);
	mvaddch(a->row, a->col + a->cols - 1, ascii ? '+' : ACS_URCORNER);
	mvaddch(a->row + a->rows - 1, a->col, ascii ? '+' : ACS_LLCORNER);
	mvaddch(a->row + a->rows - 1, a->col + a->cols - 1, ascii ? '+' : ACS_LRCORNER);
	use(LOOK_PLAIN);
	g_autofree char *name = g_strdup_printf(" %s ", title), *cut = text_fit(name, a->cols - 4);
	term_text(a->row, a->col + 2, -1, LOOK_BOLD, cut);
}

const char *
term_sign(Sign sign)
{
	return glyph_sign(sign, term.ascii);
}

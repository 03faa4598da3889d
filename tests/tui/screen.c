/* The terminal of the tests. */
#include "tests/tui/screen.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

static void
send_bytes(const char *s, size_t n, void *data)
{
	Screen *screen = data;
	while (n) {
		ssize_t w = write(screen->fd, s, n);
		if (w < 0 && errno == EINTR)
			continue;
		if (w <= 0)
			return;
		s += w;
		n -= (size_t)w;
	}
}

static int
on_bell(void *data)
{
	((Screen *)data)->bells++;
	return 1;
}

static const VTermScreenCallbacks callbacks = {.bell = on_bell};

Screen *
screen_start(int rows, int cols, const char *const *argv, const char *const *env)
{
	Screen *s = g_new0(Screen, 1);
	struct winsize size = {(unsigned short)rows, (unsigned short)cols, 0, 0};
	s->rows = rows;
	s->cols = cols;
	s->vt = vterm_new(rows, cols);
	vterm_set_utf8(s->vt, 1);
	s->vts = vterm_obtain_screen(s->vt);
	vterm_screen_set_callbacks(s->vts, &callbacks, s);
	vterm_screen_enable_altscreen(s->vts, 1);
	vterm_screen_reset(s->vts, 1);
	vterm_output_set_callback(s->vt, send_bytes, s);
	s->pid = forkpty(&s->fd, NULL, NULL, &size);
	if (s->pid == 0) {
		execve(argv[0], (char *const *)(gpointer)argv, (char *const *)(gpointer)env);
		_exit(127);
	}
	g_assert(s->pid > 0);
	(void)fcntl(s->fd, F_SETFD, FD_CLOEXEC);
	return s;
}

/* --- reading --------------------------------------------------------------------------------------------------------------- */

/* "\033]777;breccia IDLE KEYS ROWSxCOLS\033\\", looked for among the bytes: libvterm's own callback for it differs by version. */
static void
take_mark(Screen *s, char c)
{
	static const char head[] = "\033]777;breccia ";
	if (s->mark_len < strlen(head)) {
		s->mark_len = c == head[s->mark_len] ? s->mark_len + 1 : c == head[0] ? 1 : 0;
		return;
	}
	gsize at = s->mark_len - strlen(head);
	if (c != '\033' && at < sizeof s->mark - 1) {
		s->mark[at] = c;
		s->mark_len++;
		return;
	}
	s->mark[at] = '\0';
	s->mark_len = 0;
	(void)sscanf(s->mark, "%ld %ld %dx%d", &s->idle, &s->keys, &s->said_rows, &s->said_cols);
}

bool
screen_pump(Screen *s, int ms)
{
	struct pollfd wait = {s->fd, POLLIN, 0};
	char bytes[16384];
	if (s->ended || poll(&wait, 1, ms) <= 0)
		return false;
	ssize_t n = read(s->fd, bytes, sizeof bytes);
	if (n < 0 && errno == EINTR)
		return true;
	if (n <= 0) {
		s->ended = true;
		return false;
	}
	s->bytes += (gsize)n;
	vterm_input_write(s->vt, bytes, (size_t)n);
	for (ssize_t i = 0; i < n; i++)
		take_mark(s, bytes[i]);
	return true;
}

static bool
answered(const Screen *s)
{
	return s->idle > 0 && s->keys >= s->sent && s->said_rows == s->rows && s->said_cols == s->cols;
}

bool
screen_settle(Screen *s)
{
	gint64 end = g_get_monotonic_time() + SCREEN_MS * 1000;
	while (!answered(s) && !s->ended && g_get_monotonic_time() < end)
		screen_pump(s, 200);
	return answered(s);
}

bool
screen_has(Screen *s, const char *text)
{
	g_autofree char *all = screen_text(s);
	return strstr(all, text) != NULL;
}

bool
screen_wait_text(Screen *s, const char *text)
{
	gint64 end = g_get_monotonic_time() + SCREEN_MS * 1000;
	while (!screen_has(s, text)) {
		if (s->ended || g_get_monotonic_time() > end)
			return false;
		screen_pump(s, 200);
	}
	return true;
}

/* --- writing ----------------------------------------------------------------------------------------------------------------- */

static const struct {
	const char *name;
	VTermKey key;
} specials[] = {
	{"Enter", VTERM_KEY_ENTER}, {"Esc", VTERM_KEY_ESCAPE}, {"Tab", VTERM_KEY_TAB}, {"Backspace", VTERM_KEY_BACKSPACE}, {"Up", VTERM_KEY_UP},
	{"Down", VTERM_KEY_DOWN}, {"Left", VTERM_KEY_LEFT}, {"Right", VTERM_KEY_RIGHT}, {"Home", VTERM_KEY_HOME}, {"End", VTERM_KEY_END},
	{"PgUp", VTERM_KEY_PAGEUP}, {"PgDn", VTERM_KEY_PAGEDOWN}, {"Ins", VTERM_KEY_INS}, {"Del", VTERM_KEY_DEL},
	{"F1", VTERM_KEY_FUNCTION(1)}, {"F2", VTERM_KEY_FUNCTION(2)}, {"F5", VTERM_KEY_FUNCTION(5)},
};

static void
send_key(Screen *s, const char *name)
{
	s->sent++;
	for (gsize i = 0; i < G_N_ELEMENTS(specials); i++)
		if (g_str_equal(specials[i].name, name)) {
			vterm_keyboard_key(s->vt, specials[i].key, VTERM_MOD_NONE);
			return;
		}
	if (g_str_equal(name, "S-Tab"))
		send_bytes("\033[Z", 3, s);
	else if (g_str_equal(name, "Space"))
		send_bytes(" ", 1, s);
	else if (name[0] == '^' && name[1]) {
		const char c = (char)(name[1] & 0x1f);
		send_bytes(&c, 1, s);
	} else
		send_bytes(name, strlen(name), s);
}

void
screen_keys(Screen *s, const char *keys)
{
	g_auto(GStrv) all = g_strsplit(keys, " ", -1);
	for (char **k = all; *k && !s->ended; k++) {
		if (!**k)
			continue;
		send_key(s, *k);
		screen_settle(s);
	}
}

void
screen_type(Screen *s, const char *text)
{
	s->sent += g_utf8_strlen(text, -1);
	send_bytes(text, strlen(text), s);
	screen_settle(s);
}

void
screen_raw(Screen *s, const char *bytes, gsize len)
{
	send_bytes(bytes, len, s);
}

void
screen_size(Screen *s, int rows, int cols)
{
	struct winsize size = {(unsigned short)rows, (unsigned short)cols, 0, 0};
	s->rows = rows;
	s->cols = cols;
	vterm_set_size(s->vt, rows, cols);
	(void)ioctl(s->fd, TIOCSWINSZ, &size);
}

void
screen_resize(Screen *s, int rows, int cols)
{
	screen_size(s, rows, cols);
	screen_settle(s);
}

/* --- looking ----------------------------------------------------------------------------------------------------------------- */

char *
screen_row(Screen *s, int row)
{
	const VTermRect where = {row, row + 1, 0, s->cols};
	gsize room = (gsize)s->cols * 24 + 1;
	char *text = g_malloc(room);
	gsize n = vterm_screen_get_text(s->vts, text, room - 1, where);
	while (n && text[n - 1] == ' ')
		n--;
	text[n] = '\0';
	return text;
}

char *
screen_text(Screen *s)
{
	GString *all = g_string_new(NULL);
	for (int r = 0; r < s->rows; r++) {
		g_autofree char *row = screen_row(s, r);
		g_string_append_printf(all, "%s\n", row);
	}
	return g_string_free(all, FALSE);
}

VTermScreenCell
screen_cell(Screen *s, int row, int col)
{
	VTermScreenCell cell = {0};
	const VTermPos at = {row, col};
	vterm_screen_get_cell(s->vts, at, &cell);
	return cell;
}

int
screen_end(Screen *s)
{
	int status = -1;
	gint64 end = g_get_monotonic_time() + SCREEN_MS * 1000;
	for (;;) {
		pid_t gone = waitpid(s->pid, &status, WNOHANG);
		if (gone == s->pid)
			break;
		if (g_get_monotonic_time() > end) {
			(void)kill(s->pid, SIGKILL);
			(void)waitpid(s->pid, &status, 0);
			break;
		}
		if (!screen_pump(s, 20) && s->ended)
			g_usleep(1000); /* its terminal is closed: it is about to end */
	}
	while (screen_pump(s, 0))
		;
	close(s->fd);
	vterm_free(s->vt);
	g_free(s);
	return status;
}

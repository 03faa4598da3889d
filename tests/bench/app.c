/*
 * app MANY FEW IDLE TURNS ARGUMENT...: what a person who looks at the terminal app waits for, in two registers in turn, on a pseudo terminal
 * of 80 x 24 each. ARGUMENT... is the program and its arguments up to the file of the register. Prints a line for each figure, its name, then
 * that of MANY and that of FEW:
 *
 *	first MS MS    from its start until the first screen is there
 *	move MS MS     a key that moves in the list
 *	end MS MS      a key that reads a further page of the list of all incidents
 *	prompt MS MS   a key in the prompt of the search
 *	rare MS MS     searching all incidents for a rare word, and
 *	often MS MS    for a frequent one
 *	memory KB KB   the most that it had
 *	cpu MS MS      processor time while nobody touches it for IDLE seconds, and
 *	bytes N N      what it sent to the terminal meanwhile
 *
 * Times are medians. The app itself says when its screen is complete ($BRECCIA_TUI_MARK, see tests/tui/screen.h), so that nothing here
 * guesses; what it says so is not counted among what it sends.
 */
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define WAIT_MS 60000

typedef struct {
	char **argv;
	pid_t pid;
	int fd;
	GString *said;     /* since the last key, without marks */
	GString *mark;     /* of one that is being read */
	long screens, keys, sent;
	long kb;
} App;

typedef struct {
	const char *name;
	GArray *ms[2]; /* of double; MANY, FEW */
} Figure;

enum { FIRST, MOVE, END, PROMPT, RARE, OFTEN, FIGURES };

static Figure figures[FIGURES] = {
	[FIRST] = {.name = "first"}, [MOVE] = {.name = "move"}, [END] = {.name = "end"}, [PROMPT] = {.name = "prompt"}, [RARE] = {.name = "rare"},
	[OFTEN] = {.name = "often"},
};

/* --- the terminal ------------------------------------------------------------------------------------------------------- */

static const char mark_begins[] = "\033]777;breccia ", mark_ends[] = "\033\\";

/* A byte of what comes: of a mark, or for the person. */
static void
take(App *app, char c)
{
	GString *mark = app->mark;
	gsize head = strlen(mark_begins);
	g_string_append_c(mark, c);
	if (strncmp(mark->str, mark_begins, MIN(mark->len, head)) != 0) {
		/* It began like one. What broke it off may begin one itself. */
		g_string_append_len(app->said, mark->str, (gssize)mark->len - 1);
		g_string_truncate(mark, 0);
		if (c == mark_begins[0])
			g_string_append_c(mark, c);
		else
			g_string_append_c(app->said, c);
		return;
	}
	if (mark->len > head && g_str_has_suffix(mark->str, mark_ends)) {
		if (sscanf(mark->str + head, "%ld %ld", &app->screens, &app->keys) != 2)
			g_error("a mark that says nothing: %s", mark->str + 1);
		g_string_truncate(mark, 0);
	}
}

static bool
pump(App *app, int ms)
{
	struct pollfd wait = {app->fd, POLLIN, 0};
	char bytes[16384];
	ssize_t n = poll(&wait, 1, ms) > 0 ? read(app->fd, bytes, sizeof bytes) : 0;
	if (n < 0 && errno != EINTR)
		g_error("the app ended: %s", app->said->str);
	for (ssize_t i = 0; i < n; i++)
		take(app, bytes[i]);
	return n > 0;
}

/* Until it has answered all keys and waits. */
static void
settle(App *app)
{
	gint64 end = g_get_monotonic_time() + WAIT_MS * 1000;
	while (app->screens == 0 || app->keys < app->sent)
		if (!pump(app, 1000) && g_get_monotonic_time() > end)
			g_error("the app does not answer: %s", app->said->str);
}

static double
ms_since(gint64 begin)
{
	return (double)(g_get_monotonic_time() - begin) / 1000;
}

static double
start(App *app)
{
	struct winsize size = {24, 80, 0, 0};
	gint64 begin = g_get_monotonic_time();
	app->screens = app->keys = app->sent = 0;
	g_string_truncate(app->said, 0);
	g_string_truncate(app->mark, 0);
	app->pid = forkpty(&app->fd, NULL, NULL, &size);
	if (app->pid == 0) {
		execv(app->argv[0], app->argv);
		_exit(127);
	}
	if (app->pid < 0)
		g_error("no terminal: %s", g_strerror(errno));
	(void)fcntl(app->fd, F_SETFD, FD_CLOEXEC);
	settle(app);
	return ms_since(begin);
}

/* One key, until it is answered; its time. */
static double
press(App *app, char key)
{
	gint64 begin = g_get_monotonic_time();
	g_string_truncate(app->said, 0);
	if (write(app->fd, &key, 1) != 1)
		g_error("the app takes no key: %s", g_strerror(errno));
	app->sent++;
	settle(app);
	return ms_since(begin);
}

static void
end(App *app)
{
	struct rusage usage;
	int status;
	(void)kill(app->pid, SIGTERM);
	while (poll(&(struct pollfd){app->fd, POLLIN, 0}, 1, WAIT_MS) > 0) {
		char rest[4096];
		if (read(app->fd, rest, sizeof rest) <= 0)
			break;
	}
	if (wait4(app->pid, &status, 0, &usage) != app->pid)
		g_error("the app does not end");
	close(app->fd);
	app->kb = MAX(app->kb, usage.ru_maxrss);
}

/* --- measuring ------------------------------------------------------------------------------------------------------------ */

static void
add(int figure, int which, double ms)
{
	g_array_append_val(figures[figure].ms[which], ms);
}

static void
measure_start(App apps[2], int turns)
{
	for (int i = 0; i < turns; i++)
		for (int a = 0; a < 2; a++) {
			add(FIRST, a, start(&apps[a]));
			end(&apps[a]);
		}
}

/* Each key to both, one after the other. */
static void
keys(App apps[2], int figure, const char *these)
{
	for (const char *key = these; *key; key++)
		for (int a = 0; a < 2; a++) {
			double ms = press(&apps[a], *key);
			if (figure < FIGURES)
				add(figure, a, ms);
		}
}

#define NOT_TIMED FIGURES
#define ENTER "\r"
#define ESC "\033"

static void
measure_moves(App apps[2])
{
	keys(apps, MOVE, "jjjjjjjjjjjjjjjkkkkkkkkkkkkkkk");
	keys(apps, NOT_TIMED, "a");
	/* Each to the end of what was read, and thus on. */
	keys(apps, END, "GGGGGGG");
	keys(apps, NOT_TIMED, ESC);
}

/* The prompt's key, the word, Enter; then back to the board. */
static void
measure_search(App apps[2], int figure, const char *prompt, const char *word)
{
	keys(apps, PROMPT, prompt);
	keys(apps, PROMPT, word);
	keys(apps, figure, ENTER);
	for (int a = 0; a < 2; a++)
		if (!strstr(apps[a].said->str, word))
			g_error("the app did not look for %s: %s", word, apps[a].said->str);
	keys(apps, NOT_TIMED, ESC);
}

static double
cpu_ms(pid_t pid)
{
	clockid_t clock;
	struct timespec used;
	if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &used) != 0)
		g_error("no clock of process %d", (int)pid);
	return (double)used.tv_sec * 1e3 + (double)used.tv_nsec / 1e6;
}

static void
measure_idle(App apps[2], int seconds)
{
	double cpu[2];
	gint64 until = g_get_monotonic_time() + seconds * G_USEC_PER_SEC;
	for (int a = 0; a < 2; a++) {
		cpu[a] = cpu_ms(apps[a].pid);
		g_string_truncate(apps[a].said, 0);
	}
	while (g_get_monotonic_time() < until) {
		pump(&apps[0], 50);
		pump(&apps[1], 50);
	}
	printf("cpu %.1f %.1f\n", cpu_ms(apps[0].pid) - cpu[0], cpu_ms(apps[1].pid) - cpu[1]);
	printf("bytes %zu %zu\n", apps[0].said->len, apps[1].said->len);
}

/* --- all of it -------------------------------------------------------------------------------------------------------------- */

static int
by_size(gconstpointer a, gconstpointer b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static double
median(GArray *ms)
{
	g_array_sort(ms, by_size);
	return g_array_index(ms, double, ms->len / 2);
}

static App
app_new(const char *file, char **arguments)
{
	GPtrArray *argv = g_ptr_array_new();
	for (char **argument = arguments; *argument; argument++)
		g_ptr_array_add(argv, *argument);
	g_ptr_array_add(argv, (gpointer)(guintptr)file);
	g_ptr_array_add(argv, NULL);
	return (App){.argv = (char **)g_ptr_array_free(argv, FALSE), .fd = -1, .said = g_string_new(NULL), .mark = g_string_new(NULL)};
}

static void
app_clear(App *app)
{
	g_free(app->argv);
	g_string_free(app->said, TRUE);
	g_string_free(app->mark, TRUE);
}

int
main(int argc, char **argv)
{
	guint64 idle = 0, turns = 0;
	if (argc < 6 || !g_ascii_string_to_unsigned(argv[3], 10, 1, 3600, &idle, NULL) ||
		!g_ascii_string_to_unsigned(argv[4], 10, 1, 100000, &turns, NULL)) {
		fprintf(stderr, "usage: app MANY FEW IDLE TURNS ARGUMENT...\n");
		return 64;
	}
	App apps[2] = {app_new(argv[1], argv + 5), app_new(argv[2], argv + 5)};
	for (int f = 0; f < FIGURES; f++)
		for (int a = 0; a < 2; a++)
			figures[f].ms[a] = g_array_new(FALSE, FALSE, sizeof(double));
	g_setenv("TERM", "xterm-256color", TRUE);
	g_setenv("BRECCIA_TUI_MARK", "1", TRUE);
	measure_start(apps, (int)turns);
	for (int a = 0; a < 2; a++)
		(void)start(&apps[a]);
	for (guint64 i = 0; i < MAX(turns / 10, 1); i++) {
		measure_moves(apps);
		measure_search(apps, RARE, "/", "furgone");
		measure_search(apps, OFTEN, "f", "chiavetta");
	}
	measure_idle(apps, (int)idle);
	for (int a = 0; a < 2; a++)
		end(&apps[a]);
	for (int f = 0; f < FIGURES; f++)
		printf("%s %.3f %.3f\n", figures[f].name, median(figures[f].ms[0]), median(figures[f].ms[1]));
	printf("memory %ld %ld\n", apps[0].kb, apps[1].kb);
	for (int f = 0; f < FIGURES; f++)
		for (int a = 0; a < 2; a++)
			g_array_unref(figures[f].ms[a]);
	app_clear(&apps[0]);
	app_clear(&apps[1]);
	return 0;
}

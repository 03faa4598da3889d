/*
 * Commands of breccia, run from the app: this very program, started once more with the same register, its words shown as a page.
 *
 * A command may take its time: the app goes on living meanwhile, and Esc ends the command.
 */
#include "tui/screens.h"

#include "src/core/text.h"
#include "src/host/host.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define SAID_MAX (1024 * 1024)

typedef struct {
	View view;
	char *title;
	pid_t child; /* 0: it has ended */
	int fd, status;
	GString *said;
	void (*done)(App *app);
	Scroll scroll;
	Page *page;
} Job;

/* --- starting -------------------------------------------------------------------------------------------------------------------- */

static void
add(GPtrArray *argv, const char *option, const char *value)
{
	if (!value)
		return;
	g_ptr_array_add(argv, (gpointer)option);
	g_ptr_array_add(argv, (gpointer)value);
}

static void
become(char *const *argv, int out)
{
	int null = open("/dev/null", O_RDONLY);
	if (null < 0 || dup2(null, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0 || dup2(out, STDERR_FILENO) < 0)
		_exit(126);
	host_plain_signals();
	execv("/proc/self/exe", argv);
	_exit(127);
}

static bool
start(Job *job, const char *const *words, GError **error)
{
	const Cli *cli = job->view.app->cli;
	g_autoptr(GPtrArray) argv = g_ptr_array_new();
	int ends[2];
	g_ptr_array_add(argv, (gpointer) "breccia");
	add(argv, "--lang", lang_code(cli->lang));
	add(argv, "--register", cli_text(cli, "register"));
	add(argv, "--config", cli_text(cli, "config"));
	add(argv, "--as", cli_text(cli, "as"));
	for (; *words; words++)
		g_ptr_array_add(argv, (gpointer)*words);
	g_ptr_array_add(argv, NULL);
	g_autofree char *columns = g_strdup_printf("%d", MAX(term_cols() - 2, 40));
	g_setenv("COLUMNS", columns, TRUE);
	if (pipe2(ends, O_CLOEXEC) != 0)
		return err_set(error, E_UNAVAILABLE, "the command cannot be started: %s", g_strerror(errno));
	job->child = fork();
	if (job->child == 0)
		become((char *const *)argv->pdata, ends[1]);
	int why = errno;
	g_unsetenv("COLUMNS");
	close(ends[1]);
	if (job->child < 0) {
		job->child = 0;
		close(ends[0]);
		return err_set(error, E_UNAVAILABLE, "the command cannot be started: %s", g_strerror(why));
	}
	job->fd = ends[0];
	job->view.app->job = job->fd;
	(void)fcntl(job->fd, F_SETFL, O_NONBLOCK);
	return true;
}

/* --- reading ---------------------------------------------------------------------------------------------------------------------- */

/* What is one line is said as one. */
static void
conclude(Job *job)
{
	App *app = job->view.app;
	g_autofree char *said = g_strstrip(g_strdup(job->said->str));
	app_changed(app);
	if (job->done && job->status == 0) {
		app_close(&job->view);
		job->done(app);
		return;
	}
	if (strchr(said, '\n'))
		return;
	app_close(&job->view);
	if (*said)
		app_say(app, job->status == 0 ? LOOK_GOOD : LOOK_BAD, "%s", said);
	else
		app_say(app, job->status == 0 ? LOOK_GOOD : LOOK_BAD, job->status == 0 ? _("done") : _("it failed and said nothing"));
}

static void
finish(Job *job)
{
	int status = 0;
	close(job->fd);
	job->fd = job->view.app->job = -1;
	while (waitpid(job->child, &status, 0) < 0 && errno == EINTR)
		;
	job->child = 0;
	job->status = WIFEXITED(status) ? WEXITSTATUS(status) : 1;
	conclude(job);
}

static void
job_tick(View *view)
{
	Job *job = (Job *)view;
	char part[8192];
	while (job->fd >= 0) {
		ssize_t n = read(job->fd, part, sizeof part);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return;
		view->app->dirty = true;
		if (n == 0)
			finish(job);
		else if (job->said->len < SAID_MAX)
			g_string_append_len(job->said, part, n);
	}
}

/* --- showing ---------------------------------------------------------------------------------------------------------------------- */

static void
job_draw(View *view, const Area *a)
{
	Job *job = (Job *)view;
	const Area inside = {a->row + 2, a->col + 1, MAX(a->rows - 2, 1), a->cols - 1};
	term_text(a->row, 1, a->cols - 20, LOOK_BOLD, job->title);
	if (job->child)
		term_text_right(a->row, a->cols - 1, 18, LOOK_WARN, _("at work..."));
	else if (job->status) {
		/* Of some commands that is an answer: due, verify. */
		g_autofree char *ended = g_strdup_printf(_("exit status %d"), job->status);
		term_text_right(a->row, a->cols - 1, 18, LOOK_WARN, ended);
	}
	term_rule(a->row + 1, a->col, a->cols);
	g_clear_pointer(&job->page, page_free);
	job->page = page_new(inside.cols);
	g_autofree char *valid = g_utf8_make_valid(job->said->str, (gssize)job->said->len);
	g_auto(GStrv) lines = g_strsplit(g_strchomp(valid), "\n", -1);
	for (char **l = lines; *l; l++)
		page_under(job->page, 0, LOOK_PLAIN, *l);
	page_draw(job->page, &job->scroll, &inside);
}

static bool
job_act(View *view, Deed action, int key)
{
	Job *job = (Job *)view;
	(void)key;
	if (action == ACT_BACK && job->child) {
		(void)kill(job->child, SIGTERM);
		return true;
	}
	/* What starts another one waits for this one. */
	return scroll_act(&job->scroll, action) || (job->child && action == ACT_COMMAND);
}

static bool
job_find(View *view, const char *words, int step)
{
	Job *job = (Job *)view;
	return job->page && page_find(job->page, &job->scroll, words, step);
}

static void
job_free(View *view)
{
	Job *job = (Job *)view;
	if (job->child) {
		(void)kill(job->child, SIGTERM);
		close(job->fd);
		view->app->job = -1;
		while (waitpid(job->child, NULL, 0) < 0 && errno == EINTR)
			;
	}
	g_free(job->title);
	g_string_free(job->said, TRUE);
	g_clear_pointer(&job->page, page_free);
}

static const ViewOps job_ops = {
	.where = AT_PAGE, .size = sizeof(Job), .draw = job_draw, .act = job_act, .find = job_find, .tick = job_tick, .free = job_free,
};

void
command_run(App *app, const char *title, const char *const *words, void (*done)(App *app))
{
	g_autoptr(GError) error = NULL;
	Job *job = (Job *)view_new(app, &job_ops);
	job->title = g_strdup(title);
	job->said = g_string_new(NULL);
	job->fd = -1;
	job->done = done;
	job->scroll.hit = -1;
	bool ok = start(job, words, &error);
	app_push(app, &job->view);
	if (!ok) {
		app_close(&job->view);
		app_fail(app, g_steal_pointer(&error));
	}
}

/* --- a line that was typed -------------------------------------------------------------------------------------------------------------- */

/* A name alone means what its key means: "send" is about what one stands on, and not, as in the shell, about all that waits. */
static bool
own_action(App *app, const char *name)
{
	View *view = app_top(app);
	for (guint i = app->views->len; i > 0 && view->done; i--)
		view = g_ptr_array_index(app->views, i - 1);
	Deed action = action_of_name(name, view->ops->where);
	if (action == ACT_NONE)
		return false;
	const char *why = view->ops->refuse ? view->ops->refuse(view, action) : NULL;
	if (why)
		app_say(app, LOOK_WARN, "%s", *why ? why : _("there is nothing here to do that with"));
	else if (app_may(app, action_rows[action].right) && !view->ops->act(view, action, 0))
		app_act(app, action);
	return true;
}

/* With --read-only these alone are let through: what a later version adds is refused until it stands here. `only`: words that must follow;
 * no word at all is a list. */
static const struct {
	const char *command;
	const char *only; /* NULL: whatever follows */
} reading[] = {
	{"list", NULL}, {"show", NULL}, {"due", NULL}, {"verify", NULL}, {"journal", NULL}, {"seal", NULL}, {"help", NULL}, {"doctor", "-"},
	{"changes", NULL}, {"outbox", "list|show"}, {"receipt", "list|show|perhaps"}, {"evidence", "list|show|get"}, {"action", "list|suggest"},
	{"person", "list|show"}, {"client", "list|show"}, {"dpo", "show"}, {"config", "list|get"},
	{"report", NULL}, {"dossier", NULL}, {"register", NULL}, {"self-check", NULL}, {"duty", "list"}, {"drill", "list|report"},
};

bool
command_reads(const char *const *words)
{
	for (gsize i = 0; i < G_N_ELEMENTS(reading); i++) {
		if (!g_str_equal(reading[i].command, words[0]))
			continue;
		g_auto(GStrv) only = g_strsplit(reading[i].only ? reading[i].only : "", "|", -1);
		return !reading[i].only || !words[1] || g_strv_contains((const char *const *)only, words[1]);
	}
	return false;
}

void
command_open(App *app, const char *line)
{
	static const char *const elsewhere[] = {"init", "demo", NULL};
	g_auto(GStrv) words = NULL;
	if (text_blank(line))
		return;
	if (!g_shell_parse_argv(line, NULL, &words, NULL)) {
		app_say(app, LOOK_WARN, "%s", _("a quotation mark is open: close it"));
		return;
	}
	char **first = words[0] && g_str_equal(words[0], "breccia") ? words + 1 : words;
	if (!*first || (first == words && !first[1] && own_action(app, *first)))
		return;
	if (g_strv_contains(elsewhere, *first)) {
		app_say(app, LOOK_WARN, _("%s is for the shell, not for here"), *first);
		return;
	}
	if (app->options.read_only && !command_reads((const char *const *)first)) {
		app_say(app, LOOK_WARN, "%s", _("only reading: this was started with --read-only"));
		return;
	}
	g_autofree char *title = g_strdup_printf(": %s", line);
	command_run(app, title, (const char *const *)first, NULL);
}

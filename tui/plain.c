/* Line mode: a numbered list, a number opens, and every command of breccia can be typed. */
#include "tui/plain.h"

#include "src/cli/ask.h"
#include "src/cli/board.h"
#include "src/core/clock.h"
#include "src/core/text.h"
#include "src/host/host.h"
#include "tui/screens.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct {
	Cli *cli;
	GPtrArray *refs; /* of char *: what the numbers mean */
} Plain;

/* --- commands -------------------------------------------------------------------------------------------------------------------- */

static void
become(const Cli *cli, char *const *words)
{
	g_autoptr(GPtrArray) argv = g_ptr_array_new();
	static const char *const passed[] = {"register", "config", "as"};
	g_ptr_array_add(argv, (gpointer) "breccia");
	g_ptr_array_add(argv, (gpointer) "--lang");
	g_ptr_array_add(argv, (gpointer)lang_code(cli->lang));
	for (gsize i = 0; i < G_N_ELEMENTS(passed); i++)
		if (cli_text(cli, passed[i]))
			g_ptr_array_add(argv, g_strdup_printf("--%s=%s", passed[i], cli_text(cli, passed[i])));
	for (; *words; words++)
		g_ptr_array_add(argv, *words);
	g_ptr_array_add(argv, NULL);
	g_setenv("BRECCIA_PAGER", "cat", TRUE);
	execv("/proc/self/exe", (char *const *)argv->pdata);
	_exit(127);
}

static int
run_words(const Cli *cli, char *const *words)
{
	int status = 0;
	(void)fflush(stdout);
	pid_t child = fork();
	if (child == 0)
		become(cli, words);
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return child > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

static int
run_line(const Cli *cli, const char *line)
{
	g_auto(GStrv) words = NULL;
	if (!g_shell_parse_argv(line, NULL, &words, NULL)) {
		out_print("%s\n", _("a quotation mark is open: close it"));
		return 1;
	}
	char **first = words[0] && g_str_equal(words[0], "breccia") ? words + 1 : words;
	if (!*first)
		return 0;
	if (cli_flag(cli, "read-only") && !command_reads((const char *const *)first)) {
		out_print("%s\n", _("only reading: this was started with --read-only"));
		return 1;
	}
	return run_words(cli, first);
}

/* --- the board --------------------------------------------------------------------------------------------------------------------- */

static void
say_incident(Plain *p, const Incident *in)
{
	Tone tone, next_tone;
	g_autofree char *title = out_safe(incident_title(in)), *words = view_clock_words(p->cli, view_dpo_clock(in), &tone);
	const Clock *next = view_next_clock(in);
	g_autofree char *name = next ? view_clock_name(p->cli, next) : NULL, *after = next ? view_clock_words(p->cli, next, &next_tone) : NULL;
	g_ptr_array_add(p->refs, g_strdup(in->ref));
	out_print(_("%u. %s, %s. DPO: %s.%s%s%s%s\n"), p->refs->len, in->ref, title, words, next ? " " : "", next ? name : "", next ? ": " : "",
		next ? after : "");
}

static bool
say_board(Plain *p, GError **error)
{
	Cli *cli = p->cli;
	const ListQuery query = {.order = ORDER_URGENT, .current = true, .now = cli->now, .limit = 100};
	g_autoptr(GPtrArray) open = NULL;
	g_autofree char *next = NULL;
	Courier courier = {0};
	Tone tone;
	cli->now = host_now();
	if (!query_list(cli->session->db, &query, &open, &next, error) || !view_courier(cli, &courier, error))
		return false;
	g_ptr_array_set_size(p->refs, 0);
	g_autofree char *org = out_safe(settings_text(cli->session->settings, "organisation.name"));
	g_autofree char *words = view_courier_words(cli, &courier, &tone);
	out_print(ngettext("breccia, %s. %u incident is open. %s.\n", "breccia, %s. %u incidents are open. %s.\n", open->len), org, open->len, words);
	courier_clear(&courier);
	for (guint i = 0; i < open->len; i++)
		say_incident(p, g_ptr_array_index(open, i));
	if (next)
		out_print("%s\n", _("there are more: list --all"));
	return true;
}

static void
say_help(void)
{
	out_print("%s\n", _("A number shows that incident. n: record a breach. d: were the deadlines met? b: the board again. q: end."));
	out_print("%s\n", _("Or any command: show 13, log, notify 13, take 13, note 13 TEXT, outbox, due, report --format lines, help."));
}

/* --- the loop ----------------------------------------------------------------------------------------------------------------------- */

static bool
answer(Plain *p, const char *line, GError **error)
{
	gint64 n = g_ascii_strtoll(line, NULL, 10);
	if (!*line || g_str_equal(line, "b"))
		return say_board(p, error);
	if (g_str_equal(line, "?") || g_str_equal(line, "h")) {
		say_help();
		return true;
	}
	if (g_str_equal(line, "n")) {
		run_line(p->cli, "log");
		return true;
	}
	if (g_str_equal(line, "d")) {
		run_line(p->cli, "report --format lines");
		return true;
	}
	if (n > 0 && strspn(line, "0123456789") == strlen(line)) {
		const char *ref = n <= (gint64)p->refs->len ? g_ptr_array_index(p->refs, n - 1) : line;
		char *words[] = {(char *)(gpointer) "show", (char *)(gpointer)ref, NULL};
		run_words(p->cli, words);
		return true;
	}
	run_line(p->cli, line);
	return true;
}

int
plain_run(Cli *cli, GError **error)
{
	Plain p = {cli, g_ptr_array_new_with_free_func(g_free)};
	bool ok = true;
	if (!cli->session) {
		char *words[] = {(char *)(gpointer) "init", NULL};
		int status = run_words(cli, words);
		if (status != 0 || !cli_open(cli, error)) {
			g_ptr_array_unref(p.refs);
			return status ? status : -1;
		}
	}
	ok = say_board(&p, error);
	if (ok)
		say_help();
	while (ok) {
		g_autofree char *line = ask_line(_("What now?"), NULL);
		if (!line || g_str_equal(line, "q") || g_str_equal(line, "quit"))
			break;
		ok = answer(&p, line, error);
	}
	g_ptr_array_unref(p.refs);
	return ok ? 0 : -1;
}

/*
 * Every screen, in both languages, for three roles and two sizes, compared with the pictures in tests/tui/golden. GENERATE=1 writes them
 * again, and the screens in README; they are to be looked at before they are committed.
 */
#include "tests/run.h"
#include "tests/tui/house.h"

#include <check.h>
#include <signal.h>
#include <sys/wait.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const langs[] = {"en", "it"};
static const struct {
	const char *name, *as;
} roles[] = {{"security", "p1"}, {"dpo", "p2"}, {"manager", "p4"}};
static const int sizes[][2] = {{24, 80}, {45, 160}};

/* What is pressed after the board was drawn, and what is typed after that. */
typedef struct {
	const char *name, *keys, *text, *then;
} Shot;

static const Shot shots[] = {
	{"board", "", NULL, NULL},
	{"incident: overview", "Down Down Enter", NULL, NULL},
	{"incident: clocks", "Down Down Enter 2", NULL, NULL},
	{"incident: messages", "Down Down Enter 3", NULL, NULL},
	{"incident: assessment", "Down Down Enter 4", NULL, NULL},
	{"incident: decisions", "Down Down Enter 5", NULL, NULL},
	{"incident: actions", "Down Down Enter 6", NULL, NULL},
	{"incident: evidence", "Down Down Enter 7", NULL, NULL},
	{"incident: history", "Down Down Enter 8", NULL, NULL},
	{"assessed", "/", "0001", "Enter Enter 4"},
	{"planned", "/", "0001", "Enter Enter 6"},
	{"assessing", "v", NULL, NULL},
	{"a sentence of ENISA's", "v Space Down Down", NULL, NULL},
	{"an opinion", "i", NULL, NULL},
	{"a decision", "d", NULL, NULL},
	{"an action", "Enter a", NULL, NULL},
	{"what is usually done", "Enter a Space", NULL, NULL},
	{"closing", "Enter C", NULL, NULL},
	{"releasing", "Down r", NULL, NULL},
	{"filing", "F", NULL, NULL},
	{"what can be filed", "F Tab Space", NULL, NULL},
	{"waiving", "W", NULL, NULL},
	{"evidence", "Enter E", NULL, NULL},
	{"voiding", "Enter V", NULL, NULL},
	{"new incident", "+", "Elenco inviato al destinatario sbagliato", "Enter 2 h Space f a Enter"},
	{"choosing clients", "+ Enter Enter Space", NULL, NULL},
	{"choosing an instant", "+ Enter Space", NULL, NULL},
	{"choosing when it is due", "Enter a Tab Tab Tab Tab Space", NULL, NULL},
	{"outbox", "o", NULL, NULL},
	{"a message", "o End Enter", NULL, NULL},
	{"what is marked", "o *", NULL, NULL},
	{"a message into a file", "o End S", NULL, NULL},
	{"send", "Down Down s", NULL, NULL},
	{"facts", "e", NULL, NULL},
	{"why late", "w", NULL, NULL},
	{"a note", "m", "Il committente è avvisato per telefono.", NULL},
	{"a call", "c", "dpo", "Enter Enter"},
	{"filter", "f", "+late -kind:drill", "Enter"},
	{"all incidents", "A", NULL, NULL},
	{"a search", "/", "portatile", "Enter"},
	{"a command", ":", "due", "Enter"},
	{"completion", ":", "li", "Tab"},
	{"completing what it is about", ":", "note 2026-", "Tab"},
	{"completing a filter", "f", "+", "Tab"},
	{"people and settings", "p", NULL, NULL},
	{"help", "?", NULL, NULL},
	{"how to correct", "u", NULL, NULL},
	{"deadlines", "D", NULL, NULL},
	{"deadlines: the months and the hours", "D PgDn", NULL, NULL},
	{"deadlines: the late ones, of the month", "D Tab Tab End PgUp PgUp Down Down", NULL, NULL},
	{"deadlines: the quarter before", "D Tab <", NULL, NULL},
};

/* What no two registers share: hashes, the folder, the name of a file in a mail folder. */
static char *
steady(const char *text)
{
	static const char *const rules[][2] = {
		{"/tmp/breccia-[A-Za-z0-9]{6}", "/tmp/breccia-FOLDER"}, {"[0-9]{10}\\.M[0-9]+P[0-9]+\\S*", "QUEUED"}, {"[0-9a-f]{12,}", "HASH"},
	};
	g_autofree char *now = g_strdup(text);
	for (gsize i = 0; i < G_N_ELEMENTS(rules); i++) {
		g_autoptr(GRegex) regex = g_regex_new(rules[i][0], 0, 0, NULL);
		char *next = g_regex_replace_literal(regex, now, -1, 0, rules[i][1], 0, NULL);
		g_free(now);
		now = next;
	}
	return g_steal_pointer(&now);
}

static void
take_shot(GString *all, House *h, const int *size, const Shot *shot)
{
	Screen *s = house_open(h, size[0], size[1], NULL);
	screen_keys(s, shot->keys);
	if (shot->text)
		screen_type(s, shot->text);
	if (shot->then)
		screen_keys(s, shot->then);
	if (g_str_equal(shot->name, "a command")) {
		ck_assert(screen_wait_text(s, g_str_equal(h->lang, "it") ? "di uscita 2" : "exit status 2"));
		while (screen_pump(s, 100)) /* the rest of that picture */
			;
	}
	g_autofree char *text = screen_text(s), *fit = steady(text);
	g_string_append_printf(all, "=== %s\n%s", shot->name, fit);
	(void)kill(s->pid, SIGTERM);
	int status = screen_end(s);
	ck_assert_msg(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM, "%s: it ended with %d", shot->name, status);
}

static char *
golden_path(const char *lang, const char *role, const int *size)
{
	const char *dir = g_getenv("srcdir");
	g_autofree char *name = g_strdup_printf("%s-%s-%dx%d.txt", lang, role, size[1], size[0]);
	return g_build_filename(dir ? dir : ".", "tests", "tui", "golden", name, NULL);
}

/* The first line that differs, and on which screen. */
static void
compare(const char *path, const char *now)
{
	g_autofree char *before = NULL;
	const char *screen = "";
	ck_assert_msg(g_file_get_contents(path, &before, NULL, NULL), "%s is missing: GENERATE=1 writes it", path);
	g_auto(GStrv) a = g_strsplit(before, "\n", -1), b = g_strsplit(now, "\n", -1);
	for (guint i = 0; a[i] && b[i]; i++) {
		if (g_str_has_prefix(b[i], "=== "))
			screen = b[i];
		ck_assert_msg(g_str_equal(a[i], b[i]), "%s:%u %s\nwas \"%s\"\nis  \"%s\"", path, i + 1, screen, a[i], b[i]);
	}
	ck_assert_msg(g_strv_length(a) == g_strv_length(b), "%s: there are more or fewer screens than before", path);
}

START_TEST(test_every_screen_is_as_it_was_looked_at)
{
	const char *lang = langs[_i % 2];
	const int *size = sizes[_i / 2 % 2];
	guint role = (guint)_i / 4;
	g_autoptr(GString) all = g_string_new(NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(shots); i++) {
		g_autoptr(House) h = house_new(lang, roles[role].as);
		take_shot(all, h, size, &shots[i]);
	}
	g_autofree char *path = golden_path(lang, roles[role].name, size);
	if (g_getenv("GENERATE"))
		ck_assert(g_file_set_contents(path, all->str, -1, NULL));
	else
		compare(path, all->str);
}
END_TEST

/* --- the pictures in README --------------------------------------------------------------------------------------------------------- */

/* In their order there: four spaces before each line, from the head of the program to its foot. */
static const struct {
	int rows;
	const char *keys;
} pictures[] = {{20, ""}, {20, "Down Enter 2"}};

static char *
picture(int rows, const char *keys)
{
	g_autoptr(House) h = house_new("en", "p1");
	house_no_courier(h); /* as after `breccia demo`, which has it run once */
	GString *out = g_string_new(NULL);
	Screen *s = house_open(h, rows, 80, NULL);
	screen_keys(s, keys);
	for (int r = 0; r < s->rows; r++) {
		g_autofree char *row = screen_row(s, r);
		g_string_append_printf(out, "%s%s\n", *row ? "    " : "", row);
	}
	(void)kill(s->pid, SIGTERM);
	(void)screen_end(s);
	return g_string_free(out, FALSE);
}

#define HEAD "     breccia   Rossi Contact S.p.A."

/* Where the next one begins, at *from or after, and behind its end: the first line that is neither empty nor indented. */
static bool
next_picture(const char *text, gsize *from, gsize *to)
{
	const char *begin = strstr(text + *from, HEAD);
	if (!begin)
		return false;
	const char *line = begin;
	while (*line == '\n' || g_str_has_prefix(line, "    "))
		line += strcspn(line, "\n") + 1;
	/* The empty line before the text is the text's. */
	*from = (gsize)(begin - text);
	*to = (gsize)(line - text) - 1;
	return true;
}

START_TEST(test_the_pictures_in_readme_are_true)
{
	const char *dir = g_getenv("srcdir");
	g_autofree char *path = g_build_filename(dir ? dir : ".", "README.md", NULL), *text = NULL;
	gsize from = 0, to;
	ck_assert(g_file_get_contents(path, &text, NULL, NULL));
	g_autoptr(GString) readme = g_string_new(text);
	for (gsize i = 0; i < G_N_ELEMENTS(pictures); i++) {
		g_autofree char *now = picture(pictures[i].rows, pictures[i].keys);
		ck_assert_msg(next_picture(readme->str, &from, &to), "README.md shows %zu screens, not %zu", i, G_N_ELEMENTS(pictures));
		g_autofree char *was = g_strndup(readme->str + from, to - from);
		ck_assert_msg(g_getenv("GENERATE") || g_str_equal(was, now), "README.md shows another screen than there is; it is now\n%s", now);
		g_string_erase(readme, (gssize)from, (gssize)(to - from));
		g_string_insert(readme, (gssize)from, now);
		from += strlen(now);
	}
	ck_assert_msg(!next_picture(readme->str, &from, &to), "README.md shows a screen that nobody looks after");
	if (g_getenv("GENERATE"))
		ck_assert(g_file_set_contents(path, readme->str, -1, NULL));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("screens");
	TCase *tcase = tcase_create("screens");
	tcase_set_timeout(tcase, 300);
	tcase_add_loop_test(tcase, test_every_screen_is_as_it_was_looked_at, 0, 12);
	tcase_add_test(tcase, test_the_pictures_in_readme_are_true);
	suite_add_tcase(suite, tcase);
	house_begin();
	int failed = run_suite(suite);
	house_finish();
	return failed;
}

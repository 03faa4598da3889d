/* The app and its terminal: sizes, characters, signals, hostile text, and any keys at all. */
#include "tests/run.h"
#include "tests/tui/shows.h"

#include <stdio.h>
#include <stdlib.h>

/* --- the window and the terminal ------------------------------------------------------------------------------------------------------- */

START_TEST(test_every_size_from_tiny_to_huge)
{
	static const int sizes[][2] = {{5, 20}, {1, 1}, {10, 50}, {24, 80}, {100, 300}, {12, 60}, {24, 80}};
	static const char *const keys[] = {"", "+", "Esc Enter", "2", "q o", "q p", "q ?", "q w", "Esc s", "Esc f", "Esc :", "Esc F",
		"Space", "Esc Esc Enter E", "^P", "Esc Esc 5", "6", "7", "8", "q + Enter Space"};
	g_autoptr(House) h = house_new("it", "p1");
	Screen *s = house_open(h, 24, 80, NULL);
	for (gsize k = 0; k < G_N_ELEMENTS(keys); k++) {
		screen_keys(s, keys[k]);
		for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
			screen_resize(s, sizes[i][0], sizes[i][1]);
			ck_assert_msg(!s->ended, "it ended at %dx%d after \"%s\"", sizes[i][1], sizes[i][0], keys[k]);
			if (sizes[i][0] == 5) {
				ck_shows(s, "20x5");
				ck_shows(s, "50x10");
			}
		}
	}
	quit(s);
}
END_TEST

START_TEST(test_a_storm_of_sizes_while_typing)
{
	g_autoptr(House) h = house_new("en", "p1");
	Screen *s = house_open(h, 24, 80, NULL);
	screen_keys(s, "+");
	for (int i = 0; i < 120; i++) {
		screen_size(s, 10 + i * 7 % 60, 50 + i * 13 % 150);
		if (i % 3 == 0) {
			s->sent++;
			screen_raw(s, "x", 1);
		}
	}
	screen_resize(s, 24, 80);
	ck_shows(s, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
	quit(s);
}
END_TEST

static void
ck_given_back(Screen *s)
{
	while (!s->ended)
		screen_pump(s, 1000);
	g_autofree char *left = screen_text(s);
	ck_assert_msg(!strstr(left, "2026-0005") && !strstr(left, "REF"), "the screen is still there:\n%s", left);
}

static const int ends[] = {SIGTERM, SIGHUP, SIGINT, SIGSEGV, SIGABRT};

START_TEST(test_the_terminal_is_given_back)
{
	g_autoptr(House) h = house_new("en", "p1");
	Screen *s = house_open(h, 24, 80, NULL);
	ck_shows(s, "2026-0005");
	(void)kill(s->pid, ends[_i]);
	ck_given_back(s);
	int status = screen_end(s);
	/* Under sanitizers a crash ends with their own exit status. */
	ck_assert(WIFSIGNALED(status) || ends[_i] == SIGSEGV || ends[_i] == SIGABRT);
}
END_TEST

START_TEST(test_what_comes_from_outside_never_reaches_the_terminal)
{
	static const char *const log[] = {"log", "\033]0;owned\007\033[2J\033[31mred\302\233x \342\200\256evil", "--what", "a\rb\033c", NULL};
	g_autoptr(House) h = house_new("en", "p1");
	ck_assert_int_eq(house_run(h, log), 0);
	Screen *s = house_open(h, 24, 160, NULL);
	ck_shows(s, "\\x1b]0;owned");
	ck_shows(s, "2026-0005");
	screen_keys(s, "/");
	screen_type(s, "owned");
	screen_keys(s, "Enter Enter");
	ck_shows(s, "\\x1b]0;owned");
	ck_shows(s, "Overview");
	screen_keys(s, "8");
	ck_shows(s, "Overview");
	ck_assert_int_eq(s->bells, 0);
	quit(s);
}
END_TEST

START_TEST(test_wide_and_combining_characters_keep_their_columns)
{
	static const char *const log[] = {"log", "\344\275\234\350\200\205 e\314\200 \360\237\230\200 fine", NULL};
	g_autoptr(House) h = house_new("en", "p1");
	ck_assert_int_eq(house_run(h, log), 0);
	Screen *s = house_open(h, 24, 80, NULL);
	ck_shows(s, "\344\275\234\350\200\205");
	screen_keys(s, "+");
	screen_type(s, "\344\275\234\350\200\205");
	screen_keys(s, "Backspace");
	screen_type(s, "!");
	ck_shows(s, "\344\275\234!");
	quit(s);
}
END_TEST

static int
coloured_cells(Screen *s)
{
	int n = 0;
	for (int r = 0; r < s->rows; r++)
		for (int c = 0; c < s->cols; c++) {
			VTermScreenCell cell = screen_cell(s, r, c);
			n += !VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) || !VTERM_COLOR_IS_DEFAULT_BG(&cell.bg);
		}
	return n;
}

START_TEST(test_colour_only_where_it_is_wanted)
{
	g_autoptr(House) h = house_new("en", "p1");
	Screen *s = house_open(h, 24, 80, NULL);
	ck_assert_int_gt(coloured_cells(s), 20);
	quit(s);
	house_set_env(h, "NO_COLOR", "1");
	s = house_open(h, 24, 80, NULL);
	ck_assert_int_eq(coloured_cells(s), 0);
	ck_shows(s, "LATE 4h52m");
	quit(s);
}
END_TEST

static void
configure(const House *h, const char *more)
{
	g_autofree char *path = g_build_filename(h->folder, "breccia.conf", NULL), *text = NULL;
	ck_assert(g_file_get_contents(path, &text, NULL, NULL));
	g_autofree char *whole = g_strconcat(text, more, NULL);
	ck_assert(g_file_set_contents(path, whole, -1, NULL));
}

static int
cells_of_colour(Screen *s, int index)
{
	int n = 0;
	for (int r = 0; r < s->rows; r++)
		for (int c = 0; c < s->cols; c++) {
			VTermScreenCell cell = screen_cell(s, r, c);
			n += VTERM_COLOR_IS_INDEXED(&cell.fg) && !VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) && cell.fg.indexed.idx % 8 == index;
		}
	return n;
}

START_TEST(test_a_light_terminal_gets_no_yellow_and_no_cyan)
{
	g_autoptr(House) h = house_new("en", "p1");
	Screen *s = house_open(h, 24, 80, NULL);
	ck_assert(cells_of_colour(s, 3) > 0 && cells_of_colour(s, 6) > 0);
	quit(s);
	house_set_env(h, "COLORFGBG", "0;15");
	s = house_open(h, 24, 80, NULL);
	ck_assert(cells_of_colour(s, 3) == 0 && cells_of_colour(s, 6) == 0 && cells_of_colour(s, 5) > 0);
	quit(s);
	configure(h, "[ui]\ntheme = none\nbell = no\n");
	s = house_open(h, 24, 80, NULL);
	ck_assert_int_eq(coloured_cells(s), 0);
	quit(s);
}
END_TEST

START_TEST(test_no_bell_where_none_is_wanted)
{
	g_autoptr(House) h = house_new("en", "p1");
	configure(h, "[ui]\nbell = no\n");
	house_set_now(h, "2026-11-24T16:59:50Z");
	Screen *s = house_open(h, 24, 80, NULL);
	house_set_now(h, "2026-11-24T19:00:00Z");
	ck_waits(s, "something has become urgent");
	ck_assert_int_eq(s->bells, 0);
	quit(s);
}
END_TEST

static void
ck_ascii(Screen *s)
{
	g_autofree char *text = screen_text(s);
	for (const char *p = text; *p; p++)
		ck_assert_msg((unsigned char)*p < 0x80, "not ASCII:\n%s", text);
}

static const char *const old_terminals[] = {"vt100", "vt220", "xterm", "screen", "tmux-256color", "linux"};

START_TEST(test_older_terminals)
{
	g_autoptr(House) h = house_new("it", "p1");
	house_set_env(h, "TERM", old_terminals[_i]);
	Screen *s = house_open(h, 24, 80, NULL);
	ck_shows(s, "2026-0005");
	if (g_str_has_prefix(old_terminals[_i], "vt"))
		ck_ascii(s);
	screen_keys(s, "Enter 2 q + Esc");
	quit(s);
}
END_TEST

START_TEST(test_ascii_alone_when_asked)
{
	static const char *const options[] = {"--ascii", NULL};
	g_autoptr(House) h = house_new("it", "p1");
	Screen *s = house_open(h, 40, 120, options);
	ck_ascii(s);
	screen_keys(s, "Enter 2");
	ck_ascii(s);
	screen_keys(s, "q s");
	ck_ascii(s);
	quit(s);
}
END_TEST

START_TEST(test_a_character_in_pieces)
{
	g_autoptr(House) h = house_new("en", "p1");
	Screen *s = house_open(h, 24, 80, NULL);
	screen_keys(s, "+");
	screen_raw(s, "\303", 1);
	g_usleep(30000);
	screen_raw(s, "\250", 1);
	s->sent++;
	ck_waits(s, "\303\250");
	screen_raw(s, "\033", 1);
	g_usleep(40000); /* a slow line, and still one key */
	screen_raw(s, "OB", 2);
	s->sent++;
	ck_waits(s, "> detected");
	quit(s);
}
END_TEST

/* --- any keys ---------------------------------------------------------------------------------------------------------------------------------- */

/* $MONKEY: how many keys; $MONKEY_FROM: the seed that failed. */
START_TEST(test_no_keys_can_break_it)
{
	static const char *const keys[] = {"Up", "Down", "Left", "Right", "Enter", "Esc", "Tab", "S-Tab", "Space", "PgUp", "PgDn", "Home", "End",
		"Backspace", "Del", "F1", "F2", "F5", "^S", "^P", "^X", "^L", "^U", "^D", "^W", "^K", "^A", "^E", "/", ":", "?", "+", "a", "c", "e",
		"f", "g", "G", "h", "j", "k", "l", "m", "n", "N", "o", "p", "R", "r", "s", "t", "u", "w", "x", "y", "b",
		"d", "i", "v", "A", "C", "E", "F", "K", "M", "O", "S", "V", "W", "X", "Y", "*", "[", "]", "^O",
		"1", "2", "3", "4", "5", "6", "7", "8", "9",
		"\303\250", "\344\275\234", "Esc", "Esc"};
	const char *many = g_getenv("MONKEY"), *from = g_getenv("MONKEY_FROM");
	gint64 count = many ? g_ascii_strtoll(many, NULL, 10) : 400;
	guint32 seed = from ? (guint32)g_ascii_strtoll(from, NULL, 10) : (guint32)_i + 1;
	g_autoptr(House) h = house_new(_i % 2 ? "it" : "en", _i % 2 ? "p2" : "p1");
	house_set_env(h, "EDITOR", "true");
	Screen *s = house_open(h, 24, 80, NULL);
	g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
	for (gint64 i = 0; i < count && !s->ended; i++) {
		const char *key = keys[g_rand_int_range(rand, 0, G_N_ELEMENTS(keys))];
		if (g_rand_int_range(rand, 0, 40) == 0)
			screen_resize(s, g_rand_int_range(rand, 1, 50), g_rand_int_range(rand, 1, 140));
		screen_keys(s, key);
	}
	if (s->ended) {
		int status = screen_end(s);
		ck_abort_msg("it ended with %d: MONKEY_FROM=%u", status, seed);
	}
	(void)kill(s->pid, SIGTERM);
	int status = screen_end(s);
	ck_assert_msg(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM, "it ended with %d: MONKEY_FROM=%u", status, seed);
	static const char *const verify[] = {"verify", NULL};
	ck_assert_int_eq(house_run(h, verify), 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("terminal");
	TCase *tcase = tcase_create("terminal");
	const TTest *const all[] = {
		test_every_size_from_tiny_to_huge, test_a_storm_of_sizes_while_typing,
		test_what_comes_from_outside_never_reaches_the_terminal, test_wide_and_combining_characters_keep_their_columns,
		test_colour_only_where_it_is_wanted, test_a_light_terminal_gets_no_yellow_and_no_cyan,
		test_no_bell_where_none_is_wanted, test_ascii_alone_when_asked, test_a_character_in_pieces,
	};
	tcase_set_timeout(tcase, 120);
	for (gsize i = 0; i < G_N_ELEMENTS(all); i++)
		tcase_add_test(tcase, all[i]);
	tcase_add_loop_test(tcase, test_the_terminal_is_given_back, 0, G_N_ELEMENTS(ends));
	tcase_add_loop_test(tcase, test_older_terminals, 0, G_N_ELEMENTS(old_terminals));
	tcase_add_loop_test(tcase, test_no_keys_can_break_it, 0, 2);
	suite_add_tcase(suite, tcase);
	house_begin();
	int failed = run_suite(suite);
	house_finish();
	return failed;
}

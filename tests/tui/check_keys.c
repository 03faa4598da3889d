/* The table of actions: keys without conflicts, and the manual that says the same. GENERATE=1 writes the manual's list again. */
#include "tui/edit.h"
#include "tui/keymap.h"
#include "tui/term.h"
#include "tests/run.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	unsigned where;
	const char *name;
} places[] = {
	{AT_BOARD, "On the board"}, {AT_INCIDENT, "In an incident"}, {AT_OUTBOX, "In the outbox"}, {AT_PAGE, "In a text"}, {AT_FORM, "In a form"},
	{AT_PICKER, "In a list to choose from"}, {AT_DEADLINES, "Among the deadlines"},
};

START_TEST(test_no_key_means_two_things_in_one_place)
{
	for (gsize p = 0; p < G_N_ELEMENTS(places); p++) {
		g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
		for (Deed a = 0; a < ACT_NONE; a++) {
			if (!(action_rows[a].where & places[p].where))
				continue;
			g_auto(GStrv) keys = g_strsplit(action_rows[a].keys, " ", -1);
			for (char **k = keys; *k; k++) {
				ck_assert_msg(key_of_name(*k) != 0, "%s: there is no key %s", action_rows[a].name, *k);
				ck_assert_msg(g_hash_table_add(taken, g_strdup(*k)), "%s: %s is taken twice", places[p].name, *k);
				ck_assert_int_eq((int)action_of_key(key_of_name(*k), places[p].where), (int)a);
			}
		}
	}
}
END_TEST

START_TEST(test_every_action_has_a_name_a_key_and_a_sentence)
{
	for (Deed a = 0; a < ACT_NONE; a++) {
		const ActionRow *row = &action_rows[a];
		ck_assert(row->name && *row->name && row->keys && *row->keys && row->help && *row->help && row->where);
		for (Deed b = 0; b < a; b++)
			ck_assert_msg(!(row->where & action_rows[b].where) || strcmp(row->name, action_rows[b].name) != 0, "%s: twice", row->name);
	}
	ck_assert_str_eq(action_rows[ACT_NONE].name ? "a name" : "none", "none");
}
END_TEST

START_TEST(test_typing_needs_letters_only_in_no_form)
{
	for (Deed a = 0; a < ACT_NONE; a++) {
		g_auto(GStrv) keys = g_strsplit(action_rows[a].keys, " ", -1);
		for (char **k = keys; *k && (action_rows[a].where & AT_FORM); k++)
			ck_assert_msg(key_of_name(*k) < ' ' || key_of_name(*k) >= K_FIRST, "%s: in a form %s is typed", action_rows[a].name, *k);
	}
}
END_TEST

/* --- the manual -------------------------------------------------------------------------------------------------------------- */

#define BEGIN ".\\\" The keys: written from tui/keymap.h (GENERATE=1 tests/tui/check_keys).\n"
#define END ".\\\" The end of the keys.\n"

static void
append_row(GString *out, const ActionRow *row)
{
	g_auto(GStrv) keys = g_strsplit(row->keys, " ", -1);
	g_string_append(out, ".It Cm");
	for (char **k = keys; *k; k++)
		g_string_append_printf(out, " \\&%s", *k);
	g_auto(GStrv) parts = g_strsplit(row->help, "-", -1);
	g_autofree char *help = g_strjoinv("\\-", parts);
	g_string_append_printf(out, "\n%s\n", help);
}

static char *
manual(void)
{
	GString *out = g_string_new(BEGIN);
	for (gsize p = 0; p < G_N_ELEMENTS(places); p++) {
		g_string_append_printf(out, ".Ss %s\n.Bl -tag -width 18n -compact\n", places[p].name);
		for (Deed a = 0; a < ACT_NONE; a++)
			if (action_rows[a].where & places[p].where)
				append_row(out, &action_rows[a]);
		g_string_append(out, ".El\n");
	}
	g_string_append(out, END);
	return g_string_free(out, FALSE);
}

START_TEST(test_the_manual_has_the_keys_of_the_table)
{
	const char *dir = g_getenv("srcdir");
	g_autofree char *path = g_build_filename(dir ? dir : ".", "man", "breccia.1", NULL), *page = NULL, *now = manual();
	ck_assert(g_file_get_contents(path, &page, NULL, NULL));
	char *from = strstr(page, BEGIN), *to = strstr(page, END);
	ck_assert_msg(from && to && from < to, "the manual has no place for the keys");
	g_autofree char *was = g_strndup(from, (gsize)(to - from) + strlen(END));
	if (g_getenv("GENERATE")) {
		g_autofree char *head = g_strndup(page, (gsize)(from - page)), *whole = g_strconcat(head, now, to + strlen(END), NULL);
		ck_assert(g_file_set_contents(path, whole, -1, NULL));
	} else
		ck_assert_msg(strcmp(was, now) == 0, "the manual's keys are not those of tui/keymap.h: GENERATE=1 writes them");
}
END_TEST

/* --- typing -------------------------------------------------------------------------------------------------------------------- */

static void
type(Edit *e, const char *text)
{
	for (; *text; text = g_utf8_next_char(text))
		ck_assert(edit_key(e, (int)g_utf8_get_char(text)));
}

START_TEST(test_the_cursor_never_stands_inside_a_character)
{
	Edit e;
	edit_init(&e, NULL, false);
	type(&e, "ae\314\200\344\275\234");
	edit_key(&e, K_LEFT);
	edit_key(&e, K_LEFT);
	ck_assert_uint_eq(e.at, 1);
	edit_key(&e, K_DELETE);
	ck_assert_str_eq(e.text->str, "a\344\275\234");
	edit_key(&e, K_END);
	edit_key(&e, K_BACKSPACE);
	ck_assert_str_eq(e.text->str, "a");
	edit_clear(&e);
}
END_TEST

START_TEST(test_control_characters_are_not_typed)
{
	Edit e;
	edit_init(&e, NULL, false);
	ck_assert(!edit_key(&e, K_ENTER) && !edit_key(&e, 0x07) && !edit_key(&e, 0x9b) && !edit_key(&e, K_UP));
	ck_assert_str_eq(e.text->str, "");
	edit_key(&e, K_PASTE);
	ck_assert(edit_key(&e, K_ENTER) && edit_key(&e, 0x1b));
	edit_key(&e, K_PASTE_END);
	ck_assert_str_eq(e.text->str, " ");
	edit_clear(&e);
}
END_TEST

START_TEST(test_a_window_on_a_long_line)
{
	Edit e;
	gsize from;
	edit_init(&e, "0123456789abcdef", false);
	ck_assert_int_lt(edit_window(&e, 10, &from), 10);
	ck_assert_uint_gt(from, 0);
	edit_key(&e, K_HOME);
	ck_assert_int_eq(edit_window(&e, 10, &from), 0);
	ck_assert_uint_eq(from, 0);
	edit_clear(&e);
}
END_TEST

START_TEST(test_a_text_is_wrapped_where_it_was_typed)
{
	Edit e;
	int row, col;
	edit_init(&e, "one\ntwo three\n", true);
	g_auto(GStrv) lines = edit_wrapped(&e, 5, &row, &col);
	ck_assert_uint_eq(g_strv_length(lines), 4);
	ck_assert_str_eq(lines[1], "two t");
	ck_assert_int_eq(row, 3);
	ck_assert_int_eq(col, 0);
	edit_clear(&e);
}
END_TEST

START_TEST(test_too_much_is_dropped)
{
	Edit e;
	edit_init(&e, NULL, true);
	for (int i = 0; i < EDIT_MAX + 100; i++)
		edit_key(&e, 'x');
	ck_assert_uint_le(e.text->len, EDIT_MAX);
	edit_clear(&e);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("keys");
	TCase *tcase = tcase_create("keys");
	tcase_add_test(tcase, test_no_key_means_two_things_in_one_place);
	tcase_add_test(tcase, test_every_action_has_a_name_a_key_and_a_sentence);
	tcase_add_test(tcase, test_typing_needs_letters_only_in_no_form);
	tcase_add_test(tcase, test_the_manual_has_the_keys_of_the_table);
	tcase_add_test(tcase, test_the_cursor_never_stands_inside_a_character);
	tcase_add_test(tcase, test_control_characters_are_not_typed);
	tcase_add_test(tcase, test_a_window_on_a_long_line);
	tcase_add_test(tcase, test_a_text_is_wrapped_where_it_was_typed);
	tcase_add_test(tcase, test_too_much_is_dropped);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}

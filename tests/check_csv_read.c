/* CSV is read as RFC 4180 and spreadsheets write it, and whatever else comes is refused with its line or read as what it is. */
#include "src/core/csv-read.h"
#include "tests/run.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

/* All rows, cells apart by "|", rows by "/": "a|b/c|d"; or "LINE: why". */
static char *
read_bytes(const char *text, gsize len)
{
	CsvReader reader;
	g_autoptr(GError) error = NULL;
	g_autoptr(GString) all = g_string_new(NULL);
	g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
	/* Exactly so many bytes, so that a sanitizer sees what reads on. */
	g_autofree char *bytes = g_memdup2(text, len ? len : 1);
	bool good = csv_read_begin(&reader, bytes, len, &error);
	while (good && (good = csv_read_row(&reader, cells, &error)) && cells->len) {
		g_string_append(all, all->len ? "/" : "");
		for (guint i = 0; i < cells->len; i++)
			g_string_append_printf(all, "%s%s", i ? "|" : "", (char *)g_ptr_array_index(cells, i));
	}
	if (!good)
		g_string_printf(all, "%d: %s", reader.line, error->message);
	return g_string_free(g_steal_pointer(&all), FALSE);
}

static void
reads(const char *text, const char *expected)
{
	g_autofree char *found = read_bytes(text, strlen(text));
	ck_assert_str_eq(found, expected);
}

static void
refuses(const char *text, gsize len, const char *expected)
{
	g_autofree char *found = read_bytes(text, len);
	ck_assert_msg(g_str_has_prefix(found, expected), "\"%s\" does not begin with \"%s\"", found, expected);
}

START_TEST(test_separator_is_guessed_from_the_first_row)
{
	reads("a;b;c\r\n1;2,5;3\r\n", "a|b|c/1|2,5|3");
	reads("a,b,c\r\n1,2;5,3\r\n", "a|b|c/1|2;5|3");
	reads("a\tb\n1;,\t2\n", "a|b/1;,|2");
	reads("\"a,b,c,d\";b\n1;2\n", "a,b,c,d|b/1|2");
	reads("alone\n1;2\n", "alone/1;2");
	reads("sep=|\r\na|b;c\r\n", "a|b;c");
	reads("sep=x\n", "sep=x");
}
END_TEST

START_TEST(test_mark_is_passed_over)
{
	reads("\xEF\xBB\xBF" "a;b\n", "a|b");
	reads("\xEF\xBB\xBF" "\"a\";b\n", "a|b");
	reads("\xEF\xBB\xBFsep=,\na,b;\n", "a|b;");
	reads("\xEF\xBB\xBF", "");
}
END_TEST

START_TEST(test_quotes_hold_separators_quotes_and_line_ends)
{
	reads("a;b\n\"x;y\";\"say \"\"no\"\"\"\n", "a|b/x;y|say \"no\"");
	reads("a;b\n\"1\r\n2\r3\n4\";z\n", "a|b/1\n2\n3\n4|z");
	reads("a;b\n\"\";\"\"\"\"\n", "a|b/|\"");
	reads("a;b\n5\" screen;x\"\"y\n", "a|b/5\" screen|x\"\"y");
}
END_TEST

START_TEST(test_every_line_end_ends_a_row)
{
	reads("a;b\rc;d\re;f", "a|b/c|d/e|f");
	reads("a;b\nc;d\r\ne;f\r", "a|b/c|d/e|f");
	reads("a;b\nc;", "a|b/c|");
	reads("", "");
	reads("\r\n\r\r\n\n", "");
}
END_TEST

START_TEST(test_rows_and_lines_are_counted_apart)
{
	static const char text[] = "a;b\r\n;\r\n\r\n\"1\r\n2\";x\r\n3;y\r\n";
	CsvReader reader;
	g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
	ck_assert(csv_read_begin(&reader, text, strlen(text), NULL));
	ck_assert(csv_read_row(&reader, cells, NULL));
	ck_assert_int_eq(reader.line, 1);
	ck_assert_int_eq(reader.row, 1);
	ck_assert(csv_read_row(&reader, cells, NULL));
	ck_assert_int_eq(reader.line, 4);
	ck_assert_int_eq(reader.row, 4);
	ck_assert(csv_read_row(&reader, cells, NULL));
	ck_assert_str_eq(g_ptr_array_index(cells, 0), "3");
	ck_assert_int_eq(reader.line, 6);
	ck_assert_int_eq(reader.row, 5);
}
END_TEST

START_TEST(test_broken_quotes_are_refused_where_they_begin)
{
	refuses("a;b\n1;2\n3;\"4\n5;6\n", 17, "3: a quote");
	refuses("\"", 1, "1: a quote");
	refuses("a\n\"b\" c\n", 8, "2: there is text after a closing quote");
	refuses("a\n\"b\nc\" d\n", 10, "3: there is text after a closing quote");
}
END_TEST

START_TEST(test_other_bytes_are_refused_with_their_line)
{
	refuses("a;b\r\nx;y\r\ncitt\xE0;z\r\n", 18, "3: this is not UTF-8");
	refuses("\xFF\xFE" "a\0;\0", 6, "1: this is not UTF-8");
	refuses("a;b\n1;\0\n", 8, "2: there is a character NUL");
	refuses("a\rb\r\xC3", 5, "3: this is not UTF-8");
	refuses("\xED\xA0\x80", 3, "1: this is not UTF-8");
}
END_TEST

START_TEST(test_many_columns_are_refused_and_the_limit_is_not)
{
	g_autofree char *most = g_strnfill(CSV_COLUMNS_MAX - 1, ';'), *over = g_strnfill(CSV_COLUMNS_MAX, ';'), *many = g_strnfill(10000, ',');
	g_autofree char *fits = g_strconcat("a", most, "\n", NULL);
	g_autofree char *read = read_bytes(fits, strlen(fits));
	ck_assert_uint_eq(strlen(read), CSV_COLUMNS_MAX); /* the letter, and what stands between */
	refuses(over, strlen(over), "1: there are more than 256 columns");
	refuses(many, strlen(many), "1: there are more than 256 columns");
}
END_TEST

START_TEST(test_a_cell_may_be_large)
{
	g_autofree char *large = g_strnfill(1 << 20, 'x'), *plain = g_strconcat("a\n", large, "\n", NULL);
	g_autofree char *quoted = g_strconcat("a\n\"", large, "\"\n", NULL), *expected = g_strconcat("a/", large, NULL);
	reads(plain, expected);
	reads(quoted, expected);
}
END_TEST

START_TEST(test_columns_have_the_letters_of_spreadsheets)
{
	static const struct {
		guint column;
		const char *letters;
	} cases[] = {{0, "A"}, {25, "Z"}, {26, "AA"}, {51, "AZ"}, {52, "BA"}, {255, "IV"}, {701, "ZZ"}, {702, "AAA"}};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *letters = csv_column_letters(cases[i].column);
		ck_assert_str_eq(letters, cases[i].letters);
	}
}
END_TEST

static guint64 chance = 88172645463325252U;

static guint
one_of(guint n)
{
	chance ^= chance << 13;
	chance ^= chance >> 7;
	chance ^= chance << 17;
	return (guint)((chance >> 32) % n);
}

/* What a writer of RFC 4180 makes of any cells comes back as those cells; and what is damaged ends, one way or the other. */
START_TEST(test_what_is_written_comes_back)
{
	static const char *const bits[] = {"a", "\"", ";", ",", "\t", "\n", "è", " ", "'", "="};
	for (int round = 0; round < 2000; round++) {
		g_autoptr(GString) text = g_string_new("h;h;h\r\n"), expected = g_string_new("h|h|h/x");
		g_string_append(text, "x");
		for (int cell = 0; cell < 2; cell++) {
			g_string_append(text, ";\"");
			g_string_append_c(expected, '|');
			for (guint n = one_of(6); n > 0; n--) {
				const char *bit = bits[one_of(G_N_ELEMENTS(bits))];
				g_string_append(text, *bit == '"' ? "\"\"" : bit);
				g_string_append(expected, bit);
			}
			g_string_append_c(text, '"');
		}
		reads(text->str, expected->str);
		g_autofree char *ends = read_bytes(text->str, one_of((guint)text->len));
		text->str[one_of((guint)text->len)] = (char)one_of(256);
		g_autofree char *damaged = read_bytes(text->str, text->len);
		ck_assert_ptr_nonnull(ends);
		ck_assert_ptr_nonnull(damaged);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("csv_read");
	TCase *cases = tcase_create("csv_read");
	tcase_add_test(cases, test_separator_is_guessed_from_the_first_row);
	tcase_add_test(cases, test_mark_is_passed_over);
	tcase_add_test(cases, test_quotes_hold_separators_quotes_and_line_ends);
	tcase_add_test(cases, test_every_line_end_ends_a_row);
	tcase_add_test(cases, test_rows_and_lines_are_counted_apart);
	tcase_add_test(cases, test_broken_quotes_are_refused_where_they_begin);
	tcase_add_test(cases, test_other_bytes_are_refused_with_their_line);
	tcase_add_test(cases, test_many_columns_are_refused_and_the_limit_is_not);
	tcase_add_test(cases, test_a_cell_may_be_large);
	tcase_add_test(cases, test_columns_have_the_letters_of_spreadsheets);
	tcase_add_test(cases, test_what_is_written_comes_back);
	suite_add_tcase(suite, cases);
	return run_suite(suite);
}

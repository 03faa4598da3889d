/* Lines of the journal: read here exactly where Jansson reads them and would write them again byte for byte. */
#include "src/core/line.h"
#include "tests/run.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static guint64 chance = 88172645463325252U;

static guint
one_of(guint n)
{
	chance ^= chance << 13;
	chance ^= chance >> 7;
	chance ^= chance << 17;
	return (guint)((chance >> 32) % n);
}

static bool
has_real(json_t *value)
{
	const char *key;
	json_t *item;
	size_t i;

	json_object_foreach(value, key, item)
		if (has_real(item))
			return true;
	json_array_foreach(value, i, item)
		if (has_real(item))
			return true;
	return json_is_real(value);
}

/* The value that Jansson reads of a line, if it is an object without reals that it would write as that line. */
static json_t *
by_jansson(const char *line)
{
	json_t *value = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
	g_autofree char *again = value ? json_dumps(value, JSON_COMPACT | JSON_ENSURE_ASCII) : NULL;

	if (json_is_object(value) && !has_real(value) && strcmp(again, line) == 0)
		return value;
	json_decref(value);
	return NULL;
}

static void
both_read_the_same(const char *line)
{
	json_t *is = line_read(line), *should = by_jansson(line);
	g_autofree char *again = is ? json_dumps(is, JSON_COMPACT | JSON_ENSURE_ASCII) : NULL;
	g_autofree char *written = should ? line_write(should) : NULL;

	ck_assert_msg(!is == !should, "%s: %s", is ? "read here alone" : "not read here", line);
	ck_assert_msg(!written || strcmp(written, line) == 0, "written as %s: %s", written, line);
	ck_assert_msg(!is || (json_equal(is, should) && strcmp(again, line) == 0), "read as %s: %s", again, line);
	json_decref(is);
	json_decref(should);
}

/* --- any value -------------------------------------------------------------------------------------------------------- */

static json_t *
any_string(void)
{
	static const gunichar odd[] = {'"', '\\', '/', '\b', '\f', '\n', '\r', '\t', 1, 0x1f, ' ', 0x7f, 0x80, 0xe8, 0x7ff, 0x800, 0xd7ff, 0xe000,
		0xffff, 0x10000, 0x1f600, 0x10ffff, 'a', 'u', '0', ':', ',', '{', ']'};
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint n = one_of(12); n > 0; n--)
		g_string_append_unichar(text, one_of(2) ? odd[one_of(G_N_ELEMENTS(odd))] : 'a' + one_of(26));
	return json_string(text->str);
}

static json_t *
any_number(void)
{
	static const json_int_t odd[] = {0, 1, -1, 9, 10, -10, G_MAXINT64, G_MININT64, G_MAXINT64 - 1, G_MAXINT32, 86400};

	return json_integer(odd[one_of(G_N_ELEMENTS(odd))]);
}

static json_t *any_value(int deep);

static json_t *
any_object(int deep)
{
	json_t *object = json_object();

	for (guint n = one_of(6); n > 0; n--) {
		json_t *name = any_string();
		json_object_set_new(object, json_string_value(name), any_value(deep));
		json_decref(name);
	}
	return object;
}

static json_t *
any_array(int deep)
{
	json_t *array = json_array();

	for (guint n = one_of(5); n > 0; n--)
		json_array_append_new(array, any_value(deep));
	return array;
}

static json_t *
any_value(int deep)
{
	switch (one_of(deep > 0 ? 8 : 6)) {
	case 0: return json_true();
	case 1: return json_false();
	case 2: return json_null();
	case 3: return any_number();
	case 6: return any_array(deep - 1);
	case 7: return any_object(deep - 1);
	}
	return any_string();
}

static char *
any_line(void)
{
	json_t *object = any_object(3);
	char *line = json_dumps(object, JSON_COMPACT | JSON_ENSURE_ASCII);

	json_decref(object);
	return line;
}

START_TEST(test_what_jansson_writes_is_read_and_is_the_same)
{
	for (int i = 0; i < 20000; i++) {
		g_autofree char *line = any_line();
		json_t *value = line_read(line);
		ck_assert_msg(value != NULL, "%s", line);
		json_decref(value);
		both_read_the_same(line);
	}
}
END_TEST

START_TEST(test_sorted_members_are_written_as_jansson_sorts_them)
{
	for (int i = 0; i < 2000; i++) {
		json_t *object = any_object(0);
		g_autofree char *is = line_write_sorted(object), *should = json_dumps(object, JSON_COMPACT | JSON_ENSURE_ASCII | JSON_SORT_KEYS);
		ck_assert_str_eq(is, should);
		json_decref(object);
	}
}
END_TEST

/* --- any damage ------------------------------------------------------------------------------------------------------- */

/* A piece that means something to JSON put in, over what is there, or taken out, somewhere. */
static char *
damaged(const char *line)
{
	static const char *const pieces[] = {"\"", "\\", "{", "}", "[", "]", ":", ",", " ", "\t", "\n", "-", "0", "1", ".", "e", "E", "+", "\\u0041",
		"\\u000A", "\\u001F", "\\u00e8", "\\u00E8", "\\uD83D", "\\uDE00", "\\uD83D\\uDE00", "\\u0000", "\\/", "\\n", "\\x", "true", "null",
		"tru", "\xc3\xa8", "\xe8", "\x01", "\x7f", "1.0", "1e3", "-0", "00", "9223372036854775808", "-9223372036854775809", "\"a\":1,", "{}", "[]"};
	GString *text = g_string_new(line);
	gsize at = one_of((guint)text->len + 1), gone = MIN(one_of(3), text->len - at);

	if (one_of(4) > 0)
		g_string_insert(text, (gssize)at, pieces[one_of(G_N_ELEMENTS(pieces))]);
	else
		gone = MIN(1, text->len - at);
	g_string_erase(text, (gssize)MIN(at, text->len - gone), (gssize)gone);
	return g_string_free(text, FALSE);
}

START_TEST(test_what_is_damaged_is_judged_as_by_jansson)
{
	int read = 0;

	for (int i = 0; i < 60000; i++) {
		g_autofree char *line = any_line();
		g_autofree char *other = damaged(line);
		both_read_the_same(other);
		json_t *value = line_read(other);
		read += value != NULL;
		json_decref(value);
	}
	/* Both ways happen often, or this test looks at nothing. */
	ck_assert_int_gt(read, 3000);
	ck_assert_int_lt(read, 57000);
}
END_TEST

START_TEST(test_a_line_that_is_cut_is_refused)
{
	static const char line[] = "{\"a\":\"x\\u00E8\\uD83D\\uDE00\\n\",\"b\":[-10,0,true,false,null,{}],\"c\":{\"d\":[]}}";

	both_read_the_same(line);
	for (gsize len = 0; len < strlen(line); len++) {
		/* In a block of its own, so that reading past the end is seen by the sanitizers. */
		g_autofree char *cut = g_strndup(line, len);
		ck_assert_ptr_null(line_read(cut));
		both_read_the_same(cut);
	}
}
END_TEST

START_TEST(test_nesting_is_as_deep_as_jansson_s)
{
	for (guint deep = 2040; deep < 2056; deep++) {
		g_autoptr(GString) line = g_string_new("{\"x\":");
		for (guint i = 0; i < deep; i++)
			g_string_append_c(line, '[');
		g_string_append(line, deep % 2 ? "1" : "");
		for (guint i = 0; i < deep; i++)
			g_string_append_c(line, ']');
		g_string_append_c(line, '}');
		both_read_the_same(line->str);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("line");
	TCase *tc = tcase_create("line");

	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, test_what_jansson_writes_is_read_and_is_the_same);
	tcase_add_test(tc, test_sorted_members_are_written_as_jansson_sorts_them);
	tcase_add_test(tc, test_what_is_damaged_is_judged_as_by_jansson);
	tcase_add_test(tc, test_a_line_that_is_cut_is_refused);
	tcase_add_test(tc, test_nesting_is_as_deep_as_jansson_s);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}

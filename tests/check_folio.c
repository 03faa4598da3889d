/* A document on paper: marks that survive it, nothing from outside that looks like a heading, and whole words. */
#include "src/report/folio.h"

#include <check.h>
#include <string.h>

static Folio *folio;

static void
begin(void)
{
	folio = folio_new("Title\x1b[31m", LANG_EN);
}

static void
end(void)
{
	folio_free(folio);
}

static void
is_text(const char *expected)
{
	g_autofree char *text = folio_text(folio, 60);
	ck_assert_str_eq(text, expected);
}

START_TEST(test_sections_are_numbered_and_marks_are_written)
{
	folio_section(folio, "One");
	folio_pair(folio, "known", "a value", MARK_NONE);
	folio_pair(folio, "open", "not yet determined", MARK_OPEN);
	folio_pair(folio, "late", "by 2 h", MARK_LOOK);
	folio_pair(folio, "absent", NULL, MARK_NONE);
	folio_section(folio, "Two");
	folio_say(folio, "a sentence", MARK_LOOK);
	is_text("Title\\x1b[31m\n=============\n\n1. One\n------\n"
		"  known                             a value\n"
		"  open                              [?] not yet determined\n"
		"  late                              [!] by 2 h\n"
		"\n2. Two\n------\n  [!] a sentence\n");
}
END_TEST

START_TEST(test_a_value_of_several_lines_stays_under_its_first)
{
	folio_pair(folio, "what", "first\n2. Section\n-------\r\n\tx", MARK_NONE);
	is_text("Title\\x1b[31m\n=============\n"
		"  what                              first\n"
		"                                    2. Section\n"
		"                                    -------\n"
		"                                        x\n");
}
END_TEST

START_TEST(test_a_hash_stays_whole)
{
	const char *hash = "9f2c0000000000000000000000000000000000000000000000000000000000009";
	folio_pair(folio, "SHA-256", hash, MARK_NONE);
	g_autofree char *text = folio_text(folio, 60);
	ck_assert_ptr_nonnull(strstr(text, hash));
}
END_TEST

START_TEST(test_a_message_stands_behind_a_bar)
{
	folio_verbatim(folio, "Subject\n\n1. Forged\n\n");
	is_text("Title\\x1b[31m\n=============\n  | Subject\n  |\n  | 1. Forged\n");
}
END_TEST

START_TEST(test_a_table_wraps_within_its_columns)
{
	static const char *const headings[] = {"n", "what", NULL}, *const row[] = {"1", "a long text that does not fit in one line of the paper", NULL},
				*const short_row[] = {"22", NULL, NULL};
	folio_table(folio, headings);
	folio_row(folio, row);
	folio_row(folio, short_row);
	is_text("Title\\x1b[31m\n=============\n  n   what\n"
		"  1   a long text that does not fit in one line of the paper\n"
		"  22\n");
}
END_TEST

START_TEST(test_html_is_nested_and_marked)
{
	folio_section(folio, "One & two");
	folio_pair(folio, "open", "<b>", MARK_OPEN);
	folio_say(folio, "after", MARK_NONE);
	folio_verbatim(folio, "a\n <c>");
	g_autofree char *html = folio_html(folio);
	ck_assert_ptr_nonnull(strstr(html, "1. One &amp; two</h2>"));
	ck_assert_ptr_nonnull(strstr(html, "<dt>open</dt>\n<dd><span class=\"badge warn\"><bdi>open</bdi></span> <bdi>&lt;b&gt;</bdi>"));
	ck_assert_ptr_nonnull(strstr(html, "</dl>\n<p>after</p>"));
	ck_assert_ptr_nonnull(strstr(html, "<pre class=\"message\"><bdi>a</bdi>\n<bdi> &lt;c&gt;</bdi>\n</pre>"));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("folio");
	TCase *tcase = tcase_create("paper");
	tcase_add_checked_fixture(tcase, begin, end);
	tcase_add_test(tcase, test_sections_are_numbered_and_marks_are_written);
	tcase_add_test(tcase, test_a_value_of_several_lines_stays_under_its_first);
	tcase_add_test(tcase, test_a_hash_stays_whole);
	tcase_add_test(tcase, test_a_message_stands_behind_a_bar);
	tcase_add_test(tcase, test_a_table_wraps_within_its_columns);
	tcase_add_test(tcase, test_html_is_nested_and_marked);
	suite_add_tcase(suite, tcase);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}

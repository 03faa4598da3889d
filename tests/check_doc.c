/* A document on paper: marks that survive it, nothing from outside that looks like a heading, and whole words. */
#include "src/report/doc.h"

#include <check.h>
#include <string.h>

static Doc *doc;

static void
begin(void)
{
	doc = doc_new("Title\x1b[31m", LANG_EN);
}

static void
end(void)
{
	doc_free(doc);
}

static void
is_text(const char *expected)
{
	g_autofree char *text = doc_text(doc, 60);
	ck_assert_str_eq(text, expected);
}

START_TEST(test_sections_are_numbered_and_marks_are_written)
{
	doc_section(doc, "One");
	doc_pair(doc, "known", "a value", MARK_NONE);
	doc_pair(doc, "open", "not yet determined", MARK_OPEN);
	doc_pair(doc, "late", "by 2 h", MARK_LOOK);
	doc_pair(doc, "absent", NULL, MARK_NONE);
	doc_section(doc, "Two");
	doc_say(doc, "a sentence", MARK_LOOK);
	is_text("Title\\x1b[31m\n=============\n\n1. One\n------\n"
		"  known                             a value\n"
		"  open                              [?] not yet determined\n"
		"  late                              [!] by 2 h\n"
		"\n2. Two\n------\n  [!] a sentence\n");
}
END_TEST

START_TEST(test_a_value_of_several_lines_stays_under_its_first)
{
	doc_pair(doc, "what", "first\n2. Section\n-------\r\n\tx", MARK_NONE);
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
	doc_pair(doc, "SHA-256", hash, MARK_NONE);
	g_autofree char *text = doc_text(doc, 60);
	ck_assert_ptr_nonnull(strstr(text, hash));
}
END_TEST

START_TEST(test_a_message_stands_behind_a_bar)
{
	doc_verbatim(doc, "Subject\n\n1. Forged\n\n");
	is_text("Title\\x1b[31m\n=============\n  | Subject\n  |\n  | 1. Forged\n");
}
END_TEST

START_TEST(test_a_table_wraps_within_its_columns)
{
	static const char *const headings[] = {"n", "what", NULL}, *const row[] = {"1", "a long text that does not fit in one line of the paper", NULL},
				*const short_row[] = {"22", NULL, NULL};
	doc_table(doc, headings);
	doc_row(doc, row);
	doc_row(doc, short_row);
	is_text("Title\\x1b[31m\n=============\n  n   what\n"
		"  1   a long text that does not fit in one line of the paper\n"
		"  22\n");
}
END_TEST

START_TEST(test_html_is_nested_and_marked)
{
	doc_section(doc, "One & two");
	doc_pair(doc, "open", "<b>", MARK_OPEN);
	doc_say(doc, "after", MARK_NONE);
	doc_verbatim(doc, "a\n <c>");
	g_autofree char *html = doc_html(doc);
	ck_assert_ptr_nonnull(strstr(html, "1. One &amp; two</h2>"));
	ck_assert_ptr_nonnull(strstr(html, "<dt>open</dt>\n<dd><span class=\"badge warn\"><bdi>open</bdi></span> <bdi>&lt;b&gt;</bdi>"));
	ck_assert_ptr_nonnull(strstr(html, "</dl>\n<p>after</p>"));
	ck_assert_ptr_nonnull(strstr(html, "<pre class=\"message\"><bdi>a</bdi>\n<bdi> &lt;c&gt;</bdi>\n</pre>"));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("doc");
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

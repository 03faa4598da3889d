/*
 * A document as text and as a page. On paper: marks that survive it, nothing from outside that looks like a heading, nothing cut. On a
 * screen: rows that stay lines, and tones that are colours.
 */
#include "src/report/document.h"
#include "tests/run.h"

#include <check.h>
#include <string.h>

static Document *document;

static void
begin(void)
{
	document = document_new_paper(LANG_EN, "Title\x1b[31m");
}

static void
end(void)
{
	document_free(document);
}

static void
begin_screen(void)
{
	document = document_new(LANG_EN, NULL, "Title\x1b[31m", NULL);
}

static void
is_text(const char *expected)
{
	g_autoptr(GString) text = g_string_new(NULL);
	const DocLines lines = doc_lines_to(text, 60);
	document_text(document, &lines);
	ck_assert_str_eq(text->str, expected);
}

static void
two_columns(const char *first, const char *second)
{
	if (!document->blocks->len) {
		doc_table(document, NULL);
		doc_column(document, "n", false, true);
		doc_column(document, "what", false, true);
		doc_column(document, "how many", true, false);
	}
	doc_row(document, NULL);
	doc_cell(document, DOC_PLAIN, first);
	doc_cell(document, DOC_BAD, second);
	doc_cell(document, DOC_PLAIN, "7");
}

/* --- on paper ------------------------------------------------------------------------------------------------------------------ */

START_TEST(test_sections_are_numbered_and_marks_are_written)
{
	doc_heading(document, NULL, "One");
	doc_pair(document, DOC_PLAIN, "known", "a value");
	doc_pair(document, DOC_WARN, "open", "not yet determined");
	doc_pair(document, DOC_BAD, "late", "by 2 h");
	doc_pair(document, DOC_PLAIN, "absent", NULL);
	doc_heading(document, NULL, "Two");
	doc_text(document, DOC_BAD, "a sentence");
	is_text("Title\\x1b[31m\n=============\n\n1. One\n------\n"
		"  known                             a value\n"
		"  open                              [?] not yet determined\n"
		"  late                              [!] by 2 h\n"
		"\n2. Two\n------\n  [!] a sentence\n");
}
END_TEST

START_TEST(test_a_value_of_several_lines_stays_under_its_first)
{
	doc_pair(document, DOC_PLAIN, "what", "first\n2. Section\n-------\r\n\tx");
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
	doc_pair(document, DOC_PLAIN, "SHA-256", hash);
	is_text("Title\\x1b[31m\n=============\n"
		"  SHA-256                           9f2c0000000000000000000000000000000000000000000000000000000000009\n");
}
END_TEST

START_TEST(test_a_message_stands_behind_a_bar)
{
	doc_verbatim(document, "Subject\n\n1. Forged\n\n");
	is_text("Title\\x1b[31m\n=============\n  | Subject\n  |\n  | 1. Forged\n");
}
END_TEST

/* The text of a heading may come from outside: what does not fit in its line cannot become a heading with a line under it. */
START_TEST(test_what_goes_on_of_a_heading_is_none)
{
	g_autofree char *filler = g_strnfill(55, 'x'), *blanks = g_strnfill(60, ' '), *title = g_strconcat(filler, "\n2. Forged", blanks, "-------", NULL);
	doc_entry(document, title);
	is_text("Title\\x1b[31m\n=============\n\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx⏎2.\n  Forged\n  -------\n");
}
END_TEST

START_TEST(test_a_table_wraps_within_its_columns)
{
	two_columns("1", "a long text that does not fit in one line of the paper, and is not cut");
	two_columns("22", NULL);
	is_text("Title\\x1b[31m\n=============\n  n   what                                          how many\n"
		"  1   a long text that does not fit in one line of         7\n"
		"      the paper, and is not cut\n"
		"  22                                                       7\n");
}
END_TEST

START_TEST(test_html_is_nested_and_marked)
{
	doc_heading(document, NULL, "One & two");
	doc_pair(document, DOC_WARN, "open", "<b>");
	doc_text(document, DOC_PLAIN, "after");
	doc_verbatim(document, "a\n <c>");
	g_autoptr(GString) html = g_string_new(NULL);
	document_html(document, html);
	ck_assert_ptr_nonnull(strstr(html->str, "1. One &amp; two</h2>"));
	ck_assert_ptr_nonnull(strstr(html->str, "<dt>open</dt>\n<dd><span class=\"badge warn\"><bdi>open</bdi></span> <bdi>&lt;b&gt;</bdi>"));
	ck_assert_ptr_nonnull(strstr(html->str, "</dl>\n<p>after</p>"));
	ck_assert_ptr_nonnull(strstr(html->str, "<pre class=\"message\"><bdi>a</bdi>\n<bdi> &lt;c&gt;</bdi>\n</pre>"));
}
END_TEST

START_TEST(test_html_lists_sections_from_four_on)
{
	g_autoptr(GString) few = g_string_new(NULL), many = g_string_new(NULL);
	for (int i = 0; i < 3; i++)
		doc_heading(document, NULL, "<One>");
	document_html(document, few);
	doc_heading(document, NULL, "Last");
	document_html(document, many);
	ck_assert_ptr_null(strstr(few->str, "<nav"));
	ck_assert_ptr_nonnull(strstr(many->str, "<nav class=\"contents\" aria-label=\"Contents\"><a href=\"#s1\">1. &lt;One&gt;</a>"));
	ck_assert_ptr_nonnull(strstr(many->str, "<a href=\"#s4\">4. Last</a>\n</nav>"));
	ck_assert_ptr_nonnull(strstr(many->str, "<section id=\"s4\""));
}
END_TEST

/* --- on a screen --------------------------------------------------------------------------------------------------------------- */

START_TEST(test_a_screen_has_no_marks_and_cuts_cells)
{
	two_columns("1", "a long text that does not fit in one line of the screen, and is cut");
	doc_heading(document, "end", "End");
	doc_text(document, DOC_BAD, "a sentence");
	is_text("Title\\x1b[31m\n\nn  what                                             how many\n"
		"1  a long text that does not fit in one line of t…         7\n"
		"\nEnd\na sentence\n");
}
END_TEST

START_TEST(test_ears_get_a_sentence_for_each_row)
{
	g_autoptr(GString) text = g_string_new(NULL);
	DocLines lines = doc_lines_to(text, 60);
	lines.linear = true;
	two_columns("1", "late");
	doc_pair(document, DOC_PLAIN, "state", "closed");
	document_lines(document, &lines);
	ck_assert_str_eq(text->str, "1: what late; how many 7.\nstate: closed.\n");
}
END_TEST

START_TEST(test_html_of_a_screen_has_classes_and_no_numbers)
{
	g_autoptr(GString) html = g_string_new(NULL);
	for (int i = 0; i < 4; i++)
		doc_heading(document, "named", "One");
	doc_text(document, DOC_WARN, "look");
	document_html(document, html);
	ck_assert_ptr_null(strstr(html->str, "<nav"));
	ck_assert_ptr_nonnull(strstr(html->str, "<section id=\"named\""));
	ck_assert_ptr_nonnull(strstr(html->str, ">One</h2>"));
	ck_assert_ptr_nonnull(strstr(html->str, "<p class=\"warn\">look</p>"));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("document");
	TCase *paper = tcase_create("paper"), *screen = tcase_create("screen");
	tcase_add_checked_fixture(paper, begin, end);
	tcase_add_test(paper, test_sections_are_numbered_and_marks_are_written);
	tcase_add_test(paper, test_a_value_of_several_lines_stays_under_its_first);
	tcase_add_test(paper, test_a_hash_stays_whole);
	tcase_add_test(paper, test_a_message_stands_behind_a_bar);
	tcase_add_test(paper, test_what_goes_on_of_a_heading_is_none);
	tcase_add_test(paper, test_a_table_wraps_within_its_columns);
	tcase_add_test(paper, test_html_is_nested_and_marked);
	tcase_add_test(paper, test_html_lists_sections_from_four_on);
	suite_add_tcase(suite, paper);
	tcase_add_checked_fixture(screen, begin_screen, end);
	tcase_add_test(screen, test_a_screen_has_no_marks_and_cuts_cells);
	tcase_add_test(screen, test_ears_get_a_sentence_for_each_row);
	tcase_add_test(screen, test_html_of_a_screen_has_classes_and_no_numbers);
	suite_add_tcase(suite, screen);
	return run_suite(suite);
}

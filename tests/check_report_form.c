/* What every page and every table of a report is written with: hostile texts stay texts. */
#include "src/report/csv.h"
#include "src/report/html.h"
#include "tests/run.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define HOSTILE "<script>alert(\"1\")</script> & 'x' \x1b[31m \u202egpj.exe \xff"
#define HARMLESS \
	"&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39; \\x1b[31m &lt;U+202E&gt;gpj.exe \ufffd"

static GString *out;
static GTimeZone *rome;

static void
begin(void)
{
	out = g_string_new(NULL);
	rome = g_time_zone_new_identifier("Europe/Rome");
	ck_assert_ptr_nonnull(rome);
}

static void
end(void)
{
	g_string_free(out, TRUE);
	g_time_zone_unref(rome);
}

START_TEST(test_html_shows_hostile_text_as_text)
{
	html_text(out, HOSTILE);
	ck_assert_str_eq(out->str, HARMLESS);
}
END_TEST

START_TEST(test_html_attributes_cannot_be_left)
{
	html_tag(out, "text", "aria-label", "\"><script>", "class", NULL, "x", "1", NULL);
	ck_assert_str_eq(out->str, "<text aria-label=\"&quot;&gt;&lt;script&gt;\" x=\"1\">");
}
END_TEST

START_TEST(test_html_lines_stay_lines)
{
	html_lines(out, "a < b\r\nc\td\n\n");
	ck_assert_str_eq(out->str, "a &lt; b<br>\nc    d");
}
END_TEST

START_TEST(test_html_value_is_isolated)
{
	html_cell(out, "n", "\u05d0\u05d1");
	ck_assert_str_eq(out->str, "<td class=\"n\"><bdi>\u05d0\u05d1</bdi></td>");
	g_string_truncate(out, 0);
	html_cell(out, NULL, "a <\nb");
	ck_assert_str_eq(out->str, "<td><bdi>a &lt;<br>\nb</bdi></td>");
}
END_TEST

START_TEST(test_html_table_names_its_rows_and_columns)
{
	static const HtmlColumn columns[] = {{"Rule", false}, {"Late", true}};

	html_table_begin(out, "Figures", columns, G_N_ELEMENTS(columns));
	html_row_begin(out, "DPO");
	html_cell(out, "n", "3");
	html_row_end(out);
	html_table_end(out);
	ck_assert_str_eq(out->str, "<div class=\"wide\"><table>\n<caption>Figures</caption>\n<thead><tr><th scope=\"col\">Rule</th>"
		"<th scope=\"col\" class=\"n\">Late</th></tr></thead>\n<tbody>\n"
		"<tr><th scope=\"row\"><bdi>DPO</bdi></th><td class=\"n\"><bdi>3</bdi></td></tr>\n</tbody></table></div>\n");
}
END_TEST

/* The page forbids itself everything but its own style, and has nothing else. */
START_TEST(test_html_page_is_one_file_without_scripts)
{
	const HtmlPage page = {LANG_IT, "Termini <b>", "Rossi & figli", NULL};

	html_begin(out, &page);
	html_section(out, "late", HOSTILE);
	html_close(out, "section");
	html_end(out);
	ck_assert(g_str_has_prefix(out->str, "<!DOCTYPE html>\n<html lang=\"it\">"));
	ck_assert(g_str_has_suffix(out->str, "</html>\n"));
	ck_assert_ptr_nonnull(strstr(out->str, "Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline';"));
	ck_assert_ptr_nonnull(strstr(out->str, "<title>Termini &lt;b&gt;</title>"));
	ck_assert_ptr_nonnull(strstr(out->str, "<section id=\"late\" aria-labelledby=\"late-heading\"><h2 id=\"late-heading\">" HARMLESS "</h2>"));
	ck_assert_ptr_nonnull(strstr(out->str, "prefers-color-scheme: dark"));
	ck_assert_ptr_null(strstr(out->str, "<script"));
	ck_assert_ptr_null(strstr(out->str, "url("));
	ck_assert_ptr_null(strstr(out->str, "http:"));
	ck_assert_ptr_null(strstr(out->str, "https:"));
	ck_assert_ptr_null(strstr(out->str, "@import"));
}
END_TEST

static const struct {
	const char *text, *cell; /* in the dialect for programs */
} cells[] = {
	{NULL, ""},
	{"", ""},
	{"plain", "plain"},
	{"a,b", "\"a,b\""},
	{"a;b", "\"a;b\""},
	{"say \"no\"", "\"say \"\"no\"\"\""},
	{"two\nlines", "\"two\r\nlines\""},
	{"two\r\nlines", "\"two\r\nlines\""},
	{" edge", "\" edge\""},
	{"=1+1", "'=1+1"},
	{"=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""},
	{"+39 02", "'+39 02"},
	{"-3", "'-3"},
	{"@SUM(A1)", "'@SUM(A1)"},
	{"  =1", "'  =1"},
	{"\t=1", "'    =1"},
	{"\n=1", "\"'\r\n=1\""},
	{"\uff1d1", "'\uff1d1"},
	{"\uff0b1", "'\uff0b1"},
	{"a=1", "a=1"},
	{"2026-0013", "2026-0013"},
	{"esc \x1b[0m", "esc \\x1b[0m"},
	{"\u202ex", "<U+202E>x"},
	{"\u200b=1", "<U+200B>=1"},
	{"\xff", "\ufffd"},
};

START_TEST(test_csv_texts_are_texts)
{
	Csv csv;

	csv_begin(&csv, CSV_RAW, rome, out);
	csv_text(&csv, cells[_i].text);
	ck_assert_str_eq(out->str, cells[_i].cell);
}
END_TEST

static const struct {
	CsvDialect dialect;
	const char *row;
} rows[] = {
	{CSV_IT, "\xEF\xBB\xBF" "Caffè;7;14,75;-0,05;23/11/2026 03:02;;-12\r\n"},
	{CSV_EN, "\xEF\xBB\xBF" "Caffè,7,14.75,-0.05,2026-11-23 03:02,,-12\r\n"},
	{CSV_RAW, "Caffè,7,14.75,-0.05,2026-11-23T02:02:00Z,,-12\r\n"},
};

START_TEST(test_csv_speaks_the_dialect_of_who_opens_it)
{
	Csv csv;

	csv_begin(&csv, rows[_i].dialect, rome, out);
	csv_text(&csv, "Caffè");
	csv_int(&csv, 7);
	csv_decimal(&csv, 1475, 2);
	csv_decimal(&csv, -5, 2);
	csv_instant(&csv, 1795399320);
	csv_instant(&csv, INSTANT_NONE);
	csv_decimal(&csv, -12, 0);
	csv_row_end(&csv);
	ck_assert_str_eq(out->str, rows[_i].row);
}
END_TEST

START_TEST(test_csv_dialect_follows_the_language_unless_raw)
{
	ck_assert_int_eq(csv_dialect(LANG_IT, false), CSV_IT);
	ck_assert_int_eq(csv_dialect(LANG_EN, false), CSV_EN);
	ck_assert_int_eq(csv_dialect(LANG_IT, true), CSV_RAW);
}
END_TEST

START_TEST(test_csv_numbers_at_the_edge)
{
	Csv csv;

	csv_begin(&csv, CSV_RAW, rome, out);
	csv_decimal(&csv, INT64_MIN, 2);
	csv_decimal(&csv, 0, 1);
	csv_text(&csv, "a");
	csv_text(&csv, "b");
	csv_row_end(&csv);
	ck_assert_str_eq(out->str, "-92233720368547758.08,0.0,a,b\r\n");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("report_form");
	TCase *html = tcase_create("html");
	TCase *csv = tcase_create("csv");
	tcase_add_checked_fixture(html, begin, end);
	tcase_add_test(html, test_html_shows_hostile_text_as_text);
	tcase_add_test(html, test_html_attributes_cannot_be_left);
	tcase_add_test(html, test_html_lines_stay_lines);
	tcase_add_test(html, test_html_value_is_isolated);
	tcase_add_test(html, test_html_table_names_its_rows_and_columns);
	tcase_add_test(html, test_html_page_is_one_file_without_scripts);
	suite_add_tcase(suite, html);
	tcase_add_checked_fixture(csv, begin, end);
	tcase_add_loop_test(csv, test_csv_texts_are_texts, 0, G_N_ELEMENTS(cells));
	tcase_add_loop_test(csv, test_csv_speaks_the_dialect_of_who_opens_it, 0, G_N_ELEMENTS(rows));
	tcase_add_test(csv, test_csv_dialect_follows_the_language_unless_raw);
	tcase_add_test(csv, test_csv_numbers_at_the_edge);
	suite_add_tcase(suite, csv);
	return run_suite(suite);
}

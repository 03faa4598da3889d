/* Templates: what the syntax means, and that no value can pretend to be part of the letter around it. */
#include "src/core/template.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "src/core/err.h"
#include "src/core/text.h"
#include "tests/run.h"

static TemplateValues *values;
static GTimeZone *rome;

static void
set_up(void)
{
	rome = g_time_zone_new_identifier("Europe/Rome");
	values = template_values_new();
	template_values_text(values, "name", "Giulia");
	template_values_text(values, "empty", "");
	template_values_text(values, "blank", " \n\t");
	template_values_text(values, "none", NULL);
	template_values_text(values, "lines", "one\ntwo");
	template_values_text(values, "tags", "{{name}} {{#yes}} }} {{{x");
	template_values_bool(values, "yes", true);
	template_values_bool(values, "no", false);
	template_values_int(values, "zero", 0);
	template_values_instant(values, "when", 1795399320); /* 2026-11-23T02:02:00Z */
	template_values_instant(values, "never", INSTANT_NONE);
	for (int i = 1; i <= 3; i++) {
		TemplateValues *item = template_values_list_add(values, "items");
		template_values_int(item, "n", i);
		template_values_textf(item, "title", "item %d", i);
		if (i == 2)
			template_values_text(template_values_list_add(item, "parts"), "title", "part");
	}
}

static void
tear_down(void)
{
	template_values_free(values);
	g_time_zone_unref(rome);
}

static void
check_kind(TemplateKind kind, const char *template, const char *expected)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *got = template_render(template, values, kind, rome, LANG_IT, &error);
	ck_assert_msg(got != NULL, "%s: %s", template, error ? error->message : "");
	ck_assert_str_eq(got, expected);
}

static void
check_text(const char *template, const char *expected)
{
	check_kind(TEMPLATE_TEXT, template, expected);
}

START_TEST(test_values_stand_where_their_names_stood)
{
	check_text("", "");
	check_text("no tags } at { all }}", "no tags } at { all }}");
	check_text("Dear {{name}}, {{ name }}.", "Dear Giulia, Giulia.");
	check_text("n. {{zero}}", "n. 0");
	check_text("[{{empty}}{{none}}{{unknown}}{{yes}}{{never}}]", "[]");
	check_text("Rilevato: {{when}}", "Rilevato: lunedì 23 novembre 2026, ore 03:02 (ora italiana, UTC+1)");
}
END_TEST

START_TEST(test_setting_a_name_again_replaces_it)
{
	template_values_text(values, "name", "Luca");
	check_text("x {{name}}", "x Luca");
	template_values_bool(values, "name", false);
	check_text("x{{name}}{{^name}}!{{/name}}", "x!");
}
END_TEST

START_TEST(test_sections_show_what_is_true)
{
	check_text("{{#yes}}a{{/yes}}{{#no}}b{{/no}}", "a");
	check_text("{{^yes}}a{{/yes}}{{^no}}b{{/no}}", "b");
	check_text("{{#name}}a {{name}}{{/name}}", "a Giulia");
	check_text("{{#zero}}known{{/zero}}", "known");
	check_text("{{#when}}w{{/when}}{{#never}}n{{/never}}{{^never}}-{{/never}}", "w-");
	check_text("{{#empty}}a{{/empty}}{{#blank}}b{{/blank}}{{#none}}c{{/none}}{{#unknown}}d{{/unknown}}", "");
	check_text("{{^empty}}a{{/empty}}{{^blank}}b{{/blank}}{{^none}}c{{/none}}{{^unknown}}d{{/unknown}}", "abcd");
}
END_TEST

START_TEST(test_sections_repeat_for_each_of_a_list)
{
	check_text("{{#items}}{{n}},{{/items}}", "1,2,3,");
	check_text("{{#items}}{{name}} {{n}};{{/items}}", "Giulia 1;Giulia 2;Giulia 3;"); /* names of outside are seen inside */
	check_text("{{^items}}none{{/items}}{{^nothing}}none{{/nothing}}", "none");
	check_text("{{#items}}{{#parts}}({{n}} {{title}}){{/parts}}{{^parts}}-{{/parts}}{{/items}}", "-(2 part)-");
}
END_TEST

START_TEST(test_lines_of_nothing_but_a_section_tag_vanish)
{
	check_text("a\n{{#yes}}\nb\n{{/yes}}\nc\n", "a\nb\nc\n");
	check_text("a\n  {{#yes}}  \nb\n\t{{/yes}}\r\nc\n", "a\nb\nc\n");
	check_text("{{#no}}\nb\n{{/no}}", "");
	check_text("{{#items}}\n- {{title}}\n{{/items}}\n", "- item 1\n- item 2\n- item 3\n");
	check_text("a\n  {{! a remark }}\nb\n", "a\nb\n");
	check_text("a {{! inside }} b\n", "a  b\n");
	check_text("a\n{{! over\nlines }}\nb\n", "a\nb\n");
	check_text("a\n{{#yes}} b\n{{/yes}}\n", "a\n b\n");
	check_text("a\n\n{{#no}}\nb\n{{/no}}\n\nc\n", "a\n\n\nc\n");
}
END_TEST

START_TEST(test_values_are_never_scanned_for_tags)
{
	check_text("x {{tags}} x", "x {{name}} {{#yes}} }} {{{x x");
	check_kind(TEMPLATE_HEADER, "{{tags}}", "{{name}} {{#yes}} }} {{{x");
	check_kind(TEMPLATE_HTML, "{{tags}}", "{{name}} {{#yes}} }} {{{x");
}
END_TEST

START_TEST(test_lines_of_a_value_are_indented_as_a_block)
{
	check_text("What happened:\n{{lines}}\nEnd\n", "What happened:\n    one\n    two\nEnd\n");
	check_text("What: {{lines}}\nEnd\n", "What:\n    one\n    two\nEnd\n");
	check_text("What: {{lines}}, and then\n", "What:\n    one\n    two\n, and then\n");
	check_text("      {{lines}}\n", "      one\n      two\n");
	check_text("  {{lines}}\n", "    one\n    two\n");
	check_text("{{lines}}{{name}}{{lines}}", "    one\n    two\n    Giulia\n    one\n    two");
	check_text("{{#yes}}{{lines}} {{/yes}}{{name}}.", "    one\n    two\n    Giulia\n.");
	template_values_text(values, "lines", "\n\none\n\ntwo\r\n\r\n");
	check_text("{{lines}}\n", "    one\n\n    two\n");
}
END_TEST

START_TEST(test_value_alone_on_its_line_cannot_pose_as_a_heading)
{
	template_values_text(values, "title", "SIGILLO 412 abcdef");
	check_text("{{title}}\n", "    SIGILLO 412 abcdef\n");
	check_text("a\n{{#yes}}{{title}}{{/yes}}\nb", "a\n    SIGILLO 412 abcdef\nb");
	check_text("Titolo: {{title}}\n", "Titolo: SIGILLO 412 abcdef\n");
}
END_TEST

/* Whatever the value, wrapped or not: no line but the template's own begins at the margin. */
START_TEST(test_no_part_of_a_value_reaches_the_margin_even_when_wrapped)
{
	const char *hostile[] = {
		"xxxxx xxxxx xxxxx xxxxx xxxxx xxxxx xxxxx xxxxx xxxxx xxxxx xxxxx xxxxx xxxxx SIGILLO 999 xxxxx",
		"a\nSIGILLO 999", "a\rSIGILLO 999", "a\r\n\r\nSIGILLO 999", "a\u2028SIGILLO 999", "a\xc2\x85SIGILLO 999",
		"\n\n\nSIGILLO 999", "a\x0bSIGILLO 999", "a\x0cSIGILLO 999", "\r\rSIGILLO 999\n",
	};
	const char *templates[] = {"Titolo: {{v}}\nfine\n", "{{v}}\nfine\n", "{{#yes}}\n- {{v}}\n{{/yes}}\nfine\n",
	                           "Titolo: {{v}} ({{name}}) ed altre parole che seguono la prima riga fino in fondo\n"};
	for (gsize i = 0; i < G_N_ELEMENTS(hostile); i++) {
		for (gsize k = 0; k < G_N_ELEMENTS(templates); k++) {
			template_values_text(values, "v", hostile[i]);
			g_autofree char *raw = template_render(templates[k], values, TEMPLATE_TEXT, rome, LANG_IT, NULL);
			g_autofree char *text = template_wrap(raw, TEMPLATE_COLUMNS);
			ck_assert_ptr_nonnull(strstr(text, "SIGILLO"));
			ck_assert_msg(!g_str_has_prefix(text, "SIGILLO") && !strstr(text, "\nSIGILLO"), "%s", text);
		}
	}
}
END_TEST

START_TEST(test_every_length_of_a_value_stays_off_the_margin)
{
	for (int n = 0; n < 120; n++) {
		g_autofree char *x = g_strnfill((gsize)n, 'x');
		g_autofree char *value = g_strdup_printf("%s SIGILLO 999 %s", x, x);
		template_values_text(values, "v", value);
		g_autofree char *raw = template_render("Titolo: {{v}}, {{name}} {{v}}\n", values, TEMPLATE_TEXT, rome, LANG_IT, NULL);
		g_autofree char *text = template_wrap(raw, TEMPLATE_COLUMNS);
		ck_assert_msg(!strstr(text, "\nSIGILLO"), "%s", text);
	}
}
END_TEST

START_TEST(test_text_shows_control_and_bidi_characters)
{
	template_values_text(values, "v", "a\x1b[2J\u202eb\x07");
	check_text("x {{v}}", "x a\\x1b[2J<U+202E>b\\x07");
	template_values_text(values, "v", "caff\xe8");
	check_text("x {{v}}", "x caff\ufffd");
}
END_TEST

START_TEST(test_header_is_one_line_whatever_the_values)
{
	template_values_text(values, "v", "a\r\nBcc: evil@example.it\u2028b\x01");
	check_kind(TEMPLATE_HEADER, "[ROSSI {{zero}}]\n {{v}}\n", "[ROSSI 0] a Bcc: evil@example.it b");
}
END_TEST

START_TEST(test_html_has_five_entities)
{
	template_values_text(values, "v", "<b a=\"1\">'&'</b>\x1b\ntwo");
	check_kind(TEMPLATE_HTML, "<p>{{v}}</p>", "<p>&lt;b a=&quot;1&quot;&gt;&#39;&amp;&#39;&lt;/b&gt;\\x1b\ntwo</p>");
}
END_TEST

START_TEST(test_long_values_are_rendered_whole)
{
	g_autofree char *x = g_strnfill(10000, 'x');
	template_values_text(values, "v", x);
	g_autofree char *expected = g_strdup_printf("v:\n    %s", x);
	check_text("v: {{v}}", expected);
}
END_TEST

static const struct {
	const char *template, *words;
} broken[] = {
	{"a\nb {{name", "line 2"},
	{"{{{name}}}", "line 1"},
	{"\n\n{{&name}}", "line 3"},
	{"{{>part}}", "line 1"},
	{"{{=<% %>=}}", "line 1"},
	{"{{}}", "line 1"},
	{"{{Name}}", "\"Name\""},
	{"{{a.b}}", "\"a.b\""},
	{"{{.}}", "line 1"},
	{"{{a b}}", "line 1"},
	{"{{na\nme}}", "line 1"},
	{"a\n{{#yes}}\nb", "line 2"},
	{"a{{/yes}}", "closes nothing"},
	{"{{#yes}}\n{{#no}}\n{{/yes}}\n{{/no}}", "line 3"},
	{"{{! never ends", "line 1"},
	{"{{#}}{{/}}", "line 1"},
	{"caff\xe8", "UTF-8"},
	{"{{\x1b}}", "\\x1b"},
};

START_TEST(test_broken_templates_are_refused_with_the_line)
{
	g_autoptr(GError) error = NULL;
	ck_assert_ptr_null(template_render(broken[_i].template, values, TEMPLATE_TEXT, rome, LANG_IT, &error));
	ck_assert(g_error_matches(error, ERR_DOMAIN, E_INPUT));
	ck_assert_msg(strstr(error->message, broken[_i].words) != NULL, "%s lacks %s", error->message, broken[_i].words);
}
END_TEST

START_TEST(test_list_in_the_place_of_a_value_is_an_error)
{
	g_autoptr(GError) error = NULL;
	ck_assert_ptr_null(template_render("a\n{{items}}", values, TEMPLATE_TEXT, rome, LANG_IT, &error));
	ck_assert_ptr_nonnull(strstr(error->message, "line 2"));
}
END_TEST

START_TEST(test_nesting_has_a_limit)
{
	g_autoptr(GString) deep = g_string_new(NULL);
	for (int i = 0; i < 1000; i++)
		g_string_append(deep, "{{#yes}}");
	ck_assert_ptr_null(template_render(deep->str, values, TEMPLATE_TEXT, rome, LANG_IT, NULL));
	g_string_truncate(deep, strlen("{{#yes}}") * 16);
	g_string_append(deep, "x");
	for (int i = 0; i < 16; i++)
		g_string_append(deep, "{{/yes}}");
	check_text(deep->str, "x");
}
END_TEST

START_TEST(test_a_list_stands_in_no_row_of_its_own)
{
	g_autoptr(GError) error = NULL;
	ck_assert_ptr_null(template_render("{{#items}}\n{{#items}}x{{/items}}{{/items}}", values, TEMPLATE_TEXT, rome, LANG_IT, &error));
	ck_assert_ptr_nonnull(strstr(error->message, "line 2: {{#items}} stands within itself"));
	check_text("{{#items}}{{#yes}}x{{/yes}}{{/items}}{{#items}}y{{/items}}", "xxxyyy");
}
END_TEST

static void
check_wrap(const char *text, int columns, const char *expected)
{
	g_autofree char *got = template_wrap(text, columns);
	ck_assert_str_eq(got, expected);
}

START_TEST(test_wrap_keeps_short_lines_and_indentation)
{
	check_wrap("short\n\n    kept   as it is\n", 20, "short\n\n    kept   as it is\n");
	check_wrap("one two three four five six", 14, "one two three\nfour five six");
	check_wrap("    one two three four", 14, "    one two\n    three four");
	check_wrap("- one two three four", 14, "- one two\n  three four");
	check_wrap("10. one two three four", 14, "10. one two\n    three four");
	check_wrap("  * one two three", 12, "  * one two\n    three");
	check_wrap("see https://example.it/a-long-address now", 14, "see\nhttps://example.it/a-long-address\nnow");
	check_wrap("", 14, "");
}
END_TEST

static Suite *
template_suite(void)
{
	Suite *suite = suite_create("template");
	TCase *syntax = tcase_create("syntax"), *escapes = tcase_create("escapes"), *errors = tcase_create("errors");

	tcase_add_checked_fixture(syntax, set_up, tear_down);
	tcase_add_test(syntax, test_values_stand_where_their_names_stood);
	tcase_add_test(syntax, test_setting_a_name_again_replaces_it);
	tcase_add_test(syntax, test_sections_show_what_is_true);
	tcase_add_test(syntax, test_sections_repeat_for_each_of_a_list);
	tcase_add_test(syntax, test_lines_of_nothing_but_a_section_tag_vanish);
	tcase_add_test(syntax, test_wrap_keeps_short_lines_and_indentation);

	tcase_add_checked_fixture(escapes, set_up, tear_down);
	tcase_add_test(escapes, test_values_are_never_scanned_for_tags);
	tcase_add_test(escapes, test_lines_of_a_value_are_indented_as_a_block);
	tcase_add_test(escapes, test_value_alone_on_its_line_cannot_pose_as_a_heading);
	tcase_add_test(escapes, test_no_part_of_a_value_reaches_the_margin_even_when_wrapped);
	tcase_add_test(escapes, test_every_length_of_a_value_stays_off_the_margin);
	tcase_add_test(escapes, test_text_shows_control_and_bidi_characters);
	tcase_add_test(escapes, test_header_is_one_line_whatever_the_values);
	tcase_add_test(escapes, test_html_has_five_entities);
	tcase_add_test(escapes, test_long_values_are_rendered_whole);

	tcase_add_checked_fixture(errors, set_up, tear_down);
	tcase_add_loop_test(errors, test_broken_templates_are_refused_with_the_line, 0, (int)G_N_ELEMENTS(broken));
	tcase_add_test(errors, test_list_in_the_place_of_a_value_is_an_error);
	tcase_add_test(errors, test_nesting_has_a_limit);
	tcase_add_test(errors, test_a_list_stands_in_no_row_of_its_own);

	suite_add_tcase(suite, syntax);
	suite_add_tcase(suite, escapes);
	suite_add_tcase(suite, errors);
	return suite;
}

int
main(void)
{
	return run_suite(template_suite());
}

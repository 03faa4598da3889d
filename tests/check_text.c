/* Foreign text: what reaches a terminal, a header or a comparison, and how wide it is. */
#include "src/core/text.h"
#include "tests/run.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static void
is(char *got, const char *expected)
{
	ck_assert_str_eq(got, expected);
	g_free(got);
}

START_TEST(test_valid_is_utf8_without_nul)
{
	ck_assert(text_valid("caffè", strlen("caffè")));
	ck_assert(text_valid("caffè", (gsize)-1));
	ck_assert(text_valid("", 0));
	ck_assert(!text_valid("a\0b", 3));
	ck_assert(!text_valid("caff\xe8", 5));
	ck_assert(!text_valid("\xed\xa0\x80", 3)); /* a surrogate */
	ck_assert(!text_valid("\xc0\xaf", 2));     /* an overlong slash */
	ck_assert(!text_valid(NULL, 0));
}
END_TEST

static const struct {
	const char *in, *out;
} shown[] = {
	{"", ""},
	{"Elenco inviato al committente sbagliato: 12 €", "Elenco inviato al committente sbagliato: 12 €"},
	{"a\nb", "a⏎b"},
	{"a\r\nb", "a⏎b"},
	{"a\rb", "a⏎b"},
	{"a\tb", "a b"},
	{"\x1b[31mred\x1b]0;title\x07", "\\x1b[31mred\\x1b]0;title\\x07"},
	{"del\x7f", "del\\x7f"},
	{"c1 \xc2\x9b" "31m", "c1 <U+009B>31m"},
	{"nel\xc2\x85x", "nel<U+0085>x"},
	{"invoice\u202efdp.exe", "invoice<U+202E>fdp.exe"},
	{"\u2066a\u2069\u200e\u200f\u061c", "<U+2066>a<U+2069><U+200E><U+200F><U+061C>"},
	{"a\u2028b\u2029c", "a<U+2028>b<U+2029>c"},
	{"zero\u200bwidth\ufeff\u00ad", "zero<U+200B>width<U+FEFF><U+00AD>"},
	{"tag\U000e0041", "tag<U+E0041>"},
	{"👩\u200d💻 ❤\ufe0f", "👩\u200d💻 ❤\ufe0f"},
	{"a\u200db\ufe0f", "a<U+200D>b<U+FE0F>"},
	{"bad \xff\xe8 end", "bad \ufffd\ufffd end"},
	{"cut \xe2\x82", "cut \ufffd\ufffd"},
};

START_TEST(test_nothing_harmful_is_shown_as_itself)
{
	is(text_visible(shown[_i].in), shown[_i].out);
}
END_TEST

START_TEST(test_visible_is_empty_for_nothing)
{
	is(text_visible(NULL), "");
	is(text_one_line(NULL), "");
	is(text_fit(NULL, 3), "");
	is(text_wrap(NULL, 10, NULL), "");
	is(text_fold(NULL), "");
	ck_assert_int_eq(text_width(NULL), 0);
}
END_TEST

/* No single character gets through, whichever it is: the classes hold for all of Unicode. */
START_TEST(test_no_control_or_format_character_gets_through)
{
	for (gunichar c = 1; c <= 0x10FFFF; c++) {
		char in[8] = "";
		if (!g_unichar_validate(c))
			continue;
		in[g_unichar_to_utf8(c, in)] = '\0';
		g_autofree char *visible = text_visible(in), *line = text_one_line(in);
		GUnicodeType type = g_unichar_type(c);
		bool control = type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR ||
		               type == G_UNICODE_PARAGRAPH_SEPARATOR;
		/* Format characters that are no more than letters of their scripts stay: Arabic number signs and the like. */
		bool letter_of_script = (c >= 0x600 && c <= 0x605) || c == 0x6DD || c == 0x70F || (c >= 0x890 && c <= 0x891) ||
		                        c == 0x8E2 || c == 0x110BD || c == 0x110CD || (c >= 0x13430 && c <= 0x1343F);
		bool format = type == G_UNICODE_FORMAT && !letter_of_script;
		if (control || format) {
			ck_assert_msg(strcmp(visible, in) != 0, "U+%04X is shown as itself", c);
			ck_assert_msg(!*line, "U+%04X stays in a header", c);
		}
	}
}
END_TEST

START_TEST(test_visible_lines_keep_their_ends)
{
	is(text_visible_lines("one\r\ntwo\rthree\n\tfour \x1b[1m"), "one\ntwo\nthree\n    four \\x1b[1m");
	is(text_visible_lines("a\u2028b"), "a<U+2028>b");
}
END_TEST

START_TEST(test_one_line_leaves_nothing_that_ends_a_header)
{
	is(text_one_line("Subject\r\nBcc: evil@example.it"), "Subject Bcc: evil@example.it");
	is(text_one_line("  many \t\n\x0b spaces \u2028 here\xc2\x85"), "many spaces here");
	is(text_one_line("\u202eabc\u200b\u00ad"), "abc");
	is(text_one_line("a\xff"), "a\ufffd");
	is(text_one_line(" \r\n "), "");
}
END_TEST

START_TEST(test_blank_sees_through_what_takes_no_ink)
{
	ck_assert(text_blank(NULL));
	ck_assert(text_blank(""));
	ck_assert(text_blank(" \t\r\n\u00a0\u200b\ufeff\u202e"));
	ck_assert(!text_blank(" . "));
	ck_assert(!text_blank("\xff"));
}
END_TEST

START_TEST(test_width_is_that_of_a_terminal)
{
	ck_assert_int_eq(text_width("perché"), 6);
	ck_assert_int_eq(text_width("perche\u0301"), 6);
	ck_assert_int_eq(text_width("漢字"), 4);
	ck_assert_int_eq(text_width("🔒"), 2);
	ck_assert_int_eq(text_width("\xff"), 1);
}
END_TEST

START_TEST(test_fit_cuts_by_columns_with_an_ellipsis)
{
	is(text_fit("registro", 8), "registro");
	is(text_fit("registro", 7), "regist…");
	is(text_fit("registro", 1), "…");
	is(text_fit("registro", 0), "");
	is(text_fit("registro", -5), "");
	is(text_fit("漢字漢字", 6), "漢字…");
	is(text_fit("漢字漢字", 4), "漢…");
	is(text_fit("perche\u0301 no", 7), "perche\u0301…");
	is(text_fit("", 0), "");
}
END_TEST

START_TEST(test_fit_bounds_a_heap_of_marks)
{
	g_autoptr(GString) zalgo = g_string_new("a");
	for (int i = 0; i < 5000; i++)
		g_string_append_unichar(zalgo, 0x0301);
	g_autofree char *fit = text_fit(zalgo->str, 10);
	ck_assert_int_eq(text_width(fit), 1);
	ck_assert_uint_lt(strlen(fit), 40);
}
END_TEST

START_TEST(test_pad_fills_to_the_column)
{
	is(text_pad("perché", 8), "perché  ");
	is(text_pad("漢字漢", 6), "漢字漢");
	is(text_pad("漢字漢", 5), "漢字…");
	is(text_pad("漢字漢", 4), "漢… ");
	is(text_pad_left("42", 5), "   42");
	is(text_pad("x", 0), "");
}
END_TEST

START_TEST(test_wrap_breaks_between_words)
{
	is(text_wrap("one two three four", 9, NULL), "one two\nthree\nfour");
	is(text_wrap("one two three four", 13, "  "), "one two three\n  four");
	is(text_wrap("short", 80, "  "), "short");
	is(text_wrap("keeps\n\nits lines", 80, NULL), "keeps\n\nits lines");
	is(text_wrap("  keeps   inner spaces", 80, NULL), "  keeps   inner spaces");
	is(text_wrap("trailing   \n  ", 80, NULL), "trailing\n");
}
END_TEST

START_TEST(test_wrap_cuts_a_word_wider_than_a_line_or_leaves_it)
{
	is(text_wrap("see 0123456789ABCDEF", 10, NULL), "see\n0123456789\nABCDEF");
	is(text_wrap_words("see 0123456789ABCDEF end", 10, NULL), "see\n0123456789ABCDEF\nend");
}
END_TEST

START_TEST(test_wrap_of_hostile_text_ends_and_stays_narrow)
{
	g_autofree char *x = g_strnfill(10000, 'x');
	g_autofree char *wrapped = text_wrap(x, 1, "    ");
	g_auto(GStrv) lines = g_strsplit(wrapped, "\n", -1);
	for (char **line = lines; *line; line++)
		ck_assert_int_le(text_width(*line), 12);
	is(text_wrap("\xff\xfe", 10, NULL), "\ufffd\ufffd");
}
END_TEST

START_TEST(test_slug_is_ascii)
{
	is(text_slug("Rossi Contact S.p.A."), "rossi-contact-s-p-a");
	is(text_slug("  Però & Società -- Œuvre Łódź "), "pero-societa-oeuvre-lodz");
	is(text_slug("../../etc/passwd"), "etc-passwd");
	is(text_slug("L'Aquila"), "laquila");
	is(text_slug("漢字"), "");
	is(text_slug("a\r\nb"), "a-b");
}
END_TEST

/* The same, all of the text at once: what it means for a text to be folded. */
static char *
fold_at_once(const char *text)
{
	static const struct {
		const char *letter, *plain;
	} strokes[] = {{"æ", "ae"}, {"ø", "o"}, {"đ", "d"}, {"ı", "i"}, {"ł", "l"}, {"œ", "oe"}, {"ß", "ss"}, {"\u2019", "'"}};
	g_autofree char *line = text_one_line(text), *folded = g_utf8_casefold(line, -1), *apart = g_utf8_normalize(folded, -1, G_NORMALIZE_NFKD);
	g_autoptr(GString) out = g_string_new(NULL);

	for (const char *p = apart; *p; p = g_utf8_next_char(p))
		if (!g_unichar_ismark(g_utf8_get_char(p)))
			g_string_append_len(out, p, g_utf8_next_char(p) - p);
	for (gsize i = 0; i < G_N_ELEMENTS(strokes); i++)
		g_string_replace(out, strokes[i].letter, strokes[i].plain, 0);
	return text_one_line(out->str);
}

START_TEST(test_fold_in_pieces_is_that_of_the_whole)
{
	static const gunichar odd[] = {' ', '\t', 1, 'A', 'z', 'I', '\'', 0xc8, 0xe8, 0x130, 0x131, 0xdf, 0x1e9e, 0x141, 0x2019, 0x300, 0x301, 0x345, 0xa0,
		0x2003, 0x200b, 0x200d, 0x202e, 0xfe0f, 0x3a3, 0x3c2, 0x391, 0x1f88, 0xff21, 0xfb01, 0xac00, 0x1100, 0x1161, 0x212b, 0x1f600, 0x1d400, 0x663};
	guint64 chance = 88172645463325252U;

	for (int i = 0; i < 20000; i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		for (int n = i % 9; n > 0; n--) {
			chance ^= chance << 13;
			chance ^= chance >> 7;
			chance ^= chance << 17;
			g_string_append_unichar(text, odd[(chance >> 33) % G_N_ELEMENTS(odd)]);
		}
		g_autofree char *is = text_fold(text->str), *should = fold_at_once(text->str);
		ck_assert_str_eq(is, should);
	}
}
END_TEST

START_TEST(test_fold_makes_names_equal_that_people_call_the_same)
{
	is(text_fold(" Niccolò  VERDI\n"), "niccolo verdi");
	is(text_fold("Niccolo\u0300 Verdi"), "niccolo verdi");
	is(text_fold("Ｎｉｃｃｏｌò\u00a0Verdi"), "niccolo verdi");
	is(text_fold("STRASSE"), "strasse");
	is(text_fold("straße"), "strasse");
	is(text_fold("\u202eabc\u200b"), "abc");
	is(text_fold("\xff"), "\ufffd");
}
END_TEST

static Suite *
text_suite(void)
{
	Suite *suite = suite_create("text");
	TCase *tc = tcase_create("text");

	tcase_set_timeout(tc, 30);
	tcase_add_test(tc, test_valid_is_utf8_without_nul);
	tcase_add_loop_test(tc, test_nothing_harmful_is_shown_as_itself, 0, (int)G_N_ELEMENTS(shown));
	tcase_add_test(tc, test_visible_is_empty_for_nothing);
	tcase_add_test(tc, test_no_control_or_format_character_gets_through);
	tcase_add_test(tc, test_visible_lines_keep_their_ends);
	tcase_add_test(tc, test_one_line_leaves_nothing_that_ends_a_header);
	tcase_add_test(tc, test_blank_sees_through_what_takes_no_ink);
	tcase_add_test(tc, test_width_is_that_of_a_terminal);
	tcase_add_test(tc, test_fit_cuts_by_columns_with_an_ellipsis);
	tcase_add_test(tc, test_fit_bounds_a_heap_of_marks);
	tcase_add_test(tc, test_pad_fills_to_the_column);
	tcase_add_test(tc, test_wrap_breaks_between_words);
	tcase_add_test(tc, test_wrap_cuts_a_word_wider_than_a_line_or_leaves_it);
	tcase_add_test(tc, test_wrap_of_hostile_text_ends_and_stays_narrow);
	tcase_add_test(tc, test_slug_is_ascii);
	tcase_add_test(tc, test_fold_in_pieces_is_that_of_the_whole);
	tcase_add_test(tc, test_fold_makes_names_equal_that_people_call_the_same);
	suite_add_tcase(suite, tc);
	return suite;
}

int
main(void)
{
	return run_suite(text_suite());
}

/* Refs, what hangs on them, the marks in subjects, and a register's code. */
#include "src/core/ref.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "src/core/err.h"
#include "tests/run.h"

static void
is(char *got, const char *expected)
{
	ck_assert_str_eq(got, expected);
	g_free(got);
}

static const struct {
	const char *text, *ref;
} accepted[] = {
	{"13", "2026-0013"},          {"0013", "2026-0013"},         {"2026-13", "2026-0013"},
	{"2026-0013", "2026-0013"},   {"13/2026", "2026-0013"},      {"13/2025", "2025-0013"},
	{"2025-7", "2025-0007"},      {"ROSSI 2026-0013", "2026-0013"}, {"rossi 13", "2026-0013"},
	{"[ROSSI 2026-0013]", "2026-0013"}, {"[2026-0013]", "2026-0013"}, {"(13/2026)", "2026-0013"},
	{" 2026-0013\n", "2026-0013"}, {"D2", "2026-D02"},           {"d02", "2026-D02"},
	{"2026-D2", "2026-D02"},      {"2025-d02", "2025-D02"},      {"D02/2025", "2025-D02"},
	{"rossi d2", "2026-D02"},     {"2026-12345", "2026-12345"},  {"2026-D100", "2026-D100"},
	{"2026", "2026-2026"},        {"123456789", "2026-123456789"},
};

START_TEST(test_refs_are_accepted_as_people_write_them)
{
	Ref ref;
	ck_assert_msg(ref_parse(accepted[_i].text, 2026, &ref, NULL), "%s", accepted[_i].text);
	is(ref_format(&ref), accepted[_i].ref);
}
END_TEST

static const char *const refused[] = {
	"", " ", "0", "2026-0", "2026-", "-13", "13-2026", "13/26", "13/1", "2026-13/2026", "2026-0013/n1", "D", "D0", "DD2", "2026-X2",
	"1234567890", "13 14", "R 13", "13 ROSSI", "[13", "]13[", "2026--13", "+13", "1e3", "0x13", "1989-1", "2201-1", "1\0013",
	"\xff", "2026-0013'; --", "ROSSI ROSSI 13", "١٣",
};

START_TEST(test_what_is_no_ref_is_refused)
{
	g_autoptr(GError) error = NULL;
	Ref ref;
	ck_assert_msg(!ref_parse(refused[_i], 2026, &ref, &error), "\"%s\" was accepted", refused[_i]);
	ck_assert(g_error_matches(error, ERR_DOMAIN, E_INPUT));
}
END_TEST

START_TEST(test_message_about_a_hostile_ref_is_short_and_clean)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *escapes = g_strnfill(10000, '\x1b');
	Ref ref;
	ck_assert(!ref_parse(escapes, 2026, &ref, &error));
	ck_assert_uint_lt(strlen(error->message), 200);
	ck_assert_ptr_null(strchr(error->message, '\x1b'));
}
END_TEST

static const struct {
	const char *text, *sub;
} subs[] = {
	{"2026-0013/n1", "2026-0013/n1"}, {"2026-0013/N1", "2026-0013/n1"}, {"2026-13/e12", "2026-0013/e12"},
	{"2026-0013/2", "2026-0013/2"},   {"13/n1", "2026-0013/n1"},        {"13/1", "2026-0013/1"},
	{"D2/e3", "2026-D02/e3"},         {"13/2025/n1", "2025-0013/n1"},   {"ROSSI 2026-0013/n1", "2026-0013/n1"},
	{"[ROSSI 2026-0013/n1]", "2026-0013/n1"}, {"D02/2025/1", "2025-D02/1"},      {" 2026-0013/n1\n", "2026-0013/n1"},
};

START_TEST(test_what_hangs_on_an_incident_has_its_own_id)
{
	Ref ref;
	char letter = '?';
	int number = 0;
	ck_assert_msg(ref_parse_sub(subs[_i].text, 2026, &ref, &letter, &number, NULL), "%s", subs[_i].text);
	is(ref_format_sub(&ref, letter, number), subs[_i].sub);
}
END_TEST

static const char *const no_subs[] = {
	"", "13", "2026-0013", "13/2026", "D2/2026", "/n1", "2026-0013/", "2026-0013/n", "2026-0013/n0", "2026-0013/x1", "2026-0013//1",
	"2026-0013/n1/n2", "2026-0013/nn1", "2026-0013/-1", "2026-0013 /n1x",
};

START_TEST(test_what_names_nothing_of_an_incident_is_refused)
{
	g_autoptr(GError) error = NULL;
	Ref ref;
	char letter;
	int number;
	ck_assert_msg(!ref_parse_sub(no_subs[_i], 2026, &ref, &letter, &number, &error), "\"%s\" was accepted", no_subs[_i]);
	ck_assert(g_error_matches(error, ERR_DOMAIN, E_INPUT));
}
END_TEST

START_TEST(test_mark_is_found_behind_the_prefixes_of_answers)
{
	Ref ref;
	ck_assert(ref_find_mark("R: Re: RIF: [ROSSI 2026-0013] Violazione di dati personali", "ROSSI", &ref));
	is(ref_format(&ref), "2026-0013");
	ck_assert(ref_find_mark("ACCETTAZIONE: [nota] [rossi 2026-d02] x", "ROSSI", &ref));
	is(ref_format(&ref), "2026-D02");
	ck_assert(ref_find_mark("I: [ROSSI\r\n 2026-0013] folded", "ROSSI", &ref));
}
END_TEST

START_TEST(test_mark_of_another_register_is_not_ours)
{
	Ref ref;
	ck_assert(!ref_find_mark("[BIANCHI 2026-0013]", "ROSSI", &ref));
	ck_assert(!ref_find_mark("[ROSSI2 2026-0013]", "ROSSI", &ref));
	ck_assert(!ref_find_mark("[2026-0013]", "ROSSI", &ref));
	ck_assert(!ref_find_mark("ROSSI 2026-0013", "ROSSI", &ref));
	ck_assert(!ref_find_mark("[ROSSI 13]", "ROSSI", &ref)); /* which year? */
	ck_assert(!ref_find_mark("[ROSSI 2026-0013", "ROSSI", &ref));
	ck_assert(!ref_find_mark("[ROSSI 2026-0013 and a lot more of other words]", "ROSSI", &ref));
	ck_assert(!ref_find_mark("[ 2026-0013]", "", &ref));
	ck_assert(!ref_find_mark(NULL, "ROSSI", &ref));
}
END_TEST

static const struct {
	const char *organisation, *code;
} codes[] = {
	{"Rossi Contact S.p.A.", "ROSSI"}, {"Società Cooperativa Però S.r.l.", "PERO"}, {"Gruppo La Voce", "VOCE"},
	{"3G S.p.A.", "REG"},              {"A B Contact", "CONTACT"},                  {"", "REG"},
	{"漢字", "REG"},                   {"Precipitevolissimevolmente", "PRECIPITEVOL"}, {"D12 S.r.l.", "REG"},
	{"QX Jo", "QXJO"},                 {"<script>", "SCRIPT"},                      {NULL, "REG"},
};

START_TEST(test_code_comes_from_the_first_word_that_means_something)
{
	g_autofree char *code = ref_code_default(codes[_i].organisation);
	ck_assert_str_eq(code, codes[_i].code);
	ck_assert(ref_code_check(code, NULL));
}
END_TEST

START_TEST(test_code_is_short_capital_and_no_drill)
{
	const char *good[] = {"ROSSI", "AB", "A1B2C3", "ABCDEFGHIJKL", "DD2", "D2X"};
	const char *bad[] = {"", "A", "rossi", "1AB", "ROSSI CONTACT", "ABCDEFGHIJKLM", "D2", "D02", "ROSSÌ", "A-B", "A]", "A\n"};
	for (gsize i = 0; i < G_N_ELEMENTS(good); i++)
		ck_assert_msg(ref_code_check(good[i], NULL), "%s", good[i]);
	for (gsize i = 0; i < G_N_ELEMENTS(bad); i++)
		ck_assert_msg(!ref_code_check(bad[i], NULL), "%s", bad[i]);
}
END_TEST

static Suite *
ref_suite(void)
{
	Suite *suite = suite_create("ref");
	TCase *tc = tcase_create("ref");

	tcase_add_loop_test(tc, test_refs_are_accepted_as_people_write_them, 0, (int)G_N_ELEMENTS(accepted));
	tcase_add_loop_test(tc, test_what_is_no_ref_is_refused, 0, (int)G_N_ELEMENTS(refused));
	tcase_add_test(tc, test_message_about_a_hostile_ref_is_short_and_clean);
	tcase_add_loop_test(tc, test_what_hangs_on_an_incident_has_its_own_id, 0, (int)G_N_ELEMENTS(subs));
	tcase_add_loop_test(tc, test_what_names_nothing_of_an_incident_is_refused, 0, (int)G_N_ELEMENTS(no_subs));
	tcase_add_test(tc, test_mark_is_found_behind_the_prefixes_of_answers);
	tcase_add_test(tc, test_mark_of_another_register_is_not_ours);
	tcase_add_loop_test(tc, test_code_comes_from_the_first_word_that_means_something, 0, (int)G_N_ELEMENTS(codes));
	tcase_add_test(tc, test_code_is_short_capital_and_no_drill);
	suite_add_tcase(suite, tc);
	return suite;
}

int
main(void)
{
	return run_suite(ref_suite());
}

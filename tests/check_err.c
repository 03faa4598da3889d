/* The error domain: how failing looks, and the exit statuses that scripts rely on. */
#include "src/core/err.h"
#include "tests/run.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	Err code;
	int exit;
	const char *name;
} codes[] = {
	{E_STATE, 1, "state"},
	{E_USAGE, 64, "usage"},
	{E_INPUT, 65, "input"},
	{E_NOTFOUND, 66, "notfound"},
	{E_UNAVAILABLE, 69, "unavailable"},
	{E_INTERNAL, 70, "internal"},
	{E_WRITE, 73, "write"},
	{E_IO, 74, "io"},
	{E_BUSY, 75, "busy"},
	{E_CONFLICT, 75, "conflict"},
	{E_DENIED, 77, "denied"},
	{E_CONFIG, 78, "config"},
};

static const char *
into_italian(const char *format)
{
	return strcmp(format, "no such person: %s") == 0 ? "persona inesistente: %s" : format;
}

START_TEST(test_failing_is_false_and_carries_code_and_message)
{
	g_autoptr(GError) error = NULL;

	ck_assert(!err_set(&error, E_STATE, "incident %s is closed: reopen it first", "2026-1"));
	ck_assert(g_error_matches(error, ERR_DOMAIN, E_STATE));
	ck_assert_str_eq(error->message, "incident 2026-1 is closed: reopen it first");
}
END_TEST

START_TEST(test_failing_without_a_place_for_the_error_is_false_too)
{
	ck_assert(!err_set(NULL, E_INPUT, "bad value"));
}
END_TEST

START_TEST(test_message_goes_through_the_translator)
{
	g_autoptr(GError) error = NULL;

	err_translate_with(into_italian);
	err_set(&error, E_NOTFOUND, "no such person: %s", "p7");
	ck_assert_str_eq(error->message, "persona inesistente: p7");
}
END_TEST

START_TEST(test_every_code_has_its_exit_status_and_name)
{
	ck_assert_int_eq(err_exit(codes[_i].code), codes[_i].exit);
	ck_assert_str_eq(err_name(codes[_i].code), codes[_i].name);
}
END_TEST

START_TEST(test_exit_of_an_error_is_that_of_its_code)
{
	g_autoptr(GError) error = NULL;

	err_set(&error, codes[_i].code, "x");
	ck_assert_int_eq(err_exit_of(error), codes[_i].exit);
}
END_TEST

START_TEST(test_foreign_error_is_internal)
{
	g_autoptr(GError) error = g_error_new_literal(g_quark_from_static_string("somebody else"), E_STATE, "x");

	ck_assert_int_eq(err_exit_of(error), 70);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("err");
	TCase *tc = tcase_create("err");

	tcase_add_test(tc, test_failing_is_false_and_carries_code_and_message);
	tcase_add_test(tc, test_failing_without_a_place_for_the_error_is_false_too);
	tcase_add_test(tc, test_message_goes_through_the_translator);
	tcase_add_loop_test(tc, test_every_code_has_its_exit_status_and_name, 0, (int)G_N_ELEMENTS(codes));
	tcase_add_loop_test(tc, test_exit_of_an_error_is_that_of_its_code, 0, (int)G_N_ELEMENTS(codes));
	tcase_add_test(tc, test_foreign_error_is_internal);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}

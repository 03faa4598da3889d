/* What was done about the company's duties, as the journal has it and as it is read. */
#include "db/query.h"
#include "tests/journal-kit.h"
#include "tests/journal-life.h"
#include "tests/run.h"

static void
setup(void)
{
	kit_setup();
	kit_found();
}

START_TEST(test_each_record_of_a_duty_stays)
{
	kit_append("duty.recorded", NULL, "{'duty':'dpia','at':'2025-11-23T09:00:00Z'}", NULL);
	kit_append("duty.recorded", NULL, "{'duty':'dpia','at':'2026-11-23T09:00:00Z','expires':'2027-05-23T09:00:00Z','bytes':" HASH ",'size':7}",
		"{'version':'2','reason':'rivista','name':'dpia.pdf'}");
	kit_is("SELECT count(*) FROM duty", "2");
	kit_is("SELECT duty || ',' || version || ',' || name || ',' || size || ',' || by FROM duty ORDER BY seq DESC", "dpia,2,dpia.pdf,7,p1");
	kit_is("SELECT expires_at FROM duty ORDER BY seq", NULL);
	kit_is("SELECT version FROM duty ORDER BY seq", NULL);
}
END_TEST

START_TEST(test_records_are_read_as_they_were_made)
{
	g_autoptr(GPtrArray) duties = NULL;
	kit_append("duty.recorded", NULL, "{'duty':'dpia','at':'2025-11-23T09:00:00Z'}", NULL);
	kit_append("duty.recorded", NULL, "{'duty':'continuity-plan','at':'2026-11-23T09:00:00Z','expires':'2027-05-23T09:00:00Z','bytes':" HASH
		",'size':7}", "{'version':'2','handed_to':'Audit','reason':'rivisto','name':'piano.pdf'}");
	OK(query_duties(kit.db, &duties, &error));
	ck_assert_uint_eq(duties->len, 2);
	const Duty *first = g_ptr_array_index(duties, 0), *second = g_ptr_array_index(duties, 1);
	ck_assert_str_eq(first->duty, "dpia");
	ck_assert_int_eq(first->expires_at, INSTANT_NONE);
	ck_assert_ptr_null(first->bytes);
	ck_assert_int_eq(first->noted_at, kit.now);
	ck_assert_str_eq(second->version, "2");
	ck_assert_str_eq(second->handed_to, "Audit");
	ck_assert_str_eq(second->reason, "rivisto");
	ck_assert_str_eq(second->name, "piano.pdf");
	ck_assert_str_eq(second->by, "p1");
	ck_assert_int_eq(second->size, 7);
	ck_assert_int_eq(second->expires_at - second->at, 181 * 86400);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("duties");
	TCase *tcase = tcase_create("duties");
	tcase_add_checked_fixture(tcase, setup, kit_teardown);
	tcase_add_test(tcase, test_each_record_of_a_duty_stays);
	tcase_add_test(tcase, test_records_are_read_as_they_were_made);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}

/* The company's papers: missing, in order, about to expire, expired, and a plan whose version nobody was handed. */
#include "src/core/duty.h"
#include "tests/run.h"

#include <check.h>

#define DAY INT64_C(86400)
#define NOW INT64_C(1795470245) /* 2026-11-23T21:44:05Z */

static GPtrArray *records;
static GTimeZone *rome;

static void
begin(void)
{
	records = g_ptr_array_new_with_free_func((GDestroyNotify)duty_free);
	rome = g_time_zone_new_identifier("Europe/Rome");
	ck_assert_ptr_nonnull(rome);
}

static void
end(void)
{
	g_ptr_array_unref(records);
	g_time_zone_unref(rome);
}

static void
record(const char *id, Instant at, Instant expires, const char *version, const char *handed_to)
{
	Duty *duty = g_new0(Duty, 1);
	duty->seq = records->len + 1;
	duty->duty = g_strdup(id);
	duty->at = at;
	duty->expires_at = expires;
	duty->version = g_strdup(version);
	duty->handed_to = g_strdup(handed_to);
	g_ptr_array_add(records, duty);
}

static DutyStanding
standing(const char *id)
{
	return duty_standing(duty_find(id), records, NOW, rome);
}

START_TEST(test_ids_are_found_and_others_not)
{
	for (const DutyRow *row = duty_rows; row->id; row++) {
		ck_assert_ptr_eq(duty_find(row->id), row);
		ck_assert(row->name.en && row->name.it && row->what.en && row->what.it && row->source);
	}
	ck_assert_ptr_null(duty_find("no-such"));
	ck_assert_ptr_null(duty_find(NULL));
}
END_TEST

START_TEST(test_what_nobody_recorded_is_missing)
{
	record("dpo-act", NOW, INSTANT_NONE, NULL, NULL);
	ck_assert_int_eq(standing("dpia").state, DUTY_MISSING);
	ck_assert_ptr_null(standing("dpia").newest);
	ck_assert_int_eq(standing("dpo-act").state, DUTY_FINE);
	ck_assert_int_eq(standing("dpo-act").expires_at, INSTANT_NONE);
}
END_TEST

START_TEST(test_without_a_date_it_wants_a_review_after_its_months)
{
	record("dpia", NOW - 300 * DAY, INSTANT_NONE, NULL, NULL);
	ck_assert_int_eq(standing("dpia").state, DUTY_FINE);
	ck_assert_int_eq(standing("dpia").expires_at, instant_add_months(NOW - 300 * DAY, 12, rome));
	record("dpia", NOW - 340 * DAY, INSTANT_NONE, NULL, NULL); /* entered later, done before */
	ck_assert_int_eq(standing("dpia").newest->seq, 1);
}
END_TEST

START_TEST(test_thirty_days_before_it_is_said)
{
	record("dpia", NOW - DAY, NOW + DUTY_SOON + 1, NULL, NULL);
	ck_assert_int_eq(standing("dpia").state, DUTY_FINE);
	record("dpia", NOW - DAY, NOW + DUTY_SOON, NULL, NULL);
	ck_assert_int_eq(standing("dpia").state, DUTY_EXPIRING);
	record("dpia", NOW - DAY, NOW + 1, NULL, NULL);
	ck_assert_int_eq(standing("dpia").state, DUTY_EXPIRING);
	record("dpia", NOW - DAY, NOW, NULL, NULL);
	ck_assert_int_eq(standing("dpia").state, DUTY_EXPIRED);
}
END_TEST

START_TEST(test_a_plan_is_finished_once_its_version_was_handed_over)
{
	record("continuity-plan", NOW - 40 * DAY, INSTANT_NONE, NULL, NULL);
	ck_assert_int_eq(standing("continuity-plan").state, DUTY_UNFINISHED);
	record("continuity-plan", NOW - 30 * DAY, INSTANT_NONE, "3", NULL);
	ck_assert_int_eq(standing("continuity-plan").state, DUTY_UNFINISHED);
	record("continuity-plan", NOW - 35 * DAY, INSTANT_NONE, NULL, "Collegio sindacale"); /* before that version */
	ck_assert_int_eq(standing("continuity-plan").state, DUTY_UNFINISHED);
	record("continuity-plan", NOW - 20 * DAY, INSTANT_NONE, NULL, "Collegio sindacale");
	DutyStanding s = standing("continuity-plan");
	ck_assert_int_eq(s.state, DUTY_FINE);
	ck_assert_str_eq(s.newest->version, "3");
	ck_assert_int_eq(s.handed->seq, 4);
	record("continuity-plan", NOW - DAY, INSTANT_NONE, "4", NULL);
	ck_assert_int_eq(standing("continuity-plan").state, DUTY_UNFINISHED);
	record("continuity-plan", NOW - DAY, INSTANT_NONE, "4", "Internal audit"); /* both in one */
	ck_assert_int_eq(standing("continuity-plan").state, DUTY_FINE);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("duty");
	TCase *tcase = tcase_create("duty");
	tcase_add_checked_fixture(tcase, begin, end);
	tcase_add_test(tcase, test_ids_are_found_and_others_not);
	tcase_add_test(tcase, test_what_nobody_recorded_is_missing);
	tcase_add_test(tcase, test_without_a_date_it_wants_a_review_after_its_months);
	tcase_add_test(tcase, test_thirty_days_before_it_is_said);
	tcase_add_test(tcase, test_a_plan_is_finished_once_its_version_was_handed_over);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}

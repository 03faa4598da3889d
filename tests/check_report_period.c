/* Periods: what people type, what lies beside them, and the days on which they begin. */
#include "src/report/period.h"

#include "src/core/err.h"
#include "tests/run.h"

#include <check.h>
#include <stdlib.h>

static GTimeZone *rome;
static Instant now;

static Instant
at(const char *text)
{
	Instant t;

	ck_assert_msg(instant_from_rfc3339(text, &t), "%s", text);
	return t;
}

static void
begin(void)
{
	rome = g_time_zone_new_identifier("Europe/Rome");
	now = at("2026-11-28T09:30:00Z");
}

static void
end(void)
{
	g_time_zone_unref(rome);
}

static void
is(const Period *p, const char *from, const char *until)
{
	g_autofree char *a = instant_rfc3339(p->from), *b = instant_rfc3339(p->until);

	ck_assert_str_eq(a, from);
	ck_assert_str_eq(b, until);
}

static const struct {
	const char *text, *from, *until, *code, *en, *it;
} known[] = {
	{"2026", "2025-12-31T23:00:00Z", "2026-12-31T23:00:00Z", "2026", "2026", "2026"},
	{"2026-Q1", "2025-12-31T23:00:00Z", "2026-03-31T22:00:00Z", "2026-Q1", "Q1 2026", "1° trimestre 2026"},
	{"2026-q4", "2026-09-30T22:00:00Z", "2026-12-31T23:00:00Z", "2026-Q4", "Q4 2026", "4° trimestre 2026"},
	{"2026-T3", "2026-06-30T22:00:00Z", "2026-09-30T22:00:00Z", "2026-Q3", "Q3 2026", "3° trimestre 2026"},
	{"2026-07", "2026-06-30T22:00:00Z", "2026-07-31T22:00:00Z", "2026-07", "July 2026", "luglio 2026"},
	{"07/2026", "2026-06-30T22:00:00Z", "2026-07-31T22:00:00Z", "2026-07", "July 2026", "luglio 2026"},
	{"2024-02", "2024-01-31T23:00:00Z", "2024-02-29T23:00:00Z", "2024-02", "February 2024", "febbraio 2024"},
	{"this-year", "2025-12-31T23:00:00Z", "2026-12-31T23:00:00Z", "2026", "2026", "2026"},
	{"Anno-Scorso", "2024-12-31T23:00:00Z", "2025-12-31T23:00:00Z", "2025", "2025", "2025"},
	{"last-quarter", "2026-06-30T22:00:00Z", "2026-09-30T22:00:00Z", "2026-Q3", "Q3 2026", "3° trimestre 2026"},
	{"questo-trimestre", "2026-09-30T22:00:00Z", "2026-12-31T23:00:00Z", "2026-Q4", "Q4 2026", "4° trimestre 2026"},
	{"last-month", "2026-09-30T22:00:00Z", "2026-10-31T23:00:00Z", "2026-10", "October 2026", "ottobre 2026"},
	{"mese-scorso", "2026-09-30T22:00:00Z", "2026-10-31T23:00:00Z", "2026-10", "October 2026", "ottobre 2026"},
};

START_TEST(test_what_people_call_a_period)
{
	Period p;
	GError *error = NULL;

	ck_assert_msg(period_parse(known[_i].text, now, rome, &p, &error), "%s: %s", known[_i].text, error ? error->message : "");
	is(&p, known[_i].from, known[_i].until);
	g_autofree char *code = period_code(&p, rome), *en = period_name(&p, rome, LANG_EN), *it = period_name(&p, rome, LANG_IT);
	ck_assert_str_eq(code, known[_i].code);
	ck_assert_str_eq(en, known[_i].en);
	ck_assert_str_eq(it, known[_i].it);
}
END_TEST

static const char *const wrong[] = {"", "26", "20266", "2026-", "2026-Q", "2026-Q0", "2026-Q5", "2026-Q11", "2026-13", "2026-00", "2026-001", "13/2026",
	"/2026", "07/26", "1989", "2201", "next-year", "2026-7-1", "-07", "2026 ", "٢٠٢٦", "last year"};

START_TEST(test_what_is_no_period)
{
	Period p;
	g_autoptr(GError) error = NULL;

	ck_assert_msg(!period_parse(wrong[_i], now, rome, &p, &error), "%s", wrong[_i]);
	ck_assert(g_error_matches(error, ERR_DOMAIN, E_INPUT));
}
END_TEST

START_TEST(test_beside_a_quarter)
{
	Period q, p;

	ck_assert(period_parse("2026-Q1", now, rome, &q, NULL));
	p = period_before(&q, rome);
	is(&p, "2025-09-30T22:00:00Z", "2025-12-31T23:00:00Z");
	p = period_after(&q, rome);
	is(&p, "2026-03-31T22:00:00Z", "2026-06-30T22:00:00Z");
	p = period_year_ago(&q, rome);
	is(&p, "2024-12-31T23:00:00Z", "2025-03-31T22:00:00Z");
}
END_TEST

START_TEST(test_months_of_unlike_length_follow_each_other)
{
	Period p, next;

	ck_assert(period_parse("2026-01", now, rome, &p, NULL));
	for (int i = 0; i < 36; i++) {
		next = period_after(&p, rome);
		ck_assert_int_eq(p.until, next.from);
		ck_assert_int_eq(period_before(&next, rome).from, p.from);
		p = next;
	}
	is(&p, "2028-12-31T23:00:00Z", "2029-01-31T23:00:00Z");
}
END_TEST

/* The clocks change on 29 March and on 25 October: days are days all the same. */
START_TEST(test_days_beside_each_other_keep_to_midnight)
{
	Period p, q;

	ck_assert(period_between("2026-03-25", "2026-03-31", 0, now, rome, &p, NULL));
	is(&p, "2026-03-24T23:00:00Z", "2026-03-31T22:00:00Z");
	q = period_before(&p, rome);
	is(&q, "2026-03-17T23:00:00Z", "2026-03-24T23:00:00Z");
	q = period_after(&p, rome);
	is(&q, "2026-03-31T22:00:00Z", "2026-04-07T22:00:00Z");
	q = period_year_ago(&p, rome);
	is(&q, "2025-03-24T23:00:00Z", "2025-03-31T22:00:00Z");
	g_autofree char *code = period_code(&p, rome), *name = period_name(&p, rome, LANG_IT);
	ck_assert_str_eq(code, "2026-03-25..2026-03-31");
	ck_assert_str_eq(name, "25/03/2026 - 31/03/2026");
}
END_TEST

START_TEST(test_one_end_may_be_missing)
{
	Period p;
	Instant begun = at("2026-02-01T08:00:00Z");
	g_autoptr(GError) error = NULL;

	ck_assert(period_between(NULL, "30/06/2026", begun, now, rome, &p, NULL));
	is(&p, "2026-02-01T08:00:00Z", "2026-06-30T22:00:00Z");
	ck_assert(period_between("01/06/2026", NULL, begun, now, rome, &p, NULL));
	is(&p, "2026-05-31T22:00:00Z", "2026-11-28T09:30:01Z");
	ck_assert(period_between("2026-06-01 10:00", "2026-06-01 12:30", begun, now, rome, &p, NULL));
	is(&p, "2026-06-01T08:00:00Z", "2026-06-01T10:30:00Z");
	ck_assert(!period_between("2026-06-02", "2026-06-01", begun, now, rome, &p, &error));
	ck_assert(g_error_matches(error, ERR_DOMAIN, E_INPUT));
}
END_TEST

START_TEST(test_a_period_has_its_first_instant_and_not_its_last)
{
	Period p = period_of(SPAN_MONTH, at("2026-07-15T00:00:00Z"), rome);

	ck_assert(period_has(&p, at("2026-06-30T22:00:00Z")));
	ck_assert(!period_has(&p, at("2026-06-30T21:59:59Z")));
	ck_assert(period_has(&p, at("2026-07-31T21:59:59Z")));
	ck_assert(!period_has(&p, at("2026-07-31T22:00:00Z")));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("report_period");
	TCase *tc = tcase_create("period");
	tcase_add_checked_fixture(tc, begin, end);
	tcase_add_loop_test(tc, test_what_people_call_a_period, 0, G_N_ELEMENTS(known));
	tcase_add_loop_test(tc, test_what_is_no_period, 0, G_N_ELEMENTS(wrong));
	tcase_add_test(tc, test_beside_a_quarter);
	tcase_add_test(tc, test_months_of_unlike_length_follow_each_other);
	tcase_add_test(tc, test_days_beside_each_other_keep_to_midnight);
	tcase_add_test(tc, test_one_end_may_be_missing);
	tcase_add_test(tc, test_a_period_has_its_first_instant_and_not_its_last);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}

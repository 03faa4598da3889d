/* Bulletins: the month, the password, and what is tried again. */
#include "src/core/bulletin.h"
#include "tests/run.h"

#include <check.h>
#include <stdlib.h>

static Instant
at(const char *text)
{
	Instant t = 0;
	ck_assert_msg(instant_from_rfc3339(text, &t), "%s", text);
	return t;
}

/* In Rome: from 8 o'clock of the first, through the turn of the year and the nights of the changing clock. */
static const struct {
	const char *now, *name, *from, *to;
} months[] = {
	{"2026-12-01T07:59:59+01:00", "2026-10", "2026-10-01T00:00:00+02:00", "2026-11-01T00:00:00+01:00"},
	{"2026-12-01T08:00:00+01:00", "2026-11", "2026-11-01T00:00:00+01:00", "2026-12-01T00:00:00+01:00"},
	{"2026-12-31T23:59:59+01:00", "2026-11", "2026-11-01T00:00:00+01:00", "2026-12-01T00:00:00+01:00"},
	{"2027-01-01T07:00:00+01:00", "2026-11", "2026-11-01T00:00:00+01:00", "2026-12-01T00:00:00+01:00"},
	{"2027-01-01T08:00:00+01:00", "2026-12", "2026-12-01T00:00:00+01:00", "2027-01-01T00:00:00+01:00"},
	{"2027-02-01T08:00:00+01:00", "2027-01", "2027-01-01T00:00:00+01:00", "2027-02-01T00:00:00+01:00"},
	{"2026-04-01T08:00:00+02:00", "2026-03", "2026-03-01T00:00:00+01:00", "2026-04-01T00:00:00+02:00"},
	{"2026-11-30T23:30:00Z", "2026-10", "2026-10-01T00:00:00+02:00", "2026-11-01T00:00:00+01:00"}, /* the first already in Rome, but not 8 yet */
};

START_TEST(test_the_month_that_is_over)
{
	g_autoptr(GTimeZone) rome = g_time_zone_new_identifier("Europe/Rome");
	Month m = bulletin_month(at(months[_i].now), rome);
	ck_assert_str_eq(m.name, months[_i].name);
	ck_assert_int_eq(m.from, at(months[_i].from));
	ck_assert_int_eq(m.to, at(months[_i].to));
}
END_TEST

START_TEST(test_days_are_those_of_the_zone)
{
	g_autoptr(GTimeZone) rome = g_time_zone_new_identifier("Europe/Rome");
	ck_assert_int_eq(bulletin_days_left("2027-02-20", at("2027-02-19T22:59:59Z"), rome), 1);
	ck_assert_int_eq(bulletin_days_left("2027-02-20", at("2027-02-19T23:00:00Z"), rome), 0);
	ck_assert_int_eq(bulletin_days_left("2027-02-20", at("2027-02-21T12:00:00Z"), rome), -1);
	ck_assert_int_eq(bulletin_days_left("2027-03-29", at("2027-03-27T23:30:00Z"), rome), 1); /* a day of 23 hours between */
}
END_TEST

static const struct {
	int left, step;
} steps[] = {{31, 0}, {30, 30}, {15, 30}, {14, 14}, {8, 14}, {7, 7}, {2, 7}, {1, 1}, {0, 1}, {-40, 1}};

START_TEST(test_a_password_is_told_of_at_thirty_fourteen_seven_and_one)
{
	ck_assert_int_eq(bulletin_password_step(steps[_i].left), steps[_i].step);
}
END_TEST

START_TEST(test_what_may_have_been_sent_is_not_sent_again)
{
	static const struct {
		BulletinState state;
		bool again;
	} cases[] = {
		{{.attempts = 0, .next_at = INSTANT_NONE}, true},
		{{.attempts = 1, .next_at = INSTANT_NONE}, false}, /* it ended on the way */
		{{.attempts = 1, .known = true, .verdict = VERDICT_SENT, .next_at = INSTANT_NONE}, false},
		{{.attempts = 1, .known = true, .verdict = VERDICT_UNCERTAIN, .next_at = INSTANT_NONE}, false},
		{{.attempts = 1, .known = true, .verdict = VERDICT_PERMFAIL, .next_at = INSTANT_NONE}, false},
		{{.attempts = 1, .known = true, .verdict = VERDICT_TEMPFAIL, .next_at = 1000}, true},
		{{.attempts = 1, .known = true, .verdict = VERDICT_TEMPFAIL, .next_at = 1001}, false},
		{{.attempts = 1, .known = true, .verdict = VERDICT_TEMPFAIL, .next_at = 1001 + NOTICE_RETRY_MAX}, true}, /* by a clock that stood ahead */
		{{.attempts = 1, .known = true, .verdict = VERDICT_ACCOUNT, .next_at = 900}, true},
		{{.attempts = BULLETIN_ATTEMPTS_MAX, .known = true, .verdict = VERDICT_TEMPFAIL, .next_at = 900}, false},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
		ck_assert_msg(bulletin_is_to_be_sent(&cases[i].state, 1000) == cases[i].again, "case %d", (int)i);
	for (int v = VERDICT_SENT; v <= VERDICT_ACCOUNT; v++) {
		bool helps = v == VERDICT_TEMPFAIL || v == VERDICT_ACCOUNT;
		ck_assert((bulletin_next_at(1, (Verdict)v, 1000) > 1000) == helps);
		ck_assert_int_eq(bulletin_next_at(BULLETIN_ATTEMPTS_MAX, (Verdict)v, 1000), INSTANT_NONE);
	}
}
END_TEST

/* ISO weeks, through the turn of a year: Monday 9 o'clock in Rome. */
static const struct {
	const char *now, *week;
} weeks[] = {
	{"2026-11-30T08:59:59+01:00", "2026-W48"}, {"2026-11-30T09:00:00+01:00", "2026-W49"}, {"2026-12-06T23:59:59+01:00", "2026-W49"},
	{"2026-12-31T12:00:00+01:00", "2026-W53"}, {"2027-01-03T12:00:00+01:00", "2026-W53"}, {"2027-01-04T08:00:00+01:00", "2026-W53"},
	{"2027-01-04T09:00:00+01:00", "2027-W01"}, {"2026-03-29T03:00:00+02:00", "2026-W13"}, {"2026-03-30T09:00:00+02:00", "2026-W14"},
};

START_TEST(test_the_week_begins_on_monday_at_nine)
{
	g_autoptr(GTimeZone) rome = g_time_zone_new_identifier("Europe/Rome");
	char name[9];
	self_test_week(at(weeks[_i].now), rome, name);
	ck_assert_str_eq(name, weeks[_i].week);
}
END_TEST

#define T INT64_C(1795398000)
#define NEVER INSTANT_NONE

/* known, verdict, accepted, delivered, seconds since it was attempted */
static const struct {
	bool known;
	Verdict verdict;
	Instant accepted, delivered;
	int64_t since;
	SelfTestState state;
} self_tests[] = {
	{false, VERDICT_SENT, NEVER, NEVER, 10, SELF_TEST_RUNNING},
	{true, VERDICT_SENT, NEVER, NEVER, SELF_TEST_SECONDS, SELF_TEST_RUNNING},
	{true, VERDICT_SENT, NEVER, NEVER, SELF_TEST_SECONDS + 1, SELF_TEST_FAILED},
	{true, VERDICT_SENT, T, NEVER, SELF_TEST_SECONDS + 1, SELF_TEST_FAILED},
	{true, VERDICT_SENT, NEVER, T, SELF_TEST_SECONDS + 1, SELF_TEST_FAILED},
	{true, VERDICT_SENT, T, T, 10, SELF_TEST_GOOD},
	{true, VERDICT_SENT, T, T, 100000, SELF_TEST_GOOD},
	{true, VERDICT_PERMFAIL, NEVER, NEVER, 1, SELF_TEST_FAILED},
	{true, VERDICT_ACCOUNT, NEVER, NEVER, 1, SELF_TEST_RUNNING},
	{true, VERDICT_ACCOUNT, NEVER, NEVER, SELF_TEST_SECONDS + 1, SELF_TEST_FAILED},
	{true, VERDICT_SENT, NEVER, NEVER, -100000, SELF_TEST_FAILED}, /* sent by a clock that stood ahead: nothing to wait for */
};

START_TEST(test_a_self_test_is_good_with_both_receipts_alone)
{
	const SelfTest test = {.id = (char *)SELF_TEST "2026-W48", .attempted_at = T, .accepted_at = self_tests[_i].accepted,
		.delivered_at = self_tests[_i].delivered, .state = {.attempts = 1, .known = self_tests[_i].known, .verdict = self_tests[_i].verdict}};
	const SelfTest none = {.attempted_at = NEVER};
	ck_assert_int_eq(self_test_state(&test, T + self_tests[_i].since), self_tests[_i].state);
	ck_assert_int_eq(self_test_state(&none, T), SELF_TEST_NONE);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("bulletin");
	TCase *tc = tcase_create("bulletin");
	tcase_add_loop_test(tc, test_the_month_that_is_over, 0, G_N_ELEMENTS(months));
	tcase_add_test(tc, test_days_are_those_of_the_zone);
	tcase_add_loop_test(tc, test_a_password_is_told_of_at_thirty_fourteen_seven_and_one, 0, G_N_ELEMENTS(steps));
	tcase_add_test(tc, test_what_may_have_been_sent_is_not_sent_again);
	tcase_add_loop_test(tc, test_the_week_begins_on_monday_at_nine, 0, G_N_ELEMENTS(weeks));
	tcase_add_loop_test(tc, test_a_self_test_is_good_with_both_receipts_alone, 0, G_N_ELEMENTS(self_tests));
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}

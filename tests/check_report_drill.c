/* What an exercise showed: each step judged, from plain structs, at an instant that the test chooses. */
#include "src/report/drill.h"
#include "tests/run.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define HOURS(n) (INT64_C(3600) * (n))
#define START INT64_C(1772323200) /* 2026-03-01T00:00:00Z */
#define CHARGE HOURS(12)

static ReportClock dpo;
static ReportIncident incident;
static Drill *drill;

/* Logged an hour after it was noticed, and nothing else. */
static void
begin(void)
{
	dpo = (ReportClock){.clock = {.id = (char *)"dpo-24h", .rule = (char *)"dpo-24h", .starts_at = START, .due_at = START + HOURS(24),
		.first_due_at = START + HOURS(24), .length = HOURS(24), .met_at = INSTANT_NONE}, .sent_at = INSTANT_NONE};
	incident = (ReportIncident){.ref = "2026-D01", .title = "T", .breach_kind = "ransomware", .kind = KIND_DRILL, .detected_at = START,
		.logged_at = START + HOURS(1), .delivered_at = INSTANT_NONE, .taken_at = INSTANT_NONE, .closed_at = INSTANT_NONE, .clocks = &dpo,
		.n_clocks = 1};
}

static void
end(void)
{
	g_clear_pointer(&drill, drill_free);
}

static void
judge(int hours)
{
	end();
	drill = drill_of(&incident, CHARGE, START + HOURS(hours));
	ck_assert_ptr_nonnull(drill);
}

/* "in-time waiting ...": the paces of all steps. */
static void
paces_are(const char *wanted)
{
	g_autoptr(GString) got = g_string_new(NULL);
	for (int s = 0; s < STEPS; s++)
		g_string_append_printf(got, "%s%s", s ? " " : "", pace_code(drill->steps[s].pace));
	ck_assert_str_eq(got->str, wanted);
}

static void
met(int hours, Proof proof)
{
	dpo.clock.met_at = dpo.sent_at = START + HOURS(hours);
	dpo.clock.proof = proof;
}

START_TEST(test_what_was_not_done_waits_until_its_limit_and_is_overdue_after_it)
{
	judge(1);
	paces_are("in-time waiting waiting waiting waiting");
	ck_assert_int_eq(drill->steps[STEP_TAKEN].limit, START + HOURS(13)); /* from the logging */
	judge(13);
	paces_are("in-time waiting waiting waiting waiting");
	judge(14);
	paces_are("in-time waiting waiting overdue waiting");
	judge(25);
	paces_are("in-time overdue overdue overdue waiting");
	ck_assert_int_eq(drill->notice, STANDING_LATE);
	ck_assert_int_eq(drill->time, HOURS(25)); /* until now */
}
END_TEST

START_TEST(test_each_step_is_counted_from_the_one_before_it)
{
	met(3, PROOF_DELIVERED);
	incident.delivered_at = START + HOURS(4);
	incident.taken_at = START + HOURS(14);
	incident.closed_at = START + HOURS(100);
	judge(200);
	paces_are("in-time in-time in-time late done");
	const int64_t took[STEPS] = {HOURS(1), HOURS(2), HOURS(1), HOURS(10), HOURS(86)};
	for (int s = 0; s < STEPS; s++)
		ck_assert_int_eq(drill->steps[s].took, took[s]);
	ck_assert_int_eq(drill->time, HOURS(3));
}
END_TEST

START_TEST(test_an_exercise_on_paper_has_no_delivery)
{
	met(2, PROOF_NONE);
	judge(3);
	paces_are("in-time in-time not-sent waiting waiting");
	incident.taken_at = START + HOURS(5);
	judge(6);
	paces_are("in-time in-time not-sent in-time waiting");
	ck_assert_int_eq(drill->steps[STEP_TAKEN].took, HOURS(3)); /* from the writing */
}
END_TEST

START_TEST(test_a_step_that_was_passed_over_is_not_known_and_not_overdue)
{
	met(2, PROOF_SUBMITTED);
	incident.taken_at = START + HOURS(5);
	judge(100);
	paces_are("in-time in-time unknown in-time waiting");
}
END_TEST

START_TEST(test_a_notice_after_the_end_is_late)
{
	met(25, PROOF_DELIVERED);
	judge(26);
	paces_are("in-time late overdue overdue waiting");
}
END_TEST

START_TEST(test_what_left_without_the_proof_is_unproven)
{
	dpo.sent_at = START + HOURS(2);
	judge(30);
	ck_assert_int_eq(drill->notice, STANDING_UNPROVEN);
	ck_assert_str_eq(pace_code(drill->steps[STEP_SENT].pace), "unproven");
	ck_assert_int_eq(drill->time, HOURS(2));
}
END_TEST

START_TEST(test_only_exercises_that_stand_are_reported)
{
	incident.voided = true;
	ck_assert_ptr_null(drill_of(&incident, CHARGE, START));
	incident.voided = false;
	incident.kind = KIND_BREACH;
	ck_assert_ptr_null(drill_of(&incident, CHARGE, START));
	incident.kind = KIND_DRILL;
	incident.n_clocks = 0;
	ck_assert_ptr_null(drill_of(&incident, CHARGE, START));
}
END_TEST

START_TEST(test_the_earlier_ones_give_the_median)
{
	g_autoptr(GPtrArray) drills = g_ptr_array_new_with_free_func((GDestroyNotify)drill_free);
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	for (int i = 0; i < 4; i++) {
		incident.logged_at = START + HOURS(10 * i + 1); /* 1, 11, 21, 31: the newest is the first */
		g_ptr_array_add(drills, drill_of(&incident, CHARGE, START + HOURS(50)));
	}
	json_auto_t *newest = drill_json(drills, 0), *oldest = drill_json(drills, 3);
	json_t *step = json_array_get(json_object_get(json_object_get(newest, "drill"), "steps"), STEP_LOGGED);
	ck_assert_int_eq(json_integer_value(json_object_get(step, "seconds")), HOURS(1));
	ck_assert_int_eq(json_integer_value(json_object_get(step, "earlier_median")), HOURS(21));
	ck_assert_uint_eq(json_array_size(json_object_get(newest, "earlier")), 3);
	step = json_array_get(json_object_get(json_object_get(oldest, "drill"), "steps"), STEP_LOGGED);
	ck_assert_ptr_null(json_object_get(step, "earlier_median"));
	g_autoptr(Document) document = drill_document(drills, 3, utc, LANG_EN);
	g_autoptr(GString) text = g_string_new(NULL);
	const DocLines lines = doc_lines_to(text, 80);
	document_text(document, &lines);
	ck_assert_ptr_nonnull(strstr(text->str, "This is the first."));
	ck_assert_ptr_nonnull(strstr(text->str, "EXERCISE"));
}
END_TEST

START_TEST(test_hostile_titles_are_shown_as_text)
{
	g_autoptr(GPtrArray) drills = g_ptr_array_new_with_free_func((GDestroyNotify)drill_free);
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	incident.title = "<script>alert(1)</script>\x1b[2J";
	g_ptr_array_add(drills, drill_of(&incident, CHARGE, START));
	g_autoptr(Document) document = drill_document(drills, 0, utc, LANG_IT);
	g_autoptr(GString) html = g_string_new(NULL), text = g_string_new(NULL);
	const DocLines lines = doc_lines_to(text, 80);
	document_html(document, html);
	document_text(document, &lines);
	ck_assert_ptr_null(strstr(html->str, "<script>alert"));
	ck_assert_ptr_null(strchr(html->str, '\x1b'));
	ck_assert_ptr_null(strchr(text->str, '\x1b'));
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("report-drill");
	TCase *t = tcase_create("drill");
	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, test_what_was_not_done_waits_until_its_limit_and_is_overdue_after_it);
	tcase_add_test(t, test_each_step_is_counted_from_the_one_before_it);
	tcase_add_test(t, test_an_exercise_on_paper_has_no_delivery);
	tcase_add_test(t, test_a_step_that_was_passed_over_is_not_known_and_not_overdue);
	tcase_add_test(t, test_a_notice_after_the_end_is_late);
	tcase_add_test(t, test_what_left_without_the_proof_is_unproven);
	tcase_add_test(t, test_only_exercises_that_stand_are_reported);
	tcase_add_test(t, test_the_earlier_ones_give_the_median);
	tcase_add_test(t, test_hostile_titles_are_shown_as_text);
	suite_add_tcase(s, t);
	return s;
}

int
main(void)
{
	return run_suite(suite());
}

/* Who assesses, what is kept of it, and that a later assessment erases nothing. */
#include "src/core/stage.h"
#include "src/register/assess.h"
#include "tests/register-kit.h"
#include "tests/run.h"

#include <string.h>

static Answers
answers(const char *dpc, const char *ei, const char *cb)
{
	Answers a;
	answers_clear(&a);
	ck_assert(answers_take(&a, CRITERION_DPC, dpc, NULL) && answers_take(&a, CRITERION_EI, ei, NULL) &&
		answers_take(&a, CRITERION_CB, cb, NULL));
	return a;
}

static bool
assess(const char *account, const AssessInput *in, GError **error)
{
	g_autoptr(Session) s = reg_as(account);
	return register_assess(s, in, error);
}

static const Assessment *
newest(const Incident *in)
{
	ck_assert_uint_gt(in->assessments->len, 0);
	return g_ptr_array_index(in->assessments, in->assessments->len - 1);
}

START_TEST(test_the_dpo_assesses_and_the_answers_are_kept)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x','subjects':'~1200','protection':'intact'}", NULL), *kept = NULL;
	Answers year = answers("behavioural:3,simple:1", "name:1", "c=0.5");
	OK(assess("giulia", &(AssessInput){.ref = ref, .answers = &year}, &error));
	g_autoptr(Incident) in = reg_incident(ref);
	const Assessment *a = newest(in);
	ck_assert_int_eq(a->se, 14);
	ck_assert_int_eq(assessment_level(a), LEVEL_HIGH);
	ck_assert(a->many && a->unintelligible && !a->overridden);
	ck_assert_str_eq(a->act.by, "p2");
	ck_assert_int_eq(a->act.at, REG_NOW);
	Answers back;
	ck_assert(answers_read(a->answers, &back, NULL));
	ck_assert_int_eq(memcmp(&back, &year, sizeof year), 0);
	kept = reg_fact("assessment.made", "answers");
	ck_assert_ptr_null(strchr(kept, '.'));
	ck_assert_int_eq(in->assessed_at, REG_NOW);
}
END_TEST

START_TEST(test_every_assessment_stays_and_the_newest_counts)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	Answers first = answers("simple:1", "name:1", "c=0.25"), second = answers("financial:4", "name:1", "c=0.5,m=0.5");
	OK(assess("giulia", &(AssessInput){.ref = ref, .answers = &first}, &error));
	reg.now += 3600;
	OK(assess("giulia", &(AssessInput){.ref = ref, .answers = &second, .reason = "si è saputo delle carte"}, &error));
	g_autoptr(Incident) in = reg_incident(ref);
	ck_assert_uint_eq(in->assessments->len, 2);
	ck_assert_int_eq(((const Assessment *)g_ptr_array_index(in->assessments, 0))->se, 5);
	ck_assert_int_eq(newest(in)->se, 20);
	ck_assert_int_eq(in->assessed_at, REG_NOW); /* when it was first assessed: before or after the decision */
}
END_TEST

START_TEST(test_another_level_needs_its_reason_and_erases_no_score)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	Answers low = answers("simple:1", "name:1", "none");
	const Level high = LEVEL_HIGH, same = LEVEL_LOW;
	AssessInput in = {.ref = ref, .answers = &low, .level = &high};
	LEFT_ALONE(assess("giulia", &in, &error), E_INPUT, "--reason");
	in.reason = " \t";
	LEFT_ALONE(assess("giulia", &in, &error), E_INPUT, "--reason");
	in.reason = "perch\xe9";
	LEFT_ALONE(assess("giulia", &in, &error), E_INPUT, "UTF-8");
	in = (AssessInput){.ref = ref, .answers = &low, .level = &same, .reason = "x"};
	LEFT_ALONE(assess("giulia", &in, &error), E_INPUT, "--override");
	in = (AssessInput){.ref = ref, .answers = &low, .level = &high, .reason = "sono minori"};
	OK(assess("giulia", &in, &error));
	g_autoptr(Incident) incident = reg_incident(ref);
	ck_assert_int_eq(newest(incident)->se, 4);
	ck_assert_int_eq(newest(incident)->level, LEVEL_LOW);
	ck_assert_int_eq(assessment_level(newest(incident)), LEVEL_HIGH);
	ck_assert_str_eq(newest(incident)->reason, "sono minori");
}
END_TEST

START_TEST(test_flags_can_be_said_otherwise)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x','subjects':'500','protection':'intact'}", NULL);
	Answers low = answers("simple:1", "name:1", "none");
	OK(assess("giulia", &(AssessInput){.ref = ref, .answers = &low, .many = FLAG_NO, .unintelligible = FLAG_NO}, &error));
	g_autoptr(Incident) in = reg_incident(ref);
	ck_assert(!newest(in)->many && !newest(in)->unintelligible);
}
END_TEST

START_TEST(test_only_the_dpo_assesses)
{
	static const char *const others[] = {"maria", "luca", "carla", "ugo", "pia", "nemo"};
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	Answers low = answers("simple:1", "name:1", "none");
	for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
		LEFT_ALONE(assess(others[i], &(AssessInput){.ref = ref, .answers = &low}, &error), E_DENIED, "may not");
}
END_TEST

static char *
answer_of_the_dpo(const char *ref)
{
	g_autoptr(Session) s = reg_as("luca");
	char *id = NULL;
	OK(register_receipt_add(s, &(ReceiptToKeep){.ref = ref, .bytes = "rischio elevato", .len = 15}, &id, &error));
	return id;
}

START_TEST(test_what_a_dpo_answered_is_entered_for_them)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL), *other = reg_log("luca", "{'title':'y'}", NULL);
	const Level high = LEVEL_HIGH;
	g_autofree char *receipt = answer_of_the_dpo(ref);
	reg.now += 7200;
	LEFT_ALONE(assess("luca", &(AssessInput){.ref = ref, .level = &high}, &error), E_INPUT, "--from-reply");
	LEFT_ALONE(assess("luca", &(AssessInput){.ref = ref, .level = &high, .from_reply = "r9"}, &error), E_NOTFOUND, "r9");
	LEFT_ALONE(assess("luca", &(AssessInput){.ref = other, .level = &high, .from_reply = receipt}, &error), E_INPUT, receipt);
	LEFT_ALONE(assess("ugo", &(AssessInput){.ref = ref, .level = &high, .from_reply = receipt}, &error), E_DENIED, "may not");
	OK(assess("luca", &(AssessInput){.ref = ref, .level = &high, .from_reply = receipt}, &error));
	g_autoptr(Incident) in = reg_incident(ref);
	const Assessment *a = newest(in);
	ck_assert_int_eq(a->se, 0);
	ck_assert_ptr_null(a->answers);
	ck_assert_int_eq(assessment_level(a), LEVEL_HIGH);
	ck_assert_str_eq(a->act.by, "p2");
	ck_assert_str_eq(a->act.typed_by, "p3");
	ck_assert_str_eq(a->act.receipt, receipt);
	ck_assert_int_eq(a->act.at, REG_NOW);
	ck_assert_int_eq(a->act.noted_at, REG_NOW + 7200);
}
END_TEST

START_TEST(test_two_who_assess_at_once_are_told)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL), *receipt = answer_of_the_dpo(ref);
	g_autoptr(Incident) shown = reg_incident(ref);
	Answers low = answers("simple:1", "name:1", "none");
	OK(assess("giulia", &(AssessInput){.ref = ref, .answers = &low, .seen = shown->last_seq}, &error));
	LEFT_ALONE(assess("luca", &(AssessInput){.ref = ref, .answers = &low, .from_reply = receipt, .seen = shown->last_seq}, &error), E_CONFLICT,
		"Giulia Verdi");
	OK(assess("luca", &(AssessInput){.ref = ref, .answers = &low, .from_reply = receipt}, &error));
}
END_TEST

START_TEST(test_what_is_missing_or_wrong_is_refused)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	Answers none, wrong = answers("simple:1", "name:1", "none");
	answers_clear(&none);
	wrong.values[0] = 7;
	LEFT_ALONE(assess("giulia", &(AssessInput){.ref = ref, .answers = &none}, &error), E_INPUT, "--dpc");
	LEFT_ALONE(assess("giulia", &(AssessInput){.ref = ref, .answers = &wrong}, &error), E_INPUT, "simple");
	LEFT_ALONE(assess("giulia", &(AssessInput){.ref = ref}, &error), E_INPUT, "--from-reply");
	wrong.values[0] = 1;
	LEFT_ALONE(assess("giulia", &(AssessInput){.ref = "2026-0077", .answers = &wrong}, &error), E_NOTFOUND, "2026-0077");
}
END_TEST

START_TEST(test_it_opens_the_gate_once_charge_is_taken)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	g_autoptr(Session) dpo = reg_as("giulia");
	Answers low = answers("simple:1", "name:1", "none");
	OK(assess("giulia", &(AssessInput){.ref = ref, .answers = &low}, &error));
	g_autoptr(Incident) before = reg_incident(ref);
	ck_assert_int_eq(incident_stage(before, reg.now), STAGE_LOGGED);
	OK(register_take(dpo, ref, NULL, &error));
	g_autoptr(Incident) after = reg_incident(ref);
	ck_assert_int_eq(incident_stage(after, reg.now), STAGE_ASSESSED);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("register-assess");
	TCase *t = tcase_create("assess");
	tcase_add_checked_fixture(t, reg_setup, reg_teardown);
	tcase_add_test(t, test_the_dpo_assesses_and_the_answers_are_kept);
	tcase_add_test(t, test_every_assessment_stays_and_the_newest_counts);
	tcase_add_test(t, test_another_level_needs_its_reason_and_erases_no_score);
	tcase_add_test(t, test_flags_can_be_said_otherwise);
	tcase_add_test(t, test_only_the_dpo_assesses);
	tcase_add_test(t, test_what_a_dpo_answered_is_entered_for_them);
	tcase_add_test(t, test_two_who_assess_at_once_are_told);
	tcase_add_test(t, test_what_is_missing_or_wrong_is_refused);
	tcase_add_test(t, test_it_opens_the_gate_once_charge_is_taken);
	suite_add_tcase(s, t);
	return s;
}

int
main(void)
{
	return run_suite(suite());
}

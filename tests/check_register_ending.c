/* Closing with all its gates, reopening, voiding. */
#include "tests/register-kit.h"
#include "tests/run.h"

#include <string.h>

#define TOLD "'description':'una lista','consequences_note':'poche','measures_taken':'cancellata'"
#define LEARNT "'root_cause':'indirizzo sbagliato','prevention':'doppio controllo'"

static bool
close_as(const char *account, Closing in, Closed *out, GError **error)
{
	g_autoptr(Session) s = reg_as(account);
	g_auto(Closed) closed = {0};
	in.ref = in.ref ? in.ref : "2026-0001";
	in.review_at = in.review_at ? in.review_at : INSTANT_NONE;
	return register_close(s, &in, out ? out : &closed, error);
}

static bool
void_as(const char *account, Voiding in, Voided *out, GError **error)
{
	g_autoptr(Session) s = reg_as(account);
	g_auto(Voided) voided = {0};
	in.ref = in.ref ? in.ref : "2026-0001";
	return register_void(s, &in, out ? out : &voided, error);
}

static void
take(const char *ref)
{
	g_autoptr(Session) s = reg_as("giulia");
	OK(register_take(s, ref, NULL, &error));
}

static void
judge(bool decision, Question about, bool yes)
{
	g_autoptr(Session) s = reg_as(decision ? "carla" : "giulia");
	g_auto(Judged) judged = {0};
	const Judging in = {.ref = "2026-0001", .about = about, .yes = yes, .reason = "x"};
	OK((decision ? register_decide : register_opinion)(s, &in, &judged, &error));
}

/* The opinion and the decision that nobody's data are affected: it is no breach. */
static void
judge_none(void)
{
	judge(false, ABOUT_BREACH, false);
	judge(true, ABOUT_BREACH, false);
}

static void
expect_failing(const char *codes)
{
	g_auto(Closed) closed = {0};
	g_autoptr(GString) found = g_string_new(NULL);
	char before[65], after[65];
	reg_seal(before);
	g_autoptr(GError) error = NULL;
	ck_assert(!close_as("giulia", (Closing){.reason = "x"}, &closed, &error));
	ck_assert(g_error_matches(error, ERR_DOMAIN, E_STATE));
	for (guint i = 0; i < closed.failing->len; i++)
		g_string_append_printf(found, "%s%s", i ? " " : "", ((const Gate *)g_ptr_array_index(closed.failing, i))->code);
	ck_assert_str_eq(found->str, codes);
	reg_seal(after);
	ck_assert_str_eq(before, after);
}

/* --- close ------------------------------------------------------------------------------------------------------------------ */

START_TEST(test_all_that_is_missing_is_named_at_once_and_gate_by_gate_it_closes)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x','own_data':'no'}", "none");
	expect_failing("notified in-charge decided clocks described root-cause");
	reg_send("2026-0001/n1");
	expect_failing("in-charge decided described root-cause");
	take(ref);
	expect_failing("decided described root-cause");
	reg_amend("luca", ref, "{" TOLD "}", NULL, NULL);
	expect_failing("decided root-cause");
	reg_amend("luca", ref, "{" LEARNT "}", NULL, NULL);
	expect_failing("decided");
	judge(false, ABOUT_BREACH, false);
	expect_failing("decided");
	judge(true, ABOUT_BREACH, false);
	LEFT_ALONE(close_as("luca", (Closing){0}, NULL, &error), E_DENIED, "p3");
	OK(close_as("giulia", (Closing){.reason = "tutto fatto"}, NULL, &error));
	g_autoptr(Incident) incident = reg_incident(ref);
	ck_assert_int_eq(incident->closed_at, reg.now);
	ck_assert_str_eq(incident->closed_by, "p2");
	ck_assert_str_eq(incident->ended_why, "tutto fatto");
	LEFT_ALONE(close_as("giulia", (Closing){0}, NULL, &error), E_STATE, "reopen it first");
}
END_TEST

START_TEST(test_own_data_ask_for_decisions_and_what_was_late_for_its_reason)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x','own_data':'yes'," TOLD "," LEARNT "}", "none");
	reg_send("2026-0001/n1");
	take(ref);
	expect_failing("assessed decided clocks");
	judge(false, ABOUT_AUTHORITY, false);
	judge(false, ABOUT_SUBJECTS, false);
	judge(true, ABOUT_SUBJECTS, false);
	expect_failing("assessed decided clocks");
	reg.now += HOURS(73);
	judge(true, ABOUT_AUTHORITY, false); /* ends the clock, and does not undo that it was late */
	expect_failing("assessed reasons");
	g_autoptr(Session) s = reg_as("carla");
	OK(register_late(s, ref, RULE_AUTHORITY, "other", "deciso tardi", &error));
	expect_failing("assessed");
}
END_TEST

/* The DPO was asked later and advised otherwise: whoever decided before cannot have said why that was not followed. */
START_TEST(test_what_is_decided_against_the_opinion_is_decided_after_it)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x','own_data':'yes'," TOLD "," LEARNT "}", "none");
	reg_send("2026-0001/n1");
	take(ref);
	judge(true, ABOUT_AUTHORITY, false);
	judge(false, ABOUT_AUTHORITY, true);
	judge(true, ABOUT_SUBJECTS, false);
	judge(false, ABOUT_SUBJECTS, false); /* as was decided: nothing to explain */
	expect_failing("assessed decided");
	judge(true, ABOUT_AUTHORITY, false);
	expect_failing("assessed");
}
END_TEST

START_TEST(test_not_a_breach_has_gates_of_its_own)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x','own_data':'yes'," TOLD "}", "none");
	reg_send("2026-0001/n1");
	take(ref);
	judge(true, ABOUT_BREACH, false);
	expect_failing("decided"); /* the DPO's opinion is not on file */
	judge(false, ABOUT_BREACH, false);
	OK(close_as("giulia", (Closing){0}, NULL, &error));
}
END_TEST

START_TEST(test_a_near_miss_says_why_it_was_none_and_a_drill_needs_little)
{
	g_autofree char *miss = reg_log_kind("luca", KIND_NEAR_MISS, "{'title':'x'," TOLD "," LEARNT "}", NULL);
	reg_send("2026-0001/n1");
	take(miss);
	LEFT_ALONE(close_as("giulia", (Closing){.reason = " "}, NULL, &error), E_INPUT, "why no data were breached");
	OK(close_as("giulia", (Closing){.reason = "il file era vuoto"}, NULL, &error));
	g_autofree char *drill = reg_log_kind("luca", KIND_DRILL, "{'title':'x'}", NULL);
	g_autofree char *notice = g_strconcat(drill, "/n1", NULL);
	reg_compose(notice);
	take(drill);
	OK(close_as("giulia", (Closing){.ref = drill}, NULL, &error));
}
END_TEST

START_TEST(test_a_review_comes_back_as_an_action_of_the_dpos)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x','own_data':'no'," TOLD "," LEARNT "}", "none");
	reg_send("2026-0001/n1");
	take(ref);
	judge_none();
	g_auto(Closed) closed = {0};
	LEFT_ALONE(close_as("giulia", (Closing){.review_at = reg.now}, NULL, &error), E_INPUT, "still to come");
	OK(close_as("giulia", (Closing){.review_at = reg.now + 90 * HOURS(24)}, &closed, &error));
	ck_assert_str_eq(closed.review, "2026-0001/1");
	g_autoptr(Incident) incident = reg_incident(ref);
	const Action *action = g_ptr_array_index(incident->actions, 0);
	ck_assert(action->review && action->state == ACTION_OPEN);
	ck_assert_str_eq(action->owner, "p2");
	ck_assert_int_eq(action->due_at, reg.now + 90 * HOURS(24));
	ck_assert_str_eq(action->title, "Verificare che le misure adottate siano efficaci");
}
END_TEST

START_TEST(test_a_closed_incident_takes_only_what_comes_late)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x','own_data':'no'," TOLD "," LEARNT "}", "none");
	reg_send("2026-0001/n1");
	take(ref);
	judge_none();
	OK(close_as("giulia", (Closing){0}, NULL, &error));
	g_autoptr(Session) s = reg_as("luca"), dpo = reg_as("giulia"), carla = reg_as("carla");
	g_auto(Judged) judged = {0}, opinion = {0};
	g_auto(Filed) filed = {0};
	g_autofree char *id = NULL;
	LEFT_ALONE(reg_try_amend("luca", ref, "{'subjects':'12'}", NULL, &error), E_STATE, "reopen it first");
	LEFT_ALONE(register_decide(carla, &(Judging){.ref = ref, .about = ABOUT_BREACH, .reason = "x"}, &judged, &error), E_STATE, "reopen it first");
	LEFT_ALONE(register_opinion(dpo, &(Judging){.ref = ref, .about = ABOUT_BREACH, .reason = "x"}, &opinion, &error), E_STATE, "reopen it first");
	LEFT_ALONE(register_file(s, &(FilingToRecord){.ref = ref, .clock = RULE_SUBJECTS, .at = reg.now}, &filed, &error), E_STATE, "reopen it first");
	LEFT_ALONE(register_waive(carla, &(Waiving){.ref = ref, .clock = RULE_SUBJECTS, .reason = "x"}, &error), E_STATE, "reopen it first");
	LEFT_ALONE(register_take(dpo, ref, NULL, &error), E_STATE, "reopen it first");
	LEFT_ALONE(void_as("giulia", (Voiding){.reason = "x"}, NULL, &error), E_STATE, "reopen it first");
	OK(register_receipt_add(s, &(ReceiptToKeep){.ref = ref, .bytes = "x", .len = 1}, &id, &error));
	OK(register_note(s, ref, "il committente ringrazia", &error));
}
END_TEST

/* Nor is a client that was told of a breach left without its end: closing would take the draft back. */
START_TEST(test_nothing_is_sent_about_a_closed_incident)
{
	g_autoptr(Session) pia = reg_as("pia"), dpo = reg_as("giulia");
	const Notify to_alfa = {.ref = "2026-0001", .to = "alfa"}, to_dpo = {.ref = "2026-0001"};
	Notified out = {0};
	OK(register_client_add(pia, &(ClientInput){.name = "Alfa", .email = "privacy@alfa.example", .hours = 24, .processor = -1}, NULL, &error));
	g_autofree char *ref = reg_log("luca", "{'title':'x','own_data':'no'," TOLD "," LEARNT "}", "Alfa");
	reg_send("2026-0001/n1");
	take(ref);
	OK(register_notify(dpo, &to_alfa, &out, &error));
	notified_clear(&out);
	reg_send("2026-0001/n2");
	judge_none();
	expect_failing("ended");
	OK(register_notify(dpo, &to_alfa, &out, &error));
	notified_clear(&out);
	OK(close_as("giulia", (Closing){0}, NULL, &error));
	OK(register_notify(dpo, &to_alfa, &out, &error)); /* what was released before still leaves */
	notified_clear(&out);
	reg_send("2026-0001/n4");
	LEFT_ALONE(register_notify(dpo, &to_alfa, &out, &error), E_STATE, "reopen it first");
	reg_send("2026-0001/n3");
	LEFT_ALONE(register_notify(dpo, &to_dpo, &out, &error), E_STATE, "reopen it first");
}
END_TEST

/* There is no end to tell of, and the letter would stand for the first notice if it were a breach after all. */
START_TEST(test_who_was_told_nothing_is_not_told_that_it_was_none)
{
	g_autoptr(Session) pia = reg_as("pia"), dpo = reg_as("giulia");
	Notified out = {0};
	OK(register_client_add(pia, &(ClientInput){.name = "Beta", .email = "privacy@beta.example", .hours = 24, .processor = -1}, NULL, &error));
	g_autofree char *ref = reg_log("luca", "{'title':'x','own_data':'no'}", "Beta");
	judge_none();
	LEFT_ALONE(register_notify(dpo, &(Notify){.ref = ref, .to = "beta"}, &out, &error), E_STATE, "nothing to tell");
	judge(true, ABOUT_BREACH, true);
	ck_assert_int_eq(reg_state(ref, "client:beta"), CLOCK_RUNNING);
}
END_TEST

START_TEST(test_two_people_who_close_are_told)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x','own_data':'no'," TOLD "," LEARNT "}", "none");
	reg_send("2026-0001/n1");
	take(ref);
	judge_none();
	g_autoptr(Incident) shown = reg_incident(ref);
	g_autoptr(Session) s = reg_as("luca");
	g_autofree char *id = NULL;
	OK(register_receipt_add(s, &(ReceiptToKeep){.ref = ref, .bytes = "chiudere", .len = 8}, &id, &error));
	OK(close_as("giulia", (Closing){0}, NULL, &error));
	g_autoptr(Session) dpo = reg_as("giulia");
	OK(register_reopen(dpo, ref, "mancava un allegato", NULL, &error));
	LEFT_ALONE(close_as("luca", (Closing){.from_reply = id, .seen = shown->last_seq}, NULL, &error), E_CONFLICT, "stage");
	OK(close_as("luca", (Closing){.from_reply = id}, NULL, &error)); /* entered for the DPO */
	g_autoptr(Incident) incident = reg_incident(ref);
	ck_assert_str_eq(incident->closed_by, "p2");
}
END_TEST

/* --- reopen ----------------------------------------------------------------------------------------------------------------- */

START_TEST(test_what_is_reopened_is_as_it_was)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x','own_data':'no'," TOLD "," LEARNT "}", "none");
	g_autoptr(Session) dpo = reg_as("giulia"), s = reg_as("luca");
	LEFT_ALONE(register_reopen(dpo, ref, "x", NULL, &error), E_STATE, "is open");
	reg_send("2026-0001/n1");
	take(ref);
	judge_none();
	OK(close_as("giulia", (Closing){.reason = "fatto"}, NULL, &error));
	LEFT_ALONE(register_reopen(dpo, ref, " ", NULL, &error), E_INPUT, "--reason");
	LEFT_ALONE(register_reopen(s, ref, "x", NULL, &error), E_DENIED, "p3");
	OK(register_reopen(dpo, ref, "è emerso altro", NULL, &error));
	g_autoptr(Incident) incident = reg_incident(ref);
	ck_assert_int_eq(incident->reopened, 1);
	ck_assert_int_eq(incident->closed_at, INSTANT_NONE);
	ck_assert_ptr_null(incident->ended_why);
	reg_amend("luca", ref, "{'subjects':'12'}", NULL, NULL);
}
END_TEST

/* --- void ------------------------------------------------------------------------------------------------------------------- */

START_TEST(test_void_names_what_had_left_and_withdraws_what_waited)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", "none"), *other = reg_log("luca", "{'title':'lo stesso'}", "none");
	reg_send("2026-0001/n1");
	g_autoptr(Session) s = reg_as("luca");
	Notified notified = {0};
	OK(register_notify(s, &(Notify){.ref = ref}, &notified, &error)); /* a supplement that waits */
	notified_clear(&notified);
	g_auto(Voided) voided = {0};
	LEFT_ALONE(void_as("giulia", (Voiding){.reason = ""}, NULL, &error), E_INPUT, "--reason");
	LEFT_ALONE(void_as("giulia", (Voiding){.reason = "x", .duplicate_of = ref}, NULL, &error), E_INPUT, "itself");
	LEFT_ALONE(void_as("giulia", (Voiding){.reason = "x", .duplicate_of = "2026-0009"}, NULL, &error), E_NOTFOUND, "2026-0009");
	OK(void_as("giulia", (Voiding){.reason = "registrato due volte", .duplicate_of = other}, &voided, &error));
	ck_assert_uint_eq(voided.sent->len, 1);
	ck_assert_str_eq(g_ptr_array_index(voided.sent, 0), "2026-0001/n1");
	ck_assert_uint_eq(voided.withdrawn->len, 1);
	g_autoptr(Incident) incident = reg_incident(ref);
	ck_assert_str_eq(incident->duplicate_of, other);
	g_autoptr(Notice) withdrawn = reg_notice("2026-0001/n2");
	ck_assert_int_eq(withdrawn->state, NOTICE_CANCELLED);
	LEFT_ALONE(void_as("giulia", (Voiding){.ref = other, .reason = "x", .duplicate_of = ref}, NULL, &error), E_STATE, "void itself");
	LEFT_ALONE(reg_try_amend("luca", ref, "{'subjects':'12'}", NULL, &error), E_STATE, "void");
	g_autoptr(Session) dpo = reg_as("giulia"), courier = reg_courier();
	LEFT_ALONE(register_reopen(dpo, ref, "x", NULL, &error), E_STATE, "void");
	bool acted;
	LEFT_ALONE(register_auto_notify(courier, ref, &acted, &error), E_STATE, "void");
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("ending");
	TCase *t = tcase_create("ending");
	tcase_add_checked_fixture(t, reg_setup, reg_teardown);
	tcase_add_test(t, test_all_that_is_missing_is_named_at_once_and_gate_by_gate_it_closes);
	tcase_add_test(t, test_own_data_ask_for_decisions_and_what_was_late_for_its_reason);
	tcase_add_test(t, test_what_is_decided_against_the_opinion_is_decided_after_it);
	tcase_add_test(t, test_not_a_breach_has_gates_of_its_own);
	tcase_add_test(t, test_a_near_miss_says_why_it_was_none_and_a_drill_needs_little);
	tcase_add_test(t, test_a_review_comes_back_as_an_action_of_the_dpos);
	tcase_add_test(t, test_a_closed_incident_takes_only_what_comes_late);
	tcase_add_test(t, test_nothing_is_sent_about_a_closed_incident);
	tcase_add_test(t, test_who_was_told_nothing_is_not_told_that_it_was_none);
	tcase_add_test(t, test_two_people_who_close_are_told);
	tcase_add_test(t, test_what_is_reopened_is_as_it_was);
	tcase_add_test(t, test_void_names_what_had_left_and_withdraws_what_waited);
	suite_add_tcase(s, t);
	return s;
}

int
main(void)
{
	return run_suite(suite());
}

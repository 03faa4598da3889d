/* Reminders: what is due when, to whom, once; through nights of the changing clock, days of silence and clocks that go back. */
#include "src/core/clock.h"
#include "src/core/remind.h"
#include "tests/run.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define HOUR INT64_C(3600)
#define DAY (24 * HOUR)
#define START INT64_C(1795398000) /* Monday 23 November 2026, 02:40 in Rome: detected, and logged */

static const int64_t hours[] = {12 * HOUR, 6 * HOUR, HOUR};

static RemindPolicy
policy(void)
{
	return (RemindPolicy){.take_charge = 12 * HOUR, .before = hours, .before_count = G_N_ELEMENTS(hours), .deputy = true, .absent_at = INSTANT_NONE};
}

static Clock *
add_clock(Incident *in, const char *id, const char *rule, Instant starts, int64_t length)
{
	Clock *clock = clock_new();
	clock->id = g_strdup(id);
	clock->rule = g_strdup(rule);
	clock->starts_at = starts;
	clock->due_at = clock->first_due_at = starts + length;
	clock->length = length;
	g_ptr_array_add(in->clocks, clock);
	return clock;
}

static Incident *
incident(void)
{
	Incident *in = incident_new();
	in->ref = g_strdup("2026-0013");
	in->logged_at = START;
	in->taken_at = in->closed_at = in->voided_at = INSTANT_NONE;
	add_clock(in, RULE_DPO, RULE_DPO, START, DAY);
	return in;
}

static Notice *
add_notice(Incident *in, const char *number, Letter letter, NoticeState state)
{
	Notice *n = notice_new();
	n->id = g_strconcat("2026-0013/", number, NULL);
	n->ref = g_strdup("2026-0013");
	n->audience = g_strdup("dpo");
	n->letter = letter;
	n->state = state;
	n->queued_at = n->attempted_at = n->sent_at = START + HOUR;
	g_ptr_array_add(in->notices, n);
	return n;
}

static Action *
add_action(Incident *in, const char *number, Instant due)
{
	Action *a = g_new0(Action, 1);
	a->id = g_strconcat("2026-0013/", number, NULL);
	a->ref = g_strdup("2026-0013");
	a->state = ACTION_OPEN;
	a->due_at = due;
	a->settled_at = a->verified_at = INSTANT_NONE;
	g_ptr_array_add(in->actions, a);
	return a;
}

/* What is due at `now`, as one text "rule/step rule/step"; what is due is queued, as the courier does. (transfer full) */
static char *
remind(Incident *in, const RemindPolicy *p, Instant now)
{
	g_autoptr(GPtrArray) plan = remind_plan(in, p), due = remind_due(plan, in, now);
	GString *out = g_string_new(NULL);
	for (guint i = 0; i < due->len; i++) {
		const Reminder *r = g_ptr_array_index(due, i);
		g_string_append_printf(out, "%s%s/%s", i ? " " : "", r->rule, r->step);
	}
	if (due->len) {
		json_auto_t *steps = remind_steps(due);
		Notice *n = add_notice(in, "n99", LETTER_REMINDER, NOTICE_SENT);
		g_free(n->audience);
		n->audience = g_strdup("person:p1");
		n->steps = json_dumps(steps, JSON_COMPACT);
	}
	return g_string_free(out, FALSE);
}

static void
reminds(Incident *in, const RemindPolicy *p, Instant now, const char *wanted)
{
	g_autofree char *found = remind(in, p, now);
	ck_assert_str_eq(found, wanted);
}

/* --- the clocks ----------------------------------------------------------------------------------------------------------- */

START_TEST(test_each_step_towards_the_end_comes_at_its_second_and_once)
{
	g_autoptr(Incident) in = incident();
	const RemindPolicy p = policy();
	in->taken_at = START;
	reminds(in, &p, START, "");
	reminds(in, &p, START + 12 * HOUR - 1, "");
	reminds(in, &p, START + 12 * HOUR, "clock:dpo-24h/12h");
	reminds(in, &p, START + 12 * HOUR, "");
	reminds(in, &p, START + 18 * HOUR, "clock:dpo-24h/6h");
	reminds(in, &p, START + 23 * HOUR, "clock:dpo-24h/1h");
	reminds(in, &p, START + DAY, ""); /* in time to the second */
	reminds(in, &p, START + DAY + 1, "clock:dpo-24h/late");
	reminds(in, &p, START + 100 * DAY, "");
}
END_TEST

START_TEST(test_after_days_of_silence_one_message_says_how_things_are)
{
	g_autoptr(Incident) in = incident();
	const RemindPolicy p = policy();
	reminds(in, &p, START + 3 * DAY, "take-charge/deputy take-charge/managers clock:dpo-24h/late");
	reminds(in, &p, START + 3 * DAY + 60, "");
}
END_TEST

START_TEST(test_a_clock_that_goes_back_repeats_nothing)
{
	g_autoptr(Incident) in = incident();
	const RemindPolicy p = policy();
	in->taken_at = START;
	reminds(in, &p, START + 18 * HOUR, "clock:dpo-24h/6h");
	reminds(in, &p, START + 5 * HOUR, "");
	reminds(in, &p, START + 18 * HOUR, "");
	reminds(in, &p, START + 23 * HOUR, "clock:dpo-24h/1h");
}
END_TEST

START_TEST(test_what_is_met_waived_or_not_due_is_not_reminded_of)
{
	static const int64_t at = START + 2 * DAY;
	const RemindPolicy p = policy();
	for (int i = 0; i < 3; i++) {
		g_autoptr(Incident) in = incident();
		Clock *clock = g_ptr_array_index(in->clocks, 0);
		in->taken_at = START;
		clock->met_at = i == 0 ? START + HOUR : INSTANT_NONE;
		clock->waived = i == 1;
		clock->not_due = i == 2;
		reminds(in, &p, at, "");
	}
}
END_TEST

START_TEST(test_a_short_contract_is_not_born_with_reminders)
{
	g_autoptr(Incident) in = incident();
	const RemindPolicy p = policy();
	in->taken_at = START;
	((Clock *)g_ptr_array_index(in->clocks, 0))->met_at = START;
	add_clock(in, "client:alfa", RULE_CLIENT, START, 4 * HOUR);
	reminds(in, &p, START, "");
	reminds(in, &p, START + 3 * HOUR, "clock:client:alfa/1h");
}
END_TEST

START_TEST(test_what_was_late_before_it_was_logged_is_said_once)
{
	g_autoptr(Incident) in = incident();
	const RemindPolicy p = policy();
	in->taken_at = START;
	in->logged_at = START + 3 * DAY;
	reminds(in, &p, START + 2 * DAY, ""); /* nobody knew */
	reminds(in, &p, START + 3 * DAY, "clock:dpo-24h/late");
}
END_TEST

/* Detected earlier or later than was thought: another deadline, and its own reminders. */
START_TEST(test_a_deadline_that_moves_has_reminders_of_its_own)
{
	g_autoptr(Incident) in = incident();
	const RemindPolicy p = policy();
	Clock *clock = g_ptr_array_index(in->clocks, 0);
	in->taken_at = START;
	reminds(in, &p, START + 18 * HOUR, "clock:dpo-24h/6h");
	clock->due_at += HOUR;
	reminds(in, &p, START + 18 * HOUR + 1, "clock:dpo-24h/12h");
	reminds(in, &p, START + 19 * HOUR, "clock:dpo-24h/6h");
}
END_TEST

START_TEST(test_off_means_no_reminder_of_clocks)
{
	g_autoptr(Incident) in = incident();
	RemindPolicy p = policy();
	p.before_count = 0;
	in->taken_at = START;
	reminds(in, &p, START + 3 * DAY, "");
}
END_TEST

/* Elapsed hours: the night that has 25 of them and the one that has 23 change no distance. Rome, 24 October 2026, 10:37: ends at 09:37. */
static const struct {
	const char *detected, *twelve, *one;
} nights[] = {
	{"2026-03-28T10:37:00+01:00", "2026-03-28T22:37:00+01:00", "2026-03-29T10:37:00+02:00"},
	{"2026-10-24T10:37:00+02:00", "2026-10-24T22:37:00+02:00", "2026-10-25T08:37:00+01:00"},
};

START_TEST(test_the_nights_of_the_changing_clock)
{
	g_autoptr(Incident) in = incident();
	const RemindPolicy p = policy();
	Instant detected = 0, twelve = 0, one = 0;
	ck_assert(instant_from_rfc3339(nights[_i].detected, &detected));
	ck_assert(instant_from_rfc3339(nights[_i].twelve, &twelve));
	ck_assert(instant_from_rfc3339(nights[_i].one, &one));
	g_ptr_array_set_size(in->clocks, 0);
	add_clock(in, RULE_DPO, RULE_DPO, detected, DAY);
	in->logged_at = in->taken_at = detected;
	reminds(in, &p, twelve - 1, "");
	reminds(in, &p, twelve, "clock:dpo-24h/12h");
	reminds(in, &p, one - 1, "clock:dpo-24h/6h");
	reminds(in, &p, one, "clock:dpo-24h/1h");
}
END_TEST

/* --- taking charge ------------------------------------------------------------------------------------------------------------- */

START_TEST(test_the_deputy_comes_first_and_then_the_managers)
{
	g_autoptr(Incident) in = incident();
	RemindPolicy p = policy();
	p.before_count = 0;
	reminds(in, &p, START + 12 * HOUR - 1, "");
	reminds(in, &p, START + 12 * HOUR, "take-charge/deputy");
	reminds(in, &p, START + 24 * HOUR - 1, "");
	reminds(in, &p, START + 24 * HOUR, "take-charge/managers");
	reminds(in, &p, START + 9 * DAY, "");
}
END_TEST

START_TEST(test_without_a_deputy_the_managers_come_at_once)
{
	g_autoptr(Incident) in = incident();
	RemindPolicy p = policy();
	p.before_count = 0;
	p.deputy = false;
	reminds(in, &p, START + 12 * HOUR, "take-charge/managers");
}
END_TEST

START_TEST(test_a_dpo_who_is_away_is_not_waited_for)
{
	g_autoptr(Incident) in = incident();
	RemindPolicy p = policy();
	p.before_count = 0;
	p.absent_at = START + HOUR;
	reminds(in, &p, START + HOUR - 1, "");
	reminds(in, &p, START + HOUR, "take-charge/deputy");
	reminds(in, &p, START + 13 * HOUR, "take-charge/managers");
	reminds(in, &p, START + 2 * DAY, "");
}
END_TEST

/* The deputy was told by the time; an automatic reply that comes later tells nobody twice. */
START_TEST(test_one_who_is_found_away_later_is_told_of_once)
{
	g_autoptr(Incident) in = incident();
	RemindPolicy p = policy();
	p.before_count = 0;
	reminds(in, &p, START + 12 * HOUR, "take-charge/deputy");
	p.absent_at = START + 13 * HOUR;
	reminds(in, &p, START + 13 * HOUR, "");
	p.take_charge = 6 * HOUR; /* the setting is another one now */
	reminds(in, &p, START + 13 * HOUR, "take-charge/managers");
}
END_TEST

START_TEST(test_taking_charge_ends_it)
{
	g_autoptr(Incident) in = incident();
	RemindPolicy p = policy();
	p.before_count = 0;
	reminds(in, &p, START + 12 * HOUR, "take-charge/deputy");
	in->taken_at = START + 13 * HOUR;
	reminds(in, &p, START + 9 * DAY, "");
}
END_TEST

static void
add_receipt(Incident *in, const char *kind, const char *notice, Instant at)
{
	Receipt *r = g_new0(Receipt, 1);
	r->kind = g_strdup(kind);
	r->notice = g_strdup(notice);
	r->at = at;
	r->judged_at = r->certified_at = INSTANT_NONE;
	g_ptr_array_add(in->receipts, r);
}

START_TEST(test_only_an_automatic_reply_to_what_the_dpo_got_says_that_the_dpo_is_away)
{
	g_autoptr(Incident) in = incident();
	Notice *to_client = add_notice(in, "n2", LETTER_FIRST, NOTICE_SENT);
	add_notice(in, "n1", LETTER_FIRST, NOTICE_SENT);
	g_free(to_client->audience);
	to_client->audience = g_strdup("alfa");
	ck_assert_int_eq(remind_absent_at(in), INSTANT_NONE);
	add_receipt(in, "reply", "2026-0013/n1", START + 1);
	add_receipt(in, "auto-reply", "2026-0013/n2", START + 2);
	add_receipt(in, "auto-reply", NULL, START + 3);
	ck_assert_int_eq(remind_absent_at(in), INSTANT_NONE);
	add_receipt(in, "auto-reply", "2026-0013/n1", START + 9);
	add_receipt(in, "auto-reply", "2026-0013/n1", START + 4);
	ck_assert_int_eq(remind_absent_at(in), START + 4);
}
END_TEST

/* --- actions and notices --------------------------------------------------------------------------------------------------------- */

START_TEST(test_an_action_is_reminded_of_when_it_is_over_and_once_more)
{
	g_autoptr(Incident) in = incident();
	RemindPolicy p = policy();
	Action *a = add_action(in, "3", START + 2 * DAY);
	add_action(in, "4", INSTANT_NONE);
	p.before_count = 0;
	in->taken_at = START;
	reminds(in, &p, START + 2 * DAY, ""); /* still on its day */
	reminds(in, &p, START + 2 * DAY + 1, "action:3/overdue");
	reminds(in, &p, START + 9 * DAY, "");
	reminds(in, &p, START + 9 * DAY + 1, "action:3/a-week");
	reminds(in, &p, START + 99 * DAY, "");
	a->due_at = START + 100 * DAY; /* another day was agreed on */
	reminds(in, &p, START + 100 * DAY + 1, "action:3/overdue");
	a->state = ACTION_DONE;
	reminds(in, &p, START + 200 * DAY, "");
}
END_TEST

START_TEST(test_a_notice_that_did_not_arrive_is_told_of)
{
	g_autoptr(Incident) in = incident();
	RemindPolicy p = policy();
	p.before_count = 0;
	in->taken_at = START;
	add_notice(in, "n1", LETTER_FIRST, NOTICE_FAILED);
	add_notice(in, "n2", LETTER_FIRST, NOTICE_SENT)->proof = PROOF_REFUTED;
	add_notice(in, "n3", LETTER_FIRST, NOTICE_SENT)->proof = PROOF_SUBMITTED;
	add_notice(in, "n4", LETTER_FIRST, NOTICE_FAILED)->exercise = true;
	add_notice(in, "n5", LETTER_REMINDER, NOTICE_FAILED); /* that would never end */
	add_notice(in, "n6", LETTER_ESCALATION, NOTICE_SENT)->proof = PROOF_REFUTED;
	reminds(in, &p, START + HOUR, "undelivered:n1/failed undelivered:n2/refuted");
	reminds(in, &p, START + 2 * HOUR, "");
}
END_TEST

START_TEST(test_the_review_planned_at_closing_is_reminded_of_and_nothing_else)
{
	g_autoptr(Incident) in = incident();
	const RemindPolicy p = policy();
	add_action(in, "3", START + DAY);
	add_action(in, "4", START + 2 * DAY)->review = true;
	in->taken_at = START;
	in->closed_at = START + HOUR;
	reminds(in, &p, START + 2 * DAY, "");
	reminds(in, &p, START + 2 * DAY + 1, "action:4/overdue");
	in->historic = true;
	reminds(in, &p, START + 20 * DAY, "");
}
END_TEST

START_TEST(test_a_notice_that_is_on_its_way_for_too_long_is_told_of)
{
	g_autoptr(Incident) in = incident();
	RemindPolicy p = policy();
	p.before_count = 0;
	in->taken_at = START;
	Notice *n = add_notice(in, "n1", LETTER_FIRST, NOTICE_SENT);
	n->proof = PROOF_ACCEPTED;
	add_receipt(in, "pec-warning", "2026-0013/n1", START + 13 * HOUR);
	reminds(in, &p, START + 14 * HOUR, ""); /* it says nothing yet: nobody judged it */
	Receipt *r = g_ptr_array_index(in->receipts, 0);
	r->outcome = g_strdup("warns");
	r->judged_at = START + 13 * HOUR;
	n->proof = PROOF_DELIVERED;
	reminds(in, &p, START + 14 * HOUR, ""); /* it was overtaken */
	n->proof = PROOF_ACCEPTED;
	reminds(in, &p, START + 14 * HOUR, "undelivered:n1/delayed");
	reminds(in, &p, START + 15 * HOUR, "");
	n->proof = PROOF_REFUTED;
	reminds(in, &p, START + 25 * HOUR, "undelivered:n1/refuted");
}
END_TEST

/* --- to whom, and quiet ------------------------------------------------------------------------------------------------------------ */

START_TEST(test_each_rule_speaks_to_its_people)
{
	static const struct {
		const char *rule;
		unsigned to;
	} wanted[] = {
		{"take-charge", REMIND_DEPUTY}, {"take-charge", REMIND_MANAGERS}, {"clock:dpo-24h", REMIND_SECURITY | REMIND_MANAGERS},
		{"clock:client:alfa", REMIND_SECURITY | REMIND_MANAGERS | REMIND_DPO}, {"clock:authority-72h", REMIND_SECURITY | REMIND_MANAGERS},
		{"action:3", REMIND_OWNER | REMIND_DPO}, {"undelivered:n1", REMIND_SECURITY},
	};
	g_autoptr(Incident) in = incident();
	const RemindPolicy p = policy();
	add_clock(in, "client:alfa", RULE_CLIENT, START, DAY);
	add_clock(in, RULE_AUTHORITY, RULE_AUTHORITY, START, 3 * DAY);
	add_action(in, "3", START + DAY);
	add_notice(in, "n1", LETTER_FIRST, NOTICE_FAILED);
	g_autoptr(GPtrArray) plan = remind_plan(in, &p);
	for (gsize w = 0; w < G_N_ELEMENTS(wanted); w++) {
		bool found = false;
		for (guint i = 0; i < plan->len; i++) {
			const Reminder *r = g_ptr_array_index(plan, i);
			found = found || (strcmp(r->rule, wanted[w].rule) == 0 && r->to == wanted[w].to);
		}
		ck_assert_msg(found, "%s", wanted[w].rule);
	}
	for (guint i = 1; i < plan->len; i++)
		ck_assert(((Reminder *)g_ptr_array_index(plan, i - 1))->due_at <= ((Reminder *)g_ptr_array_index(plan, i))->due_at);
}
END_TEST

START_TEST(test_it_is_quiet_about_what_is_none_or_over)
{
	const RemindPolicy p = policy();
	for (int i = 0; i < 6; i++) {
		g_autoptr(Incident) in = incident();
		in->kind = i == 0 ? KIND_DRILL : KIND_BREACH;
		in->historic = i == 1;
		in->voided_at = i == 2 ? START : INSTANT_NONE;
		in->closed_at = i == 3 ? START : INSTANT_NONE;
		in->outcome = i == 4 ? g_strdup("not-a-breach") : NULL;
		add_action(in, "3", START);
		ck_assert(remind_quiet(in) == (i < 5));
		g_autoptr(GPtrArray) plan = remind_plan(in, &p);
		ck_assert(i < 5 ? plan->len == 0 : plan->len > 0);
	}
}
END_TEST

START_TEST(test_what_holds_still_is_found_again_by_its_key)
{
	g_autoptr(Incident) in = incident();
	const RemindPolicy p = policy();
	g_autoptr(GPtrArray) plan = remind_plan(in, &p), due = remind_due(plan, in, START + 3 * DAY);
	json_auto_t *steps = remind_steps(due);
	g_autofree char *text = json_dumps(steps, JSON_COMPACT);
	g_autoptr(GPtrArray) same = remind_still(plan, text);
	ck_assert_uint_eq(same->len, due->len);
	in->taken_at = START + DAY;
	g_autoptr(GPtrArray) later = remind_plan(in, &p), still = remind_still(later, text);
	ck_assert_uint_eq(still->len, 1);
	ck_assert_str_eq(((Reminder *)g_ptr_array_index(still, 0))->rule, "clock:dpo-24h");
	static const char *const foreign[] = {NULL, "", "[]", "{}", "[7]", "[{\"rule\":1}]", "[{\"rule\":\"take-charge\",\"step\":\"deputy\"}]", "[[[["};
	for (gsize i = 0; i < G_N_ELEMENTS(foreign); i++) {
		g_autoptr(GPtrArray) none = remind_still(plan, foreign[i]);
		ck_assert_uint_eq(none->len, 0);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("remind");
	TCase *clocks = tcase_create("clocks"), *charge = tcase_create("charge"), *rest = tcase_create("rest");

	tcase_add_test(clocks, test_each_step_towards_the_end_comes_at_its_second_and_once);
	tcase_add_test(clocks, test_after_days_of_silence_one_message_says_how_things_are);
	tcase_add_test(clocks, test_a_clock_that_goes_back_repeats_nothing);
	tcase_add_test(clocks, test_what_is_met_waived_or_not_due_is_not_reminded_of);
	tcase_add_test(clocks, test_a_short_contract_is_not_born_with_reminders);
	tcase_add_test(clocks, test_what_was_late_before_it_was_logged_is_said_once);
	tcase_add_test(clocks, test_a_deadline_that_moves_has_reminders_of_its_own);
	tcase_add_test(clocks, test_off_means_no_reminder_of_clocks);
	tcase_add_loop_test(clocks, test_the_nights_of_the_changing_clock, 0, G_N_ELEMENTS(nights));
	tcase_add_test(charge, test_the_deputy_comes_first_and_then_the_managers);
	tcase_add_test(charge, test_without_a_deputy_the_managers_come_at_once);
	tcase_add_test(charge, test_a_dpo_who_is_away_is_not_waited_for);
	tcase_add_test(charge, test_one_who_is_found_away_later_is_told_of_once);
	tcase_add_test(charge, test_taking_charge_ends_it);
	tcase_add_test(charge, test_only_an_automatic_reply_to_what_the_dpo_got_says_that_the_dpo_is_away);
	tcase_add_test(rest, test_an_action_is_reminded_of_when_it_is_over_and_once_more);
	tcase_add_test(rest, test_a_notice_that_did_not_arrive_is_told_of);
	tcase_add_test(rest, test_a_notice_that_is_on_its_way_for_too_long_is_told_of);
	tcase_add_test(rest, test_the_review_planned_at_closing_is_reminded_of_and_nothing_else);
	tcase_add_test(rest, test_each_rule_speaks_to_its_people);
	tcase_add_test(rest, test_it_is_quiet_about_what_is_none_or_over);
	tcase_add_test(rest, test_what_holds_still_is_found_again_by_its_key);
	suite_add_tcase(suite, clocks);
	suite_add_tcase(suite, charge);
	suite_add_tcase(suite, rest);
	return run_suite(suite);
}

/* Clocks: the rules, the states to the second, and which notice meets which clock. */
#include "src/core/clock.h"
#include "src/core/vocab.h"
#include "tests/run.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define HOUR 3600
#define DAY 86400
/* 2026-11-23T21:44:05Z; any instant would do */
#define START ((Instant)1795470245)

static Clock *
dpo_clock(void)
{
	Clock *clock = clock_new();
	clock->id = g_strdup(RULE_DPO);
	clock->rule = g_strdup(RULE_DPO);
	clock->from = FROM_DETECTED;
	clock->starts_at = START;
	clock->length = DAY;
	clock->due_at = clock->first_due_at = START + DAY;
	clock->required[CHANNEL_EMAIL] = PROOF_SUBMITTED;
	clock->required[CHANNEL_PEC] = PROOF_ACCEPTED;
	return clock;
}

static Clock *
client_clock(const char *client)
{
	Clock *clock = dpo_clock();
	g_free(clock->rule);
	g_free(clock->id);
	clock->rule = g_strdup(RULE_CLIENT);
	clock->id = g_strconcat(RULE_CLIENT ":", client, NULL);
	clock->client = g_strdup(client);
	return clock;
}

static GPtrArray *
no_notices(void)
{
	return g_ptr_array_new_with_free_func((GDestroyNotify)notice_free);
}

static Notice *
add_notice(GPtrArray *notices, const char *audience, Channel channel, NoticeState state, Proof proof, Instant sent_at)
{
	Notice *notice = notice_new();
	notice->audience = g_strdup(audience);
	notice->channel = channel;
	notice->state = state;
	notice->proof = proof;
	notice->sent_at = sent_at;
	g_ptr_array_add(notices, notice);
	return notice;
}

/* --- rules ---------------------------------------------------------------------------------------------------------- */

static const struct {
	const char *id;
	ClockStart from;
	int64_t seconds;
	int months;
	bool internal, on, waivable;
} rules[] = {
	{"dpo-24h", FROM_DETECTED, 24 * HOUR, 0, false, true, false},
	{"client", FROM_DETECTED, 24 * HOUR, 0, false, true, true},
	{"authority-72h", FROM_AWARE, 72 * HOUR, 0, false, true, true},
	{"subjects", FROM_DECISION, 72 * HOUR, 0, true, true, true},
	{"supplement", FROM_FILING, 30 * DAY, 0, true, true, true},
	{"nis2-early", FROM_AWARE, 24 * HOUR, 0, false, false, true},
	{"nis2-72h", FROM_AWARE, 72 * HOUR, 0, false, false, true},
	{"nis2-final", FROM_FILING, 0, 1, false, false, true},
};

START_TEST(test_every_rule_is_as_its_source_says)
{
	const ClockRule *rule = clock_rule(rules[_i].id);

	ck_assert_ptr_nonnull(rule);
	ck_assert_ptr_eq(rule, &clock_rules[_i]);
	ck_assert_int_eq(rule->from, rules[_i].from);
	ck_assert_int_eq(rule->seconds, rules[_i].seconds);
	ck_assert_int_eq(rule->months, rules[_i].months);
	ck_assert_int_eq(rule->internal, rules[_i].internal);
	ck_assert_int_eq(rule->on, rules[_i].on);
	ck_assert_int_eq(rule->waivable, rules[_i].waivable);
	ck_assert(*rule->name.en && *rule->name.it && *rule->applies.en && *rule->applies.it);
	ck_assert(*rule->met_by.en && *rule->met_by.it && *rule->source);
	ck_assert_msg((rule->from == FROM_FILING) == (rule->after != NULL), "%s", rule->id);
	if (rule->after)
		ck_assert_ptr_nonnull(clock_rule(rule->after));
}
END_TEST

START_TEST(test_there_are_no_other_rules)
{
	ck_assert_ptr_null(clock_rules[G_N_ELEMENTS(rules)].id);
	ck_assert_ptr_null(clock_rule("authority-96h"));
	ck_assert_ptr_null(clock_rule(NULL));
}
END_TEST

START_TEST(test_codes_are_read_back)
{
	for (int i = FROM_DETECTED; i <= FROM_FILING; i++) {
		ClockStart from;
		ck_assert(clock_start_parse(clock_start_code((ClockStart)i), &from));
		ck_assert_int_eq(from, i);
	}
	for (int i = CLOCK_RUNNING; i <= CLOCK_PAST; i++) {
		ClockState state;
		ck_assert(clock_state_parse(clock_state_code((ClockState)i), &state));
		ck_assert_int_eq(state, i);
		ck_assert(*clock_state_words((ClockState)i)->en && *clock_state_words((ClockState)i)->it);
	}
	ClockStart from;
	ClockState state;
	ck_assert(!clock_start_parse("occurred", &from) && !clock_start_parse(NULL, &from));
	ck_assert(!clock_state_parse("MET", &state) && !clock_state_parse(NULL, &state));
}
END_TEST

/* --- states --------------------------------------------------------------------------------------------------------- */

static const struct {
	int64_t length, after; /* now: so many seconds after the start */
	ClockState state;
} unmet[] = {
	{DAY, 0, CLOCK_RUNNING},
	{DAY, 18 * HOUR - 1, CLOCK_RUNNING},
	{DAY, 18 * HOUR, CLOCK_DUE_SOON}, /* six hours left: exactly a quarter */
	{DAY, DAY - 1, CLOCK_DUE_SOON},
	{DAY, DAY, CLOCK_DUE_SOON}, /* the last second is in time */
	{DAY, DAY + 1, CLOCK_LATE},
	{DAY, 365 * DAY, CLOCK_LATE},
	{DAY, -HOUR, CLOCK_RUNNING}, /* our clock went back */
	{4 * HOUR, 0, CLOCK_RUNNING}, /* a short contract is not born due soon */
	{4 * HOUR, 3 * HOUR, CLOCK_DUE_SOON},
	{72 * HOUR, 54 * HOUR, CLOCK_DUE_SOON},
	{72 * HOUR, 54 * HOUR - 1, CLOCK_RUNNING},
};

START_TEST(test_an_unmet_clock_runs_is_due_soon_then_late)
{
	g_autoptr(Clock) clock = dpo_clock();

	clock->length = unmet[_i].length;
	clock->due_at = START + unmet[_i].length;
	ck_assert_str_eq(clock_state_code(clock_state(clock, START + unmet[_i].after)), clock_state_code(unmet[_i].state));
	ck_assert(clock_open(clock));
}
END_TEST

START_TEST(test_met_at_the_last_second_is_in_time_and_one_later_is_not)
{
	g_autoptr(Clock) clock = dpo_clock();
	Instant much_later = START + 90 * DAY;

	clock->met_at = clock->due_at;
	ck_assert_int_eq(clock_state(clock, much_later), CLOCK_MET);
	ck_assert(!clock_open(clock));
	clock->met_at = clock->due_at + 1;
	ck_assert_int_eq(clock_state(clock, much_later), CLOCK_MET_LATE);
	ck_assert(!clock_open(clock));
}
END_TEST

START_TEST(test_the_past_runs_no_clock)
{
	g_autoptr(Clock) clock = dpo_clock();
	Instant later = clock->due_at + 1;

	clock->past = true;
	ck_assert_int_eq(clock_state(clock, START), CLOCK_PAST);
	ck_assert_int_eq(clock_state(clock, later), CLOCK_PAST);
	ck_assert(!clock_open(clock));
	ck_assert(!clock_was_late(clock, later));
	/* What paper says is shown, and nobody is asked why. */
	clock->met_at = later;
	ck_assert_int_eq(clock_state(clock, later), CLOCK_MET_LATE);
	ck_assert(clock_was_late(clock, later));
	ck_assert(!clock_wants_reason(clock, later));
	/* Nothing is in time without proof, and paper is none. */
	clock->met_at = START;
	ck_assert_int_eq(clock_state(clock, later), CLOCK_PAST);
	clock->not_due = true;
	ck_assert_int_eq(clock_state(clock, later), CLOCK_NOT_DUE);
}
END_TEST

START_TEST(test_waived_and_not_due_come_before_everything)
{
	g_autoptr(Clock) clock = dpo_clock();

	clock->not_due = true;
	clock->met_at = clock->due_at + 1;
	ck_assert_int_eq(clock_state(clock, START), CLOCK_NOT_DUE);
	clock->waived = true;
	ck_assert_int_eq(clock_state(clock, START + 2 * DAY), CLOCK_WAIVED);
	clock->met_at = INSTANT_NONE;
	ck_assert(!clock_open(clock));
	ck_assert(!clock_wants_reason(clock, START + 2 * DAY));
}
END_TEST

START_TEST(test_what_was_late_stays_late_when_the_start_is_corrected)
{
	g_autoptr(Clock) clock = dpo_clock();

	clock->met_at = START + 25 * HOUR;
	clock->starts_at += 2 * HOUR; /* detected later than first written: by that it would be in time */
	clock->due_at += 2 * HOUR;
	clock->late_by_correction = true;
	ck_assert_int_eq(clock_state(clock, START + 26 * HOUR), CLOCK_MET_LATE);
	ck_assert_int_eq(clock->first_due_at, START + DAY);
	clock->met_at = INSTANT_NONE; /* not met: it runs to its new end, and is late for ever once it is met */
	ck_assert_int_eq(clock_state(clock, START + 25 * HOUR), CLOCK_DUE_SOON);
}
END_TEST

START_TEST(test_a_clock_without_an_end_never_runs_out)
{
	g_autoptr(Clock) clock = clock_new();

	ck_assert_int_eq(clock_state(clock, START), CLOCK_RUNNING);
	clock->met_at = START;
	ck_assert_int_eq(clock_state(clock, START), CLOCK_MET);
}
END_TEST

START_TEST(test_late_clocks_want_cause_and_reason_for_ever)
{
	g_autoptr(Clock) clock = dpo_clock();
	Instant now = clock->due_at + 1;

	ck_assert(!clock_wants_reason(clock, clock->due_at));
	ck_assert(clock_wants_reason(clock, now));
	clock->met_at = now;
	ck_assert(clock_wants_reason(clock, now + 10 * DAY));
	clock->late_cause = g_strdup("mail-failed");
	ck_assert(clock_wants_reason(clock, now));
	clock->late_reason = g_strdup("");
	ck_assert(clock_wants_reason(clock, now));
	g_free(clock->late_reason);
	clock->late_reason = g_strdup("the provider was down from 21 to 23");
	ck_assert(!clock_wants_reason(clock, now));
	g_free(clock->late_cause);
	clock->late_cause = g_strdup(VOCAB_UNKNOWN); /* "not yet determined" is no cause */
	ck_assert(clock_wants_reason(clock, now));
}
END_TEST

START_TEST(test_a_lateness_lasts_until_it_was_met_or_ended)
{
	g_autoptr(Clock) clock = dpo_clock();
	Instant due = clock->due_at;

	ck_assert_int_eq(clock_late_by(clock, due), 0);
	ck_assert_int_eq(clock_late_by(clock, due + HOUR), HOUR);
	clock->waived = clock->ended_late = true;
	clock->ended_at = due + 2 * HOUR;
	ck_assert_int_eq(clock_late_by(clock, due + 90 * DAY), 2 * HOUR);
	clock->waived = false; /* runs again, and is late again */
	ck_assert_int_eq(clock_late_by(clock, due + 3 * HOUR), 3 * HOUR);
	clock->met_at = due + 4 * HOUR;
	ck_assert_int_eq(clock_late_by(clock, due + 90 * DAY), 4 * HOUR);
	clock->ended_late = false;
	clock->met_at = due;
	ck_assert_int_eq(clock_late_by(clock, due + 90 * DAY), 0);
}
END_TEST

/* A start that is corrected makes a clock late, or in time by what is known now though it was late; or it stays late either way. */
static const struct {
	int64_t first, due, met; /* hours after the start; met 0: not */
	int64_t late;
	bool before, by;
} corrections[] = {
	{24, 34, 26, 2, true, false},  /* detected later than was written: late by two hours until then */
	{24, 14, 20, 6, false, true},  /* detected earlier: that made it late */
	{24, 20, 30, 10, false, false}, /* late either way */
	{24, 34, 23, 0, false, true},  /* made late, and in time again: it stays so, and by how much is gone */
	{24, 34, 0, 2, true, false},   /* not met at 26 */
	{24, 14, 0, 12, false, false},
};

START_TEST(test_a_lateness_and_the_correction_of_its_start)
{
	g_autoptr(Clock) clock = dpo_clock();
	Instant now = START + (corrections[_i].met ? 500 : 26) * HOUR;

	clock->late_by_correction = true;
	clock->first_due_at = START + corrections[_i].first * HOUR;
	clock->due_at = START + corrections[_i].due * HOUR;
	clock->met_at = corrections[_i].met ? START + corrections[_i].met * HOUR : INSTANT_NONE;
	ck_assert_int_eq(clock_late_by(clock, now), corrections[_i].late * HOUR);
	ck_assert(clock_late_before_correction(clock, now) == corrections[_i].before);
	ck_assert(clock_late_by_correction(clock, now) == corrections[_i].by);
}
END_TEST

START_TEST(test_what_was_late_when_it_ended_and_runs_to_a_later_end)
{
	g_autoptr(Clock) clock = dpo_clock();
	Instant first = clock->due_at;

	clock->ended_late = true;
	clock->ended_at = first + HOUR;
	clock->due_at += DAY;
	ck_assert_int_eq(clock_late_by(clock, first + 3 * HOUR), HOUR);
	ck_assert(clock_late_before_correction(clock, first + 3 * HOUR));
	ck_assert(!clock_late_by_correction(clock, first + 3 * HOUR));
}
END_TEST

START_TEST(test_nobody_is_asked_about_what_is_void)
{
	g_autoptr(Clock) clock = dpo_clock();
	Instant now = clock->due_at + HOUR;

	clock->met_at = now;
	ck_assert(clock_wants_reason(clock, now));
	clock->voided = true;
	ck_assert(clock_was_late(clock, now) && !clock_wants_reason(clock, now));
}
END_TEST

/* What was explained and erased is explained: its cause says so. What never was stays unexplained. */
START_TEST(test_an_erased_reason_is_not_asked_for_again)
{
	g_autoptr(Clock) clock = dpo_clock();
	Instant now = clock->due_at + 1;

	clock->erased = true;
	ck_assert(clock_wants_reason(clock, now));
	clock->late_cause = g_strdup("mail-failed");
	ck_assert(!clock_wants_reason(clock, now));
	g_free(clock->late_cause);
	clock->late_cause = g_strdup(VOCAB_UNKNOWN);
	ck_assert(clock_wants_reason(clock, now));
}
END_TEST

/* --- what meets a clock --------------------------------------------------------------------------------------------- */

/* One notice, 1 h after the start, tried against a clock of the DPO. */
static const struct {
	const char *audience;
	Channel channel;
	NoticeState state;
	Proof proof;
	bool met;
	Proof shown;
} single[] = {
	{"dpo", CHANNEL_EMAIL, NOTICE_SENT, PROOF_SUBMITTED, true, PROOF_SUBMITTED},
	{"dpo", CHANNEL_EMAIL, NOTICE_SENT, PROOF_DELIVERED, true, PROOF_DELIVERED},
	{"dpo", CHANNEL_EMAIL, NOTICE_SENT, PROOF_ACKNOWLEDGED, true, PROOF_ACKNOWLEDGED},
	{"dpo", CHANNEL_EMAIL, NOTICE_SENT, PROOF_NONE, false, PROOF_NONE},
	{"dpo", CHANNEL_EMAIL, NOTICE_SENT, PROOF_DECLARED, false, PROOF_DECLARED},
	{"dpo", CHANNEL_EMAIL, NOTICE_SENT, PROOF_REFUTED, false, PROOF_NONE},
	{"dpo", CHANNEL_PEC, NOTICE_SENT, PROOF_SUBMITTED, false, PROOF_SUBMITTED},
	{"dpo", CHANNEL_PEC, NOTICE_SENT, PROOF_ACCEPTED, true, PROOF_ACCEPTED},
	{"dpo", CHANNEL_EMAIL, NOTICE_QUEUED, PROOF_SUBMITTED, false, PROOF_NONE},
	{"dpo", CHANNEL_EMAIL, NOTICE_COMPOSED, PROOF_SUBMITTED, false, PROOF_NONE},
	{"dpo", CHANNEL_EMAIL, NOTICE_SENDING, PROOF_SUBMITTED, false, PROOF_NONE},
	{"dpo", CHANNEL_EMAIL, NOTICE_FAILED, PROOF_SUBMITTED, false, PROOF_NONE},
	{"dpo", CHANNEL_EMAIL, NOTICE_CANCELLED, PROOF_SUBMITTED, false, PROOF_NONE},
	{"alfa", CHANNEL_EMAIL, NOTICE_SENT, PROOF_DELIVERED, false, PROOF_NONE}, /* telling a client tells no DPO */
	{NULL, CHANNEL_EMAIL, NOTICE_SENT, PROOF_DELIVERED, false, PROOF_NONE},
};

START_TEST(test_one_notice_against_the_clock_of_the_dpo)
{
	g_autoptr(Clock) clock = dpo_clock();
	g_autoptr(GPtrArray) notices = no_notices();

	add_notice(notices, single[_i].audience, single[_i].channel, single[_i].state, single[_i].proof, START + HOUR);
	clock_settle(clock, notices);
	ck_assert_int_eq(clock->met_at != INSTANT_NONE, single[_i].met);
	if (single[_i].met)
		ck_assert_int_eq(clock->met_at, START + HOUR);
	ck_assert_str_eq(proof_code(clock->proof), proof_code(single[_i].shown));
}
END_TEST

START_TEST(test_the_earliest_that_reaches_its_level_meets)
{
	g_autoptr(Clock) clock = dpo_clock();
	g_autoptr(GPtrArray) notices = no_notices();

	add_notice(notices, "dpo", CHANNEL_PEC, NOTICE_SENT, PROOF_SUBMITTED, START + 10); /* earlier, but not enough for a PEC */
	add_notice(notices, "dpo", CHANNEL_EMAIL, NOTICE_SENT, PROOF_DELIVERED, START + 300);
	Notice *wake = add_notice(notices, "dpo", CHANNEL_EMAIL, NOTICE_SENT, PROOF_SUBMITTED, START + 20);
	wake->letter = LETTER_SHORT;
	clock_settle(clock, notices);
	ck_assert_int_eq(clock->met_at, START + 20); /* the short e-mail counts too */
	ck_assert_int_eq(clock->proof, PROOF_DELIVERED); /* and the letter that it announced arrived in time */
	Notice *whole = g_ptr_array_index(notices, 1);
	whole->sent_at = clock->due_at + 1;
	clock_settle(clock, notices);
	ck_assert_int_eq(clock->met_at, START + 20);
	ck_assert_int_eq(clock->proof, PROOF_SUBMITTED);
}
END_TEST

START_TEST(test_who_was_told_that_it_is_over_has_to_be_told_again)
{
	g_autoptr(GPtrArray) notices = g_ptr_array_new_with_free_func((GDestroyNotify)notice_free);
	g_autoptr(Clock) client = dpo_clock(), dpo = dpo_clock();

	g_free(client->rule);
	client->rule = g_strdup(RULE_CLIENT);
	client->client = g_strdup("alfa");
	add_notice(notices, "alfa", CHANNEL_EMAIL, NOTICE_SENT, PROOF_SUBMITTED, START + 10);
	add_notice(notices, "dpo", CHANNEL_EMAIL, NOTICE_SENT, PROOF_SUBMITTED, START + 10);
	clock_settle(client, notices);
	ck_assert(client->met_at == START + 10);
	add_notice(notices, "beta", CHANNEL_EMAIL, NOTICE_SENT, PROOF_SUBMITTED, START + 20)->letter = LETTER_CLOSING;
	Notice *closing = add_notice(notices, "alfa", CHANNEL_EMAIL, NOTICE_CANCELLED, PROOF_NONE, INSTANT_NONE);
	closing->letter = LETTER_CLOSING;
	clock_settle(client, notices);
	ck_assert(client->met_at == START + 10); /* another's, and one that never left */
	closing->state = NOTICE_SENT;
	closing->proof = PROOF_SUBMITTED;
	add_notice(notices, "dpo", CHANNEL_EMAIL, NOTICE_SENT, PROOF_SUBMITTED, START + 20)->letter = LETTER_CLOSING;
	clock_settle(client, notices);
	clock_settle(dpo, notices);
	ck_assert(client->met_at == INSTANT_NONE);
	ck_assert(dpo->met_at == START + 10);
	add_notice(notices, "alfa", CHANNEL_EMAIL, NOTICE_SENT, PROOF_SUBMITTED, START + 30)->letter = LETTER_SUPPLEMENT;
	clock_settle(client, notices);
	ck_assert(client->met_at == START + 30);
}
END_TEST

START_TEST(test_a_supplement_under_a_clock_set_back_makes_nothing_on_time)
{
	g_autoptr(Clock) clock = dpo_clock();
	g_autoptr(GPtrArray) notices = no_notices();

	Notice *first = add_notice(notices, "dpo", CHANNEL_EMAIL, NOTICE_SENT, PROOF_SUBMITTED, START + 25 * HOUR);
	Notice *later = add_notice(notices, "dpo", CHANNEL_EMAIL, NOTICE_SENT, PROOF_SUBMITTED, START + HOUR);
	later->letter = LETTER_SUPPLEMENT;
	later->supplement = 1;
	clock_settle(clock, notices);
	ck_assert_int_eq(clock->met_at, START + 25 * HOUR);
	first->proof = PROOF_REFUTED;
	clock_settle(clock, notices);
	ck_assert_int_eq(clock->met_at, START + HOUR); /* then it is all that stands */
}
END_TEST

START_TEST(test_bounce_reopens_the_clock)
{
	g_autoptr(Clock) clock = dpo_clock();
	g_autoptr(GPtrArray) notices = no_notices();
	Notice *notice = add_notice(notices, "dpo", CHANNEL_EMAIL, NOTICE_SENT, PROOF_SUBMITTED, START + HOUR);

	clock_settle(clock, notices);
	ck_assert(!clock_open(clock));
	notice->proof = PROOF_REFUTED;
	clock_settle(clock, notices);
	ck_assert(clock_open(clock));
	ck_assert_int_eq(clock->proof, PROOF_NONE);
	ck_assert_int_eq(clock_state(clock, START + 25 * HOUR), CLOCK_LATE);
	add_notice(notices, "dpo", CHANNEL_EMAIL, NOTICE_SENT, PROOF_SUBMITTED, START + 25 * HOUR);
	clock_settle(clock, notices);
	ck_assert_int_eq(clock_state(clock, START + 26 * HOUR), CLOCK_MET_LATE);
}
END_TEST

START_TEST(test_a_bounce_leaves_the_clock_met_while_another_notice_stands)
{
	g_autoptr(Clock) clock = dpo_clock();
	g_autoptr(GPtrArray) notices = no_notices();

	add_notice(notices, "dpo", CHANNEL_EMAIL, NOTICE_SENT, PROOF_REFUTED, START + 60);
	add_notice(notices, "dpo", CHANNEL_PEC, NOTICE_SENT, PROOF_DELIVERED, START + 120);
	clock_settle(clock, notices);
	ck_assert_int_eq(clock->met_at, START + 120);
	ck_assert_int_eq(clock->proof, PROOF_DELIVERED);
}
END_TEST

START_TEST(test_a_level_raised_in_the_settings_is_waited_for)
{
	g_autoptr(Clock) clock = dpo_clock();
	g_autoptr(GPtrArray) notices = no_notices();
	Notice *notice = add_notice(notices, "dpo", CHANNEL_EMAIL, NOTICE_SENT, PROOF_SUBMITTED, START + HOUR);

	clock->required[CHANNEL_EMAIL] = PROOF_DELIVERED;
	clock_settle(clock, notices);
	ck_assert(clock_open(clock));
	ck_assert_int_eq(clock->proof, PROOF_SUBMITTED); /* the best so far is shown */
	notice->proof = PROOF_DELIVERED;
	clock_settle(clock, notices);
	ck_assert_int_eq(clock->met_at, START + HOUR); /* the sending counts, whenever the proof arrives */
}
END_TEST

START_TEST(test_a_client_is_told_only_by_a_notice_to_that_client)
{
	g_autoptr(Clock) alfa = client_clock("alfa"), beta = client_clock("beta"), nobody = client_clock("?");
	g_autoptr(GPtrArray) notices = no_notices();

	add_notice(notices, "dpo", CHANNEL_EMAIL, NOTICE_SENT, PROOF_DELIVERED, START + 1);
	add_notice(notices, "alfa", CHANNEL_EMAIL, NOTICE_SENT, PROOF_SUBMITTED, START + 2);
	clock_settle(alfa, notices);
	clock_settle(beta, notices);
	clock_settle(nobody, notices);
	ck_assert_int_eq(alfa->met_at, START + 2);
	ck_assert(clock_open(beta));
	ck_assert(clock_open(nobody));
}
END_TEST

START_TEST(test_an_exercise_meets_without_showing_a_proof)
{
	g_autoptr(Clock) clock = dpo_clock();
	g_autoptr(GPtrArray) notices = no_notices();
	Notice *notice = add_notice(notices, "dpo", CHANNEL_EMAIL, NOTICE_QUEUED, PROOF_NONE, INSTANT_NONE);

	notice->exercise = true;
	clock_settle(clock, notices);
	ck_assert(clock_open(clock)); /* not before it is composed */
	notice->state = NOTICE_COMPOSED;
	notice->composed_at = START + 30;
	clock_settle(clock, notices);
	ck_assert_int_eq(clock->met_at, START + 30);
	ck_assert_int_eq(clock->proof, PROOF_NONE);
	notice->state = NOTICE_CANCELLED;
	clock_settle(clock, notices);
	ck_assert(clock_open(clock));
}
END_TEST

START_TEST(test_no_notice_files_with_the_authority)
{
	g_autoptr(Clock) clock = dpo_clock();
	g_autoptr(GPtrArray) notices = no_notices();

	g_free(clock->rule);
	clock->rule = g_strdup(RULE_AUTHORITY);
	add_notice(notices, "dpo", CHANNEL_EMAIL, NOTICE_SENT, PROOF_DELIVERED, START + 1);
	clock_settle(clock, notices);
	ck_assert(clock_open(clock));
	clock->met_at = START + 40 * HOUR; /* by a filing, which is recorded elsewhere */
	clock_settle(clock, notices);
	ck_assert_int_eq(clock->met_at, START + 40 * HOUR);
}
END_TEST

START_TEST(test_settling_leaves_a_waived_clock_waived)
{
	g_autoptr(Clock) clock = client_clock("alfa");
	g_autoptr(GPtrArray) notices = no_notices();

	clock->waived = true;
	add_notice(notices, "alfa", CHANNEL_EMAIL, NOTICE_SENT, PROOF_SUBMITTED, START + 2);
	clock_settle(clock, notices);
	ck_assert_int_eq(clock_state(clock, START + 3), CLOCK_WAIVED);
}
END_TEST

/* --- names ---------------------------------------------------------------------------------------------------------- */

static void
assert_name(const Clock *clock, Lang lang, const char *expected)
{
	g_autofree char *name = clock_name(clock, lang);
	ck_assert_str_eq(name, expected);
}

START_TEST(test_how_a_board_names_clocks)
{
	g_autoptr(Clock) dpo = dpo_clock(), alfa = client_clock("alfa"), nobody = client_clock("?"), authority = dpo_clock();

	assert_name(dpo, LANG_IT, "DPO");
	assert_name(alfa, LANG_IT, "alfa"); /* its name is erased */
	alfa->client_name = g_strdup("Alfa S.p.A.");
	assert_name(alfa, LANG_EN, "Alfa S.p.A.");
	assert_name(nobody, LANG_IT, "committente non ancora noto");
	assert_name(nobody, LANG_EN, "client not yet known");
	g_free(authority->rule);
	authority->rule = g_strdup(RULE_AUTHORITY);
	assert_name(authority, LANG_IT, "Garante");
	authority->provisional = true;
	assert_name(authority, LANG_IT, "Garante (provvisorio)");
	assert_name(authority, LANG_EN, "Garante (provisional)");
	g_free(authority->rule);
	authority->rule = g_strdup("moon-1h");
	authority->provisional = false;
	assert_name(authority, LANG_EN, "moon-1h");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("clock");
	TCase *tc = tcase_create("clock");

	tcase_add_loop_test(tc, test_every_rule_is_as_its_source_says, 0, (int)G_N_ELEMENTS(rules));
	tcase_add_test(tc, test_there_are_no_other_rules);
	tcase_add_test(tc, test_codes_are_read_back);
	tcase_add_loop_test(tc, test_an_unmet_clock_runs_is_due_soon_then_late, 0, (int)G_N_ELEMENTS(unmet));
	tcase_add_test(tc, test_met_at_the_last_second_is_in_time_and_one_later_is_not);
	tcase_add_test(tc, test_the_past_runs_no_clock);
	tcase_add_test(tc, test_waived_and_not_due_come_before_everything);
	tcase_add_test(tc, test_what_was_late_stays_late_when_the_start_is_corrected);
	tcase_add_test(tc, test_a_clock_without_an_end_never_runs_out);
	tcase_add_test(tc, test_late_clocks_want_cause_and_reason_for_ever);
	tcase_add_test(tc, test_nobody_is_asked_about_what_is_void);
	tcase_add_loop_test(tc, test_a_lateness_and_the_correction_of_its_start, 0, G_N_ELEMENTS(corrections));
	tcase_add_test(tc, test_what_was_late_when_it_ended_and_runs_to_a_later_end);
	tcase_add_test(tc, test_a_lateness_lasts_until_it_was_met_or_ended);
	tcase_add_test(tc, test_an_erased_reason_is_not_asked_for_again);
	tcase_add_loop_test(tc, test_one_notice_against_the_clock_of_the_dpo, 0, (int)G_N_ELEMENTS(single));
	tcase_add_test(tc, test_the_earliest_that_reaches_its_level_meets);
	tcase_add_test(tc, test_bounce_reopens_the_clock);
	tcase_add_test(tc, test_who_was_told_that_it_is_over_has_to_be_told_again);
	tcase_add_test(tc, test_a_supplement_under_a_clock_set_back_makes_nothing_on_time);
	tcase_add_test(tc, test_a_bounce_leaves_the_clock_met_while_another_notice_stands);
	tcase_add_test(tc, test_a_level_raised_in_the_settings_is_waited_for);
	tcase_add_test(tc, test_a_client_is_told_only_by_a_notice_to_that_client);
	tcase_add_test(tc, test_an_exercise_meets_without_showing_a_proof);
	tcase_add_test(tc, test_no_notice_files_with_the_authority);
	tcase_add_test(tc, test_settling_leaves_a_waived_clock_waived);
	tcase_add_test(tc, test_how_a_board_names_clocks);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}

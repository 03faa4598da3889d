/* Notices and proof: codes, the order of the levels, and when the next attempt is made. */
#include "src/core/notice.h"
#include "src/core/proof.h"
#include "tests/run.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define MINUTE 60
#define HOUR 3600

START_TEST(test_proof_levels_reach_what_is_below_them)
{
	static const Proof order[] = {
		PROOF_DECLARED, PROOF_SUBMITTED, PROOF_ACCEPTED, PROOF_DELIVERED, PROOF_ACKNOWLEDGED,
	};

	for (gsize i = 0; i < G_N_ELEMENTS(order); i++)
		for (gsize j = 0; j < G_N_ELEMENTS(order); j++)
			ck_assert_msg(proof_reaches(order[i], order[j]) == (i >= j), "%s for %s", proof_code(order[i]), proof_code(order[j]));
}
END_TEST

START_TEST(test_none_and_a_bounce_reach_nothing)
{
	for (int required = PROOF_NONE; required <= PROOF_REFUTED; required++) {
		ck_assert(!proof_reaches(PROOF_NONE, (Proof)required));
		ck_assert(!proof_reaches(PROOF_REFUTED, (Proof)required));
	}
	for (int proof = PROOF_NONE; proof <= PROOF_REFUTED; proof++)
		ck_assert(!proof_reaches((Proof)proof, PROOF_REFUTED));
}
END_TEST

START_TEST(test_every_code_is_read_back)
{
	for (int i = PROOF_NONE; i <= PROOF_REFUTED; i++) {
		Proof proof;
		ck_assert(proof_parse(proof_code((Proof)i), &proof));
		ck_assert_int_eq(proof, i);
		ck_assert(*proof_words((Proof)i)->en && *proof_words((Proof)i)->it);
	}
	for (int i = NOTICE_QUEUED; i <= NOTICE_CANCELLED; i++) {
		NoticeState state;
		ck_assert(notice_state_parse(notice_state_code((NoticeState)i), &state));
		ck_assert_int_eq(state, i);
		ck_assert(*notice_state_words((NoticeState)i)->en && *notice_state_words((NoticeState)i)->it);
	}
	for (int i = CHANNEL_EMAIL; i <= CHANNEL_PEC; i++) {
		Channel channel;
		ck_assert(channel_parse(channel_code((Channel)i), &channel));
		ck_assert_int_eq(channel, i);
		ck_assert(*channel_words((Channel)i)->en && *channel_words((Channel)i)->it);
	}
	for (int i = VERDICT_SENT; i <= VERDICT_ACCOUNT; i++) {
		Verdict verdict;
		ck_assert(verdict_parse(verdict_code((Verdict)i), &verdict));
		ck_assert_int_eq(verdict, i);
		ck_assert(*verdict_words((Verdict)i)->en && *verdict_words((Verdict)i)->it);
	}
	for (int i = LETTER_FIRST; i <= LETTER_SHORT; i++) {
		Letter letter;
		ck_assert(letter_parse(letter_code((Letter)i), &letter));
		ck_assert_int_eq(letter, i);
		ck_assert(*letter_words((Letter)i)->en && *letter_words((Letter)i)->it);
	}
}
END_TEST

START_TEST(test_a_code_nobody_knows_is_refused)
{
	static const char *const wrong[] = {NULL, "", "Sent", "sent ", "delivere"};
	Proof proof = PROOF_NONE;
	NoticeState state = NOTICE_QUEUED;
	Channel channel = CHANNEL_EMAIL;
	Verdict verdict = VERDICT_SENT;
	Letter letter = LETTER_FIRST;

	for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
		ck_assert(!proof_parse(wrong[i], &proof));
		ck_assert(!notice_state_parse(wrong[i], &state));
		ck_assert(!channel_parse(wrong[i], &channel));
		ck_assert(!verdict_parse(wrong[i], &verdict));
		ck_assert(!letter_parse(wrong[i], &letter));
	}
}
END_TEST

START_TEST(test_what_is_sent_is_never_said_to_have_arrived)
{
	ck_assert_ptr_nonnull(strstr(proof_words(PROOF_SUBMITTED)->en, "not proven"));
	ck_assert_ptr_nonnull(strstr(proof_words(PROOF_SUBMITTED)->it, "non provata"));
	ck_assert_ptr_nonnull(strstr(proof_words(PROOF_ACCEPTED)->en, "not proven"));
	ck_assert_ptr_nonnull(strstr(proof_words(PROOF_ACCEPTED)->it, "non provata"));
}
END_TEST

START_TEST(test_settled_is_sent_failed_or_cancelled)
{
	for (int state = NOTICE_QUEUED; state <= NOTICE_CANCELLED; state++) {
		g_autoptr(Notice) notice = notice_new();
		notice->state = (NoticeState)state;
		bool settled = state == NOTICE_SENT || state == NOTICE_FAILED || state == NOTICE_CANCELLED;
		ck_assert_int_eq(notice_settled(notice), settled);
		notice->exercise = true; /* a drill that sends nothing is done once it is composed */
		ck_assert_int_eq(notice_settled(notice), settled || state == NOTICE_COMPOSED);
	}
}
END_TEST

START_TEST(test_a_new_notice_has_no_instants_and_frees_all_it_holds)
{
	g_autoptr(Notice) notice = notice_new();

	ck_assert(notice->queued_at == INSTANT_NONE && notice->hold_until == INSTANT_NONE);
	ck_assert(notice->composed_at == INSTANT_NONE && notice->sent_at == INSTANT_NONE);
	ck_assert(notice->next_at == INSTANT_NONE && notice->attempted_at == INSTANT_NONE);
	ck_assert_int_eq(notice->state, NOTICE_QUEUED);
	ck_assert_int_eq(notice->proof, PROOF_NONE);
	Recipient *recipient = g_new0(Recipient, 1);
	recipient->address = g_strdup("dpo@example.it");
	recipient->person = g_strdup("p2");
	recipient->reply = g_strdup("250 2.1.5 ok");
	g_ptr_array_add(notice->to, recipient);
	notice->reply = g_strdup("250 2.0.0 queued as 4F");
	notice_free(NULL);
	recipient_free(NULL);
}
END_TEST

/* Worked by hand: min(step, left / 10), then never under 30 s nor over 15 minutes; past the deadline the step alone. */
static const struct {
	int attempts;
	int64_t left, delay;
} delays[] = {
	{1, 23 * HOUR, 60},   {2, 23 * HOUR, 120}, {3, 23 * HOUR, 300}, {4, 23 * HOUR, 600}, {5, 23 * HOUR, 900},
	{6, 23 * HOUR, 900},  {1000, 23 * HOUR, 900},
	{5, HOUR, 360},       {3, HOUR, 300},      {5, 10 * MINUTE, 60}, {1, 10 * MINUTE, 60},
	{5, 5 * MINUTE, 30},  {1, 5 * MINUTE, 30}, {5, 309, 30},         {5, 310, 31},        {1, 1, 30},
	{1, 0, 60},           {2, 0, 120},         {5, -1, 900},         {9, -90000, 900},
	{1, INT64_MAX, 60},   {5, INT64_MIN, 900},
};

START_TEST(test_delay_before_the_next_attempt)
{
	ck_assert_msg(notice_delay(delays[_i].attempts, delays[_i].left) == delays[_i].delay, "%d attempts, %" G_GINT64_FORMAT
		" s left: %" G_GINT64_FORMAT, delays[_i].attempts, delays[_i].left, notice_delay(delays[_i].attempts, delays[_i].left));
}
END_TEST

START_TEST(test_a_day_of_failures_reaches_the_deadline_and_goes_on)
{
	int64_t left = 24 * HOUR;
	int attempts = 0;

	while (left > 0) {
		attempts++;
		int64_t delay = notice_delay(attempts, left);
		ck_assert(delay >= 30 && delay <= 15 * MINUTE);
		left -= delay;
	}
	ck_assert_int_gt(attempts, 90);
	ck_assert_int_lt(attempts, 200);
	ck_assert_int_eq(notice_delay(attempts, left), 15 * MINUTE);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("notice");
	TCase *tc = tcase_create("notice");

	tcase_add_test(tc, test_proof_levels_reach_what_is_below_them);
	tcase_add_test(tc, test_none_and_a_bounce_reach_nothing);
	tcase_add_test(tc, test_every_code_is_read_back);
	tcase_add_test(tc, test_a_code_nobody_knows_is_refused);
	tcase_add_test(tc, test_what_is_sent_is_never_said_to_have_arrived);
	tcase_add_test(tc, test_settled_is_sent_failed_or_cancelled);
	tcase_add_test(tc, test_a_new_notice_has_no_instants_and_frees_all_it_holds);
	tcase_add_loop_test(tc, test_delay_before_the_next_attempt, 0, (int)G_N_ELEMENTS(delays));
	tcase_add_test(tc, test_a_day_of_failures_reaches_the_deadline_and_goes_on);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}

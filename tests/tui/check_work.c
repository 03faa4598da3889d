/* The work about an incident, key by key: assessing, advising and deciding, actions, closing, releasing; and what a manager asks. */
#include "tests/tui/shows.h"

START_TEST(test_the_dpo_assesses_and_sees_the_score_move)
{
	g_autoptr(House) h = house_new("en", "p2");
	Screen *s = house_open(h, 24, 80, NULL);
	screen_keys(s, "v");
	ck_shows(s, "DPC 3 x EI 1.00 + CB 0.00 = 3.00   high");
	screen_keys(s, "Tab Space Down Down Down Down Enter");
	ck_shows(s, "DPC 4 x EI 1.00 + CB 0.00 = 4.00   very high");
	screen_keys(s, "^S");
	ck_shows(s, "nothing says how easily people are identified");
	screen_keys(s, "Tab Tab Tab");
	screen_type(s, "0.5");
	ck_shows(s, "DPC 4 x EI 0.50 + CB 0.00 = 2.00   medium");
	screen_keys(s, "^S");
	ck_shows(s, "2026-0005: assessed, medium");
	screen_keys(s, "Enter 4");
	ck_shows(s, "2.00 medium");
	quit(s);
}
END_TEST

START_TEST(test_an_opinion_and_a_decision_stand_side_by_side)
{
	g_autoptr(House) h = house_new("en", "p2");
	Screen *s = house_open(h, 24, 80, NULL);
	screen_keys(s, "/");
	screen_type(s, "0001");
	screen_keys(s, "Enter Enter i Tab");
	screen_type(s, "no");
	screen_keys(s, "Tab");
	screen_type(s, "No risk is likely");
	screen_keys(s, "^S");
	ck_shows(s, "2026-0001: notification to the Garante: no.");
	screen_keys(s, "5");
	ck_shows(s, "Giulia Verdi: No risk is likely");
	screen_keys(s, "d");
	ck_shows(s, "may not decide for the company");
	quit(s);
}
END_TEST

START_TEST(test_the_manager_decides_against_the_opinion_and_is_told_so)
{
	static const char *const opinion[] = {"--as", "p2", "opinion", "1", "authority", "yes", "--reason", "The risk is likely", NULL};
	g_autoptr(House) h = house_new("en", "p4");
	ck_assert_int_eq(house_run(h, opinion), 0);
	Screen *s = house_open(h, 24, 80, NULL);
	screen_keys(s, "/");
	screen_type(s, "0001");
	screen_keys(s, "Enter Enter d");
	ck_shows(s, "authority   notification to the Garante");
	screen_keys(s, "Tab");
	screen_type(s, "no");
	screen_keys(s, "Tab");
	screen_type(s, "The stick was found");
	screen_keys(s, "^S");
	ck_shows(s, "This is against the DPO's opinion");
	screen_keys(s, "5");
	ck_shows(s, "The stick was found");
	ck_shows(s, "against the DPO's opinion");
	quit(s);
}
END_TEST

START_TEST(test_an_action_is_proposed_and_done)
{
	g_autoptr(House) h = house_new("en", "p1");
	Screen *s = house_open(h, 24, 80, NULL);
	screen_keys(s, "Enter a Space Down Enter");
	ck_shows(s, "change the passwords and keys that it knew");
	screen_keys(s, "^S");
	ck_shows(s, "2026-0005/1: proposed to the DPO");
	screen_keys(s, "6");
	ck_shows(s, "proposed");
	screen_keys(s, "y");
	ck_shows(s, "may not");
	screen_keys(s, "x");
	screen_type(s, "All of them changed");
	screen_keys(s, "^S");
	ck_shows(s, "2026-0005/1: done");
	ck_shows(s, "All of them changed");
	quit(s);
}
END_TEST

START_TEST(test_closing_too_early_shows_all_that_is_missing)
{
	g_autoptr(House) h = house_new("en", "p2");
	Screen *s = house_open(h, 45, 160, NULL);
	screen_keys(s, "Enter C");
	ck_shows(s, "the DPO took charge");
	ck_shows(s, "[v] the DPO assesses the severity");
	ck_shows(s, "root cause and prevention are known");
	quit(s);
}
END_TEST

START_TEST(test_a_drill_is_closed_and_opened_again)
{
	g_autoptr(House) h = house_new("en", "p2");
	Screen *s = house_open(h, 24, 80, NULL);
	screen_keys(s, "/");
	screen_type(s, "Exercise");
	screen_keys(s, "Enter Enter t Enter C");
	ck_shows(s, "All that is needed is there");
	screen_keys(s, "^S");
	ck_shows(s, "2026-D01 is closed");
	screen_keys(s, "O");
	screen_type(s, "One thing was forgotten");
	screen_keys(s, "^S");
	ck_shows(s, "2026-D01 is open again");
	quit(s);
}
END_TEST

START_TEST(test_a_draft_to_a_client_is_released)
{
	g_autoptr(House) h = house_new("en", "p4");
	Screen *s = house_open(h, 24, 80, NULL);
	screen_keys(s, "Down r");
	ck_shows(s, "The notice about 2026-0002 goes to Alfa");
	screen_keys(s, "Enter");
	ck_shows(s, "2026-0002: the notice to Alfa leaves now");
	quit(s);
}
END_TEST

/* "Were the deadlines met this year?", from the first screen; and what was late, one key away. */
START_TEST(test_the_manager_reads_the_answer_first_and_opens_what_was_late)
{
	static const char *const why[] = {"--as", "p4", "late", "5", "dpo-24h", "--cause", "mail-failed", "--reason", "The box was full", NULL};
	g_autoptr(House) h = house_new("en", "p4");
	Screen *s = house_open(h, 24, 80, NULL);
	ck_shows(s, "2026: not always. The DPO was told in time: 2 of 4.   (D: all about it)");
	screen_keys(s, "D");
	ck_shows(s, "Late deadlines                    3  2 without a reason");
	screen_keys(s, "Enter");
	ck_shows(s, "Down to an incident first");
	/* What another process says is counted within a second. */
	ck_assert_int_eq(house_run(h, why), 0);
	ck_assert(screen_wait_text(s, "3  1 without a reason"));
	screen_keys(s, "PgDn PgDn Down");
	ck_shows(s, "The box was full");
	screen_keys(s, "Enter");
	ck_shows(s, "2026-0005  CRM extract on a lost laptop");
	screen_keys(s, "q");
	ck_shows(s, "Were the deadlines met?");
	quit(s);
}
END_TEST

START_TEST(test_the_deadlines_of_other_periods)
{
	g_autoptr(House) h = house_new("en", "p1");
	Screen *s = house_open(h, 24, 80, NULL);
	ck_assert(!screen_has(s, "told in time"));
	screen_keys(s, "D Right");
	ck_shows(s, "there is nothing beyond");
	ck_shows(s, "2026 (01/01/2026 - 31/12/2026)");
	screen_keys(s, "Left");
	ck_shows(s, "2025: no deadline towards the DPO was met or fell due.");
	screen_keys(s, "> Tab");
	ck_shows(s, "Q4 2026 (01/10/2026 - 31/12/2026)");
	screen_keys(s, "Tab");
	ck_shows(s, "November 2026 (01/11/2026 - 30/11/2026)");
	screen_keys(s, "h");
	ck_shows(s, "October 2026");
	screen_keys(s, "Tab");
	ck_shows(s, "2026 (01/01/2026 - 31/12/2026)");
	screen_keys(s, "/");
	screen_type(s, "Where the hours");
	screen_keys(s, "Enter");
	ck_shows(s, "detected > logged");
	quit(s);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		test_the_dpo_assesses_and_sees_the_score_move,
		test_an_opinion_and_a_decision_stand_side_by_side,
		test_the_manager_decides_against_the_opinion_and_is_told_so,
		test_an_action_is_proposed_and_done,
		test_closing_too_early_shows_all_that_is_missing,
		test_a_drill_is_closed_and_opened_again,
		test_a_draft_to_a_client_is_released,
		test_the_manager_reads_the_answer_first_and_opens_what_was_late,
		test_the_deadlines_of_other_periods,
	};
	Suite *suite = suite_create("work");
	TCase *tcase = tcase_create("work");
	tcase_set_timeout(tcase, 120);
	for (gsize i = 0; i < G_N_ELEMENTS(tests); i++)
		tcase_add_test(tcase, tests[i]);
	suite_add_tcase(suite, tcase);
	SRunner *runner = srunner_create(suite);
	house_begin();
	srunner_run_all(runner, CK_ENV);
	house_finish();
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}

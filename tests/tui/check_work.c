/* The work about an incident, key by key: assessing, advising and deciding, actions, closing, releasing; and what a manager asks. */
#include "tests/run.h"
#include "tests/tui/shows.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

START_TEST(test_the_dpo_assesses_and_sees_the_score_move)
{
	g_autoptr(House) h = house_new("en", "p2");
	Screen *s = house_open(h, 24, 80, NULL);
	screen_keys(s, "v");
	ck_shows(s, "DPC 3 x EI - + CB 0.00 = -   not yet: choose how easily people are identified");
	screen_keys(s, "Tab Space Down Down Down Down Enter");
	ck_shows(s, "DPC 4 x EI - + CB 0.00 = -   not yet");
	screen_keys(s, "^S");
	ck_shows(s, "how easily are people identified?");
	ck_shows(s, "> full name");
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

static char *
show(House *h, const char *ref)
{
	const char *words[] = {"show", ref, "--json", NULL};
	return house_said(h, words);
}

START_TEST(test_what_was_filed_is_recorded_with_its_evidence)
{
	g_autoptr(House) h = house_new("en", "p1");
	g_autofree char *file = g_build_filename(h->folder, "confirmation.txt", NULL), *elsewhere = g_build_filename(h->folder, "nothing.txt", NULL);
	ck_assert(g_file_set_contents(file, "the portal says thank you\n", -1, NULL));
	Screen *s = house_open(h, 24, 100, NULL);
	screen_keys(s, "/");
	screen_type(s, "0001");
	screen_keys(s, "Enter F");
	ck_shows(s, "authority-72h   Garante");
	ck_shows(s, "39 h left");
	screen_keys(s, "Tab Space Enter Tab");
	ck_shows(s, "preliminary");
	screen_type(s, "24/11 13:30");
	screen_keys(s, "Tab");
	screen_type(s, "PIN 123456");
	screen_keys(s, "Tab Tab");
	screen_type(s, elsewhere);
	screen_keys(s, "^S");
	ck_shows(s, "cannot be read");
	screen_keys(s, "^U");
	screen_type(s, file);
	ck_shows(s, "26 B");
	screen_keys(s, "^S");
	ck_shows(s, "PIN is not written here");
	screen_keys(s, "S-Tab S-Tab ^U");
	screen_type(s, "4711");
	screen_keys(s, "^S");
	ck_shows(s, "2026-0001: filed. Garante:");
	g_autofree char *said = show(h, "1");
	ck_assert(strstr(said, "\"4711\"") && strstr(said, "preliminary") && strstr(said, "2026-0001/e1") && strstr(said, "supplement"));
	quit(s);
}
END_TEST

START_TEST(test_a_clock_is_waived_by_who_decides_and_by_nobody_else)
{
	g_autoptr(House) h = house_new("en", "p1");
	Screen *s = house_open(h, 24, 100, NULL);
	screen_keys(s, "W");
	ck_shows(s, "you may not decide for the company: that takes manager");
	quit(s);
	h->as = "p4";
	s = house_open(h, 24, 100, NULL);
	screen_keys(s, "/");
	screen_type(s, "0007");
	screen_keys(s, "Enter W Space");
	ck_hides(s, "DPO  ");
	screen_keys(s, "Enter Tab");
	screen_type(s, "The addresses were public");
	screen_keys(s, "^S");
	ck_shows(s, "2026-0007: authority-72h is waived");
	g_autofree char *said = show(h, "7");
	ck_assert(strstr(said, "The addresses were public"));
	quit(s);
}
END_TEST

START_TEST(test_evidence_is_kept_and_given_back_byte_for_byte)
{
	static const char bytes[] = "From: a\0b\377\n";
	g_autoptr(House) h = house_new("en", "p1");
	g_autofree char *file = g_build_filename(h->folder, "header.eml", NULL), *copy = g_build_filename(h->folder, "copy.eml", NULL), *back = NULL;
	gsize len = 0;
	struct stat st;
	g_autofree char *evil = g_build_filename(h->folder, "evil\033]0;x\007\033[31m.eml", NULL);
	ck_assert(g_file_set_contents(file, bytes, sizeof bytes - 1, NULL) && g_file_set_contents(evil, "x", 1, NULL));
	Screen *s = house_open(h, 24, 100, NULL);
	screen_keys(s, "Enter S");
	ck_shows(s, "no evidence is kept");
	screen_keys(s, "E");
	/* By choosing: the folder of what is typed. */
	screen_type(s, h->folder);
	screen_type(s, "/");
	screen_keys(s, "^P");
	ck_shows(s, "evil\\x1b]0;x");
	ck_assert_int_eq(s->bells, 0);
	screen_type(s, "header");
	screen_keys(s, "Enter");
	ck_shows(s, "header.eml   11 B");
	screen_keys(s, "^S");
	ck_shows(s, "2026-0005/e1: kept as evidence, 11 B");
	screen_keys(s, "7");
	ck_shows(s, "header.eml, 11 bytes");
	screen_keys(s, "S ^U");
	screen_type(s, file);
	screen_keys(s, "^S");
	ck_shows(s, "cannot be made");
	screen_keys(s, "^U");
	screen_type(s, copy);
	screen_keys(s, "^S");
	ck_shows(s, "2026-0005/e1: written to");
	ck_assert(g_file_get_contents(copy, &back, &len, NULL) && len == sizeof bytes - 1 && memcmp(back, bytes, len) == 0);
	ck_assert(stat(copy, &st) == 0 && (st.st_mode & 0777) == 0600);
	quit(s);
}
END_TEST

START_TEST(test_the_list_that_leaked_is_not_copied)
{
	g_autoptr(House) h = house_new("en", "p1");
	g_autofree char *file = g_build_filename(h->folder, "leaked.csv", NULL), *pipe = g_build_filename(h->folder, "pipe", NULL);
	ck_assert(g_file_set_contents(file, "name;iban\n", -1, NULL) && mkfifo(pipe, 0600) == 0);
	Screen *s = house_open(h, 24, 100, NULL);
	screen_keys(s, "Enter E");
	screen_type(s, pipe);
	screen_keys(s, "^S");
	ck_shows(s, "is no file");
	screen_keys(s, "^U");
	screen_type(s, file);
	ck_shows(s, "Only its hash, its size and where it is are kept");
	screen_keys(s, "^S");
	ck_shows(s, "where is the file itself, and who keeps it?");
	ck_shows(s, "> where the file itself is");
	screen_type(s, "safe of the IT desk, Luca Neri");
	screen_keys(s, "^S");
	ck_shows(s, "its hash is kept as evidence");
	screen_keys(s, "S");
	ck_shows(s, "no evidence is kept whose bytes");
	static const char *const verify[] = {"verify", NULL}, *const list[] = {"evidence", "list", "5", "--json", NULL};
	ck_assert_int_eq(house_run(h, verify), 0);
	g_autofree char *said = house_said(h, list);
	ck_assert(strstr(said, "safe of the IT desk"));
	quit(s);
}
END_TEST

START_TEST(test_a_half_typed_filing_is_a_draft)
{
	g_autoptr(House) h = house_new("en", "p1");
	Screen *s = house_open(h, 24, 100, NULL);
	screen_keys(s, "Down Down F Tab Tab Tab");
	screen_type(s, "4711");
	quit(s);
	s = house_open(h, 24, 100, NULL);
	screen_keys(s, "Down Down F");
	ck_shows(s, "a draft was taken up again");
	ck_shows(s, "4711");
	quit(s);
}
END_TEST

START_TEST(test_an_action_is_begun_and_due_when_it_was_chosen)
{
	g_autoptr(House) h = house_new("en", "p1");
	Screen *s = house_open(h, 24, 100, NULL);
	screen_keys(s, "Enter a Tab");
	screen_type(s, "Ask the depot");
	screen_keys(s, "Tab Tab Tab Space");
	screen_type(s, "tomorrow");
	ck_shows(s, "nothing fits: tomorrow"); /* what is to be typed is typed into the line */
	screen_keys(s, "^U");
	screen_type(s, "thu");
	screen_keys(s, "Enter");
	ck_shows(s, "26/11/2026 14:02");
	screen_keys(s, "S-Tab S-Tab Space Enter ^S 6");
	ck_shows(s, "by 26/11 14:02");
	screen_keys(s, "b ^S");
	ck_shows(s, "2026-0005/1: begun");
	quit(s);
}
END_TEST

START_TEST(test_a_slip_is_voided_and_stays)
{
	g_autoptr(House) h = house_new("en", "p2");
	Screen *s = house_open(h, 24, 100, NULL);
	screen_keys(s, "/");
	screen_type(s, "0007");
	screen_keys(s, "Enter Enter V");
	screen_type(s, "Twice the same");
	screen_keys(s, "Tab");
	screen_type(s, "99");
	screen_keys(s, "^S");
	ck_shows(s, "99");
	screen_keys(s, "^U");
	screen_type(s, "6");
	screen_keys(s, "^S");
	ck_shows(s, "2026-0007 is void");
	g_autofree char *said = show(h, "7");
	ck_assert(strstr(said, "\"2026-0006\"") && strstr(said, "Twice the same"));
	/* Nothing more is asked for. */
	ck_hides(s, "no notice yet");
	screen_keys(s, "5");
	ck_shows(s, "Opinions and decisions");
	ck_hides(s, "gives it");
	ck_hides(s, "Before it can be closed");
	quit(s);
}
END_TEST

START_TEST(test_security_releases_alone_and_says_why)
{
	g_autoptr(House) h = house_new("en", "p1");
	Screen *s = house_open(h, 24, 100, NULL);
	screen_keys(s, "Down Down r");
	ck_shows(s, "no draft waits that you may release");
	screen_keys(s, "Up r");
	ck_shows(s, "why nobody else releases it");
	screen_keys(s, "^S");
	ck_shows(s, "something is missing");
	screen_type(s, "Night, and nobody answers");
	screen_keys(s, "^S");
	ck_shows(s, "2026-0002: the notice to Alfa leaves now");
	g_autofree char *said = show(h, "2");
	ck_assert(strstr(said, "Night, and nobody answers"));
	quit(s);
}
END_TEST

START_TEST(test_a_name_typed_after_a_colon_does_what_its_key_does)
{
	g_autoptr(House) h = house_new("en", "p2");
	Screen *s = house_open(h, 24, 100, NULL);
	screen_keys(s, ":");
	screen_type(s, "take");
	screen_keys(s, "Enter");
	ck_shows(s, "As DPO you take charge of 2026-0005");
	screen_keys(s, "Esc :");
	screen_type(s, "send");
	screen_keys(s, "Enter");
	ck_shows(s, "A notice about 2026-0005 goes to the DPO");
	screen_keys(s, "Esc :");
	screen_type(s, "breccia seal");
	screen_keys(s, "Enter");
	ck_gone(s, "breccia seal");
	screen_keys(s, "Enter :");
	screen_type(s, "evid");
	screen_keys(s, "Tab");
	screen_keys(s, "Enter");
	ck_shows(s, "Its path:");
	quit(s);
}
END_TEST

START_TEST(test_a_receipt_stands_under_its_notice)
{
	g_autoptr(House) h = house_new("en", "p1");
	g_autofree char *file = g_build_filename(h->folder, "answer.eml", NULL);
	ck_assert(g_file_set_contents(file, "From: dpo\n\nseen\n", -1, NULL));
	Screen *s = house_open(h, 45, 120, NULL);
	screen_keys(s, "/");
	screen_type(s, "0001");
	screen_keys(s, "Enter Enter 3 K");
	ck_shows(s, "no receipt waits to be confirmed");
	screen_keys(s, "M");
	screen_type(s, file);
	screen_keys(s, "Tab Space Enter Tab");
	screen_type(s, "The DPO's own words");
	screen_keys(s, "^S");
	ck_shows(s, "r1: kept; what it proves is seen once it has been read");
	ck_shows(s, "each stands under its notice");
	ck_shows(s, "answer.eml");
	ck_shows(s, "kept, not examined yet");
	screen_keys(s, "2");
	ck_shows(s, "r1, n1: ");
	screen_keys(s, "o End Enter");
	ck_shows(s, "What came back");
	ck_shows(s, "answer.eml");
	quit(s);
}
END_TEST

START_TEST(test_a_message_goes_into_a_file_to_be_sent_by_hand)
{
	g_autoptr(House) h = house_new("en", "p1");
	g_autofree char *text = g_build_filename(h->folder, "n1.txt", NULL), *eml = g_build_filename(h->folder, "n1.eml", NULL), *said = NULL;
	Screen *s = house_open(h, 24, 100, NULL);
	screen_keys(s, "o S");
	ck_shows(s, "it is not composed yet");
	ck_shows(s, "~/2026-0007-n1.txt");
	screen_keys(s, "^U");
	screen_type(s, text);
	screen_keys(s, "^S");
	ck_waits(s, "done");
	ck_assert(g_file_get_contents(text, &said, NULL, NULL) && strstr(said, "E-mail with all addresses in sight"));
	screen_keys(s, "End S");
	ck_shows(s, "byte for byte");
	screen_keys(s, "^U");
	screen_type(s, eml);
	screen_keys(s, "^S");
	ck_waits(s, "done");
	g_free(said);
	ck_assert(g_file_get_contents(eml, &said, NULL, NULL) && strstr(said, "Message-Id: <2026-0001.n1."));
	quit(s);
}
END_TEST

START_TEST(test_closing_too_early_shows_all_that_is_missing)
{
	g_autoptr(House) h = house_new("en", "p2");
	Screen *s = house_open(h, 45, 160, NULL);
	screen_keys(s, "Enter C");
	ck_shows(s, "the DPO took charge");
	ck_shows(s, "[v] assess the severity");
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
	Screen *s = house_open(h, 26, 80, NULL);
	ck_shows(s, "2026: not always. DPO told in time: 2 of 4. Others: 0 of 1.   (D: all)");
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
	ck_shows(s, "2025: no deadline was met or fell due.");
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

#define READ "\"incident.read\""

static int
readings(House *h)
{
	static const char *const words[] = {"journal", "1", "--json", NULL};
	g_autofree char *said = house_said(h, words);
	int n = 0;
	for (const char *at = strstr(said, READ); at; at = strstr(at + 1, READ))
		n++;
	return n;
}

START_TEST(test_opening_is_recorded_once_however_often_it_is_drawn)
{
	static const char *const on[] = {"--as", "p1", "config", "set", "record-reading", "all", "--informed", "2026-11-01", NULL};
	static const char *const note[] = {"--as", "p1", "note", "1", "Somebody else writes", NULL};
	static const char *const read_only[] = {"--read-only", NULL};
	g_autoptr(House) h = house_new("en", "p2");
	ck_assert_int_eq(house_run(h, on), 0);
	Screen *s = house_open(h, 24, 80, NULL);
	ck_assert_int_eq(readings(h), 0);
	screen_keys(s, "/");
	screen_type(s, "0001");
	screen_keys(s, "Enter Enter 2 3 4 1");
	ck_assert_int_eq(readings(h), 1);
	ck_assert_int_eq(house_run(h, note), 0); /* the screen is read again by itself */
	ck_waits(s, "Somebody else writes");
	screen_keys(s, "Esc Enter");
	ck_assert_int_eq(readings(h), 1);
	quit(s);
	s = house_open(h, 100, 80, read_only);
	screen_keys(s, "/");
	screen_type(s, "0001");
	screen_keys(s, "Enter Enter 8");
	ck_assert_int_eq(readings(h), 2);
	ck_shows(s, "opened on the screens");
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
		test_what_was_filed_is_recorded_with_its_evidence,
		test_a_clock_is_waived_by_who_decides_and_by_nobody_else,
		test_evidence_is_kept_and_given_back_byte_for_byte,
		test_the_list_that_leaked_is_not_copied,
		test_a_half_typed_filing_is_a_draft,
		test_an_action_is_begun_and_due_when_it_was_chosen,
		test_a_slip_is_voided_and_stays,
		test_security_releases_alone_and_says_why,
		test_a_name_typed_after_a_colon_does_what_its_key_does,
		test_a_receipt_stands_under_its_notice,
		test_a_message_goes_into_a_file_to_be_sent_by_hand,
		test_closing_too_early_shows_all_that_is_missing,
		test_a_drill_is_closed_and_opened_again,
		test_a_draft_to_a_client_is_released,
		test_the_manager_reads_the_answer_first_and_opens_what_was_late,
		test_the_deadlines_of_other_periods,
		test_opening_is_recorded_once_however_often_it_is_drawn,
	};
	Suite *suite = suite_create("work");
	TCase *tcase = tcase_create("work");
	tcase_set_timeout(tcase, 120);
	for (gsize i = 0; i < G_N_ELEMENTS(tests); i++)
		tcase_add_test(tcase, tests[i]);
	suite_add_tcase(suite, tcase);
	house_begin();
	int failed = run_suite(suite);
	house_finish();
	return failed;
}

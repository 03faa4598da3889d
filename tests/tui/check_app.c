/* What people do in the app, key by key, and what the register then holds. */
#include "tests/run.h"
#include "tests/tui/shows.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const LIST[] = {"list", "--json", "--all", NULL};

START_TEST(test_q_ends_it_from_the_board_alone)
{
	g_autoptr(House) h = house_new("en", "p1");
	Screen *s = house_open(h, 24, 80, NULL);
	screen_keys(s, "Enter o q q q");
	ck_ends(s, 0);
}
END_TEST

/* --- logging --------------------------------------------------------------------------------------------------------------- */

START_TEST(test_a_title_is_enough_to_log)
{
	g_autoptr(House) h = house_new("en", "p1");
	Screen *s = house_open(h, 24, 80, NULL);
	screen_keys(s, "+");
	ck_shows(s, "24h00m left");
	screen_type(s, "Call list sent to the wrong client");
	screen_keys(s, "^S");
	ck_shows(s, "2026-0008 logged at 14:02");
	ck_shows(s, "leaves at 14:12, in 10m00s: s at once, h hold");
	ck_shows(s, "+39 333 555 0102");
	g_autofree char *list = house_said(h, LIST);
	ck_assert(strstr(list, "Call list sent to the wrong client"));
	quit(s);
}
END_TEST

START_TEST(test_the_time_is_understood_before_it_is_saved)
{
	g_autoptr(House) h = house_new("it", "p1");
	Screen *s = house_open(h, 24, 80, NULL);
	screen_keys(s, "+");
	screen_type(s, "Prova");
	screen_keys(s, "Enter");
	screen_type(s, "ieri 18:30");
	ck_shows(s, "lun 23 nov 2026, 18:30 (ora italiana, +01:00)");
	ck_shows(s, "restano 4h28m");
	screen_type(s, " circa");
	screen_keys(s, "^S");
	ck_hides(s, "2026-0008");
	screen_keys(s, "^W Backspace ^S");
	ck_shows(s, "2026-0008");
	quit(s);
}
END_TEST

START_TEST(test_clients_are_chosen_with_space)
{
	g_autoptr(House) h = house_new("en", "p1");
	Screen *s = house_open(h, 24, 80, NULL);
	screen_keys(s, "+");
	screen_type(s, "Two clients");
	screen_keys(s, "Enter Enter Space Space Space Enter");
	ck_shows(s, "alfa, beta");
	screen_keys(s, "^S");
	ck_shows(s, "Alfa");
	ck_shows(s, "Beta");
	quit(s);
}
END_TEST

START_TEST(test_who_got_the_data_is_not_whose_they_are)
{
	g_autoptr(House) h = house_new("en", "p1");
	Screen *s = house_open(h, 45, 100, NULL);
	screen_keys(s, "+");
	screen_type(s, "Sent to the wrong client");
	screen_keys(s, "Tab Tab");
	screen_type(s, "alfa");
	for (int i = 0; i < 40 && !screen_has(s, "> who received the data"); i++)
		screen_keys(s, "Tab");
	screen_type(s, "ALF");
	ck_hides(s, "is it both?");
	screen_type(s, "A");
	ck_shows(s, "ALFA received the data, and the data are ALFA's: is it both?");
	screen_keys(s, "^S");
	ck_shows(s, "2026-0008");
	ck_shows(s, "Provisional: own data too? e records it");
	quit(s);
}
END_TEST

START_TEST(test_personal_data_is_pointed_out)
{
	g_autoptr(House) h = house_new("it", "p1");
	Screen *s = house_open(h, 24, 80, NULL);
	screen_keys(s, "+");
	screen_type(s, "Elenco con RSSMRA80A01H501U");
	ck_shows(s, "codice fiscale");
	quit(s);
}
END_TEST

START_TEST(test_pasted_lines_stay_one_title)
{
	static const char paste[] = "\033[200~first line\nsecond\033[201~";
	g_autoptr(House) h = house_new("en", "p1");
	Screen *s = house_open(h, 24, 80, NULL);
	screen_keys(s, "+");
	screen_raw(s, paste, strlen(paste));
	ck_waits(s, "first line second");
	screen_keys(s, "^S");
	ck_waits(s, "2026-0008");
	screen_raw(s, "\x0c", 1);
	quit(s);
}
END_TEST

/* --- drafts ----------------------------------------------------------------------------------------------------------------- */

/* The one draft that there is; NULL when there is none. */
static char *
draft(const House *h)
{
	g_autofree char *folder = g_build_filename(h->folder, "state", "breccia", "drafts", NULL);
	GDir *dir = g_dir_open(folder, 0, NULL);
	const char *name = dir ? g_dir_read_name(dir) : NULL;
	char *path = name ? g_build_filename(folder, name, NULL) : NULL;
	if (dir)
		g_dir_close(dir);
	return path;
}

static void
type_half(House *h, Screen *s)
{
	(void)h;
	screen_keys(s, "+");
	screen_type(s, "Half of a tit");
}

static void
ck_taken_up(House *h)
{
	g_autofree char *path = draft(h);
	struct stat st;
	ck_assert_msg(path != NULL, "there is no draft");
	ck_assert(stat(path, &st) == 0 && (st.st_mode & 0777) == 0600);
	Screen *s = house_open(h, 24, 80, NULL);
	screen_keys(s, "+");
	ck_shows(s, "Half of a tit");
	ck_shows(s, "a draft was taken up again");
	screen_type(s, "le");
	screen_keys(s, "^S");
	ck_shows(s, "2026-0008");
	g_autofree char *gone = draft(h);
	ck_assert_msg(gone == NULL, "%s is still there", gone);
	quit(s);
}

START_TEST(test_a_draft_survives_leaving)
{
	g_autoptr(House) h = house_new("en", "p1");
	Screen *s = house_open(h, 24, 80, NULL);
	type_half(h, s);
	screen_keys(s, "Esc");
	ck_shows(s, "kept as a draft");
	quit(s);
	ck_taken_up(h);
}
END_TEST

static const int deaths[] = {SIGHUP, SIGTERM, SIGKILL};

START_TEST(test_a_draft_survives_the_end_of_the_program)
{
	g_autoptr(House) h = house_new("en", "p1");
	Screen *s = house_open(h, 24, 80, NULL);
	type_half(h, s);
	if (deaths[_i] == SIGKILL) { /* nobody is told: it is on disk within a second */
		g_autofree char *path = NULL;
		for (int i = 0; i < 200 && !path; i++) {
			screen_pump(s, 50);
			path = draft(h);
		}
	}
	(void)kill(s->pid, deaths[_i]);
	int status = screen_end(s);
	ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == deaths[_i]);
	ck_taken_up(h);
}
END_TEST

START_TEST(test_a_draft_can_be_thrown_away)
{
	g_autoptr(House) h = house_new("en", "p1");
	Screen *s = house_open(h, 24, 80, NULL);
	type_half(h, s);
	screen_keys(s, "^X Esc");
	g_autofree char *path = draft(h);
	ck_assert(path == NULL);
	quit(s);
}
END_TEST

START_TEST(test_a_conflict_keeps_what_was_typed)
{
	static const char *const other[] = {"amend", "6", "recipient=somebody else", NULL};
	g_autoptr(House) h = house_new("en", "p1");
	Screen *s = house_open(h, 45, 100, NULL);
	screen_keys(s, "Down Down e");
	for (int i = 0; i < 40 && !screen_has(s, "> who received the data"); i++)
		screen_keys(s, "Tab");
	screen_type(s, "the neighbour");
	h->as = "p2";
	ck_assert_int_eq(house_run(h, other), 0);
	screen_keys(s, "^S");
	ck_shows(s, "the neighbour");
	ck_shows(s, "2026-0006");
	g_autofree char *list = house_said(h, LIST);
	ck_assert(strstr(list, "somebody else") && !strstr(list, "the neighbour"));
	quit(s);
}
END_TEST

/* --- what one does with an incident -------------------------------------------------------------------------------------------- */

static char *
show(House *h, const char *ref)
{
	const char *words[] = {"show", ref, "--json", NULL};
	return house_said(h, words);
}

START_TEST(test_the_dpo_takes_charge)
{
	g_autoptr(House) h = house_new("en", "p2");
	Screen *s = house_open(h, 24, 80, NULL);
	ck_shows(s, "awaits you: t takes charge");
	screen_keys(s, "t");
	ck_shows(s, "As DPO you take charge of 2026-0005");
	screen_keys(s, "Enter");
	ck_shows(s, "2026-0005: taken in charge by the DPO");
	ck_hides(s, "awaits you: t takes charge");
	g_autofree char *said = show(h, "5");
	ck_assert(strstr(said, "in-charge"));
	quit(s);
}
END_TEST

START_TEST(test_what_one_may_not_do_is_not_offered_and_says_why)
{
	g_autoptr(House) h = house_new("en", "p1");
	Screen *s = house_open(h, 24, 160, NULL);
	ck_hides(s, "Take charge");
	screen_keys(s, "t");
	ck_shows(s, "may not");
	quit(s);
}
END_TEST

START_TEST(test_a_held_notice_is_sent_at_once_and_seen_to_arrive)
{
	static const char *const send[] = {"send", NULL};
	g_autoptr(House) h = house_new("en", "p1");
	Screen *s = house_open(h, 24, 80, NULL);
	screen_keys(s, "Down Down Enter");
	ck_shows(s, "2026-0006");
	screen_keys(s, "s");
	ck_shows(s, "goes to the DPO, Giulia Verdi");
	screen_keys(s, "Enter");
	ck_shows(s, "the notice leaves now");
	house_no_courier(h);
	(void)house_run(h, send);
	ck_waits(s, "sent 24/11 14:02");
	quit(s);
}
END_TEST

START_TEST(test_no_is_no)
{
	g_autoptr(House) h = house_new("en", "p1");
	Screen *s = house_open(h, 24, 80, NULL);
	screen_keys(s, "Down Down s Esc");
	ck_shows(s, "leaves at 14:12");
	screen_keys(s, "s x z Esc");
	ck_shows(s, "leaves at 14:12");
	quit(s);
}
END_TEST

START_TEST(test_a_notice_is_held_and_withdrawn)
{
	g_autoptr(House) h = house_new("en", "p1");
	Screen *s = house_open(h, 24, 80, NULL);
	screen_keys(s, "Down Down h");
	ck_shows(s, "held back");
	screen_keys(s, "o Down Down x");
	screen_type(s, "Wrong addressee");
	screen_keys(s, "^S");
	ck_shows(s, "2026-0006/n1: withdrawn");
	g_autofree char *said = show(h, "6");
	ck_assert(strstr(said, "cancelled"));
	quit(s);
}
END_TEST

START_TEST(test_several_notices_are_marked_and_sent)
{
	g_autoptr(House) h = house_new("en", "p1");
	Screen *s = house_open(h, 24, 80, NULL);
	screen_keys(s, "o Space Down Space s");
	ck_shows(s, "2026-0007/n1, 2026-0006/n1");
	screen_keys(s, "Enter");
	ck_shows(s, "2 notices are sent now");
	quit(s);
}
END_TEST

START_TEST(test_why_it_was_late_is_recorded)
{
	g_autoptr(House) h = house_new("en", "p1");
	Screen *s = house_open(h, 24, 80, NULL);
	screen_keys(s, "w");
	ck_shows(s, "Which clock?");
	screen_keys(s, "Enter Space Down Enter Enter");
	screen_type(s, "The week-end");
	screen_keys(s, "^S");
	ck_shows(s, "the reason is recorded");
	g_autofree char *said = show(h, "5");
	ck_assert(strstr(said, "The week-end"));
	quit(s);
}
END_TEST

START_TEST(test_notes_and_calls)
{
	g_autoptr(House) h = house_new("it", "p1");
	Screen *s = house_open(h, 24, 80, NULL);
	screen_keys(s, "m");
	screen_type(s, "Perché è così: città");
	screen_keys(s, "Enter");
	screen_type(s, "seconda riga");
	screen_keys(s, "^S");
	ck_shows(s, "2026-0005: annotato");
	screen_keys(s, "c");
	screen_type(s, "dpo");
	screen_keys(s, "Enter Enter");
	screen_type(s, "Ha risposto");
	screen_keys(s, "^S Enter 3 G");
	ck_shows(s, "Ha risposto");
	g_autofree char *said = show(h, "5");
	ck_assert(strstr(said, "seconda riga"));
	quit(s);
}
END_TEST

START_TEST(test_facts_are_amended)
{
	g_autoptr(House) h = house_new("en", "p1");
	Screen *s = house_open(h, 45, 100, NULL);
	screen_keys(s, "e");
	for (int i = 0; i < 40 && !screen_has(s, "> number of data subjects"); i++)
		screen_keys(s, "Tab");
	screen_keys(s, "^U");
	screen_type(s, "4300");
	screen_keys(s, "^S");
	ck_shows(s, "recorded");
	g_autofree char *said = show(h, "5");
	ck_assert(strstr(said, "\"4300\""));
	quit(s);
}
END_TEST

START_TEST(test_a_long_text_in_an_editor)
{
	g_autoptr(House) h = house_new("en", "p1");
	g_autofree char *editor = g_build_filename(h->folder, "editor", NULL);
	ck_assert(g_file_set_contents(editor, "#!/bin/sh\necho 'written outside' >>\"$1\"\n", -1, NULL) && g_chmod(editor, 0755) == 0);
	house_set_env(h, "EDITOR", editor);
	Screen *s = house_open(h, 24, 80, NULL);
	screen_keys(s, "m");
	screen_type(s, "begun here, ");
	screen_keys(s, "^O");
	ck_waits(s, "begun here, written outside");
	screen_keys(s, "^S");
	ck_shows(s, "noted");
	quit(s);
}
END_TEST

START_TEST(test_an_editor_that_fails_costs_nothing)
{
	g_autoptr(House) h = house_new("en", "p1");
	house_set_env(h, "EDITOR", "/nonexistent/editor");
	Screen *s = house_open(h, 24, 80, NULL);
	screen_keys(s, "m");
	screen_type(s, "still here");
	screen_keys(s, "^O");
	ck_waits(s, "ended with an error");
	ck_shows(s, "still here");
	quit(s);
}
END_TEST

START_TEST(test_read_only_changes_nothing)
{
	static const char *const options[] = {"--read-only", NULL};
	g_autoptr(House) h = house_new("en", "p1");
	g_autofree char *before = house_said(h, LIST), *after = NULL;
	Screen *s = house_open(h, 24, 80, options);
	ck_shows(s, "READ ONLY");
	screen_keys(s, "+ s m t w h e c");
	ck_shows(s, "only reading");
	screen_keys(s, ":");
	screen_type(s, "note 5 hello");
	screen_keys(s, "Enter");
	ck_shows(s, "only reading");
	quit(s);
	after = house_said(h, LIST);
	ck_assert_str_eq(before, after);
}
END_TEST

/* --- finding and filtering ------------------------------------------------------------------------------------------------------- */

START_TEST(test_a_filter_is_shown_and_taken_away)
{
	g_autoptr(House) h = house_new("en", "p1");
	Screen *s = house_open(h, 24, 80, NULL);
	screen_keys(s, "f");
	screen_type(s, "kind:drill");
	screen_keys(s, "Enter");
	ck_shows(s, "FILTER kind:drill");
	ck_shows(s, "2026-D01");
	ck_hides(s, "2026-0005");
	screen_keys(s, "Esc");
	ck_shows(s, "2026-0005");
	screen_keys(s, "f");
	screen_type(s, "kind:nothing");
	screen_keys(s, "Enter");
	ck_shows(s, "kind");
	ck_shows(s, "2026-0005");
	screen_keys(s, "f Up");
	ck_shows(s, "filter: kind:nothing");
	screen_keys(s, "Up");
	ck_shows(s, "filter: kind:drill");
	quit(s);
}
END_TEST

START_TEST(test_find_goes_from_place_to_place)
{
	g_autoptr(House) h = house_new("en", "p1");
	Screen *s = house_open(h, 24, 80, NULL);
	screen_keys(s, "/");
	screen_type(s, "USB");
	screen_keys(s, "Enter Enter");
	ck_shows(s, "2026-0001  Payslips");
	screen_keys(s, "/");
	screen_type(s, "garante");
	screen_keys(s, "Enter");
	screen_keys(s, "n N q");
	quit(s);
}
END_TEST

START_TEST(test_any_command_can_be_typed)
{
	g_autoptr(House) h = house_new("en", "p1");
	Screen *s = house_open(h, 24, 80, NULL);
	screen_keys(s, ":");
	screen_type(s, "note 7 from the command line");
	screen_keys(s, "Enter");
	ck_waits(s, "done");
	ck_gone(s, ": note");
	screen_keys(s, ":");
	screen_type(s, "show 7");
	screen_keys(s, "Enter");
	ck_waits(s, ": show 7");
	ck_gone(s, "at work...");
	screen_keys(s, "/");
	screen_type(s, "from the command");
	screen_keys(s, "Enter");
	ck_waits(s, "from the command line");
	ck_gone(s, "at work...");
	screen_keys(s, "q :");
	screen_type(s, "nonsense");
	screen_keys(s, "Enter");
	ck_waits(s, "there is no command nonsense");
	ck_gone(s, ": nonsense");
	screen_keys(s, ":");
	screen_type(s, "outb");
	screen_keys(s, "Tab Enter");
	ck_waits(s, "2026-0007/n1");
	quit(s);
}
END_TEST

/* --- time, and other people --------------------------------------------------------------------------------------------------------- */

START_TEST(test_another_persons_change_appears_and_typing_goes_on)
{
	static const char *const log[] = {"log", "Logged by somebody else", "--detected", "-3h", NULL};
	static const char *const note[] = {"note", "6", "a note from elsewhere", NULL};
	g_autoptr(House) h = house_new("en", "p1");
	Screen *s = house_open(h, 24, 80, NULL);
	screen_keys(s, "Down Down");
	ck_shows(s, "2026-0006  Statements");
	ck_assert_int_eq(house_run(h, log), 0);
	ck_waits(s, "OPEN 9");
	ck_shows(s, "2026-0006  Statements");
	screen_keys(s, "Enter");
	ck_assert_int_eq(house_run(h, note), 0);
	screen_keys(s, "m");
	screen_type(s, "mine is ");
	ck_assert_int_eq(house_run(h, log), 0);
	screen_type(s, "still here");
	ck_waits(s, "mine is still here");
	screen_keys(s, "^S");
	ck_shows(s, "noted");
	quit(s);
}
END_TEST

START_TEST(test_countdowns_move_and_what_becomes_late_rings_once)
{
	g_autoptr(House) h = house_new("en", "p1");
	house_set_now(h, "2026-11-24T16:59:50Z");
	Screen *s = house_open(h, 24, 80, NULL);
	ck_shows(s, "DUE SOON");
	ck_assert_int_eq(s->bells, 0);
	house_set_now(h, "2026-11-24T17:00:20Z");
	screen_keys(s, "^L");
	house_set_now(h, "2026-11-24T17:22:30Z");
	ck_waits(s, "LATE");
	house_set_now(h, "2026-11-24T19:00:00Z");
	ck_waits(s, "something has become urgent");
	for (int i = 0; i < 5; i++)
		screen_pump(s, 300);
	ck_assert_int_eq(s->bells, 1);
	quit(s);
}
END_TEST

START_TEST(test_seconds_below_an_hour)
{
	g_autoptr(House) h = house_new("en", "p1");
	Screen *s = house_open(h, 24, 80, NULL);
	screen_keys(s, "Down Down");
	ck_shows(s, "in 10m00s");
	house_set_now(h, "2026-11-24T13:02:07Z");
	ck_waits(s, "in 9m53s");
	quit(s);
}
END_TEST

/* --- lines, and the first time -------------------------------------------------------------------------------------------------------------- */

static void
say(Screen *s, const char *line)
{
	g_autofree char *whole = g_strconcat(line, "\n", NULL);
	screen_raw(s, whole, strlen(whole));
}

START_TEST(test_lines_for_those_who_cannot_see_screens)
{
	static const char *const options[] = {"--plain", NULL};
	g_autoptr(House) h = house_new("en", "p1");
	if (_i == 1)
		house_set_env(h, "TERM", "dumb");
	Screen *s = house_open_lines(h, _i == 0 ? options : NULL);
	ck_waits(s, "1. 2026-0005, CRM extract");
	ck_waits(s, "What now?");
	say(s, "1");
	ck_waits(s, "Before it can be closed");
	say(s, "d");
	ck_waits(s, "Nobody is counted by name.");
	say(s, "note 5 by lines");
	say(s, "?");
	ck_waits(s, "A number shows that incident");
	say(s, "q");
	ck_ends(s, 0);
	g_autofree char *said = show(h, "5");
	ck_assert(strstr(said, "by lines"));
}
END_TEST

START_TEST(test_lines_that_only_read)
{
	static const char *const options[] = {"--plain", "--read-only", NULL};
	g_autoptr(House) h = house_new("en", "p1");
	g_autofree char *before = house_said(h, LIST), *after = NULL;
	Screen *s = house_open_lines(h, options);
	ck_waits(s, "What now?");
	say(s, "note 5 by lines");
	ck_waits(s, "only reading");
	say(s, "n");
	say(s, "breccia show 7");
	ck_waits(s, "E-mail with all addresses in sight");
	ck_hides(s, "Title of the breach");
	say(s, "q");
	ck_ends(s, 0);
	after = house_said(h, LIST);
	ck_assert_str_eq(before, after);
}
END_TEST

START_TEST(test_no_register_is_made_where_one_only_reads)
{
	static const char *const options[] = {"--read-only", NULL};
	g_autoptr(House) h = house_empty("en");
	Screen *s = house_open_lines(h, options);
	ck_waits(s, "there is no register to read");
	int ended = screen_end(s);
	ck_assert(WIFEXITED(ended) && WEXITSTATUS(ended) == 66);
	g_autofree char *data = g_build_filename(h->folder, "data", NULL);
	ck_assert(!g_file_test(data, G_FILE_TEST_EXISTS));
}
END_TEST

START_TEST(test_the_first_time_a_register_is_made)
{
	g_autoptr(House) h = house_empty("en");
	Screen *s = house_open(h, 24, 80, NULL);
	ck_shows(s, "There is no register yet");
	screen_keys(s, "^S");
	ck_shows(s, "something is missing: the company");
	screen_type(s, "Rossi Contact S.p.A.");
	screen_keys(s, "Enter");
	screen_type(s, "Maria Bianchi <maria@rossi.example>");
	screen_keys(s, "Enter Enter Enter");
	screen_type(s, "Giulia Verdi <dpo@verdi.example>");
	screen_keys(s, "^S");
	ck_waits(s, "the register is made");
	ck_waits(s, "nothing is open");
	screen_keys(s, "+");
	screen_type(s, "First one");
	screen_keys(s, "^S");
	ck_waits(s, "2026-0001 logged");
	quit(s);
}
END_TEST

START_TEST(test_a_set_up_that_is_refused_keeps_the_answers)
{
	g_autoptr(House) h = house_empty("en");
	Screen *s = house_open(h, 24, 80, NULL);
	screen_type(s, "Rossi");
	screen_keys(s, "Enter");
	screen_type(s, "Maria <not an address>");
	screen_keys(s, "^S");
	ck_waits(s, "--me");
	ck_gone(s, "at work...");
	ck_waits(s, "Maria <not an address>");
	quit(s);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("app");
	TCase *tcase = tcase_create("app");
	const TTest *const all[] = {
		test_q_ends_it_from_the_board_alone, test_a_title_is_enough_to_log, test_the_time_is_understood_before_it_is_saved,
		test_clients_are_chosen_with_space, test_who_got_the_data_is_not_whose_they_are,
		test_personal_data_is_pointed_out, test_pasted_lines_stay_one_title,
		test_a_draft_survives_leaving, test_a_draft_can_be_thrown_away, test_a_conflict_keeps_what_was_typed,
		test_the_dpo_takes_charge, test_what_one_may_not_do_is_not_offered_and_says_why,
		test_a_held_notice_is_sent_at_once_and_seen_to_arrive, test_no_is_no, test_a_notice_is_held_and_withdrawn,
		test_several_notices_are_marked_and_sent, test_why_it_was_late_is_recorded, test_notes_and_calls, test_facts_are_amended,
		test_a_long_text_in_an_editor, test_an_editor_that_fails_costs_nothing, test_read_only_changes_nothing,
		test_a_filter_is_shown_and_taken_away, test_find_goes_from_place_to_place, test_any_command_can_be_typed,
		test_another_persons_change_appears_and_typing_goes_on, test_countdowns_move_and_what_becomes_late_rings_once,
		test_seconds_below_an_hour, test_lines_that_only_read, test_no_register_is_made_where_one_only_reads,
		test_the_first_time_a_register_is_made, test_a_set_up_that_is_refused_keeps_the_answers,
	};
	tcase_set_timeout(tcase, 120);
	for (gsize i = 0; i < G_N_ELEMENTS(all); i++)
		tcase_add_test(tcase, all[i]);
	tcase_add_loop_test(tcase, test_a_draft_survives_the_end_of_the_program, 0, G_N_ELEMENTS(deaths));
	tcase_add_loop_test(tcase, test_lines_for_those_who_cannot_see_screens, 0, 2);
	suite_add_tcase(suite, tcase);
	house_begin();
	int failed = run_suite(suite);
	house_finish();
	return failed;
}

/* From which machine a register sends, and what a copy of it may do. */
#include "src/register/house.h"
#include "tests/register-kit.h"
#include "tests/run.h"

#include <glib/gstdio.h>
#include <stdlib.h>

#define FACTS "{'title':'Elenco spedito per errore'}"

/* --- a register that knows its machine ------------------------------------------------------------------------------ */

static const char *machine; /* NULL: one without an id */

static Session *
at(const char *account)
{
	Session *s = NULL;
	Surroundings host = reg_host(account);
	host.machine = machine;
	OK(session_open(reg.uri, &host, NULL, &s, &error));
	return s;
}

static Session *
courier_at(void)
{
	Session *s = NULL;
	Surroundings host = reg_host("courier");
	host.machine = machine;
	OK(session_open_courier(reg.uri, &host, &s, &error));
	return s;
}

static void
setup(void)
{
	Surroundings host;
	const Founding founding = reg_founding();
	machine = "uno";
	reg_setup_bare();
	host = reg_host("maria");
	host.machine = machine;
	OK(register_create(reg.uri, &host, &founding, &error));
}

static Home
home(void)
{
	g_autoptr(Session) s = courier_at();
	Home found;
	OK(session_home(s, &found, &error));
	return found;
}

static char *
file(const char *name)
{
	return g_build_filename(reg.dir, name, NULL);
}

static Backup
backup(const char *path)
{
	g_autoptr(Session) s = at("maria");
	const BackupTo to = {.path = path};
	Backup made;
	OK(register_backup(s, &to, &made, &error));
	return made;
}

static Restored
restore(const char *path, bool over)
{
	Surroundings host = reg_host("maria");
	Restored restored;
	host.machine = machine;
	OK(register_restore(reg.uri, &host, NULL, path, over, &restored, &error));
	return restored;
}

/* --- at home -------------------------------------------------------------------------------------------------------- */

START_TEST(test_the_machine_of_the_founding_sends)
{
	ck_assert_int_eq(home(), HOME_HERE);
	machine = "due";
	ck_assert_int_eq(home(), HOME_ELSEWHERE);
	machine = NULL;
	ck_assert_int_eq(home(), HOME_HERE);
}
END_TEST

START_TEST(test_the_journal_holds_a_hash_and_not_the_machine)
{
	g_autofree char *hash = reg_fact("register.adopted", "machine");
	ck_assert_uint_eq(strlen(hash), 66); /* with its quotes */
	ck_assert_ptr_null(strstr(hash, "uno"));
}
END_TEST

START_TEST(test_elsewhere_one_may_log_and_nothing_is_sent)
{
	g_autofree char *ref = NULL;
	bool acted;
	machine = "due";
	ref = reg_log("maria", FACTS, NULL);
	g_autofree char *id = g_strconcat(ref, "/n1", NULL);
	g_autoptr(Session) s = courier_at();
	LEFT_ALONE(register_attempted(s, id, &error), E_STATE, "breccia adopt");
	LEFT_ALONE(register_auto_notify(s, ref, &acted, &error), E_STATE, "breccia adopt");
	g_autoptr(Session) maria = at("maria");
	LEFT_ALONE(register_adopt(maria, " ", &error), E_INPUT, "--reason");
	OK(register_adopt(maria, "macchina nuova", &error));
	ck_assert_int_eq(home(), HOME_HERE);
	LEFT_ALONE(register_adopt(maria, "ancora", &error), E_STATE, "nothing to adopt");
	machine = "uno"; /* and the old one no more */
	ck_assert_int_eq(home(), HOME_ELSEWHERE);
}
END_TEST

/* --- copies --------------------------------------------------------------------------------------------------------- */

START_TEST(test_a_backup_is_in_the_journal_and_not_in_itself)
{
	g_autofree char *path = file("copy.db");
	char before[65];
	reg_seal(before);
	Backup made = backup(path);
	ck_assert_str_eq(made.seal, before);
	ck_assert_int_eq(reg_events("backup.made"), 1);
	g_autofree char *seq = reg_fact("backup.made", "seq"), *wanted = g_strdup_printf("%" G_GINT64_FORMAT, made.seq);
	ck_assert_str_eq(seq, wanted);
}
END_TEST

START_TEST(test_what_was_restored_says_what_was_lost)
{
	g_autofree char *path = file("copy.db"), *first = reg_log("maria", FACTS, NULL), *lost = NULL, *next = NULL, *fact = NULL;
	char seal[65];
	Backup made = backup(path);
	lost = reg_log("maria", FACTS, NULL);
	reg_seal(seal);
	Restored restored = restore(path, true);
	ck_assert_int_eq(restored.events, made.seq);
	ck_assert_int_gt(restored.lost_seq, made.seq);
	fact = reg_fact("register.restored", "lost_seal");
	ck_assert_ptr_nonnull(strstr(fact, seal));
	ck_assert_int_eq(home(), HOME_RESTORED);
	next = reg_log("maria", FACTS, NULL);
	ck_assert_str_eq(first, "2026-0001");
	ck_assert_str_eq(lost, "2026-0002");
	ck_assert_str_eq(next, "2026-0003");
}
END_TEST

START_TEST(test_numbers_of_people_are_not_given_again)
{
	g_autofree char *path = file("copy.db"), *id = NULL, *id2 = NULL;
	const PersonInput ugo = {.name = "Ugo Galli"}, ada = {.name = "Ada Riva"};
	backup(path);
	{
		g_autoptr(Session) s = at("maria");
		OK(register_person_add(s, &ugo, &id, &error));
	}
	restore(path, true);
	g_autoptr(Session) s = at("maria");
	OK(register_person_add(s, &ada, &id2, &error));
	ck_assert_str_ne(id, id2);
}
END_TEST

START_TEST(test_restoring_twice_forgets_no_number)
{
	g_autofree char *path = file("copy.db"), *lost = NULL, *next = NULL;
	backup(path);
	lost = reg_log("maria", FACTS, NULL);
	restore(path, true);
	restore(path, true); /* the same old copy: what it never knew was seen all the same */
	next = reg_log("maria", FACTS, NULL);
	ck_assert_str_eq(lost, "2026-0001");
	ck_assert_str_eq(next, "2026-0002");
}
END_TEST

START_TEST(test_who_has_the_register_open_sees_the_restored_one)
{
	g_autofree char *path = file("copy.db"), *lost = NULL;
	g_autoptr(Session) reader = at("maria");
	g_autoptr(Incident) incident = NULL;
	backup(path);
	lost = reg_log("maria", FACTS, NULL);
	OK(query_incident(reader->db, lost, &incident, &error));
	ck_assert_ptr_nonnull(incident);
	restore(path, true);
	g_clear_pointer(&incident, incident_free);
	OK(query_incident(reader->db, lost, &incident, &error));
	ck_assert_ptr_null(incident);
	OK(register_setting(reader, "hold", "5m", &error)); /* and goes on in it */
	ck_assert_int_eq(reg_events("register.restored"), 1);
}
END_TEST

START_TEST(test_without_force_nothing_is_restored_over)
{
	g_autofree char *path = file("copy.db");
	Surroundings host = reg_host("maria");
	Restored restored;
	backup(path);
	LEFT_ALONE(register_restore(reg.uri, &host, NULL, path, false, &restored, &error), E_WRITE, "--force");
	host = reg_host("nemo");
	LEFT_ALONE(register_restore(reg.uri, &host, NULL, path, true, &restored, &error), E_DENIED, "admin");
}
END_TEST

START_TEST(test_who_restores_is_somebody_in_the_backup)
{
	g_autofree char *path = file("copy.db"), *uri = g_strdup_printf("sqlite:%s/new.db", reg.dir), *made = file("new.db");
	const Surroundings host = reg_host("nemo");
	Restored restored;
	backup(path);
	REFUSED(register_restore(uri, &host, NULL, path, false, &restored, &error), E_DENIED, "nemo");
	ck_assert(!g_file_test(made, G_FILE_TEST_EXISTS));
}
END_TEST

/* --- moving --------------------------------------------------------------------------------------------------------- */

START_TEST(test_a_register_that_moved_takes_nothing_more)
{
	g_autofree char *path = file("copy.db"), *ref = reg_log("maria", FACTS, NULL);
	g_autoptr(Session) s = at("maria"), courier = courier_at();
	g_autofree char *id = g_strconcat(ref, "/n1", NULL);
	const BackupTo to = {.path = path, .move = true};
	Backup made;
	char before[65];
	reg_seal(before);
	OK(register_backup(s, &to, &made, &error));
	ck_assert_str_eq(made.seal, before); /* all that there was is in the copy */
	ck_assert_int_eq(home(), HOME_MOVED);
	LEFT_ALONE(register_setting(s, "hold", "5m", &error), E_STATE, "copy.db");
	LEFT_ALONE(register_note(s, ref, "ancora", &error), E_STATE, "moved away");
	LEFT_ALONE(register_attempted(courier, id, &error), E_STATE, "moved away");
	const Outcome outcome = {.verdict = VERDICT_SENT, .sent_at = reg.now, .next_at = INSTANT_NONE};
	LEFT_ALONE(register_settled(courier, id, &outcome, &error), E_STATE, "moved away");
	OK(register_adopt(s, "non si trasloca", &error));
	OK(register_setting(s, "hold", "5m", &error));
}
END_TEST

START_TEST(test_a_move_that_fails_moves_nothing)
{
	g_autofree char *path = g_build_filename(reg.dir, "nowhere", "copy.db", NULL);
	g_autoptr(Session) s = at("maria");
	const BackupTo to = {.path = path, .move = true};
	Backup made;
	LEFT_ALONE(register_backup(s, &to, &made, &error), E_WRITE, "nowhere");
	ck_assert_int_eq(home(), HOME_HERE);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("house");
	TCase *here = tcase_create("here"), *copies = tcase_create("copies"), *moving = tcase_create("moving");
	TCase *const all[] = {here, copies, moving};

	for (gsize i = 0; i < G_N_ELEMENTS(all); i++) {
		tcase_add_checked_fixture(all[i], setup, reg_teardown);
		tcase_set_timeout(all[i], 60);
		suite_add_tcase(s, all[i]);
	}
	tcase_add_test(here, test_the_machine_of_the_founding_sends);
	tcase_add_test(here, test_the_journal_holds_a_hash_and_not_the_machine);
	tcase_add_test(here, test_elsewhere_one_may_log_and_nothing_is_sent);
	tcase_add_test(copies, test_a_backup_is_in_the_journal_and_not_in_itself);
	tcase_add_test(copies, test_what_was_restored_says_what_was_lost);
	tcase_add_test(copies, test_numbers_of_people_are_not_given_again);
	tcase_add_test(copies, test_restoring_twice_forgets_no_number);
	tcase_add_test(copies, test_who_has_the_register_open_sees_the_restored_one);
	tcase_add_test(copies, test_without_force_nothing_is_restored_over);
	tcase_add_test(copies, test_who_restores_is_somebody_in_the_backup);
	tcase_add_test(moving, test_a_register_that_moved_takes_nothing_more);
	tcase_add_test(moving, test_a_move_that_fails_moves_nothing);
	return s;
}

int
main(void)
{
	return run_suite(suite());
}

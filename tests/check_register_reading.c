/* Who read what: recorded where the settings ask for it, never instead of reading, and switched on only with the day of informing. */
#include "src/register/house.h"
#include "src/register/reading.h"
#include "tests/register-kit.h"
#include "tests/run.h"

static void
record(const char *value)
{
	g_autoptr(Session) pia = reg_as("pia");
	OK(register_record_reading(pia, value, g_str_equal(value, "off") ? INSTANT_NONE : REG_NOW - HOURS(48), &error));
}

static void
read_all(const char *account, const char *ref)
{
	g_autoptr(Session) s = reg_as(account);
	for (int i = 0; i < READINGS; i++)
		OK(register_read(s, (ReadingKind)i, reading_of_incident((ReadingKind)i) ? ref : NULL, &error));
}

START_TEST(test_it_is_switched_on_only_with_the_day_on_which_workers_were_informed)
{
	g_autoptr(Session) pia = reg_as("pia"), luca = reg_as("luca");
	LEFT_ALONE(register_setting(pia, "record-reading", "all", &error), E_INPUT, "inform the workers first");
	LEFT_ALONE(register_setting(pia, "record-reading", " EXPORTS ", &error), E_INPUT, "--informed");
	LEFT_ALONE(register_record_reading(pia, "all", INSTANT_NONE, &error), E_INPUT, "art. 4");
	LEFT_ALONE(register_record_reading(pia, "all", REG_NOW + 1, &error), E_INPUT, "future");
	LEFT_ALONE(register_record_reading(pia, "some", REG_NOW, &error), E_INPUT, "off, exports, all");
	LEFT_ALONE(register_record_reading(luca, "all", REG_NOW, &error), E_DENIED, "admin");
	LEFT_ALONE(register_record_reading(pia, "off", REG_NOW, &error), E_INPUT, "leave out --informed");
	OK(register_record_reading(pia, "all", REG_NOW, &error));
	ck_assert_str_eq(settings_text(pia->settings, "record-reading"), "all");
	g_autofree char *informed = reg_fact("setting.changed", "informed");
	ck_assert_str_eq(informed, "\"2026-11-23T21:44:05Z\"");
	OK(register_setting(pia, "record-reading", "", &error)); /* taking it back needs nothing */
	ck_assert_str_eq(settings_text(pia->settings, "record-reading"), "off");
}
END_TEST

START_TEST(test_nothing_is_recorded_unless_asked_for)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	char before[65], after[65];
	reg_seal(before);
	read_all("luca", ref);
	reg_seal(after);
	ck_assert_str_eq(before, after);
}
END_TEST

START_TEST(test_exports_are_recorded_and_what_is_looked_at_only_with_all)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL), *what = NULL;
	record("exports");
	read_all("ugo", ref);
	ck_assert_int_eq(reg_events("incident.read"), 3); /* dossier, bundle, export */
	ck_assert_int_eq(reg_events("register.read"), 2);
	record("all");
	read_all("giulia", ref);
	ck_assert_int_eq(reg_events("incident.read"), 8);
	ck_assert_int_eq(reg_events("register.read"), 4);
	what = reg_fact("register.read", "what");
	ck_assert_str_eq(what, "\"report\"");
	record("off");
	read_all("luca", ref);
	ck_assert_int_eq(reg_events("incident.read"), 8);
}
END_TEST

START_TEST(test_whoever_logged_it_without_a_role_is_recorded_too)
{
	g_autofree char *ref = reg_log("nemo", "{'title':'x'}", NULL);
	record("all");
	g_autoptr(Session) nemo = reg_as("nemo");
	OK(register_read(nemo, READING_SHOW, ref, &error));
	ck_assert_int_eq(reg_events("incident.read"), 1);
}
END_TEST

START_TEST(test_reading_does_not_change_an_incident)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	record("all");
	g_autoptr(Incident) before = reg_incident(ref);
	read_all("ugo", ref);
	/* Who saw it before it was read corrects it without a conflict. */
	g_autoptr(Session) luca = reg_as("luca");
	json_auto_t *fields = reg_json("{'title':'y'}");
	Amended amended = {0};
	OK(register_amend(luca, &(Amendment){.ref = ref, .fields = fields, .seen = before->last_seq}, &amended, &error));
	ck_assert(amended.changed);
	amended_clear(&amended);
}
END_TEST

START_TEST(test_a_register_that_cannot_be_written_is_read_all_the_same)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	record("all");
	g_autoptr(Session) s = reg_as("maria");
	BackupTo to = {.fd = -1, .move = true};
	Backup made;
	g_autofree char *path = g_build_filename(reg.dir, "copy.db", NULL);
	g_autoptr(GError) why = NULL;
	to.path = path;
	OK(register_backup(s, &to, &made, &error));
	ck_assert(!register_read(s, READING_SHOW, ref, &why));
	ck_assert(reading_may_pass(why));
	ck_assert_int_eq(reg_events("incident.read"), 0);
	ck_assert(!reading_may_pass(NULL));
	g_autoptr(GError) busy = g_error_new_literal(ERR_DOMAIN, E_BUSY, "x");
	ck_assert(!reading_may_pass(busy));
}
END_TEST

START_TEST(test_each_reading_has_a_code_and_words_of_its_own)
{
	for (int i = 0; i < READINGS; i++) {
		ReadingKind back;
		ck_assert(reading_parse(reading_code((ReadingKind)i), &back) && back == (ReadingKind)i);
		ck_assert(*reading_words((ReadingKind)i)->en && *reading_words((ReadingKind)i)->it);
	}
	ReadingKind none;
	ck_assert(!reading_parse("", &none) && !reading_parse("shows", &none));
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("register-reading");
	TCase *t = tcase_create("reading");
	tcase_add_checked_fixture(t, reg_setup, reg_teardown);
	tcase_add_test(t, test_it_is_switched_on_only_with_the_day_on_which_workers_were_informed);
	tcase_add_test(t, test_nothing_is_recorded_unless_asked_for);
	tcase_add_test(t, test_exports_are_recorded_and_what_is_looked_at_only_with_all);
	tcase_add_test(t, test_whoever_logged_it_without_a_role_is_recorded_too);
	tcase_add_test(t, test_reading_does_not_change_an_incident);
	tcase_add_test(t, test_a_register_that_cannot_be_written_is_read_all_the_same);
	tcase_add_test(t, test_each_reading_has_a_code_and_words_of_its_own);
	suite_add_tcase(s, t);
	return s;
}

int
main(void)
{
	return run_suite(suite());
}

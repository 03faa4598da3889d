/* People, clients, the DPO's appointment, settings. */
#include "tests/register-kit.h"
#include "tests/run.h"

#include <string.h>

static Session *admin;

static void
setup(void)
{
	reg_setup();
	admin = reg_as("pia");
}

static void
teardown(void)
{
	g_clear_pointer(&admin, session_free);
	reg_teardown();
}

static Person *
person(const char *id)
{
	Person *found = NULL;
	OK(query_person(admin->db, id, &found, &error));
	ck_assert_ptr_nonnull(found);
	return found;
}

static bool
add(PersonInput in, const char *role, GError **why)
{
	const char *roles[] = {role, NULL};
	in.roles = role ? roles : NULL;
	return register_person_add(admin, &in, NULL, why);
}

static bool
change(const char *id, PersonInput in, const char *roles, GError **why)
{
	g_auto(GStrv) codes = roles ? g_strsplit(roles, " ", -1) : NULL;
	in.roles = (const char *const *)codes;
	return register_person_change(admin, id, &in, why);
}

/* --- people ----------------------------------------------------------------------------------------------------------- */

START_TEST(test_what_is_not_given_does_not_change_and_an_empty_text_takes_away)
{
	OK(change("p3", (PersonInput){.phone = "+39 06 3", .position = "Turnista"}, NULL, &error));
	g_autoptr(Person) before = person("p3");
	ck_assert_str_eq(before->email, "luca@rossi.example");
	ck_assert_str_eq(before->phone, "+39 06 3");
	ck_assert_uint_eq(before->roles, 1U << ROLE_SECURITY);
	OK(change("p3", (PersonInput){.phone = "", .position = "Capoturno"}, NULL, &error));
	g_autoptr(Person) after = person("p3");
	ck_assert_ptr_null(after->phone);
	ck_assert_str_eq(after->position, "Capoturno");
	ck_assert_str_eq(after->name, "Luca Neri");
	ck_assert_str_eq(after->accounts[0], "luca");
}
END_TEST

START_TEST(test_nobody_is_both_dpo_and_manager_or_admin)
{
	LEFT_ALONE(add((PersonInput){.name = "Uno"}, "boss", &error), E_INPUT, "boss");
	LEFT_ALONE(change("p3", (PersonInput){0}, "dpo manager", &error), E_INPUT, "dpo");
	LEFT_ALONE(change("p3", (PersonInput){0}, "dpo admin", &error), E_INPUT, "dpo");
	OK(change("p3", (PersonInput){0}, "security auditor", &error));
}
END_TEST

START_TEST(test_the_last_administrator_stays)
{
	OK(change("p1", (PersonInput){0}, "security", &error));
	LEFT_ALONE(change("p6", (PersonInput){0}, "auditor", &error), E_STATE, "last administrator");
	LEFT_ALONE(register_person_retire(admin, "p6", NULL, &error), E_STATE, "last administrator");
	OK(change("p6", (PersonInput){0}, "admin auditor", &error));
}
END_TEST

START_TEST(test_somebody_retires_once_and_the_dpo_not_in_office)
{
	OK(register_person_retire(admin, "p3", "dimesso", &error));
	LEFT_ALONE(register_person_retire(admin, "p3", "dimesso", &error), E_STATE, "already");
	LEFT_ALONE(register_person_retire(admin, "p2", NULL, &error), E_STATE, "dpo end");
	LEFT_ALONE(register_person_retire(admin, "p77", NULL, &error), E_NOTFOUND, "p77");
}
END_TEST

START_TEST(test_people_answer_to_number_login_address_and_name)
{
	static const char *const names[] = {"p3", "luca", "LUCA@rossi.example", "luca  neri", "Lùca Neri"};
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autoptr(Person) found = NULL;
		OK(session_person(admin, names[i], &found, &error));
		ck_assert_str_eq(found->id, "p3");
	}
	g_autoptr(Person) none = NULL;
	OK(add((PersonInput){.name = "Luca Neri"}, "security", &error));
	REFUSED(session_person(admin, "Luca Neri", &none, &error), E_INPUT, "several");
	REFUSED(session_person(admin, "luc", &none, &error), E_NOTFOUND, "luc");
	REFUSED(session_person(admin, "", &none, &error), E_NOTFOUND, "");
}
END_TEST

static const char *const hostile_lines[] = {"due\nrighe", "ritorno\ra capo", "\x1b[31mrosso", "\xe2\x80\xaeotirevnI", "non UTF-8 \xff\xfe"};

START_TEST(test_what_people_type_is_one_harmless_line)
{
	const char *text = hostile_lines[_i];
	const char *accounts[] = {text, NULL};
	LEFT_ALONE(add((PersonInput){.name = text}, "security", &error), E_INPUT, "name");
	LEFT_ALONE(change("p3", (PersonInput){.phone = text}, NULL, &error), E_INPUT, "telephone");
	LEFT_ALONE(change("p3", (PersonInput){.phone_out = text}, NULL, &error), E_INPUT, "telephone");
	LEFT_ALONE(change("p3", (PersonInput){.position = text}, NULL, &error), E_INPUT, "position");
	LEFT_ALONE(change("p3", (PersonInput){.accounts = accounts}, NULL, &error), E_INPUT, "account");
	LEFT_ALONE(change("p3", (PersonInput){.email = text}, NULL, &error), E_INPUT, "");
	LEFT_ALONE(change("p3", (PersonInput){.pec = text}, NULL, &error), E_INPUT, "");
	const ClientInput client = {.name = text, .processor = -1}, clause = {.name = "Beta", .clause = text, .processor = -1};
	const ClientInput contact = {.name = "Beta", .contact = text, .processor = -1};
	LEFT_ALONE(register_client_add(admin, &client, NULL, &error), E_INPUT, "name");
	LEFT_ALONE(register_client_add(admin, &clause, NULL, &error), E_INPUT, "clause");
	LEFT_ALONE(register_client_add(admin, &contact, NULL, &error), E_INPUT, "contact");
	const DpoInput act = {.person = "p3", .from = INSTANT_NONE, .act = text};
	LEFT_ALONE(register_dpo_appoint(admin, &act, &error), E_INPUT, "act");
}
END_TEST

START_TEST(test_a_reason_that_is_no_text_is_refused_and_not_lost)
{
	const char *bad = "perch\xe9";
	const ClientInput alfa = {.name = "Alfa", .processor = -1};
	OK(register_client_add(admin, &alfa, NULL, &error));
	LEFT_ALONE(register_person_retire(admin, "p3", bad, &error), E_INPUT, "UTF-8");
	LEFT_ALONE(register_client_retire(admin, "alfa", bad, &error), E_INPUT, "UTF-8");
	LEFT_ALONE(register_dpo_end(admin, INSTANT_NONE, bad, &error), E_INPUT, "UTF-8");
	const DpoInput input = {.person = "p3", .from = INSTANT_NONE, .reason = bad};
	LEFT_ALONE(register_dpo_appoint(admin, &input, &error), E_INPUT, "UTF-8");
}
END_TEST

/* --- clients ---------------------------------------------------------------------------------------------------------- */

START_TEST(test_a_client_keeps_its_id_and_a_namesake_gets_another)
{
	g_autofree char *first = NULL, *second = NULL, *third = NULL;
	const ClientInput alfa = {.name = "Alfa S.p.A.", .hours = 12, .starts = "aware", .lang = "en", .processor = 1};
	OK(register_client_add(admin, &alfa, &first, &error));
	ck_assert_str_eq(first, "alfa-s-p-a");
	LEFT_ALONE(register_client_add(admin, &alfa, &second, &error), E_STATE, first);
	const ClientInput renamed = {.name = "Alfa Group", .processor = -1};
	OK(register_client_change(admin, "Alfa S.p.A.", &renamed, &error));
	g_autoptr(Client) client = NULL;
	OK(query_client(admin->db, first, &client, &error));
	ck_assert_str_eq(client->name, "Alfa Group");
	ck_assert_int_eq(client->hours, 12);
	ck_assert(client->from_aware && client->processor);
	ck_assert_int_eq(client->lang, LANG_EN);
	OK(register_client_add(admin, &alfa, &third, &error));
	ck_assert_str_eq(third, "alfa-s-p-a-2");
}
END_TEST

START_TEST(test_a_contract_is_checked)
{
	const ClientInput hours = {.name = "Beta", .hours = 721, .processor = -1}, negative = {.name = "Beta", .hours = -3, .processor = -1};
	const ClientInput starts = {.name = "Beta", .starts = "logged", .processor = -1}, lang = {.name = "Beta", .lang = "de", .processor = -1};
	LEFT_ALONE(register_client_add(admin, &hours, NULL, &error), E_INPUT, "721");
	LEFT_ALONE(register_client_add(admin, &negative, NULL, &error), E_INPUT, "-3");
	LEFT_ALONE(register_client_add(admin, &starts, NULL, &error), E_INPUT, "logged");
	LEFT_ALONE(register_client_add(admin, &lang, NULL, &error), E_INPUT, "de");
	const ClientInput good = {.name = "Beta", .processor = -1};
	OK(register_client_add(admin, &good, NULL, &error));
	OK(register_client_retire(admin, "beta", "contratto finito", &error));
	LEFT_ALONE(register_client_retire(admin, "beta", NULL, &error), E_STATE, "already");
}
END_TEST

/* --- the DPO ---------------------------------------------------------------------------------------------------------- */

static bool
appoint_as(const char *position, const char *reason, GError **why)
{
	OK(change("p3", (PersonInput){.position = position}, NULL, &error));
	const DpoInput in = {.person = "p3", .from = INSTANT_NONE, .declared = true, .reason = reason};
	return register_dpo_appoint(admin, &in, why);
}

START_TEST(test_who_runs_the_company_is_refused_as_dpo)
{
	static const char *const titles[] = {"Direttore delle operazioni", "Chief Operating Officer", "COO", "Amministratore delegato",
		"legale rappresentante", "CEO", "Presidente del CdA"};
	for (gsize i = 0; i < G_N_ELEMENTS(titles); i++)
		REFUSED(appoint_as(titles[i], "ma è bravo", &error), E_STATE, "DPO");
	ck_assert_int_eq(reg_events("dpo.appointed"), 1);
	REFUSED(appoint_as("CFO", NULL, &error), E_STATE, "--reason");
	OK(appoint_as("CFO", "per tre mesi, con delibera", &error));
	g_autoptr(Dpo) dpo = NULL;
	OK(query_dpo_at(admin->db, reg.now, &dpo, &error));
	ck_assert_str_eq(dpo->person, "p3");
	ck_assert_str_eq(dpo->reason, "per tre mesi, con delibera");
}
END_TEST

START_TEST(test_the_conflict_rule_has_no_back_door)
{
	LEFT_ALONE(change("p2", (PersonInput){.position = "Direttore delle operazioni"}, NULL, &error), E_STATE, "DPO");
	LEFT_ALONE(add((PersonInput){.name = "Capo", .position = "CEO"}, "dpo", &error), E_STATE, "DPO");
	OK(change("p3", (PersonInput){.position = "COO"}, NULL, &error));
	LEFT_ALONE(change("p3", (PersonInput){0}, "dpo", &error), E_STATE, "DPO");
	const DpoInput deputy = {.person = "p2", .from = INSTANT_NONE, .deputy = "p3"};
	LEFT_ALONE(register_dpo_appoint(admin, &deputy, &error), E_STATE, "deputy");
}
END_TEST

START_TEST(test_a_deputy_is_somebody_else_who_can_be_reached)
{
	const DpoInput self = {.person = "p2", .from = INSTANT_NONE, .deputy = "giulia"}, gone = {.person = "p2", .from = INSTANT_NONE, .deputy = "p5"};
	const DpoInput mute = {.person = "p2", .from = INSTANT_NONE, .deputy = "p3"}, good = {.person = "p2", .from = INSTANT_NONE, .deputy = "p4"};
	OK(register_person_retire(admin, "p5", NULL, &error));
	OK(change("p3", (PersonInput){.email = ""}, NULL, &error));
	LEFT_ALONE(register_dpo_appoint(admin, &self, &error), E_STATE, "deputy");
	LEFT_ALONE(register_dpo_appoint(admin, &gone, &error), E_STATE, "retired");
	LEFT_ALONE(register_dpo_appoint(admin, &mute, &error), E_STATE, "e-mail");
	OK(register_dpo_appoint(admin, &good, &error));
}
END_TEST

START_TEST(test_an_appointment_ends_the_one_before_and_gives_the_role)
{
	const DpoInput in = {.person = "p3", .from = REG_NOW + HOURS(24), .act = "Atto 7", .protocol = "Prot. 9", .firm = "Neri & C."};
	g_autoptr(Dpo) now = NULL, then = NULL;
	OK(register_dpo_appoint(admin, &in, &error));
	OK(query_dpo_at(admin->db, REG_NOW, &now, &error));
	OK(query_dpo_at(admin->db, REG_NOW + HOURS(24), &then, &error));
	ck_assert_str_eq(now->person, "p2");
	ck_assert_int_eq(now->until, REG_NOW + HOURS(24));
	ck_assert_str_eq(then->person, "p3");
	ck_assert_str_eq(then->protocol, "Prot. 9");
	g_autoptr(Person) luca = person("p3");
	ck_assert_uint_eq(luca->roles, 1U << ROLE_SECURITY | 1U << ROLE_DPO);
	LEFT_ALONE(register_dpo_appoint(admin, &(DpoInput){.person = "p6", .from = INSTANT_NONE}, &error), E_INPUT, "admin");
	LEFT_ALONE(register_dpo_appoint(admin, &(DpoInput){.person = "p4", .from = INSTANT_NONE}, &error), E_INPUT, "manager");
	LEFT_ALONE(register_dpo_appoint(admin, &(DpoInput){.person = "nessuno", .from = INSTANT_NONE}, &error), E_NOTFOUND, "nessuno");
}
END_TEST

START_TEST(test_appointed_anew_what_is_not_said_again_goes_on)
{
	g_autoptr(Dpo) now = NULL;
	OK(register_dpo_appoint(admin, &(DpoInput){.person = "p2", .from = INSTANT_NONE, .deputy = "p3", .act = "Atto 7", .protocol = "Prot. 9"}, &error));
	reg.now += HOURS(1);
	OK(register_dpo_appoint(admin, &(DpoInput){.person = "p2", .from = INSTANT_NONE, .delegated = true}, &error));
	OK(query_dpo_at(admin->db, reg.now, &now, &error));
	ck_assert(now->delegated);
	ck_assert_str_eq(now->deputy, "p3");
	ck_assert_str_eq(now->act, "Atto 7");
	ck_assert_str_eq(now->protocol, "Prot. 9");
	LEFT_ALONE(register_dpo_appoint(admin, &(DpoInput){.person = "p2", .from = REG_NOW - HOURS(48)}, &error), E_INPUT, "is DPO since");
}
END_TEST

/* The role alone does not outlive the office: who was DPO takes no incident over, nor reads on, unless the next one's act names them. */
START_TEST(test_who_was_dpo_is_one_no_more)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", "none");
	g_autoptr(Session) giulia = reg_as("giulia");
	OK(register_dpo_end(admin, REG_NOW + HOURS(2), "fine incarico", &error));
	reg.now += HOURS(2) - 1;
	g_autoptr(Session) before = reg_as("giulia");
	ck_assert(session_may(before, RIGHT_TAKE) && session_may(before, RIGHT_READ));
	reg.now += 1;
	LEFT_ALONE(register_take(giulia, ref, NULL, &error), E_DENIED, "p2 was DPO until 24/11/2026 00:44");
	ck_assert(!session_may(giulia, RIGHT_READ));
	OK(register_dpo_appoint(admin, &(DpoInput){.person = "p3", .from = INSTANT_NONE}, &error));
	LEFT_ALONE(register_take(giulia, ref, NULL, &error), E_DENIED, "was DPO until");
	OK(register_dpo_appoint(admin, &(DpoInput){.person = "p3", .deputy = "p2", .from = INSTANT_NONE}, &error));
	OK(register_take(giulia, ref, NULL, &error));
}
END_TEST

/* An appointment that is known to end goes on until then: absences count, and it may end sooner. */
START_TEST(test_an_appointment_with_an_end_is_still_an_appointment)
{
	OK(register_dpo_end(admin, REG_NOW + HOURS(240), "dimissioni", &error));
	OK(register_dpo_away(admin, REG_NOW, REG_NOW + HOURS(48), &error));
	g_autoptr(Dpo) away = NULL, sooner = NULL;
	OK(query_dpo_at(admin->db, REG_NOW, &away, &error));
	ck_assert_msg(away && dpo_away(away, REG_NOW + HOURS(47)), "the absence was forgotten");
	OK(register_dpo_end(admin, REG_NOW + HOURS(1), "subito", &error));
	OK(query_dpo_at(admin->db, REG_NOW + HOURS(1), &sooner, &error));
	ck_assert_msg(sooner == NULL, "the earlier end was forgotten");
	reg.now += HOURS(2);
	LEFT_ALONE(register_dpo_end(admin, INSTANT_NONE, NULL, &error), E_STATE, "no DPO");
	LEFT_ALONE(register_dpo_away(admin, reg.now, reg.now + 1, &error), E_STATE, "no DPO");
}
END_TEST

START_TEST(test_an_absence_goes_forward)
{
	LEFT_ALONE(register_dpo_away(admin, REG_NOW, REG_NOW, &error), E_INPUT, "before it begins");
	LEFT_ALONE(register_dpo_away(admin, REG_NOW, INSTANT_NONE, &error), E_INPUT, "before it begins");
	OK(register_dpo_away(admin, REG_NOW + HOURS(24), REG_NOW + HOURS(48), &error));
	g_autoptr(Dpo) dpo = NULL;
	OK(query_dpo_at(admin->db, REG_NOW, &dpo, &error));
	ck_assert(!dpo_away(dpo, REG_NOW) && dpo_away(dpo, REG_NOW + HOURS(24)) && !dpo_away(dpo, REG_NOW + HOURS(48)));
}
END_TEST

/* --- settings --------------------------------------------------------------------------------------------------------- */

START_TEST(test_an_absence_ends_early_or_never_begins)
{
	g_autoptr(Session) dpo = reg_as("giulia"), luca = reg_as("luca");
	LEFT_ALONE(register_dpo_back(dpo, &error), E_STATE, "no absence");
	OK(register_dpo_away(dpo, REG_NOW, REG_NOW + HOURS(48), &error));
	LEFT_ALONE(register_dpo_back(luca, &error), E_DENIED, "");
	reg.now += HOURS(5);
	OK(register_dpo_back(admin, &error));
	g_autoptr(Dpo) back = NULL, planned = NULL, never = NULL;
	OK(query_dpo_at(dpo->db, reg.now, &back, &error));
	ck_assert(!dpo_away(back, reg.now));
	ck_assert(dpo_away(back, reg.now - 1)); /* it was one until then */
	LEFT_ALONE(register_dpo_back(dpo, &error), E_STATE, "no absence");
	OK(register_dpo_away(dpo, reg.now + HOURS(24), reg.now + HOURS(48), &error));
	/* A second absence would take the first one's place unseen; a longer one that holds it does what is meant. */
	LEFT_ALONE(register_dpo_away(dpo, reg.now + HOURS(72), reg.now + HOURS(96), &error), E_STATE, "dpo back");
	OK(register_dpo_away(dpo, reg.now + HOURS(24), reg.now + HOURS(96), &error));
	OK(query_dpo_at(dpo->db, reg.now, &planned, &error));
	ck_assert(dpo_away(planned, reg.now + HOURS(95)));
	OK(register_dpo_back(dpo, &error));
	OK(query_dpo_at(dpo->db, reg.now, &never, &error));
	ck_assert(!dpo_away(never, reg.now + HOURS(30)));
}
END_TEST

START_TEST(test_settings_are_checked_and_count_at_once)
{
	LEFT_ALONE(register_setting(admin, "dpo-hours", "48", &error), E_NOTFOUND, "dpo-hours");
	LEFT_ALONE(register_setting(admin, "authority-hours", "73", &error), E_INPUT, "72");
	LEFT_ALONE(register_setting(admin, "proof.email", "none", &error), E_INPUT, "");
	LEFT_ALONE(register_setting(admin, "zone", "Europe/Atlantide", &error), E_INPUT, "zone");
	LEFT_ALONE(register_setting(admin, "zone", "../../etc/passwd", &error), E_INPUT, "zone");
	OK(register_setting(admin, "hold", "30 minuti", &error));
	ck_assert_int_eq(settings_seconds(admin->settings, "hold"), 1800);
	OK(register_setting(admin, "zone", "America/New_York", &error));
	ck_assert_str_eq(g_time_zone_get_identifier(admin->zone), "America/New_York");
	OK(register_setting(admin, "zone", "", &error));
	ck_assert_str_eq(g_time_zone_get_identifier(admin->zone), "Europe/Rome");
	OK(register_setting(admin, "language", "en", &error));
	ck_assert_int_eq(admin->lang, LANG_EN);
	OK(register_setting(admin, "organisation.office", "via Larga 1 \xe2\x80\x94 {{seal}} \"'; DROP", &error));
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("register-people");
	TCase *t = tcase_create("people");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, test_what_is_not_given_does_not_change_and_an_empty_text_takes_away);
	tcase_add_test(t, test_nobody_is_both_dpo_and_manager_or_admin);
	tcase_add_test(t, test_the_last_administrator_stays);
	tcase_add_test(t, test_somebody_retires_once_and_the_dpo_not_in_office);
	tcase_add_test(t, test_people_answer_to_number_login_address_and_name);
	tcase_add_loop_test(t, test_what_people_type_is_one_harmless_line, 0, (int)G_N_ELEMENTS(hostile_lines));
	tcase_add_test(t, test_a_reason_that_is_no_text_is_refused_and_not_lost);
	tcase_add_test(t, test_a_client_keeps_its_id_and_a_namesake_gets_another);
	tcase_add_test(t, test_a_contract_is_checked);
	tcase_add_test(t, test_who_runs_the_company_is_refused_as_dpo);
	tcase_add_test(t, test_the_conflict_rule_has_no_back_door);
	tcase_add_test(t, test_a_deputy_is_somebody_else_who_can_be_reached);
	tcase_add_test(t, test_an_appointment_ends_the_one_before_and_gives_the_role);
	tcase_add_test(t, test_an_appointment_with_an_end_is_still_an_appointment);
	tcase_add_test(t, test_appointed_anew_what_is_not_said_again_goes_on);
	tcase_add_test(t, test_who_was_dpo_is_one_no_more);
	tcase_add_test(t, test_an_absence_goes_forward);
	tcase_add_test(t, test_an_absence_ends_early_or_never_begins);
	tcase_add_test(t, test_settings_are_checked_and_count_at_once);
	suite_add_tcase(s, t);
	return s;
}

int
main(void)
{
	return run_suite(suite());
}

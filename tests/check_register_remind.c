/* Reminders in a register: who is written to, by which way, each once, and when not at all. */
#include "src/register/actions.h"
#include "src/register/house.h"
#include "src/register/remind.h"
#include "tests/register-kit.h"
#include "tests/run.h"

#include <string.h>

/* p4 Carla becomes the deputy; all have an address. */
static void
peopled(void)
{
	g_autoptr(Session) s = reg_as("pia");
	OK(register_person_change(s, "p1", &(PersonInput){.email = "maria@rossi.example"}, &error));
	OK(register_person_change(s, "p3", &(PersonInput){.email = "luca@rossi.example"}, &error));
	OK(register_person_change(s, "p4", &(PersonInput){.email = "carla@rossi.example"}, &error));
	OK(register_person_change(s, "p5", &(PersonInput){.email = "ugo@rossi.example"}, &error));
	OK(register_dpo_appoint(s, &(DpoInput){.person = "p2", .from = INSTANT_NONE, .deputy = "p5"}, &error));
}

static int
remind(void)
{
	g_autoptr(Session) s = reg_courier();
	int count;
	OK(register_remind(s, &count, &error));
	return count;
}

/* "escalation person:p5 take-charge/deputy": what of an incident reminds, in order of number, from the n-th on. */
static char *
reminders(const char *ref, guint from)
{
	g_autoptr(Incident) incident = reg_incident(ref);
	GString *found = g_string_new(NULL);
	guint seen = 0;
	for (guint i = 0; i < incident->notices->len; i++) {
		const Notice *n = g_ptr_array_index(incident->notices, i);
		if (!letter_reminds(n->letter) || seen++ < from)
			continue;
		json_auto_t *steps = json_loads(n->steps, 0, NULL);
		g_string_append_printf(found, "%s%s %s %s", found->len ? "; " : "", letter_code(n->letter), n->audience, channel_code(n->channel));
		for (size_t k = 0; k < json_array_size(steps); k++)
			g_string_append_printf(found, " %s/%s", json_string_value(json_object_get(json_array_get(steps, k), "rule")),
				json_string_value(json_object_get(json_array_get(steps, k), "step")));
	}
	return g_string_free(found, FALSE);
}

static void
expect(const char *ref, guint from, const char *wanted)
{
	g_autofree char *found = reminders(ref, from);
	ck_assert_str_eq(found, wanted);
}

/* --- who ---------------------------------------------------------------------------------------------------------------- */

START_TEST(test_a_silent_dpo_brings_the_deputy_and_then_the_managers)
{
	peopled();
	g_autofree char *ref = reg_log("luca", "{'title':'x','own_data':'no'}", NULL);
	reg_send("2026-0001/n1");
	ck_assert_int_eq(remind(), 0);
	reg.now += HOURS(12) - 1;
	ck_assert_int_eq(remind(), 0);
	reg.now += 1;
	ck_assert_int_eq(remind(), 1);
	expect(ref, 0, "escalation person:p5 email take-charge/deputy");
	ck_assert_int_eq(remind(), 0);
	reg.now += HOURS(12);
	ck_assert_int_eq(remind(), 1);
	expect(ref, 1, "escalation person:p4 email take-charge/managers");
	reg.now += HOURS(1000);
	ck_assert_int_eq(remind(), 0);
}
END_TEST

START_TEST(test_who_takes_charge_ends_it)
{
	peopled();
	g_autofree char *ref = reg_log("luca", "{'title':'x','own_data':'no'}", NULL);
	reg_send("2026-0001/n1");
	g_autoptr(Session) dpo = reg_as("giulia");
	OK(register_take(dpo, ref, NULL, &error));
	reg.now += HOURS(100);
	ck_assert_int_eq(remind(), 0);
}
END_TEST

/* An outage of three days: each person gets one message, and nobody a second one. */
START_TEST(test_days_of_silence_are_caught_up_once)
{
	peopled();
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	reg.now += HOURS(73);
	ck_assert_int_eq(remind(), 4);
	expect(ref, 0, "escalation person:p5 email take-charge/deputy; "
		"escalation person:p4 email take-charge/managers clock:dpo-24h/late clock:authority-72h/late; "
		"reminder person:p1 email clock:dpo-24h/late clock:authority-72h/late; "
		"reminder person:p3 email clock:dpo-24h/late clock:authority-72h/late");
	ck_assert_int_eq(remind(), 0);
}
END_TEST

static void
add_action(Session *s, const char *ref, const char *owner, Instant due)
{
	g_autofree char *id = NULL;
	const NewAction action = {.ref = ref, .fields = {.title = "Bloccare l'accesso", .kind = "recovery", .owner = owner, .due = due}};
	OK(register_action_add(s, &action, &id, &error));
}

START_TEST(test_an_action_reminds_its_owner_and_the_dpo)
{
	peopled();
	g_autofree char *ref = reg_log("luca", "{'title':'x','own_data':'no'}", NULL);
	reg_send("2026-0001/n1");
	g_autoptr(Session) dpo = reg_as("giulia");
	OK(register_take(dpo, ref, NULL, &error));
	add_action(dpo, ref, "luca", reg.now + HOURS(2));
	add_action(dpo, ref, "Fornitore <it@fornitore.example>", reg.now + HOURS(3));
	reg.now += HOURS(2) + 1;
	ck_assert_int_eq(remind(), 2);
	expect(ref, 0, "reminder person:p3 email action:1/overdue; reminder person:p2 email action:1/overdue");
	reg.now += HOURS(1);
	ck_assert_int_eq(remind(), 2);
	expect(ref, 2, "reminder action:2 email action:2/overdue; reminder person:p2 email action:2/overdue");
}
END_TEST

/* A reminder rings: by PEC only where there is nothing else. */
START_TEST(test_by_pec_only_where_that_is_all)
{
	static const struct {
		const char *email, *pec;
		bool has_pec;
		const char *wanted;
	} ways[] = {
		{"ugo@rossi.example", "ugo@pec.example", true, "escalation person:p5 email take-charge/deputy"},
		{"", "ugo@pec.example", true, "escalation person:p5 pec take-charge/deputy"},
		{"", "ugo@pec.example", false, "escalation person:p5 pec take-charge/deputy"}, /* it waits for an account */
		{"", "", true, ""},
	};
	peopled();
	g_autoptr(Session) pia = reg_as("pia");
	reg.has_pec = ways[_i].has_pec;
	OK(register_person_change(pia, "p5", &(PersonInput){.email = ways[_i].email, .pec = ways[_i].pec}, &error));
	g_autofree char *ref = reg_log("luca", "{'title':'x','own_data':'no'}", NULL);
	reg_send("2026-0001/n1");
	reg.now += HOURS(12);
	ck_assert_int_eq(remind(), *ways[_i].wanted ? 1 : 0);
	expect(ref, 0, ways[_i].wanted);
}
END_TEST

/* Who has no address yet is told once there is one: nothing was done for that step. */
START_TEST(test_a_step_that_reached_nobody_is_not_done)
{
	g_autoptr(Session) pia = reg_as("pia");
	OK(register_person_change(pia, "p4", &(PersonInput){.email = ""}, &error));
	g_autofree char *ref = reg_log("luca", "{'title':'x','own_data':'no'}", NULL);
	reg_send("2026-0001/n1");
	reg.now += HOURS(30);
	ck_assert_int_eq(remind(), 0);
	peopled();
	ck_assert_int_eq(remind(), 2);
	expect(ref, 0, "escalation person:p5 email take-charge/deputy; escalation person:p4 email take-charge/managers");
}
END_TEST

/* The other channel carries the same steps; the step is not queued a third time. */
START_TEST(test_an_account_at_fault_sends_it_by_the_other_channel)
{
	peopled();
	g_autoptr(Session) pia = reg_as("pia");
	bool acted;
	reg.has_pec = true;
	OK(register_person_change(pia, "p5", &(PersonInput){.pec = "ugo@pec.example"}, &error));
	g_autofree char *ref = reg_log("luca", "{'title':'x','own_data':'no'}", NULL);
	reg_send("2026-0001/n1");
	reg.now += HOURS(12);
	ck_assert_int_eq(remind(), 1);
	g_autoptr(Session) again = reg_courier();
	OK(register_other_channel(again, "2026-0001/n2", &acted, &error));
	expect(ref, 0, "escalation person:p5 email take-charge/deputy; escalation person:p5 pec take-charge/deputy");
	OK(register_other_channel(again, "2026-0001/n2", &acted, &error));
	ck_assert(!acted);
	ck_assert_int_eq(remind(), 0);
}
END_TEST

/* --- when not ------------------------------------------------------------------------------------------------------------- */

START_TEST(test_a_drill_is_quiet)
{
	peopled();
	g_autofree char *ref = reg_log_kind("luca", KIND_DRILL, "{'title':'x'}", NULL);
	reg.now += HOURS(100);
	ck_assert_int_eq(remind(), 0);
	expect(ref, 0, "");
}
END_TEST

START_TEST(test_what_was_voided_is_quiet_and_what_waits_is_withdrawn)
{
	peopled();
	g_autofree char *ref = reg_log("luca", "{'title':'x','own_data':'no'}", NULL);
	reg.now += HOURS(12);
	ck_assert_int_eq(remind(), 4);
	g_autoptr(Session) dpo = reg_as("giulia");
	Voided voided = {0};
	OK(register_void(dpo, &(Voiding){.ref = ref, .reason = "doppione"}, &voided, &error));
	voided_clear(&voided);
	g_autoptr(Incident) in = reg_incident(ref);
	for (guint i = 0; i < in->notices->len; i++)
		ck_assert_int_eq(((Notice *)g_ptr_array_index(in->notices, i))->state, NOTICE_CANCELLED);
	reg.now += HOURS(100);
	ck_assert_int_eq(remind(), 0);
}
END_TEST

START_TEST(test_what_is_met_meanwhile_does_not_leave)
{
	peopled();
	g_autofree char *ref = reg_log("luca", "{'title':'x','own_data':'no'}", NULL);
	bool ended;
	reg_send("2026-0001/n1");
	reg.now += HOURS(12);
	ck_assert_int_eq(remind(), 1);
	g_autoptr(Session) dpo = reg_as("giulia"), courier = reg_courier();
	OK(register_remind_end(courier, "2026-0001/n2", &ended, &error));
	ck_assert(!ended);
	OK(register_take(dpo, ref, NULL, &error));
	OK(register_remind_end(courier, "2026-0001/n2", &ended, &error));
	ck_assert(ended);
	g_autoptr(Notice) n = reg_notice("2026-0001/n2");
	ck_assert_int_eq(n->state, NOTICE_CANCELLED);
	g_autoptr(Session) s = reg_as("luca");
	LEFT_ALONE(register_outbox_retry(s, "2026-0001/n2", &error), E_STATE, "reminder and was withdrawn");
	/* A notice is never ended by it. */
	OK(register_remind_end(courier, "2026-0001/n1", &ended, &error));
	ck_assert(!ended);
}
END_TEST

START_TEST(test_a_reminder_meets_no_clock_and_proves_nothing)
{
	peopled();
	g_autofree char *ref = reg_log("luca", "{'title':'x','own_data':'no'}", NULL);
	reg.now += HOURS(12);
	ck_assert_int_eq(remind(), 4);
	reg_send("2026-0001/n2"); /* the deputy's */
	ck_assert_int_eq(reg_state(ref, RULE_DPO), CLOCK_RUNNING);
	g_autoptr(Incident) in = reg_incident(ref);
	ck_assert(!notices_unproven(in->notices));
	ck_assert_int_eq(reg_clock(in, RULE_DPO)->proof, PROOF_NONE);
	g_autoptr(Session) s = reg_as("luca");
	LEFT_ALONE(register_outbox_retry(s, "2026-0001/n2", &error), E_STATE, "reminder and has left");
}
END_TEST

static void
setup_at_a_machine(void)
{
	const Founding founding = reg_founding();
	reg_setup_bare();
	Surroundings host = reg_host("maria");
	host.machine = "uno";
	OK(register_create(reg.uri, &host, &founding, &error));
}

START_TEST(test_a_copy_reminds_nobody)
{
	g_free(reg_log("maria", "{'title':'x'}", NULL));
	Session *s = NULL;
	Surroundings host = reg_host("courier");
	int count;
	reg.now += HOURS(100);
	host.machine = "due";
	OK(session_open_courier(reg.uri, &host, &s, &error));
	LEFT_ALONE(register_remind(s, &count, &error), E_STATE, "adopt");
	session_free(s);
}
END_TEST

/* --- what it says ------------------------------------------------------------------------------------------------------------ */

START_TEST(test_it_says_what_waits_and_names_neither_title_nor_client_nor_person)
{
	peopled();
	g_autoptr(Session) pia = reg_as("pia");
	OK(register_client_add(pia, &(ClientInput){.name = "Alfa S.p.A.", .email = "db@alfa.example"}, NULL, &error));
	g_autofree char *ref = reg_log("luca", "{'title':'Elenco di Mario Rossi','own_data':'no'}", "alfa");
	reg.now += HOURS(19);
	ck_assert_int_eq(remind(), 5);
	g_autoptr(Incident) in = reg_incident(ref);
	for (guint i = 0; i < in->notices->len; i++) {
		const Notice *n = g_ptr_array_index(in->notices, i);
		g_autofree char *subject = NULL;
		if (!letter_reminds(n->letter))
			continue;
		g_autofree char *text = reg_letter(n->id, &subject);
		static const char *const banned[] = {"Elenco", "Mario", "Alfa", "alfa", "Giulia", "Luca", "Carla"};
		for (gsize b = 0; b < G_N_ELEMENTS(banned); b++)
			ck_assert_msg(!strstr(text, banned[b]) && !strstr(subject, banned[b]), "%s: %s\n%s", banned[b], subject, text);
		ck_assert(g_str_has_prefix(subject, "[ROSSI 2026-0001] "));
		if (n->letter == LETTER_REMINDER)
			ck_assert(strstr(text, "committente") && strstr(text, "restano"));
	}
}
END_TEST

START_TEST(test_the_owner_reads_which_action)
{
	peopled();
	g_autofree char *ref = reg_log("luca", "{'title':'x','own_data':'no'}", NULL), *subject = NULL;
	g_autoptr(Session) dpo = reg_as("giulia");
	reg_send("2026-0001/n1");
	OK(register_take(dpo, ref, NULL, &error));
	add_action(dpo, ref, "Fornitore <it@fornitore.example>", reg.now + HOURS(2));
	reg.now += HOURS(3);
	ck_assert_int_eq(remind(), 2);
	g_autofree char *text = reg_letter("2026-0001/n2", &subject);
	ck_assert(strstr(text, "Bloccare l'accesso") != NULL);
	ck_assert(!strstr(subject, "Bloccare"));
	g_autoptr(Session) s = reg_courier();
	g_autoptr(LetterText) letter = NULL;
	g_autoptr(Notice) n = reg_notice("2026-0001/n2");
	OK(register_letter(s, n, NULL, NULL, &letter, &error));
	ck_assert_uint_eq(letter->to->len, 1);
	ck_assert_str_eq(((Recipient *)g_ptr_array_index(letter->to, 0))->address, "it@fornitore.example");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("register-remind");
	TCase *tc = tcase_create("remind");
	tcase_add_checked_fixture(tc, reg_setup, reg_teardown);
	tcase_add_test(tc, test_a_silent_dpo_brings_the_deputy_and_then_the_managers);
	tcase_add_test(tc, test_who_takes_charge_ends_it);
	tcase_add_test(tc, test_days_of_silence_are_caught_up_once);
	tcase_add_test(tc, test_an_action_reminds_its_owner_and_the_dpo);
	tcase_add_loop_test(tc, test_by_pec_only_where_that_is_all, 0, 4);
	tcase_add_test(tc, test_a_step_that_reached_nobody_is_not_done);
	tcase_add_test(tc, test_an_account_at_fault_sends_it_by_the_other_channel);
	tcase_add_test(tc, test_a_drill_is_quiet);
	tcase_add_test(tc, test_what_was_voided_is_quiet_and_what_waits_is_withdrawn);
	tcase_add_test(tc, test_what_is_met_meanwhile_does_not_leave);
	tcase_add_test(tc, test_a_reminder_meets_no_clock_and_proves_nothing);
	tcase_add_test(tc, test_it_says_what_waits_and_names_neither_title_nor_client_nor_person);
	tcase_add_test(tc, test_the_owner_reads_which_action);
	suite_add_tcase(suite, tc);
	TCase *copy = tcase_create("copy");
	tcase_add_checked_fixture(copy, setup_at_a_machine, reg_teardown);
	tcase_add_test(copy, test_a_copy_reminds_nobody);
	suite_add_tcase(suite, copy);
	return run_suite(suite);
}

/* Actions: who proposes, accepts, works and verifies; what two people at once are told; what rests with a closed incident. */
#include "src/register/actions.h"
#include "tests/register-kit.h"
#include "tests/run.h"

#include <string.h>

static bool
add(const char *account, const char *ref, ActionFields fields, GError **error)
{
	g_autoptr(Session) s = reg_as(account);
	g_autofree char *id = NULL;
	fields.title = fields.title ? fields.title : "cambiare le password";
	fields.kind = fields.kind ? fields.kind : "containment";
	fields.due = fields.due ? fields.due : INSTANT_NONE;
	return register_action_add(s, &(NewAction){.ref = ref, .fields = fields}, &id, error);
}

static Action *
action(const char *text)
{
	g_autoptr(Session) s = reg_as("ugo");
	Action *a = NULL;
	OK(session_action(s, text, &a, &error));
	return a;
}

static ActionState
state(const char *text)
{
	Action *a = action(text);
	ActionState s = a->state;
	action_free(a);
	return s;
}

static bool
accept(const char *account, const char *id, const char *reason, GError **error)
{
	g_autoptr(Session) s = reg_as(account);
	return register_action_accept(s, id, reason, NULL, 0, error);
}

static bool
start(const char *account, const char *id, GError **error)
{
	g_autoptr(Session) s = reg_as(account);
	return register_action_start(s, id, 0, error);
}

static bool
done(const char *account, const char *id, const char *result, GError **error)
{
	g_autoptr(Session) s = reg_as(account);
	return register_action_done(s, id, result, NULL, NULL, 0, error);
}

static bool
drop(const char *account, const char *id, const char *reason, GError **error)
{
	g_autoptr(Session) s = reg_as(account);
	return register_action_drop(s, id, reason, NULL, 0, error);
}

static bool
verify(const char *account, const char *id, GError **error)
{
	g_autoptr(Session) s = reg_as(account);
	return register_action_verify(s, id, NULL, NULL, 0, error);
}

static bool
change(const char *account, const char *id, ActionFields fields, int64_t seen, GError **error)
{
	g_autoptr(Session) s = reg_as(account);
	bool changed;
	fields.due = fields.due ? fields.due : INSTANT_NONE;
	return register_action_change(s, &(ActionChange){.id = id, .fields = fields, .seen = seen}, &changed, error);
}

START_TEST(test_security_proposes_the_dpo_accepts_and_verifies)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	OK(add("luca", ref, (ActionFields){.owner = "me", .due = REG_NOW + 3600}, &error));
	ck_assert_int_eq(state("1/1"), ACTION_PROPOSED);
	LEFT_ALONE(accept("luca", "2026-0001/1", NULL, &error), E_DENIED, "may not");
	OK(accept("giulia", "2026-0001/1", NULL, &error));
	ck_assert_int_eq(state("1/1"), ACTION_OPEN);
	LEFT_ALONE(accept("giulia", "2026-0001/1", NULL, &error), E_STATE, "accepted already");
	LEFT_ALONE(verify("giulia", "2026-0001/1", &error), E_STATE, "not done");
	OK(start("luca", "2026-0001/1", &error));
	LEFT_ALONE(start("luca", "2026-0001/1", &error), E_STATE, "under way");
	reg.now += 600;
	OK(done("luca", "2026-0001/1", "fatto", &error));
	LEFT_ALONE(verify("luca", "2026-0001/1", &error), E_DENIED, "may not");
	OK(verify("giulia", "2026-0001/1", &error));
	LEFT_ALONE(verify("giulia", "2026-0001/1", &error), E_STATE, "verified already");
	Action *a = action("1/1");
	ck_assert_int_eq(a->state, ACTION_DONE);
	ck_assert_int_eq(a->settled_at, REG_NOW + 600);
	ck_assert_str_eq(a->settled_by, "p3");
	ck_assert_str_eq(a->verified_by, "p2");
	ck_assert_str_eq(a->result, "fatto");
	action_free(a);
}
END_TEST

START_TEST(test_what_the_dpo_plans_is_open_at_once)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	OK(add("giulia", ref, (ActionFields){.owner = "luca"}, &error));
	ck_assert_int_eq(state("1/1"), ACTION_OPEN);
}
END_TEST

START_TEST(test_at_night_work_need_not_wait_to_be_accepted)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	OK(add("luca", ref, (ActionFields){.owner = "me"}, &error));
	OK(start("luca", "2026-0001/1", &error));
	OK(add("luca", ref, (ActionFields){.owner = "me"}, &error));
	OK(done("luca", "2026-0001/2", "fatto alle tre", &error));
	OK(verify("giulia", "2026-0001/2", &error));
}
END_TEST

START_TEST(test_owners_are_of_the_register_or_have_an_address)
{
	static const struct {
		const char *owner, *person, *name, *email;
	} rows[] = {
		{"me", "p3", NULL, NULL}, {"dpo", "p2", NULL, NULL}, {"p4", "p4", NULL, NULL}, {"carla", "p4", NULL, NULL}, {"Giulia Verdi", "p2", NULL, NULL},
		{"Reparto IT <it@rossi.example>", NULL, "Reparto IT", "it@rossi.example"}, {"it@rossi.example", NULL, "it@rossi.example", "it@rossi.example"},
		{"Chiunque <luca@rossi.example>", "p3", NULL, NULL}, {"", NULL, NULL, NULL},
	};
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *id = g_strdup_printf("1/%zu", i + 1);
		OK(add("luca", ref, (ActionFields){.owner = rows[i].owner}, &error));
		Action *a = action(id);
		ck_assert_msg(g_strcmp0(a->owner, rows[i].person) == 0 && g_strcmp0(a->owner_name, rows[i].name) == 0 &&
			g_strcmp0(a->owner_email, rows[i].email) == 0, "%s: %s %s %s", rows[i].owner, a->owner, a->owner_name, a->owner_email);
		action_free(a);
	}
	LEFT_ALONE(add("luca", ref, (ActionFields){.owner = "Mario"}, &error), E_NOTFOUND, "with an address");
	LEFT_ALONE(add("luca", ref, (ActionFields){.owner = "IT <it@rossi>"}, &error), E_INPUT, "it@rossi");
	LEFT_ALONE(add("luca", ref, (ActionFields){.owner = "IT\r\nBcc: x <it@rossi.example>"}, &error), E_INPUT, "");
	LEFT_ALONE(add("luca", ref, (ActionFields){.owner = "perch\xe9"}, &error), E_INPUT, "UTF-8");
}
END_TEST

START_TEST(test_a_standard_action_brings_title_kind_and_due)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x','breach_kind':'list-export'}", NULL), *id = NULL;
	g_autoptr(Session) s = reg_as("luca");
	NewAction in = {.ref = ref, .fields = {.due = INSTANT_NONE}, .standard = "suspend-account"};
	OK(register_action_add(s, &in, &id, &error));
	Action *a = action(id);
	ck_assert_ptr_nonnull(strstr(a->title, "sospendere l'utenza"));
	ck_assert_int_eq(a->kind, ACTION_CONTAINMENT);
	ck_assert_int_eq(a->due_at, REG_NOW + 2 * 3600);
	ck_assert_str_eq(a->standard, "suspend-account");
	action_free(a);
	g_autofree char *twice = NULL;
	LEFT_ALONE(register_action_add(s, &in, &twice, &error), E_STATE, "2026-0001/1");
	in.standard = "no-such";
	LEFT_ALONE(register_action_add(s, &in, &twice, &error), E_NOTFOUND, "no-such");
	OK(done("luca", "2026-0001/1", "fatto", &error));
	in = (NewAction){.ref = ref, .fields = {.title = "di nuovo", .kind = "prevenzione", .due = REG_NOW + 60}, .standard = "suspend-account"};
	OK(register_action_add(s, &in, &twice, &error));
	a = action(twice);
	ck_assert_str_eq(a->title, "di nuovo");
	ck_assert_int_eq(a->kind, ACTION_PREVENTION);
	ck_assert_int_eq(a->due_at, REG_NOW + 60);
	action_free(a);
}
END_TEST

START_TEST(test_what_is_missing_or_wrong_is_refused)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL), *id = NULL;
	g_autoptr(Session) s = reg_as("luca");
	LEFT_ALONE(register_action_add(s, &(NewAction){.ref = ref, .fields = {.title = "x", .due = INSTANT_NONE}}, &id, &error), E_INPUT, "--kind");
	LEFT_ALONE(register_action_add(s, &(NewAction){.ref = ref, .fields = {.kind = "recovery", .due = INSTANT_NONE}}, &id, &error), E_INPUT, "title");
	LEFT_ALONE(add("luca", ref, (ActionFields){.title = " \n"}, &error), E_INPUT, "title");
	LEFT_ALONE(add("luca", ref, (ActionFields){.kind = "repair"}, &error), E_INPUT, "containment, investigation");
	LEFT_ALONE(add("luca", ref, (ActionFields){.due = REG_NOW - 1}, &error), E_INPUT, "past");
	LEFT_ALONE(add("luca", "2026-0077", (ActionFields){0}, &error), E_NOTFOUND, "2026-0077");
	LEFT_ALONE(add("carla", ref, (ActionFields){0}, &error), E_DENIED, "may not");
	LEFT_ALONE(add("ugo", ref, (ActionFields){0}, &error), E_DENIED, "may not");
	LEFT_ALONE(add("pia", ref, (ActionFields){0}, &error), E_DENIED, "may not");
	OK(add("luca", ref, (ActionFields){0}, &error));
	LEFT_ALONE(done("luca", "2026-0001/1", " ", &error), E_INPUT, "--result");
	LEFT_ALONE(drop("luca", "2026-0001/1", NULL, &error), E_INPUT, "--reason");
	LEFT_ALONE(done("luca", "2026-0001/9", "x", &error), E_NOTFOUND, "2026-0001/9");
	LEFT_ALONE(done("ugo", "2026-0001/1", "x", &error), E_DENIED, "may not");
}
END_TEST

START_TEST(test_what_the_dpo_accepted_is_the_dpos_to_change_and_to_drop)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	OK(add("luca", ref, (ActionFields){0}, &error));
	OK(change("luca", "2026-0001/1", (ActionFields){.title = "meglio", .owner = "me", .due = REG_NOW + 60}, 0, &error));
	OK(accept("giulia", "2026-0001/1", NULL, &error));
	LEFT_ALONE(change("luca", "2026-0001/1", (ActionFields){.due = REG_NOW + 600}, 0, &error), E_DENIED, "may not");
	LEFT_ALONE(drop("luca", "2026-0001/1", "inutile", &error), E_DENIED, "may not");
	OK(change("giulia", "2026-0001/1", (ActionFields){.kind = "recovery", .owner = "Reparto IT <it@rossi.example>", .no_due = true}, 0, &error));
	Action *a = action("1/1");
	ck_assert_str_eq(a->title, "meglio");
	ck_assert_int_eq(a->kind, ACTION_RECOVERY);
	ck_assert(!a->owner && g_str_equal(a->owner_name, "Reparto IT") && a->due_at == INSTANT_NONE);
	action_free(a);
	OK(drop("giulia", "2026-0001/1", "non serve", &error));
	LEFT_ALONE(done("luca", "2026-0001/1", "x", &error), E_STATE, "accept");
	LEFT_ALONE(accept("giulia", "2026-0001/1", NULL, &error), E_INPUT, "--reason");
	OK(accept("giulia", "2026-0001/1", "serve ancora", &error));
	ck_assert_int_eq(state("1/1"), ACTION_OPEN);
	OK(add("luca", ref, (ActionFields){0}, &error));
	OK(drop("luca", "2026-0001/2", "proposta doppia", &error));
}
END_TEST

START_TEST(test_saying_the_same_again_is_no_event)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	g_autoptr(Session) s = reg_as("luca");
	bool changed = true;
	OK(add("luca", ref, (ActionFields){.title = "t", .owner = "me", .due = REG_NOW + 60}, &error));
	OK(register_action_change(s, &(ActionChange){.id = "2026-0001/1", .fields = {.title = "t", .owner = "luca", .kind = "contenimento",
		.due = REG_NOW + 60}}, &changed, &error));
	ck_assert(!changed);
	ck_assert_int_eq(reg_events("action.changed"), 0);
}
END_TEST

START_TEST(test_the_second_is_told_what_the_first_changed)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	OK(add("luca", ref, (ActionFields){.title = "prima", .due = REG_NOW + HOURS(1)}, &error));
	g_autoptr(Incident) shown = reg_incident(ref);
	int64_t seen = shown->last_seq;
	OK(change("giulia", "2026-0001/1", (ActionFields){.due = REG_NOW + HOURS(2)}, seen, &error));
	/* Which, from what to what, who: */
	LEFT_ALONE(change("luca", "2026-0001/1", (ActionFields){.due = REG_NOW + HOURS(3)}, seen, &error), E_CONFLICT,
		"the due of 2026-0001/1 was \"23/11/2026 23:44\" when it was shown, and Giulia Verdi made it \"24/11/2026 00:44\"");
	/* Another part of it is nobody's conflict, and neither is one's own change. */
	OK(change("luca", "2026-0001/1", (ActionFields){.title = "dopo"}, seen, &error));
	OK(change("luca", "2026-0001/1", (ActionFields){.title = "dopo ancora"}, seen, &error));
	LEFT_ALONE(change("giulia", "2026-0001/1", (ActionFields){.title = "io"}, seen, &error), E_CONFLICT, "was \"prima\" when it was shown, and ");
	g_autoptr(Session) s = reg_as("luca");
	OK(accept("giulia", "2026-0001/1", NULL, &error));
	LEFT_ALONE(register_action_drop(s, "2026-0001/1", "x", NULL, seen, &error), E_CONFLICT, "the state of 2026-0001/1 was \"proposed\"");
}
END_TEST

START_TEST(test_what_was_done_may_bring_its_evidence_in_one_step)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	g_autoptr(Session) s = reg_as("luca");
	const EvidenceToKeep log = {.bytes = "log", .len = 3, .name = "log.txt"}, empty = {.bytes = ""};
	OK(add("luca", ref, (ActionFields){0}, &error));
	LEFT_ALONE(register_action_done(s, "2026-0001/1", "fatto", &empty, NULL, 0, &error), E_INPUT, "empty");
	ck_assert_int_eq(state("1/1"), ACTION_PROPOSED);
	OK(register_action_done(s, "2026-0001/1", "fatto", &log, NULL, 0, &error));
	g_autoptr(Incident) in = reg_incident(ref);
	ck_assert_str_eq(((const Evidence *)g_ptr_array_index(in->evidence, 0))->action, "2026-0001/1");
	/* The same bytes again: neither of the two happens. */
	OK(add("luca", ref, (ActionFields){0}, &error));
	LEFT_ALONE(register_action_done(s, "2026-0001/2", "fatto", &log, NULL, 0, &error), E_STATE, "e1");
	ck_assert_int_eq(state("1/2"), ACTION_PROPOSED);
}
END_TEST

static char *
read_back(const char *ref)
{
	g_autoptr(Incident) in = reg_incident(ref);
	for (guint i = 0; i < in->notices->len; i++) {
		const Notice *n = g_ptr_array_index(in->notices, i);
		if (n->letter == LETTER_READ_BACK)
			return reg_letter(n->id, NULL);
	}
	return NULL;
}

START_TEST(test_a_dpo_who_answers_by_mail_plans_and_verifies)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL), *receipt = NULL, *id = NULL, *who = NULL;
	g_autoptr(Session) s = reg_as("luca");
	OK(register_receipt_add(s, &(ReceiptToKeep){.ref = ref, .bytes = "cambiate le password", .len = 20}, &receipt, &error));
	const NewAction in = {.ref = ref, .fields = {.title = "password nuove", .kind = "containment", .due = INSTANT_NONE}, .from_reply = receipt};
	OK(register_action_add(s, &in, &id, &error));
	ck_assert_int_eq(state(id), ACTION_OPEN);
	g_autofree char *letter = read_back(ref);
	ck_assert_msg(letter && strstr(letter, "password nuove"), "%s", letter);
	who = reg_fact("action.added", "for");
	ck_assert_str_eq(who, "\"p2\"");
	OK(add("luca", ref, (ActionFields){0}, &error));
	OK(register_action_accept(s, "2026-0001/2", NULL, receipt, 0, &error));
	ck_assert_int_eq(state("1/2"), ACTION_OPEN);
	OK(done("luca", id, "fatto", &error));
	OK(register_action_verify(s, id, "va bene", receipt, 0, &error));
	Action *a = action(id);
	ck_assert_str_eq(a->verified_by, "p2");
	action_free(a);
	OK(register_action_drop(s, "2026-0001/2", "non serve", receipt, 0, &error));
}
END_TEST

START_TEST(test_the_dpo_as_executor_is_pointed_out)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	g_autoptr(Session) s = reg_as("luca");
	bool is;
	OK(add("luca", ref, (ActionFields){.owner = "dpo"}, &error));
	OK(add("luca", ref, (ActionFields){.owner = "me"}, &error));
	OK(add("luca", ref, (ActionFields){.owner = "IT <it@rossi.example>"}, &error));
	static const bool expected[] = {true, false, false};
	for (int i = 0; i < 3; i++) {
		g_autofree char *id = g_strdup_printf("1/%d", i + 1);
		Action *a = action(id);
		OK(action_is_dpos(s, a, &is, &error));
		ck_assert_int_eq(is, expected[i]);
		action_free(a);
	}
}
END_TEST

START_TEST(test_waiting_ones_are_listed_by_due)
{
	g_autofree char *first = reg_log("luca", "{'title':'x'}", NULL), *second = reg_log("luca", "{'title':'y'}", NULL);
	g_autoptr(GPtrArray) waiting = NULL;
	g_autoptr(GString) ids = g_string_new(NULL);
	g_autoptr(Session) s = reg_as("luca");
	OK(add("luca", first, (ActionFields){0}, &error));
	OK(add("luca", first, (ActionFields){.due = REG_NOW + 600}, &error));
	OK(add("luca", second, (ActionFields){.due = REG_NOW + 60}, &error));
	OK(add("luca", second, (ActionFields){.due = REG_NOW + 6}, &error));
	OK(done("luca", "2026-0002/2", "fatto", &error));
	OK(query_actions_waiting(s->db, &waiting, &error));
	for (guint i = 0; i < waiting->len; i++)
		g_string_append_printf(ids, "%s ", ((const Action *)g_ptr_array_index(waiting, i))->id);
	ck_assert_str_eq(ids->str, "2026-0002/1 2026-0001/2 2026-0001/1 ");
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("register-actions");
	TCase *t = tcase_create("actions");
	tcase_add_checked_fixture(t, reg_setup, reg_teardown);
	tcase_add_test(t, test_security_proposes_the_dpo_accepts_and_verifies);
	tcase_add_test(t, test_what_the_dpo_plans_is_open_at_once);
	tcase_add_test(t, test_at_night_work_need_not_wait_to_be_accepted);
	tcase_add_test(t, test_owners_are_of_the_register_or_have_an_address);
	tcase_add_test(t, test_a_standard_action_brings_title_kind_and_due);
	tcase_add_test(t, test_what_is_missing_or_wrong_is_refused);
	tcase_add_test(t, test_what_the_dpo_accepted_is_the_dpos_to_change_and_to_drop);
	tcase_add_test(t, test_saying_the_same_again_is_no_event);
	tcase_add_test(t, test_the_second_is_told_what_the_first_changed);
	tcase_add_test(t, test_what_was_done_may_bring_its_evidence_in_one_step);
	tcase_add_test(t, test_a_dpo_who_answers_by_mail_plans_and_verifies);
	tcase_add_test(t, test_the_dpo_as_executor_is_pointed_out);
	tcase_add_test(t, test_waiting_ones_are_listed_by_due);
	suite_add_tcase(s, t);
	return s;
}

int
main(void)
{
	return run_suite(suite());
}

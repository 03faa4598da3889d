/* Logging an incident: what it begins with, whose data, which clocks run, and what is frozen. */
#include "tests/register-kit.h"
#include "tests/run.h"

#include <string.h>

static bool
try_log(const char *fields, const char *clients, const char *reason, GError **why)
{
	g_autoptr(Session) s = reg_as("luca");
	json_auto_t *json = reg_json(fields);
	g_auto(GStrv) names = clients ? g_strsplit(clients, ",", -1) : NULL;
	const Intake in = {.fields = json, .clients = (const char *const *)names, .reason = reason};
	Logged logged = {0};
	bool ok = register_log(s, &in, &logged, why);
	ck_assert(ok || (!logged.ref && !logged.unknown_clients));
	logged_clear(&logged);
	return ok;
}

static void
add_client(const char *name, int hours, const char *starts)
{
	g_autoptr(Session) s = reg_as("pia");
	const ClientInput in = {.name = name, .hours = hours, .starts = starts, .processor = -1};
	OK(register_client_add(s, &in, NULL, &error));
}

static void
expect_clocks(const char *ref, const char *expected)
{
	g_autoptr(Incident) incident = reg_incident(ref);
	g_autoptr(GString) found = g_string_new(NULL);
	for (guint i = 0; i < incident->clocks->len; i++) {
		const Clock *k = g_ptr_array_index(incident->clocks, i);
		g_string_append_printf(found, "%s%s %+dh%s", i ? ", " : "", k->id, (int)((k->due_at - REG_NOW) / 3600), k->provisional ? "?" : "");
		ck_assert_int_eq(k->due_at, k->first_due_at);
		ck_assert_int_eq(k->due_at, k->starts_at + k->length);
		ck_assert_int_eq(k->met_at, INSTANT_NONE);
	}
	ck_assert_str_eq(found->str, expected);
}

/* --- when ------------------------------------------------------------------------------------------------------------- */

START_TEST(test_a_title_is_enough)
{
	g_autofree char *ref = reg_log("luca", "{'title':'Elenco spedito al committente sbagliato','site':null}", NULL);
	g_autoptr(Incident) incident = reg_incident(ref);
	ck_assert_str_eq(ref, "2026-0001");
	ck_assert_int_eq(incident_instant(incident, "detected_at"), REG_NOW);
	ck_assert_int_eq(incident->logged_at, REG_NOW);
	ck_assert_str_eq(incident->logged_by, "p3");
	ck_assert_str_eq(incident->dpo, "p2");
	ck_assert_str_eq(incident_text(incident, "own_data"), "unknown");
	ck_assert_str_eq(incident_text(incident, "client_data"), "unknown");
	expect_clocks(ref, "dpo-24h +24h, authority-72h +72h?");
	ck_assert_uint_eq(incident->notices->len, 1);
	const Notice *notice = g_ptr_array_index(incident->notices, 0);
	ck_assert_str_eq(notice->id, "2026-0001/n1");
	ck_assert_int_eq(notice->state, NOTICE_QUEUED);
	ck_assert_int_eq(notice->letter, LETTER_FIRST);
	ck_assert_int_eq(notice->hold_until, INSTANT_NONE);
}
END_TEST

START_TEST(test_without_a_title_nothing_is_logged)
{
	LEFT_ALONE(try_log("{}", NULL, NULL, &error), E_INPUT, "title");
	LEFT_ALONE(try_log("{'title':'  '}", NULL, NULL, &error), E_INPUT, "title");
	LEFT_ALONE(try_log("{'title':'\u200b\u2028'}", NULL, NULL, &error), E_INPUT, "title");
}
END_TEST

START_TEST(test_a_little_ahead_is_now_and_more_is_refused)
{
	static const char *const names[] = {"detected_at", "aware_at", "occurred_from", "occurred_to"};
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *little = instant_rfc3339(REG_NOW + 120), *more = instant_rfc3339(REG_NOW + 121);
		g_autofree char *good = g_strdup_printf("{'title':'x','%s':'%s'}", names[i], little);
		g_autofree char *bad = g_strdup_printf("{'title':'x','%s':'%s'}", names[i], more);
		LEFT_ALONE(try_log(bad, NULL, NULL, &error), E_INPUT, "future");
		g_autofree char *ref = reg_log("luca", good, NULL);
		g_autoptr(Incident) incident = reg_incident(ref);
		ck_assert_int_eq(incident_instant(incident, names[i]), REG_NOW);
	}
}
END_TEST

START_TEST(test_detected_before_it_occurred_wants_a_reason)
{
	const char *fields = "{'title':'x','detected_at':'2026-11-23T10:00:00Z','occurred_from':'2026-11-23T10:00:01Z'}";
	LEFT_ALONE(try_log(fields, NULL, NULL, &error), E_INPUT, "--reason");
	LEFT_ALONE(try_log(fields, NULL, " ", &error), E_INPUT, "--reason");
	LEFT_ALONE(try_log(fields, NULL, "perch\xe9", &error), E_INPUT, "UTF-8");
	OK(try_log(fields, NULL, "orologio del server avanti", &error));
	LEFT_ALONE(try_log("{'title':'x','occurred_from':'2026-11-23T10:00:00Z','occurred_to':'2026-11-23T09:00:00Z'}", NULL, NULL, &error),
		E_INPUT, "ended before");
}
END_TEST

/* In Rome the new year begins an hour before it does in UTC. */
START_TEST(test_refs_have_no_gaps_and_the_year_of_the_home_zone)
{
	static const struct {
		const char *at;
		IncidentKind kind;
		const char *ref;
	} rows[] = {
		{"2026-12-31T22:59:59Z", KIND_BREACH, "2026-0001"}, {"2026-12-31T22:59:59Z", KIND_DRILL, "2026-D01"},
		{"2026-12-31T22:59:59Z", KIND_NEAR_MISS, "2026-0002"}, {"2026-12-31T23:00:00Z", KIND_BREACH, "2027-0001"},
		{"2026-12-31T23:00:00Z", KIND_DRILL, "2027-D01"}, {"2026-12-31T22:30:00Z", KIND_BREACH, "2026-0003"},
		{"2027-01-01T12:00:00Z", KIND_DRILL, "2027-D02"}, {"2027-01-01T12:00:00Z", KIND_BREACH, "2027-0002"},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		ck_assert(instant_from_rfc3339(rows[i].at, &reg.now));
		ck_assert(!try_log("{}", NULL, NULL, NULL)); /* what is refused takes no number */
		g_autofree char *ref = reg_log_kind("luca", rows[i].kind, "{'title':'x'}", NULL);
		ck_assert_str_eq(ref, rows[i].ref);
	}
}
END_TEST

START_TEST(test_daylight_saving_does_not_stretch_a_day)
{
	static const char *const nights[][2] = {{"2026-03-28T09:37:00Z", "2026-03-29T09:37:00Z"}, {"2026-10-24T08:37:00Z", "2026-10-25T08:37:00Z"}};
	for (gsize i = 0; i < G_N_ELEMENTS(nights); i++) {
		g_autofree char *fields = g_strdup_printf("{'title':'x','detected_at':'%s'}", nights[i][0]);
		g_autofree char *ref = reg_log("luca", fields, "none");
		g_autoptr(Incident) incident = reg_incident(ref);
		g_autofree char *due = instant_rfc3339(reg_clock(incident, RULE_DPO)->due_at);
		ck_assert_str_eq(due, nights[i][1]);
	}
}
END_TEST

/* --- whose data ------------------------------------------------------------------------------------------------------- */

START_TEST(test_own_data_decide_over_the_authoritys_clock)
{
	g_autofree char *yes = reg_log("luca", "{'title':'x','own_data':'yes'}", "none");
	g_autofree char *no = reg_log("luca", "{'title':'x','own_data':'no'}", "none");
	g_autofree char *unknown = reg_log("luca", "{'title':'x','own_data':'unknown'}", "none");
	g_autofree char *aware = reg_log("luca", "{'title':'x','detected_at':'2026-11-23T20:44:05Z','aware_at':'2026-11-23T21:44:05Z'}", "none");
	expect_clocks(yes, "dpo-24h +24h, authority-72h +72h");
	expect_clocks(no, "dpo-24h +24h");
	expect_clocks(unknown, "dpo-24h +24h, authority-72h +72h?");
	expect_clocks(aware, "dpo-24h +23h, authority-72h +72h?");
}
END_TEST

START_TEST(test_each_client_has_a_clock_of_its_contract)
{
	add_client("Alfa", 12, "aware");
	add_client("Beta", 0, NULL);
	add_client("Gamma", 48, "detected");
	const char *fields = "{'title':'x','own_data':'no','detected_at':'2026-11-23T20:44:05Z','aware_at':'2026-11-23T21:44:05Z'}";
	g_autofree char *all = reg_log("luca", fields, "beta,ALFA,Gamma,beta");
	g_autofree char *open = reg_log("luca", fields, "?");
	g_autofree char *silent = reg_log("luca", fields, NULL);
	g_autofree char *none = reg_log("luca", fields, "none");
	g_autofree char *foreign = reg_log("luca", fields, "gamma,Delta S.r.l.");
	expect_clocks(all, "dpo-24h +23h, client:alfa +12h, client:beta +23h, client:gamma +47h");
	expect_clocks(open, "dpo-24h +23h, client:? +11h");
	expect_clocks(silent, "dpo-24h +23h, client:? +11h");
	expect_clocks(none, "dpo-24h +23h");
	expect_clocks(foreign, "dpo-24h +23h, client:? +11h, client:gamma +47h");
	g_autoptr(Incident) of_all = reg_incident(all), of_none = reg_incident(none), of_foreign = reg_incident(foreign);
	ck_assert_str_eq(incident_text(of_all, "client_data"), "yes");
	ck_assert_str_eq(incident_text(of_none, "client_data"), "no");
	ck_assert_uint_eq(of_foreign->clients->len, 2);
	LEFT_ALONE(try_log(fields, "none,alfa", NULL, &error), E_INPUT, "none");
}
END_TEST

START_TEST(test_a_client_that_nobody_knows_is_named_to_who_logs)
{
	g_autoptr(Session) s = reg_as("luca");
	json_auto_t *fields = reg_json("{'title':'x'}");
	const char *clients[] = {"Delta S.r.l.", NULL};
	const Intake in = {.fields = fields, .clients = clients};
	Logged logged = {0};
	OK(register_log(s, &in, &logged, &error));
	ck_assert_uint_eq(logged.unknown_clients->len, 1);
	ck_assert_str_eq(g_ptr_array_index(logged.unknown_clients, 0), "Delta S.r.l.");
	g_autoptr(Incident) incident = reg_incident(logged.ref);
	const Affected *affected = g_ptr_array_index(incident->clients, 0);
	ck_assert_str_eq(affected->client, "?");
	ck_assert_str_eq(affected->name, "Delta S.r.l.");
	logged_clear(&logged);
}
END_TEST

START_TEST(test_only_a_breach_runs_the_other_clocks)
{
	add_client("Alfa", 12, NULL);
	g_autofree char *near_miss = reg_log_kind("luca", KIND_NEAR_MISS, "{'title':'x','own_data':'yes'}", "alfa");
	g_autofree char *drill = reg_log_kind("luca", KIND_DRILL, "{'title':'x'}", "alfa");
	expect_clocks(near_miss, "dpo-24h +24h");
	expect_clocks(drill, "dpo-24h +24h");
	g_autoptr(Notice) real = reg_notice("2026-0001/n1"), exercise = reg_notice("2026-D01/n1");
	ck_assert(!real->exercise);
	ck_assert(exercise->exercise);
}
END_TEST

/* --- the notice that goes with it --------------------------------------------------------------------------------------- */

static char *
log_with(Intake in, const char *fields)
{
	g_autoptr(Session) s = reg_as("luca");
	json_auto_t *json = reg_json(fields);
	Logged logged = {0};
	in.fields = json;
	OK(register_log(s, &in, &logged, &error));
	char *ref = g_steal_pointer(&logged.ref);
	logged_clear(&logged);
	return ref;
}

START_TEST(test_the_first_notice_waits_for_facts_unless_time_is_short)
{
	const Intake hold = {.hold = true};
	g_free(log_with(hold, "{'title':'x'}"));
	g_free(log_with(hold, "{'title':'x','detected_at':'2026-11-22T22:44:05Z'}")); /* an hour is left */
	g_free(log_with(hold, "{'title':'x','detected_at':'2026-11-22T22:44:04Z'}")); /* a second less */
	g_autofree char *d = log_with(hold, "{'title':'x','detected_at':'2026-11-21T10:00:00Z'}"); /* late */
	g_autoptr(Notice) of_a = reg_notice("2026-0001/n1"), of_b = reg_notice("2026-0002/n1"), of_c = reg_notice("2026-0003/n1");
	g_autoptr(Notice) of_d = reg_notice("2026-0004/n1");
	ck_assert_int_eq(of_a->hold_until, REG_NOW + 600);
	ck_assert_int_eq(of_b->hold_until, REG_NOW + 600);
	ck_assert_int_eq(of_c->hold_until, INSTANT_NONE);
	ck_assert_int_eq(of_d->hold_until, INSTANT_NONE);
	ck_assert_int_eq(reg_state(d, RULE_DPO), CLOCK_LATE);
}
END_TEST

START_TEST(test_without_sending_nothing_is_queued)
{
	g_autofree char *ref = log_with((Intake){.no_send = true}, "{'title':'x'}");
	g_autoptr(Incident) incident = reg_incident(ref);
	ck_assert_uint_eq(incident->notices->len, 0);
}
END_TEST

START_TEST(test_the_same_source_is_logged_once)
{
	const Intake in = {.source_id = "INC0012345"};
	g_autofree char *first = log_with(in, "{'title':'x'}");
	g_autofree char *other = log_with((Intake){.source_id = "INC0012346"}, "{'title':'x'}");
	g_autoptr(Session) s = reg_as("luca");
	json_auto_t *json = reg_json("{'title':'altro titolo'}");
	Logged again = {0};
	char before[65], after[65];
	reg_seal(before);
	OK(register_log(s, &(Intake){.fields = json, .source_id = "INC0012345"}, &again, &error));
	reg_seal(after);
	ck_assert(again.existed);
	ck_assert_str_eq(again.ref, first);
	ck_assert_str_ne(other, first);
	ck_assert_str_eq(before, after);
	logged_clear(&again);
	LEFT_ALONE(register_log(s, &(Intake){.fields = json, .source_id = "\xff"}, &again, &error), E_INPUT, "UTF-8");
}
END_TEST

/* --- frozen ------------------------------------------------------------------------------------------------------------- */

START_TEST(test_the_dpo_is_who_was_in_office_when_it_was_detected)
{
	g_autoptr(Session) s = reg_as("pia");
	const DpoInput next = {.person = "p3", .from = REG_NOW - HOURS(2)};
	OK(register_dpo_appoint(s, &next, &error));
	g_autofree char *old = reg_log("luca", "{'title':'x','detected_at':'2026-11-23T19:44:04Z'}", NULL);
	g_autofree char *new = reg_log("luca", "{'title':'x','detected_at':'2026-11-23T19:44:05Z'}", NULL);
	g_autofree char *before_all = reg_log("luca", "{'title':'x','detected_at':'2025-12-01T00:00:00Z'}", NULL);
	g_autoptr(Incident) of_old = reg_incident(old), of_new = reg_incident(new), of_nobody = reg_incident(before_all);
	ck_assert_str_eq(of_old->dpo, "p2");
	ck_assert_str_eq(of_new->dpo, "p3");
	ck_assert_ptr_null(of_nobody->dpo);
}
END_TEST

START_TEST(test_later_settings_and_contracts_change_no_clock_that_runs)
{
	add_client("Alfa", 12, NULL);
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", "alfa,?");
	g_autoptr(Session) s = reg_as("pia");
	const ClientInput stricter = {.hours = 2, .starts = "aware", .processor = -1};
	OK(register_setting(s, "authority-hours", "10", &error));
	OK(register_setting(s, "client-hours", "3", &error));
	OK(register_setting(s, "proof.email", "delivered", &error));
	OK(register_client_change(s, "alfa", &stricter, &error));
	expect_clocks(ref, "dpo-24h +24h, client:? +12h, client:alfa +12h, authority-72h +72h?");
	/* Answering a question later is no new start either. */
	reg_amend("luca", ref, "{'own_data':'yes'}", NULL, NULL);
	expect_clocks(ref, "dpo-24h +24h, client:? +12h, client:alfa +12h, authority-72h +72h");
	reg_send("2026-0001/n1");
	ck_assert_int_eq(reg_state(ref, RULE_DPO), CLOCK_MET);
	g_autofree char *next = reg_log("luca", "{'title':'x'}", "alfa");
	expect_clocks(next, "dpo-24h +24h, client:alfa +2h, authority-72h +10h?");
	reg_send("2026-0002/n1");
	ck_assert_int_eq(reg_state(next, RULE_DPO), CLOCK_RUNNING);
}
END_TEST

/* --- hostile texts ------------------------------------------------------------------------------------------------------ */

static char *
long_text(void)
{
	GString *s = g_string_new("comincia");
	while (s->len < 10240)
		g_string_append(s, " \xc3\xa8 lungo");
	return g_string_free(s, FALSE);
}

START_TEST(test_texts_are_kept_whole_whatever_they_hold)
{
	static const char *const texts[] = {"'; DROP TABLE incident; --", "{{seal}} {{#x}}", "a\r\nBcc: tutti@example.it", "\x1b[2J\x07",
		"\xe2\x80\xae otartnoc", "\xf0\x9f\x94\xa5\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb", "\"\\\"\\u0000", NULL};
	g_autofree char *big = long_text();
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		const char *text = texts[i] ? texts[i] : big;
		g_autoptr(Session) s = reg_as("luca");
		json_auto_t *json = json_pack("{s:s, s:s, s:s, s:s}", "title", text, "description", text, "recipient", text, "systems", text);
		const char *clients[] = {text, NULL};
		const Intake in = {.fields = json, .reason = text, .source_id = text, .clients = clients};
		Logged logged = {0};
		OK(register_log(s, &in, &logged, &error));
		OK(register_note(s, logged.ref, text, &error));
		g_autoptr(Incident) incident = reg_incident(logged.ref);
		ck_assert_str_eq(incident_text(incident, "title"), text);
		ck_assert_str_eq(incident_text(incident, "recipient"), text);
		ck_assert_str_eq(incident->source_id, text);
		ck_assert_str_eq(((const Note *)g_ptr_array_index(incident->notes, 0))->text, text);
		logged_clear(&logged);
	}
}
END_TEST

START_TEST(test_a_note_says_something)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	g_autoptr(Session) s = reg_as("luca");
	LEFT_ALONE(register_note(s, ref, " \n", &error), E_INPUT, "empty");
	LEFT_ALONE(register_note(s, ref, "\xc3\x28", &error), E_INPUT, "UTF-8");
	LEFT_ALONE(register_note(s, "2026-0099", "x", &error), E_NOTFOUND, "2026-0099");
}
END_TEST

/* --- charge and lateness ------------------------------------------------------------------------------------------------ */

START_TEST(test_the_dpo_takes_charge_once)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	g_autoptr(Session) s = reg_as("giulia");
	reg.now += 300;
	OK(register_take(s, ref, NULL, &error));
	LEFT_ALONE(register_take(s, ref, NULL, &error), E_STATE, "p2");
	LEFT_ALONE(register_take(s, "2026-0002", NULL, &error), E_NOTFOUND, "2026-0002");
	g_autoptr(Incident) incident = reg_incident(ref);
	ck_assert_int_eq(incident->taken_at, REG_NOW + 300);
	ck_assert_str_eq(incident->taken_by, "p2");
	ck_assert_int_eq(reg_state(ref, RULE_DPO), CLOCK_RUNNING); /* taking charge meets no clock */
}
END_TEST

START_TEST(test_only_what_is_late_is_explained_and_for_ever)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	g_autoptr(Session) s = reg_as("carla");
	LEFT_ALONE(register_late(s, ref, "dpo-24h", "night", "era notte", &error), E_STATE, "not late");
	reg.now += HOURS(24);
	LEFT_ALONE(register_late(s, ref, "dpo-24h", "night", "era notte", &error), E_STATE, "not late");
	reg.now += 1;
	LEFT_ALONE(register_late(s, ref, "client:alfa", "night", "era notte", &error), E_NOTFOUND, "authority-72h");
	LEFT_ALONE(register_late(s, ref, "dpo-24h", "sfortuna", "era notte", &error), E_INPUT, "sfortuna");
	LEFT_ALONE(register_late(s, ref, "dpo-24h", "night", " ", &error), E_INPUT, "--reason");
	OK(register_late(s, ref, "dpo-24h", "night", "era notte", &error));
	OK(register_late(s, ref, "dpo-24h", "mail-failed", "il server non rispondeva", &error));
	reg_send("2026-0001/n1");
	g_autoptr(Incident) incident = reg_incident(ref);
	const Clock *clock = reg_clock(incident, RULE_DPO);
	ck_assert_int_eq(clock_state(clock, reg.now), CLOCK_MET_LATE);
	ck_assert_str_eq(clock->late_cause, "mail-failed");
	ck_assert_str_eq(clock->late_reason, "il server non rispondeva");
	ck_assert(!clock_wants_reason(clock, reg.now));
	ck_assert_int_eq(reg_events("clock.late-reason"), 2);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("register-intake");
	TCase *t = tcase_create("intake");
	tcase_add_checked_fixture(t, reg_setup, reg_teardown);
	tcase_add_test(t, test_a_title_is_enough);
	tcase_add_test(t, test_without_a_title_nothing_is_logged);
	tcase_add_test(t, test_a_little_ahead_is_now_and_more_is_refused);
	tcase_add_test(t, test_detected_before_it_occurred_wants_a_reason);
	tcase_add_test(t, test_refs_have_no_gaps_and_the_year_of_the_home_zone);
	tcase_add_test(t, test_daylight_saving_does_not_stretch_a_day);
	tcase_add_test(t, test_own_data_decide_over_the_authoritys_clock);
	tcase_add_test(t, test_each_client_has_a_clock_of_its_contract);
	tcase_add_test(t, test_a_client_that_nobody_knows_is_named_to_who_logs);
	tcase_add_test(t, test_only_a_breach_runs_the_other_clocks);
	tcase_add_test(t, test_the_first_notice_waits_for_facts_unless_time_is_short);
	tcase_add_test(t, test_without_sending_nothing_is_queued);
	tcase_add_test(t, test_the_same_source_is_logged_once);
	tcase_add_test(t, test_the_dpo_is_who_was_in_office_when_it_was_detected);
	tcase_add_test(t, test_later_settings_and_contracts_change_no_clock_that_runs);
	tcase_add_test(t, test_texts_are_kept_whole_whatever_they_hold);
	tcase_add_test(t, test_a_note_says_something);
	tcase_add_test(t, test_the_dpo_takes_charge_once);
	tcase_add_test(t, test_only_what_is_late_is_explained_and_for_ever);
	suite_add_tcase(s, t);
	return s;
}

int
main(void)
{
	return run_suite(suite());
}

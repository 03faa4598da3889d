/* Adding to an incident, correcting what started its clocks, and two people at once. */
#include "tests/register-kit.h"
#include "tests/run.h"

#include "src/register/outdated.h"

#include <string.h>

#define BASE "{'title':'Elenco','detected_at':'2026-11-23T20:44:05Z'}" /* an hour before now */

static const char *
at(int hours)
{
	static char text[8][32];
	static int next;
	g_autofree char *shown = instant_rfc3339(REG_NOW + HOURS(hours));
	next = (next + 1) % 8;
	g_strlcpy(text[next], shown, sizeof text[next]);
	return text[next];
}

static void
correct(const char *account, const char *ref, const char *field, int hours)
{
	g_autofree char *fields = g_strdup_printf("{'%s':'%s'}", field, at(hours));
	reg_amend(account, ref, fields, "il registro accessi", NULL);
}

static bool
try_correct(const char *account, const char *ref, const char *field, int hours, const char *reason, GError **why)
{
	g_autofree char *fields = g_strdup_printf("{'%s':'%s'}", field, at(hours));
	return reg_try_amend(account, ref, fields, reason, why);
}

static bool
amend_clients(const char *ref, const char *clients, const char *cleared, const char *reason, GError **why)
{
	g_autoptr(Session) s = reg_as("luca");
	json_auto_t *fields = json_object();
	g_auto(GStrv) add = clients ? g_strsplit(clients, ",", -1) : NULL;
	g_auto(GStrv) away = cleared ? g_strsplit(cleared, ",", -1) : NULL;
	const Amendment in = {.ref = ref, .fields = fields, .clients = (const char *const *)add, .cleared = (const char *const *)away,
		.reason = reason};
	Amended out = {0};
	bool ok = register_amend(s, &in, &out, why);
	amended_clear(&out);
	return ok;
}

static void
add_client(const char *name, int hours, const char *starts)
{
	g_autoptr(Session) s = reg_as("pia");
	const ClientInput in = {.name = name, .hours = hours, .starts = starts, .processor = -1};
	OK(register_client_add(s, &in, NULL, &error));
}

/* "dpo-24h +23 running, ..." with due hours from REG_NOW. */
static void
expect_clocks(const char *ref, const char *expected)
{
	g_autoptr(Incident) incident = reg_incident(ref);
	g_autoptr(GString) found = g_string_new(NULL);
	for (guint i = 0; i < incident->clocks->len; i++) {
		const Clock *k = g_ptr_array_index(incident->clocks, i);
		g_string_append_printf(found, "%s%s %+d %s%s", i ? ", " : "", k->id, (int)((k->due_at - REG_NOW) / 3600),
			clock_state_code(clock_state(k, reg.now)), k->provisional ? "?" : "");
	}
	ck_assert_str_eq(found->str, expected);
}

static bool
told_otherwise(const Amended *out)
{
	return out->changed && out->outdated->len == 1;
}

/* --- fields ------------------------------------------------------------------------------------------------------------- */

START_TEST(test_what_is_known_already_is_no_event)
{
	g_autofree char *ref = reg_log("luca", BASE, "none");
	Amended out = {0};
	reg_amend("luca", ref, "{'nature':['c'],'description':'Due fogli','subjects':'~120'}", NULL, &out);
	ck_assert(out.changed && !told_otherwise(&out));
	ck_assert_uint_eq(out.moved->len, 0);
	amended_clear(&out);
	char before[65], after[65];
	reg_seal(before);
	reg_amend("giulia", ref, "{'nature':['c'],'description':'Due fogli','detected_at':'2026-11-23T20:44:05Z','campaign':null}", NULL, &out);
	reg_seal(after);
	ck_assert_str_eq(before, after);
	ck_assert(!out.changed);
	amended_clear(&out);
}
END_TEST

START_TEST(test_a_value_can_be_taken_away_but_not_the_title)
{
	g_autofree char *ref = reg_log("luca", BASE, "none");
	reg_amend("luca", ref, "{'description':'Due fogli'}", NULL, NULL);
	reg_amend("luca", ref, "{'description':null}", NULL, NULL);
	g_autoptr(Incident) incident = reg_incident(ref);
	ck_assert_ptr_null(incident_text(incident, "description"));
	LEFT_ALONE(reg_try_amend("luca", ref, "{'title':null}", NULL, &error), E_INPUT, "title");
	LEFT_ALONE(reg_try_amend("luca", ref, "{'title':' '}", NULL, &error), E_INPUT, "title");
	LEFT_ALONE(reg_try_amend("luca", ref, "{'detected_at':null}", "perché sì", &error), E_INPUT, "not taken away");
	LEFT_ALONE(reg_try_amend("luca", "2026-0007", "{'description':'x'}", NULL, &error), E_NOTFOUND, "2026-0007");
}
END_TEST

START_TEST(test_when_it_occurred_is_checked_as_when_it_was_logged)
{
	g_autofree char *ref = reg_log("luca", BASE, "none");
	LEFT_ALONE(try_correct("luca", ref, "occurred_from", 1, NULL, &error), E_INPUT, "future");
	LEFT_ALONE(try_correct("luca", ref, "occurred_to", 1, NULL, &error), E_INPUT, "future");
	LEFT_ALONE(try_correct("luca", ref, "occurred_from", 0, NULL, &error), E_INPUT, "before it occurred");
	OK(try_correct("luca", ref, "occurred_from", 0, "orologio avanti", &error));
	LEFT_ALONE(try_correct("luca", ref, "occurred_to", -1, NULL, &error), E_INPUT, "ended before");
	reg_amend("luca", ref, "{'description':'senza ripetere perché'}", NULL, NULL);
}
END_TEST

START_TEST(test_a_void_reason_is_no_reason_and_bytes_are_no_text)
{
	g_autofree char *ref = reg_log("luca", BASE, "none");
	LEFT_ALONE(try_correct("luca", ref, "detected_at", -2, NULL, &error), E_INPUT, "--reason");
	LEFT_ALONE(try_correct("luca", ref, "detected_at", -2, "  ", &error), E_INPUT, "--reason");
	LEFT_ALONE(try_correct("luca", ref, "detected_at", -2, "perch\xe9", &error), E_INPUT, "UTF-8");
}
END_TEST

START_TEST(test_what_a_notice_printed_wants_a_supplement)
{
	g_autofree char *ref = reg_log("luca", BASE, "none");
	Amended out = {0};
	reg_amend("luca", ref, "{'description':'Due fogli'}", NULL, &out);
	ck_assert(!told_otherwise(&out)); /* nothing left yet */
	amended_clear(&out);
	reg_send("2026-0001/n1");
	reg_amend("luca", ref, "{'description':'Tre fogli'}", NULL, &out);
	ck_assert(told_otherwise(&out));
	amended_clear(&out);
	reg_amend("luca", ref, "{'description':'Tre fogli'}", NULL, &out);
	ck_assert(!told_otherwise(&out)); /* nothing changed */
	amended_clear(&out);
	reg_amend("luca", ref, "{'root_cause':'il programma'}", NULL, &out);
	ck_assert(!told_otherwise(&out)); /* not printed */
	amended_clear(&out);
	reg_amend("luca", ref, "{'detected_at':'2026-11-23T20:00:00Z'}", "il registro accessi", &out);
	ck_assert(told_otherwise(&out));
	amended_clear(&out);
}
END_TEST

/* --- two people ---------------------------------------------------------------------------------------------------------- */

static bool
amend_seen(const char *account, const char *ref, const char *fields, int64_t seen, GError **why)
{
	g_autoptr(Session) s = reg_as(account);
	json_auto_t *json = reg_json(fields);
	const Amendment in = {.ref = ref, .fields = json, .seen = seen, .reason = "controllato"};
	Amended out = {0};
	bool ok = register_amend(s, &in, &out, why);
	amended_clear(&out);
	return ok;
}

START_TEST(test_two_people_at_the_same_field_are_told)
{
	g_autofree char *ref = reg_log("luca", BASE, "none");
	g_autoptr(Incident) shown = reg_incident(ref);
	int64_t seen = shown->last_seq;
	OK(amend_seen("maria", ref, "{'description':'di Maria','nature':['c']}", seen, &error));
	LEFT_ALONE(amend_seen("luca", ref, "{'description':'di Luca'}", seen, &error), E_CONFLICT, "Maria Bianchi");
	OK(amend_seen("luca", ref, "{'measures_taken':'altro campo'}", seen, &error));
	OK(amend_seen("maria", ref, "{'description':'di Maria, ancora'}", seen, &error)); /* one's own */
	OK(amend_seen("luca", ref, "{'description':'di Luca, visto nulla'}", 0, &error));
	OK(amend_seen("maria", ref, "{'detected_at':'2026-11-23T20:00:00Z'}", 0, &error));
	LEFT_ALONE(amend_seen("luca", ref, "{'detected_at':'2026-11-23T19:00:00Z'}", seen, &error), E_CONFLICT, "(detected: Mon 23 Nov 2026");
	g_autoptr(Incident) after = reg_incident(ref);
	ck_assert_str_eq(incident_text(after, "description"), "di Luca, visto nulla");
}
END_TEST

/* --- whose data, later -------------------------------------------------------------------------------------------------- */

START_TEST(test_own_data_as_they_become_known)
{
	g_autofree char *ref = reg_log("luca", BASE, "none");
	Amended out = {0};
	expect_clocks(ref, "dpo-24h +23 running, authority-72h +71 running?");
	reg_amend("luca", ref, "{'own_data':'yes'}", NULL, &out);
	ck_assert_uint_eq(out.moved->len, 1);
	amended_clear(&out);
	expect_clocks(ref, "dpo-24h +23 running, authority-72h +71 running");
	reg_amend("luca", ref, "{'own_data':'no'}", "solo dati di committenti", NULL);
	expect_clocks(ref, "dpo-24h +23 running, authority-72h +71 not-due");
	g_autoptr(Incident) incident = reg_incident(ref);
	ck_assert_str_eq(reg_clock(incident, RULE_AUTHORITY)->reason, "solo dati di committenti");
	/* What does not apply does not come back by a correction, and comes back from what is known when it does. */
	correct("luca", ref, "detected_at", -5);
	expect_clocks(ref, "dpo-24h +19 running, authority-72h +71 not-due");
	reg_amend("luca", ref, "{'own_data':'unknown'}", NULL, NULL);
	expect_clocks(ref, "dpo-24h +19 running, authority-72h +67 running?");
	reg_amend("luca", ref, "{'own_data':null}", NULL, NULL);
	expect_clocks(ref, "dpo-24h +19 running, authority-72h +67 running?");
	g_autofree char *near_miss = reg_log_kind("luca", KIND_NEAR_MISS, "{'title':'x'}", NULL);
	reg_amend("luca", near_miss, "{'own_data':'yes'}", NULL, NULL);
	expect_clocks(near_miss, "dpo-24h +24 running");
}
END_TEST

START_TEST(test_a_question_and_a_correction_at_once_agree)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x','own_data':'no','detected_at':'2026-11-23T20:44:05Z'}", "none");
	g_autofree char *fields = g_strdup_printf("{'own_data':'yes','detected_at':'%s'}", at(-3));
	reg_amend("luca", ref, fields, "il registro accessi", NULL);
	expect_clocks(ref, "dpo-24h +21 running, authority-72h +69 running");
	g_autofree char *both = g_strdup_printf("{'aware_at':'%s','detected_at':'%s'}", at(-2), at(-4));
	LEFT_ALONE(reg_try_amend("luca", ref, both, "il registro accessi", &error), E_DENIED, "p3"); /* aware later than detected */
	reg_amend("giulia", ref, both, "il registro accessi", NULL);
	expect_clocks(ref, "dpo-24h +20 running, authority-72h +70 running");
	correct("luca", ref, "detected_at", -6); /* awareness has its own instant now */
	expect_clocks(ref, "dpo-24h +18 running, authority-72h +70 running");
}
END_TEST

static json_t *
some_value(const Field *f)
{
	switch (f->type) {
	case FIELD_LINE:
	case FIELD_TEXT:
		return json_string("x");
	case FIELD_INSTANT:
		return json_string(at(-1));
	case FIELD_CODE:
		return json_string(f->vocab->terms[0].code);
	case FIELD_CODES:
		return json_pack("[s]", f->vocab->terms[0].code);
	case FIELD_COUNT:
		return json_string("5");
	}
	g_assert_not_reached();
}

START_TEST(test_every_field_but_title_and_detection_is_taken_away_in_the_same_way)
{
	g_autofree char *ref = reg_log("luca", BASE, "none");
	g_autoptr(Session) pia = reg_as("pia");
	OK(register_setting(pia, "nis2", "yes", &error));
	g_autoptr(Session) s = reg_as("giulia");
	for (const Field *f = incident_fields; f->name; f++) {
		if (!(f->use & FIELD_AMEND) || g_str_equal(f->name, "title") || g_str_equal(f->name, "detected_at"))
			continue;
		json_auto_t *given = json_object(), *none = json_object();
		json_object_set_new(given, f->name, some_value(f));
		json_object_set_new(none, f->name, json_null());
		Amended amended = {0};
		OK(register_amend(s, &(Amendment){.ref = ref, .fields = given, .reason = "visto"}, &amended, &error));
		amended_clear(&amended);
		OK(register_amend(s, &(Amendment){.ref = ref, .fields = none, .reason = "non visto"}, &amended, &error));
		ck_assert_msg(amended.changed, "%s", f->name);
		amended_clear(&amended);
		g_autoptr(Incident) in = reg_incident(ref);
		ck_assert_msg(!json_object_get(in->fields, f->name), "%s", f->name);
	}
}
END_TEST

START_TEST(test_what_started_with_the_awareness_starts_with_the_detection_when_it_is_taken_away)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x','own_data':'yes','detected_at':'2026-11-23T20:44:05Z'}", "none");
	correct("giulia", ref, "aware_at", 0);
	expect_clocks(ref, "dpo-24h +23 running, authority-72h +72 running");
	LEFT_ALONE(reg_try_amend("luca", ref, "{'aware_at':null}", NULL, &error), E_INPUT, "--reason");
	reg_amend("luca", ref, "{'aware_at':null}", "non era certo", NULL); /* earlier: no matter of the DPO alone */
	expect_clocks(ref, "dpo-24h +23 running, authority-72h +71 running");
	correct("luca", ref, "aware_at", -3);
	LEFT_ALONE(reg_try_amend("luca", ref, "{'aware_at':null}", "errore mio", &error), E_DENIED, "p3");
	correct("luca", ref, "detected_at", -5); /* and follows it again */
	expect_clocks(ref, "dpo-24h +19 running, authority-72h +69 running");
	reg_amend("luca", ref, "{'aware_at':null}", "non era certo", NULL);
	correct("luca", ref, "detected_at", -6);
	expect_clocks(ref, "dpo-24h +18 running, authority-72h +66 running");
}
END_TEST

START_TEST(test_clients_as_they_become_known)
{
	add_client("Alfa", 12, NULL);
	add_client("Beta", 48, NULL);
	g_autofree char *ref = reg_log("luca", "{'title':'x','own_data':'no','detected_at':'2026-11-23T20:44:05Z'}", "?");
	expect_clocks(ref, "dpo-24h +23 running, client:? +11 running");
	OK(amend_clients(ref, "beta", NULL, NULL, &error));
	expect_clocks(ref, "dpo-24h +23 running, client:? +11 not-due, client:beta +47 running");
	LEFT_ALONE(amend_clients(ref, "none", NULL, "nessuno", &error), E_STATE, ref);
	LEFT_ALONE(amend_clients(ref, NULL, "beta", NULL, &error), E_INPUT, "--reason");
	LEFT_ALONE(amend_clients(ref, NULL, "alfa", "no", &error), E_STATE, "alfa");
	LEFT_ALONE(amend_clients(ref, NULL, "omega", "no", &error), E_NOTFOUND, "omega");
	OK(amend_clients(ref, "alfa", "beta", "era un altro elenco", &error));
	expect_clocks(ref, "dpo-24h +23 running, client:? +11 not-due, client:alfa +11 running, client:beta +47 not-due");
	char before[65], after[65];
	reg_seal(before);
	OK(amend_clients(ref, "alfa", NULL, NULL, &error)); /* affected already */
	reg_seal(after);
	ck_assert_str_eq(before, after);
	OK(amend_clients(ref, "?", NULL, NULL, &error)); /* perhaps others */
	expect_clocks(ref, "dpo-24h +23 running, client:? +11 running, client:alfa +11 running, client:beta +47 not-due");
	g_autoptr(Incident) incident = reg_incident(ref);
	ck_assert_str_eq(incident_text(incident, "client_data"), "yes");
}
END_TEST

/* Naming one client says nothing of another whose name was typed because the register does not know it. */
START_TEST(test_a_typed_client_is_not_forgotten_when_another_is_named)
{
	add_client("Alfa", 12, NULL);
	g_autofree char *ref = reg_log("luca", "{'title':'x','own_data':'no','detected_at':'2026-11-23T20:44:05Z'}", "Delta S.r.l.");
	OK(amend_clients(ref, "alfa", NULL, NULL, &error));
	expect_clocks(ref, "dpo-24h +23 running, client:? +11 running, client:alfa +11 running");
	LEFT_ALONE(amend_clients(ref, "none", NULL, "nessuno", &error), E_STATE, ref);
	OK(amend_clients(ref, NULL, "?", "Delta non c'entra", &error));
	expect_clocks(ref, "dpo-24h +23 running, client:? +11 not-due, client:alfa +11 running");
	g_autofree char *both = reg_log("luca", "{'title':'x','own_data':'no'}", "?"), *still = reg_log("luca", "{'title':'x','own_data':'no'}", "?");
	OK(amend_clients(both, "alfa,Omega", NULL, NULL, &error)); /* one of them nobody knows */
	expect_clocks(both, "dpo-24h +24 running, client:? +12 running, client:alfa +12 running");
	OK(amend_clients(still, "alfa,?", NULL, NULL, &error)); /* and perhaps others */
	expect_clocks(still, "dpo-24h +24 running, client:? +12 running, client:alfa +12 running");
	g_autofree char *open = reg_log("luca", "{'title':'x','own_data':'no'}", "?");
	OK(amend_clients(open, "none", NULL, NULL, &error));
	g_autoptr(Incident) incident = reg_incident(open);
	ck_assert_str_eq(incident_text(incident, "client_data"), "no");
	ck_assert_uint_eq(incident->clients->len, 0);
	expect_clocks(open, "dpo-24h +24 running, client:? +12 not-due");
}
END_TEST

/* --- corrections --------------------------------------------------------------------------------------------------------- */

START_TEST(test_an_earlier_detection_moves_every_deadline_that_starts_there)
{
	add_client("Alfa", 12, NULL);
	add_client("Beta", 12, "aware");
	g_autofree char *ref = reg_log("luca", BASE, "alfa,beta");
	Amended out = {0};
	g_autofree char *fields = g_strdup_printf("{'detected_at':'%s'}", at(-3));
	reg_amend("luca", ref, fields, "il registro accessi", &out);
	ck_assert_uint_eq(out.moved->len, 4);
	amended_clear(&out);
	expect_clocks(ref, "dpo-24h +21 running, client:alfa +9 running, client:beta +9 running, authority-72h +69 running?");
	g_autoptr(Incident) incident = reg_incident(ref);
	const Clock *dpo = reg_clock(incident, RULE_DPO);
	ck_assert_int_eq(dpo->first_due_at, REG_NOW + HOURS(23));
	ck_assert(!dpo->late_by_correction);
	ck_assert_int_eq(incident_instant(incident, "detected_at"), REG_NOW - HOURS(3));
	correct("giulia", ref, "aware_at", -2);
	expect_clocks(ref, "dpo-24h +21 running, client:alfa +9 running, client:beta +10 running, authority-72h +70 running?");
	correct("luca", ref, "detected_at", -4);
	expect_clocks(ref, "dpo-24h +20 running, client:alfa +8 running, client:beta +10 running, authority-72h +70 running?");
}
END_TEST

START_TEST(test_only_the_dpo_makes_a_deadline_later)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x','detected_at':'2026-11-23T11:44:05Z'}", "none");
	LEFT_ALONE(try_correct("luca", ref, "detected_at", -9, "errore mio", &error), E_DENIED, "p3");
	LEFT_ALONE(try_correct("luca", ref, "aware_at", -9, "errore mio", &error), E_DENIED, "p3");
	LEFT_ALONE(try_correct("giulia", ref, "detected_at", 1, "errore mio", &error), E_INPUT, "future");
	correct("giulia", ref, "detected_at", -9);
	expect_clocks(ref, "dpo-24h +15 running, authority-72h +63 running?");
	g_autoptr(Incident) incident = reg_incident(ref);
	ck_assert_int_eq(reg_clock(incident, RULE_DPO)->first_due_at, REG_NOW + HOURS(14));
}
END_TEST

START_TEST(test_what_was_late_stays_late_when_its_start_moves)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x','detected_at':'2026-11-22T20:44:05Z'}", "none"); /* 25 hours ago */
	expect_clocks(ref, "dpo-24h -1 late, authority-72h +47 running?");
	correct("giulia", ref, "detected_at", -10);
	g_autoptr(Session) s = reg_as("luca");
	OK(register_late(s, ref, RULE_DPO, "time-corrected", "l'ora era sbagliata", &error)); /* it was late by what was known */
	reg_send("2026-0001/n1");
	expect_clocks(ref, "dpo-24h +14 met-late, authority-72h +62 running?");
	g_autoptr(Incident) incident = reg_incident(ref);
	const Clock *dpo = reg_clock(incident, RULE_DPO);
	ck_assert(dpo->late_by_correction);
	ck_assert(!reg_clock(incident, RULE_AUTHORITY)->late_by_correction);
	ck_assert_int_eq(clock_late_by(dpo, reg.now), HOURS(1)); /* met an hour after its first end */
	ck_assert(clock_late_before_correction(dpo, reg.now) && !clock_late_by_correction(dpo, reg.now));
}
END_TEST

START_TEST(test_what_was_met_becomes_late_by_a_correction_and_stays_so)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x','detected_at':'2026-11-22T22:44:05Z'}", "none"); /* 23 hours ago */
	reg_send("2026-0001/n1");
	expect_clocks(ref, "dpo-24h +1 met, authority-72h +49 running?");
	correct("luca", ref, "detected_at", -30);
	expect_clocks(ref, "dpo-24h -6 met-late, authority-72h +42 running?");
	correct("giulia", ref, "detected_at", -2);
	expect_clocks(ref, "dpo-24h +22 met-late, authority-72h +70 running?");
	g_autoptr(Incident) incident = reg_incident(ref);
	ck_assert_int_eq(reg_clock(incident, RULE_DPO)->met_at, REG_NOW);
	ck_assert_int_eq(reg_clock(incident, RULE_DPO)->first_due_at, REG_NOW + HOURS(1));
}
END_TEST

START_TEST(test_another_detection_may_mean_another_dpo_and_awareness_never_does)
{
	g_autoptr(Session) s = reg_as("pia");
	const DpoInput next = {.person = "p3", .from = REG_NOW - HOURS(2)};
	OK(register_dpo_appoint(s, &next, &error));
	g_autofree char *ref = reg_log("maria", "{'title':'x','detected_at':'2026-11-23T20:44:05Z'}", "none");
	g_autoptr(Incident) first = reg_incident(ref);
	ck_assert_str_eq(first->dpo, "p3");
	correct("maria", ref, "aware_at", -5);
	g_autoptr(Incident) aware = reg_incident(ref);
	ck_assert_str_eq(aware->dpo, "p3");
	correct("maria", ref, "detected_at", -3);
	g_autoptr(Incident) second = reg_incident(ref);
	ck_assert_str_eq(second->dpo, "p2");
	correct("maria", ref, "detected_at", -24 * 400);
	g_autoptr(Incident) nobody = reg_incident(ref);
	ck_assert_ptr_null(nobody->dpo);
	correct("maria", ref, "aware_at", -6);
	g_autoptr(Incident) still = reg_incident(ref);
	ck_assert_ptr_null(still->dpo);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("register-amend");
	TCase *t = tcase_create("amend");
	tcase_add_checked_fixture(t, reg_setup, reg_teardown);
	tcase_add_test(t, test_what_is_known_already_is_no_event);
	tcase_add_test(t, test_a_value_can_be_taken_away_but_not_the_title);
	tcase_add_test(t, test_when_it_occurred_is_checked_as_when_it_was_logged);
	tcase_add_test(t, test_a_void_reason_is_no_reason_and_bytes_are_no_text);
	tcase_add_test(t, test_what_a_notice_printed_wants_a_supplement);
	tcase_add_test(t, test_two_people_at_the_same_field_are_told);
	tcase_add_test(t, test_own_data_as_they_become_known);
	tcase_add_test(t, test_a_question_and_a_correction_at_once_agree);
	tcase_add_test(t, test_every_field_but_title_and_detection_is_taken_away_in_the_same_way);
	tcase_add_test(t, test_what_started_with_the_awareness_starts_with_the_detection_when_it_is_taken_away);
	tcase_add_test(t, test_clients_as_they_become_known);
	tcase_add_test(t, test_a_typed_client_is_not_forgotten_when_another_is_named);
	tcase_add_test(t, test_an_earlier_detection_moves_every_deadline_that_starts_there);
	tcase_add_test(t, test_only_the_dpo_makes_a_deadline_later);
	tcase_add_test(t, test_what_was_late_stays_late_when_its_start_moves);
	tcase_add_test(t, test_what_was_met_becomes_late_by_a_correction_and_stays_so);
	tcase_add_test(t, test_another_detection_may_mean_another_dpo_and_awareness_never_does);
	suite_add_tcase(s, t);
	return s;
}

int
main(void)
{
	return run_suite(suite());
}

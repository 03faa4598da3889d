/* Filings, waivers, NIS 2: what they meet and start, and what they refuse. */
#include "tests/register-kit.h"
#include "tests/run.h"

#include <string.h>

static bool
file(const char *account, FilingToRecord in, GError **error)
{
	g_autoptr(Session) s = reg_as(account);
	g_auto(Filed) filed = {0};
	if (!in.at)
		in.at = reg.now;
	in.ref = in.ref ? in.ref : "2026-0001";
	return register_file(s, &in, &filed, error);
}

static bool
waive(const char *account, const char *clock, const char *reason, GError **error)
{
	g_autoptr(Session) s = reg_as(account);
	return register_waive(s, &(Waiving){.ref = "2026-0001", .clock = clock, .reason = reason}, error);
}

static void
decide(Question about, bool yes)
{
	g_autoptr(Session) s = reg_as("carla");
	g_auto(Judged) judged = {0};
	OK(register_decide(s, &(Judging){.ref = "2026-0001", .about = about, .yes = yes, .reason = "x"}, &judged, &error));
}

static Instant
due_of(const char *clock)
{
	g_autoptr(Incident) incident = reg_incident("2026-0001");
	const Clock *k = reg_clock(incident, clock);
	ck_assert_msg(k != NULL, "no clock %s", clock);
	return k->due_at;
}

static void
set(const char *name, const char *value)
{
	g_autoptr(Session) s = reg_as("pia");
	OK(register_setting(s, name, value, &error));
}

#define AUTHORITY(t) (FilingToRecord){.clock = RULE_AUTHORITY, .type = (t)}

START_TEST(test_a_preliminary_filing_meets_its_clock_and_starts_the_supplement)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x','own_data':'yes'}", "none");
	LEFT_ALONE(file("luca", AUTHORITY(FILING_SUPPLEMENT), &error), E_STATE, "nothing is filed");
	LEFT_ALONE(file("luca", (FilingToRecord){.clock = RULE_SUPPLEMENT, .type = FILING_COMPLETE}, &error), E_STATE, "preliminary");
	set("supplement-days", "20");
	reg.now += HOURS(50);
	OK(file("luca", (FilingToRecord){.clock = RULE_AUTHORITY, .type = FILING_PRELIMINARY, .at = reg.now - HOURS(2), .number = "DB-4711",
		.protocol = "Prot. n. 12/2026"}, &error));
	g_autoptr(Incident) incident = reg_incident(ref);
	ck_assert_int_eq(reg_state(ref, RULE_AUTHORITY), CLOCK_MET);
	ck_assert_int_eq(reg_clock(incident, RULE_AUTHORITY)->met_at, REG_NOW + HOURS(48));
	ck_assert_int_eq(reg_clock(incident, RULE_AUTHORITY)->proof, PROOF_DECLARED);
	ck_assert_int_eq(due_of(RULE_SUPPLEMENT), REG_NOW + HOURS(48 + 20 * 24));
	ck_assert(reg_clock(incident, RULE_SUPPLEMENT)->internal);
	const Filing *filing = g_ptr_array_index(incident->filings, 0);
	ck_assert_str_eq(filing->number, "DB-4711");
	ck_assert_str_eq(filing->act.by, "p3");
	reg.now += HOURS(24);
	OK(file("giulia", AUTHORITY(FILING_PRELIMINARY), &error)); /* a second one moves nothing */
	ck_assert_int_eq(due_of(RULE_SUPPLEMENT), REG_NOW + HOURS(48 + 20 * 24));
	OK(file("giulia", AUTHORITY(FILING_SUPPLEMENT), &error)); /* of the notification: it meets the supplement's clock */
	ck_assert_int_eq(reg_state(ref, RULE_SUPPLEMENT), CLOCK_MET);
	OK(file("giulia", AUTHORITY(FILING_WITHDRAWAL), &error));
	ck_assert_int_eq(reg_state(ref, RULE_AUTHORITY), CLOCK_MET);
}
END_TEST

START_TEST(test_what_is_withdrawn_owes_no_supplement)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x','own_data':'yes'}", "none");
	OK(file("giulia", AUTHORITY(FILING_PRELIMINARY), &error));
	ck_assert_int_eq(reg_state(ref, RULE_SUPPLEMENT), CLOCK_RUNNING);
	reg.now += HOURS(1);
	LEFT_ALONE(file("giulia", (FilingToRecord){.clock = RULE_SUPPLEMENT, .type = FILING_COMPLETE, .at = REG_NOW - 60, .note = "x"}, &error), E_INPUT,
		"follows a filing");
	OK(file("giulia", AUTHORITY(FILING_WITHDRAWAL), &error));
	ck_assert_int_eq(reg_state(ref, RULE_SUPPLEMENT), CLOCK_NOT_DUE);
	ck_assert_int_eq(reg_state(ref, RULE_AUTHORITY), CLOCK_MET); /* it was filed in time, whatever became of it */
	reg.now += HOURS(1);
	OK(file("giulia", AUTHORITY(FILING_PRELIMINARY), &error)); /* and filed anew */
	ck_assert_int_eq(reg_state(ref, RULE_SUPPLEMENT), CLOCK_RUNNING);
	ck_assert_int_eq(due_of(RULE_SUPPLEMENT), reg.now + HOURS(30 * 24));
}
END_TEST

START_TEST(test_a_complete_filing_owes_no_supplement)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x','own_data':'yes'}", "none");
	OK(file("luca", AUTHORITY(FILING_COMPLETE), &error));
	OK(file("luca", AUTHORITY(FILING_PRELIMINARY), &error));
	g_autoptr(Incident) incident = reg_incident(ref);
	ck_assert_ptr_null(reg_clock(incident, RULE_SUPPLEMENT));
}
END_TEST

START_TEST(test_what_was_filed_late_is_met_late)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x','own_data':'yes'}", "none");
	reg.now += HOURS(74);
	OK(file("luca", (FilingToRecord){.clock = RULE_AUTHORITY, .type = FILING_COMPLETE, .at = REG_NOW + HOURS(73)}, &error));
	ck_assert_int_eq(reg_state(ref, RULE_AUTHORITY), CLOCK_MET_LATE);
	g_autoptr(Session) s = reg_as("carla");
	OK(register_late(s, ref, RULE_AUTHORITY, "waiting-for-facts", "x", &error));
}
END_TEST

START_TEST(test_an_instant_that_cannot_be_is_refused)
{
	g_free(reg_log("luca", "{'title':'x','own_data':'yes'}", "none"));
	LEFT_ALONE(file("luca", (FilingToRecord){.clock = RULE_AUTHORITY, .at = reg.now + 121}, &error), E_INPUT, "future");
	LEFT_ALONE(file("luca", (FilingToRecord){.clock = RULE_AUTHORITY, .at = INSTANT_NONE}, &error), E_INPUT, "--at");
	LEFT_ALONE(file("luca", (FilingToRecord){.clock = RULE_AUTHORITY, .at = REG_NOW - 60}, &error), E_INPUT, "before the incident was detected");
	OK(file("luca", (FilingToRecord){.clock = RULE_AUTHORITY, .at = REG_NOW - 60, .note = "segnalato prima dalla capogruppo"}, &error));
}
END_TEST

START_TEST(test_the_pin_of_the_authority_is_written_nowhere)
{
	g_free(reg_log("luca", "{'title':'x','own_data':'yes'}", "none"));
	LEFT_ALONE(file("luca", (FilingToRecord){.clock = RULE_AUTHORITY, .note = "fascicolo 12, PIN: 99887"}, &error), E_INPUT, "PIN");
	LEFT_ALONE(file("luca", (FilingToRecord){.clock = RULE_AUTHORITY, .number = "pin 4711"}, &error), E_INPUT, "PIN");
	OK(file("luca", (FilingToRecord){.clock = RULE_AUTHORITY, .note = "spinta 4 volte; il PIN è nella busta"}, &error));
}
END_TEST

START_TEST(test_a_client_told_by_other_means_needs_evidence)
{
	g_autoptr(Session) pia = reg_as("pia");
	OK(register_client_add(pia, &(ClientInput){.name = "Alfa S.p.A.", .hours = 12, .processor = -1}, NULL, &error));
	g_autofree char *ref = reg_log("luca", "{'title':'x','own_data':'no'}", "Alfa S.p.A.");
	const EvidenceToKeep evidence = {.bytes = "ricevuta", .len = 8, .name = "../../ricevuta.eml"};
	g_autoptr(Incident) before = reg_incident(ref);
	const char *clock = ((const Clock *)g_ptr_array_index(before->clocks, 1))->id;
	LEFT_ALONE(file("luca", (FilingToRecord){.clock = clock, .type = FILING_COMPLETE}, &error), E_INPUT, "--evidence");
	OK(file("luca", (FilingToRecord){.clock = "client:Alfa S.p.A.", .type = FILING_COMPLETE, .evidence = &evidence}, &error));
	ck_assert_int_eq(reg_state(ref, clock), CLOCK_MET);
	g_autoptr(Incident) incident = reg_incident(ref);
	const Evidence *kept = g_ptr_array_index(incident->evidence, 0);
	ck_assert_str_eq(kept->name, "ricevuta.eml");
	ck_assert_str_eq(((const Filing *)g_ptr_array_index(incident->filings, 0))->evidence, "2026-0001/e1");
	ck_assert(((const Affected *)g_ptr_array_index(incident->clients, 0))->told_at == reg.now);
}
END_TEST

START_TEST(test_a_processor_files_nothing_with_the_authority)
{
	g_free(reg_log("luca", "{'title':'x','own_data':'no'}", "?"));
	LEFT_ALONE(file("luca", AUTHORITY(FILING_COMPLETE), &error), E_STATE, "clients alone");
	g_free(reg_log("luca", "{'title':'y','own_data':'yes'}", "none"));
	OK(file("luca", (FilingToRecord){.ref = "2026-0002", .clock = RULE_AUTHORITY, .type = FILING_PRELIMINARY}, &error));
	reg_amend("luca", "2026-0002", "{'own_data':'no'}", NULL, NULL);
	OK(file("luca", (FilingToRecord){.ref = "2026-0002", .clock = RULE_AUTHORITY, .type = FILING_WITHDRAWAL}, &error)); /* what was filed is taken back */
}
END_TEST

START_TEST(test_what_does_not_run_is_not_filed_for)
{
	g_free(reg_log("luca", "{'title':'x','own_data':'yes'}", "none"));
	LEFT_ALONE(file("luca", (FilingToRecord){.clock = RULE_SUBJECTS, .type = FILING_COMPLETE}, &error), E_STATE, "breccia decide");
	LEFT_ALONE(file("luca", (FilingToRecord){.clock = RULE_DPO, .type = FILING_COMPLETE}, &error), E_INPUT, "breccia notify");
	LEFT_ALONE(file("luca", (FilingToRecord){.clock = "nothing", .type = FILING_COMPLETE}, &error), E_NOTFOUND, "it has dpo-24h, authority-72h");
	decide(ABOUT_AUTHORITY, false);
	LEFT_ALONE(file("luca", AUTHORITY(FILING_COMPLETE), &error), E_STATE, "not to be due");
	decide(ABOUT_SUBJECTS, true);
	OK(file("luca", (FilingToRecord){.clock = RULE_SUBJECTS, .type = FILING_COMPLETE}, &error));
	ck_assert_int_eq(reg_state("2026-0001", RULE_SUBJECTS), CLOCK_MET);
}
END_TEST

/* --- NIS 2 ------------------------------------------------------------------------------------------------------------------ */

START_TEST(test_nis2_runs_where_it_is_switched_on_and_said)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x','own_data':'yes','aware_at':'2026-11-23T21:04:05Z','detected_at':'2026-11-23T20:44:05Z'}", "none");
	LEFT_ALONE(reg_try_amend("luca", ref, "{'nis2':'yes'}", NULL, &error), E_STATE, "breccia config set nis2 yes");
	set("nis2", "yes");
	reg_amend("luca", ref, "{'nis2':'yes'}", NULL, NULL);
	ck_assert_int_eq(due_of(RULE_NIS2_EARLY), REG_NOW - 2400 + HOURS(24));
	ck_assert_int_eq(due_of(RULE_NIS2_FULL), REG_NOW - 2400 + HOURS(72)); /* from the same instant, not from the first step */
	reg_amend("luca", ref, "{'aware_at':'2026-11-23T20:50:05Z'}", "prima", NULL);
	ck_assert_int_eq(due_of(RULE_NIS2_EARLY), REG_NOW - 3240 + HOURS(24));
	LEFT_ALONE(file("luca", (FilingToRecord){.clock = RULE_NIS2_FINAL, .type = FILING_COMPLETE}, &error), E_STATE, "nis2-72h");
	OK(file("luca", (FilingToRecord){.clock = RULE_NIS2_EARLY, .type = FILING_COMPLETE}, &error));
	reg_amend("luca", ref, "{'nis2':'no'}", NULL, NULL);
	ck_assert_int_eq(reg_state(ref, RULE_NIS2_EARLY), CLOCK_MET);
	ck_assert_int_eq(reg_state(ref, RULE_NIS2_FULL), CLOCK_NOT_DUE);
	reg_amend("luca", ref, "{'nis2':'yes'}", NULL, NULL);
	ck_assert_int_eq(reg_state(ref, RULE_NIS2_FULL), CLOCK_RUNNING);
	/* Not a breach of personal data is not: nothing to tell the CSIRT. */
	decide(ABOUT_BREACH, false);
	ck_assert_int_eq(reg_state(ref, RULE_NIS2_FULL), CLOCK_RUNNING);
}
END_TEST

START_TEST(test_nis2_is_said_at_log_and_not_of_a_drill)
{
	set("nis2", "yes");
	g_free(reg_log("luca", "{'title':'x','nis2':'yes'}", "none"));
	ck_assert_int_eq(due_of(RULE_NIS2_EARLY), REG_NOW + HOURS(24));
	g_autoptr(Session) s = reg_as("luca");
	json_auto_t *fields = reg_json("{'title':'x','nis2':'yes'}");
	Logged logged = {0};
	LEFT_ALONE(register_log(s, &(Intake){.kind = KIND_DRILL, .fields = fields}, &logged, &error), E_INPUT, "drill");
}
END_TEST

/* Local time stays, also over the change of clocks; a month that is shorter ends on its last day. */
static const struct {
	const char *filed, *due;
} months[] = {
	{"2027-01-31T09:00:00Z", "2027-02-28T09:00:00Z"}, {"2028-01-31T09:00:00Z", "2028-02-29T09:00:00Z"},
	{"2027-03-15T09:00:00Z", "2027-04-15T08:00:00Z"}, {"2027-03-31T08:00:00Z", "2027-04-30T08:00:00Z"},
	{"2027-12-31T22:59:59Z", "2028-01-31T22:59:59Z"},
};

START_TEST(test_the_final_report_is_due_a_month_after_the_filing)
{
	Instant filed, due;
	ck_assert(instant_from_rfc3339(months[_i].filed, &filed) && instant_from_rfc3339(months[_i].due, &due));
	set("nis2", "yes");
	reg.now = filed;
	g_autofree char *ref = reg_log("luca", "{'title':'x','nis2':'yes'}", "none");
	OK(file("luca", (FilingToRecord){.ref = ref, .clock = RULE_NIS2_FULL, .type = FILING_COMPLETE}, &error));
	g_autoptr(Incident) incident = reg_incident(ref);
	const Clock *k = reg_clock(incident, RULE_NIS2_FINAL);
	ck_assert_int_eq(k->due_at, due);
	ck_assert_int_eq(k->length, due - filed);
}
END_TEST

/* --- waive ------------------------------------------------------------------------------------------------------------------ */

START_TEST(test_a_clock_is_waived_with_a_reason_and_never_the_dpos)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x','own_data':'yes'}", "?");
	LEFT_ALONE(waive("carla", RULE_DPO, "x", &error), E_STATE, "never waived");
	LEFT_ALONE(waive("carla", RULE_AUTHORITY, " ", &error), E_INPUT, "--reason");
	LEFT_ALONE(waive("giulia", RULE_AUTHORITY, "x", &error), E_DENIED, "manager");
	OK(waive("carla", "client:?", "non era di un committente", &error));
	ck_assert_int_eq(reg_state(ref, "client:?"), CLOCK_WAIVED);
	LEFT_ALONE(waive("carla", "client:?", "x", &error), E_STATE, "is waived");
	reg.now += HOURS(80);
	OK(waive("carla", RULE_AUTHORITY, "deciso dal gruppo", &error));
	g_autoptr(Incident) incident = reg_incident(ref);
	const Clock *k = reg_clock(incident, RULE_AUTHORITY);
	ck_assert(k->waived && k->ended_late && clock_wants_reason(k, reg.now));
	ck_assert_int_eq(k->ended_at, reg.now);
	ck_assert_int_eq(clock_late_by(k, reg.now + HOURS(500)), reg.now - k->due_at);
	LEFT_ALONE(file("luca", AUTHORITY(FILING_COMPLETE), &error), E_STATE, "not to be due");
	decide(ABOUT_AUTHORITY, true); /* decided otherwise: it runs again, and was late */
	g_autoptr(Incident) again = reg_incident(ref);
	k = reg_clock(again, RULE_AUTHORITY);
	ck_assert(clock_open(k) && k->ended_late);
}
END_TEST

START_TEST(test_the_reason_of_a_waiver_outlasts_what_ends_the_clock_later)
{
	g_autoptr(Session) pia = reg_as("pia");
	OK(register_client_add(pia, &(ClientInput){.name = "Alfa", .hours = 12, .processor = -1}, NULL, &error));
	g_autofree char *ref = reg_log("luca", "{'title':'x','own_data':'yes'}", "?");
	OK(waive("carla", "client:?", "informato in riunione", &error));
	json_auto_t *none = json_object();
	const char *const alfa[] = {"Alfa", NULL};
	Amended amended = {0};
	g_autoptr(Session) luca = reg_as("luca");
	OK(register_amend(luca, &(Amendment){.ref = ref, .fields = none, .clients = alfa}, &amended, &error));
	amended_clear(&amended);
	g_autoptr(Incident) named = reg_incident(ref);
	const Clock *k = reg_clock(named, "client:?");
	ck_assert(k->waived && k->not_due);
	ck_assert_str_eq(k->reason, "informato in riunione");
}
END_TEST

START_TEST(test_two_people_at_the_same_clock_are_told)
{
	g_free(reg_log("luca", "{'title':'x','own_data':'yes'}", "none"));
	g_autoptr(Incident) shown = reg_incident("2026-0001");
	OK(file("luca", AUTHORITY(FILING_PRELIMINARY), &error));
	LEFT_ALONE(file("giulia", (FilingToRecord){.clock = RULE_AUTHORITY, .type = FILING_COMPLETE, .seen = shown->last_seq}, &error), E_CONFLICT,
		"authority-72h");
	OK(file("luca", (FilingToRecord){.clock = RULE_AUTHORITY, .type = FILING_COMPLETE, .seen = shown->last_seq}, &error)); /* one's own */
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("filing");
	TCase *t = tcase_create("filing");
	tcase_add_checked_fixture(t, reg_setup, reg_teardown);
	tcase_add_test(t, test_a_preliminary_filing_meets_its_clock_and_starts_the_supplement);
	tcase_add_test(t, test_what_is_withdrawn_owes_no_supplement);
	tcase_add_test(t, test_a_complete_filing_owes_no_supplement);
	tcase_add_test(t, test_what_was_filed_late_is_met_late);
	tcase_add_test(t, test_an_instant_that_cannot_be_is_refused);
	tcase_add_test(t, test_the_pin_of_the_authority_is_written_nowhere);
	tcase_add_test(t, test_a_client_told_by_other_means_needs_evidence);
	tcase_add_test(t, test_a_processor_files_nothing_with_the_authority);
	tcase_add_test(t, test_what_does_not_run_is_not_filed_for);
	tcase_add_test(t, test_nis2_runs_where_it_is_switched_on_and_said);
	tcase_add_test(t, test_nis2_is_said_at_log_and_not_of_a_drill);
	tcase_add_loop_test(t, test_the_final_report_is_due_a_month_after_the_filing, 0, (int)G_N_ELEMENTS(months));
	tcase_add_test(t, test_a_clock_is_waived_with_a_reason_and_never_the_dpos);
	tcase_add_test(t, test_the_reason_of_a_waiver_outlasts_what_ends_the_clock_later);
	tcase_add_test(t, test_two_people_at_the_same_clock_are_told);
	suite_add_tcase(s, t);
	return s;
}

int
main(void)
{
	return run_suite(suite());
}

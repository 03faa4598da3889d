/* Stages and gates: what follows from the facts, gate by gate and kind by kind. */
#include "src/core/clock.h"
#include "src/core/stage.h"
#include "tests/run.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define START ((Instant)1795470245)
#define HOUR 3600
#define DAY 86400
#define NOW (START + HOUR)

static Clock *
add_clock(Incident *incident, const char *rule, const char *client)
{
	Clock *clock = clock_new();
	clock->rule = g_strdup(rule);
	clock->id = client ? g_strconcat(rule, ":", client, NULL) : g_strdup(rule);
	clock->client = g_strdup(client);
	clock->starts_at = START;
	clock->length = DAY;
	clock->due_at = clock->first_due_at = START + DAY;
	g_ptr_array_add(incident->clocks, clock);
	return clock;
}

static void
add_client(Incident *incident, const char *client)
{
	Affected *affected = g_new0(Affected, 1);
	affected->client = g_strdup(client);
	affected->told_at = INSTANT_NONE;
	g_ptr_array_add(incident->clients, affected);
}

static void
set(Incident *incident, const char *field, const char *text)
{
	json_object_set_new(incident->fields, field, json_string(text));
}

static Clock *
clock_of(const Incident *incident, guint i)
{
	return g_ptr_array_index(incident->clocks, i);
}

static Incident *
incident_of(IncidentKind kind)
{
	Incident *incident = incident_new();
	incident->kind = kind;
	set(incident, "title", "Lost laptop");
	add_clock(incident, RULE_DPO, NULL);
	return incident;
}

/* A breach of one client's data alone, with everything done that this program knows of. */
static Incident *
finished(void)
{
	Incident *incident = incident_of(KIND_BREACH);
	Clock *clock = add_clock(incident, RULE_CLIENT, "alfa");
	add_client(incident, "alfa");
	set(incident, "own_data", "no");
	set(incident, "client_data", "yes");
	set(incident, "description", "A list went to the wrong client.");
	set(incident, "consequences_note", "Unwanted calls.");
	set(incident, "measures_taken", "The recipient deleted it and confirmed in writing.");
	set(incident, "root_cause", "Two clients with similar names in the address book.");
	set(incident, "prevention", "The address book is split by client.");
	clock->met_at = clock_of(incident, 0)->met_at = START + 600;
	clock_of(incident, 0)->proof = clock->proof = PROOF_SUBMITTED;
	incident->taken_at = START + 1200;
	return incident;
}

static const Gate *
gate(const char *code)
{
	for (const Gate *g = incident_gates; g->code; g++)
		if (strcmp(g->code, code) == 0)
			return g;
	ck_abort_msg("no gate %s", code);
}

static bool
passes(const Incident *incident, const char *code)
{
	return gate(code)->passes(incident, NOW);
}

static void
assert_stage(const Incident *incident, Stage expected)
{
	ck_assert_str_eq(stage_code(incident_stage(incident, NOW)), stage_code(expected));
}

/* --- stages --------------------------------------------------------------------------------------------------------- */

START_TEST(test_the_life_of_an_incident)
{
	g_autoptr(Incident) incident = finished();

	incident->taken_at = INSTANT_NONE;
	clock_of(incident, 0)->met_at = INSTANT_NONE;
	assert_stage(incident, STAGE_LOGGED);
	clock_of(incident, 0)->met_at = START + 600;
	assert_stage(incident, STAGE_NOTIFIED);
	json_object_del(incident->fields, "prevention");
	incident->taken_at = START + 1200;
	assert_stage(incident, STAGE_IN_CHARGE);
	incident->assessed_at = START + 1300;
	assert_stage(incident, STAGE_ASSESSED);
	set(incident, "prevention", "The address book is split by client.");
	assert_stage(incident, STAGE_READY);
	incident->closed_at = START + 1400;
	assert_stage(incident, STAGE_CLOSED);
	incident->voided_at = START + 1500;
	assert_stage(incident, STAGE_VOID);
}
END_TEST

START_TEST(test_bounce_after_taking_charge_leaves_it_in_charge_with_the_first_gate_failing)
{
	g_autoptr(Incident) incident = finished();

	assert_stage(incident, STAGE_READY);
	clock_of(incident, 0)->met_at = INSTANT_NONE;
	clock_of(incident, 0)->proof = PROOF_REFUTED;
	assert_stage(incident, STAGE_IN_CHARGE);
	ck_assert(!passes(incident, "notified"));
}
END_TEST

START_TEST(test_nothing_is_ready_that_nobody_took_in_charge)
{
	g_autoptr(Incident) incident = finished();

	incident->taken_at = INSTANT_NONE;
	incident->assessed_at = START + 1300;
	assert_stage(incident, STAGE_NOTIFIED);
}
END_TEST

START_TEST(test_stages_are_read_back)
{
	Stage stage;

	for (int i = STAGE_LOGGED; i <= STAGE_VOID; i++) {
		ck_assert(stage_parse(stage_code((Stage)i), &stage));
		ck_assert_int_eq(stage, i);
		ck_assert(*stage_words((Stage)i)->en && *stage_words((Stage)i)->it);
	}
	ck_assert(!stage_parse("open", &stage) && !stage_parse(NULL, &stage));
	/* Bare "presa in carico" is the receipt of a PEC provider. */
	ck_assert_str_eq(stage_words(STAGE_IN_CHARGE)->it, "preso in carico dal DPO");
}
END_TEST

/* --- gates ---------------------------------------------------------------------------------------------------------- */

START_TEST(test_every_gate_says_how_to_pass_it)
{
	static const char *const codes[] = {
		"notified", "in-charge", "assessed", "decided", "ended", "clocks", "reasons", "actions", "described", "root-cause",
	};
	gsize n = 0;

	for (const Gate *g = incident_gates; g->code; g++, n++) {
		ck_assert_uint_lt(n, G_N_ELEMENTS(codes));
		ck_assert_str_eq(g->code, codes[n]);
		ck_assert(*g->name.en && *g->name.it && *g->say.en && *g->say.it);
		ck_assert_ptr_nonnull(g->passes);
	}
	ck_assert_uint_eq(n, G_N_ELEMENTS(codes));
	ck_assert_ptr_nonnull(strstr(gate("in-charge")->say.en, "`breccia take REF`"));
}
END_TEST

/* Which gates count, one letter each in the table's order: n i a d e c r A D R. */
static const struct {
	IncidentKind kind;
	const char *own_data, *outcome, *gates;
} applying[] = {
	{KIND_BREACH, NULL, NULL, "niad-crADR"},
	{KIND_BREACH, "unknown", NULL, "niad-crADR"},
	{KIND_BREACH, "yes", NULL, "niad-crADR"},
	{KIND_BREACH, "no", NULL, "ni-d-crADR"},
	{KIND_BREACH, "yes", "not-a-breach", "ni-d----D-"},
	{KIND_BREACH, "no", "not-a-breach", "ni-d----D-"},
	{KIND_NEAR_MISS, NULL, NULL, "ni-----ADR"},
	{KIND_DRILL, NULL, NULL, "ni--------"},
};

START_TEST(test_which_gates_count)
{
	g_autoptr(Incident) incident = incident_of(applying[_i].kind);

	if (applying[_i].own_data)
		set(incident, "own_data", applying[_i].own_data);
	incident->outcome = g_strdup(applying[_i].outcome);
	for (gsize g = 0; incident_gates[g].code; g++)
		ck_assert_msg(gate_applies(&incident_gates[g], incident) == (applying[_i].gates[g] != '-'), "%s", incident_gates[g].code);
}
END_TEST

START_TEST(test_notified_wants_the_clock_met_in_time_or_late)
{
	g_autoptr(Incident) incident = incident_of(KIND_BREACH);

	ck_assert(!passes(incident, "notified"));
	clock_of(incident, 0)->proof = PROOF_SUBMITTED; /* a PEC that is not accepted yet */
	ck_assert(!passes(incident, "notified"));
	clock_of(incident, 0)->met_at = START + 2 * DAY;
	ck_assert(passes(incident, "notified"));
}
END_TEST

START_TEST(test_what_was_declared_on_paper_counts_for_the_past_only)
{
	g_autoptr(Incident) incident = incident_of(KIND_BREACH);

	clock_of(incident, 0)->proof = PROOF_DECLARED;
	ck_assert(!passes(incident, "notified"));
	ck_assert(!passes(incident, "clocks"));
	incident->historic = clock_of(incident, 0)->past = true;
	ck_assert(passes(incident, "notified"));
	ck_assert(passes(incident, "clocks"));
	clock_of(incident, 0)->proof = PROOF_NONE;
	ck_assert(!passes(incident, "notified"));
	/* Nobody can notify about the past any more; who took it over knows of it. */
	incident->taken_at = START + 60;
	ck_assert(passes(incident, "notified"));
	incident->taken_at = INSTANT_NONE;
	clock_of(incident, 0)->proof = PROOF_REFUTED;
	ck_assert(!passes(incident, "notified"));
}
END_TEST

START_TEST(test_taking_charge_alone_does_not_notify)
{
	g_autoptr(Incident) incident = incident_of(KIND_BREACH);

	incident->taken_at = START + 60;
	ck_assert(passes(incident, "in-charge"));
	ck_assert(!passes(incident, "notified"));
	assert_stage(incident, STAGE_IN_CHARGE);
}
END_TEST

START_TEST(test_decided_is_never_assumed_for_own_data)
{
	static const char *const own[] = {"yes", "unknown"};
	g_autoptr(Incident) incident = finished();

	ck_assert(passes(incident, "decided"));
	for (gsize i = 0; i < G_N_ELEMENTS(own); i++) {
		set(incident, "own_data", own[i]);
		ck_assert(!passes(incident, "decided"));
	}
	json_object_del(incident->fields, "own_data");
	ck_assert(!passes(incident, "decided"));
}
END_TEST

START_TEST(test_with_clients_data_only_every_client_must_be_told)
{
	g_autoptr(Incident) incident = finished();

	add_client(incident, "beta");
	ck_assert(!passes(incident, "decided"));
	Clock *beta = add_clock(incident, RULE_CLIENT, "beta");
	ck_assert(!passes(incident, "decided"));
	beta->waived = true; /* the company decided, with a reason */
	ck_assert(passes(incident, "decided"));
	beta->waived = false;
	((Affected *)g_ptr_array_index(incident->clients, 1))->told_at = START + 900;
	ck_assert(passes(incident, "decided"));
	add_client(incident, "?"); /* and one that is not yet known */
	ck_assert(!passes(incident, "decided"));
}
END_TEST

START_TEST(test_of_nobodys_data_it_is_to_be_decided_that_it_is_no_breach)
{
	g_autoptr(Incident) incident = incident_of(KIND_BREACH);

	set(incident, "own_data", "no");
	ck_assert(!passes(incident, "decided"));
	set(incident, "client_data", "unknown");
	ck_assert(!passes(incident, "decided"));
	set(incident, "client_data", "no");
	ck_assert(!passes(incident, "decided"));
}
END_TEST

START_TEST(test_every_clock_must_have_stopped)
{
	g_autoptr(Incident) incident = finished();
	Clock *authority = add_clock(incident, RULE_AUTHORITY, NULL);

	ck_assert(!passes(incident, "clocks"));
	authority->not_due = true;
	ck_assert(passes(incident, "clocks"));
}
END_TEST

START_TEST(test_every_late_clock_must_be_explained)
{
	g_autoptr(Incident) incident = finished();
	Clock *client = clock_of(incident, 1);

	ck_assert(passes(incident, "reasons"));
	client->met_at = client->due_at + 1;
	ck_assert(!passes(incident, "reasons"));
	client->late_cause = g_strdup("night-or-weekend");
	client->late_reason = g_strdup("nobody at the client's desk answered");
	ck_assert(passes(incident, "reasons"));
}
END_TEST

START_TEST(test_described_wants_facts_consequences_and_measures)
{
	static const char *const needed[] = {"description", "consequences_note", "measures_taken"};

	for (gsize i = 0; i < G_N_ELEMENTS(needed); i++) {
		g_autoptr(Incident) incident = finished();
		ck_assert(passes(incident, "described"));
		json_object_del(incident->fields, needed[i]);
		ck_assert_msg(!passes(incident, "described"), "without %s", needed[i]);
		set(incident, needed[i], " \n");
		ck_assert_msg(!passes(incident, "described"), "with an empty %s", needed[i]);
	}
}
END_TEST

START_TEST(test_a_list_of_consequences_serves_unless_it_says_not_yet_determined)
{
	static const char *const lists[] = {"consequences_c", "consequences_i", "consequences_a"};

	for (gsize i = 0; i < G_N_ELEMENTS(lists); i++) {
		g_autoptr(Incident) incident = finished();
		json_object_del(incident->fields, "consequences_note");
		json_object_set_new(incident->fields, lists[i], json_pack("[s]", VOCAB_UNKNOWN));
		ck_assert(!passes(incident, "described"));
		json_object_set_new(incident->fields, lists[i], json_pack("[ss]", "other", VOCAB_UNKNOWN));
		ck_assert(passes(incident, "described"));
	}
}
END_TEST

START_TEST(test_root_cause_wants_what_changes_too)
{
	g_autoptr(Incident) incident = finished();

	ck_assert(passes(incident, "root-cause"));
	json_object_del(incident->fields, "root_cause");
	ck_assert(!passes(incident, "root-cause"));
	incident->erased = true; /* it was there when it counted */
	ck_assert(passes(incident, "root-cause"));
	ck_assert(passes(incident, "described"));
}
END_TEST

START_TEST(test_a_drill_is_ready_once_notified_and_taken)
{
	g_autoptr(Incident) drill = incident_of(KIND_DRILL);

	drill->taken_at = START + 60;
	assert_stage(drill, STAGE_IN_CHARGE);
	clock_of(drill, 0)->met_at = START + 30; /* composed: an exercise shows no proof */
	assert_stage(drill, STAGE_READY);
}
END_TEST

START_TEST(test_an_incident_without_clocks_is_not_notified)
{
	g_autoptr(Incident) incident = incident_new();

	ck_assert(!passes(incident, "notified"));
	assert_stage(incident, STAGE_LOGGED);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("stage");
	TCase *tc = tcase_create("stage");

	tcase_add_test(tc, test_the_life_of_an_incident);
	tcase_add_test(tc, test_bounce_after_taking_charge_leaves_it_in_charge_with_the_first_gate_failing);
	tcase_add_test(tc, test_nothing_is_ready_that_nobody_took_in_charge);
	tcase_add_test(tc, test_stages_are_read_back);
	tcase_add_test(tc, test_every_gate_says_how_to_pass_it);
	tcase_add_loop_test(tc, test_which_gates_count, 0, (int)G_N_ELEMENTS(applying));
	tcase_add_test(tc, test_notified_wants_the_clock_met_in_time_or_late);
	tcase_add_test(tc, test_what_was_declared_on_paper_counts_for_the_past_only);
	tcase_add_test(tc, test_taking_charge_alone_does_not_notify);
	tcase_add_test(tc, test_decided_is_never_assumed_for_own_data);
	tcase_add_test(tc, test_with_clients_data_only_every_client_must_be_told);
	tcase_add_test(tc, test_of_nobodys_data_it_is_to_be_decided_that_it_is_no_breach);
	tcase_add_test(tc, test_every_clock_must_have_stopped);
	tcase_add_test(tc, test_every_late_clock_must_be_explained);
	tcase_add_test(tc, test_described_wants_facts_consequences_and_measures);
	tcase_add_test(tc, test_a_list_of_consequences_serves_unless_it_says_not_yet_determined);
	tcase_add_test(tc, test_root_cause_wants_what_changes_too);
	tcase_add_test(tc, test_a_drill_is_ready_once_notified_and_taken);
	tcase_add_test(tc, test_an_incident_without_clocks_is_not_notified);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}

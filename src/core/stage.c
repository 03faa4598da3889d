/*
 * Stages and closing gates: what follows from the facts of an incident.
 *
 * A stage is never stored: a bounce after the DPO took charge leaves the incident in charge, with its first gate failing,
 * and nothing has to be undone.
 */
#include "src/core/stage.h"

#include "src/core/clock.h"
#include "src/core/coded.h"
#include "src/core/judgement.h"
#include "src/core/notice.h"
#include "src/core/text.h"

static const Coded stages[] = {
	[STAGE_LOGGED] = {"logged", {"logged", "registrato"}},
	[STAGE_NOTIFIED] = {"notified", {"DPO notified", "comunicato al DPO"}},
	[STAGE_IN_CHARGE] = {"in-charge", {"taken in charge by the DPO", "preso in carico dal DPO"}},
	[STAGE_ASSESSED] = {"assessed", {"assessed", "valutato"}},
	[STAGE_READY] = {"ready", {"ready to close", "pronto per la chiusura"}},
	[STAGE_CLOSED] = {"closed", {"closed", "chiuso"}},
	[STAGE_VOID] = {"void", {"void", "annullato"}},
};

/* --- what the gates ask ----------------------------------------------------------------------------------------------- */

static const Clock *
find_clock(const Incident *incident, const char *rule, const char *client)
{
	for (guint i = 0; i < incident->clocks->len; i++) {
		const Clock *clock = g_ptr_array_index(incident->clocks, i);
		if (g_strcmp0(clock->rule, rule) == 0 && (!client || g_strcmp0(clock->client, client) == 0))
			return clock;
	}
	return NULL;
}

static bool
was_notified(const Incident *incident, Instant now)
{
	const Clock *clock = find_clock(incident, RULE_DPO, NULL);
	if (!clock)
		return false;
	/* Nothing is sent about the past: an incident that was imported has what paper says, or a DPO who took it over and so knows. */
	if (incident->historic)
		return proof_reaches(clock->proof, PROOF_DECLARED) || incident->taken_at != INSTANT_NONE;
	ClockState state = clock_state(clock, now);
	return state == CLOCK_MET || state == CLOCK_MET_LATE;
}

static bool
was_taken(const Incident *incident, Instant now)
{
	(void)now;
	return incident->taken_at != INSTANT_NONE;
}

static bool
was_assessed(const Incident *incident, Instant now)
{
	(void)now;
	return incident->assessed_at != INSTANT_NONE;
}

/* A processor tells its clients and leaves the decisions to them: that is all that "own data: no" leaves to decide. */
static bool
clients_only(const Incident *incident)
{
	return g_strcmp0(incident_text(incident, "own_data"), "no") == 0;
}

static bool
clients_told(const Incident *incident)
{
	for (guint i = 0; i < incident->clients->len; i++) {
		const Affected *affected = g_ptr_array_index(incident->clients, i);
		const Clock *clock = find_clock(incident, RULE_CLIENT, affected->client);
		if (affected->told_at == INSTANT_NONE && (!clock || clock_open(clock)))
			return false;
	}
	return incident->clients->len > 0; /* nobody's data: that it is no breach is for the company to decide */
}

/* The company decides, the DPO's opinion on the same question is on file (GDPR arts. 33, 34, 39). */
static bool
was_decided(const Incident *incident, Instant now)
{
	(void)now;
	if (g_strcmp0(incident->outcome, "not-a-breach") == 0)
		return judgement_settled(incident, ABOUT_BREACH);
	if (clients_only(incident))
		return clients_told(incident);
	return judgement_settled(incident, ABOUT_AUTHORITY) && judgement_settled(incident, ABOUT_SUBJECTS);
}

static bool
tells_the_end(const Notice *n)
{
	return n->letter == LETTER_CLOSING && !g_str_equal(n->audience, AUDIENCE_DPO);
}

/* Nobody who was told of a breach is left in that belief: closing takes back what nobody released. */
static bool
end_told(const Incident *incident, Instant now)
{
	(void)now;
	for (guint i = 0; i < incident->notices->len; i++) {
		const Notice *n = g_ptr_array_index(incident->notices, i);
		if (tells_the_end(n) && !notice_settled(n) && n->hold_until == NOTICE_HELD)
			return false;
	}
	return true;
}

static bool
clocks_stopped(const Incident *incident, Instant now)
{
	(void)now;
	for (guint i = 0; i < incident->clocks->len; i++)
		if (clock_open(g_ptr_array_index(incident->clocks, i)))
			return false;
	return true;
}

static bool
reasons_given(const Incident *incident, Instant now)
{
	for (guint i = 0; i < incident->clocks->len; i++)
		if (clock_wants_reason(g_ptr_array_index(incident->clocks, i), now))
			return false;
	return true;
}

/* What was planned at closing, to see later whether the measures work, stays open after it. */
static bool
actions_settled(const Incident *incident, Instant now)
{
	(void)now;
	for (guint i = 0; i < incident->actions->len; i++) {
		const Action *action = g_ptr_array_index(incident->actions, i);
		if (!action->review && !action_settled(action))
			return false;
	}
	return true;
}

/* A text that was erased after the retention was there when it counted. */
static bool
has_text(const Incident *incident, const char *field)
{
	const char *text = incident_text(incident, field);
	return incident->erased || (text && !text_blank(text));
}

static bool
has_codes(const Incident *incident, const char *field)
{
	const json_t *codes = json_object_get(incident->fields, field);
	for (size_t i = 0; i < json_array_size(codes); i++)
		if (g_strcmp0(json_string_value(json_array_get(codes, i)), VOCAB_UNKNOWN) != 0)
			return true;
	return false;
}

/* GDPR art. 33(5): the facts, the effects, the remedial action. */
static bool
was_described(const Incident *incident, Instant now)
{
	(void)now;
	bool consequences = has_text(incident, "consequences_note") || has_codes(incident, "consequences_c") ||
		has_codes(incident, "consequences_i") || has_codes(incident, "consequences_a");
	return has_text(incident, "description") && consequences && has_text(incident, "measures_taken");
}

static bool
root_cause_known(const Incident *incident, Instant now)
{
	(void)now;
	return has_text(incident, "root_cause") && has_text(incident, "prevention");
}

/* --- the gates -------------------------------------------------------------------------------------------------------- */

const Gate incident_gates[] = {
	{"notified", {"the DPO has been notified", "DPO avvisato"},
		{"send the notice with `breccia notify REF`, then `breccia send`, and wait for its proof; what was imported the DPO takes over with "
			"`breccia take REF`",
			"inviare la comunicazione con `breccia notify REF`, poi `breccia send`, e attenderne la prova; di quanto è importato il DPO "
			"si fa carico con `breccia take REF`"}, was_notified},
	{"in-charge", {"the DPO took charge", "preso in carico dal DPO"},
		{"the DPO takes charge with `breccia take REF`", "il DPO lo prende in carico con `breccia take REF`"}, was_taken},
	{"assessed", {"the severity is assessed", "gravità valutata"},
		{"the DPO assesses the severity with `breccia assess REF`", "il DPO valuta la gravità con `breccia assess REF`"}, was_assessed},
	{"decided", {"the company's decisions are taken", "decisioni dell'azienda prese"},
		{"the DPO's opinion on the authority and on the data subjects with `breccia opinion REF authority|subjects yes|no`, the company's "
			"decisions with `breccia decide REF authority|subjects yes|no` (or both `breach no`; what is decided against the opinion is decided "
			"after it, and says why); with clients' data only, every affected client is told; of nobody's data `breach no` is what there is to "
			"decide",
			"il parere del DPO su Garante e interessati con `breccia opinion REF authority|subjects yes|no`, le decisioni dell'azienda con "
			"`breccia decide REF authority|subjects yes|no` (oppure entrambi `breach no`; una decisione contraria al parere gli è successiva e "
			"dice perché); con soli dati di committenti, ogni committente coinvolto è informato; se i dati non sono di nessuno resta da decidere "
			"`breach no`"}, was_decided},
	{"ended", {"clients who were told know that it is over", "i committenti avvisati sanno che è finita"},
		{"release the closing notice that waits with `breccia notify REF --to CLIENT`, or withdraw it with `breccia outbox withdraw ID "
			"--reason TEXT`",
			"rilasciare la comunicazione di chiusura in attesa con `breccia notify REF --to COMMITTENTE`, o ritirarla con `breccia outbox "
			"withdraw ID --reason TESTO`"}, end_told},
	{"clocks", {"every clock is met, waived or not applicable", "ogni termine è rispettato, non dovuto o non applicabile"},
		{"meet the clocks that are still open, which `breccia show REF` lists: `breccia file REF CLOCK` records what was filed, `breccia waive "
			"REF CLOCK` what does not have to be",
			"adempiere ai termini ancora aperti, che `breccia show REF` elenca: `breccia file REF TERMINE` registra quanto notificato, `breccia "
			"waive REF TERMINE` quanto non è dovuto"}, clocks_stopped},
	{"reasons", {"every late clock has its cause and reason", "ogni termine in ritardo ha causa e motivo"},
		{"give them with `breccia late REF RULE --cause CODE --reason TEXT`",
			"indicarli con `breccia late REF TERMINE --cause CODICE --reason TESTO`"}, reasons_given},
	{"actions", {"every action is done or dropped", "ogni azione è conclusa o abbandonata"},
		{"finish each action, or drop it with a reason", "concludere ogni azione, o abbandonarla con un motivo"}, actions_settled},
	{"described", {"facts, consequences and measures are described", "fatti, conseguenze e misure descritti"},
		{"write them with `breccia amend REF what=TEXT consequences=TEXT measures-taken=TEXT`",
			"scriverli con `breccia amend REF what=TESTO consequences=TESTO measures-taken=TESTO`"}, was_described},
	{"root-cause", {"root cause and prevention are known", "causa di fondo e prevenzione note"},
		{"write them with `breccia amend REF root-cause=TEXT prevention=TEXT`",
			"scriverle con `breccia amend REF root-cause=TESTO prevention=TESTO`"}, root_cause_known},
	{NULL, {NULL, NULL}, {NULL, NULL}, NULL},
};

/* What CSIRT Italia has to be told of need not be a breach of personal data. */
static bool
has_nis2(const Incident *incident)
{
	return find_clock(incident, RULE_NIS2_EARLY, NULL) || find_clock(incident, RULE_NIS2_FULL, NULL);
}

static bool
has_ending(const Incident *incident)
{
	for (guint i = 0; i < incident->notices->len; i++)
		if (tells_the_end(g_ptr_array_index(incident->notices, i)))
			return true;
	return false;
}

bool
gate_applies(const Gate *gate, const Incident *incident)
{
	static const char *const drill[] = {"notified", "in-charge", NULL};
	static const char *const near_miss[] = {"notified", "in-charge", "actions", "described", "root-cause", NULL};
	static const char *const not_a_breach[] = {"notified", "in-charge", "decided", "described", NULL};

	if (gate->passes == end_told)
		return has_ending(incident);
	switch (incident->kind) {
	case KIND_DRILL:
		return g_strv_contains(drill, gate->code);
	case KIND_NEAR_MISS:
		return g_strv_contains(near_miss, gate->code);
	case KIND_BREACH:
		if (g_strcmp0(incident->outcome, "not-a-breach") == 0)
			return g_strv_contains(not_a_breach, gate->code) || (gate->passes == clocks_stopped && has_nis2(incident));
		/* A processor tells before it weighs the risk (EDPB 9/2022): with clients' data only, assessing is advice. */
		return gate->passes != was_assessed || !clients_only(incident);
	}
	g_assert_not_reached();
}

/* --- stages ----------------------------------------------------------------------------------------------------------- */

static bool
all_pass(const Incident *incident, Instant now)
{
	for (const Gate *gate = incident_gates; gate->code; gate++)
		if (gate_applies(gate, incident) && !gate->passes(incident, now))
			return false;
	return true;
}

Stage
incident_stage(const Incident *incident, Instant now)
{
	if (incident->voided_at != INSTANT_NONE)
		return STAGE_VOID;
	if (incident->closed_at != INSTANT_NONE)
		return STAGE_CLOSED;
	if (was_taken(incident, now)) {
		if (all_pass(incident, now))
			return STAGE_READY;
		return was_assessed(incident, now) ? STAGE_ASSESSED : STAGE_IN_CHARGE;
	}
	return was_notified(incident, now) ? STAGE_NOTIFIED : STAGE_LOGGED;
}

const char *
stage_code(Stage stage)
{
	return stages[stage].code;
}

bool
stage_parse(const char *code, Stage *stage)
{
	gsize i;
	if (!coded_find(stages, G_N_ELEMENTS(stages), code, &i))
		return false;
	*stage = (Stage)i;
	return true;
}

const Words *
stage_words(Stage stage)
{
	return &stages[stage].words;
}

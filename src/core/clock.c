/*
 * Clocks: what state one is in, and which notice meets it.
 *
 * In time is met_at <= due_at, to the second; late is now > due_at. Nothing here is ever stored.
 */
#include "src/core/clock.h"

#include "src/core/coded.h"
#include "src/core/vocab.h"
#include "src/core/work.h"

static const char *const starts[] = {
	[FROM_DETECTED] = "detected",
	[FROM_AWARE] = "aware",
	[FROM_DECISION] = "decision",
	[FROM_FILING] = "filing",
};

static const Coded states[] = {
	[CLOCK_RUNNING] = {"running", {"running", "in corso"}},
	[CLOCK_DUE_SOON] = {"due-soon", {"due soon", "in scadenza"}},
	[CLOCK_LATE] = {"late", {"late", "in ritardo"}},
	[CLOCK_MET] = {"met", {"met", "rispettato"}},
	[CLOCK_MET_LATE] = {"met-late", {"met late", "adempiuto in ritardo"}},
	[CLOCK_NOT_DUE] = {"not-due", {"not applicable", "non applicabile"}},
	[CLOCK_WAIVED] = {"waived", {"waived", "non dovuto"}},
	[CLOCK_PAST] = {"past", {"imported, does not run", "importato, non decorre"}},
};

const char *
clock_start_code(ClockStart from)
{
	return starts[from];
}

bool
clock_start_parse(const char *code, ClockStart *from)
{
	for (gsize i = 0; code && i < G_N_ELEMENTS(starts); i++) {
		if (strcmp(starts[i], code) == 0) {
			*from = (ClockStart)i;
			return true;
		}
	}
	return false;
}

Clock *
clock_new(void)
{
	Clock *clock = g_new0(Clock, 1);
	clock->starts_at = clock->due_at = clock->first_due_at = clock->met_at = clock->ended_at = INSTANT_NONE;
	return clock;
}

void
clock_free(Clock *clock)
{
	if (!clock)
		return;
	g_free(clock->id);
	g_free(clock->rule);
	g_free(clock->client);
	g_free(clock->client_name);
	g_free(clock->reason);
	g_free(clock->late_cause);
	g_free(clock->late_reason);
	g_free(clock);
}

const Clock *
clock_find(const GPtrArray *clocks, const char *id)
{
	for (guint i = 0; i < clocks->len; i++) {
		const Clock *clock = g_ptr_array_index(clocks, i);
		if (g_strcmp0(clock->id, id) == 0)
			return clock;
	}
	return NULL;
}

static ClockState
state_unmet(const Clock *clock, Instant now)
{
	if (clock->due_at == INSTANT_NONE)
		return CLOCK_RUNNING;
	if (now > clock->due_at)
		return CLOCK_LATE;
	/* A quarter of the length and no fixed hours: a contract of four hours must not be born due soon. */
	return clock->due_at - now <= clock->length / 4 ? CLOCK_DUE_SOON : CLOCK_RUNNING;
}

ClockState
clock_state(const Clock *clock, Instant now)
{
	if (clock->waived)
		return CLOCK_WAIVED;
	if (clock->not_due)
		return CLOCK_NOT_DUE;
	if (clock->past && (clock->met_at == INSTANT_NONE || clock->met_at <= clock->due_at))
		return CLOCK_PAST;
	if (clock->met_at == INSTANT_NONE)
		return state_unmet(clock, now);
	/* A later correction of the start may move the deadline past what was sent; it was late by what was known then. */
	if (clock->late_by_correction || clock->ended_late)
		return CLOCK_MET_LATE;
	return clock->due_at == INSTANT_NONE || clock->met_at <= clock->due_at ? CLOCK_MET : CLOCK_MET_LATE;
}

const char *
clock_state_code(ClockState state)
{
	return states[state].code;
}

bool
clock_state_parse(const char *code, ClockState *state)
{
	gsize i;
	if (!coded_find(states, G_N_ELEMENTS(states), code, &i))
		return false;
	*state = (ClockState)i;
	return true;
}

const Words *
clock_state_words(ClockState state)
{
	return &states[state].words;
}

bool
clock_open(const Clock *clock)
{
	return !clock->waived && !clock->not_due && !clock->past && clock->met_at == INSTANT_NONE;
}

bool
clock_was_late(const Clock *clock, Instant now)
{
	ClockState state = clock_state(clock, now);
	return state == CLOCK_LATE || state == CLOCK_MET_LATE || clock->late_by_correction || clock->ended_late;
}

/* Until when it ran. */
static Instant
ran_until(const Clock *clock, Instant now)
{
	if (clock->met_at != INSTANT_NONE)
		return clock->met_at;
	return (clock->waived || clock->not_due) && clock->ended_at != INSTANT_NONE ? clock->ended_at : now;
}

static int64_t
past(Instant at, Instant due)
{
	return at == INSTANT_NONE || due == INSTANT_NONE ? 0 : MAX(0, at - due);
}

/* By its first deadline: up to what made an end of it, or to when it ended and was late, though it ran again since. */
static int64_t
past_first(const Clock *clock, Instant now)
{
	if (clock->late_by_correction)
		return past(ran_until(clock, now), clock->first_due_at);
	return clock->ended_late ? past(clock->ended_at, clock->first_due_at) : 0;
}

int64_t
clock_late_by(const Clock *clock, Instant now)
{
	if (!clock_was_late(clock, now))
		return 0;
	int64_t by = past(ran_until(clock, now), clock->due_at);
	return by ? by : past_first(clock, now);
}

bool
clock_late_before_correction(const Clock *clock, Instant now)
{
	return clock_late_by(clock, now) > 0 && !past(ran_until(clock, now), clock->due_at);
}

bool
clock_late_by_correction(const Clock *clock, Instant now)
{
	return clock->late_by_correction && !past_first(clock, now);
}

bool
clock_wants_reason(const Clock *clock, Instant now)
{
	if (clock->past || clock->voided || !clock_was_late(clock, now))
		return false;
	if (!clock->late_cause || strcmp(clock->late_cause, VOCAB_UNKNOWN) == 0)
		return true;
	return !clock->erased && (!clock->late_reason || !*clock->late_reason);
}

/* Whom a notice must have been written to; NULL where no notice meets the rule (filings do). */
static const char *
audience_of(const Clock *clock)
{
	if (g_strcmp0(clock->rule, RULE_DPO) == 0)
		return "dpo";
	return g_strcmp0(clock->rule, RULE_CLIENT) == 0 ? clock->client : NULL;
}

/* The instant that counts for a notice, and whether it is enough. An exercise is never sent: composing it is all there is,
 * and it shows no proof, because there is none. */
static bool
meets(const Clock *clock, const Notice *notice, Instant *at)
{
	if (notice->exercise) {
		*at = notice->composed_at;
		return notice->state == NOTICE_COMPOSED && *at != INSTANT_NONE;
	}
	*at = notice_left_at(notice);
	return notice->state == NOTICE_SENT && *at != INSTANT_NONE && proof_reaches(notice->proof, clock->required[notice->channel]);
}

static bool
stands(const Notice *notice)
{
	return !notice->exercise && notice->state == NOTICE_SENT && proof_reaches(notice->proof, PROOF_NONE);
}

/* A supplement never meets earlier than the notice it adds to, even where the machine's clock was set back between them; of the letters that
 * left for the same reason (the PEC and its short e-mail) the earlier one counts. */
static bool
counts_before(const Notice *notice, Instant at, const Notice *met, Instant met_at)
{
	return !met || notice->supplement < met->supplement || (notice->supplement == met->supplement && at < met_at);
}

/* The best proof of what left for the same reason and in time: of the PEC that was delivered, where its short e-mail left a second earlier. */
static Proof
proof_of_letter(const Clock *clock, const GPtrArray *notices, const Notice *met)
{
	Instant last = MAX(clock->due_at, clock->met_at); /* INSTANT_NONE is the least there is */
	Proof best = PROOF_NONE;
	for (guint i = 0; i < notices->len; i++) {
		const Notice *n = g_ptr_array_index(notices, i);
		if (stands(n) && letter_tells(n->letter) && n->supplement == met->supplement && strcmp(n->audience, met->audience) == 0 &&
			notice_left_at(n) <= last)
			best = MAX(best, n->proof);
	}
	return best;
}

/* From which notice on they count. Who was told that their data are not affected, or that it was no breach, has to be told again should that
 * turn out wrong; the DPO's 24 hours keep their result. */
static guint
first_that_counts(const Clock *clock, const GPtrArray *notices, const char *audience)
{
	bool client = g_strcmp0(clock->rule, RULE_CLIENT) == 0;
	for (guint i = notices->len; i > 0 && client; i--) {
		const Notice *n = g_ptr_array_index(notices, i - 1);
		if (n->letter == LETTER_CLOSING && stands(n) && g_strcmp0(n->audience, audience) == 0)
			return i;
	}
	return 0;
}

void
clock_settle(Clock *clock, const GPtrArray *notices)
{
	const char *audience = audience_of(clock);
	if (!audience)
		return;
	Proof best = PROOF_NONE;
	const Notice *met = NULL;
	clock->met_at = INSTANT_NONE;
	for (guint i = first_that_counts(clock, notices, audience); i < notices->len; i++) {
		const Notice *notice = g_ptr_array_index(notices, i);
		Instant at;
		if (g_strcmp0(notice->audience, audience) != 0 || !letter_tells(notice->letter))
			continue;
		Proof proof = stands(notice) ? notice->proof : PROOF_NONE;
		best = MAX(best, proof);
		if (meets(clock, notice, &at) && counts_before(notice, at, met, clock->met_at)) {
			met = notice;
			clock->met_at = at;
		}
	}
	clock->proof = met ? proof_of_letter(clock, notices, met) : best;
}

Instant
clock_rule_due(const ClockRule *rule, Instant start, GTimeZone *zone)
{
	return rule->months ? instant_add_months(start, rule->months, zone) : start + rule->seconds;
}

/* What a filing is recorded under, and what it meets, differ for the supplement alone. */
static bool
files(const Filing *filing, const Clock *clock)
{
	if (g_strcmp0(clock->rule, RULE_SUPPLEMENT) == 0 && g_strcmp0(filing->clock, RULE_AUTHORITY) == 0)
		return filing->type == FILING_COMPLETE;
	return filing->type != FILING_WITHDRAWAL && g_strcmp0(filing->clock, clock->id) == 0;
}

void
clock_settle_filed(Clock *clock, const GPtrArray *filings)
{
	if (!audience_of(clock)) {
		clock->met_at = INSTANT_NONE;
		clock->proof = PROOF_NONE;
	}
	for (guint i = 0; i < filings->len; i++) {
		const Filing *filing = g_ptr_array_index(filings, i);
		if (!files(filing, clock) || (clock->met_at != INSTANT_NONE && clock->met_at <= filing->act.at))
			continue;
		clock->met_at = filing->act.at;
		clock->proof = MAX(clock->proof, PROOF_DECLARED);
	}
}

static const char *
plain_name(const Clock *clock, Lang lang)
{
	static const Words nobody_yet = {"client not yet known", "committente non ancora noto"};
	const ClockRule *rule = clock_rule(clock->rule);
	if (g_strcmp0(clock->rule, RULE_CLIENT) == 0) {
		if (clock->client_name && *clock->client_name)
			return clock->client_name;
		return !clock->client || strcmp(clock->client, "?") == 0 ? words_in(&nobody_yet, lang) : clock->client;
	}
	if (rule)
		return words_in(&rule->name, lang);
	return clock->rule ? clock->rule : clock->id; /* a rule of a newer program */
}

char *
clock_name(const Clock *clock, Lang lang)
{
	static const Words provisional = {"provisional", "provvisorio"};
	const char *name = plain_name(clock, lang);
	if (!clock->provisional)
		return g_strdup(name);
	return g_strdup_printf("%s (%s)", name, words_in(&provisional, lang));
}

/* Filings and waivers. */
#include "src/register/filing.h"

#include "src/core/err.h"
#include "src/core/text.h"
#include "src/register/freeze.h"
#include "src/register/keep.h"
#include "src/register/people.h"
#include "src/register/reply.h"
#include "src/register/running.h"
#include "src/register/seen.h"

#include <string.h>

void
filed_clear(Filed *filed)
{
	g_clear_pointer(&filed->moved, g_ptr_array_unref);
	g_clear_pointer(&filed->evidence, g_free);
}

/* --- which clock ---------------------------------------------------------------------------------------------------------- */

/* What starts a clock that does not run. */
static const struct {
	const char *rule;
	Words say;
} starters[] = {
	{RULE_AUTHORITY, {"it runs where the company's own data are affected: breccia amend REF own-data=yes",
		"decorre se sono coinvolti dati di cui l'azienda è titolare: breccia amend REF own-data=yes"}},
	{RULE_SUBJECTS, {"it starts when the company decides to tell them: breccia decide REF subjects yes",
		"decorre da quando l'azienda decide di informarli: breccia decide REF subjects yes"}},
	{RULE_SUPPLEMENT, {"it starts with a preliminary filing: breccia file REF authority-72h --type preliminary",
		"decorre da una notifica preliminare: breccia file REF authority-72h --type preliminary"}},
	{RULE_NIS2_EARLY, {"it runs for a significant incident, where the register has NIS 2: breccia amend REF nis2=yes",
		"decorre per un incidente significativo, se il registro prevede la NIS 2: breccia amend REF nis2=yes"}},
	{RULE_NIS2_FULL, {"it runs for a significant incident, where the register has NIS 2: breccia amend REF nis2=yes",
		"decorre per un incidente significativo, se il registro prevede la NIS 2: breccia amend REF nis2=yes"}},
	{RULE_NIS2_FINAL, {"it starts when nis2-72h is filed", "decorre dalla notifica registrata per nis2-72h"}},
};

/* "client:Alfa S.p.A." -> "client:alfa". (transfer full) */
static char *
clock_id(Session *s, const char *text)
{
	g_autoptr(Client) client = NULL;
	if (!g_str_has_prefix(text, RULE_CLIENT ":") || !session_client(s, text + strlen(RULE_CLIENT ":"), &client, NULL))
		return g_strdup(text);
	return g_strconcat(RULE_CLIENT ":", client->id, NULL);
}

static bool
refuse_missing(const Session *s, const Incident *incident, const char *id, GError **error)
{
	for (guint i = 0; i < G_N_ELEMENTS(starters); i++)
		if (g_str_equal(starters[i].rule, id))
			return err_set(error, E_STATE, "clock %s of %s does not run: %s", id, incident->ref, words_in(&starters[i].say, s->host.lang));
	g_autofree char *ids = running_ids(incident);
	return err_set(error, E_NOTFOUND, "incident %s has no clock %s: it has %s", incident->ref, id, ids);
}

static bool
find_clock(Session *s, const Incident *incident, const char *text, const Clock **clock, GError **error)
{
	g_autofree char *id = clock_id(s, text);
	*clock = clock_find(incident->clocks, id);
	return *clock || refuse_missing(s, incident, id, error);
}

/* --- whether it may be filed ------------------------------------------------------------------------------------------------ */

static bool
was_filed(const Incident *incident, const char *clock)
{
	for (guint i = 0; i < incident->filings->len; i++) {
		const Filing *f = g_ptr_array_index(incident->filings, i);
		if (f->type != FILING_WITHDRAWAL && g_str_equal(f->clock, clock))
			return true;
	}
	return false;
}

static bool
was_told(const Incident *incident, const Clock *clock)
{
	for (guint i = 0; clock->client && i < incident->clients->len; i++) {
		const Affected *a = g_ptr_array_index(incident->clients, i);
		if (g_str_equal(a->client, clock->client) && a->told_at != INSTANT_NONE)
			return true;
	}
	return was_filed(incident, clock->id);
}

static bool
is_rule(const Clock *clock, const char *rule)
{
	return g_strcmp0(clock->rule, rule) == 0;
}

static bool
check_type(const Incident *incident, const Clock *clock, FilingType type, GError **error)
{
	if (type == FILING_PRELIMINARY && !is_rule(clock, RULE_AUTHORITY) && !is_rule(clock, RULE_CLIENT))
		return err_set(error, E_INPUT, "nothing preliminary is filed for %s: it is complete, or a supplement", clock->id);
	if (is_rule(clock, RULE_SUPPLEMENT) && type == FILING_WITHDRAWAL)
		return err_set(error, E_INPUT, "what is withdrawn is the notification: breccia file %s %s --type withdrawal", incident->ref,
			RULE_AUTHORITY);
	bool follows = type == FILING_WITHDRAWAL || (type == FILING_SUPPLEMENT && !is_rule(clock, RULE_SUPPLEMENT));
	if (follows && !was_told(incident, clock))
		return err_set(error, E_STATE, "nothing is filed for %s of %s yet: a supplement or a withdrawal follows something", clock->id,
			incident->ref);
	if (!follows && (clock->not_due || clock->waived))
		return is_rule(clock, RULE_CLIENT) && clock->waived
			? err_set(error, E_STATE,
				"clock %s of %s was waived: `breccia amend %s --not-client %s --reason TEXT`, then `--client %s`, has it run again",
				clock->id, incident->ref, incident->ref, clock->client, clock->client)
			: err_set(error, E_STATE, "clock %s of %s was found not to be due: decide otherwise first, or leave it", clock->id, incident->ref);
	return true;
}

/* The authority's PIN opens its file to whoever has it. It may be inside the evidence, which nothing prints. */
static bool
has_pin(const char *text)
{
	g_autofree char *folded = text ? text_fold(text) : NULL;
	return folded && g_regex_match_simple("\\bpin\\b[^a-z]{0,12}[0-9]", folded, 0, 0);
}

static bool
check_texts(const FilingToRecord *in, GError **error)
{
	const char *const texts[] = {in->number, in->protocol, in->note};
	for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
		if (!check_utf8("what is said of the filing", texts[i], error))
			return false;
		if (has_pin(texts[i]))
			return err_set(error, E_INPUT, "the authority's PIN is not written here, where it would be printed: keep it in the evidence");
	}
	return true;
}

static bool
check_instant(const Change *c, const Incident *incident, const Clock *clock, const FilingToRecord *in, GError **error)
{
	if (in->at == INSTANT_NONE)
		return err_set(error, E_INPUT, "say with --at when it was filed");
	if (!instant_check_past(in->at, c->now, c->session->zone, error))
		return false;
	if (in->at < incident_instant(incident, "detected_at") && (!in->note || text_blank(in->note)))
		return err_set(error, E_INPUT, "it was filed before the incident was detected: check the two times, or say why with --note");
	if (clock->from == FROM_FILING && in->at < clock->starts_at)
		return err_set(error, E_INPUT, "%s follows a filing, and was filed before it: check the two times", clock->id);
	return true;
}

static bool
check_filing(const Change *c, const Incident *incident, const Clock *clock, const FilingToRecord *in, GError **error)
{
	if (is_rule(clock, RULE_DPO))
		return err_set(error, E_INPUT, "the DPO is told by e-mail or PEC, not by a filing: breccia notify %s", incident->ref);
	if (is_rule(clock, RULE_AUTHORITY) && !was_filed(incident, RULE_AUTHORITY) && !running_refuse_processor(incident, error))
		return false;
	if (is_rule(clock, RULE_CLIENT) && !in->evidence)
		return err_set(error, E_INPUT, "that a client was told by other means needs evidence: --evidence FILE");
	return check_type(incident, clock, in->type, error) && check_instant(c, incident, clock, in, error);
}

/* --- what it starts --------------------------------------------------------------------------------------------------------- */

static bool
filed_in_full(const Incident *incident, const char *clock)
{
	for (guint i = 0; i < incident->filings->len; i++) {
		const Filing *f = g_ptr_array_index(incident->filings, i);
		if (f->type == FILING_COMPLETE && g_str_equal(f->clock, clock))
			return true;
	}
	return false;
}

static bool
starts(const Incident *incident, const ClockRule *rule, const Clock *clock, FilingType type)
{
	if (rule->from != FROM_FILING || !is_rule(clock, rule->after))
		return false;
	return g_str_equal(rule->id, RULE_SUPPLEMENT) ? type == FILING_PRELIMINARY && !filed_in_full(incident, clock->id)
						      : type == FILING_COMPLETE;
}

/* A step that runs already keeps the start that it has. What is withdrawn wants no supplement any more. */
static void
start_next(const Change *c, const Incident *incident, const Clock *clock, FilingType type, Instant at, json_t *facts)
{
	g_auto(Running) running = {0};
	if (type == FILING_WITHDRAWAL && is_rule(clock, RULE_AUTHORITY))
		running_stop(&running, clock_find(incident->clocks, RULE_SUPPLEMENT));
	for (const ClockRule *rule = clock_rules; rule->id; rule++) {
		const Clock *old = clock_find(incident->clocks, rule->id);
		if (!starts(incident, rule, clock, type) || (old && !old->not_due))
			continue;
		g_autoptr(Clock) next = clock_for_rule(c->session, rule, at);
		running_start(&running, next);
	}
	running_put(&running, facts);
}

/* --- file --------------------------------------------------------------------------------------------------------------------- */

/* A supplement of the notification meets the clock of the supplement where that runs. */
static const Clock *
recorded_under(const Incident *incident, const Clock *clock, FilingType type)
{
	const Clock *supplement = clock_find(incident->clocks, RULE_SUPPLEMENT);
	return type == FILING_SUPPLEMENT && is_rule(clock, RULE_AUTHORITY) && supplement && clock_open(supplement) ? supplement : clock;
}

static bool
append_filing(Change *c, const Incident *incident, const Clock *found, const FilingToRecord *in, Filed *out, GError **error)
{
	const Clock *clock = recorded_under(incident, found, in->type);
	Instant at = MIN(in->at, c->now);
	g_autofree char *evidence = NULL;
	if (in->evidence && !evidence_keep(c, incident, in->evidence, &evidence, error))
		return false;
	json_t *facts = json_object(), *body = json_object();
	put_text(facts, "clock", clock->id);
	put_text(facts, "type", filing_type_code(in->type));
	put_instant(facts, "at", at);
	put_text(facts, "evidence", evidence);
	start_next(c, incident, clock, in->type, at, facts);
	put_text(body, "number", in->number);
	put_text(body, "protocol", in->protocol);
	put_text(body, "note", in->note);
	out->evidence = evidence ? g_strconcat(incident->ref, "/", evidence, NULL) : NULL;
	return change_append(c, "filing.recorded", incident->ref, facts, body, error);
}

static bool
check_seen(Change *c, const char *ref, int64_t seen, const Clock *clock, GError **error)
{
	g_autofree char *key = g_strconcat("clock:", clock->id, NULL);
	const char *keys[] = {key, NULL};
	return seen_check(c, ref, seen, keys, error);
}

bool
register_file(Session *s, const FilingToRecord *in, Filed *out, GError **error)
{
	g_auto(Change) c = {0};
	g_autoptr(Incident) before = NULL, after = NULL;
	const Clock *clock;
	*out = (Filed){.moved = g_ptr_array_new_with_free_func((GDestroyNotify)clock_free)};
	if (!check_texts(in, error) || (in->evidence && !evidence_check(s, in->evidence, error)) || !change_begin(&c, s, RIGHT_ADD, error) ||
		!change_incident(&c, in->ref, true, &before, error))
		return false;
	if (g_str_equal(in->clock, RULE_AUTHORITY) && !clock_find(before->clocks, RULE_AUTHORITY) && !running_refuse_processor(before, error))
		return false;
	if (!find_clock(s, before, in->clock, &clock, error) || !check_filing(&c, before, clock, in, error) ||
		!check_seen(&c, before->ref, in->seen, clock, error) || !append_filing(&c, before, clock, in, out, error) ||
		!query_incident(s->db, before->ref, &after, error) || !change_commit(&c, error))
		return false;
	running_compare(before, after, out->moved);
	return true;
}

/* --- waive -------------------------------------------------------------------------------------------------------------------- */

static bool
check_waiver(const Change *c, const Incident *incident, const Clock *clock, GError **error)
{
	const ClockRule *rule = clock_rule(clock->rule);
	if (!rule || !rule->waivable)
		return err_set(error, E_STATE, "clock %s is never waived: neither by the company nor by anybody else", clock->id);
	if (!clock_open(clock))
		return err_set(error, E_STATE, "clock %s of %s is %s: there is nothing to waive", clock->id, incident->ref,
			words_in(clock_state_words(clock_state(clock, c->now)), c->session->host.lang));
	return true;
}

bool
register_waive(Session *s, const Waiving *in, GError **error)
{
	g_auto(Change) c = {0};
	g_auto(Reply) reply = {0};
	g_autoptr(Incident) incident = NULL;
	const Clock *clock;
	if (!in->reason || text_blank(in->reason))
		return err_set(error, E_INPUT, "say with --reason why the clock does not have to be met");
	if (!check_utf8("the reason", in->reason, error) || !change_begin_company(&c, s, in->from_reply, error) ||
		!change_incident(&c, in->ref, true, &incident, error) || !find_clock(s, incident, in->clock, &clock, error) ||
		!check_waiver(&c, incident, clock, error) || !reply_find_delegate(&c, incident, in->from_reply, &reply, error) ||
		!check_seen(&c, incident->ref, in->seen, clock, error))
		return false;
	json_t *facts = json_object(), *body = json_object();
	put_reply(facts, &reply);
	put_text(facts, "clock", clock->id);
	put_text(body, "reason", in->reason);
	return change_append(&c, "clock.waived", incident->ref, facts, body, error) && change_commit(&c, error);
}

/* Which clocks run: by the facts, by the decisions. */
#include "src/register/running.h"

#include "src/core/err.h"
#include "src/core/judgement.h"
#include "src/register/freeze.h"
#include "src/register/times.h"

void
running_clear(Running *r)
{
	g_clear_pointer(&r->clocks, json_decref);
	g_clear_pointer(&r->stopped, json_decref);
}

void
running_put(Running *r, json_t *facts)
{
	if (r->clocks)
		json_object_set(facts, "clocks", r->clocks);
	if (r->stopped)
		json_object_set(facts, "stopped", r->stopped);
	running_clear(r);
}

void
running_add(Running *r, json_t *clock)
{
	if (!r->clocks)
		r->clocks = json_array();
	json_array_append_new(r->clocks, clock);
}

void
running_start(Running *r, const Clock *clock)
{
	running_add(r, freeze_clock(clock));
}

void
running_stop(Running *r, const Clock *clock)
{
	if (!clock || !clock_open(clock))
		return;
	if (!r->stopped)
		r->stopped = json_array();
	json_array_append_new(r->stopped, json_string(clock->id));
}

static json_t *
moved_clock(const Clock *old, Instant start, bool provisional, Instant now)
{
	Clock moved = *old;
	moved.starts_at = start;
	moved.due_at = start + old->length;
	moved.provisional = provisional;
	moved.not_due = false;
	if (start != old->starts_at) {
		ClockState before = clock_state(old, now), after = clock_state(&moved, now);
		bool late = before == CLOCK_LATE || before == CLOCK_MET_LATE || after == CLOCK_LATE || after == CLOCK_MET_LATE;
		moved.late_by_correction = old->late_by_correction || late;
	}
	return freeze_clock(&moved);
}

void
running_move(Running *r, const Clock *clock, Instant start, bool provisional, Instant now)
{
	running_add(r, moved_clock(clock, start, provisional, now));
}

Instant
running_aware(const Incident *incident)
{
	Instant aware = incident_instant(incident, "aware_at");
	return aware == INSTANT_NONE ? incident_instant(incident, "detected_at") : aware;
}

static Instant
start_of(const Incident *incident, const Clock *clock)
{
	switch (clock->from) {
	case FROM_DETECTED:
		return incident_instant(incident, "detected_at");
	case FROM_AWARE:
		return running_aware(incident);
	case FROM_DECISION:
	case FROM_FILING:
		break;
	}
	return clock->starts_at;
}

void
running_again(Running *r, const Incident *incident, const Clock *clock, bool provisional, Instant now)
{
	if (clock->met_at != INSTANT_NONE)
		return;
	json_t *again = moved_clock(clock, start_of(incident, clock), provisional, now);
	put_true(again, "again", true);
	running_add(r, again);
}

/* --- own data ----------------------------------------------------------------------------------------------------------- */

/* Own data = no ends the authority's clock; yes or not known starts it (again, as it was frozen), provisional or not. What the company
 * decided meanwhile stands: the answer to another question does not take it back. */
static void
own_data_changed(Change *c, const Incident *incident, const json_t *own, Running *r)
{
	const Clock *old = clock_find(incident->clocks, RULE_AUTHORITY);
	const Judgement *decision = judgement_about(incident->decisions, ABOUT_AUTHORITY);
	const char *code = json_string_value(own);
	if (g_strcmp0(code, "no") == 0) {
		running_stop(r, old);
		return;
	}
	if (incident->outcome || (decision && !decision->yes))
		return;
	bool provisional = g_strcmp0(code, "yes") != 0 && !decision;
	g_autoptr(Clock) fresh = old ? NULL : clock_for_authority(c->session, running_aware(incident), provisional);
	if (old)
		running_move(r, old, running_aware(incident), provisional, c->now);
	else
		running_start(r, fresh);
}

/* --- NIS 2 -------------------------------------------------------------------------------------------------------------- */

static const char *const nis2_rules[] = {RULE_NIS2_EARLY, RULE_NIS2_FULL, RULE_NIS2_FINAL};

static bool
is_nis2(const Clock *clock)
{
	for (guint i = 0; i < G_N_ELEMENTS(nis2_rules); i++)
		if (g_strcmp0(clock->rule, nis2_rules[i]) == 0)
			return true;
	return false;
}

static bool
says_yes(const json_t *value)
{
	return g_strcmp0(json_string_value(value), "yes") == 0;
}

static bool
nis2_allowed(const Session *s, IncidentKind kind, GError **error)
{
	if (kind != KIND_BREACH)
		return err_set(error, E_INPUT, "the clocks of NIS 2 do not run for a drill or a near miss: leave nis2 away");
	if (!settings_bool(s->settings, "nis2"))
		return err_set(error, E_STATE, "the clocks of NIS 2 are not switched on in this register: `breccia config set nis2 yes` does it");
	return true;
}

static void
nis2_begins(const Session *s, Instant aware, const char *rule, Running *r)
{
	g_autoptr(Clock) fresh = clock_for_rule(s, clock_rule(rule), aware);
	running_start(r, fresh);
}

/* Both steps count from the same instant; the final report from the second step's filing. */
static bool
nis2_changed(Change *c, const Incident *incident, const json_t *nis2, Running *r, GError **error)
{
	bool yes = says_yes(nis2);
	if (yes && !nis2_allowed(c->session, incident->kind, error))
		return false;
	for (guint i = 0; i < G_N_ELEMENTS(nis2_rules); i++) {
		const Clock *old = clock_find(incident->clocks, nis2_rules[i]);
		if (!yes)
			running_stop(r, old);
		else if (old)
			running_again(r, incident, old, false, c->now);
		else if (clock_rule(nis2_rules[i])->from == FROM_AWARE)
			nis2_begins(c->session, running_aware(incident), nis2_rules[i], r);
	}
	return true;
}

/* --- what follows ------------------------------------------------------------------------------------------------------- */

bool
running_follow(Change *c, const Incident *incident, json_t *changes, Running *r, GError **error)
{
	const json_t *own = json_object_get(changes, "own_data"), *nis2 = json_object_get(changes, "nis2");
	if (own && incident->kind == KIND_BREACH)
		own_data_changed(c, incident, own, r);
	return !nis2 || nis2_changed(c, incident, nis2, r, error);
}

bool
running_begin(Change *c, IncidentKind kind, json_t *fields, Running *r, GError **error)
{
	Instant detected = field_instant(fields, "detected_at"), aware = field_instant(fields, "aware_at");
	const char *own = json_string_value(json_object_get(fields, "own_data"));
	Instant known = aware == INSTANT_NONE ? detected : aware;
	g_autoptr(Clock) first = clock_for_dpo(c->session, detected);
	running_start(r, first);
	if (kind == KIND_BREACH && g_strcmp0(own, "no") != 0) {
		g_autoptr(Clock) k = clock_for_authority(c->session, known, g_strcmp0(own, "yes") != 0);
		running_start(r, k);
	}
	if (!says_yes(json_object_get(fields, "nis2")))
		return true;
	if (!nis2_allowed(c->session, kind, error))
		return false;
	nis2_begins(c->session, known, RULE_NIS2_EARLY, r);
	nis2_begins(c->session, known, RULE_NIS2_FULL, r);
	return true;
}

/* --- not a breach, and a breach after all ------------------------------------------------------------------------------- */

void
running_end_all(Running *r, const Incident *incident)
{
	for (guint i = 0; i < incident->clocks->len; i++) {
		const Clock *k = g_ptr_array_index(incident->clocks, i);
		if (g_strcmp0(k->rule, RULE_DPO) != 0 && !is_nis2(k))
			running_stop(r, k);
	}
}

static bool
client_affected(const Incident *incident, const Clock *clock)
{
	for (guint i = 0; i < incident->clients->len; i++)
		if (g_strcmp0(((const Affected *)g_ptr_array_index(incident->clients, i))->client, clock->client) == 0)
			return true;
	return false;
}

/* Do the facts, and the decisions but the one about the breach, ask for it? */
static bool
asked_for(const Incident *incident, const Clock *clock)
{
	bool own = g_strcmp0(incident_text(incident, "own_data"), "no") != 0;
	if (g_strcmp0(clock->rule, RULE_CLIENT) == 0)
		return client_affected(incident, clock);
	if (g_strcmp0(clock->rule, RULE_SUBJECTS) == 0) {
		const Judgement *decision = judgement_about(incident->decisions, ABOUT_SUBJECTS);
		return decision && decision->yes;
	}
	return own && !judgement_denied(incident, ABOUT_AUTHORITY);
}

/* What began to be asked for while it was no breach has no clock yet. */
static bool
start_missing(Change *c, const Incident *incident, bool provisional, Running *r, GError **error)
{
	if (g_strcmp0(incident_text(incident, "own_data"), "no") != 0 && !clock_find(incident->clocks, RULE_AUTHORITY)) {
		g_autoptr(Clock) authority = clock_for_authority(c->session, running_aware(incident), provisional);
		running_start(r, authority);
	}
	for (guint i = 0; i < incident->clients->len; i++) {
		const char *id = ((const Affected *)g_ptr_array_index(incident->clients, i))->client;
		g_autofree char *name = g_strconcat(RULE_CLIENT ":", id, NULL);
		g_autoptr(Client) client = NULL;
		g_autoptr(Clock) clock = NULL;
		if (clock_find(incident->clocks, name))
			continue;
		if (!query_client(c->session->db, id, &client, error) ||
			!clock_for_client(c->session, client, incident_instant(incident, "detected_at"), running_aware(incident), &clock, error))
			return false;
		running_start(r, clock);
	}
	return true;
}

bool
running_revive(Change *c, const Incident *incident, Running *r, GError **error)
{
	bool certain = g_strcmp0(incident_text(incident, "own_data"), "yes") == 0 || judgement_about(incident->decisions, ABOUT_AUTHORITY);
	for (guint i = 0; i < incident->clocks->len; i++) {
		const Clock *k = g_ptr_array_index(incident->clocks, i);
		bool provisional = g_strcmp0(k->rule, RULE_AUTHORITY) == 0 && !certain;
		if (k->not_due && !k->waived && !is_nis2(k) && asked_for(incident, k))
			running_again(r, incident, k, provisional, c->now);
	}
	return start_missing(c, incident, !certain, r, error);
}

/* --- refusals ------------------------------------------------------------------------------------------------------------ */

bool
running_refuse_processor(const Incident *incident, GError **error)
{
	if (g_strcmp0(incident_text(incident, "own_data"), "no") != 0)
		return true;
	return err_set(error, E_STATE, "%s affects data of clients alone: they decide and notify, the company tells them (GDPR art. 33(2)); if data "
		"of its own are affected too, breccia amend %s own-data=yes", incident->ref, incident->ref);
}

char *
running_ids(const Incident *incident)
{
	GString *out = g_string_new(NULL);
	for (guint i = 0; i < incident->clocks->len; i++)
		g_string_append_printf(out, "%s%s", i ? ", " : "", ((const Clock *)g_ptr_array_index(incident->clocks, i))->id);
	return g_string_free(out, FALSE);
}

/* --- what it came to ---------------------------------------------------------------------------------------------------- */

void
running_compare(const Incident *before, Incident *after, GPtrArray *moved)
{
	for (guint i = after->clocks->len; i-- > 0;) {
		const Clock *now = g_ptr_array_index(after->clocks, i), *then = clock_find(before->clocks, now->id);
		if (!then || then->due_at != now->due_at || then->not_due != now->not_due || then->waived != now->waived ||
			then->provisional != now->provisional || then->met_at != now->met_at)
			g_ptr_array_insert(moved, 0, g_ptr_array_steal_index(after->clocks, i));
	}
}

/*
 * Adding to an incident: facts as they become known, and corrections of what started a clock.
 *
 * A correction of the instant of detection or awareness moves deadlines. It needs a reason; later than before is the DPO's
 * alone, because that makes a deadline later. What was late by the facts known until then stays late.
 */
#include "src/register/intake.h"

#include "src/core/err.h"
#include "src/core/text.h"
#include "src/register/affected.h"
#include "src/register/change.h"
#include "src/register/freeze.h"
#include "src/register/people.h"

#include <string.h>

void
amended_clear(Amended *amended)
{
	g_clear_pointer(&amended->moved, g_ptr_array_unref);
}

/* --- plain fields --------------------------------------------------------------------------------------------------- */

static bool
is_correction(const char *name)
{
	return g_str_equal(name, "detected_at") || g_str_equal(name, "aware_at");
}

/* Only what differs from what is known: saying the same again is no event. */
static json_t *
differences(const Incident *incident, json_t *fields)
{
	json_t *out = json_object();
	const char *name;
	json_t *value;
	json_object_foreach(fields, name, value)
	{
		const json_t *old = json_object_get(incident->fields, name);
		bool same = json_is_null(value) ? old == NULL : old && json_equal(old, value);
		if (!same && !is_correction(name))
			json_object_set(out, name, value);
	}
	return out;
}

static const Clock *
clock_of(const Incident *incident, const char *id)
{
	for (guint i = 0; i < incident->clocks->len; i++) {
		const Clock *k = g_ptr_array_index(incident->clocks, i);
		if (g_str_equal(k->id, id))
			return k;
	}
	return NULL;
}

/* Own data = no ends the authority's clock as not due; yes or not known starts it again, provisional or not. */
static void
own_data_changed(Change *c, const Incident *incident, json_t *changes, json_t *facts)
{
	const json_t *own = json_object_get(changes, "own_data");
	if (!own || incident->kind != KIND_BREACH)
		return;
	const char *code = json_string_value(own);
	if (g_strcmp0(code, "no") == 0) {
		const char *stopped[] = {RULE_AUTHORITY, NULL};
		if (clock_of(incident, RULE_AUTHORITY))
			put_strings(facts, "stopped", stopped);
		return;
	}
	Instant aware = incident_instant(incident, "aware_at");
	g_autoptr(Clock) k = clock_for_authority(c->session, aware == INSTANT_NONE ? incident_instant(incident, "detected_at") : aware,
		g_strcmp0(code, "yes") != 0);
	json_t *clocks = json_array();
	json_array_append_new(clocks, freeze_clock(k));
	json_object_set_new(facts, "clocks", clocks);
}

static bool
append_fields(Change *c, const Incident *incident, json_t *changes, const char *reason, GError **error)
{
	json_t *title = json_object_get(changes, "title");
	if (title && (!json_string_value(title) || text_blank(json_string_value(title))))
		return err_set(error, E_INPUT, "an incident needs a title: it can be changed, not taken away");
	if (json_object_size(changes) == 0)
		return true;
	json_t *facts = json_object(), *body = json_object();
	put_fields(changes, facts, body);
	own_data_changed(c, incident, changes, facts);
	put_text(body, "reason", reason);
	return change_append(c, "incident.amended", incident->ref, facts, body, error);
}

/* --- corrected instants ----------------------------------------------------------------------------------------------- */

/* The same clock from another start. Late before, or late by the correction: both stay with it for ever. */
static void
move_clock(const Clock *old, Instant start, Instant now, json_t *clocks)
{
	Clock moved = *old;
	moved.starts_at = start;
	moved.due_at = start + old->length;
	ClockState before = clock_state(old, now), after = clock_state(&moved, now);
	bool late = before == CLOCK_LATE || before == CLOCK_MET_LATE || after == CLOCK_LATE || after == CLOCK_MET_LATE;
	moved.late_by_correction = old->late_by_correction || late;
	json_array_append_new(clocks, freeze_clock(&moved));
}

static json_t *
moved_clocks(const Incident *incident, const char *field, Instant to, Instant now)
{
	json_t *clocks = json_array();
	bool detected = g_str_equal(field, "detected_at");
	bool aware_follows = incident_instant(incident, "aware_at") == INSTANT_NONE;
	for (guint i = 0; i < incident->clocks->len; i++) {
		const Clock *k = g_ptr_array_index(incident->clocks, i);
		bool hit = detected ? k->from == FROM_DETECTED || (k->from == FROM_AWARE && aware_follows) : k->from == FROM_AWARE;
		if (hit)
			move_clock(k, to, now, clocks);
	}
	return clocks;
}

static bool
append_correction(Change *c, const Incident *incident, const char *field, const json_t *value, const char *reason, GError **error)
{
	Session *s = c->session;
	Instant to, from = incident_instant(incident, field);
	g_autoptr(Dpo) dpo = NULL;
	if (!json_string_value(value) || !instant_from_rfc3339(json_string_value(value), &to))
		return err_set(error, E_INPUT, "the instant of detection can be corrected, not taken away");
	if (from == INSTANT_NONE)
		from = incident_instant(incident, "detected_at");
	else if (from == to)
		return true;
	if (!instant_check_past(to, c->now, error) ||
		!session_require(s, to > from ? RIGHT_DETECTED_LATER : RIGHT_DETECTED_EARLIER, error))
		return false;
	if (!reason || text_blank(reason))
		return err_set(error, E_INPUT, "a correction of this time moves deadlines: say why with --reason");
	if (!query_dpo_at(s->db, g_str_equal(field, "detected_at") ? to : from, &dpo, error))
		return false;
	json_t *facts = json_object(), *body = json_object();
	put_text(facts, "field", field);
	put_instant(facts, "instant", MIN(to, c->now));
	json_object_set_new(facts, "clocks", moved_clocks(incident, field, MIN(to, c->now), c->now));
	put_text(facts, "dpo", dpo ? dpo->person : NULL);
	put_text(body, "reason", reason);
	return change_append(c, "incident.instant-corrected", incident->ref, facts, body, error);
}

static bool
append_corrections(Change *c, const Incident *incident, const Amendment *in, GError **error)
{
	static const char *const names[] = {"detected_at", "aware_at"};
	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		const json_t *value = json_object_get(in->fields, names[i]);
		if (value && !append_correction(c, incident, names[i], value, in->reason, error))
			return false;
	}
	return true;
}

/* --- clients ------------------------------------------------------------------------------------------------------------ */

static const Affected *
affected_of(const Incident *incident, const char *client)
{
	for (guint i = 0; i < incident->clients->len; i++) {
		const Affected *a = g_ptr_array_index(incident->clients, i);
		if (g_str_equal(a->client, client))
			return a;
	}
	return NULL;
}

static bool
append_cleared(Change *c, const Incident *incident, const char *client, const char *reason, GError **error)
{
	json_t *facts = json_object(), *body = json_object();
	put_text(facts, "client", client);
	put_text(body, "reason", reason);
	return change_append(c, "client.cleared", incident->ref, facts, body, error);
}

/* Naming a client answers "not yet known which", so that entry goes. */
static bool
append_new_clients(Change *c, const Incident *incident, const Amendment *in, GError **error)
{
	g_auto(Hit) hit = {0};
	Instant detected = incident_instant(incident, "detected_at"), aware = incident_instant(incident, "aware_at");
	if (!in->clients)
		return true;
	if (!hit_find(c->session, in->clients, &hit, error))
		return false;
	for (guint i = hit.known->len; i-- > 0;)
		if (affected_of(incident, ((const Client *)g_ptr_array_index(hit.known, i))->id))
			g_ptr_array_remove_index(hit.known, i);
	if (affected_of(incident, "?"))
		hit.unknown = false;
	if ((hit.known->len || hit.none) && affected_of(incident, "?") &&
		!append_cleared(c, incident, "?", in->reason ? in->reason : hit.none ? "none" : "named", error))
		return false;
	if (!hit_append(c, incident->ref, &hit, detected, aware == INSTANT_NONE ? detected : aware, incident->kind == KIND_BREACH, error))
		return false;
	json_auto_t *data = json_object();
	put_text(data, "client_data", hit_client_data(&hit));
	json_auto_t *change = differences(incident, data);
	return append_fields(c, incident, change, NULL, error);
}

static bool
append_cleared_clients(Change *c, const Incident *incident, const Amendment *in, GError **error)
{
	for (const char *const *name = in->cleared; name && *name; name++) {
		g_autoptr(Client) client = NULL;
		if (!in->reason || text_blank(in->reason))
			return err_set(error, E_INPUT, "say with --reason why the client is not affected");
		if (!g_str_equal(*name, "?") && !session_client(c->session, *name, &client, error))
			return false;
		const char *id = client ? client->id : "?";
		if (!affected_of(incident, id))
			return err_set(error, E_STATE, "client %s is not among those affected by %s", *name, incident->ref);
		if (!append_cleared(c, incident, id, in->reason, error))
			return false;
	}
	return true;
}

/* --- amend -------------------------------------------------------------------------------------------------------------- */

static bool
check_seen(Session *s, const Amendment *in, GError **error)
{
	g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func(g_free);
	const char *name;
	json_t *value;
	json_object_foreach(in->fields, name, value)
		g_ptr_array_add(keys, g_strconcat("field:", name, NULL));
	g_ptr_array_add(keys, NULL);
	return journal_check_seen(s->db, in->ref, in->seen, (const char *const *)keys->pdata, error);
}

static bool
printed_already(const Incident *incident, json_t *fields)
{
	bool printed = false, left = false;
	const char *name;
	json_t *value;
	json_object_foreach(fields, name, value)
	{
		const Field *field = field_find(name);
		printed = printed || (field && (field->use & FIELD_NOTICE));
	}
	for (guint i = 0; i < incident->notices->len && !left; i++) {
		NoticeState state = ((const Notice *)g_ptr_array_index(incident->notices, i))->state;
		left = state == NOTICE_SENT || state == NOTICE_SENDING || state == NOTICE_COMPOSED;
	}
	return printed && left;
}

static bool
collect_moved(Session *s, const Incident *before, Amended *out, GError **error)
{
	g_autoptr(Incident) after = NULL;
	if (!query_incident(s->db, before->ref, &after, error))
		return false;
	out->changed = after->last_seq != before->last_seq;
	out->moved = g_ptr_array_new_with_free_func((GDestroyNotify)clock_free);
	for (guint i = after->clocks->len; i-- > 0;) {
		const Clock *now = g_ptr_array_index(after->clocks, i), *then = clock_of(before, now->id);
		if (!then || then->due_at != now->due_at || then->not_due != now->not_due || then->provisional != now->provisional)
			g_ptr_array_insert(out->moved, 0, g_ptr_array_steal_index(after->clocks, i));
	}
	return true;
}

bool
register_amend(Session *s, const Amendment *in, Amended *out, GError **error)
{
	g_auto(Change) c = {0};
	g_autoptr(Incident) incident = NULL;
	*out = (Amended){0};
	if (!change_begin(&c, s, RIGHT_ADD, error) || !change_incident(&c, in->ref, true, &incident, error) ||
		!check_seen(s, in, error))
		return false;
	json_auto_t *changes = differences(incident, in->fields);
	if (!append_corrections(&c, incident, in, error) || !append_fields(&c, incident, changes, in->reason, error) ||
		!append_cleared_clients(&c, incident, in, error) || !append_new_clients(&c, incident, in, error) ||
		!collect_moved(s, incident, out, error))
		return false;
	out->notified_before = printed_already(incident, in->fields);
	return change_commit(&c, error);
}

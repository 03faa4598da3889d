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
#include "src/register/drafts.h"
#include "src/register/outdated.h"
#include "src/register/people.h"
#include "src/register/running.h"
#include "src/register/seen.h"
#include "src/register/times.h"

#include <string.h>

void
amended_clear(Amended *amended)
{
	g_clear_pointer(&amended->moved, g_ptr_array_unref);
	g_clear_pointer(&amended->outdated, g_ptr_array_unref);
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

static bool
append_fields(Change *c, const Incident *incident, json_t *changes, const char *reason, GError **error)
{
	json_t *title = json_object_get(changes, "title");
	if (title && (!json_string_value(title) || text_blank(json_string_value(title))))
		return err_set(error, E_INPUT, "an incident needs a title: it can be changed, not taken away");
	if (json_object_size(changes) == 0)
		return true;
	g_auto(Running) running = {0};
	if (!running_follow(c, incident, changes, &running, error))
		return false;
	json_t *facts = json_object(), *body = json_object();
	put_fields(changes, facts, body);
	running_put(&running, facts);
	put_text(body, "reason", reason);
	return change_append(c, "incident.amended", incident->ref, facts, body, error);
}

/* --- corrected instants ----------------------------------------------------------------------------------------------- */

static void
move_clocks(const Incident *incident, const char *field, Instant to, Instant now, Running *running)
{
	bool detected = g_str_equal(field, "detected_at");
	bool aware_follows = incident_instant(incident, "aware_at") == INSTANT_NONE;
	for (guint i = 0; i < incident->clocks->len; i++) {
		const Clock *k = g_ptr_array_index(incident->clocks, i);
		bool hit = detected ? k->from == FROM_DETECTED || (k->from == FROM_AWARE && aware_follows) : k->from == FROM_AWARE;
		/* One that does not apply stays so; should it apply again, it starts from what is known then. */
		if (hit && !k->not_due)
			running_move(running, k, to, k->provisional, now);
	}
}

/* To shift what starts a clock takes a right and a reason. */
static bool
check_shift(Session *s, Instant from, Instant to, const char *reason, GError **error)
{
	if (!session_require(s, to > from ? RIGHT_DETECTED_LATER : RIGHT_DETECTED_EARLIER, error))
		return false;
	return (reason && !text_blank(reason)) ||
		err_set(error, E_INPUT, "a correction of this time moves deadlines: say why with --reason");
}

/* Taken away like any other field; what ran from it runs from the detection again, as if it had never been given. */
static bool
append_unaware(Change *c, const Incident *incident, const char *reason, GError **error)
{
	Instant known = incident_instant(incident, "aware_at"), detected = incident_instant(incident, "detected_at");
	g_auto(Running) running = {0};
	if (known == INSTANT_NONE)
		return true;
	if (!check_shift(c->session, known, detected, reason, error))
		return false;
	json_t *facts = json_object(), *body = json_object();
	json_object_set_new(facts, "aware_at", json_null());
	move_clocks(incident, "aware_at", detected, c->now, &running);
	running_put(&running, facts);
	put_text(body, "reason", reason);
	return change_append(c, "incident.amended", incident->ref, facts, body, error);
}

static bool
append_correction(Change *c, const Incident *incident, const char *field, const json_t *value, const char *reason, GError **error)
{
	Session *s = c->session;
	bool detected = g_str_equal(field, "detected_at");
	Instant to, known = incident_instant(incident, field);
	Instant from = known == INSTANT_NONE ? incident_instant(incident, "detected_at") : known;
	g_autoptr(Dpo) dpo = NULL;
	g_auto(Running) running = {0};
	if (json_is_null(value) && !detected)
		return append_unaware(c, incident, reason, error);
	if (!json_string_value(value) || !instant_from_rfc3339(json_string_value(value), &to))
		return err_set(error, E_INPUT, "the instant of detection can be corrected, not taken away");
	if (known == to)
		return true;
	if (!check_shift(s, from, to, reason, error))
		return false;
	if (detected && !query_dpo_at(s->db, to, &dpo, error))
		return false;
	json_t *facts = json_object(), *body = json_object();
	put_text(facts, "field", field);
	put_instant(facts, "instant", to);
	move_clocks(incident, field, to, c->now, &running);
	running_put(&running, facts);
	put_text(facts, "dpo", dpo ? dpo->person : NULL);
	put_text(body, "reason", reason);
	return change_append(c, "incident.instant-corrected", incident->ref, facts, body, error);
}

/* What was appended counts for what follows. */
static bool
reread(Change *c, Incident **incident, GError **error)
{
	g_autoptr(Incident) old = g_steal_pointer(incident);
	return query_incident(c->session->db, old->ref, incident, error);
}

static bool
append_corrections(Change *c, Incident **incident, json_t *fields, const char *reason, GError **error)
{
	static const char *const names[] = {"detected_at", "aware_at"};
	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		const json_t *value = json_object_get(fields, names[i]);
		if (value && (!append_correction(c, *incident, names[i], value, reason, error) || !reread(c, incident, error)))
			return false;
	}
	return true;
}

/* --- clients ------------------------------------------------------------------------------------------------------------ */

static bool
append_cleared(Change *c, const Incident *incident, const char *client, const char *reason, GError **error)
{
	json_t *facts = json_object(), *body = json_object();
	put_text(facts, "client", client);
	put_text(body, "reason", reason);
	return change_append(c, "client.cleared", incident->ref, facts, body, error);
}

/* Somebody is affected whose name was typed or is known. */
static bool
any_named(const Incident *incident)
{
	for (guint i = 0; i < incident->clients->len; i++) {
		const Affected *a = g_ptr_array_index(incident->clients, i);
		if (!g_str_equal(a->client, "?") || g_strcmp0(a->name, "?") != 0)
			return true;
	}
	return false;
}

/* The one name that nobody knew is that of a client who is named now: the register knows it meanwhile. */
static bool
knows_the_typed(Session *s, const Incident *incident, const Hit *hit)
{
	const Affected *typed = NULL;
	g_autoptr(Client) client = NULL;
	for (guint i = 0, count = 0; i < incident->clients->len; i++) {
		const Affected *a = g_ptr_array_index(incident->clients, i);
		if (g_str_equal(a->client, "?"))
			typed = count++ == 0 ? a : NULL;
	}
	if (!typed || !session_client(s, typed->name, &client, NULL))
		return false;
	for (guint i = 0; i < hit->known->len; i++)
		if (g_str_equal(((const Client *)g_ptr_array_index(hit->known, i))->id, client->id))
			return true;
	return false;
}

/* Naming a client, or saying that there is none, answers "not yet known which". It does not answer for a client that the
 * register does not know: that one is affected until somebody says why not. */
static bool
answer_open_question(Change *c, const Incident *incident, const Hit *hit, const char *reason, GError **error)
{
	if (hit->none && any_named(incident))
		return err_set(error, E_STATE, "clients are affected by %s: say of each why it is not, before saying that there is none",
			incident->ref);
	bool answered = (hit->known->len || hit->none) && !hit->unknown && !hit->names->len;
	if (!answered || !affected_find(incident->clients, "?") || (any_named(incident) && !knows_the_typed(c->session, incident, hit)))
		return true;
	return append_cleared(c, incident, "?", reason ? reason : hit->none ? "none" : "named", error);
}

static const char *
client_data_after(const Incident *incident, const Hit *hit)
{
	return any_named(incident) ? "yes" : hit_client_data(hit);
}

static bool
append_new_clients(Change *c, const Incident *incident, const Amendment *in, GError **error)
{
	g_auto(Hit) hit = {0};
	if (!in->clients)
		return true;
	if (!hit_find(c->session, in->clients, &hit, error))
		return false;
	json_auto_t *data = json_object();
	put_text(data, "client_data", client_data_after(incident, &hit));
	if (!answer_open_question(c, incident, &hit, in->reason, error))
		return false;
	const Clock *open = clock_find(incident->clocks, RULE_CLIENT ":?");
	hit.runs = open && !open->not_due;
	hit.again = true;
	hit_without(&hit, incident->clients);
	if (!hit_append(c, incident->ref, &hit, incident_instant(incident, "detected_at"), running_aware(incident),
			incident->kind == KIND_BREACH && !incident->outcome, error) || !drafts_make(c, incident->ref, hit.known, error))
		return false;
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
		if (!affected_find(incident->clients, id))
			return err_set(error, E_STATE, "client %s is not among those affected by %s", *name, incident->ref);
		if (!append_cleared(c, incident, id, in->reason, error) || !drafts_end(c, incident, id, in->reason, error))
			return false;
	}
	return true;
}

/* --- amend -------------------------------------------------------------------------------------------------------------- */

/* Does what is told otherwise come from this change? What stood before was said before. */
static bool
is_of_change(const Outdated *o, const Incident *before, const Incident *after)
{
	for (guint i = 0; i < o->fields->len; i++) {
		const char *name = ((const Field *)g_ptr_array_index(o->fields, i))->name;
		const json_t *then = json_object_get(before->fields, name), *now = json_object_get(after->fields, name);
		if (then && now ? !json_equal(then, now) : then != now)
			return true;
	}
	return before->clients->len != after->clients->len;
}

static bool
collect(Session *s, const Incident *before, Incident *after, Amended *out, GError **error)
{
	out->changed = after->last_seq != before->last_seq;
	if (out->changed && !outdated_find(s, after, &out->outdated, error))
		return false;
	for (guint i = out->changed ? out->outdated->len : 0; i-- > 0;)
		if (!is_of_change(g_ptr_array_index(out->outdated, i), before, after))
			g_ptr_array_remove_index(out->outdated, i);
	out->moved = g_ptr_array_new_with_free_func((GDestroyNotify)clock_free);
	running_compare(before, after, out->moved);
	return true;
}

/* Only where it is about when something happened: an order that was explained once need not be explained with each amendment. */
static bool
check_times(const Incident *incident, json_t *changes, const char *reason, GError **error)
{
	if (!json_object_get(changes, "occurred_from") && !json_object_get(changes, "occurred_to"))
		return true;
	json_auto_t *all = json_copy(incident->fields);
	json_object_update(all, changes);
	return times_check(all, reason, error);
}

static bool
amend(Change *c, const Amendment *in, Incident **incident, GError **error)
{
	json_auto_t *fields = json_deep_copy(in->fields);
	if (!times_take(fields, c->now, c->session->zone, error) || !append_corrections(c, incident, fields, in->reason, error))
		return false;
	json_auto_t *changes = differences(*incident, fields);
	return check_times(*incident, changes, in->reason, error) && append_fields(c, *incident, changes, in->reason, error) &&
		append_cleared_clients(c, *incident, in, error) && reread(c, incident, error) &&
		append_new_clients(c, *incident, in, error) && reread(c, incident, error);
}

bool
register_amend(Session *s, const Amendment *in, Amended *out, GError **error)
{
	g_auto(Change) c = {0};
	g_autoptr(Incident) before = NULL, incident = NULL;
	*out = (Amended){0};
	if (!check_utf8("the reason", in->reason, error) || !change_begin(&c, s, RIGHT_ADD, error) ||
		!change_incident(&c, in->ref, true, &before, error) || !query_incident(s->db, in->ref, &incident, error) ||
		!seen_check_fields(s, in->ref, NULL, in->fields, in->seen, error) || !amend(&c, in, &incident, error) ||
		!collect(s, before, incident, out, error) || !change_commit(&c, error)) {
		amended_clear(out);
		return false;
	}
	return true;
}

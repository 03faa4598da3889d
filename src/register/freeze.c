/* Clocks, as they are frozen into the events of an incident. */
#include "src/register/freeze.h"

#include "src/register/change.h"

json_t *
freeze_clock(const Clock *k)
{
	json_t *o = json_object(), *proof = json_object();
	put_text(o, "id", k->id);
	put_text(o, "rule", k->rule);
	put_text(o, "from", clock_start_code(k->from));
	put_instant(o, "starts_at", k->starts_at);
	put_instant(o, "due_at", k->due_at);
	json_object_set_new(o, "length", json_integer(k->length));
	put_text(o, "client", k->client);
	put_true(o, "provisional", k->provisional);
	put_true(o, "internal", k->internal);
	put_true(o, "late", k->late_by_correction);
	for (Channel c = CHANNEL_EMAIL; c <= CHANNEL_PEC; c++)
		put_text(proof, channel_code(c), proof_code(k->required[c]));
	json_object_set_new(o, "proof", proof);
	return o;
}

static Clock *
start(const Session *s, const char *rule, char *id, ClockStart from, Instant at, int64_t length)
{
	Clock *k = clock_new();
	k->rule = g_strdup(rule);
	k->id = id;
	k->from = from;
	k->starts_at = at;
	k->length = length;
	k->due_at = k->first_due_at = at + length;
	for (Channel c = CHANNEL_EMAIL; c <= CHANNEL_PEC; c++)
		k->required[c] = settings_proof(s->settings, c);
	return k;
}

Clock *
clock_for_dpo(const Session *s, Instant detected)
{
	return start(s, RULE_DPO, g_strdup(RULE_DPO), FROM_DETECTED, detected, clock_rule(RULE_DPO)->seconds);
}

Clock *
clock_for_authority(const Session *s, Instant aware, bool provisional)
{
	int64_t length = settings_number(s->settings, "authority-hours") * 3600;
	Clock *k = start(s, RULE_AUTHORITY, g_strdup(RULE_AUTHORITY), FROM_AWARE, aware, length);
	k->provisional = provisional;
	return k;
}

/* The targets that the law leaves open are settings; 0: the rule's own length. */
static int64_t
target_of(const Session *s, const char *rule)
{
	if (g_str_equal(rule, RULE_SUBJECTS))
		return settings_number(s->settings, "subjects-hours") * 3600;
	return g_str_equal(rule, RULE_SUPPLEMENT) ? settings_number(s->settings, "supplement-days") * 86400 : 0;
}

Clock *
clock_for_rule(const Session *s, const ClockRule *rule, Instant at)
{
	int64_t target = target_of(s, rule->id);
	int64_t length = target ? target : clock_rule_due(rule, at, s->zone) - at;
	Clock *k = start(s, rule->id, g_strdup(rule->id), rule->from, at, length);
	k->internal = rule->internal;
	return k;
}

/* Whose data it is will turn out; until then the strictest contract counts. */
static bool
shortest_hours(Session *s, int64_t *hours, GError **error)
{
	g_autoptr(GPtrArray) clients = NULL;
	if (!query_clients(s->db, false, &clients, error))
		return false;
	*hours = settings_number(s->settings, "client-hours");
	for (guint i = 0; i < clients->len; i++) {
		const Client *c = g_ptr_array_index(clients, i);
		if (c->hours > 0)
			*hours = MIN(*hours, c->hours);
	}
	return true;
}

bool
clock_for_client(Session *s, const Client *client, Instant detected, Instant aware, Clock **clock, GError **error)
{
	int64_t hours = client ? client->hours : 0;
	bool from_aware = client && client->from_aware;
	if (!client && !shortest_hours(s, &hours, error))
		return false;
	if (hours <= 0)
		hours = settings_number(s->settings, "client-hours");
	const char *id = client ? client->id : "?";
	*clock = start(s, RULE_CLIENT, g_strconcat(RULE_CLIENT ":", id, NULL), from_aware ? FROM_AWARE : FROM_DETECTED,
		from_aware ? aware : detected, hours * 3600);
	(*clock)->client = g_strdup(id);
	return true;
}

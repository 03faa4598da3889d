/* Drafts of notices to clients: made, taken back, ended. */
#include "src/register/drafts.h"

#include "src/core/err.h"
#include "src/register/told.h"

bool
notice_waits_for(const Notice *n, const char *audience)
{
	return g_str_equal(n->audience, audience) && (n->state == NOTICE_QUEUED || n->state == NOTICE_COMPOSED) && !notice_settled(n);
}

bool
notice_is_standing(const Notice *n, const char *audience)
{
	return g_str_equal(n->audience, audience) && !n->exercise && (n->state == NOTICE_SENT || n->state == NOTICE_SENDING) &&
		n->proof != PROOF_REFUTED;
}

bool
notice_is_draft(const Notice *n)
{
	return !notice_to_dpo(n) && !letter_reminds(n->letter) && n->hold_until == NOTICE_HELD && notice_waits_for(n, n->audience);
}

bool
was_told(const Incident *incident, const char *audience)
{
	for (guint i = 0; i < incident->notices->len; i++)
		if (notice_is_standing(g_ptr_array_index(incident->notices, i), audience))
			return true;
	return false;
}

static bool
any_waiting(const Incident *incident, const char *audience)
{
	for (guint i = 0; i < incident->notices->len; i++)
		if (notice_waits_for(g_ptr_array_index(incident->notices, i), audience))
			return true;
	return false;
}

/* What waits would tell it that it is over. */
static bool
any_ending(const Incident *incident, const char *audience)
{
	for (guint i = 0; i < incident->notices->len; i++) {
		const Notice *n = g_ptr_array_index(incident->notices, i);
		if (notice_waits_for(n, audience) && n->letter == LETTER_CLOSING)
			return true;
	}
	return false;
}

bool
client_knows(const Incident *incident, const char *client)
{
	for (guint i = 0; i < incident->clients->len; i++) {
		const Affected *a = g_ptr_array_index(incident->clients, i);
		if (g_str_equal(a->client, client) && a->told_at != INSTANT_NONE)
			return true;
	}
	return was_told(incident, client);
}

static bool
is_over(const Incident *incident, const char *client)
{
	return g_strcmp0(incident->outcome, "not-a-breach") == 0 || !affected_find(incident->clients, client);
}

static Letter
next_letter(const Incident *incident, const char *client, bool over, int *supplement)
{
	bool knows = client_knows(incident, client);
	*supplement = knows && !over ? queue_next_supplement(incident, client) : 0;
	return !knows ? LETTER_FIRST : over ? LETTER_CLOSING : LETTER_SUPPLEMENT;
}

Letter
client_letter(const Incident *incident, const char *client, int *supplement)
{
	return next_letter(incident, client, is_over(incident, client), supplement);
}

/* By each way that the client can be written to. */
static bool
draft(Change *c, const Incident *incident, const char *client, bool over, GError **error)
{
	g_auto(Reach) reach = {0};
	bool ways[2];
	int supplement;
	Letter letter = next_letter(incident, client, over, &supplement);
	if (!reach_find(c->session, client, c->now, &reach, error) || !queue_client_ways(c, &reach, SEND_AUTO, ways, error))
		return false;
	for (int channel = CHANNEL_PEC; channel >= CHANNEL_EMAIL; channel--)
		if (ways[channel] && !queue_client(c, incident, &reach, letter, supplement, (Channel)channel, true, NULL, error))
			return false;
	return true;
}

static bool
is_told_to_clients(const Incident *incident)
{
	return incident->kind == KIND_BREACH && !incident->historic;
}

static bool
take_back(Change *c, const Incident *incident, const char *client, const char *why, GError **error)
{
	for (guint i = 0; i < incident->notices->len; i++) {
		const Notice *n = g_ptr_array_index(incident->notices, i);
		if (notice_waits_for(n, client) && !queue_cancel(c, n, why, error))
			return false;
	}
	return true;
}

bool
drafts_make(Change *c, const char *ref, const GPtrArray *clients, GError **error)
{
	g_autoptr(Incident) incident = NULL;
	if (!clients->len)
		return true;
	if (!change_incident(c, ref, true, &incident, error))
		return false;
	for (guint i = 0; i < clients->len && is_told_to_clients(incident); i++) {
		const char *id = ((const Client *)g_ptr_array_index(clients, i))->id;
		bool ends = any_ending(incident, id);
		if ((ends && !take_back(c, incident, id, "affected", error)) ||
			((ends || !any_waiting(incident, id)) && !draft(c, incident, id, false, error)))
			return false;
	}
	return true;
}

bool
drafts_end(Change *c, const Incident *incident, const char *client, const char *why, GError **error)
{
	if (g_str_equal(client, "?") || !is_told_to_clients(incident))
		return true;
	return take_back(c, incident, client, why, error) && (!client_knows(incident, client) || draft(c, incident, client, true, error));
}

bool
drafts_end_all(Change *c, const char *ref, const char *why, GError **error)
{
	g_autoptr(Incident) incident = NULL;
	if (!change_incident(c, ref, true, &incident, error))
		return false;
	for (guint i = 0; i < incident->clients->len; i++)
		if (!drafts_end(c, incident, ((const Affected *)g_ptr_array_index(incident->clients, i))->client, why, error))
			return false;
	return true;
}

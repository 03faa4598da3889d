/* The addresses of the DPO and of clients. */
#include "src/register/reach.h"

#include "src/core/err.h"
#include "src/register/remind.h"

#include <string.h>

void
reach_clear(Reach *reach)
{
	g_clear_pointer(&reach->id, g_free);
}

bool
notice_to_dpo(const Notice *notice)
{
	return g_str_equal(notice->audience, AUDIENCE_DPO);
}

static bool
find_dpo(Session *s, Instant now, Reach *reach, GError **error)
{
	g_autoptr(Dpo) dpo = NULL;
	g_autoptr(Person) person = NULL;
	*reach = (Reach){.lang = s->lang};
	if (!query_dpo_at(s->db, now, &dpo, error) || (dpo && !query_person(s->db, dpo->person, &person, error)))
		return false;
	if (!person)
		return true;
	reach->id = g_strdup(person->id);
	reach->pec = person->pec != NULL;
	reach->email = person->email != NULL;
	return true;
}

/* Somebody of the register. The owner of an action who stands outside it has an e-mail address, or nobody would write. */
static bool
find_reminded(Session *s, const char *audience, Reach *reach, GError **error)
{
	g_autoptr(Person) person = NULL;
	*reach = (Reach){.person = true, .lang = s->lang};
	if (g_str_has_prefix(audience, AUDIENCE_OWNER)) {
		reach->email = true;
		return true;
	}
	if (!query_person(s->db, audience + strlen(AUDIENCE_PERSON), &person, error))
		return false;
	reach->id = person ? g_strdup(person->id) : NULL;
	reach->pec = person && person->pec;
	reach->email = person && person->email;
	return true;
}

static bool
audience_is_reminded(const char *audience)
{
	return g_str_has_prefix(audience, AUDIENCE_PERSON) || g_str_has_prefix(audience, AUDIENCE_OWNER);
}

bool
reach_find(Session *s, const char *audience, Instant now, Reach *reach, GError **error)
{
	g_autoptr(Client) client = NULL;
	if (g_str_equal(audience, AUDIENCE_DPO))
		return find_dpo(s, now, reach, error);
	if (audience_is_reminded(audience))
		return find_reminded(s, audience, reach, error);
	*reach = (Reach){.client = true};
	if (!query_client(s->db, audience, &client, error))
		return false;
	if (!client)
		return err_set(error, E_INTERNAL, "there is no client %s", audience);
	*reach = (Reach){.id = g_strdup(client->id), .client = true, .pec = client->pec != NULL, .email = client->email != NULL,
		.lang = client->lang};
	return true;
}

bool
reach_refuse(const Reach *r, Channel channel, GError **error)
{
	const char *id = r->id ? r->id : "?";
	bool pec = channel == CHANNEL_PEC;
	if (r->client && !r->pec && !r->email)
		return err_set(error, E_STATE, "client %s has no address for breaches: breccia client change %s --pec ADDRESS, or --email ADDRESS", id,
			id);
	if (r->client)
		return pec ? err_set(error, E_STATE, "client %s has no PEC address: breccia client change %s --pec ADDRESS", id, id)
			   : err_set(error, E_STATE, "client %s has no e-mail address: breccia client change %s --email ADDRESS", id, id);
	if (r->person)
		return pec ? err_set(error, E_STATE, "%s has no PEC address: breccia person change %s --pec ADDRESS", id, id)
			   : err_set(error, E_STATE, "%s has no e-mail address: breccia person change %s --email ADDRESS", id, id);
	return pec ? err_set(error, E_STATE, "the DPO has no PEC address: breccia person change %s --pec ADDRESS", id)
		   : err_set(error, E_STATE, "the DPO has no e-mail address: breccia person change %s --email ADDRESS", id);
}

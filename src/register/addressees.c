/* Whose answer is an answer. */
#include "src/register/addressees.h"

#include "src/register/reach.h"

static void
addressee_free(Addressee *a)
{
	g_free(a->audience);
	g_free(a->person);
	g_free(a->address);
	g_free(a);
}

static void
add(GPtrArray *list, const char *audience, const char *person, const char *address, bool answers_only)
{
	if (!address || !*address)
		return;
	Addressee *a = g_new0(Addressee, 1);
	a->audience = g_strdup(audience);
	a->person = g_strdup(person);
	a->address = g_strdup(address);
	a->answers_only = answers_only;
	g_ptr_array_add(list, a);
}

static void
add_all(GPtrArray *list, const char *audience, const char *person, const char *email, const char *pec, char **reply_from)
{
	add(list, audience, person, email, false);
	add(list, audience, person, pec, false);
	for (; *reply_from; reply_from++)
		add(list, audience, person, *reply_from, true);
}

static bool
add_person(Db *db, GPtrArray *list, const char *id, GError **error)
{
	g_autoptr(Person) person = NULL;
	if (!id)
		return true;
	if (!query_person(db, id, &person, error))
		return false;
	if (person)
		add_all(list, AUDIENCE_DPO, id, person->email, person->pec, person->reply_from);
	return true;
}

static void
add_client(GPtrArray *list, const Client *client)
{
	add_all(list, client->id, NULL, client->email, client->pec, client->reply_from);
}

static bool
add_dpo(Db *db, GPtrArray *list, const Dpo *dpo, GError **error)
{
	return add_person(db, list, dpo->person, error) && add_person(db, list, dpo->deputy, error);
}

static bool
add_office(Session *s, GPtrArray *list, Instant at, GError **error)
{
	g_autoptr(Dpo) dpo = NULL;
	if (!query_dpo_at(s->db, at, &dpo, error))
		return false;
	return !dpo || add_dpo(s->db, list, dpo, error);
}

static bool
add_affected(Session *s, GPtrArray *list, const char *id, GError **error)
{
	g_autoptr(Client) client = NULL;
	if (!query_client(s->db, id, &client, error))
		return false;
	if (client)
		add_client(list, client);
	return true;
}

bool
register_addressees(Session *s, const Incident *incident, GPtrArray **list, GError **error)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)addressee_free);
	Instant detected = incident_instant(incident, "detected_at");
	*list = NULL;
	if (!add_office(s, found, session_now(s), error) || (detected != INSTANT_NONE && !add_office(s, found, detected, error)) ||
		!add_person(s->db, found, incident->dpo, error))
		return false;
	for (guint i = 0; i < incident->clients->len; i++)
		if (!add_affected(s, found, ((const Affected *)g_ptr_array_index(incident->clients, i))->client, error))
			return false;
	*list = g_steal_pointer(&found);
	return true;
}

bool
register_addressees_all(Session *s, GPtrArray **list, GError **error)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)addressee_free), dpos = NULL, clients = NULL;
	*list = NULL;
	if (!query_dpos(s->db, &dpos, error) || !query_clients(s->db, true, &clients, error))
		return false;
	for (guint i = 0; i < dpos->len; i++)
		if (!add_dpo(s->db, found, g_ptr_array_index(dpos, i), error))
			return false;
	for (guint i = 0; i < clients->len; i++)
		add_client(found, g_ptr_array_index(clients, i));
	*list = g_steal_pointer(&found);
	return true;
}

static const Addressee *
find(const GPtrArray *list, const char *address, bool answers_too)
{
	for (guint i = 0; address && i < list->len; i++) {
		const Addressee *a = g_ptr_array_index(list, i);
		if ((answers_too || !a->answers_only) && g_ascii_strcasecmp(a->address, address) == 0)
			return a;
	}
	return NULL;
}

const Addressee *
addressee_find(const GPtrArray *list, const char *address)
{
	return find(list, address, false);
}

const Addressee *
addressee_from(const GPtrArray *list, const char *address)
{
	return find(list, address, true);
}

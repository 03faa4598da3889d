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
add(GPtrArray *list, const char *audience, const char *person, const char *address)
{
	if (!address || !*address)
		return;
	Addressee *a = g_new0(Addressee, 1);
	a->audience = g_strdup(audience);
	a->person = g_strdup(person);
	a->address = g_strdup(address);
	g_ptr_array_add(list, a);
}

static bool
add_person(Db *db, GPtrArray *list, const char *id, GError **error)
{
	g_autoptr(Person) person = NULL;
	if (!id)
		return true;
	if (!query_person(db, id, &person, error))
		return false;
	if (person) {
		add(list, AUDIENCE_DPO, id, person->email);
		add(list, AUDIENCE_DPO, id, person->pec);
	}
	return true;
}

static bool
add_office(Session *s, GPtrArray *list, Instant at, GError **error)
{
	g_autoptr(Dpo) dpo = NULL;
	if (!query_dpo_at(s->db, at, &dpo, error))
		return false;
	return !dpo || (add_person(s->db, list, dpo->person, error) && add_person(s->db, list, dpo->deputy, error));
}

static bool
add_client(Session *s, GPtrArray *list, const char *id, GError **error)
{
	g_autoptr(Client) client = NULL;
	if (!query_client(s->db, id, &client, error))
		return false;
	if (client) {
		add(list, id, NULL, client->email);
		add(list, id, NULL, client->pec);
	}
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
		if (!add_client(s, found, ((const Affected *)g_ptr_array_index(incident->clients, i))->client, error))
			return false;
	*list = g_steal_pointer(&found);
	return true;
}

const Addressee *
addressee_find(const GPtrArray *list, const char *address)
{
	for (guint i = 0; address && i < list->len; i++) {
		const Addressee *a = g_ptr_array_index(list, i);
		if (g_ascii_strcasecmp(a->address, address) == 0)
			return a;
	}
	return NULL;
}

/* The entries of affected clients. */
#include "src/register/clients.h"

#include "src/core/err.h"
#include "src/core/event.h"
#include "src/core/text.h"
#include "src/register/drafts.h"
#include "src/register/people.h"
#include "src/register/seen.h"
#include "src/register/told.h"

#include <string.h>

void
entry_changed_clear(EntryChanged *changed)
{
	g_clear_pointer(&changed->client, g_free);
	g_clear_pointer(&changed->named, g_free);
}

/* --- finding ------------------------------------------------------------------------------------------------------------ */

static bool
same_text(const char *a, const char *b)
{
	g_autofree char *fa = text_fold(a ? a : ""), *fb = text_fold(b ? b : "");
	return g_str_equal(fa, fb);
}

bool
session_affected(Session *s, const Incident *incident, const char *text, const Affected **entry, GError **error)
{
	g_autoptr(Client) client = NULL;
	*entry = NULL;
	for (guint i = 0; i < incident->clients->len && !*entry; i++) {
		const Affected *a = g_ptr_array_index(incident->clients, i);
		if (g_str_equal(a->client, text) || (g_str_equal(a->client, "?") && same_text(a->name, text)))
			*entry = a;
	}
	if (*entry)
		return true;
	if (g_str_equal(text, "?"))
		return err_set(error, E_STATE, "no unnamed client is affected by %s: see `breccia affected %s`", incident->ref, incident->ref);
	if (!session_client(s, text, &client, error))
		return false;
	*entry = affected_find(incident->clients, client->id);
	return *entry || err_set(error, E_STATE, "client %s is not among those affected by %s: breccia amend %s --client %s", client->id,
		incident->ref, incident->ref, client->id);
}

/* --- an entry ----------------------------------------------------------------------------------------------------------- */

static bool
check_fields(const json_t *fields, GError **error)
{
	const char *name;
	json_t *value;
	json_object_foreach((json_t *)fields, name, value)
	{
		const Field *field = field_find(name);
		if (!field || !(field->use & FIELD_CLIENT))
			return err_set(error, E_INPUT, "a client has no value of its own for %s", name);
	}
	return true;
}

/* Only what differs; taking away what is not there is no change either. */
static json_t *
differences(const Affected *entry, const json_t *fields)
{
	json_t *out = json_object();
	const char *name;
	json_t *value;
	json_object_foreach((json_t *)fields, name, value)
	{
		json_auto_t *old = affected_value(entry, name);
		if (json_is_null(value) ? old != NULL : !old || !json_equal(old, value))
			json_object_set(out, name, value);
	}
	return out;
}

static void
put_value(const Field *field, const json_t *value, json_t *facts, json_t *body)
{
	json_t *side = field_side(field) == SIDE_FACT ? facts : body;
	json_t *none = field->type == FIELD_CODES ? json_array() : json_string("");
	json_object_set(side, field->name, json_is_null(value) ? none : (json_t *)value);
	json_decref(none);
}

static bool
append_entry(Change *c, const char *ref, const Affected *entry, json_t *changes, GError **error)
{
	json_t *facts = json_object(), *body = json_object();
	const char *name;
	json_t *value;
	put_text(facts, "client", entry->client);
	if (g_str_equal(entry->client, "?") && g_strcmp0(entry->name, "?") != 0)
		put_text(body, "name", entry->name);
	json_object_foreach(changes, name, value)
		put_value(field_find(name), value, facts, body);
	return change_append(c, "client.amended", ref, facts, body, error);
}

static bool
find_named(Session *s, const Incident *incident, const EntryChange *in, const char *client, char **named, GError **error)
{
	static const char *const texts[] = {"description", "measures_taken", "campaign", "reference"};
	g_auto(Others) others = {0};
	if (!others_find(s, incident->clients, client, &others, error))
		return false;
	for (gsize i = 0; i < G_N_ELEMENTS(texts) && !*named; i++)
		*named = g_strdup(others_in(&others, json_string_value(json_object_get(in->fields, texts[i]))));
	return true;
}

static bool
change_entry(Change *c, const EntryChange *in, EntryChanged *out, GError **error)
{
	g_autoptr(Incident) incident = NULL;
	const Affected *entry;
	if (!change_incident(c, in->ref, true, &incident, error) || !session_affected(c->session, incident, in->client, &entry, error) ||
		!seen_check_fields(c->session, in->ref, entry->client, in->fields, in->seen, error))
		return false;
	json_auto_t *changes = differences(entry, in->fields);
	out->client = g_strdup(entry->client);
	out->changed = json_object_size(changes) > 0;
	out->told_otherwise = out->changed && was_told(incident, entry->client);
	if (!find_named(c->session, incident, in, entry->client, &out->named, error))
		return false;
	return !out->changed || (append_entry(c, incident->ref, entry, changes, error) && change_commit(c, error));
}

bool
register_affected(Session *s, const EntryChange *in, EntryChanged *out, GError **error)
{
	g_auto(Change) c = {0};
	*out = (EntryChanged){0};
	if (check_fields(in->fields, error) && change_begin(&c, s, RIGHT_ADD, error) && change_entry(&c, in, out, error))
		return true;
	entry_changed_clear(out);
	return false;
}

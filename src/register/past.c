/* Reading an incident's past from its own events. */
#include "src/register/past.h"

#include "src/core/event.h"
#include "src/register/told.h"

#include <string.h>

typedef struct {
	int64_t until;
	json_t *fields;
} Reading;

static void
take(json_t *fields, json_t *from)
{
	const char *name;
	json_t *value;
	json_object_foreach(from, name, value)
	{
		if (!field_find(name))
			continue;
		if (json_is_null(value))
			json_object_del(fields, name);
		else
			json_object_set(fields, name, value);
	}
}

/* The three kinds that change fields, in the order in which they happened. */
static bool
read_event(int64_t seq, const char *seal, const char *head, const char *body, void *data, GError **error)
{
	Reading *reading = data;
	g_autoptr(Event) event = NULL;
	(void)seal;
	if (seq > reading->until)
		return true;
	if (!event_read(head, body, &event, error))
		return false;
	if (g_str_equal(event->kind_name, "incident.instant-corrected")) {
		const char *field = json_string_value(json_object_get(event->facts, "field"));
		if (field)
			json_object_set(reading->fields, field, json_object_get(event->facts, "instant"));
	} else if (g_str_equal(event->kind_name, "incident.logged") || g_str_equal(event->kind_name, "incident.amended")) {
		take(reading->fields, event->facts);
		if (event->body)
			take(reading->fields, event->body);
	}
	return true;
}

bool
past_fields(Session *s, const char *ref, int64_t seq, json_t **fields, GError **error)
{
	Reading reading = {seq, json_object()};
	if (!query_history(s->db, ref, read_event, &reading, error)) {
		json_decref(reading.fields);
		return false;
	}
	*fields = reading.fields;
	return true;
}

/* --- who changed it since ------------------------------------------------------------------------------------------------- */

typedef struct {
	int64_t after;
	const char *person;
	GHashTable *names;
} Touched;

static void
add_names(GHashTable *names, json_t *from)
{
	const char *name;
	json_t *value;
	json_object_foreach(from, name, value)
		g_hash_table_add(names, g_strdup(name));
}

static bool
read_touched(int64_t seq, const char *seal, const char *head, const char *body, void *data, GError **error)
{
	Touched *touched = data;
	g_autoptr(Event) event = NULL;
	(void)seal;
	if (seq <= touched->after)
		return true;
	if (!event_read(head, body, &event, error))
		return false;
	if (touched->person && g_strcmp0(event->by, touched->person) == 0)
		return true;
	if (g_str_equal(event->kind_name, "incident.instant-corrected"))
		g_hash_table_add(touched->names, g_strdup(json_string_value(json_object_get(event->facts, "field"))));
	else if (g_str_equal(event->kind_name, "client.affected") || g_str_equal(event->kind_name, "client.cleared"))
		g_hash_table_add(touched->names, g_strdup("clients"));
	else if (g_str_equal(event->kind_name, "incident.amended")) {
		add_names(touched->names, event->facts);
		add_names(touched->names, event->body);
	}
	return true;
}

bool
past_touched(Session *s, const char *ref, int64_t seq, const char *person, GHashTable **names, GError **error)
{
	g_autoptr(GHashTable) found = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	Touched touched = {seq, person, found};
	if (!query_history(s->db, ref, read_touched, &touched, error))
		return false;
	*names = g_steal_pointer(&found);
	return true;
}

/* --- clients ------------------------------------------------------------------------------------------------------------ */

typedef struct {
	int64_t until;
	GPtrArray *clients; /* of Affected */
} Roll;

static void
roll_remove(Roll *roll, const char *client)
{
	for (guint i = roll->clients->len; i-- > 0;)
		if (g_str_equal(((const Affected *)g_ptr_array_index(roll->clients, i))->client, client))
			g_ptr_array_remove_index(roll->clients, i);
}

static void
take_text(const json_t *from, const char *name, char **to)
{
	const char *text = json_string_value(json_object_get(from, name));
	if (!text)
		return;
	g_free(*to);
	*to = *text ? g_strdup(text) : NULL;
}

/* Only what the event names changes; an empty value is none. */
static void
take_entry(Affected *a, const Event *event)
{
	json_t *data = json_object_get(event->facts, "data");
	take_text(event->facts, "subjects", &a->subjects);
	take_text(event->facts, "records", &a->records);
	take_text(event->body, "campaign", &a->campaign);
	take_text(event->body, "reference", &a->reference);
	take_text(event->body, "description", &a->description);
	take_text(event->body, "measures_taken", &a->measures_taken);
	take_text(event->body, "name", &a->name);
	if (!data)
		return;
	json_decref(a->data);
	a->data = json_array_size(data) ? json_incref(data) : NULL;
}

static bool
read_roll(int64_t seq, const char *seal, const char *head, const char *body, void *data, GError **error)
{
	Roll *roll = data;
	g_autoptr(Event) event = NULL;
	(void)seal;
	if (seq > roll->until)
		return true;
	if (!event_read(head, body, &event, error))
		return false;
	const char *client = json_string_value(json_object_get(event->facts, "client"));
	if (g_str_equal(event->kind_name, "client.cleared"))
		roll_remove(roll, client);
	if (!g_str_equal(event->kind_name, "client.affected") && !g_str_equal(event->kind_name, "client.amended"))
		return true;
	Affected *a = (Affected *)affected_find(roll->clients, client);
	if (!a && g_str_equal(event->kind_name, "client.affected")) {
		a = g_new0(Affected, 1);
		a->client = g_strdup(client);
		a->told_at = INSTANT_NONE;
		g_ptr_array_add(roll->clients, a);
	}
	if (a)
		take_entry(a, event);
	return true;
}

bool
past_clients(Session *s, const char *ref, int64_t seq, GPtrArray **clients, GError **error)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)affected_free);
	Roll roll = {seq, found};
	if (!query_history(s->db, ref, read_roll, &roll, error))
		return false;
	*clients = g_steal_pointer(&found);
	return true;
}

/* --- notices ------------------------------------------------------------------------------------------------------------ */

typedef struct {
	const char *id;
	int64_t seq;
} Finding;

static bool
find_composed(int64_t seq, const char *seal, const char *head, const char *body, void *data, GError **error)
{
	Finding *finding = data;
	g_autoptr(Event) event = NULL;
	(void)seal;
	if (!event_read(head, body, &event, error))
		return false;
	const char *id = json_string_value(json_object_get(event->facts, "notice"));
	if (g_str_equal(event->kind_name, "notice.composed") && g_strcmp0(id, finding->id) == 0)
		finding->seq = seq;
	return true;
}

bool
past_composed(Session *s, const Notice *notice, int64_t *seq, GError **error)
{
	Finding finding = {strrchr(notice->id, '/') + 1, 0};
	if (!query_history(s->db, notice->ref, find_composed, &finding, error))
		return false;
	*seq = finding.seq;
	return true;
}

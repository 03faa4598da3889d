/* Reading an incident's past from its own events. */
#include "src/register/past.h"

#include "src/core/event.h"

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

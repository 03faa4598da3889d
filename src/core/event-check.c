/*
 * Does an event fit its kind? Every value is looked at, nested ones too: what is once in the journal stays there.
 */
#include "src/core/event-check.h"

#include "src/core/err.h"
#include "src/core/ref.h"
#include "src/core/seal.h"
#include "src/core/text.h"

#include <string.h>

/* Facts hold codes, ids and the like, never a text that somebody typed: printable ASCII is enough for all of them. */
static bool
is_code(const char *text, gsize len)
{
	for (gsize i = 0; i < len; i++)
		if (text[i] < 0x20 || text[i] > 0x7e)
			return false;
	return true;
}

static bool
text_fits(const char *text, gsize len, Side side)
{
	return side == SIDE_FACT ? is_code(text, len) : text_valid(text, len);
}

bool
event_is_text(json_t *value, Side side)
{
	return json_is_string(value) && text_fits(json_string_value(value), json_string_length(value), side);
}

/* One spelling only, "2026-11-23T21:44:05Z". */
bool
event_instant(json_t *value, Instant *out)
{
	const char *text = json_string_value(value);

	return text && json_string_length(value) == strlen("2026-11-23T21:44:05Z") && instant_exact(text, out);
}

static bool
is_instant(json_t *value)
{
	Instant instant;

	return event_instant(value, &instant);
}

static bool
all_texts(json_t *array, Side side)
{
	size_t i;
	json_t *item;

	if (!json_is_array(array))
		return false;
	json_array_foreach(array, i, item)
		if (!event_is_text(item, side))
			return false;
	return true;
}

static bool
all_integers(json_t *array)
{
	size_t i;
	json_t *item;

	if (!json_is_array(array))
		return false;
	json_array_foreach(array, i, item)
		if (!json_is_integer(item))
			return false;
	return true;
}

/* Whatever stands inside objects: no reals, and strings as their side wants them. */
bool
event_is_plain(json_t *value, Side side)
{
	const char *key;
	json_t *item;
	size_t i;

	switch (json_typeof(value)) {
	case JSON_OBJECT:
		json_object_foreach(value, key, item)
			if (!text_fits(key, strlen(key), side) || !event_is_plain(item, side))
				return false;
		return true;
	case JSON_ARRAY:
		json_array_foreach(value, i, item)
			if (!event_is_plain(item, side))
				return false;
		return true;
	case JSON_STRING:
		return event_is_text(value, side);
	case JSON_REAL:
		return false;
	case JSON_INTEGER:
	case JSON_TRUE:
	case JSON_FALSE:
	case JSON_NULL:
		return true;
	}
	g_assert_not_reached();
}

static bool
all_objects(json_t *array, Side side)
{
	size_t i;
	json_t *item;

	if (!json_is_array(array))
		return false;
	json_array_foreach(array, i, item)
		if (!json_is_object(item) || !event_is_plain(item, side))
			return false;
	return true;
}

static bool
type_fits(EventType type, json_t *value, Side side)
{
	switch (type) {
	case IS_STRING:
		return event_is_text(value, side);
	case IS_INTEGER:
		return json_is_integer(value);
	case IS_BOOL:
		return json_is_boolean(value);
	case IS_INSTANT:
		return is_instant(value);
	case IS_HASH:
		return json_is_string(value) && seal_is_hex(json_string_value(value)) && json_string_length(value) == SEAL_LEN;
	case IS_STRINGS:
		return all_texts(value, side);
	case IS_INTEGERS:
		return all_integers(value);
	case IS_OBJECT:
		return json_is_object(value) && event_is_plain(value, side);
	case IS_OBJECTS:
		return all_objects(value, side);
	}
	g_assert_not_reached();
}

static EventType
type_of_field(const Field *field)
{
	switch (field->type) {
	case FIELD_INSTANT:
		return IS_INSTANT;
	case FIELD_CODES:
		return IS_STRINGS;
	case FIELD_LINE:
	case FIELD_TEXT:
	case FIELD_CODE:
	case FIELD_COUNT:
		return IS_STRING;
	}
	g_assert_not_reached();
}

/* A correction may take a value away; nothing is taken away while logging. */
static bool
may_be_null(const EventKind *kind)
{
	return strcmp(kind->name, "incident.amended") == 0;
}

/* What the kind says of a name: its own field, or an incident's. */
static bool
field_row(const EventKind *kind, const char *name, EventField *row)
{
	for (const EventField *field = kind->fields; field->name; field++) {
		if (strcmp(field->name, name) == 0) {
			*row = *field;
			return true;
		}
	}
	const Field *field = kind->incident ? field_find(name) : NULL;
	if (field)
		*row = (EventField){field->name, type_of_field(field), field_side(field), false};
	return field != NULL;
}

bool
event_takes_field(const EventKind *kind, const char *name)
{
	for (const EventField *field = kind->fields; field->name; field++)
		if (strcmp(field->name, name) == 0)
			return false;
	return kind->incident && field_find(name);
}

static bool
value_fits(const EventKind *kind, const char *name, json_t *value, Side side, GError **error)
{
	EventField row;

	if (!field_row(kind, name, &row))
		return err_set(error, E_INTERNAL, "event %s: it has no field %s", kind->name, name);
	if (row.side != side && side == SIDE_FACT)
		return err_set(error, E_INTERNAL, "event %s: field %s belongs to the body, not to the facts", kind->name, name);
	if (row.side != side)
		return err_set(error, E_INTERNAL, "event %s: field %s belongs to the facts, not to the body", kind->name, name);
	if (json_is_null(value) && may_be_null(kind) && event_takes_field(kind, name))
		return true;
	if (!type_fits(row.type, value, side))
		return err_set(error, E_INTERNAL, "event %s: field %s has a value of the wrong type", kind->name, name);
	return true;
}

static bool
side_fits(const EventKind *kind, json_t *object, Side side, GError **error)
{
	const char *name;
	json_t *value;

	json_object_foreach(object, name, value)
		if (!value_fits(kind, name, value, side, error))
			return false;
	for (const EventField *field = kind->fields; field->name; field++)
		if (field->required && field->side == side && !json_object_get(object, field->name))
			return err_set(error, E_INTERNAL, "event %s: field %s is missing", kind->name, field->name);
	return true;
}

bool
event_is_ref(const char *text)
{
	Ref ref;

	return ref_exact(text, &ref);
}

bool
event_facts_fit(const EventKind *kind, const char *ref, json_t *facts, GError **error)
{
	if (kind->has_ref && !ref)
		return err_set(error, E_INTERNAL, "event %s: it names no incident", kind->name);
	if (!kind->has_ref && ref)
		return err_set(error, E_INTERNAL, "event %s: it may not name an incident", kind->name);
	if (ref && !event_is_ref(ref))
		return err_set(error, E_INTERNAL, "event %s: %s is not the ref of an incident", kind->name, ref);
	if (!json_is_object(facts))
		return err_set(error, E_INTERNAL, "event %s: its facts are no object", kind->name);
	return side_fits(kind, facts, SIDE_FACT, error);
}

bool
event_body_fits(const EventKind *kind, json_t *body, GError **error)
{
	return side_fits(kind, body, SIDE_BODY, error);
}

bool
event_check(const EventKind *kind, const char *ref, json_t *facts, json_t *body, GError **error)
{
	if (body && !json_is_object(body))
		return err_set(error, E_INTERNAL, "event %s: its body is no object", kind->name);
	return event_facts_fit(kind, ref, facts, error) && event_body_fits(kind, body, error);
}

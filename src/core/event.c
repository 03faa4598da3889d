/*
 * Events: how one is written, how it is read back.
 *
 * What is read must be byte for byte what would be written: there is one spelling of an event, so that its hash means
 * one thing. Jansson keeps the order of insertion, which makes the order of keys part of that spelling.
 */
#include "src/core/event-check.h"

#include "src/core/err.h"
#include "src/core/line.h"
#include "src/core/seal.h"

#include <string.h>

#define SALT_LEN 16

const EventKind *
event_kind(const char *name)
{
	for (const EventKind *kind = event_kinds; kind->name; kind++)
		if (strcmp(kind->name, name) == 0)
			return kind;
	return NULL;
}

void
event_free(Event *event)
{
	if (!event)
		return;
	g_free(event->by);
	g_free(event->os);
	g_free(event->kind_name);
	g_free(event->ref);
	json_decref(event->facts);
	json_decref(event->body);
	g_free(event);
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

char *
event_body_line(json_t *body, const unsigned char salt[16])
{
	char hex[2 * SALT_LEN + 1];

	if (json_object_size(body) == 0)
		return NULL;
	for (gsize i = 0; i < SALT_LEN; i++)
		g_snprintf(hex + 2 * i, 3, "%02x", salt[i]);
	json_t *salted = json_object();
	json_object_set_new(salted, "salt", json_string(hex));
	json_object_update(salted, body);
	char *line = line_write(salted);
	json_decref(salted);
	return line;
}

static void
put_text(json_t *head, const char *name, const char *text)
{
	if (text)
		json_object_set_new(head, name, json_string(text));
}

static void
put_seconds(json_t *head, const char *name, int64_t seconds)
{
	if (seconds != 0)
		json_object_set_new(head, name, json_integer(seconds));
}

char *
event_head_line(const Event *event, const char *body_hash)
{
	g_autofree char *at = instant_rfc3339(event->at);
	json_t *head = json_object();

	json_object_set_new(head, "seq", json_integer(event->seq));
	put_text(head, "at", at);
	put_text(head, "by", event->by);
	put_text(head, "os", event->os);
	put_text(head, "kind", event->kind ? event->kind->name : event->kind_name);
	put_text(head, "ref", event->ref);
	put_seconds(head, "back", event->back);
	put_seconds(head, "jump", event->jump);
	json_object_set(head, "facts", event->facts);
	put_text(head, "body", body_hash);
	char *line = line_write(head);
	json_decref(head);
	return line;
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static json_t *
read_line(const char *line, const char *what, GError **error)
{
	json_t *object = line_read(line);

	if (!object)
		err_set(error, E_IO, "the journal holds %s that is not JSON as this program writes it: run `breccia verify`", what);
	return object;
}

/* What reading a head fills: the event, and the hash of its body (borrowed from the parsed head). */
typedef struct {
	Event *event;
	const char *hash;
} Reading;

static bool
read_positive(json_t *value, int64_t *out)
{
	*out = json_integer_value(value);
	return *out > 0;
}

static bool
read_seq(Reading *reading, json_t *value)
{
	return read_positive(value, &reading->event->seq);
}

static bool
read_at(Reading *reading, json_t *value)
{
	return event_instant(value, &reading->event->at);
}

static bool
read_by(Reading *reading, json_t *value)
{
	reading->event->by = g_strdup(json_string_value(value));
	return event_is_text(value, SIDE_FACT) && reading->event->by[0];
}

static bool
read_os(Reading *reading, json_t *value)
{
	reading->event->os = g_strdup(json_string_value(value));
	return reading->event->os != NULL;
}

static bool
read_kind(Reading *reading, json_t *value)
{
	if (!event_is_text(value, SIDE_FACT))
		return false;
	reading->event->kind_name = g_strdup(json_string_value(value));
	reading->event->kind = event_kind(reading->event->kind_name);
	return true;
}

static bool
read_ref(Reading *reading, json_t *value)
{
	reading->event->ref = g_strdup(json_string_value(value));
	return reading->event->ref && event_is_ref(reading->event->ref);
}

static bool
read_back(Reading *reading, json_t *value)
{
	return read_positive(value, &reading->event->back);
}

static bool
read_jump(Reading *reading, json_t *value)
{
	return read_positive(value, &reading->event->jump);
}

static bool
read_facts(Reading *reading, json_t *value)
{
	reading->event->facts = json_incref(value);
	return json_is_object(value);
}

static bool
read_body_hash(Reading *reading, json_t *value)
{
	reading->hash = json_string_value(value);
	return seal_is_hex(reading->hash);
}

/* The keys of a head, in their order. */
static const struct {
	const char *name;
	bool required;
	bool (*read)(Reading *reading, json_t *value);
} head_keys[] = {
	{"seq", true, read_seq},    {"at", true, read_at},      {"by", true, read_by},      {"os", false, read_os},
	{"kind", true, read_kind},  {"ref", false, read_ref},   {"back", false, read_back}, {"jump", false, read_jump},
	{"facts", true, read_facts}, {"body", false, read_body_hash},
};

static bool
read_head(json_t *head, Reading *reading, GError **error)
{
	void *at = json_object_iter(head);

	for (gsize i = 0; i < G_N_ELEMENTS(head_keys); i++) {
		bool here = at && strcmp(json_object_iter_key(at), head_keys[i].name) == 0;
		if (here ? !head_keys[i].read(reading, json_object_iter_value(at)) : head_keys[i].required)
			return err_set(error, E_IO, "the journal holds a head whose \"%s\" is missing or wrong: run `breccia verify`",
			               head_keys[i].name);
		if (here)
			at = json_object_iter_next(head, at);
	}
	if (at)
		return err_set(error, E_IO, "the journal holds a head with a \"%s\" out of place: run `breccia verify`",
		               json_object_iter_key(at));
	return true;
}

static bool
is_salt(json_t *value)
{
	const char *text = json_string_value(value);

	return text && strlen(text) == 2 * SALT_LEN && strspn(text, "0123456789abcdef") == 2 * SALT_LEN;
}

/* The salt comes first, is taken off, and something must be left: no text, no body. */
static bool
read_body(Event *event, const char *body, GError **error)
{
	event->body = read_line(body, "a body", error);
	if (!event->body)
		return false;
	void *first = json_object_iter(event->body);
	if (json_object_size(event->body) < 2 || strcmp(json_object_iter_key(first), "salt") != 0 ||
	    !is_salt(json_object_iter_value(first)))
		return err_set(error, E_IO, "the journal holds a body without salt or without text: run `breccia verify`");
	json_object_del(event->body, "salt");
	return true;
}

/* A kind we know must fit; of a newer program's kind only that it is plain is known. */
static bool
read_fits(const Event *event, GError **error)
{
	g_autoptr(GError) why = NULL;

	if (!event->kind) {
		if (event_is_plain(event->facts, SIDE_FACT) && (!event->body || event_is_plain(event->body, SIDE_BODY)))
			return true;
		return err_set(error, E_IO, "the journal holds a %s with a value that no event may hold: run `breccia verify`",
		               event->kind_name);
	}
	if (event_facts_fit(event->kind, event->ref, event->facts, &why) &&
	    (event->erased || event_body_fits(event->kind, event->body, &why)))
		return true;
	return err_set(error, E_IO, "the journal holds an event that does not fit its kind (%s): run `breccia verify`",
	               why->message);
}

bool
event_read(const char *head, const char *body, Event **out, GError **error)
{
	g_autoptr(Event) event = g_new0(Event, 1);
	Reading reading = {.event = event};

	json_t *parsed = read_line(head, "a head", error);
	if (!parsed)
		return false;
	bool ok = read_head(parsed, &reading, error);
	event->erased = reading.hash && !body;
	bool stray = body && !reading.hash;
	json_decref(parsed);
	if (ok && stray)
		ok = err_set(error, E_IO, "the journal holds a body that its head does not name: run `breccia verify`");
	if (!ok || (body && !read_body(event, body, error)) || !read_fits(event, error))
		return false;
	*out = g_steal_pointer(&event);
	return true;
}

/* --- what it touches ---------------------------------------------------------------------------------------------- */

static void
add_field_keys(const EventKind *kind, json_t *object, GPtrArray *keys)
{
	const char *name;
	json_t *value;

	json_object_foreach(object, name, value)
		if (event_takes_field(kind, name))
			g_ptr_array_add(keys, g_strconcat("field:", name, NULL));
}

char **
event_keys(const Event *event)
{
	GPtrArray *keys = g_ptr_array_new();
	const EventKind *kind = event->kind;

	if (kind && kind->touches) {
		const char *hole = strstr(kind->touches, "%s");
		const char *value = kind->touched_by ? json_string_value(json_object_get(event->facts, kind->touched_by)) : NULL;
		if (!hole)
			g_ptr_array_add(keys, g_strdup(kind->touches));
		else if (value)
			g_ptr_array_add(keys, g_strdup_printf("%.*s%s%s", (int)(hole - kind->touches), kind->touches, value, hole + 2));
	}
	if (kind && kind->incident) {
		add_field_keys(kind, event->facts, keys);
		add_field_keys(kind, event->body, keys);
	}
	g_ptr_array_add(keys, NULL);
	return (char **)g_ptr_array_free(keys, FALSE);
}

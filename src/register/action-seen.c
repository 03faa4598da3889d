/*
 * Two people at the same action: the second is told what the first changed.
 *
 * The journal is read from the incident's beginning: up to what was shown to learn the old values, after it to find those of others.
 */
#include "src/register/action-seen.h"

#include "src/core/err.h"
#include "src/core/event.h"

#include <string.h>

#define PARTS 5

static const Words part_words[PARTS] = {
	{"the title", "il titolo"}, {"the kind", "il tipo"}, {"the owner", "l'incaricato"}, {"the due", "la scadenza"}, {"the state", "lo stato"},
};

typedef struct {
	const char *number, *me;
	int64_t seen;
	unsigned parts;
	char *values[PARTS]; /* as the journal writes them; NULL: none */
	int hit;             /* the part that somebody else changed; -1 */
	char *old, *theirs, *by;
	Instant at;
} Looking;

static void
looking_clear(Looking *l)
{
	for (int i = 0; i < PARTS; i++)
		g_free(l->values[i]);
	g_free(l->old);
	g_free(l->theirs);
	g_free(l->by);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Looking, looking_clear)

static const char *
text_of(const json_t *object, const char *name)
{
	return json_string_value(json_object_get(object, name));
}

static bool
is_cleared(const Event *event, const char *name)
{
	const json_t *cleared = json_object_get(event->facts, "cleared");
	for (size_t i = 0; i < json_array_size(cleared); i++)
		if (strcmp(json_string_value(json_array_get(cleared, i)), name) == 0)
			return true;
	return false;
}

static void
set_part(Looking *l, const Event *event, int part, const char *value)
{
	/* What was added later was not shown: it has no older value. */
	bool later = event->seq > l->seen && !g_str_equal(event->kind_name, "action.added"), theirs = strcmp(event->by, l->me) != 0;
	if (later && theirs && (l->parts & (1U << part)) && g_strcmp0(l->values[part], value) != 0) {
		g_free(l->old);
		g_free(l->theirs);
		g_free(l->by);
		l->hit = part;
		l->old = g_strdup(l->values[part]);
		l->theirs = g_strdup(value);
		l->by = g_strdup(event->by);
		l->at = event->at;
	}
	if (later && l->hit == part && g_strcmp0(l->values[part], value) == 0)
		l->hit = -1; /* and back again */
	if (!later) {
		g_free(l->values[part]);
		l->values[part] = g_strdup(value);
	}
}

static void
take_fields(Looking *l, const Event *event)
{
	const char *owner = text_of(event->facts, "owner") ? text_of(event->facts, "owner") : text_of(event->body, "owner_name");
	const char *const given[PARTS] = {text_of(event->body, "title"), text_of(event->facts, "kind"), owner, text_of(event->facts, "due"),
		text_of(event->facts, "state")};
	for (int i = 0; i < PARTS; i++)
		if (given[i])
			set_part(l, event, i, given[i]);
	if (is_cleared(event, "owner") && !owner)
		set_part(l, event, 2, NULL);
	if (is_cleared(event, "due"))
		set_part(l, event, 3, NULL);
}

static bool
read_event(int64_t seq, const char *seal, const char *head, const char *body, void *data, GError **error)
{
	Looking *l = data;
	g_autoptr(Event) event = NULL;
	(void)seq;
	(void)seal;
	if (!event_read(head, body, &event, error))
		return false;
	if (!g_str_has_prefix(event->kind_name, "action.") || g_strcmp0(text_of(event->facts, "action"), l->number) != 0)
		return true;
	if (g_str_equal(event->kind_name, "action.added") || g_str_equal(event->kind_name, "action.changed"))
		take_fields(l, event);
	else if (g_str_equal(event->kind_name, "action.done"))
		set_part(l, event, 4, action_state_code(ACTION_DONE));
	else if (g_str_equal(event->kind_name, "action.dropped"))
		set_part(l, event, 4, action_state_code(ACTION_DROPPED));
	return true;
}

/* For people. (transfer full) */
static char *
value_words(const Session *s, int part, const char *value)
{
	ActionKind kind;
	ActionState state;
	Instant due;
	g_autoptr(Person) person = NULL;
	if (!value)
		return g_strdup("-");
	if (part == 1 && action_kind_parse(value, &kind))
		return g_strdup(words_in(action_kind_words(kind), s->host.lang));
	if (part == 4 && action_state_parse(value, &state))
		return g_strdup(words_in(action_state_words(state), s->host.lang));
	if (part == 3 && instant_from_rfc3339(value, &due))
		return instant_show(due, s->zone);
	if (part == 2 && query_person(s->db, value, &person, NULL) && person && person->name)
		return g_strdup(person->name);
	return g_strdup(value);
}

bool
action_check_seen(Change *c, const Action *action, int64_t seen, unsigned parts, GError **error)
{
	Session *s = c->session;
	g_auto(Looking) l = {.number = strrchr(action->id, '/') + 1, .me = c->writer.by, .seen = seen, .parts = parts, .hit = -1};
	if (seen <= 0)
		return true;
	if (!query_history(s->db, action->ref, read_event, &l, error))
		return false;
	if (l.hit < 0)
		return true;
	g_autofree char *old = value_words(s, l.hit, l.old), *theirs = value_words(s, l.hit, l.theirs), *by = value_words(s, 2, l.by);
	g_autofree char *at = instant_show(l.at, s->zone);
	return err_set(error, E_CONFLICT, "%s of %s was \"%s\" when it was shown, and %s made it \"%s\" on %s: look at it again, then repeat",
		words_in(&part_words[l.hit], s->host.lang), action->id, old, by, theirs, at);
}

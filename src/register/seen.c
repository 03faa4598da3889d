/* What somebody else changed since it was shown. */
#include "src/register/seen.h"

#include "src/core/err.h"
#include "src/core/text.h"

#include <string.h>

#define SHOWN 60 /* columns of a value in the one line */

static char *
name_of(Session *s, const char *id)
{
	g_autoptr(Person) person = NULL;
	return g_strdup(query_person(s->db, id, &person, NULL) && person && person->name ? person->name : id);
}

/* --- acts ----------------------------------------------------------------------------------------------------------------- */

static const struct {
	const char *key; /* the part of it before the colon */
	Words words;
} matters[] = {
	{"stage", {"the stage", "lo stato"}},
	{"clock", {"the clock", "il termine"}},
	{"opinion", {"the opinion", "il parere"}},
	{"decision", {"the decision", "la decisione"}},
	{"assessment", {"the assessment", "la valutazione"}},
};

/* "clock:dpo-24h" -> "the clock dpo-24h". (transfer full) */
static char *
matter_words(const char *key, Lang lang)
{
	g_auto(GStrv) parts = g_strsplit(key, ":", 2);
	for (gsize i = 0; i < G_N_ELEMENTS(matters); i++)
		if (g_str_equal(matters[i].key, parts[0]))
			return g_strconcat(words_in(&matters[i].words, lang), parts[1] ? " " : "", parts[1], NULL);
	return g_strdup(key);
}

bool
seen_check(Change *c, const char *ref, int64_t seen, const char *const *keys, GError **error)
{
	Session *s = c->session;
	g_autoptr(Event) later = NULL;
	const char *key = NULL;
	if (seen <= 0)
		return true;
	if (!journal_find_later(s->db, ref, seen, keys, &later, &key, error))
		return false;
	if (!later)
		return true;
	g_autofree char *what = matter_words(key, s->host.lang), *by = name_of(s, later->by), *at = instant_show(later->at, s->zone);
	return err_set(error, E_CONFLICT, "%s of %s: changed by %s on %s, after it was shown here: look at it again, then repeat", what, ref, by, at);
}

/* --- fields --------------------------------------------------------------------------------------------------------------- */

typedef struct {
	Session *session;
	const char *client;
	const json_t *fields;
	int64_t seen;
	GString *theirs; /* what somebody else changed: "number of data subjects: 1,200; campaign: Natale" */
	char *by;
	Instant at;
} Later;

static void
add_theirs(Later *later, const char *name, const json_t *value)
{
	Session *s = later->session;
	g_autofree char *shown = field_show(field_find(name), json_is_null(value) ? NULL : value, s->zone, s->host.lang);
	g_autofree char *line = text_one_line(shown), *fit = text_fit(*line ? line : "-", SHOWN);
	g_string_append_printf(later->theirs, "%s%s: %s", later->theirs->len ? "; " : "", words_in(&field_find(name)->label, s->host.lang), fit);
}

static void
collect_theirs(Later *later, const json_t *side)
{
	const char *name;
	json_t *value;
	json_object_foreach((json_t *)later->fields, name, value)
		if (json_object_get(side, name))
			add_theirs(later, name, json_object_get(side, name));
}

static void
collect_corrected(Later *later, const Event *event)
{
	const char *field = json_string_value(json_object_get(event->facts, "field"));
	if (field && json_object_get(later->fields, field))
		add_theirs(later, field, json_object_get(event->facts, "instant"));
}

static bool
is_about(const Later *later, const Event *event)
{
	if (!later->client)
		return g_str_equal(event->kind_name, "incident.amended") || g_str_equal(event->kind_name, "incident.instant-corrected");
	return g_str_equal(event->kind_name, "client.amended") &&
		g_strcmp0(json_string_value(json_object_get(event->facts, "client")), later->client) == 0;
}

static bool
look_at_event(int64_t seq, const char *seal, const char *head, const char *body, void *data, GError **error)
{
	Later *later = data;
	g_autoptr(Event) event = NULL;
	(void)seal;
	if (seq <= later->seen)
		return true;
	if (!event_read(head, body, &event, error))
		return false;
	if (g_strcmp0(event->by, later->session->actor) == 0 || !is_about(later, event))
		return true;
	gsize before = later->theirs->len;
	collect_theirs(later, event->facts);
	collect_theirs(later, event->body);
	if (g_str_equal(event->kind_name, "incident.instant-corrected"))
		collect_corrected(later, event);
	if (later->theirs->len > before) {
		g_free(later->by);
		later->by = g_strdup(event->by);
		later->at = event->at;
	}
	return true;
}

static bool
refuse_later(const char *ref, const Later *later, GError **error)
{
	Session *s = later->session;
	if (!later->theirs->len)
		return true;
	g_autofree char *by = name_of(s, later->by), *at = instant_show(later->at, s->zone);
	if (!later->client)
		return err_set(error, E_CONFLICT, "%s was changed by %s on %s, after it was shown here (%s): look at it again, then repeat", ref, by, at,
			later->theirs->str);
	return err_set(error, E_CONFLICT, "%s, client %s, was changed by %s at %s, after it was shown here (%s): look at it again, then repeat", ref,
		later->client, by, at, later->theirs->str);
}

bool
seen_check_fields(Session *s, const char *ref, const char *client, const json_t *fields, int64_t seen, GError **error)
{
	g_autoptr(GString) theirs = g_string_new(NULL);
	Later later = {.session = s, .client = client, .fields = fields, .seen = seen, .theirs = theirs};
	bool ok = seen <= 0 || (query_history(s->db, ref, look_at_event, &later, error) && refuse_later(ref, &later, error));
	g_free(later.by);
	return ok;
}

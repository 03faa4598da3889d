/* Corrections, read from the journal. */
#include "src/register/changes.h"

#include "src/core/event.h"
#include "src/register/times.h"

#include <string.h>

static void
correction_free(Correction *c)
{
	if (!c)
		return;
	g_free(c->by);
	g_free(c->ref);
	g_free(c->what);
	json_decref(c->before);
	json_decref(c->after);
	g_free(c->reason);
	g_free(c);
}

typedef struct {
	GHashTable *known;  /* ref -> json_t object: what -> the newest value */
	GPtrArray *changes;
} Reading;

static json_t *
known_of(Reading *r, const char *ref)
{
	json_t *known = g_hash_table_lookup(r->known, ref);
	if (!known) {
		known = json_object();
		g_hash_table_insert(r->known, g_strdup(ref), known);
	}
	return known;
}

static const char *
said(const Event *event, const char *name)
{
	return event->body ? json_string_value(json_object_get(event->body, name)) : NULL;
}

static const char *
fact(const Event *event, const char *name)
{
	return json_string_value(json_object_get(event->facts, name));
}

static bool
is_open(const json_t *value)
{
	return !value || json_is_null(value) || g_strcmp0(json_string_value(value), VOCAB_UNKNOWN) == 0;
}

static void
add(Reading *r, const Event *event, const char *what, const json_t *before, const json_t *after)
{
	Correction *c = g_new0(Correction, 1);
	c->seq = event->seq;
	c->at = event->at;
	c->by = g_strdup(fact(event, "for") ? fact(event, "for") : event->by);
	c->ref = g_strdup(event->ref);
	c->what = g_strdup(what);
	c->before = before ? json_incref((json_t *)(guintptr)before) : NULL;
	c->after = after && !json_is_null(after) ? json_incref((json_t *)(guintptr)after) : NULL;
	c->reason = g_strdup(said(event, "reason"));
	c->detected_at = field_instant(known_of(r, event->ref), "detected_at");
	g_ptr_array_add(r->changes, c);
}

/* The newest value of something: a correction where another stood there. */
static void
set(Reading *r, const Event *event, const char *what, json_t *value)
{
	json_t *known = known_of(r, event->ref), *before = json_object_get(known, what);
	if (!is_open(before) && !json_equal(before, value))
		add(r, event, what, before, value);
	json_object_set(known, what, value);
}

static void
set_fields(Reading *r, const Event *event, json_t *side)
{
	const char *name;
	json_t *value;
	json_object_foreach(side, name, value)
		if (field_find(name))
			set(r, event, name, value);
}

/* "decision:authority" and the like, whose value is a code or yes and no. */
static void
set_about(Reading *r, const Event *event, const char *prefix, const char *key, json_t *value)
{
	g_autofree char *what = g_strconcat(prefix, key, NULL);
	if (value)
		set(r, event, what, value);
}

static void
read_fields(Reading *r, const Event *event)
{
	set_fields(r, event, event->facts);
	if (event->body)
		set_fields(r, event, event->body);
}

static void
read_instant(Reading *r, const Event *event)
{
	json_t *known = known_of(r, event->ref);
	const char *field = fact(event, "field");
	/* aware_at follows detected_at until it is given: to give it moves a deadline as well. */
	const json_t *before = json_object_get(known, field) ? json_object_get(known, field) : json_object_get(known, "detected_at");
	add(r, event, field, before, json_object_get(event->facts, "instant"));
	json_object_set(known, field, json_object_get(event->facts, "instant"));
}

static void
read_opinion(Reading *r, const Event *event)
{
	set_about(r, event, "opinion:", fact(event, "about"), json_object_get(event->facts, "yes"));
}

static void
read_decision(Reading *r, const Event *event)
{
	set_about(r, event, "decision:", fact(event, "about"), json_object_get(event->facts, "yes"));
}

static void
read_late(Reading *r, const Event *event)
{
	set_about(r, event, "late:", fact(event, "clock"), json_object_get(event->facts, "cause"));
}

static void
read_assessment(Reading *r, const Event *event)
{
	json_t *override = json_object_get(event->facts, "override");
	set(r, event, "assessment", override ? override : json_object_get(event->facts, "level"));
}

static void
read_cleared(Reading *r, const Event *event)
{
	g_autofree char *what = g_strconcat("client:", fact(event, "client"), NULL);
	if (g_strcmp0(fact(event, "client"), "?") != 0) /* that one was a question */
		add(r, event, what, json_true(), json_false());
}

static void
read_stage(Reading *r, const Event *event)
{
	bool reopened = g_str_equal(event->kind_name, "incident.reopened");
	json_auto_t *before = json_string(reopened ? "closed" : "open"), *after = json_string(reopened ? "open" : "void");
	add(r, event, "stage", before, after);
}

static const struct {
	const char *kind;
	void (*read)(Reading *, const Event *);
} readers[] = {
	{"incident.logged", read_fields}, {"incident.imported", read_fields}, {"incident.amended", read_fields},
	{"incident.instant-corrected", read_instant}, {"opinion.given", read_opinion}, {"decision.made", read_decision},
	{"clock.late-reason", read_late}, {"assessment.made", read_assessment}, {"client.cleared", read_cleared},
	{"incident.reopened", read_stage}, {"incident.voided", read_stage},
};

static bool
read_event(int64_t seq, const char *seal, const char *head, const char *body, void *data, GError **error)
{
	g_autoptr(Event) event = NULL;
	(void)seq;
	(void)seal;
	if (!event_read(head, body, &event, error))
		return false;
	for (guint i = 0; event->ref && i < G_N_ELEMENTS(readers); i++)
		if (g_str_equal(readers[i].kind, event->kind_name))
			readers[i].read(data, event);
	return true;
}

bool
session_changes(Session *s, const char *ref, GPtrArray **changes, GError **error)
{
	g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)json_decref);
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)correction_free);
	Reading reading = {known, found};
	*changes = NULL;
	if (!(ref ? query_history(s->db, ref, read_event, &reading, error) : query_journal(s->db, 1, read_event, &reading, error)))
		return false;
	*changes = g_steal_pointer(&found);
	return true;
}

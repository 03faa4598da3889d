/*
 * Reading one entry of an import: each key is a row, and becomes a fact or an event.
 *
 * What hangs on the detection (clocks) or on the order of events is made at the end, from what the keys left.
 */
#include "src/register/import-entry.h"

#include "src/core/clock.h"
#include "src/core/err.h"
#include "src/core/text.h"
#include "src/register/change.h"
#include "src/register/freeze.h"
#include "src/register/people.h"
#include "src/register/times.h"

#include <string.h>

typedef struct {
	Session *s;
	Instant now;
	IncidentKind kind;
	json_t *fields;
	char *source_id, *closed_reason;
	Instant logged_at, notified_at, taken_at, closed_at;
	bool not_required, no_breach; /* decided: the authority's clock, all clocks do not apply */
	GPtrArray *events;            /* of ImportEvent: those after incident.imported */
	json_t *clients;
	const char *at; /* the key that is being read, hence the one that is wrong where reading ends; of the object, or static */
} Reading;

static void
reading_clear(Reading *r)
{
	json_decref(r->fields);
	json_decref(r->clients);
	g_free(r->source_id);
	g_free(r->closed_reason);
	g_clear_pointer(&r->events, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reading, reading_clear)

static void
import_event_free(ImportEvent *event)
{
	json_decref(event->facts);
	json_decref(event->body);
	g_free(event);
}

void
import_entry_free(ImportEntry *entry)
{
	if (!entry)
		return;
	g_free(entry->source_id);
	g_clear_pointer(&entry->events, g_ptr_array_unref);
	g_free(entry);
}

const char *
import_entry_source(const ImportEntry *entry)
{
	return entry->source_id;
}

/* --- values ------------------------------------------------------------------------------------------------------------- */

/* One set of keys and values, of a list of them. */
typedef struct {
	Reading *r;
	const char *where; /* "filings" */
	json_t *object, *facts, *body;
} Part;

static bool
read_instant(const Reading *r, const char *key, const json_t *value, Instant *out, GError **error)
{
	const char *text = json_string_value(value);
	g_autoptr(GError) problem = NULL;
	if (!text)
		return err_set(error, E_INPUT, "%s: write a date and time as text", key);
	if (instant_parse(text, r->now, r->s->zone, out, &problem))
		return true;
	return err_set(error, E_INPUT, "%s: %s", key, problem->message);
}

static bool
read_past(const Reading *r, const char *key, const json_t *value, Instant *out, GError **error)
{
	g_autoptr(GError) problem = NULL;
	if (!read_instant(r, key, value, out, error))
		return false;
	return instant_check_past(*out, r->now, r->s->zone, &problem) || err_set(error, E_INPUT, "%s: %s", key, problem->message);
}

static bool
read_text(const char *key, const json_t *value, char **out, GError **error)
{
	const char *text = json_string_value(value);
	if (!text || text_blank(text))
		return err_set(error, E_INPUT, "%s: write a text", key);
	g_free(*out);
	*out = g_strdup(text);
	return true;
}

/* Names of keys within a part are said with the list: "filings.at". */
static char *
name_in(const Part *p, const char *key)
{
	return g_strdup_printf("%s.%s", p->where, key);
}

static bool
part_text(Part *p, const char *key, bool needed, json_t *into, GError **error)
{
	const json_t *value = json_object_get(p->object, key);
	g_autofree char *text = NULL, *name = name_in(p, key);
	if (!value)
		return !needed || err_set(error, E_INPUT, "%s is missing", name);
	if (!read_text(name, value, &text, error))
		return false;
	put_text(into, key, text);
	return true;
}

static bool
part_instant(Part *p, const char *key, bool past, bool needed, GError **error)
{
	const json_t *value = json_object_get(p->object, key);
	g_autofree char *name = name_in(p, key);
	Instant at;
	if (!value)
		return !needed || err_set(error, E_INPUT, "%s is missing", name);
	if (!(past ? read_past : read_instant)(p->r, name, value, &at, error))
		return false;
	put_instant(p->facts, key, at);
	return true;
}

static bool
part_flag(Part *p, const char *key, bool needed, bool *out, GError **error)
{
	const json_t *value = json_object_get(p->object, key);
	g_autofree char *name = name_in(p, key);
	*out = json_is_true(value);
	if (value ? !json_is_boolean(value) : needed)
		return err_set(error, E_INPUT, "%s: write true or false", name);
	return true;
}

/* A code that one of core's tables must know. */
#define PART_CODE(p, key, parse, value, error) \
	(parse(json_string_value(json_object_get((p)->object, (key))), (value)) || part_code_unknown((p), (key), (error)))

static bool
part_code_unknown(Part *p, const char *key, GError **error)
{
	const char *text = json_string_value(json_object_get(p->object, key));
	g_autofree char *name = name_in(p, key);
	if (!text)
		return err_set(error, E_INPUT, "%s is missing", name);
	return err_set(error, E_INPUT, "%s may not be \"%s\": see breccia(1), IMPORT", name, text);
}

static bool
part_keys(Part *p, const char *const *allowed, GError **error)
{
	const char *key;
	json_t *value;
	if (!json_is_object(p->object))
		return err_set(error, E_INPUT, "%s: write a list of objects", p->where);
	json_object_foreach(p->object, key, value)
	{
		g_autofree char *name = name_in(p, key);
		if (!g_strv_contains(allowed, key))
			return err_set(error, E_INPUT, "there is no key %s: see breccia(1), IMPORT", name);
	}
	return true;
}

/* Takes both. */
static void
add_event(Reading *r, const char *kind, json_t *facts, json_t *body)
{
	ImportEvent *event = g_new0(ImportEvent, 1);
	event->kind = kind;
	event->facts = facts;
	event->body = body;
	g_ptr_array_add(r->events, event);
}

/* --- the parts ---------------------------------------------------------------------------------------------------------- */

static bool
take_assessment(Part *p, GError **error)
{
	static const char *const keys[] = {"level", "override", "many", "unintelligible", "reason", "at", NULL};
	Level level;
	bool many, unintelligible;
	if (!part_keys(p, keys, error) || !PART_CODE(p, "level", level_parse, &level, error) || !part_flag(p, "many", false, &many, error) ||
		!part_flag(p, "unintelligible", false, &unintelligible, error) || !part_text(p, "reason", false, p->body, error) ||
		!part_instant(p, "at", true, false, error))
		return false;
	put_text(p->facts, "level", level_code(level));
	if (json_object_get(p->object, "override")) {
		if (!PART_CODE(p, "override", level_parse, &level, error))
			return false;
		put_text(p->facts, "override", level_code(level));
	}
	put_true(p->facts, "many", many);
	put_true(p->facts, "unintelligible", unintelligible);
	add_event(p->r, "assessment.made", json_incref(p->facts), json_incref(p->body));
	return true;
}

static bool
take_judgement(Part *p, const char *const *keys, Question *about, bool *yes, GError **error)
{
	if (!part_keys(p, keys, error) || !PART_CODE(p, "about", question_parse, about, error) || !part_flag(p, "yes", true, yes, error) ||
		!part_text(p, "reason", true, p->body, error) || !part_instant(p, "at", true, false, error))
		return false;
	put_text(p->facts, "about", question_code(*about));
	json_object_set_new(p->facts, "yes", json_boolean(*yes));
	return true;
}

static bool
take_opinion(Part *p, GError **error)
{
	static const char *const keys[] = {"about", "yes", "reason", "at", NULL};
	Question about;
	bool yes;
	if (!take_judgement(p, keys, &about, &yes, error))
		return false;
	add_event(p->r, "opinion.given", json_incref(p->facts), json_incref(p->body));
	return true;
}

static bool
take_decision(Part *p, GError **error)
{
	static const char *const keys[] = {"about", "yes", "reason", "signed_by", "at", NULL};
	Question about;
	bool yes;
	if (!take_judgement(p, keys, &about, &yes, error) || !part_text(p, "signed_by", false, p->body, error))
		return false;
	p->r->not_required = p->r->not_required || (about == ABOUT_AUTHORITY && !yes);
	p->r->no_breach = p->r->no_breach || (about == ABOUT_BREACH && !yes);
	add_event(p->r, "decision.made", json_incref(p->facts), json_incref(p->body));
	return true;
}

static bool
take_filing(Part *p, GError **error)
{
	static const char *const keys[] = {"clock", "type", "at", "number", "protocol", "note", NULL};
	FilingType type = FILING_COMPLETE;
	if (!part_keys(p, keys, error) || !part_text(p, "clock", true, p->facts, error) || !part_instant(p, "at", true, true, error) ||
		!part_text(p, "number", false, p->body, error) || !part_text(p, "protocol", false, p->body, error) ||
		!part_text(p, "note", false, p->body, error))
		return false;
	if (json_object_get(p->object, "type") && !PART_CODE(p, "type", filing_type_parse, &type, error))
		return false;
	const char *clock = json_string_value(json_object_get(p->facts, "clock"));
	if (!clock_rule(clock) && !g_str_has_prefix(clock, RULE_CLIENT ":"))
		return err_set(error, E_INPUT, "filings.clock may not be \"%s\": see breccia(1), IMPORT", clock);
	put_text(p->facts, "type", filing_type_code(type));
	add_event(p->r, "filing.recorded", json_incref(p->facts), json_incref(p->body));
	return true;
}

static bool
take_late(Part *p, GError **error)
{
	static const char *const keys[] = {"clock", "cause", "reason", NULL};
	const char *code;
	if (!part_keys(p, keys, error) || !part_text(p, "clock", true, p->facts, error) || !part_text(p, "cause", true, p->facts, error) ||
		!part_text(p, "reason", true, p->body, error) ||
		!vocab_parse_as(&vocab_late_cause, "late.cause", json_string_value(json_object_get(p->facts, "cause")), &code, error))
		return false;
	put_text(p->facts, "cause", code);
	add_event(p->r, "clock.late-reason", json_incref(p->facts), json_incref(p->body));
	return true;
}

/* Somebody of the register, or else a name of its own. */
static bool
take_owner(Part *p, GError **error)
{
	g_autoptr(Person) person = NULL;
	g_autofree char *owner = NULL;
	const json_t *value = json_object_get(p->object, "owner");
	if (!value)
		return true;
	if (!read_text("actions.owner", value, &owner, error))
		return false;
	if (session_person(p->r->s, owner, &person, NULL))
		put_text(p->facts, "owner", person->id);
	else
		put_text(p->body, "owner_name", owner);
	return true;
}

static void
settle_action(Part *p, ActionState state, const char *number)
{
	const char *result = json_string_value(json_object_get(p->object, "result"));
	json_t *facts = json_object(), *body = json_object();
	if (state != ACTION_DONE && state != ACTION_DROPPED) {
		json_decref(facts);
		json_decref(body);
		return;
	}
	put_text(facts, "action", number);
	put_text(body, state == ACTION_DONE ? "result" : "reason", result ? result : "-");
	add_event(p->r, state == ACTION_DONE ? "action.done" : "action.dropped", facts, body);
}

static int
actions_so_far(const Reading *r)
{
	int n = 0;
	for (guint i = 0; i < r->events->len; i++)
		n += g_str_equal(((const ImportEvent *)g_ptr_array_index(r->events, i))->kind, "action.added");
	return n;
}

static bool
take_action(Part *p, GError **error)
{
	static const char *const keys[] = {"title", "kind", "state", "owner", "due", "result", NULL};
	ActionKind kind = ACTION_CONTAINMENT;
	ActionState state = ACTION_DONE;
	g_autofree char *number = g_strdup_printf("%d", actions_so_far(p->r) + 1);
	if (!part_keys(p, keys, error) || !part_text(p, "title", true, p->body, error) || !part_instant(p, "due", false, false, error) ||
		(json_object_get(p->object, "kind") && !PART_CODE(p, "kind", action_kind_parse, &kind, error)) ||
		(json_object_get(p->object, "state") && !PART_CODE(p, "state", action_state_parse, &state, error)) || !take_owner(p, error))
		return false;
	put_text(p->facts, "action", number);
	put_text(p->facts, "kind", action_kind_code(kind));
	put_text(p->facts, "state", action_state_code(state == ACTION_DONE || state == ACTION_DROPPED ? ACTION_OPEN : state));
	add_event(p->r, "action.added", json_incref(p->facts), json_incref(p->body));
	settle_action(p, state, number);
	return true;
}

static bool
take_note(Part *p, GError **error)
{
	g_autofree char *text = NULL;
	if (!read_text("notes", p->object, &text, error))
		return false;
	put_text(p->body, "text", text);
	add_event(p->r, "note.added", json_incref(p->facts), json_incref(p->body));
	return true;
}

static bool
take_part(Reading *r, const char *where, json_t *object, bool (*take)(Part *, GError **), GError **error)
{
	json_auto_t *facts = json_object(), *body = json_object();
	Part part = {r, where, object, facts, body};
	return take(&part, error);
}

/* --- the keys ----------------------------------------------------------------------------------------------------------- */

static bool
take_kind(Reading *r, const char *key, json_t *value, GError **error)
{
	const char *code = json_string_value(value);
	(void)key;
	return incident_kind_parse(code, &r->kind) ||
		err_set(error, E_INPUT, "kind may not be \"%s\": write one of %s", code ? code : "", "breach, near-miss, drill");
}

static bool
take_word(Reading *r, const char *key, json_t *value, GError **error)
{
	return read_text(key, value, g_str_equal(key, "source_id") ? &r->source_id : &r->closed_reason, error);
}

static bool
take_time(Reading *r, const char *key, json_t *value, GError **error)
{
	Instant *const place = g_str_equal(key, "logged_at") ? &r->logged_at : g_str_equal(key, "dpo_notified_at") ? &r->notified_at
		: g_str_equal(key, "taken_at") ? &r->taken_at : &r->closed_at;
	return read_past(r, key, value, place, error);
}

static bool
take_clients(Reading *r, const char *key, json_t *value, GError **error)
{
	if (!json_is_array(value))
		return err_set(error, E_INPUT, "%s: write a list of objects", key);
	json_decref(r->clients);
	r->clients = json_incref(value);
	return true;
}

/* How each list becomes events. */
static const struct {
	const char *key;
	bool (*take)(Part *p, GError **error);
} lists[] = {
	{"assessment", take_assessment}, {"opinions", take_opinion}, {"decisions", take_decision}, {"filings", take_filing},
	{"late", take_late}, {"actions", take_action}, {"notes", take_note},
};

static const struct {
	const char *key;
	bool (*take)(Reading *r, const char *key, json_t *value, GError **error);
} keys[] = {
	{"kind", take_kind}, {"source_id", take_word}, {"closed_reason", take_word}, {"logged_at", take_time}, {"dpo_notified_at", take_time},
	{"taken_at", take_time}, {"closed_at", take_time}, {"clients", take_clients},
};

static bool
take_list(Reading *r, gsize which, json_t *value, GError **error)
{
	size_t i;
	json_t *item;
	if (json_is_object(value))
		return take_part(r, lists[which].key, value, lists[which].take, error);
	if (!json_is_array(value))
		return err_set(error, E_INPUT, "%s: write a list of objects", lists[which].key);
	json_array_foreach(value, i, item)
		if (!take_part(r, lists[which].key, item, lists[which].take, error))
			return false;
	return true;
}

static bool
take_field(Reading *r, const char *key, json_t *value, GError **error)
{
	const Field *field = field_find_option(key);
	json_t *canonical = NULL;
	if (!field || !(field->use & (FIELD_LOG | FIELD_AMEND)))
		return err_set(error, E_INPUT, "there is no key %s: see breccia(1), IMPORT", key);
	if (!field_parse_json(field, value, r->now, r->s->zone, &canonical, error))
		return false;
	if (json_is_null(canonical))
		json_decref(canonical);
	else
		json_object_set_new(r->fields, field->name, canonical);
	return true;
}

static bool
take_key(Reading *r, const char *key, json_t *value, GError **error)
{
	for (gsize i = 0; i < G_N_ELEMENTS(keys); i++)
		if (g_str_equal(keys[i].key, key))
			return keys[i].take(r, key, value, error);
	for (gsize i = 0; i < G_N_ELEMENTS(lists); i++)
		if (g_str_equal(lists[i].key, key))
			return true; /* in their own order, below */
	return take_field(r, key, value, error);
}

static bool
take_all(Reading *r, json_t *object, GError **error)
{
	const char *key;
	json_t *value;
	if (!json_is_object(object))
		return err_set(error, E_INPUT, "this is not one JSON object: write {\"title\":\"...\"}");
	json_object_foreach(object, key, value)
	{
		r->at = key;
		if (!take_key(r, key, value, error))
			return false;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(lists); i++) {
		r->at = lists[i].key;
		if ((value = json_object_get(object, lists[i].key)) && !take_list(r, i, value, error))
			return false;
	}
	r->at = "title";
	const char *title = json_string_value(json_object_get(r->fields, "title"));
	if (!title || text_blank(title))
		return err_set(error, E_INPUT, "title is missing");
	r->at = "detected_at";
	if (!json_object_get(r->fields, "detected_at"))
		return err_set(error, E_INPUT, "detected_at is missing");
	return times_take(r->fields, r->now, r->s->zone, error);
}

/* --- what follows ------------------------------------------------------------------------------------------------------- */

static void
insert_event(Reading *r, guint place, const char *kind, json_t *facts, json_t *body)
{
	add_event(r, kind, facts, body);
	g_ptr_array_insert(r->events, (int)place, g_ptr_array_steal_index(r->events, r->events->len - 1));
}

static json_t *
past_clocks(const Reading *r, Instant detected, Instant aware)
{
	json_t *clocks = json_array();
	g_autoptr(Clock) dpo = clock_for_dpo(r->s, detected);
	json_t *frozen = freeze_clock(dpo);
	put_instant(frozen, "met_at", r->notified_at);
	json_array_append_new(clocks, frozen);
	const char *own = json_string_value(json_object_get(r->fields, "own_data"));
	if (r->kind == KIND_BREACH && g_strcmp0(own, "no") != 0 && !r->not_required && !r->no_breach) {
		g_autoptr(Clock) k = clock_for_authority(r->s, aware, g_strcmp0(own, "yes") != 0);
		json_array_append_new(clocks, freeze_clock(k));
	}
	return clocks;
}

static void
put_imported(Reading *r, Instant detected, Instant aware)
{
	json_t *facts = json_object(), *body = json_object();
	put_text(facts, "kind", incident_kind_code(r->kind));
	json_object_set_new(facts, "clocks", past_clocks(r, detected, aware));
	put_instant(facts, "logged_at", r->logged_at);
	put_instant(facts, "taken_at", r->taken_at);
	if (!json_object_get(r->fields, "client_data"))
		put_text(r->fields, "client_data", r->clients ? json_array_size(r->clients) ? "yes" : "no" : VOCAB_UNKNOWN);
	put_fields(r->fields, facts, body);
	put_text(body, "source_id", r->source_id);
	insert_event(r, 0, "incident.imported", facts, body);
}

static bool
client_counts(Part *p, GError **error)
{
	static const char *const counts[] = {"subjects", "records"};
	for (gsize i = 0; i < G_N_ELEMENTS(counts); i++) {
		json_t *given = json_object_get(p->object, counts[i]), *value = NULL;
		if (!given)
			continue;
		if (!field_parse_json(field_find(counts[i]), given, p->r->now, p->r->s->zone, &value, error))
			return false;
		json_object_set_new(p->facts, counts[i], value);
	}
	return true;
}

static bool
client_data(Part *p, GError **error)
{
	json_t *given = json_object_get(p->object, "data"), *value = NULL;
	if (!given)
		return true;
	if (!field_parse_json(field_find("data"), given, p->r->now, p->r->s->zone, &value, error))
		return false;
	json_object_set_new(p->facts, "data", value);
	return true;
}

static bool
put_told(Part *p, const char *id, GError **error)
{
	json_auto_t *facts = json_object();
	Part told = {p->r, p->where, p->object, facts, NULL};
	if (!json_object_get(p->object, "told_at"))
		return true;
	if (!part_instant(&told, "told_at", true, false, error))
		return false;
	json_t *filing = json_object();
	g_autofree char *clock = g_strconcat(RULE_CLIENT ":", id, NULL);
	put_text(filing, "clock", clock);
	put_text(filing, "type", filing_type_code(FILING_COMPLETE));
	json_object_set(filing, "at", json_object_get(facts, "told_at"));
	add_event(p->r, "filing.recorded", filing, NULL);
	return true;
}

static bool
take_client(Part *p, GError **error)
{
	static const char *const allowed[] = {"client", "subjects", "records", "data", "campaign", "reference", "told_at", NULL};
	g_autoptr(Client) client = NULL;
	g_autoptr(Clock) clock = NULL;
	g_autofree char *name = NULL;
	Instant detected = field_instant(p->r->fields, "detected_at"), aware = field_instant(p->r->fields, "aware_at");
	if (!part_keys(p, allowed, error) || !read_text("clients.client", json_object_get(p->object, "client"), &name, error))
		return false;
	/* "?" is a client that nobody could name yet. */
	if (!g_str_equal(name, "?") && !session_client(p->r->s, name, &client, NULL))
		return err_set(error, E_INPUT, "clients.client: the register has no client \"%s\": breccia client add", name);
	if (!client_counts(p, error) || !client_data(p, error) || !part_text(p, "campaign", false, p->body, error) ||
		!part_text(p, "reference", false, p->body, error))
		return false;
	const char *id = client ? client->id : "?";
	put_text(p->facts, "client", id);
	if (p->r->kind == KIND_BREACH && !p->r->no_breach) {
		if (!clock_for_client(p->r->s, client, detected, aware == INSTANT_NONE ? detected : aware, &clock, error))
			return false;
		json_object_set_new(p->facts, "clock", freeze_clock(clock));
	}
	add_event(p->r, "client.affected", json_incref(p->facts), json_incref(p->body));
	return put_told(p, id, error);
}

/* Clients come right after the incident: a filing may be about one of them. */
static bool
put_clients(Reading *r, GError **error)
{
	g_autoptr(GPtrArray) later = g_steal_pointer(&r->events);
	size_t i;
	json_t *item;
	r->events = g_ptr_array_new_with_free_func((GDestroyNotify)import_event_free);
	r->at = "clients";
	json_array_foreach(r->clients, i, item)
		if (!take_part(r, "clients", item, take_client, error))
			return false;
	while (later->len)
		g_ptr_array_add(r->events, g_ptr_array_steal_index(later, 0));
	return true;
}

static bool
check_order(Reading *r, GError **error)
{
	Instant detected = field_instant(r->fields, "detected_at");
	const struct {
		const char *key;
		Instant at;
	} after[] = {{"dpo_notified_at", r->notified_at}, {"taken_at", r->taken_at}, {"closed_at", r->closed_at}};
	for (gsize i = 0; i < G_N_ELEMENTS(after); i++) {
		r->at = after[i].key;
		if (after[i].at != INSTANT_NONE && after[i].at < detected)
			return err_set(error, E_INPUT, "%s stands before detected_at: look at both", after[i].key);
	}
	return true;
}

static bool
fits(const Reading *r, GError **error)
{
	for (guint i = 0; i < r->events->len; i++) {
		const ImportEvent *e = g_ptr_array_index(r->events, i);
		if (!event_check(event_kind(e->kind), "2026-0001", e->facts, e->body, error))
			return false;
	}
	return true;
}

static bool
read_entry(Reading *r, json_t *object, GError **error)
{
	if (!take_all(r, object, error) || !check_order(r, error) || !put_clients(r, error))
		return false;
	r->at = NULL; /* what follows is about all of it */
	Instant detected = field_instant(r->fields, "detected_at"), aware = field_instant(r->fields, "aware_at");
	put_imported(r, detected, aware == INSTANT_NONE ? detected : aware);
	if (r->closed_at != INSTANT_NONE) {
		json_t *facts = json_object(), *body = json_object();
		put_instant(facts, "at", r->closed_at);
		put_text(body, "reason", r->closed_reason);
		add_event(r, "incident.closed", facts, body);
	}
	return fits(r, error);
}

bool
import_read(Session *s, json_t *object, ImportEntry **entry, const char **wrong, GError **error)
{
	g_auto(Reading) r = {.s = s, .now = session_now(s), .fields = json_object(), .logged_at = INSTANT_NONE, .notified_at = INSTANT_NONE,
		.taken_at = INSTANT_NONE, .closed_at = INSTANT_NONE};
	r.events = g_ptr_array_new_with_free_func((GDestroyNotify)import_event_free);
	if (!read_entry(&r, object, error)) {
		if (wrong)
			*wrong = r.at;
		return false;
	}
	*entry = g_new0(ImportEntry, 1);
	(*entry)->kind = r.kind;
	(*entry)->source_id = g_steal_pointer(&r.source_id);
	(*entry)->events = g_steal_pointer(&r.events);
	return true;
}

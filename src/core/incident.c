/* Incidents as plain data: making and freeing them, and asking for one field. */
#include "src/core/incident.h"

#include "src/core/clock.h"
#include "src/core/coded.h"
#include "src/core/notice.h"

/* Bytes of a text that may still be a way of saying "not known": longer ones are not looked at. */
#define LONGEST_UNKNOWN 40

static const Coded kinds[] = {
	[KIND_BREACH] = {"breach", {"breach", "violazione"}},
	[KIND_NEAR_MISS] = {"near-miss", {"near miss", "quasi violazione"}},
	[KIND_DRILL] = {"drill", {"drill", "esercitazione"}},
};

const char *
incident_kind_code(IncidentKind kind)
{
	return kinds[kind].code;
}

bool
incident_kind_parse(const char *code, IncidentKind *kind)
{
	gsize i;
	if (!coded_find(kinds, G_N_ELEMENTS(kinds), code, &i))
		return false;
	*kind = (IncidentKind)i;
	return true;
}

const Words *
incident_kind_words(IncidentKind kind)
{
	return &kinds[kind].words;
}

static void
call_free(Call *call)
{
	if (!call)
		return;
	g_free(call->by);
	g_free(call->person);
	g_free(call->who);
	g_free(call->outcome);
	g_free(call);
}

Incident *
incident_new(void)
{
	Incident *incident = g_new0(Incident, 1);
	incident->logged_at = incident->taken_at = incident->assessed_at = INSTANT_NONE;
	incident->closed_at = incident->voided_at = incident->held_at = incident->erased_at = INSTANT_NONE;
	incident->fields = json_object();
	incident->clocks = g_ptr_array_new_with_free_func((GDestroyNotify)clock_free);
	incident->notices = g_ptr_array_new_with_free_func((GDestroyNotify)notice_free);
	incident->clients = g_ptr_array_new_with_free_func((GDestroyNotify)affected_free);
	incident->notes = g_ptr_array_new_with_free_func((GDestroyNotify)note_free);
	incident->receipts = g_ptr_array_new_with_free_func((GDestroyNotify)receipt_free);
	incident->calls = g_ptr_array_new_with_free_func((GDestroyNotify)call_free);
	incident->assessments = g_ptr_array_new_with_free_func((GDestroyNotify)assessment_free);
	incident->opinions = g_ptr_array_new_with_free_func((GDestroyNotify)judgement_free);
	incident->decisions = g_ptr_array_new_with_free_func((GDestroyNotify)judgement_free);
	incident->filings = g_ptr_array_new_with_free_func((GDestroyNotify)filing_free);
	incident->actions = g_ptr_array_new_with_free_func((GDestroyNotify)action_free);
	incident->evidence = g_ptr_array_new_with_free_func((GDestroyNotify)evidence_free);
	return incident;
}

void
incident_free(Incident *incident)
{
	if (!incident)
		return;
	g_free(incident->ref);
	g_free(incident->logged_by);
	g_free(incident->dpo);
	g_free(incident->source_id);
	json_decref(incident->fields);
	g_free(incident->taken_by);
	g_free(incident->outcome);
	g_free(incident->closed_by);
	g_free(incident->ended_why);
	g_free(incident->duplicate_of);
	g_free(incident->held_why);
	g_clear_pointer(&incident->clocks, g_ptr_array_unref);
	g_clear_pointer(&incident->notices, g_ptr_array_unref);
	g_clear_pointer(&incident->clients, g_ptr_array_unref);
	g_clear_pointer(&incident->notes, g_ptr_array_unref);
	g_clear_pointer(&incident->receipts, g_ptr_array_unref);
	g_clear_pointer(&incident->calls, g_ptr_array_unref);
	g_clear_pointer(&incident->assessments, g_ptr_array_unref);
	g_clear_pointer(&incident->opinions, g_ptr_array_unref);
	g_clear_pointer(&incident->decisions, g_ptr_array_unref);
	g_clear_pointer(&incident->filings, g_ptr_array_unref);
	g_clear_pointer(&incident->actions, g_ptr_array_unref);
	g_clear_pointer(&incident->evidence, g_ptr_array_unref);
	g_free(incident);
}

void
affected_free(Affected *affected)
{
	if (!affected)
		return;
	g_free(affected->client);
	g_free(affected->name);
	g_free(affected->campaign);
	g_free(affected->reference);
	g_free(affected->subjects);
	g_free(affected->records);
	json_decref(affected->data);
	g_free(affected->description);
	g_free(affected->measures_taken);
	g_free(affected);
}

const Affected *
affected_find(const GPtrArray *affected, const char *client)
{
	for (guint i = 0; i < affected->len; i++) {
		const Affected *a = g_ptr_array_index(affected, i);
		if (g_str_equal(a->client, client))
			return a;
	}
	return NULL;
}

json_t *
affected_value(const Affected *a, const char *field)
{
	const struct {
		const char *name, *text;
	} texts[] = {{"subjects", a->subjects}, {"records", a->records}, {"campaign", a->campaign}, {"reference", a->reference},
		{"description", a->description}, {"measures_taken", a->measures_taken}};
	if (g_str_equal(field, "data"))
		return json_incref(a->data);
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		if (g_str_equal(texts[i].name, field) && texts[i].text)
			return json_string(texts[i].text);
	return NULL;
}

void
note_free(Note *note)
{
	if (!note)
		return;
	g_free(note->by);
	g_free(note->text);
	g_free(note);
}

const char *
incident_text(const Incident *incident, const char *field)
{
	return json_string_value(json_object_get(incident->fields, field));
}

Instant
incident_instant(const Incident *incident, const char *field)
{
	Instant t;
	const char *text = incident_text(incident, field);
	return text && instant_from_rfc3339(text, &t) ? t : INSTANT_NONE;
}

const char *
incident_title(const Incident *incident)
{
	const char *title = incident_text(incident, "title");
	return title ? title : "erased";
}

bool
incident_over(const Incident *incident)
{
	return incident->closed_at != INSTANT_NONE || incident->voided_at != INSTANT_NONE;
}

bool
field_open(const json_t *value)
{
	if (json_is_array(value)) {
		for (size_t i = 0; i < json_array_size(value); i++)
			if (g_strcmp0(json_string_value(json_array_get(value, i)), VOCAB_UNKNOWN) == 0)
				return true;
		return json_array_size(value) == 0;
	}
	const char *text = json_string_value(value);
	return !text || (strlen(text) < LONGEST_UNKNOWN && vocab_is_unknown(text));
}

GPtrArray *
incident_unknowns(const Incident *incident)
{
	GPtrArray *open = g_ptr_array_new();
	for (const Field *field = incident_fields; field->name; field++) {
		bool asked = (field->use & FIELD_NOTICE) && !(field->use & FIELD_OPTIONAL);
		/* What was erased was known once; nobody can answer it again. */
		if (!asked || (incident->erased && field_side(field) == SIDE_BODY))
			continue;
		if (field_open(json_object_get(incident->fields, field->name)))
			g_ptr_array_add(open, (gpointer)field);
	}
	return open;
}

/* What was entered from a DPO's answer, read back to the DPO. */
#include "src/register/readback.h"

#include "src/core/clock.h"
#include "src/core/event.h"
#include "src/core/work.h"
#include "src/register/queue.h"

#include <string.h>

/* One that waits takes in what is entered meanwhile: its text is not written yet. */
static bool
waits_already(const Incident *incident, const char *receipt)
{
	for (guint i = 0; i < incident->notices->len; i++) {
		const Notice *n = g_ptr_array_index(incident->notices, i);
		if (n->letter == LETTER_READ_BACK && n->state == NOTICE_QUEUED && g_strcmp0(n->receipt, receipt) == 0)
			return true;
	}
	return false;
}

bool
readback_queue(Change *c, const char *ref, const char *receipt, GError **error)
{
	g_autoptr(Incident) incident = NULL;
	int64_t hold = settings_seconds(c->session->settings, "hold");
	if (!change_incident(c, ref, false, &incident, error))
		return false;
	if (incident->historic || waits_already(incident, receipt))
		return true;
	return queue_aside(c, incident, LETTER_READ_BACK, receipt, hold > 0 ? c->now + hold : INSTANT_NONE, NULL, error);
}

/* --- what it says ------------------------------------------------------------------------------------------------------- */

typedef struct {
	Session *s;
	const Notice *notice;
	TemplateValues *values;
} Reading;

static const char *
fact(const Event *event, const char *name)
{
	return json_string_value(json_object_get(event->facts, name));
}

/* What beside the kind says what the act was: the question and its answer, the level, the clock, the number of the action. */
static char *
particulars(const Event *event, Lang lang)
{
	static const Words yes = {"yes", "sì"}, no = {"no", "no"};
	const char *level_text = fact(event, "override") ? fact(event, "override") : fact(event, "level");
	const ClockRule *rule = clock_rule(fact(event, "clock"));
	Question about;
	Level level;
	if (question_parse(fact(event, "about"), &about))
		return g_strdup_printf("%s: %s", words_in(question_words(about), lang),
			words_in(json_is_true(json_object_get(event->facts, "yes")) ? &yes : &no, lang));
	if (level_parse(level_text, &level))
		return g_strdup(words_in(level_words(level), lang));
	if (rule)
		return g_strdup(words_in(&rule->name, lang));
	return g_strdup(fact(event, "clock") ? fact(event, "clock") : fact(event, "action"));
}

static const char *
said(const Event *event)
{
	static const char *const names[] = {"reason", "result", "text", "title"};
	const char *text = NULL;
	for (guint i = 0; i < G_N_ELEMENTS(names) && !text; i++)
		text = json_string_value(json_object_get(event->body, names[i]));
	return text;
}

static void
add_act(Reading *reading, const Event *event)
{
	TemplateValues *act = template_values_list_add(reading->values, "acts");
	g_autofree char *more = particulars(event, reading->notice->lang);
	const char *kind = event->kind ? words_in(&event->kind->words, reading->notice->lang) : event->kind_name;
	template_values_textf(act, "act", "%s%s%s", kind, more ? ", " : "", more ? more : "");
	template_values_text(act, "why", said(event));
}

static bool
name_typist(Reading *reading, const char *id, GError **error)
{
	g_autoptr(Person) person = NULL;
	if (!query_person(reading->s->db, id, &person, error))
		return false;
	template_values_text(reading->values, "entered_by", person && person->name ? person->name : id);
	return true;
}

static bool
read_event(int64_t seq, const char *seal, const char *head, const char *body, void *data, GError **error)
{
	Reading *reading = data;
	g_autoptr(Event) event = NULL;
	Instant at;
	(void)seq;
	(void)seal;
	if (!event_read(head, body, &event, error))
		return false;
	if (!fact(event, "for") || g_strcmp0(fact(event, "receipt"), reading->notice->receipt) != 0)
		return true;
	if (fact(event, "at") && instant_from_rfc3339(fact(event, "at"), &at))
		template_values_instant(reading->values, "answered", at);
	add_act(reading, event);
	return name_typist(reading, event->by, error);
}

bool
readback_fill(Session *s, const Notice *notice, TemplateValues *values, GError **error)
{
	Reading reading = {.s = s, .notice = notice, .values = values};
	if (!notice->receipt)
		return true;
	template_values_text(values, "receipt", notice->receipt);
	return query_history(s->db, notice->ref, read_event, &reading, error);
}

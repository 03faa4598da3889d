/* The time line: the events about one incident, as they stand in the journal. */
#include "src/report/dossier-part.h"

#include "src/core/clock.h"
#include "src/core/reading.h"
#include "src/core/seal.h"
#include "src/core/text.h"

#include <inttypes.h>
#include <string.h>

#define CUT 400 /* characters of one value: the whole stands in the dossier and in the journal */

void
time_entry_free(TimeEntry *entry)
{
	if (!entry)
		return;
	g_free(entry->by);
	g_free(entry->what);
	g_free(entry->detail);
	g_free(entry);
}

static void
join(GString *out, const char *label, const char *value)
{
	g_autofree char *line = text_one_line(value), *cut = g_utf8_strlen(line, -1) > CUT ? g_utf8_substring(line, 0, CUT) : NULL;
	if (text_blank(line))
		return;
	g_string_append_printf(out, "%s%s%s%s%s", out->len ? "; " : "", label ? label : "", label ? ": " : "", cut ? cut : line, cut ? "..." : "");
}

/* What an event says of the incident's own fields: what was there from the beginning stands elsewhere, what was amended here. */
static void
add_fields(const Part *part, const Event *event, GString *out)
{
	if (!event->kind || !event->kind->incident || g_str_equal(event->kind->name, "incident.logged"))
		return;
	for (const Field *f = incident_fields; f->name; f++) {
		const json_t *value = json_object_get(field_side(f) == SIDE_FACT ? event->facts : event->body, f->name);
		g_autofree char *words = value ? part_field_words(part, f, json_is_null(value) ? NULL : value) : NULL;
		if (words)
			join(out, words_in(&f->label, part->of->lang), words);
	}
}

/* A value that is a code or an id, in words where there are some. (transfer full) */
static char *
value_words(const Part *part, const char *key, const json_t *value)
{
	Question about;
	Level level;
	Proof proof;
	ReadingKind reading;
	const char *text = json_string_value(value);
	const Clock *clock = text && g_str_equal(key, "clock") ? clock_find(part->in->clocks, text) : NULL;
	if (json_is_boolean(value))
		return g_strdup(json_is_true(value) ? SAY("yes", "sì") : SAY("no", "no"));
	if (json_is_integer(value))
		return g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
	if (!text)
		return NULL;
	if (clock)
		return clock_name(clock, part->of->lang);
	if (g_str_equal(key, "about") && question_parse(text, &about))
		return g_strdup(words_in(question_words(about), part->of->lang));
	if ((g_str_equal(key, "level") || g_str_equal(key, "override")) && level_parse(text, &level))
		return g_strdup(words_in(level_words(level), part->of->lang));
	if (g_str_equal(key, "what") && reading_parse(text, &reading))
		return g_strdup(words_in(reading_words(reading), part->of->lang));
	if (g_str_equal(key, "cause"))
		return g_strdup(vocab_label(&vocab_late_cause, text, part->of->lang));
	if (g_str_equal(key, "proof") && proof_parse(text, &proof))
		return g_strdup(words_in(proof_words(proof), part->of->lang));
	return g_strdup(text);
}

/* The rest of it, in this order and no more: what an event is about, what was said, and why. */
static void
add_values(const Part *part, const Event *event, GString *out)
{
	static const struct {
		const char *key;
		Words label;
	} keys[] = {
		{"notice", {NULL, NULL}}, {"clock", {NULL, NULL}}, {"action", {"action", "azione"}}, {"evidence", {NULL, NULL}}, {"receipt", {NULL, NULL}},
		{"client", {"client", "committente"}}, {"about", {NULL, NULL}}, {"yes", {NULL, NULL}}, {"level", {NULL, NULL}},
		{"override", {"in its place", "in luogo"}}, {"cause", {NULL, NULL}}, {"type", {NULL, NULL}}, {"signature", {"signature", "firma"}},
		{"outcome", {NULL, NULL}}, {"proof", {"proof", "prova"}}, {"code", {NULL, NULL}}, {"title", {NULL, NULL}}, {"name", {NULL, NULL}},
		{"text", {NULL, NULL}}, {"result", {NULL, NULL}}, {"reply", {NULL, NULL}}, {"number", {"number", "numero"}}, {"note", {NULL, NULL}},
		{"duplicate_of", {NULL, NULL}}, {"what", {NULL, NULL}}, {"reason", {"because", "perché"}},
	};
	bool fields = event->kind && event->kind->incident;
	for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
		const json_t *value = json_object_get(event->facts, keys[i].key);
		/* The hash of a text among the facts, or a code that no server gave: nothing for eyes. */
		if (!value || seal_is_hex(json_string_value(value)) || (json_is_integer(value) && json_integer_value(value) == 0))
			value = json_object_get(event->body, keys[i].key);
		if (!value || (fields && field_find(keys[i].key)))
			continue;
		g_autofree char *words = value_words(part, keys[i].key, value);
		join(out, words_in(&keys[i].label, part->of->lang), words);
	}
}

typedef struct {
	const Part *part;
	GPtrArray *entries;
} Reading;

static bool
add_event(int64_t seq, const char *seal, const char *head, const char *body, void *data, GError **error)
{
	(void)seal;
	Reading *r = data;
	const Part *part = r->part;
	g_autoptr(Event) event = NULL;
	g_autoptr(GString) detail = g_string_new(NULL);
	if (!event_read(head, body, &event, error))
		return false;
	add_fields(part, event, detail);
	add_values(part, event, detail);
	if (event->erased)
		join(detail, NULL, SAY("(its text was erased)", "(testo cancellato)"));
	if (event->back)
		join(detail, NULL, SAY("(the clock stood before the event before)", "(l'orologio era indietro rispetto all'evento precedente)"));
	TimeEntry *entry = g_new0(TimeEntry, 1);
	entry->seq = seq;
	entry->at = event->at;
	entry->by = g_strdup(event->by);
	entry->kind = event->kind ? event->kind->name : NULL;
	entry->what = g_strdup(event->kind ? words_in(&event->kind->words, part->of->lang) : event->kind_name);
	entry->detail = g_strdup(detail->str);
	g_ptr_array_add(r->entries, entry);
	return true;
}

bool
dossier_time_line(const DossierOf *of, GPtrArray **entries, GError **error)
{
	const Part part = {.of = of, .in = of->incident};
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)time_entry_free);
	Reading reading = {&part, found};
	if (!query_history(of->db, of->incident->ref, add_event, &reading, error))
		return false;
	*entries = g_steal_pointer(&found);
	return true;
}

/* --- what was imported ---------------------------------------------------------------------------------------------------------- */

/* One import is one after another in the journal, at one instant, and its end is the closing. */
static bool
read_import(int64_t seq, const char *seal, const char *head, const char *body, void *data, GError **error)
{
	Paper *paper = data;
	g_autoptr(Event) event = NULL;
	(void)seal;
	if (paper->closed || (paper->seq && seq != paper->seq + 1))
		return true;
	if (!event_read(head, body, &event, error))
		return false;
	if (!paper->seq)
		paper->at = event->at;
	if (event->at == paper->at)
		paper->seq = seq;
	paper->closed = event->at == paper->at && g_str_equal(event->kind_name, "incident.closed");
	return true;
}

Paper
dossier_paper(Db *db, const Incident *in)
{
	Paper paper = {.at = INSTANT_NONE};
	if (!in->historic || !query_history(db, in->ref, read_import, &paper, NULL))
		return (Paper){.at = INSTANT_NONE};
	paper.closed = paper.closed && !in->reopened;
	return paper;
}

bool
part_time_line(const Part *part, GError **error)
{
	g_autoptr(GPtrArray) entries = NULL;
	if (!dossier_time_line(part->of, &entries, error))
		return false;
	doc_heading(part->d, NULL, SAY("Time line, from the sealed journal", "Cronologia, dal giornale sigillato"));
	doc_table(part->d, NULL);
	doc_column(part->d, SAY("event", "evento"), false, false);
	doc_column(part->d, SAY("when", "quando"), false, false);
	doc_column(part->d, SAY("who", "chi"), false, true);
	doc_column(part->d, SAY("what", "che cosa"), false, true);
	for (guint i = 0; i < entries->len; i++) {
		const TimeEntry *e = g_ptr_array_index(entries, i);
		g_autofree char *seq = g_strdup_printf("%" PRId64, e->seq), *at = instant_show(e->at, part->of->zone), *by = part_person(part, e->by);
		g_autofree char *what = g_strdup_printf("%s%s%s", e->what, *e->detail ? ": " : "", e->detail);
		doc_row(part->d, NULL);
		doc_cell(part->d, DOC_PLAIN, seq);
		doc_cell(part->d, DOC_PLAIN, at);
		doc_cell(part->d, DOC_PLAIN, by);
		doc_cell(part->d, DOC_PLAIN, what);
	}
	return true;
}

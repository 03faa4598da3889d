/* What an exercise showed: read, judged, written down. */
#include "src/report/drill.h"

#include "src/core/vocab.h"
#include "src/report/words.h"

#include <string.h>

#define EARLIER 10 /* so many are listed one by one */

void
drill_free(Drill *d)
{
	if (!d)
		return;
	g_free(d->ref);
	g_free(d->title);
	g_free(d->breach_kind);
	g_free(d);
}

static const struct {
	const char *code;
	Words words;
} paces[PACES] = {
	[PACE_IN_TIME] = {"in-time", {"in time", "in tempo"}},
	[PACE_LATE] = {"late", {"late", "in ritardo"}},
	[PACE_DONE] = {"done", {"done", "fatto"}},
	[PACE_UNPROVEN] = {"unproven", {"not proven", "non provato"}},
	[PACE_WAITING] = {"waiting", {"still to do", "da fare"}},
	[PACE_OVERDUE] = {"overdue", {"overdue", "scaduto"}},
	[PACE_UNKNOWN] = {"unknown", {"not known", "non noto"}},
	[PACE_UNSENT] = {"not-sent", {"written, not sent", "scritta, non inviata"}},
};

/* Shorter than the words of a report, which say where each begins: here they stand one under the other. */
static const Words ends[STEPS] = {
	[STEP_LOGGED] = {"logged", "registrato"}, [STEP_SENT] = {"sent to the DPO", "inviato al DPO"}, [STEP_DELIVERED] = {"delivered", "consegnato"},
	[STEP_TAKEN] = {"taken by the DPO", "preso in carico dal DPO"}, [STEP_CLOSED] = {"closed", "chiuso"},
};

const char *
pace_code(Pace pace)
{
	return paces[pace].code;
}

/* --- judging ------------------------------------------------------------------------------------------------------------------ */

static void
take_instants(Drill *d, const ReportIncident *i, const ReportClock *dpo, int64_t take_charge)
{
	const Clock *k = &dpo->clock;
	const Instant at[STEPS] = {[STEP_LOGGED] = i->logged_at, [STEP_SENT] = k->met_at == INSTANT_NONE ? dpo->sent_at : k->met_at,
		[STEP_DELIVERED] = i->delivered_at, [STEP_TAKEN] = i->taken_at, [STEP_CLOSED] = i->closed_at};
	const Instant limits[STEPS] = {[STEP_LOGGED] = k->due_at, [STEP_SENT] = k->due_at, [STEP_DELIVERED] = k->due_at,
		[STEP_TAKEN] = i->logged_at + take_charge, [STEP_CLOSED] = INSTANT_NONE};
	int64_t took[STEPS];

	stats_steps(i, k, took);
	for (int s = 0; s < STEPS; s++)
		d->steps[s] = (DrillStep){.at = at[s], .limit = limits[s], .took = took[s]};
}

static bool
is_passed_over(const Drill *d, int step)
{
	for (int later = step + 1; later < STEPS; later++)
		if (d->steps[later].at != INSTANT_NONE)
			return true;
	return false;
}

static Pace
pace_of(const Drill *d, int step, Instant now)
{
	const DrillStep *s = &d->steps[step];

	if (step == STEP_SENT && d->notice == STANDING_UNPROVEN)
		return PACE_UNPROVEN;
	if (step == STEP_DELIVERED && s->at == INSTANT_NONE && d->unsent)
		return PACE_UNSENT;
	if (s->at == INSTANT_NONE && is_passed_over(d, step))
		return PACE_UNKNOWN;
	if (s->at == INSTANT_NONE)
		return s->limit != INSTANT_NONE && now > s->limit ? PACE_OVERDUE : PACE_WAITING;
	if (s->limit == INSTANT_NONE)
		return PACE_DONE;
	return s->at > s->limit || (step == STEP_SENT && d->notice == STANDING_LATE) ? PACE_LATE : PACE_IN_TIME;
}

Drill *
drill_of(const ReportIncident *i, int64_t take_charge, Instant now)
{
	if (i->kind != KIND_DRILL || i->voided || !i->n_clocks || strcmp(i->clocks[0].clock.rule, RULE_DPO) != 0)
		return NULL;
	const ReportClock *dpo = &i->clocks[0];
	Drill *d = g_new0(Drill, 1);
	d->ref = g_strdup(i->ref);
	d->title = g_strdup(i->title);
	d->breach_kind = g_strdup(i->breach_kind);
	d->detected_at = i->detected_at;
	d->due_at = dpo->clock.due_at;
	d->notice = stats_standing(dpo, now);
	d->unsent = dpo->clock.met_at != INSTANT_NONE && dpo->clock.proof == PROOF_NONE;
	take_instants(d, i, dpo, take_charge);
	d->time = MAX(0, (d->steps[STEP_SENT].at == INSTANT_NONE ? now : d->steps[STEP_SENT].at) - dpo->clock.starts_at);
	for (int s = 0; s < STEPS; s++)
		d->steps[s].pace = pace_of(d, s, now);
	return d;
}

typedef struct {
	GPtrArray *drills;
	int64_t take_charge;
	Instant now;
} Reading;

static bool
add_incident(const ReportIncident *incident, void *data, GError **error)
{
	const Reading *r = data;
	Drill *d = drill_of(incident, r->take_charge, r->now);

	(void)error;
	if (d)
		g_ptr_array_insert(r->drills, 0, d);
	return true;
}

bool
drills_read(Db *db, int64_t take_charge, Instant now, GPtrArray **drills, GError **error)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)drill_free);
	Reading reading = {found, take_charge, now};

	if (!query_report(db, 0, add_incident, &reading, error))
		return false;
	*drills = g_steal_pointer(&found);
	return true;
}

/* --- beside the earlier ones ---------------------------------------------------------------------------------------------------- */

static gint
ascending(gconstpointer a, gconstpointer b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return x < y ? -1 : x > y;
}

static Spread
spread_before(const GPtrArray *drills, guint which, int step)
{
	g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(int64_t));

	for (guint i = which + 1; i < drills->len; i++) {
		const Drill *d = g_ptr_array_index(drills, i);
		if (d->steps[step].took >= 0)
			g_array_append_val(times, d->steps[step].took);
	}
	g_array_sort(times, ascending);
	return stats_spread(times);
}

/* The step that took longest; -1 where none is known. */
static int
longest(const Drill *d)
{
	int found = -1;

	for (int s = 0; s < STEPS; s++)
		if (d->steps[s].took > (found < 0 ? 0 : d->steps[found].took))
			found = s;
	return found;
}

/* --- in words -------------------------------------------------------------------------------------------------------------------- */

#define SAY(en, it) (lang == LANG_IT ? (it) : (en))

static char *
span(int64_t seconds, Lang lang)
{
	return seconds < 0 ? g_strdup("-") : duration_show(seconds, lang);
}

static char *
when(Instant t, GTimeZone *zone)
{
	return t == INSTANT_NONE ? g_strdup("-") : instant_show(t, zone);
}

static void
say_head(Document *document, const Drill *d, GTimeZone *zone, Lang lang)
{
	static const Words went = {"%1, after %2", "%1, dopo %2"};
	const DocTone tone = d->notice == STANDING_ON_TIME ? DOC_GOOD : d->notice == STANDING_RUNNING ? DOC_WARN : DOC_BAD;
	g_autofree char *detected = when(d->detected_at, zone), *due = when(d->due_at, zone), *time = span(d->time, lang);
	g_autofree char *notice = words_fill(&went, lang, words_standing(d->notice, lang), time, NULL);
	int most = longest(d);

	doc_text(document, DOC_PLAIN, SAY("EXERCISE: nothing of this happened.", "ESERCITAZIONE: niente di questo è accaduto."));
	doc_pair(document, DOC_PLAIN, SAY("exercise", "esercitazione"), d->ref);
	doc_pair(document, DOC_PLAIN, SAY("title", "titolo"), d->title);
	if (d->breach_kind)
		doc_pair(document, DOC_PLAIN, SAY("kind of breach", "tipo di violazione"), vocab_label(&vocab_kind, d->breach_kind, lang));
	doc_pair(document, DOC_PLAIN, SAY("detected", "rilevato"), detected);
	doc_pair(document, DOC_PLAIN, SAY("DPO to be notified by", "DPO da avvisare entro"), due);
	doc_pair(document, tone, SAY("notice to the DPO", "comunicazione al DPO"), notice);
	if (most >= 0)
		doc_pair(document, DOC_PLAIN, SAY("most of the time", "la parte più lunga"), words_step((Step)most, lang));
}

static void
say_steps(Document *document, const GPtrArray *drills, guint which, GTimeZone *zone, Lang lang)
{
	const Drill *d = g_ptr_array_index(drills, which);

	doc_heading(document, NULL, SAY("Where the hours went", "Dove sono andate le ore"));
	doc_table(document, NULL);
	doc_column(document, SAY("step", "passo"), false, true);
	doc_column(document, SAY("took", "durata"), false, false);
	doc_column(document, SAY("before*", "prima*"), false, false);
	doc_column(document, SAY("done", "fatto"), false, false);
	doc_column(document, SAY("within", "entro"), false, false);
	doc_column(document, SAY("how", "esito"), false, true);
	for (int s = 0; s < STEPS; s++) {
		const DrillStep *step = &d->steps[s];
		const Spread before = spread_before(drills, which, s);
		g_autofree char *took = span(step->took, lang), *median = span(before.n ? before.median : -1, lang);
		g_autofree char *at = when(step->at, zone), *limit = when(step->limit, zone);
		doc_row(document, NULL);
		doc_cell(document, DOC_PLAIN, words_in(&ends[s], lang));
		doc_cell(document, DOC_PLAIN, took);
		doc_cell(document, DOC_PLAIN, median);
		doc_cell(document, DOC_PLAIN, at);
		doc_cell(document, DOC_PLAIN, limit);
		doc_cell(document, DOC_PLAIN, words_in(&paces[step->pace].words, lang));
	}
	doc_text(document, DOC_PLAIN, SAY("* the median of the earlier exercises. Each step is counted from the end of the one before it.",
		"* la mediana delle esercitazioni precedenti. Ogni passo si conta dalla fine di quello prima."));
}

static void
say_earlier(Document *document, const GPtrArray *drills, guint which, GTimeZone *zone, Lang lang)
{
	doc_heading(document, NULL, SAY("Earlier exercises", "Esercitazioni precedenti"));
	if (which + 1 >= drills->len) {
		doc_text(document, DOC_PLAIN, SAY("This is the first.", "È la prima."));
		return;
	}
	doc_table(document, NULL);
	doc_column(document, SAY("exercise", "esercitazione"), false, false);
	doc_column(document, SAY("detected", "rilevato"), false, false);
	doc_column(document, SAY("notice after", "comunicazione dopo"), false, false);
	doc_column(document, SAY("24 hours", "24 ore"), false, true);
	doc_column(document, SAY("title", "titolo"), false, true);
	for (guint i = which + 1; i < drills->len && i <= which + EARLIER; i++) {
		const Drill *d = g_ptr_array_index(drills, i);
		g_autofree char *detected = when(d->detected_at, zone), *time = span(d->time, lang);
		doc_row(document, NULL);
		doc_cell(document, DOC_PLAIN, d->ref);
		doc_cell(document, DOC_PLAIN, detected);
		doc_cell(document, DOC_PLAIN, time);
		doc_cell(document, DOC_PLAIN, words_standing(d->notice, lang));
		doc_cell(document, DOC_PLAIN, d->title);
	}
}

Document *
drill_document(const GPtrArray *drills, guint which, GTimeZone *zone, Lang lang)
{
	const Drill *d = g_ptr_array_index(drills, which);
	Document *document = document_new_paper(lang, SAY("Report of an exercise", "Rapporto di esercitazione"));

	say_head(document, d, zone, lang);
	say_steps(document, drills, which, zone, lang);
	say_earlier(document, drills, which, zone, lang);
	return document;
}

/* --- for programs ---------------------------------------------------------------------------------------------------------------- */

static void
set_instant(json_t *object, const char *name, Instant t)
{
	g_autofree char *text = t == INSTANT_NONE ? NULL : instant_rfc3339(t);
	if (text)
		json_object_set_new(object, name, json_string(text));
}

static void
set_seconds(json_t *object, const char *name, int64_t seconds)
{
	if (seconds >= 0)
		json_object_set_new(object, name, json_integer(seconds));
}

static json_t *
steps_json(const Drill *d, const GPtrArray *drills, guint which)
{
	json_t *list = json_array();

	for (int s = 0; s < STEPS; s++) {
		const Spread before = spread_before(drills, which, s);
		json_t *step = json_object();
		json_object_set_new(step, "step", json_string(stats_step_code((Step)s)));
		set_instant(step, "at", d->steps[s].at);
		set_instant(step, "limit", d->steps[s].limit);
		set_seconds(step, "seconds", d->steps[s].took);
		json_object_set_new(step, "pace", json_string(pace_code(d->steps[s].pace)));
		set_seconds(step, "earlier_median", before.n ? before.median : -1);
		json_array_append_new(list, step);
	}
	return list;
}

static json_t *
head_json(const Drill *d)
{
	json_t *o = json_object();

	json_object_set_new(o, "ref", json_string(d->ref));
	if (d->title)
		json_object_set_new(o, "title", json_string(d->title));
	if (d->breach_kind)
		json_object_set_new(o, "breach_kind", json_string(d->breach_kind));
	set_instant(o, "detected_at", d->detected_at);
	set_instant(o, "due_at", d->due_at);
	json_object_set_new(o, "notice", json_string(stats_standing_code(d->notice)));
	set_seconds(o, "notice_seconds", d->time);
	return o;
}

json_t *
drill_json(const GPtrArray *drills, guint which)
{
	const Drill *d = g_ptr_array_index(drills, which);
	json_t *o = json_object(), *earlier = json_array(), *head = head_json(d);

	for (guint i = which + 1; i < drills->len; i++)
		json_array_append_new(earlier, head_json(g_ptr_array_index(drills, i)));
	json_object_set_new(head, "steps", steps_json(d, drills, which));
	json_object_set_new(o, "drill", head);
	json_object_set_new(o, "earlier", earlier);
	return o;
}

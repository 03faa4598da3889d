/*
 * What a report says, for people: the answer first, then the figures, the pictures, and what is named one by one.
 *
 * Nobody is named here: neither who logged nor who was late (workers are not monitored, law 300/1970 art. 4).
 */
#include "src/report/forms.h"

#include "src/report/words.h"

#include <string.h>

typedef struct {
	const Report *report;
	const Stats *stats;
	Document *d;
	Lang lang;
	int most;
} Writing;

static const char *
say(const Writing *w, const char *en, const char *it)
{
	return w->lang == LANG_IT ? it : en;
}

static void
cell_taken(Document *d, DocTone tone, char *text)
{
	doc_cell(d, tone, text);
	g_free(text);
}

static void
count_cell(const Writing *w, DocTone tone, int n)
{
	cell_taken(w->d, n ? tone : DOC_DIM, words_count(n));
}

static DocTone
tone_of(const Tally *tally)
{
	if (!tally_counted(tally))
		return DOC_DIM;
	if (tally->n[STANDING_LATE])
		return DOC_BAD;
	return tally->n[STANDING_UNPROVEN] ? DOC_WARN : DOC_GOOD;
}

static char *
span(const Writing *w, int64_t seconds)
{
	return duration_show(seconds, w->lang);
}

/* --- the answer ------------------------------------------------------------------------------------------------------------------ */

/* "89%; before: 55 of 62 (89%); a year before: ..." */
static char *
beside(const Writing *w, const Tally *dpo)
{
	static const Words before = {"before: ", "prima: "}, year_ago = {"a year before: ", "un anno prima: "};
	const Stats *stats[] = {w->report->stats_before, w->report->stats_year_ago};
	const Words *const labels[] = {&before, &year_ago};
	GString *note = g_string_new(NULL);

	if (tally_percent(dpo) >= 0)
		g_string_append_printf(note, "%d%%", tally_percent(dpo));
	for (gsize i = 0; i < G_N_ELEMENTS(stats); i++) {
		g_autofree char *share = stats[i] ? words_share(stats_rule(stats[i], RULE_DPO), w->lang) : NULL;
		if (share)
			g_string_append_printf(note, "%s%s%s", note->len ? "; " : "", words_in(labels[i], w->lang), share);
	}
	return g_string_free(note, FALSE);
}

static void
figure_dpo(const Writing *w)
{
	const Tally *dpo = stats_rule(w->stats, RULE_DPO);
	g_autofree char *share = words_of(dpo, w->lang), *note = beside(w, dpo);

	doc_figure(w->d, tone_of(dpo), say(w, "DPO told in time", "DPO avvisato in tempo"), share, *note ? note : NULL);
}

static void
figure_time(const Writing *w)
{
	static const Words note = {"nine of ten within %1; the longest %2", "nove su dieci entro %1; il più lungo %2"},
			   worst = {"the longest %1", "il più lungo %1"},
			   missing = {"%1; %2 without a notice, up to now", "%1; %2 senza comunicazione, fino a ora"};
	Spread spread = stats_spread(w->stats->times);
	g_autofree char *median = span(w, spread.median), *p90 = span(w, spread.p90), *longest = span(w, spread.worst);
	g_autofree char *n = words_count(w->stats->unnotified), *words = NULL, *all = NULL;

	if (spread.n) {
		words = spread.n < STATS_FEW ? words_fill(&worst, w->lang, longest, NULL) : words_fill(&note, w->lang, p90, longest, NULL);
		all = w->stats->unnotified ? words_fill(&missing, w->lang, words, n, NULL) : g_strdup(words);
	}
	doc_figure(w->d, DOC_PLAIN, say(w, "From detection to notice, median", "Da rilevazione ad avviso, mediana"), spread.n ? median : "-", all);
}

static void
figure_late(const Writing *w)
{
	static const Words all = {"all with cause and reason", "tutti con causa e motivo"}, some = {"%1 without a reason", "%1 senza motivo"};
	int late = w->stats->all.n[STANDING_LATE], without = late - w->stats->explained;
	g_autofree char *n = words_count(late), *k = words_count(without);
	g_autofree char *note = !late ? NULL : without ? words_fill(&some, w->lang, k, NULL) : g_strdup(words_in(&all, w->lang));

	doc_figure(w->d, late ? DOC_BAD : DOC_GOOD, say(w, "Late deadlines", "Termini in ritardo"), n, note);
}

static void
figure_open(const Writing *w)
{
	static const Words nearest = {"the nearest in %1", "il più vicino tra %1"};
	const NamedClock *first = w->stats->running->len ? g_ptr_array_index(w->stats->running, 0) : NULL;
	g_autofree char *left = first ? span(w, first->due_at - w->report->query.now) : NULL;
	g_autofree char *note = first ? words_fill(&nearest, w->lang, left, NULL) : NULL;
	g_autofree char *n = words_count(w->stats->all.n[STANDING_RUNNING]);

	doc_figure(w->d, DOC_PLAIN, say(w, "Running now", "In corso adesso"), n, note);
}

static void
write_figures(const Writing *w)
{
	int unproven = w->stats->all.n[STANDING_UNPROVEN];
	g_autofree char *answer = words_answer(w->report, w->lang), *n = words_count(unproven);

	doc_text(w->d, DOC_BOLD, answer);
	figure_dpo(w);
	figure_time(w);
	figure_late(w);
	if (unproven)
		doc_figure(w->d, DOC_WARN, say(w, "Sent, not proven", "Inviati, non provati"), n,
			say(w, "not in time until the proof is there", "non in tempo finché manca la prova"));
	figure_open(w);
}

/* --- by deadline ------------------------------------------------------------------------------------------------------------------ */

static bool
says_nothing(const Tally *tally)
{
	return !tally_counted(tally) && !tally->n[STANDING_RUNNING] && !tally->n[STANDING_DROPPED];
}

/* What is worth a row: the DPO always. */
static bool
has_row(const Writing *w, const RuleStats *rule)
{
	const Stats *others[] = {w->report->stats_before, w->report->stats_year_ago};

	for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
		if (others[i] && tally_counted(stats_rule(others[i], rule->rule)))
			return true;
	return strcmp(rule->rule, RULE_DPO) == 0 || !says_nothing(&rule->tally);
}

static void
write_rules(const Writing *w)
{
	doc_heading(w->d, "deadlines", say(w, "By deadline", "Per termine"));
	doc_table(w->d, NULL);
	doc_column(w->d, say(w, "deadline", "termine"), false, true);
	doc_column(w->d, say(w, "in time", "in tempo"), true, false);
	doc_column(w->d, say(w, "late", "in ritardo"), true, false);
	doc_column(w->d, say(w, "unproven", "non provati"), true, false);
	doc_column(w->d, say(w, "running", "in corso"), true, false);
	for (guint i = 0; i < w->stats->rules->len; i++) {
		const RuleStats *rule = &g_array_index(w->stats->rules, RuleStats, i);
		if (!has_row(w, rule))
			continue;
		doc_row(w->d, NULL);
		cell_taken(w->d, DOC_PLAIN, words_rule(rule->rule, w->lang));
		cell_taken(w->d, tone_of(&rule->tally), words_share(&rule->tally, w->lang));
		count_cell(w, DOC_BAD, rule->tally.n[STANDING_LATE]);
		count_cell(w, DOC_WARN, rule->tally.n[STANDING_UNPROVEN]);
		count_cell(w, DOC_PLAIN, rule->tally.n[STANDING_RUNNING]);
	}
}

/* A quarter or a month has a name of its own; days have not. */
static void
period_column(const Writing *w, const Period *period, const char *otherwise)
{
	g_autofree char *code = period_code(period, w->report->query.zone);

	doc_column(w->d, period->span == SPAN_DAYS ? otherwise : code, true, false);
}

static void
write_beside(const Writing *w)
{
	const Stats *before = w->report->stats_before, *year_ago = w->report->stats_year_ago;

	if (!before)
		return;
	doc_table(w->d, say(w, "In time, beside other periods", "In tempo, a confronto con altri periodi"));
	doc_column(w->d, say(w, "deadline", "termine"), false, true);
	period_column(w, &w->report->query.period, say(w, "now", "ora"));
	period_column(w, &w->report->before, say(w, "before", "prima"));
	if (year_ago)
		period_column(w, &w->report->year_ago, say(w, "a year before", "un anno prima"));
	for (guint i = 0; i < w->stats->rules->len; i++) {
		const RuleStats *rule = &g_array_index(w->stats->rules, RuleStats, i);
		if (!has_row(w, rule))
			continue;
		doc_row(w->d, NULL);
		cell_taken(w->d, DOC_PLAIN, words_rule(rule->rule, w->lang));
		cell_taken(w->d, tone_of(&rule->tally), words_share(&rule->tally, w->lang));
		cell_taken(w->d, DOC_DIM, words_share(stats_rule(before, rule->rule), w->lang));
		if (year_ago)
			cell_taken(w->d, DOC_DIM, words_share(stats_rule(year_ago, rule->rule), w->lang));
	}
}

/* --- pictures --------------------------------------------------------------------------------------------------------------------- */

static void
add_part(GString *words, int n, const char *what)
{
	if (n)
		g_string_append_printf(words, "%s%d %s", words->len ? ", " : "", n, what);
}

static char *
month_label(const Writing *w, const MonthStats *month)
{
	GTimeZone *zone = w->report->query.zone;
	Period part = period_of(SPAN_MONTH, month->from, zone);
	g_autofree char *name = period_name(&part, zone, w->lang), *code = period_code(&part, zone);

	/* Of years, the year; else "lug 26": the first three letters are the usual short form in both languages. */
	if (month->until - month->from > 40 * INT64_C(86400))
		return g_strndup(code, 4);
	return g_strdup_printf("%.3s %.2s", name, code + 2);
}

static void
month_bar(const Writing *w, const MonthStats *month)
{
	const Tally *t = &month->dpo;
	const int values[] = {t->n[STANDING_ON_TIME], t->n[STANDING_UNPROVEN], t->n[STANDING_LATE]};
	g_autofree char *label = month_label(w, month);
	g_autoptr(GString) words = g_string_new(NULL);

	add_part(words, values[0], say(w, "in time", "in tempo"));
	add_part(words, values[1], say(w, "not proven", values[1] == 1 ? "non provata" : "non provate"));
	add_part(words, values[2], say(w, "late", "in ritardo"));
	doc_bar(w->d, label, words->str, values);
}

static char *
months_sentence(const Writing *w)
{
	static const Words words = {"The months have %1 deadlines towards the DPO, %2 of them in time; the fullest is %3.",
		"I mesi contano %1 termini verso il DPO, di cui %2 in tempo; il più pieno è %3."};
	static const Words none = {"The months have no deadline towards the DPO.", "I mesi non contano termini verso il DPO."};
	const MonthStats *fullest = &g_array_index(w->stats->months, MonthStats, 0);
	const Tally *dpo = stats_rule(w->stats, RULE_DPO);
	g_autofree char *counted = words_count(tally_counted(dpo)), *on_time = words_count(dpo->n[STANDING_ON_TIME]), *label = NULL;

	for (guint i = 1; i < w->stats->months->len; i++) {
		const MonthStats *month = &g_array_index(w->stats->months, MonthStats, i);
		if (tally_counted(&month->dpo) > tally_counted(&fullest->dpo))
			fullest = month;
	}
	label = month_label(w, fullest);
	if (!tally_counted(dpo))
		return g_strdup(words_in(&none, w->lang));
	return words_fill(&words, w->lang, counted, on_time, label, NULL);
}

static void
write_months(const Writing *w)
{
	g_autofree char *sentence = months_sentence(w);

	doc_heading(w->d, "months", say(w, "Month by month", "Mese per mese"));
	doc_chart(w->d, say(w, "Notices to the DPO, by the month in which the deadline was met or fell due",
		"Comunicazioni al DPO, per mese in cui il termine è stato rispettato o è scaduto"), say(w, "month", "mese"), sentence);
	doc_series(w->d, DOC_GOOD, say(w, "in time", "in tempo"));
	doc_series(w->d, DOC_WARN, say(w, "sent, not proven", "inviate, non provate"));
	doc_series(w->d, DOC_BAD, say(w, "late", "in ritardo"));
	for (guint i = 0; i < w->stats->months->len; i++)
		month_bar(w, &g_array_index(w->stats->months, MonthStats, i));
}

static void
write_histogram(const Writing *w)
{
	static const Words words = {"%1 of %2 within 24 hours of the detection.", "%1 su %2 entro 24 ore dalla rilevazione."};
	int counts[STATS_BINS], within = 0;
	g_autofree char *sentence = NULL, *a = NULL, *b = NULL;

	stats_histogram(w->stats, counts);
	for (int i = 0; i < STATS_BINS_IN_TIME; i++)
		within += counts[i];
	a = words_count(within);
	b = words_count((int)w->stats->times->len);
	sentence = words_fill(&words, w->lang, a, b, NULL);
	doc_heading(w->d, "time", say(w, "How long it took to tell the DPO", "Quanto è passato prima di avvisare il DPO"));
	doc_chart(w->d, say(w, "Breaches, by the time from the detection to the notice that stands; what was not sent, up to now",
		"Violazioni, per tempo dalla rilevazione alla comunicazione valida; per quelle non inviate, fino a ora"),
		say(w, "time", "tempo"), sentence);
	doc_series(w->d, DOC_GOOD, say(w, "within 24 hours", "entro 24 ore"));
	doc_series(w->d, DOC_BAD, say(w, "later", "oltre"));
	for (int i = 0; i < STATS_BINS; i++) {
		const int values[] = {i < STATS_BINS_IN_TIME ? counts[i] : 0, i < STATS_BINS_IN_TIME ? 0 : counts[i]};
		g_autofree char *label = words_bin(i, w->lang), *n = counts[i] ? words_count(counts[i]) : g_strdup("");
		doc_bar(w->d, label, n, values);
	}
}

static void
write_steps(const Writing *w)
{
	doc_heading(w->d, "hours", say(w, "Where the hours went", "Dove sono andate le ore"));
	doc_table(w->d, NULL);
	doc_column(w->d, say(w, "step", "passaggio"), false, true);
	doc_column(w->d, say(w, "breaches", "violazioni"), true, false);
	doc_column(w->d, say(w, "median", "mediana"), true, false);
	doc_column(w->d, say(w, "longest", "il più lungo"), true, false);
	for (int i = 0; i < STEPS; i++) {
		Spread spread = stats_spread(w->stats->steps[i]);
		doc_row(w->d, NULL);
		doc_cell(w->d, DOC_PLAIN, words_step((Step)i, w->lang));
		count_cell(w, DOC_PLAIN, spread.n);
		cell_taken(w->d, DOC_PLAIN, spread.n ? span(w, spread.median) : g_strdup("-"));
		cell_taken(w->d, DOC_PLAIN, spread.n ? span(w, spread.worst) : g_strdup("-"));
	}
}

static void
write_groups(const Writing *w)
{
	static const Words heading = {"By %1", "Per %1"};
	StatsBy by = w->report->query.by;
	g_autofree char *title = words_fill(&heading, w->lang, words_by(by, w->lang), NULL);

	doc_heading(w->d, "groups", title);
	doc_table(w->d, NULL);
	doc_column(w->d, words_by(by, w->lang), false, true);
	doc_column(w->d, say(w, "cases", "casi"), true, false);
	doc_column(w->d, say(w, "DPO in time", "DPO in tempo"), true, false);
	doc_column(w->d, say(w, "all in time", "tutti in tempo"), true, false);
	doc_column(w->d, say(w, "median", "mediana"), true, false);
	doc_column(w->d, say(w, "latest", "ritardo"), true, false);
	for (guint i = 0; i < w->stats->groups->len; i++) {
		const Group *group = g_ptr_array_index(w->stats->groups, i);
		Spread spread = stats_spread(group->times);
		doc_row(w->d, NULL);
		cell_taken(w->d, DOC_PLAIN, words_group(w->report, group, w->lang));
		count_cell(w, DOC_PLAIN, group->incidents);
		cell_taken(w->d, tone_of(&group->dpo), words_share(&group->dpo, w->lang));
		cell_taken(w->d, tone_of(&group->all), words_share(&group->all, w->lang));
		cell_taken(w->d, DOC_PLAIN, spread.n ? span(w, spread.median) : g_strdup("-"));
		cell_taken(w->d, group->worst ? DOC_BAD : DOC_DIM, group->worst ? span(w, group->worst) : g_strdup("-"));
	}
	doc_text(w->d, DOC_DIM, say(w, "Median: from the detection to the notice to the DPO. Latest: the longest lateness.",
		"Mediana: dalla rilevazione alla comunicazione al DPO. Ritardo: il più lungo."));
	if (by == BY_CLIENT)
		doc_text(w->d, DOC_DIM, say(w, "A breach that affects several clients counts with each of them.",
			"Una violazione che coinvolge più committenti conta per ognuno."));
}

/* --- one by one ------------------------------------------------------------------------------------------------------------------- */

/* A long list is cut, and says so. */
static guint
room(const Writing *w, guint n)
{
	return w->most > 0 ? MIN(n, (guint)w->most) : n;
}

static void
say_rest(const Writing *w, guint n)
{
	static const Words rest = {"... and %1 more: breccia report --format csv has them all", "... e altri %1: breccia report --format csv li ha tutti"};
	g_autofree char *more = words_count((int)(n - room(w, n))), *line = words_fill(&rest, w->lang, more, NULL);

	if (room(w, n) < n)
		doc_text(w->d, DOC_DIM, line);
}

static void
named_columns(const Writing *w, const char *span_heading, const char *last)
{
	doc_table(w->d, NULL);
	doc_column(w->d, say(w, "ref", "rif."), false, false);
	doc_column(w->d, say(w, "incident", "incidente"), false, true);
	doc_column(w->d, say(w, "deadline", "termine"), false, true);
	doc_column(w->d, say(w, "due", "scadenza"), false, false);
	doc_column(w->d, span_heading, true, false);
	if (last)
		doc_column(w->d, last, false, true);
}

static void
named_row(const Writing *w, const NamedClock *c)
{
	doc_row(w->d, c->ref);
	doc_cell(w->d, DOC_PLAIN, c->ref);
	cell_taken(w->d, DOC_PLAIN, words_title(w->report, c->title, c->breach_kind, w->lang));
	cell_taken(w->d, DOC_PLAIN, words_named(w->report, c, w->lang));
	cell_taken(w->d, DOC_PLAIN, instant_show_short(c->due_at, w->report->query.now, w->report->query.zone));
}

static void
write_late(const Writing *w)
{
	guint n = w->stats->late->len;

	doc_heading(w->d, "late", say(w, "Late, and why", "In ritardo, e perché"));
	if (!n) {
		doc_text(w->d, DOC_GOOD, say(w, "None.", "Nessuno."));
		return;
	}
	named_columns(w, say(w, "late by", "ritardo"), say(w, "cause and reason", "causa e motivo"));
	for (guint i = 0; i < room(w, n); i++) {
		const NamedClock *c = g_ptr_array_index(w->stats->late, i);
		g_autofree char *late = span(w, stats_lateness(c, w->report->query.now));
		named_row(w, c);
		doc_cell(w->d, DOC_BAD, late);
		cell_taken(w->d, c->explained ? DOC_PLAIN : DOC_BAD, words_why(w->report, c, w->lang));
	}
	say_rest(w, n);
}

static void
write_unproven(const Writing *w)
{
	guint n = w->stats->unproven->len;

	if (!n)
		return;
	doc_heading(w->d, "unproven", say(w, "Sent in time, but not proven", "Inviati in tempo, ma non provati"));
	named_columns(w, say(w, "overdue by", "scaduto da"), NULL);
	for (guint i = 0; i < room(w, n); i++) {
		const NamedClock *c = g_ptr_array_index(w->stats->unproven, i);
		named_row(w, c);
		cell_taken(w->d, DOC_WARN, span(w, stats_lateness(c, w->report->query.now)));
	}
	say_rest(w, n);
}

static void
write_running(const Writing *w)
{
	guint n = w->stats->running->len;

	doc_heading(w->d, "running", say(w, "Running now", "In corso adesso"));
	if (!n) {
		doc_text(w->d, DOC_DIM, say(w, "No deadline is running.", "Nessun termine in corso."));
		return;
	}
	named_columns(w, say(w, "time left", "resta"), NULL);
	for (guint i = 0; i < room(w, n); i++) {
		const NamedClock *c = g_ptr_array_index(w->stats->running, i);
		named_row(w, c);
		cell_taken(w->d, DOC_PLAIN, span(w, c->due_at - w->report->query.now));
	}
	say_rest(w, n);
}

static void
write_actions(const Writing *w)
{
	guint n = w->stats->actions->len;

	if (!n)
		return;
	doc_heading(w->d, "actions", say(w, "Actions overdue now", "Azioni scadute, a oggi"));
	doc_table(w->d, NULL);
	doc_column(w->d, say(w, "action", "azione"), false, false);
	if (!w->report->query.no_clients)
		doc_column(w->d, say(w, "what", "che cosa"), false, true);
	doc_column(w->d, say(w, "due", "scadenza"), false, false);
	doc_column(w->d, say(w, "overdue by", "scaduta da"), true, false);
	for (guint i = 0; i < room(w, n); i++) {
		const NamedAction *a = g_ptr_array_index(w->stats->actions, i);
		g_autofree char *ref = g_strndup(a->id, strcspn(a->id, "/"));
		doc_row(w->d, ref);
		doc_cell(w->d, DOC_PLAIN, a->id);
		if (!w->report->query.no_clients)
			cell_taken(w->d, DOC_PLAIN, words_title(w->report, a->title, NULL, w->lang));
		cell_taken(w->d, DOC_PLAIN, instant_show_short(a->due_at, w->report->query.now, w->report->query.zone));
		cell_taken(w->d, DOC_BAD, span(w, w->report->query.now - a->due_at));
	}
	say_rest(w, n);
}

static void
write_unreleased(const Writing *w)
{
	static const Words words = {"Notices to clients that left without release, because little time was left: %1.",
		"Comunicazioni a committenti partite senza rilascio, perché restava poco tempo: %1."};
	const GPtrArray *ids = w->report->unreleased;
	g_autoptr(GString) list = g_string_new(NULL);
	g_autofree char *line = NULL;

	if (!ids || !ids->len)
		return;
	for (guint i = 0; i < ids->len; i++)
		g_string_append_printf(list, "%s%s", i ? ", " : "", (const char *)g_ptr_array_index(ids, i));
	line = words_fill(&words, w->lang, list->str, NULL);
	doc_heading(w->d, "unreleased", say(w, "Sent without release", "Inviate senza rilascio"));
	doc_text(w->d, DOC_WARN, line);
}

/* --- apart ------------------------------------------------------------------------------------------------------------------------ */

static void
write_apart(const Writing *w)
{
	static const Words drills = {"DPO told in time in %1 drills", "DPO avvisato in tempo in %1 esercitazioni"},
			   with_time = {"%1, median %2", "%1, mediana %2"};
	Spread spread = stats_spread(w->stats->drill_times);

	doc_heading(w->d, "entries", say(w, "What was detected in the period", "Che cosa è stato rilevato nel periodo"));
	doc_table(w->d, NULL);
	doc_column(w->d, say(w, "entries", "voci"), false, true);
	doc_column(w->d, say(w, "how many", "quante"), true, false);
	for (int i = 0; i < ENTRIES; i++) {
		if (i != ENTRY_BREACH && !w->stats->entries[i])
			continue;
		doc_row(w->d, NULL);
		doc_cell(w->d, DOC_PLAIN, words_entry((Entry)i, w->lang));
		count_cell(w, DOC_PLAIN, w->stats->entries[i]);
	}
	if (tally_counted(&w->stats->drills)) {
		g_autofree char *share = words_share(&w->stats->drills, w->lang), *median = span(w, spread.median);
		g_autofree char *line = words_fill(&drills, w->lang, share, NULL), *both = words_fill(&with_time, w->lang, line, median, NULL);
		doc_text(w->d, DOC_PLAIN, both);
	}
}

static void
write_rules_of_counting(const Writing *w)
{
	doc_heading(w->d, "counting", say(w, "How this is counted", "Come si conta"));
	doc_text(w->d, DOC_DIM, say(w,
		"Only breaches count: what is void, found not to be a breach, a near miss, a drill or imported from paper is shown apart. Each "
		"deadline counts once, when it was met or fell due, whichever came first; what still runs is shown apart. In time is what was met "
		"in time with the required proof: sent but not proven is not in time. A late one stays late whatever is corrected afterwards. Of four "
		"or fewer no percentage is given. Nobody is counted by name.",
		"Contano solo le violazioni: ciò che è annullato, risultato non violazione, quasi violazione, esercitazione o importato dalla carta è "
		"indicato a parte. Ogni termine conta una volta, quando è stato rispettato o è scaduto, secondo quale evento viene prima; ciò che è in "
		"corso è indicato a parte. È in tempo ciò che è stato adempiuto in tempo con la prova richiesta: inviato ma non provato non è in "
		"tempo. Un ritardo resta tale qualunque cosa si corregga dopo. Fino a quattro casi non si danno percentuali. Nessuno è contato per nome."));
}

static void
write_foot(const Writing *w)
{
	static const Words words = {"breccia, register %1, event %2, seal %3", "breccia, registro %1, evento %2, sigillo %3"};
	const Tip *tip = &w->report->tip;
	g_autofree char *seq = g_strdup_printf("%" G_GINT64_FORMAT, tip->seq);

	w->d->foot = words_fill(&words, w->lang, tip->uuid ? tip->uuid : "-", seq, tip->seal, NULL);
}

Document *
report_document(const Report *report, Lang lang, int most)
{
	static const Words title = {"Were the deadlines met?", "I termini sono stati rispettati?"}, under = {"%1. Made on %2.", "%1. Fatto %2."};
	g_autofree char *about = words_about(report, lang), *made = instant_letter(report->query.now, report->query.zone, lang);
	g_autofree char *line = words_fill(&under, lang, about, made, NULL);
	const Writing w = {report, report->stats, document_new(lang, report->organisation, words_in(&title, lang), line), lang, most};

	write_figures(&w);
	write_rules(&w);
	write_beside(&w);
	write_months(&w);
	write_histogram(&w);
	write_late(&w);
	write_unproven(&w);
	write_running(&w);
	write_steps(&w);
	if (report->query.by != BY_NOTHING)
		write_groups(&w);
	write_actions(&w);
	write_unreleased(&w);
	write_apart(&w);
	write_rules_of_counting(&w);
	write_foot(&w);
	return w.d;
}

/* A report for spreadsheets: a row for each deadline, or for each group. */
#include "src/report/forms.h"

#include "src/report/words.h"

/* A column: its name for programs, and for people. */
typedef struct {
	const char *key;
	Words heading;
	bool names; /* may name a client: left out where none may be named */
} CsvColumn;

static const CsvColumn columns[] = {
	{"ref", {"ref", "riferimento"}, false},
	{"title", {"title", "titolo"}, true},
	{"kind", {"kind of breach", "tipo di violazione"}, false},
	{"site", {"site", "sede"}, true},
	{"campaign", {"campaign", "commessa"}, true},
	{"rule", {"deadline", "termine"}, false},
	{"client", {"client", "committente"}, true},
	{"started_at", {"runs from", "decorre da"}, false},
	{"due_at", {"due", "scadenza"}, false},
	{"met_at", {"met", "adempiuto"}, false},
	{"standing", {"standing", "esito"}, false},
	{"taken_hours", {"hours until met", "ore fino all'adempimento"}, false},
	{"late_hours", {"hours late", "ore di ritardo"}, false},
	{"proof", {"proof", "prova"}, false},
	{"cause", {"cause of the lateness", "causa del ritardo"}, false},
	{"reason", {"reason", "motivo"}, true},
};

static const CsvColumn group_columns[] = {
	{"group", {"", ""}, false},
	{"breaches", {"breaches", "violazioni"}, false},
	{"dpo_counted", {"deadlines DPO", "termini DPO"}, false},
	{"dpo_in_time", {"DPO in time", "DPO in tempo"}, false},
	{"counted", {"deadlines", "termini"}, false},
	{"in_time", {"in time", "in tempo"}, false},
	{"late", {"late", "in ritardo"}, false},
	{"unproven", {"unproven", "non provati"}, false},
	{"median_hours", {"median hours to the DPO", "ore al DPO, mediana"}, false},
	{"latest_hours", {"most hours late", "massimo ritardo in ore"}, false},
};

typedef struct {
	const Report *report;
	Lang lang;
	bool raw;
	Csv csv;
} Writer;

static const char *
standing_cell(const Writer *w, Standing standing)
{
	return w->raw ? stats_standing_code(standing) : words_standing(standing, w->lang);
}

static const char *
coded(const Writer *w, const Vocab *vocab, const char *code)
{
	return !code || w->raw ? code : vocab_label(vocab, code, w->lang);
}

/* Hundredths of an hour; an empty cell for none. */
static void
hours(Writer *w, int64_t seconds)
{
	if (seconds < 0)
		csv_text(&w->csv, NULL);
	else
		csv_decimal(&w->csv, seconds / 36, 2);
}

static void
typed(Writer *w, const char *text)
{
	if (!w->report->query.no_clients)
		csv_text(&w->csv, text);
}

static void
rule_cell(Writer *w, const Clock *clock)
{
	const ClockRule *known = clock_rule(clock->rule);

	csv_text(&w->csv, w->raw || !known ? clock->rule : words_in(&known->name, w->lang));
}

static void
write_row(const ReportRow *row, void *data)
{
	Writer *w = data;
	const ReportIncident *i = row->incident;
	const Clock *clock = &row->clock->clock;
	Instant left = clock->met_at == INSTANT_NONE ? row->clock->sent_at : clock->met_at;
	bool late = row->standing == STANDING_LATE || row->standing == STANDING_UNPROVEN;

	csv_text(&w->csv, i->ref);
	typed(w, i->title);
	csv_text(&w->csv, coded(w, &vocab_kind, i->breach_kind));
	typed(w, i->site);
	typed(w, row->clock->campaign ? row->clock->campaign : i->campaign);
	rule_cell(w, clock);
	typed(w, w->raw || !clock->client_name ? clock->client : clock->client_name);
	csv_instant(&w->csv, clock->starts_at);
	csv_instant(&w->csv, clock->due_at);
	csv_instant(&w->csv, clock->met_at);
	csv_text(&w->csv, standing_cell(w, row->standing));
	hours(w, left == INSTANT_NONE ? -1 : MAX(0, left - clock->starts_at));
	hours(w, late ? clock_late_by(clock, w->report->query.now) : -1);
	csv_text(&w->csv, w->raw ? proof_code(clock->proof) : words_in(proof_words(clock->proof), w->lang));
	csv_text(&w->csv, late ? coded(w, &vocab_late_cause, clock->late_cause) : NULL);
	typed(w, late ? clock->late_reason : NULL);
	csv_row_end(&w->csv);
}

static void
head(Writer *w, const CsvColumn *list, gsize n)
{
	for (gsize i = 0; i < n; i++) {
		const char *heading = words_in(&list[i].heading, w->lang);
		if (list[i].names && w->report->query.no_clients)
			continue;
		if (list == group_columns && i == 0)
			heading = words_by(w->report->query.by, w->lang);
		csv_text(&w->csv, w->raw ? list[i].key : heading);
	}
	csv_row_end(&w->csv);
}

static void
write_group(Writer *w, const Group *group)
{
	Spread spread = stats_spread(group->times);
	g_autofree char *name = words_group(w->report, group, w->lang);

	csv_text(&w->csv, w->raw ? group->key : name);
	csv_int(&w->csv, group->incidents);
	csv_int(&w->csv, tally_counted(&group->dpo));
	csv_int(&w->csv, group->dpo.n[STANDING_ON_TIME]);
	csv_int(&w->csv, tally_counted(&group->all));
	csv_int(&w->csv, group->all.n[STANDING_ON_TIME]);
	csv_int(&w->csv, group->all.n[STANDING_LATE]);
	csv_int(&w->csv, group->all.n[STANDING_UNPROVEN]);
	hours(w, spread.n ? spread.median : -1);
	hours(w, group->worst ? group->worst : -1);
	csv_row_end(&w->csv);
}

bool
report_csv(Db *db, const Report *report, Lang lang, CsvDialect dialect, GString *out, GError **error)
{
	Writer w = {.report = report, .lang = lang, .raw = dialect == CSV_RAW};

	csv_begin(&w.csv, dialect, report->query.zone, out);
	if (report->query.by == BY_NOTHING) {
		head(&w, columns, G_N_ELEMENTS(columns));
		return report_rows(db, &report->query, write_row, &w, error);
	}
	head(&w, group_columns, G_N_ELEMENTS(group_columns));
	for (guint i = 0; i < report->stats->groups->len; i++)
		write_group(&w, g_ptr_array_index(report->stats->groups, i));
	return true;
}

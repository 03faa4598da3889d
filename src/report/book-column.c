/* What the register of breaches says of each entry: a table of columns. */
#include "src/report/book-part.h"

#include "src/core/clock.h"
#include "src/core/judgement.h"
#include "src/core/severity.h"
#include "src/core/stage.h"
#include "src/core/text.h"
#include "src/report/dossier.h"

#include <string.h>

#define SAY(en, it) (e->of->lang == LANG_IT ? (it) : (en))

static const struct {
	const char *code;
	Words words;
} sections[] = {
	[BOOK_BREACH] = {"breach", {"breach", "violazione"}},
	[BOOK_NEAR_MISS] = {"near-miss", {"near miss", "quasi violazione"}},
	[BOOK_NOT_A_BREACH] = {"not-a-breach", {"not a breach", "non è una violazione"}},
	[BOOK_VOID] = {"void", {"void", "annullato"}},
	[BOOK_DRILL] = {"drill", {"exercise", "esercitazione"}},
};

const Words *
book_section_words(BookSection section)
{
	return &sections[section].words;
}

const char *
book_section_code(BookSection section)
{
	return sections[section].code;
}

/* --- filling a cell ------------------------------------------------------------------------------------------------------------------ */

static void
put_text(BookCell *cell, const char *words)
{
	if (text_blank(words))
		return;
	cell->words = g_strdup(words);
	cell->value = json_string(words);
}

static void
put_coded(BookCell *cell, const char *code, const char *words)
{
	cell->words = g_strdup(words);
	cell->value = json_string(code);
}

static void
put_instant(BookCell *cell, Instant t)
{
	g_autofree char *text = instant_rfc3339(t);
	cell->at = t;
	cell->value = t == INSTANT_NONE ? NULL : json_string(text);
}

static void
put_bool(const Entry *e, BookCell *cell, bool yes)
{
	cell->words = g_strdup(yes ? SAY("yes", "sì") : SAY("no", "no"));
	cell->value = json_boolean(yes);
}

/* Of a breach, what a notice tells of it and what art. 33(5) wants of its entry. */
static bool
is_asked(const Entry *e, const Field *field)
{
	static const char *const wanted[] = {"consequences_note", "root_cause", "prevention", NULL};
	return e->section == BOOK_BREACH && !(field->use & FIELD_OPTIONAL) && (field->use & FIELD_NOTICE || g_strv_contains(wanted, field->name)) &&
		(!e->of->client || !g_strv_contains(wanted, field->name));
}

static void
put_field(const Entry *e, BookCell *cell, const char *name)
{
	const Field *field = field_find(name);
	const json_t *value = json_object_get(e->fields, name);
	bool erased = e->in->erased && !value && field_side(field) == SIDE_BODY;
	if (field->type == FIELD_INSTANT) {
		Instant t = INSTANT_NONE;
		if (json_is_string(value) && !instant_from_rfc3339(json_string_value(value), &t))
			t = INSTANT_NONE;
		put_instant(cell, t);
		return;
	}
	if (e->of->client && dossier_left_out(e->in, e->of->client, e->fields, field)) {
		cell->left_out = true;
		cell->words = g_strdup(dossier_left_out_words(e->of->lang));
		return;
	}
	cell->value = value ? json_incref((json_t *)value) : NULL;
	cell->open = !erased && field_open(value) && is_asked(e, field);
	if (value)
		cell->words = field_show(field, value, e->of->zone, e->of->lang);
	else if (erased)
		cell->words = g_strdup(SAY("erased", "cancellato"));
}

/* --- the columns ------------------------------------------------------------------------------------------------------------------------ */

static const Clock *
clock_of(const Entry *e, const char *rule)
{
	for (guint i = 0; i < e->in->clocks->len; i++) {
		const Clock *k = g_ptr_array_index(e->in->clocks, i);
		bool own = !g_str_equal(rule, RULE_CLIENT) || g_strcmp0(k->client, e->of->client) == 0;
		if (g_str_equal(k->rule, rule) && own)
			return k;
	}
	return NULL;
}

static void
put_clock_met(const Entry *e, BookCell *cell, const char *rule)
{
	const Clock *k = clock_of(e, rule);
	put_instant(cell, k ? k->met_at : INSTANT_NONE);
}

static void
put_clock_due(const Entry *e, BookCell *cell, const char *rule)
{
	const Clock *k = clock_of(e, rule);
	put_instant(cell, k ? k->due_at : INSTANT_NONE);
}

static void
put_clock_state(const Entry *e, BookCell *cell, const char *rule)
{
	const Clock *k = clock_of(e, rule);
	if (!k)
		return;
	ClockState state = clock_state(k, e->of->now);
	put_coded(cell, clock_state_code(state), words_in(clock_state_words(state), e->of->lang));
}

static void
put_clock_proof(const Entry *e, BookCell *cell, const char *rule)
{
	const Clock *k = clock_of(e, rule);
	if (k && k->met_at != INSTANT_NONE)
		put_coded(cell, proof_code(k->proof), words_in(proof_words(k->proof), e->of->lang));
}

/* Why it was late; where nobody has said so yet it is open. */
static void
put_clock_late(const Entry *e, BookCell *cell, const char *rule)
{
	const Clock *k = clock_of(e, rule);
	if (!k || !clock_was_late(k, e->of->now))
		return;
	cell->open = clock_wants_reason(k, e->of->now);
	if (!k->late_cause)
		return;
	g_autofree char *words = g_strdup_printf("%s%s%s", vocab_label(&vocab_late_cause, k->late_cause, e->of->lang), k->late_reason ? ": " : "",
		k->late_reason ? k->late_reason : "");
	put_text(cell, words);
}

static const Judgement *
decision(const Entry *e, const char *about)
{
	Question question;
	return question_parse(about, &question) ? judgement_about(e->in->decisions, question) : NULL;
}

static void
put_decision(const Entry *e, BookCell *cell, const char *about)
{
	const Judgement *j = decision(e, about);
	if (j)
		put_bool(e, cell, j->yes);
	else
		cell->open = e->section == BOOK_BREACH && g_strcmp0(json_string_value(json_object_get(e->fields, "own_data")), "no") != 0;
}

static void
put_decision_reason(const Entry *e, BookCell *cell, const char *about)
{
	const Judgement *j = decision(e, about);
	put_text(cell, j ? j->reason : NULL);
}

static void
put_decision_at(const Entry *e, BookCell *cell, const char *about)
{
	const Judgement *j = decision(e, about);
	put_instant(cell, j ? j->act.at : INSTANT_NONE);
}

static void
put_section(const Entry *e, BookCell *cell, const char *name)
{
	(void)name;
	put_coded(cell, book_section_code(e->section), words_in(book_section_words(e->section), e->of->lang));
}

static void
put_ref(const Entry *e, BookCell *cell, const char *name)
{
	(void)name;
	put_text(cell, e->in->ref);
}

static void
put_imported(const Entry *e, BookCell *cell, const char *name)
{
	(void)name;
	if (e->in->historic)
		put_bool(e, cell, true);
}

static void
put_aware(const Entry *e, BookCell *cell, const char *name)
{
	Instant aware = incident_instant(e->in, name);
	put_instant(cell, aware == INSTANT_NONE ? incident_instant(e->in, "detected_at") : aware);
}

static void
put_logged(const Entry *e, BookCell *cell, const char *name)
{
	(void)name;
	put_instant(cell, e->in->logged_at);
}

static const Assessment *
assessment(const Entry *e)
{
	return e->in->assessments->len ? g_ptr_array_index(e->in->assessments, e->in->assessments->len - 1) : NULL;
}

static void
put_severity(const Entry *e, BookCell *cell, const char *name)
{
	(void)name;
	const Assessment *a = assessment(e);
	if (a)
		put_coded(cell, level_code(assessment_level(a)), words_in(level_words(assessment_level(a)), e->of->lang));
}

static void
put_score(const Entry *e, BookCell *cell, const char *name)
{
	(void)name;
	const Assessment *a = assessment(e);
	if (!a || !a->se)
		return;
	cell->quarters = a->se;
	cell->value = json_real((double)a->se / 4);
}

static void
put_filing_number(const Entry *e, BookCell *cell, const char *clock)
{
	for (guint i = 0; i < e->in->filings->len; i++) {
		const Filing *f = g_ptr_array_index(e->in->filings, i);
		if (g_str_equal(f->clock, clock) && f->number) {
			put_text(cell, f->number);
			return;
		}
	}
}

static void
put_clients(const Entry *e, BookCell *cell, const char *name)
{
	(void)name;
	g_autoptr(GString) all = g_string_new(NULL);
	json_t *list = json_array();
	for (guint i = 0; i < e->in->clients->len; i++) {
		const Affected *a = g_ptr_array_index(e->in->clients, i);
		g_autofree char *told = a->told_at == INSTANT_NONE ? g_strdup(SAY("not told", "non informato")) : instant_show(a->told_at, e->of->zone);
		g_string_append_printf(all, "%s%s (%s)", all->len ? "; " : "", *a->name ? a->name : a->client, told);
		json_array_append_new(list, json_string(a->client));
	}
	put_text(cell, all->str);
	json_decref(cell->value);
	cell->value = all->len ? json_incref(list) : NULL;
	json_decref(list);
}

static void
put_stage(const Entry *e, BookCell *cell, const char *name)
{
	(void)name;
	Stage stage = incident_stage(e->in, e->of->now);
	put_coded(cell, stage_code(stage), words_in(stage_words(stage), e->of->lang));
}

static void
put_closed(const Entry *e, BookCell *cell, const char *name)
{
	(void)name;
	put_instant(cell, e->in->closed_at != INSTANT_NONE ? e->in->closed_at : e->in->voided_at);
}

static void
put_ended(const Entry *e, BookCell *cell, const char *name)
{
	(void)name;
	const Judgement *j = e->section == BOOK_NOT_A_BREACH ? decision(e, "breach") : NULL;
	g_autofree char *copy = e->in->duplicate_of ? g_strdup_printf(SAY("the same as %s", "lo stesso di %s"), e->in->duplicate_of) : NULL;
	const char *const parts[] = {j ? j->reason : NULL, e->in->ended_why, copy};
	g_autoptr(GString) all = g_string_new(NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
		if (!text_blank(parts[i]))
			g_string_append_printf(all, "%s%s", all->len ? "; " : "", parts[i]);
	put_text(cell, all->str);
}

static void
put_our_client(const Entry *e, BookCell *cell, const char *name)
{
	(void)name;
	const Affected *a = affected_find(e->in->clients, e->of->client);
	if (!a)
		put_text(cell, SAY("not affected, as it turned out", "non coinvolto, come è risultato"));
	else
		put_bool(e, cell, true);
}

typedef struct {
	BookColumn column;
	void (*put)(const Entry *e, BookCell *cell, const char *name);
	const char *name; /* for put: a field, a rule, a question */
} Source;

#define FIELD(name, type) {{(name), {NULL, NULL}, (type)}, put_field, (name)}

static const Source own[] = {
	{{"section", {"entry", "voce"}, CELL_TEXT}, put_section, NULL},
	{{"ref", {"reference", "riferimento"}, CELL_TEXT}, put_ref, NULL},
	FIELD("protocol", CELL_TEXT),
	FIELD("title", CELL_TEXT),
	{{"imported", {"imported", "importato"}, CELL_TEXT}, put_imported, NULL},
	FIELD("detected_at", CELL_INSTANT),
	FIELD("occurred_from", CELL_INSTANT),
	FIELD("occurred_to", CELL_INSTANT),
	{{"aware_at", {"aware", "conoscenza della violazione"}, CELL_INSTANT}, put_aware, "aware_at"},
	{{"logged_at", {"logged", "registrato"}, CELL_INSTANT}, put_logged, NULL},
	FIELD("description", CELL_TEXT),
	FIELD("breach_kind", CELL_TEXT),
	FIELD("nature", CELL_TEXT),
	FIELD("cause", CELL_TEXT),
	FIELD("own_data", CELL_TEXT),
	{{"clients", {"clients, and when they were told", "committenti, e quando sono stati informati"}, CELL_TEXT}, put_clients, NULL},
	FIELD("data", CELL_TEXT),
	FIELD("data_note", CELL_TEXT),
	FIELD("subject_kinds", CELL_TEXT),
	FIELD("subjects", CELL_TEXT),
	FIELD("records", CELL_TEXT),
	FIELD("recipient", CELL_TEXT),
	FIELD("systems", CELL_TEXT),
	FIELD("protection", CELL_TEXT),
	FIELD("consequences_c", CELL_TEXT),
	FIELD("consequences_i", CELL_TEXT),
	FIELD("consequences_a", CELL_TEXT),
	FIELD("consequences_note", CELL_TEXT),
	FIELD("impacts", CELL_TEXT),
	{{"severity", {"severity", "gravità"}, CELL_TEXT}, put_severity, NULL},
	{{"score", {"score (ENISA)", "punteggio (ENISA)"}, CELL_SCORE}, put_score, NULL},
	FIELD("measures_before", CELL_TEXT),
	FIELD("measures_taken", CELL_TEXT),
	FIELD("root_cause", CELL_TEXT),
	FIELD("prevention", CELL_TEXT),
	{{"dpo_due_at", {"DPO: due", "DPO: scadenza"}, CELL_INSTANT}, put_clock_due, RULE_DPO},
	{{"dpo_told_at", {"DPO: told", "DPO: informato"}, CELL_INSTANT}, put_clock_met, RULE_DPO},
	{{"dpo_state", {"DPO: 24 hours", "DPO: 24 ore"}, CELL_TEXT}, put_clock_state, RULE_DPO},
	{{"dpo_proof", {"DPO: proof", "DPO: prova"}, CELL_TEXT}, put_clock_proof, RULE_DPO},
	{{"dpo_late_reason", {"DPO: why late", "DPO: motivo del ritardo"}, CELL_TEXT}, put_clock_late, RULE_DPO},
	{{"authority", {"filed with the Garante: decision", "notifica al Garante: decisione"}, CELL_TEXT, true}, put_decision, "authority"},
	{{"authority_decided_at", {"Garante: decided", "Garante: deciso"}, CELL_INSTANT}, put_decision_at, "authority"},
	{{"authority_reason", {"Garante: reason", "Garante: motivazione"}, CELL_TEXT}, put_decision_reason, "authority"},
	{{"authority_filed_at", {"Garante: filed", "Garante: notificata"}, CELL_INSTANT}, put_clock_met, RULE_AUTHORITY},
	{{"authority_number", {"Garante: number of the file", "Garante: numero di fascicolo"}, CELL_TEXT}, put_filing_number, RULE_AUTHORITY},
	{{"authority_late_reason", {"Garante: why late", "Garante: motivo del ritardo"}, CELL_TEXT}, put_clock_late, RULE_AUTHORITY},
	{{"subjects_decision", {"data subjects told: decision", "comunicazione agli interessati: decisione"}, CELL_TEXT, true}, put_decision, "subjects"},
	{{"subjects_reason", {"data subjects: reason", "interessati: motivazione"}, CELL_TEXT}, put_decision_reason, "subjects"},
	{{"subjects_told_at", {"data subjects: told", "interessati: informati"}, CELL_INSTANT}, put_clock_met, RULE_SUBJECTS},
	{{"stage", {"state", "stato"}, CELL_TEXT}, put_stage, NULL},
	{{"closed_at", {"closed", "chiuso"}, CELL_INSTANT}, put_closed, NULL},
	{{"ended_why", {"why it ended", "motivo della conclusione"}, CELL_TEXT}, put_ended, NULL},
};

static const Source for_client[] = {
	{{"section", {"entry", "voce"}, CELL_TEXT}, put_section, NULL},
	{{"ref", {"our reference", "nostro riferimento"}, CELL_TEXT}, put_ref, NULL},
	FIELD("reference", CELL_TEXT),
	{{"affected", {"this client's data are affected", "dati del committente coinvolti"}, CELL_TEXT}, put_our_client, NULL},
	FIELD("campaign", CELL_TEXT),
	FIELD("detected_at", CELL_INSTANT),
	FIELD("occurred_from", CELL_INSTANT),
	FIELD("occurred_to", CELL_INSTANT),
	FIELD("description", CELL_TEXT),
	FIELD("breach_kind", CELL_TEXT),
	FIELD("nature", CELL_TEXT),
	FIELD("cause", CELL_TEXT),
	FIELD("data", CELL_TEXT),
	FIELD("data_note", CELL_TEXT),
	FIELD("subject_kinds", CELL_TEXT),
	FIELD("subjects", CELL_TEXT),
	FIELD("records", CELL_TEXT),
	FIELD("protection", CELL_TEXT),
	FIELD("consequences_c", CELL_TEXT),
	FIELD("consequences_i", CELL_TEXT),
	FIELD("consequences_a", CELL_TEXT),
	FIELD("consequences_note", CELL_TEXT),
	FIELD("impacts", CELL_TEXT),
	FIELD("measures_taken", CELL_TEXT),
	{{"due_at", {"due", "scadenza"}, CELL_INSTANT}, put_clock_due, RULE_CLIENT},
	{{"told_at", {"told", "informato"}, CELL_INSTANT}, put_clock_met, RULE_CLIENT},
	{{"state", {"notice", "comunicazione"}, CELL_TEXT}, put_clock_state, RULE_CLIENT},
	{{"proof", {"proof", "prova"}, CELL_TEXT}, put_clock_proof, RULE_CLIENT},
};

guint
book_columns(bool client)
{
	return client ? G_N_ELEMENTS(for_client) : G_N_ELEMENTS(own);
}

const BookColumn *
book_column(bool client, guint i)
{
	return client ? &for_client[i].column : &own[i].column;
}

void
book_fill(const Entry *e, BookCell *cells)
{
	bool client = e->of->client != NULL;
	for (guint i = 0; i < book_columns(client); i++) {
		const Source *source = client ? &for_client[i] : &own[i];
		cells[i].at = INSTANT_NONE;
		source->put(e, &cells[i], source->name);
	}
}

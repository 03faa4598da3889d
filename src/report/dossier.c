/* The dossier, put together; what its parts share. */
#include "src/report/dossier-part.h"

#include "src/core/stage.h"
#include "src/core/text.h"

#include <string.h>

/* --- words ------------------------------------------------------------------------------------------------------------------ */

char *
part_person(const Part *part, const char *id)
{
	g_autoptr(Person) person = NULL;
	if (!id)
		return g_strdup("-");
	if (g_str_equal(id, "courier"))
		return g_strdup(SAY("the courier (by itself)", "il corriere (in automatico)"));
	if (!query_person(part->of->db, id, &person, NULL) || !person || !person->name)
		return g_strdup(id);
	return g_strdup_printf("%s (%s)", person->name, id);
}

char *
part_by(const Part *part, const char *id, bool paper)
{
	g_autofree char *person = part_person(part, id);
	return paper ? g_strdup_printf(SAY("from paper, entered by %s", "da carta, registrato da %s"), person) : g_steal_pointer(&person);
}

char *
part_time(const Part *part, Instant t)
{
	return instant_brief(t, part->of->zone, part->of->lang);
}

char *
part_act(const Part *part, const Act *act)
{
	g_autofree char *at = part_time(part, act->at), *by = part_by(part, act->by, act->seq <= part->paper.seq);
	if (!act->typed_by)
		return g_strdup_printf("%s, %s", at, by);
	g_autofree char *typist = part_person(part, act->typed_by);
	return g_strdup_printf(SAY("%s, %s; entered by %s from the answer %s", "%s, %s; inserito da %s dalla risposta %s"), at, by, typist,
		act->receipt ? act->receipt : "?");
}

char *
part_field_words(const Part *part, const Field *field, const json_t *value)
{
	return field_show(field, value, part->of->zone, part->of->lang);
}

static void
pair_or(const Part *part, const char *label, const char *value, const char *open)
{
	bool blank = text_blank(value);
	doc_pair(part->d, blank ? DOC_WARN : DOC_PLAIN, label, blank ? open : value);
}

void
part_pair_or_open(const Part *part, const char *label, const char *value)
{
	pair_or(part, label, value, SAY("not yet determined", "non ancora determinato"));
}

void
part_pair_or_open_feminine(const Part *part, const char *label, const char *value)
{
	pair_or(part, label, value, SAY("not yet determined", "non ancora determinata"));
}

void
part_organisation(const Part *part)
{
	static const struct {
		const char *setting;
		Words label;
		void (*pair)(const Part *part, const char *label, const char *value);
	} rows[] = {
		{"organisation.name", {"name", "denominazione"}, part_pair_or_open_feminine},
		{"organisation.vat", {"VAT number or tax code", "partita IVA o codice fiscale"}, part_pair_or_open_feminine},
		{"organisation.office", {"registered office", "sede legale"}, part_pair_or_open_feminine},
		{"organisation.pec", {"PEC", "PEC"}, part_pair_or_open_feminine},
		{"organisation.phone", {"telephone", "telefono"}, part_pair_or_open},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
		rows[i].pair(part, words_in(&rows[i].label, part->of->lang), settings_text(part->of->settings, rows[i].setting));
}

void
part_field(const Part *part, const json_t *values, const char *name)
{
	const Field *field = field_find(name);
	const json_t *value = json_object_get(values, name);
	bool erased = part->in->erased && !value && field_side(field) == SIDE_BODY;
	if (!value && field->use & FIELD_OPTIONAL)
		return;
	g_autofree char *words = erased ? g_strdup(SAY("erased", "cancellato")) : part_field_words(part, field, value);
	doc_pair(part->d, !erased && field_open(value) ? DOC_WARN : DOC_PLAIN, words_in(&field->label, part->of->lang), words);
}

void
part_hash(const Part *part, const char *label, const char *hash, int64_t size)
{
	g_autofree char *bytes = g_strdup_printf("%" G_GINT64_FORMAT " %s", size, SAY("bytes", "byte"));
	doc_pair(part->d, DOC_PLAIN, label, hash);
	doc_pair(part->d, DOC_PLAIN, SAY("size", "dimensione"), bytes);
}

/* --- what it is about ------------------------------------------------------------------------------------------------------- */

static char *
mark_of_kind(const Part *part)
{
	const Incident *in = part->in;
	if (in->kind == KIND_DRILL)
		return g_strdup(SAY("EXERCISE: nothing real has happened", "ESERCITAZIONE: non è avvenuto nulla di reale"));
	if (in->voided_at != INSTANT_NONE)
		return in->duplicate_of
			? g_strdup_printf(SAY("VOID: entered twice, the same as %s", "ANNULLATO: registrato due volte, è lo stesso di %s"), in->duplicate_of)
			: g_strdup(SAY("VOID: entered in error", "ANNULLATO: registrato per errore"));
	if (g_strcmp0(in->outcome, "not-a-breach") == 0)
		return g_strdup(SAY("Decided: not a personal data breach", "Deciso: non è una violazione di dati personali"));
	return NULL;
}

static void
about_ending(const Part *part)
{
	const Incident *in = part->in;
	g_autofree char *at = part_time(part, in->closed_at), *by = part_by(part, in->closed_by, part->paper.closed);
	g_autofree char *closed = in->closed_at == INSTANT_NONE ? NULL : g_strdup_printf("%s, %s", at, by);
	g_autofree char *erased = instant_show_day(in->erased_at, part->of->zone), *held = instant_show_day(in->held_at, part->of->zone);
	doc_pair(part->d, DOC_PLAIN, SAY("closed", "chiuso"), closed);
	doc_pair(part->d, DOC_PLAIN, SAY("why it ended", "motivo della conclusione"), in->ended_why);
	if (in->reopened)
		doc_pair(part->d, DOC_BAD, SAY("opened again", "riaperto"), SAY("yes: see the time line", "sì: vedere la cronologia"));
	if (in->held_at != INSTANT_NONE) {
		doc_pair(part->d, DOC_PLAIN, SAY("legal hold since", "blocco legale dal"), held);
		doc_pair(part->d, DOC_PLAIN, SAY("reason of the hold", "motivo del blocco"), in->held_why);
	}
	if (in->erased_at != INSTANT_NONE)
		doc_pair(part->d, DOC_BAD, SAY("texts erased on", "testi cancellati il"), erased);
}

static void
about(const Part *part)
{
	const Incident *in = part->in;
	const char *code = settings_text(part->of->settings, "code");
	g_autofree char *ref = g_strdup_printf("%s%s%s", code, *code ? " " : "", in->ref), *what = mark_of_kind(part);
	g_autofree char *at = part_time(part, in->logged_at), *by = part_by(part, in->logged_by, in->historic);
	g_autofree char *logged = g_strdup_printf("%s, %s", at, by);
	const char *taker = in->historic && !in->taken_by ? in->logged_by : in->taken_by;
	g_autofree char *taken_at = part_time(part, in->taken_at), *taken_by = part_by(part, taker, in->historic && !in->taken_by);
	g_autofree char *taken = in->taken_at == INSTANT_NONE ? NULL : g_strdup_printf("%s, %s", taken_at, taken_by);
	doc_text(part->d, DOC_BAD, what);
	doc_pair(part->d, DOC_PLAIN, SAY("title", "titolo"), in->erased ? SAY("erased", "cancellato") : incident_title(in));
	doc_pair(part->d, DOC_PLAIN, SAY("reference", "riferimento"), ref);
	part_field(part, in->fields, "protocol");
	doc_pair(part->d, DOC_PLAIN, SAY("entry", "voce"), words_in(incident_kind_words(in->kind), part->of->lang));
	doc_pair(part->d, DOC_PLAIN, SAY("state", "stato"), words_in(stage_words(incident_stage(in, part->of->now)), part->of->lang));
	doc_pair(part->d, DOC_PLAIN, SAY("logged", "registrato"), logged);
	if (in->historic)
		doc_text(part->d, DOC_BAD, SAY("Imported from an earlier register: what is said to have been sent is declared, and proven by paper alone.",
			"Importato da un registro precedente: ciò che risulta inviato è dichiarato, e provato soltanto dalla carta."));
	part_pair_or_open(part, SAY("taken in charge by the DPO", "preso in carico dal DPO"), taken);
	about_ending(part);
}

/* --- what is open, and what it is sealed with -------------------------------------------------------------------------------- */

/* What closing still asks for; how that is done with the program is not for a dossier. */
static void
gates(const Part *part)
{
	g_autoptr(GString) list = g_string_new(NULL);
	for (const Gate *gate = incident_gates; gate->code; gate++)
		if (gate_applies(gate, part->in) && !gate->passes(part->in, part->of->now))
			g_string_append_printf(list, "%s%s", list->len ? "; " : "", words_in(&gate->name, part->of->lang));
	doc_pair(part->d, DOC_WARN, SAY("before it can be closed", "prima della chiusura"), list->str);
}

static void
open_points(const Part *part)
{
	g_autoptr(GPtrArray) unknowns = incident_unknowns(part->in);
	doc_heading(part->d, NULL, SAY("Still open", "Ancora aperto"));
	for (guint i = 0; i < unknowns->len; i++) {
		const Field *field = g_ptr_array_index(unknowns, i);
		doc_text(part->d, DOC_WARN, words_in(&field->label, part->of->lang));
	}
	if (!unknowns->len)
		doc_text(part->d, DOC_GOOD, SAY("Nothing of what a notice tells is open.", "Nulla di ciò che una comunicazione riporta è aperto."));
	if (!incident_over(part->in))
		gates(part);
}

bool
part_seal(const Part *part, GError **error)
{
	Tip tip = {0};
	if (!query_tip(part->of->db, &tip, error))
		return false;
	g_autofree char *seq = g_strdup_printf("%" G_GINT64_FORMAT, tip.seq), *at = part_time(part, tip.at), *now = part_time(part, part->of->now);
	doc_heading(part->d, NULL, SAY("Seal", "Sigillo"));
	doc_pair(part->d, DOC_PLAIN, SAY("seal (SHA-256)", "sigillo (SHA-256)"), tip.seal);
	doc_pair(part->d, DOC_PLAIN, SAY("of event", "dell'evento"), seq);
	doc_pair(part->d, DOC_PLAIN, SAY("of", "del"), at);
	doc_pair(part->d, DOC_PLAIN, SAY("register", "registro"), tip.uuid);
	doc_pair(part->d, DOC_PLAIN, SAY("this document was made", "documento prodotto"), now);
	doc_pair(part->d, DOC_PLAIN, SAY("by", "da"), part->of->program);
	if (tip.demo)
		doc_text(part->d, DOC_BAD, SAY("This is a demonstration: nothing of it is real.",
			"Questa è una dimostrazione: nulla di quanto precede è reale."));
	doc_text(part->d, DOC_PLAIN, SAY("The seal is the digest of the whole register up to that event: whoever keeps it can show whether anything "
		"before it was changed or taken away later (breccia verify --against SEAL).",
		"Il sigillo è l'impronta di tutto il registro fino a quell'evento: chi lo conserva può dimostrare se in seguito qualcosa di precedente è "
		"stato cambiato o tolto (breccia verify --against SIGILLO)."));
	tip_clear(&tip);
	return true;
}

/* --- all of it ----------------------------------------------------------------------------------------------------------------- */

bool
dossier_make(const DossierOf *of, Document **document, GError **error)
{
	const char *company = settings_text(of->settings, "organisation.name");
	const Words names = {"Dossier", "Fascicolo"};
	g_autofree char *title = g_strdup_printf("%s %s%s%s", words_in(&names, of->lang), of->incident->ref, *company ? " - " : "", company);
	g_autoptr(Document) made = document_new_paper(of->lang, title);
	const Part whole = {of, of->incident, made, dossier_paper(of->db, of->incident)}, *part = &whole;
	about(part);
	part_company(part);
	if (!part_dpo(part, error) || !part_other_parties(part, error))
		return false;
	part_form(part);
	open_points(part);
	part_clocks(part);
	part_judgements(part);
	part_assessments(part);
	part_actions(part);
	if (!part_notices(part, NULL, error))
		return false;
	part_receipts(part, NULL);
	part_calls(part);
	part_evidence(part);
	if (!part_time_line(part, error) || !part_seal(part, error))
		return false;
	*document = g_steal_pointer(&made);
	return true;
}

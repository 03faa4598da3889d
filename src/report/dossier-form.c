/*
 * What the authority's form asks, in its order: who notifies, the controller, the contact, other parties, the breach in short and in
 * detail, its consequences, the measures, the people told, other information (Garante, decision no. 157 of 30 July 2019).
 */
#include "src/report/dossier-part.h"

#include "src/core/clock.h"
#include "src/core/judgement.h"

#include <string.h>

/* --- who notifies, and for whom ------------------------------------------------------------------------------------------------ */

static void
filings_to_authority(const Part *part)
{
	guint n = 0;
	for (guint i = 0; i < part->in->filings->len; i++) {
		const Filing *f = g_ptr_array_index(part->in->filings, i);
		const Clock *clock = clock_find(part->in->clocks, f->clock);
		g_autofree char *act = part_act(part, &f->act), *name = clock ? clock_name(clock, part->of->lang) : g_strdup(f->clock);
		g_autofree char *title = g_strdup_printf("%s: %s", name, words_in(filing_type_words(f->type), part->of->lang));
		doc_entry(part->d, title);
		doc_pair(part->d, DOC_PLAIN, SAY("filed", "presentata"), act);
		doc_pair(part->d, DOC_PLAIN, SAY("number of the file", "numero di fascicolo"), f->number);
		doc_pair(part->d, DOC_PLAIN, SAY("protocol", "protocollo"), f->protocol);
		doc_pair(part->d, DOC_PLAIN, SAY("evidence", "evidenza"), f->evidence);
		doc_pair(part->d, DOC_PLAIN, SAY("note", "nota"), f->note);
		n++;
	}
	if (!n)
		doc_text(part->d, DOC_PLAIN, SAY("Nothing has been filed so far.", "Finora non è stata presentata alcuna notifica."));
}

void
part_company(const Part *part)
{
	const char *delegate = settings_text(part->of->settings, "organisation.delegate");
	doc_heading(part->d, NULL, SAY("Notification", "Notifica"));
	filings_to_authority(part);
	doc_heading(part->d, NULL, SAY("Who notifies", "Soggetto che effettua la notifica"));
	part_pair_or_open(part, SAY("legal representative", "legale rappresentante"),
		settings_text(part->of->settings, "organisation.representative"));
	doc_pair(part->d, DOC_PLAIN, SAY("delegate", "delegato"), delegate);
	doc_heading(part->d, NULL, SAY("The company", "L'azienda"));
	part_organisation(part);
	part_pair_or_open(part, SAY("sector", "settore"), settings_text(part->of->settings, "organisation.sector"));
}

/* Who was DPO when it was detected: a later appointment changes nothing of that. */
static bool
appointment(const Part *part, GError **error)
{
	g_autoptr(Dpo) dpo = NULL;
	Instant detected = incident_instant(part->in, "detected_at");
	if (!query_dpo_at(part->of->db, detected == INSTANT_NONE ? part->in->logged_at : detected, &dpo, error))
		return false;
	if (!dpo || g_strcmp0(dpo->person, part->in->dpo) != 0)
		return true;
	g_autofree char *from = instant_show_day(dpo->from, part->of->zone);
	doc_pair(part->d, DOC_PLAIN, SAY("appointed", "designato il"), from);
	doc_pair(part->d, DOC_PLAIN, SAY("act of appointment", "atto di designazione"), dpo->act);
	part_pair_or_open_feminine(part, SAY("communicated to the Garante", "comunicazione al Garante"), dpo->protocol);
	doc_pair(part->d, DOC_PLAIN, SAY("firm", "società"), dpo->firm);
	return true;
}

bool
part_dpo(const Part *part, GError **error)
{
	g_autoptr(Person) p = NULL;
	doc_heading(part->d, NULL, SAY("Contact: the DPO when it was detected", "Contatto: il DPO alla rilevazione"));
	if (!part->in->dpo) {
		doc_text(part->d, DOC_BAD, part->in->historic ? SAY("Not recorded.", "Non registrato.")
				: SAY("Nobody was DPO: a violation of its own.", "Nessuno era DPO: è di per sé una violazione."));
		part_field(part, part->in->fields, "contact");
		return true;
	}
	if (!query_person(part->of->db, part->in->dpo, &p, error))
		return false;
	g_autofree char *name = part_person(part, part->in->dpo);
	doc_pair(part->d, DOC_PLAIN, SAY("name", "nome"), name);
	if (p) {
		doc_pair(part->d, DOC_PLAIN, SAY("e-mail", "e-mail"), p->email);
		doc_pair(part->d, DOC_PLAIN, "PEC", p->pec);
		doc_pair(part->d, DOC_PLAIN, SAY("telephone", "telefono"), p->phone ? p->phone : p->phone_out);
	}
	if (!appointment(part, error))
		return false;
	part_field(part, part->in->fields, "contact");
	return true;
}

static bool
affected_client(const Part *part, const Affected *a, GError **error)
{
	g_autoptr(Client) c = NULL;
	g_autofree char *told = part_time(part, a->told_at);
	if (!query_client(part->of->db, a->client, &c, error))
		return false;
	doc_entry(part->d, *a->name ? a->name : c ? c->name : SAY("client not yet known", "committente non ancora noto"));
	if (c) {
		doc_pair(part->d, DOC_PLAIN, SAY("qualification", "qualifica"), c->processor ? SAY("processor: the company is its sub-processor",
			"responsabile del trattamento: l'azienda è suo sub-responsabile") : SAY("controller: the company is its processor",
			"titolare: l'azienda è suo responsabile del trattamento"));
		doc_pair(part->d, DOC_PLAIN, SAY("VAT number or tax code", "partita IVA o codice fiscale"), c->vat);
		doc_pair(part->d, DOC_PLAIN, SAY("contact", "referente"), c->contact);
		doc_pair(part->d, DOC_PLAIN, SAY("address", "indirizzo"), c->pec ? c->pec : c->email);
		doc_pair(part->d, DOC_PLAIN, SAY("clause of the contract", "clausola del contratto"), c->clause);
	}
	for (const Field *f = incident_fields; f->name; f++) {
		json_auto_t *value = f->use & FIELD_CLIENT ? affected_value(a, f->name) : NULL;
		g_autofree char *words = value ? part_field_words(part, f, value) : NULL;
		doc_pair(part->d, value && field_open(value) ? DOC_WARN : DOC_PLAIN, words_in(&f->label, part->of->lang), words);
	}
	part_pair_or_open(part, SAY("told", "informato"), a->told_at == INSTANT_NONE ? NULL : told);
	return true;
}

bool
part_other_parties(const Part *part, GError **error)
{
	doc_heading(part->d, NULL, SAY("Other parties", "Altri soggetti coinvolti"));
	part_field(part, part->in->fields, "own_data");
	part_field(part, part->in->fields, "client_data");
	for (guint i = 0; i < part->in->clients->len; i++)
		if (!affected_client(part, g_ptr_array_index(part->in->clients, i), error))
			return false;
	return true;
}

static bool
json_has(const json_t *array, const char *code)
{
	for (size_t i = 0; i < json_array_size(array); i++)
		if (g_strcmp0(json_string_value(json_array_get(array, i)), code) == 0)
			return true;
	return false;
}

/* --- the breach ------------------------------------------------------------------------------------------------------------------ */

/* What is asked only where the breach is of that nature, where the register asks for it, or where somebody has said it. */
static bool
is_asked(const Part *part, const char *name)
{
	static const char *const by_nature[][2] = {{"confidentiality", "c"}, {"consequences_c", "c"}, {"integrity", "i"}, {"consequences_i", "i"},
		{"availability", "a"}, {"consequences_a", "a"}};
	static const char *const if_said[] = {"site", "campaign", "unknowns", NULL};
	const json_t *nature = json_object_get(part->in->fields, "nature");
	if (json_object_get(part->in->fields, name))
		return true;
	if (g_str_equal(name, "nis2"))
		return settings_bool(part->of->settings, "nis2");
	for (gsize i = 0; i < G_N_ELEMENTS(by_nature) && !field_open(nature); i++)
		if (g_str_equal(by_nature[i][0], name))
			return json_has(nature, by_nature[i][1]);
	return !g_strv_contains(if_said, name);
}

static void
fields(const Part *part, const char *const *names)
{
	for (; *names; names++)
		if (is_asked(part, *names))
			part_field(part, part->in->fields, *names);
}

/* Why it was later than 72 hours, where it was. */
static void
delay(const Part *part)
{
	const Clock *clock = clock_find(part->in->clocks, RULE_AUTHORITY);
	if (!clock || !clock_was_late(clock, part->of->now))
		return;
	g_autofree char *why = clock->late_reason
		? g_strdup_printf("%s: %s", vocab_label(&vocab_late_cause, clock->late_cause, part->of->lang), clock->late_reason) : NULL;
	part_pair_or_open(part, SAY("reasons for the delay", "motivi del ritardo"), why);
}

/* It is aware when it detects, unless it said otherwise. */
static void
awareness(const Part *part)
{
	Instant aware = incident_instant(part->in, "aware_at"), detected = incident_instant(part->in, "detected_at");
	g_autofree char *at = part_time(part, aware == INSTANT_NONE ? detected : aware);
	doc_pair(part->d, DOC_PLAIN, SAY("aware of the breach", "conoscenza della violazione"), at);
}

static void
people_told(const Part *part)
{
	const Judgement *decision = judgement_about(part->in->decisions, ABOUT_SUBJECTS);
	const Clock *clock = clock_find(part->in->clocks, RULE_SUBJECTS);
	g_autofree char *act = decision ? part_act(part, &decision->act) : NULL;
	g_autofree char *at = clock && clock->met_at != INSTANT_NONE ? part_time(part, clock->met_at) : NULL;
	doc_heading(part->d, NULL, SAY("Communication to the data subjects", "Comunicazione agli interessati"));
	if (!decision) {
		part_pair_or_open_feminine(part, SAY("decision", "decisione"), NULL);
		return;
	}
	doc_pair(part->d, DOC_PLAIN, SAY("decision", "decisione"), decision->yes ? SAY("they are told", "gli interessati sono informati")
			: SAY("they are not told", "gli interessati non sono informati"));
	doc_pair(part->d, DOC_PLAIN, SAY("decided", "deciso"), act);
	doc_pair(part->d, DOC_PLAIN, SAY("because", "perché"), decision->reason);
	if (decision->yes)
		part_pair_or_open(part, SAY("told", "informati"), at);
}

void
part_form(const Part *part)
{
	static const char *const when[] = {"occurred_from", "occurred_to", "detected_at", "detected_by", NULL};
	static const char *const how[] = {"discovery", "discovery_note", NULL};
	static const char *const what[] = {"description", "nature", "cause", "data", "records", "subject_kinds", "subjects", "recipient", NULL};
	static const char *const detail[] = {"breach_kind", "confidentiality", "integrity", "availability", "data_note", "protection", "systems",
		"site", "campaign", "measures_before", "measures_before_note", NULL};
	static const char *const effects[] = {"consequences_c", "consequences_i", "consequences_a", "consequences_note", "impacts", NULL};
	static const char *const measures[] = {"measures_taken", "root_cause", "prevention", NULL};
	static const char *const other[] = {"countries", "other_authorities", "police", "nis2", "unknowns", NULL};
	doc_heading(part->d, NULL, SAY("The breach in short", "La violazione in sintesi"));
	fields(part, when);
	awareness(part);
	fields(part, how);
	delay(part);
	fields(part, what);
	doc_heading(part->d, NULL, SAY("The breach in detail", "La violazione in dettaglio"));
	fields(part, detail);
	doc_heading(part->d, NULL, SAY("Likely consequences", "Probabili conseguenze"));
	fields(part, effects);
	doc_heading(part->d, NULL, SAY("Measures", "Misure"));
	fields(part, measures);
	people_told(part);
	doc_heading(part->d, NULL, SAY("Other information", "Altre informazioni"));
	fields(part, other);
}

/*
 * What one client sees of an incident: its own data, its clock, what was written to it and what came back (GDPR art. 28).
 *
 * It is written from what is let in, never by taking away: nothing of another client, of the company's own data or of its people can come
 * into it by being forgotten.
 */
#include "src/report/dossier-part.h"

#include "src/core/clock.h"

static void
who(const Part *part, const Client *client)
{
	const char *code = settings_text(part->of->settings, "code");
	const Affected *own = affected_find(part->in->clients, client->id);
	g_autofree char *ref = g_strdup_printf("%s%s%s", code, *code ? " " : "", part->in->ref);
	doc_heading(part->d, NULL, SAY("The processor", "Il responsabile del trattamento"));
	part_organisation(part);
	doc_heading(part->d, NULL, SAY("The client", "Il committente"));
	doc_pair(part->d, DOC_PLAIN, SAY("name", "denominazione"), client->name);
	doc_pair(part->d, DOC_PLAIN, SAY("VAT number or tax code", "partita IVA o codice fiscale"), client->vat);
	doc_pair(part->d, DOC_PLAIN, SAY("clause of the contract", "clausola del contratto"), client->clause);
	doc_pair(part->d, DOC_PLAIN, SAY("our reference", "nostro riferimento"), ref);
	doc_pair(part->d, DOC_PLAIN, SAY("the client's reference", "riferimento del committente"), own ? own->reference : NULL);
}

/* Of all whom the incident hits together the campaign is nobody's own. */
bool
dossier_left_out(const Incident *in, const char *client, const json_t *told, const Field *field)
{
	bool typed = field->type == FIELD_TEXT || field->type == FIELD_LINE;
	return field->use & FIELD_TOLD && typed && !g_str_equal(field->name, "campaign") && affected_find(in->clients, client) &&
		!json_object_get(told, field->name) && !field_open(json_object_get(in->fields, field->name));
}

json_t *
dossier_all_left_out(const Incident *in, const char *client, const json_t *told)
{
	json_t *all = json_array();
	for (const Field *f = incident_fields; f->name; f++)
		if (dossier_left_out(in, client, told, f))
			json_array_append_new(all, json_string(f->name));
	return all;
}

const char *
dossier_left_out_words(Lang lang)
{
	static const Words words = {"not in this extract", "non riportato in questo estratto"};
	return words_in(&words, lang);
}

static void
facts(const Part *part)
{
	static const char *const optional[] = {"campaign", "reference", "occurred_to", "data_note", NULL};
	doc_heading(part->d, NULL, SAY("The breach, as far as it concerns this client's data",
		"La violazione, per quanto riguarda i dati trattati per conto del committente"));
	for (const Field *f = incident_fields; f->name; f++) {
		bool left_out = dossier_left_out(part->in, part->of->client, part->of->told, f);
		bool said = left_out || json_object_get(part->of->told, f->name);
		/* What a notice to a client asks of everybody is open where nobody knows it; all else is left out. */
		if (!(f->use & FIELD_TOLD) || g_str_equal(f->name, "reference") || (!said && (!(f->use & FIELD_NOTICE) || g_strv_contains(optional, f->name))))
			continue;
		if (left_out)
			doc_pair(part->d, DOC_PLAIN, words_in(&f->label, part->of->lang), dossier_left_out_words(part->of->lang));
		else
			part_field(part, part->of->told, f->name);
	}
}

static void
clock_of(const Part *part)
{
	for (guint i = 0; i < part->in->clocks->len; i++) {
		const Clock *k = g_ptr_array_index(part->in->clocks, i);
		DocTone tone;
		if (!g_str_equal(k->rule, RULE_CLIENT) || g_strcmp0(k->client, part->of->client) != 0)
			continue;
		g_autofree char *starts = part_time(part, k->starts_at), *due = part_time(part, k->due_at), *words = part_clock_words(part, k, &tone);
		doc_heading(part->d, NULL, SAY("The notice that is due", "La comunicazione dovuta"));
		doc_pair(part->d, DOC_PLAIN, SAY("runs from", "decorre da"), starts);
		doc_pair(part->d, DOC_PLAIN, SAY("due", "scadenza"), due);
		doc_pair(part->d, tone, SAY("state", "stato"), words);
	}
}

/* A client that was told and then turned out not to be affected has no entry any longer, and is told so. */
static void
how_it_ended(const Part *part)
{
	if (g_strcmp0(part->in->outcome, "not-a-breach") == 0)
		doc_text(part->d, DOC_PLAIN, SAY("It turned out not to be a personal data breach.",
			"È risultato che non si tratta di una violazione di dati personali."));
	else if (part->in->voided_at != INSTANT_NONE)
		doc_text(part->d, DOC_PLAIN, SAY("This entry is void.", "Questa voce è annullata."));
	else if (!affected_find(part->in->clients, part->of->client))
		doc_text(part->d, DOC_PLAIN, SAY("This client's data turned out not to be affected.",
			"È risultato che i dati di questo committente non sono coinvolti."));
	if (part->in->kind == KIND_DRILL)
		doc_text(part->d, DOC_BAD, SAY("EXERCISE: nothing real has happened", "ESERCITAZIONE: non è avvenuto nulla di reale"));
}

bool
dossier_make_for_client(const DossierOf *of, Document **document, GError **error)
{
	g_autoptr(Client) client = NULL;
	const Words names = {"Breach register: extract for", "Registro delle violazioni: estratto per"};
	if (!query_client(of->db, of->client, &client, error))
		return false;
	g_assert(client != NULL);
	g_autofree char *title = g_strdup_printf("%s %s", words_in(&names, of->lang), client->name);
	g_autoptr(Document) made = document_new_paper(of->lang, title);
	const Part whole = {of, of->incident, made, dossier_paper(of->db, of->incident)}, *part = &whole;
	how_it_ended(part);
	who(part, client);
	if (affected_find(of->incident->clients, of->client))
		facts(part);
	clock_of(part);
	if (!part_notices(part, of->client, error))
		return false;
	part_receipts(part, of->client);
	if (!part_seal(part, error))
		return false;
	*document = g_steal_pointer(&made);
	return true;
}

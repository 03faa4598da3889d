/* The EDPB's template: its fields, and where each answer comes from. */
#include "src/report/edpb-form.h"

#include "src/core/clock.h"
#include "src/core/judgement.h"
#include "src/core/severity.h"
#include "src/core/text.h"

#include <stdlib.h>
#include <string.h>

#define SAY(en, it) (f->of->lang == LANG_IT ? (it) : (en))

/* --- what was answered before ------------------------------------------------------------------------------------------------------- */

bool
edpb_holds(const json_t *value, const char *key)
{
	if (json_is_string(value))
		return g_str_equal(json_string_value(value), key);
	for (size_t i = 0; i < json_array_size(value); i++)
		if (g_strcmp0(json_string_value(json_array_get(value, i)), key) == 0)
			return true;
	return false;
}

/* "44.a": did field 44 get the answer a? */
static bool
answered(const EdpbForm *f, const char *key)
{
	g_autofree char *field = g_strndup(key, strcspn(key, "."));
	return edpb_holds(json_object_get(f->answers, field), key);
}

#define ASKED_IF(name, test) static bool asked_##name(const EdpbForm *f) { return (test); }

ASKED_IF(withdrawal, answered(f, "4.c"))
ASKED_IF(follow_up, answered(f, "3.b"))
ASKED_IF(delegate, answered(f, "23.c"))
ASKED_IF(dpo, f->dpo != NULL)
ASKED_IF(other_contact, answered(f, "33.c"))
ASKED_IF(parties, answered(f, "38.a"))
ASKED_IF(beginning, answered(f, "44.a") || answered(f, "44.b") || answered(f, "44.c"))
ASKED_IF(ending, answered(f, "44.b"))
ASKED_IF(told_by_other, answered(f, "50.b") || answered(f, "50.c") || answered(f, "50.d"))
ASKED_IF(confidentiality, answered(f, "55.a"))
ASKED_IF(integrity, answered(f, "55.b"))
ASKED_IF(availability, answered(f, "55.c"))
ASKED_IF(subjects, answered(f, "67.a") || answered(f, "67.b"))
ASKED_IF(records, answered(f, "72.a") || answered(f, "72.b"))
ASKED_IF(other_c, answered(f, "79.d"))
ASKED_IF(other_i, answered(f, "81.c"))
ASKED_IF(other_a, answered(f, "83.c"))
ASKED_IF(other_impact, answered(f, "85.n"))
ASKED_IF(told, answered(f, "97.a"))
ASKED_IF(will_be_told, answered(f, "97.b"))
ASKED_IF(exempt, answered(f, "97.e"))
ASKED_IF(not_all, answered(f, "102.b"))
ASKED_IF(other_means, answered(f, "104.c"))
ASKED_IF(other_bodies, answered(f, "110.a"))
ASKED_IF(cross_border, answered(f, "113.a"))
ASKED_IF(outside_eea, answered(f, "120.a"))
ASKED_IF(never, !f)

static bool
asked_delay(const EdpbForm *f)
{
	const Clock *clock = clock_find(f->in->clocks, RULE_AUTHORITY);
	return clock && clock_was_late(clock, f->of->now);
}

/* --- answers of their own kind -------------------------------------------------------------------------------------------------------- */

static json_t *
text(const char *value)
{
	return text_blank(value) ? NULL : json_string(value);
}

static json_t *
setting(const EdpbForm *f, const char *name)
{
	return text(settings_text(f->of->settings, name));
}

static json_t *
datetime(const EdpbForm *f, Instant t)
{
	g_autofree char *shown = instant_rfc3339_local(t, f->of->zone);
	return text(shown);
}

static json_t *
date(const EdpbForm *f, Instant t)
{
	g_autofree char *shown = instant_rfc3339_local(t, f->of->zone);
	if (*shown)
		shown[strlen("2026-11-23")] = '\0';
	return text(shown);
}

/* The template's key of a code; of a value that nobody gave that of "not yet determined". */
static const char *
key_of(const Field *field, const char *code)
{
	const Term *term = vocab_find(field->vocab, code ? code : VOCAB_UNKNOWN);
	return term ? term->edpb : NULL;
}

static json_t *
coded(const EdpbForm *f, const char *name)
{
	const Field *field = field_find(name);
	const json_t *value = json_object_get(f->in->fields, name);
	json_t *list;
	if (field->type == FIELD_CODE)
		return text(key_of(field, json_string_value(value)));
	list = json_array();
	if (!json_array_size(value) && key_of(field, NULL))
		json_array_append_new(list, json_string(key_of(field, NULL)));
	for (size_t i = 0; i < json_array_size(value); i++) {
		const char *key = key_of(field, json_string_value(json_array_get(value, i)));
		if (key && !edpb_holds(list, key)) /* two of our terms may be one of theirs */
			json_array_append_new(list, json_string(key));
	}
	if (json_array_size(list))
		return list;
	json_decref(list);
	return NULL;
}

/* A text that says "not known" is no answer. */
static json_t *
typed(const EdpbForm *f, const char *name)
{
	const json_t *value = json_object_get(f->in->fields, name);
	return value && !field_open(value) ? text(json_string_value(value)) : NULL;
}

#define CODED(name, field) static json_t *value_##name(const EdpbForm *f) { return coded(f, field); }
#define TYPED(name, field) static json_t *value_##name(const EdpbForm *f) { return typed(f, field); }
#define SETTING(name, setting_name) static json_t *value_##name(const EdpbForm *f) { return setting(f, setting_name); }

SETTING(vat, "organisation.vat")
SETTING(organisation, "organisation.name")
SETTING(sector, "organisation.sector")
TYPED(discovery_note, "discovery_note")
TYPED(unknowns, "unknowns")
TYPED(description, "description")
TYPED(systems, "systems")
TYPED(data_note, "data_note")
TYPED(measures_note, "measures_before_note")
TYPED(consequences, "consequences_note")
TYPED(measures_taken, "measures_taken")
TYPED(prevention, "prevention")
TYPED(other_authorities, "other_authorities")
TYPED(countries, "countries")
TYPED(contact, "contact")
CODED(discovery, "discovery")
CODED(nature, "nature")
CODED(confidentiality, "confidentiality")
CODED(protection, "protection")
CODED(integrity, "integrity")
CODED(availability, "availability")
CODED(kind, "breach_kind")
CODED(cause, "cause")
CODED(subject_kinds, "subject_kinds")
CODED(data, "data")
CODED(measures_before, "measures_before")
CODED(consequences_c, "consequences_c")
CODED(consequences_i, "consequences_i")
CODED(consequences_a, "consequences_a")
CODED(impacts, "impacts")
CODED(police, "police")

/* --- the notification, the company, who is to be asked --------------------------------------------------------------------------------- */

/* The first that was filed with the authority. */
static const Filing *
filed(const EdpbForm *f)
{
	for (guint i = 0; i < f->in->filings->len; i++) {
		const Filing *filing = g_ptr_array_index(f->in->filings, i);
		if (g_str_equal(filing->clock, RULE_AUTHORITY))
			return filing;
	}
	return NULL;
}

static json_t *
value_type(const EdpbForm *f)
{
	return json_string(filed(f) ? "3.b" : "3.a");
}

bool
edpb_withdrawn(const EdpbForm *f)
{
	return filed(f) && g_strcmp0(f->in->outcome, "not-a-breach") == 0;
}

/* Complete and incomplete are put in when all else is answered. */
static json_t *
value_subtype(const EdpbForm *f)
{
	return json_string(edpb_withdrawn(f) ? "4.c" : "4.b");
}

static json_t *
value_withdrawal(const EdpbForm *f)
{
	const Judgement *decision = judgement_about(f->in->decisions, ABOUT_BREACH);
	return decision && !decision->yes ? text(decision->reason) : NULL;
}

static json_t *
value_previous(const EdpbForm *f)
{
	return text(filed(f)->number);
}

static json_t *
value_reference(const EdpbForm *f)
{
	const char *code = settings_text(f->of->settings, "code");
	g_autofree char *ref = g_strdup_printf("%s%s%s", code, *code ? " " : "", f->in->ref);
	return text(ref);
}

static json_t *
value_identifier(const EdpbForm *f)
{
	return *settings_text(f->of->settings, "organisation.vat") ? json_string("10.c") : NULL;
}

static json_t *
joined(const char *const *parts, gsize n)
{
	g_autoptr(GString) all = g_string_new(NULL);
	for (gsize i = 0; i < n; i++)
		if (!text_blank(parts[i]))
			g_string_append_printf(all, "%s%s", all->len ? "; " : "", parts[i]);
	return text(all->str);
}

static json_t *
value_company_contact(const EdpbForm *f)
{
	const char *const parts[] = {settings_text(f->of->settings, "organisation.office"), settings_text(f->of->settings, "organisation.pec"),
		settings_text(f->of->settings, "organisation.phone")};
	return joined(parts, G_N_ELEMENTS(parts));
}

static const char *
delegate(const EdpbForm *f)
{
	return settings_text(f->of->settings, "organisation.delegate");
}

static json_t *
value_reporter(const EdpbForm *f)
{
	return *delegate(f) ? text(delegate(f)) : setting(f, "organisation.representative");
}

static json_t *
value_reporter_contact(const EdpbForm *f)
{
	const char *const parts[] = {settings_text(f->of->settings, "organisation.pec"), settings_text(f->of->settings, "organisation.phone")};
	return joined(parts, G_N_ELEMENTS(parts));
}

static json_t *
value_reporter_function(const EdpbForm *f)
{
	if (*delegate(f))
		return json_string("23.c");
	return *settings_text(f->of->settings, "organisation.representative") ? json_string("23.b") : NULL;
}

static json_t *
value_function_words(const EdpbForm *f)
{
	return json_string(SAY("delegate of the company for decisions about breaches", "soggetto delegato dall'azienda per le decisioni sulle violazioni"));
}

static json_t *
value_has_dpo(const EdpbForm *f)
{
	return json_string(f->in->dpo ? SAY("yes", "sì") : SAY("no", "no"));
}

static json_t *
value_dpo(const EdpbForm *f)
{
	return text(f->dpo->name);
}

static json_t *
value_dpo_contact(const EdpbForm *f)
{
	const char *const parts[] = {f->dpo->email, f->dpo->pec, f->dpo->phone ? f->dpo->phone : f->dpo->phone_out};
	return joined(parts, G_N_ELEMENTS(parts));
}

static json_t *
value_who_knows(const EdpbForm *f)
{
	return json_string(f->dpo ? "33.a" : "33.c");
}

/* --- other parties ----------------------------------------------------------------------------------------------------------------------- */

static json_t *
value_parties(const EdpbForm *f)
{
	const char *said = json_string_value(json_object_get(f->in->fields, "client_data"));
	if (f->clients->len || g_strcmp0(said, "yes") == 0)
		return json_string("38.a");
	return g_strcmp0(said, "no") == 0 ? json_string("38.b") : NULL;
}

typedef json_t *OfClient(const EdpbForm *f, const Client *client);

static json_t *
each_client(const EdpbForm *f, OfClient *of)
{
	json_t *list = json_array();
	for (guint i = 0; i < f->clients->len; i++) {
		json_t *value = of(f, g_ptr_array_index(f->clients, i));
		if (value)
			json_array_append_new(list, value);
	}
	if (json_array_size(list))
		return list;
	json_decref(list);
	return NULL;
}

static json_t *
client_role(const EdpbForm *f, const Client *client)
{
	return json_string(client->processor
			? SAY("processor (the company is its sub-processor)", "responsabile del trattamento (l'azienda è sub-responsabile)")
			: SAY("controller of data that the company processes", "titolare di dati trattati dall'azienda"));
}

static json_t *
client_name(const EdpbForm *f, const Client *client)
{
	(void)f;
	return text(client->name);
}

static json_t *
client_contact(const EdpbForm *f, const Client *client)
{
	(void)f;
	const char *const parts[] = {client->contact, client->pec ? client->pec : client->email, client->phone};
	return joined(parts, G_N_ELEMENTS(parts));
}

static json_t *value_party_roles(const EdpbForm *f) { return each_client(f, client_role); }
static json_t *value_party_names(const EdpbForm *f) { return each_client(f, client_name); }
static json_t *value_party_contacts(const EdpbForm *f) { return each_client(f, client_contact); }

/* --- when --------------------------------------------------------------------------------------------------------------------------------- */

static json_t *
value_when(const EdpbForm *f)
{
	Instant from = incident_instant(f->in, "occurred_from"), to = incident_instant(f->in, "occurred_to");
	g_autofree char *first = instant_show_day(from, f->of->zone), *last = instant_show_day(to, f->of->zone);
	if (from == INSTANT_NONE)
		return json_string("44.e");
	return json_string(to != INSTANT_NONE && !g_str_equal(first, last) ? "44.b" : "44.a");
}

static json_t *
value_beginning(const EdpbForm *f)
{
	return datetime(f, incident_instant(f->in, "occurred_from"));
}

static json_t *
value_ending(const EdpbForm *f)
{
	return datetime(f, incident_instant(f->in, "occurred_to"));
}

static json_t *
value_aware(const EdpbForm *f)
{
	Instant aware = incident_instant(f->in, "aware_at");
	return datetime(f, aware == INSTANT_NONE ? incident_instant(f->in, "detected_at") : aware);
}

static json_t *
value_delay(const EdpbForm *f)
{
	const Clock *clock = clock_find(f->in->clocks, RULE_AUTHORITY);
	return clock ? text(clock->late_reason) : NULL;
}

/* Somebody from outside told the company when it was detected; a processor noticed it first and told the company afterwards. */
static json_t *
value_told_on(const EdpbForm *f)
{
	return date(f, incident_instant(f->in, answered(f, "50.b") ? "aware_at" : "detected_at"));
}

/* --- how many ------------------------------------------------------------------------------------------------------------------------------ */

static json_t *
counted(const EdpbForm *f, const char *name, const char *exact, const char *about, const char *unknown)
{
	const char *count = json_string_value(json_object_get(f->in->fields, name));
	if (!count || g_str_equal(count, VOCAB_UNKNOWN))
		return json_string(unknown);
	return json_string(*count == '~' || strchr(count, '-') ? about : exact);
}

static json_t *
number(const EdpbForm *f, const char *name)
{
	const char *count = json_string_value(json_object_get(f->in->fields, name));
	const char *dash = count ? strchr(count, '-') : NULL;
	const char *digits = dash ? dash + 1 : count && *count == '~' ? count + 1 : count;
	return digits ? json_integer(g_ascii_strtoll(digits, NULL, 10)) : NULL;
}

static json_t *value_subjects(const EdpbForm *f) { return counted(f, "subjects", "67.a", "67.b", "67.d"); }
static json_t *value_subjects_number(const EdpbForm *f) { return number(f, "subjects"); }
static json_t *value_records(const EdpbForm *f) { return counted(f, "records", "72.a", "72.b", "72.d"); }
static json_t *value_records_number(const EdpbForm *f) { return number(f, "records"); }

/* The register has no further text on them: the categories in words. */
static json_t *
value_subject_words(const EdpbForm *f)
{
	const json_t *kinds = json_object_get(f->in->fields, "subject_kinds");
	if (field_open(kinds))
		return NULL;
	g_autofree char *words = field_show(field_find("subject_kinds"), kinds, f->of->zone, f->of->lang);
	return text(words);
}

/* --- the assessment -------------------------------------------------------------------------------------------------------------------------- */

static json_t *
value_severity(const EdpbForm *f)
{
	static const char *const keys[] = {[LEVEL_LOW] = "87.a", [LEVEL_MEDIUM] = "87.b", [LEVEL_HIGH] = "87.c", [LEVEL_VERY_HIGH] = "87.c"};
	if (!f->in->assessments->len)
		return json_string("87.d");
	return json_string(keys[assessment_level(g_ptr_array_index(f->in->assessments, f->in->assessments->len - 1))]);
}

/* Likely to result in a high risk, in a risk, or in none: what the company decided says which it found. */
static json_t *
value_outcome(const EdpbForm *f)
{
	const Judgement *authority = judgement_about(f->in->decisions, ABOUT_AUTHORITY), *subjects = judgement_about(f->in->decisions, ABOUT_SUBJECTS);
	if (subjects && subjects->yes)
		return json_string("89.a");
	if (authority && !authority->yes)
		return json_string("89.c");
	return authority && subjects ? json_string("89.b") : NULL;
}

static json_t *
value_outcome_words(const EdpbForm *f)
{
	const Judgement *authority = judgement_about(f->in->decisions, ABOUT_AUTHORITY), *subjects = judgement_about(f->in->decisions, ABOUT_SUBJECTS);
	Answers answers;
	const Assessment *a = f->in->assessments->len ? g_ptr_array_index(f->in->assessments, f->in->assessments->len - 1) : NULL;
	g_autofree char *formula = a && a->answers && answers_read(a->answers, &answers, NULL) ? severity_formula(&answers, f->of->lang) : NULL;
	const char *const parts[] = {formula, a ? a->reason : NULL, authority ? authority->reason : NULL, subjects ? subjects->reason : NULL};
	return joined(parts, G_N_ELEMENTS(parts));
}

/* What is planned is described in words, 95: of the template's kinds that is "other". */
static json_t *
value_prevention_kinds(const EdpbForm *f)
{
	json_auto_t *words = typed(f, "prevention");
	return words ? json_pack("[s]", "94.o") : NULL;
}

/* --- the people, other authorities -------------------------------------------------------------------------------------------------------------- */

static json_t *
value_told(const EdpbForm *f)
{
	const Judgement *decision = judgement_about(f->in->decisions, ABOUT_SUBJECTS);
	const Clock *clock = clock_find(f->in->clocks, RULE_SUBJECTS);
	if (!decision)
		return json_string("97.c");
	if (!decision->yes)
		return json_string("97.d");
	return json_string(clock && clock->met_at != INSTANT_NONE ? "97.a" : "97.b1");
}

static json_t *
value_people_told_on(const EdpbForm *f)
{
	return date(f, clock_find(f->in->clocks, RULE_SUBJECTS)->met_at);
}

static json_t *
value_content(const EdpbForm *f)
{
	for (guint i = f->in->filings->len; i > 0; i--) {
		const Filing *filing = g_ptr_array_index(f->in->filings, i - 1);
		if (g_str_equal(filing->clock, RULE_SUBJECTS) && filing->note)
			return text(filing->note);
	}
	return NULL;
}

static json_t *
value_other_bodies(const EdpbForm *f)
{
	json_auto_t *words = typed(f, "other_authorities");
	return json_string(words ? "110.a" : "110.c");
}

static json_t *
value_cross_border(const EdpbForm *f)
{
	json_auto_t *words = typed(f, "countries");
	return json_string(words ? "113.a" : "113.c");
}

/* A register is kept by a company in the EEA: the rule that it keeps is one of Italy. */
static json_t *
value_outside_eea(const EdpbForm *f)
{
	(void)f;
	return json_string("120.b");
}

/* --- the template --------------------------------------------------------------------------------------------------------------------------------- */

#define MUST EDPB_MANDATORY
#define MAY EDPB_OPTIONAL
#define HAND EDPB_BY_HAND

const EdpbField edpb_fields[] = {
	{3, "1.1", "Type of notification", MUST, NULL, value_type},
	{4, "1.1", "Sub-type of notification", MUST, NULL, value_subtype},
	{5, "1.1", "Reasons for withdrawing a previous notification", MUST, asked_withdrawal, value_withdrawal},
	{6, "1.1", "ID of previously notified personal data breach", MUST, asked_follow_up, value_previous},
	{7, "1.1", "Data controller's internal reference number", MAY, NULL, value_reference},
	{10, "1.1", "Type of Identifier", MUST, NULL, value_identifier},
	{11, "1.1", "Identifier", MUST, NULL, value_vat},
	{12, "1.1", "Name of the organisation", MUST, NULL, value_organisation},
	{13, "1.1", "Contact details", MUST, NULL, value_company_contact},
	{14, "1.1", "Sector", MAY, NULL, NULL},
	{15, "1.1", "Type of organisation", MAY, NULL, NULL},
	{16, "1.1", "Further description of organisation type", MAY, NULL, NULL},
	{17, "1.1", "Classification of economic activity", MAY, NULL, value_sector},
	{18, "1.1", "Name of representative in EEA", MUST, asked_never, NULL},
	{19, "1.1", "Contact details of representative in EEA", MAY, asked_never, NULL},
	{21, "2.2", "Name of the reporting person", MUST, NULL, value_reporter},
	{22, "2.2", "Contact details", MUST, NULL, value_reporter_contact},
	{23, "2.2", "Function of the reporting person", MUST, NULL, value_reporter_function},
	{24, "2.2", "Description of the function of the reporting person", MUST, asked_delegate, value_function_words},
	{25, "2.2", "National identification number", HAND, NULL, NULL},
	{26, "2.2", "Accuracy & Responsibility", HAND, NULL, NULL},
	{29, "2.3.1", "Is a data protection officer designated?", MUST, NULL, value_has_dpo},
	{30, "2.3.1", "Name of the DPO", MUST, asked_dpo, value_dpo},
	{31, "2.3.1", "Contact details", MUST, asked_dpo, value_dpo_contact},
	{33, "2.3.1", "More information about the incident can be obtained at", MAY, NULL, value_who_knows},
	{34, "2.3.1", "Name of the contact person", MUST, asked_other_contact, value_contact},
	{35, "2.3.1", "Function of the contact person", MUST, asked_other_contact, NULL},
	{36, "2.3.1", "Contact details", MUST, asked_other_contact, value_contact},
	{38, "2.3.1", "Are other parties such as data processors or joint controllers involved?", MUST, NULL, value_parties},
	{39, "2.3.1", "Qualification of the other involved party", MUST, asked_parties, value_party_roles},
	{40, "2.3.1", "Name of the other involved party", MUST, asked_parties, value_party_names},
	{41, "2.3.1", "Contact details", MUST, asked_parties, value_party_contacts},
	{44, "3.1", "When did the personal data breach occur?", MUST, NULL, value_when},
	{45, "3.1", "Only estimated dates are possible", MAY, NULL, NULL},
	{46, "3.1", "Beginning date and time of personal data breach", MUST, asked_beginning, value_beginning},
	{47, "3.1", "Ending date and time of personal data breach", MUST, asked_ending, value_ending},
	{48, "3.1", "Date and time of awareness of the data controller of the personal data breach", MUST, NULL, value_aware},
	{49, "3.1", "Reasons for late notification of the personal data breach", MUST, asked_delay, value_delay},
	{50, "3.1", "How was the personal data breach discovered?", MUST, NULL, value_discovery},
	{51, "3.1", "Further description of the discovery of the personal data breach", MUST, NULL, value_discovery_note},
	{52, "3.1", "Date of notification by other party", MUST, asked_told_by_other, value_told_on},
	{53, "3.1", "Further comments on timeline and additional information", MAY, NULL, value_unknowns},
	{55, "3.2", "Nature of the personal data breach", MUST, NULL, value_nature},
	{56, "3.2", "Type of confidentiality breach", MUST, asked_confidentiality, value_confidentiality},
	{57, "3.2", "Was the data unintelligible to anyone who was not authorised to access it or were individuals not identifiable?", MUST,
		asked_confidentiality, value_protection},
	{58, "3.2", "Type of integrity breach", MUST, asked_integrity, value_integrity},
	{59, "3.2", "Type of availability breach", MUST, asked_availability, value_availability},
	{60, "3.2", "Nature of the incident", MUST, NULL, value_kind},
	{61, "3.2", "Cause of the personal data breach", MUST, NULL, value_cause},
	{62, "3.2", "Further description of the nature of the incident", MUST, NULL, value_description},
	{63, "3.2", "Description of the systems, software, services, and infrastructures involved in the personal data breach and where they are located",
		MUST, NULL, value_systems},
	{65, "3.3", "Categories of concerned data subjects", MUST, NULL, value_subject_kinds},
	{66, "3.3", "Further description of categories of concerned data subjects and additional data subjects", MUST, NULL, value_subject_words},
	{67, "3.3", "Data subjects concerned by the personal data breach", MUST, NULL, value_subjects},
	{68, "3.3", "Number of data subjects concerned by the personal data breach", MUST, asked_subjects, value_subjects_number},
	{70, "3.4", "Type of breached data", MUST, NULL, value_data},
	{71, "3.4", "Further description of breached data and additional data categories", MUST, NULL, value_data_note},
	{72, "3.4", "Personal data records concerned by the personal data breach", MUST, NULL, value_records},
	{73, "3.4", "Number of personal data records concerned by the personal data breach", MUST, asked_records, value_records_number},
	{75, "3.5", "Relevant measures in place when the personal data breach occurred", MUST, NULL, value_measures_before},
	{76, "3.5", "Further description of relevant measures in place when the personal data breach occurred", MUST, NULL, value_measures_note},
	{79, "4.1", "Likely consequences in case of breach of confidentiality", MUST, asked_confidentiality, value_consequences_c},
	{80, "4.1", "Description of other confidentiality consequences", MUST, asked_other_c, value_consequences},
	{81, "4.1", "Likely consequences in case of breach of integrity", MUST, asked_integrity, value_consequences_i},
	{82, "4.1", "Description of other integrity consequences", MUST, asked_other_i, value_consequences},
	{83, "4.1", "Likely consequences in case of breach of availability", MUST, asked_availability, value_consequences_a},
	{84, "4.1", "Description of other availability consequences", MUST, asked_other_a, value_consequences},
	{85, "4.1", "Nature of the potential impact for the data subject", MUST, NULL, value_impacts},
	{86, "4.1", "Further description of the other impacts for the data subjects", MUST, asked_other_impact, value_consequences},
	{87, "4.1", "Severity of the potential impacts", MUST, NULL, value_severity},
	{89, "4.2", "Outcome of the risk assessment carried out by the controller", MUST, NULL, value_outcome},
	{90, "4.2", "Further description of the risk assessment carried out by the data controller", MUST, NULL, value_outcome_words},
	{92, "4.3", "Measures taken to address the personal data breach and to mitigate its consequences", MUST, NULL, value_measures_taken},
	{94, "4.4", "Relevant measures taken to prevent similar personal data breach", MUST, NULL, value_prevention_kinds},
	{95, "4.4", "Further description of relevant updated permanent measures to avoid similar incidents in the future", MUST, NULL, value_prevention},
	{97, "4.4", "Has the personal data breach been communicated to data subjects?", MUST, NULL, value_told},
	{98, "4.4", "Date of when information was given to data subjects", MUST, asked_told, value_people_told_on},
	{99, "4.4", "Future date on which the data breach will be communicated to the data subjects", MUST, asked_will_be_told, NULL},
	{100, "4.4", "Further information about conditions referred to in article 34(3) of the GDPR that are met", MUST, asked_exempt, NULL},
	{101, "4.4", "Further description why the conditions referred to in article 34(3) of the GDPR that are met and the measures taken", MUST,
		asked_exempt, NULL},
	{102, "4.4", "Number of data subjects informed", MUST, asked_told, NULL},
	{103, "4.4", "Further description why not all data subjects have been informed", MUST, asked_not_all, NULL},
	{104, "4.4", "Means of communication used to inform the data subject", MUST, asked_told, NULL},
	{105, "4.4", "Further description of the other means of communication", MAY, asked_other_means, NULL},
	{106, "4.4", "Content of the information provided to the data subjects", MUST, asked_told, value_content},
	{109, "6.1", "Has the incident been reported to the police/judicial authorities as a criminal offence?", MAY, NULL, value_police},
	{110, "6.1", "Has the incident been notified to other supervisory authorities or control bodies under other relevant legislation?", MAY, NULL,
		value_other_bodies},
	{111, "6.1", "Further information about notification to other authorities or bodies", MUST, asked_other_bodies, value_other_authorities},
	{113, "6.2", "Does the personal data breach involve cross-border processing carried out by a controller established in the European Economic Area "
		"(EEA)?", MUST, NULL, value_cross_border},
	{114, "6.2", "The lead supervisory authority is:", MUST, asked_cross_border, NULL},
	{115, "6.2", "List of EEA countries where the controller has an establishment", MUST, asked_cross_border, NULL},
	{116, "6.2", "List of EEA countries where affected data subjects are located", MUST, asked_cross_border, value_countries},
	{117, "6.2", "Approximate number of data subjects per country", MUST, asked_cross_border, NULL},
	{118, "6.2", "List of EEA supervisory authority to which the breach has been or will be notified", MUST, asked_cross_border, NULL},
	{120, "6.3", "Does the personal data breach involve processing, to which the GDPR applies, carried out by a controller that is not established in "
		"the European Economic Area (EEA)?", MUST, NULL, value_outside_eea},
	{121, "6.3", "List of EEA countries where affected data subjects are located", MUST, asked_outside_eea, NULL},
	{122, "6.3", "Approximate number of data subjects per country", MUST, asked_outside_eea, NULL},
	{123, "6.3", "List of EEA supervisory authority to which the breach has been or will be notified", MUST, asked_outside_eea, NULL},
	{125, "6.3", "Please identify the attachments to this notification", MAY, NULL, NULL},
	{126, "6.3", "Other attachments", MAY, NULL, NULL},
	{0, NULL, NULL, MAY, NULL, NULL},
};

/* Filters: the grammar, what each field and tag means, and words that try to be more than words. */
#include "src/core/filter.h"

#include "src/core/clock.h"
#include "src/core/err.h"
#include "src/core/text.h"
#include "tests/run.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define HOUR 3600
#define NOW 1795470245 /* Monday 2026-11-23T21:44:05Z, 22:44:05 in Rome */

static GTimeZone *
rome(void)
{
	GTimeZone *zone = g_time_zone_new_identifier("Europe/Rome");

	ck_assert_ptr_nonnull(zone);
	return zone;
}

static Instant
at(const char *text)
{
	Instant instant;

	ck_assert_msg(instant_from_rfc3339(text, &instant), "%s", text);
	return instant;
}

static Filter *
parsed(const char *text, GError **error)
{
	g_autoptr(GTimeZone) zone = rome();
	const char *const words[] = {text, NULL};

	return filter_parse(words, NOW, zone, error);
}

static const FilterTerm *
only_term(const Filter *filter)
{
	ck_assert_int_eq((int)filter_terms(filter)->len, 1);
	return g_ptr_array_index(filter_terms(filter), 0);
}

/* --- an incident to ask about ------------------------------------------------------------------------------------- */

static void
set(Incident *incident, const char *field, const char *value)
{
	json_object_set_new(incident->fields, field, json_string(value));
}

static Clock *
add_clock(Incident *incident, const char *id, const char *rule, Instant due)
{
	Clock *clock = clock_new();

	clock->id = g_strdup(id);
	clock->rule = g_strdup(rule);
	clock->starts_at = due - 24 * HOUR;
	clock->due_at = clock->first_due_at = due;
	clock->length = 24 * HOUR;
	clock->met_at = INSTANT_NONE;
	g_ptr_array_add(incident->clocks, clock);
	return clock;
}

static void
add_client(Incident *incident, const char *id, const char *name, const char *campaign)
{
	Affected *affected = g_new0(Affected, 1);

	affected->client = g_strdup(id);
	affected->name = g_strdup(name);
	affected->campaign = g_strdup(campaign);
	affected->told_at = INSTANT_NONE;
	g_ptr_array_add(incident->clients, affected);
}

static void
add_note(Incident *incident, const char *text)
{
	Note *note = g_new0(Note, 1);

	note->text = g_strdup(text);
	g_ptr_array_add(incident->notes, note);
}

static Notice *
add_notice(Incident *incident, const char *audience, NoticeState state, Proof proof)
{
	Notice *notice = notice_new();

	notice->audience = g_strdup(audience);
	notice->state = state;
	notice->proof = proof;
	g_ptr_array_add(incident->notices, notice);
	return notice;
}

/* Detected today at 10:30 Italian time, logged an hour later by p3; the DPO's clock runs, with 11 h 46 min left. */
static Incident *
sample(void)
{
	Incident *incident = incident_new();

	incident->ref = g_strdup("2026-0013");
	incident->kind = KIND_BREACH;
	incident->logged_at = at("2026-11-23T10:30:00Z");
	incident->logged_by = g_strdup("p3");
	incident->taken_at = incident->assessed_at = incident->closed_at = incident->voided_at = INSTANT_NONE;
	set(incident, "title", "Elenco clienti: perch\xc3\xa9 \xc3\xa8 sul portatile smarrito");
	set(incident, "description", "L'e-mail all'indirizzo 10.0.0.1 del call-center");
	set(incident, "recipient", "Studio Verdi");
	set(incident, "systems", "CRM");
	set(incident, "site", "Sede di Milano, via Torino");
	set(incident, "campaign", "Energia Luce");
	set(incident, "detected_at", "2026-11-23T09:30:00Z");
	add_clock(incident, RULE_DPO, RULE_DPO, at("2026-11-24T09:30:00Z"));
	add_client(incident, "alfa", "Alfa S.p.A.", "Gas Casa");
	add_note(incident, "Chiamato il vettore");
	return incident;
}

static bool
matches_of(const char *filter_text, const Incident *incident, const char *me)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Filter) filter = parsed(filter_text, &error);

	ck_assert_msg(filter != NULL, "%s: %s", filter_text, error ? error->message : "");
	return filter_match(filter, incident, NOW, me);
}

/* --- what matches ------------------------------------------------------------------------------------------------- */

static const struct {
	const char *filter;
	bool matches;
} sample_rows[] = {
	{"", true},
	/* words: beginnings, blind to case and accents, in any of the texts */
	{"perche", true}, {"PERCH\xc3\x89", true}, {"port", true}, {"tatile", false}, {"elenco smarrito", true}, {"elenco rubato", false},
	{"verdi", true}, {"crm", true}, {"vettore", true}, {"alfa", true}, {"milano", false}, {"energia", false},
	{"e-mail", true}, {"e-ma", true}, {"mail", true}, {"all'indirizzo", true}, {"10.0.0.1", true}, {"10.0.0.2", false},
	{"-perche", false}, {"-rubato", true}, {"elenco -verdi", false},
	/* quotes: whole words, one after another */
	{"\"portatile smarrito\"", true}, {"\"portatile smarr\"", false}, {"\"sul smarrito\"", false}, {"\"portat\"", false},
	{"\"portatile\"", true}, {"-\"portatile smarrito\"", false}, {"\"crm chiamato\"", false}, {"\"smarrito l'e-mail\"", false},
	{"\"+drill\"", false}, {"\"kind:breach\"", false},
	/* refs */
	{"ref:13", true}, {"ref:2026-0013", true}, {"ref:13/2026", true}, {"ref:12,13", true}, {"ref:12", false}, {"-ref:13", false},
	{"ref:D13", false}, {"ref:2026-0001..2026-0020", true}, {"ref:13..13", true}, {"ref:14..", false}, {"ref:..13", true},
	{"ref:..12", false}, {"ref:<13", false}, {"ref:<=13", true}, {"ref:>12", true}, {"ref:>=14", false}, {"ref:<2026-0001", false},
	{"ref:>2025-9999", true}, {"ref:2025-0001..2026-0001", false}, {"ref:D1..D99", false}, {"-ref:14..", true},
	/* codes */
	{"stage:logged", true}, {"stage:closed", false}, {"stage:closed,LOGGED", true}, {"-stage:void", true},
	{"kind:breach", true}, {"kind:drill", false}, {"kind:drill,near-miss", false}, {"KIND:breach", true}, {"kind:unknown", true},
	{"cause:unknown", true}, {"nature:c", false}, {"nature:unknown", true},
	{"clock:running", true}, {"clock:late", false}, {"clock:dpo-24h", true}, {"clock:authority-72h", false}, {"clock:late,running", true},
	{"clock:client:alfa", false},
	/* people and places */
	{"client:alfa", true}, {"client:\"ALFA s.p.a.\"", true}, {"client:alf", false}, {"client:beta", false}, {"client:beta,alfa", true},
	{"site:milano", true}, {"site:mil", true}, {"site:\"via torino\"", true}, {"site:roma", false}, {"site:roma,torino", true},
	{"campaign:luce", true}, {"campaign:gas", true}, {"campaign:acqua", false},
	{"by:p3", true}, {"by:P3", true}, {"by:p4", false}, {"by:me", false}, {"owner:p3", false},
	/* times: detected today 10:30 in Rome */
	{"detected:today", true}, {"detected:oggi", true}, {"detected:yesterday", false}, {"detected:>yesterday", true},
	{"detected:<today", false}, {"detected:>=today", true}, {"detected:2026", true}, {"detected:2025", false},
	{"detected:2026-11", true}, {"detected:11/2026", true}, {"detected:2026-10", false}, {"detected:2026-11-23", true},
	{"detected:23/11/2026", true}, {"detected:2026-11-01..2026-11-23", true}, {"detected:2026-11-01..2026-11-22", false},
	{"detected:2026-11..", true}, {"detected:..2026-10", false}, {"detected:\"23/11/2026 10:30\"", true},
	{"detected:\"23/11/2026 10:31\"", false}, {"detected:>\"23/11/2026 10:30\"", false}, {"detected:>=\"23/11/2026 10:30\"", true},
	{"detected:<\"23/11/2026 10:31\"", true}, {"detected:2026-11-23T10:00..2026-11-23T11:00", true},
	{"detected:<13h", true}, {"detected:<12h", false}, {"detected:13h", true}, {"detected:>12h", true}, {"detected:>13h", false},
	{"detected:10h..13h", true}, {"detected:13h..10h", true}, {"detected:1h..10h", false},
	{"logged:today", true}, {"logged:<12h", true}, {"logged:<11h", false},
	{"due<12h", true}, {"due<11h", false}, {"due<=11h", false}, {"due>11h", true}, {"-due<11h", true}, {"DUE<12h", true}, {"kind<12h", false},
	{"\"due<12h\"", false}, {"due<\"12h\"", true},
	{"due:<12h", true}, {"due:12h", true}, {"due:<11h", false}, {"due:>11h", true}, {"due:tomorrow", true}, {"due:today", false},
	{"due:<2026-11-25", true}, {"due:<2026-11-24", false}, {"due:11h..12h", true}, {"-due:<11h", true},
	/* tags */
	{"+open", true}, {"+OPEN", true}, {"-+open", false}, {"+late", false}, {"+soon", false}, {"+unproven", false}, {"+mine", false},
	{"+unknown", true}, {"+drill", false}, {"+open -+late clock:running alfa", true},
};

START_TEST(test_filter_finds_what_it_says)
{
	g_autoptr(Incident) incident = sample();

	ck_assert_msg(matches_of(sample_rows[_i].filter, incident, NULL) == sample_rows[_i].matches, "%s", sample_rows[_i].filter);
}
END_TEST

START_TEST(test_no_words_match_everything)
{
	g_autoptr(Incident) incident = sample();
	g_autoptr(GTimeZone) zone = rome();
	const char *const none[] = {NULL}, *const blank[] = {"", "  \t ", NULL};
	g_autoptr(Filter) a = filter_parse(none, NOW, zone, NULL), b = filter_parse(blank, NOW, zone, NULL);
	g_autoptr(Filter) c = filter_parse(NULL, NOW, zone, NULL);

	ck_assert(filter_match(a, incident, NOW, NULL) && filter_match(b, incident, NOW, NULL) && filter_match(c, incident, NOW, NULL));
	ck_assert_int_eq((int)filter_terms(b)->len, 0);
}
END_TEST

START_TEST(test_bare_incident_with_nothing_given_is_asked_safely)
{
	g_autoptr(Incident) incident = incident_new();

	incident->ref = g_strdup("2026-D02");
	incident->kind = KIND_DRILL;
	incident->logged_by = g_strdup("courier");
	for (gsize i = 0; i < G_N_ELEMENTS(sample_rows); i++)
		matches_of(sample_rows[i].filter, incident, "p1");
	ck_assert(matches_of("kind:drill +drill ref:D2 ref:D1..D3 by:courier", incident, NULL));
	ck_assert(!matches_of("ref:2", incident, NULL));
	ck_assert(!matches_of("detected:..2099", incident, NULL));
}
END_TEST

START_TEST(test_me_is_who_logged_or_took_it)
{
	g_autoptr(Incident) incident = sample();

	ck_assert(matches_of("+mine by:me", incident, "p3"));
	ck_assert(!matches_of("+mine", incident, "p4"));
	ck_assert(!matches_of("by:me", incident, "p4"));
	incident->taken_by = g_strdup("p4");
	ck_assert(matches_of("+mine owner:me", incident, "p4"));
	ck_assert(!matches_of("owner:me", incident, "p3"));
	ck_assert(!matches_of("+mine", incident, NULL));
}
END_TEST

START_TEST(test_actions_and_severity_are_filtered_by)
{
	g_autoptr(Incident) incident = sample();
	Action *action = g_new0(Action, 1);
	Assessment *first = g_new0(Assessment, 1), *second = g_new0(Assessment, 1);

	ck_assert(matches_of("severity:unknown -+overdue", incident, "p7"));
	action->owner = g_strdup("p7");
	action->state = ACTION_OPEN;
	action->due_at = NOW + HOUR;
	g_ptr_array_add(incident->actions, action);
	ck_assert(matches_of("owner:me +mine owner:p7 -+overdue", incident, "p7"));
	action->due_at = NOW - 1;
	ck_assert(matches_of("+overdue", incident, NULL));
	incident->historic = true;
	ck_assert(!matches_of("+overdue", incident, NULL));
	incident->historic = false;
	action->state = ACTION_DONE;
	ck_assert(!matches_of("+overdue", incident, NULL));
	ck_assert(!matches_of("owner:p7", incident, NULL));
	ck_assert(!matches_of("+mine", incident, "p7"));

	first->level = LEVEL_VERY_HIGH;
	second->level = LEVEL_LOW;
	second->overridden = true;
	second->override = LEVEL_HIGH;
	g_ptr_array_add(incident->assessments, first);
	ck_assert(matches_of("severity:very-high", incident, NULL));
	g_ptr_array_add(incident->assessments, second);
	ck_assert(matches_of("severity:high severity:ALTA severity:low,high -severity:low -severity:unknown", incident, NULL));
	ck_assert(matches_of("severity:\"molto alta\",alta", incident, NULL));
	ck_assert(!matches_of("severity:media", incident, NULL));
}
END_TEST

START_TEST(test_late_and_soon_are_of_open_incidents)
{
	g_autoptr(Incident) incident = sample();
	Clock *clock = add_clock(incident, "client:alfa", RULE_CLIENT, NOW - 1);

	ck_assert(matches_of("+late clock:late due:<0m clock:client:alfa clock:client", incident, NULL));
	clock->due_at = NOW + HOUR;
	ck_assert(matches_of("+soon -+late", incident, NULL));
	clock->due_at = NOW - 1;
	clock->past = true;
	ck_assert(matches_of("-+late clock:past -due:<0m", incident, NULL));
	clock->past = false;
	incident->closed_at = NOW;
	ck_assert(!matches_of("+late", incident, NULL));
	ck_assert(!matches_of("+open", incident, NULL));
	incident->closed_at = INSTANT_NONE;
	incident->voided_at = NOW;
	ck_assert(!matches_of("+open", incident, NULL));
}
END_TEST

START_TEST(test_met_clock_is_due_no_more)
{
	g_autoptr(Incident) incident = sample();
	Clock *clock = g_ptr_array_index(incident->clocks, 0);

	clock->met_at = NOW - HOUR;
	ck_assert(!matches_of("due:<12h", incident, NULL));
	ck_assert(!matches_of("clock:dpo-24h", incident, NULL));
	ck_assert(matches_of("clock:met", incident, NULL));
}
END_TEST

START_TEST(test_unproven_is_sent_to_somebody_and_not_known_to_have_arrived)
{
	g_autoptr(Incident) incident = sample();
	Notice *notice = add_notice(incident, "dpo", NOTICE_QUEUED, PROOF_NONE);

	ck_assert(!matches_of("+unproven", incident, NULL));
	notice->state = NOTICE_SENT;
	notice->proof = PROOF_ACCEPTED;
	ck_assert(matches_of("+unproven", incident, NULL));
	notice->proof = PROOF_REFUTED;
	ck_assert(matches_of("+unproven", incident, NULL));
	add_notice(incident, "alfa", NOTICE_SENT, PROOF_DELIVERED);
	ck_assert(matches_of("+unproven", incident, NULL));
	add_notice(incident, "dpo", NOTICE_SENT, PROOF_ACKNOWLEDGED);
	ck_assert(!matches_of("+unproven", incident, NULL));
}
END_TEST

START_TEST(test_exercise_that_never_leaves_is_not_unproven)
{
	g_autoptr(Incident) incident = sample();

	add_notice(incident, "dpo", NOTICE_SENT, PROOF_NONE)->exercise = true;
	ck_assert(!matches_of("+unproven", incident, NULL));
}
END_TEST

START_TEST(test_client_not_yet_known_is_asked_for_as_unknown)
{
	g_autoptr(Incident) incident = sample();

	ck_assert(!matches_of("client:unknown", incident, NULL));
	add_client(incident, "?", NULL, NULL);
	ck_assert(matches_of("client:unknown", incident, NULL));
	ck_assert(matches_of("client:?", incident, NULL));
}
END_TEST

START_TEST(test_codes_that_were_given_are_no_longer_unknown)
{
	g_autoptr(Incident) incident = sample();

	json_object_set_new(incident->fields, "nature", json_pack("[s,s]", "c", "a"));
	set(incident, "cause", vocab_cause.terms[0].code);
	set(incident, "breach_kind", vocab_kind.terms[0].code);
	ck_assert(matches_of("nature:c", incident, NULL));
	ck_assert(matches_of("nature:i,a", incident, NULL));
	ck_assert(!matches_of("nature:i", incident, NULL));
	ck_assert(!matches_of("nature:unknown", incident, NULL));
	g_autofree char *cause = g_strconcat("cause:", vocab_cause.terms[0].code, NULL);
	g_autofree char *kind = g_strconcat("kind:", vocab_kind.terms[0].code, NULL);
	ck_assert(matches_of(cause, incident, NULL));
	ck_assert(matches_of(kind, incident, NULL));
}
END_TEST

/* --- what was read ------------------------------------------------------------------------------------------------ */

START_TEST(test_days_are_those_of_the_zone)
{
	static const struct {
		const char *filter, *from, *until;
	} rows[] = {
		{"detected:2026-11-23", "2026-11-22T23:00:00Z", "2026-11-23T23:00:00Z"},
		{"detected:2026-03-29", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"}, /* 23 hours */
		{"detected:2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"}, /* 25 hours */
		{"detected:2026-10", "2026-09-30T22:00:00Z", "2026-10-31T23:00:00Z"},
		{"detected:2026-12", "2026-11-30T23:00:00Z", "2026-12-31T23:00:00Z"},
		{"detected:2026", "2025-12-31T23:00:00Z", "2026-12-31T23:00:00Z"},
		{"detected:2024-02-29", "2024-02-28T23:00:00Z", "2024-02-29T23:00:00Z"},
		{"detected:31/12/2026", "2026-12-30T23:00:00Z", "2026-12-31T23:00:00Z"},
		{"detected:2026-11-01..2026-11-30", "2026-10-31T23:00:00Z", "2026-11-30T23:00:00Z"},
		{"detected:2026-11-23T18:30:00Z", "2026-11-23T18:30:00Z", "2026-11-23T18:31:00Z"},
		{"detected:2026-11-23T18:30:07Z", "2026-11-23T18:30:07Z", "2026-11-23T18:30:08Z"},
		{"due:6h", NULL, "2026-11-24T03:44:05Z"},
		{"due:>90m", "2026-11-23T23:14:05Z", NULL},
		{"detected:>2d", NULL, "2026-11-21T21:44:05Z"},
		{"detected:<2d", "2026-11-21T21:44:05Z", NULL},
		{"detected:>2026", "2026-12-31T23:00:00Z", NULL},
		{"detected:<=2026", NULL, "2026-12-31T23:00:00Z"},
		{"detected:..2026", NULL, "2026-12-31T23:00:00Z"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Filter) filter = parsed(rows[i].filter, NULL);
		ck_assert_msg(filter != NULL, "%s", rows[i].filter);
		const FilterTerm *term = only_term(filter);
		g_autofree char *from = instant_rfc3339(term->from), *until = instant_rfc3339(term->until);
		ck_assert_msg(strcmp(from, rows[i].from ? rows[i].from : "") == 0, "%s begins %s", rows[i].filter, from);
		ck_assert_msg(strcmp(until, rows[i].until ? rows[i].until : "") == 0, "%s ends %s", rows[i].filter, until);
		ck_assert_ptr_null(term->values[0]);
	}
}
END_TEST

START_TEST(test_values_are_canonical)
{
	static const struct {
		const char *filter;
		FilterField field;
		const char *values;
		bool negated, exact;
	} rows[] = {
		{"Perch\xc3\xa9", FILTER_TEXT, "perche", false, false},
		{"-E-Mail", FILTER_TEXT, "e mail", true, false},
		{"\"S.p.A.  Rossi\"", FILTER_TEXT, "s p a rossi", false, true},
		{"10:30", FILTER_TEXT, "10 30", false, false},
		{"-\"a\"b", FILTER_TEXT, "ab", true, false},
		{"ref:13,D2", FILTER_REF, "2026-0013|2026-D02", false, false},
		{"stage:In-Charge", FILTER_STAGE, "in-charge", false, false},
		{"client:\"Caff\xc3\xa8, S.p.A.\",beta", FILTER_CLIENT, "caffe, s.p.a.|beta", false, false},
		{"-site:\"Via Torino\"", FILTER_SITE, "via torino", true, true},
		{"by:ME,p12", FILTER_BY, "me|p12", false, false},
		{"clock:DPO-24h", FILTER_CLOCK, "dpo-24h", false, false},
		{"nature:C", FILTER_NATURE, "c", false, false},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(Filter) filter = parsed(rows[i].filter, &error);
		ck_assert_msg(filter != NULL, "%s: %s", rows[i].filter, error ? error->message : "");
		const FilterTerm *term = only_term(filter);
		g_autofree char *values = g_strjoinv("|", term->values);
		ck_assert_int_eq(term->field, rows[i].field);
		ck_assert_str_eq(values, rows[i].values);
		ck_assert_msg(term->negated == rows[i].negated && term->exact == rows[i].exact, "%s", rows[i].filter);
	}
}
END_TEST

START_TEST(test_several_arguments_and_words_are_one_filter)
{
	static const struct {
		FilterField field;
		bool negated;
		const char *values;
	} wanted[] = {{FILTER_TAG, false, ""}, {FILTER_KIND, false, "breach"}, {FILTER_TEXT, true, "due parole"}, {FILTER_DUE, false, ""}};
	g_autoptr(GTimeZone) zone = rome();
	const char *const words[] = {"+open  kind:breach", " -\"due parole\"", "due:<6h\n", NULL};
	g_autoptr(Filter) filter = filter_parse(words, NOW, zone, NULL);
	g_autoptr(Filter) one = parsed("+open kind:breach -\"due parole\" due:<6h", NULL);

	ck_assert_uint_eq(filter_terms(filter)->len, G_N_ELEMENTS(wanted));
	ck_assert_uint_eq(filter_terms(one)->len, G_N_ELEMENTS(wanted));
	for (guint i = 0; i < G_N_ELEMENTS(wanted); i++) {
		const FilterTerm *term = g_ptr_array_index(filter_terms(filter), i), *same = g_ptr_array_index(filter_terms(one), i);
		g_autofree char *values = g_strjoinv("|", term->values), *same_values = g_strjoinv("|", same->values);
		ck_assert_int_eq(term->field, wanted[i].field);
		ck_assert_int_eq(term->negated, wanted[i].negated);
		ck_assert_str_eq(values, wanted[i].values);
		ck_assert(same->field == term->field && same->negated == term->negated && same->exact == term->exact && same->tag == term->tag);
		ck_assert(same->from == term->from && same->until == term->until);
		ck_assert_str_eq(same_values, values);
	}
}
END_TEST

/* --- what is refused ---------------------------------------------------------------------------------------------- */

static const struct {
	const char *filter, *says;
} bad[] = {
	{"colour:red", "ref, stage, kind"}, {"http://example.it", "quotes"}, {"tite:x", "tite"},
	{"+urgent", "+open, +late"}, {"+", "+open"}, {"-+", "+open"}, {"+39021234567", "quotes"},
	{"client:", "client:value"}, {"client: alfa", "client:value"}, {"client:a,,b", "client:value"}, {"ref:", "ref:value"},
	{"detected:", "detected:value"}, {"site:,", "site:value"},
	{"\"open", "not closed"}, {"client:\"alfa", "not closed"},
	{"-", "no letter"}, {"!!", "no letter"}, {"site:...", "no letter"}, {"\"\"", "no letter"}, {"\xf0\x9f\x98\x80", "no letter"},
	{"stage:done", "in-charge"}, {"clock:dpo", "dpo-24h"}, {"clock:client:", "authority-72h"}, {"by:maria", "p3"}, {"by:p", "p3"},
	{"by:p3x", "p3"}, {"owner:-1", "p3"}, {"kind:zzz", "near-miss"}, {"cause:zzz", "zzz"}, {"nature:zzz", "zzz"}, {"severity:zzz", "very-high"},
	{"ref:abc", "abc"}, {"ref:1..D2", "apart"}, {"ref:..", "2026-0001..2026-0009"}, {"ref:1..2,3", "ref:a..b"}, {"ref:<", ""},
	{"detected:soon", "soon"}, {"detected:2026-13", ""}, {"detected:2026-02-30", ""}, {"detected:..", "no range"},
	{"detected:2026-11,2026-10", "detected:a..b"}, {"detected:2026-11-30..2026-11-01", "earlier"}, {"due:<", ""},
	{"detected:<2026..2027", ""}, {"detected:1..2..3", ""}, {"detected:0001", ""}, {"detected:9999", ""},
	{"detected:2026-10-25T02:30", "2026-10-25T02:30:00+01:00"}, /* twice in that night */
	{"detected:9999999999999999999999h", ""}, {"caff\xe8", "UTF-8"}, {"site:\xff", "UTF-8"},
};

START_TEST(test_what_cannot_be_read_is_refused_and_says_what_there_is)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Filter) filter = parsed(bad[_i].filter, &error);

	ck_assert_msg(!filter, "accepted: %s", bad[_i].filter);
	ck_assert(g_error_matches(error, ERR_DOMAIN, E_INPUT));
	ck_assert_msg(strstr(error->message, bad[_i].says), "%s: %s", bad[_i].filter, error->message);
	ck_assert_msg(text_valid(error->message, strlen(error->message)) && !strpbrk(error->message, "\n\r\x1b"), "%s", error->message);
}
END_TEST

START_TEST(test_control_characters_part_words_and_reach_nothing)
{
	g_autoptr(GTimeZone) zone = rome();
	const char *const words[] = {"a\x1b[31mb\r\nkind:breach", "\xe2\x80\xaex", NULL};
	g_autoptr(Filter) filter = filter_parse(words, NOW, zone, NULL);

	ck_assert_ptr_nonnull(filter);
	ck_assert_uint_ge(filter_terms(filter)->len, 3);
	for (guint i = 0; i < filter_terms(filter)->len; i++) {
		const FilterTerm *term = g_ptr_array_index(filter_terms(filter), i);
		g_autofree char *values = g_strjoinv("|", term->values);
		ck_assert_msg(!strpbrk(values, "\x1b\r\n") && !strstr(values, "\xe2\x80\xae"), "%s", values);
	}
}
END_TEST

START_TEST(test_words_of_sql_and_globs_are_words)
{
	g_autoptr(Incident) incident = sample();

	add_note(incident, "x' OR 1=1; DROP TABLE incident --%_*");
	ck_assert(matches_of("\"x' OR 1=1; DROP TABLE incident\"", incident, NULL));
	ck_assert(matches_of("%drop%", incident, NULL)); /* punctuation parts words, it stands for nothing */
	ck_assert(!matches_of("%rop%", incident, NULL));
	ck_assert(!matches_of("d_op*", incident, NULL));
}
END_TEST

START_TEST(test_very_long_filter_is_read)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (int i = 0; i < 20000; i++)
		g_string_append(text, "ref:1,2 ");
	g_autoptr(Filter) filter = parsed(text->str, NULL);
	ck_assert_int_eq((int)filter_terms(filter)->len, 20000);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("filter");
	TCase *tc = tcase_create("filter");

	tcase_add_loop_test(tc, test_filter_finds_what_it_says, 0, (int)G_N_ELEMENTS(sample_rows));
	tcase_add_test(tc, test_no_words_match_everything);
	tcase_add_test(tc, test_bare_incident_with_nothing_given_is_asked_safely);
	tcase_add_test(tc, test_me_is_who_logged_or_took_it);
	tcase_add_test(tc, test_late_and_soon_are_of_open_incidents);
	tcase_add_test(tc, test_met_clock_is_due_no_more);
	tcase_add_test(tc, test_unproven_is_sent_to_somebody_and_not_known_to_have_arrived);
	tcase_add_test(tc, test_exercise_that_never_leaves_is_not_unproven);
	tcase_add_test(tc, test_client_not_yet_known_is_asked_for_as_unknown);
	tcase_add_test(tc, test_codes_that_were_given_are_no_longer_unknown);
	tcase_add_test(tc, test_days_are_those_of_the_zone);
	tcase_add_test(tc, test_actions_and_severity_are_filtered_by);
	tcase_add_test(tc, test_values_are_canonical);
	tcase_add_test(tc, test_several_arguments_and_words_are_one_filter);
	tcase_add_loop_test(tc, test_what_cannot_be_read_is_refused_and_says_what_there_is, 0, (int)G_N_ELEMENTS(bad));
	tcase_add_test(tc, test_control_characters_part_words_and_reach_nothing);
	tcase_add_test(tc, test_words_of_sql_and_globs_are_words);
	tcase_add_test(tc, test_very_long_filter_is_read);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}

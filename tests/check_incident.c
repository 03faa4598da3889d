/* The fields of an incident: the table is sound, what people type becomes canonical, and is shown in words. */
#include "src/core/clock.h"
#include "src/core/err.h"
#include "src/core/incident.h"
#include "tests/run.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

/* Monday 2026-11-23 22:44:05 in Rome */
#define NOW_TEXT "2026-11-23T21:44:05Z"

static Instant now;
static GTimeZone *rome;

static void
setup(void)
{
	ck_assert(instant_from_rfc3339(NOW_TEXT, &now));
	rome = g_time_zone_new_identifier("Europe/Rome");
	ck_assert_ptr_nonnull(rome);
}

static void
teardown(void)
{
	g_time_zone_unref(rome);
}

static const Field *
field(const char *name)
{
	const Field *found = field_find(name);
	ck_assert_msg(found != NULL, "no field %s", name);
	return found;
}

/* The canonical value as JSON text: "null", "\"c\"", "[\"c\",\"i\"]"; or the error's message. */
static char *
parsed(const char *name, const char *text)
{
	g_autoptr(GError) error = NULL;
	json_t *value = NULL;
	if (!field_parse(field(name), text, now, rome, &value, &error)) {
		ck_assert(g_error_matches(error, ERR_DOMAIN, E_INPUT));
		ck_assert_ptr_null(value);
		return g_strdup(error->message);
	}
	char *dump = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
	json_decref(value);
	return dump;
}

static void
assert_parsed(const char *name, const char *text, const char *expected)
{
	char *got = parsed(name, text);
	ck_assert_str_eq(got, expected);
	free(got);
}

/* --- the table ------------------------------------------------------------------------------------------------------ */

static const char *const names[] = {
	"title", "description", "unknowns", "site", "campaign", "occurred_from", "occurred_to", "detected_at", "detected_by", "discovery",
	"discovery_note", "aware_at", "own_data", "nis2", "client_data", "recipient", "nature", "confidentiality", "integrity", "availability",
	"cause", "breach_kind", "data", "data_note", "subject_kinds", "subjects", "records", "systems", "measures_before",
	"measures_before_note", "measures_taken", "protection", "consequences_c", "consequences_i", "consequences_a",
	"consequences_note", "impacts", "countries", "police", "other_authorities", "protocol", "root_cause", "prevention", "contact",
	"reference",
};

START_TEST(test_all_fields_are_there_and_no_others)
{
	gsize n = 0;

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		field(names[i]);
	while (incident_fields[n].name)
		n++;
	ck_assert_uint_eq(n, G_N_ELEMENTS(names));
}
END_TEST

START_TEST(test_every_row_is_sound)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (const Field *f = incident_fields; f->name; f++) {
		ck_assert_msg(g_hash_table_add(seen, (gpointer)f->name) , "%s twice", f->name);
		if (strcmp(f->option, f->name) != 0)
			ck_assert_msg(g_hash_table_add(seen, (gpointer)f->option), "%s twice", f->option);
		ck_assert_msg(strspn(f->name, "abcdefghijklmnopqrstuvwxyz_2") == strlen(f->name), "%s", f->name);
		ck_assert_msg(strspn(f->option, "abcdefghijklmnopqrstuvwxyz-2") == strlen(f->option), "%s", f->option);
		ck_assert_msg(*f->label.en && *f->label.it && *f->hint.en && *f->hint.it, "%s without words", f->name);
		ck_assert_msg((f->vocab != NULL) == (f->type == FIELD_CODE || f->type == FIELD_CODES), "%s", f->name);
		ck_assert_msg(!(f->use & FIELD_LOG) || (f->use & FIELD_AMEND), "%s is given once and never amended", f->name);
		ck_assert_msg(!(f->use & FIELD_OPTIONAL) || (f->use & FIELD_NOTICE), "%s", f->name);
		ck_assert_msg(field_side(f) == (f->type == FIELD_LINE || f->type == FIELD_TEXT ? SIDE_BODY : SIDE_FACT), "%s", f->name);
	}
}
END_TEST

static const struct {
	const char *option, *name;
} options[] = {
	{"title", "title"}, {"what", "description"}, {"how", "discovery_note"}, {"discovery", "discovery"}, {"kind", "breach_kind"},
	{"detected", "detected_at"}, {"occurred", "occurred_from"}, {"aware", "aware_at"}, {"own-data", "own_data"},
	{"own_data", "own_data"}, {"recipient", "recipient"}, {"site", "site"}, {"campaign", "campaign"}, {"nature", "nature"},
	{"cause", "cause"}, {"data", "data"}, {"subjects", "subjects"}, {"records", "records"}, {"contact", "contact"},
	{"protocol", "protocol"}, {"detected_at", "detected_at"}, {"detected-at", "detected_at"}, {"root_cause", "root_cause"},
	{"root-cause", "root_cause"}, {"subject-kinds", "subject_kinds"}, {"consequences", "consequences_note"},
	{"client", NULL}, {"Title", NULL}, {"", NULL}, {NULL, NULL},
};

START_TEST(test_a_field_is_found_by_its_option_or_its_name)
{
	const Field *found = field_find_option(options[_i].option);

	if (options[_i].name)
		ck_assert_ptr_eq(found, field(options[_i].name));
	else
		ck_assert_ptr_null(found);
}
END_TEST

START_TEST(test_what_the_command_line_promises_can_be_given_at_log)
{
	static const char *const promised[] = {
		"title", "detected", "occurred", "aware", "what", "how", "kind", "own-data", "recipient", "site", "campaign", "nature", "cause",
		"data", "subjects", "records",
	};

	for (gsize i = 0; i < G_N_ELEMENTS(promised); i++) {
		const Field *f = field_find_option(promised[i]);
		ck_assert_ptr_nonnull(f);
		ck_assert_msg((f->use & FIELD_LOG) && (f->use & FIELD_AMEND), "%s", promised[i]);
	}
	ck_assert(!(field("client_data")->use & (FIELD_LOG | FIELD_AMEND)));
}
END_TEST

/* What the letters to the DPO name in their text: a change of it is worth a supplement. */
START_TEST(test_what_a_notice_prints_is_marked)
{
	static const char *const printed[] = {
		"title", "protocol", "detected_at", "detected_by", "discovery", "discovery_note", "occurred_from", "occurred_to", "description",
		"breach_kind", "nature", "cause", "own_data", "client_data", "data", "data_note", "protection", "subject_kinds", "subjects",
		"records", "recipient", "measures_taken", "unknowns", "contact", NULL,
	};

	for (const Field *f = incident_fields; f->name; f++)
		ck_assert_msg(!!(f->use & FIELD_NOTICE) == g_strv_contains(printed, f->name), "%s", f->name);
}
END_TEST

/* --- reading -------------------------------------------------------------------------------------------------------- */

static const struct {
	const char *field, *text, *expected;
} typed[] = {
	{"title", "CRM export on a lost laptop", "\"CRM export on a lost laptop\""},
	{"title", "  two\r\n\tlines \n\n here\n", "\"  two\\r\\n\\tlines \\n\\n here\\n\""}, /* kept to the byte */
	{"title", "a\u2028b\xc2\x85" "c\vd", "\"a\u2028b\xc2\x85" "c\\u000Bd\""},
	{"title", "", "null"},
	{"title", " \n\t ", "null"},
	{"title", "\u202e\u200b", "null"}, /* nothing but what cannot be seen */
	/* Hostile text is kept whole: it is made harmless where it is shown. */
	{"title", "x'); DROP TABLE journal;-- {{{seal}}} \033[2J \u202eevil \U0001F9D1\u200d\U0001F4BB",
		"\"x'); DROP TABLE journal;-- {{{seal}}} \\u001B[2J \u202eevil \U0001F9D1\u200d\U0001F4BB\""},
	{"title", "bad \xff byte", "title: this is not UTF-8: check the encoding of what you pasted or of the file"},
	{"description", "one\r\ntwo\rthree\n\n  four\n\n", "\"one\\r\\ntwo\\rthree\\n\\n  four\\n\\n\""},
	{"site", "unknown", "\"unknown\""},
	{"detected_at", "2026-11-23 18:30", "\"2026-11-23T17:30:00Z\""},
	{"detected_at", "ieri 18:30", "\"2026-11-22T17:30:00Z\""},
	{"detected_at", "2026-11-23T21:00:00+01:00", "\"2026-11-23T20:00:00Z\""},
	{"detected_at", "", "null"},
	{"breach_kind", "Ransomware", "\"ransomware\""},
	{"breach_kind", "burglary", "kind: there is no \"burglary\": `breccia help vocabularies` lists what there is"},
	{"own_data", "sì", "\"yes\""},
	{"own_data", "maybe", "own-data: there is no \"maybe\": write one of yes, no, unknown"},
	{"nature", "a,c", "[\"c\",\"a\"]"},
	{"nature", "c;c ; i,", "[\"c\",\"i\"]"},
	{"nature", "riservatezza, disponibilità", "[\"c\",\"a\"]"},
	{"nature", "unknown", "[\"unknown\"]"},
	{"nature", "c,x", "nature: there is no \"x\": write one of c, i, a, unknown"},
	{"nature", ",", "nature: there is no \"\": write one of c, i, a, unknown"},
	{"data", "dati anagrafici (nome, cognome, data di nascita)", "[\"basic\"]"}, /* a label with commas of its own */
	{"data", "health, contact, basic", "[\"basic\",\"contact\",\"health\"]"},
	{"subjects", "circa 1.200", "\"~1200\""},
	{"records", "", "null"},
};

START_TEST(test_what_people_type_becomes_canonical)
{
	assert_parsed(typed[_i].field, typed[_i].text, typed[_i].expected);
}
END_TEST

START_TEST(test_a_wrong_time_or_count_names_its_field)
{
	char *time = parsed("detected_at", "soonish"), *count = parsed("subjects", "many");

	ck_assert_msg(g_str_has_prefix(time, "detected: "), "%s", time);
	ck_assert_str_eq(count, "subjects: \"many\" is no number of people or records: write 1200, ~1200 (about), 10-20 or unknown");
	free(time);
	free(count);
}
END_TEST

START_TEST(test_ten_kilobytes_of_title_are_kept_and_a_flood_is_refused)
{
	g_autofree char *title = g_strnfill(10 * 1024, 'x');
	g_autofree char *flood = g_strnfill(64 * 1024 + 1, 'x');
	json_t *value = NULL;
	g_autoptr(GError) error = NULL;

	ck_assert(field_parse(field("title"), title, now, rome, &value, NULL));
	ck_assert_str_eq(json_string_value(value), title);
	json_decref(value);
	ck_assert(!field_parse(field("title"), flood, now, rome, &value, &error));
	ck_assert(g_error_matches(error, ERR_DOMAIN, E_INPUT));
}
END_TEST

static const struct {
	const char *field, *json, *expected;
} json_typed[] = {
	{"title", "\"a\\nb\"", "\"a\\nb\""},
	{"title", "null", "null"},
	{"title", "12", NULL},
	{"title", "[\"a\"]", NULL},
	{"title", "\"nul\\u0000\"", NULL},
	{"nature", "[\"a\",\"c\",\"a\"]", "[\"c\",\"a\"]"},
	{"nature", "[]", "null"},
	{"nature", "[\"c\",1]", NULL},
	{"nature", "[\"c,i\"]", NULL},
	{"nature", "\"c,i\"", "[\"c\",\"i\"]"},
	{"cause", "[\"unknown\"]", NULL},
	{"own_data", "true", "\"yes\""},
	{"own_data", "false", "\"no\""},
	{"breach_kind", "true", NULL},
	{"subjects", "1200", "\"1200\""},
	{"subjects", "0", "\"0\""},
	{"subjects", "-1", NULL},
	{"subjects", "12.5", NULL},
	{"subjects", "\"10-20\"", "\"10-20\""},
	{"detected_at", "\"2026-11-23T17:30:00Z\"", "\"2026-11-23T17:30:00Z\""},
	{"detected_at", "1795470245", NULL},
	{"detected_at", "{}", NULL},
};

START_TEST(test_json_from_outside)
{
	json_t *input = json_loads(json_typed[_i].json, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL), *value = NULL;
	g_autoptr(GError) error = NULL;
	bool fine = field_parse_json(field(json_typed[_i].field), input, now, rome, &value, &error);

	ck_assert_msg(fine == (json_typed[_i].expected != NULL), "%s = %s", json_typed[_i].field, json_typed[_i].json);
	if (fine) {
		char *dump = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
		ck_assert_str_eq(dump, json_typed[_i].expected);
		free(dump);
		json_decref(value);
	} else {
		ck_assert(g_error_matches(error, ERR_DOMAIN, E_INPUT));
		ck_assert_msg(g_str_has_prefix(error->message, field(json_typed[_i].field)->option), "%s", error->message);
	}
	json_decref(input);
}
END_TEST

/* --- counts --------------------------------------------------------------------------------------------------------- */

static const struct {
	const char *text, *canonical; /* NULL: refused */
} counts[] = {
	{"1200", "1200"}, {"0", "0"}, {"007", "7"}, {" 1200 ", "1200"}, {"1.200", "1200"}, {"1,200", "1200"}, {"1 200", "1200"},
	{"1\xc2\xa0" "200", "1200"}, {"1'200", "1200"}, {"1.200.000", "1200000"}, {"10000000000", "10000000000"},
	{"circa 1200", "~1200"}, {"1200 circa", "~1200"}, {"Circa 1.200", "~1200"}, {"about 1,200", "~1200"}, {"~1200", "~1200"},
	{"~ 1200", "~1200"}, {"ca. 1200", "~1200"}, {"approx. 90", "~90"},
	{"10-20", "10-20"}, {"10 - 20", "10-20"}, {"10..20", "10-20"}, {"10\u201320", "10-20"}, {"tra 10 e 20", "10-20"},
	{"fra 1.000 e 2.000", "1000-2000"}, {"da 10 a 20", "10-20"}, {"between 10 and 20", "10-20"}, {"from 10 to 20", "10-20"},
	{"10 to 20", "10-20"}, {"circa 10-20", "10-20"}, {"10-10", "10"},
	{"unknown", "unknown"}, {"Unknown", "unknown"}, {"?", "unknown"}, {"non noto", "unknown"}, {"non ancora determinato", "unknown"},
	{"", NULL}, {"-5", NULL}, {"- 5", NULL}, {"20-10", NULL}, {"10--20", NULL}, {"10-", NULL}, {"-", NULL}, {"~", NULL},
	{"12.5", NULL}, {"1.2000", NULL}, {"1234.567", NULL}, {"1.200,50", NULL}, {"1.200,500", NULL}, {"1200.00", NULL},
	{"10000000001", NULL}, {"99999999999999999999999999", NULL}, {"2026-11-23", NULL}, {"10 20", NULL}, {"10 e 20", NULL},
	{"tra 10", NULL}, {"tra 10 e", NULL}, {"1200 people", NULL}, {"many", NULL}, {"1e3", NULL}, {"0x10", NULL}, {"+5", NULL},
	{"circa", NULL}, {"circa1200x", NULL}, {"1200;", NULL},
};

START_TEST(test_counts)
{
	g_autofree char *canonical = NULL;
	g_autoptr(GError) error = NULL;
	bool fine = count_parse(counts[_i].text, &canonical, &error);

	ck_assert_msg(fine == (counts[_i].canonical != NULL), "\"%s\" gave %s", counts[_i].text, canonical ? canonical : "nothing");
	if (fine)
		ck_assert_str_eq(canonical, counts[_i].canonical);
	else
		ck_assert(g_error_matches(error, ERR_DOMAIN, E_INPUT));
}
END_TEST

START_TEST(test_a_canonical_count_is_its_own)
{
	if (!counts[_i].canonical)
		return;
	g_autofree char *again = NULL;
	ck_assert(count_parse(counts[_i].canonical, &again, NULL));
	ck_assert_str_eq(again, counts[_i].canonical);
}
END_TEST

/* --- showing -------------------------------------------------------------------------------------------------------- */

static const struct {
	const char *field, *json, *en, *it;
} shown[] = {
	{"title", "\"Lost laptop\"", "Lost laptop", "Lost laptop"},
	{"title", "null", "not yet determined", "non ancora determinato"},
	{"detected_at", "\"2026-11-23T01:40:00Z\"", "Mon 23 Nov 2026, 02:40", "lun 23 nov 2026, 02:40"},
	{"occurred_from", "null", "not yet determined", "non ancora determinato"},
	{"nature", "[\"c\",\"a\"]", "confidentiality (disclosure or access); availability (loss or destruction)",
		"riservatezza (divulgazione o accesso); disponibilità (perdita o distruzione)"},
	{"measures_taken", "null", "not yet determined", "non ancora determinate"}, /* misure */
	{"root_cause", "null", "not yet determined", "non ancora determinata"},
	{"systems", "null", "not yet determined", "non ancora determinati"},
	{"nature", "[]", "not yet determined", "non ancora determinata"},
	{"nature", "[\"unknown\"]", "not yet determined", "non ancora determinata"},
	{"nature", "[\"z\"]", "z", "z"}, /* of a newer program */
	{"breach_kind", "\"lost-device\"", "device lost or stolen", "smarrimento o furto di un dispositivo"},
	{"own_data", "\"unknown\"", "not yet known", "non ancora noto"},
	{"own_data", "null", "not yet known", "non ancora noto"},
	{"subjects", "\"1200\"", "1,200", "1.200"},
	{"subjects", "\"999\"", "999", "999"},
	{"subjects", "\"~1200000\"", "about 1,200,000", "circa 1.200.000"},
	{"subjects", "\"1000-1500\"", "1,000 to 1,500", "da 1.000 a 1.500"},
	{"subjects", "\"unknown\"", "not yet determined", "non ancora determinato"},
	{"subjects", "null", "not yet determined", "non ancora determinato"},
	{"subjects", "12", "not yet determined", "non ancora determinato"}, /* no canonical value */
};

START_TEST(test_values_in_words)
{
	json_t *value = json_loads(shown[_i].json, JSON_DECODE_ANY, NULL);
	g_autofree char *en = field_show(field(shown[_i].field), value, rome, LANG_EN);
	g_autofree char *it = field_show(field(shown[_i].field), value, rome, LANG_IT);

	ck_assert_str_eq(en, shown[_i].en);
	ck_assert_str_eq(it, shown[_i].it);
	json_decref(value);
}
END_TEST

START_TEST(test_an_absent_value_is_shown_as_not_yet_determined)
{
	for (const Field *f = incident_fields; f->name; f++) {
		g_autofree char *en = field_show(f, NULL, rome, LANG_EN);
		g_autofree char *it = field_show(f, NULL, rome, LANG_IT);
		ck_assert_msg(g_str_has_prefix(en, "not yet "), "%s: %s", f->name, en);
		ck_assert_msg(g_str_has_prefix(it, "non ancora "), "%s: %s", f->name, it);
	}
}
END_TEST

/* --- incidents ------------------------------------------------------------------------------------------------------ */

static void
set(Incident *incident, const char *name, const char *text)
{
	json_t *value = NULL;
	ck_assert(field_parse(field(name), text, now, rome, &value, NULL));
	json_object_set_new(incident->fields, name, value);
}

static bool
is_unknown(const Incident *incident, const char *name)
{
	g_autoptr(GPtrArray) open = incident_unknowns(incident);
	return g_ptr_array_find(open, field(name), NULL);
}

START_TEST(test_an_incident_answers_for_its_fields)
{
	g_autoptr(Incident) incident = incident_new();

	ck_assert_str_eq(incident_title(incident), "erased");
	set(incident, "title", "Lost laptop");
	set(incident, "detected_at", "2026-11-23T20:00:00Z");
	set(incident, "nature", "c");
	ck_assert_str_eq(incident_title(incident), "Lost laptop");
	ck_assert_str_eq(incident_text(incident, "title"), "Lost laptop");
	ck_assert_ptr_null(incident_text(incident, "nature")); /* a list is no text */
	ck_assert_ptr_null(incident_text(incident, "site"));
	ck_assert_int_eq(incident_instant(incident, "detected_at"), now - 6245);
	ck_assert(incident_instant(incident, "aware_at") == INSTANT_NONE);
	ck_assert(incident_instant(incident, "title") == INSTANT_NONE);
	ck_assert(incident->taken_at == INSTANT_NONE && incident->closed_at == INSTANT_NONE && incident->voided_at == INSTANT_NONE);
}
END_TEST

START_TEST(test_open_unknowns_are_what_a_supplement_should_answer)
{
	g_autoptr(Incident) incident = incident_new();

	ck_assert(is_unknown(incident, "description"));
	ck_assert(is_unknown(incident, "subjects"));
	ck_assert(is_unknown(incident, "recipient"));
	ck_assert(!is_unknown(incident, "protocol"));    /* printed where set; absent is no question */
	ck_assert(!is_unknown(incident, "occurred_to"));
	ck_assert(!is_unknown(incident, "root_cause"));  /* no notice prints it */
	set(incident, "description", "A list went to the wrong client.");
	set(incident, "subjects", "unknown");
	set(incident, "data", "basic,contact");
	set(incident, "nature", "c,unknown");
	set(incident, "recipient", "non noto");
	ck_assert(!is_unknown(incident, "description"));
	ck_assert(is_unknown(incident, "subjects"));
	ck_assert(!is_unknown(incident, "data"));
	ck_assert(is_unknown(incident, "nature"));
	ck_assert(is_unknown(incident, "recipient"));
	set(incident, "subjects", "~1200");
	set(incident, "data", "");
	ck_assert(!is_unknown(incident, "subjects"));
	ck_assert(is_unknown(incident, "data"));
}
END_TEST

START_TEST(test_what_was_erased_is_no_open_question)
{
	g_autoptr(Incident) incident = incident_new();

	incident->erased = true;
	ck_assert(!is_unknown(incident, "description"));
	ck_assert(is_unknown(incident, "subjects"));
}
END_TEST

START_TEST(test_kinds_are_read_back)
{
	for (int i = KIND_BREACH; i <= KIND_DRILL; i++) {
		IncidentKind kind;
		ck_assert(incident_kind_parse(incident_kind_code((IncidentKind)i), &kind));
		ck_assert_int_eq(kind, i);
	}
	IncidentKind kind;
	ck_assert(!incident_kind_parse("accident", &kind) && !incident_kind_parse(NULL, &kind));
	ck_assert_str_eq(incident_kind_words(KIND_NEAR_MISS)->it, "quasi violazione");
	ck_assert_str_eq(incident_kind_words(KIND_DRILL)->it, "esercitazione");
}
END_TEST

START_TEST(test_an_incident_frees_all_it_holds)
{
	g_autoptr(Incident) incident = incident_new();
	Affected *affected = g_new0(Affected, 1);
	Note *note = g_new0(Note, 1);

	affected->client = g_strdup("alfa");
	affected->data = json_pack("[s]", "basic");
	note->text = g_strdup("called the carrier");
	incident->ref = g_strdup("2026-0013");
	g_ptr_array_add(incident->clients, affected);
	g_ptr_array_add(incident->notes, note);
	g_ptr_array_add(incident->clocks, clock_new());
	g_ptr_array_add(incident->notices, notice_new());
	incident_free(NULL);
	affected_free(NULL);
	note_free(NULL);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("incident");
	TCase *tc = tcase_create("incident");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, test_all_fields_are_there_and_no_others);
	tcase_add_test(tc, test_every_row_is_sound);
	tcase_add_loop_test(tc, test_a_field_is_found_by_its_option_or_its_name, 0, (int)G_N_ELEMENTS(options));
	tcase_add_test(tc, test_what_the_command_line_promises_can_be_given_at_log);
	tcase_add_test(tc, test_what_a_notice_prints_is_marked);
	tcase_add_loop_test(tc, test_what_people_type_becomes_canonical, 0, (int)G_N_ELEMENTS(typed));
	tcase_add_test(tc, test_a_wrong_time_or_count_names_its_field);
	tcase_add_test(tc, test_ten_kilobytes_of_title_are_kept_and_a_flood_is_refused);
	tcase_add_loop_test(tc, test_json_from_outside, 0, (int)G_N_ELEMENTS(json_typed));
	tcase_add_loop_test(tc, test_counts, 0, (int)G_N_ELEMENTS(counts));
	tcase_add_loop_test(tc, test_a_canonical_count_is_its_own, 0, (int)G_N_ELEMENTS(counts));
	tcase_add_loop_test(tc, test_values_in_words, 0, (int)G_N_ELEMENTS(shown));
	tcase_add_test(tc, test_an_absent_value_is_shown_as_not_yet_determined);
	tcase_add_test(tc, test_an_incident_answers_for_its_fields);
	tcase_add_test(tc, test_open_unknowns_are_what_a_supplement_should_answer);
	tcase_add_test(tc, test_what_was_erased_is_no_open_question);
	tcase_add_test(tc, test_kinds_are_read_back);
	tcase_add_test(tc, test_an_incident_frees_all_it_holds);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}

/* Vocabularies: whole tables are sound, and what people type finds the right term or asks. */
#include "src/core/err.h"
#include "src/core/vocab.h"
#include "tests/run.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

/* A code is a word for the command line, the journal and JSON: a-z, 0-9 and single hyphens. */
static bool
is_code(const char *code)
{
	for (const char *p = code; *p; p++)
		if (!g_ascii_islower(*p) && !g_ascii_isdigit(*p) && (*p != '-' || p == code || p[1] == '-' || !p[1]))
			return false;
	return *code;
}

static int
each_vocab(void)
{
	int n = 0;
	while (vocab_all[n])
		n++;
	return n;
}

START_TEST(test_every_table_is_sound)
{
	const Vocab *vocab = vocab_all[_i];
	g_autoptr(GHashTable) codes = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) labels = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	ck_assert(is_code(vocab->name) && *vocab->title.en && *vocab->title.it);
	for (const Term *term = vocab->terms; term->code; term++) {
		ck_assert_msg(is_code(term->code), "%s: %s", vocab->name, term->code);
		ck_assert_msg(g_hash_table_add(codes, (gpointer)term->code), "%s: %s twice", vocab->name, term->code);
		ck_assert_msg(*term->label.en && *term->label.it, "%s: %s without words", vocab->name, term->code);
		ck_assert(g_utf8_validate(term->label.it, -1, NULL) && g_utf8_validate(term->label.en, -1, NULL));
		ck_assert_msg(g_hash_table_add(labels, g_strconcat("it ", term->label.it, NULL)), "%s twice", term->label.it);
		ck_assert_msg(g_hash_table_add(labels, g_strconcat("en ", term->label.en, NULL)), "%s twice", term->label.en);
	}
	ck_assert_msg(vocab_find(vocab, VOCAB_UNKNOWN) != NULL, "%s has no \"not yet determined\"", vocab->name);
}
END_TEST

START_TEST(test_every_table_has_its_own_name)
{
	for (int i = 0; i < each_vocab(); i++)
		for (int j = 0; j < i; j++)
			ck_assert_str_ne(vocab_all[i]->name, vocab_all[j]->name);
}
END_TEST

/* The number of options of each field of the template: all of them must be reachable, so that an export loses nothing. */
static const struct {
	const Vocab *vocab;
	const char *field;
	char last;
} template_options[] = {
	{&vocab_discovery, "50", 'f'},      {&vocab_nature, "55", 'c'},         {&vocab_confidentiality, "56", 'e'},
	{&vocab_protection, "57", 'e'},     {&vocab_integrity, "58", 'c'},      {&vocab_availability, "59", 'c'},
	{&vocab_kind, "60", 'y'},           {&vocab_cause, "61", 'f'},          {&vocab_subjects, "65", 'k'},
	{&vocab_data, "70", 'u'},           {&vocab_measures, "75", 'l'},       {&vocab_consequences_c, "79", 'e'},
	{&vocab_consequences_i, "81", 'd'}, {&vocab_consequences_a, "83", 'd'}, {&vocab_impacts, "85", 'o'},
	{&vocab_severity, "87", 'd'},       {&vocab_yesno, "109", 'c'},
};

START_TEST(test_every_option_of_the_template_has_a_term)
{
	const Vocab *vocab = template_options[_i].vocab;

	for (char option = 'a'; option <= template_options[_i].last; option++) {
		g_autofree char *key = g_strdup_printf("%s.%c", template_options[_i].field, option);
		bool found = false;
		for (const Term *term = vocab->terms; term->code; term++)
			found = found || g_strcmp0(term->edpb, key) == 0;
		ck_assert_msg(found, "%s: nothing for %s", vocab->name, key);
	}
	for (const Term *term = vocab->terms; term->code; term++) {
		if (!term->edpb)
			continue;
		gsize n = strlen(template_options[_i].field);
		ck_assert_msg(g_str_has_prefix(term->edpb, template_options[_i].field) && term->edpb[n] == '.' &&
			term->edpb[n + 1] >= 'a' && term->edpb[n + 1] <= template_options[_i].last && !term->edpb[n + 2],
			"%s: %s", term->code, term->edpb);
	}
}
END_TEST

START_TEST(test_the_insider_who_carries_lists_off_has_a_term)
{
	ck_assert_str_eq(vocab_find(&vocab_kind, "list-export")->edpb, "60.g");
	ck_assert_ptr_nonnull(vocab_find(&vocab_kind, "privilege-abuse"));
}
END_TEST

START_TEST(test_every_code_and_label_finds_its_own_term)
{
	const Vocab *vocab = vocab_all[_i];

	for (const Term *term = vocab->terms; term->code; term++) {
		const char *const typed[] = {term->code, term->label.en, term->label.it};
		for (gsize i = 0; i < G_N_ELEMENTS(typed); i++) {
			g_autoptr(GError) error = NULL;
			const char *code = NULL;
			ck_assert_msg(vocab_parse(vocab, typed[i], &code, &error), "%s: %s", typed[i], error ? error->message : "");
			ck_assert_ptr_eq(code, term->code);
		}
	}
}
END_TEST

static const struct {
	const Vocab *vocab;
	const char *typed, *code;
} typed[] = {
	{&vocab_nature, "C", "c"},
	{&vocab_nature, "riservatezza", "c"},
	{&vocab_nature, "Integrità", "i"},
	{&vocab_nature, "integrita", "i"},
	{&vocab_nature, "avail", "a"},
	{&vocab_kind, "ransom", "ransomware"},
	{&vocab_kind, "  Lost-Device ", "lost-device"},
	{&vocab_kind, "lost-d", "lost-device"},
	{&vocab_kind, "furto", NULL}, /* the middle of a label is no beginning */
	{&vocab_kind, "60.b", "ransomware"},
	{&vocab_kind, "60.g", NULL}, /* two of our terms share it */
	{&vocab_kind, "data-", NULL},
	{&vocab_kind, "", NULL},
	{&vocab_kind, " \t", NULL},
	{&vocab_kind, "ransomware x", NULL},
	{&vocab_kind, "non ancora determinata", "unknown"}, /* whatever its gender */
	{&vocab_kind, "?", "unknown"},
	{&vocab_cause, "Interna  ACCIDENTALE", "internal-accidental"},
	{&vocab_cause, "interna", NULL},
	{&vocab_cause, "sconosciuta", "unknown"},
	{&vocab_yesno, "y", "yes"},
	{&vocab_yesno, "s", "yes"},
	{&vocab_yesno, "Sì", "yes"},
	{&vocab_yesno, "si", "yes"},
	{&vocab_yesno, "n", "no"},
	{&vocab_yesno, "NO", "no"},
	{&vocab_yesno, "non noto", "unknown"},
	{&vocab_yesno, "maybe", NULL},
	{&vocab_late_cause, "notte", "night-or-weekend"},
	{&vocab_data, "dati", NULL},
	{&vocab_data, "\xc5\x93", NULL},
};

START_TEST(test_what_people_type)
{
	g_autoptr(GError) error = NULL;
	const char *code = NULL;
	bool found = vocab_parse(typed[_i].vocab, typed[_i].typed, &code, &error);

	ck_assert_msg(found == (typed[_i].code != NULL), "\"%s\" gave %s", typed[_i].typed, code ? code : "nothing");
	if (found)
		ck_assert_str_eq(code, typed[_i].code);
	else
		ck_assert(g_error_matches(error, ERR_DOMAIN, E_INPUT));
}
END_TEST

START_TEST(test_a_refusal_names_the_field_and_what_there_is)
{
	g_autoptr(GError) few = NULL, many = NULL, several = NULL;
	const char *code = NULL;

	ck_assert(!vocab_parse(&vocab_yesno, "maybe\033[2J", &code, &few));
	ck_assert_str_eq(few->message, "yes-no: there is no \"maybe\\x1b[2J\": write one of yes, no, unknown");
	ck_assert(!vocab_parse(&vocab_kind, "burglary", &code, &many));
	ck_assert_str_eq(many->message, "kind: there is no \"burglary\": `breccia help vocabularies` lists what there is");
	ck_assert(!vocab_parse(&vocab_cause, "external", &code, &several));
	ck_assert_str_eq(several->message,
		"cause: \"external\" can mean external-accidental or external-intentional: write more of it");
	ck_assert_ptr_null(code);
}
END_TEST

static const Term changed[] = {
	{"old", NULL, {"old word", "parola vecchia"}, false},
	{"new", NULL, {"new word", "parola nuova"}, true},
	{NULL, NULL, {NULL, NULL}, false},
};
static const Vocab changing = {"changing", {"changing", "mutevole"}, changed};

START_TEST(test_a_retired_term_is_read_but_no_longer_offered)
{
	g_autoptr(GError) error = NULL;
	const char *code = NULL;

	ck_assert_str_eq(vocab_label(&changing, "old", LANG_IT), "parola vecchia");
	ck_assert(!vocab_parse(&changing, "old", &code, &error));
	ck_assert_str_eq(error->message, "changing: there is no \"old\": write one of new");
	ck_assert(vocab_parse(&changing, "parola", &code, NULL)); /* not ambiguous: only one is offered */
	ck_assert_str_eq(code, "new");
}
END_TEST

START_TEST(test_a_code_of_a_newer_program_is_shown_as_it_is)
{
	ck_assert_str_eq(vocab_label(&vocab_kind, "quantum-theft", LANG_IT), "quantum-theft");
	ck_assert_ptr_null(vocab_find(&vocab_kind, "quantum-theft"));
	ck_assert_ptr_null(vocab_find(&vocab_kind, NULL));
	ck_assert_ptr_null(vocab_find(&vocab_kind, "Ransomware")); /* the journal's codes are exact */
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("vocab");
	TCase *tc = tcase_create("vocab");

	tcase_add_loop_test(tc, test_every_table_is_sound, 0, each_vocab());
	tcase_add_test(tc, test_every_table_has_its_own_name);
	tcase_add_loop_test(tc, test_every_option_of_the_template_has_a_term, 0, (int)G_N_ELEMENTS(template_options));
	tcase_add_test(tc, test_the_insider_who_carries_lists_off_has_a_term);
	tcase_add_loop_test(tc, test_every_code_and_label_finds_its_own_term, 0, each_vocab());
	tcase_add_loop_test(tc, test_what_people_type, 0, (int)G_N_ELEMENTS(typed));
	tcase_add_test(tc, test_a_refusal_names_the_field_and_what_there_is);
	tcase_add_test(tc, test_a_retired_term_is_read_but_no_longer_offered);
	tcase_add_test(tc, test_a_code_of_a_newer_program_is_shown_as_it_is);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}

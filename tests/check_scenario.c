/* Scenarios for exercises: each can be logged as it stands, and has standard actions of its own kind. */
#include "src/core/action-library.h"
#include "src/core/incident.h"
#include "src/core/scenario.h"
#include "src/core/vocab.h"
#include "tests/run.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

START_TEST(test_each_scenario_is_found_and_is_of_a_kind_of_its_own)
{
	int n = 0;
	for (const Scenario *s = scenarios; s->code; s++, n++) {
		const Term *kind = vocab_find(&vocab_kind, s->breach_kind);
		ck_assert_ptr_eq(scenario_find(s->code), s);
		ck_assert(kind && kind->active);
		ck_assert(!strpbrk(s->code, " \t") && strcmp(s->code, "list") != 0 && strcmp(s->code, "report") != 0);
		for (const Scenario *other = scenarios; other < s; other++)
			ck_assert(strcmp(other->breach_kind, s->breach_kind) != 0 && strcmp(other->code, s->code) != 0);
	}
	ck_assert_int_eq(n, 4);
	ck_assert_ptr_null(scenario_find(""));
	ck_assert_ptr_null(scenario_find("Ransomware"));
}
END_TEST

START_TEST(test_each_fact_is_one_that_can_be_logged)
{
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	for (const Scenario *s = scenarios; s->code; s++)
		for (int i = 0; i < SCENARIO_FACTS && s->facts[i].field; i++) {
			const Field *f = field_find(s->facts[i].field);
			json_t *value = NULL;
			g_autoptr(GError) error = NULL;
			ck_assert_msg(f && (f->use & FIELD_LOG), "%s: %s", s->code, s->facts[i].field);
			ck_assert_msg(field_parse(f, s->facts[i].value, 0, utc, &value, &error), "%s: %s", s->code, error ? error->message : "?");
			ck_assert(!json_is_null(value));
			json_decref(value);
		}
}
END_TEST

START_TEST(test_its_words_are_in_both_languages_and_its_facts_end)
{
	for (const Scenario *s = scenarios; s->code; s++) {
		ck_assert(*s->title.en && *s->title.it && *s->description.en && *s->description.it);
		ck_assert(strcmp(s->title.en, s->title.it) != 0 && strcmp(s->description.en, s->description.it) != 0);
		ck_assert(s->facts[0].field && !s->facts[SCENARIO_FACTS - 1].field);
	}
}
END_TEST

START_TEST(test_standard_actions_of_its_kind_are_suggested)
{
	for (const Scenario *s = scenarios; s->code; s++) {
		g_autoptr(Incident) in = incident_new();
		if (!in->fields)
			in->fields = json_object();
		json_object_set_new(in->fields, "breach_kind", json_string(s->breach_kind));
		g_autoptr(GPtrArray) all = standard_actions_for(in);
		int own = 0;
		for (guint i = 0; i < all->len; i++)
			own += strcmp(((const StandardAction *)g_ptr_array_index(all, i))->group, "general") != 0;
		ck_assert_msg(own >= 3, "%s has %d", s->code, own);
	}
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("scenario");
	TCase *t = tcase_create("scenario");
	tcase_add_test(t, test_each_scenario_is_found_and_is_of_a_kind_of_its_own);
	tcase_add_test(t, test_each_fact_is_one_that_can_be_logged);
	tcase_add_test(t, test_its_words_are_in_both_languages_and_its_facts_end);
	tcase_add_test(t, test_standard_actions_of_its_kind_are_suggested);
	suite_add_tcase(s, t);
	return s;
}

int
main(void)
{
	return run_suite(suite());
}

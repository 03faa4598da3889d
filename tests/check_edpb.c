/* The EDPB's template: its fields are in order, and whatever the vocabularies map to is an answer to one of them. */
#include "src/report/edpb.h"
#include "tests/run.h"

#include <check.h>

START_TEST(test_fields_stand_in_the_order_of_the_template)
{
	int last = 0;
	for (const EdpbField *field = edpb_fields; field->field; field++) {
		ck_assert_int_gt(field->field, last);
		ck_assert_ptr_nonnull(field->label);
		ck_assert_ptr_nonnull(field->section);
		last = field->field;
	}
	ck_assert_int_eq(last, 126);
}
END_TEST

static const EdpbField *
find(int number)
{
	for (const EdpbField *field = edpb_fields; field->field; field++)
		if (field->field == number)
			return field;
	return NULL;
}

START_TEST(test_every_key_of_a_vocabulary_answers_a_field_that_is_filled)
{
	int seen = 0;
	for (const Vocab *const *vocab = vocab_all; *vocab; vocab++)
		for (const Term *term = (*vocab)->terms; term->code; term++) {
			if (!term->edpb)
				continue;
			const EdpbField *field = find((int)g_ascii_strtoll(term->edpb, NULL, 10));
			ck_assert_msg(field && field->value, "%s of %s", term->edpb, term->code);
			seen++;
		}
	ck_assert_int_gt(seen, 100);
}
END_TEST

START_TEST(test_every_field_that_names_the_template_is_in_it)
{
	for (const Field *field = incident_fields; field->name; field++)
		if (field->edpb)
			ck_assert_msg(find((int)g_ascii_strtoll(field->edpb, NULL, 10)) != NULL, "%s: %s", field->name, field->edpb);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("edpb");
	TCase *tcase = tcase_create("template");
	tcase_add_test(tcase, test_fields_stand_in_the_order_of_the_template);
	tcase_add_test(tcase, test_every_key_of_a_vocabulary_answers_a_field_that_is_filled);
	tcase_add_test(tcase, test_every_field_that_names_the_template_is_in_it);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}

/* The standard actions: which fit which breach, and that each can be worked with. */
#include "src/core/action-library.h"
#include "tests/run.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const ActionGroup *
group(const char *code)
{
	for (const ActionGroup *g = action_groups; g->code; g++)
		if (strcmp(g->code, code) == 0)
			return g;
	return NULL;
}

START_TEST(test_each_has_all_that_an_action_needs)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	for (const StandardAction *a = standard_actions; a->code; a++) {
		ck_assert_msg(g_hash_table_add(seen, (gpointer)a->code), "%s is there twice", a->code);
		ck_assert_msg(group(a->group), "%s has no group", a->code);
		ck_assert_msg(a->hours > 0 && a->hours <= 720, "%s", a->code);
		ck_assert_msg(a->title.en && a->title.it && a->say.en && a->say.it && a->owner.en && a->owner.it, "%s lacks words", a->code);
		ck_assert_msg(!strstr(a->owner.en, "DPO"), "%s: the DPO advises and verifies", a->code);
		ck_assert_ptr_eq(standard_action(a->code), a);
	}
	ck_assert_ptr_null(standard_action("no-such-action"));
	ck_assert_ptr_null(standard_action(NULL));
}
END_TEST

/* Containment comes first and fast, prevention later; each group begins with what stops the damage or finds it out. */
START_TEST(test_each_group_has_several)
{
	for (const ActionGroup *g = action_groups; g->code; g++) {
		int n = 0, prevention = 0;
		for (const StandardAction *a = standard_actions; a->code; a++) {
			n += strcmp(a->group, g->code) == 0;
			prevention += strcmp(a->group, g->code) == 0 && a->kind == ACTION_PREVENTION;
		}
		ck_assert_msg(n >= 3 && prevention >= 1, "%s has %d", g->code, n);
	}
}
END_TEST

START_TEST(test_kinds_and_data_are_codes_of_the_vocabularies)
{
	for (const ActionGroup *g = action_groups; g->code; g++) {
		for (const char *const *kind = g->kinds; kind && *kind; kind++)
			ck_assert_msg(vocab_find(&vocab_kind, *kind), "%s", *kind);
		ck_assert_msg(!g->data || vocab_find(&vocab_data, g->data), "%s", g->data);
	}
}
END_TEST

static const struct {
	const char *kind, *data, *fits;
} cases[] = {
	{"mail-misdirected", "contact", "misdirected general"}, {"list-export", "contact", "export general"}, {"lost-device", "contact", "lost general"},
	{"ransomware", "health", "ransomware general"},
	{"phishing", "contact", "credentials general"}, {"published", "recordings", "published recordings general"},
	{"lost-device", "credentials", "lost credentials general"}, {"other", "basic", "general"}, {NULL, "basic", "general"},
};

static Incident *
incident(const char *kind, const char *data)
{
	Incident *in = incident_new();
	if (kind)
		json_object_set_new(in->fields, "breach_kind", json_string(kind));
	json_object_set_new(in->fields, "data", json_pack("[s]", data));
	return in;
}

START_TEST(test_a_breach_gets_what_fits_it_and_the_general_ones_last)
{
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Incident) in = incident(cases[i].kind, cases[i].data);
		g_autoptr(GPtrArray) found = standard_actions_for(in);
		g_autoptr(GString) groups = g_string_new(NULL);
		const char *last = "";
		for (guint a = 0; a < found->len; a++) {
			const char *code = ((const StandardAction *)g_ptr_array_index(found, a))->group;
			if (strcmp(code, last) != 0)
				g_string_append_printf(groups, "%s%s", groups->len ? " " : "", code);
			last = code;
		}
		ck_assert_str_eq(groups->str, cases[i].fits);
	}
}
END_TEST

START_TEST(test_what_is_planned_is_not_suggested_again)
{
	g_autoptr(Incident) in = incident("list-export", "contact");
	g_autoptr(GPtrArray) before = standard_actions_for(in);
	Action *action = g_new0(Action, 1);
	action->standard = g_strdup("suspend-account");
	g_ptr_array_add(in->actions, action);
	g_autoptr(GPtrArray) after = standard_actions_for(in);
	ck_assert_int_eq((int)after->len, (int)before->len - 1);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("action-library");
	TCase *t = tcase_create("action-library");
	tcase_add_test(t, test_each_has_all_that_an_action_needs);
	tcase_add_test(t, test_each_group_has_several);
	tcase_add_test(t, test_kinds_and_data_are_codes_of_the_vocabularies);
	tcase_add_test(t, test_a_breach_gets_what_fits_it_and_the_general_ones_last);
	tcase_add_test(t, test_what_is_planned_is_not_suggested_again);
	suite_add_tcase(s, t);
	return s;
}

int
main(void)
{
	return run_suite(suite());
}

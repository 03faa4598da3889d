/* ENISA's method: every cell of its tables, its worked values, what people type, and what an incident suggests. */
#include "src/core/severity.h"

#include "src/core/err.h"
#include "tests/run.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

/* --- the tables ------------------------------------------------------------------------------------------------------- */

/* The values of each row as the document prints them: DPC as results, EI and CB in quarters. */
static const struct {
	Criterion criterion;
	const char *code;
	int base, n, values[4];
} printed[SEVERITY_ROWS] = {
	{CRITERION_DPC, "simple", 1, 4, {1, 2, 3, 4}},
	{CRITERION_DPC, "behavioural", 2, 4, {1, 2, 3, 4}},
	{CRITERION_DPC, "financial", 3, 4, {1, 2, 3, 4}},
	{CRITERION_DPC, "sensitive", 4, 4, {1, 2, 3, 4}},
	{CRITERION_EI, "name", 0, 4, {1, 2, 3, 4}},
	{CRITERION_EI, "id", 0, 3, {1, 3, 4}},
	{CRITERION_EI, "phone", 0, 3, {1, 2, 4}},
	{CRITERION_EI, "email", 0, 3, {1, 3, 4}},
	{CRITERION_EI, "picture", 0, 4, {1, 2, 3, 4}},
	{CRITERION_EI, "code", 0, 3, {1, 3, 4}},
	{CRITERION_CB, "c", 0, 3, {0, 1, 2}},
	{CRITERION_CB, "i", 0, 3, {0, 1, 2}},
	{CRITERION_CB, "a", 0, 3, {0, 1, 2}},
	{CRITERION_CB, "m", 0, 2, {0, 2}},
};

START_TEST(test_the_tables_hold_the_cells_that_enisa_prints)
{
	for (int r = 0; r < SEVERITY_ROWS; r++) {
		const SeverityRow *row = &severity_rows[r];
		ck_assert_int_eq(row->criterion, printed[r].criterion);
		ck_assert_str_eq(row->code, printed[r].code);
		ck_assert_int_eq(row->base, printed[r].base);
		ck_assert_int_eq(row->n_cells, printed[r].n);
		for (int i = 0; i < row->n_cells; i++) {
			ck_assert_int_eq(row->cells[i].value, printed[r].values[i]);
			ck_assert_msg(row->cells[i].say.en && row->cells[i].say.it && strcmp(row->cells[i].say.en, row->cells[i].say.it) != 0,
				"%s %d lacks a sentence", row->code, row->cells[i].value);
			ck_assert(!row->cells[i].example.en == !row->cells[i].example.it);
		}
		for (int value = -1; value < 9; value++) {
			const Cell *cell = severity_cell(row, value);
			ck_assert_msg(!cell || cell->value == value, "%s %d", row->code, value);
		}
	}
}
END_TEST

/* Each category has a case of ENISA's for each of its results: that is how people find theirs. */
START_TEST(test_each_context_has_its_example)
{
	for (int r = 0; r < SEVERITY_ROWS && severity_rows[r].criterion == CRITERION_DPC; r++)
		for (int i = 0; i < severity_rows[r].n_cells; i++)
			ck_assert_ptr_nonnull(severity_rows[r].cells[i].example.it);
}
END_TEST

START_TEST(test_an_adjusted_context_stays_between_one_and_four)
{
	for (int r = 0; r < 4; r++)
		for (int by = -5; by <= 5; by++) {
			int sum = severity_rows[r].base + by;
			ck_assert_int_eq(severity_adjusted(&severity_rows[r], by), sum < 1 ? 1 : sum > 4 ? 4 : sum);
		}
}
END_TEST

/* --- the score ------------------------------------------------------------------------------------------------------------ */

static Answers
answers(const char *dpc, const char *ei, const char *cb)
{
	Answers a;
	g_autoptr(GError) error = NULL;
	answers_clear(&a);
	ck_assert_msg(answers_take(&a, CRITERION_DPC, dpc, &error) && answers_take(&a, CRITERION_EI, ei, &error) &&
		answers_take(&a, CRITERION_CB, cb, &error), "%s %s %s: %s", dpc, ei, cb, error ? error->message : "");
	return a;
}

static const struct {
	const char *what, *dpc, *ei, *cb, *se;
	Level level;
} worked[] = {
	{"a contact list mailed to one known wrong recipient", "simple:1", "name:1", "c=0.25", "1.25", LEVEL_LOW},
	{"the same list stolen, recipients unknown", "simple:1", "name:1", "c=0.5,m=0.5", "2.00", LEVEL_MEDIUM},
	{"names and IBAN taken", "financial:2", "name:1", "c=0.5,m=0.5", "3.00", LEVEL_HIGH},
	{"a year of call recordings, recipients unknown", "behavioural:3", "name:1", "c=0.5", "3.50", LEVEL_HIGH},
	{"ransomware in a hospital, restored in a day", "sensitive:4", "id:0.75", "a=0.25,m=0.5", "3.75", LEVEL_HIGH},
	{"all data of cards sold", "financial:4", "name:1", "c=0.5,m=0.5", "5.00", LEVEL_VERY_HIGH},
	{"an encrypted laptop, the key safe", "simple:1", "code:0.25", "none", "0.25", LEVEL_LOW},
};

START_TEST(test_the_worked_values)
{
	for (gsize i = 0; i < G_N_ELEMENTS(worked); i++) {
		Answers a = answers(worked[i].dpc, worked[i].ei, worked[i].cb);
		Score score = severity_score(&a);
		g_autofree char *se = severity_number(score.se, LANG_EN);
		ck_assert_msg(strcmp(se, worked[i].se) == 0 && score.level == worked[i].level, "%s is %s %s", worked[i].what, se,
			level_code(score.level));
	}
}
END_TEST

/* Every choice of one cell in each row of CB, one category and one identifier: the formula, and nothing out of range. */
START_TEST(test_every_cell_counts_as_it_says)
{
	static const int thresholds[] = {8, 12, 16};
	for (int d = 0; d < 4; d++)
		for (int e = 4; e < 10; e++)
			for (int x = 0; x < severity_rows[d].n_cells; x++)
				for (int y = 0; y < severity_rows[e].n_cells; y++)
					for (int r = 10; r < SEVERITY_ROWS; r++)
						for (int z = 0; z < severity_rows[r].n_cells; z++) {
							Answers a = answers("simple:1", "name:1", "none");
							a.values[0] = a.values[4] = NOT_CHOSEN;
							a.values[d] = severity_rows[d].cells[x].value;
							a.values[e] = severity_rows[e].cells[y].value;
							a.values[r] = severity_rows[r].cells[z].value;
							Score s = severity_score(&a);
							ck_assert_int_eq(s.se, a.values[d] * a.values[e] + a.values[r]);
							int level = 0;
							for (int t = 0; t < 3; t++)
								level += s.se >= thresholds[t];
							ck_assert_int_eq((int)s.level, level);
							ck_assert(answers_check(&a, NULL));
						}
}
END_TEST

START_TEST(test_the_bands_begin_where_enisa_says)
{
	static const Level expected[] = {[1] = LEVEL_LOW, [7] = LEVEL_LOW, [8] = LEVEL_MEDIUM, [11] = LEVEL_MEDIUM, [12] = LEVEL_HIGH,
		[15] = LEVEL_HIGH, [16] = LEVEL_VERY_HIGH, [24] = LEVEL_VERY_HIGH};
	static const int at[] = {1, 7, 8, 11, 12, 15, 16, 24};
	for (gsize i = 0; i < G_N_ELEMENTS(at); i++)
		ck_assert_int_eq(severity_level(at[i]), expected[at[i]]);
	Answers worst = answers("sensitive:4", "name:1", "c=0.5,i=0.5,a=0.5,m=0.5");
	ck_assert_int_eq(severity_score(&worst).se, 24);
}
END_TEST

START_TEST(test_of_several_the_highest_counts)
{
	Answers a = answers("simple:2,behavioural:3,financial:1", "name:0.25,phone:1,email:0.75", "c=0.25,i=0.25,m=0.5");
	Score s = severity_score(&a);
	ck_assert_int_eq(s.dpc, 3);
	ck_assert_int_eq(s.ei, 4);
	ck_assert_int_eq(s.cb, 4);
	ck_assert(!severity_counts(&a, 0) && severity_counts(&a, 1) && !severity_counts(&a, 2) && !severity_counts(&a, 3));
	ck_assert(!severity_counts(&a, 4) && severity_counts(&a, 6) && !severity_counts(&a, 7));
	ck_assert(severity_counts(&a, 10) && severity_counts(&a, 11) && !severity_counts(&a, 12) && severity_counts(&a, 13));
	g_autofree char *formula = severity_formula(&a, LANG_IT);
	ck_assert_str_eq(formula, "DPC 3 x EI 1,00 + CB 1,00 = 4,00");
}
END_TEST

START_TEST(test_nothing_is_said_of_a_score_before_an_identifier_is_chosen)
{
	Answers a;
	answers_clear(&a);
	a.values[2] = 3;
	g_autofree char *before = severity_formula(&a, LANG_EN);
	ck_assert_str_eq(before, "DPC 3 x EI - + CB 0.00 = -");
	a.values[4] = 2;
	g_autofree char *after = severity_formula(&a, LANG_EN);
	ck_assert_str_eq(after, "DPC 3 x EI 0.50 + CB 0.00 = 1.50");
}
END_TEST

START_TEST(test_a_score_in_the_making_assumes_the_worst_identification)
{
	Answers a;
	answers_clear(&a);
	ck_assert_int_eq(severity_score(&a).se, 0);
	ck_assert(answers_take(&a, CRITERION_DPC, "behavioural", NULL));
	ck_assert_int_eq(severity_score(&a).se, 8);
	ck_assert(answers_take(&a, CRITERION_EI, "name:0.5", NULL));
	ck_assert_int_eq(severity_score(&a).se, 4);
}
END_TEST

/* --- what people type --------------------------------------------------------------------------------------------------------- */

static const struct {
	Criterion criterion;
	const char *text;
	int row, value;
} typed[] = {
	{CRITERION_DPC, "simple:3", 0, 3}, {CRITERION_DPC, "SIMPLE = 3", 0, 3}, {CRITERION_DPC, "financial", 2, 3}, {CRITERION_DPC, "sensitive:base", 3, 4},
	{CRITERION_DPC, "behavioural:+1", 1, 3}, {CRITERION_DPC, "behavioural:-1", 1, 1}, {CRITERION_DPC, "sensitive:+1", 3, 4},
	{CRITERION_DPC, "simple:-3", 0, 1}, {CRITERION_EI, "name:0.25", 4, 1}, {CRITERION_EI, "name:0,25", 4, 1}, {CRITERION_EI, "name:.5", 4, 2},
	{CRITERION_EI, "id:0,75", 5, 3}, {CRITERION_EI, "phone:1", 6, 4}, {CRITERION_EI, "phone:1.00", 6, 4}, {CRITERION_EI, "phone:1,0", 6, 4},
	{CRITERION_CB, "c=0.5,i=0,a=0.25,m=0.5", 12, 1}, {CRITERION_CB, "c=0,5,i=0,a=0,25,m=0,5", 12, 1}, {CRITERION_CB, "none", 13, 0},
	{CRITERION_CB, "m:0.50", 13, 2}, {CRITERION_CB, "m=0", 10, 0},
};

START_TEST(test_values_are_read_as_people_write_them)
{
	for (gsize i = 0; i < G_N_ELEMENTS(typed); i++) {
		Answers a;
		g_autoptr(GError) error = NULL;
		answers_clear(&a);
		ck_assert_msg(answers_take(&a, typed[i].criterion, typed[i].text, &error), "%s: %s", typed[i].text, error ? error->message : "");
		ck_assert_msg(a.values[typed[i].row] == typed[i].value, "%s is %d", typed[i].text, a.values[typed[i].row]);
	}
}
END_TEST

static const struct {
	Criterion criterion;
	const char *text, *part;
} refused[] = {
	{CRITERION_DPC, "simple:5", "one of 1, 2, 3, 4"}, {CRITERION_DPC, "simple:0", "one of"}, {CRITERION_DPC, "simple:", "one of"},
	{CRITERION_DPC, "simple:2.5", "one of"}, {CRITERION_DPC, "simple:12", "one of"}, {CRITERION_DPC, "secret:1", "simple, behavioural"},
	{CRITERION_DPC, "", "simple, behavioural"}, {CRITERION_DPC, "simple:1,simple:2", "given twice"}, {CRITERION_DPC, "name:1", "simple"},
	{CRITERION_EI, "name", "one of 0.25"}, {CRITERION_EI, "name:0", "one of 0.25"}, {CRITERION_EI, "id:0.5", "one of 0.25, 0.75, 1.00"},
	{CRITERION_EI, "phone:0.75", "0.25, 0.50, 1.00"}, {CRITERION_EI, "name:0.3", "one of"}, {CRITERION_EI, "name:2", "one of"},
	{CRITERION_EI, "name:-1", "one of"}, {CRITERION_EI, "name:0.250", "one of"}, {CRITERION_EI, "name:1x", "one of"}, {CRITERION_EI, "name:.", "one of"},
	{CRITERION_CB, "m=0.25", "0.00, 0.50"}, {CRITERION_CB, "c=1", "one of"}, {CRITERION_CB, "x=0", "c, i, a, m"}, {CRITERION_CB, "c=0.5,c=0", "twice"},
	{CRITERION_CB, "0.5", "c, i, a, m"}, {CRITERION_CB, "c", "one of"},
};

START_TEST(test_what_is_not_in_the_tables_is_refused_with_the_choices)
{
	for (gsize i = 0; i < G_N_ELEMENTS(refused); i++) {
		Answers a;
		g_autoptr(GError) error = NULL;
		answers_clear(&a);
		ck_assert_msg(!answers_take(&a, refused[i].criterion, refused[i].text, &error), "%s was taken", refused[i].text);
		ck_assert_msg(g_error_matches(error, ERR_DOMAIN, E_INPUT) && strstr(error->message, refused[i].part), "%s: %s", refused[i].text,
			error->message);
	}
	Answers twice = answers("simple:1", "name:1", "c=0.5");
	ck_assert(!answers_take(&twice, CRITERION_DPC, "simple:2", NULL));
	ck_assert(!answers_take(&twice, CRITERION_CB, "c=0.25", NULL));
	ck_assert(answers_take(&twice, CRITERION_CB, "m=0.5", NULL));
	ck_assert_int_eq(severity_score(&twice).cb, 4);
}
END_TEST

START_TEST(test_an_assessment_that_lacks_a_part_is_none)
{
	Answers a;
	g_autoptr(GError) dpc = NULL, ei = NULL, cb = NULL;
	answers_clear(&a);
	ck_assert(!answers_check(&a, &dpc) && strstr(dpc->message, "--dpc"));
	ck_assert(answers_take(&a, CRITERION_DPC, "simple", NULL));
	ck_assert(!answers_check(&a, &ei) && strstr(ei->message, "--ei"));
	ck_assert(answers_take(&a, CRITERION_EI, "name:1", NULL));
	ck_assert(!answers_check(&a, &cb) && strstr(cb->message, "--cb"));
	ck_assert(answers_take(&a, CRITERION_CB, "none", NULL));
	ck_assert(answers_check(&a, NULL));
	a.values[5] = 2;
	ck_assert(!answers_check(&a, NULL));
}
END_TEST

/* --- what is kept -------------------------------------------------------------------------------------------------------------- */

START_TEST(test_answers_are_kept_whole_and_without_fractions)
{
	Answers a = answers("simple:1,behavioural:3", "name:1,id:0.75", "c=0.5,m=0.5"), back;
	json_auto_t *json = answers_write(&a);
	g_autoptr(GError) error = NULL;
	g_autofree char *line = json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS);
	ck_assert_str_eq(line, "{\"cb\":{\"a\":0,\"c\":2,\"i\":0,\"m\":2},\"dpc\":{\"behavioural\":3,\"simple\":1},\"ei\":{\"id\":3,\"name\":4}}");
	ck_assert_msg(answers_read(json, &back, &error), "%s", error ? error->message : "");
	ck_assert_int_eq(memcmp(&a, &back, sizeof a), 0);
}
END_TEST

START_TEST(test_answers_of_another_shape_are_refused)
{
	static const char *const wrong[] = {"{}", "{\"cb\":2}", "{\"dpc\":{\"simple\":1},\"ei\":{\"name\":4},\"cb\":{\"c\":0,\"i\":0,\"a\":0}}",
		"{\"dpc\":{\"simple\":1.5},\"ei\":{\"name\":4},\"cb\":{\"c\":0,\"i\":0,\"a\":0,\"m\":0}}",
		"{\"dpc\":{\"simple\":99},\"ei\":{\"name\":4},\"cb\":{\"c\":0,\"i\":0,\"a\":0,\"m\":0}}",
		"{\"dpc\":{\"simple\":1},\"ei\":{\"name\":4},\"cb\":{\"c\":0,\"i\":0,\"a\":0,\"m\":1}}",
		"{\"dpc\":{\"other\":1},\"ei\":{\"name\":4},\"cb\":{\"c\":0,\"i\":0,\"a\":0,\"m\":0}}",
		"{\"dpc\":{\"simple\":1},\"ei\":{\"name\":4},\"cb\":{\"c\":0,\"i\":0,\"a\":0,\"m\":0},\"x\":1}"};
	for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
		json_auto_t *json = json_loads(wrong[i], 0, NULL);
		Answers a;
		g_autoptr(GError) error = NULL;
		ck_assert_msg(json && !answers_read(json, &a, &error) && g_error_matches(error, ERR_DOMAIN, E_INPUT), "%s was read", wrong[i]);
	}
}
END_TEST

START_TEST(test_numbers_have_the_comma_of_their_language)
{
	g_autofree char *it = severity_number(14, LANG_IT), *en = severity_number(14, LANG_EN), *least = severity_number(1, LANG_IT);
	ck_assert_str_eq(it, "3,50");
	ck_assert_str_eq(en, "3.50");
	ck_assert_str_eq(least, "0,25");
	for (Level l = LEVEL_LOW; l <= LEVEL_VERY_HIGH; l++)
		ck_assert(level_meaning(l)->it && level_convention(l)->it);
}
END_TEST

/* --- what an incident suggests ------------------------------------------------------------------------------------------------ */

static Incident *
incident(const char *fields)
{
	Incident *in = incident_new();
	json_auto_t *object = json_loads(fields, 0, NULL);
	ck_assert_ptr_nonnull(object);
	json_object_update(in->fields, object);
	return in;
}

START_TEST(test_the_facts_suggest_and_leave_the_rest_open)
{
	g_autoptr(Incident) in = incident("{\"data\":[\"basic\",\"recordings\",\"health\",\"identification\"],\"cause\":\"internal-intentional\"}");
	g_autoptr(Incident) nothing = incident("{\"data\":[\"credentials\",\"unknown\"],\"cause\":\"unknown\"}");
	Answers a;
	severity_suggest(in, &a);
	ck_assert_int_eq(a.values[0], 1);
	ck_assert_int_eq(a.values[1], 2);
	ck_assert_int_eq(a.values[2], NOT_CHOSEN);
	ck_assert_int_eq(a.values[3], 4);
	ck_assert_int_eq(a.values[5], 3);
	ck_assert_int_eq(a.values[13], 2);
	ck_assert(!answers_check(&a, NULL));
	severity_suggest(nothing, &a);
	for (int r = 0; r < SEVERITY_ROWS; r++)
		ck_assert_int_eq(a.values[r], NOT_CHOSEN);
}
END_TEST

static const struct {
	const char *subjects;
	bool many;
} counts[] = {{"100", false}, {"101", true}, {"~1200", true}, {"~90", false}, {"10-20", false}, {"50-101", true}, {"unknown", false}};

START_TEST(test_more_than_a_hundred_people_is_a_flag)
{
	for (gsize i = 0; i < G_N_ELEMENTS(counts); i++) {
		g_autofree char *fields = g_strdup_printf("{\"subjects\":\"%s\"}", counts[i].subjects);
		g_autoptr(Incident) in = incident(fields);
		ck_assert_msg(severity_many(in) == counts[i].many, "%s", counts[i].subjects);
	}
	g_autoptr(Incident) of_clients = incident("{}"), none = incident("{}");
	for (int i = 0; i < 2; i++) {
		Affected *a = g_new0(Affected, 1);
		a->client = g_strdup_printf("c%d", i);
		a->subjects = g_strdup("~60");
		g_ptr_array_add(of_clients->clients, a);
	}
	ck_assert(severity_many(of_clients));
	ck_assert(!severity_many(none));
}
END_TEST

START_TEST(test_data_that_nobody_can_read_is_a_flag)
{
	g_autoptr(Incident) intact = incident("{\"protection\":\"intact\"}"), weak = incident("{\"protection\":\"weak\"}"), none = incident("{}");
	ck_assert(severity_unintelligible(intact));
	ck_assert(!severity_unintelligible(weak) && !severity_unintelligible(none));
}
END_TEST

START_TEST(test_a_tax_code_never_counts_as_a_bare_number)
{
	Answers bare = answers("simple", "id:0.25", "none"), tax_code = answers("simple", "id:0.75", "none");
	ck_assert_ptr_nonnull(strstr(severity_tax_code_note(&bare)->it, "0,75"));
	ck_assert_ptr_null(severity_tax_code_note(&tax_code));
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("severity");
	TCase *t = tcase_create("severity");
	tcase_add_test(t, test_the_tables_hold_the_cells_that_enisa_prints);
	tcase_add_test(t, test_each_context_has_its_example);
	tcase_add_test(t, test_an_adjusted_context_stays_between_one_and_four);
	tcase_add_test(t, test_the_worked_values);
	tcase_add_test(t, test_every_cell_counts_as_it_says);
	tcase_add_test(t, test_the_bands_begin_where_enisa_says);
	tcase_add_test(t, test_of_several_the_highest_counts);
	tcase_add_test(t, test_a_score_in_the_making_assumes_the_worst_identification);
	tcase_add_test(t, test_nothing_is_said_of_a_score_before_an_identifier_is_chosen);
	tcase_add_test(t, test_values_are_read_as_people_write_them);
	tcase_add_test(t, test_what_is_not_in_the_tables_is_refused_with_the_choices);
	tcase_add_test(t, test_an_assessment_that_lacks_a_part_is_none);
	tcase_add_test(t, test_answers_are_kept_whole_and_without_fractions);
	tcase_add_test(t, test_answers_of_another_shape_are_refused);
	tcase_add_test(t, test_numbers_have_the_comma_of_their_language);
	tcase_add_test(t, test_the_facts_suggest_and_leave_the_rest_open);
	tcase_add_test(t, test_more_than_a_hundred_people_is_a_flag);
	tcase_add_test(t, test_data_that_nobody_can_read_is_a_flag);
	tcase_add_test(t, test_a_tax_code_never_counts_as_a_bare_number);
	suite_add_tcase(s, t);
	return s;
}

int
main(void)
{
	return run_suite(suite());
}

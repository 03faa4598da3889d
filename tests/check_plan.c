/*
 * What the queries cost: their plans, as SQLite explains them, and the work of the board among 50,000 incidents.
 *
 * No clock is read: a plan says whether an index is used, and the engine counts its own steps.
 */
#include "db/query-row.h"
#include "tests/run.h"
#include "tests/sample.h"

#include <check.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#define STORED 50000
#define OPEN 20

static Sample sample;
static sqlite3 *raw;

static void
make_register(void)
{
	sample_open(&sample, true);
	ck_assert_int_eq(sqlite3_open_v2(db_path(sample.db), &raw, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
}

static void
remove_register(void)
{
	sqlite3_close(raw);
	raw = NULL;
	sample_close(&sample);
}

static const char *
text_of(const Statement *statement)
{
	return statement->sql ? statement->sql : statement->sqlite;
}

/* The lines of a plan, each ended by a line feed. */
static char *
plan_of(const Statement *statement)
{
	g_autofree char *sql = g_strconcat("EXPLAIN QUERY PLAN ", text_of(statement), NULL);
	GString *plan = g_string_new(NULL);
	sqlite3_stmt *stmt = NULL;

	ck_assert_msg(sqlite3_prepare_v2(raw, sql, -1, &stmt, NULL) == SQLITE_OK, "%s: %s", statement->name, sqlite3_errmsg(raw));
	while (sqlite3_step(stmt) == SQLITE_ROW)
		g_string_append_printf(plan, "%s\n", (const char *)sqlite3_column_text(stmt, 3));
	sqlite3_finalize(stmt);
	return g_string_free(plan, FALSE);
}

/* --- plans ------------------------------------------------------------------------------------------------------------ */

/* What may be read whole: tables of one organisation's people, and partial indexes, which hold what is open or unsettled. */
static bool
may_be_scanned(const char *line)
{
	static const char *const small[] = {"SCAN person", "SCAN person_account", "SCAN client", "SCAN dpo", "SCAN tip", "SCAN register",
		"SCAN setting", "SCAN local_mailbox", "SCAN local_perhaps", "SCAN search VIRTUAL TABLE INDEX"};
	static const char *const partial[] = {"USING INDEX incident_board", "USING INDEX notice_outbox", "USING INDEX notice_failed"};

	for (gsize i = 0; i < G_N_ELEMENTS(small); i++) {
		gsize len = strlen(small[i]);
		if (strncmp(line, small[i], len) == 0 && (line[len] == '\0' || line[len] == ' '))
			return true;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(partial); i++)
		if (strstr(line, partial[i]))
			return true;
	return false;
}

static const Statement *const tables[] = {
	query_incident_statements, query_list_statements, query_notice_statements, query_people_statements, query_journal_statements,
	query_local_statements, query_mailbox_statements, query_bulletin_statements, query_report_statements,
};

START_TEST(test_no_query_reads_a_whole_table_that_grows)
{
	for (const Statement *row = tables[_i]; row->name; row++) {
		g_autofree char *plan = plan_of(row);
		g_auto(GStrv) lines = g_strsplit(plan, "\n", -1);
		if (strcmp(row->name, "newest incident") == 0) /* its first row but for drills: by seq backwards, and stops */
			continue;
		if (strcmp(row->name, "counters") == 0) /* whole, when a register is restored */
			continue;
		if (strcmp(row->name, "incidents of a report") == 0) /* whole: see test_a_report_walks_and_sorts_nothing */
			continue;
		if (strcmp(row->name, "figures of a month") == 0) /* whole, once a month */
			continue;
		for (char **line = lines; *line; line++)
			ck_assert_msg(!g_str_has_prefix(*line, "SCAN ") || may_be_scanned(*line), "%s: %s", row->name, *line);
	}
}
END_TEST

/* Of db/statement-tables.c, as that has them. */
extern const Statement action_statements[], affected_statements[], clock_statements[], ending_statements[], house_statements[],
	incident_statements[], notice_statements[], people_statements[], receipt_statements[], work_statements[];

static const Statement *const applied[] = {
	action_statements, affected_statements, clock_statements, ending_statements, house_statements, incident_statements, notice_statements,
	people_statements, receipt_statements, work_statements,
};

/* What verify replays into has no partial index: an event that needs one would read a whole table there, and verify a register of years
 * in days. */
static void
drop_partial_indexes(void)
{
	sqlite3_stmt *stmt = NULL;
	g_autoptr(GString) drops = g_string_new(NULL);
	ck_assert_int_eq(sqlite3_prepare_v2(raw, "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql LIKE '%) WHERE %'", -1, &stmt, NULL),
		SQLITE_OK);
	while (sqlite3_step(stmt) == SQLITE_ROW)
		g_string_append_printf(drops, "DROP INDEX %s;", (const char *)sqlite3_column_text(stmt, 0));
	sqlite3_finalize(stmt);
	ck_assert(drops->len > 0);
	ck_assert_int_eq(sqlite3_exec(raw, drops->str, NULL, NULL, NULL), SQLITE_OK);
}

START_TEST(test_no_event_needs_a_partial_index)
{
	drop_partial_indexes();
	for (const Statement *row = applied[_i]; row->name; row++) {
		g_autofree char *plan = plan_of(row);
		g_auto(GStrv) lines = g_strsplit(plan, "\n", -1);
		for (char **line = lines; *line; line++)
			ck_assert_msg(!g_str_has_prefix(*line, "SCAN ") || may_be_scanned(*line), "%s: %s", row->name, *line);
	}
}
END_TEST

static const struct {
	ListForm form;
	const char *has;
	bool sorts;
} plans[] = {
	{LIST_BOARD, "SEARCH i USING INDEX incident_board ((next_due,ref)>(?,?))", false},
	{LIST_ALL, "SEARCH i USING INDEX incident_by_seq (seq<?)", false},
	{LIST_OPEN, "SCAN i USING INDEX incident_board", true},
	{LIST_OF_TEXT, "SEARCH i USING INDEX incident_by_seq (seq=?)", false},
	{LIST_OF_REF, "SEARCH i USING INDEX sqlite_autoindex_incident_1 (ref=?)", false},
	{LIST_COUNT, "USING INDEX incident_board", false},
};

START_TEST(test_each_list_uses_its_index)
{
	g_autofree char *plan = plan_of(&query_list_statements[plans[_i].form]);

	ck_assert_msg(strstr(plan, plans[_i].has) != NULL, "%s", plan);
	ck_assert_msg((strstr(plan, "TEMP B-TREE") != NULL) == plans[_i].sorts, "%s", plan);
}
END_TEST

/* A report reads what is stored once, in an order that stands, and asks an index about the clocks of each. */
START_TEST(test_a_report_walks_and_sorts_nothing)
{
	bool found = false;

	for (const Statement *row = query_report_statements; row->name; row++) {
		g_autofree char *plan = plan_of(row);
		if (strcmp(row->name, "incidents of a report") == 0) {
			ck_assert_msg(strstr(plan, "SCAN i USING INDEX incident_by_seq") != NULL, "%s", plan);
			ck_assert_msg(strstr(plan, "SEARCH c USING PRIMARY KEY (ref=?)") != NULL, "%s", plan);
			ck_assert_msg(strstr(plan, "TEMP B-TREE") == NULL, "%s", plan);
			found = true;
		}
	}
	ck_assert(found);
}
END_TEST

START_TEST(test_courier_reads_only_what_is_unsettled_or_open)
{
	for (const Statement *row = query_notice_statements; row->name; row++) {
		g_autofree char *plan = plan_of(row);
		/* The index has the unsettled ones alone: all of them are few. */
		if (strcmp(row->name, "notices due") == 0)
			ck_assert_msg(strstr(plan, "notice USING INDEX notice_outbox") != NULL, "%s", plan);
		if (strcmp(row->name, "next notice") == 0)
			ck_assert_msg(strstr(plan, "notice_outbox (due_at<?)") != NULL, "%s", plan);
		if (strstr(row->name, "unnotified"))
			ck_assert_msg(strstr(plan, "SCAN i USING INDEX incident_board") != NULL, "%s", plan);
	}
}
END_TEST

/* --- work ------------------------------------------------------------------------------------------------------------- */

/* The steps that SQLite's machine takes for all rows of a list. */
static int
steps_of(ListForm form, int *rows)
{
	sqlite3_stmt *stmt = NULL;

	*rows = 0;
	ck_assert_int_eq(sqlite3_prepare_v2(raw, text_of(&query_list_statements[form]), -1, &stmt, NULL), SQLITE_OK);
	for (int i = 1; i <= sqlite3_bind_parameter_count(stmt); i++) {
		const char *name = sqlite3_bind_parameter_name(stmt, i);
		bool upper = form != LIST_BOARD && (!strcmp(name, "$1") || !strcmp(name, "$3") || !strcmp(name, "$5"));
		bool limit = !strcmp(name, form == LIST_BOARD ? "$3" : "$6");
		if (form == LIST_BOARD && !strcmp(name, "$2"))
			sqlite3_bind_text(stmt, i, "", -1, SQLITE_STATIC);
		else
			sqlite3_bind_int64(stmt, i, limit ? 1000 : upper ? G_MAXINT64 : G_MININT64);
	}
	while (sqlite3_step(stmt) == SQLITE_ROW)
		++*rows;
	int steps = sqlite3_stmt_status(stmt, SQLITE_STMTSTATUS_VM_STEP, 0);
	sqlite3_finalize(stmt);
	return steps;
}

static void
log_many(int from, int to, bool open)
{
	sample_begin(&sample);
	for (int i = from; i < to; i++) {
		g_autofree char *ref = g_strdup_printf("2026-%04d", i + 1);
		sample_add(&sample, "incident.logged", ref,
			json_pack("{s:s, s:[o], s:s}", "kind", "breach", "clocks", sample_clock("dpo-24h", sample.now + i, 24), "detected_at",
				"2026-10-26T06:00:00Z"),
			json_pack("{s:s}", "title", i % 1000 ? "Lista inviata" : "Portatile smarrito"));
		if (!open)
			sample_add(&sample, "incident.closed", ref, json_object(), NULL);
	}
	sample_commit(&sample);
}

static guint
listed(const ListQuery *query)
{
	g_autoptr(GPtrArray) page = NULL;

	WELL(query_list(sample.db, query, &page, NULL, &error_));
	return page->len;
}

START_TEST(test_board_costs_what_is_open_and_not_what_is_stored)
{
	ListQuery board = {.order = ORDER_URGENT, .current = true, .now = sample.now};
	ListQuery newest = {.order = ORDER_NEWEST, .current = true, .now = sample.now};
	int rows, few[3], many[3];

	log_many(0, OPEN, true);
	few[0] = steps_of(LIST_BOARD, &rows);
	ck_assert_int_eq(rows, OPEN);
	few[1] = steps_of(LIST_OPEN, &rows);
	few[2] = steps_of(LIST_COUNT, &rows);
	log_many(OPEN, STORED, false);
	many[0] = steps_of(LIST_BOARD, &rows);
	ck_assert_int_eq(rows, OPEN);
	many[1] = steps_of(LIST_OPEN, &rows);
	ck_assert_int_eq(rows, OPEN);
	many[2] = steps_of(LIST_COUNT, &rows);
	for (int i = 0; i < 3; i++)
		ck_assert_msg(many[i] <= few[i] + few[i] / 10, "%d: %d steps became %d", i, few[i], many[i]);
	ck_assert_uint_eq(listed(&board), OPEN);
	ck_assert_uint_eq(listed(&newest), OPEN);

	/* Among so many, a rare word is found through the index of words, newest first. */
	const char *const words[] = {"portatile", NULL};
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	g_autoptr(Filter) filter = filter_parse(words, sample.now, zone, NULL);
	g_autoptr(GPtrArray) page = NULL;
	ListQuery search = {.filter = filter, .order = ORDER_NEWEST, .limit = 3, .now = sample.now};
	WELL(query_list(sample.db, &search, &page, NULL, &error_));
	ck_assert_uint_eq(page->len, 3);
	ck_assert_str_eq(((const Incident *)g_ptr_array_index(page, 0))->ref, "2026-49001");
}
END_TEST

/* Closed ones are made unreadable: a list that looks at any of them fails. */
START_TEST(test_tags_of_open_ones_look_at_no_other)
{
	static const char *const tags[] = {"+open", "+late", "+soon", "+late lista"};
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) page = NULL;

	log_many(0, OPEN, true);
	log_many(OPEN, 2 * OPEN, false);
	ck_assert_int_eq(sqlite3_exec(raw, "UPDATE incident SET kind = 'unreadable' WHERE open = 0", NULL, NULL, NULL), SQLITE_OK);
	for (gsize i = 0; i < G_N_ELEMENTS(tags); i++) {
		const char *const words[] = {tags[i], NULL};
		g_autoptr(Filter) filter = filter_parse(words, sample.now, zone, NULL);
		ListQuery list = {.filter = filter, .order = ORDER_URGENT, .now = sample.now + 2 * 86400};
		ck_assert_uint_eq(listed(&list), strstr(tags[i], "+soon") ? 0 : OPEN - (strstr(tags[i], "lista") ? 1 : 0));
		list.order = ORDER_NEWEST;
		listed(&list);
	}
	ListQuery all = {.order = ORDER_URGENT, .now = sample.now};
	ck_assert(!query_list(sample.db, &all, &page, NULL, &error));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("plan");
	TCase *tc = tcase_create("plan");

	tcase_add_checked_fixture(tc, make_register, remove_register);
	tcase_set_timeout(tc, 240);
	tcase_add_loop_test(tc, test_no_query_reads_a_whole_table_that_grows, 0, (int)G_N_ELEMENTS(tables));
	tcase_add_loop_test(tc, test_no_event_needs_a_partial_index, 0, (int)G_N_ELEMENTS(applied));
	tcase_add_loop_test(tc, test_each_list_uses_its_index, 0, (int)G_N_ELEMENTS(plans));
	tcase_add_test(tc, test_a_report_walks_and_sorts_nothing);
	tcase_add_test(tc, test_courier_reads_only_what_is_unsettled_or_open);
	tcase_add_test(tc, test_tags_of_open_ones_look_at_no_other);
	tcase_add_test(tc, test_board_costs_what_is_open_and_not_what_is_stored);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}

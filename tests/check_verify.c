/*
 * verify finds what was changed behind the program's back, wherever it stands.
 *
 * Each case begins with the same small register, changes one thing in its file with plain SQLite (or in its bytes), and asks.
 */
#include "db/project.h"
#include "db/query.h"
#include "db/verify.h"
#include "src/core/err.h"
#include "src/core/seal.h"
#include "tests/run.h"
#include "tests/tamper.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

/* --- sound ------------------------------------------------------------------------------------------------------------ */

START_TEST(test_untouched_register_is_sound)
{
	Tip tip;
	Verdicts v;

	sample_reopen(&sample);
	WELL(query_tip(sample.db, &tip, &error_));
	v = tamper_verify(_i);
	ck_assert_msg(v.sound, "%s", v.what);
	ck_assert_int_eq(v.events, tip.seq);
	ck_assert_str_eq(v.seal, tip.seal);
	ck_assert_int_eq(v.first_at, SAMPLE_BEGIN);
	ck_assert_int_eq(v.last_at, tip.at);
	ck_assert_int_eq(v.blobs, _i ? 0 : 4);
	ck_assert_int_eq(v.seq, 0);
	verdicts_clear(&v);
	tip_clear(&tip);
}
END_TEST

START_TEST(test_register_without_events_is_sound)
{
	g_autoptr(Db) db = NULL;
	Verdicts v;

	WELL(db_open(":memory:", DB_CREATE, &db, &error_));
	WELL(verify_register(db, false, NULL, NULL, &v, &error_));
	ck_assert_msg(v.sound, "%s", v.what);
	ck_assert_int_eq(v.events, 0);
	ck_assert_int_eq(v.first_at, INSTANT_NONE);
	ck_assert_str_eq(v.seal, seal_zero);
	verdicts_clear(&v);
}
END_TEST

static void
watch(int64_t done, int64_t total, void *data)
{
	int64_t *last = data;

	ck_assert_int_ge(done, *last);
	ck_assert_int_le(done, total);
	*last = done;
	last[1] = total;
}

START_TEST(test_progress_goes_up_to_the_whole)
{
	int64_t last[2] = {0, 0};
	Verdicts v;

	sample_reopen(&sample);
	WELL(verify_register(sample.db, _i, watch, last, &v, &error_));
	ck_assert(last[0] > 0 && last[0] == last[1]);
	verdicts_clear(&v);
}
END_TEST

static void
write_meanwhile(int64_t done, int64_t total, void *data)
{
	(void)done;
	(void)total;
	sample_add(data, "note.added", "2026-0001", json_object(), json_pack("{s:s}", "text", "nel frattempo"));
}

START_TEST(test_what_is_written_meanwhile_disturbs_nothing)
{
	g_autoptr(Db) reader = NULL;
	Tip before, after;
	Verdicts v;

	sample_reopen(&sample);
	WELL(db_open(sample.uri, DB_OPEN, &reader, &error_));
	WELL(query_tip(reader, &before, &error_));
	WELL(verify_register(reader, false, write_meanwhile, &sample, &v, &error_));
	ck_assert_msg(v.sound, "%s", v.what);
	ck_assert_int_eq(v.events, before.seq);
	WELL(query_tip(reader, &after, &error_));
	ck_assert_int_gt(after.seq, before.seq);
	verdicts_clear(&v);
	tip_clear(&before);
	tip_clear(&after);
}
END_TEST

START_TEST(test_verify_changes_nothing)
{
	g_autofree char *after = NULL;
	gsize len;
	Verdicts v;

	sample_reopen(&sample);
	v = tamper_verify(false);
	verdicts_clear(&v);
	tamper_close();
	ck_assert(g_file_get_contents(path, &after, &len, NULL));
	ck_assert_uint_eq(len, whole_len);
	ck_assert_mem_eq(after, whole, len);
}
END_TEST

/* --- the journal -------------------------------------------------------------------------------------------------------- */

static const struct {
	const char *sql, *words;
	int64_t seq;
} journal_changes[] = {
	{"UPDATE journal SET head = replace(head, '\"by\":\"p1\"', '\"by\":\"p2\"') WHERE seq = 3", "seal of event 3", 3},
	{"UPDATE journal SET head = head || ' ' WHERE seq = 1", "seal of event 1", 1},
	{"UPDATE journal SET head = head || char(0) || 'more' WHERE seq = 5", "event 5 is not text", 5},
	{"UPDATE journal SET body = body || char(0) || 'more' WHERE seq = 3", "event 3 is not text", 3},
	{"UPDATE journal SET head = '' WHERE seq = 4", "seal of event 4", 4},
	{"UPDATE journal SET head = (SELECT head FROM journal WHERE seq = 3) WHERE seq = 4", "seal of event 4", 4},
	{"UPDATE journal SET seal = replace(seal, substr(seal, 1, 1), 'g') WHERE seq = 6", "seal of event 6", 6},
	{"UPDATE journal SET seal = upper(seal) WHERE seq = 7", "seal of event 7", 7},
	{"UPDATE journal SET seal = '' WHERE seq = (SELECT max(seq) FROM journal)", "seal of event", -1},
	{"UPDATE journal SET body = replace(body, 'Bianchi', 'Bianchj') WHERE body LIKE '%Bianchi%'", "body of event 2", 2},
	{"UPDATE journal SET body = NULL WHERE seq = 2", "event 2 has lost its body", 2},
	{"UPDATE journal SET body = '' WHERE seq = 2", "body of event 2", 2},
	{"UPDATE journal SET body = '{}' WHERE seq = 1", "event 1 has a body", 1},
	{"UPDATE journal SET body = (SELECT body FROM journal WHERE seq = 3) WHERE seq = 2", "body of event 2", 2},
	{"DELETE FROM journal WHERE seq = 8", "after event 7 comes event 9", 9},
	{"DELETE FROM journal WHERE seq = 1", "after event 0 comes event 2", 2},
	{"DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)", "table tip", 0},
	{"DELETE FROM journal WHERE seq > 10", "table tip", 0},
	{"DELETE FROM journal", "table tip", 0},
	{"UPDATE journal SET seq = 1000 WHERE seq = (SELECT max(seq) FROM journal)", "comes event 1000", 1000},
	{"UPDATE journal SET seq = -1 WHERE seq = 1", "comes event -1", -1},
	{"INSERT INTO journal SELECT max(seq) + 1, seal, head, body FROM journal", "seal of event", -1},
	{"UPDATE tip SET seq = seq + 1", "table tip", 0},
	{"UPDATE tip SET at = at + 1", "table tip", 0},
	{"UPDATE tip SET seal = replace(seal, substr(seal, 1, 1), 'g')", "table tip", 0},
	{"DELETE FROM tip", "table tip", 0},
};

START_TEST(test_changed_journal_is_broken_and_named)
{
	tamper_change(journal_changes[_i].sql);
	tamper_check(false, journal_changes[_i].sql, journal_changes[_i].words, journal_changes[_i].seq);
	tamper_check(true, journal_changes[_i].sql, journal_changes[_i].words, journal_changes[_i].seq);
}
END_TEST

/* Makes every seal anew, as somebody would who knows the format and can write the file. */
static void
seal_anew(const char *sql)
{
	sqlite3 *raw;
	sqlite3_stmt *stmt = NULL;
	char seal[SEAL_LEN + 1];
	int n = 0;

	tamper_change(sql);
	tamper_close();
	raw = raw_open();
	g_strlcpy(seal, seal_zero, sizeof seal);
	for (;;) {
		g_autofree char *next = g_strdup_printf("SELECT head FROM journal WHERE seq = %d", ++n);
		g_autofree char *head = raw_text(raw, next);
		if (!head)
			break;
		seal_next(seal, head, seal);
		ck_assert_int_eq(sqlite3_prepare_v2(raw, "UPDATE journal SET seal = ?1 WHERE seq = ?2", -1, &stmt, NULL), SQLITE_OK);
		sqlite3_bind_text(stmt, 1, seal, -1, SQLITE_TRANSIENT);
		sqlite3_bind_int(stmt, 2, n);
		ck_assert_int_eq(sqlite3_step(stmt), SQLITE_DONE);
		sqlite3_finalize(stmt);
	}
	raw_run(raw, "UPDATE tip SET seal = (SELECT seal FROM journal ORDER BY seq DESC LIMIT 1),"
		" seq = (SELECT max(seq) FROM journal)");
	sqlite3_close(raw);
	sample_reopen(&sample);
}

START_TEST(test_forged_chain_is_caught_by_the_tables)
{
	static const char sql[] = "UPDATE journal SET head = replace(head, '\"delegated\":true', '\"delegated\":false')";

	seal_anew(sql);
	tamper_check(false, sql, "table dpo", -1);
	Verdicts v = tamper_verify(true);
	ck_assert_msg(v.sound, "%s", v.what); /* the chain itself cannot show it: that is what outside seals are for */
	verdicts_clear(&v);
}
END_TEST

START_TEST(test_forged_heads_that_no_program_writes_are_broken)
{
	static const struct {
		const char *sql, *words;
	} rows[] = {
		{"UPDATE journal SET head = replace(head, '\"seq\":3,', '\"seq\":4,') WHERE seq = 3", "number and instant"},
		{"UPDATE journal SET head = replace(head, '\"seq\":3,', '\"seq\": 3,') WHERE seq = 3", "number and instant"},
		{"UPDATE journal SET head = replace(head, 'Z\",\"by\"', 'Z\" ,\"by\"') WHERE seq = 3", "number and instant"},
		{"UPDATE journal SET head = replace(head, ',\"by\"', ', \"by\"') WHERE seq = 3", ""},
		{"UPDATE journal SET head = replace(head, ':\"person.', ':\"purson.') WHERE seq = 3", ""},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		seal_anew(rows[i].sql);
		tamper_check(false, rows[i].sql, rows[i].words, -1);
	}
}
END_TEST

START_TEST(test_older_seal_tells_a_forged_or_cut_chain)
{
	int64_t found;
	char seal[SEAL_LEN + 1];
	Tip tip;

	sample_reopen(&sample);
	WELL(query_tip(sample.db, &tip, &error_));
	g_strlcpy(seal, tip.seal, sizeof seal);
	WELL(verify_against(sample.db, seal, 0, &found, &error_));
	ck_assert_int_eq(found, tip.seq);
	WELL(verify_against(sample.db, seal, tip.seq, &found, &error_));
	ck_assert_int_eq(found, tip.seq);
	WELL(verify_against(sample.db, seal, tip.seq - 1, &found, &error_));
	ck_assert_int_eq(found, 0);
	sample_add(&sample, "note.added", "2026-0001", json_object(), json_pack("{s:s}", "text", "dopo"));
	WELL(verify_against(sample.db, seal, 0, &found, &error_));
	ck_assert_int_eq(found, tip.seq);
	seal_anew("UPDATE journal SET head = replace(head, '\"delegated\":true', '\"delegated\":false')");
	WELL(verify_against(sample.db, seal, 0, &found, &error_));
	ck_assert_int_eq(found, 0);
	seal_anew("DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)");
	WELL(verify_against(sample.db, seal, 0, &found, &error_));
	ck_assert_int_eq(found, 0);
	tip_clear(&tip);
}
END_TEST

START_TEST(test_what_is_no_seal_is_refused)
{
	g_autoptr(GError) error = NULL;
	int64_t found;

	sample_reopen(&sample);
	ck_assert(!verify_against(sample.db, "1234", 0, &found, &error));
	ck_assert_int_eq(error->code, E_INPUT);
}
END_TEST

/* --- the tables --------------------------------------------------------------------------------------------------------- */

typedef struct {
	char *table, *column, *sql;
} ColumnChange;

static void
column_change_free(gpointer data)
{
	ColumnChange *change_ = data;

	g_free(change_->table);
	g_free(change_->column);
	g_free(change_->sql);
	g_free(change_);
}

/* For every column of every projection: another value in its first row. */
static GPtrArray *
column_changes(void)
{
	GPtrArray *all = g_ptr_array_new_with_free_func(column_change_free);
	sqlite3 *raw = raw_open();

	for (const ProjectTable *table = project_tables; table->table; table++) {
		g_autofree char *info = g_strdup_printf("PRAGMA table_info(%s)", table->table);
		g_autoptr(GString) key = g_string_new(NULL);
		sqlite3_stmt *stmt = NULL;
		ck_assert_int_eq(sqlite3_prepare_v2(raw, info, -1, &stmt, NULL), SQLITE_OK);
		while (sqlite3_step(stmt) == SQLITE_ROW) {
			const char *name = (const char *)sqlite3_column_text(stmt, 1), *type = (const char *)sqlite3_column_text(stmt, 2);
			ColumnChange *one = g_new0(ColumnChange, 1);
			if (sqlite3_column_int(stmt, 5) > 0)
				g_string_append_printf(key, "%s%s", key->len ? ", " : "", name);
			one->table = g_strdup(table->table);
			one->column = g_strdup(name);
			one->sql = !strcmp(type, "INTEGER") ? g_strdup_printf("coalesce(%s, 0) - 1", name) :
				g_strdup_printf("coalesce(%s, '') || '~'", name);
			g_ptr_array_add(all, one);
		}
		sqlite3_finalize(stmt);
		for (guint i = 0; i < all->len; i++) {
			ColumnChange *one = g_ptr_array_index(all, i);
			if (strcmp(one->table, table->table) != 0)
				continue;
			g_autofree char *value = one->sql;
			one->sql = g_strdup_printf("UPDATE %s SET %s = %s WHERE (%s) = (SELECT %s FROM %s ORDER BY %s LIMIT 1)", one->table,
				one->column, value, key->str, key->str, one->table, key->str);
		}
	}
	sqlite3_close(raw);
	return all;
}

START_TEST(test_every_column_of_every_table_is_compared)
{
	g_autoptr(GPtrArray) all = column_changes();

	ck_assert_uint_gt(all->len, 100);
	for (guint i = 0; i < all->len; i++) {
		const ColumnChange *one = g_ptr_array_index(all, i);
		g_autofree char *words = g_strdup_printf("table %s", one->table);
		tamper_change(one->sql);
		tamper_check(false, one->sql, words, -1);
		Verdicts v = tamper_verify(true);
		ck_assert_msg(v.sound, "%s: %s", one->sql, v.what); /* the chain alone looks at no table */
		verdicts_clear(&v);
	}
}
END_TEST

START_TEST(test_difference_says_row_column_is_and_should_be)
{
	sqlite3 *raw = raw_open();
	g_autofree char *newest = raw_text(raw, "SELECT max(seq) FROM history WHERE ref = '2026-0002'");

	sqlite3_close(raw);
	tamper_change("UPDATE note SET text = 'Non ha cancellato.' WHERE text = 'Ha cancellato.'");
	tamper_check(false, "note", "column text: is Non ha cancellato., the journal gives Ha cancellato.", -1);
	tamper_change("UPDATE incident SET taken_by = NULL WHERE ref = '2026-0001'");
	tamper_check(false, "taken_by", "table incident, row 2026-0001, column taken_by: is NULL, the journal gives p2", -1);
	/* Of much text that which differs, and the newest event that may have changed it. */
	tamper_change("UPDATE incident SET fields = replace(fields, 'Roma', 'Bari') WHERE ref = '2026-0002'");
	tamper_check(false, "fields", "\"site\":\"Bari\"", -1);
	tamper_change("UPDATE incident SET fields = replace(fields, 'Roma', 'Bari') WHERE ref = '2026-0002'");
	tamper_check(false, "fields", "\"site\":\"Roma\"", g_ascii_strtoll(newest, NULL, 10));
	tamper_change("DELETE FROM note WHERE text = 'Ha cancellato.'");
	tamper_check(false, "note", "table note has lost the row 2026-0001", -1);
	tamper_change("INSERT INTO note VALUES ('2026-0002', 3, 1, 'p1', 'mai scritta')");
	tamper_check(false, "note", "table note has the row 2026-0002 3, which the journal does not give", 3);
	tamper_change("DELETE FROM person_account");
	tamper_check(false, "accounts", "table person_account has lost the row desk p3", -1);
}
END_TEST

START_TEST(test_text_that_would_move_the_terminal_is_shown_harmless)
{
	Verdicts v;

	tamper_change("UPDATE note SET text = char(27) || '[2J' || text");
	v = tamper_verify(false);
	ck_assert(!v.sound && strchr(v.what, 27) == NULL && strchr(v.what, '\n') == NULL);
	verdicts_clear(&v);
}
END_TEST

START_TEST(test_lost_table_is_broken)
{
	tamper_change("DROP TABLE note");
	tamper_check(false, "DROP TABLE note", "", 0);
}
END_TEST

/* The rows are as they should be, and the index of the board has lost one: the board would not show it. */
START_TEST(test_index_that_hides_a_row_is_broken)
{
	static const char hide[] = "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'incident_board'";
	g_autofree char *show = NULL, *sql = NULL, *root = NULL;
	sqlite3 *raw;

	tamper_change("UPDATE incident SET open = 0 WHERE ref = '2026-0002'");
	g_clear_pointer(&sample.db, db_close);
	raw = raw_open();
	sql = raw_text(raw, "SELECT sql FROM sqlite_schema WHERE name = 'incident_board'");
	root = raw_text(raw, "SELECT rootpage FROM sqlite_schema WHERE name = 'incident_board'");
	raw_run(raw, hide);
	sqlite3_close(raw);
	raw = raw_open();
	raw_run(raw, "UPDATE incident SET open = 1 WHERE ref = '2026-0002'; PRAGMA writable_schema = ON");
	show = g_strdup_printf("INSERT INTO sqlite_schema VALUES ('index', 'incident_board', 'incident', %s, '%s')", root, sql);
	raw_run(raw, show);
	sqlite3_close(raw);
	sample_reopen(&sample);
	tamper_check(false, "index", "database itself is damaged", 0);
}
END_TEST

static Suite *
verify_suite(void)
{
	Suite *suite = suite_create("verify");
	TCase *tc = tcase_create("verify");

	tcase_add_checked_fixture(tc, tamper_begin, tamper_end);
	tcase_set_timeout(tc, 120);
	tcase_add_loop_test(tc, test_untouched_register_is_sound, 0, 2);
	tcase_add_test(tc, test_register_without_events_is_sound);
	tcase_add_loop_test(tc, test_progress_goes_up_to_the_whole, 0, 2);
	tcase_add_test(tc, test_what_is_written_meanwhile_disturbs_nothing);
	tcase_add_test(tc, test_verify_changes_nothing);
	tcase_add_loop_test(tc, test_changed_journal_is_broken_and_named, 0, (int)G_N_ELEMENTS(journal_changes));
	tcase_add_test(tc, test_forged_chain_is_caught_by_the_tables);
	tcase_add_test(tc, test_forged_heads_that_no_program_writes_are_broken);
	tcase_add_test(tc, test_older_seal_tells_a_forged_or_cut_chain);
	tcase_add_test(tc, test_what_is_no_seal_is_refused);
	tcase_add_test(tc, test_every_column_of_every_table_is_compared);
	tcase_add_test(tc, test_difference_says_row_column_is_and_should_be);
	tcase_add_test(tc, test_text_that_would_move_the_terminal_is_shown_harmless);
	tcase_add_test(tc, test_lost_table_is_broken);
	tcase_add_test(tc, test_index_that_hides_a_row_is_broken);
	suite_add_tcase(suite, tc);
	return suite;
}

int
main(void)
{
	return run_suite(verify_suite());
}

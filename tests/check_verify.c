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
#include "tests/sample.h"

#include <check.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

static Sample sample;
static char *path;      /* of the register's file */
static char *whole;     /* its bytes, before anything was changed */
static gsize whole_len;

/* --- changing things behind its back ---------------------------------------------------------------------------------- */

static sqlite3 *
raw_open(void)
{
	sqlite3 *raw = NULL;

	ck_assert_int_eq(sqlite3_open_v2(path, &raw, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	return raw;
}

static void
raw_run(sqlite3 *raw, const char *sql)
{
	char *said = NULL;
	int rc = sqlite3_exec(raw, sql, NULL, NULL, &said);

	ck_assert_msg(rc == SQLITE_OK, "%s: %s", sql, said ? said : "");
}

/* The first column of the first row. */
static char *
raw_text(sqlite3 *raw, const char *sql)
{
	sqlite3_stmt *stmt = NULL;
	char *text = NULL;

	ck_assert_msg(sqlite3_prepare_v2(raw, sql, -1, &stmt, NULL) == SQLITE_OK, "%s: %s", sql, sqlite3_errmsg(raw));
	if (sqlite3_step(stmt) == SQLITE_ROW)
		text = g_strdup((const char *)sqlite3_column_text(stmt, 0));
	sqlite3_finalize(stmt);
	return text;
}

static void
close_register(void)
{
	sqlite3 *raw;

	db_close(sample.db);
	sample.db = NULL;
	raw = raw_open();
	raw_run(raw, "PRAGMA wal_checkpoint(TRUNCATE)");
	sqlite3_close(raw);
}

static void
make_register(void)
{
	sample_open(&sample, true);
	sample_story(&sample);
	path = g_strdup(db_path(sample.db));
	close_register();
	ck_assert(g_file_get_contents(path, &whole, &whole_len, NULL));
}

static void
remove_register(void)
{
	sample_close(&sample);
	g_clear_pointer(&path, g_free);
	g_clear_pointer(&whole, g_free);
}

/* The register as it was; closed. */
static void
restore(void)
{
	g_autofree char *wal = g_strconcat(path, "-wal", NULL), *shm = g_strconcat(path, "-shm", NULL);
	FILE *file;

	g_clear_pointer(&sample.db, db_close);
	g_unlink(wal);
	g_unlink(shm);
	file = fopen(path, "wb"); /* in place: the mode stays */
	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(whole, 1, whole_len, file), whole_len);
	ck_assert_int_eq(fclose(file), 0);
}

/* Restores, changes by SQL (without the triggers that would refuse), opens. */
static void
change(const char *sql)
{
	sqlite3 *raw;

	restore();
	raw = raw_open();
	raw_run(raw, "PRAGMA foreign_keys = OFF; DROP TRIGGER journal_no_delete; DROP TRIGGER journal_no_update; DROP TRIGGER journal_only_next");
	raw_run(raw, sql);
	sqlite3_close(raw);
	sample_reopen(&sample);
}

static Verdicts
verify(bool chain_only)
{
	Verdicts verdicts;

	WELL(verify_register(sample.db, chain_only, NULL, NULL, &verdicts, &error_));
	ck_assert(verdicts.sound == (verdicts.what == NULL));
	return verdicts;
}

/* Broken, and said so with these words; at this event, unless -1. */
static void
check_broken(bool chain_only, const char *sql, const char *words, int64_t seq)
{
	Verdicts v = verify(chain_only);

	ck_assert_msg(!v.sound, "taken for sound: %s", sql);
	ck_assert_msg(strstr(v.what, words) != NULL, "%s: \"%s\" instead of \"%s\"", sql, v.what, words);
	ck_assert_msg(seq < 0 || v.seq == seq, "%s: named event %d", sql, (int)v.seq);
	verdicts_clear(&v);
}

/* --- sound ------------------------------------------------------------------------------------------------------------ */

START_TEST(test_untouched_register_is_sound)
{
	Tip tip;
	Verdicts v;

	sample_reopen(&sample);
	WELL(query_tip(sample.db, &tip, &error_));
	v = verify(_i);
	ck_assert_msg(v.sound, "%s", v.what);
	ck_assert_int_eq(v.events, tip.seq);
	ck_assert_str_eq(v.seal, tip.seal);
	ck_assert_int_eq(v.first_at, SAMPLE_BEGIN);
	ck_assert_int_eq(v.last_at, tip.at);
	ck_assert_int_eq(v.blobs, _i ? 0 : 2);
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

START_TEST(test_verify_changes_nothing)
{
	g_autofree char *after = NULL;
	gsize len;
	Verdicts v;

	sample_reopen(&sample);
	v = verify(false);
	verdicts_clear(&v);
	close_register();
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
	change(journal_changes[_i].sql);
	check_broken(false, journal_changes[_i].sql, journal_changes[_i].words, journal_changes[_i].seq);
	check_broken(true, journal_changes[_i].sql, journal_changes[_i].words, journal_changes[_i].seq);
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

	change(sql);
	close_register();
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
	check_broken(false, sql, "table dpo", -1);
	Verdicts v = verify(true);
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
		check_broken(false, rows[i].sql, rows[i].words, -1);
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
		change(one->sql);
		check_broken(false, one->sql, words, -1);
		Verdicts v = verify(true);
		ck_assert_msg(v.sound, "%s: %s", one->sql, v.what); /* the chain alone looks at no table */
		verdicts_clear(&v);
	}
}
END_TEST

START_TEST(test_difference_says_row_column_is_and_should_be)
{
	change("UPDATE note SET text = 'Non ha cancellato.' WHERE text = 'Ha cancellato.'");
	check_broken(false, "note", "column text: is Non ha cancellato., the journal gives Ha cancellato.", -1);
	change("UPDATE incident SET taken_by = NULL WHERE ref = '2026-0001'");
	check_broken(false, "taken_by", "table incident, row 2026-0001, column taken_by: is NULL, the journal gives p2", -1);
	change("DELETE FROM note WHERE text = 'Ha cancellato.'");
	check_broken(false, "note", "table note has lost the row 2026-0001", -1);
	change("INSERT INTO note VALUES ('2026-0002', 3, 1, 'p1', 'mai scritta')");
	check_broken(false, "note", "table note has the row 2026-0002 3, which the journal does not give", 3);
	change("DELETE FROM person_account");
	check_broken(false, "accounts", "table person_account has lost the row desk p3", -1);
}
END_TEST

START_TEST(test_text_that_would_move_the_terminal_is_shown_harmless)
{
	Verdicts v;

	change("UPDATE note SET text = char(27) || '[2J' || text");
	v = verify(false);
	ck_assert(!v.sound && strchr(v.what, 27) == NULL && strchr(v.what, '\n') == NULL);
	verdicts_clear(&v);
}
END_TEST

START_TEST(test_lost_table_is_broken)
{
	change("DROP TABLE note");
	check_broken(false, "DROP TABLE note", "", 0);
}
END_TEST

/* The rows are as they should be, and the index of the board has lost one: the board would not show it. */
START_TEST(test_index_that_hides_a_row_is_broken)
{
	static const char hide[] = "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'incident_board'";
	g_autofree char *show = NULL, *sql = NULL, *root = NULL;
	sqlite3 *raw;

	change("UPDATE incident SET open = 0 WHERE ref = '2026-0002'");
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
	check_broken(false, "index", "database itself is damaged", 0);
}
END_TEST

/* --- the bytes ---------------------------------------------------------------------------------------------------------- */

static const struct {
	const char *sql, *words;
} blob_changes[] = {
	{"UPDATE blob_part SET data = CAST('Buongiornp.' AS BLOB) WHERE data = CAST('Buongiorno.' AS BLOB)", "no longer those"},
	{"UPDATE blob_part SET data = zeroblob(1) WHERE data = CAST('Buongiorno.' AS BLOB)", "no longer those"},
	{"DELETE FROM blob_part", "no longer those"},
	{"UPDATE blob_part SET part = 2", "part 1 of the bytes"},
	{"INSERT INTO blob_part SELECT sha256, 2, zeroblob(1) FROM blob", "no longer those"},
	{"INSERT INTO blob_part SELECT sha256, 2, zeroblob(0) FROM blob; UPDATE blob SET size = size + 1", "no longer those"},
	{"UPDATE blob SET size = size + 1", "no longer those"},
	{"UPDATE blob SET sha256 = replace(sha256, substr(sha256, 1, 1), 'g')", "missing"},
	{"UPDATE blob_part SET sha256 = replace(sha256, substr(sha256, 1, 1), 'g')", "no longer those"},
	{"DELETE FROM blob_part; DELETE FROM blob", "named by event"},
};

START_TEST(test_changed_bytes_are_broken_and_named)
{
	change(blob_changes[_i].sql);
	check_broken(false, blob_changes[_i].sql, blob_changes[_i].words, -1);
}
END_TEST

START_TEST(test_changed_bytes_are_not_handed_out)
{
	g_autofree char *hex = NULL;
	g_autoptr(GBytes) bytes = NULL;
	g_autoptr(GError) error = NULL;
	sqlite3 *raw;

	change(blob_changes[0].sql);
	raw = raw_open();
	hex = raw_text(raw, "SELECT sha256 FROM blob_part WHERE data = CAST('Buongiornp.' AS BLOB)");
	sqlite3_close(raw);
	ck_assert(!query_blob(sample.db, hex, &bytes, &error));
	ck_assert_int_eq(error->code, E_IO);
	ck_assert_ptr_null(bytes);
}
END_TEST

/* --- any byte of the file ----------------------------------------------------------------------------------------------- */

/* Everything that a register says, as one hash; NULL when it cannot be read. */
static char *
content(void)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	static const char *const truth[] = {"SELECT * FROM journal ORDER BY seq", "SELECT * FROM tip", "SELECT * FROM blob ORDER BY sha256",
		"SELECT * FROM blob_part ORDER BY sha256, part"};
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(g_free);
	sqlite3 *raw = raw_open();
	bool ok = true;

	for (gsize i = 0; i < G_N_ELEMENTS(truth); i++)
		g_ptr_array_add(all, g_strdup(truth[i]));
	for (const ProjectTable *table = project_tables; table->table; table++)
		g_ptr_array_add(all, g_strdup(table->all->sql));
	for (guint i = 0; i < all->len && ok; i++) {
		sqlite3_stmt *stmt = NULL;
		int rc = sqlite3_prepare_v2(raw, g_ptr_array_index(all, i), -1, &stmt, NULL);
		while (rc == SQLITE_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
			for (int c = 0; c < sqlite3_column_count(stmt); c++) {
				const void *value = sqlite3_column_blob(stmt, c);
				int len = sqlite3_column_bytes(stmt, c);
				g_checksum_update(sum, (const guchar *)&len, sizeof len);
				if (len > 0)
					g_checksum_update(sum, value, len);
			}
			rc = SQLITE_OK;
		}
		sqlite3_finalize(stmt);
		ok = rc == SQLITE_DONE;
	}
	sqlite3_close(raw);
	return ok ? g_strdup(g_checksum_get_string(sum)) : NULL;
}

static void
flip(gsize offset, guint8 bits)
{
	FILE *file;

	restore();
	file = fopen(path, "r+b");
	ck_assert_ptr_nonnull(file);
	ck_assert_int_eq(fseek(file, (long)offset, SEEK_SET), 0);
	ck_assert_int_ne(fputc((guint8)whole[offset] ^ bits, file), EOF);
	ck_assert_int_eq(fclose(file), 0);
}

/* Is the register taken for sound? Refused when it is opened, unreadable or broken: no. */
static bool
is_taken(void)
{
	g_autoptr(GError) error = NULL;
	Verdicts v = {0};
	bool taken;

	if (!db_open(sample.uri, DB_OPEN, &sample.db, &error))
		return false;
	taken = verify_register(sample.db, false, NULL, NULL, &v, &error) && v.sound;
	ck_assert_msg(taken || error || (v.what && *v.what), "broken, and nothing said");
	verdicts_clear(&v);
	return taken;
}

/*
 * A byte of the file may stand for nothing (free space, a counter of the engine, the index of words). So the law is: what is
 * taken for sound still says the same, to the last byte.
 */
START_TEST(test_no_flipped_byte_changes_what_a_sound_register_says)
{
	g_autofree char *before = content();
	int broken = 0;
	guint8 chance[8];

	ck_assert_ptr_nonnull(before);
	for (int i = 0; i < 300; i++) {
		guint64 number;
		sample.writer.random(&sample, chance, sizeof chance);
		memcpy(&number, chance, sizeof number);
		gsize offset = (gsize)(number >> 8) % whole_len;
		flip(offset, (guint8)(1U << (number & 7)));
		bool taken = is_taken();
		g_clear_pointer(&sample.db, db_close);
		g_autofree char *after = taken ? content() : NULL;
		ck_assert_msg(!taken || g_strcmp0(after, before) == 0, "byte %zu was changed, and the register taken for sound", offset);
		broken += !taken;
	}
	ck_assert_int_gt(broken, 20); /* most of a small file is empty */
}
END_TEST

START_TEST(test_every_byte_of_a_head_counts)
{
	static const char head[] = "\"kind\":\"clock.late-reason\"";
	const char *at = NULL;

	for (gsize i = 0; !at && i + sizeof head < whole_len; i++)
		if (!memcmp(whole + i, head, sizeof head - 1))
			at = whole + i;
	ck_assert_ptr_nonnull(at);
	for (gsize i = 0; i < sizeof head - 1; i++) {
		flip((gsize)(at - whole) + i, 1);
		sample_reopen(&sample);
		check_broken(true, "flip", "seal of event", -1);
	}
}
END_TEST

START_TEST(test_shortened_file_is_not_sound)
{
	static const int tenths[] = {1, 5, 9};

	for (gsize i = 0; i < G_N_ELEMENTS(tenths); i++) {
		gsize len = whole_len;
		whole_len = len * (gsize)tenths[i] / 10;
		restore();
		whole_len = len;
		ck_assert_msg(!is_taken(), "%d tenths of it were taken for sound", tenths[i]);
	}
}
END_TEST

static Suite *
verify_suite(void)
{
	Suite *suite = suite_create("verify");
	TCase *tc = tcase_create("verify");

	tcase_add_checked_fixture(tc, make_register, remove_register);
	tcase_set_timeout(tc, 120);
	tcase_add_loop_test(tc, test_untouched_register_is_sound, 0, 2);
	tcase_add_test(tc, test_register_without_events_is_sound);
	tcase_add_loop_test(tc, test_progress_goes_up_to_the_whole, 0, 2);
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
	tcase_add_loop_test(tc, test_changed_bytes_are_broken_and_named, 0, (int)G_N_ELEMENTS(blob_changes));
	tcase_add_test(tc, test_changed_bytes_are_not_handed_out);
	tcase_add_test(tc, test_no_flipped_byte_changes_what_a_sound_register_says);
	tcase_add_test(tc, test_every_byte_of_a_head_counts);
	tcase_add_test(tc, test_shortened_file_is_not_sound);
	suite_add_tcase(suite, tc);
	return suite;
}

int
main(void)
{
	SRunner *runner = srunner_create(verify_suite());

	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

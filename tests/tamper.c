/* See tamper.h. */
#include "tests/tamper.h"

#include <check.h>
#include <glib/gstdio.h>
#include <string.h>

Sample sample;
char *path;
char *whole;
gsize whole_len;

sqlite3 *
raw_open(void)
{
	sqlite3 *raw = NULL;

	ck_assert_int_eq(sqlite3_open_v2(path, &raw, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	return raw;
}

void
raw_run(sqlite3 *raw, const char *sql)
{
	char *said = NULL;
	int rc = sqlite3_exec(raw, sql, NULL, NULL, &said);

	ck_assert_msg(rc == SQLITE_OK, "%s: %s", sql, said ? said : "");
}

/* The first column of the first row. */
char *
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

void
tamper_close(void)
{
	sqlite3 *raw;

	db_close(sample.db);
	sample.db = NULL;
	raw = raw_open();
	raw_run(raw, "PRAGMA wal_checkpoint(TRUNCATE)");
	sqlite3_close(raw);
}

void
tamper_begin(void)
{
	sample_open(&sample, true);
	sample_story(&sample);
	path = g_strdup(db_path(sample.db));
	tamper_close();
	ck_assert(g_file_get_contents(path, &whole, &whole_len, NULL));
}

void
tamper_end(void)
{
	sample_close(&sample);
	g_clear_pointer(&path, g_free);
	g_clear_pointer(&whole, g_free);
}

/* The register as it was; closed. */
void
tamper_restore(void)
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
void
tamper_change(const char *sql)
{
	sqlite3 *raw;

	tamper_restore();
	raw = raw_open();
	raw_run(raw, "PRAGMA foreign_keys = OFF; DROP TRIGGER journal_no_delete; DROP TRIGGER journal_no_update; DROP TRIGGER journal_only_next");
	raw_run(raw, sql);
	sqlite3_close(raw);
	sample_reopen(&sample);
}

Verdicts
tamper_verify(bool chain_only)
{
	Verdicts verdicts;

	WELL(verify_register(sample.db, chain_only, NULL, NULL, &verdicts, &error_));
	ck_assert(verdicts.sound == (verdicts.what == NULL));
	return verdicts;
}

/* Broken, and said so with these words; at this event, unless -1. */
void
tamper_check(bool chain_only, const char *sql, const char *words, int64_t seq)
{
	Verdicts v = tamper_verify(chain_only);

	ck_assert_msg(!v.sound, "taken for sound: %s", sql);
	ck_assert_msg(strstr(v.what, words) != NULL, "%s: \"%s\" instead of \"%s\"", sql, v.what, words);
	ck_assert_msg(seq < 0 || v.seq == seq, "%s: named event %d", sql, (int)v.seq);
	verdicts_clear(&v);
}

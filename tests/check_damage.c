/* verify and damage: the bytes that are kept, and any byte of the file. */
#include "db/project.h"
#include "db/query.h"
#include "src/core/err.h"
#include "tests/run.h"
#include "tests/tamper.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

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
	tamper_change(blob_changes[_i].sql);
	tamper_check(false, blob_changes[_i].sql, blob_changes[_i].words, -1);
}
END_TEST

START_TEST(test_changed_bytes_are_not_handed_out)
{
	g_autofree char *hex = NULL;
	g_autoptr(GBytes) bytes = NULL;
	g_autoptr(GError) error = NULL;
	sqlite3 *raw;

	tamper_change(blob_changes[0].sql);
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

	tamper_restore();
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
		tamper_check(true, "flip", "seal of event", -1);
	}
}
END_TEST

START_TEST(test_shortened_file_is_not_sound)
{
	static const int tenths[] = {1, 5, 9};

	for (gsize i = 0; i < G_N_ELEMENTS(tenths); i++) {
		gsize len = whole_len;
		whole_len = len * (gsize)tenths[i] / 10;
		tamper_restore();
		whole_len = len;
		ck_assert_msg(!is_taken(), "%d tenths of it were taken for sound", tenths[i]);
	}
}
END_TEST

static Suite *
damage_suite(void)
{
	Suite *suite = suite_create("damage");
	TCase *tc = tcase_create("damage");

	tcase_add_checked_fixture(tc, tamper_begin, tamper_end);
	tcase_set_timeout(tc, 120);
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
	return run_suite(damage_suite());
}

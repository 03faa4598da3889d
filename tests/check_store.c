/* The store: which files are opened, what a transaction is, and that every statement there is can be prepared. */
#include "db/migrate.h"
#include "db/project.h"
#include "tests/journal-kit.h"
#include "tests/run.h"
#include "tests/statement-tables.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static unsigned
mode_of(const char *path)
{
	struct stat st;
	ck_assert_msg(stat(path, &st) == 0, "%s is not there", path);
	return st.st_mode & 07777;
}

static bool
try_open(const char *uri, DbMode mode, GError **error)
{
	g_autoptr(Db) db = NULL;
	return db_open(uri, mode, &db, error);
}

static char *
in_dir(const char *name)
{
	return g_build_filename(kit.dir, name, NULL);
}

/* --- opening and refusing ----------------------------------------------------------------------------------------- */

START_TEST(test_creation_closes_folder_and_file_to_others)
{
	g_autofree char *folder = in_dir("a/b");
	g_autofree char *file = in_dir("a/b/r.db");
	umask(0);
	OK(try_open(file, DB_CREATE, &error));
	ck_assert_uint_eq(mode_of(folder), 0700);
	ck_assert_uint_eq(mode_of(file), 0600);
}
END_TEST

START_TEST(test_creation_never_overwrites)
{
	g_autofree char *file = in_dir("notes.txt");
	g_autofree char *text = NULL;
	ck_assert(g_file_set_contents(file, "mine", -1, NULL));
	REFUSED(try_open(file, DB_CREATE, &error), E_WRITE, "is there already");
	REFUSED(try_open(kit.uri, DB_CREATE, &error), E_WRITE, "never overwritten");
	ck_assert(g_file_get_contents(file, &text, NULL, NULL));
	ck_assert_str_eq(text, "mine");
}
END_TEST

START_TEST(test_creation_below_a_file_fails)
{
	g_autofree char *file = in_dir("register.db/x/r.db");
	REFUSED(try_open(file, DB_CREATE, &error), E_WRITE, "cannot make the folder");
}
END_TEST

START_TEST(test_a_discarded_creation_leaves_nothing)
{
	g_autofree char *file = in_dir("new/er/r.db");
	g_autofree char *folder = in_dir("new");
	Db *db = NULL;
	OK(db_open(file, DB_CREATE, &db, &error));
	OK(kit_run(db, "INSERT INTO local_value (name, value) VALUES ('a', 'b')", &error));
	db_discard(db);
	ck_assert(!g_file_test(folder, G_FILE_TEST_EXISTS));
}
END_TEST

START_TEST(test_discarding_an_opened_register_takes_nothing_away)
{
	kit_reopen();
	db_discard(g_steal_pointer(&kit.db));
	ck_assert(g_file_test(kit.path, G_FILE_TEST_EXISTS));
	kit_reopen();
}
END_TEST

START_TEST(test_a_missing_register_says_how_to_make_one)
{
	g_autofree char *file = in_dir("none.db");
	REFUSED(try_open(file, DB_OPEN, &error), E_NOTFOUND, "breccia init");
	REFUSED(try_open(":memory:", DB_OPEN, &error), E_NOTFOUND, "create it");
	ck_assert(!g_file_test(file, G_FILE_TEST_EXISTS));
}
END_TEST

START_TEST(test_strange_uris_are_refused)
{
	REFUSED(try_open("", DB_OPEN, &error), E_CONFIG, "empty");
	REFUSED(try_open("sqlite:", DB_OPEN, &error), E_CONFIG, "empty");
	REFUSED(try_open("postgresql://host/db", DB_OPEN, &error), E_CONFIG, "postgresql");
	REFUSED(try_open("mysql://host/db", DB_CREATE, &error), E_CONFIG, "mysql");
}
END_TEST

START_TEST(test_a_file_name_is_never_taken_for_a_uri_of_sqlite)
{
	g_autofree char *here = g_get_current_dir();
	ck_assert_int_eq(g_chdir(kit.dir), 0);
	OK(try_open("sqlite:file:x?mode=memory", DB_CREATE, &error));
	ck_assert(g_file_test("file:x?mode=memory", G_FILE_TEST_EXISTS));
	ck_assert_int_eq(g_chdir(here), 0);
}
END_TEST

START_TEST(test_a_register_open_to_others_is_refused)
{
	static const mode_t open_ones[] = {0644, 0604, 0602, 0601};
	for (gsize i = 0; i < G_N_ELEMENTS(open_ones); i++) {
		g_chmod(kit.path, (int)open_ones[i]);
		REFUSED(try_open(kit.uri, DB_OPEN, &error), E_CONFIG, "chmod o-rwx");
	}
	g_chmod(kit.path, 0640);
	REFUSED(try_open(kit.uri, DB_OPEN, &error), E_CONFIG, "chmod 600");
}
END_TEST

START_TEST(test_a_shared_folder_may_hold_a_register_of_a_group)
{
	g_chmod(kit.path, 0660);
	REFUSED(try_open(kit.uri, DB_OPEN, &error), E_CONFIG, "chmod 600");
	g_chmod(kit.dir, 02770);
	OK(try_open(kit.uri, DB_OPEN, &error));
}
END_TEST

START_TEST(test_a_register_that_cannot_be_written_is_refused)
{
	int status;
	pid_t child;
	if (geteuid() != 0) {
		g_chmod(kit.path, 0400);
		REFUSED(try_open(kit.uri, DB_OPEN, &error), E_DENIED, "needs write permission");
		return;
	}
	/* root may write anything: look as somebody else. */
	g_chmod(kit.dir, 0755);
	child = fork();
	if (child == 0) {
		g_autoptr(GError) error = NULL;
		if (setgid(65534) != 0 || setuid(65534) != 0)
			_exit(3);
		bool opened = try_open(kit.uri, DB_OPEN, &error);
		_exit(!opened && g_error_matches(error, ERR_DOMAIN, E_DENIED) && strstr(error->message, "needs write permission") ? 0 : 1);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert(WIFEXITED(status));
	ck_assert_int_eq(WEXITSTATUS(status), 0);
}
END_TEST

START_TEST(test_what_is_no_register_is_refused)
{
	g_autofree char *text = in_dir("text");
	g_autofree char *empty = in_dir("empty");
	ck_assert(g_file_set_contents(text, "This is a letter and no register at all, however long it may be. It goes on and on, "
		"past the hundred bytes that a header of SQLite has.", -1, NULL));
	ck_assert(g_file_set_contents(empty, "", -1, NULL));
	g_chmod(text, 0600);
	g_chmod(empty, 0600);
	REFUSED(try_open(text, DB_OPEN, &error), E_CONFIG, "is not a register");
	REFUSED(try_open(empty, DB_OPEN, &error), E_CONFIG, "is not a register");
	REFUSED(try_open(kit.dir, DB_OPEN, &error), E_CONFIG, "is not a file");
	ck_assert_uint_eq(mode_of(empty), 0600);
}
END_TEST

START_TEST(test_somebody_elses_database_is_refused_and_left_alone)
{
	OK(kit_run(kit.db, "PRAGMA application_id = 7", &error));
	REFUSED(try_open(kit.uri, DB_OPEN, &error), E_CONFIG, "is not a register");
}
END_TEST

START_TEST(test_a_newer_register_is_refused)
{
	OK(kit_run(kit.db, "UPDATE version SET number = number + 1 WHERE part = 'projection'", &error));
	REFUSED(try_open(kit.uri, DB_OPEN, &error), E_CONFIG, "newer breccia");
	OK(kit_run(kit.db, "UPDATE version SET number = number - 1 WHERE part = 'projection'", &error));
	OK(kit_run(kit.db, "UPDATE version SET number = number + 1 WHERE part = 'journal'", &error));
	REFUSED(try_open(kit.uri, DB_OPEN, &error), E_CONFIG, "newer breccia");
}
END_TEST

START_TEST(test_older_projections_are_rebuilt)
{
	g_autofree char *before = NULL;
	g_autofree char *after = NULL;
	kit_found();
	kit_log("2026-0001");
	before = kit_dump(kit.db);
	OK(kit_run(kit.db, "UPDATE incident SET kind = 'drill'", &error));
	OK(kit_run(kit.db, "CREATE TABLE of_an_older_version (a INTEGER)", &error));
	OK(kit_run(kit.db, "INSERT INTO local_value (name, value) VALUES ('courier.beat', 'x')", &error));
	OK(kit_run(kit.db, "UPDATE version SET number = 0 WHERE part = 'projection'", &error));
	kit_reopen();
	after = kit_dump(kit.db);
	ck_assert_str_eq(after, before);
	ck_assert_int_eq(kit_number(kit.db, "SELECT number FROM version WHERE part = 'projection'"), PROJECTION_NUMBER);
	ck_assert_int_eq(kit_number(kit.db, "SELECT count(*) FROM sqlite_schema WHERE name = 'of_an_older_version'"), 0);
	ck_assert_int_eq(kit_number(kit.db, "SELECT count(*) FROM local_value"), 1);
	ck_assert_int_eq(kit_number(kit.db, "SELECT count(*) FROM search WHERE search MATCH 'elenco'"), 1);
}
END_TEST

START_TEST(test_the_file_is_kept_as_the_manual_says)
{
	ck_assert_int_eq(kit_number(kit.db, "PRAGMA synchronous"), 2);
	ck_assert_int_eq(kit_number(kit.db, "PRAGMA foreign_keys"), 1);
	ck_assert_int_eq(kit_number(kit.db, "PRAGMA secure_delete"), 1);
	ck_assert_int_eq(kit_number(kit.db, "PRAGMA trusted_schema"), 0);
	ck_assert_int_eq(kit_number(kit.db, "PRAGMA cell_size_check"), 1);
	ck_assert_int_eq(kit_number(kit.db, "PRAGMA busy_timeout"), 30000);
	g_autofree char *mode = kit_value(kit.db, "PRAGMA journal_mode");
	ck_assert_str_eq(mode, "wal");
	ck_assert_int_eq(kit_number(kit.db, "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 "
		"AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search%'"), 0);
	REFUSED(kit_run(kit.db, "UPDATE sqlite_schema SET sql = ''", &error), E_INTERNAL, "SQLite refused");
}
END_TEST

/* Several make the same register at once: one does, the others hear that it is there. */
START_TEST(test_one_of_several_creators_wins)
{
	enum { CHILDREN = 6 };
	g_autofree char *file = in_dir("race/r.db");
	pid_t pids[CHILDREN];
	int gate[2], made = 0;
	ck_assert_int_eq(pipe(gate), 0);
	for (int i = 0; i < CHILDREN; i++) {
		pids[i] = fork();
		if (pids[i] == 0) {
			char go;
			g_autoptr(GError) error = NULL;
			close(gate[1]);
			(void)!read(gate[0], &go, 1); /* the end of the pipe is the start */
			bool mine = try_open(file, DB_CREATE, &error);
			_exit(mine ? 0 : g_error_matches(error, ERR_DOMAIN, E_WRITE) && strstr(error->message, "is there already") ? 1 : 2);
		}
	}
	close(gate[0]);
	close(gate[1]);
	for (int i = 0; i < CHILDREN; i++) {
		int status;
		ck_assert_int_eq(waitpid(pids[i], &status, 0), pids[i]);
		ck_assert(WIFEXITED(status) && WEXITSTATUS(status) < 2);
		made += WEXITSTATUS(status) == 0;
	}
	ck_assert_int_eq(made, 1);
	OK(try_open(file, DB_OPEN, &error));
}
END_TEST

/* --- statements --------------------------------------------------------------------------------------------------- */

START_TEST(test_every_statement_can_be_prepared)
{
	int n = 0;
	for (const Statement *const *table = statement_tables; *table; table++) {
		for (const Statement *row = *table; row->name; row++, n++) {
			void *prepared;
			g_autoptr(GError) error = NULL;
			ck_assert_msg(row->sql || (row->sqlite && row->postgres), "%s has no text for an engine", row->name);
			prepared = kit.db->driver->prepare(kit.db, row->sql ? row->sql : row->sqlite, &error);
			ck_assert_msg(prepared != NULL, "%s: %s", row->name, error ? error->message : "");
			kit.db->driver->finalize(prepared);
		}
	}
	ck_assert_int_gt(n, 70);
}
END_TEST

static const Statement rows[] = {
	{"two rows", .sql = "SELECT 1 AS n, 'a' AS t, NULL AS absent UNION ALL SELECT 2, 'b', 7 ORDER BY n"},
	{"echo", .sql = "SELECT $2 AS second, $1 AS first, $3 AS third"},
	{"nonsense", .sql = "SELECT FROM WHERE"},
	{.name = NULL},
};

START_TEST(test_columns_are_read_by_name)
{
	g_autoptr(Stmt) stmt = stmt_open(kit.db, &rows[0]);
	ck_assert(stmt_row(stmt));
	ck_assert_int_eq(stmt_int64(stmt, "n"), 1);
	ck_assert_str_eq(stmt_text(stmt, "t"), "a");
	ck_assert(stmt_is_null(stmt, "absent"));
	ck_assert_int_eq(stmt_instant(stmt, "absent"), INSTANT_NONE);
	ck_assert(stmt_row(stmt));
	ck_assert_int_eq(stmt_instant(stmt, "absent"), 7);
	ck_assert(!stmt_row(stmt));
	OK(stmt_done(stmt, &error));
}
END_TEST

/* SQLite numbers $2, $1 by appearance: bound by name they are what they say. */
START_TEST(test_placeholders_are_names)
{
	g_autoptr(Stmt) stmt = stmt_open(kit.db, &rows[1]);
	gsize len;
	stmt_bind_text(stmt, "$1", "one");
	stmt_bind_int64(stmt, "$2", 2);
	stmt_bind_blob(stmt, "$3", "\0\1", 2);
	ck_assert(stmt_row(stmt));
	ck_assert_str_eq(stmt_text(stmt, "first"), "one");
	ck_assert_int_eq(stmt_int64(stmt, "second"), 2);
	ck_assert_mem_eq(stmt_blob(stmt, "third", &len), "\0\1", 2);
	ck_assert_uint_eq(len, 2);
	OK(stmt_done(stmt, &error));
	/* Run again: nothing is kept. */
	ck_assert(stmt_row(stmt));
	ck_assert(stmt_is_null(stmt, "first"));
	OK(stmt_done(stmt, &error));
}
END_TEST

START_TEST(test_a_statement_runs_inside_itself)
{
	g_autoptr(Stmt) outer = stmt_open(kit.db, &rows[0]);
	int64_t sum = 0;
	while (stmt_row(outer)) {
		g_autoptr(Stmt) inner = stmt_open(kit.db, &rows[0]);
		while (stmt_row(inner))
			sum += stmt_int64(outer, "n") * stmt_int64(inner, "n");
		OK(stmt_done(inner, &error));
	}
	OK(stmt_done(outer, &error));
	ck_assert_int_eq(sum, 9);
}
END_TEST

START_TEST(test_defects_of_a_statement_are_told_at_its_end)
{
	g_autoptr(Stmt) column = stmt_open(kit.db, &rows[0]);
	g_autoptr(Stmt) place = stmt_open(kit.db, &rows[1]);
	g_autoptr(Stmt) nonsense = stmt_open(kit.db, &rows[2]);
	ck_assert(stmt_row(column));
	ck_assert_ptr_null(stmt_text(column, "missing"));
	ck_assert(!stmt_row(column));
	REFUSED(stmt_done(column, &error), E_INTERNAL, "two rows: the statement has no missing");
	stmt_bind_text(place, "$9", "x");
	ck_assert(!stmt_row(place));
	REFUSED(stmt_done(place, &error), E_INTERNAL, "$9");
	stmt_bind_text(nonsense, "$1", "x");
	ck_assert(!stmt_row(nonsense));
	REFUSED(stmt_done(nonsense, &error), E_INTERNAL, "nonsense");
}
END_TEST

/* --- transactions ------------------------------------------------------------------------------------------------- */

#define PUT(name) "INSERT INTO local_value (name, value) VALUES ('" name "', 'x')"
#define COUNT "SELECT count(*) FROM local_value"

START_TEST(test_a_rollback_leaves_nothing)
{
	OK(db_write_begin(kit.db, &error));
	OK(kit_run(kit.db, PUT("a"), &error));
	ck_assert_int_eq(kit_number(kit.db, COUNT), 1);
	db_write_rollback(kit.db);
	ck_assert_int_eq(kit_number(kit.db, COUNT), 0);
	db_write_rollback(kit.db);
}
END_TEST

START_TEST(test_begins_nest_and_an_inner_rollback_dooms)
{
	OK(db_write_begin(kit.db, &error));
	OK(db_write_begin(kit.db, &error));
	OK(kit_run(kit.db, PUT("a"), &error));
	OK(db_write_commit(kit.db, &error));
	OK(db_write_commit(kit.db, &error));
	ck_assert_int_eq(kit_number(kit.db, COUNT), 1);

	OK(db_write_begin(kit.db, &error));
	OK(kit_run(kit.db, PUT("b"), &error));
	OK(db_write_begin(kit.db, &error));
	db_write_rollback(kit.db);
	REFUSED(db_write_commit(kit.db, &error), E_INTERNAL, "check_store.c");
	ck_assert_int_eq(kit_number(kit.db, COUNT), 1);
	OK(db_write_begin(kit.db, &error));
	OK(db_write_commit(kit.db, &error));
}
END_TEST

START_TEST(test_a_failing_statement_dooms_the_transaction)
{
	OK(db_write_begin(kit.db, &error));
	OK(kit_run(kit.db, PUT("a"), &error));
	REFUSED(kit_run(kit.db, PUT("a"), &error), E_INTERNAL, "SQLite refused");
	REFUSED(db_write_commit(kit.db, &error), E_INTERNAL, "none of it was written");
	ck_assert_int_eq(kit_number(kit.db, COUNT), 0);
}
END_TEST

START_TEST(test_a_commit_needs_a_begin)
{
	REFUSED(db_write_commit(kit.db, &error), E_INTERNAL, "no change was begun");
	OK(db_read_begin(kit.db, &error));
	REFUSED(db_write_commit(kit.db, &error), E_INTERNAL, "no change was begun");
	REFUSED(db_write_begin(kit.db, &error), E_INTERNAL, "begins inside a read");
	db_read_end(kit.db);
	db_read_end(kit.db);
}
END_TEST

START_TEST(test_a_close_takes_back_what_was_left_open)
{
	OK(db_write_begin(kit.db, &error));
	OK(kit_run(kit.db, PUT("a"), &error));
	kit_reopen();
	ck_assert_int_eq(kit_number(kit.db, COUNT), 0);
}
END_TEST

START_TEST(test_reads_between_begin_and_end_agree)
{
	g_autoptr(Db) other = NULL;
	OK(db_open(kit.uri, DB_OPEN, &other, &error));
	OK(db_read_begin(kit.db, &error));
	OK(db_read_begin(kit.db, &error));
	ck_assert_int_eq(kit_number(kit.db, COUNT), 0);
	OK(kit_run(other, PUT("a"), &error));
	ck_assert_int_eq(kit_number(kit.db, COUNT), 0);
	db_read_end(kit.db);
	ck_assert_int_eq(kit_number(kit.db, COUNT), 0);
	db_read_end(kit.db);
	ck_assert_int_eq(kit_number(kit.db, COUNT), 1);
}
END_TEST

START_TEST(test_the_change_signal_follows_the_journal)
{
	int64_t before, after, again;
	g_autoptr(Db) other = NULL;
	OK(db_open(kit.uri, DB_OPEN, &other, &error));
	OK(db_changed(other, &before, &error));
	kit_found();
	OK(db_changed(other, &after, &error));
	OK(db_changed(other, &again, &error));
	ck_assert_int_ne(before, after);
	ck_assert_int_eq(after, again);
}
END_TEST

/* --- what goes wrong below ---------------------------------------------------------------------------------------- */

START_TEST(test_a_writer_that_waits_too_long_says_so)
{
	g_autoptr(Db) other = NULL;
	OK(db_open(kit.uri, DB_OPEN, &other, &error));
	OK(kit_run(other, "PRAGMA busy_timeout = 20", &error));
	OK(db_write_begin(kit.db, &error));
	REFUSED(db_write_begin(other, &error), E_BUSY, "try again");
	db_write_rollback(kit.db);
	OK(db_write_begin(other, &error));
	OK(db_write_commit(other, &error));
}
END_TEST

START_TEST(test_a_full_disk_is_told_and_leaves_nothing)
{
	g_autofree char *limit = g_strdup_printf("PRAGMA max_page_count = %d", (int)kit_number(kit.db, "PRAGMA page_count"));
	OK(kit_run(kit.db, limit, &error));
	OK(db_write_begin(kit.db, &error));
	OK(kit_run(kit.db, PUT("small"), &error));
	REFUSED(kit_run(kit.db, "INSERT INTO local_value (name, value) SELECT 'big', hex(zeroblob(1000000))", &error), E_WRITE, "disk is full");
	REFUSED(kit_run(kit.db, PUT("after"), &error) && db_write_commit(kit.db, &error), E_INTERNAL, "none of it was written");
	ck_assert_int_eq(kit_number(kit.db, COUNT), 0);
}
END_TEST

START_TEST(test_damage_names_verify)
{
	int fd;
	char junk[512];
	kit_found();
	for (int i = 1; i < 40; i++) {
		g_autofree char *ref = g_strdup_printf("2026-%04d", i);
		kit_log(ref);
	}
	g_clear_pointer(&kit.db, db_close);
	memset(junk, 0xa5, sizeof junk);
	fd = open(kit.path, O_WRONLY);
	for (off_t at = 4096; at < 4096 * 40; at += 4096) /* every page but the first */
		ck_assert_int_eq(pwrite(fd, junk, sizeof junk, at), (ssize_t)sizeof junk);
	close(fd);
	REFUSED(try_open(kit.uri, DB_OPEN, &error) && kit_run(kit.db, COUNT, &error), E_IO, "breccia verify");
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("store");
	TCase *opening = tcase_create("opening"), *statements = tcase_create("statements");
	TCase *transactions = tcase_create("transactions"), *faults = tcase_create("faults");
	TCase *const all[] = {opening, statements, transactions, faults};
	for (gsize i = 0; i < G_N_ELEMENTS(all); i++) {
		tcase_add_checked_fixture(all[i], kit_setup, kit_teardown);
		suite_add_tcase(s, all[i]);
	}
	tcase_add_test(opening, test_creation_closes_folder_and_file_to_others);
	tcase_add_test(opening, test_creation_never_overwrites);
	tcase_add_test(opening, test_creation_below_a_file_fails);
	tcase_add_test(opening, test_a_discarded_creation_leaves_nothing);
	tcase_add_test(opening, test_discarding_an_opened_register_takes_nothing_away);
	tcase_add_test(opening, test_a_missing_register_says_how_to_make_one);
	tcase_add_test(opening, test_strange_uris_are_refused);
	tcase_add_test(opening, test_a_file_name_is_never_taken_for_a_uri_of_sqlite);
	tcase_add_test(opening, test_a_register_open_to_others_is_refused);
	tcase_add_test(opening, test_a_shared_folder_may_hold_a_register_of_a_group);
	tcase_add_test(opening, test_a_register_that_cannot_be_written_is_refused);
	tcase_add_test(opening, test_what_is_no_register_is_refused);
	tcase_add_test(opening, test_somebody_elses_database_is_refused_and_left_alone);
	tcase_add_test(opening, test_a_newer_register_is_refused);
	tcase_add_test(opening, test_older_projections_are_rebuilt);
	tcase_add_test(opening, test_the_file_is_kept_as_the_manual_says);
	tcase_add_test(opening, test_one_of_several_creators_wins);
	tcase_add_test(statements, test_every_statement_can_be_prepared);
	tcase_add_test(statements, test_columns_are_read_by_name);
	tcase_add_test(statements, test_placeholders_are_names);
	tcase_add_test(statements, test_a_statement_runs_inside_itself);
	tcase_add_test(statements, test_defects_of_a_statement_are_told_at_its_end);
	tcase_add_test(transactions, test_a_rollback_leaves_nothing);
	tcase_add_test(transactions, test_begins_nest_and_an_inner_rollback_dooms);
	tcase_add_test(transactions, test_a_failing_statement_dooms_the_transaction);
	tcase_add_test(transactions, test_a_commit_needs_a_begin);
	tcase_add_test(transactions, test_a_close_takes_back_what_was_left_open);
	tcase_add_test(transactions, test_reads_between_begin_and_end_agree);
	tcase_add_test(transactions, test_the_change_signal_follows_the_journal);
	tcase_add_test(faults, test_a_writer_that_waits_too_long_says_so);
	tcase_add_test(faults, test_a_full_disk_is_told_and_leaves_nothing);
	tcase_add_test(faults, test_damage_names_verify);
	return s;
}

int
main(void)
{
	return run_suite(suite());
}

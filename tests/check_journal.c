/* The journal: what one line is, that the chain holds, that only its end grows, and what a crash leaves. */
#include "tests/journal-kit.h"
#include "tests/run.h"

#include "src/core/seal.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define EVENTS "SELECT count(*) FROM journal"
#define SETTING "{'name':'hold','value':'20m'}"

/* Walks the whole chain: seqs without gaps, every seal and every body hash, and the tip at its end. Gives the last seq. */
static int64_t
check_chain(Db *db)
{
	static const Statement row = {"chain", .sql = "SELECT seq, seal, head, body FROM journal ORDER BY seq"};
	g_autoptr(Stmt) stmt = stmt_open(db, &row);
	g_autofree char *tip = kit_value(db, "SELECT seal FROM tip");
	char seal[SEAL_LEN + 1], hash[SEAL_LEN + 1];
	int64_t seq = 0;

	g_strlcpy(seal, seal_zero, sizeof seal);
	while (stmt_row(stmt)) {
		const char *head = stmt_text(stmt, "head"), *body = stmt_text(stmt, "body");
		g_autoptr(Event) event = NULL;
		ck_assert_int_eq(stmt_int64(stmt, "seq"), ++seq);
		seal_next(seal, head, seal);
		ck_assert_str_eq(seal, stmt_text(stmt, "seal"));
		OK(event_read(head, body, &event, &error));
		ck_assert_int_eq(event->seq, seq);
		if (body) {
			seal_hash(body, strlen(body), hash);
			ck_assert_ptr_nonnull(strstr(head, hash));
		}
	}
	OK(stmt_done(stmt, &error));
	ck_assert_str_eq(tip, seal);
	ck_assert_int_eq(kit_number(db, "SELECT seq FROM tip"), seq);
	return seq;
}

/* --- one line ----------------------------------------------------------------------------------------------------- */

/* The whole first event, spelt out: whoever changes this breaks every register there is. */
START_TEST(test_an_event_is_stored_as_it_was_hashed)
{
	static const char head[] = "{\"seq\":1,\"at\":\"2026-11-23T21:44:05Z\",\"by\":\"p1\",\"kind\":\"setting.changed\","
		"\"facts\":{\"name\":\"organisation.name\"},\"body\":\"";
	static const char body[] = "{\"salt\":\"01010101010101010101010101010101\",\"text\":\"Citt\\u00E0\"}";
	char hash[SEAL_LEN + 1], seal[SEAL_LEN + 1];
	g_autofree char *whole = NULL;
	g_autofree char *is_head = NULL;
	g_autofree char *is_body = NULL;
	g_autofree char *is_seal = NULL;

	ck_assert_int_eq(kit_append("setting.changed", NULL, "{'name':'organisation.name'}", "{'text':'Citt\u00e0'}"), 1);
	seal_hash(body, strlen(body), hash);
	whole = g_strconcat(head, hash, "\"}", NULL);
	seal_next(seal_zero, whole, seal);
	is_head = kit_value(kit.db, "SELECT head FROM journal");
	is_body = kit_value(kit.db, "SELECT body FROM journal");
	is_seal = kit_value(kit.db, "SELECT seal FROM journal");
	ck_assert_str_eq(is_head, whole);
	ck_assert_str_eq(is_body, body);
	ck_assert_str_eq(is_seal, seal);
}
END_TEST

START_TEST(test_no_text_is_no_body)
{
	kit_append("setting.changed", NULL, SETTING, "{}");
	ck_assert_int_eq(kit_number(kit.db, "SELECT count(*) FROM journal WHERE body IS NULL AND head NOT LIKE '%\"body\"%'"), 1);
}
END_TEST

START_TEST(test_each_body_has_its_own_salt)
{
	kit_append("setting.changed", NULL, "{'name':'organisation.name'}", "{'text':'x'}");
	kit_append("setting.changed", NULL, "{'name':'organisation.name'}", "{'text':'x'}");
	ck_assert_int_eq(kit_number(kit.db, "SELECT count(DISTINCT body) FROM journal"), 2);
	ck_assert_int_eq(check_chain(kit.db), 2);
}
END_TEST

START_TEST(test_a_clock_that_stands_wrong_is_marked)
{
	kit_append("setting.changed", NULL, SETTING, NULL);
	kit.now -= 90;
	kit_append("setting.changed", NULL, SETTING, NULL);
	kit.now += 86400;
	kit_append("setting.changed", NULL, SETTING, NULL);
	kit.now += 86401;
	kit_append("setting.changed", NULL, SETTING, NULL);
	ck_assert_int_eq(kit_number(kit.db, "SELECT count(*) FROM journal WHERE head LIKE '%\"back\":%'"), 1);
	ck_assert_int_eq(kit_number(kit.db, "SELECT seq FROM journal WHERE head LIKE '%\"back\":90,%'"), 2);
	ck_assert_int_eq(kit_number(kit.db, "SELECT count(*) FROM journal WHERE head LIKE '%\"jump\":%'"), 1);
	ck_assert_int_eq(kit_number(kit.db, "SELECT seq FROM journal WHERE head LIKE '%\"jump\":86401,%'"), 4);
	ck_assert_int_eq(check_chain(kit.db), 4);
}
END_TEST

START_TEST(test_the_account_stands_beside_a_chosen_person)
{
	kit.writer.os = "ufficio";
	kit_append("setting.changed", NULL, SETTING, NULL);
	ck_assert_int_eq(kit_number(kit.db, "SELECT count(*) FROM journal WHERE head LIKE '%\"by\":\"p1\",\"os\":\"ufficio\",%'"), 1);
}
END_TEST

/* --- transactions ------------------------------------------------------------------------------------------------- */

static Instant
now_under_the_lock(void *data)
{
	Db *other = data;
	REFUSED(db_write_begin(other, &error), E_BUSY, "try again");
	return KIT_NOW;
}

START_TEST(test_the_clock_is_read_under_the_lock)
{
	g_autoptr(Db) other = NULL;
	OK(db_open(kit.uri, DB_OPEN, &other, &error));
	g_free(kit_value(other, "PRAGMA busy_timeout = 1"));
	kit.writer.now = now_under_the_lock;
	kit.writer.data = other;
	kit.writer.at = INSTANT_NONE;
	OK(journal_begin(kit.db, &kit.writer, &error));
	ck_assert_int_eq(kit.writer.at, KIT_NOW);
	journal_rollback(kit.db);
}
END_TEST

START_TEST(test_a_rollback_leaves_the_register_as_it_was)
{
	g_autofree char *before = NULL;
	g_autofree char *after = NULL;
	char hex[65];
	kit_found();
	before = kit_dump(kit.db);
	OK(journal_begin(kit.db, &kit.writer, &error));
	OK(kit_add(kit.db, "setting.changed", NULL, SETTING, NULL, &error));
	OK(journal_put_blob(kit.db, "bytes", 5, hex, &error));
	ck_assert_int_eq(kit_number(kit.db, EVENTS), 2);
	journal_rollback(kit.db);
	journal_rollback(kit.db);
	after = kit_dump(kit.db);
	ck_assert_str_eq(after, before);
	ck_assert_int_eq(kit_number(kit.db, "SELECT count(*) FROM blob"), 0);
	ck_assert_int_eq(check_chain(kit.db), 1);
	kit_append("setting.changed", NULL, SETTING, NULL);
	ck_assert_int_eq(check_chain(kit.db), 2);
}
END_TEST

START_TEST(test_inner_begins_count_and_share_the_instant)
{
	Writer inner = kit_writer();
	OK(journal_begin(kit.db, &kit.writer, &error));
	kit.now += 50;
	OK(journal_begin(kit.db, &inner, &error));
	ck_assert_int_eq(inner.at, KIT_NOW);
	OK(kit_add(kit.db, "setting.changed", NULL, SETTING, NULL, &error));
	OK(journal_commit(kit.db, &error));
	OK(kit_add(kit.db, "setting.changed", NULL, SETTING, NULL, &error));
	OK(journal_commit(kit.db, &error));
	ck_assert_int_eq(check_chain(kit.db), 2);
}
END_TEST

START_TEST(test_an_inner_rollback_dooms_the_outer_commit)
{
	Writer inner = kit_writer();
	OK(journal_begin(kit.db, &kit.writer, &error));
	OK(kit_add(kit.db, "setting.changed", NULL, SETTING, NULL, &error));
	OK(journal_begin(kit.db, &inner, &error));
	journal_rollback(kit.db);
	REFUSED(kit_add(kit.db, "setting.changed", NULL, SETTING, NULL, &error), E_INTERNAL, "check_journal.c");
	REFUSED(journal_commit(kit.db, &error), E_INTERNAL, "none of it was written");
	ck_assert_int_eq(check_chain(kit.db), 0);
}
END_TEST

START_TEST(test_what_does_not_fit_its_kind_dooms)
{
	OK(journal_begin(kit.db, &kit.writer, &error));
	OK(kit_add(kit.db, "setting.changed", NULL, SETTING, NULL, &error));
	REFUSED(kit_add(kit.db, "setting.changed", NULL, "{'name':'hold','colour':'red'}", NULL, &error), E_INTERNAL, "colour");
	REFUSED(journal_commit(kit.db, &error), E_INTERNAL, "none of it was written");
	OK(journal_begin(kit.db, &kit.writer, &error));
	REFUSED(kit_add(kit.db, "setting.forgotten", NULL, "{}", NULL, &error), E_INTERNAL, "no kind of event");
	REFUSED(journal_commit(kit.db, &error), E_INTERNAL, "none of it was written");
	ck_assert_int_eq(check_chain(kit.db), 0);
}
END_TEST

START_TEST(test_nothing_is_written_outside_a_transaction)
{
	g_autofree char *ref = NULL;
	char hex[65];
	static const char *const keys[] = {"dpo", NULL};
	const char *key;
	Event *event;
	REFUSED(kit_add(kit.db, "setting.changed", NULL, SETTING, NULL, &error), E_INTERNAL, "outside a transaction");
	REFUSED(journal_put_blob(kit.db, "x", 1, hex, &error), E_INTERNAL, "outside a transaction");
	REFUSED(journal_next_ref(kit.db, 2026, false, &ref, &error), E_INTERNAL, "outside a transaction");
	REFUSED(journal_find_later(kit.db, "2026-0001", 1, keys, &event, &key, &error), E_INTERNAL, "outside a transaction");
	REFUSED(journal_commit(kit.db, &error), E_INTERNAL, "no change was begun");
}
END_TEST

/* --- the seat belt ------------------------------------------------------------------------------------------------ */

START_TEST(test_the_triggers_hold)
{
	static const char *const attempts[] = {
		"DELETE FROM journal",
		"DELETE FROM journal WHERE seq = 2",
		"UPDATE journal SET head = head",
		"UPDATE journal SET body = NULL WHERE seq = 2",
		"INSERT OR REPLACE INTO journal (seq, seal, head, body) VALUES (1, 'x', 'y', NULL)",
		"REPLACE INTO journal (seq, seal, head, body) SELECT 2, seal, head, NULL FROM journal WHERE seq = 2",
		"INSERT INTO journal (seq, seal, head) VALUES (9, 'x', 'y')",
		"INSERT INTO journal (seal, head) VALUES ('x', 'y')",
		"INSERT INTO journal (seq, seal, head) VALUES (1, 'x', 'y') ON CONFLICT (seq) DO UPDATE SET head = 'y'",
	};
	kit_found();
	kit_append("setting.changed", NULL, "{'name':'organisation.name'}", "{'text':'x'}");
	for (gsize i = 0; i < G_N_ELEMENTS(attempts); i++)
		REFUSED(kit_run(kit.db, attempts[i], &error), E_INTERNAL, "the journal");
	ck_assert_int_eq(check_chain(kit.db), 2);
}
END_TEST

/* --- counting ----------------------------------------------------------------------------------------------------- */

static void
expect_ref(int year, bool drill, const char *expected)
{
	g_autofree char *ref = NULL;
	OK(journal_begin(kit.db, &kit.writer, &error));
	OK(journal_next_ref(kit.db, year, drill, &ref, &error));
	journal_rollback(kit.db);
	ck_assert_str_eq(ref, expected);
}

START_TEST(test_refs_count_by_year_and_series)
{
	expect_ref(2026, false, "2026-0001");
	kit_log("2026-0001");
	kit_log("2026-0002");
	kit_log("2026-D01");
	expect_ref(2026, false, "2026-0003");
	expect_ref(2026, true, "2026-D02");
	expect_ref(2027, false, "2027-0001");
	/* A number that was seen is never given again, whatever came between. */
	kit_log("2026-0041");
	expect_ref(2026, false, "2026-0042");
}
END_TEST

START_TEST(test_people_and_notices_are_counted)
{
	g_autofree char *person = NULL;
	g_autofree char *notice = NULL;
	g_autofree char *other = NULL;
	kit_log("2026-0001");
	kit_append("person.added", NULL, "{'person':'p1','roles':['admin']}", "{'name':'Ada'}");
	kit_append("notice.queued", "2026-0001", "{'notice':'n1','audience':'dpo','letter':'first','channel':'email','lang':'it'}", NULL);
	OK(journal_begin(kit.db, &kit.writer, &error));
	OK(journal_next_person(kit.db, &person, &error));
	OK(journal_next_notice(kit.db, "2026-0001", &notice, &error));
	OK(journal_next_notice(kit.db, "2026-0002", &other, &error));
	journal_rollback(kit.db);
	ck_assert_str_eq(person, "p2");
	ck_assert_str_eq(notice, "n2");
	ck_assert_str_eq(other, "n1");
}
END_TEST

/* --- blobs -------------------------------------------------------------------------------------------------------- */

START_TEST(test_blobs_are_kept_once_and_in_parts)
{
	gsize len = 5 * 512 * 1024 + 1;
	g_autofree char *big = g_malloc0(len);
	char hex[65], again[65], empty[65], expected[65];
	memset(big, 'x', len);
	seal_hash(big, len, expected);
	OK(journal_begin(kit.db, &kit.writer, &error));
	OK(journal_put_blob(kit.db, big, len, hex, &error));
	OK(journal_put_blob(kit.db, big, len, again, &error));
	OK(journal_put_blob(kit.db, "", 0, empty, &error));
	OK(journal_commit(kit.db, &error));
	ck_assert_str_eq(hex, expected);
	ck_assert_str_eq(again, expected);
	ck_assert_int_eq(kit_number(kit.db, "SELECT count(*) FROM blob"), 2);
	ck_assert_int_eq(kit_number(kit.db, "SELECT count(*) FROM blob_part"), 3);
	ck_assert_int_eq(kit_number(kit.db, "SELECT max(length(data)) FROM blob_part"), 1024 * 1024);
	ck_assert_int_eq(kit_number(kit.db, "SELECT sum(length(data)) FROM blob_part"), (int64_t)len);
	ck_assert_int_eq(kit_number(kit.db, "SELECT size FROM blob WHERE size > 0"), (int64_t)len);
	ck_assert_int_eq(kit_number(kit.db, "SELECT max(part) FROM blob_part"), 3);
}
END_TEST

/* --- conflicts ---------------------------------------------------------------------------------------------------- */

/* "p2 field:description", "" where there is none. */
static void
later(int64_t seq, const char *key, const char *expected)
{
	const char *const keys[] = {"field:nature", key, NULL};
	const char *found = NULL;
	g_autoptr(Event) event = NULL;
	OK(journal_begin(kit.db, &kit.writer, &error));
	OK(journal_find_later(kit.db, "2026-0001", seq, keys, &event, &found, &error));
	journal_rollback(kit.db);
	g_autofree char *line = event ? g_strdup_printf("%s %s", event->by, found) : g_strdup("");
	ck_assert_str_eq(line, expected);
}

START_TEST(test_a_change_by_somebody_else_is_a_conflict)
{
	int64_t shown;
	kit_append("person.added", NULL, "{'person':'p2','roles':['dpo']}", "{'name':'Giulia Verdi'}");
	kit_log("2026-0001");
	shown = kit_number(kit.db, "SELECT seq FROM tip");
	kit.writer.by = "p2";
	kit_append("incident.amended", "2026-0001", "{}", "{'description':'Tutti i nomi'}");
	kit.writer.by = "p1";
	later(shown, "field:description", "p2 field:description");
	later(shown, "field:title", "");           /* another field */
	later(shown + 1, "field:description", ""); /* shown after it */
	kit.writer.by = "p2";
	later(shown, "field:description", ""); /* one's own */
}
END_TEST

/* --- several processes, and their ends ---------------------------------------------------------------------------- */

START_TEST(test_processes_that_append_at_once_leave_no_gap)
{
	enum { CHILDREN = 3, EACH = 40 };
	pid_t pids[CHILDREN];
	g_clear_pointer(&kit.db, db_close);
	for (int i = 0; i < CHILDREN; i++) {
		pids[i] = fork();
		if (pids[i] == 0) {
			kit_reopen();
			for (int n = 0; n < EACH; n++)
				kit_append("setting.changed", NULL, "{'name':'organisation.name'}", "{'text':'x'}");
			g_clear_pointer(&kit.db, db_close);
			_exit(0);
		}
	}
	for (int i = 0; i < CHILDREN; i++) {
		int status;
		ck_assert_int_eq(waitpid(pids[i], &status, 0), pids[i]);
		ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	}
	kit_reopen();
	ck_assert_int_eq(check_chain(kit.db), CHILDREN * EACH);
}
END_TEST

/* A child that appends, commits if told so, says that it got there, and is killed. */
static void
die_after_append(bool commit)
{
	int mark[2], status;
	char byte;
	pid_t child;
	g_clear_pointer(&kit.db, db_close);
	ck_assert_int_eq(pipe(mark), 0);
	child = fork();
	if (child == 0) {
		kit_reopen();
		OK(journal_begin(kit.db, &kit.writer, &error));
		OK(kit_add(kit.db, "setting.changed", NULL, SETTING, NULL, &error));
		OK(kit_add(kit.db, "setting.changed", NULL, SETTING, NULL, &error));
		if (commit)
			OK(journal_commit(kit.db, &error));
		ck_assert_int_eq(write(mark[1], "x", 1), 1);
		for (;;)
			pause();
	}
	close(mark[1]);
	ck_assert_int_eq(read(mark[0], &byte, 1), 1);
	ck_assert_int_eq(kill(child, SIGKILL), 0);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	close(mark[0]);
	kit_reopen();
}

START_TEST(test_a_kill_before_the_commit_leaves_nothing)
{
	kit_found();
	die_after_append(false);
	ck_assert_int_eq(check_chain(kit.db), 1);
	kit_append("setting.changed", NULL, SETTING, NULL);
	ck_assert_int_eq(check_chain(kit.db), 2);
}
END_TEST

START_TEST(test_a_kill_after_the_commit_loses_nothing)
{
	kit_found();
	die_after_append(true);
	ck_assert_int_eq(check_chain(kit.db), 3);
	ck_assert_int_eq(kit_number(kit.db, "SELECT count(*) FROM setting"), 1);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("journal");
	TCase *journal = tcase_create("journal");
	tcase_add_checked_fixture(journal, kit_setup, kit_teardown);
	suite_add_tcase(s, journal);
	tcase_add_test(journal, test_an_event_is_stored_as_it_was_hashed);
	tcase_add_test(journal, test_no_text_is_no_body);
	tcase_add_test(journal, test_each_body_has_its_own_salt);
	tcase_add_test(journal, test_a_clock_that_stands_wrong_is_marked);
	tcase_add_test(journal, test_the_account_stands_beside_a_chosen_person);
	tcase_add_test(journal, test_the_clock_is_read_under_the_lock);
	tcase_add_test(journal, test_a_rollback_leaves_the_register_as_it_was);
	tcase_add_test(journal, test_inner_begins_count_and_share_the_instant);
	tcase_add_test(journal, test_an_inner_rollback_dooms_the_outer_commit);
	tcase_add_test(journal, test_what_does_not_fit_its_kind_dooms);
	tcase_add_test(journal, test_nothing_is_written_outside_a_transaction);
	tcase_add_test(journal, test_the_triggers_hold);
	tcase_add_test(journal, test_refs_count_by_year_and_series);
	tcase_add_test(journal, test_people_and_notices_are_counted);
	tcase_add_test(journal, test_blobs_are_kept_once_and_in_parts);
	tcase_add_test(journal, test_a_change_by_somebody_else_is_a_conflict);
	tcase_add_test(journal, test_processes_that_append_at_once_leave_no_gap);
	tcase_add_test(journal, test_a_kill_before_the_commit_leaves_nothing);
	tcase_add_test(journal, test_a_kill_after_the_commit_loses_nothing);
	return s;
}

int
main(void)
{
	return run_suite(suite());
}

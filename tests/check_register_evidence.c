/* Evidence: kept to the byte or by its hash alone, once, and with a name that harms nobody. */
#include "src/register/actions.h"
#include "tests/register-kit.h"
#include "tests/run.h"

#include <string.h>

#define HASH "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" /* of "test" */

static bool
add(const char *account, const char *ref, EvidenceToKeep in, char **id, GError **error)
{
	g_autoptr(Session) s = reg_as(account);
	g_autofree char *given = NULL;
	if (in.bytes && !in.len)
		in.len = (int64_t)strlen(in.bytes);
	bool ok = register_evidence_add(s, ref, &in, &given, error);
	if (id)
		*id = g_steal_pointer(&given);
	return ok;
}

static Evidence *
evidence(const char *text)
{
	g_autoptr(Session) s = reg_as("ugo");
	Evidence *e = NULL;
	OK(session_evidence(s, text, &e, &error));
	return e;
}

START_TEST(test_a_file_is_kept_to_the_byte)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL), *id = NULL;
	g_autoptr(Session) s = reg_as("ugo");
	g_autoptr(GBytes) bytes = NULL;
	gsize len;
	OK(add("luca", ref, (EvidenceToKeep){.bytes = "a\0b\xff", .len = 4, .name = "/home/luca/../log\r\n\x1b[31m.bin", .note = "dal server"}, &id, &error));
	ck_assert_str_eq(id, "2026-0001/e1");
	Evidence *e = evidence("1/e1");
	ck_assert_str_eq(e->name, "log [31m.bin");
	ck_assert_str_eq(e->note, "dal server");
	ck_assert(e->kept && e->size == 4 && !e->place && !e->action);
	ck_assert_str_eq(e->by, "p3");
	OK(query_blob(s->db, e->hash, &bytes, &error));
	ck_assert(memcmp(g_bytes_get_data(bytes, &len), "a\0b\xff", 4) == 0 && len == 4);
	evidence_free(e);
}
END_TEST

START_TEST(test_of_a_list_the_hash_alone_is_kept)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	g_autoptr(Session) s = reg_as("luca");
	g_autoptr(GBytes) bytes = NULL;
	EvidenceToKeep in = {.hash = HASH, .len = 123456789012, .name = "elenco.csv"};
	LEFT_ALONE(add("luca", ref, in, NULL, &error), E_INPUT, "--place");
	in.place = "cassaforte, Luca Neri";
	OK(add("luca", ref, in, NULL, &error));
	Evidence *e = evidence("2026-0001/e1");
	ck_assert(!e->kept && e->size == 123456789012);
	ck_assert_str_eq(e->hash, HASH);
	ck_assert_str_eq(e->place, "cassaforte, Luca Neri");
	OK(query_blob(s->db, HASH, &bytes, &error));
	ck_assert_ptr_null(bytes);
	evidence_free(e);
	in.hash = "9F86";
	LEFT_ALONE(add("luca", ref, in, NULL, &error), E_INPUT, "SHA-256");
}
END_TEST

START_TEST(test_the_same_bytes_are_there_once)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL), *second = reg_log("luca", "{'title':'y'}", NULL);
	OK(add("luca", ref, (EvidenceToKeep){.bytes = "test"}, NULL, &error));
	LEFT_ALONE(add("luca", ref, (EvidenceToKeep){.bytes = "test", .name = "altro"}, NULL, &error), E_STATE, "2026-0001/e1");
	LEFT_ALONE(add("luca", ref, (EvidenceToKeep){.hash = HASH, .len = 4, .place = "x"}, NULL, &error), E_STATE, "2026-0001/e1");
	OK(add("giulia", second, (EvidenceToKeep){.bytes = "test"}, NULL, &error));
}
END_TEST

START_TEST(test_what_does_not_belong_is_refused)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	g_autoptr(Session) s = reg_as("luca");
	g_autofree char *action = NULL, *id = NULL;
	gsize big = register_evidence_limit(s) + 1;
	g_autofree char *bytes = g_malloc0(big);
	Evidence *none;
	OK(register_action_add(s, &(NewAction){.ref = ref, .fields = {.title = "t", .kind = "recovery", .due = INSTANT_NONE}}, &action, &error));
	LEFT_ALONE(register_evidence_add(s, ref, &(EvidenceToKeep){.bytes = ""}, &id, &error), E_INPUT, "empty");
	LEFT_ALONE(register_evidence_add(s, ref, &(EvidenceToKeep){.bytes = bytes, .len = (int64_t)big}, &id, &error), E_INPUT, "evidence-limit");
	LEFT_ALONE(add("luca", ref, (EvidenceToKeep){.bytes = "x", .note = "perch\xe9"}, NULL, &error), E_INPUT, "UTF-8");
	LEFT_ALONE(add("luca", ref, (EvidenceToKeep){.bytes = "x", .action = "9"}, NULL, &error), E_NOTFOUND, "9");
	LEFT_ALONE(add("luca", ref, (EvidenceToKeep){.bytes = "x", .action = "e1"}, NULL, &error), E_INPUT, "no action");
	LEFT_ALONE(add("luca", ref, (EvidenceToKeep){.bytes = "x", .action = "2026-0002/1"}, NULL, &error), E_INPUT, "2026-0001");
	LEFT_ALONE(add("luca", "2026-0077", (EvidenceToKeep){.bytes = "x"}, NULL, &error), E_NOTFOUND, "2026-0077");
	LEFT_ALONE(add("ugo", ref, (EvidenceToKeep){.bytes = "x"}, NULL, &error), E_DENIED, "may not");
	LEFT_ALONE(add("carla", ref, (EvidenceToKeep){.bytes = "x"}, NULL, &error), E_DENIED, "may not");
	OK(add("luca", ref, (EvidenceToKeep){.bytes = "x", .action = "1"}, NULL, &error));
	REFUSED(session_evidence(s, "1/e9", &none, &error), E_NOTFOUND, "e9");
	REFUSED(session_evidence(s, "1/n1", &none, &error), E_INPUT, "no evidence");
	REFUSED(session_evidence(s, "e1", &none, &error), E_INPUT, "e1");
}
END_TEST

START_TEST(test_tables_are_lists)
{
	static const char *const lists[] = {"elenco.csv", "/tmp/a.XLSX", "b.ods", "c.tsv", "dump.sql"};
	static const char *const others[] = {"foto.jpg", "log.txt", "csv", "lettera.pdf", NULL};
	for (gsize i = 0; i < G_N_ELEMENTS(lists); i++)
		ck_assert_msg(evidence_is_list(lists[i]), "%s", lists[i]);
	for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
		ck_assert(!evidence_is_list(others[i]));
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("register-evidence");
	TCase *t = tcase_create("evidence");
	tcase_add_checked_fixture(t, reg_setup, reg_teardown);
	tcase_add_test(t, test_a_file_is_kept_to_the_byte);
	tcase_add_test(t, test_of_a_list_the_hash_alone_is_kept);
	tcase_add_test(t, test_the_same_bytes_are_there_once);
	tcase_add_test(t, test_what_does_not_belong_is_refused);
	tcase_add_test(t, test_tables_are_lists);
	suite_add_tcase(s, t);
	return s;
}

int
main(void)
{
	return run_suite(suite());
}

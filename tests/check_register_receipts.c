/* What people keep beside an incident: receipts as files, and calls. Neither proves anything. */
#include "tests/register-kit.h"
#include "tests/run.h"

#include <string.h>

static bool
keep(const char *account, ReceiptToKeep in, char **id, GError **why)
{
	g_autoptr(Session) s = reg_as(account);
	g_autofree char *given = NULL;
	in.ref = in.ref ? in.ref : "2026-0001";
	in.bytes = in.bytes ? in.bytes : "From: dpo\r\n\r\nricevuto\r\n";
	in.len = in.len ? in.len : strlen(in.bytes);
	bool ok = register_receipt_add(s, &in, &given, why);
	if (id)
		*id = g_steal_pointer(&given);
	return ok;
}

START_TEST(test_a_receipt_is_kept_as_it_is_and_proves_nothing)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL), *id = NULL;
	g_autoptr(Session) s = reg_as("ugo");
	g_autoptr(Receipt) receipt = NULL;
	g_autoptr(GBytes) bytes = NULL;
	gsize len;
	OK(keep("luca", (ReceiptToKeep){.notice = "n1", .bytes = "a\0b\xff", .len = 4, .name = "/home/luca/../ricevuta\r\n.eml", .reason = "dal webmail"},
		&id, &error));
	ck_assert_str_eq(id, "r1");
	OK(session_receipt(s, "1", &receipt, &error));
	ck_assert_str_eq(receipt->name, "ricevuta .eml");
	ck_assert_str_eq(receipt->reason, "dal webmail");
	OK(query_blob(s->db, receipt->bytes, &bytes, &error));
	ck_assert(memcmp(g_bytes_get_data(bytes, &len), "a\0b\xff", 4) == 0 && len == 4);
	ck_assert_int_eq(reg_state(ref, RULE_DPO), CLOCK_RUNNING);
	g_autoptr(Notice) notice = reg_notice("2026-0001/n1");
	ck_assert_int_eq(notice->proof, PROOF_NONE);
}
END_TEST

START_TEST(test_a_receipt_is_refused_where_it_does_not_belong)
{
	g_autofree char *first = reg_log("luca", "{'title':'x'}", NULL), *second = reg_log("luca", "{'title':'y'}", NULL);
	g_autoptr(Receipt) none = NULL;
	g_autoptr(Session) s = reg_as("luca");
	char *id;
	OK(keep("luca", (ReceiptToKeep){.notice = "2026-0001/n1"}, NULL, &error));
	LEFT_ALONE(keep("luca", (ReceiptToKeep){.name = "altro.eml"}, NULL, &error), E_STATE, "r1");
	OK(keep("luca", (ReceiptToKeep){.bytes = "b", .notice = "1/n1"}, NULL, &error));
	LEFT_ALONE(keep("luca", (ReceiptToKeep){.bytes = "z", .notice = "2026-0001/e1"}, NULL, &error), E_INPUT, "no notice");
	OK(keep("luca", (ReceiptToKeep){.ref = second}, NULL, &error)); /* the same message about another incident */
	LEFT_ALONE(keep("luca", (ReceiptToKeep){.bytes = "z", .notice = "2026-0002/n1"}, NULL, &error), E_INPUT, "2026-0002/n1");
	LEFT_ALONE(keep("luca", (ReceiptToKeep){.bytes = "z", .notice = "n9"}, NULL, &error), E_NOTFOUND, "n9");
	LEFT_ALONE(keep("luca", (ReceiptToKeep){.bytes = "z", .reason = "perch\xe9"}, NULL, &error), E_INPUT, "UTF-8");
	LEFT_ALONE(register_receipt_add(s, &(ReceiptToKeep){.ref = first, .bytes = ""}, &id, &error), E_INPUT, "empty");
	gsize big = register_evidence_limit(s) + 1;
	g_autofree char *bytes = g_malloc0(big);
	LEFT_ALONE(register_receipt_add(s, &(ReceiptToKeep){.ref = first, .bytes = bytes, .len = big}, &id, &error), E_INPUT, "evidence-limit");
	REFUSED(session_receipt(s, "r9", &none, &error), E_NOTFOUND, "r9");
}
END_TEST

START_TEST(test_a_call_is_noted_and_meets_no_clock)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL), *fact = NULL, *nobody = NULL;
	g_autoptr(Session) s = reg_as("luca");
	OK(register_called(s, ref, "dpo", REG_NOW - 60, "risponde: ne prende carico", &error));
	fact = reg_fact("call.noted", "person");
	ck_assert_str_eq(fact, "\"p2\"");
	OK(register_called(s, ref, "la segretaria", REG_NOW, "richiama {{ref}}\r\n", &error));
	nobody = reg_fact("call.noted", "person");
	ck_assert_ptr_null(nobody);
	LEFT_ALONE(register_called(s, ref, " ", REG_NOW, "x", &error), E_INPUT, "who");
	LEFT_ALONE(register_called(s, ref, "dpo", REG_NOW, " ", &error), E_INPUT, "--outcome");
	LEFT_ALONE(register_called(s, ref, "dpo", REG_NOW + 121, "x", &error), E_INPUT, "future");
	ck_assert_int_eq(reg_state(ref, RULE_DPO), CLOCK_RUNNING);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("register-receipts");
	TCase *t = tcase_create("receipts");
	tcase_add_checked_fixture(t, reg_setup, reg_teardown);
	tcase_add_test(t, test_a_receipt_is_kept_as_it_is_and_proves_nothing);
	tcase_add_test(t, test_a_receipt_is_refused_where_it_does_not_belong);
	tcase_add_test(t, test_a_call_is_noted_and_meets_no_clock);
	suite_add_tcase(s, t);
	return s;
}

int
main(void)
{
	return run_suite(suite());
}

/* The newest anchor outside: only what a provider signed and what holds a seal, and a seal that lies elsewhere is found. */
#include "tests/register-kit.h"
#include "tests/run.h"

#include "src/core/seal.h"
#include "src/register/anchor.h"
#include "src/register/bulletin.h"

#include <string.h>

static char *ref;

static void
setup(void)
{
	reg_setup();
	ref = reg_log("luca", "{'title':'x'}", NULL);
	reg_send("2026-0001/n1");
}

static void
teardown(void)
{
	g_free(ref);
	reg_teardown();
}

/* What came back for the first notice, and what was made of it. (transfer full) its id */
static char *
receive(const char *bytes, SignatureVerdict signature, MessageKind kind)
{
	g_autoptr(Session) s = reg_courier();
	bool fresh;
	char *id = NULL;
	const ReceiptCollected in = {.ref = ref, .notice = "2026-0001/n1", .bytes = bytes, .len = strlen(bytes), .kind = "other", .signature = "none",
		.outcome = "none"};
	const ReceiptJudged judged = {.notice = "2026-0001/n1", .kind = kind, .signature = signature, .outcome = OUTCOME_PROVES, .why = WHY_PROVEN,
		.at = reg.now, .facts = "{}"};
	OK(register_receipt_collected(s, &in, &id, &fresh, &error));
	ReceiptJudged whole = judged;
	whole.receipt = id;
	OK(register_receipt_judged(s, &whole, &error));
	return id;
}

static Anchor
anchor(void)
{
	g_autoptr(Session) s = reg_as("ugo");
	Anchor found;
	OK(session_anchor(s, &found, &error));
	return found;
}

/* The seal at the foot of the first notice. (transfer full) */
static char *
seal_of_notice(int64_t *seq)
{
	g_autoptr(Session) s = reg_as("ugo");
	g_autoptr(GPtrArray) all = NULL;
	g_autofree char *id = receive("nothing", SIGNATURE_VALID, MESSAGE_PEC_ACCEPTED);
	OK(query_sealed_receipts(s->db, &all, &error));
	ck_assert_int_eq(all->len, 1);
	const SealedReceipt *r = g_ptr_array_index(all, 0);
	ck_assert_str_eq(r->id, id);
	*seq = r->seal_seq;
	return g_strdup(r->seal);
}

START_TEST(test_an_acceptance_does_not_hold_the_text)
{
	int64_t seq;
	g_autofree char *seal = seal_of_notice(&seq);
	g_auto(Anchor) none = anchor();
	ck_assert(seal_is_hex(seal));
	ck_assert_ptr_null(none.receipt);
}
END_TEST

START_TEST(test_only_a_valid_signature_anchors)
{
	int64_t seq;
	g_autofree char *seal = seal_of_notice(&seq), *text = g_strconcat("...\n  ", seal, "\n", NULL);
	g_autofree char *more = g_strconcat(text, "x", NULL), *most = g_strconcat(text, "y", NULL);
	g_autofree char *untrusted = receive(text, SIGNATURE_UNTRUSTED, MESSAGE_PEC_DELIVERED);
	g_autofree char *invalid = receive(more, SIGNATURE_INVALID, MESSAGE_PEC_DELIVERED);
	g_auto(Anchor) none = anchor();
	ck_assert_ptr_null(none.receipt);
	g_autofree char *valid = receive(most, SIGNATURE_VALID, MESSAGE_PEC_DELIVERED);
	g_auto(Anchor) found = anchor();
	ck_assert_str_eq(found.receipt, valid);
	ck_assert_str_eq(found.notice, "2026-0001/n1");
	ck_assert_int_eq(found.seq, seq);
	ck_assert_int_eq(found.at, reg.now);
	ck_assert(!found.off);
	ck_assert_str_ne(untrusted, invalid);
}
END_TEST

START_TEST(test_a_seal_that_is_not_on_this_chain_is_found)
{
	int64_t seq;
	g_autofree char *seal = seal_of_notice(&seq), *text = g_strconcat("  ", seal, NULL);
	g_autofree char *id = receive(text, SIGNATURE_VALID, MESSAGE_PEC_DELIVERED);
	g_autoptr(Db) db = NULL;
	/* Somebody who can write the file wrote the journal anew up to there. */
	OK(db_open(reg.uri, DB_OPEN, &db, &error));
	OK(kit_run(db, "DROP TRIGGER journal_no_update", &error));
	g_autofree char *sql = g_strdup_printf("UPDATE journal SET seal = '%s' WHERE seq = %" G_GINT64_FORMAT, seal_zero, seq);
	g_autofree char *back = g_strdup_printf("UPDATE journal SET seal = '%s' WHERE seq = %" G_GINT64_FORMAT, seal, seq);
	OK(kit_run(db, sql, &error));
	g_auto(Anchor) found = anchor();
	OK(kit_run(db, back, &error));
	ck_assert_str_eq(found.receipt, id);
	ck_assert(found.off);
}
END_TEST

/* Without a breach, what the register writes to itself is all that carries a seal outside. */
START_TEST(test_a_self_test_anchors_by_its_receipt_of_delivery)
{
	g_autoptr(Session) s = reg_courier();
	g_autoptr(LetterText) letter = NULL;
	Bulletin bulletin = {.kind = BULLETIN_SELF_TEST, .id = (char *)(uintptr_t)"self-test:2026-W48", .self = (char *)(uintptr_t)"registro@pec.rossi.example",
		.channel = CHANNEL_PEC, .since = INSTANT_NONE};
	bool go;
	OK(register_bulletin_letter(s, &bulletin, &letter, &error));
	OK(register_bulletin_attempted(s, &bulletin, letter, "<self@rossi.example>", &go, &error));
	ck_assert(go);
	OK(register_self_test_proven(s, bulletin.id, PROOF_ACCEPTED, reg.now, letter->text, strlen(letter->text), &error));
	g_auto(Anchor) none = anchor();
	ck_assert_ptr_null(none.receipt); /* an acceptance holds no text, whatever this one has */
	OK(register_self_test_proven(s, bulletin.id, PROOF_DELIVERED, reg.now + 60, letter->text, strlen(letter->text), &error));
	g_auto(Anchor) found = anchor();
	ck_assert_str_eq(found.receipt, bulletin.id);
	ck_assert_str_eq(found.notice, "");
	ck_assert_int_eq(found.seq, letter->seal_seq);
	ck_assert_int_eq(found.at, reg.now + 60);
	ck_assert(!found.off);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("anchor");
	TCase *tcase = tcase_create("anchor");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, test_an_acceptance_does_not_hold_the_text);
	tcase_add_test(tcase, test_only_a_valid_signature_anchors);
	tcase_add_test(tcase, test_a_seal_that_is_not_on_this_chain_is_found);
	tcase_add_test(tcase, test_a_self_test_anchors_by_its_receipt_of_delivery);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}

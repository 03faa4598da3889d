/* Receipts: the levels of proof as they are folded, and their words. */
#include "src/core/receipt.h"
#include "tests/run.h"

#include <check.h>

#define FOLD(before, channel, said) receipt_fold(PROOF_##before, CHANNEL_##channel, PROOF_##said)

START_TEST(test_proof_only_rises)
{
	static const Proof levels[] = {PROOF_NONE, PROOF_SUBMITTED, PROOF_ACCEPTED, PROOF_DELIVERED, PROOF_ACKNOWLEDGED};
	for (gsize i = 0; i < G_N_ELEMENTS(levels); i++)
		for (gsize k = 0; k < G_N_ELEMENTS(levels); k++)
			for (int channel = CHANNEL_EMAIL; channel <= CHANNEL_PEC; channel++)
				ck_assert_int_eq(receipt_fold(levels[i], (Channel)channel, levels[k]), levels[MAX(i, k)]);
}
END_TEST

START_TEST(test_what_outweighs_a_refusal)
{
	/* What did not arrive takes proof away... */
	ck_assert_int_eq(FOLD(SUBMITTED, EMAIL, REFUTED), PROOF_REFUTED);
	ck_assert_int_eq(FOLD(DELIVERED, EMAIL, REFUTED), PROOF_REFUTED);
	ck_assert_int_eq(FOLD(ACCEPTED, PEC, REFUTED), PROOF_REFUTED);
	/* ...but for a delivery that was signed, and for what the addressee answered. */
	ck_assert_int_eq(FOLD(DELIVERED, PEC, REFUTED), PROOF_DELIVERED);
	ck_assert_int_eq(FOLD(ACKNOWLEDGED, EMAIL, REFUTED), PROOF_ACKNOWLEDGED);
	ck_assert_int_eq(FOLD(ACKNOWLEDGED, PEC, REFUTED), PROOF_ACKNOWLEDGED);
	ck_assert_int_eq(FOLD(REFUTED, PEC, DELIVERED), PROOF_DELIVERED);
	ck_assert_int_eq(FOLD(REFUTED, EMAIL, ACKNOWLEDGED), PROOF_ACKNOWLEDGED);
	/* An acceptance says nothing of arriving, and an unsigned report was preceded by another one. */
	ck_assert_int_eq(FOLD(REFUTED, PEC, ACCEPTED), PROOF_REFUTED);
	ck_assert_int_eq(FOLD(REFUTED, EMAIL, DELIVERED), PROOF_REFUTED);
	ck_assert_int_eq(FOLD(REFUTED, EMAIL, REFUTED), PROOF_REFUTED);
}
END_TEST

START_TEST(test_one_recipient_that_has_it_is_enough)
{
	const Proof mixed[] = {PROOF_REFUTED, PROOF_ACCEPTED, PROOF_DELIVERED}, none[] = {PROOF_REFUTED, PROOF_REFUTED}, begun[] = {PROOF_NONE};
	ck_assert_int_eq(receipt_proof_of_all(mixed, 3), PROOF_DELIVERED);
	ck_assert_int_eq(receipt_proof_of_all(mixed, 2), PROOF_ACCEPTED);
	ck_assert_int_eq(receipt_proof_of_all(none, 2), PROOF_REFUTED);
	ck_assert_int_eq(receipt_proof_of_all(begun, 1), PROOF_NONE);
}
END_TEST

static char *
say(const char *kind, const char *signature, const char *reason, const char *why, Proof proof)
{
	const Receipt r = {.kind = (char *)kind, .signature = (char *)signature, .signature_reason = (char *)reason, .why = (char *)why,
		.proof = proof, .judged_at = 1};
	return receipt_say(&r, LANG_IT);
}

START_TEST(test_what_it_is_taken_for_in_words)
{
	g_autofree char *delivered = say("pec-delivered", "valid", "good", "proven", PROOF_DELIVERED);
	g_autofree char *forged = say("pec-accepted", "invalid", "altered", "signature", PROOF_NONE);
	g_autofree char *absent = say("auto-reply", "none", "no-signature", "automatic", PROOF_NONE);
	g_autofree char *newer = say("holo-receipt", "quantum", NULL, "because", PROOF_NONE);
	const Receipt kept = {.kind = (char *)"other", .signature = (char *)"none", .judged_at = INSTANT_NONE};
	g_autofree char *unread = receipt_say(&kept, LANG_EN);
	ck_assert_str_eq(delivered, "PEC: ricevuta di avvenuta consegna, firma valida; consegnata");
	ck_assert_str_eq(forged, "PEC: ricevuta di accettazione, falso o danneggiato (non è quanto fu firmato); "
		"prova soltanto la firma valida di un gestore PEC");
	ck_assert_str_eq(absent, "risposta automatica; risposta automatica: il destinatario è assente, e nulla è provato");
	ck_assert_str_eq(newer, "holo-receipt; because");
	ck_assert_str_eq(unread, "kept, not examined yet");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("receipt");
	TCase *tc = tcase_create("receipt");
	suite_add_tcase(suite, tc);
	tcase_add_test(tc, test_proof_only_rises);
	tcase_add_test(tc, test_what_outweighs_a_refusal);
	tcase_add_test(tc, test_one_recipient_that_has_it_is_enough);
	tcase_add_test(tc, test_what_it_is_taken_for_in_words);
	return run_suite(suite);
}

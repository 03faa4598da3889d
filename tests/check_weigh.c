/*
 * What a receipt proves: the whole corpus of tests/data/mail, each message weighed against the notice that most of them are about.
 *
 * Forgeries come to nothing, every one; all other shapes of a receipt come to what the plain one does.
 */
#include "src/courier/trust-store.h"
#include "src/courier/understand.h"
#include "src/courier/weigh.h"
#include "tests/run.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define NOW  INT64_C(1795860000) /* 28 November 2026, a few days after the messages */
#define SENT INT64_C(1795425300) /* 23 November 2026, 09:15 UTC, just before the acceptance of the corpus */
#define ID   "<2026-0013.n1.0123456789abcdef0123456789abcdef@pec.example>"

static Trust *trust;
static Notice *notice;
static GPtrArray *addressees;

static GBytes *
bytes_of(const char *file)
{
	const char *srcdir = g_getenv("srcdir");
	g_autofree char *path = g_build_filename(srcdir ? srcdir : ".", "tests", "data", "mail", file, NULL);
	char *text;
	gsize len;
	ck_assert_msg(g_file_get_contents(path, &text, &len, NULL), "there is no %s", path);
	return g_bytes_new_take(text, len);
}

static void
add_recipient(const char *address)
{
	Recipient *to = g_new0(Recipient, 1);
	to->address = g_strdup(address);
	g_ptr_array_add(notice->to, to);
}

static Addressee *
add_addressee(const char *audience, const char *address)
{
	Addressee *a = g_new0(Addressee, 1);
	a->audience = g_strdup(audience);
	a->address = g_strdup(address);
	g_ptr_array_add(addressees, a);
	return a;
}

static void
free_addressee(void *data)
{
	Addressee *a = data;
	g_free(a->audience);
	g_free(a->address);
	g_free(a);
}

static void
set_up(void)
{
	g_autoptr(GBytes) pem = bytes_of("ca.pem");
	gsize len;
	const char *text = g_bytes_get_data(pem, &len);
	understand_prepare();
	ck_assert(trust_from_pem(text, len, &trust, NULL));
	notice = notice_new();
	notice->id = g_strdup("2026-0013/n1");
	notice->ref = g_strdup("2026-0013");
	notice->audience = g_strdup("dpo");
	notice->channel = CHANNEL_PEC;
	notice->state = NOTICE_SENT;
	notice->message_id = g_strdup(ID);
	notice->from = g_strdup("titolare@pec.example");
	notice->composed_at = notice->sent_at = SENT;
	add_recipient("dpo@altrapec.example");
	addressees = g_ptr_array_new_with_free_func(free_addressee);
	add_addressee("dpo", "dpo@altrapec.example");
}

static void
tear_down(void)
{
	trust_free(trust);
	notice_free(notice);
	g_ptr_array_unref(addressees);
}

static Understood *
take(const char *name)
{
	g_autofree char *file = g_strconcat(name, ".eml", NULL);
	g_autoptr(GBytes) bytes = bytes_of(file);
	gsize len;
	const void *data = g_bytes_get_data(bytes, &len);
	return understand(data, len, trust, NOW);
}

static bool
names(const Understood *u, const char *id)
{
	for (guint i = 0; i < u->ids->len; i++) {
		const IdFound *found = g_ptr_array_index(u->ids, i);
		if (strcmp(found->id, id) == 0 || (found->place == ID_ENVELOPE && g_str_has_prefix(id + 1, found->id)))
			return true;
	}
	return false;
}

/* Weighed as examine.c does it: an id finds the notice, else the mark does for an answer. */
static void
put_on_scales(const Understood *u, Weighed *out)
{
	bool named = names(u, ID), marked = g_strcmp0(u->mark_ref, "2026-0013") == 0, known = addressee_from(addressees, u->sender) != NULL;
	const Weighing in = {
		.said = u, .notice = named || (marked && known) ? notice : NULL, .named = named, .addressees = addressees, .marked = marked, .now = NOW,
	};
	weigh(&in, out);
}

static void
expect(const char *name, ReceiptOutcome outcome, ReceiptWhy why, const char *results)
{
	g_autoptr(Understood) u = take(name);
	g_auto(Weighed) w = {0};
	put_on_scales(u, &w);
	char *text = w.results ? json_dumps(w.results, JSON_COMPACT) : NULL;
	ck_assert_msg(w.outcome == outcome && w.why == why && g_strcmp0(text, results) == 0, "%s: %s, %s, %s", name,
		receipt_outcome_code(w.outcome), receipt_why_code(w.why), text ? text : "-");
	free(text);
}

#define ALL(proof) "[{\"proof\":\"" proof "\"}]"
#define FIRST(proof) "[{\"place\":0,\"proof\":\"" proof "\"}]"

static const struct {
	const char *name;
	ReceiptOutcome outcome;
	ReceiptWhy why;
	const char *results;
} rows[] = {
	{"pec-accepted", OUTCOME_PROVES, WHY_PROVEN, ALL("accepted")},
	{"pec-not-accepted", OUTCOME_REFUTES, WHY_REFUSED, ALL("refuted")},
	{"pec-not-accepted-virus", OUTCOME_REFUTES, WHY_REFUSED, ALL("refuted")},
	{"pec-taken", OUTCOME_NONE, WHY_NO_PROOF, NULL},
	{"pec-virus", OUTCOME_NONE, WHY_NO_PROOF, NULL},
	{"pec-delivered", OUTCOME_PROVES, WHY_PROVEN, FIRST("delivered")},
	{"pec-delivered-brief", OUTCOME_PROVES, WHY_PROVEN, FIRST("delivered")},
	{"pec-delivered-concise", OUTCOME_PROVES, WHY_PROVEN, FIRST("delivered")},
	{"pec-not-delivered", OUTCOME_REFUTES, WHY_REFUSED, FIRST("refuted")},
	{"pec-not-delivered-full", OUTCOME_REFUTES, WHY_REFUSED, FIRST("refuted")},
	{"pec-not-delivered-virus", OUTCOME_REFUTES, WHY_REFUSED, FIRST("refuted")},
	{"pec-warning-12", OUTCOME_WARNS, WHY_DELAYED, NULL},
	{"pec-warning-24", OUTCOME_REFUTES, WHY_REFUSED, FIRST("refuted")},
	{"pec-envelope-answer", OUTCOME_PROVES, WHY_ANSWERED_SIGNED, FIRST("acknowledged")},
	{"pec-envelope-absence", OUTCOME_NONE, WHY_AUTOMATIC, NULL},
	{"other-letter", OUTCOME_NONE, WHY_NO_PROOF, NULL},
	{"other-binary", OUTCOME_NONE, WHY_NO_PROOF, NULL},
};

START_TEST(test_a_message_about_a_pec)
{
	expect(rows[_i].name, rows[_i].outcome, rows[_i].why, rows[_i].results);
}
END_TEST

/* The same shapes about an e-mail: unsigned reports count for it, with our id in them. */
static const char *const email_to[] = {"dpo@mail.example", NULL};

static const struct {
	const char *name;
	ReceiptOutcome outcome;
	ReceiptWhy why;
	const char *results;
} emails[] = {
	{"dsn-delivered", OUTCOME_PROVES, WHY_PROVEN, FIRST("delivered")},
	{"dsn-failed", OUTCOME_REFUTES, WHY_REFUSED, FIRST("refuted")},
	{"dsn-delayed", OUTCOME_WARNS, WHY_DELAYED, NULL},
	{"dsn-relayed", OUTCOME_NONE, WHY_RELAYED, NULL},
	{"dsn-expanded", OUTCOME_NONE, WHY_RELAYED, NULL},
	{"dsn-without-anything", OUTCOME_NONE, WHY_NO_PROOF, NULL},
	{"mdn-displayed", OUTCOME_PROVES, WHY_OPENED, FIRST("delivered")},
	{"mdn-deleted", OUTCOME_NONE, WHY_NO_PROOF, NULL},
	{"bounce-enclosed", OUTCOME_REFUTES, WHY_REFUSED, ALL("refuted")},
	{"auto-submitted", OUTCOME_NONE, WHY_AUTOMATIC, NULL},
	{"auto-subject-it", OUTCOME_NONE, WHY_AUTOMATIC, NULL},
	{"reply-free", OUTCOME_PROVES, WHY_ANSWERED, FIRST("acknowledged")},
	{"reply-by-mark", OUTCOME_NONE, WHY_UNKNOWN_MESSAGE, NULL}, /* of another incident */
};

static void
by_email(void)
{
	notice->channel = CHANNEL_EMAIL;
	g_ptr_array_set_size(notice->to, 0);
	add_recipient(email_to[0]);
	g_autoptr(Understood) reply = take("reply-free");
	add_addressee("dpo", reply->sender);
	if (reply->sender && strcmp(reply->sender, email_to[0]) != 0) {
		g_ptr_array_set_size(notice->to, 0);
		add_recipient(reply->sender);
	}
}

START_TEST(test_a_message_about_an_email)
{
	by_email();
	expect(emails[_i].name, emails[_i].outcome, emails[_i].why, emails[_i].results);
}
END_TEST

/* What is not signed is never about a PEC. */
START_TEST(test_an_unsigned_report_about_a_pec)
{
	expect("dsn-failed", OUTCOME_NONE, WHY_SIGNATURE, NULL);
	expect("dsn-delivered", OUTCOME_NONE, WHY_SIGNATURE, NULL);
	expect("bounce-enclosed", OUTCOME_NONE, WHY_SIGNATURE, NULL);
}
END_TEST

static GPtrArray *
messages(const char *prefix)
{
	const char *srcdir = g_getenv("srcdir"), *name;
	g_autofree char *folder = g_build_filename(srcdir ? srcdir : ".", "tests", "data", "mail", NULL);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	GPtrArray *found = g_ptr_array_new_with_free_func(g_free);
	while (dir && (name = g_dir_read_name(dir)))
		if (g_str_has_prefix(name, prefix) && g_str_has_suffix(name, ".eml"))
			g_ptr_array_add(found, g_strndup(name, strlen(name) - 4));
	return found;
}

START_TEST(test_a_forgery_comes_to_nothing)
{
	g_autoptr(GPtrArray) all = messages("forged-");
	ck_assert_uint_gt(all->len, 30);
	for (guint i = 0; i < all->len; i++) {
		const char *name = g_ptr_array_index(all, i);
		g_autoptr(Understood) u = take(name);
		g_auto(Weighed) w = {0};
		put_on_scales(u, &w);
		ck_assert_msg(w.outcome == OUTCOME_NONE && !w.results, "%s: %s, %s", name, receipt_outcome_code(w.outcome), receipt_why_code(w.why));
	}
}
END_TEST

START_TEST(test_every_shape_of_a_receipt_proves_as_the_plain_one)
{
	g_autoptr(GPtrArray) all = messages("variant-");
	ck_assert_uint_gt(all->len, 30);
	for (guint i = 0; i < all->len; i++) {
		const char *name = g_ptr_array_index(all, i);
		g_autoptr(Understood) u = take(name);
		g_auto(Weighed) w = {0};
		put_on_scales(u, &w);
		/* Without a msgid in the signed data it could be about anything. */
		bool proves = strcmp(name, "variant-no-msgid") != 0 && u->pec && u->pec->at >= SENT - WEIGH_TOLERANCE;
		ck_assert_msg((w.outcome == OUTCOME_PROVES) == proves, "%s: %s, %s", name, receipt_outcome_code(w.outcome), receipt_why_code(w.why));
	}
}
END_TEST

static void
expect_accepted(ReceiptWhy why, const char *results)
{
	expect("pec-accepted", results ? OUTCOME_PROVES : OUTCOME_NONE, why, results);
}

START_TEST(test_what_a_receipt_must_agree_with)
{
	g_free(notice->from);
	notice->from = g_strdup("altri@pec.example");
	expect_accepted(WHY_OTHER_SENDER, NULL);
	g_free(notice->from);
	notice->from = g_strdup("TITOLARE@pec.example"); /* addresses have no case */
	expect_accepted(WHY_PROVEN, ALL("accepted"));
	notice->channel = CHANNEL_EMAIL;
	expect_accepted(WHY_OTHER_SENDER, NULL);
	notice->channel = CHANNEL_PEC;
	g_free(notice->message_id);
	notice->message_id = g_strdup("<2026-0013.n1.ffffffffffffffffffffffffffffffff@pec.example>");
	expect("pec-accepted", OUTCOME_BY_HAND, WHY_BY_HAND, NULL); /* of another message about this incident */
	/* The provider's own id, learnt from the acceptance, does as well. */
	g_autoptr(Understood) u = take("pec-accepted");
	g_auto(Weighed) w = {0};
	notice->pec_id = g_strdup(u->pec->id);
	const Weighing in = {.said = u, .notice = notice, .named = true, .addressees = addressees, .now = NOW};
	weigh(&in, &w);
	ck_assert_int_eq(w.outcome, OUTCOME_PROVES);
}
END_TEST

START_TEST(test_an_instant_that_cannot_be)
{
	g_autoptr(Understood) u = take("pec-accepted");
	Instant at = u->pec->at;
	static const struct {
		int64_t composed; /* seconds before the receipt; negative: after it */
		ReceiptWhy why;
	} instants[] = {
		{86400, WHY_PROVEN}, {0, WHY_PROVEN}, {-WEIGH_TOLERANCE, WHY_PROVEN}, {-WEIGH_TOLERANCE - 1, WHY_INSTANT}, {-86400, WHY_INSTANT},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(instants); i++) {
		notice->composed_at = at - instants[i].composed;
		expect_accepted(instants[i].why, instants[i].why == WHY_PROVEN ? ALL("accepted") : NULL);
	}
	notice->composed_at = SENT;
	g_auto(Weighed) w = {0};
	const Weighing early = {.said = u, .notice = notice, .named = true, .addressees = addressees, .now = at - WEIGH_TOLERANCE - 1};
	weigh(&early, &w);
	ck_assert_int_eq(w.why, WHY_INSTANT);
}
END_TEST

START_TEST(test_a_receipt_of_delivery_is_about_its_recipient)
{
	g_ptr_array_set_size(notice->to, 0);
	add_recipient("vice@altrapec.example");
	expect("pec-delivered", OUTCOME_NONE, WHY_OTHER_RECIPIENT, NULL);
	add_recipient("DPO@altrapec.example");
	expect("pec-delivered", OUTCOME_PROVES, WHY_PROVEN, "[{\"place\":1,\"proof\":\"delivered\"}]");
	expect("pec-not-delivered", OUTCOME_REFUTES, WHY_REFUSED, "[{\"place\":1,\"proof\":\"refuted\"}]");
}
END_TEST

START_TEST(test_an_address_that_is_no_pec)
{
	g_autoptr(Understood) u = take("pec-accepted-external");
	const PecRecipient *outside = NULL;
	for (guint i = 0; i < u->pec->recipients->len; i++)
		if (!((const PecRecipient *)g_ptr_array_index(u->pec->recipients, i))->certified)
			outside = g_ptr_array_index(u->pec->recipients, i);
	ck_assert_ptr_nonnull(outside);
	g_ptr_array_set_size(notice->to, 0);
	add_recipient(outside->address);
	expect("pec-accepted-external", OUTCOME_PROVES, WHY_EXTERNAL, ALL("accepted"));
}
END_TEST

START_TEST(test_who_else_answers_proves_nothing)
{
	g_ptr_array_set_size(addressees, 0);
	add_addressee("dpo", "altri@altrapec.example");
	expect("pec-envelope-answer", OUTCOME_NONE, WHY_STRANGER, NULL);
	/* The client's answer is none of the DPO's. */
	add_addressee("alfa", "dpo@altrapec.example");
	expect("pec-envelope-answer", OUTCOME_NONE, WHY_STRANGER, NULL);
}
END_TEST

/* Of an addressee who answers from several addresses all of them speak, and one or two are written to. */
START_TEST(test_an_address_that_only_answers)
{
	g_autoptr(Understood) u = take("pec-accepted");
	const Weighing in = {.said = u, .addressees = addressees, .marked = true, .now = NOW};
	g_auto(Weighed) w = {0};
	g_ptr_array_set_size(addressees, 0);
	add_addressee("dpo", "ufficio@altrapec.example");
	add_addressee("dpo", "dpo@altrapec.example")->answers_only = true;
	g_ptr_array_set_size(notice->to, 0);
	add_recipient("ufficio@altrapec.example");
	expect("pec-envelope-answer", OUTCOME_PROVES, WHY_ANSWERED_SIGNED, ALL("acknowledged"));
	weigh(&in, &w);
	ck_assert_int_eq(w.outcome, OUTCOME_NONE);
	ck_assert_int_eq(w.why, WHY_UNKNOWN_MESSAGE);
}
END_TEST

/* An acceptance of what was sent from a webmail: our mark is in its subject, and a notice may be written to its recipient. */
START_TEST(test_an_acceptance_of_what_was_sent_by_hand)
{
	g_autoptr(Understood) u = take("pec-accepted");
	Weighing in = {.said = u, .notice = NULL, .named = false, .addressees = addressees, .marked = true, .now = NOW};
	g_auto(Weighed) w = {0}, on_time = {0}, early = {0}, unmarked = {0}, elsewhere = {0}, forged = {0};
	weigh(&in, &w);
	ck_assert_int_eq(w.outcome, OUTCOME_BY_HAND);
	ck_assert_str_eq(w.recipient, "dpo@altrapec.example");
	ck_assert_ptr_null(w.results);
	/* Certified at the instant of the detection, and a second before it: of a trial register with the same code, or of another matter. */
	in.detected_at = u->pec->at;
	weigh(&in, &on_time);
	ck_assert_int_eq(on_time.outcome, OUTCOME_BY_HAND);
	in.detected_at++;
	weigh(&in, &early);
	ck_assert_int_eq(early.outcome, OUTCOME_NONE);
	ck_assert_int_eq(early.why, WHY_BEFORE);
	in.detected_at = INSTANT_NONE;
	in.marked = false;
	weigh(&in, &unmarked);
	ck_assert_int_eq(unmarked.outcome, OUTCOME_NONE);
	in.marked = true;
	g_ptr_array_set_size(addressees, 0);
	weigh(&in, &elsewhere);
	ck_assert_int_eq(elsewhere.outcome, OUTCOME_NONE);
	add_addressee("dpo", "dpo@altrapec.example");
	u->signature->verdict = SIGNATURE_UNTRUSTED;
	weigh(&in, &forged);
	ck_assert_int_eq(forged.why, WHY_SIGNATURE);
}
END_TEST

/* Anybody can write our mark into a subject, and any name into From. */
START_TEST(test_an_unsigned_answer_needs_our_id)
{
	by_email();
	g_autoptr(Understood) u = take("reply-free");
	g_auto(Weighed) w = {0};
	for (guint i = 0; i < u->ids->len; i++) {
		IdFound *found = g_ptr_array_index(u->ids, i);
		g_free(found->id);
		found->id = g_strdup("<of-another@example.it>");
	}
	put_on_scales(u, &w);
	ck_assert_int_eq(w.outcome, OUTCOME_NONE);
	ck_assert_int_eq(w.why, WHY_NO_ID);
}
END_TEST

/* Where the addressee's mailbox is the one that is read: it comes "from" them, and carries our id. */
START_TEST(test_what_this_register_wrote_is_no_answer)
{
	static const char *const kinds[] = {"reply-free", "auto-submitted", "pec-envelope-answer", "other-letter"};
	by_email();
	add_addressee("dpo", "dpo@altrapec.example");
	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
		g_autoptr(Understood) u = take(kinds[i]);
		const Weighing in = {.said = u, .notice = notice, .named = true, .addressees = addressees, .own = true, .marked = true, .now = NOW};
		g_auto(Weighed) w = {0};
		weigh(&in, &w);
		ck_assert_msg(w.outcome == OUTCOME_NONE && w.why == WHY_OWN && !w.results, "%s: %s", kinds[i], receipt_why_code(w.why));
	}
}
END_TEST

START_TEST(test_several_recipients_of_one_report)
{
	g_autoptr(Understood) u = take("dsn-several");
	g_auto(Weighed) w = {0};
	g_ptr_array_set_size(notice->to, 0);
	notice->channel = CHANNEL_EMAIL;
	for (guint i = 0; i < u->report->recipients->len; i++) {
		const ReportRecipient *r = g_ptr_array_index(u->report->recipients, i);
		add_recipient(r->original ? r->original : r->recipient);
	}
	ck_assert_uint_gt(notice->to->len, 1);
	put_on_scales(u, &w);
	ck_assert_int_eq(w.outcome, OUTCOME_REFUTES); /* the worst is said first... */
	ck_assert_uint_eq(json_array_size(w.results), 2); /* ...and each recipient has its own */
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("weigh");
	TCase *tc = tcase_create("weigh");
	suite_add_tcase(suite, tc);
	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_loop_test(tc, test_a_message_about_a_pec, 0, (int)G_N_ELEMENTS(rows));
	tcase_add_loop_test(tc, test_a_message_about_an_email, 0, (int)G_N_ELEMENTS(emails));
	tcase_add_test(tc, test_an_unsigned_report_about_a_pec);
	tcase_add_test(tc, test_a_forgery_comes_to_nothing);
	tcase_add_test(tc, test_every_shape_of_a_receipt_proves_as_the_plain_one);
	tcase_add_test(tc, test_what_a_receipt_must_agree_with);
	tcase_add_test(tc, test_an_instant_that_cannot_be);
	tcase_add_test(tc, test_a_receipt_of_delivery_is_about_its_recipient);
	tcase_add_test(tc, test_an_address_that_is_no_pec);
	tcase_add_test(tc, test_who_else_answers_proves_nothing);
	tcase_add_test(tc, test_an_address_that_only_answers);
	tcase_add_test(tc, test_an_acceptance_of_what_was_sent_by_hand);
	tcase_add_test(tc, test_an_unsigned_answer_needs_our_id);
	tcase_add_test(tc, test_what_this_register_wrote_is_no_answer);
	tcase_add_test(tc, test_several_recipients_of_one_report);
	return run_suite(suite);
}

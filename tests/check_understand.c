/*
 * What foreign messages are taken for: tests/data/mail has every kind, the shapes in which real ones come, and forgeries (tests/lab/corpus.py
 * writes them). What each is taken for stands beside it as JSON; GENERATE=1 writes those files again, to be read before they are committed.
 */
#include "src/core/err.h"
#include "src/courier/charset.h"
#include "src/courier/html.h"
#include "src/courier/proposal.h"
#include "src/courier/reply.h"
#include "src/courier/trust-store.h"
#include "src/courier/understand.h"
#include "tests/run.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define NOW INT64_C(1795860000) /* 28 November 2026, a few days after the messages */

static Trust *trust;

static char *
path_of(const char *name)
{
	const char *srcdir = g_getenv("srcdir");
	return g_build_filename(srcdir ? srcdir : ".", "tests", "data", "mail", name, NULL);
}

static GBytes *
bytes_of(const char *name)
{
	g_autofree char *path = path_of(name);
	char *text;
	gsize len;
	ck_assert_msg(g_file_get_contents(path, &text, &len, NULL), "there is no %s", path);
	return g_bytes_new_take(text, len);
}

static void
set_up(void)
{
	g_autoptr(GBytes) pem = bytes_of("ca.pem");
	gsize len;
	const char *text = g_bytes_get_data(pem, &len);
	understand_prepare();
	ck_assert(trust_from_pem(text, len, &trust, NULL));
}

static void
tear_down(void)
{
	trust_free(trust);
}

static Understood *
take_bytes(GBytes *bytes)
{
	gsize len;
	const void *data = g_bytes_get_data(bytes, &len);
	return understand(data, len, trust, NOW);
}

static Understood *
take(const char *name)
{
	g_autofree char *file = g_strconcat(name, ".eml", NULL);
	g_autoptr(GBytes) bytes = bytes_of(file);
	return take_bytes(bytes);
}

static int
by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names without ".eml", sorted. (transfer full) */
static GPtrArray *
messages(const char *prefix)
{
	g_autofree char *folder = path_of("");
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	const char *name;
	ck_assert_ptr_nonnull(dir);
	while ((name = g_dir_read_name(dir)))
		if (g_str_has_prefix(name, prefix) && g_str_has_suffix(name, ".eml"))
			g_ptr_array_add(names, g_strndup(name, strlen(name) - 4));
	g_ptr_array_sort(names, by_name);
	ck_assert_uint_gt(names->len, 0);
	return names;
}

static bool
is_receipt(const Understood *u)
{
	return u->kind >= MESSAGE_PEC_ACCEPTED && u->kind <= MESSAGE_PEC_VIRUS;
}

/* --- everything, as it is committed ---------------------------------------------------------------------------------- */

static void
compare(const char *name)
{
	g_autofree char *file = g_strconcat(name, ".json", NULL), *path = path_of(file);
	g_autoptr(Understood) u = take(name);
	json_auto_t *got = understood_to_json(u);
	g_autofree char *text = json_dumps(got, JSON_INDENT(1));
	g_autofree char *line = g_strconcat(text, "\n", NULL);
	if (g_getenv("GENERATE"))
		ck_assert(g_file_set_contents(path, line, -1, NULL));
	g_autofree char *wanted = NULL;
	ck_assert_msg(g_file_get_contents(path, &wanted, NULL, NULL), "there is no %s", path);
	ck_assert_msg(!strcmp(line, wanted), "%s is taken for something else:\n%s", name, line);
}

START_TEST(test_each_message_is_taken_for_what_it_is)
{
	g_autoptr(GPtrArray) names = messages("");
	for (guint i = 0; i < names->len; i++)
		compare(g_ptr_array_index(names, i));
	ck_assert_uint_gt(names->len, 100);
}
END_TEST

START_TEST(test_facts_survive_the_way_through_json)
{
	g_autoptr(GPtrArray) names = messages("");
	for (guint i = 0; i < names->len; i++) {
		g_autoptr(Understood) u = take(g_ptr_array_index(names, i));
		g_autoptr(Understood) back = NULL;
		g_autoptr(GError) error = NULL;
		json_auto_t *out = understood_to_json(u);
		ck_assert_msg(understood_from_json(out, &back, &error), "%s", error ? error->message : "");
		json_auto_t *again = understood_to_json(back);
		ck_assert_msg(json_equal(out, again), "%s changes", (char *)g_ptr_array_index(names, i));
	}
}
END_TEST

/* --- PEC ---------------------------------------------------------------------------------------------------------- */

START_TEST(test_every_kind_of_receipt_is_known_and_proves)
{
	static const struct {
		const char *name;
		MessageKind kind;
		bool virus;
		PecExtent extent;
	} rows[] = {
		{"pec-accepted", MESSAGE_PEC_ACCEPTED, false, EXTENT_UNKNOWN},
		{"pec-not-accepted", MESSAGE_PEC_NOT_ACCEPTED, false, EXTENT_UNKNOWN},
		{"pec-not-accepted-virus", MESSAGE_PEC_NOT_ACCEPTED, true, EXTENT_UNKNOWN},
		{"pec-taken", MESSAGE_PEC_TAKEN, false, EXTENT_UNKNOWN},
		{"pec-delivered", MESSAGE_PEC_DELIVERED, false, EXTENT_FULL},
		{"pec-delivered-brief", MESSAGE_PEC_DELIVERED, false, EXTENT_BRIEF},
		{"pec-delivered-concise", MESSAGE_PEC_DELIVERED, false, EXTENT_CONCISE},
		{"pec-not-delivered", MESSAGE_PEC_NOT_DELIVERED, false, EXTENT_UNKNOWN},
		{"pec-not-delivered-virus", MESSAGE_PEC_NOT_DELIVERED, true, EXTENT_UNKNOWN},
		{"pec-warning-12", MESSAGE_PEC_WARNING, false, EXTENT_UNKNOWN},
		{"pec-warning-24", MESSAGE_PEC_WARNING, false, EXTENT_UNKNOWN},
		{"pec-virus", MESSAGE_PEC_VIRUS, true, EXTENT_UNKNOWN},
		{"pec-envelope-answer", MESSAGE_PEC_ENVELOPE, false, EXTENT_FULL},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Understood) u = take(rows[i].name);
		ck_assert_msg(u->kind == rows[i].kind && understood_proves(u) && u->pec, "%s", rows[i].name);
		ck_assert_msg(u->pec->virus == rows[i].virus && u->pec->extent == rows[i].extent, "%s", rows[i].name);
	}
}
END_TEST

START_TEST(test_two_warnings_differ_by_their_instants_alone)
{
	g_autoptr(Understood) accepted = take("pec-accepted");
	g_autoptr(Understood) first = take("pec-warning-12");
	g_autoptr(Understood) second = take("pec-warning-24");
	ck_assert_int_eq(first->pec->at - accepted->pec->at, 12 * 3600);
	ck_assert_int_eq(second->pec->at - accepted->pec->at, 23 * 3600);
	ck_assert_str_eq(second->pec->delivered_to, "dpo@altrapec.example");
}
END_TEST

/* The kind and the facts of the plain receipt, in every shape. */
START_TEST(test_a_receipt_is_understood_in_every_shape)
{
	g_autoptr(GPtrArray) names = messages("variant-");
	g_autoptr(Understood) plain = take("pec-delivered");
	for (guint i = 0; i < names->len; i++) {
		const char *name = g_ptr_array_index(names, i);
		g_autoptr(Understood) u = take(name);
		ck_assert_msg(understood_proves(u), "%s: %s", name, signature_reason_code(u->signature->reason));
		if (!strcmp(name, "variant-expired-since"))
			continue;
		ck_assert_msg(u->kind == MESSAGE_PEC_DELIVERED && u->pec->error == PEC_ERROR_NONE, "%s", name);
		ck_assert_msg(!strcmp(u->pec->delivered_to, plain->pec->delivered_to), "%s", name);
		ck_assert_msg(!strcmp(u->pec->id, plain->pec->id), "%s", name);
		ck_assert_msg(u->pec->recipients->len == 1, "%s", name);
		bool without_id = !strcmp(name, "variant-no-msgid"), leap = !strcmp(name, "variant-minute-of-61-seconds");
		ck_assert_msg(without_id || !strcmp(u->pec->msgid, plain->pec->msgid), "%s", name);
		ck_assert_msg(u->pec->at == plain->pec->at + (leap ? 29 : 0), "%s", name);
	}
	ck_assert_uint_ge(names->len, 30);
}
END_TEST

START_TEST(test_an_expired_certificate_counts_at_its_own_time)
{
	g_autoptr(Understood) then = take("variant-expired-since");
	g_autoptr(Understood) later = take("forged-expired");
	ck_assert_int_eq(then->signature->verdict, SIGNATURE_VALID);
	ck_assert_int_eq(then->signature->reason, REASON_EXPIRED_SINCE);
	ck_assert_int_eq(later->signature->verdict, SIGNATURE_UNTRUSTED);
	ck_assert_int_eq(later->signature->reason, REASON_EXPIRED);
}
END_TEST

START_TEST(test_a_recipient_without_pec_is_seen)
{
	g_autoptr(Understood) u = take("pec-accepted-external");
	const PecRecipient *r = g_ptr_array_index(u->pec->recipients, 0);
	ck_assert_str_eq(r->address, "dpo@altrapec.example");
	ck_assert(!r->certified);
}
END_TEST

/* --- forgeries ---------------------------------------------------------------------------------------------------- */

START_TEST(test_no_forgery_proves_anything)
{
	g_autoptr(GPtrArray) names = messages("forged-");
	for (guint i = 0; i < names->len; i++) {
		g_autoptr(Understood) u = take(g_ptr_array_index(names, i));
		ck_assert_msg(!(is_receipt(u) && understood_proves(u)), "%s proves", (char *)g_ptr_array_index(names, i));
	}
	ck_assert_uint_ge(names->len, 36);
}
END_TEST

START_TEST(test_each_forgery_is_refused_for_its_own_reason)
{
	static const struct {
		const char *name;
		SignatureVerdict verdict;
		SignatureReason reason;
	} rows[] = {
		{"forged-no-signature", SIGNATURE_NONE, REASON_NO_SIGNATURE},
		{"forged-real-one-within-mixed", SIGNATURE_NONE, REASON_NO_SIGNATURE},
		{"forged-altered-daticert", SIGNATURE_INVALID, REASON_ALTERED},
		{"forged-altered-text", SIGNATURE_INVALID, REASON_ALTERED},
		{"forged-stripped-blanks", SIGNATURE_INVALID, REASON_ALTERED},
		{"forged-other-signature", SIGNATURE_INVALID, REASON_ALTERED},
		{"forged-daticert-before", SIGNATURE_INVALID, REASON_ALTERED},
		{"forged-garbage-signature", SIGNATURE_INVALID, REASON_UNREADABLE},
		{"forged-empty-signature", SIGNATURE_INVALID, REASON_UNREADABLE},
		{"forged-opaque-signature", SIGNATURE_INVALID, REASON_UNREADABLE},
		{"forged-no-certificate", SIGNATURE_INVALID, REASON_NO_CERTIFICATE},
		{"forged-several-signers", SIGNATURE_INVALID, REASON_SEVERAL_SIGNERS},
		{"forged-signer-mismatch", SIGNATURE_INVALID, REASON_SIGNER_MISMATCH},
		{"forged-two-senders", SIGNATURE_INVALID, REASON_SIGNER_MISMATCH},
		{"forged-kind-mismatch", SIGNATURE_INVALID, REASON_KIND_MISMATCH},
		{"forged-two-kinds", SIGNATURE_INVALID, REASON_KIND_MISMATCH},
		{"forged-id-mismatch", SIGNATURE_INVALID, REASON_ID_MISMATCH},
		{"forged-daticert-outside", SIGNATURE_INVALID, REASON_NO_DATA},
		{"forged-daticert-nested", SIGNATURE_INVALID, REASON_NO_DATA},
		{"forged-two-daticert", SIGNATURE_INVALID, REASON_NO_DATA},
		{"forged-doctype", SIGNATURE_INVALID, REASON_NO_DATA},
		{"forged-outside-entity", SIGNATURE_INVALID, REASON_NO_DATA},
		{"forged-laughs", SIGNATURE_INVALID, REASON_NO_DATA},
		{"forged-deep", SIGNATURE_INVALID, REASON_NO_DATA},
		{"forged-bad-utf8", SIGNATURE_INVALID, REASON_NO_DATA},
		{"forged-unknown-authority", SIGNATURE_UNTRUSTED, REASON_UNKNOWN_CA},
		{"forged-weak-digest", SIGNATURE_UNTRUSTED, REASON_WEAK_DIGEST},
		{"forged-expired", SIGNATURE_UNTRUSTED, REASON_EXPIRED},
		{"forged-not-yet-valid", SIGNATURE_UNTRUSTED, REASON_NOT_YET_VALID},
		{"forged-wrong-purpose", SIGNATURE_UNTRUSTED, REASON_WRONG_PURPOSE},
		{"forged-outside-constraints", SIGNATURE_UNTRUSTED, REASON_OUTSIDE_CONSTRAINTS},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Understood) u = take(rows[i].name);
		ck_assert_msg(u->signature->verdict == rows[i].verdict && u->signature->reason == rows[i].reason, "%s: %s, %s", rows[i].name,
		              signature_verdict_code(u->signature->verdict), signature_reason_code(u->signature->reason));
	}
}
END_TEST

/* The envelope is genuine: its letter is somebody's, whatever it says of itself. */
START_TEST(test_a_receipt_in_an_envelope_is_a_letter)
{
	static const char *const names[] = {"forged-in-envelope", "forged-real-one-in-envelope", "forged-in-anomaly", "forged-envelope-and-receipt"};
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autoptr(Understood) u = take(names[i]);
		ck_assert(u->kind == MESSAGE_PEC_ENVELOPE || u->kind == MESSAGE_PEC_ANOMALY);
		ck_assert(understood_proves(u));
		for (guint k = 0; k < u->ids->len; k++)
			ck_assert_ptr_null(strstr(((IdFound *)g_ptr_array_index(u->ids, k))->id, "2026-0013.n1"));
	}
}
END_TEST

/* Every byte of what was signed counts. */
START_TEST(test_no_byte_of_a_receipt_can_change)
{
	g_autoptr(GBytes) whole = bytes_of("pec-delivered.eml");
	gsize len;
	const char *data = g_bytes_get_data(whole, &len);
	const char *start = g_strstr_len(data, (gssize)len, "------=_sig_5F0C0DE1\r\n") + 22;
	const char *end = g_strstr_len(start, (gssize)(data + len - start), "\r\n------=_sig_5F0C0DE1");
	int changed = 0;
	for (const char *p = start; p < end; p += 7, changed++) {
		g_autofree char *copy = g_memdup2(data, len);
		copy[p - data] = (char)(copy[p - data] ^ 1);
		g_autoptr(Understood) u = understand(copy, len, trust, NOW);
		ck_assert_msg(!understood_proves(u), "byte %td", p - start);
	}
	ck_assert_int_gt(changed, 100);
}
END_TEST

START_TEST(test_without_trust_nothing_is_trusted)
{
	g_autoptr(Trust) nobody = trust_nobody();
	g_autoptr(GBytes) bytes = bytes_of("pec-accepted.eml");
	gsize len;
	const void *data = g_bytes_get_data(bytes, &len);
	g_autoptr(Understood) u = understand(data, len, nobody, NOW);
	ck_assert_int_eq(u->signature->verdict, SIGNATURE_UNTRUSTED);
	ck_assert_int_eq(u->signature->reason, REASON_NO_TRUST);
	g_autoptr(Trust) system = NULL;
	g_autoptr(GError) error = NULL;
	ck_assert(trust_load(NULL, &system, &error));
	g_autoptr(Understood) other = understand(data, len, system, NOW);
	ck_assert_int_eq(other->signature->verdict, SIGNATURE_UNTRUSTED);
}
END_TEST

/* The root that certifies the providers certifies anybody's address besides. */
START_TEST(test_under_the_common_root_only_providers_count)
{
	trust->providers = true;
	g_autoptr(Understood) anybody = take("pec-accepted");
	ck_assert_int_eq(anybody->signature->verdict, SIGNATURE_UNTRUSTED);
	ck_assert_int_eq(anybody->signature->reason, REASON_NOT_A_PROVIDER);
	g_autoptr(Understood) provider = take("pec-accepted-agid");
	ck_assert(understood_proves(provider));
}
END_TEST

START_TEST(test_a_file_without_certificates_is_refused)
{
	Trust *none = NULL;
	g_autoptr(GError) error = NULL;
	ck_assert(!trust_load("/dev/null", &none, &error));
	ck_assert(g_error_matches(error, ERR_DOMAIN, E_CONFIG));
	ck_assert_ptr_null(none);
}
END_TEST

/* --- letters ------------------------------------------------------------------------------------------------------ */

static const Proposal *
proposal(const Understood *u, ProposalField field)
{
	for (guint i = 0; i < u->proposals->len; i++) {
		const Proposal *p = g_ptr_array_index(u->proposals, i);
		if (p->field == field)
			return p;
	}
	return NULL;
}

START_TEST(test_an_answer_by_pec_is_read_to_its_end)
{
	g_autoptr(Understood) u = take("pec-envelope-answer");
	ck_assert_str_eq(u->sender, "dpo@altrapec.example");
	ck_assert_str_eq(u->mark_ref, "2026-0013");
	ck_assert(!u->automatic);
	ck_assert_int_eq(proposal(u, PROPOSE_TAKE)->value, SAYS_YES);
	ck_assert(!proposal(u, PROPOSE_TAKE)->quoted);
	ck_assert_int_eq(proposal(u, PROPOSE_RISK)->value, SAYS_HIGH);
	ck_assert_int_eq(proposal(u, PROPOSE_AUTHORITY)->value, SAYS_YES);
	ck_assert_str_eq(proposal(u, PROPOSE_AUTHORITY)->words, "s\xc3\xac, entro domani con notifica preliminare");
	ck_assert_ptr_null(proposal(u, PROPOSE_SUBJECTS));
	ck_assert_str_eq(proposal(u, PROPOSE_MEASURES)->words, "sospendere la lista informare il destinatario");
	ck_assert_uint_eq(u->attachments->len, 1);
	const AttachmentFound *a = g_ptr_array_index(u->attachments, 0);
	ck_assert_str_eq(a->name, "parere firmato.pdf.p7m");
	const SealFound *s = g_ptr_array_index(u->seals, 0);
	ck_assert(s->quoted && s->seq == 12);
}
END_TEST

START_TEST(test_an_attachment_can_be_fetched)
{
	g_autoptr(GBytes) bytes = bytes_of("pec-envelope-answer.eml");
	gsize len;
	const void *data = g_bytes_get_data(bytes, &len);
	g_autoptr(Understood) u = understand(data, len, trust, NOW);
	const AttachmentFound *a = g_ptr_array_index(u->attachments, 0);
	g_autoptr(GBytes) part = understand_part(data, len, a->part);
	g_autofree char *hash = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, part);
	ck_assert_str_eq(hash, a->sha256);
	ck_assert_uint_eq(g_bytes_get_size(part), (gsize)a->size);
	ck_assert_ptr_null(understand_part(data, len, 99));
	ck_assert_ptr_null(understand_part("", 0, 0));
}
END_TEST

START_TEST(test_an_absence_is_never_an_answer)
{
	static const char *const names[] = {"auto-submitted", "auto-x-autoreply", "auto-precedence", "auto-subject-it", "auto-subject-en"};
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autoptr(Understood) u = take(names[i]);
		ck_assert_msg(u->kind == MESSAGE_AUTO_REPLY && u->automatic, "%s", names[i]);
	}
	g_autoptr(Understood) by_pec = take("pec-envelope-absence");
	ck_assert_int_eq(by_pec->kind, MESSAGE_PEC_ENVELOPE);
	ck_assert(by_pec->automatic);
	ck_assert_uint_eq(by_pec->proposals->len, 0);
	g_autoptr(Understood) person = take("reply-suppress-only");
	ck_assert(person->kind == MESSAGE_REPLY && !person->automatic);
}
END_TEST

START_TEST(test_a_form_left_alone_says_nothing)
{
	g_autoptr(Understood) u = take("reply-unfilled");
	ck_assert_int_eq(u->kind, MESSAGE_REPLY);
	ck_assert_uint_eq(u->proposals->len, 0);
	g_autoptr(Understood) free_words = take("reply-free");
	ck_assert_uint_eq(free_words->proposals->len, 0);
}
END_TEST

START_TEST(test_lines_are_read_in_both_languages_and_in_quotations)
{
	g_autoptr(Understood) en = take("reply-english");
	ck_assert_int_eq(proposal(en, PROPOSE_TAKE)->value, SAYS_YES);
	ck_assert_int_eq(proposal(en, PROPOSE_RISK)->value, SAYS_HIGH);
	ck_assert_int_eq(proposal(en, PROPOSE_AUTHORITY)->value, SAYS_YES);
	ck_assert_int_eq(proposal(en, PROPOSE_SUBJECTS)->value, SAYS_NO);
	ck_assert_str_eq(proposal(en, PROPOSE_MEASURES)->words, "- stop the list - call them");
	g_autoptr(Understood) quoted = take("reply-in-quotation");
	ck_assert(proposal(quoted, PROPOSE_TAKE)->quoted);
	ck_assert_int_eq(proposal(quoted, PROPOSE_TAKE)->value, SAYS_YES);
	ck_assert_int_eq(proposal(quoted, PROPOSE_RISK)->value, SAYS_TO_ASSESS);
	ck_assert_int_eq(proposal(quoted, PROPOSE_AUTHORITY)->value, SAYS_NO);
	ck_assert_int_eq(proposal(quoted, PROPOSE_SUBJECTS)->value, SAYS_WORDS);
	g_autoptr(Understood) html = take("reply-html");
	ck_assert_int_eq(proposal(html, PROPOSE_TAKE)->value, SAYS_YES);
	ck_assert(!proposal(html, PROPOSE_TAKE)->quoted);
	ck_assert_int_eq(proposal(html, PROPOSE_RISK)->value, SAYS_RISK);
}
END_TEST

START_TEST(test_a_blank_line_of_the_form_says_nothing)
{
	g_autoptr(Understood) u = understood_new();
	proposal_find("Rischio:\nPrendo in carico:   \n> Rischio: **\n\nRischio: alto\n\nRischio:\n", u->proposals);
	ck_assert_uint_eq(u->proposals->len, 1);
	ck_assert_str_eq(proposal(u, PROPOSE_RISK)->words, "alto");
}
END_TEST

START_TEST(test_what_is_not_clear_stays_words)
{
	g_autoptr(Understood) u = take("reply-both-answers");
	ck_assert_int_eq(proposal(u, PROPOSE_TAKE)->value, SAYS_WORDS);
	ck_assert_int_eq(proposal(u, PROPOSE_RISK)->value, SAYS_WORDS);
	ck_assert_str_eq(proposal(u, PROPOSE_RISK)->words, "elevato / presente");
}
END_TEST

START_TEST(test_only_the_foot_of_a_notice_has_its_seal)
{
	g_autoptr(Understood) u = take("pec-delivered");
	ck_assert_uint_eq(u->seals->len, 1);
	const SealFound *s = g_ptr_array_index(u->seals, 0);
	ck_assert_int_eq(s->seq, 12);
	ck_assert_str_eq(s->in_register, "8a6e0804-2bd0-4672-b79d-d97027f9071a");
	ck_assert(!s->quoted);
}
END_TEST

static void
check_no_control(const char *text)
{
	for (const char *p = text; p && *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		ck_assert_msg(c == '\n' || (c >= 0x20 && c != 0x7f && c != 0x202e), "U+%04X in %s", c, text);
	}
}

START_TEST(test_hostile_text_is_shown_and_harmless)
{
	g_autoptr(Understood) u = take("reply-hostile");
	check_no_control(u->text);
	check_no_control(u->subject);
	check_no_control(proposal(u, PROPOSE_TAKE)->words);
	ck_assert_ptr_nonnull(strstr(u->text, "\\x1b[31mrosso"));
}
END_TEST

/* --- what another process says -------------------------------------------------------------------------------------- */

START_TEST(test_a_lie_in_json_is_refused)
{
	static const char *const lies[] = {
		"{\"kind\":\"pec-perhaps\"}", "{\"kind\":7}", "{\"signature\":null}", "{\"signature\":[]}", "{\"ids\":{}}", "{\"ids\":[3]}",
		"{\"ids\":[{\"id\":\"<a@b>\",\"place\":\"somewhere\"}]}", "{\"date\":\"yesterday\"}", "{\"text\":5}", "{\"why\":[1]}",
		"{\"seals\":[{\"seq\":-1}]}", "{\"automatic\":\"yes\"}", "{\"pec\":\"\"}", "{\"report\":{\"recipients\":7}}",
	};
	g_autoptr(Understood) u = take("pec-accepted");
	for (gsize i = 0; i < G_N_ELEMENTS(lies); i++) {
		json_auto_t *facts = understood_to_json(u), *lie = json_loads(lies[i], 0, NULL);
		Understood *believed = NULL;
		g_autoptr(GError) error = NULL;
		json_object_update(facts, lie);
		ck_assert_msg(!understood_from_json(facts, &believed, &error), "%s is believed", lies[i]);
		ck_assert(g_error_matches(error, ERR_DOMAIN, E_IO));
		ck_assert_ptr_null(believed);
	}
}
END_TEST

START_TEST(test_texts_are_made_harmless_again)
{
	g_autoptr(Understood) u = take("pec-accepted");
	json_auto_t *facts = understood_to_json(u);
	json_object_set_new(facts, "subject", json_string("a\x1b[2J\r\nb"));
	g_autoptr(Understood) back = NULL;
	ck_assert(understood_from_json(facts, &back, NULL));
	ck_assert_str_eq(back->subject, "a [2J b");
}
END_TEST

/* --- pieces ------------------------------------------------------------------------------------------------------- */

START_TEST(test_charsets)
{
	static const struct {
		const char *bytes, *charset, *text;
	} rows[] = {
		{"perch\xe9", "iso-8859-1", "perch\xc3\xa9"}, {"perch\xc3\xa9", "ISO-8859-1", "perch\xc3\xa9"},
		{"5 \x80", "windows-1252", "5 \xe2\x82\xac"}, {"5 \xa4", "iso-8859-15", "5 \xe2\x82\xac"},
		{"\xf0\xd2", "koi8-r", "\\xF0\\xD2"}, {"\xe9", NULL, "\xc3\xa9"}, {"ok", "x-unheard-of", "ok"},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *text = charset_decode(rows[i].bytes, strlen(rows[i].bytes), rows[i].charset);
		ck_assert_str_eq(text, rows[i].text);
	}
	g_autofree char *nul = charset_decode("a\0b", 3, "utf-8");
	ck_assert_str_eq(nul, "a\xef\xbf\xbd" "b");
}
END_TEST

START_TEST(test_html_becomes_its_words)
{
	static const struct {
		const char *html, *text;
	} rows[] = {
		{"<p>uno</p><p>due</p>", "uno\ndue\n"}, {"a<br>b<br/><br>c", "a\nb\n\nc\n"},
		{"1 &lt; 2 &amp; 3 &#233; &#xE9; &unknown; &", "1 < 2 & 3 \xc3\xa9 \xc3\xa9 &unknown; &\n"},
		{"x<style>p{}</style>y<script>z", "xy\n"}, {"<blockquote>a<blockquote>b</blockquote></blockquote>c", "> a\n> > b\nc\n"},
		{"a < b <3 <", "a < b <3 <\n"}, {"<!-- no -->si<!-- ", "si\n"}, {"</blockquote>a", "a\n"}, {"", ""}, {"  \n\t ", ""},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *text = html_text(rows[i].html);
		ck_assert_str_eq(text, rows[i].text);
	}
}
END_TEST

START_TEST(test_marks_in_subjects)
{
	static const struct {
		const char *subject, *code, *ref;
	} rows[] = {
		{"R: Re: RIF: I: [ROSSI 2026-0013] Violazione", "ROSSI", "2026-0013"}, {"POSTA CERTIFICATA: [rossi 2026-D02]", "ROSSI", "2026-D02"},
		{"[EXTERNAL] Re: [ROSSI 2026-0013]", "ROSSI", "2026-0013"}, {"[ROSSI 2026]", NULL, NULL}, {"ROSSI 2026-0013", NULL, NULL},
		{"[ROSSI 2026-0013", NULL, NULL}, {NULL, NULL, NULL}, {"[]", NULL, NULL}, {"[[[[", NULL, NULL},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *code = NULL, *ref = NULL;
		reply_mark(rows[i].subject, &code, &ref);
		ck_assert_msg(!g_strcmp0(code, rows[i].code) && !g_strcmp0(ref, rows[i].ref), "%s: %s %s", rows[i].subject, code, ref);
	}
}
END_TEST

/* Nothing that is cut off anywhere makes it fail. */
START_TEST(test_half_messages_harm_nobody)
{
	static const char *const names[] = {"pec-delivered.eml", "pec-envelope-answer.eml", "dsn-failed.eml", "reply-html.eml", "mdn-displayed.eml"};
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autoptr(GBytes) bytes = bytes_of(names[i]);
		gsize len;
		const char *data = g_bytes_get_data(bytes, &len);
		for (gsize cut = 0; cut < len; cut += 41) {
			g_autofree char *exact = g_memdup2(data, cut);
			g_autoptr(Understood) u = understand(exact, cut, trust, NOW);
			ck_assert(!(is_receipt(u) && understood_proves(u)) || cut > len - 200);
		}
	}
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		test_each_message_is_taken_for_what_it_is, test_facts_survive_the_way_through_json, test_every_kind_of_receipt_is_known_and_proves,
		test_two_warnings_differ_by_their_instants_alone, test_a_receipt_is_understood_in_every_shape,
		test_an_expired_certificate_counts_at_its_own_time, test_a_recipient_without_pec_is_seen, test_no_forgery_proves_anything,
		test_each_forgery_is_refused_for_its_own_reason, test_a_receipt_in_an_envelope_is_a_letter, test_no_byte_of_a_receipt_can_change,
		test_without_trust_nothing_is_trusted,
		test_under_the_common_root_only_providers_count, test_a_file_without_certificates_is_refused, test_an_answer_by_pec_is_read_to_its_end,
		test_an_attachment_can_be_fetched, test_an_absence_is_never_an_answer, test_a_form_left_alone_says_nothing,
		test_lines_are_read_in_both_languages_and_in_quotations,
		test_a_blank_line_of_the_form_says_nothing, test_what_is_not_clear_stays_words,
		test_only_the_foot_of_a_notice_has_its_seal, test_hostile_text_is_shown_and_harmless, test_a_lie_in_json_is_refused,
		test_texts_are_made_harmless_again, test_charsets, test_html_becomes_its_words, test_marks_in_subjects, test_half_messages_harm_nobody,
	};
	TCase *c = tcase_create("understand");
	tcase_add_checked_fixture(c, set_up, tear_down);
	tcase_set_timeout(c, 120);
	for (gsize i = 0; i < G_N_ELEMENTS(tests); i++)
		tcase_add_test(c, tests[i]);
	Suite *s = suite_create("understand");
	suite_add_tcase(s, c);
	return run_suite(s);
}

/* What went out and what came back: notices with their text, receipts, calls and notes. */
#include "src/report/dossier-part.h"

#include "src/core/text.h"

#include <string.h>

bool
dossier_notice_is_for(const Notice *n, const char *client)
{
	return !client || (g_str_equal(n->audience, client) && n->state == NOTICE_SENT);
}

bool
dossier_receipt_is_for(const Incident *in, const Receipt *r, const char *client)
{
	for (guint i = 0; i < in->notices->len && client; i++) {
		const Notice *n = g_ptr_array_index(in->notices, i);
		if (g_strcmp0(r->notice, n->id) == 0)
			return dossier_notice_is_for(n, client);
	}
	return !client;
}

const char *
dossier_receipt_message_id(const Incident *in, const Receipt *r)
{
	for (guint i = 0; i < in->notices->len; i++) {
		const Notice *n = g_ptr_array_index(in->notices, i);
		if (g_strcmp0(r->notice, n->id) == 0)
			return n->message_id;
	}
	return NULL;
}

/* --- notices ------------------------------------------------------------------------------------------------------------------------ */

static char *
addresses(const Notice *n)
{
	g_autoptr(GString) to = g_string_new(NULL);
	for (guint i = 0; i < n->to->len; i++)
		g_string_append_printf(to, "%s%s", i ? ", " : "", ((const Recipient *)g_ptr_array_index(n->to, i))->address);
	return g_strdup(to->str);
}

static char *
audience(const Part *part, const Notice *n)
{
	g_autoptr(Client) client = NULL;
	if (g_str_equal(n->audience, "dpo"))
		return g_strdup("DPO");
	if (!query_client(part->of->db, n->audience, &client, NULL) || !client)
		return g_strdup(n->audience);
	return g_strdup(client->name);
}

/* Who let it go, and whether nobody confirmed its text: the company's own affair. */
static void
whose(const Part *part, const Notice *n)
{
	g_autofree char *at = part_time(part, n->queued_at), *by = part_person(part, n->queued_by), *queued = g_strdup_printf("%s, %s", at, by);
	g_autofree char *let_at = part_time(part, n->released_at), *let_by = part_person(part, n->released_by);
	g_autofree char *released = n->released_at == INSTANT_NONE ? NULL : g_strdup_printf("%s, %s%s%s", let_at, let_by,
		n->released_why ? ": " : "", n->released_why ? n->released_why : "");
	doc_pair(part->d, DOC_PLAIN, SAY("asked for", "predisposta"), queued);
	if (n->automatic)
		doc_text(part->d, DOC_BAD, SAY("Sent by itself: nobody confirmed its text.",
			"Inviata in automatico: nessuno ne ha confermato il testo."));
	if (n->exercise)
		doc_text(part->d, DOC_PLAIN, SAY("Exercise: nothing was sent.", "Esercitazione: nulla è stato inviato."));
	doc_pair(part->d, n->released_late ? DOC_BAD : DOC_PLAIN, n->released_late ? SAY("sent without release", "inviata senza rilascio")
			: SAY("released", "rilasciata"), released);
	doc_pair(part->d, DOC_PLAIN, SAY("withdrawn because", "ritirata perché"), n->reason);
}

static void
progress(const Part *part, const Notice *n)
{
	g_autofree char *sent = part_time(part, n->sent_at), *to = addresses(n);
	bool unproven = n->state == NOTICE_SENT && (n->proof == PROOF_NONE || n->proof == PROOF_REFUTED);
	doc_pair(part->d, DOC_PLAIN, SAY("channel", "canale"), words_in(channel_words(n->channel), part->of->lang));
	doc_pair(part->d, DOC_PLAIN, SAY("to", "a"), to);
	doc_pair(part->d, n->state == NOTICE_FAILED ? DOC_BAD : DOC_PLAIN, SAY("state", "stato"),
		words_in(notice_state_words(n->state), part->of->lang));
	doc_pair(part->d, DOC_PLAIN, SAY("sent", "inviata"), sent);
	doc_pair(part->d, unproven ? DOC_BAD : DOC_PLAIN, SAY("proof", "prova"), words_in(proof_words(n->proof), part->of->lang));
	doc_pair(part->d, DOC_PLAIN, SAY("the server said", "risposta del server"), n->reply);
	doc_pair(part->d, DOC_PLAIN, "Message-ID", n->message_id);
	if (n->bytes)
		doc_pair(part->d, DOC_PLAIN, SAY("SHA-256 of the message", "SHA-256 del messaggio"), n->bytes);
	doc_pair(part->d, DOC_PLAIN, SAY("subject", "oggetto"), n->subject);
}

static bool
text_of(const Part *part, const Notice *n, GError **error)
{
	g_autoptr(GBytes) bytes = NULL;
	gsize len = 0;
	if (!n->text)
		return true;
	if (!query_blob(part->of->db, n->text, &bytes, error))
		return false;
	const char *data = bytes ? g_bytes_get_data(bytes, &len) : NULL;
	g_autofree char *text = data ? g_strndup(data, len) : NULL;
	if (text)
		doc_verbatim(part->d, text);
	else
		doc_text(part->d, DOC_BAD, SAY("Its text was erased.", "Il testo è stato cancellato."));
	return true;
}

bool
part_notices(const Part *part, const char *client, GError **error)
{
	guint n = 0;
	doc_heading(part->d, NULL, SAY("Notices", "Comunicazioni"));
	for (guint i = 0; i < part->in->notices->len; i++) {
		const Notice *notice = g_ptr_array_index(part->in->notices, i);
		if (!dossier_notice_is_for(notice, client))
			continue;
		g_autofree char *to = audience(part, notice);
		g_autofree char *title = client ? g_strdup(words_in(letter_words(notice->letter), part->of->lang))
						: g_strdup_printf("%s  %s: %s", notice->id, to, words_in(letter_words(notice->letter), part->of->lang));
		doc_entry(part->d, title);
		if (!client)
			whose(part, notice);
		progress(part, notice);
		if (!text_of(part, notice, error))
			return false;
		n++;
	}
	if (!n)
		doc_text(part->d, DOC_PLAIN, SAY("None.", "Nessuna."));
	return true;
}

/* --- receipts ------------------------------------------------------------------------------------------------------------------------ */

/* "valid", "invalid: altered since"; a code of a newer program stands for itself. (transfer full) */
static char *
signature_words(const Part *part, const Receipt *r)
{
	SignatureVerdict verdict;
	SignatureReason reason;
	bool why = r->signature_reason && signature_reason_parse(r->signature_reason, &reason) && reason != REASON_GOOD;
	if (!signature_verdict_parse(r->signature, &verdict))
		return g_strdup(r->signature);
	return g_strdup_printf("%s%s%s", words_in(signature_verdict_words(verdict), part->of->lang), why ? ": " : "",
		why ? words_in(signature_reason_words(reason), part->of->lang) : "");
}

static const char *
kind_words(const Part *part, const Receipt *r)
{
	MessageKind kind;
	return message_kind_parse(r->kind, &kind) ? words_in(message_kind_words(kind), part->of->lang) : r->kind;
}

/* What follows from it. (transfer full) */
static char *
outcome_words(const Part *part, const Receipt *r)
{
	ReceiptOutcome outcome;
	ReceiptWhy why;
	bool said = r->why && receipt_why_parse(r->why, &why);
	if (!receipt_outcome_parse(r->outcome, &outcome))
		return g_strdup(r->outcome);
	return g_strdup_printf("%s%s%s", words_in(receipt_outcome_words(outcome), part->of->lang), said ? ": " : "",
		said ? words_in(receipt_why_words(why), part->of->lang) : "");
}

/* Why somebody kept a file, and how it is called: the company's own affair. */
static void
one_receipt(const Part *part, const Receipt *r, bool whole)
{
	g_autofree char *at = part_time(part, r->at), *by = part_person(part, r->by), *kept = g_strdup_printf("%s, %s", at, by);
	g_autofree char *title = g_strdup_printf("%s%s%s", whole ? r->id : "", whole ? "  " : "", kind_words(part, r));
	g_autofree char *signature = signature_words(part, r);
	g_autofree char *outcome = outcome_words(part, r), *certified = part_time(part, r->certified_at);
	bool bad = g_str_equal(r->signature, "invalid") || g_str_equal(r->outcome, "refutes");
	doc_entry(part->d, title);
	doc_pair(part->d, DOC_PLAIN, SAY("about", "relativa a"),
		!whole ? dossier_receipt_message_id(part->in, r) : r->notice ? r->notice : part->in->ref);
	doc_pair(part->d, bad ? DOC_BAD : DOC_PLAIN, SAY("signature", "firma"), signature);
	doc_pair(part->d, bad ? DOC_BAD : DOC_PLAIN, SAY("what follows", "esito"), outcome);
	doc_pair(part->d, DOC_PLAIN, SAY("its own instant", "istante attestato"), certified);
	doc_pair(part->d, DOC_PLAIN, SAY("recipient", "destinatario"), r->recipient);
	doc_pair(part->d, DOC_PLAIN, SAY("its words", "parole del gestore o del server"), r->words);
	part_hash(part, "SHA-256", r->bytes, r->size);
	doc_pair(part->d, DOC_PLAIN, SAY("kept", "conservata"), whole ? kept : at);
	if (whole) {
		doc_pair(part->d, DOC_PLAIN, SAY("file", "file"), r->name);
		doc_pair(part->d, DOC_PLAIN, SAY("why it counts", "perché vale"), r->reason);
	}
}

void
part_receipts(const Part *part, const char *client)
{
	guint n = 0;
	doc_heading(part->d, NULL, SAY("Receipts", "Ricevute"));
	for (guint i = 0; i < part->in->receipts->len; i++) {
		const Receipt *r = g_ptr_array_index(part->in->receipts, i);
		if (!dossier_receipt_is_for(part->in, r, client))
			continue;
		one_receipt(part, r, !client);
		n++;
	}
	if (!n)
		doc_text(part->d, DOC_PLAIN, SAY("None.", "Nessuna."));
}

/* --- what was said --------------------------------------------------------------------------------------------------------------------- */

void
part_calls(const Part *part)
{
	const Incident *in = part->in;
	if (in->calls->len)
		doc_heading(part->d, NULL, SAY("Calls (never a proof)", "Telefonate (mai una prova)"));
	for (guint i = 0; i < in->calls->len; i++) {
		const Call *c = g_ptr_array_index(in->calls, i);
		g_autofree char *who = c->person || !c->who ? part_person(part, c->person) : g_strdup(c->who), *at = part_time(part, c->at);
		g_autofree char *by = part_person(part, c->by), *label = g_strdup_printf("%s, %s", at, who);
		g_autofree char *words = g_strdup_printf(SAY("%s (noted by %s)", "%s (annotata da %s)"), c->outcome, by);
		doc_pair(part->d, DOC_PLAIN, label, words);
	}
	if (in->notes->len)
		doc_heading(part->d, NULL, SAY("Notes", "Note"));
	for (guint i = 0; i < in->notes->len; i++) {
		const Note *n = g_ptr_array_index(in->notes, i);
		g_autofree char *at = part_time(part, n->at), *by = part_person(part, n->by), *label = g_strdup_printf("%s, %s", at, by);
		doc_pair(part->d, DOC_PLAIN, label, n->text);
	}
}

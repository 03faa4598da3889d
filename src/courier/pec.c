/* From the claim in the header to the facts in the signed part. */
#include "src/courier/pec.h"

#include "src/core/text.h"
#include "src/courier/daticert.h"
#include "src/courier/reply.h"
#include "src/courier/signature.h"

#include <string.h>

#define DATICERT_MAX ((1u << 20) + 1)
#define RECEIPT_TEXT_MAX 20000

/* --- the claim ---------------------------------------------------------------------------------------------------- */

typedef struct {
	const char *field, *value; /* of the header */
	const char *type;          /* postacert@tipo; NULL: there is no daticert */
	MessageKind kind;
} Claim;

static const Claim claims[] = {
	{"X-Trasporto", "posta-certificata", "posta-certificata", MESSAGE_PEC_ENVELOPE},
	{"X-Trasporto", "errore", NULL, MESSAGE_PEC_ANOMALY},
	{"X-Ricevuta", "accettazione", "accettazione", MESSAGE_PEC_ACCEPTED},
	{"X-Ricevuta", "non-accettazione", "non-accettazione", MESSAGE_PEC_NOT_ACCEPTED},
	{"X-Ricevuta", "presa-in-carico", "presa-in-carico", MESSAGE_PEC_TAKEN},
	{"X-Ricevuta", "avvenuta-consegna", "avvenuta-consegna", MESSAGE_PEC_DELIVERED},
	{"X-Ricevuta", "errore-consegna", "errore-consegna", MESSAGE_PEC_NOT_DELIVERED},
	{"X-Ricevuta", "preavviso-errore-consegna", "preavviso-errore-consegna", MESSAGE_PEC_WARNING},
	{"X-Ricevuta", "rilevazione-virus", "rilevazione-virus", MESSAGE_PEC_VIRUS},
};

/* X-Trasporto goes first: where it stands, nothing is a receipt. */
static const Claim *
claim_of(GMimeMessage *message)
{
	GMimeObject *object = GMIME_OBJECT(message);
	bool envelope = mime_header_count(object, "X-Trasporto") > 0;
	for (gsize i = 0; i < G_N_ELEMENTS(claims); i++) {
		bool of_envelope = !strcmp(claims[i].field, "X-Trasporto");
		if (of_envelope == envelope && mime_header_is(object, claims[i].field, claims[i].value))
			return &claims[i];
	}
	return NULL;
}

/* --- daticert ----------------------------------------------------------------------------------------------------- */

typedef struct {
	GMimeObject *leaf; /* borrowed */
	int count;
} Search;

static bool
look_for_daticert(GMimeObject *leaf, int number, void *data)
{
	Search *search = data;
	g_autofree char *name = mime_name(leaf);
	bool xml = mime_is(leaf, "application/xml") || mime_is(leaf, "text/xml");
	(void)number;
	if (name ? !g_ascii_strcasecmp(name, "daticert.xml") || !g_ascii_strcasecmp(name, "certdata.xml") : xml) {
		search->leaf = leaf;
		search->count++;
	}
	return true;
}

static void
read_daticert(GMimeMessage *entity, Understood *u)
{
	Search search = {0};
	g_autoptr(GError) problem = NULL;
	mime_each(GMIME_OBJECT(entity), look_for_daticert, &search);
	if (search.count != 1) {
		understood_why(u, search.count ? "there are several daticert.xml" : "there is no daticert.xml");
		return;
	}
	gsize len;
	g_autoptr(GBytes) bytes = mime_content(search.leaf, DATICERT_MAX, NULL);
	const void *xml = g_bytes_get_data(bytes, &len);
	if (!daticert_parse(xml, len, &u->pec, &problem)) {
		understood_why(u, "%s", problem->message);
		return;
	}
	understood_add_id(u, ID_PEC_MSGID, u->pec->msgid);
	understood_add_id(u, ID_PEC_ID, u->pec->id);
	understood_why(u, "daticert.xml: %s", u->pec->type);
}

/* --- the verdict -------------------------------------------------------------------------------------------------- */

/* Does the header refer to the message that was certified? Where one of them says nothing, they do not disagree. */
static bool
ids_agree(GMimeMessage *message, const PecFacts *pec)
{
	g_autofree char *reference = mime_header(GMIME_OBJECT(message), "X-Riferimento-Message-ID");
	if (!reference || !pec->msgid)
		return true;
	g_autofree char *bracketed = *reference == '<' ? g_strdup(reference) : g_strdup_printf("<%s>", reference);
	return !strcmp(bracketed, pec->msgid);
}

static void
compare(GMimeMessage *message, const Claim *claim, Understood *u)
{
	if (u->signature->verdict < SIGNATURE_UNTRUSTED)
		return;
	if (claim->type && !u->pec)
		understood_verdict(u, SIGNATURE_INVALID, REASON_NO_DATA);
	else if (claim->type && strcmp(claim->type, u->pec->type) != 0)
		understood_verdict(u, SIGNATURE_INVALID, REASON_KIND_MISMATCH);
	else if (claim->type && !ids_agree(message, u->pec))
		understood_verdict(u, SIGNATURE_INVALID, REASON_ID_MISMATCH);
}

/* Opens what was signed; where nothing was, what stands in its place. content NULL: the whole message. */
static GMimeMessage *
open_content(GBytes *content, GMimeMessage *message)
{
	gsize len;
	if (!content)
		return g_object_ref(message);
	const void *bytes = g_bytes_get_data(content, &len);
	return bytes ? mime_open(bytes, len) : NULL;
}

/* A certificate that has expired since was good when the receipt was written. */
static void
check_again(GBytes *bytes, GMimeMessage *message, const Trust *trust, Instant now, Understood *u)
{
	g_autoptr(GBytes) content = NULL;
	if (u->signature->reason != REASON_EXPIRED || !u->pec || u->pec->at == INSTANT_NONE || u->pec->at > now)
		return;
	signature_check(bytes, message, u->from, trust, u->pec->at, u->signature, &content);
	if (u->signature->verdict == SIGNATURE_VALID)
		u->signature->reason = REASON_EXPIRED_SINCE;
	else if (u->signature->reason == REASON_NOT_YET_VALID)
		u->signature->reason = REASON_EXPIRED;
}

/* --- what is inside ----------------------------------------------------------------------------------------------- */

static bool
look_for_message(GMimeObject *leaf, int number, void *data)
{
	GMimeMessage **inner = data;
	(void)number;
	*inner = mime_inner(leaf);
	return *inner == NULL;
}

static GMimeMessage *
inner_of(GMimeMessage *entity)
{
	GMimeMessage *inner = NULL;
	mime_each(GMIME_OBJECT(entity), look_for_message, &inner);
	return inner;
}

static void
read_receipt(GMimeMessage *entity, Understood *u)
{
	u->text = mime_text(GMIME_OBJECT(entity), RECEIPT_TEXT_MAX, &u->text_cut);
	u->automatic = true;
	reply_seals_returned(entity, u);
	if (!u->pec || !u->pec->subject)
		return;
	g_free(u->mark_code);
	g_free(u->mark_ref);
	reply_mark(u->pec->subject, &u->mark_code, &u->mark_ref);
}

/* Somebody's letter. Its sender is whom the provider certifies; without that, whom the letter names. */
static void
read_letter(GMimeMessage *entity, Understood *u)
{
	GMimeMessage *inner = inner_of(entity);
	g_free(u->sender);
	u->sender = inner ? mime_from(inner, NULL) : NULL;
	u->letter_id = inner ? mime_header(GMIME_OBJECT(inner), "Message-ID") : NULL;
	if (u->pec && u->pec->sender && (u->signature->verdict == SIGNATURE_VALID || !u->sender)) {
		if (u->sender && g_ascii_strcasecmp(u->sender, u->pec->sender))
			understood_why(u, "the letter names another sender than the provider certifies");
		g_free(u->sender);
		u->sender = g_strdup(u->pec->sender);
	}
	reply_read(inner ? inner : entity, u);
	if (inner && mime_header_count(GMIME_OBJECT(inner), "X-Ricevuta")) {
		understood_why(u, "the letter calls itself a receipt: no person wrote it");
		u->automatic = true;
	}
	g_clear_object(&inner);
}

/* --- all together ------------------------------------------------------------------------------------------------- */

bool
pec_read(GBytes *bytes, GMimeMessage *message, const Trust *trust, Instant now, Understood *u)
{
	const Claim *claim = claim_of(message);
	if (!claim)
		return false;
	g_autoptr(GBytes) content = NULL;
	g_autofree char *reference = mime_header(GMIME_OBJECT(message), "X-Riferimento-Message-ID");
	u->kind = claim->kind;
	understood_why(u, "%s is %s", claim->field, claim->value);
	understood_add_id(u, ID_PEC_HEADER, reference);
	signature_check(bytes, message, u->from, trust, now, u->signature, &content);
	GMimeMessage *entity = open_content(content, message);
	if (entity && claim->type)
		read_daticert(entity, u);
	check_again(bytes, message, trust, now, u);
	compare(message, claim, u);
	if (u->pec && mime_header_is(GMIME_OBJECT(message), "X-VerificaSicurezza", "errore"))
		u->pec->virus = true;
	if (entity && (claim->kind == MESSAGE_PEC_ENVELOPE || claim->kind == MESSAGE_PEC_ANOMALY))
		read_letter(entity, u);
	else if (entity)
		read_receipt(entity, u);
	understood_why(u, "signature: %s", words_in(signature_reason_words(u->signature->reason), LANG_EN));
	g_clear_object(&entity);
	return true;
}

GMimeMessage *
pec_letter(GBytes *bytes, GMimeMessage *message)
{
	g_autoptr(GBytes) content = NULL;
	g_autoptr(Trust) nobody = trust_nobody();
	Signature ignored = {0};
	const Claim *claim = claim_of(message);
	if (!claim || (claim->kind != MESSAGE_PEC_ENVELOPE && claim->kind != MESSAGE_PEC_ANOMALY))
		return NULL;
	signature_check(bytes, message, NULL, nobody, 0, &ignored, &content);
	g_free(ignored.signer);
	g_free(ignored.subject);
	g_free(ignored.issuer);
	g_free(ignored.digest);
	GMimeMessage *entity = open_content(content, message), *inner = entity ? inner_of(entity) : NULL;
	if (!inner)
		return entity;
	g_object_unref(entity);
	return inner;
}

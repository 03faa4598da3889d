/* What receipts are taken for, and what follows from them. */
#include "src/core/receipt.h"

#include <string.h>

/* --- codes ------------------------------------------------------------------------------------------------------------ */

const Coded message_kinds[MESSAGE_KINDS] = {
	[MESSAGE_OTHER] = {"other", {"other message", "altro messaggio"}},
	[MESSAGE_PEC_ACCEPTED] = {"pec-accepted", {"PEC: accepted by the provider", "PEC: ricevuta di accettazione"}},
	[MESSAGE_PEC_NOT_ACCEPTED] = {"pec-not-accepted", {"PEC: not accepted", "PEC: avviso di non accettazione"}},
	[MESSAGE_PEC_TAKEN] = {"pec-taken", {"PEC: taken over by the recipient's provider", "PEC: presa in carico del gestore"}},
	[MESSAGE_PEC_DELIVERED] = {"pec-delivered", {"PEC: delivered", "PEC: ricevuta di avvenuta consegna"}},
	[MESSAGE_PEC_NOT_DELIVERED] = {"pec-not-delivered", {"PEC: not delivered", "PEC: avviso di mancata consegna"}},
	[MESSAGE_PEC_WARNING] = {"pec-warning", {"PEC: not delivered in time", "PEC: mancata consegna per superamento del tempo massimo"}},
	[MESSAGE_PEC_VIRUS] = {"pec-virus", {"PEC: virus found", "PEC: rilevazione di virus"}},
	[MESSAGE_PEC_ENVELOPE] = {"pec-envelope", {"message by PEC", "messaggio di PEC"}},
	[MESSAGE_PEC_ANOMALY] = {"pec-anomaly", {"ordinary mail in a PEC envelope", "PEC: busta di anomalia"}},
	[MESSAGE_DSN] = {"dsn", {"delivery report", "rapporto di consegna"}},
	[MESSAGE_MDN] = {"mdn", {"read receipt", "conferma di lettura"}},
	[MESSAGE_AUTO_REPLY] = {"auto-reply", {"automatic reply", "risposta automatica"}},
	[MESSAGE_REPLY] = {"reply", {"reply", "risposta"}},
	[MESSAGE_BOUNCE] = {"bounce-unstructured", {"message sent back", "messaggio tornato indietro"}},
};

const Coded signature_verdicts[SIGNATURES] = {
	[SIGNATURE_NONE] = {"none", {"not signed", "non firmato"}},
	[SIGNATURE_INVALID] = {"invalid", {"forged or damaged", "falso o danneggiato"}},
	[SIGNATURE_UNTRUSTED] = {"untrusted", {"signed by somebody unknown", "firmato da chi non si conosce"}},
	[SIGNATURE_VALID] = {"valid", {"valid", "valida"}},
};

const Coded signature_reasons[REASONS] = {
	[REASON_GOOD] = {"good", {"signed by the sender's PEC provider", "firmato dal gestore PEC del mittente"}},
	[REASON_EXPIRED_SINCE] = {"expired-since", {"signed before its certificate expired", "firmato prima che il certificato scadesse"}},
	[REASON_NO_SIGNATURE] = {"no-signature", {"there is no signature", "manca la firma"}},
	[REASON_ALTERED] = {"altered", {"this is not what was signed", "non è quanto fu firmato"}},
	[REASON_UNREADABLE] = {"unreadable", {"the signature cannot be read", "la firma non si può leggere"}},
	[REASON_NO_CERTIFICATE] = {"no-certificate", {"the signer's certificate is missing", "manca il certificato di chi ha firmato"}},
	[REASON_SEVERAL_SIGNERS] = {"several-signers", {"it is signed by more than one", "le firme sono più di una"}},
	[REASON_SIGNER_MISMATCH] = {"signer-mismatch", {"who signed is not who sent it", "chi ha firmato non è il mittente"}},
	[REASON_KIND_MISMATCH] = {"kind-mismatch", {"header and signed data disagree on the kind", "intestazione e dati firmati discordano sul tipo"}},
	[REASON_ID_MISMATCH] = {"id-mismatch", {"header and signed data name different messages", "intestazione e dati firmati indicano altri messaggi"}},
	[REASON_NO_DATA] = {"no-data", {"no certified data are in what was signed", "in quanto firmato non ci sono dati di certificazione"}},
	[REASON_UNKNOWN_CA] = {"unknown-ca", {"its authority is not one of those to trust", "l'autorità non è fra quelle di cui fidarsi"}},
	[REASON_NO_TRUST] = {"no-trust", {"no authority to trust is known here", "qui non è nota alcuna autorità di cui fidarsi"}},
	[REASON_EXPIRED] = {"expired", {"the certificate had expired", "il certificato era scaduto"}},
	[REASON_NOT_YET_VALID] = {"not-yet-valid", {"the certificate is not valid yet", "il certificato non è ancora valido"}},
	[REASON_WRONG_PURPOSE] = {"wrong-purpose", {"the certificate is not for signing mail", "il certificato non è per la firma di posta"}},
	[REASON_NOT_A_PROVIDER] = {"not-a-provider", {"the certificate is not that of a PEC provider", "il certificato non è quello di un gestore PEC"}},
	[REASON_OUTSIDE_CONSTRAINTS] = {"outside-constraints", {"its authority may not certify this address", "l'autorità non può certificare l'indirizzo"}},
	[REASON_WEAK_DIGEST] = {"weak-digest", {"the digest of the signature is too weak", "l'impronta della firma è troppo debole"}},
	[REASON_BAD_CHAIN] = {"bad-chain", {"its chain of certificates does not hold", "la catena dei certificati non regge"}},
};

static const Coded outcomes[] = {
	[OUTCOME_NONE] = {"none", {"changes nothing", "non cambia nulla"}},
	[OUTCOME_PROVES] = {"proves", {"proves", "prova"}},
	[OUTCOME_REFUTES] = {"refutes", {"not arrived", "non arrivata"}},
	[OUTCOME_WARNS] = {"warns", {"not arrived yet", "non ancora arrivata"}},
	[OUTCOME_BY_HAND] = {"by-hand", {"waits to be confirmed", "in attesa di conferma"}},
};

static const Coded whys[] = {
	[WHY_NOT_READ] = {"not-read", {"kept, not examined yet", "conservata, non ancora esaminata"}},
	[WHY_NOT_UNDERSTOOD] = {"not-understood", {"it could not be understood: it is kept as it came",
		"non è stato possibile interpretarla: resta com'è arrivata"}},
	[WHY_NO_PROOF] = {"no-proof", {"a message of this kind proves nothing", "un messaggio di questo tipo non prova nulla"}},
	[WHY_SIGNATURE] = {"signature", {"only a valid signature of a PEC provider proves", "prova soltanto la firma valida di un gestore PEC"}},
	[WHY_UNKNOWN_MESSAGE] = {"unknown-message", {"it is about a message that this register did not send",
		"riguarda un messaggio che questo registro non ha inviato"}},
	[WHY_OTHER_SENDER] = {"other-sender", {"it certifies another sender than ours", "certifica un mittente diverso dal nostro"}},
	[WHY_OTHER_RECIPIENT] = {"other-recipient", {"it is about somebody to whom the notice was not written",
		"riguarda qualcuno a cui la comunicazione non era diretta"}},
	[WHY_INSTANT] = {"instant", {"its instant cannot be: compare the clock of this machine",
		"la sua ora non è possibile: controllare l'orologio di questa macchina"}},
	[WHY_STRANGER] = {"stranger", {"answered by somebody else than the addressee; where it is theirs: breccia person change WHO --reply-from ADDRESS",
		"risponde qualcuno che non è il destinatario; se l'indirizzo è suo: breccia person change CHI --reply-from INDIRIZZO"}},
	[WHY_NO_ID] = {"no-id", {"it does not carry the id of our message, so that anybody could have written it",
		"non riporta l'identificativo del nostro messaggio: potrebbe averla scritta chiunque"}},
	[WHY_AUTOMATIC] = {"automatic", {"automatic reply: the addressee is absent, and nothing is proven",
		"risposta automatica: il destinatario è assente, e nulla è provato"}},
	[WHY_OWN] = {"own", {"our own message", "è un nostro messaggio"}},
	[WHY_DELAYED] = {"delayed", {"not delivered yet: the servers go on trying", "non ancora consegnata: i server continuano a provare"}},
	[WHY_RELAYED] = {"relayed", {"passed on to a server that reports nothing", "passata a un server che non dà conferme"}},
	[WHY_BY_HAND] = {"by-hand", {"it would prove a notice that was sent by hand: breccia receipt confirm",
		"proverebbe una comunicazione inviata a mano: breccia receipt confirm"}},
	[WHY_BEFORE] = {"before", {"certified before the incident was detected: it can be no notice of it",
		"certificata prima che l'incidente fosse rilevato: non può esserne una comunicazione"}},
	[WHY_REFUSED] = {"refused", {"it was not delivered", "non è stata consegnata"}},
	[WHY_OPENED] = {"opened", {"opened on the addressee's side", "aperta presso il destinatario"}},
	[WHY_EXTERNAL] = {"external", {"accepted, but the address is no PEC mailbox: no receipt of delivery will come",
		"accettata, ma l'indirizzo non è una casella PEC: nessuna ricevuta di consegna arriverà"}},
	[WHY_PROVEN] = {"proven", {"it certifies our message", "certifica il nostro messaggio"}},
	[WHY_ANSWERED] = {"answered", {"answered by e-mail, sender not authenticated", "risposta per e-mail, mittente non autenticato"}},
	[WHY_ANSWERED_SIGNED] = {"answered-signed", {"answered by PEC", "risposta per PEC"}},
};

const char *
message_kind_code(MessageKind kind)
{
	return message_kinds[kind].code;
}

bool
message_kind_parse(const char *code, MessageKind *kind)
{
	gsize index;
	if (!coded_find(message_kinds, MESSAGE_KINDS, code, &index))
		return false;
	*kind = (MessageKind)index;
	return true;
}

const Words *
message_kind_words(MessageKind kind)
{
	return &message_kinds[kind].words;
}

const char *
signature_verdict_code(SignatureVerdict verdict)
{
	return signature_verdicts[verdict].code;
}

bool
signature_verdict_parse(const char *code, SignatureVerdict *verdict)
{
	gsize index;
	if (!coded_find(signature_verdicts, SIGNATURES, code, &index))
		return false;
	*verdict = (SignatureVerdict)index;
	return true;
}

const Words *
signature_verdict_words(SignatureVerdict verdict)
{
	return &signature_verdicts[verdict].words;
}

const char *
signature_reason_code(SignatureReason reason)
{
	return signature_reasons[reason].code;
}

bool
signature_reason_parse(const char *code, SignatureReason *reason)
{
	gsize index;
	if (!coded_find(signature_reasons, REASONS, code, &index))
		return false;
	*reason = (SignatureReason)index;
	return true;
}

const Words *
signature_reason_words(SignatureReason reason)
{
	return &signature_reasons[reason].words;
}

const char *
receipt_outcome_code(ReceiptOutcome outcome)
{
	return outcomes[outcome].code;
}

bool
receipt_outcome_parse(const char *code, ReceiptOutcome *outcome)
{
	gsize index;
	if (!coded_find(outcomes, G_N_ELEMENTS(outcomes), code, &index))
		return false;
	*outcome = (ReceiptOutcome)index;
	return true;
}

const Words *
receipt_outcome_words(ReceiptOutcome outcome)
{
	return &outcomes[outcome].words;
}

const char *
receipt_why_code(ReceiptWhy why)
{
	return whys[why].code;
}

bool
receipt_why_parse(const char *code, ReceiptWhy *why)
{
	gsize index;
	if (!coded_find(whys, G_N_ELEMENTS(whys), code, &index))
		return false;
	*why = (ReceiptWhy)index;
	return true;
}

const Words *
receipt_why_words(ReceiptWhy why)
{
	return &whys[why].words;
}

/* --- what follows ----------------------------------------------------------------------------------------------------- */

/* Only signed receipts are folded into a PEC, and answers; what speaks about an e-mail is what anybody who knows its id can write. */
Proof
receipt_fold(Proof before, Channel channel, Proof said)
{
	bool answered = before == PROOF_ACKNOWLEDGED, delivered = channel == CHANNEL_PEC && before == PROOF_DELIVERED;
	if (said == PROOF_REFUTED)
		return answered || delivered ? before : PROOF_REFUTED;
	if (before == PROOF_REFUTED && said != PROOF_ACKNOWLEDGED && !(channel == CHANNEL_PEC && said == PROOF_DELIVERED))
		return PROOF_REFUTED;
	return before == PROOF_REFUTED ? said : MAX(before, said);
}

Proof
receipt_proof_of_all(const Proof *proofs, gsize n)
{
	Proof best = PROOF_REFUTED;
	for (gsize i = 0; i < n; i++)
		if (proofs[i] != PROOF_REFUTED && (best == PROOF_REFUTED || proofs[i] > best))
			best = proofs[i];
	return best;
}

void
receipt_free(Receipt *receipt)
{
	if (!receipt)
		return;
	char *const all[] = {
		receipt->id, receipt->ref, receipt->notice, receipt->by, receipt->kind, receipt->signature, receipt->outcome, receipt->bytes,
		receipt->name, receipt->reason, receipt->signature_reason, receipt->why, receipt->facts, receipt->message_id, receipt->pec_id,
		receipt->sender, receipt->recipient, receipt->subject, receipt->words,
	};
	for (gsize i = 0; i < G_N_ELEMENTS(all); i++)
		g_free(all[i]);
	g_free(receipt);
}

/* --- in words --------------------------------------------------------------------------------------------------------- */

static const char *
kind_say(const Receipt *r, Lang lang)
{
	MessageKind kind;
	return message_kind_parse(r->kind, &kind) ? words_in(message_kind_words(kind), lang) : r->kind;
}

/* Which signature it has matters where one is to be expected: an e-mail has none. (transfer full); NULL */
static char *
signature_say(const Receipt *r, Lang lang)
{
	static const Words valid = {"valid signature", "firma valida"};
	SignatureVerdict verdict;
	SignatureReason reason;
	if (!signature_verdict_parse(r->signature, &verdict) || (verdict == SIGNATURE_NONE && !g_str_has_prefix(r->kind, "pec-")))
		return NULL;
	if (verdict == SIGNATURE_VALID)
		return g_strdup(words_in(&valid, lang));
	const char *name = words_in(signature_verdict_words(verdict), lang);
	if (verdict == SIGNATURE_NONE || !signature_reason_parse(r->signature_reason, &reason))
		return g_strdup(name);
	return g_strdup_printf("%s (%s)", name, words_in(signature_reason_words(reason), lang));
}

Instant
receipts_delayed_at(const GPtrArray *receipts, const char *notice)
{
	Instant newest = INSTANT_NONE;
	for (guint i = 0; i < receipts->len; i++) {
		const Receipt *r = g_ptr_array_index(receipts, i);
		Instant at = r->certified_at != INSTANT_NONE ? r->certified_at : r->at;
		if (r->judged_at != INSTANT_NONE && g_strcmp0(r->notice, notice) == 0 &&
			g_strcmp0(r->outcome, receipt_outcome_code(OUTCOME_WARNS)) == 0)
			newest = MAX(newest, at); /* INSTANT_NONE is the least there is */
	}
	return newest;
}

char *
receipt_say(const Receipt *r, Lang lang)
{
	ReceiptWhy why = WHY_NOT_READ;
	if (r->judged_at == INSTANT_NONE)
		return g_strdup(words_in(receipt_why_words(WHY_NOT_READ), lang));
	g_autofree char *signature = signature_say(r, lang);
	const Words *words = receipt_why_parse(r->why, &why) ? receipt_why_words(why) : NULL;
	const char *because = why == WHY_PROVEN ? words_in(proof_words(r->proof), lang) : words ? words_in(words, lang) : r->why;
	return g_strdup_printf("%s%s%s; %s", kind_say(r, lang), signature ? ", " : "", signature ? signature : "", because ? because : "?");
}

/*
 * Receipts: what came back about a notice, what it is taken for, and what it proves.
 *
 * The bytes are kept first, as they came. Then they are read where foreign bytes harm nobody, and judged: what kind of message it is,
 * whether its signature holds, and what follows for each recipient of the notice. Only that changes a proof. Judging again (another
 * authority is trusted now) puts the new judgement in the place of the old one.
 *
 * What follows is folded over the receipts of a notice in the order in which they were judged, so that their order of coming, or coming
 * twice, makes no difference to what a later reader of the journal sees.
 */
#ifndef BRECCIA_CORE_RECEIPT_H
#define BRECCIA_CORE_RECEIPT_H

#include "src/core/coded.h"
#include "src/core/notice.h"

#include <glib.h>

typedef enum {
	MESSAGE_OTHER,             /* none of what follows: about nothing we know */
	MESSAGE_PEC_ACCEPTED,      /* ricevuta di accettazione */
	MESSAGE_PEC_NOT_ACCEPTED,  /* avviso di non accettazione */
	MESSAGE_PEC_TAKEN,         /* presa in carico, between providers */
	MESSAGE_PEC_DELIVERED,     /* ricevuta di avvenuta consegna */
	MESSAGE_PEC_NOT_DELIVERED, /* avviso di mancata consegna */
	/* Avviso di mancata consegna per superamento dei tempi: the one of 12 hours, after which it may still be delivered, and the one of
	 * 24 look alike. Final is what comes RECEIPT_FINAL after the acceptance. */
	MESSAGE_PEC_WARNING,
	MESSAGE_PEC_VIRUS,         /* rilevazione di virus, between providers */
	MESSAGE_PEC_ENVELOPE,      /* busta di trasporto: somebody wrote to us by PEC */
	MESSAGE_PEC_ANOMALY,       /* busta di anomalia: ordinary mail that reached a PEC mailbox */
	MESSAGE_DSN,               /* delivery report, RFC 3464 */
	MESSAGE_MDN,               /* read receipt, RFC 8098: "opened", never "acknowledged" */
	MESSAGE_AUTO_REPLY,        /* an absence: proves nothing */
	MESSAGE_REPLY,
	MESSAGE_BOUNCE,            /* a mail server sends a message back without a report */
	MESSAGE_KINDS
} MessageKind;

typedef enum { SIGNATURE_NONE, SIGNATURE_INVALID, SIGNATURE_UNTRUSTED, SIGNATURE_VALID, SIGNATURES } SignatureVerdict;

typedef enum {
	REASON_GOOD,
	REASON_EXPIRED_SINCE,      /* valid: the certificate has expired, but was good at the receipt's own instant */
	/* none */
	REASON_NO_SIGNATURE,
	/* invalid */
	REASON_ALTERED,            /* these bytes were not signed: changed, or the signature of another message */
	REASON_UNREADABLE,         /* what stands in the place of a signature is none */
	REASON_NO_CERTIFICATE,     /* the signer's certificate is not in the signature */
	REASON_SEVERAL_SIGNERS,
	REASON_SIGNER_MISMATCH,    /* the certificate is not the sender's */
	REASON_KIND_MISMATCH,      /* the header and the signed data name different kinds */
	REASON_ID_MISMATCH,        /* the header and the signed data name different messages */
	REASON_NO_DATA,            /* nothing certified is in what was signed */
	/* untrusted */
	REASON_UNKNOWN_CA,
	REASON_NO_TRUST,           /* no authority to trust is configured */
	REASON_EXPIRED,
	REASON_NOT_YET_VALID,
	REASON_WRONG_PURPOSE,
	REASON_NOT_A_PROVIDER,     /* the authority that certifies PEC providers is not in its chain */
	REASON_OUTSIDE_CONSTRAINTS, /* its authority may not certify this address */
	REASON_WEAK_DIGEST,
	REASON_BAD_CHAIN,
	REASONS
} SignatureReason;

/* For who writes or reads them as one field among others. */
extern const Coded message_kinds[MESSAGE_KINDS], signature_verdicts[SIGNATURES], signature_reasons[REASONS];

const char *message_kind_code(MessageKind kind); /* "pec-delivered" */
bool message_kind_parse(const char *code, MessageKind *kind);
const Words *message_kind_words(MessageKind kind);
const char *signature_verdict_code(SignatureVerdict verdict); /* "none", "invalid", "untrusted", "valid" */
bool signature_verdict_parse(const char *code, SignatureVerdict *verdict);
const Words *signature_verdict_words(SignatureVerdict verdict);
const char *signature_reason_code(SignatureReason reason);
bool signature_reason_parse(const char *code, SignatureReason *reason);
const Words *signature_reason_words(SignatureReason reason);

/* --- what follows ----------------------------------------------------------------------------------------------------- */

typedef enum {
	OUTCOME_NONE,    /* changes nothing; why says why */
	OUTCOME_PROVES,
	OUTCOME_REFUTES, /* takes a proof away: it did not arrive */
	OUTCOME_WARNS,   /* not yet: it may still arrive, or may not */
	OUTCOME_BY_HAND  /* would prove a notice that was sent by hand: a person confirms */
} ReceiptOutcome;

typedef enum {
	WHY_NOT_READ,        /* not looked at yet */
	WHY_NOT_UNDERSTOOD,  /* the process that read it came to no good end */
	WHY_NO_PROOF,        /* this kind of message proves nothing */
	WHY_SIGNATURE,       /* a PEC receipt proves by its signature, and this one's does not hold: see its reason */
	WHY_UNKNOWN_MESSAGE, /* about a message that is none of this register's */
	WHY_OTHER_SENDER,    /* the certified sender is not the one of the notice */
	WHY_OTHER_RECIPIENT, /* about somebody to whom the notice was not written */
	WHY_INSTANT,         /* certified at an instant that cannot be */
	WHY_STRANGER,        /* an answer by somebody else */
	WHY_NO_ID,           /* not signed, and it does not carry our id: anybody could have written it */
	WHY_AUTOMATIC,       /* the addressee is absent */
	WHY_OWN,             /* this register wrote it: it came back to a mailbox that is the addressee's and ours */
	WHY_DELAYED,         /* a delivery report or the PEC's 12 hours: still trying */
	WHY_RELAYED,         /* passed on to where no reports come from */
	WHY_BY_HAND,
	WHY_BEFORE,          /* certified before the incident was detected: whatever it is about, it is no notice of it */
	WHY_REFUSED,         /* it did not arrive */
	WHY_OPENED,          /* a read receipt */
	WHY_EXTERNAL,        /* accepted, but the address is no PEC mailbox: no receipt of delivery will come */
	WHY_PROVEN,
	WHY_ANSWERED,        /* by e-mail: the sender is not authenticated */
	WHY_ANSWERED_SIGNED  /* by PEC */
} ReceiptWhy;

const char *receipt_outcome_code(ReceiptOutcome outcome); /* "none", "proves", "refutes", "warns", "by-hand" */
bool receipt_outcome_parse(const char *code, ReceiptOutcome *outcome);
const Words *receipt_outcome_words(ReceiptOutcome outcome);
const char *receipt_why_code(ReceiptWhy why);
bool receipt_why_parse(const char *code, ReceiptWhy *why);
const Words *receipt_why_words(ReceiptWhy why);

/* A PEC's warning at least so many seconds after its acceptance is the last word (emitted at 22 to 24 hours): it was not delivered. */
#define RECEIPT_FINAL (22 * 3600)
/* Without an acceptance for so long, the full text goes by e-mail as well. */
#define RECEIPT_PATIENCE (30 * 60)

/*
 * What one receipt makes of the proof of one recipient. PROOF_REFUTED said: it did not arrive. What was signed outweighs what was not: a
 * PEC that is delivered stays so, and what its addressee answered stands against everything. What was refuted rises again only by a
 * delivery that is signed, or by an answer.
 */
Proof receipt_fold(Proof before, Channel channel, Proof said);
/* Of the proofs of all recipients, that of the notice: the best of those that stand; refuted where none does. n > 0. */
Proof receipt_proof_of_all(const Proof *proofs, gsize n);

/* Bytes that came in and are kept. The codes are those above, or a newer program's; a file that nobody looked into yet is "other", "none",
 * "none". */
typedef struct {
	char *id, *ref;   /* "r57" */
	char *notice;     /* "2026-0013/n1"; NULL: of the incident as a whole */
	int64_t seq;
	Instant at;       /* when it was kept */
	char *by;         /* who handed it in: person id or "courier" */
	char *kind, *signature, *outcome;
	char *bytes;      /* their SHA-256 */
	int64_t size;
	char *name, *reason; /* of the file; why it counts; NULL when not given or erased */
	/* Of the judgement; nothing of it where judged_at is INSTANT_NONE. */
	Instant judged_at;
	char *signature_reason, *why;
	Proof proof;      /* what it proves, of the recipient that it is best for; PROOF_NONE, PROOF_REFUTED */
	Instant certified_at; /* its own instant: the legal one where the signature is valid; INSTANT_NONE */
	char *facts;      /* SHA-256 of what was read out of it, as JSON: breccia-courier(8) */
	char *message_id, *pec_id; /* of the message that it is about, by daticert; NULL */
	char *sender;     /* who speaks; NULL when erased */
	char *recipient;  /* about whom; NULL */
	char *subject;    /* of the message that it is, or is about; NULL */
	char *words;      /* the server's or the provider's; NULL */
} Receipt;

void receipt_free(Receipt *receipt);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Receipt, receipt_free)

/* When it was last said of this notice ("2026-0013/n1") that it had not been delivered yet, of Receipt; INSTANT_NONE: never. */
Instant receipts_delayed_at(const GPtrArray *receipts, const char *notice);

/* "PEC: receipt of acceptance, valid signature: proves ...": in one line, and what to make of it. (transfer full) */
char *receipt_say(const Receipt *receipt, Lang lang);

#endif

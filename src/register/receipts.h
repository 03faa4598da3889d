/* What people keep beside an incident: saved receipts, and whom they called. Neither is proof: nobody looked into the bytes. */
#ifndef BRECCIA_REGISTER_RECEIPTS_H
#define BRECCIA_REGISTER_RECEIPTS_H

#include "src/register/session.h"

typedef struct {
	const char *ref;
	const char *notice;  /* "2026-0013/n1" or "n1"; NULL: of the incident as a whole */
	const void *bytes;   /* kept as they are; at most the setting evidence-limit */
	gsize len;
	const char *name;    /* of the file, as it was given: the folder and whatever could harm a terminal or a path are dropped; NULL */
	const char *reason;  /* why it counts; NULL */
} ReceiptToKeep;

/* RIGHT_ADD. *id (transfer full), "r57". E_STATE when the same bytes are kept for the same incident already; E_INPUT: empty, too
 * large, or a notice of another incident. A closed or void incident may still get a receipt. */
bool register_receipt_add(Session *session, const ReceiptToKeep *receipt, char **id, GError **error);
/* --- the courier's ---------------------------------------------------------------------------------------------------- */

typedef struct {
	const char *ref;
	const char *notice;    /* whole id, "2026-0013/n1"; NULL: of the incident as a whole */
	const void *bytes;     /* as they were collected */
	gsize len;
	const char *kind, *signature, *outcome; /* codes of the event */
	const char *reason;    /* how it was recognised, in the register's language; NULL */
} ReceiptCollected;

/*
 * Keeps what came back by itself: blob, event and projection in one transaction, which the courier's cursor follows. *id (transfer full):
 * of the receipt, also where these bytes are kept for this incident already; *fresh tells the two apart. E_NOTFOUND: there is no such
 * incident. A notice that it does not have is left out.
 */
bool register_receipt_collected(Session *courier, const ReceiptCollected *receipt, char **id, bool *fresh, GError **error);

typedef struct {
	const char *receipt;    /* "r57" */
	const char *notice;     /* whole id; NULL: of the incident as a whole */
	MessageKind kind;
	SignatureVerdict signature;
	SignatureReason reason;
	ReceiptOutcome outcome;
	ReceiptWhy why;
	json_t *results;        /* [{"place":0,"proof":"delivered"}] as the event has them; NULL or empty: nothing follows */
	Instant at;             /* its own instant; INSTANT_NONE */
	const char *message_id, *pec_id, *sender, *recipient, *subject, *words; /* NULL where it says none */
	const char *facts;      /* what was read out of it, JSON */
} ReceiptJudged;

/* What was made of a receipt, and what follows for its notice and the clocks, in one transaction. A code that is no printable ASCII is left
 * out. E_NOTFOUND: there is no such receipt. */
bool register_receipt_judged(Session *courier, const ReceiptJudged *judged, GError **error);

/* --- people's, again --------------------------------------------------------------------------------------------------- */

/* RIGHT_NOTIFY. A receipt that would prove a notice sent by hand (OUTCOME_BY_HAND) does: the notice is recorded as sent at the instant that
 * the receipt certifies. *id (transfer full): of the notice, whole. E_STATE: it would not. */
bool register_receipt_confirm(Session *session, const char *receipt, char **id, GError **error);

/* "57" or "r57"; E_NOTFOUND. (transfer full) */
bool session_receipt(Session *session, const char *text, Receipt **receipt, GError **error);
gsize register_evidence_limit(const Session *session); /* bytes */

/* RIGHT_ADD. who: somebody of the register (number, login, address, name; "dpo": who was in office then), else kept as typed. at is not ahead of the clock. */
bool register_called(Session *session, const char *ref, const char *who, Instant at, const char *outcome, GError **error);

#endif

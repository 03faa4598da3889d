/*
 * What a receipt proves: from what a message was taken for to what follows for the recipients of a notice. Pure.
 *
 *   PEC receipts   only with a valid signature, about the Message-ID in the signed data, with our address as the certified sender, and at an
 *                  instant that can be. A refusal needs the same: whoever forges one must not reopen a clock
 *   by hand        an acceptance of what somebody sent from a webmail, if it is certified after the incident was detected: a person confirms it
 *   reports        RFC 3464, and messages sent back: unsigned, they count for an e-mail if they carry our Message-ID or envelope id, with
 *                  the 128 random bits in it; never for a PEC
 *   answers        of an addressee, by PEC (certified sender) or with our Message-ID; whatever a program wrote by itself proves nothing
 *   our own        where an addressee's mailbox is the one that is read, our messages come "from" the addressee and carry our ids: none is
 *                  an answer
 *
 * A signature that is sound but by an authority that nobody here trusts (SIGNATURE_UNTRUSTED) proves nothing until receipt-ca-file names that
 * authority: then the courier weighs it again. A notice is proven or refuted for each recipient; src/core/receipt.h folds that.
 */
#ifndef BRECCIA_COURIER_WEIGH_H
#define BRECCIA_COURIER_WEIGH_H

#include "src/core/notice.h"
#include "src/courier/understood.h"
#include "src/register/addressees.h"

typedef struct {
	const Understood *said;
	const Notice *notice;        /* that it is about; NULL: none was found */
	bool named;                  /* by an id of ours or the provider's; else it is the newest to who speaks, by the mark in the subject */
	const GPtrArray *addressees; /* of Addressee: whose answer counts, of the incident; never NULL */
	bool own;                    /* this register wrote it: an id of its own is ours, or it is stamped and comes from where we write from */
	bool marked;                 /* the mark in its subject is of an incident of this register */
	Instant detected_at;         /* of the incident; INSTANT_NONE: not known */
	Instant now;
} Weighing;

typedef struct {
	ReceiptOutcome outcome;
	ReceiptWhy why;
	json_t *results;   /* as in the event receipt.judged; NULL */
	Instant at;        /* the receipt's own */
	const char *recipient, *words; /* borrowed from `said` */
} Weighed;

void weigh(const Weighing *in, Weighed *out);
void weighed_clear(Weighed *weighed);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Weighed, weighed_clear)

/* How much the clocks of a provider and of this machine may differ before an instant is held to be impossible, in seconds. */
#define WEIGH_TOLERANCE 3600

#endif

/*
 * PEC: receipts, notices and envelopes of certified mail (RFC 6109; DM 2 November 2005).
 *
 * The header says what a message claims to be (X-Ricevuta, X-Trasporto); nobody signs the header. The signed part says what it is, and when the two
 * disagree it is a forgery. What stands in a message within (postacert.eml) is never taken for the provider's word: mail from others reaches a
 * PEC mailbox in an envelope, and a forged receipt in an envelope is somebody's letter.
 */
#ifndef BRECCIA_COURIER_PEC_H
#define BRECCIA_COURIER_PEC_H

#include "src/courier/mime.h"
#include "src/courier/trust.h"
#include "src/courier/understood.h"

/* Fills kind, signature, pec, ids, text and so on of a message that is one. False: it is none, and nothing was filled. */
bool pec_read(GBytes *bytes, GMimeMessage *message, const Trust *trust, Instant now, Understood *understood);

/* What pec_read() took for the letter in an envelope, whatever its signature: the message within, else what stands in its place. NULL: this is no
 * envelope. unref it. (transfer full) */
GMimeMessage *pec_letter(GBytes *bytes, GMimeMessage *message);

#endif

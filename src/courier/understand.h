/*
 * Understanding a foreign message: from its bytes to typed facts. Pure: the same bytes, trust and instant give the same facts, and nothing is
 * opened, asked or kept.
 *
 * The kind follows from structure and header fields, never from the subject of a receipt; in this order:
 *
 *   X-Trasporto, X-Ricevuta                  PEC (pec.h)
 *   multipart/report                         delivery report, read receipt (report.h)
 *   a mail server's, with what came back     a message sent back
 *   Auto-Submitted and its like              automatic reply
 *   In-Reply-To, References, our mark        reply (reply.h)
 *
 * Nothing fails: what is understood no further is MESSAGE_OTHER, and `why` says so. Meant to run where a crash harms nobody: parse.h.
 */
#ifndef BRECCIA_COURIER_UNDERSTAND_H
#define BRECCIA_COURIER_UNDERSTAND_H

#include "src/courier/trust.h"
#include "src/courier/understood.h"

#define UNDERSTAND_MAX (44u << 20) /* bytes of one message; in base64 it fits a frame */

/* Loads what the libraries would load late; once, before the first message. */
void understand_prepare(void);

/* now: for the lives of certificates. (transfer full) */
Understood *understand(const void *bytes, gsize len, const Trust *trust, Instant now);

/* An attachment's bytes, by AttachmentFound.part of what understand() said of the same bytes; NULL: there is no such part. (transfer full) */
GBytes *understand_part(const void *bytes, gsize len, int64_t part);

#endif

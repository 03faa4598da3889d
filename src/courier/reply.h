/*
 * What people answer, and what programs answer in their place.
 *
 * An automatic reply (an absence) is not an answer, although it carries the right In-Reply-To; RFC 3834 and the habits of programs tell them
 * apart. A mail server that sends a message back without a report is told by its sender and by what it returns.
 */
#ifndef BRECCIA_COURIER_REPLY_H
#define BRECCIA_COURIER_REPLY_H

#include "src/courier/mime.h"
#include "src/courier/understood.h"

#define REPLY_TEXT_MAX 200000 /* bytes of an answer's text that are kept */

/* Fills subject, mark, ids, text, seals, proposals, attachments and `automatic` of what somebody wrote. */
void reply_read(GMimeMessage *message, Understood *understood);

/* The same, and the kind: a reply, an automatic one, a message sent back, or other. */
void reply_classify(GMimeMessage *message, Understood *understood);

/* "[ROSSI 2026-0013]" in a subject: code and ref; both NULL where there is none. (transfer full) */
void reply_mark(const char *subject, char **code, char **ref);

/* The seals of the notices that stand within this message as messages. */
void reply_seals_returned(GMimeMessage *message, Understood *understood);

#endif

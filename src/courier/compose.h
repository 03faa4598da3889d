/*
 * Composing: from facts to the bytes that are frozen and sent. No clock, no random, no I/O: the same letter gives the same bytes.
 *
 * What comes out is 7-bit ASCII in CRLF lines of at most 998 bytes (76 in the body), in UTF-8 under quoted-printable, with every
 * value cleaned on its way into a header. There is never a Bcc, and no header that the transport would have to add.
 */
#ifndef BRECCIA_COURIER_COMPOSE_H
#define BRECCIA_COURIER_COMPOSE_H

#include "src/core/when.h"

#include <glib.h>
#include <stdbool.h>

typedef struct {
	const char *name; /* NULL: none */
	const char *address;
} Mailbox;

typedef struct {
	const char *name; /* of the file; no folder */
	const char *type; /* "application/json" */
	GBytes *bytes;
} Attachment;

typedef struct {
	const char *name, *value;
} ExtraHeader;

typedef struct {
	Mailbox from;
	const Mailbox *to;           /* ends with a NULL address; every recipient stands in To */
	const char *subject, *text;  /* UTF-8; the text in LF lines that are wrapped already */
	Instant date;
	GTimeZone *zone;             /* for the offset of Date */
	const char *message_id;      /* "<left@right>" */
	const char *in_reply_to, *references; /* one id each; NULL: none */
	bool automatic;              /* Auto-Submitted: auto-generated (RFC 3834): reminders, never notices */
	const ExtraHeader *extra;    /* "X-..." only; ends with a NULL name; NULL: none */
	const Attachment *attachments; /* ends with a NULL name; NULL: none */
} Mail;

/* E_INPUT: an address, an id or a header's name that may not be one; E_INTERNAL: what came out is not fit to be sent.
 * (transfer full) */
bool compose_message(const Mail *mail, GBytes **bytes, GError **error);

/* "<2026-0013.n1.RANDOM@domain>": the notice "2026-0013/n1" with 16 random bytes. (transfer full) */
char *compose_message_id(const char *notice, const unsigned char random[16], const char *domain);
/* The part before the @: it is the envelope id, too, so that a delivery report names the message. (transfer full) */
char *compose_envid(const char *message_id);

#endif

/*
 * Reports about a message: of its delivery (RFC 3464) and of its being read (RFC 8098). Nobody signs them, and anybody can write one: what
 * they say counts no more than the id of ours that they name.
 */
#ifndef BRECCIA_COURIER_REPORT_H
#define BRECCIA_COURIER_REPORT_H

#include "src/courier/mime.h"
#include "src/courier/understood.h"

/* Fills kind (DSN or MDN), report, ids and text of a message that is one. False: it is neither, and nothing was filled. */
bool report_read(GMimeMessage *message, Understood *understood);

/* The fields of a machine-readable part, in blocks that empty lines separate: a pointer array of hash tables from the name in lower
 * case to its harmless value, the first of each name. For report_read() and its tests. (transfer full) */
GPtrArray *report_blocks(const char *text);

/* Ids of the messages that came back within this one: Message-ID of a message/rfc822, of text/rfc822-headers. How many. */
int report_add_returned(GMimeMessage *message, Understood *understood);

#endif

/*
 * Foreign bytes in a process of their own: the child `parse`.
 *
 * It is told {"message":BASE64, "now":SECONDS, "ca_file":PATH?, "part":N?}, loads what it needs, gives up everything it can
 * (confine.h) and only then looks at the message. It tells {"v":1,"understood":{...}} (understood.h), or {"v":1,"part":BASE64}. What it
 * says is believed no more than the message was: a crash, a hang, an answer that cannot be or is too long all come to the same, a message
 * that was not understood.
 */
#ifndef BRECCIA_COURIER_PARSE_H
#define BRECCIA_COURIER_PARSE_H

#include "src/courier/child.h"
#include "src/courier/understood.h"

#define PARSE_SECONDS 30

/* ca_file NULL: the system's (trust.h). What could not be understood is MESSAGE_OTHER with `failed`, and no error. False when no child could
 * be started (E_UNAVAILABLE), or the trust cannot be loaded (E_CONFIG). (transfer full) */
bool parse_message(GBytes *message, const char *ca_file, Instant now, Understood **understood, GError **error);

/* The bytes of an attachment. E_IO where the child gives none. (transfer full) */
bool parse_part(GBytes *message, int64_t part, GBytes **bytes, GError **error);

/* What a child's end and its frames come to; never NULL. For parse_message() and its tests. (transfer full) */
Understood *parse_judge(const ChildResult *child);

/* A row of child_rows. */
int parse_child(const json_t *request, int fd);

#endif

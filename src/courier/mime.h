/*
 * One foreign message, opened by GMime, and looked at with care: nothing is believed, depth and number of its parts have limits, and what is
 * said of it as text is UTF-8 of one line and harmless.
 *
 * A message within a message is never entered by itself: whoever wants it asks for it, so that nothing of it is taken for its envelope's.
 */
#ifndef BRECCIA_COURIER_MIME_H
#define BRECCIA_COURIER_MIME_H

#include "src/core/when.h"

#include <gmime/gmime.h>

#define MIME_DEEPEST 30
#define MIME_MOST    500 /* parts */

/* Once, before the first message and before a process is confined: loads what GMime would load late. */
void mime_prepare(void);

/* NULL: not a mail in any sense. An entity (the part of a multipart) opens in the same way. unref it. (transfer full) */
GMimeMessage *mime_open(const void *bytes, gsize len);

/* --- header fields ------------------------------------------------------------------------------------------------ */

/* The first field of this name, decoded, unfolded, trimmed, harmless; NULL when missing or blank. (transfer full) */
char *mime_header(GMimeObject *object, const char *name);
/* How many there are. */
int mime_header_count(GMimeObject *object, const char *name);
bool mime_header_is(GMimeObject *object, const char *name, const char *value); /* blind to case */
/* The address of the one mailbox in From; NULL where there is not exactly one. name may be NULL. (transfer full) */
char *mime_from(GMimeMessage *message, char **name);
Instant mime_date(GMimeMessage *message); /* INSTANT_NONE */

/* --- parts -------------------------------------------------------------------------------------------------------- */

/* "text/plain"; of a type that is none too. (transfer full) */
char *mime_type(GMimeObject *part);
bool mime_is(GMimeObject *part, const char *type); /* "text/plain", or a whole class as "multipart/" + "*" */
/* One component without folder, one line, at most 120 columns; NULL. (transfer full) */
char *mime_name(GMimeObject *part);
bool mime_attached(GMimeObject *part); /* it has a name, or says that it is an attachment */

/* Leaves in their order: parts that are no multipart, messages among them (not entered). Stops when visit says false. */
typedef bool (*MimeVisit)(GMimeObject *leaf, int number, void *data);
void mime_each(GMimeObject *top, MimeVisit visit, void *data);

/* What a leaf holds, decoded; of a message within, that message as bytes. At most max bytes; *cut may be NULL. (transfer full) */
GBytes *mime_content(GMimeObject *leaf, gsize max, bool *cut);
/* The same as text, by its charset; harmless, with lines. (transfer full) */
char *mime_content_text(GMimeObject *leaf, gsize max, bool *cut);
/* The message within a leaf of type message/rfc822, however it is encoded; unref it. NULL: it is none. (transfer full) */
GMimeMessage *mime_inner(GMimeObject *leaf);

/* What somebody wrote: the plain text that is no attachment, else the words of the HTML; "" where there is none. (transfer full) */
char *mime_text(GMimeObject *top, gsize max, bool *cut);

#endif

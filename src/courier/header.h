/*
 * Header fields of a message, as far as they are needed to see whether it is about us: found, unfolded, decoded (RFC 5322 2.2, RFC 2047).
 *
 * Bytes of others: any, NUL and 8-bit ones too, in LF or CRLF lines. Pure. What comes out as text is UTF-8 of one line; it is not made
 * harmless for a terminal.
 */
#ifndef BRECCIA_COURIER_HEADER_H
#define BRECCIA_COURIER_HEADER_H

#include <glib.h>
#include <stdbool.h>

/* The values of all fields of this name in the block (up to its first empty line), unfolded, joined by a space. NUL is a space. NULL:
 * there is none. (transfer full) */
char *header_value(const char *block, gsize len, const char *name);

/* Encoded words become what they say, in UTF-8; what is no UTF-8 becomes U+FFFD. (transfer full) */
char *header_decode(const char *value);

/* header_decode(header_value()); NULL: there is none. (transfer full) */
char *header_text(const char *block, gsize len, const char *name);

/* How long the header is with its empty line: in LF or CRLF lines; len where there is no empty line. */
gsize header_length(const char *bytes, gsize len);

/* Undoes quoted-printable, whatever else is in the bytes: =3D, and = at the end of a line. (transfer full) */
GBytes *header_unquote(const char *bytes, gsize len);

#endif

/*
 * Bytes of others into UTF-8.
 *
 * Known without any table of the system, so that a process that may open nothing decodes as well as any: UTF-8, US-ASCII, ISO-8859-1,
 * ISO-8859-15 and windows-1252, which is what Italian mail is written in. Of any other charset the ASCII is shown and each further byte as
 * \xE9: never dropped, never guessed.
 */
#ifndef BRECCIA_COURIER_CHARSET_H
#define BRECCIA_COURIER_CHARSET_H

#include <glib.h>

/*
 * charset: as the message names it; NULL: not at all. Text that is UTF-8 is read as UTF-8 under the name of any charset known here, as many a
 * program labels it wrongly. A NUL becomes U+FFFD. Not made harmless. (transfer full)
 */
char *charset_decode(const void *bytes, gsize len, const char *charset);

#endif

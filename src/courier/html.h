/* The words of an HTML mail. Not a browser: enough to read what somebody answered who sends no plain text. */
#ifndef BRECCIA_COURIER_HTML_H
#define BRECCIA_COURIER_HTML_H

#include <glib.h>

/* Tags vanish, blocks become lines, a quotation's lines begin with "> ", entities become what they mean; nothing of style, script or
 * comments. UTF-8 in and out, for any input; not made harmless. (transfer full) */
char *html_text(const char *html);

#endif

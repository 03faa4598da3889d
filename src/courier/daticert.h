/*
 * daticert.xml: what a PEC provider certifies (RFC 6109 4.4, DM 2 November 2005).
 *
 * A hostile document is refused before it costs anything: more than 1 MB or 30 levels, any DOCTYPE, any entity but XML's own five;
 * nothing comes from the network or from a file. The defaults of the DTD are applied here, as the DTD itself is never read.
 */
#ifndef BRECCIA_COURIER_DATICERT_H
#define BRECCIA_COURIER_DATICERT_H

#include "src/courier/understood.h"

/* Once, before the first document and before a process is confined. */
void daticert_prepare(void);

/*
 * E_INPUT when it is no XML that is accepted, or has another root. What is missing in it is missing in the facts; only the type
 * (postacert@tipo) is always there. (transfer full)
 */
bool daticert_parse(const void *bytes, gsize len, PecFacts **facts, GError **error);

#endif

/*
 * The newest anchor outside the register: a receipt signed by a PEC provider that holds the text of a notice, and with it a seal.
 *
 * What a chain of seals cannot show by itself is that its end was cut off, or that all of it was written anew. A provider's signature over a
 * seal shows it: whoever rewrites the journal up to there would have to make that signature too. An acceptance names the message and not its
 * text; a receipt of delivery holds the text, unless it is the concise one.
 */
#ifndef BRECCIA_REGISTER_ANCHOR_H
#define BRECCIA_REGISTER_ANCHOR_H

#include "src/register/session.h"

typedef struct {
	char *receipt, *notice; /* "r57", "2026-0013/n1"; of a self-test its id and ""; NULL: there is no anchor yet */
	Instant at;             /* as the provider certified it */
	int64_t seq;            /* the event up to which it covers the journal */
	bool off;               /* its seal does not lie on this chain: the journal was cut or rewritten */
} Anchor;

void anchor_clear(Anchor *anchor);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Anchor, anchor_clear)

/* Looks into the bytes themselves. One whose seal lies elsewhere counts before all others. */
bool session_anchor(Session *session, Anchor *anchor, GError **error);

#endif

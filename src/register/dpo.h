/* What the DPO does, and what is said of a late clock. */
#ifndef BRECCIA_REGISTER_DPO_H
#define BRECCIA_REGISTER_DPO_H

#include "src/register/session.h"

/* from_reply: the receipt of the DPO's answer, where somebody else enters it; NULL: the DPO at work. */
bool register_take(Session *session, const char *ref, const char *from_reply, GError **error);
/* clock: "dpo-24h", "client:alfa"; cause: a code of vocab_late_cause. E_STATE unless it is or was met late. Again: the newest counts,
 * the first stays in the journal. */
bool register_late(Session *session, const char *ref, const char *clock, const char *cause, const char *reason, GError **error);

#endif

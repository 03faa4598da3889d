/*
 * Examining receipts: what is kept is read by the child `parse`, weighed, and recorded with all that follows.
 *
 * Collected and handed-in receipts alike, in the order of their numbers. The bytes are in the register before; a courier that dies anywhere here
 * finds them waiting at its next pass. What cannot be understood is recorded as that, and stops nothing else.
 */
#ifndef BRECCIA_COURIER_EXAMINE_H
#define BRECCIA_COURIER_EXAMINE_H

#include "src/core/conf.h"
#include "src/register/session.h"

typedef struct {
	Session *session;
	const Conf *conf;
	bool quiet;
	bool (*interrupted)(void);
} Examiner;

/* False only when the register fails. Where the authorities of receipt-ca-file cannot be read, receipts wait, doctor and due say so
 * (LOCAL_TRUST_PROBLEM), and a line says it once. */
bool examine_receipts(const Examiner *examiner, GError **error);
/* What did not arrive, what no provider accepts, and what went to an address that is no PEC mailbox: the same letter goes the other way, in
 * full. */
bool examine_doubtful(const Examiner *examiner, GError **error);

#endif

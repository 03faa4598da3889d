/* The receipts of the PEC that the register sends to itself (src/core/bulletin.h). */
#ifndef BRECCIA_COURIER_SELF_TEST_H
#define BRECCIA_COURIER_SELF_TEST_H

#include "src/core/conf.h"
#include "src/register/session.h"

/* A message that names the newest self-test came: *proven where it is a PEC receipt of it whose signature holds; all else is left and
 * nothing of it is kept. False only when the register fails. */
bool self_test_hear(Session *courier, const Conf *conf, const char *id, GBytes *message, bool *proven, GError **error);

#endif

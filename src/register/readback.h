/*
 * The read-back: what was entered for a DPO who answered by mail goes back to the DPO, to be corrected. Private to src/register.
 *
 * One letter for all that is entered from the same answer while it waits; it waits as long as a first notice does (setting hold), and is
 * written from the journal when it is composed.
 */
#ifndef BRECCIA_REGISTER_READBACK_H
#define BRECCIA_REGISTER_READBACK_H

#include "src/register/change.h"
#include "src/core/template.h"

/* Queues it, unless one about this answer ("r57") waits already; about the past nothing is sent. */
bool readback_queue(Change *change, const char *ref, const char *receipt, GError **error);

/* The values answered, receipt, entered_by and acts (acts.act, acts.why) of what was entered from this answer. */
bool readback_fill(Session *session, const Notice *notice, TemplateValues *values, GError **error);

#endif

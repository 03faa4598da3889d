/*
 * Taking in: one message that was collected becomes a receipt of the register.
 *
 * The one place where that is decided: the child `collect` has said that the message is about us, which is a guess from what somebody
 * wrote. It is kept raw, in one transaction, before anything looks into it; as evidence of kind "other" it proves nothing.
 */
#ifndef BRECCIA_COURIER_INTAKE_H
#define BRECCIA_COURIER_INTAKE_H

#include "src/courier/concern.h"
#include "src/register/session.h"

typedef struct {
	const char *account; /* "email", "pec" */
	const char *notice;  /* whole id, where an id of it was named; NULL */
	const char *ref;     /* where only our mark was there; NULL */
	ConcernBy by;
	Instant received;    /* when the mailbox got it; INSTANT_NONE: it does not say */
} IntakeMeta;

typedef enum {
	INTAKE_KEPT,
	INTAKE_KNOWN,  /* these bytes are kept already */
	INTAKE_FOREIGN /* it names an incident that the register has not: it is not kept */
} Intake;

/* *id: of the receipt (transfer full), NULL where it is foreign. False only when the register itself fails. */
bool intake_message(Session *courier, GBytes *bytes, const IntakeMeta *meta, Intake *intake, char **id, GError **error);

#endif

/*
 * How an incident ends: closed once its gates pass (stage.h), reopened, or void.
 *
 * All of it is the DPO's, or entered from a DPO's answer. A closed incident takes nothing more but reasons for lateness, receipts and what is
 * done about the review that was planned at closing.
 */
#ifndef BRECCIA_REGISTER_ENDING_H
#define BRECCIA_REGISTER_ENDING_H

#include "src/core/stage.h"
#include "src/register/session.h"

typedef struct {
	const char *ref;
	const char *reason;     /* what remains to be said; of a near miss needed: why it was none; NULL */
	Instant review_at;      /* when it is looked at whether the measures work: plans an action for the DPO; INSTANT_NONE */
	const char *from_reply; /* the receipt of the DPO's answer; NULL */
	int64_t seen;           /* E_CONFLICT when somebody closed, reopened or voided it since; 0: not shown */
} Closing;

typedef struct {
	GPtrArray *failing; /* of const Gate *: what is missing still, where that is why it was refused; in the order of the gates */
	char *review;       /* "2026-0013/4", the action that was planned; NULL */
} Closed;

void closed_clear(Closed *closed);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Closed, closed_clear)

/* RIGHT_TAKE. E_STATE with all that is missing in `failing`, also when the call fails; the message names the codes. */
bool register_close(Session *session, const Closing *closing, Closed *closed, GError **error);

/* RIGHT_TAKE. E_STATE unless it is closed; the clocks are as they were. */
bool register_reopen(Session *session, const char *ref, const char *reason, const char *from_reply, GError **error);

typedef struct {
	const char *ref;
	const char *reason;       /* always: a typing error, or twice the same; what was found to be no breach is decided, not voided */
	const char *duplicate_of; /* ref of the one that stays; NULL */
	const char *from_reply;
	int64_t seen;
} Voiding;

typedef struct {
	GPtrArray *sent;      /* of char *: notices that had left: whoever got them believes in it */
	GPtrArray *withdrawn; /* of char *: those that waited */
} Voided;

void voided_clear(Voided *voided);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Voided, voided_clear)

/* RIGHT_TAKE. It stays in the register with its number, counts nowhere, and nothing more is sent about it. */
bool register_void(Session *session, const Voiding *voiding, Voided *voided, GError **error);

#endif

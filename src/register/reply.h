/*
 * Acts of the DPO's, by the DPO or entered for one who answered by mail. Private to src/register.
 *
 * Many DPOs are outside consultants without a login. What such a DPO answers may be entered by security *for* the DPO, naming the
 * received answer: the event carries the answer's instant and who typed it, and the DPO is read back what was recorded. Without an answer
 * on file it is refused.
 */
#ifndef BRECCIA_REGISTER_REPLY_H
#define BRECCIA_REGISTER_REPLY_H

#include "src/register/change.h"

/* Whose act it is; empty where who is at work acts for themselves. */
typedef struct {
	char *person;  /* the DPO's id */
	char *receipt; /* "r57" */
	Instant at;    /* of the answer */
} Reply;

void reply_clear(Reply *reply);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reply, reply_clear)

/* Begins a change that is the DPO's: RIGHT_TAKE; or, with from_reply ("r57", "57"), RIGHT_ADD. */
bool change_begin_dpo(Change *change, Session *session, const char *from_reply, GError **error);
/* Finds the answer among what was kept of this incident: E_NOTFOUND; E_STATE where there is nobody it could be from. Leaves *reply empty where
 * from_reply is NULL. */
bool reply_find(Change *change, const Incident *incident, const char *from_reply, Reply *reply, GError **error);
/* The same for what is the company's: RIGHT_DECIDE; or, with from_reply, RIGHT_ADD, and the DPO who answered must be the company's
 * delegate, on file: E_DENIED. */
bool change_begin_company(Change *change, Session *session, const char *from_reply, GError **error);
bool reply_find_delegate(Change *change, const Incident *incident, const char *from_reply, Reply *reply, GError **error);
/* The instant of the act: the answer's, else now. */
Instant reply_at(const Change *change, const Reply *reply);
/* "for", "at" and "receipt" into the facts of an event; nothing for an empty reply. */
void put_reply(json_t *facts, const Reply *reply);

#endif

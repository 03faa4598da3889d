/* Queueing notices, inside a change. Private to src/register. */
#ifndef BRECCIA_REGISTER_QUEUE_H
#define BRECCIA_REGISTER_QUEUE_H

#include "src/register/change.h"
#include "src/register/outgoing.h"
#include "src/register/reach.h"

/* The first notice about an incident that was just logged; hold: let it wait for facts unless time is short. */
bool queue_first(Change *change, const char *ref, bool hold, bool automatic, GError **error);
/* To the DPO, by PEC in full with a short e-mail beside it, or by e-mail; ids of what was queued are added to `ids` (of char *) when not
 * NULL. */
bool queue_letter(Change *change, const Incident *incident, Letter letter, SendBy by, Instant hold_until, bool automatic,
	GPtrArray *ids, GError **error);

/* By which ways a client is written to, in full each: what was asked for, else PEC and e-mail as its row and this machine have them.
 * Without any address it is the e-mail, which then waits for one. E_STATE when it has no address for the way that was asked for. */
bool queue_client_ways(Change *change, const Reach *reach, SendBy by, bool ways[2], GError **error); /* by Channel */
/* One notice to a client by one way, held until it is released unless a person or the contract lets it go in this very change. */
bool queue_client(Change *change, const Incident *incident, const Reach *reach, Letter letter, int supplement, Channel channel, bool held,
	GPtrArray *ids, GError **error);
/* What waits will not leave: withdrawn, with why. */
bool queue_cancel(Change *change, const Notice *notice, const char *why, GError **error);
/* The number of the next supplement to that audience. */
int queue_next_supplement(const Incident *incident, const char *audience);
/* One letter that tells of no breach (a closing notice, a read-back) to the DPO: by PEC where both sides have one, else by e-mail. */
bool queue_aside(Change *change, const Incident *incident, Letter letter, const char *receipt, Instant hold_until, GPtrArray *ids,
	GError **error);

/* A reminder or an escalation, with the steps that it is about (remind_steps()). */
bool queue_reminder(Change *change, const Incident *incident, const char *audience, Letter letter, Channel channel, json_t *steps,
	GError **error);

/* The same letter as that notice, whole, by another channel. */
bool queue_other(Change *c, const Incident *incident, const Notice *notice, Channel channel, GError **error);

#endif

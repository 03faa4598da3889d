/* Queueing notices, inside a change. Private to src/register. */
#ifndef BRECCIA_REGISTER_QUEUE_H
#define BRECCIA_REGISTER_QUEUE_H

#include "src/register/change.h"
#include "src/register/outgoing.h"

/* The first notice about an incident that was just logged; hold: let it wait for facts unless time is short. */
bool queue_first(Change *change, const char *ref, bool hold, bool automatic, GError **error);
/* By PEC in full with a short e-mail beside it, or by e-mail; ids of what was queued are added to `ids` (of char *) when not NULL. */
bool queue_letter(Change *change, const Incident *incident, Letter letter, SendBy by, Instant hold_until, bool automatic,
	GPtrArray *ids, GError **error);

/* One letter that tells of no breach (a closing notice, a read-back) to the DPO: by PEC where both sides have one, else by e-mail. */
bool queue_aside(Change *change, const Incident *incident, Letter letter, const char *receipt, Instant hold_until, GPtrArray *ids,
	GError **error);
/* One to a client, in its language, held until somebody releases it. */
bool queue_for_client(Change *change, const Incident *incident, const Client *client, Letter letter, GPtrArray *ids, GError **error);

/* The same letter as that notice, whole, by another channel. */
bool queue_other(Change *c, const Incident *incident, const Notice *notice, Channel channel, GError **error);

#endif

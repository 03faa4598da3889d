/*
 * The outbox: one step after the other, each durable before the next, and no transaction open while on the wire.
 *
 *   queued -> composed     rendered, made MIME, frozen: from here every attempt sends these bytes under this Message-ID
 *   composed -> sending    recorded before the wire
 *   sending -> sent        the server took it; or, with a verdict, back to composed (tried again) or failed
 *
 * The courier may die between any two of them and resumes at the step before: then a message may leave twice and is never
 * lost, and nothing is taken for sent that a server did not take.
 */
#ifndef BRECCIA_COURIER_OUTBOX_H
#define BRECCIA_COURIER_OUTBOX_H

#include "src/courier/sender.h"
#include "src/register/session.h"

typedef struct {
	Session *session;
	Sender *senders; /* one a channel, by number */
	bool quiet;      /* no lines on standard error */
	bool (*interrupted)(void); /* somebody asked the courier to end: nothing new is begun; NULL: nobody can */
	int64_t soonest; /* within a pass: seconds until what was put off can go on */
} Outbox;

/*
 * Does all that is due now, each notice as far as it goes. *wait: seconds after which something that was put off here (a stopped
 * account, a full minute) can go on; 0: nothing was. False only when the register itself fails.
 */
bool outbox_work(Outbox *outbox, int64_t *wait, GError **error);

#endif

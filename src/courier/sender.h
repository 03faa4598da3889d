/*
 * Senders: the two mail accounts of this machine, [email] and [pec], and whether each may be used right now.
 *
 * An account that was found at fault (login, certificate, name, STARTTLS) is stopped, not the notice: it is tried again after
 * half an hour, at once when its configuration or its password file changes, and when a person asks (`breccia outbox retry` removes
 * its state). The state is in the register's local texts "account.email" and "account.pec", so that `due` and the board show it:
 *
 *   {"status":"ok"|"stopped","since":RFC 3339,"error":"535 5.7.8 ...","code":535,"retry_at":RFC 3339,"conf":"..."}
 */
#ifndef BRECCIA_COURIER_SENDER_H
#define BRECCIA_COURIER_SENDER_H

#include "db/query.h"
#include "src/core/conf.h"
#include "src/courier/transport.h"

#define SENDER_RETRY 1800 /* seconds between two tries of a stopped account */

typedef struct {
	Channel channel;
	const char *group;      /* "email", "pec" */
	const Conf *conf;       /* borrowed */
	bool present;           /* set up: it has a server and a sender */
	char *name, *from;      /* of the sender; name NULL */
	GArray *recent;         /* of int64_t: monotonic milliseconds of the last submissions */
} Sender;

typedef enum {
	SENDER_READY,
	SENDER_ABSENT,  /* not set up */
	SENDER_STOPPED, /* until *wait seconds from now */
	SENDER_BUSY     /* as many messages as a minute may have: in *wait seconds */
} SenderState;

void sender_init(Sender *sender, Channel channel, const Conf *conf);
void sender_clear(Sender *sender);

bool sender_state(const Sender *sender, Db *db, Instant now, SenderState *state, int64_t *wait, GError **error);

/*
 * Fetches the secret and submits. Never fails for what a configuration, a password command or a server does: that is a verdict. False
 * (E_INPUT, E_INTERNAL) when the message or an address may not be sent by any account. (transfer full)
 */
bool sender_submit(Sender *sender, const Envelope *envelope, GBytes *message, Submission **submission, GError **error);

/* Records what a verdict says of the account: ACCOUNT stops it, a reply of its server shows that it works. */
bool sender_learn(const Sender *sender, Db *db, Instant now, const Submission *submission, GError **error);

#endif

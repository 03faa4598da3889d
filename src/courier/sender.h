/*
 * Senders: the two mail accounts of this machine, [email] and [pec], and whether each may be used right now.
 *
 * An account that was found at fault is stopped, not the notice. A login that the server refused is never tried again by itself, because
 * that is how mailboxes get locked: it is, when the secret is another (looked at every half hour), when the configuration or the
 * password file changes, and when a person asks (`breccia outbox retry` removes the state; `doctor --send-test` tries). Other faults
 * (certificate, name, STARTTLS) are tried again after half an hour, too. The state is in the register's local texts
 * "account.email" and "account.pec", so that `due` and the board show it:
 *
 *   {"status":"ok"|"stopped","since":RFC 3339,"error":"535 5.7.8 ...","code":535,"cause":"login"|"server","retry_at":RFC 3339,
 *    "conf":"...","secret":"SALT MARK"}
 *
 * Of the secret that was refused 16 bits of a slow, salted digest are kept: enough to see that it is another one, and too few to
 * find it by.
 */
#ifndef BRECCIA_COURIER_SENDER_H
#define BRECCIA_COURIER_SENDER_H

#include "db/query.h"
#include "src/core/conf.h"
#include "src/courier/transport.h"

#define SENDER_RETRY 1800 /* seconds between two tries, or looks at the secret, of a stopped account */

typedef struct {
	Channel channel;
	const char *group;      /* "email", "pec" */
	const Conf *conf;       /* borrowed */
	bool present;           /* set up: it has a server and a sender */
	char *name, *from;      /* of the sender; name NULL */
	GArray *recent;         /* of int64_t: monotonic milliseconds of the last submissions */
	Link *link;             /* a session that is open; NULL */
	char *mark;             /* of the secret that was refused last; NULL */
} Sender;

typedef enum {
	SENDER_READY,
	SENDER_ABSENT,  /* not set up */
	SENDER_STOPPED, /* until *wait seconds from now */
	SENDER_BUSY     /* as many messages as a minute may have: in *wait seconds */
} SenderState;

void sender_init(Sender *sender, Channel channel, const Conf *conf);
void sender_clear(Sender *sender);

/* May run the command of a secret, and writes down that it was looked at. */
bool sender_state(const Sender *sender, Db *db, Instant now, SenderState *state, int64_t *wait, GError **error);

/*
 * Fetches the secret and submits, over the session that is open where there is one. Never fails for what a configuration, a password
 * command or a server does: that is a verdict. False (E_INPUT, E_INTERNAL) when the message or an address may not be sent by any
 * account. (transfer full)
 */
bool sender_submit(Sender *sender, const Envelope *envelope, GBytes *message, Submission **submission, GError **error);
void sender_rest(Sender *sender); /* ends the session that is open: nothing more is to be sent for now */

/* Records what a verdict says of the account: ACCOUNT stops it, a reply of its server shows that it works. */
bool sender_learn(const Sender *sender, Db *db, Instant now, const Submission *submission, GError **error);

/* The login of the day (daily.h, "smtp.email" and "smtp.pec"), where it is due and the account is not stopped. */
bool sender_daily(Sender *sender, Db *db, GTimeZone *zone, Instant now, GError **error);

#endif

/* Notices: queueing, holding, withdrawing; and what the courier records of each step. */
#ifndef BRECCIA_REGISTER_OUTGOING_H
#define BRECCIA_REGISTER_OUTGOING_H

#include "src/register/session.h"

typedef enum { SEND_AUTO, SEND_EMAIL, SEND_PEC } SendBy;

typedef struct {
	const char *ref;
	SendBy by;         /* auto: the full text by PEC where both sides have one and a short e-mail at once, else e-mail */
	bool preliminary;
	const char *to;     /* NULL or "dpo": the DPO; else a client by id or name (clients.h) */
	const char *reason; /* why security alone releases a notice to a client */
} Notify;

typedef struct {
	GPtrArray *ids;    /* of char *: the notices queued or released */
	bool released;     /* those that waited were released instead of queueing again */
	bool supplement;
	bool late;         /* to a client, by security alone */
} Notified;

void notified_clear(Notified *notified);
/* Releases what waits; after a notice has left, queues the next supplement. E_STATE: void, or nothing new to say. */
bool register_notify(Session *session, const Notify *notify, Notified *notified, GError **error);

/* One notice. A draft to a client leaves by register_notify alone; taking one back is for whoever may release it. */
bool register_outbox_retry(Session *session, const char *id, GError **error);    /* now, whatever its hold or wait; E_STATE when settled */
bool register_outbox_hold(Session *session, const char *id, GError **error);
bool register_outbox_withdraw(Session *session, const char *id, const char *reason, GError **error);
bool register_release_all(Session *session, int *count, GError **error);         /* every held or waiting notice: `send` does not wait */

/* --- the courier's ---------------------------------------------------------------------------------------------------- */

/* The dead-man's switch: nobody notified the DPO of this incident. Releases a held notice, else queues a preliminary one,
 * unless by now it is not needed (*acted false). */
bool register_auto_notify(Session *courier, const char *ref, bool *acted, GError **error);

/* This notice cannot leave by its own channel: the account is at fault or missing, or the address refuses. Queues the same letter, whole,
 * by the other one, where the addressee has an address there and this machine an account, and only once (*acted false otherwise). */
bool register_other_channel(Session *courier, const char *id, bool *acted, GError **error);

/* A notice that is composed, of which it is certain that nothing left, and that would go to somebody else by now (another address, another
 * DPO, a deputy who stands in or no longer does): it is withdrawn, and the same letter queued anew, by the other channel where they have
 * no address on its own. *acted false where any of that is not so; it is then sent as it is. */
bool register_readdress(Session *courier, const char *id, bool *acted, GError **error);

typedef struct {
	const char *id;             /* of the notice */
	const char *message_id, *from, *subject;
	const char *const *to;      /* addresses */
	const char *const *people;  /* their ids */
	const void *bytes; gsize bytes_len;
	const char *text;
	const char *seal; int64_t seal_seq; /* as printed at its foot */
} Composed;

bool register_composed(Session *courier, const Composed *composed, GError **error);
bool register_attempted(Session *courier, const char *id, GError **error);

typedef struct {
	Verdict verdict;
	Instant sent_at;         /* when the server's 250 came, by our clock */
	int code;                /* the server's last, 0: none */
	const char *enhanced, *reply, *server, *queue_id, *tls;
	bool dsn;                /* delivery reports were asked for */
	bool stored;             /* written to a maildir */
	json_t *recipients; /* [{"address":..., "code":..., "reply":...}], NULL */
	Instant next_at;         /* when it is tried again; INSTANT_NONE: not by itself */
} Outcome;

/* VERDICT_SENT appends notice.submitted, all else notice.failed. */
bool register_settled(Session *courier, const char *id, const Outcome *outcome, GError **error);

#endif

/*
 * Inboxes: the mailboxes of [email] and [pec], when each is to be read, and the parent's side of reading one.
 *
 * The child `collect` reads; here what it tells is made durable, one thing after the other: first the message in the register, then the
 * cursor behind it (db/query.h, local_mailbox). Killed anywhere, the next session begins where the cursor stands and what was kept
 * already is known by its bytes. On first use the cursor starts at the end: what was in the mailbox before is nobody's business; unless
 * answers are awaited, and then from the day that they are. The same where the mailbox has new numbers (UIDVALIDITY).
 *
 * A mailbox whose account is at fault (login, certificate, folder) is left alone for half an hour, as sender.h does: a provider locks
 * an account that keeps trying. All else is tried at the next turn.
 */
#ifndef BRECCIA_COURIER_INBOX_H
#define BRECCIA_COURIER_INBOX_H

#include "src/core/conf.h"
#include "src/core/notice.h"
#include "src/register/session.h"

#define INBOX_RETRY     1800 /* seconds between two tries of an account at fault */
#define INBOX_QUIET     300  /* seconds between two looks while nothing is awaited, at least */
#define INBOX_AFTERMATH 15   /* seconds after a message left: its first receipts are there by then */

typedef struct {
	const char *group;  /* "email", "pec" */
	const Conf *conf;   /* borrowed */
	bool present;       /* set up: there is an inbox */
	int64_t next_ms;    /* by the monotonic clock, when it is read next; 0: at once */
} Inbox;

void inbox_init(Inbox *inbox, Channel channel, const Conf *conf);

typedef struct {
	bool quiet;
	bool (*interrupted)(void); /* somebody asked the courier to end: the session is broken off; NULL: nobody can */
} InboxManner;

/* Reads it once, whatever the time. Never fails for what a mailbox, a configuration or a server does: that is remembered, and said in one
 * line. False only when the register itself fails. *more: it was not all, the time was over. */
bool inbox_poll(Inbox *inbox, Session *courier, const InboxManner *manner, bool *more, GError **error);

/* A message that is about this register. False: the reading ends with this error. */
typedef bool (*InboxMessage)(GBytes *message, void *data, GError **error);

/* All of the mailbox that is about this register, from its beginning, kept already or not: `each` gets it, and nothing of it is kept, no cursor
 * moves and no trouble is remembered. *trouble (transfer full): what a server, a configuration or a mailbox came in the way with; NULL. */
bool inbox_read_again(Inbox *inbox, Session *courier, const InboxManner *manner, InboxMessage each, void *data, char **trouble, GError **error);

/* Seconds from one look to the next. */
bool inbox_interval(const Inbox *inbox, Session *courier, int64_t *seconds, GError **error);

#endif

/*
 * An SMTP dialogue, listened to: which reply belongs to which command.
 *
 * libesmtp tells too little (it has no word for a refused login, and loses the code of a refused greeting), and it believes
 * replies that came before the question. So everything that passes its monitor is read here once more, strictly: each reply
 * answers the oldest command that waits for one (RFC 5321 4.2, RFC 2920), and what no command asked for is counted as
 * such: on an unprotected line that is how replies are smuggled past STARTTLS (RFC 3207 6).
 *
 * Pure: no I/O. Bytes of the client are read for their verbs only; nothing of them (a password, say) is kept.
 */
#ifndef BRECCIA_COURIER_DIALOGUE_H
#define BRECCIA_COURIER_DIALOGUE_H

#include <glib.h>
#include <stdbool.h>

typedef enum {
	SAID_GREETING, /* nothing was said: the server speaks first */
	SAID_EHLO,     /* HELO too */
	SAID_STARTTLS,
	SAID_AUTH,     /* and each line of the exchange that follows */
	SAID_MAIL,
	SAID_RCPT,
	SAID_DATA,
	SAID_BODY,     /* the message, whose bytes do not pass here; its reply decides */
	SAID_QUIT,
	SAID_OTHER
} Said;

typedef struct {
	Said said;
	int code;       /* 100..599 */
	char *enhanced; /* "5.7.8", NULL */
	char *text;     /* without code and enhanced code, its lines joined by a space, made harmless; never NULL */
	bool dsn;       /* of a reply to EHLO: delivery reports are offered (RFC 3461) */
} Reply;

void reply_free(Reply *reply);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Reply, reply_free)
char *reply_show(const Reply *reply); /* "550 5.1.1 no such user", in the server's own words (transfer full) */

typedef struct {
	/* Before a command leaves, and when a reply is whole. Either may end the process. */
	void (*command)(Said said, void *data);
	void (*reply)(const Reply *reply, void *data);
	void *data;
} DialogueEvents;

typedef struct Dialogue Dialogue;

Dialogue *dialogue_new(const DialogueEvents *events);
void dialogue_free(Dialogue *dialogue);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Dialogue, dialogue_free)

void dialogue_connected(Dialogue *dialogue); /* a new connection: forgets what waited, awaits the greeting */
void dialogue_sent(Dialogue *dialogue, const char *bytes, gsize len);
void dialogue_received(Dialogue *dialogue, const char *bytes, gsize len);

/* Has the server said anything, if only one byte, that no command had asked for? */
bool dialogue_unasked(const Dialogue *dialogue);

/* A reply from code and text, for what did not pass the monitor. text may be NULL. (transfer full) */
Reply *reply_new(Said said, int code, const char *text);

#endif

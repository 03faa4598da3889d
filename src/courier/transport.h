/*
 * Transports: how a frozen message leaves this machine. One row per URL scheme, one front door.
 *
 *   smtp://host[:587]   submission with STARTTLS, by libesmtp; by libcurl where the secret is a token
 *   smtps://host[:465]  submission with TLS from the first byte, by libcurl
 *   maildir:PATH        a file in a Maildir (transport-maildir.c): demonstrations, and what a person will send by hand
 *
 * Either of the first two in a child of its own (transport-smtp.c). libcurl's takes several messages over one session.
 *
 * What comes back is a Verdict (src/core/notice.h) for each recipient and for the whole, and the server's own words. Only a
 * defect of ours or of the configuration is an error; everything that a network or a server can do is a verdict.
 */
#ifndef BRECCIA_COURIER_TRANSPORT_H
#define BRECCIA_COURIER_TRANSPORT_H

#include "src/core/notice.h"

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

typedef struct {
	const char *server;   /* the URL */
	const char *from;     /* address, the envelope's sender */
	bool login;           /* else none: a relay named on purpose */
	const char *user, *secret;
	bool bearer;          /* the secret is a token (XOAUTH2) and no password */
	bool tls;             /* else none: to this machine only */
	const char *ca_file;  /* NULL: the system's store */
	const char *hello;    /* our name in EHLO; NULL: localhost */
	unsigned timeout;     /* seconds, for the whole session; 0: 120 */
} Account;

typedef struct {
	const char *const *to; /* addresses, NULL-terminated, at least one */
	const char *envid;     /* [A-Za-z0-9.-], at most 100; NULL: none */
	bool want_dsn;         /* delivery reports of every kind, headers only, where the server offers them (RFC 3461) */
} Envelope;

typedef struct {
	char *address;
	Verdict verdict;
	int code;       /* the reply that decided about this recipient; 0: none came */
	char *enhanced; /* NULL */
	char *reply;    /* code, enhanced code and text, in the server's words; NULL */
} RecipientResult;

typedef struct {
	Verdict verdict;  /* SENT when the message was taken for at least one recipient */
	int code;         /* the reply that decided: to the message, else to the recipient, the login, ... */
	char *enhanced;   /* NULL */
	char *reply;      /* the server's words, or what happened; never NULL */
	char *server;     /* "mail.example.it:587", or the folder */
	char *queue_id;   /* where the reply names one; NULL */
	char *tls;        /* "TLSv1.2 ECDHE-..."; NULL: none */
	bool dsn;         /* delivery reports were asked for */
	bool authenticated;
	bool stored;      /* written to a folder, not sent */
	bool refused;     /* of ACCOUNT: this user or this secret, by the server's own word */
	bool stale;       /* a session that had been open ended: that says nothing of the message, which can be handed in once more */
	json_t *heard;    /* [{"at":"greeting","reply":"220 ..."}]: all that the server said, in order; NULL: nothing */
	GPtrArray *recipients; /* of RecipientResult, in the order of the envelope; none of a login */
} Submission;

Submission *submission_new(void);
void submission_free(Submission *submission);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Submission, submission_free)

/* [{"address":..., "code":..., "reply":...}] as the register keeps them. (transfer full) */
json_t *submission_recipients(const Submission *submission);

/* A session that stays open between two messages of one account. */
typedef struct Link Link;

typedef struct Transport {
	const char *scheme; /* with its colon: "smtp:" */
	bool (*submit)(const Account *account, const Envelope *envelope, GBytes *message, Link **link, Submission **submission,
	               GError **error);
	bool (*login)(const Account *account, Submission **submission, GError **error); /* NULL: there is none */
} Transport;

extern const Transport transport_esmtp, transport_curl, transport_maildir;

/* NULL with E_CONFIG for a scheme we do not have. */
const Transport *transport_for(const Account *account, GError **error);

/*
 * Submits one message. Checked before anything leaves: the account (E_CONFIG), every address and the envid (E_INPUT),
 * and that the message is ASCII in canonical CRLF lines of at most 998 bytes (RFC 5321 2.3.8, 4.5.3.1.6; E_INTERNAL). *submission is
 * set when it returns true. (transfer full)
 *
 * *link: NULL, or a session of this very account that an earlier call left open there; it is left open again where the transport and the
 * server allow it, and the secret is not looked at then. transport_close() it when nothing more is to be sent. link NULL: not kept.
 */
bool transport_submit(const Account *account, const Envelope *envelope, GBytes *message, Link **link, Submission **submission,
                      GError **error);
void transport_close(Link **link);

/* Logs in and says good-bye. SENT: the server let us in; ACCOUNT, TEMPFAIL as of a message. E_CONFIG also for a transport without
 * logins. (transfer full) */
bool transport_login(const Account *account, Submission **submission, GError **error);

bool transport_check_message(GBytes *message, GError **error);

#endif

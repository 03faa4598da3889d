/*
 * Transports: how a frozen message leaves this machine. One row per URL scheme, one front door.
 *
 *   smtp://host[:587]   submission with STARTTLS (transport-esmtp.c), in a child of its own
 *   maildir:PATH        a file in a Maildir (transport-maildir.c): demonstrations, and what a person will send by hand
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
	GPtrArray *recipients; /* of RecipientResult, in the order of the envelope */
} Submission;

Submission *submission_new(void);
void submission_free(Submission *submission);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Submission, submission_free)
void recipient_result_free(RecipientResult *result);

/* [{"address":..., "code":..., "reply":...}] as the register keeps them. (transfer full) */
json_t *submission_recipients(const Submission *submission);

typedef struct Transport {
	const char *scheme; /* with its colon: "smtp:" */
	bool (*submit)(const Account *account, const Envelope *envelope, GBytes *message, Submission **submission,
	               GError **error);
} Transport;

extern const Transport transport_esmtp, transport_maildir;

/* NULL with E_CONFIG for a scheme we do not have. */
const Transport *transport_for(const char *server, GError **error);

/*
 * Submits one message. Checked before anything leaves: the account (E_CONFIG), every address and the envid (E_INPUT),
 * and that the message is ASCII in canonical CRLF lines of at most 998 bytes (RFC 5321 2.3.8, 4.5.3.1.6; E_INTERNAL). *submission is
 * set when it returns true. (transfer full)
 */
bool transport_submit(const Account *account, const Envelope *envelope, GBytes *message, Submission **submission,
                      GError **error);

/* "smtp://host:port": the host (transfer full) and the port (587 where there is none). An IPv6 address is refused: libesmtp cannot. */
bool transport_smtp_address(const char *server, char **host, unsigned *port, GError **error);
/* localhost, 127.*: the only hosts that may be spoken to without TLS. */
bool transport_is_loopback(const char *host);
bool transport_check_message(GBytes *message, GError **error);

#endif

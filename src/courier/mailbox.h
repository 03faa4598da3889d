/*
 * Mailboxes: where what comes back is found. One row per kind, one front door, for the child `collect` alone.
 *
 *   imaps://host[:993][/FOLDER]   IMAP with TLS from the first byte, imap://host[:143] with STARTTLS (mailbox-imap.c)
 *   maildir:PATH                  a Maildir on this machine (mailbox-maildir.c)
 *
 * Nothing is ever marked, moved or deleted: a folder is opened for reading only (EXAMINE), and messages are peeked at. What is new is
 * told by a cursor that the parent keeps: the UID up to which all was seen under one UIDVALIDITY (RFC 3501 2.3.1.1), or the names
 * of files that were seen. Headers come first, in batches; a whole message is fetched only when somebody asks for it.
 */
#ifndef BRECCIA_COURIER_MAILBOX_H
#define BRECCIA_COURIER_MAILBOX_H

#include "src/core/when.h"

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

#define MAILBOX_BATCH      100          /* headers at a time */
#define MAILBOX_HEADER_MAX (128u << 10) /* of a header so many bytes are looked at */
#define MAILBOX_FILES_MAX  200000       /* in a Maildir */

/* What ended a session. Of the account: trying again does not help until somebody changes something. */
typedef enum {
	TROUBLE_NONE,
	TROUBLE_LOGIN,       /* refused, or none that can be used */
	TROUBLE_CERTIFICATE, /* not trusted, or another's */
	TROUBLE_TLS,         /* not offered */
	TROUBLE_FOLDER,      /* it is not there, or may not be read */
	TROUBLE_CONFIG,
	TROUBLE_LAST_OF_ACCOUNT = TROUBLE_CONFIG,
	TROUBLE_UNREACHABLE,
	TROUBLE_BUSY,        /* the server says: not now */
	TROUBLE_SILENT,
	TROUBLE_CLOSED,
	TROUBLE_BABBLE,      /* it speaks no IMAP */
	TROUBLE_ABSURD       /* a line or a literal without measure */
} Trouble;

const char *trouble_code(Trouble trouble); /* "login", ... */
bool trouble_parse(const char *code, Trouble *trouble);

typedef struct {
	char *key;        /* what the cursor is made of: a UID in decimal, or a hash of a file's name */
	guint32 uid;      /* of IMAP */
	Instant received; /* by the server, or the file's time; INSTANT_NONE */
	gsize size;       /* as it is said to be */
	GBytes *header;   /* the fields of CONCERN_FIELDS, or all of the header, as far as it is looked at */
	char *path;       /* of a Maildir: the file below its folder */
} MailItem;

void mail_item_free(MailItem *item);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MailItem, mail_item_free)

typedef struct Mailbox Mailbox;

typedef struct {
	const char *kind; /* "imap", "maildir" */
	/* From the request to an opened mailbox that knows what is new. */
	bool (*open)(Mailbox *box, const json_t *request);
	/* The headers of at most MAILBOX_BATCH new messages, oldest first; fewer where some are gone. *reached: the key up to which all was
	 * seen when they were looked at; NULL with no items at the end. (transfer full) */
	bool (*next)(Mailbox *box, GPtrArray **items, char **reached);
	/* A whole message of at most `most` bytes. *bytes NULL: it is gone; or it is longer, and then item->size says so, whatever it said
	 * before. (transfer full) */
	bool (*fetch)(Mailbox *box, MailItem *item, gsize most, GBytes **bytes);
	void (*close)(Mailbox *box);
} MailSource;

struct Mailbox {
	const MailSource *source;
	void *state;         /* the source's own */
	/* found out by open(): */
	bool fresh;          /* the parent's cursor does not fit: it begins anew */
	gint64 validity;     /* UIDVALIDITY; 0 for a Maildir */
	char *begin;         /* fresh: the UID that all before is seen with */
	GPtrArray *seen;     /* fresh, of a Maildir: the keys of what was there before (char *) */
	GPtrArray *gone;     /* of a Maildir: keys of the cursor that are there no more */
	char *tls;           /* version and cipher; NULL: none */
	/* when something returned false: */
	Trouble trouble;
	char *words;         /* the server's, or what happened; UTF-8 of one line */
};

extern const MailSource mailbox_imap, mailbox_maildir;

/* "source" of the request names the kind. False with box->trouble; mailbox_clear() it in any case. */
bool mailbox_open(Mailbox *box, const json_t *request);
void mailbox_clear(Mailbox *box);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Mailbox, mailbox_clear)

/* Failing in one line: false. The words are made harmless. */
bool mailbox_fail(Mailbox *box, Trouble trouble, const char *format, ...) G_GNUC_PRINTF(3, 4);

#endif

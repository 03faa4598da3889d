/*
 * IMAP responses, read off a stream that may be hostile (RFC 3501 7, 9).
 *
 * A response is a line, with literals {n} of exactly n bytes in it. Nothing inside a literal is ever looked at as a response, whatever
 * it says, and nothing is believed to be a literal where the grammar has none (the human text of OK, NO, BAD and BYE). Lines, literals and
 * their number are bounded before memory is taken for them; of a literal that is longer than what is kept, the rest is read and dropped.
 */
#ifndef BRECCIA_COURIER_IMAP_H
#define BRECCIA_COURIER_IMAP_H

#include "src/core/when.h"

#include <glib.h>
#include <stdbool.h>

#define IMAP_LINE_MAX     (8u << 20)   /* SEARCH answers with one line: a million UIDs */
#define IMAP_LITERAL_MAX  (256u << 20) /* what announces more is not even skipped */
#define IMAP_LITERALS_MAX 64           /* in one response */

typedef enum {
	IMAP_FINE,
	IMAP_CLOSED,  /* the stream ended */
	IMAP_SILENT,  /* nothing came for too long */
	IMAP_BABBLED, /* what came is no IMAP */
	IMAP_ABSURD   /* a line or a literal without measure */
} ImapEnd;

typedef enum { IMAP_DATA, IMAP_OK, IMAP_NO, IMAP_BAD, IMAP_BYE, IMAP_PREAUTH, IMAP_CONTINUE } ImapKind;

typedef struct {
	ImapKind kind;
	char *tag;           /* "*", "+", or that of a command */
	char *text;          /* what follows, with byte 1 in the place of each literal; never NULL */
	GPtrArray *literals; /* of GBytes, in order; cut to what is kept */
	GArray *sizes;       /* of gsize: how long each was */
} ImapResponse;

void imap_response_free(ImapResponse *response);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ImapResponse, imap_response_free)

/* Fills at most cap bytes, at least one where it says IMAP_FINE; waits for them as long as it sees fit. */
typedef ImapEnd (*ImapFill)(void *data, char *buffer, gsize cap, gsize *got);

typedef struct ImapReader ImapReader;
ImapReader *imap_reader_new(ImapFill fill, void *data);
void imap_reader_free(ImapReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ImapReader, imap_reader_free)

void imap_reader_keep(ImapReader *reader, gsize most); /* so many bytes of each literal from now on; 4096 at first */
ImapEnd imap_read(ImapReader *reader, ImapResponse **response); /* (transfer full) where it is IMAP_FINE */

/* --- what is in a response ------------------------------------------------------------------------------------------ */

/* "[UIDVALIDITY 7]" of an OK: is it there, and its number. */
bool imap_code_number(const ImapResponse *response, const char *code, guint32 *number);
/* "SEARCH 3 9 4": adds the numbers (guint32) to uids, in their order. False: it is none, or not made of numbers. */
bool imap_search(const ImapResponse *response, GArray *uids);

typedef struct {
	guint32 uid;      /* 0: none was named */
	Instant received; /* INTERNALDATE; INSTANT_NONE */
	gsize size;       /* RFC822.SIZE; 0 */
	GBytes *body;     /* of the first BODY[...]; NULL: none, or NIL (owned by the caller) */
	gsize body_size;  /* how long it was, where body is cut */
} ImapFetched;

/* "7 FETCH (UID 12 ... BODY[] {34}...)". False: it is none, or ill-formed. imap_fetched_clear() it. */
bool imap_fetch(const ImapResponse *response, ImapFetched *fetched);
void imap_fetched_clear(ImapFetched *fetched);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ImapFetched, imap_fetched_clear)

/* "17-Jul-1996 02:44:25 -0700"; INSTANT_NONE where it is none. */
Instant imap_date(const char *text);

/* A mailbox name between quotes; NULL when it cannot stand there: empty, not ASCII, a control character. (transfer full) */
char *imap_quoted(const char *name);

#endif

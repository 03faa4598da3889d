/*
 * What is about us.
 *
 * The mailbox that is read is the company's only PEC, or somebody's mail: invoices, courts, unions. Nothing of it may be kept but what
 * is about a notice of this register, so a message is looked at by its header alone, and this says which one is fetched:
 *
 *   ours     X-Riferimento-Message-ID, In-Reply-To, References, or a receipt's Message-ID, names an id of ours, or the id that a provider gave one of
 *            our notices; or the subject carries our mark, [CODE 2026-0013], after whatever prefixes
 *   report   a multipart/report, or what a mail server wrote by itself: whose message came back only its body tells. It is fetched,
 *            looked at by concern_report(), and dropped when it is not ours
 *   perhaps  from an address of a DPO or a client, and nothing else: its header is shown to a person, who may take it in
 *   none     counted, never fetched: also what we wrote ourselves, where the mailbox of an addressee (privacy@company) is the one that is read:
 *            its own Message-ID is ours, or it bears our X-Breccia-Ref and is from an address that we write from
 *
 * Pure. All of it is what somebody wrote: an id that matches proves nothing, it only says what to look at.
 */
#ifndef BRECCIA_COURIER_CONCERN_H
#define BRECCIA_COURIER_CONCERN_H

#include "src/core/ref.h"

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

/* The fields that decide, and that are shown of what is perhaps an answer; for an IMAP FETCH. */
#define CONCERN_FIELDS \
	"FROM REPLY-TO SUBJECT DATE MESSAGE-ID IN-REPLY-TO REFERENCES X-RIFERIMENTO-MESSAGE-ID CONTENT-TYPE X-FAILED-RECIPIENTS " \
	"X-RICEVUTA X-TRASPORTO X-BRECCIA-REF"

typedef struct Known Known;

/*
 * {"ids":{"<message-id>":"2026-0001/n1", ...}, "people":["address", ...], "own":["address or <message-id>", ...], "code":"ROSSI"}: what this
 * register knows; own: which addresses it writes from, and what it wrote about no incident. NULL when it is no such object. (transfer full)
 */
Known *known_new(const json_t *what);
void known_free(Known *known);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Known, known_free)

typedef enum { CONCERN_NONE, CONCERN_PERHAPS, CONCERN_REPORT, CONCERN_OURS } Concern;
typedef enum { BY_NOTHING, BY_ID, BY_MARK, BY_REPORT, BY_SENDER } ConcernBy;

typedef struct {
	Concern concern;
	ConcernBy by;
	const char *notice; /* "2026-0001/n1", by an id or a report; borrowed from known; NULL */
	Ref ref;            /* by a mark; year 0 otherwise */
} Concerned;

/* block: the fields named above, or the whole header; it ends at an empty line or at len. */
Concerned concern(const Known *known, const char *block, gsize len);

/* The whole bytes of a report: does it name one of our ids, or the envelope id that we gave (RFC 3464 2.2.1)? Also where that stands
 * in quoted-printable or in base64. */
Concerned concern_report(const Known *known, const char *bytes, gsize len);

const char *concern_by_code(ConcernBy by); /* "id", "mark", "report", "sender"; "" */
bool concern_by_parse(const char *code, ConcernBy *by);

#endif

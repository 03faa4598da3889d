/*
 * Evidence: what shows what happened, kept as it is under its SHA-256.
 *
 * A list that leaked is no evidence of its own: what is kept of it is its hash, its size and the place where the bytes are (GDPR art. 5(1)(c)).
 */
#ifndef BRECCIA_REGISTER_EVIDENCE_H
#define BRECCIA_REGISTER_EVIDENCE_H

#include "src/register/receipts.h" /* register_evidence_limit() */

typedef struct {
	const void *bytes;  /* kept as they are, at most register_evidence_limit(); NULL: they are not kept, only hash, len and place are */
	const char *hash;   /* of bytes that are not kept, 64 hex digits */
	int64_t len;
	const char *name;   /* of the file as it was given: its folder and whatever could harm are dropped; NULL */
	const char *place;  /* where the bytes are; needed for those that are not kept */
	const char *action; /* "2026-0013/1" or "1": what it is the result of; NULL */
	const char *note;
} EvidenceToKeep;

/* RIGHT_ADD. *id (transfer full), "2026-0013/e1". E_STATE when the same bytes are there already, or the incident is closed or void;
 * E_INPUT: empty, too large, no place. */
bool register_evidence_add(Session *session, const char *ref, const EvidenceToKeep *evidence, char **id, GError **error);
/* What a person means by "13/e1"; E_NOTFOUND. (transfer full) */
bool session_evidence(Session *session, const char *text, Evidence **evidence, GError **error);

/* By its name, a list of people that should not be copied: a spreadsheet or a table. */
bool evidence_is_list(const char *name);

#endif

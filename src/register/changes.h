/*
 * What was said differently later: corrections alone, read from the journal, where nothing is ever overwritten.
 *
 * That something unknown became known, or was added, is no correction.
 */
#ifndef BRECCIA_REGISTER_CHANGES_H
#define BRECCIA_REGISTER_CHANGES_H

#include "src/register/session.h"

typedef struct {
	int64_t seq;
	Instant at;
	char *by, *ref;
	char *what;            /* "subjects", "detected_at": a field; "decision:authority", "opinion:subjects", "late:dpo-24h", "assessment",
	                        * "client:alfa", "stage" */
	json_t *before, *after; /* a field's canonical values, a code, true and false; NULL: nothing */
	char *reason;          /* NULL: none, or erased */
	Instant detected_at;   /* as it was known then */
} Correction;

/* Of one incident, or (ref NULL) of all; in the order of the journal. (transfer full) of Correction */
bool session_changes(Session *session, const char *ref, GPtrArray **changes, GError **error);

#endif

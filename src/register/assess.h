/* Severity: the DPO scores an incident, again whenever more is known. A score proposes and never decides; every one stays visible. */
#ifndef BRECCIA_REGISTER_ASSESS_H
#define BRECCIA_REGISTER_ASSESS_H

#include "src/core/severity.h"
#include "src/register/session.h"

typedef enum { FLAG_SUGGESTED, FLAG_NO, FLAG_YES } Flag; /* suggested: as the incident's facts say */

typedef struct {
	const char *ref;
	const Answers *answers;    /* NULL: only a level is stated, which takes from_reply */
	const Level *level;        /* with answers: put in the place of what the score says, with a reason; without: what the DPO stated */
	const char *reason;        /* NULL where no level is put in the score's place */
	const char *from_reply;    /* "r57": entered for a DPO who answered by mail; NULL */
	Flag many, unintelligible;
	int64_t seen;              /* last_seq that was shown; 0: not shown. E_CONFLICT when somebody else assessed it since */
} AssessInput;

/* RIGHT_TAKE, or RIGHT_ADD with from_reply. Before or after charge is taken, never of what is closed or void. E_INPUT: answers that are not
 * of the table, a level that is what the score says anyway, a level in its place without a reason. */
bool register_assess(Session *session, const AssessInput *input, GError **error);

#endif

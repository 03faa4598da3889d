/* What the company did about a duty of its own, recorded with its paper: the DPIA, the continuity plan, the papers of the DPO. */
#ifndef BRECCIA_REGISTER_DUTY_H
#define BRECCIA_REGISTER_DUTY_H

#include "src/register/session.h"

typedef struct {
	const char *duty;       /* an id of duty_rows */
	Instant at;             /* not ahead of the clock */
	Instant expires;        /* after `at`; INSTANT_NONE: the row's months count */
	const char *version, *handed_to, *reason; /* NULL */
	const void *bytes;      /* the paper, at most register_evidence_limit(); NULL */
	gsize len;
	const char *name;       /* of its file, as it was given; NULL */
} DutyToRecord;

/* RIGHT_DUTY. E_INPUT: an unknown duty, an instant that cannot be, a version or a handing over where there is none, an empty or a large file. */
bool register_duty(Session *session, const DutyToRecord *duty, GError **error);

#endif

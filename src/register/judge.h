/*
 * The DPO's opinion and the company's decision: is it to be filed with the authority, are the data subjects to be told, is it a breach at
 * all (GDPR arts. 33, 34, 38(6), 39).
 *
 * Each always says why, and is never overwritten: the newest about a question counts. A decision starts and ends clocks:
 *
 *   authority yes   authority-72h runs, no longer provisional (again, where it had ended or was waived)
 *   authority no    authority-72h and supplement end as not due, for the decision's reason
 *   subjects yes    a clock starts at the decision (setting subjects-hours: an internal target)
 *   subjects no     it ends
 *   breach no       the outcome is "not a breach": all ends but dpo-24h and NIS 2; what waits for clients is withdrawn; whoever was told
 *                   gets a closing notice, which for a client waits until it is released
 *   breach yes      after a no: what the facts and the other decisions ask for runs again
 *
 * What was late when it ended stays late and needs its reason.
 */
#ifndef BRECCIA_REGISTER_JUDGE_H
#define BRECCIA_REGISTER_JUDGE_H

#include "src/register/session.h"

typedef struct {
	const char *ref;
	Question about;
	bool yes;
	const char *reason;     /* always */
	const char *signed_by;  /* of a decision: who answers for it, where that is not who enters it; NULL */
	const char *from_reply; /* the receipt of the DPO's answer; NULL: who is at work acts for themselves */
	int64_t seen;           /* the last_seq that was shown; 0: not shown. E_CONFLICT when somebody judged the same since */
} Judging;

/* What it came to. */
typedef struct {
	bool against;         /* the DPO's opinion is the other one */
	bool no_opinion;      /* none is on file: closing will ask for it */
	int64_t late_by;      /* seconds after the 72 hours, of a "no" that ended them; 0 */
	GPtrArray *moved;     /* of Clock, as they are now: those that started, ended or run again */
	GPtrArray *queued;    /* of char *: closing notices */
	GPtrArray *withdrawn; /* of char *: notices to clients that will not leave */
} Judged;

void judged_clear(Judged *judged);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Judged, judged_clear)

/* RIGHT_TAKE. E_STATE: a near miss; E_INPUT: no reason. */
bool register_opinion(Session *session, const Judging *judging, Judged *judged, GError **error);
/* RIGHT_DECIDE. E_STATE also: not a breach (decide that first); the data are the clients' alone, who decide for themselves. */
bool register_decide(Session *session, const Judging *judging, Judged *judged, GError **error);

#endif

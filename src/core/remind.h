/*
 * Reminders and escalation: who has to be told again, about what, and when.
 *
 * A pure function of what is known of one incident and of the policy of the register. A reminder is one row: a rule ("take-charge",
 * "clock:dpo-24h", "action:3", "undelivered:n4"), a step of it ("deputy", "6h", "late") and an anchor, the instant that the step
 * counts from. These three and the incident are its key: what was queued under it is never queued again, and a deadline that is
 * moved has reminders of its own. Nothing here depends on now but what is due by it.
 *
 * Reminders go to people of the register, and to the owner of an action who stands outside it; never to a client. They meet no clock
 * and prove nothing.
 */
#ifndef BRECCIA_CORE_REMIND_H
#define BRECCIA_CORE_REMIND_H

#include "src/core/incident.h"
#include "src/core/settings.h"

/* To whom a row goes: bits. */
typedef enum {
	REMIND_DEPUTY = 1,   /* the one named in the DPO's act of appointment */
	REMIND_MANAGERS = 2,
	REMIND_SECURITY = 4,
	REMIND_DPO = 8,
	REMIND_OWNER = 16    /* of the action */
} RemindTo;

typedef enum { REMIND_CHARGE, REMIND_CLOCK, REMIND_ACTION, REMIND_UNDELIVERED } RemindKind;

typedef struct {
	RemindKind kind;
	char *rule, *step; /* as the journal has them */
	const char *about; /* what follows the colon of rule: a clock, the number of an action, of a notice; NULL */
	Instant anchor;    /* a clock's end, an action's due, the logging, the failing */
	Instant due_at;    /* when it is to be sent */
	unsigned to;       /* of RemindTo */
} Reminder;

/* What decides, besides the incident itself. */
typedef struct {
	int64_t take_charge;  /* seconds that the DPO has, from logging; then as many for the deputy */
	const int64_t *before; /* seconds before the end of a clock, the longest first, as settings_durations() gives them; none: no reminders of clocks */
	guint before_count;
	bool deputy;          /* the DPO's act names one; without one the managers come at once */
	Instant absent_at;    /* since when an automatic reply says that the DPO is away; INSTANT_NONE */
} RemindPolicy;

/* Nothing is reminded of: a drill, the past, void, closed, not a breach; but for the review that was planned at closing. */
bool remind_quiet(const Incident *incident);

/* Since when the DPO is away, by the automatic replies (receipts of kind "auto-reply") to what was sent to the DPO; INSTANT_NONE. */
Instant remind_absent_at(const Incident *incident);

/* All rows that the incident as it is would come to, by due_at; none where it is quiet. (transfer full) of Reminder */
GPtrArray *remind_plan(const Incident *incident, const RemindPolicy *policy);

/*
 * Of the plan: what is due by `now` and was not queued yet. Of the steps towards the end of one clock, and of those about one action, only
 * the newest is due: after three days of silence one message says how things are, and not four how they were. The steps
 * of taking charge speak to different people, each of whom has to know. (transfer container), of Reminder
 */
GPtrArray *remind_due(const GPtrArray *plan, const Incident *incident, Instant now);

/* The steps of a notice: what notice.queued keeps of them, [{"rule":...,"step":...,"anchor":RFC 3339}]; back into rows with what the plan
 * says of them, those that still hold. (transfer full); (transfer container) */
json_t *remind_steps(const GPtrArray *reminders);
GPtrArray *remind_still(const GPtrArray *plan, const char *steps);

#endif

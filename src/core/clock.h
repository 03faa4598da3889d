/*
 * Clocks: the deadlines of an incident.
 *
 * The rules are a table, data and not code. What applies to one incident is frozen when it starts: its rule, its
 * length and the proof it requires, so that a later change of settings rewrites nothing. A clock never pauses, is
 * never extended for week-ends, and runs in exact elapsed seconds. Whether it is late is computed from facts at the
 * moment of asking; no job has to run for that to be true.
 */
#ifndef BRECCIA_CORE_CLOCK_H
#define BRECCIA_CORE_CLOCK_H

#include "src/core/lang.h"
#include "src/core/notice.h"
#include "src/core/proof.h"
#include "src/core/when.h"

#define RULE_DPO       "dpo-24h"
#define RULE_CLIENT    "client" /* its clocks are named "client:alfa" */
#define RULE_AUTHORITY "authority-72h"
#define RULE_SUBJECTS   "subjects"
#define RULE_SUPPLEMENT "supplement"
#define RULE_NIS2_EARLY "nis2-early"
#define RULE_NIS2_FULL  "nis2-72h"
#define RULE_NIS2_FINAL "nis2-final"

typedef enum {
	FROM_DETECTED, /* the 24 hours to the DPO */
	FROM_AWARE,    /* art. 33(1) */
	FROM_DECISION, /* the company's decision */
	FROM_FILING    /* the previous filing */
} ClockStart;

typedef struct {
	const char *id;
	Words name;
	ClockStart from;
	const char *after;  /* the rule whose filing starts it, for FROM_FILING */
	int64_t seconds;    /* 0: none by law */
	int months;         /* instead of seconds; the month's end clamps */
	bool internal;      /* an internal target: shown as such, with "law: without undue delay" */
	bool on;            /* applied in a new register; the others are switched on in the settings */
	bool waivable;      /* dpo-24h never is */
	Words applies, met_by;
	const char *source; /* the article */
} ClockRule;

extern const ClockRule clock_rules[]; /* ends with a NULL id */
const ClockRule *clock_rule(const char *id); /* NULL when there is none */
bool clock_start_parse(const char *code, ClockStart *from);
const char *clock_start_code(ClockStart from); /* "detected", "aware", "decision", "filing" */

/* Computed from facts and the instant of asking; never stored. */
typedef enum {
	CLOCK_RUNNING,
	CLOCK_DUE_SOON, /* a quarter of its length is left, or less */
	CLOCK_LATE,
	CLOCK_MET,
	CLOCK_MET_LATE,
	CLOCK_NOT_DUE, /* decided not required, or does not apply */
	CLOCK_WAIVED,
	CLOCK_PAST     /* of an imported incident: what paper says shows as late where it was, and never as in time */
} ClockState;

typedef struct {
	char *id, *rule;
	char *client;      /* id, for the rule "client" */
	char *client_name; /* for people; NULL otherwise */
	ClockStart from;
	Instant starts_at, due_at;
	Instant first_due_at;   /* as frozen at the start: a corrected detection moves due_at only */
	int64_t length;         /* seconds */
	bool provisional;       /* authority-72h while it is not known whether own data are affected */
	bool internal;
	bool late_by_correction; /* became late, or stays late, because the start was corrected */
	bool ended_late;        /* it was late when it was found not to be due, or waived: that does not go away */
	Instant ended_at;       /* when it last was found not to be due, or waived; it may run again since */
	Proof required[2];      /* by Channel */
	Instant met_at;         /* INSTANT_NONE: not met */
	Proof proof;            /* of what meets it, the best of what left for the same reason and in time; or the best so far */
	bool not_due, waived;
	bool past;              /* of an imported incident: it never runs, and presses nobody */
	bool voided;            /* of a void incident: what was open then is not due any more, and nobody is asked why anything was late */
	bool erased;            /* the texts of its incident were erased: the reason was given once, and is not asked for again */
	char *reason;           /* why not due, or waived */
	char *late_cause, *late_reason; /* a code of vocab_late_cause and a sentence; NULL until given */
} Clock;

Clock *clock_new(void);
void clock_free(Clock *clock);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Clock, clock_free)

const Clock *clock_find(const GPtrArray *clocks, const char *id); /* of Clock; NULL when there is none */

ClockState clock_state(const Clock *clock, Instant now);
const char *clock_state_code(ClockState state); /* "running", "due-soon", "late", "met", "met-late", "not-due", "waived", "past" */
bool clock_state_parse(const char *code, ClockState *state);
const Words *clock_state_words(ClockState state);
bool clock_open(const Clock *clock);             /* still has to be met */
/* Late now, met late, or late by the facts that were known before its start was corrected or it ended: what statistics count. */
bool clock_was_late(const Clock *clock, Instant now);
/* By how many seconds: until it was met, until it ended, or up to now; past its deadline or, where that was moved past it all, past its first
 * one. 0 where it was not late, and where that is not known any more. */
int64_t clock_late_by(const Clock *clock, Instant now);
bool clock_late_before_correction(const Clock *clock, Instant now); /* by its first deadline, and not by what its start was corrected to */
bool clock_late_by_correction(const Clock *clock, Instant now);     /* it would not have been, had its start not been corrected */
/* Was late, and cause or reason is missing; nobody is asked about the past or what is void, nor for a reason that was erased and left its cause. */
bool clock_wants_reason(const Clock *clock, Instant now);

/* When a clock of this rule that starts there is due: seconds, or months in the zone, whose end clamps (31 January + 1 month is the
 * last day of February). */
Instant clock_rule_due(const ClockRule *rule, Instant start, GTimeZone *zone);

/* Sets met_at and proof from the notices of the incident (of Notice): those of the clock's audience that stand (sent, not
 * refuted), or "exercise" ones for a drill. The earliest sending instant whose proof reaches the required level meets it, a
 * supplement's only where nothing before it stands: a machine's clock that was set back makes nothing on time. What a client was told
 * before it got a closing letter no longer counts. Otherwise met_at is INSTANT_NONE and proof the best of those that stand. A clock
 * that no notice meets (a filing does, or a communication to the data subjects) is left as it is. */
void clock_settle(Clock *clock, const GPtrArray *notices);
/* And from what was recorded as filed (of Filing), after the notices: the earliest that is about this clock and no withdrawal, which for the
 * supplement is a complete filing of the clock before it. What a person recorded is declared, and never more. */
void clock_settle_filed(Clock *clock, const GPtrArray *filings);

/* "DPO", "Alfa S.p.A.", "Garante (provvisorio)": how a board names it. (transfer full) */
char *clock_name(const Clock *clock, Lang lang);

#endif

/*
 * The figures of a report: pure, from plain structs and the instant of asking.
 *
 * What counts (the house's rules of counting):
 *
 * - A breach counts; what is void, no breach after all, a near miss, a drill, or imported from paper does not: each is shown apart.
 * - Each deadline counts once, in the period in which it was met or fell due, whichever came first; so months add up to their year.
 *   One that still runs is shown apart. One that was waived or found not to apply does not count, unless it was late by then.
 * - On time is what was met in time with the proof that was required. Sent in time but not proven is not on time, and not late either:
 *   unproven. All else is late, also what became late by a correction, for good.
 * - Time to notice runs from the detection to the sending of the notice that stands, proven or not; of a breach whose notice is missing, up to
 *   now.
 * - Nothing is ever counted by person.
 */
#ifndef BRECCIA_REPORT_STATS_H
#define BRECCIA_REPORT_STATS_H

#include "db/query-report.h"
#include "src/report/period.h"

typedef enum { STANDING_ON_TIME, STANDING_LATE, STANDING_UNPROVEN, STANDING_RUNNING, STANDING_DROPPED } Standing;
#define STANDINGS 5

Standing stats_standing(const ReportClock *clock, Instant now);
const char *stats_standing_code(Standing standing); /* "in-time", "late", "unproven", "running", "not-due" */
/* When it was met or fell due, whichever came first: only of one that does not run. */
Instant stats_counted_at(const ReportClock *clock);
bool stats_counts(const ReportIncident *incident); /* a breach of this register that is one */

/* Deadlines, by how they stand. */
typedef struct {
	int n[STANDINGS];
} Tally;

int tally_counted(const Tally *tally); /* on time, late and unproven */
/* Of 100, rounded, but neither 0 nor 100 unless it is none or all; -1 where fewer than five are counted: a share of four says nothing. */
int tally_percent(const Tally *tally);
#define STATS_FEW 5

/* --- what is asked ------------------------------------------------------------------------------------------------------------ */

typedef enum { BY_NOTHING, BY_CLIENT, BY_SITE, BY_CAMPAIGN, BY_CAUSE } StatsBy;

typedef struct {
	Period period;
	Instant now;
	GTimeZone *zone;
	/* Only what fits; NULL: all. Site and campaign as text_fold() writes them, client an id, kind a code. With a client, the deadlines towards
	 * others do not count. */
	const char *client, *site, *campaign, *kind;
	StatsBy by;
	bool lists; /* keep what is listed one by one, too */
} StatsPlan;

/* --- what comes out ----------------------------------------------------------------------------------------------------------- */

typedef struct {
	const char *rule; /* id of clock_rules, static */
	Tally tally;
} RuleStats;

typedef struct {
	Instant from, until;
	Tally dpo; /* of dpo-24h */
} MonthStats;

/* The way of a notice, step by step. A step of an incident counts where both its ends are known; where no delivery is, the next step begins
 * with the sending. What happened in another order took no time. */
typedef enum { STEP_LOGGED, STEP_SENT, STEP_DELIVERED, STEP_TAKEN, STEP_CLOSED } Step;
#define STEPS 5
/* How long each took, in seconds; -1 where an end is not known. dpo: the incident's dpo-24h. */
void stats_steps(const ReportIncident *incident, const Clock *dpo, int64_t steps[STEPS]);
const char *stats_step_code(Step step); /* "logged", "sent", "delivered", "taken", "closed" */

/* Time to notice in bins: up to stats_bins[i] seconds, and one for more. */
#define STATS_BINS 10
extern const int64_t stats_bins[STATS_BINS - 1];
#define STATS_BINS_IN_TIME 6 /* so many of them lie within 24 hours */

typedef struct {
	int n;                        /* 0: the others mean nothing */
	int64_t median, p90, worst;   /* seconds; p90: nine of ten took at most so long (nearest rank) */
} Spread;

/* One deadline that is named: late, unproven, or running. */
typedef struct {
	char *ref, *title, *breach_kind; /* title and kind NULL: absent */
	const char *rule;                /* static; the clock's name follows from these four */
	char *client, *client_name;
	bool provisional;
	Standing standing;
	Instant detected_at, due_at, met_at;
	bool by_correction;              /* its start was corrected, and that made it late */
	bool before_correction;          /* its start was corrected, and by what it is now it would have been in time */
	bool ended;                      /* waived or found not to be due, too late */
	const char *cause;               /* a code of vocab_late_cause, static; NULL: not given */
	char *reason;
	bool explained;                  /* nobody has to say more: the reason is there, or was erased with the other texts */
	Clock clock;                     /* its instants and flags, without any text: what stats_lateness() follows from */
} NamedClock;

/* Deadlines of the period by client, site, campaign, or by the cause of their lateness. */
typedef struct {
	char *key, *name;  /* key "": not recorded; name NULL: the key is its name */
	int incidents;
	Tally dpo, all;
	int64_t worst;     /* the longest lateness, seconds */
	GArray *times;     /* of int64_t: time to notice */
	int64_t last;      /* which incident was counted last; from 1 */
} Group;

typedef struct {
	char *id, *title;
	Instant due_at;
} NamedAction;

/* Entries that were detected in the period, each under the first that fits. */
typedef enum { ENTRY_BREACH, ENTRY_NOT_A_BREACH, ENTRY_NEAR_MISS, ENTRY_VOID, ENTRY_HISTORIC, ENTRY_DRILL } Entry;
#define ENTRIES 6

typedef struct {
	StatsPlan plan;          /* the texts in it are the caller's */
	int entries[ENTRIES];
	int incidents;           /* breaches with a deadline that counts */
	GArray *rules;           /* of RuleStats: each of clock_rules, in its order */
	Tally all;
	Tally drills;            /* dpo-24h of drills */
	int explained;           /* of the late ones: with cause and reason */
	GArray *months;          /* of MonthStats */
	GArray *times;           /* of int64_t: time to notice, ascending once finished */
	int unnotified;          /* of these: have no notice that stands, and count up to now */
	GArray *drill_times;
	GArray *steps[STEPS];    /* of int64_t, ascending once finished */
	GPtrArray *late;         /* of NamedClock: late ones, the one that fell due last first */
	GPtrArray *unproven;     /* of NamedClock */
	GPtrArray *running;      /* of NamedClock: all that run now, the nearest first */
	GPtrArray *groups;       /* of Group, the largest first once finished */
	GPtrArray *actions;      /* of NamedAction: overdue now, the oldest first */
	GHashTable *by_key;      /* folded key -> Group, borrowed */
	int64_t added;           /* incidents so far */
} Stats;

Stats *stats_new(const StatsPlan *plan);
void stats_free(Stats *stats);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Stats, stats_free)
void stats_add(Stats *stats, const ReportIncident *incident);
void stats_add_action(Stats *stats, const ReportAction *action);
void stats_finish(Stats *stats); /* after the last; nothing is added any more */

/* Does the incident fit the plan's client, site, campaign and kind? (The client of an incident without clocks is not asked.) */
bool stats_fits(const StatsPlan *plan, const ReportIncident *incident);
/* Does this clock of an incident that fits? */
bool stats_takes(const StatsPlan *plan, const ReportIncident *incident, const ReportClock *clock);

const Tally *stats_rule(const Stats *stats, const char *rule);
Spread stats_spread(const GArray *sorted);
void stats_histogram(const Stats *stats, int counts[STATS_BINS]);
int64_t stats_lateness(const NamedClock *clock, Instant now); /* clock_late_by() */
bool stats_by_parse(const char *code, StatsBy *by);
const char *stats_by_code(StatsBy by);

#endif

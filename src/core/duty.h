/*
 * The duties of a company beside its incidents: the papers that it has to have, and how old they may become.
 *
 * Rows of a table, from the code of practice (OIC-Assocontact, 2018) and the GDPR. What was done about one is recorded, never overwritten;
 * whether it stands is computed from the records and the instant of asking.
 */
#ifndef BRECCIA_CORE_DUTY_H
#define BRECCIA_CORE_DUTY_H

#include "src/core/lang.h"
#include "src/core/person.h"
#include "src/core/when.h"

#include <glib.h>
#include <stdbool.h>

typedef struct {
	const char *id;
	Words name, what; /* what it is; what to record, and from which paper */
	bool needed;      /* its absence is a failure; else it is advice */
	int months;       /* after which it wants a review where nobody said when it expires; 0: it lasts. A target, no law fixes it */
	bool versioned;   /* a plan: it has a version, and each version is handed to the control function */
	const char *source;
} DutyRow;

extern const DutyRow duty_rows[]; /* ends with a NULL id */
const DutyRow *duty_find(const char *id); /* NULL: there is none */

/* One record. */
typedef struct {
	int64_t seq;
	char *duty;
	Instant at;                 /* when it was done */
	Instant expires_at;         /* INSTANT_NONE: the row's months count */
	Instant noted_at;
	char *by;                   /* person id */
	char *version, *handed_to;  /* NULL. Handed over without a version: the version that stands */
	char *reason;               /* a remark; NULL */
	char *bytes, *name;         /* SHA-256 of the paper, and its file's name; NULL */
	int64_t size;
} Duty;

void duty_free(Duty *duty);

typedef enum {
	DUTY_FINE,
	DUTY_EXPIRING,   /* within DUTY_SOON */
	DUTY_UNFINISHED, /* no version, or the version that stands was not handed over */
	DUTY_EXPIRED,
	DUTY_MISSING
} DutyState;

#define DUTY_SOON INT64_C(2592000) /* seconds: thirty days before, it is said */

const char *duty_state_code(DutyState state); /* "fine", "expiring", "unfinished", "expired", "missing" */
const Words *duty_state_words(DutyState state);

/* The appointment itself may carry what the register would ask for once more. Borrows; NULL: it does not, or there is none (dpo NULL). */
const char *duty_in_appointment(const DutyRow *row, const Dpo *dpo);

/* How a duty stands. Borrows from the records. */
typedef struct {
	DutyState state;
	const Duty *newest;     /* the newest of what was done itself; NULL */
	const Duty *handed;     /* the newest handing over of what stands; NULL */
	Instant expires_at;     /* INSTANT_NONE: never, or missing */
} DutyStanding;

/* records: of Duty, in order of seq, of any duty. */
DutyStanding duty_standing(const DutyRow *row, const GPtrArray *records, Instant now, GTimeZone *zone);

#endif

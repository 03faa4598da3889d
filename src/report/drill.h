/*
 * What an exercise showed: when each step of the notice's way was done, how long it took, whether that was in time, beside the exercises
 * before it.
 *
 * The steps are those of a report (stats.h), and are counted as there. Logging, sending and delivery are held against the 24 hours of the
 * clock as it was frozen, taking charge against the setting take-charge; closing has no limit. Void exercises are left out. Nobody is named.
 */
#ifndef BRECCIA_REPORT_DRILL_H
#define BRECCIA_REPORT_DRILL_H

#include "src/core/settings.h"
#include "src/report/document.h"
#include "src/report/stats.h"

#include <jansson.h>

typedef enum { PACE_IN_TIME, PACE_LATE, PACE_DONE, PACE_UNPROVEN, PACE_WAITING, PACE_OVERDUE, PACE_UNKNOWN, PACE_UNSENT } Pace;
#define PACES 8

typedef struct {
	Instant at, limit; /* when it was done, until when it should be; INSTANT_NONE: not yet, or not known; no limit */
	int64_t took;      /* since the step before; -1: not known */
	Pace pace;         /* done without a limit: PACE_DONE; passed over by a later step: PACE_UNKNOWN; written and never sent: PACE_UNSENT */
} DrillStep;

typedef struct {
	char *ref, *title, *breach_kind; /* the latter two NULL: absent, or erased */
	Instant detected_at, due_at;
	Standing notice;                 /* of the 24 hours */
	bool unsent;                     /* an exercise on paper: its notice was written, and never left */
	int64_t time;                    /* from the detection to the notice, or until now */
	DrillStep steps[STEPS];
} Drill;

void drill_free(Drill *drill);
/* Every exercise, the newest first (of Drill). take_charge: seconds. */
bool drills_read(Db *db, int64_t take_charge, Instant now, GPtrArray **drills, GError **error);
/* What is asked of one of them: pure. NULL: it has no clock, or is none. (transfer full) */
Drill *drill_of(const ReportIncident *incident, int64_t take_charge, Instant now);

const char *pace_code(Pace pace); /* "in-time", "late", "done", "unproven", "waiting", "overdue", "unknown", "not-sent" */

/* The report about drills[which]: those after it are the earlier ones. (transfer full) */
Document *drill_document(const GPtrArray *drills, guint which, GTimeZone *zone, Lang lang);
json_t *drill_json(const GPtrArray *drills, guint which);

#endif

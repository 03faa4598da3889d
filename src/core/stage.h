/*
 * Stages and closing gates: derived from facts, never stored by hand.
 */
#ifndef BRECCIA_CORE_STAGE_H
#define BRECCIA_CORE_STAGE_H

#include "src/core/incident.h"

/* The first that holds, in this order of test: void, closed, ready (taken, all gates pass), assessed (taken and assessed),
 * in-charge, notified (the DPO notice's proof stands), logged. */
typedef enum { STAGE_LOGGED, STAGE_NOTIFIED, STAGE_IN_CHARGE, STAGE_ASSESSED, STAGE_READY, STAGE_CLOSED, STAGE_VOID } Stage;

Stage incident_stage(const Incident *incident, Instant now);
const char *stage_code(Stage stage);
bool stage_parse(const char *code, Stage *stage);
const Words *stage_words(Stage stage);

/* A gate that closing must pass. All failing ones are shown together, each with what satisfies it. */
typedef struct {
	const char *code; /* "notified", "in-charge", "assessed", "decided", "ended", "clocks", "reasons", "actions", "described", "root-cause" */
	Words name;
	Words say;        /* how to satisfy it */
	bool (*passes)(const Incident *incident, Instant now);
} Gate;

extern const Gate incident_gates[]; /* ends with a NULL code */
/* Which gates count for this kind: near misses notified, in-charge, described, root-cause; drills notified, in-charge; ... */
bool gate_applies(const Gate *gate, const Incident *incident);

#endif

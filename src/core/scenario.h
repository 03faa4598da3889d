/*
 * Scenarios: what an exercise is about, so that nobody has to invent a breach to try the way of the notice.
 *
 * A row gives an exercise its title, its facts and what is told; what is usually done about it follows from its kind of breach
 * (action-library.h). A code stays with nothing: an exercise is a drill as any other. Nobody real, no company and no place is in a scenario.
 */
#ifndef BRECCIA_CORE_SCENARIO_H
#define BRECCIA_CORE_SCENARIO_H

#include "src/core/lang.h"

#define SCENARIO_FACTS 8

typedef struct {
	const char *code; /* "lost-device" */
	const char *breach_kind; /* a code of vocab_kind, each once */
	Words title, description;
	struct {
		const char *field, *value; /* as field_parse() reads it */
	} facts[SCENARIO_FACTS]; /* ends with a NULL field */
} Scenario;

extern const Scenario scenarios[]; /* ends with a NULL code */
const Scenario *scenario_find(const char *code); /* NULL: there is none */

#endif

/*
 * The next five minutes: what somebody alone at night should do at once, by the kind of breach. Three short sentences,
 * never more: containment, evidence, stopping it from going on.
 */
#ifndef BRECCIA_CORE_ADVICE_H
#define BRECCIA_CORE_ADVICE_H

#include "src/core/lang.h"

#define ADVICE_STEPS 3

typedef struct {
	const char *const *kinds; /* codes of vocab_kind, NULL-terminated */
	Words steps[ADVICE_STEPS];
} Advice;

/* Never NULL: a kind that is not known, or none yet, gets what is right in every case. */
const Advice *advice_for(const char *kind);
extern const Advice advice_table[]; /* the last row has no kinds: it is for all others */

#endif

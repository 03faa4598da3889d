/*
 * Proof: how far it is proven that a notice reached its addressee, and when that meets a clock.
 *
 * declared (imported, on paper) < submitted (the server's 250 kept) < accepted (PEC acceptance) < delivered (PEC
 * delivery, positive delivery report) < acknowledged (by the addressee). refuted stands outside the order: a bounce
 * takes the proof away. A clock is met at the sending instant of the notice that stands, once its proof reaches the
 * level that was required for its channel when the clock started; taking charge alone never meets dpo-24h, because
 * the rule knows e-mail and PEC only.
 */
#ifndef BRECCIA_CORE_PROOF_H
#define BRECCIA_CORE_PROOF_H

#include "src/core/lang.h"

#include <stdbool.h>

typedef enum {
	PROOF_NONE,
	PROOF_DECLARED,
	PROOF_SUBMITTED,
	PROOF_ACCEPTED,
	PROOF_DELIVERED,
	PROOF_ACKNOWLEDGED,
	PROOF_REFUTED /* never compare with < */
} Proof;

const char *proof_code(Proof proof); /* "none", "declared", ... */
bool proof_parse(const char *code, Proof *proof);
const Words *proof_words(Proof proof);
bool proof_reaches(Proof proof, Proof required); /* refuted and none reach nothing */

#endif

/*
 * What follows from opinions and decisions side by side: against the opinion, and decided late.
 *
 * The DPO advises and the company decides (GDPR arts. 33, 34, 38(6), 39). Nothing of this is stored.
 */
#ifndef BRECCIA_CORE_JUDGEMENT_H
#define BRECCIA_CORE_JUDGEMENT_H

#include "src/core/incident.h"

/* The opinion that a decision has to be read beside: the newest on the same question before it, else the first after it; NULL. */
const Judgement *judgement_opinion(const Incident *incident, const Judgement *decision);
/* The company decided otherwise than its DPO advised: the decision's reason says why (WP 243). */
bool judgement_against(const Incident *incident, const Judgement *decision);
/* Opinion and decision are both there; and where they differ, whoever decided knew the opinion: the decision came after it. */
bool judgement_settled(const Incident *incident, Question about);
/*
 * Seconds by which "not required" (or "not a breach") was decided after the authority's 72 hours, where it is what ended that clock; 0
 * otherwise. Until then the company was late, whatever it found afterwards.
 */
int64_t judgement_late_by(const Incident *incident, const Judgement *decision);
/* Does a decision say now that this is not to be done? False while nothing is decided. */
bool judgement_denied(const Incident *incident, Question about);

/* Was it scored after the company had decided on notifying? An inspector will notice. *any: such a decision is there. */
bool judgement_before(const Incident *incident, const Assessment *assessment, bool *any);

#endif

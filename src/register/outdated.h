/*
 * What somebody was told and is known otherwise since: whoever informs a controller or its DPO in phases owes the rest (GDPR art. 33(2), 33(4)).
 *
 * It follows from the journal and stands until a supplement has left, or waits to: nothing marks it by hand.
 */
#ifndef BRECCIA_REGISTER_OUTDATED_H
#define BRECCIA_REGISTER_OUTDATED_H

#include "src/register/session.h"

typedef struct {
	char *audience;    /* "dpo" or a client's id */
	char *notice;      /* "2026-0013/n1": what it was told by */
	GPtrArray *fields; /* of const Field *, never empty; client_data also where further clients are affected */
} Outdated;

void outdated_free(Outdated *outdated);

/*
 * Of Outdated, the DPO first (new). What the DPO who is in charge changed the DPO knows; but the instant of detection, which the notice has
 * under its deadline, is asked for whoever corrected it. Of what was imported, is void or was found to be no breach nothing is said.
 */
bool outdated_find(Session *session, const Incident *incident, GPtrArray **outdated, GError **error);

#endif

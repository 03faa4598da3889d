/* Drafts of notices to clients, inside a change. Private to src/register. */
#ifndef BRECCIA_REGISTER_DRAFTS_H
#define BRECCIA_REGISTER_DRAFTS_H

#include "src/register/affected.h"
#include "src/register/queue.h"

/* One for each client that was just found to be affected, unless a notice to it waits already: the first notice, or the next supplement
 * where it was told before. Nothing is drafted about drills, near misses and the past. */
bool drafts_make(Change *change, const char *ref, const GPtrArray *clients, GError **error); /* of Client */

/* That client is not affected after all, or nobody is: takes back what has not left, and drafts the notice that ends it for a client that
 * was told. `why` is kept with what is taken back. */
bool drafts_end(Change *change, const Incident *incident, const char *client, const char *why, GError **error);
/* The same for each client of an incident that turned out to be no breach. */
bool drafts_end_all(Change *change, const char *ref, const char *why, GError **error);

/* Of the notices to an audience: waits, nothing of it has left; stands, it was sent or is being sent and did not come back. */
bool notice_waits_for(const Notice *notice, const char *audience);
bool notice_is_standing(const Notice *notice, const char *audience);
bool notice_is_draft(const Notice *notice); /* to a client, held until it is released */
bool was_told(const Incident *incident, const char *audience); /* some notice to it stands */
/* By a notice, or by other means as was recorded with evidence: who knows of it is told how it ends. */
bool client_knows(const Incident *incident, const char *client);
/* What a client is to be told next: a supplement to what it knows, with its number, or that it is over where its data are not affected or it was
 * no breach. */
Letter client_letter(const Incident *incident, const char *client, int *supplement);

#endif

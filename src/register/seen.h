/*
 * Two people and the same value: who saw an older one is told what somebody else made of it, and nothing is overwritten. Private to
 * src/register. Each check refuses with E_CONFLICT, in one line that says who, when and what; `seen` is the last_seq that was shown, 0: none was.
 */
#ifndef BRECCIA_REGISTER_SEEN_H
#define BRECCIA_REGISTER_SEEN_H

#include "src/register/change.h"

/* keys (NULL-terminated): what the act is about, as event_keys() names it: "stage", "clock:dpo-24h", "decision:authority", "assessment". */
bool seen_check(Change *change, const char *ref, int64_t seen, const char *const *keys, GError **error);
/* fields: by name, what is about to be given. client: whose entry's they are (its id); NULL: the incident's own. */
bool seen_check_fields(Session *session, const char *ref, const char *client, const json_t *fields, int64_t seen, GError **error);

#endif

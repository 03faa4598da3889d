/*
 * What was known at a past event: for a supplement, which says what changed since the notice before it. Private to src/register.
 */
#ifndef BRECCIA_REGISTER_PAST_H
#define BRECCIA_REGISTER_PAST_H

#include "src/register/session.h"

/* The fields of an incident as they were just after event seq (new reference), read from the journal. An erased text is absent. */
bool past_fields(Session *session, const char *ref, int64_t seq, json_t **fields, GError **error);
/* Whom it was said to affect then (new, of Affected), each with its own values. */
bool past_clients(Session *session, const char *ref, int64_t seq, GPtrArray **clients, GError **error);
/* The names (a set) of the fields that somebody else than this person, NULL: anybody, changed after that event; "clients": whom it affects. */
bool past_touched(Session *session, const char *ref, int64_t seq, const char *person, GHashTable **names, GError **error);
/* The seq at which a notice was composed, 0: it was not. */
bool past_composed(Session *session, const Notice *notice, int64_t *seq, GError **error);

#endif

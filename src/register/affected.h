/*
 * The clients an incident hits. Private to src/register.
 *
 * A name typed at night that the register does not know stops nobody: it is kept, and the clock of an unnamed client
 * runs with the shortest contract's hours.
 */
#ifndef BRECCIA_REGISTER_AFFECTED_H
#define BRECCIA_REGISTER_AFFECTED_H

#include "src/register/change.h"

typedef struct {
	GPtrArray *known;   /* of Client */
	GPtrArray *names;   /* of char *: typed, not in the register */
	bool unknown, none; /* "?" and "none" were said */
	bool runs;          /* the clock of the client that nobody knows runs already: it is not started again */
	bool again;          /* they join an incident that is there: what was waived of a client that was cleared runs again */
} Hit;

void hit_clear(Hit *hit);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Hit, hit_clear)

/* clients as in Intake. E_INPUT when "none" is said beside a name. */
bool hit_find(Session *session, const char *const *clients, Hit *hit, GError **error);
const char *hit_client_data(const Hit *hit); /* "yes", "no", "unknown": the field client_data */
/* Takes out who is among those affected (of Affected) already. */
void hit_without(Hit *hit, const GPtrArray *affected);
/* One client.affected each, with its clock unless the incident is a drill or near miss. */
bool hit_append(Change *change, const char *ref, const Hit *hit, Instant detected, Instant aware, bool with_clock, GError **error);

#endif

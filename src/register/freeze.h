/*
 * Freezing clocks: what applies to an incident is written into its events when it starts, so that a later change of
 * settings or contracts rewrites nothing. Private to src/register.
 */
#ifndef BRECCIA_REGISTER_FREEZE_H
#define BRECCIA_REGISTER_FREEZE_H

#include "src/register/session.h"

/* One clock as an event carries it; see event-kinds.c. (transfer full) */
json_t *freeze_clock(const Clock *clock);

/* New clocks from the rules (transfer full); never NULL. */
Clock *clock_for_dpo(const Session *session, Instant detected);
Clock *clock_for_authority(const Session *session, Instant aware, bool provisional);
/* For the rules that name no client: subjects and supplement with the hours and days of the settings, the others with their own. */
Clock *clock_for_rule(const Session *session, const ClockRule *rule, Instant start);
/* client NULL: not yet known which; it runs with the shortest contract's hours. */
bool clock_for_client(Session *session, const Client *client, Instant detected, Instant aware, Clock **clock, GError **error);

#endif

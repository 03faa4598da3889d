/* The instants that people give of an incident. Private to src/register. */
#ifndef BRECCIA_REGISTER_TIMES_H
#define BRECCIA_REGISTER_TIMES_H

#include "src/core/incident.h"

Instant field_instant(const json_t *fields, const char *name); /* INSTANT_NONE when absent */

/* Ahead of our clock by a little is now; by more it is a slip of the pen that would make a deadline later than it is: E_INPUT. */
bool times_take(json_t *fields, Instant now, GTimeZone *zone, GError **error);

/* E_INPUT when it ended before it began; or was detected before it occurred, and no reason says why. */
bool times_check(const json_t *fields, const char *reason, GError **error);

#endif

/*
 * Who read what, where the settings ask for it; and the setting itself, which is switched on only with the day on which the workers were
 * informed (Workers' Statute, L. 300/1970, art. 4; GDPR art. 13).
 */
#ifndef BRECCIA_REGISTER_READING_H
#define BRECCIA_REGISTER_READING_H

#include "src/core/reading.h"
#include "src/register/session.h"

/*
 * Before something is shown or given out; the caller has seen to it that it may be. ref: of a reading of one incident, else NULL. True
 * without an event where the settings do not ask for one. A failure is no reason not to read: whose register is a file that cannot be
 * written, or lies elsewhere now, goes on reading (reading_may_pass).
 */
bool register_read(Session *session, ReadingKind reading, const char *ref, GError **error);
/* Is this why nothing could be recorded one that nobody has to be told of: nothing at all can be written here? */
bool reading_may_pass(const GError *error);

/* Sets record-reading. informed: when the workers were informed, needed to record anything (E_INPUT), not in the future; INSTANT_NONE: not
 * given. */
bool register_record_reading(Session *session, const char *value, Instant informed, GError **error);

#endif

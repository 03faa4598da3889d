/*
 * Reminders: what is due by src/core/remind.h is queued, and ends where nothing is left to remind of. The courier's.
 *
 * Each person gets one message about an incident with all that is due for them. By ordinary e-mail; by PEC only where that is all they
 * have, or all that this machine has. Only a register that is at home here reminds anybody.
 */
#ifndef BRECCIA_REGISTER_REMIND_H
#define BRECCIA_REGISTER_REMIND_H

#include "src/core/remind.h"
#include "src/register/session.h"

#define AUDIENCE_PERSON "person:" /* and the id of somebody of the register */
#define AUDIENCE_OWNER  "action:" /* and the number of an action, whose owner stands outside it */

/* The policy of the register for this incident at `now`. Clear it. */
typedef struct {
	RemindPolicy policy;
	GArray *before;
} RemindRules;

void remind_rules_clear(RemindRules *rules);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RemindRules, remind_rules_clear)
bool remind_rules(Session *session, const Incident *incident, Instant now, RemindRules *rules, GError **error);

/* Of all incidents, what is due and was not queued yet. *count: of the messages that were queued. */
bool register_remind(Session *courier, int *count, GError **error);

/* A reminder of which nothing holds any longer (taken in charge, met, closed meanwhile) is withdrawn: *ended. */
bool register_remind_end(Session *courier, const char *id, bool *ended, GError **error);

#endif

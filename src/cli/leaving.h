/* Whether what waits can leave from this machine at all, and what left or was tried in vain. */
#ifndef BRECCIA_CLI_LEAVING_H
#define BRECCIA_CLI_LEAVING_H

#include "src/cli/out.h"
#include "src/register/house.h"

bool leaving_has_account(const Cli *cli, Channel channel); /* set up on this machine; not whether it works */

/* Why this notice, which waits, cannot leave from this machine however often it is tried, without a full stop; *why NULL: nothing is known
 * to be in its way, or it is not meant to leave by itself (drafts, exercises, what is held back), or it is a reminder. The short e-mail
 * that wakes is missed by nobody while the full text goes by PEC. (transfer full) */
bool leaving_blocked(const Cli *cli, const Notice *notice, char **why, GError **error);

#define LEAVING_FAILS 1800 /* seconds for which attempts may fail before that presses */

/* Waits, and has been tried for longer than that, always in vain; reminders apart. */
bool leaving_fails(const Notice *notice, Instant now);
/* Tells of the breach, was reported not to have been delivered yet, and nothing since shows that it was, nor says the same to its addressee. */
bool leaving_delayed(const Cli *cli, const Incident *incident, const Notice *notice, bool *delayed, GError **error);
/* Tells of the breach, was refused or came back, and nothing that stands or waits says the same or more to its addressee. */
bool leaving_failed(const Incident *incident, const Notice *notice);

#endif

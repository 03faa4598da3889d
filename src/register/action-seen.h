/* Two people at the same action. Private to src/register. */
#ifndef BRECCIA_REGISTER_ACTION_SEEN_H
#define BRECCIA_REGISTER_ACTION_SEEN_H

#include "src/register/change.h"

/* Parts of an action, as bits. */
enum { PART_TITLE = 1, PART_KIND = 2, PART_OWNER = 4, PART_DUE = 8, PART_STATE = 16 };

/* E_CONFLICT when somebody else changed one of these parts after `seen`: which, from what to what, who and when. seen 0 skips it. */
bool action_check_seen(Change *change, const Action *action, int64_t seen, unsigned parts, GError **error);

#endif

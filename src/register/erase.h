/*
 * Retention: what is kept longer than the settings say is erased, unless a dispute holds it.
 *
 * Erased are the texts and the bytes of an incident that was closed or void for longer than the setting retention: not that it happened, nor
 * when, nor what was met. The chain still verifies. breccia never deletes mail, nor a backup: what it cannot reach it names.
 */
#ifndef BRECCIA_REGISTER_ERASE_H
#define BRECCIA_REGISTER_ERASE_H

#include "src/register/session.h"

/* RIGHT_HOLD. Of any incident that was not erased; E_STATE when it is held already (or, to lift, when it is not). Needs a reason. */
bool register_hold(Session *session, const char *ref, const char *reason, GError **error);
bool register_hold_lift(Session *session, const char *ref, const char *reason, GError **error);

/* An incident that is erased, or would be. */
typedef struct {
	char *ref;
	Instant ended_at;
	int texts, files;        /* bodies and blobs */
	GPtrArray *message_ids;  /* of char *: messages in mailboxes that still hold the same data */
} Erased;

/*
 * Those that ended before `before` (INSTANT_NONE: the retention's end), in order of ref; held ones are left out. (transfer full, of Erased)
 * E_STATE when `before` is later than the retention's end.
 */
bool register_erasable(Session *session, Instant before, GPtrArray **erasable, GError **error);
/* RIGHT_ADMIN, all of them or none. *clean: false when somebody read meanwhile, so that pages of the file may keep words until the next
 * erasure. */
bool register_erase(Session *session, Instant before, const char *reason, GPtrArray **erased, bool *clean, GError **error);

#endif

/*
 * Actions: what is done about an incident. Security proposes, the DPO accepts, security and the DPO work, the DPO verifies. What is done
 * at night need not wait to be accepted: a proposed action may be started and finished.
 *
 * Ids are those of the register, "2026-0013/1": see session_action(). An action of a closed incident is at rest, unless it was planned at
 * closing to see whether the measures work (review). `seen` is the last_seq that was shown to the person, 0: not shown; E_CONFLICT names what
 * somebody else changed since, from what to what. `from_reply` names the answer of a DPO who has no login ("r57"), NULL: one's own act.
 */
#ifndef BRECCIA_REGISTER_ACTIONS_H
#define BRECCIA_REGISTER_ACTIONS_H

#include "src/register/evidence.h"

/* NULL and INSTANT_NONE: not given, or left as it is. */
typedef struct {
	const char *title;
	const char *kind;  /* a code, or its word in either language */
	const char *owner; /* of the register: "me", "dpo", a number, login, name or address; outside: "Reparto IT <it@example.com>"; "": nobody */
	Instant due;       /* not before now */
	bool no_due;       /* take it away */
} ActionFields;

typedef struct {
	const char *ref;
	ActionFields fields;
	const char *standard; /* code of action-library.h, which gives title, kind and due where `fields` does not; NULL */
	bool review;          /* it may stay open after closing */
	const char *from_reply;
} NewAction;

typedef struct {
	const char *id;
	ActionFields fields;
	const char *reason;
	const char *from_reply;
	int64_t seen;
} ActionChange;

/* RIGHT_ADD. The DPO's, and what a DPO answered, is open at once; that of others is proposed. *id (transfer full), "2026-0013/1". */
bool register_action_add(Session *session, const NewAction *action, char **id, GError **error);
/* RIGHT_ADD while it is proposed, RIGHT_TAKE (or from_reply) once it was accepted. *changed: it was not so before. */
bool register_action_change(Session *session, const ActionChange *change, bool *changed, GError **error);
/* RIGHT_TAKE, or from_reply. Also takes up again what was done or dropped, with a reason; else reason is NULL. */
bool register_action_accept(Session *session, const char *id, const char *reason, const char *from_reply, int64_t seen, GError **error);
bool register_action_start(Session *session, const char *id, int64_t seen, GError **error); /* RIGHT_ADD */
/* RIGHT_ADD. evidence: kept in the same step, of this action; NULL: none. */
bool register_action_done(Session *session, const char *id, const char *result, const EvidenceToKeep *evidence, const char *from_reply,
	int64_t seen, GError **error);
/* RIGHT_ADD while it is proposed, RIGHT_TAKE (or from_reply) once it was accepted. */
bool register_action_drop(Session *session, const char *id, const char *reason, const char *from_reply, int64_t seen, GError **error);
/* RIGHT_TAKE, or from_reply: what was done holds. Only of what is done. text: NULL: nothing to add. */
bool register_action_verify(Session *session, const char *id, const char *text, const char *from_reply, int64_t seen, GError **error);

/* What a person means by "13/1"; E_NOTFOUND. (transfer full) */
bool session_action(Session *session, const char *text, Action **action, GError **error);
/* Does a DPO execute it? The DPO advises and verifies, somebody else executes (GDPR art. 38(6)): to be warned about, never refused. */
bool action_is_dpos(Session *session, const Action *action, bool *is, GError **error);

#endif

/*
 * The clients that an incident affects: what each is told, and when it leaves.
 *
 * A notice to a client is drafted as soon as the client is known to be affected, and waits: a statement to a client is an act under its
 * contract. The DPO or the management releases it; security alone may once less than a quarter of that clock's time is left, with a
 * reason, and the register says for ever that it was sent without release. Only a client whose row says so, with the clause of its
 * contract, is written to without a person.
 */
#ifndef BRECCIA_REGISTER_CLIENTS_H
#define BRECCIA_REGISTER_CLIENTS_H

#include "src/register/outgoing.h"

/* --- its entry -------------------------------------------------------------------------------------------------------- */

typedef struct {
	const char *ref;
	const char *client; /* id or name of one that is affected; "?" the unnamed one */
	json_t *fields;     /* canonical new values by field name, of FIELD_CLIENT; json null: the incident's value counts again */
	int64_t seen;       /* the last_seq that was shown to the person; 0: not shown. E_CONFLICT says what somebody else changed since, and to
	                     * what; other fields of the same entry are no conflict */
} EntryChange;

typedef struct {
	bool changed;
	bool told_otherwise; /* a notice to this client has left and said something else: a supplement is due */
	char *client;        /* its id */
	char *named;         /* another client that a text for this one names, NULL: none. Pointed out, not refused: somebody wrote it for them */
} EntryChanged;

void entry_changed_clear(EntryChanged *changed);
/* E_STATE: that client is not affected. */
bool register_affected(Session *session, const EntryChange *change, EntryChanged *changed, GError **error);

/* The affected client a person means (new, of the incident's entries); E_NOTFOUND and E_STATE say what to do. "?" is one where it stands. */
bool session_affected(Session *session, const Incident *incident, const char *text, const Affected **entry, GError **error);

/* --- its notices ------------------------------------------------------------------------------------------------------ */

/* What register_notify does for .to: releases what is drafted, or drafts and releases; after a notice has left, the next supplement. */
bool register_notify_client(Session *session, const Notify *notify, Notified *notified, GError **error);

/* The text of the incident that a notice to this client leaves out because it names somebody else; *field NULL: there is none. */
bool client_withheld(Session *session, const Incident *incident, const char *client, const Field **field, char **whom, GError **error);

/*
 * The client that an extract of this incident is for (transfer full): an affected one, or one that was told and then turned out not to be.
 * E_STATE: it has nothing to do with this incident, or nobody knows yet which client it is.
 */
bool session_told_client(Session *session, const Incident *incident, const char *text, char **client, GError **error);
/*
 * The fields that an extract for this client may hold (new reference): what a notice to it prints, but for texts that name somebody of the
 * company. Nothing where it is not affected.
 */
bool client_told(Session *session, const Incident *incident, const char *client, json_t **fields, GError **error);

/* By the contract: nobody released the notices to this client of this incident, and the time is nearly over. Lets them go unless by now
 * that is not needed (*acted false). For the courier. */
bool register_auto_release(Session *courier, const char *ref, const char *client, bool *acted, GError **error);

/* From when security alone may release: the last quarter of a clock's time. */
Instant client_release_from(const Clock *clock);
/* Is a notice to this client drafted, and waits for somebody? */
bool client_drafted(const Incident *incident, const char *client);

#endif

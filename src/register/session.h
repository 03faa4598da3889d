/*
 * A session: somebody at work in a register.
 *
 * Each function of src/register that changes something is one thing a person can do: it opens one write transaction, checks
 * role, state and input against what is there then, appends its events, and commits durably. The command line, the
 * screens and the courier call the same functions, so each rule is enforced once.
 */
#ifndef BRECCIA_REGISTER_SESSION_H
#define BRECCIA_REGISTER_SESSION_H

#include "db/query.h"
#include "db/store.h"
#include "src/core/person.h"
#include "src/core/settings.h"

#define ACTOR_COURIER "courier"

/* What the layer may not fetch by itself; filled by the program from src/host. */
typedef struct {
	Instant (*now)(void);
	void (*random)(void *buffer, gsize len);
	GTimeZone *(*zone)(const char *identifier, GError **error); /* (transfer full) */
	const char *account;  /* the login of the real user id */
	const char *name;     /* its full name, NULL */
	const char *machine;  /* its id; NULL: it has none */
	bool has_email, has_pec; /* mail accounts set up on this machine */
	Lang lang;            /* of the process: the words of refusals */
	bool looks;           /* a backup may be named as the register, and stays as it is (DB_LOOK) */
} Surroundings;

typedef struct {
	Db *db;
	Surroundings host;
	char *actor;       /* "p3", "courier"; NULL: the register does not know this login (it may log, and follow what it logged) */
	char *account;
	char *os;          /* the account, when several persons share it and --as chose one */
	unsigned roles;    /* a DPO's only until the appointment ends, unless named deputy by the next: a role alone outlives it */
	Instant dpo_until; /* when that ended; INSTANT_NONE */
	bool delegated;    /* the DPO in office, with the company's delegation on file */
	bool alone;        /* the register has a single person */
	Settings *settings;
	GTimeZone *zone;   /* the register's home zone */
	Lang lang;         /* the register's language: notices, not screens */
} Session;

/* Opens the register and finds who is at work. as: a login or person id among those bound to this account, else E_DENIED; NULL: the
 * only one, or E_USAGE asking to choose. A missing register is E_NOTFOUND. (transfer full) */
bool session_open(const char *uri, const Surroundings *host, const char *as, Session **session, GError **error);
bool session_open_courier(const char *uri, const Surroundings *host, Session **session, GError **error);
void session_free(Session *session);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Session, session_free)

/* What whoever is at work may do now, which may have changed since the session began. */
bool session_refresh(Session *session, Instant now, GError **error);
bool session_may(const Session *session, Right right);
/* E_DENIED in one line: who is at work, in which roles, and who may. */
bool session_require(const Session *session, Right right, GError **error);
/* E_DENIED unless they may read this incident: RIGHT_READ, or a login without roles that logged it. */
bool session_require_reading(const Session *session, const Incident *incident, GError **error);
/* Reads settings and zone again, after somebody changed them. */
bool session_reload(Session *session, GError **error);
Instant session_now(const Session *session);

/* The incident a person means ("13", "2026-13", "ROSSI 2026-0013"); E_NOTFOUND names the newest. (transfer full) */
bool session_incident(Session *session, const char *text, Incident **incident, GError **error);
/* The id of what hangs on an incident ("2026-0013/n1", "13/e1", "13/1"), by its letter of ref.h; "n1" alone is of `within` where that is not
 * NULL. E_INPUT for another letter or another incident than `within`. (transfer full) */
bool session_sub_id(const Session *session, const Incident *within, const char *text, char letter, char **id, GError **error);
/* The notice a person means ("2026-0013/n1", "13/n1"). */
bool session_notice(Session *session, const char *text, Notice **notice, GError **error);

#endif

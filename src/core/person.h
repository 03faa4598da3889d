/*
 * People, roles, what each may do, and who may not be DPO.
 *
 * A person has a number ("p3"), which is all that the unerasable part of the journal names; name, addresses and
 * system accounts are in bodies. On SQLite roles guard against mistakes and record who did what; they do not stop
 * somebody who can write the file: the seal shows that.
 */
#ifndef BRECCIA_CORE_PERSON_H
#define BRECCIA_CORE_PERSON_H

#include "src/core/lang.h"
#include "src/core/when.h"

#include <stdbool.h>

typedef enum { ROLE_SECURITY, ROLE_DPO, ROLE_MANAGER, ROLE_AUDITOR, ROLE_ADMIN, ROLE_COUNT } Role;

const char *role_code(Role role); /* "security", "dpo", "manager", "auditor", "admin" */
bool role_parse(const char *code, Role *role);
const Words *role_words(Role role); /* direzione, gestore del programma ... */

typedef struct {
	char *id; /* "p3" */
	char *name, *email, *pec, *phone, *phone_out, *position; /* NULL when not given */
	char **accounts;        /* system logins bound to this person, NULL-terminated; never NULL */
	char **reply_from;      /* from where this person may answer besides: never written to; never NULL */
	unsigned roles;         /* bits: 1 << Role */
	Instant since, retired; /* INSTANT_NONE: not retired */
	bool erased;
} Person;

Person *person_new(void);
void person_free(Person *person);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Person, person_free)

/* What can be done; one row each in the permission table. */
typedef enum {
	RIGHT_LOG,             /* log; also for a login that the register does not know */
	RIGHT_ADD,             /* amend fields, notes, evidence */
	RIGHT_NOTIFY,          /* send, retry, withdraw a notice to the DPO */
	RIGHT_RELEASE,         /* release a notice to a client */
	RIGHT_TAKE,            /* take charge, assess, opinion, verify actions, close, reopen, void */
	RIGHT_DECIDE,          /* decide for the company; waive a clock */
	RIGHT_DETECTED_EARLIER,
	RIGHT_DETECTED_LATER,
	RIGHT_LATE_REASON,
	RIGHT_READ,            /* read, report, export, verify */
	RIGHT_ADMIN,           /* people, settings, rules, erasure */
	RIGHT_HOLD,            /* place or lift a legal hold: whoever answers for a dispute */
	RIGHT_KEEP,            /* back up, move, restore, adopt: who answers for where copies lie and from where it sends */
	RIGHT_DUTY,            /* record what the company did about a duty of its own */
	RIGHT_COUNT
} Right;

/* The permission table: may somebody with these roles do it? Everybody may RIGHT_LOG: no role takes away what a stranger may.
 * RIGHT_RELEASE leaves out security, which has it only once less than a quarter of the time is left. `roles` 0 is an unknown login: RIGHT_LOG only (and it may
 * follow what it logged: the caller knows that). A DPO may RIGHT_DECIDE only with a delegation on file. */
bool role_may(unsigned roles, Right right, bool delegated);
const Words *right_words(Right right); /* "log an incident", after "may not": for the refusal */
/* Fails with E_INPUT: nobody is both DPO and manager or admin. `alone`: the register has a single person, then it is only a
 * standing warning and this succeeds. */
bool roles_check(unsigned roles, bool alone, GError **error);

/* The conflict rule, by whole titles and not substrings, in both languages and their usual forms; a position may name several posts. The
 * worst counts; *title (static, may be NULL when not wanted) is its row's title, NULL where there is no conflict. */
typedef enum { CONFLICT_NONE, CONFLICT_WARN, CONFLICT_REFUSED } Conflict;
Conflict dpo_conflict(const char *position, const char **title);

/* An appointment as DPO. */
typedef struct {
	char *person;
	Instant from, until;      /* INSTANT_NONE: still valid */
	char *deputy;             /* person id named in the act; NULL */
	bool delegated;           /* the company delegated its decisions to the DPO, on file */
	char *act, *protocol;     /* reference of the act; number of the communication to the authority */
	char *firm, *reason;      /* external firm; why a warned position was accepted */
	Instant away_from, away_to; /* INSTANT_NONE: not away */
} Dpo;

Dpo *dpo_new(void);
void dpo_free(Dpo *dpo);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Dpo, dpo_free)
bool dpo_away(const Dpo *dpo, Instant now); /* away_from <= now < away_to; without an end, until further notice */

/* A client (committente): a company whose data we process; never a consumer. */
typedef struct {
	char *id;                 /* a slug, "alfa" */
	char *name, *vat, *email, *pec, *contact, *phone, *clause;
	char **former;            /* the names before .name; never NULL */
	char **reply_from;        /* as of a Person */
	int hours;                /* the contract's, 1..720 */
	bool from_aware;          /* the contract counts from awareness; else from detection */
	bool processor;           /* the client is itself a processor: we are sub-processor */
	bool auto_notify;         /* its contract (.clause) wants it told in time even where nobody released the notice */
	Lang lang;
	bool retired;
} Client;

Client *client_new(void);
void client_free(Client *client);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Client, client_free)

#endif

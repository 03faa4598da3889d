/* Logging an incident and adding to it. */
#ifndef BRECCIA_REGISTER_INTAKE_H
#define BRECCIA_REGISTER_INTAKE_H

#include "src/register/session.h"

typedef struct {
	IncidentKind kind;
	json_t *fields;        /* object of canonical values by field name; title needed, detected_at defaults to now, aware_at to
	                              * detected_at, own_data and client_data to unknown */
	const char *const *clients;  /* ids or names, NULL-terminated; "?" or "unknown": not yet known which; "none": no client's data; NULL: not said.
	                              * A name that the register does not know is kept and counts as not yet known. */
	const char *source_id;       /* the same id twice returns the first incident */
	const char *reason;          /* why detected stands before occurred */
	bool no_send;                /* no notice now; the dead-man's switch still sends */
	bool drill_send;             /* a drill's notice really leaves */
	bool hold;                   /* let the first notice wait for facts (setting hold), unless time is short */
} Intake;

typedef struct {
	char *ref;
	bool existed;           /* source_id was known */
	GPtrArray *unknown_clients; /* of char *: names that are not in the register */
} Logged;

void logged_clear(Logged *logged);
bool register_log(Session *session, const Intake *intake, Logged *logged, GError **error);

typedef struct {
	const char *ref;          /* as the register writes it */
	json_t *fields;     /* canonical new values by field name; json null takes one away. detected_at, aware_at and occurred_from
	                           * count as corrections: they need a reason, and the rights of the permission table */
	const char *const *clients; /* affected from now on, as in Intake; NULL: no change */
	const char *const *cleared; /* clients that turned out not to be affected; needs a reason */
	const char *reason;
	int64_t seen;             /* the last_seq that was shown to the person; 0: not shown. E_CONFLICT when somebody changed the same */
} Amendment;

/* What an amendment came to. */
typedef struct {
	bool changed;
	GPtrArray *outdated;  /* of Outdated: who was told what this changed, otherwise. NULL when nothing changed */
	GPtrArray *moved;     /* of Clock: those whose due instant or state changed, as they are now */
} Amended;

void amended_clear(Amended *amended);
bool register_amend(Session *session, const Amendment *amendment, Amended *amended, GError **error);
bool register_note(Session *session, const char *ref, const char *text, GError **error);

#endif

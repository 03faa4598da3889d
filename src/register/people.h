/* People, clients, appointments and settings: the administrator's work. */
#ifndef BRECCIA_REGISTER_PEOPLE_H
#define BRECCIA_REGISTER_PEOPLE_H

#include "src/register/session.h"

/* NULL: not given (add) or unchanged (change); "" takes a value away. */
typedef struct {
	const char *name, *email, *pec, *phone, *phone_out, *position;
	const char *const *accounts; /* all of them; NULL: none given */
	const char *const *reply_from; /* addresses they answer from besides: all of them; NULL: none given; "" alone: none any more */
	const char *const *roles;    /* codes, all of them; NULL: none given */
} PersonInput;

/* E_INPUT: not UTF-8, more than a line, no address, an empty login. */
bool person_input_check(const PersonInput *input, GError **error);
bool register_person_add(Session *session, const PersonInput *input, char **id, GError **error);
bool register_person_change(Session *session, const char *id, const PersonInput *input, GError **error);
bool register_person_retire(Session *session, const char *id, const char *reason, GError **error);

typedef struct {
	const char *name, *vat, *email, *pec, *contact, *phone, *clause, *lang;
	const char *const *reply_from; /* as of a PersonInput */
	int hours;             /* 0: not given */
	const char *starts;    /* "detected", "aware"; NULL */
	int processor;         /* -1: not given */
	const char *auto_notify; /* "yes" (the contract's clause is in the row), "no"; NULL */
} ClientInput;

bool register_client_add(Session *session, const ClientInput *input, char **id, GError **error);
bool register_client_change(Session *session, const char *id, const ClientInput *input, GError **error);
bool register_client_retire(Session *session, const char *id, const char *reason, GError **error);

typedef struct {
	const char *person;
	Instant from;              /* INSTANT_NONE: now */
	const char *deputy, *act, *protocol, *firm;
	bool delegated, declared;
	const char *reason;        /* needed when the position is one that is warned about */
} DpoInput;

/* Refused (E_STATE) for an administrator, an operations director and the like, by whole titles. Gives the role dpo; ends the appointment
 * before. */
bool register_dpo_appoint(Session *session, const DpoInput *input, GError **error);
bool register_dpo_end(Session *session, Instant until, const char *reason, GError **error);
/* The DPO's own or an administrator's to enter. E_STATE when another absence is on file that this one does not touch: one at a time. */
bool register_dpo_away(Session *session, Instant from, Instant to, GError **error);
/* Back before the end of an absence, or not going at all. E_STATE: no absence is on file that is not over. */
bool register_dpo_back(Session *session, GError **error);

/* record-reading is switched on with register_record_reading() (reading.h) alone. */
bool register_setting(Session *session, const char *name, const char *value, GError **error);

/* A person by id, login, or a name that only one has (folded). E_NOTFOUND. (transfer full) */
bool session_person(Session *session, const char *text, Person **person, GError **error);
bool session_client(Session *session, const char *text, Client **client, GError **error);

#endif

/*
 * A change in the making: one write transaction with its rights checked under the lock. Private to src/register.
 *
 *     g_auto(Change) c = {0};
 *     if (!change_begin(&c, session, RIGHT_ADD, error))
 *             return false;
 *     ... change_append(...) ...
 *     return change_commit(&c, error);
 *
 * Leaving without commit takes everything back.
 */
#ifndef BRECCIA_REGISTER_CHANGE_H
#define BRECCIA_REGISTER_CHANGE_H

#include "db/journal.h"
#include "src/register/session.h"

typedef struct {
	Session *session;
	Writer writer;
	Instant now;     /* of the whole change: writer.at */
	char *newcomer;  /* the id given to a login that the register did not know */
	bool open;
} Change;

/* Takes the lock, reads the clock, finds anew who is at work, and checks the right. A login that the register does not know gets a
 * person of its own with its first log. */
bool change_begin(Change *change, Session *session, Right right, GError **error);
/* The same also where the register was moved away, which otherwise refuses every change: to adopt it, or to put a backup in its place. */
bool change_begin_house(Change *change, Session *session, Right right, GError **error);
/* The same for a transaction that is only the courier's. */
bool change_begin_courier(Change *change, Session *session, GError **error);
/* And for one that leads to something leaving: E_STATE unless this machine may send. */
bool change_begin_sending(Change *change, Session *session, GError **error);
/* For the founding of a register, when there is nobody yet: by is the id that the first person will get. */
bool change_begin_founder(Change *change, Session *session, const char *by, GError **error);
bool change_commit(Change *change, GError **error);
void change_clear(Change *change);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Change, change_clear)

/* register.adopted: this machine sends (house.c). reason: NULL at the founding. */
bool house_append_adopted(Change *change, const char *reason, GError **error);

/* Takes both references; empty objects become none. The courier may append only the kinds that are its own: E_DENIED. An act that was
 * entered from a DPO's answer (put_reply) also queues the read-back to the DPO, once for all that waits from the same answer. */
bool change_append(Change *change, const char *kind, const char *ref, json_t *facts, json_t *body, GError **error);
/* The incident, as it is now under the lock; E_NOTFOUND, and E_STATE when it is void or closed and must_be_open. */
bool change_incident(Change *change, const char *ref, bool must_be_open, Incident **incident, GError **error);
bool change_require_open(const Incident *incident, GError **error);
bool change_require_texts(const Incident *incident, GError **error); /* E_STATE: they were erased, and nobody would erase what comes now */

/* E_INPUT unless text is NULL or UTF-8: what is none would be lost in silence, for no event can hold it. */
bool check_utf8(const char *what, const char *text, GError **error);

/* Building facts and bodies: a NULL text, INSTANT_NONE and false are left out. */
void put_text(json_t *object, const char *name, const char *value);
/* What a server or a provider calls a thing need not be printable ASCII, as facts are: then it is left out, too. */
void put_printable(json_t *facts, const char *name, const char *value);
void put_instant(json_t *object, const char *name, Instant value);
void put_true(json_t *object, const char *name, bool value);
/* The fields of an incident, each to the side that its type says. */
void put_fields(json_t *fields, json_t *facts, json_t *body);
void put_strings(json_t *object, const char *name, const char *const *values);

#endif

/*
 * Which clocks the facts and decisions of an incident start, move, end and start again. Private to src/register.
 *
 * What is met stays met; what was late when it ended stays late (clock.h, ended_late). Only what is open can end.
 */
#ifndef BRECCIA_REGISTER_RUNNING_H
#define BRECCIA_REGISTER_RUNNING_H

#include "src/register/change.h"

/* What one event starts or moves, and what it ends; either is NULL while there is none. */
typedef struct {
	json_t *clocks;  /* whole, as freeze_clock() writes them */
	json_t *stopped; /* ids */
} Running;

void running_clear(Running *running);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Running, running_clear)
/* Into the facts of the event, and empties it. */
void running_put(Running *running, json_t *facts);

void running_add(Running *running, json_t *clock); /* takes the reference */
void running_start(Running *running, const Clock *clock);
void running_stop(Running *running, const Clock *clock); /* unless it is NULL, or met, waived or not due already */
/* The same clock from another start (in its own length). Late before, or late by the move: both stay with it for ever. */
void running_move(Running *running, const Clock *clock, Instant start, bool provisional, Instant now);
/* One that ended or was waived runs again, from what is known now of what starts it; unless it is met. */
void running_again(Running *running, const Incident *incident, const Clock *clock, bool provisional, Instant now);

Instant running_aware(const Incident *incident); /* aware_at, else detected_at */

/* What new values of own_data and nis2 do. E_STATE where nis2 is said and the register has not switched it on. */
bool running_follow(Change *change, const Incident *incident, json_t *changes, Running *running, GError **error);
/* The same for an incident that is just being logged. */
bool running_begin(Change *change, IncidentKind kind, json_t *fields, Running *running, GError **error);

/* "Not a breach" ends what runs but dpo-24h and the clocks of NIS 2, which ask for no personal data; "a breach after all" starts again
 * what the facts and the other decisions still ask for. */
void running_end_all(Running *running, const Incident *incident);
bool running_revive(Change *change, const Incident *incident, Running *running, GError **error);

/* E_STATE where the data are the clients' alone: nothing is filed with the authority, or decided, for a client's breach. */
bool running_refuse_processor(const Incident *incident, GError **error);
/* "dpo-24h, client:alfa": for who named another. (transfer full) */
char *running_ids(const Incident *incident);

/* Moves into `moved` (of Clock) those of `after` whose deadline or state another event has changed since `before`. */
void running_compare(const Incident *before, Incident *after, GPtrArray *moved);

#endif

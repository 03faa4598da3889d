/*
 * Bulletins: what the register tells people by itself that is about no incident: the digest of a month, a password that is about to expire.
 *
 * Each has an id that says what it is and to whom ("digest:2026-11:p2", "password:pec:2027-02-20:14:p1") and is sent once. Its attempt is
 * in the journal before a byte goes out; what may have been sent is not sent again: unlike a notice, one that is lost breaks no rule.
 */
#ifndef BRECCIA_CORE_BULLETIN_H
#define BRECCIA_CORE_BULLETIN_H

#include "src/core/notice.h"

/* A month that is over, in the register's zone. */
typedef struct {
	char name[8];     /* "2026-11" */
	Instant from, to; /* its first instant, and the first after it */
} Month;

/* The newest month whose digest is due at `now`: from 8 o'clock of the first day after it. */
Month bulletin_month(Instant now, GTimeZone *zone);

/* Days from today (in the zone) to a day "2027-02-20"; negative when it is over. */
int bulletin_days_left(const char *day, Instant now, GTimeZone *zone);
/* So many days before a password expires somebody is told: the step that is due with so many left; 0: none yet. */
int bulletin_password_step(int days_left);

/* How far one is. */
typedef struct {
	int attempts;
	bool known;      /* what the last attempt came to */
	Verdict verdict; /* that, where it is known */
	Instant next_at; /* INSTANT_NONE */
} BulletinState;

#define BULLETIN_ATTEMPTS_MAX 12

/* Never tried, or refused for the moment and its time has come again; not when it may have been sent, nor after so many attempts. */
bool bulletin_is_to_be_sent(const BulletinState *state, Instant now);
/* When it is tried again after this verdict; INSTANT_NONE: not at all. */
Instant bulletin_next_at(int attempts, Verdict verdict, Instant now);

#endif

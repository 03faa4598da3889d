/*
 * Bulletins: what the register tells people by itself that is about no incident: the digest of a month, a password that is about to expire,
 * and the PEC that it sends to itself to see whether PEC works.
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

/* --- the self-test -------------------------------------------------------------------------------------------------------- */

#define SELF_TEST "self-test:" /* how the ids of these begin: "self-test:2026-W48"; asked for by a person "self-test:2026-11-23T21:44:05Z" */
#define SELF_TEST_SECONDS 900  /* within so many both receipts are back, or something is wrong */

/* The newest. Both receipts are signed, and name its Message-ID. */
typedef struct {
	char *id, *message_id;  /* NULL: there was none yet */
	Instant attempted_at;   /* INSTANT_NONE */
	BulletinState state;
	Instant accepted_at, delivered_at; /* as the receipts certify; INSTANT_NONE */
} SelfTest;

void self_test_clear(SelfTest *test);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SelfTest, self_test_clear)

typedef enum { SELF_TEST_NONE, SELF_TEST_RUNNING, SELF_TEST_GOOD, SELF_TEST_FAILED } SelfTestState;
SelfTestState self_test_state(const SelfTest *test, Instant now);

/* The newest week whose self-test is due at `now`: from Monday, 9 o'clock. "2026-W48" (ISO 8601). */
void self_test_week(Instant now, GTimeZone *zone, char name[9]);

#endif

/*
 * What the tests of the use cases share: a register in a folder of its own with a few people in it, a clock that the test moves,
 * chance that repeats itself, and short ways to be somebody, to log, to send and to look.
 *
 *     p1 maria   security and admin: founded it     p4 carla   manager
 *     p2 giulia  the DPO in office                  p5 ugo     auditor
 *     p3 luca    security                           p6 pia     admin
 *
 * The account "nemo" is nobody's. The clock stands at REG_NOW, the home zone is Europe/Rome.
 */
#ifndef BRECCIA_TESTS_REGISTER_KIT_H
#define BRECCIA_TESTS_REGISTER_KIT_H

#include "src/register/create.h"
#include "src/register/dpo.h"
#include "src/register/ending.h"
#include "src/register/filing.h"
#include "src/register/intake.h"
#include "src/register/judge.h"
#include "src/register/letter.h"
#include "src/register/outgoing.h"
#include "src/register/people.h"
#include "src/register/receipts.h"
#include "tests/journal-kit.h"

#define REG_NOW INT64_C(1795470245) /* 2026-11-23T21:44:05Z, a Monday, 22:44:05 in Rome */
#define HOURS(n) (INT64_C(3600) * (n))
#define DPO_MAIL "dpo@studioverdi.example"
#define DPO_PEC "dpo@pec.studioverdi.example"

typedef struct {
	char *dir, *uri;
	Instant now;
	guint64 chance;
	bool has_pec;
} Reg;

extern Reg reg;

void reg_setup(void);    /* founded and peopled */
void reg_setup_bare(void); /* no register yet: reg.uri may be given to register_create() */
void reg_teardown(void);
Surroundings reg_host(const char *account);
Founding reg_founding(void); /* what reg_setup() founds with */

Session *reg_as(const char *account);  /* (transfer full) */
Session *reg_courier(void);            /* (transfer full) */

json_t *reg_json(const char *text);    /* with ' for "; (transfer full) */
/* Logs as this account: fields as JSON with ' for ", clients as in Intake (NULL: none's, "a,b" or "?"). (transfer full) */
char *reg_log(const char *account, const char *fields, const char *clients);
char *reg_log_kind(const char *account, IncidentKind kind, const char *fields, const char *clients);
/* Asserts that it went well. what came of it is forgotten unless out is given. */
void reg_amend(const char *account, const char *ref, const char *fields, const char *reason, Amended *out);
bool reg_try_amend(const char *account, const char *ref, const char *fields, const char *reason, GError **error);

Incident *reg_incident(const char *ref);           /* (transfer full) */
void reg_change_dpo(PersonInput input);            /* p2, by an administrator */
void reg_expect_notices(const char *ref, const char *expected); /* "queued email first, sending pec supplement 1" */
Notice *reg_notice(const char *id);                /* (transfer full) */
const Clock *reg_clock(const Incident *incident, const char *id); /* NULL when there is none */
ClockState reg_state(const char *ref, const char *clock);
int reg_events(const char *kind);                  /* how many there are */
char *reg_fact(const char *kind, const char *name); /* of the newest event of a kind, as JSON; NULL (transfer full) */
void reg_seal(char seal[65]);

/* The courier's steps with a notice, each asserted. */
void reg_compose(const char *id);
void reg_attempt(const char *id);
void reg_settle(const char *id, Verdict verdict, Instant at); /* at: sent_at, or next_at (INSTANT_NONE: not by itself) */
void reg_send(const char *id);                                /* all three, now */
char *reg_letter(const char *id, char **subject);             /* the text; (transfer full) */

/* Refused as REFUSED says, and nothing was written. */
#define LEFT_ALONE(call, code, part) do { char before_[65], after_[65]; reg_seal(before_); REFUSED(call, code, part); reg_seal(after_); \
	ck_assert_str_eq(before_, after_); } while (0)

#endif

/* What presses, for eyes, prompts and monitoring: the clocks, what has not left, the mail, and what runs out. */
#ifndef BRECCIA_CLI_WATCH_H
#define BRECCIA_CLI_WATCH_H

#include "src/cli/view.h"

typedef struct {
	const Incident *incident;
	const Clock *clock;
} Pressing;

#define WATCH_NEVER  INT_MAX
#define WATCH_EXPIRY 14 /* days before a password expires from which that presses */
#define WATCH_DUTY   30 /* the same of a paper: to write a plan anew takes longer */

typedef struct {
	GPtrArray *incidents; /* the current ones, of Incident */
	GArray *pressing;     /* of Pressing: clocks still to be met, or met late with nobody having said why; the nearest first */
	int open, late, soon; /* incidents; one that is late is not soon as well */
	int unexplained;      /* clocks that were late and are met or over, without a reason */
	int outbox;           /* notices that have not left; drafts to clients apart */
	int blocked;          /* of these and whatever waits: those that cannot leave from this machine, see leaving.h */
	bool blocked_dpo;     /* the DPO is waiting for one of them, and the clock runs */
	GPtrArray *failing;   /* of Notice, borrowed: waiting ones that have been tried in vain for too long */
	GPtrArray *failed;    /* the same: refused or came back, and replaced by nothing */
	GPtrArray *delayed;   /* the same: sent, and reported not to have been delivered yet */
	GPtrArray *waiting;   /* of Notice: what query_outbox() gives */
	bool no_dpo;          /* the clock to the DPO runs somewhere, and nobody is in office */
	int to_release;       /* drafts to clients: they wait for somebody */
	int overdue;          /* actions past their due: they count for nobody's status */
	int unproven;         /* incidents somebody was written to about, and nothing shows that it arrived */
	int past_target;      /* of these PEC whose acceptance is missing when half of the clock's time is gone: that is when to write again */
	const Incident *unaccepted; /* the first of those */
	bool email_helps;     /* an e-mail to the DPO can leave from here */
	Instant next;         /* when the nearest clock that is not late ends; INSTANT_NONE */
	int expires;          /* days until the first password of an account expires; WATCH_NEVER */
	const char *expires_group;
	Courier courier;
	Inbox inbox;          /* the first that is unread for too long, or none */
	const char *inbox_group;
	bool self_test_failed; /* the newest PEC to oneself did not come all the way */
	char *trust_problem;  /* why receipts cannot be judged; NULL: they can */
	int64_t backup_age;   /* seconds; see view_backup() */
	bool backup_never;
	int duty_days;        /* until the first of the company's papers expires, negative when it is over; WATCH_NEVER */
	const DutyRow *duty;  /* which */
} Watch;

bool watch_look(const Cli *cli, Watch *watch, GError **error);
void watch_clear(Watch *watch);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Watch, watch_clear)

/* 0 nothing presses; 1 something does; 2 a clock is late, or runs while the courier is silent or its notice cannot leave. */
int watch_status(const Watch *watch);

/* Days from today (in the register's zone) to the account's password-expires, negative when it is over; WATCH_NEVER where none is set. */
int watch_password(const Cli *cli, const char *group);

#endif

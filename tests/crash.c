/*
 * Death at every step: linked into tests/crash/breccia and tests/crash/breccia-courier, which are never installed, around the
 * functions by which a program takes the time, takes random bytes, and makes a step durable (the linker's --wrap).
 *
 * With $CRASH_AT = n the program dies of SIGKILL at the n-th of these moments: before a step, inside its transaction, just before it is
 * durable and just after. n from 1 upwards, until a run ends by itself, is all of them. What ships has nothing of this.
 */
#include "db/journal.h"
#include "db/query.h"
#include "src/host/host.h"

#include <signal.h>
#include <unistd.h>

Instant __real_host_now(void);
Instant __wrap_host_now(void);
void __real_host_random(void *buffer, gsize len);
void __wrap_host_random(void *buffer, gsize len);
bool __real_journal_commit(Db *db, GError **error);
bool __wrap_journal_commit(Db *db, GError **error);
bool __real_local_mailbox_cursor(Db *db, const LocalMailbox *mailbox, GError **error);
bool __wrap_local_mailbox_cursor(Db *db, const LocalMailbox *mailbox, GError **error);

static void
moment(void)
{
	static int moments;
	const char *at = g_getenv("CRASH_AT");
	if (at && ++moments == g_ascii_strtoll(at, NULL, 10))
		kill(getpid(), SIGKILL);
}

Instant
__wrap_host_now(void)
{
	moment();
	return __real_host_now();
}

void
__wrap_host_random(void *buffer, gsize len)
{
	moment();
	__real_host_random(buffer, len);
}

bool
__wrap_journal_commit(Db *db, GError **error)
{
	moment();
	bool done = __real_journal_commit(db, error);
	moment();
	return done;
}

bool
__wrap_local_mailbox_cursor(Db *db, const LocalMailbox *mailbox, GError **error)
{
	moment();
	bool done = __real_local_mailbox_cursor(db, mailbox, error);
	moment();
	return done;
}

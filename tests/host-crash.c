/*
 * A clock that kills: linked in the place of src/host/clock.c into tests/crash/breccia-courier, which is never installed.
 *
 * The courier reads its clock at the beginning of each step and, inside each write transaction, after the lock is held. With
 * $CRASH_AT = n it dies of SIGKILL at the n-th reading: n from 1 upwards, until a run ends by itself, is every point between
 * two durable steps. What ships has no such switch, because it has another clock.
 */
#include "src/host/host.h"

#include <signal.h>
#include <unistd.h>

Instant
host_now(void)
{
	static int readings;
	const char *at = g_getenv("CRASH_AT");
	if (at && ++readings == g_ascii_strtoll(at, NULL, 10))
		kill(getpid(), SIGKILL);
	return g_get_real_time() / G_USEC_PER_SEC;
}

/*
 * The system's clock, alone in this file: the tests link another object in its place (tests/host-at.c), and nothing
 * that is installed can move it.
 */
#include "src/host/host.h"

#include <time.h>

Instant
host_now(void)
{
	struct timespec ts;
	clock_gettime(CLOCK_REALTIME, &ts);
	return ts.tv_sec;
}

/* What doctor asks of the machine. */
#include "src/host/host.h"

#include <sys/timex.h>

HostSync
host_clock_sync(void)
{
	struct timex t = {.modes = 0}; /* asks, changes nothing */
	int state = adjtimex(&t);
	if (state < 0) /* a container's rules may forbid even the question */
		return HOST_SYNC_UNKNOWN;
	return state == TIME_ERROR || (t.status & STA_UNSYNC) ? HOST_SYNC_NO : HOST_SYNC_YES;
}

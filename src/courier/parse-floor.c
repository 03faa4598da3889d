/* Limits of the process. */
#include "src/courier/parse-floor.h"

#include "src/core/err.h"

#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>

/* The address sanitizer reserves terabytes that it never uses. */
#if defined(__SANITIZE_ADDRESS__)
#define LIMIT_MEMORY false
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define LIMIT_MEMORY false
#endif
#endif
#ifndef LIMIT_MEMORY
#define LIMIT_MEMORY true
#endif

static const struct {
	int what;
	rlim_t most;
} limits[] = {
	{RLIMIT_CORE, 0}, {RLIMIT_FSIZE, 0}, {RLIMIT_CPU, 10}, {RLIMIT_AS, (rlim_t)512 << 20}, {RLIMIT_NOFILE, 0},
};

bool
parse_floor(GError **error)
{
	signal(SIGXFSZ, SIG_IGN);
	bool good = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
	for (gsize i = 0; good && i < G_N_ELEMENTS(limits); i++) {
		struct rlimit most = {limits[i].most, limits[i].most};
		if (limits[i].what != RLIMIT_AS || LIMIT_MEMORY)
			good = setrlimit((__rlimit_resource_t)limits[i].what, &most) == 0;
	}
	return good || err_set(error, E_UNAVAILABLE, "a process cannot be confined: %s", g_strerror(errno));
}

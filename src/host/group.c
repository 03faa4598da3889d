/*
 * The group of a program that is installed setgid.
 *
 * Then anybody of the machine may use the machine's register through the program, and nobody needs to be able to write the file. Whoever
 * runs it chooses its arguments, its environment, its limits and its open files, so the group opens the machine's register and its
 * configuration and nothing else: it is given up for every other file, and by every program that is started.
 */
#include "src/host/host.h"

#include "src/core/err.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

bool
host_elevated(void)
{
	return getegid() != getgid();
}

bool
host_drop_group(void)
{
	gid_t real = getgid(), now[3];
	return setresgid(real, real, real) == 0 && getresgid(&now[0], &now[1], &now[2]) == 0 && now[0] == real && now[1] == real &&
		now[2] == real;
}

int
host_open_as_person(const char *path, int flags, unsigned mode)
{
	gid_t effective = getegid(), real = getgid();
	if (effective != real && setresgid((gid_t)-1, real, (gid_t)-1) != 0)
		return -1;
	int fd = open(path, flags, mode);
	int why = errno;
	/* It was the effective one a moment ago and still is the saved one: the kernel cannot refuse. */
	if (effective != real && setresgid((gid_t)-1, effective, (gid_t)-1) != 0)
		_exit(err_exit(E_INTERNAL));
	errno = why;
	return fd;
}

void
host_clean_environment(void)
{
	static const char *const kept[] = {"PATH", "HOME", "USER", "LOGNAME", "TERM", "COLUMNS", "LINES", "NO_COLOR", "LANG", "LANGUAGE",
		"PAGER", "BRECCIA_PAGER", "LESS", NULL};
	g_auto(GStrv) names = g_listenv();
	for (char **name = names; *name; name++)
		if (!g_strv_contains(kept, *name) && !g_str_has_prefix(*name, "LC_"))
			g_unsetenv(*name);
}

/*
 * The machine of the tests: linked in the place of src/host/place.c into the programs below tests/at and tests/crash, which are
 * never installed. Its root is the folder above the program's own, and its account is the numbers in ROOT/uid and
 * ROOT/gid, so that no test meets a register of the machine it runs on, nor makes accounts there.
 */
#include "src/host/host.h"

#include <stdio.h>
#include <unistd.h>

static char *
below_root(const char *path)
{
	char exe[4096] = "";
	if (readlink("/proc/self/exe", exe, sizeof exe - 1) < 0)
		return g_strdup("/nowhere");
	g_autofree char *folder = g_path_get_dirname(exe), *root = g_path_get_dirname(folder);
	return g_build_filename(root, path, NULL);
}

static bool
read_number(const char *name, unsigned *number)
{
	g_autofree char *path = below_root(name), *text = NULL;
	return g_file_get_contents(path, &text, NULL, NULL) && sscanf(text, "%u", number) == 1;
}

char *
host_system_conf_path(void)
{
	return below_root("etc/breccia/breccia.conf");
}

char *
host_providers_path(bool own)
{
	return below_root(own ? "etc/breccia/providers" : "share/breccia/providers");
}

char *
host_system_folder(void)
{
	return below_root("var/lib/breccia");
}

char *
host_installed_program(void)
{
	return below_root("bin/breccia");
}

bool
host_service_user(uid_t *uid)
{
	return read_number("uid", uid);
}

bool
host_service_group(gid_t *gid)
{
	return read_number("gid", gid);
}

bool
host_systemd_runs(void)
{
	g_autofree char *path = below_root("run/systemd/system");
	return access(path, F_OK) == 0;
}

/* What the leak sanitizer does, a program with a setgid bit may not do to itself. Read by the sanitizers where there are any. */
const char *__asan_default_options(void);
const char *
__asan_default_options(void)
{
	return getegid() == getgid() ? "" : "detect_leaks=0";
}

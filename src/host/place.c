/*
 * Where a machine's own register stands, and whose it is. Alone in this file: the tests link another object in its place
 * (tests/host-place.c), so that they neither touch nor meet what this machine has.
 */
#include "src/host/host.h"

#include <grp.h>
#include <pwd.h>
#include <unistd.h>

char *
host_system_conf_path(void)
{
	return g_strdup(SYSCONFDIR "/breccia/breccia.conf");
}

char *
host_providers_path(bool own)
{
	return g_strdup(own ? SYSCONFDIR "/breccia/providers" : PKGDATADIR "/providers");
}

char *
host_system_folder(void)
{
	return g_strdup(LOCALSTATEDIR "/lib/breccia");
}

char *
host_installed_program(void)
{
	return g_strdup(BINDIR "/breccia");
}

bool
host_service_user(uid_t *uid)
{
	const struct passwd *pw = getpwnam(HOST_SERVICE);
	if (pw)
		*uid = pw->pw_uid;
	return pw != NULL;
}

bool
host_service_group(gid_t *gid)
{
	const struct group *gr = getgrnam(HOST_SERVICE);
	if (gr)
		*gid = gr->gr_gid;
	return gr != NULL;
}

bool
host_systemd_runs(void)
{
	return access("/run/systemd/system", F_OK) == 0;
}

/*
 * Setting up the register of a whole machine, as root.
 *
 * Nothing here runs with anybody else's rights. What is made is given to the service's account last, when it is complete, and through open
 * descriptors: a name could have become something else meanwhile.
 */
#include "src/host/host.h"

#include "src/core/err.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The first of several tools that does it: Debian's own and shadow's differ, and not every system has both. */
static bool
first_that_works(const char *const *const *ways)
{
	for (; *ways; ways++)
		if (host_run_quietly(*ways) == 0)
			return true;
	return false;
}

bool
host_make_service_account(GError **error)
{
	g_autofree char *home = host_system_folder();
	const char *const groupadd[] = {"groupadd", "--system", HOST_SERVICE, NULL};
	const char *const addgroup[] = {"addgroup", "--system", HOST_SERVICE, NULL};
	const char *const useradd[] = {"useradd", "--system", "--gid", HOST_SERVICE, "--home-dir", home, "--no-create-home", "--shell",
		"/usr/sbin/nologin", HOST_SERVICE, NULL};
	const char *const adduser[] = {"adduser", "--system", "--ingroup", HOST_SERVICE, "--home", home, "--no-create-home", "--shell",
		"/usr/sbin/nologin", HOST_SERVICE, NULL};
	const char *const *const groups[] = {groupadd, addgroup, NULL}, *const *const users[] = {useradd, adduser, NULL};
	uid_t uid;
	gid_t gid;
	if (!host_service_group(&gid) && (!first_that_works(groups) || !host_service_group(&gid)))
		return err_set(error, E_UNAVAILABLE, "the group %s cannot be made: make it with the tools of this system and begin again",
			HOST_SERVICE);
	if (!host_service_user(&uid) && (!first_that_works(users) || !host_service_user(&uid)))
		return err_set(error, E_UNAVAILABLE, "the account %s cannot be made: make it with the tools of this system, in the group %s, and "
			"begin again", HOST_SERVICE, HOST_SERVICE);
	if (uid == 0 || gid == 0)
		return err_set(error, E_STATE, "the account %s has the rights of root here: give it a number of its own", HOST_SERVICE);
	return true;
}

/* Gives what is open to its owner. The mode comes last: chown takes the setgid bit away. */
static bool
give(int fd, const char *path, bool to_service, mode_t mode, GError **error)
{
	uid_t uid = 0;
	gid_t gid = 0;
	bool ok = fd >= 0 && host_service_group(&gid) && (!to_service || host_service_user(&uid)) && fchown(fd, uid, gid) == 0 &&
		fchmod(fd, mode) == 0;
	int why = errno;
	if (fd >= 0)
		close(fd);
	return ok || err_set(error, E_WRITE, "%s cannot be given to the account %s: %s", path, HOST_SERVICE, g_strerror(why));
}

static int
open_folder(const char *folder)
{
	return open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* Root's alone until the register is complete: in a folder that others may write to, a name can become a link to anything. */
bool
host_make_closed_folder(const char *folder, GError **error)
{
	uid_t service = 0;
	struct stat st;
	g_autofree char *above = g_path_get_dirname(folder);
	if (g_mkdir_with_parents(above, 0755) != 0 || (mkdir(folder, 0700) != 0 && errno != EEXIST))
		return err_set(error, E_WRITE, "the folder %s cannot be made: %s", folder, g_strerror(errno));
	int fd = open_folder(folder);
	bool ours = fd >= 0 && fstat(fd, &st) == 0 && (st.st_uid == 0 || (host_service_user(&service) && st.st_uid == service));
	bool closed = ours && fchown(fd, 0, 0) == 0 && fchmod(fd, 0700) == 0;
	if (fd >= 0)
		close(fd);
	return closed || err_set(error, E_STATE, "%s is there and belongs to another account: move it away", folder);
}

bool
host_share_register(const char *path, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(path);
	return give(open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC), path, true, 0660, error) &&
		give(open_folder(folder), folder, true, 02770, error);
}

bool
host_write_system_conf(const char *text, GError **error)
{
	g_autofree char *path = host_system_conf_path(), *folder = g_path_get_dirname(path);
	/* The folder can be looked into, so that who may not read the file is told that there is one. */
	if (g_mkdir_with_parents(folder, 0755) != 0 || chmod(folder, 0755) != 0)
		return err_set(error, E_WRITE, "the folder %s cannot be made: %s", folder, g_strerror(errno));
	return host_write_new(path, text, error) && give(open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC), path, false, 0640, error);
}

bool
host_set_group_bit(GError **error)
{
	g_autofree char *installed = host_installed_program();
	struct stat here, there;
	if (stat("/proc/self/exe", &here) != 0 || stat(installed, &there) != 0 || here.st_ino != there.st_ino || here.st_dev != there.st_dev)
		return false;
	return give(open(installed, O_RDONLY | O_CLOEXEC), installed, false, 02755, error);
}

bool
host_start_system_service(void)
{
	const char *const reload[] = {"systemctl", "daemon-reload", NULL};
	const char *const enable[] = {"systemctl", "enable", "--now", "breccia-courier.service", "breccia-courier.timer", NULL};
	return host_systemd_runs() && host_run_quietly(reload) == 0 && host_run_quietly(enable) == 0;
}

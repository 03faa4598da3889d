/* Who runs this program, and from where. */
#include "src/host/host.h"

#include <pwd.h>
#include <string.h>
#include <unistd.h>

char *
host_account(void)
{
	const struct passwd *pw = getpwuid(getuid());
	return pw ? g_strdup(pw->pw_name) : g_strdup_printf("uid-%lu", (unsigned long)getuid());
}

bool
host_is_account(const char *login)
{
	return getpwnam(login) != NULL;
}

char *
host_sudo_account(void)
{
	const char *uid = getuid() == 0 ? g_getenv("SUDO_UID") : NULL;
	guint64 n = 0;
	const struct passwd *pw = uid && g_ascii_string_to_unsigned(uid, 10, 1, G_MAXINT32, &n, NULL) ? getpwuid((uid_t)n) : NULL;
	return pw ? g_strdup(pw->pw_name) : NULL;
}

char *
host_full_name(void)
{
	const struct passwd *pw = getpwuid(getuid());
	if (!pw || !pw->pw_gecos || !*pw->pw_gecos || *pw->pw_gecos == ',' || !g_utf8_validate(pw->pw_gecos, -1, NULL))
		return NULL;
	return g_strndup(pw->pw_gecos, strcspn(pw->pw_gecos, ","));
}

char *
host_program_dir(void)
{
	if (host_elevated())
		return NULL;
	g_autofree char *exe = g_file_read_link("/proc/self/exe", NULL);
	return exe ? g_path_get_dirname(exe) : NULL;
}

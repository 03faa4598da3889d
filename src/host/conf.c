/* Where the configuration stands, and what it names. */
#include "src/host/host.h"

#include "src/core/err.h"

#include <fcntl.h>
#include <grp.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CONF_MAX (256 * 1024)

char *
host_conf_path(void)
{
	return g_build_filename(g_get_user_config_dir(), "breccia", "breccia.conf", NULL);
}

char *
host_conf_file(const char *option)
{
	const char *env = g_getenv("BRECCIA_CONFIG");
	return option ? g_strdup(option) : env && *env ? g_strdup(env) : NULL;
}

static bool
merge_file(Conf *conf, const char *path, GError **error)
{
	g_autofree char *text = NULL;
	return host_read_file(path, CONF_MAX, &text, NULL, error) && conf_merge(conf, text, path, error);
}

/* The one file that is read with the rights of a setgid program. It is root's: nobody else can put another one there. */
static bool
merge_system(Conf *conf, GError **error)
{
	g_autofree char *path = host_system_conf_path(), *text = NULL;
	g_autoptr(GError) problem = NULL;
	gsize len = 0;
	if (faccessat(AT_FDCWD, path, R_OK, AT_EACCESS) != 0)
		return true;
	if (!g_file_get_contents(path, &text, &len, &problem))
		return err_set(error, E_IO, "%s cannot be read: %s", path, problem->message);
	return conf_merge(conf, text, path, error);
}

char **
host_conf_files(const char *file)
{
	GPtrArray *files = g_ptr_array_new();
	g_autofree char *system = host_system_conf_path(), *own = host_conf_path();
	if (file)
		g_ptr_array_add(files, g_strdup(file));
	if (!file && faccessat(AT_FDCWD, system, R_OK, AT_EACCESS) == 0)
		g_ptr_array_add(files, g_strdup(system));
	if (!file && !host_elevated() && access(own, F_OK) == 0)
		g_ptr_array_add(files, g_strdup(own));
	g_ptr_array_add(files, NULL);
	return (char **)g_ptr_array_free(files, FALSE);
}

/* Either may be missing: the list is built in as well. */
static bool
know_providers(Conf *conf, GError **error)
{
	for (int own = 0; own < 2; own++) {
		g_autofree char *path = host_providers_path(own), *text = NULL;
		if (faccessat(AT_FDCWD, path, R_OK, AT_EACCESS) != 0)
			continue;
		if (!host_read_file(path, CONF_MAX, &text, NULL, error) || !conf_know_providers(conf, text, path, error))
			return false;
	}
	return true;
}

static void
stamp_file(GString *stamp, const char *path)
{
	struct stat st;
	if (stat(path, &st) != 0)
		g_string_append_printf(stamp, "%s -\n", path);
	else
		g_string_append_printf(stamp, "%s %ju %jd %jd.%09ld %jd.%09ld\n", path, (uintmax_t)st.st_ino, (intmax_t)st.st_size,
			(intmax_t)st.st_mtim.tv_sec, st.st_mtim.tv_nsec, (intmax_t)st.st_ctim.tv_sec, st.st_ctim.tv_nsec);
}

char *
host_conf_stamp(const char *file)
{
	GString *stamp = g_string_new(NULL);
	g_auto(GStrv) files = host_conf_files(file);
	for (char **f = files; *f; f++)
		stamp_file(stamp, *f);
	for (int own = 0; own < 2; own++) {
		g_autofree char *path = host_providers_path(own);
		stamp_file(stamp, path);
	}
	return g_string_free(stamp, FALSE);
}

bool
host_conf(const char *file, Conf **conf, GError **error)
{
	g_autoptr(Conf) made = conf_new();
	g_autofree char *system = host_system_conf_path();
	g_auto(GStrv) files = host_conf_files(file);
	if (!know_providers(made, error))
		return false;
	for (char **f = files; *f; f++)
		if (!file && g_str_equal(*f, system) ? !merge_system(made, error) : !merge_file(made, *f, error))
			return false;
	*conf = g_steal_pointer(&made);
	return true;
}

char *
host_system_register(void)
{
	g_autofree char *path = host_system_conf_path(), *folder = host_system_folder();
	g_autoptr(Conf) conf = conf_new();
	if (access(path, F_OK) != 0)
		return NULL;
	if (faccessat(AT_FDCWD, path, R_OK, AT_EACCESS) != 0)
		return g_strconcat("sqlite:", folder, "/register.db", NULL);
	return know_providers(conf, NULL) && merge_system(conf, NULL) ? g_strdup(conf_text(conf, "register", "uri")) : NULL;
}

static const char *
path_in(const char *uri)
{
	return g_str_has_prefix(uri, "sqlite:") ? uri + strlen("sqlite:") : uri;
}

bool
host_same_register(const char *uri, const char *other)
{
	return g_str_equal(path_in(uri), path_in(other));
}

bool
host_can_open(const char *uri)
{
	return faccessat(AT_FDCWD, path_in(uri), R_OK | W_OK, AT_EACCESS) == 0;
}

char *
host_group_of(const char *uri)
{
	struct stat st;
	g_autofree char *folder = g_path_get_dirname(path_in(uri));
	const struct group *gr = stat(folder, &st) == 0 ? getgrgid(st.st_gid) : NULL;
	return g_strdup(gr ? gr->gr_name : HOST_SERVICE);
}

char *
host_register_uri(const char *option, const Conf *conf)
{
	const char *env = g_getenv("BRECCIA_REGISTER");
	g_autofree char *system = host_system_register();
	if (option)
		return g_strdup(option);
	if (env && *env)
		return g_strdup(env);
	if (system)
		return g_steal_pointer(&system);
	if (conf && conf_text(conf, "register", "uri"))
		return g_strdup(conf_text(conf, "register", "uri"));
	g_autofree char *path = g_build_filename(g_get_user_data_dir(), "breccia", "register.db", NULL);
	return g_strconcat("sqlite:", path, NULL);
}

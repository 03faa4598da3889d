/* Where the configuration stands, and what it names. */
#include "src/host/host.h"

#include "src/core/err.h"

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

char **
host_conf_files(const char *file)
{
	GPtrArray *files = g_ptr_array_new();
	char *usual[] = {g_build_filename(SYSCONFDIR, "breccia", "breccia.conf", NULL), host_conf_path()};
	if (file)
		g_ptr_array_add(files, g_strdup(file));
	for (guint i = 0; i < G_N_ELEMENTS(usual); i++) {
		if (!file && access(usual[i], F_OK) == 0)
			g_ptr_array_add(files, g_strdup(usual[i]));
		g_free(usual[i]);
	}
	g_ptr_array_add(files, NULL);
	return (char **)g_ptr_array_free(files, FALSE);
}

bool
host_conf(const char *file, Conf **conf, GError **error)
{
	g_autoptr(Conf) made = conf_new();
	g_auto(GStrv) files = host_conf_files(file);
	for (char **f = files; *f; f++)
		if (!merge_file(made, *f, error))
			return false;
	*conf = g_steal_pointer(&made);
	return true;
}

char *
host_register_uri(const char *option, const Conf *conf)
{
	const char *env = g_getenv("BRECCIA_REGISTER");
	if (option)
		return g_strdup(option);
	if (env && *env)
		return g_strdup(env);
	if (conf && conf_text(conf, "register", "uri"))
		return g_strdup(conf_text(conf, "register", "uri"));
	g_autofree char *path = g_build_filename(g_get_user_data_dir(), "breccia", "register.db", NULL);
	return g_strconcat("sqlite:", path, NULL);
}

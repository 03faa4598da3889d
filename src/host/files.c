/* Reading files that a person named. */
#include "src/host/host.h"

#include "src/core/err.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool
read_all(int fd, const char *name, gsize max, char **text, gsize *len, GError **error)
{
	g_autoptr(GByteArray) all = g_byte_array_new();
	guint8 part[65536];
	for (;;) {
		ssize_t n = read(fd, part, sizeof part);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set(error, E_IO, "%s cannot be read: %s", name, g_strerror(errno));
		if (n == 0)
			break;
		if (all->len + (gsize)n > max)
			return err_set(error, E_INPUT, "%s is larger than %zu kB: give a smaller one", name, max / 1024);
		g_byte_array_append(all, part, (guint)n);
	}
	if (len)
		*len = all->len;
	g_byte_array_append(all, (const guint8 *)"", 1);
	*text = (char *)g_byte_array_free(g_steal_pointer(&all), FALSE);
	return true;
}

bool
host_read_file(const char *path, gsize max, char **text, gsize *len, GError **error)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_set(error, errno == ENOENT ? E_NOTFOUND : E_IO, "%s cannot be read: %s", path, g_strerror(errno));
	bool ok = read_all(fd, path, max, text, len, error);
	close(fd);
	return ok;
}

bool
host_read_stdin(gsize max, char **text, gsize *len, GError **error)
{
	return read_all(STDIN_FILENO, "standard input", max, text, len, error);
}

bool
host_check_private(const char *path, GError **error)
{
	struct stat st;
	if (stat(path, &st) != 0)
		return err_set(error, E_CONFIG, "%s cannot be read: %s", path, g_strerror(errno));
	if (st.st_mode & (S_IRWXG | S_IRWXO))
		return err_set(error, E_CONFIG, "%s holds a secret and others can read it: chmod 600 %s", path, path);
	return true;
}

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
		if (all->len + (gsize)n > max) {
			g_autofree char *most = g_format_size(max);
			return err_set(error, E_INPUT, "%s is larger than %s: give a smaller one", name, most);
		}
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
	int fd = host_open_as_person(path, O_RDONLY | O_CLOEXEC, 0);
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

static bool
hash_all(int fd, const char *name, char **hex, int64_t *size, GError **error)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	guint8 part[65536];
	ssize_t n;
	*size = 0;
	while ((n = read(fd, part, sizeof part)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set(error, E_IO, "%s cannot be read: %s", name, g_strerror(errno));
		g_checksum_update(sum, part, n);
		*size += n;
	}
	*hex = g_strdup(g_checksum_get_string(sum));
	return true;
}

bool
host_hash_file(const char *path, char **hex, int64_t *size, GError **error)
{
	if (!path)
		return hash_all(STDIN_FILENO, "standard input", hex, size, error);
	int fd = host_open_as_person(path, O_RDONLY | O_CLOEXEC, 0);
	if (fd < 0)
		return err_set(error, errno == ENOENT ? E_NOTFOUND : E_IO, "%s cannot be read: %s", path, g_strerror(errno));
	bool ok = hash_all(fd, path, hex, size, error);
	close(fd);
	return ok;
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

bool
host_write_bytes(const char *path, const void *data, gsize len, GError **error)
{
	int fd = host_open_as_person(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return err_set(error, E_WRITE, "%s cannot be made: %s", path, g_strerror(errno));
	gsize done = 0;
	while (done < len) {
		ssize_t n = write(fd, (const char *)data + done, len - done);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		done += (gsize)n;
	}
	bool ok = done == len && fsync(fd) == 0;
	int why = errno;
	if (close(fd) != 0 && ok) {
		ok = false;
		why = errno;
	}
	if (ok)
		return true;
	/* Half of it would be read by the next run, and would keep it from writing the whole. */
	unlink(path);
	return err_set(error, E_WRITE, "%s cannot be written: %s", path, g_strerror(why));
}

bool
host_write_new(const char *path, const char *text, GError **error)
{
	g_autofree char *dir = g_path_get_dirname(path);
	if (g_mkdir_with_parents(dir, 0700) != 0)
		return err_set(error, E_WRITE, "the folder %s cannot be made: %s", dir, g_strerror(errno));
	return host_write_bytes(path, text, strlen(text), error);
}

/* Looking for a file that somebody wants to name. */
#include "src/host/host.h"

#include "src/core/err.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
host_entry_free(HostEntry *entry)
{
	g_free(entry->name);
	g_free(entry);
}

/* Folders first, then by name as bytes: the same on every machine. */
static int
by_name(gconstpointer a, gconstpointer b)
{
	const HostEntry *x = *(const HostEntry *const *)a, *y = *(const HostEntry *const *)b;
	return x->folder != y->folder ? (x->folder ? -1 : 1) : strcmp(x->name, y->name);
}

/* NULL: neither a file nor a folder, or gone meanwhile. (transfer full) */
static HostEntry *
entry_of(int dir, const char *name)
{
	struct stat st;
	if (fstatat(dir, name, &st, 0) != 0 || !(S_ISREG(st.st_mode) || S_ISDIR(st.st_mode)) || !g_utf8_validate(name, -1, NULL))
		return NULL;
	HostEntry *entry = g_new0(HostEntry, 1);
	entry->name = g_strdup(name);
	entry->folder = S_ISDIR(st.st_mode);
	entry->size = st.st_size;
	return entry;
}

bool
host_list_folder(const char *path, GPtrArray **entries, GError **error)
{
	int fd = host_open_as_person(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
	DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
	*entries = NULL;
	if (!dir) {
		int why = errno;
		if (fd >= 0)
			close(fd);
		return err_set(error, why == ENOENT ? E_NOTFOUND : E_IO, "%s cannot be read: %s", path, g_strerror(why));
	}
	*entries = g_ptr_array_new_with_free_func((GDestroyNotify)host_entry_free);
	for (const struct dirent *d; (*entries)->len < HOST_ENTRIES && (d = readdir(dir));) {
		HostEntry *entry = d->d_name[0] == '.' ? NULL : entry_of(fd, d->d_name);
		if (entry)
			g_ptr_array_add(*entries, entry);
	}
	closedir(dir);
	g_ptr_array_sort(*entries, by_name);
	return true;
}

bool
host_file_size(const char *path, int64_t *size, GError **error)
{
	struct stat st;
	/* A pipe would wait for its other end. */
	int fd = host_open_as_person(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0);
	if (fd < 0)
		return err_set(error, errno == ENOENT ? E_NOTFOUND : E_IO, "%s cannot be read: %s", path, g_strerror(errno));
	bool known = fstat(fd, &st) == 0;
	close(fd);
	if (!known || !S_ISREG(st.st_mode))
		return err_set(error, E_INPUT, "%s is no file: give the path of one", path);
	*size = st.st_size;
	return true;
}

char *
host_expand_home(const char *path)
{
	return path[0] == '~' && (path[1] == '/' || !path[1]) ? g_strconcat(g_get_home_dir(), path + 1, NULL) : g_strdup(path);
}

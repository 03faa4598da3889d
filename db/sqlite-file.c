#include "db/sqlite-file.h"

#include "src/core/err.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <linux/magic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

/* Not in every <linux/magic.h>. */
#define CIFS_MAGIC 0xFF534D42u
#define SMB2_MAGIC 0xFE534D42u
#define FUSE_MAGIC 0x65735546u
#define CEPH_MAGIC 0x00C36400u

/* FUSE stands here whole: sshfs and virtiofs are among its users, and nothing tells them from a local one. */
static const struct {
	unsigned magic;
	const char *name;
} networks[] = {
	{NFS_SUPER_MAGIC, "NFS"}, {SMB_SUPER_MAGIC, "SMB"}, {CIFS_MAGIC, "SMB"}, {SMB2_MAGIC, "SMB"}, {AFS_SUPER_MAGIC, "AFS"},
	{CODA_SUPER_MAGIC, "Coda"}, {CEPH_MAGIC, "Ceph"}, {V9FS_MAGIC, "9p"}, {FUSE_MAGIC, "FUSE"},
};

static bool
check_local(const char *path, GError **error)
{
	struct statfs fs;
	if (statfs(path, &fs) != 0)
		return err_set(error, E_IO, "cannot look at %s: %s", path, g_strerror(errno));
	for (gsize i = 0; i < G_N_ELEMENTS(networks); i++)
		if ((unsigned)fs.f_type == networks[i].magic)
			return err_set(error, E_CONFIG, "%s is on a network file system (%s), where a register is not safe: "
				"put it on a disk of this machine", path, networks[i].name);
	return true;
}

static bool
check_writable(const char *path, const char *folder, GError **error)
{
	if (faccessat(AT_FDCWD, path, R_OK | W_OK, AT_EACCESS) == 0 && faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) == 0)
		return true;
	return err_set(error, E_DENIED, "%s cannot be written by this account, and whoever reads a register needs write permission "
		"to it and to its folder: ask who keeps it", path);
}

static bool
check_mode(const char *path, const struct stat *file, const char *folder, GError **error)
{
	struct stat dir;
	if (!S_ISREG(file->st_mode))
		return err_set(error, E_CONFIG, "%s is not a file: name the register's file", path);
	if (file->st_mode & S_IRWXO)
		return err_set(error, E_CONFIG, "%s is open to every account of this machine: chmod o-rwx '%s'", path, path);
	if (!(file->st_mode & S_IRWXG))
		return true;
	if (stat(folder, &dir) == 0 && (dir.st_mode & S_ISGID))
		return true;
	return err_set(error, E_CONFIG, "%s is open to a group, and its folder is not set up for sharing: chmod 600 '%s'", path, path);
}

bool
sqlite_file_find(const char *where, char **path, GError **error)
{
	struct stat file;
	g_autofree char *real = realpath(where, NULL);
	g_autofree char *folder = real ? g_path_get_dirname(real) : NULL;

	if (!real || stat(real, &file) != 0) {
		if (errno == ENOENT || errno == ENOTDIR)
			return err_set(error, E_NOTFOUND,
				"there is no register at %s: make one with `breccia init`, try `breccia demo`, or name another with -r",
				where);
		if (errno == EACCES)
			return err_set(error, E_DENIED, "%s cannot be reached by this account: ask who keeps the register", where);
		return err_set(error, E_IO, "cannot look at %s: %s", where, g_strerror(errno));
	}
	if (!check_mode(real, &file, folder, error) || !check_local(real, error) || !check_writable(real, folder, error))
		return false;
	*path = g_steal_pointer(&real);
	return true;
}

/* Of SQLite's file format: how it begins, and where it says how it is written (1: by a rollback journal) and how read. */
#define MAGIC "SQLite format 3"
enum { AT_WRITTEN = 18, AT_READ = 19, HEADER = 20 };

bool
sqlite_file_is_backup(const char *where)
{
	char header[HEADER] = {0};
	int file = open(where, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	ssize_t n = file >= 0 ? read(file, header, sizeof header) : -1;

	if (file >= 0)
		close(file);
	return n == HEADER && memcmp(header, MAGIC, sizeof MAGIC) == 0 && header[AT_WRITTEN] == 1 && header[AT_READ] == 1;
}

/* Makes folder and what is missing above it; *top is the uppermost one made. */
static bool
make_folders(const char *folder, char **top, GError **error)
{
	g_autofree char *above = g_path_get_dirname(folder);
	if (g_mkdir(folder, 0700) == 0) {
		*top = g_strdup(folder);
		return true;
	}
	if (errno == EEXIST)
		return true;
	if (errno != ENOENT || g_str_equal(above, folder))
		return err_set(error, E_WRITE, "cannot make the folder %s: %s", folder, g_strerror(errno));
	if (!make_folders(above, top, error))
		return false;
	if (g_mkdir(folder, 0700) != 0 && errno != EEXIST)
		return err_set(error, E_WRITE, "cannot make the folder %s: %s", folder, g_strerror(errno));
	if (!*top)
		*top = g_strdup(folder);
	return true;
}

/* Takes away empty folders from `folder` up to `top`. */
static void
remove_folders(const char *folder, const char *top)
{
	g_autofree char *at = g_strdup(folder);
	while (top && g_str_has_prefix(at, top) && g_rmdir(at) == 0) {
		char *above = g_path_get_dirname(at);
		g_free(at);
		at = above;
	}
}

static bool
refuse_taken(const char *file, GError **error)
{
	return err_set(error, E_WRITE, "%s is there already: a register is never overwritten, choose another name", file);
}

/* The log of a register that was taken away would be applied to a new one of the same name. */
static bool
check_free(const char *file, GError **error)
{
	static const char *const tails[] = {"", "-wal", "-journal"};
	struct stat st;
	for (gsize i = 0; i < G_N_ELEMENTS(tails); i++) {
		g_autofree char *other = g_strconcat(file, tails[i], NULL);
		if (lstat(other, &st) == 0)
			return refuse_taken(other, error);
	}
	return true;
}

bool
sqlite_file_place(const char *where, char **path, char **folder, GError **error)
{
	g_autofree char *wanted = g_canonicalize_filename(where, NULL);
	g_autofree char *dir = g_path_get_dirname(wanted);
	g_autofree char *name = g_path_get_basename(wanted);
	g_autofree char *top = NULL;
	g_autofree char *real = NULL;

	if (!make_folders(dir, &top, error) || !check_local(dir, error)) {
		remove_folders(dir, top);
		return false;
	}
	real = realpath(dir, NULL);
	*path = g_build_filename(real ? real : dir, name, NULL);
	if (folder)
		*folder = g_steal_pointer(&top);
	return true;
}

/* A new file: with this name, or aside. -1 with the error. */
static int
make_file(const char *file, bool aside, char **path, GError **error)
{
	int fd = -1;
	if (aside && !check_free(file, error))
		return -1;
	*path = aside ? g_strconcat(file, ".new-XXXXXX", NULL) : g_strdup(file);
	fd = aside ? mkostemp(*path, O_CLOEXEC) : open(file, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd >= 0)
		return fd;
	if (errno == EEXIST)
		refuse_taken(file, error);
	else
		err_set(error, E_WRITE, "cannot make %s: %s", file, g_strerror(errno));
	g_clear_pointer(path, g_free);
	return -1;
}

bool
sqlite_file_make(const char *where, char **wanted, char **path, char **folder, GError **error)
{
	g_autofree char *top = NULL;
	g_autofree char *file = NULL;
	int fd;

	if (!sqlite_file_place(where, &file, &top, error))
		return false;
	fd = make_file(file, wanted != NULL, path, error);
	if (fd < 0) {
		g_autofree char *dir = g_path_get_dirname(file);
		remove_folders(dir, top);
		return false;
	}
	close(fd);
	if (wanted)
		*wanted = g_steal_pointer(&file);
	*folder = g_steal_pointer(&top);
	return true;
}

/* Without the other where the file system knows no rename that refuses to replace. */
static bool
rename_new(const char *from, const char *to)
{
	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
		return true;
	return (errno == EINVAL || errno == ENOSYS) && link(from, to) == 0 && g_unlink(from) == 0;
}

/* What a folder lists is on the disk. */
static bool
sync_folder(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL); /* not every file system has anything to do */
	if (fd >= 0)
		close(fd);
	return ok;
}

bool
sqlite_file_publish(const char *path, const char *wanted, const char *folder, GError **error)
{
	g_autofree char *last = folder ? g_path_get_dirname(folder) : g_path_get_dirname(wanted);
	g_autofree char *at = g_path_get_dirname(wanted);
	if (!check_free(wanted, error))
		return false;
	if (!rename_new(path, wanted))
		return errno == EEXIST ? refuse_taken(wanted, error) : err_set(error, E_WRITE, "cannot make %s: %s", wanted, g_strerror(errno));
	while (sync_folder(at)) {
		if (g_str_equal(at, last) || g_str_equal(at, "/"))
			return true;
		char *above = g_path_get_dirname(at);
		g_free(at);
		at = above;
	}
	int why = errno;
	g_unlink(wanted);
	return err_set(error, E_IO, "cannot make %s durable: %s", wanted, g_strerror(why));
}

void
sqlite_file_remove(const char *path, const char *folder)
{
	static const char *const tails[] = {"", "-wal", "-shm", "-journal"};
	g_autofree char *dir = g_path_get_dirname(path);
	for (gsize i = 0; i < G_N_ELEMENTS(tails); i++) {
		g_autofree char *file = g_strconcat(path, tails[i], NULL);
		g_unlink(file);
	}
	remove_folders(dir, folder);
}

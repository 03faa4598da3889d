/* Copies of a SQLite register. */
#include "db/backup.h"

#include "db/driver.h"
#include "db/sqlite-file.h"
#include "db/verify.h"
#include "src/core/err.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define WAIT_MS 30000
#define CHUNK 65536

typedef sqlite3 Connection;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Connection, sqlite3_close_v2)
typedef sqlite3_stmt Prepared;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Prepared, sqlite3_finalize)

/* --- connections of their own ------------------------------------------------------------------------------------- */

static bool
fail(Connection *connection, int rc, const char *path, GError **error)
{
	const char *said = connection ? sqlite3_errmsg(connection) : sqlite3_errstr(rc);
	if ((rc & 0xff) == SQLITE_FULL)
		return err_set(error, E_WRITE, "the disk is full: make room and try again; nothing was changed");
	if ((rc & 0xff) == SQLITE_BUSY || (rc & 0xff) == SQLITE_LOCKED)
		return err_set(error, E_BUSY, "%s is being written by another program for too long: try again", path);
	if ((rc & 0xff) == SQLITE_CORRUPT || (rc & 0xff) == SQLITE_NOTADB)
		/* What the connection said last may be about the file that was to be made of it. */
		return err_set(error, E_STATE, "%s is no sound register (%s): nothing was changed", path, sqlite3_errstr(rc & 0xff));
	return err_set(error, E_IO, "reading or writing %s failed (%s): look at the disk; nothing was changed", path, said);
}

static bool
connect_to(const char *path, int flags, Connection **connection, GError **error)
{
	int rc = sqlite3_open_v2(path, connection, flags | SQLITE_OPEN_NOMUTEX, NULL);
	if (rc != SQLITE_OK)
		return fail(*connection, rc, path, error);
	sqlite3_extended_result_codes(*connection, 1);
	sqlite3_busy_timeout(*connection, WAIT_MS);
	sqlite3_db_config(*connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	return true;
}

/* `to` is an empty file. What comes out has no log beside it, and can be read where nothing can be written. */
static bool
vacuum_into(const char *from, const char *to, GError **error)
{
	g_autoptr(Connection) source = NULL;
	g_autoptr(Prepared) stmt = NULL;
	int rc;

	if (!connect_to(from, SQLITE_OPEN_READONLY, &source, error))
		return false;
	rc = sqlite3_prepare_v2(source, "VACUUM INTO ?1", -1, &stmt, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_bind_text(stmt, 1, to, -1, SQLITE_STATIC);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(stmt);
	return rc == SQLITE_DONE || fail(source, rc, from, error);
}

/* --- files -------------------------------------------------------------------------------------------------------- */

/* An empty private file in the same folder, with a name that nobody looks for. (transfer full) */
static char *
file_beside(const char *path, GError **error)
{
	g_autofree char *dir = g_path_get_dirname(path), *name = g_path_get_basename(path);
	g_autofree char *file = g_strdup_printf("%s/.%s.XXXXXX", dir, name);
	int fd = g_mkstemp_full(file, O_RDWR | O_CLOEXEC, 0600);

	if (fd < 0) {
		err_set(error, E_WRITE, "no file can be made in %s: %s", dir, g_strerror(errno));
		return NULL;
	}
	close(fd);
	return g_steal_pointer(&file);
}

/* Forces a file or a folder to the disk. */
static bool
sync_path(const char *path, int64_t *size, GError **error)
{
	struct stat st = {0};
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0 && fstat(fd, &st) == 0;
	int why = errno;

	if (fd >= 0)
		close(fd);
	if (!ok)
		return err_set(error, E_IO, "%s cannot be forced to the disk: %s", path, g_strerror(why));
	if (size)
		*size = (int64_t)st.st_size;
	return true;
}

static bool
exists_beside(const char *path, const char *tail)
{
	g_autofree char *file = g_strconcat(path, tail, NULL);
	return access(file, F_OK) == 0;
}

static bool
refuse_existing(const char *path, GError **error)
{
	return err_set(error, E_WRITE, "%s is there already: choose another name, or --force", path);
}

/* Gives a whole file its name. */
static bool
give_name(const char *file, const char *path, bool force, GError **error)
{
	g_autofree char *dir = g_path_get_dirname(path);
	int rc = renameat2(AT_FDCWD, file, AT_FDCWD, path, force ? 0 : RENAME_NOREPLACE);

	if (rc != 0 && errno == EEXIST)
		return refuse_existing(path, error);
	if (rc != 0 && (errno == EINVAL || errno == ENOSYS)) { /* a file system that cannot promise it */
		if (!force && access(path, F_OK) == 0)
			return refuse_existing(path, error);
		rc = rename(file, path);
	}
	if (rc != 0)
		return err_set(error, E_WRITE, "%s cannot be made: %s", path, g_strerror(errno));
	return sync_path(dir, NULL, error);
}

/* --- looking ------------------------------------------------------------------------------------------------------ */

static bool
look_at(Db *db, const char *name, Backup *made, GError **error)
{
	Verdicts v = {0};
	bool ok = verify_register(db, false, NULL, NULL, &v, error);

	if (ok && !v.sound)
		ok = err_set(error, E_STATE, "%s is broken, and is not used: %s", name, v.what);
	made->seq = v.events;
	g_strlcpy(made->seal, v.seal, sizeof made->seal);
	verdicts_clear(&v);
	return ok;
}

static bool
verify_copy(const char *copy, const char *name, Backup *made, GError **error)
{
	g_autoptr(Db) db = NULL;
	return db_open_copy(copy, &db, error) && look_at(db, name, made, error);
}

/* A verified copy in the empty file `file`. */
static bool
copy_to(Db *db, const char *file, Backup *made, GError **error)
{
	return vacuum_into(db->path, file, error) && verify_copy(file, db->path, made, error) && sync_path(file, &made->size, error);
}

static bool
require_file(const Db *db, GError **error)
{
	return db->path || err_set(error, E_STATE, "a register in memory has no backup");
}

/* --- backups ------------------------------------------------------------------------------------------------------ */

static bool
check_target(const Db *db, const char *path, bool force, GError **error)
{
	struct stat target, own;

	if (stat(path, &target) != 0)
		return true;
	if (!S_ISREG(target.st_mode))
		return err_set(error, E_WRITE, "%s is not a file: name one", path);
	if (!force)
		return refuse_existing(path, error);
	if ((stat(db->path, &own) == 0 && own.st_ino == target.st_ino && own.st_dev == target.st_dev) || exists_beside(path, "-wal"))
		return err_set(error, E_WRITE, "%s is a register in use, not a backup: choose another name", path);
	return true;
}

bool
backup_to_file(Db *db, const char *path, bool force, Backup *made, GError **error)
{
	g_autofree char *file = NULL;

	if (!require_file(db, error) || !check_target(db, path, force, error))
		return false;
	file = file_beside(path, error);
	if (!file)
		return false;
	if (copy_to(db, file, made, error) && give_name(file, path, force, error))
		return true;
	g_unlink(file);
	return false;
}

static bool
write_all(int from, int to, GError **error)
{
	g_autofree char *part = g_malloc(CHUNK);
	for (;;) {
		ssize_t n = read(from, part, CHUNK), done = 0;
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set(error, E_IO, "the copy cannot be read: %s", g_strerror(errno));
		if (n == 0)
			return true;
		while (done < n) {
			ssize_t now = write(to, part + done, (size_t)(n - done));
			if (now < 0 && errno != EINTR)
				return err_set(error, E_IO, "the copy cannot be written: %s", g_strerror(errno));
			done += MAX(now, 0);
		}
	}
}

bool
backup_to_fd(Db *db, int fd, Backup *made, GError **error)
{
	g_autofree char *file = NULL;
	int copy = -1;
	bool ok;

	if (!require_file(db, error))
		return false;
	file = file_beside(db->path, error);
	if (!file)
		return false;
	ok = copy_to(db, file, made, error);
	if (ok && (copy = open(file, O_RDONLY | O_CLOEXEC)) < 0)
		ok = err_set(error, E_IO, "the copy cannot be read: %s", g_strerror(errno));
	g_unlink(file); /* before it is written out: a broken pipe may end this process */
	ok = ok && write_all(copy, fd, error);
	if (copy >= 0)
		close(copy);
	return ok;
}

/* --- stages ------------------------------------------------------------------------------------------------------- */

void
stage_remove(const char *stage)
{
	sqlite_file_remove(stage, NULL);
}

static const char *
path_of(const char *uri)
{
	return g_str_has_prefix(uri, driver_sqlite.scheme) ? uri + strlen(driver_sqlite.scheme) : uri;
}

static bool
fill_stage(const char *backup, const char *stage, Backup *made, GError **error)
{
	g_autofree char *uri = g_strconcat(driver_sqlite.scheme, stage, NULL);
	g_autoptr(GError) problem = NULL;
	g_autoptr(Db) db = NULL;

	if (!vacuum_into(backup, stage, error))
		return false;
	/* Brought up to date on the way, when an older breccia made it. */
	if (db_open(uri, DB_OPEN, &db, &problem))
		return look_at(db, backup, made, error);
	if (g_error_matches(problem, ERR_DOMAIN, E_IO))
		return err_set(error, E_STATE, "%s is broken, and is not used: %s", backup, problem->message);
	return err_set(error, (Err)problem->code, "%s cannot be restored: %s", backup, problem->message);
}

bool
stage_make(const char *uri, const char *backup, char **stage, Backup *made, GError **error)
{
	g_autofree char *path = NULL, *file = NULL;

	if (access(backup, R_OK) != 0)
		return err_set(error, errno == ENOENT ? E_NOTFOUND : E_IO, "%s cannot be read: %s", backup, g_strerror(errno));
	if (!sqlite_file_place(path_of(uri), &path, NULL, error))
		return false;
	file = file_beside(path, error);
	if (!file)
		return false;
	if (!fill_stage(backup, file, made, error)) {
		stage_remove(file);
		return false;
	}
	*stage = g_steal_pointer(&file);
	return true;
}

bool
stage_found(const char *uri, const char *stage, GError **error)
{
	g_autofree char *path = NULL;

	if (!sqlite_file_place(path_of(uri), &path, NULL, error))
		return false;
	/* A log without its register would be applied to the one that comes. */
	if (exists_beside(path, "-wal") || exists_beside(path, "-journal"))
		return err_set(error, E_WRITE, "beside %s lies the log of a register that is gone (-wal, -journal): put it aside first", path);
	return sync_path(stage, NULL, error) && give_name(stage, path, false, error);
}

/* The first step takes the lock, and holds it until the last: from here on the tip stands still. */
static bool
put(Db *db, Connection *target, Connection *source, int64_t seq, bool *moved_on, GError **error)
{
	sqlite3_backup *copy = sqlite3_backup_init(target, "main", source, "main");
	int rc = copy ? sqlite3_backup_step(copy, 1) : sqlite3_errcode(target);
	int64_t now = -1;

	if ((rc == SQLITE_OK || rc == SQLITE_DONE) && !db_changed(db, &now, error)) {
		sqlite3_backup_finish(copy);
		return false;
	}
	*moved_on = now != seq && now >= 0;
	if (rc == SQLITE_OK && !*moved_on)
		rc = sqlite3_backup_step(copy, -1);
	sqlite3_backup_finish(copy); /* takes back what is not done */
	return *moved_on || rc == SQLITE_DONE || fail(NULL, rc, db->path, error);
}

bool
stage_put(Db *db, const char *stage, int64_t seq, bool *moved_on, GError **error)
{
	g_autoptr(Connection) target = NULL, source = NULL;

	*moved_on = false;
	if (!connect_to(db->path, SQLITE_OPEN_READWRITE, &target, error) || !connect_to(stage, SQLITE_OPEN_READONLY, &source, error))
		return false;
	sqlite3_exec(target, "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;", NULL, NULL, NULL);
	return put(db, target, source, seq, moved_on, error);
}

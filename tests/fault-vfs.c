/* See fault-vfs.h. */
#include "tests/fault-vfs.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define SECTOR 512

typedef enum { DONE_WRITE, DONE_TRUNCATE, DONE_CREATE, DONE_DELETE } Done;

/* One step since the last sync of a file. */
typedef struct {
	Done done;
	gint64 at; /* or the size */
	GBytes *data;
} Step;

/* What the disk has of one file, and what it may have. */
typedef struct {
	GByteArray *synced;
	bool exists;
	GPtrArray *since; /* of Step */
} Disk;

typedef struct {
	sqlite3_file file; /* must be first */
	char *path;        /* NULL: a temporary one, which no power cut matters to */
	sqlite3_file *real;
} File;

static sqlite3_vfs *usual;
static Fault armed;
static int armed_at, steps;
static bool lasts, happened, power_is_off;
static GHashTable *disks; /* path -> Disk */

/* --- steps ------------------------------------------------------------------------------------------------------------ */

static void
mark(void)
{
	const char *path = g_getenv("FAULT_MARK");
	if (path)
		(void)g_file_set_contents(path, "", 0, NULL);
}

/* What becomes of this step. */
static Fault
next_step(void)
{
	if (power_is_off)
		return FAULT_CUT;
	steps++;
	if (armed == FAULT_NONE || armed_at == 0 || !(steps == armed_at || (lasts && steps > armed_at)))
		return FAULT_NONE;
	if (!happened)
		mark();
	happened = true;
	if (armed == FAULT_KILL)
		kill(getpid(), SIGKILL);
	power_is_off = armed == FAULT_CUT;
	return armed;
}

static void
step_free(gpointer data)
{
	Step *step = data;
	g_clear_pointer(&step->data, g_bytes_unref);
	g_free(step);
}

static void
disk_free(gpointer data)
{
	Disk *disk = data;
	g_byte_array_unref(disk->synced);
	g_ptr_array_unref(disk->since);
	g_free(disk);
}

/* As it stands when it is first seen, which is before anything is done to it. */
static Disk *
disk_of(const char *path)
{
	g_autofree char *content = NULL;
	gsize len = 0;
	Disk *disk = path ? g_hash_table_lookup(disks, path) : NULL;
	if (disk || !path)
		return disk;
	disk = g_new0(Disk, 1);
	disk->synced = g_byte_array_new();
	disk->since = g_ptr_array_new_with_free_func(step_free);
	disk->exists = g_file_get_contents(path, &content, &len, NULL);
	if (disk->exists)
		g_byte_array_append(disk->synced, (const guint8 *)content, (guint)len);
	g_hash_table_insert(disks, g_strdup(path), disk);
	return disk;
}

static void
remember(const char *path, Done done, gint64 at, const void *data, gsize len)
{
	Disk *disk = disk_of(path);
	if (!disk)
		return;
	Step *step = g_new0(Step, 1);
	*step = (Step){done, at, data ? g_bytes_new(data, len) : NULL};
	g_ptr_array_add(disk->since, step);
}

static int
error_of(Fault fault, int full, int io)
{
	return fault == FAULT_FULL ? full : io;
}

/* --- files ------------------------------------------------------------------------------------------------------------ */

#define REAL(f) (((File *)(f))->real)

static int
file_close(sqlite3_file *f)
{
	File *file = (File *)f;
	int rc = file->real->pMethods->xClose(file->real);
	g_clear_pointer(&file->path, g_free);
	return rc;
}

static int
file_read(sqlite3_file *f, void *to, int len, sqlite3_int64 at)
{
	return REAL(f)->pMethods->xRead(REAL(f), to, len, at);
}

static int
file_write(sqlite3_file *f, const void *from, int len, sqlite3_int64 at)
{
	Fault fault = next_step();
	const char *path = ((File *)f)->path;
	if (fault == FAULT_CUT)
		return SQLITE_IOERR_WRITE;
	if (fault != FAULT_NONE)
		len /= 2;
	remember(path, DONE_WRITE, at, from, (gsize)len);
	int rc = len ? REAL(f)->pMethods->xWrite(REAL(f), from, len, at) : SQLITE_OK;
	return fault == FAULT_NONE ? rc : error_of(fault, SQLITE_FULL, SQLITE_IOERR_WRITE);
}

static int
file_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	if (next_step() != FAULT_NONE)
		return SQLITE_IOERR_TRUNCATE;
	remember(((File *)f)->path, DONE_TRUNCATE, size, NULL, 0);
	return REAL(f)->pMethods->xTruncate(REAL(f), size);
}

/* The real disk is not asked to sync: no test depends on the machine's own power. */
static int
file_sync(sqlite3_file *f, int flags)
{
	sqlite3_int64 size = 0;
	(void)flags;
	if (next_step() != FAULT_NONE)
		return SQLITE_IOERR_FSYNC;
	Disk *disk = disk_of(((File *)f)->path);
	if (!disk || REAL(f)->pMethods->xFileSize(REAL(f), &size) != SQLITE_OK)
		return SQLITE_OK;
	g_ptr_array_set_size(disk->since, 0);
	g_byte_array_set_size(disk->synced, (guint)size);
	disk->exists = true;
	return size ? REAL(f)->pMethods->xRead(REAL(f), disk->synced->data, (int)size, 0) : SQLITE_OK;
}

static int
file_size(sqlite3_file *f, sqlite3_int64 *size)
{
	return REAL(f)->pMethods->xFileSize(REAL(f), size);
}

static int
file_lock(sqlite3_file *f, int level)
{
	return REAL(f)->pMethods->xLock(REAL(f), level);
}

static int
file_unlock(sqlite3_file *f, int level)
{
	return REAL(f)->pMethods->xUnlock(REAL(f), level);
}

static int
file_reserved(sqlite3_file *f, int *out)
{
	return REAL(f)->pMethods->xCheckReservedLock(REAL(f), out);
}

static int
file_control(sqlite3_file *f, int op, void *arg)
{
	return REAL(f)->pMethods->xFileControl(REAL(f), op, arg);
}

static int
file_sector(sqlite3_file *f)
{
	return REAL(f)->pMethods->xSectorSize(REAL(f));
}

/* Among them that a write which is torn does no harm to what lies beside it: so restore() tears them. */
static int
file_promises(sqlite3_file *f)
{
	return REAL(f)->pMethods->xDeviceCharacteristics(REAL(f));
}

static int
shm_map(sqlite3_file *f, int region, int size, int extend, void volatile **out)
{
	return REAL(f)->pMethods->xShmMap(REAL(f), region, size, extend, out);
}

static int
shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
	return REAL(f)->pMethods->xShmLock(REAL(f), offset, n, flags);
}

static void
shm_barrier(sqlite3_file *f)
{
	REAL(f)->pMethods->xShmBarrier(REAL(f));
}

static int
shm_unmap(sqlite3_file *f, int remove)
{
	return REAL(f)->pMethods->xShmUnmap(REAL(f), remove);
}

static const sqlite3_io_methods methods = {
	.iVersion = 2, .xClose = file_close, .xRead = file_read, .xWrite = file_write, .xTruncate = file_truncate, .xSync = file_sync,
	.xFileSize = file_size, .xLock = file_lock, .xUnlock = file_unlock, .xCheckReservedLock = file_reserved,
	.xFileControl = file_control, .xSectorSize = file_sector, .xDeviceCharacteristics = file_promises, .xShmMap = shm_map,
	.xShmLock = shm_lock, .xShmBarrier = shm_barrier, .xShmUnmap = shm_unmap,
};

/* --- the VFS ---------------------------------------------------------------------------------------------------------- */

static int
vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out_flags)
{
	File *file = (File *)f;
	(void)vfs;
	bool makes = name && (flags & SQLITE_OPEN_CREATE) && !g_file_test(name, G_FILE_TEST_EXISTS);
	memset(file, 0, sizeof *file);
	if (makes && next_step() != FAULT_NONE)
		return SQLITE_CANTOPEN;
	if (makes)
		remember(name, DONE_CREATE, 0, NULL, 0);
	else
		disk_of(name);
	file->real = (sqlite3_file *)(void *)(file + 1);
	int rc = usual->xOpen(usual, name, file->real, flags, out_flags);
	if (rc != SQLITE_OK)
		return rc;
	file->path = g_strdup(name);
	file->file.pMethods = &methods;
	return SQLITE_OK;
}

static int
vfs_delete(sqlite3_vfs *vfs, const char *name, int sync_folder)
{
	(void)vfs;
	if (next_step() != FAULT_NONE)
		return SQLITE_IOERR_DELETE;
	if (g_file_test(name, G_FILE_TEST_EXISTS))
		remember(name, DONE_DELETE, 0, NULL, 0);
	return usual->xDelete(usual, name, sync_folder);
}

void
fault_install(void)
{
	static sqlite3_vfs vfs;
	if (usual)
		return;
	usual = sqlite3_vfs_find(NULL);
	disks = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, disk_free);
	vfs = *usual;
	vfs.zName = "faulty";
	vfs.szOsFile = (int)sizeof(File) + usual->szOsFile;
	vfs.xOpen = vfs_open;
	vfs.xDelete = vfs_delete;
	sqlite3_vfs_register(&vfs, 1);
}

/* --- arming ------------------------------------------------------------------------------------------------------------ */

void
fault_arm(Fault fault, int at, bool lasting)
{
	armed = fault;
	armed_at = at;
	lasts = lasting;
	steps = 0;
	happened = power_is_off = false;
	g_hash_table_remove_all(disks);
}

int
fault_steps(void)
{
	return steps;
}

bool
fault_happened(void)
{
	return happened;
}

void
fault_disarm(void)
{
	armed = FAULT_NONE;
	power_is_off = false;
}

/* --- after a power cut ------------------------------------------------------------------------------------------------- */

static void
write_at(GByteArray *content, gint64 at, const guint8 *data, gsize len)
{
	guint old = content->len;
	if (len == 0)
		return;
	if (at + (gint64)len > (gint64)old) {
		g_byte_array_set_size(content, (guint)(at + (gint64)len));
		if ((guint)at > old)
			memset(content->data + old, 0, (gsize)at - old);
	}
	memcpy(content->data + at, data, len);
}

/* false: the name of the file changed its meaning and that did not arrive, so nothing after it did. */
static bool
redo(const Step *step, bool arrives, bool torn, GByteArray *content, bool *exists)
{
	gsize len = 0;
	const guint8 *data = step->data ? g_bytes_get_data(step->data, &len) : NULL;
	switch (step->done) {
	case DONE_CREATE:
	case DONE_DELETE:
		if (!arrives)
			return false;
		*exists = step->done == DONE_CREATE;
		g_byte_array_set_size(content, 0);
		return true;
	case DONE_TRUNCATE:
		if (arrives)
			g_byte_array_set_size(content, (guint)MIN(step->at, (gint64)content->len));
		return true;
	case DONE_WRITE:
		if (torn)
			len -= len % SECTOR ? len % SECTOR : MIN(len, SECTOR);
		if (arrives)
			write_at(content, step->at, data, len);
		return true;
	}
	g_assert_not_reached();
}

static void
restore(const char *path, const Disk *disk, Left left, GRand *chance)
{
	g_autoptr(GByteArray) content = g_byte_array_new();
	bool exists = disk->exists;
	g_byte_array_append(content, disk->synced->data, disk->synced->len);
	for (guint i = 0; i < disk->since->len && left != LEFT_SYNCED; i++) {
		bool some = left == LEFT_SOME;
		bool arrives = !some || g_rand_boolean(chance), torn = some && g_rand_int_range(chance, 0, 4) == 0;
		if (!redo(g_ptr_array_index(disk->since, i), arrives, torn, content, &exists))
			break;
	}
	if (!exists)
		g_unlink(path);
	else if (!g_file_set_contents_full(path, (const char *)content->data, content->len, G_FILE_SET_CONTENTS_NONE, 0600, NULL))
		abort();
}

void
fault_power_back(Left left, guint32 seed)
{
	g_autoptr(GList) paths = g_list_sort(g_hash_table_get_keys(disks), (GCompareFunc)strcmp);
	GRand *chance = g_rand_new_with_seed(seed);
	for (GList *at = paths; at; at = at->next) {
		const char *path = at->data;
		g_autofree char *shm = g_strconcat(path, "-shm", NULL);
		restore(path, g_hash_table_lookup(disks, path), left, chance);
		g_unlink(shm);
	}
	g_rand_free(chance);
	fault_arm(FAULT_NONE, 0, false);
}

/* --- a whole program --------------------------------------------------------------------------------------------------- */

void
fault_from_environment(void)
{
	static const struct {
		const char *name;
		Fault fault;
	} faults[] = {{"full ", FAULT_FULL}, {"io ", FAULT_IO}, {"kill ", FAULT_KILL}};
	const char *text = g_getenv("FAULT");
	for (gsize i = 0; text && i < G_N_ELEMENTS(faults); i++) {
		if (!g_str_has_prefix(text, faults[i].name))
			continue;
		fault_install();
		fault_arm(faults[i].fault, (int)g_ascii_strtoll(text + strlen(faults[i].name), NULL, 10), g_str_has_suffix(text, "+"));
		return;
	}
}

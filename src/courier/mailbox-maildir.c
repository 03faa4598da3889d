/*
 * maildir:PATH, the files of new/ and cur/ (https://cr.yp.to/proto/maildir.html).
 *
 * The name of a file up to its colon is its own for ever; where it lies and what flags follow is for mail programs to change. So a
 * message was seen when a hash of that name is in the cursor. Files are opened for reading only, regular ones only, never through a
 * symbolic link, and are never renamed: what is new to a mail program stays new. Bytes are taken as they lie there, in whatever lines.
 */
#include "src/courier/mailbox.h"

#include "src/courier/header.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEY_LENGTH 16 /* of the hash, in hexadecimal: 64 bits among a few 100,000 files */

typedef struct {
	int root;
	GPtrArray *files; /* of MailItem, without header: what is new, oldest first */
	guint at;
} Maildir;

static const char *const folders[] = {"new", "cur"};

static gsize
own_length(const char *name)
{
	return strcspn(name, ":");
}

static char *
key_of(const char *name)
{
	g_autofree char *own = g_strndup(name, own_length(name)), *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, own, -1);
	return g_strndup(hash, KEY_LENGTH);
}

/* --- what is there -------------------------------------------------------------------------------------------------- */

typedef struct {
	Maildir *maildir;
	GHashTable *seen;  /* of the cursor; what is there is taken off it */
	Instant since;     /* without a cursor: what is older was there before; INSTANT_NONE: all was */
	bool fresh;
	Mailbox *box;
	guint count;
} Listing;

static void
add_file(Listing *l, const char *folder, const char *name)
{
	g_autofree char *path = g_strdup_printf("%s/%s", folder, name), *key = key_of(name);
	struct stat st;
	l->count++;
	if (g_hash_table_remove(l->seen, key))
		return;
	/* Gone since it was listed: a mail program moved it, and it is found in the other folder or the next time. */
	if (fstatat(l->maildir->root, path, &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(st.st_mode))
		return;
	if (l->fresh && (l->since == INSTANT_NONE || st.st_mtime < l->since)) {
		g_ptr_array_add(l->box->seen, g_steal_pointer(&key));
		return;
	}
	MailItem *item = g_new0(MailItem, 1);
	item->key = g_steal_pointer(&key);
	item->path = g_steal_pointer(&path);
	item->received = st.st_mtime;
	item->size = (gsize)st.st_size;
	g_ptr_array_add(l->maildir->files, item);
}

static bool
list_folder(Listing *l, const char *folder)
{
	int fd = openat(l->maildir->root, folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	if (!dir) {
		int reason = errno;
		if (fd >= 0)
			close(fd);
		return mailbox_fail(l->box, TROUBLE_FOLDER, "the Maildir folder %s cannot be read: %s", folder, g_strerror(reason));
	}
	for (const struct dirent *e; l->count <= MAILBOX_FILES_MAX && (e = readdir(dir));)
		if (e->d_name[0] != '.')
			add_file(l, folder, e->d_name);
	closedir(dir);
	return l->count <= MAILBOX_FILES_MAX ||
	       mailbox_fail(l->box, TROUBLE_ABSURD, "the Maildir has more than %d files: give the receipts a folder of their own", MAILBOX_FILES_MAX);
}

static int
by_age(gconstpointer a, gconstpointer b)
{
	const MailItem *x = *(const MailItem *const *)a, *y = *(const MailItem *const *)b;
	return x->received != y->received ? (x->received > y->received) - (x->received < y->received) : strcmp(x->path, y->path);
}

static GHashTable *
seen_of(const json_t *cursor)
{
	GHashTable *seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	size_t i;
	json_t *name;
	json_array_foreach (json_object_get(cursor, "seen"), i, name)
		if (json_is_string(name))
			g_hash_table_add(seen, g_strdup(json_string_value(name)));
	return seen;
}

static bool
open_maildir(Mailbox *box, const json_t *request)
{
	const char *path = json_string_value(json_object_get(request, "path")), *since = json_string_value(json_object_get(request, "since_at"));
	const json_t *cursor = json_object_get(request, "cursor");
	g_autoptr(GHashTable) seen = seen_of(cursor);
	Maildir *m = g_new0(Maildir, 1);
	box->state = m;
	m->files = g_ptr_array_new_with_free_func((GDestroyNotify)mail_item_free);
	m->root = path ? open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	if (m->root < 0)
		return mailbox_fail(box, TROUBLE_FOLDER, "the Maildir cannot be read: %s", path ? g_strerror(errno) : "no path");
	box->fresh = !cursor;
	Listing l = {m, seen, INSTANT_NONE, box->fresh, box, 0};
	if (since && !instant_from_rfc3339(since, &l.since))
		l.since = INSTANT_NONE;
	for (gsize i = 0; i < G_N_ELEMENTS(folders); i++)
		if (!list_folder(&l, folders[i]))
			return false;
	g_ptr_array_sort(m->files, by_age);
	GHashTableIter iter;
	gpointer key;
	for (g_hash_table_iter_init(&iter, seen); g_hash_table_iter_next(&iter, &key, NULL);)
		g_ptr_array_add(box->gone, g_strdup(key));
	return true;
}

/* --- reading -------------------------------------------------------------------------------------------------------- */

/* Its new path, where a mail program moved or marked it meanwhile; NULL: it is gone. (transfer full) */
static char *
find_again(const Maildir *m, const char *path)
{
	const char *name = strchr(path, '/') + 1;
	int fd = openat(m->root, "cur", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	char *found = NULL;
	gsize length = own_length(name);
	if (!dir) {
		if (fd >= 0)
			close(fd);
		return NULL;
	}
	for (const struct dirent *e; !found && (e = readdir(dir));)
		if (!strncmp(e->d_name, name, length) && own_length(e->d_name) == length)
			found = g_strdup_printf("cur/%s", e->d_name);
	closedir(dir);
	return found;
}

static int
open_file(const Maildir *m, const char *path)
{
	struct stat st;
	/* O_NONBLOCK: a pipe with that name would wait for a writer. */
	int fd = openat(m->root, path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0 && errno == ENOENT) {
		g_autofree char *again = find_again(m, path);
		fd = again ? openat(m->root, again, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) : -1;
	}
	if (fd >= 0 && (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))) {
		close(fd);
		fd = -1;
	}
	return fd;
}

/* At most `most` bytes from the beginning of a file; NULL: it is gone or cannot be read. */
static GBytes *
read_file(const Maildir *m, const char *path, gsize most)
{
	g_autoptr(GByteArray) all = g_byte_array_new();
	guint8 part[65536];
	ssize_t n = 1;
	int fd = open_file(m, path);
	if (fd < 0)
		return NULL;
	while (n > 0 && all->len < most) {
		n = read(fd, part, MIN(sizeof part, most - all->len));
		if (n > 0)
			g_byte_array_append(all, part, (guint)n);
		else if (n < 0 && errno == EINTR)
			n = 1;
	}
	close(fd);
	return n < 0 ? NULL : g_byte_array_free_to_bytes(g_steal_pointer(&all));
}

static bool
next_maildir(Mailbox *box, GPtrArray **items, char **reached)
{
	Maildir *m = box->state;
	*items = g_ptr_array_new_with_free_func((GDestroyNotify)mail_item_free);
	*reached = m->at < m->files->len ? g_strdup("") : NULL;
	for (guint i = 0; i < MAILBOX_BATCH && m->at < m->files->len; i++, m->at++) {
		const MailItem *file = g_ptr_array_index(m->files, m->at);
		g_autoptr(GBytes) start = read_file(m, file->path, MAILBOX_HEADER_MAX);
		if (!start)
			continue;
		gsize len;
		const char *bytes = g_bytes_get_data(start, &len);
		MailItem *item = g_new0(MailItem, 1);
		*item = (MailItem){.key = g_strdup(file->key), .path = g_strdup(file->path), .received = file->received, .size = file->size};
		item->header = g_bytes_new(bytes, bytes ? header_length(bytes, len) : 0);
		g_ptr_array_add(*items, item);
	}
	return true;
}

static bool
fetch_maildir(Mailbox *box, MailItem *item, gsize most, GBytes **bytes)
{
	*bytes = read_file(box->state, item->path, most + 1);
	if (*bytes)
		item->size = MAX(item->size, g_bytes_get_size(*bytes));
	if (*bytes && (g_bytes_get_size(*bytes) > most || !g_bytes_get_size(*bytes)))
		g_clear_pointer(bytes, g_bytes_unref);
	return true;
}

static void
close_maildir(Mailbox *box)
{
	Maildir *m = box->state;
	if (m->root >= 0)
		close(m->root);
	g_ptr_array_unref(m->files);
	g_free(m);
	box->state = NULL;
}

const MailSource mailbox_maildir = {"maildir", open_maildir, next_maildir, fetch_maildir, close_maildir};

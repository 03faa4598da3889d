/*
 * maildir:PATH. The message becomes a file of its own in PATH/new, complete and on disk before it has that name: written
 * to PATH/tmp, synchronised, renamed, and then the folder synchronised (https://cr.yp.to/proto/maildir.html).
 *
 * All is done relative to descriptors of the three folders, opened without following a last symbolic link, and a file is
 * only ever created, never opened: nothing that lies there already can be overwritten or lead elsewhere.
 */
#include "src/courier/transport.h"

#include "src/core/err.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

typedef struct {
	int root, tmp, new;
} Folders;

static void
folders_close(Folders *f)
{
	int *fds[] = {&f->root, &f->tmp, &f->new};
	for (gsize i = 0; i < G_N_ELEMENTS(fds); i++)
		if (*fds[i] >= 0)
			close(*fds[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Folders, folders_close)

static int
folder(int at, const char *name, bool follow, GError **error)
{
	int fd = -1;
	if (mkdirat(at, name, 0700) == 0 || errno == EEXIST)
		fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | (follow ? 0 : O_NOFOLLOW));
	if (fd < 0)
		err_set(error, E_WRITE, "the Maildir folder %s cannot be used: %s", name, g_strerror(errno));
	return fd;
}

static bool
open_folders(const char *path, Folders *f, GError **error)
{
	int cur;
	if ((f->root = folder(AT_FDCWD, path, true, error)) < 0 || (cur = folder(f->root, "cur", false, error)) < 0)
		return false;
	close(cur);
	return (f->tmp = folder(f->root, "tmp", false, error)) >= 0 && (f->new = folder(f->root, "new", false, error)) >= 0;
}

/* seconds.MmicrosecondsPpidRrandom.host; the host's / and : are encoded as the format asks. */
static char *
unique_name(GError **error)
{
	struct timespec t;
	guint64 random;
	if (getrandom(&random, sizeof random, 0) != sizeof random) {
		err_set(error, E_UNAVAILABLE, "no random bytes: %s", g_strerror(errno));
		return NULL;
	}
	clock_gettime(CLOCK_REALTIME, &t);
	g_autoptr(GString) host = g_string_new(g_get_host_name());
	g_string_replace(host, "/", "\\057", 0);
	g_string_replace(host, ":", "\\072", 0);
	return g_strdup_printf("%" G_GINT64_FORMAT ".M%06ldP%dR%016" G_GINT64_MODIFIER "x.%s", (gint64)t.tv_sec,
	                       t.tv_nsec / 1000, (int)getpid(), random, host->str);
}

static bool
write_whole(int fd, const char *bytes, gsize size)
{
	for (gsize done = 0; done < size;) {
		ssize_t n = write(fd, bytes + done, size - done);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		done += (gsize)n;
	}
	return fsync(fd) == 0;
}

static bool
deliver(const Folders *f, const char *name, GBytes *message, GError **error)
{
	gsize size;
	const char *bytes = g_bytes_get_data(message, &size);
	int fd = openat(f->tmp, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return err_set(error, E_WRITE, "the message cannot be written to its Maildir: %s", g_strerror(errno));
	bool written = write_whole(fd, bytes, size);
	int reason = errno;
	/* A close that fails may be the first word of a full disk on some file systems. */
	if (close(fd) < 0 && written) {
		written = false;
		reason = errno;
	}
	if (written && renameat(f->tmp, name, f->new, name) == 0 && fsync(f->new) == 0)
		return true;
	if (written)
		reason = errno;
	unlinkat(f->tmp, name, 0);
	return err_set(error, E_WRITE, "the message cannot be written to its Maildir: %s", g_strerror(reason));
}

static Submission *
stored(const char *path, const char *name, const Envelope *envelope)
{
	Submission *s = submission_new();
	s->verdict = VERDICT_SENT;
	s->stored = true;
	s->server = g_strdup(path);
	s->queue_id = g_strdup(name);
	s->reply = g_strdup("written to a file");
	for (const char *const *to = envelope->to; *to; to++) {
		RecipientResult *r = g_new0(RecipientResult, 1);
		r->address = g_strdup(*to);
		r->verdict = VERDICT_SENT;
		g_ptr_array_add(s->recipients, r);
	}
	return s;
}

static Submission *
not_stored(const char *path, const Envelope *envelope, const GError *problem)
{
	Submission *s = stored(path, "", envelope);
	s->verdict = VERDICT_TEMPFAIL;
	s->stored = false;
	g_clear_pointer(&s->queue_id, g_free);
	g_free(s->reply);
	s->reply = g_strdup(problem->message);
	for (guint i = 0; i < s->recipients->len; i++)
		((RecipientResult *)g_ptr_array_index(s->recipients, i))->verdict = VERDICT_TEMPFAIL;
	return s;
}

static bool
submit(const Account *account, const Envelope *envelope, GBytes *message, Link **link, Submission **submission, GError **error)
{
	(void)link;
	const char *path = account->server + strlen("maildir:");
	g_auto(Folders) folders = {-1, -1, -1};
	g_autoptr(GError) problem = NULL;
	g_autofree char *name = NULL;
	if (!g_path_is_absolute(path))
		return err_set(error, E_CONFIG, "maildir:%s is not an absolute path", path);
	/* A full disk or a missing folder is a matter for the next attempt, as a server that does not answer is. */
	bool done = open_folders(path, &folders, &problem) && (name = unique_name(&problem)) &&
	            deliver(&folders, name, message, &problem);
	*submission = done ? stored(path, name, envelope) : not_stored(path, envelope, problem);
	return true;
}

const Transport transport_maildir = {"maildir:", submit, NULL};

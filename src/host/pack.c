/* A bundle: the helper that packs it is started, and is told what is in it. */
#include "src/host/host.h"

#include "src/core/err.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct HostPack {
	char *file;
	pid_t pid;
	int to;   /* its standard input */
	bool bad; /* it does not listen any more */
	void (*pipe_signal)(int);
};

static char *
helper_path(void)
{
	g_autofree char *dir = host_program_dir();
	g_autofree char *beside = dir ? g_build_filename(dir, "breccia-bundle", NULL) : NULL;
	if (beside && access(beside, X_OK) == 0)
		return g_steal_pointer(&beside);
	return g_build_filename(LIBEXECDIR, "breccia-bundle", NULL);
}

static void
become_helper(const char *path, int in, int out)
{
	char *const argv[] = {(char *)(uintptr_t)"breccia-bundle", NULL};
	host_plain_signals();
	(void)signal(SIGPIPE, SIG_DFL);
	if (dup2(in, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0 || !host_drop_group())
		_exit(126);
	execv(path, argv);
	_exit(127);
}

/* What the helper is told. That it has ended is told by host_pack_end(), with its reason. */
static void
tell(HostPack *pack, const void *data, gsize len)
{
	for (gsize at = 0; !pack->bad && at < len;) {
		ssize_t n = write(pack->to, (const char *)data + at, len - at);
		if (n < 0 && errno != EINTR)
			pack->bad = true;
		at += n > 0 ? (gsize)n : 0;
	}
}

static bool
start(HostPack *pack, const char *path, int out, GError **error)
{
	int pipes[2];
	if (pipe2(pipes, O_CLOEXEC) != 0)
		return err_set(error, E_UNAVAILABLE, "%s cannot be started: %s", path, g_strerror(errno));
	pack->pid = fork();
	if (pack->pid == 0)
		become_helper(path, pipes[0], out);
	int why = errno;
	close(pipes[0]);
	pack->to = pipes[1];
	if (pack->pid > 0)
		return true;
	close(pipes[1]);
	return err_set(error, E_UNAVAILABLE, "%s cannot be started: %s", path, g_strerror(why));
}

bool
host_pack_begin(const char *file, int64_t instant, HostPack **pack, GError **error)
{
	g_autofree char *path = helper_path(), *first = g_strdup_printf("T %" G_GINT64_FORMAT "\n", instant);
	*pack = NULL;
	if (access(path, X_OK) != 0)
		return err_set(error, E_NOTFOUND, "what packs bundles is not installed at %s: make install", path);
	int out = host_open_as_person(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (out < 0)
		return err_set(error, E_WRITE, "%s cannot be made: %s", file, g_strerror(errno));
	HostPack *made = g_new0(HostPack, 1);
	made->file = g_strdup(file);
	bool ok = start(made, path, out, error);
	close(out);
	if (!ok) {
		unlink(file);
		g_free(made->file);
		g_free(made);
		return false;
	}
	made->pipe_signal = signal(SIGPIPE, SIG_IGN);
	tell(made, first, strlen(first));
	*pack = made;
	return true;
}

void
host_pack_file(HostPack *pack, const char *name)
{
	g_autofree char *line = g_strdup_printf("F %s\n", name);
	tell(pack, line, strlen(line));
}

void
host_pack_write(HostPack *pack, const void *data, gsize len)
{
	g_autofree char *line = g_strdup_printf("D %zu\n", len);
	if (len == 0)
		return;
	tell(pack, line, strlen(line));
	tell(pack, data, len);
}

static void
finish(HostPack *pack, int *status)
{
	close(pack->to);
	while (waitpid(pack->pid, status, 0) < 0 && errno == EINTR)
		;
	(void)signal(SIGPIPE, pack->pipe_signal);
}

static void
pack_free(HostPack *pack)
{
	g_free(pack->file);
	g_free(pack);
}

bool
host_pack_end(HostPack *pack, GError **error)
{
	int status = 0;
	tell(pack, "E\n", 2);
	finish(pack, &status);
	bool ok = WIFEXITED(status) && WEXITSTATUS(status) == 0;
	if (!ok) { /* half of a bundle would be taken for one */
		unlink(pack->file);
		err_set(error, E_WRITE, "%s cannot be written: is there room for it?", pack->file);
	}
	pack_free(pack);
	return ok;
}

void
host_pack_abandon(HostPack *pack)
{
	int status = 0;
	if (!pack)
		return;
	finish(pack, &status);
	unlink(pack->file);
	pack_free(pack);
}

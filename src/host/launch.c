/*
 * Finding, starting and excluding the courier.
 *
 * One courier at a time works on a register: an open-file-description lock on the file beside it. The kernel frees it when the
 * process ends, however it ends; there is no lease that could expire while its holder is only suspended.
 */
#include "src/host/host.h"

#include "src/core/err.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

char *
host_courier_path(void)
{
	g_autofree char *dir = host_program_dir();
	g_autofree char *beside = dir ? g_build_filename(dir, "breccia-courier", NULL) : NULL;
	if (beside && access(beside, X_OK) == 0)
		return g_steal_pointer(&beside);
	return g_build_filename(SBINDIR, "breccia-courier", NULL);
}

/* Whoever may open the register may look at the lock: it has the register's mode, whatever the umask of who made it. */
static int
open_lock(const char *register_path, int flags)
{
	g_autofree char *path = g_strconcat(register_path, "-courier", NULL);
	struct stat lock, file;
	int fd = open(path, flags | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0 || !(flags & O_CREAT))
		return fd;
	if (fstat(fd, &lock) == 0 && stat(register_path, &file) == 0 && lock.st_uid == geteuid() && (lock.st_mode & 0777) != (file.st_mode & 0660) &&
		fchmod(fd, file.st_mode & 0660) != 0) {
		close(fd);
		return -1;
	}
	return fd;
}

bool
host_may_run_courier(const char *register_path)
{
	struct stat st;
	return !register_path || stat(register_path, &st) != 0 || !(st.st_mode & S_IRWXG) || (st.st_uid == geteuid() && !host_elevated());
}

bool
host_courier_running(const char *register_path)
{
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	int fd = open_lock(register_path, O_RDWR);
	if (fd < 0)
		return false;
	bool taken = fcntl(fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
	close(fd);
	return taken;
}

int
host_courier_lock(const char *register_path, GError **error)
{
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	int fd = open_lock(register_path, O_RDWR | O_CREAT);
	if (fd < 0) {
		err_set(error, E_WRITE, "the courier's lock beside the register cannot be made: %s", g_strerror(errno));
		return -1;
	}
	if (fcntl(fd, F_OFD_SETLK, &lock) == 0)
		return fd;
	close(fd);
	err_set(error, E_BUSY, "another courier is at work on this register: it sends what is due");
	return -1;
}

/* Ignored signals and the mask live through an exec; handlers do not. */
void
host_plain_signals(void)
{
	sigset_t none;
	sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Replaces this process; only returns (by ending it) when the courier cannot be run. */
static void
become_courier(const char *path, char *const argv[])
{
	host_plain_signals();
	if (!host_drop_group())
		_exit(126);
	execv(path, argv);
	_exit(127);
}

/* breccia-courier OPTION... -q -r URI [-c FILE]. Borrows all of it. (transfer container) */
static char **
command_line(const char *uri, const char *conf_file, const char *const *options)
{
	GPtrArray *argv = g_ptr_array_new();
	const char *const common[] = {"-q", "-r", uri, conf_file ? "-c" : NULL, conf_file, NULL};
	g_ptr_array_add(argv, (char *)(uintptr_t)"breccia-courier");
	for (const char *const *o = options; *o; o++)
		g_ptr_array_add(argv, (char *)(uintptr_t)*o);
	for (const char *const *o = common; *o; o++)
		g_ptr_array_add(argv, (char *)(uintptr_t)*o);
	g_ptr_array_add(argv, NULL);
	return (char **)g_ptr_array_free(argv, FALSE);
}

bool
host_courier_start(const char *uri, const char *conf_file, GError **error)
{
	g_autofree char *path = host_courier_path();
	g_autofree char **argv = command_line(uri, conf_file, (const char *const[]){"--until-idle", NULL});
	int status = 0;
	if (access(path, X_OK) != 0)
		return err_set(error, E_NOTFOUND, "the courier is not installed at %s: make install", path);
	pid_t pid = fork();
	if (pid < 0)
		return err_set(error, E_UNAVAILABLE, "the courier cannot be started: %s", g_strerror(errno));
	if (pid == 0) { /* the grandchild belongs to nobody here: closing the terminal does not end it */
		if (setsid() < 0 || fork() != 0)
			_exit(0);
		int null = open("/dev/null", O_RDWR);
		if (null < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0 || dup2(null, 2) < 0)
			_exit(126);
		become_courier(path, argv);
	}
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return true;
}

/* What comes out of the courier, to its end. */
static char *
read_words(int fd)
{
	GString *all = g_string_new(NULL);
	char part[4096];
	for (;;) {
		ssize_t n = read(fd, part, sizeof part);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		g_string_append_len(all, part, n);
	}
	return g_string_free(all, FALSE);
}

/* Runs it and waits; what it writes to the descriptor `which` is handed back. */
static bool
run_and_read(char *const argv[], int which, char **words, int *status, GError **error)
{
	g_autofree char *path = host_courier_path();
	int raw = 0, pipes[2];
	*words = NULL;
	if (access(path, X_OK) != 0)
		return err_set(error, E_NOTFOUND, "the courier is not installed at %s: make install", path);
	if (pipe2(pipes, O_CLOEXEC) != 0)
		return err_set(error, E_UNAVAILABLE, "the courier cannot be started: %s", g_strerror(errno));
	pid_t pid = fork();
	if (pid == 0 && dup2(pipes[1], which) >= 0)
		become_courier(path, argv);
	if (pid == 0)
		_exit(126);
	close(pipes[1]);
	*words = pid > 0 ? read_words(pipes[0]) : NULL;
	close(pipes[0]);
	if (pid < 0)
		return err_set(error, E_UNAVAILABLE, "the courier cannot be started: %s", g_strerror(errno));
	while (waitpid(pid, &raw, 0) < 0 && errno == EINTR)
		;
	*status = WIFEXITED(raw) ? WEXITSTATUS(raw) : 70;
	return true;
}

bool
host_courier_run(const char *uri, const char *conf_file, int *status, GError **error)
{
	g_autofree char **argv = command_line(uri, conf_file, (const char *const[]){"--once", NULL});
	g_autofree char *words = NULL;
	if (!run_and_read(argv, STDERR_FILENO, &words, status, error))
		return false;
	if (*status != err_exit(E_BUSY)) /* that another courier was faster is the caller's affair */
		(void)fputs(words, stderr);
	return true;
}

bool
host_courier_ask(const char *uri, const char *conf_file, const char *const *options, char **answer, int *status, GError **error)
{
	g_autofree char **argv = command_line(uri, conf_file, options);
	return run_and_read(argv, STDOUT_FILENO, answer, status, error);
}

/*
 * Secrets: from a command of the person's own (a password manager) or from a private file. Never from an option, an
 * environment variable or the configuration itself.
 */
#include "src/host/host.h"

#include "src/core/err.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define SECRET_MAX 16384 /* tokens with many claims are long */
#define SECRET_MS  10000

static void
run_command(const char *command, int out)
{
	int null = open("/dev/null", O_RDONLY);
	if (!host_drop_group() || null < 0 || dup2(null, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0)
		_exit(126);
	if (null > STDERR_FILENO)
		close(null);
	execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	_exit(127);
}

/* Reads until the end, the limit, or the time is up; then the command's whole group is ended. */
static gsize
read_within(int fd, char *buffer, gsize max, bool *timed_out)
{
	gsize len = 0;
	int64_t end = host_monotonic_ms() + SECRET_MS;
	*timed_out = false;
	while (len < max) {
		int64_t left = end - host_monotonic_ms();
		struct pollfd p = {.fd = fd, .events = POLLIN};
		int n = left > 0 ? poll(&p, 1, (int)left) : 0;
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			*timed_out = true;
			break;
		}
		ssize_t got = read(fd, buffer + len, max - len);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		len += (gsize)got;
	}
	return len;
}

static bool
first_line(char *text, gsize len, const char *from, char **secret, GError **error)
{
	text[len] = '\0';
	text[strcspn(text, "\r\n")] = '\0';
	if (!*text)
		return err_set(error, E_CONFIG, "%s gave no secret: its first line is empty", from);
	*secret = g_strdup(text);
	explicit_bzero(text, len);
	return true;
}

static bool
from_command(const char *command, const char *key, char **secret, GError **error)
{
	int pipes[2], status = 0;
	char text[SECRET_MAX + 1];
	bool timed_out;
	if (pipe2(pipes, O_CLOEXEC) != 0)
		return err_set(error, E_IO, "the %s cannot be started: %s", key, g_strerror(errno));
	pid_t pid = fork();
	if (pid == 0) {
		setpgid(0, 0);
		run_command(command, pipes[1]);
	}
	close(pipes[1]);
	if (pid < 0) {
		close(pipes[0]);
		return err_set(error, E_IO, "the %s cannot be started: %s", key, g_strerror(errno));
	}
	gsize len = read_within(pipes[0], text, SECRET_MAX, &timed_out);
	close(pipes[0]);
	if (timed_out)
		kill(-pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (timed_out)
		return err_set(error, E_UNAVAILABLE, "the %s gave nothing within %d seconds: try it by hand", key, SECRET_MS / 1000);
	if (!WIFEXITED(status) || (WEXITSTATUS(status) != 0 && len == 0))
		return err_set(error, E_UNAVAILABLE, "the %s failed: try it by hand", key);
	return first_line(text, len, key, secret, error);
}

static bool
from_file(const char *path, char **secret, GError **error)
{
	g_autofree char *text = NULL;
	gsize len = 0;
	if (!host_check_private(path, error) || !host_read_file(path, SECRET_MAX, &text, &len, error))
		return false;
	return first_line(text, len, path, secret, error);
}

bool
host_inbox_secret(const Conf *conf, const char *group, char **secret, GError **error)
{
	const char *command = conf_text(conf, group, "inbox-password-command");
	*secret = NULL;
	return command ? from_command(command, "inbox-password-command", secret, error) : host_secret(conf, group, secret, error);
}

bool
host_secret(const Conf *conf, const char *group, char **secret, GError **error)
{
	const char *command = conf_text(conf, group, "password-command"), *file = conf_text(conf, group, "password-file");
	const char *token = conf_text(conf, group, "oauth2-command");
	*secret = NULL;
	if (token)
		return from_command(token, "oauth2-command", secret, error);
	if (command)
		return from_command(command, "password-command", secret, error);
	return !file || from_file(file, secret, error);
}

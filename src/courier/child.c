/*
 * Starting, hearing and ending children.
 *
 * Between fork and exec only async-signal-safe functions are called, and never is there a fork without an exec: a copy of
 * the parent would hold its database handle and its locks.
 */
#include "src/courier/child.h"

#include "src/core/err.h"
#include "src/courier/frame.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MAX_FRAMES 10000

/* --- the parent's side ------------------------------------------------------------------------------------------- */

static int64_t
monotonic_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* What a child's environment holds, and nothing else: no secret, no proxy, no LD_PRELOAD comes with it. */
static char **
environment(void)
{
	const char *zone = g_getenv("TZ");
	g_autoptr(GPtrArray) env = g_ptr_array_new();
	g_ptr_array_add(env, g_strdup("PATH=/usr/local/bin:/usr/bin:/bin"));
	g_ptr_array_add(env, g_strdup("LC_CTYPE=C.UTF-8"));
	if (zone)
		g_ptr_array_add(env, g_strconcat("TZ=", zone, NULL));
	g_ptr_array_add(env, NULL);
	return (char **)g_ptr_array_free(g_steal_pointer(&env), FALSE);
}

/* After fork, in the child: never returns. Everything here is async-signal-safe. */
static G_NORETURN void
become(int socket, pid_t parent, char *const argv[], char *const env[])
{
	static const struct rlimit none = {0, 0};
	sigset_t all;
	sigfillset(&all);
	sigprocmask(SIG_UNBLOCK, &all, NULL);
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (null < 0 || dup2(null, STDIN_FILENO) < 0 || dup2(null, STDOUT_FILENO) < 0)
		_exit(126);
	/* dup2 onto itself would keep the close-on-exec flag. */
	if (socket == CHILD_FD ? fcntl(socket, F_SETFD, 0) < 0 : dup2(socket, CHILD_FD) < 0)
		_exit(126);
	if (close_range(CHILD_FD + 1, ~0u, 0) < 0)
		_exit(126);
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 ||
	    setrlimit(RLIMIT_CORE, &none) < 0)
		_exit(126);
	/* The parent may have died before it was asked to take us along. */
	if (getppid() != parent)
		_exit(126);
	execve("/proc/self/exe", argv, env);
	_exit(127);
}

static bool
start(const char *name, int *fd, pid_t *pid, GError **error)
{
	int pair[2];
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		return err_set(error, E_UNAVAILABLE, "no socket pair for a child: %s", g_strerror(errno));
	g_autofree char *copy = g_strdup(name);
	char *argv[] = {(char[]){"breccia-courier"}, (char[]){"--child"}, copy, NULL};
	g_auto(GStrv) env = environment();
	pid_t parent = getpid();
	*pid = fork();
	if (*pid == 0)
		become(pair[1], parent, argv, env);
	int reason = errno;
	close(pair[1]);
	if (*pid < 0) {
		close(pair[0]);
		return err_set(error, E_UNAVAILABLE, "no process for a child: %s", g_strerror(reason));
	}
	*fd = pair[0];
	return true;
}

struct Child {
	int fd;
	pid_t pid;       /* 0: reaped */
	GByteArray *in;  /* what came and was not taken yet */
	bool greeted;    /* its first frame was looked at */
};

typedef enum { FRAMES_MORE, FRAMES_ANSWER, FRAMES_BAD } Taken;

/* Takes the frames that are whole, up to the one that is waited for. */
static Taken
take_frames(Child *child, const char *until, GPtrArray *frames)
{
	for (;;) {
		json_t *object;
		if (!frame_take(child->in, &object, NULL))
			return FRAMES_BAD;
		if (!object)
			return FRAMES_MORE;
		if (frames->len >= MAX_FRAMES || (!child->greeted && !frame_check_version(object, NULL))) {
			json_decref(object);
			return FRAMES_BAD;
		}
		child->greeted = true;
		g_ptr_array_add(frames, object);
		if (until && json_object_get(object, until))
			return FRAMES_ANSWER;
	}
}

/* One exchange: what goes out, and what is waited for. */
typedef struct {
	Child *child;
	GByteArray *out;
	gsize sent;
	const char *until;
	GPtrArray *frames;
} Talk;

static void
talk_write(Talk *talk)
{
	ssize_t n = send(talk->child->fd, talk->out->data + talk->sent, talk->out->len - talk->sent, MSG_NOSIGNAL | MSG_DONTWAIT);
	if (n > 0)
		talk->sent += (gsize)n;
	else if (n < 0 && errno != EAGAIN && errno != EINTR)
		talk->sent = talk->out->len; /* it hears nothing more; what it has said is still read */
}

/* 1: something came or nothing is there yet, 0: the end. */
static int
talk_read(Talk *talk)
{
	guint8 bytes[16384];
	ssize_t n = recv(talk->child->fd, bytes, sizeof bytes, MSG_DONTWAIT);
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return 1;
	if (n <= 0)
		return 0;
	g_byte_array_append(talk->child->in, bytes, (guint)n);
	return 1;
}

/* Until the child answers, closes its end, babbles, or the time is over. */
static ChildEnd
converse(Talk *talk, int64_t end)
{
	for (;;) {
		int64_t left = end - monotonic_ms();
		if (left <= 0)
			return CHILD_TIMED_OUT;
		bool more = talk->sent < talk->out->len;
		struct pollfd p = {.fd = talk->child->fd, .events = (short)(POLLIN | (more ? POLLOUT : 0))};
		int ready = poll(&p, 1, (int)MIN(left, G_MAXINT));
		if (ready < 0 && errno != EINTR)
			return CHILD_BABBLED;
		if (ready <= 0)
			continue;
		if (more && p.revents & POLLOUT)
			talk_write(talk);
		if (p.revents & (POLLIN | POLLHUP | POLLERR)) {
			int open = talk_read(talk);
			Taken taken = take_frames(talk->child, talk->until, talk->frames);
			if (taken != FRAMES_MORE)
				return taken == FRAMES_ANSWER ? CHILD_ANSWERED : CHILD_BABBLED;
			if (!open)
				return CHILD_EXITED; /* half a frame at the end is what a crash leaves */
		}
	}
}

/* Reaps by pid. A child that closed its socket and lives on is not waited for beyond the wall clock. */
static void
reap(Child *child, int64_t until, ChildResult *result)
{
	int status = 0;
	pid_t got;
	if (result->end != CHILD_EXITED)
		kill(child->pid, SIGKILL);
	while ((got = waitpid(child->pid, &status, result->end == CHILD_EXITED ? WNOHANG : 0)) == 0 || (got < 0 && errno == EINTR)) {
		if (got == 0 && monotonic_ms() >= until) {
			result->end = CHILD_TIMED_OUT;
			kill(child->pid, SIGKILL);
		} else if (got == 0) {
			poll(NULL, 0, 2);
		}
	}
	child->pid = 0;
	if (result->end != CHILD_EXITED || got < 0)
		return;
	if (WIFSIGNALED(status))
		result->end = CHILD_KILLED;
	result->status = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
}

Child *
child_start(const char *name, GError **error)
{
	int fd = -1;
	pid_t pid = 0;
	if (!start(name, &fd, &pid, error))
		return NULL;
	Child *child = g_new0(Child, 1);
	*child = (Child){.fd = fd, .pid = pid, .in = g_byte_array_new()};
	return child;
}

bool
child_ask(Child *child, json_t *request, const char *until, unsigned limit_ms, ChildResult *result, GError **error)
{
	*result = (ChildResult){.end = CHILD_EXITED, .frames = g_ptr_array_new_with_free_func((GDestroyNotify)json_decref)};
	int64_t end = monotonic_ms() + limit_ms;
	g_autoptr(GByteArray) out = g_byte_array_new();
	Talk talk = {.child = child, .out = out, .until = until, .frames = result->frames};
	json_object_set_new(request, "v", json_integer(FRAME_VERSION));
	bool fits = frame_append(out, request, error);
	if (child->pid && fits) {
		result->end = converse(&talk, end);
		if (result->end != CHILD_ANSWERED)
			reap(child, end, result);
	}
	/* The request may carry a secret: the buffer does not outlive its use. */
	explicit_bzero(out->data, out->len);
	return fits;
}

void
child_end(Child *child, unsigned limit_ms)
{
	ChildResult result = {.end = CHILD_EXITED};
	if (!child)
		return;
	close(child->fd);
	if (child->pid)
		reap(child, monotonic_ms() + limit_ms, &result);
	g_byte_array_unref(child->in);
	g_free(child);
}

bool
child_run(const char *name, json_t *request, unsigned limit_ms, ChildResult *result, GError **error)
{
	*result = (ChildResult){.end = CHILD_EXITED};
	Child *child = child_start(name, error);
	if (!child)
		return false;
	bool handed = child_ask(child, request, NULL, limit_ms, result, error);
	child_end(child, 0);
	return handed;
}

void
child_result_clear(ChildResult *result)
{
	g_clear_pointer(&result->frames, g_ptr_array_unref);
}

/* --- the child's side -------------------------------------------------------------------------------------------- */

bool
child_asked(int argc, char **argv)
{
	return argc == 3 && !strcmp(argv[1], "--child");
}

static const ChildRow *
find(const char *name)
{
	for (const ChildRow *row = child_rows; row->name; row++)
		if (!strcmp(row->name, name))
			return row;
	return NULL;
}

int
child_serve(const char *name)
{
	const ChildRow *row = find(name);
	g_autoptr(GError) error = NULL;
	json_t *request = NULL;
	struct rlimit none = {0, 0};
	if (!row)
		return err_exit(E_USAGE);
	/* Once more here, for a child that a person started by hand. */
	setrlimit(RLIMIT_CORE, &none);
	signal(SIGPIPE, SIG_IGN);
	/* Ctrl-C and the end of a service reach the whole group: what is on the wire is finished first. The parent can still kill. */
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	if (!frame_read(CHILD_FD, &request, &error) || !request || !frame_check_version(request, &error)) {
		json_decref(request);
		return err_exit(E_IO);
	}
	int status = row->run(request, CHILD_FD);
	json_decref(request);
	return status;
}

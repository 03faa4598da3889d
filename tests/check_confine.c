/*
 * Confinement: each thing that a child may not do is tried in a process that confined itself, and so is each that it must still be able
 * to do. Where the machine lacks the wall that refuses something (an old kernel, no libseccomp) that row is not judged; the limits
 * are everywhere.
 */
#include "src/core/err.h"
#include "src/courier/child.h"
#include "src/courier/confine.h"
#include "tests/run.h"

#include <arpa/inet.h>
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

const ChildRow child_rows[] = {{"confined", confined_child}, {NULL, NULL}};

/* --- what the tries meet, made before the confinement ------------------------------------------------------------- */

static struct {
	char folder[32];
	char *given, *other; /* files: one that is named, one that is not */
	int out;             /* the other one, open for writing */
	unsigned port, other_port;
} world;

static unsigned
listening(void)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof a;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	ck_assert(fd >= 0 && bind(fd, (struct sockaddr *)&a, sizeof a) == 0 && listen(fd, 5) == 0);
	ck_assert(getsockname(fd, (struct sockaddr *)&a, &size) == 0);
	return ntohs(a.sin_port);
}

static void
make_world(void)
{
	g_strlcpy(world.folder, "/tmp/check_confine.XXXXXX", sizeof world.folder);
	ck_assert_ptr_nonnull(mkdtemp(world.folder));
	world.given = g_build_filename(world.folder, "ca.pem", NULL);
	world.other = g_build_filename(world.folder, "register.db", NULL);
	ck_assert(g_file_set_contents(world.given, "ca", -1, NULL) && g_file_set_contents(world.other, "secret", -1, NULL));
	world.out = open(world.other, O_WRONLY | O_APPEND | O_CLOEXEC);
	world.port = listening();
	world.other_port = listening();
}

static void
unmake_world(void)
{
	close(world.out);
	unlink(world.given);
	unlink(world.other);
	rmdir(world.folder);
	g_free(world.given);
	g_free(world.other);
}

/* --- tries: true when it could be done ---------------------------------------------------------------------------- */

static bool
opens(const char *path, int flags)
{
	return open(path, flags | O_CLOEXEC, 0600) >= 0;
}

static bool reads_a_file(void) { return opens(world.other, O_RDONLY); }
static bool reads_accounts(void) { return opens("/etc/passwd", O_RDONLY); }
static bool reads_the_given_file(void) { return opens(world.given, O_RDONLY); }
static bool reads_hosts(void) { return opens("/etc/hosts", O_RDONLY); }
static bool writes_a_file(void) { return opens(world.given, O_WRONLY); }
static bool lists_a_folder(void) { return opens(world.folder, O_RDONLY | O_DIRECTORY); }

static bool
makes_a_file(void)
{
	g_autofree char *path = g_build_filename(world.folder, "new", NULL);
	return opens(path, O_RDWR | O_CREAT);
}

static bool removes_a_file(void) { return unlink(world.given) == 0; }
static bool moves_a_file(void) { return rename(world.given, world.other) == 0; }
static bool grows_a_file(void) { return write(world.out, "x", 1) == 1; }

static bool
executes(void)
{
	execl("/bin/false", "false", (char *)NULL);
	return false; /* where it works the status is that of a try that succeeded: 1 */
}

static bool
forks(void)
{
	pid_t pid = fork();
	if (pid == 0)
		_exit(0);
	return pid > 0;
}

static bool signals_another(void) { return kill(getppid(), 0) == 0; }
static bool traces(void) { return ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0; }

static bool
serves(void)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	return fd >= 0 && listen(fd, 1) == 0;
}

static bool
takes_a_port(void)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	return fd >= 0 && bind(fd, (struct sockaddr *)&a, sizeof a) == 0;
}

static bool
connects(unsigned port)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons((uint16_t)port)};
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	return fd >= 0 && connect(fd, (struct sockaddr *)&a, sizeof a) == 0;
}

static bool connects_there(void) { return connects(world.port); }
static bool connects_elsewhere(void) { return connects(world.other_port); }
static bool raw_socket(void) { return socket(AF_INET, SOCK_RAW, IPPROTO_ICMP) >= 0 || errno == EPROTONOSUPPORT; }
static bool odd_socket(void) { return socket(AF_PACKET, SOCK_DGRAM, 0) >= 0 || errno == EAFNOSUPPORT; }
static bool any_socket(void) { return socket(AF_INET, SOCK_STREAM, 0) >= 0; }
static bool local_socket(void) { return socket(AF_UNIX, SOCK_STREAM, 0) >= 0; }
static bool types_into_the_terminal(void) { return ioctl(STDERR_FILENO, TIOCSTI, "x") == 0 || errno != EPERM; }

static bool
opens_many(void)
{
	for (int i = 0; i < 80; i++)
		if (dup(STDIN_FILENO) < 0)
			return false;
	return true;
}

static bool opens_one(void) { return dup(STDIN_FILENO) >= 0; }

static bool
polls(void)
{
	struct pollfd p = {.fd = STDIN_FILENO, .events = POLLIN};
	return poll(&p, 1, 0) >= 0;
}

static bool
maps(gsize bytes, int protection)
{
	return mmap(NULL, bytes, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}

static bool takes_2_gb(void) { return maps((gsize)2 << 30, PROT_READ | PROT_WRITE); }
static bool takes_600_mb(void) { return maps((gsize)600 << 20, PROT_READ | PROT_WRITE); }
static bool takes_100_mb(void) { return maps((gsize)100 << 20, PROT_READ | PROT_WRITE); }
static bool makes_code(void) { return maps(4096, PROT_READ | PROT_EXEC); }

static void *
nothing(void *data)
{
	return data;
}

static bool
threads(void)
{
	pthread_t thread;
	return pthread_create(&thread, NULL, nothing, NULL) == 0 && pthread_join(thread, NULL) == 0;
}

static bool
resolves(void)
{
	struct addrinfo *found = NULL, hints = {.ai_socktype = SOCK_STREAM};
	bool done = getaddrinfo("localhost", "465", &hints, &found) == 0;
	if (done)
		freeaddrinfo(found);
	return done;
}

static bool
computes(void)
{
	g_autofree char *big = g_strnfill(10 << 20, 'x');
	g_autofree char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, big, -1);
	return digest && write(STDOUT_FILENO, "", 0) == 0;
}

static bool gains_rights(void) { return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 0; }
static bool is_dumped(void) { return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 1; }

static rlim_t
most(int what)
{
	struct rlimit l;
	ck_assert(getrlimit((__rlimit_resource_t)what, &l) == 0);
	return l.rlim_max;
}

static bool computes_for_hours(void) { return most(RLIMIT_CPU) > 60; }
static bool computes_for_a_minute(void) { return most(RLIMIT_CPU) > 10; }

/* --- rows --------------------------------------------------------------------------------------------------------- */

enum { LIMITS = 1, FILTER = 2, FILES = 4, PORTS = 8, SCOPES = 16, NEVER = 32 /* a wall that stands nowhere here */ };

typedef struct {
	const char *what;
	bool (*try)(void);
	int refused_by; /* any of these walls; 0: it must be possible */
} Row;

static const Row network[] = {
	{"read any file", reads_a_file, FILES},
	{"read the accounts of the machine", reads_accounts, FILES},
	{"list a folder", lists_a_folder, FILES},
	{"write a file", writes_a_file, FILES | FILTER},
	{"make a file", makes_a_file, FILES | FILTER},
	{"remove a file", removes_a_file, FILES | FILTER},
	{"move a file", moves_a_file, FILES | FILTER},
	{"write more into an open file", grows_a_file, LIMITS},
	{"execute a program", executes, FILES | FILTER},
	{"fork", forks, FILTER},
	{"signal another process", signals_another, FILTER | SCOPES},
	{"be traced", traces, FILTER},
	{"listen", serves, FILTER},
	{"take a port", takes_a_port, PORTS},
	{"connect to another port", connects_elsewhere, PORTS},
	{"open a raw socket", raw_socket, FILTER},
	{"open a packet socket", odd_socket, FILTER},
	{"type into the terminal", types_into_the_terminal, FILTER},
	{"open 80 descriptors", opens_many, LIMITS},
	{"compute for hours", computes_for_hours, LIMITS},
	{"gain rights", gains_rights, LIMITS},
	{"be dumped", is_dumped, LIMITS},
	{"take 2 GB", takes_2_gb, CONFINE_MEMORY ? LIMITS : NEVER},
	{"connect to the server", connects_there, 0},
	{"resolve a name", resolves, 0},
	{"read the list of hosts", reads_hosts, 0},
	{"read the file that was named", reads_the_given_file, 0},
	{"ask a name service on this machine", local_socket, 0},
	{"run a thread", threads, 0},
	{"take 100 MB", takes_100_mb, 0},
	{NULL, NULL, 0},
};

static const Row parser[] = {
	{"read any file", reads_a_file, LIMITS},
	{"read the list of hosts", reads_hosts, LIMITS},
	{"list a folder", lists_a_folder, LIMITS},
	{"make a file", makes_a_file, LIMITS},
	{"remove a file", removes_a_file, FILES | FILTER},
	{"write more into an open file", grows_a_file, LIMITS},
	{"execute a program", executes, FILES | FILTER},
	{"fork", forks, FILTER},
	{"run a thread", threads, FILTER},
	{"signal another process", signals_another, FILTER | SCOPES},
	{"be traced", traces, FILTER},
	{"open a socket", any_socket, LIMITS},
	{"open one descriptor", opens_one, LIMITS},
	{"poll", polls, LIMITS},
	{"make code", makes_code, FILTER},
	{"compute for a minute", computes_for_a_minute, LIMITS},
	{"gain rights", gains_rights, LIMITS},
	{"be dumped", is_dumped, LIMITS},
	{"take 600 MB", takes_600_mb, CONFINE_MEMORY ? LIMITS : NEVER},
	{"compute, and write what comes out", computes, 0},
	{"take 100 MB", takes_100_mb, 0},
	{NULL, NULL, 0},
};

static int
walls(const Confinement *c)
{
	return (c->limits ? LIMITS : 0) | (c->filter ? FILTER : 0) | (c->files ? FILES : 0) | (c->ports ? PORTS : 0) |
	       (c->files >= 6 ? SCOPES : 0);
}

enum { WAS_REFUSED = 0, WAS_POSSIBLE = 1, NO_WALL = 2, NOT_CONFINED = 3 };

static bool
confine(const Row *rows, Confinement *c)
{
	const unsigned ports[] = {world.port, 0};
	return rows == network ? confine_network((const char *const[]){world.given, "/nowhere", NULL}, ports, c, NULL)
	                       : confine_parser(c, NULL);
}

static int
outcome(const Row *rows, const Row *row)
{
	int status = 0;
	pid_t pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		Confinement c = {0};
		if (!confine(rows, &c))
			_exit(NOT_CONFINED);
		if (row->refused_by && !(row->refused_by & walls(&c)))
			_exit(NO_WALL);
		_exit(row->try() ? WAS_POSSIBLE : WAS_REFUSED);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_msg(WIFEXITED(status), "%s: signal %d", row->what, WTERMSIG(status));
	return WEXITSTATUS(status);
}

static void
try_all(const Row *rows)
{
	make_world();
	/* Each try works where nothing confines: else it would prove nothing. */
	ck_assert(reads_a_file() && lists_a_folder() && grows_a_file() && polls() && connects_elsewhere() && takes_a_port());
	for (const Row *row = rows; row->what; row++) {
		int got = outcome(rows, row);
		if (got != NO_WALL)
			ck_assert_msg(got == (row->refused_by ? WAS_REFUSED : WAS_POSSIBLE), "%s: %d", row->what, got);
	}
	unmake_world();
}

START_TEST(test_a_child_on_the_network_can_do_its_work_and_nothing_else)
{
	try_all(network);
}
END_TEST

START_TEST(test_what_reads_foreign_bytes_can_compute_and_nothing_else)
{
	try_all(parser);
}
END_TEST

START_TEST(test_what_is_in_force_is_told)
{
	for (int i = 0; i < 2; i++) {
		g_auto(ChildResult) r = {0};
		json_auto_t *request = json_pack("{s:s}", "as", i ? "parser" : "network");
		ck_assert(child_run("confined", request, 20000, &r, NULL));
		ck_assert_int_eq(r.end, CHILD_EXITED);
		ck_assert_int_eq(r.status, 0);
		ck_assert_uint_eq(r.frames->len, 1);
		json_t *told = json_object_get(g_ptr_array_index(r.frames, 0), "confined");
		ck_assert(json_is_true(json_object_get(told, "limits")));
		ck_assert(json_is_boolean(json_object_get(told, "filter")) && json_is_integer(json_object_get(told, "files")));
#ifndef HAVE_LIBSECCOMP
		ck_assert(json_is_false(json_object_get(told, "filter")));
#endif
	}
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("confine");
	TCase *tcase = tcase_create("walls");
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, test_a_child_on_the_network_can_do_its_work_and_nothing_else);
	tcase_add_test(tcase, test_what_reads_foreign_bytes_can_compute_and_nothing_else);
	tcase_add_test(tcase, test_what_is_in_force_is_told);
	suite_add_tcase(s, tcase);
	return s;
}

int
main(int argc, char **argv)
{
	if (child_asked(argc, argv))
		return child_serve(argv[2]);
	return run_suite(suite());
}

/*
 * The limits and Landlock. The kernel's interface of Landlock is written down here: the headers of a system are often older than its
 * kernel, and the C library has no functions for it. https://docs.kernel.org/userspace-api/landlock.html
 */
#include "src/courier/confine.h"

#include "src/core/err.h"
#include "src/courier/frame.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* --- limits ------------------------------------------------------------------------------------------------------- */

typedef struct {
	rlim_t descriptors, memory, seconds;
} Limits;

static const Limits of_network = {64, (rlim_t)1 << 30, 60}, of_parser = {0, (rlim_t)512 << 20, 10};

static bool
limit(int what, rlim_t most)
{
	struct rlimit now, wanted = {most, most};
	/* A limit that is lower already stays: raising one is not ours to ask. */
	if (getrlimit((__rlimit_resource_t)what, &now) < 0)
		return false;
	wanted.rlim_max = MIN(now.rlim_max, most);
	wanted.rlim_cur = MIN(now.rlim_cur, wanted.rlim_max);
	return setrlimit((__rlimit_resource_t)what, &wanted) == 0;
}

static bool
set_limits(const Limits *l, GError **error)
{
	/* A file that may not grow answers with an error and not with this signal. */
	signal(SIGXFSZ, SIG_IGN);
	if (limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_CPU, l->seconds) &&
	    (!CONFINE_MEMORY || limit(RLIMIT_AS, l->memory)) && limit(RLIMIT_NOFILE, l->descriptors) &&
	    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0)
		return true;
	return err_set(error, E_UNAVAILABLE, "a process cannot be confined: %s", g_strerror(errno));
}

/* --- Landlock ----------------------------------------------------------------------------------------------------- */

#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule       445
#define SYS_landlock_restrict_self  446
#endif

enum { CREATE_RULESET_VERSION = 1, RULE_PATH_BENEATH = 1, RULE_NET_PORT = 2 };
enum { READ_FILE = 1 << 2, READ_DIR = 1 << 3, CONNECT_TCP = 1 << 1, BIND_TCP = 1 << 0 };

typedef struct {
	uint64_t files, net, scoped;
} Ruleset;

typedef struct {
	uint64_t allowed;
	int32_t parent;
} __attribute__((packed)) PathRule;

typedef struct {
	uint64_t allowed, port;
} PortRule;

/* What each version of Landlock can refuse, and how much of the ruleset it knows; a later one knows at least the last row. */
static const struct {
	Ruleset handled;
	gsize size;
} versions[] = {
	{{0, 0, 0}, 0},
	{{0x1fff, 0, 0}, 8},
	{{0x3fff, 0, 0}, 8},
	{{0x7fff, 0, 0}, 8},
	{{0x7fff, BIND_TCP | CONNECT_TCP, 0}, 16},
	{{0xffff, BIND_TCP | CONNECT_TCP, 0}, 16},
	{{0xffff, BIND_TCP | CONNECT_TCP, 3}, 24}, /* neither signals nor abstract sockets to processes outside */
};

/* What resolving a name, checking a certificate and loading a library late need of a system. /etc as a whole would be the
 * configuration, and the passwords of the other account with it. */
static const char *const readable[] = {
	"/usr", "/lib", "/lib32", "/lib64", "/nix/store", "/gnu/store", "/etc/ld.so.cache", "/etc/ssl", "/etc/pki",
	"/etc/ca-certificates", "/etc/crypto-policies", "/etc/resolv.conf", "/etc/hosts", "/etc/host.conf", "/etc/nsswitch.conf",
	"/etc/gai.conf", "/etc/services", "/etc/protocols", "/etc/localtime", "/dev/null", "/dev/urandom", "/dev/random", NULL,
};

static bool
allow_path(int ruleset, const char *path)
{
	struct stat st;
	PathRule rule = {READ_FILE, open(path, O_PATH | O_CLOEXEC)};
	if (rule.parent < 0)
		return true; /* what is not there needs no leave */
	if (fstat(rule.parent, &st) == 0 && S_ISDIR(st.st_mode))
		rule.allowed |= READ_DIR;
	bool done = syscall(SYS_landlock_add_rule, ruleset, RULE_PATH_BENEATH, &rule, 0) == 0;
	close(rule.parent);
	return done;
}

static bool
allow_paths(int ruleset, const char *const *paths)
{
	for (; paths && *paths; paths++)
		if (!allow_path(ruleset, *paths))
			return false;
	return true;
}

static bool
allow_ports(int ruleset, const unsigned *ports)
{
	for (; ports && *ports; ports++)
		if (syscall(SYS_landlock_add_rule, ruleset, RULE_NET_PORT, &(PortRule){CONNECT_TCP, *ports}, 0) != 0)
			return false;
	return true;
}

static void
close_files(bool network, const char *const *files, const unsigned *ports, Confinement *in_force)
{
	static const unsigned names[] = {53, 0}; /* an answer too long for UDP comes by TCP */
	long known = syscall(SYS_landlock_create_ruleset, NULL, 0, CREATE_RULESET_VERSION);
	if (known < 1)
		return;
	gsize row = MIN((gsize)known, G_N_ELEMENTS(versions) - 1);
	int ruleset = (int)syscall(SYS_landlock_create_ruleset, &versions[row].handled, versions[row].size, 0);
	if (ruleset < 0)
		return;
	bool has_ports = versions[row].handled.net != 0;
	bool ready = !network || (allow_paths(ruleset, readable) && allow_paths(ruleset, files) &&
	                          (!has_ports || (allow_ports(ruleset, names) && allow_ports(ruleset, ports))));
	if (ready && syscall(SYS_landlock_restrict_self, ruleset, 0) == 0) {
		in_force->files = (int)known;
		in_force->ports = has_ports;
	}
	close(ruleset);
}

/* --- all together ------------------------------------------------------------------------------------------------- */

bool
confine_network(const char *const *files, const unsigned *ports, Confinement *in_force, GError **error)
{
	Confinement here = {0};
	if (!set_limits(&of_network, error))
		return false;
	here.limits = true;
	close_files(true, files, ports, &here);
	here.filter = confine_filter_network();
	if (in_force)
		*in_force = here;
	return true;
}

bool
confine_parser(Confinement *in_force, GError **error)
{
	Confinement here = {0};
	/* First, because it opens a descriptor. */
	close_files(false, NULL, NULL, &here);
	if (!set_limits(&of_parser, error))
		return false;
	here.limits = true;
	here.filter = confine_filter_parser();
	if (in_force)
		*in_force = here;
	return true;
}

/* {"limits":true,"filter":false,"files":2,"ports":false} (transfer full) */
static json_t *
confinement_json(const Confinement *c)
{
	return json_pack("{s:b, s:b, s:i, s:b}", "limits", c->limits, "filter", c->filter, "files", c->files, "ports", c->ports);
}

int
confined_child(const json_t *request, int fd)
{
	static const unsigned ports[] = {465, 0};
	const char *as = json_string_value(json_object_get(request, "as"));
	Confinement here = {0};
	bool done = !g_strcmp0(as, "parser") ? confine_parser(&here, NULL) : confine_network(NULL, ports, &here, NULL);
	json_auto_t *answer = json_pack("{s:i, s:o}", "v", FRAME_VERSION, "confined", confinement_json(&here));
	/* At once: what a sanitizer does at an ordinary end needs what is gone. */
	_exit(frame_write(fd, answer, NULL) && done ? 0 : err_exit(E_UNAVAILABLE));
}

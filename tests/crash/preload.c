/*
 * Death at every step of a file: loaded by the dynamic linker before a program that knows nothing of it, around the calls by which the
 * files whose name holds $DIE_FILE change. At the $DIE_AT-th of them the program dies of SIGKILL instead; with $DIE_TORN half of
 * what was to be written is there. Built by tests/crash/log.sh, never installed.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

ssize_t pwrite64(int fd, const void *data, size_t len, off64_t at);

static int
is_ours(const char *path)
{
	const char *name = getenv("DIE_FILE");
	return path && name && strstr(path, name) != NULL;
}

static int
is_open_on_ours(int fd)
{
	char link[64], path[4096];
	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	ssize_t len = readlink(link, path, sizeof path - 1);
	path[len > 0 ? len : 0] = '\0';
	return is_ours(path);
}

/* Is this the call at which to die? */
static int
is_the_one(void)
{
	static int calls;
	const char *at = getenv("DIE_AT");
	return at && ++calls == atol(at);
}

static void
die(void)
{
	kill(getpid(), SIGKILL);
	for (;;)
		pause();
}

/* The real function of that name, of the type of `as`. */
#define REAL(as, name) ((__typeof__(&as))dlsym(RTLD_NEXT, name))

static ssize_t
put(int fd, const void *data, size_t len, off64_t at, const char *name)
{
	__typeof__(&pwrite64) real = REAL(pwrite64, name);
	if (is_open_on_ours(fd) && is_the_one()) {
		if (getenv("DIE_TORN"))
			(void)!real(fd, data, len / 2, at);
		die();
	}
	return real(fd, data, len, at);
}

ssize_t
pwrite64(int fd, const void *data, size_t len, off64_t at)
{
	return put(fd, data, len, at, "pwrite64");
}

ssize_t
pwrite(int fd, const void *data, size_t len, off_t at)
{
	return put(fd, data, len, at, "pwrite64");
}

ssize_t
write(int fd, const void *data, size_t len)
{
	__typeof__(&write) real = REAL(write, "write");
	if (is_open_on_ours(fd) && is_the_one()) {
		if (getenv("DIE_TORN"))
			(void)!real(fd, data, len / 2);
		die();
	}
	return real(fd, data, len);
}

#define BEFORE(type, name, parameters, arguments, ours) \
	type name parameters \
	{ \
		if (ours && is_the_one()) \
			die(); \
		return REAL(name, #name) arguments; \
	}

BEFORE(int, fsync, (int fd), (fd), is_open_on_ours(fd))
BEFORE(int, fdatasync, (int fd), (fd), is_open_on_ours(fd))
BEFORE(int, ftruncate, (int fd, off_t len), (fd, len), is_open_on_ours(fd))
BEFORE(int, ftruncate64, (int fd, off64_t len), (fd, len), is_open_on_ours(fd))
BEFORE(int, unlink, (const char *path), (path), is_ours(path))

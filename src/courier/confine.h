/*
 * Confinement: what a child may still do once it has what it needs, and before it meets a foreign byte.
 *
 * Three walls, each standing where it can and none relied upon alone:
 *
 *   limits   everywhere (setrlimit, no_new_privs, not dumpable): descriptors, memory, time, no file grows, no core, no rights gained
 *   filter   of system calls, where breccia was built with libseccomp and the kernel has it
 *   files    by Landlock, where the kernel has it (5.13; ports from 6.7): nothing can be opened but what is named
 *
 * What is refused fails with an error, as the programs below expect of a full or a closed machine; nothing is killed. A
 * confinement is for ever, so this is for processes that end: the children, see child.h. What is in force on a machine is asked by
 * the child `confined` and printed by `breccia doctor`.
 */
#ifndef BRECCIA_COURIER_CONFINE_H
#define BRECCIA_COURIER_CONFINE_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

/* The address sanitizer reserves terabytes that it never uses: no limit of memory there. */
#define CONFINE_MEMORY 1
#if defined(__SANITIZE_ADDRESS__)
#undef CONFINE_MEMORY
#define CONFINE_MEMORY 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#undef CONFINE_MEMORY
#define CONFINE_MEMORY 0
#endif
#endif

typedef struct {
	bool limits, filter;
	int files;  /* the version of Landlock; 0: none */
	bool ports; /* Landlock knows ports, too */
} Confinement;

/*
 * For a child that speaks to a server. Keeps: the network to these TCP ports (and 53, for names), names and certificates of the
 * system, libraries that are loaded late (NSS, the plugins of libesmtp), threads, and reading `files`. Has not: any other file (the
 * register, the configuration, the home folders), writing any, a program to execute, another process to look at or to
 * signal, a socket to listen on or of another kind. At most 64 descriptors, 1 GB, 60 s of processor time.
 *
 * files: paths, NULL-terminated; one that is missing is left out, and what opens it says so. ports: ends with 0. *in_force may be NULL.
 * E_UNAVAILABLE when not even the limits can be set: the child must not go on then.
 */
bool confine_network(const char *const *files, const unsigned *ports, Confinement *in_force, GError **error);

/*
 * For the child that reads foreign bytes. Keeps: the descriptors that are open, plain blocking reading and writing of them, memory,
 * computing. Has not: opening anything, sockets, poll (which fails when no descriptor may be opened), threads, new code (mmap for
 * execution), another process. At most 512 MB and 10 s of processor time.
 *
 * Before it: whatever loads late must have been loaded. Converters of iconv (one g_convert a charset), digests and the trust store
 * of OpenSSL, the tables of GMime and libxml2, a time zone: what comes later is not found and, worse, may be dropped in silence.
 */
bool confine_parser(Confinement *in_force, GError **error);

/* The child `confined`: told {"as":"network"|"parser"}, confines itself and tells {"confined":{...}}. */
int confined_child(const json_t *request, int fd);

/* --- the filter (confine-filter.c) --------------------------------------------------------------------------------- */

/* Whether it stands; false where it was not built or the kernel has none. */
bool confine_filter_network(void);
bool confine_filter_parser(void);

#endif

/*
 * Children: one short-lived process for each thing that touches the network or reads foreign bytes.
 *
 * The courier forks and at once executes itself again (/proc/self/exe, so the version is the same even during an
 * upgrade) as `--child NAME`. A child has: one socket to its parent on descriptor 3, standard input and output at
 * /dev/null, standard error for the words of a crash, no other descriptor, an environment of PATH, LC_CTYPE and TZ, no way to
 * gain rights, no core file. It dies with its parent. The parent talks to it by frames and kills it when the wall clock
 * (CLOCK_MONOTONIC) says so. Whatever a child does, the parent only learns an outcome from it: no end of a child, and
 * no bytes of a child, can end the parent.
 */
#ifndef BRECCIA_COURIER_CHILD_H
#define BRECCIA_COURIER_CHILD_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

#define CHILD_FD 3

typedef enum {
	CHILD_EXITED,   /* .status is its exit status */
	CHILD_KILLED,   /* by signal .status, that the parent did not send */
	CHILD_TIMED_OUT,
	CHILD_BABBLED,  /* it sent what is no frame, too much, or another version; it was killed */
	CHILD_ANSWERED  /* it lives, and waits for the next request: of child_ask() only */
} ChildEnd;

typedef struct {
	ChildEnd end;
	int status;
	GPtrArray *frames; /* of json_t, as they came, also before a bad end */
} ChildResult;

void child_result_clear(ChildResult *result);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ChildResult, child_result_clear)

/*
 * Runs the child NAME, hands it the request (which gets its "v") and waits for its end, at most limit_ms. False only when it
 * could not be started, and then it was handed nothing (E_UNAVAILABLE). *result: child_result_clear() it.
 */
bool child_run(const char *name, json_t *request, unsigned limit_ms, ChildResult *result, GError **error);

/*
 * The same in pieces, for a child that takes several requests (a session with several messages). child_ask() hands one over and waits, at
 * most limit_ms, for a frame with the key `until`: then result->end is CHILD_ANSWERED. In any other case the child has ended, and
 * each further child_ask() only says so. False (E_INTERNAL) when the request is too long for a frame: nothing was handed over.
 * child_end() lets the child end by itself for so long, then kills it.
 */
typedef struct Child Child;
Child *child_start(const char *name, GError **error);
bool child_ask(Child *child, json_t *request, const char *until, unsigned limit_ms, ChildResult *result, GError **error);
void child_end(Child *child, unsigned limit_ms); /* NULL is fine */

/* The child's side: `--child NAME` as the only arguments makes main() return child_serve(NAME); anything else is not ours. */
bool child_asked(int argc, char **argv);
int child_serve(const char *name);

/* A row of the table of children: reads its request, which child_serve has taken from the socket, and writes frames. */
typedef struct {
	const char *name;
	int (*run)(const json_t *request, int fd);
} ChildRow;

extern const ChildRow child_rows[]; /* ends with a NULL name */

#endif

/*
 * For what makes a register of many invented incidents: a clock that is set, a chance that repeats itself, a company at work.
 *
 * Work goes through the use cases, within transactions of many: the writer is work.writer, and its `at` and `by` are set as work goes on.
 */
#ifndef BRECCIA_TESTS_INVENTED_H
#define BRECCIA_TESTS_INVENTED_H

#include "db/journal.h"
#include "src/register/create.h"

typedef struct {
	Instant now;
	Writer writer;
	Session *person, courier; /* person: who founded it */
} Work;

extern Work work;

/* A register in that file (which must not exist), of that account's, founded at that time, with clients of those names (up to NULL), who want
 * to be told in 12 hours, 24, 36... */
void work_found(const char *file, const char *account, Instant now, const Founding *founding, const char *const *clients);
/* Of a notice of that id, as the courier makes it, but for the form of the message around it. */
void work_compose(const char *id);

guint64 chance(void);
int some(int n); /* 0 .. n - 1 */
#define ONE_OF(words) words[chance() % G_N_ELEMENTS(words)]

/* WELL(register_log(..., &error)): ends the program where it fails. */
void work_well(bool ok, GError *error);
#define WELL(call) do { GError *error = NULL; bool well_ = (call); work_well(well_, error); } while (0)

#endif

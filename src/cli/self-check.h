/*
 * The duties of the code of practice, each with how it stands, what shows that, how old that is, and what to do.
 *
 * Words are in both languages here and not in the catalogue: an auditor gets them on paper.
 */
#ifndef BRECCIA_CLI_SELF_CHECK_H
#define BRECCIA_CLI_SELF_CHECK_H

#include "src/cli/view.h"

typedef enum { CHECK_FINE, CHECK_LOOK, CHECK_FAILED } CheckState; /* the exit status is the worst of them */

typedef struct {
	const char *code;   /* "dpo", "duty:dpia", "notified" */
	char *name;
	CheckState state;
	char *evidence;     /* what was found */
	Instant at;         /* of what shows it; INSTANT_NONE */
	char *todo;         /* NULL: nothing */
} Check;

/* (transfer full) of Check, in the order in which they are read */
bool self_check(const Cli *cli, GPtrArray **checks, GError **error);
CheckState self_check_worst(const GPtrArray *checks);

#endif

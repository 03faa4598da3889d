/*
 * Standard actions: what is usually done about a breach of this kind, offered as suggestions.
 *
 * A row gives an action its title, kind and due; whoever adds it names the owner. A code stays with the actions made from it, so a row may be
 * reworded but never be given another meaning. None is owned by the DPO, who advises and verifies (GDPR art. 38(6)).
 */
#ifndef BRECCIA_CORE_ACTION_LIBRARY_H
#define BRECCIA_CORE_ACTION_LIBRARY_H

#include "src/core/incident.h"

/* Which breaches a set of actions is for. */
typedef struct {
	const char *code;         /* "misdirected" */
	Words name;
	const char *const *kinds; /* codes of vocab_kind; NULL: all */
	const char *data;         /* a code of vocab_data that makes it fit, whatever the kind; NULL */
} ActionGroup;

typedef struct {
	const char *code;  /* "ask-deletion" */
	const char *group; /* code of its group */
	ActionKind kind;
	int hours;         /* due so long after it is added */
	Words owner;       /* the function that usually does it */
	Words title, say;  /* what to do; one sentence on how, or why */
} StandardAction;

extern const ActionGroup action_groups[];       /* ends with a NULL code; the last one is for every breach */
extern const StandardAction standard_actions[]; /* ends with a NULL code; in the order of their groups */

const StandardAction *standard_action(const char *code); /* NULL: there is none */
/* Those of the groups that fit, in their order, without the ones that this incident has already. (transfer container) of const
 * StandardAction * */
GPtrArray *standard_actions_for(const Incident *incident);

#endif

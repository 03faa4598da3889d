/* Entering what a DPO answered by mail. */
#ifndef BRECCIA_CLI_RECEIPT_ENTER_H
#define BRECCIA_CLI_RECEIPT_ENTER_H

#include "src/cli/show.h"

/* Shows what the DPO wrote and what would be recorded of it, asks once (--yes: not), and records each by the use case that the command of its
 * own has, with --from-reply. What an answer says in words only is left to a person, with the command that enters it. E_STATE: the answer
 * proposes nothing. */
int enter_answer(Cli *cli, const Receipt *receipt, const Answer *answer, GError **error);

#endif

/* verify --mailbox: what the receipts in the mailbox say of the journal. */
#ifndef BRECCIA_CLI_VERIFY_MAILBOX_H
#define BRECCIA_CLI_VERIFY_MAILBOX_H

#include "src/cli/command.h"

/* Has the courier read the mailboxes again (breccia-courier(8), --witness), and prints what it found in words. *sound: no seal is off the chain
 * and no receipt is about a notice that is not there. *answer (transfer full): the courier's, for JSON. E_UNAVAILABLE: no mailbox could be read. */
bool verify_mailbox(const Cli *cli, bool *sound, json_t **answer, GError **error);

#endif

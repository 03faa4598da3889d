/* A test message to oneself, by the courier, with all that the server says: `doctor --send-test`, and the end of `init`. */
#ifndef BRECCIA_CLI_SEND_TEST_H
#define BRECCIA_CLI_SEND_TEST_H

#include "src/cli/command.h"

/*
 * account: "email" or "pec"; NULL: each that is set up. to: NULL: the account's own address. Prints; *sent: every message was taken.
 * E_CONFIG when no account is set up, E_DENIED where the accounts are another's to use.
 */
bool send_test(const Cli *cli, const char *account, const char *to, bool *sent, GError **error);

#endif

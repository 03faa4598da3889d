/* The whole way of a PEC, there and back: what `doctor --round-trip` does. */
#ifndef BRECCIA_CLI_ROUND_TRIP_H
#define BRECCIA_CLI_ROUND_TRIP_H

#include "src/cli/command.h"

/* Has a self-test sent now and waits for both receipts, at most SELF_TEST_SECONDS; prints what came. *good: all of it did. E_CONFIG: there is
 * no PEC account whose mailbox is read. */
bool round_trip(const Cli *cli, bool *good, GError **error);

#endif

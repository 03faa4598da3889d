/* What `breccia log` ends with, for whoever logs as well: the next five minutes, or JSON. */
#ifndef BRECCIA_CLI_LOG_H
#define BRECCIA_CLI_LOG_H

#include "src/cli/command.h"
#include "src/register/intake.h"

/* starts: something may have to leave, for which a courier is started. warnings: of char *. 0, or -1. */
int log_finish(Cli *cli, const Logged *logged, bool starts, const GPtrArray *warnings, GError **error);

#endif

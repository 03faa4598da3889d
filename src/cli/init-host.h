/* The two set-ups that `init` makes besides the register: a courier of one's own that runs by itself, and a machine's register. */
#ifndef BRECCIA_CLI_INIT_HOST_H
#define BRECCIA_CLI_INIT_HOST_H

#include "src/cli/command.h"

/* Refuses what could not be done, before anything is made: --service without systemd, --system without being root. */
bool init_host_check(const Cli *cli, GError **error);
/* The login of the first person: --account, else who became root with sudo, else the real user. (transfer full) */
char *init_founder(const Cli *cli, GError **error);

/* --system: account, group and folder, before the register is made in it; afterwards what makes it the machine's. */
bool init_system_before(const Cli *cli, GError **error);
bool init_system_after(const Cli *cli, const char *conf, GError **error);

/* Without --system: offers, in a terminal, or does, with --service, what keeps the courier running; else says how it is done. */
bool init_courier(const Cli *cli, bool asking, GError **error);

#endif

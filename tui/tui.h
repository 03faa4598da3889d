/* The terminal app, for `breccia` without a command on a terminal. */
#ifndef BRECCIA_TUI_TUI_H
#define BRECCIA_TUI_TUI_H

#include "src/cli/command.h"

/* Screens; lines, for screen readers and terminals that can do no more, with --plain. cli has a session, or none where there is no
 * register yet: then it is set up. The exit status; -1 with an error. */
int tui_run(Cli *cli, GError **error);

#endif

/* The app as lines: numbered, announced one after the other, nothing painted. For screen readers, braille and TERM=dumb. */
#ifndef BRECCIA_TUI_PLAIN_H
#define BRECCIA_TUI_PLAIN_H

#include "src/cli/command.h"

int plain_run(Cli *cli, GError **error);

#endif

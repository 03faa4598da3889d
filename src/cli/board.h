/* The board, for `breccia` alone and for the end of `breccia demo`. */
#ifndef BRECCIA_CLI_BOARD_H
#define BRECCIA_CLI_BOARD_H

#include "src/cli/view.h"

bool board_print(Cli *cli, GError **error);

#endif

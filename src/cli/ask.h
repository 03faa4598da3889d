/* Questions, in a terminal only: callers check out_is_interactive(). */
#ifndef BRECCIA_CLI_ASK_H
#define BRECCIA_CLI_ASK_H

#include "src/cli/command.h"

/* One line; Enter alone takes the default (shown in brackets; may be NULL). NULL when standard input ended. (transfer full) */
char *ask_line(const char *question, const char *preset);
/* What an option holds; in a terminal it is asked for where it was left out, elsewhere the call fails and names it. NULL: failed. */
const char *ask_option(Cli *cli, const char *option, const char *question, GError **error);
/* Yes or no, in either language. */
bool ask_yes(const char *question, bool preset);

#endif

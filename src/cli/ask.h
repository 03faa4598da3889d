/* Questions, in a terminal only: callers check out_is_interactive(). */
#ifndef BRECCIA_CLI_ASK_H
#define BRECCIA_CLI_ASK_H

#include <glib.h>
#include <stdbool.h>

/* One line; Enter alone takes the default (shown in brackets; may be NULL). NULL when standard input ended. (transfer full) */
char *ask_line(const char *question, const char *preset);
/* Yes or no, in either language. */
bool ask_yes(const char *question, bool preset);

#endif

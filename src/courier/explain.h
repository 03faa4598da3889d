/* `breccia-courier --explain`: what a message is taken for, and why, as JSON. Never touches a register. */
#ifndef BRECCIA_COURIER_EXPLAIN_H
#define BRECCIA_COURIER_EXPLAIN_H

#include <glib.h>
#include <stdbool.h>

/* file: "-" is standard input. ca_file NULL: as in trust.h. Prints to standard output; the shape is in breccia-courier(8). */
bool explain_file(const char *file, const char *ca_file, GError **error);

#endif

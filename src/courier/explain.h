/* `breccia-courier --explain`: what a message is taken for, and why, as JSON. Never touches a register. */
#ifndef BRECCIA_COURIER_EXPLAIN_H
#define BRECCIA_COURIER_EXPLAIN_H

#include "src/core/lang.h"

#include <glib.h>
#include <stdbool.h>

/* file: "-" is standard input. ca_file NULL: as in trust.h. Prints to standard output; the shape is in breccia-courier(8). */
bool explain_file(const char *file, const char *ca_file, GError **error);
/* `--receipt ID --part N`: what is attached to a receipt that the register keeps, {"v":1,"bytes":BASE64}. For the terminal program, which reads
 * no mail. */
bool explain_part(const char *uri, const char *receipt, int part, Lang lang, GError **error);

#endif

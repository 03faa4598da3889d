/* Documents that are written to standard output or into a file: dossier, register, self-check. */
#ifndef BRECCIA_CLI_PAPER_H
#define BRECCIA_CLI_PAPER_H

#include "src/cli/out.h"
#include "src/report/folio.h"

/* --format by its name, --json for the one that is JSON; *format is its place among names. E_USAGE. */
bool paper_format(const Cli *cli, const char *const *names, gsize n, int otherwise, int json, int *format, GError **error);
/* To --output, else to standard output; as text wrapped for the screen, in a file for paper. */
bool paper_folio(const Cli *cli, const Folio *folio, bool html, GError **error);
bool paper_json(const Cli *cli, json_t *document, GError **error); /* "v":1 is put first */

#endif

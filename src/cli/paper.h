/* Documents that are written to standard output or into a file: dossier, register, report, self-check. */
#ifndef BRECCIA_CLI_PAPER_H
#define BRECCIA_CLI_PAPER_H

#include "src/cli/out.h"
#include "src/report/document.h"

/* --format by its name, --json for the one that is JSON; *format is its place among names. E_USAGE. */
bool paper_format(const Cli *cli, const char *const *names, gsize n, int otherwise, int json, int *format, GError **error);
typedef enum { PAPER_TEXT, PAPER_LINES, PAPER_HTML } PaperForm; /* lines: for ears, see DocLines */

/* To --output, else to standard output; as text wrapped for the screen, in a file for paper. */
bool paper_document(const Cli *cli, const Document *document, PaperForm form, GError **error);
bool paper_json(const Cli *cli, json_t *document, GError **error); /* "v":1 is put first */

#endif

/* The dossier, between the command that writes it and the one that packs it. */
#ifndef BRECCIA_CLI_DOSSIER_H
#define BRECCIA_CLI_DOSSIER_H

#include "src/cli/view.h"
#include "src/report/dossier.h"

/* As JSON, {"v":1,...}; for a client it is written from what may be let in. (new reference) */
bool dossier_json(const Cli *cli, const DossierOf *of, json_t **document, GError **error);
bool dossier_json_for_client(const Cli *cli, const DossierOf *of, json_t **document, GError **error);

#endif

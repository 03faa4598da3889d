/* The dossier, between the command that writes it and the one that packs it. */
#ifndef BRECCIA_CLI_DOSSIER_H
#define BRECCIA_CLI_DOSSIER_H

#include "src/cli/view.h"
#include "src/report/dossier.h"

/* Of this incident, for the client of --for where that is given; *client and *told (new references) are what *of borrows. */
bool dossier_of(const Cli *cli, const Incident *incident, DossierOf *of, char **client, json_t **told, GError **error);
/* The same as JSON, {"v":1,...}; for a client it is written from what may be let in. (new reference) */
bool dossier_json(const Cli *cli, const DossierOf *of, json_t **document, GError **error);
bool dossier_json_for_client(const Cli *cli, const DossierOf *of, json_t **document, GError **error);

#endif

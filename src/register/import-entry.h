/* An entry of an import as the events that will say it. Private to src/register/import*.c. */
#ifndef BRECCIA_REGISTER_IMPORT_ENTRY_H
#define BRECCIA_REGISTER_IMPORT_ENTRY_H

#include "src/register/import.h"

typedef struct {
	const char *kind; /* of event */
	json_t *facts, *body;
} ImportEvent;

struct ImportEntry {
	IncidentKind kind;
	char *source_id;
	GPtrArray *events; /* of ImportEvent; incident.imported first */
};

#endif

/* Evidence as a part of another change. Private to src/register. */
#ifndef BRECCIA_REGISTER_KEEP_H
#define BRECCIA_REGISTER_KEEP_H

#include "src/register/change.h"
#include "src/register/evidence.h"

/* Before the lock is taken: E_INPUT. */
bool evidence_check(const Session *session, const EvidenceToKeep *evidence, GError **error);
/* *id (transfer full), "e1". E_STATE when the same bytes are there already. */
bool evidence_append(Change *change, const Incident *incident, const EvidenceToKeep *evidence, char **id, GError **error);
/* The same for what shows something else as well: what is kept already serves again. */
bool evidence_keep(Change *change, const Incident *incident, const EvidenceToKeep *evidence, char **id, GError **error);

#endif

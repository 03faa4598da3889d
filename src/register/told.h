/*
 * What one client is told of an incident, and what it is not: its own numbers, campaign and reference, nothing of the other clients.
 * Private to src/register.
 */
#ifndef BRECCIA_REGISTER_TOLD_H
#define BRECCIA_REGISTER_TOLD_H

#include "src/register/others.h"

/*
 * The fields (FIELD_TOLD) that a notice to this client prints, by name (new reference): its own entry's where it has one, else the
 * incident's. Where other clients are affected too, or the company's own data, the incident's numbers and campaign are not this client's
 * and are left out; and so is a text about the incident that names somebody else. affected: of Affected, at the same time.
 */
json_t *told_fields(const json_t *fields, const GPtrArray *affected, const char *client, const Others *others);
/* The first text that told_fields leaves out because it names somebody, and whom (borrowed from others); NULL: there is none. */
const Field *told_withheld(const json_t *fields, const GPtrArray *affected, const char *client, const Others *others, const char **whom);

#endif

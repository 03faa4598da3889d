/* Whose answer is an answer: everybody whom the notices of an incident may be written to, with all their addresses. */
#ifndef BRECCIA_REGISTER_ADDRESSEES_H
#define BRECCIA_REGISTER_ADDRESSEES_H

#include "src/register/session.h"

typedef struct {
	char *audience; /* "dpo", or the id of an affected client */
	char *person;   /* id; NULL for a client */
	char *address;
} Addressee;

/* Whoever was DPO at detection and is now, their deputies, and the affected clients. (of Addressee) */
bool register_addressees(Session *session, const Incident *incident, GPtrArray **list, GError **error);
/* The one with this address, whatever its case; NULL: nobody has it. */
const Addressee *addressee_find(const GPtrArray *list, const char *address);

#endif

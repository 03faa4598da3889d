/* Whose answer is an answer: everybody whom notices may be written to, with all their addresses. */
#ifndef BRECCIA_REGISTER_ADDRESSEES_H
#define BRECCIA_REGISTER_ADDRESSEES_H

#include "src/register/session.h"

typedef struct {
	char *audience; /* "dpo", or the id of an affected client */
	char *person;   /* id; NULL for a client */
	char *address;
	bool answers_only; /* they may answer from there, and are never written to there */
} Addressee;

/* Of an incident: whoever was DPO at detection and is now, their deputies, and the affected clients. (of Addressee) */
bool register_addressees(Session *session, const Incident *incident, GPtrArray **list, GError **error);
/* Of all incidents: whoever was ever DPO, their deputies, and all clients. */
bool register_addressees_all(Session *session, GPtrArray **list, GError **error);
/* The one who is written to at this address, whatever its case; NULL: nobody is. */
const Addressee *addressee_find(const GPtrArray *list, const char *address);
/* The one who speaks when something comes from it. */
const Addressee *addressee_from(const GPtrArray *list, const char *address);

#endif

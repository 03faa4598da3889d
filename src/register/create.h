/* Creating a register: its first events. */
#ifndef BRECCIA_REGISTER_CREATE_H
#define BRECCIA_REGISTER_CREATE_H

#include "src/register/session.h"

typedef struct {
	const char *organisation;          /* needed */
	const char *code, *language, *zone; /* NULL: from the organisation's name, "it", "Europe/Rome" */
	const char *name, *email, *phone;  /* of the first person, who is admin as well; name needed */
	Role role;
	const char *dpo_name, *dpo_email, *dpo_pec, *dpo_phone, *dpo_position; /* NULL name: no DPO yet */
	const char *dpo_reason;            /* why a position that is only warned about was accepted */
	Instant dpo_from;                  /* in office since; INSTANT_NONE: now */
	bool dpo_declared;                 /* asked outright: neither administrator nor operations director */
	const char *vat, *office, *pec, *desk_phone; /* the organisation's particulars */
	bool demo;
} Founding;

/* Makes the file (never overwrites: E_WRITE) and appends the founding events, or leaves nothing behind. */
bool register_create(const char *uri, const Surroundings *host, const Founding *founding, GError **error);

#endif

/* Whom a notice goes to, and by which ways they can be written to. Private to src/register. */
#ifndef BRECCIA_REGISTER_REACH_H
#define BRECCIA_REGISTER_REACH_H

#include "src/register/session.h"

typedef struct {
	char *id;         /* of the DPO's person, or the client; NULL: the office is empty */
	bool client, person; /* person: of a reminder */
	bool pec, email;  /* which addresses there are */
	Lang lang;        /* in which they are written to */
} Reach;

void reach_clear(Reach *reach);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reach, reach_clear)

/* At `now`: the DPO in office then, or the client as its row stands. E_INTERNAL for a client that there is none of. */
bool reach_find(Session *session, const char *audience, Instant now, Reach *reach, GError **error);
/* Fails with E_STATE: there is no address for this channel, and the command that adds one. */
bool reach_refuse(const Reach *reach, Channel channel, GError **error);
bool notice_to_dpo(const Notice *notice);

#endif

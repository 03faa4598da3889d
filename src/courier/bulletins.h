/* What the register tells people by itself: sent where it is due, each once. After what meets deadlines has left. */
#ifndef BRECCIA_COURIER_BULLETINS_H
#define BRECCIA_COURIER_BULLETINS_H

#include "src/courier/sender.h"
#include "src/register/session.h"

typedef struct {
	Session *session;
	Sender *senders; /* by Channel */
	const Conf *conf;
	bool quiet;
	bool (*interrupted)(void);
} Bulletins;

bool bulletins_work(const Bulletins *bulletins, GError **error);

#endif

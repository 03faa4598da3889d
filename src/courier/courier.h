/*
 * The courier's loop: what is due is done and recorded, and then it sleeps until something is due or the register changes.
 *
 * One courier at a time works on a register, by a lock that the kernel frees when it dies. It writes as the actor "courier", who may
 * append events about notices only, and leaves a heartbeat at each pass.
 */
#ifndef BRECCIA_COURIER_COURIER_H
#define BRECCIA_COURIER_COURIER_H

#include "src/core/conf.h"

typedef enum {
	COURIER_FOREVER,
	COURIER_UNTIL_IDLE, /* ends when nothing will be due by itself: what follows a `log` on a personal register */
	COURIER_ONCE        /* one pass over what is due now */
} CourierMode;

typedef struct {
	const char *uri;       /* of the register */
	const char *conf_file; /* NULL: the usual ones */
	CourierMode mode;
	Lang lang;             /* of the process */
	bool quiet;
} CourierOptions;

/* E_BUSY when another courier works on this register. In COURIER_FOREVER only returns when a signal asks it to, or when the register
 * cannot be worked on for a minute on end. SIGTERM, SIGINT: ends after the notice that is on the wire; SIGHUP: reads the
 * configuration again. */
bool courier_run(const CourierOptions *options, GError **error);

#endif

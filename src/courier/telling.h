/*
 * What a child that submits tells its parent: the frames that judge.h describes, and what they are made of. One for each session; a
 * session with several messages begins each with tell_begin().
 */
#ifndef BRECCIA_COURIER_TELLING_H
#define BRECCIA_COURIER_TELLING_H

#include "src/courier/dialogue.h"

#include <jansson.h>

typedef enum { FAULT_NONE, FAULT_ACCOUNT, FAULT_TEMPORARY } Fault;

typedef struct {
	int fd;           /* -1: nobody listens any more */
	/* of the session */
	Fault fault;
	Reply *reason;    /* of the fault, from the server; NULL */
	char *words;      /* of the fault, ours; NULL */
	bool refused;     /* the fault is this user or this secret, by the server's own word */
	bool authenticated;
	bool offers_dsn;
	char *tls;        /* version and cipher, once TLS stands */
	bool open;        /* it can take another message */
	/* of the message */
	bool dsn, final, told;
	GPtrArray *recipients; /* of Reply, in order; shorter while replies are missing */
	Reply *decided;   /* the reply to MAIL, DATA or the message that decided */
} Telling;

void tell_start(Telling *t, int fd);  /* the first frame of the child */
void tell_begin(Telling *t);          /* another message */
void tell_step(const Telling *t, const char *name);
void tell_said(const Telling *t, Said said); /* the step of a command */
void tell_heard(const Telling *t, const Reply *reply);
void tell_fault(Telling *t, Fault fault, const Reply *reason, const char *words); /* the first one stays */
void tell_result(Telling *t);         /* once a message */

/* A reply to AUTH: authenticated, or a fault. Nothing for the 334 of an exchange that goes on. */
void tell_login(Telling *t, const Reply *reply);

Reply *reply_copy(const Reply *reply);

#endif

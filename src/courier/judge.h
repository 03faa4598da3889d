/*
 * What a submission came to, judged from what its child said and from how the child ended. Pure.
 *
 * The child is told: host, port, from, to, login, user, secret, tls, ca_file, hello, step_ms, envid, want_dsn, message.
 * It tells:
 *
 *   {"v":1,"at":"start"}        then {"at":STEP} before each step: connect greeting ehlo starttls login mail rcpt data final quit;
 *                               "final" before the bytes that end the message can leave: from there on it may have been sent
 *   {"result":{"fault":"account"|"temporary"|null, "code":535, "enhanced":"5.7.8", "reply":"535 5.7.8 ...",
 *              "tls":"TLSv1.2 ...", "dsn":true, "authenticated":true, "final":false,
 *              "recipients":[{"code":250,"enhanced":"2.1.5","reply":"250 2.1.5 Ok"}, null], "message":{...}|null}}
 *
 * A fault is what ended the session before the message: its words are the server's where there are any. The first result
 * counts, however the child ends after it.
 */
#ifndef BRECCIA_COURIER_JUDGE_H
#define BRECCIA_COURIER_JUDGE_H

#include "src/courier/child.h"
#include "src/courier/transport.h"

/* What was asked for, and must be true of every success. */
typedef struct {
	const char *const *to;
	bool login, tls;
	unsigned limit; /* seconds, for the words of a time-out */
} Asked;

/* Never fails: whatever is missing or ill-formed makes the outcome TEMPFAIL, or UNCERTAIN after "final". (transfer full) */
Submission *judge(const ChildResult *child, const Asked *asked);

#endif

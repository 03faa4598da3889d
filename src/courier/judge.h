/*
 * What a submission came to, judged from what its child said and from how the child ended. Pure.
 *
 * The child is told: host, port, from, to, login, user, secret, tls, ca_file, hello, step_ms, envid, want_dsn, message, and
 *
 *   submit       only_login, true: to end where the message would begin
 *   submit-curl  implicit, true: TLS from the first byte; bearer, true: the secret is a token (XOAUTH2); no message: only the
 *                login. After each result with "open" it takes another request: from, to, envid, want_dsn, message
 *
 * It tells:
 *
 *   {"v":1,"at":"start"}        then {"at":STEP} before each step: connect greeting ehlo starttls login mail rcpt data final quit;
 *                               "final" before the bytes that end the message can leave: from there on it may have been sent
 *   {"heard":STEP,"reply":"220 ..."}: what the server said to that step
 *   {"result":{"fault":"account"|"temporary"|null, "code":535, "enhanced":"5.7.8", "reply":"535 5.7.8 ...",
 *              "tls":"TLSv1.2 ...", "dsn":true, "authenticated":true, "final":false, "refused":false,
 *              "open":false,
 *              "recipients":[{"code":250,"enhanced":"2.1.5","reply":"250 2.1.5 Ok"}, null], "message":{...}|null}}
 *
 * A fault is what ended the session before the message: its words are the server's where there are any. The first result
 * counts, however the child ends after it. "refused": the fault is this user or this secret, by the server's word.
 */
#ifndef BRECCIA_COURIER_JUDGE_H
#define BRECCIA_COURIER_JUDGE_H

#include "src/courier/child.h"
#include "src/courier/transport.h"

/* What was asked for, and must be true of every success. */
typedef struct {
	const char *const *to; /* empty: only the login */
	bool login, tls;
	unsigned limit; /* seconds, for the words of a time-out */
} Asked;

/* Never fails: whatever is missing or ill-formed makes the outcome TEMPFAIL, or UNCERTAIN after "final". Of a session without
 * a message SENT means that the server let us in. (transfer full) */
Submission *judge(const ChildResult *child, const Asked *asked);

#endif

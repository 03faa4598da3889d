/*
 * What a person asks the courier to try: a message to oneself, and what confines the children on this machine. Each answers with one
 * JSON object, which `breccia doctor` shows in words.
 */
#ifndef BRECCIA_COURIER_TRIAL_H
#define BRECCIA_COURIER_TRIAL_H

#include "src/core/lang.h"

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

typedef struct {
	const char *uri;       /* of the register, where what is learnt of the account is kept */
	const char *conf_file; /* NULL: the usual ones */
	const char *account;   /* "email", "pec"; NULL: the first that is set up */
	const char *to;        /* NULL: the account's own address */
	Lang lang;             /* of the process, for the hint */
} TrialOptions;

/*
 * Sends a test message, now, and tells all that the server said:
 *
 *   {"v":1,"account":"pec","from":ADDRESS,"to":ADDRESS,"message_id":"<...>","verdict":"sent","server":"host:465","tls":"TLSv1.3 ...",
 *    "authenticated":true,"dsn":true,"stored":false,"code":250,"reply":"250 ...","heard":[{"at":"greeting","reply":"220 ..."}],
 *    "hint":"..."}
 *
 * A message that was taken starts a stopped account again. False only when nothing could be tried (E_CONFIG, E_INPUT, ...).
 */
bool trial_send(const TrialOptions *options, json_t **answer, GError **error);

/* {"v":1,"network":{"limits":true,"filter":true,"files":2,"ports":false},"parser":{...}}: asked of children that confine themselves. */
bool trial_confinement(json_t **answer, GError **error);

#endif

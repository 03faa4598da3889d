/*
 * The child `collect`: one session with one mailbox. It decides by their headers which messages are about us (concern.h) and tells
 * of those alone; of all others it tells a number.
 *
 * It is told:
 *
 *   {"source":"imap","host":"imaps.pec.example","port":993,"folder":"INBOX","implicit":true,"tls":true,"user":"...","secret":"...",
 *    "oauth2":false,"ca_file":"...","cursor":{"validity":7,"uid":41}|absent,"since":"23-Nov-2026","since_at":"2026-11-23T00:00:00Z",
 *    "known":{...},"most":10000000,"step_ms":20000,"soft_ms":110000}
 *   {"source":"maildir","path":"/...","cursor":{"seen":["0123456789abcdef", ...]}|absent, ...}
 *
 * It tells, and after each frame marked *, which has "asks":true besides, it waits for an answer: {"ack":N} with the number of such
 * frames so far; anything else ends it.
 *
 *   {"v":1,"at":"start"}, {"at":STEP}
 *   * {"box":{"fresh":true,"validity":7,"begin":41,"seen":[...],"gone":[...]}}   the cursor begins here, or goes on
 *   * {"message":{"key":"42","validity":7,"received":RFC 3339|null,"size":1234,"by":"id","notice":"2026-0001/n1"|null,
 *                 "ref":"2026-0013"|null,"bytes":BASE64}}
 *   * {"perhaps":{"key":"43","validity":7,"received":...,"size":...,"why":"sender"|"large","from":TEXT,"subject":TEXT}}
 *   * {"reached":{"validity":7,"key":"44","keys":[...]}}                            all up to here was looked at
 *   {"result":{"trouble":""|"login"|...,"words":TEXT,"looked":20,"kept":2,"more":false,"bytes":4711,"tls":TEXT}}
 *
 * An answer says that what the frame tells is durable. So a cursor never stands beyond what was committed, wherever either of the two
 * is killed; what is told a second time is known by its bytes.
 */
#ifndef BRECCIA_COURIER_COLLECT_H
#define BRECCIA_COURIER_COLLECT_H

#include <jansson.h>

/* A row of child_rows. Its exit status says nothing; its frames do. */
int collect_child(const json_t *request, int fd);

#endif

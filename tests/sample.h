/*
 * A register for tests, with a clock and a chance of its own: the same calls make the same bytes.
 *
 * Events are appended straight through the journal; a failure ends the program, which is the test.
 */
#ifndef BRECCIA_TESTS_SAMPLE_H
#define BRECCIA_TESTS_SAMPLE_H

#include "db/journal.h"

#include <jansson.h>

#define SAMPLE_BEGIN 1793000000 /* 2026-10-26T06:13:20Z, when the sample register is made */

/* A call whose last argument is &error_: its error becomes the message of the failed test. */
#define WELL(call) do { \
	GError *error_ = NULL; \
	bool ok_ = (call); \
	ck_assert_msg(ok_, "%s: %s", #call, error_ ? error_->message : "no error set"); \
} while (0)

typedef struct {
	Db *db;
	char *dir, *uri; /* NULL when it is in memory */
	Writer writer;
	Instant now;     /* what the clock says; move it at will */
	guint64 chance;
} Sample;

void sample_open(Sample *sample, bool file); /* with register.created; file: in a folder of its own */
void sample_reopen(Sample *sample);          /* closes and opens the file again */
void sample_close(Sample *sample);           /* and removes the folder */

/* Takes both references. One transaction, unless one is open. Returns the event's seq. */
int64_t sample_add(Sample *sample, const char *kind, const char *ref, json_t *facts, json_t *body);
void sample_begin(Sample *sample);
void sample_commit(Sample *sample);

/* A clock of a fact: id "dpo-24h", "client:alfa", "authority-72h"; starts now and lasts so many hours. (transfer full) */
json_t *sample_clock(const char *id, Instant starts, int hours);
/* incident.logged: a breach detected at `detected`, with dpo-24h and authority-72h, DPO p2. */
void sample_log(Sample *sample, const char *ref, const char *title, Instant detected);
/* notice.queued to the DPO by e-mail, no hold. id "2026-0001/n1". */
void sample_queue(Sample *sample, const char *id);
/* composed, attempted, submitted: by the courier. */
void sample_send(Sample *sample, const char *id);

/*
 * A small life: people p1 security and admin (account maria), p2 DPO, p3 manager (accounts luca, desk), p4 retired, p5 security
 * (desk); DPO p4 until June, p2 from then on with deputy p3; clients alfa, beta (retired), gamma; incidents 2026-0001 (told,
 * taken, clients, notes), 2026-0002 (amended, notice failing), 2026-0003 (untouched, half its fields), drill 2026-D01.
 */
void sample_story(Sample *sample);

#endif

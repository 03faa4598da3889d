/*
 * What the tests of the store share: a register in a folder of its own, a writer whose clock and chance are fixed, and
 * short ways to append and to look.
 */
#ifndef BRECCIA_TESTS_JOURNAL_KIT_H
#define BRECCIA_TESTS_JOURNAL_KIT_H

#include "db/driver.h"
#include "db/journal.h"
#include "src/core/err.h"

#include <check.h>

#define KIT_NOW INT64_C(1795470245) /* 2026-11-23T21:44:05Z */

typedef struct {
	char *dir, *path, *uri;
	Db *db;
	Writer writer;
	Instant now;
	unsigned salt;
} Kit;

extern Kit kit; /* of the running test: checked fixtures fork, so each test has its own */

void kit_setup(void);    /* a new register, nothing in it */
void kit_teardown(void);
void kit_reopen(void);
Writer kit_writer(void); /* p1, at kit.now, with counted salts */

/* OK(db_commit(db, &error)): asserts that it went well. REFUSED also looks at the code and at a part of the message. */
#define OK(call) do { GError *error = NULL; bool done_ = (call); \
	ck_assert_msg(done_, "%s: %s", #call, error ? error->message : "no error"); } while (0)
#define REFUSED(call, code, part) do { GError *error = NULL; bool done_ = (call); \
	ck_assert_msg(!done_, "%s went well", #call); kit_expect(error, (code), (part)); } while (0)

/* One event in its own transaction. facts and body are JSON text, with ' for "; body may be NULL. Gives its seq. */
int64_t kit_append(const char *kind, const char *ref, const char *facts, const char *body);
/* The same within a transaction that is open; false when it was refused. */
bool kit_add(Db *db, const char *kind, const char *ref, const char *facts, const char *body, GError **error);
void kit_found(void); /* register.created, demo = false */
void kit_log(const char *ref); /* incident.logged with a dpo-24h clock, detected an hour before kit.now */

/* The first column of the first row, as text; NULL: no row or NULL. sql is any statement. (transfer full) */
char *kit_value(Db *db, const char *sql);
int64_t kit_number(Db *db, const char *sql);
bool kit_run(Db *db, const char *sql, GError **error);
/* Asserts that this is what the running test's register has there; NULL: no row or NULL. */
void kit_is(const char *sql, const char *value);
void kit_is_number(const char *sql, int64_t value);
/* All projections, in order, as text. (transfer full) */
char *kit_dump(Db *db);

void kit_expect(GError *error, Err code, const char *part); /* frees it */

#endif

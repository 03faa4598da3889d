/*
 * A small register in a file, and the means to change it behind the program's back: by plain SQLite, without the triggers that would
 * refuse, or byte by byte. Each change begins with the register as it was.
 */
#ifndef BRECCIA_TESTS_TAMPER_H
#define BRECCIA_TESTS_TAMPER_H

#include "db/verify.h"
#include "tests/sample.h"

#include <sqlite3.h>

extern Sample sample;
extern char *path;      /* of the register's file */
extern char *whole;     /* its bytes, before anything was changed */
extern gsize whole_len;

void tamper_begin(void); /* makes it, and closes it */
void tamper_end(void);
void tamper_close(void);
void tamper_restore(void); /* the register as it was; closed */

/* Restores, changes by SQL, opens. */
void tamper_change(const char *sql);

sqlite3 *raw_open(void);
void raw_run(sqlite3 *raw, const char *sql);
char *raw_text(sqlite3 *raw, const char *sql); /* the first column of the first row; (transfer full) */

Verdicts tamper_verify(bool chain_only);
/* Broken, and said so with these words; at this event, unless -1. */
void tamper_check(bool chain_only, const char *sql, const char *words, int64_t seq);

#endif

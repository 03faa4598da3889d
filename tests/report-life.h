/*
 * Two years of a call centre, for what reports are made of: breaches that were told in time, late, or without proof; drills, near misses,
 * what was void or no breach, what came from paper; reasons given and missing; a title that would like to be a page.
 *
 * Made by the use cases, in the order of time. Chance repeats itself: the same instant gives the same register, but for its uuid.
 */
#ifndef BRECCIA_TESTS_REPORT_LIFE_H
#define BRECCIA_TESTS_REPORT_LIFE_H

#include "src/core/when.h"

#define LIFE_HOSTILE "</title><script>alert(1)</script> & \"q\" =1+1 \u202egpj.\u05d0\u05d1"
#define LIFE_LATE_REASON "<b>Posta</b> ferma dalle 03:05: accesso rifiutato"

/* A register in that file (which must not exist), of that account's, with so many breaches detected in the 700 days before `until`. Ends the
 * program where anything fails. */
void report_life(const char *file, const char *account, Instant until, int breaches);

#endif

/* The words of a report, in both languages, and its numbers as people say them. */
#ifndef BRECCIA_REPORT_WORDS_H
#define BRECCIA_REPORT_WORDS_H

#include "src/report/report.h"

/* Puts the texts, up to NULL, in the place of %1, %2, ... (transfer full) */
char *words_fill(const Words *words, Lang lang, ...) G_GNUC_NULL_TERMINATED;

char *words_share(const Tally *tally, Lang lang);      /* "11 of 12 (92 %)", "3 of 4", "-" (transfer full) */
char *words_of(const Tally *tally, Lang lang);         /* the same without a percentage */
char *words_count(int n);                              /* (transfer full) */
const char *words_standing(Standing standing, Lang lang);
const char *words_entry(Entry entry, Lang lang);
const char *words_step(Step step, Lang lang);
/* "DPO", "Alfa S.p.A.", "Client": without names where none may be. (transfer full) */
char *words_named(const Report *report, const NamedClock *clock, Lang lang);
/* Of a rule as a whole; an internal target says so. (transfer full) */
char *words_rule(const char *rule, Lang lang);
/* How a group is called: "not recorded" for what has no name. (transfer full) */
char *words_group(const Report *report, const Group *group, Lang lang);
const char *words_by(StatsBy by, Lang lang); /* heading of its column */
char *words_bin(int bin, Lang lang);         /* "1-4 h", of stats_bins (transfer full) */
/* "2026 (01/01/2026 - 31/12/2026), client: Alfa": what it is about. (transfer full) */
char *words_about(const Report *report, Lang lang);
/* Cause and reason, or that they are missing. (transfer full) */
char *words_why(const Report *report, const NamedClock *clock, Lang lang);
/* The title, cut where it is long; where no client may be named, the kind of breach: titles are typed. (transfer full) */
char *words_title(const Report *report, const char *title, const char *breach_kind, Lang lang);
/* "Were the deadlines met?": the answer, in a sentence. (transfer full) */
char *words_answer(const Report *report, Lang lang);

#endif

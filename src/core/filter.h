/*
 * Filters: one grammar for commands and screens.
 *
 *   words joined by AND; field:value; field:a,b (or); -word negates; field:<x field:>x field:<=x field:>=x; field:a..b; +tag; of a field
 *   that takes ranges also field<x;
 *   a bare word searches the text. What stands in "quotes" is one word, taken as it stands.
 *   Fields: ref stage kind clock client site campaign detected logged due owner by cause nature severity.
 *   Tags: +open +late +soon +unproven +mine +unknown +drill +overdue +imported.
 *
 * Text (bare words, site, campaign): case- and accent-blind; each word must be the beginning of a word of the text, a quoted
 * one the whole of it; where punctuation parts a word ("e-mail", "S.p.A."), its parts must follow one another. Bare words look at
 * title, description, recipient, systems, notes and the names of the affected clients: "port" finds "Portatile", "perche" finds
 * "perché", "mail" finds "e-mail", "tatile" finds nothing. That is what the full-text index of db/ can answer.
 *
 * Times: 2026, 2026-11, 2026-11-23, yesterday, "23/11 22:05", ... each is the whole of that year, month, day or minute: <x is
 * before it begins, >x after it ends. A duration counts from now: due:<6h within six hours or late, detected:<2d in the last two
 * days. Due is what falls due of any clock that is not met.
 *
 * core decides what matches (filter_match); db may narrow by what it can index, never decide otherwise.
 */
#ifndef BRECCIA_CORE_FILTER_H
#define BRECCIA_CORE_FILTER_H

#include "src/core/incident.h"
#include "src/core/ref.h"

typedef enum {
	FILTER_TEXT, FILTER_REF, FILTER_STAGE, FILTER_KIND, FILTER_CLOCK, FILTER_CLIENT, FILTER_SITE, FILTER_CAMPAIGN,
	FILTER_DETECTED, FILTER_LOGGED, FILTER_DUE, FILTER_OWNER, FILTER_BY, FILTER_CAUSE, FILTER_NATURE, FILTER_SEVERITY, FILTER_TAG
} FilterField;

typedef enum { TAG_OPEN, TAG_LATE, TAG_SOON, TAG_UNPROVEN, TAG_MINE, TAG_UNKNOWN, TAG_DRILL, TAG_OVERDUE, TAG_IMPORTED } FilterTag;

typedef struct {
	FilterField field;
	bool negated;
	/*
	 * Canonical, of which one must match; NULL-terminated; empty for ranges, times and tags. Text, site, campaign: folded words
	 * parted by single spaces ("e mail"). Client: an id, or a name as text_fold() makes it. By, owner: "me" or a person's id.
	 * Clock: a state, a rule, or a clock's id. Severity: the level that counts, or "unknown" where nothing is assessed.
	 */
	char **values;
	bool exact;           /* text, site, campaign: whole words; else the last word of a value is a beginning */
	FilterTag tag;
	Instant from, until;  /* for detected, logged, due: from <= x < until; INSTANT_NONE: open */
	Ref first, last;      /* for ref without values: of one series, both included; a year 0: open */
} FilterTerm;

typedef struct Filter Filter; /* opaque: an array of terms */
/* words: NULL-terminated arguments, each may hold several words. NULL with E_INPUT that says which word, and what there is. An
 * empty filter matches everything. A ref without its year is of now's year in zone. (transfer full) */
Filter *filter_parse(const char *const *words, Instant now, GTimeZone *zone, GError **error);
void filter_free(Filter *filter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Filter, filter_free)
const GPtrArray *filter_terms(const Filter *filter); /* of FilterTerm */
/* `me` is the person's id, for +mine (logged or taken in charge by me, or I own an action that waits), by:me and owner:me; NULL: nobody.
 * The owner is who took the incident in charge, and who owns an action that waits. +overdue: one of its actions is past its due. */
bool filter_match(const Filter *filter, const Incident *incident, Instant now, const char *me);
/* The words that a filter can begin with, "ref:", "stage:", ... "+open", ...: the i-th; NULL behind the last. */
const char *filter_word(guint i);

#endif

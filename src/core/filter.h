/*
 * Filters: one grammar for commands and screens.
 *
 *   words joined by AND; field:value; field:a,b (or); -word negates; field:<x field:>x; field:a..b; +tag; a bare word
 *   searches the text. Fields: ref stage kind clock client site campaign detected logged due owner by cause nature.
 *   Tags: +open +late +soon +unproven +mine +unknown +drill.
 *
 * A bare word is found where a word of the title, the description, the recipient, the systems or a note begins with it, both
 * folded (text_fold): "port" finds "Portatile", "perche" finds "perché", "mail" finds "e-mail", "tatile" finds nothing. That is
 * what the full-text index of db/ can answer, and it answers nothing else. The values of ref are canonical refs.
 *
 * core decides what matches (filter_match); db may narrow by what it can index, never decide otherwise.
 */
#ifndef BRECCIA_CORE_FILTER_H
#define BRECCIA_CORE_FILTER_H

#include "src/core/incident.h"

typedef enum {
	FILTER_TEXT, FILTER_REF, FILTER_STAGE, FILTER_KIND, FILTER_CLOCK, FILTER_CLIENT, FILTER_SITE, FILTER_CAMPAIGN,
	FILTER_DETECTED, FILTER_LOGGED, FILTER_DUE, FILTER_OWNER, FILTER_BY, FILTER_CAUSE, FILTER_NATURE, FILTER_TAG
} FilterField;

typedef enum { TAG_OPEN, TAG_LATE, TAG_SOON, TAG_UNPROVEN, TAG_MINE, TAG_UNKNOWN, TAG_DRILL } FilterTag;

typedef struct {
	FilterField field;
	bool negated;
	char **values;        /* canonical; NULL-terminated; empty for ranges and tags */
	FilterTag tag;
	Instant from, until;  /* for detected, logged, due: from <= x < until; INSTANT_NONE: open. due:<6h means before now + 6 h */
} FilterTerm;

typedef struct Filter Filter; /* opaque: an array of terms */
/* words: NULL-terminated arguments, each may hold several words. E_INPUT says which word, and what there is. An empty filter
 * matches everything. this_year for refs. */
Filter *filter_parse(const char *const *words, Instant now, GTimeZone *zone, GError **error);
void filter_free(Filter *filter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Filter, filter_free)
const GPtrArray *filter_terms(const Filter *filter); /* of FilterTerm */
/* `me` is the person's id, for +mine and by:me; NULL: nobody. */
bool filter_match(const Filter *filter, const Incident *incident, Instant now, const char *me);
char *filter_show(const Filter *filter); /* as the grammar writes it; (transfer full) */

#endif

/*
 * Words of a text as filters compare them. For filter.c and filter-match.c.
 */
#ifndef BRECCIA_CORE_FILTER_WORDS_H
#define BRECCIA_CORE_FILTER_WORDS_H

#include <glib.h>
#include <stdbool.h>

/* Appends " word word ": folded, whatever is neither letter nor digit parts them; a space before the first and after the last.
 * NULL appends nothing. */
void filter_words(GString *out, const char *text);

#endif

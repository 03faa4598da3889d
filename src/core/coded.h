/*
 * Enumerations with a code and words: each is one table in the order of its enum, read both ways here.
 */
#ifndef BRECCIA_CORE_CODED_H
#define BRECCIA_CORE_CODED_H

#include "src/core/lang.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

typedef struct {
	const char *code;
	Words words;
} Coded;

/* Codes are exact: they come from the journal or from a table, never from somebody's fingers. NULL is no code. */
static inline bool
coded_find(const Coded *table, gsize n, const char *code, gsize *index)
{
	for (gsize i = 0; code && i < n; i++) {
		if (strcmp(table[i].code, code) == 0) {
			*index = i;
			return true;
		}
	}
	return false;
}

#endif

/*
 * Text files that are part of the program: SQL (db/sql-embed.h) and templates (templates/embed.h).
 *
 * build-aux/embed.awk makes the tables when the program is built. A table ends with a NULL name.
 */
#ifndef BRECCIA_CORE_EMBED_H
#define BRECCIA_CORE_EMBED_H

#include <stddef.h>

struct Embedded {
	const char *name; /* the path below the table's folder: "it/dpo.txt" */
	const char *text; /* ends with a NUL, which len does not count */
	size_t len;
};

#endif

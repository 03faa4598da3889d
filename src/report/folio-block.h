/* What a document is made of. Between folio.c and folio-html.c. */
#ifndef BRECCIA_REPORT_FOLIO_BLOCK_H
#define BRECCIA_REPORT_FOLIO_BLOCK_H

#include "src/report/folio.h"

typedef enum { BLOCK_SECTION, BLOCK_ENTRY, BLOCK_PAIR, BLOCK_SAY, BLOCK_VERBATIM, BLOCK_TABLE, BLOCK_ROW } BlockKind;

typedef struct {
	BlockKind kind;
	Mark mark;
	char *text, *label;
	char **cells; /* of a table: its headings */
} Block;

struct Folio {
	char *title;
	Lang lang;
	int sections;
	GPtrArray *blocks; /* of Block */
};

#endif

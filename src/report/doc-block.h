/* What a document is made of. Between doc.c and doc-html.c. */
#ifndef BRECCIA_REPORT_DOC_BLOCK_H
#define BRECCIA_REPORT_DOC_BLOCK_H

#include "src/report/doc.h"

typedef enum { BLOCK_SECTION, BLOCK_ENTRY, BLOCK_PAIR, BLOCK_SAY, BLOCK_VERBATIM, BLOCK_TABLE, BLOCK_ROW } BlockKind;

typedef struct {
	BlockKind kind;
	Mark mark;
	char *text, *label;
	char **cells; /* of a table: its headings */
} Block;

struct Doc {
	char *title;
	Lang lang;
	int sections;
	GPtrArray *blocks; /* of Block */
};

#endif

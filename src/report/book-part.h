/* Between the files of the register of breaches: what is read (book.c), which columns it has (book-column.c), how it is written. */
#ifndef BRECCIA_REPORT_BOOK_PART_H
#define BRECCIA_REPORT_BOOK_PART_H

#include "src/report/book.h"

typedef struct {
	const BookOf *of;
	const Incident *in;
	const json_t *fields; /* the incident's, or what the client may be told */
	BookSection section;
} Entry;

typedef struct {
	BookSection section;
	BookCell *cells; /* as many as book_columns has for this book */
} BookRow;

struct Book {
	const BookOf *of;
	GPtrArray *rows; /* of BookRow, by section and then as they were logged */
};

const Words *book_section_words(BookSection section);
const char *book_section_code(BookSection section);

/* The columns of a book, all of which an entry fills. */
guint book_columns(bool client);
const BookColumn *book_column(bool client, guint i);
void book_fill(const Entry *entry, BookCell *cells);

#endif

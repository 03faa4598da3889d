/*
 * The register of breaches that GDPR art. 33(5) asks for: facts, effects, remedies, and what lets an authority see that the rules were kept.
 *
 * Everything that was logged is in it, marked: breaches, near misses, what turned out to be no breach, void entries, and exercises apart. For one
 * client it holds what that client may know of its own breaches, and nothing of what else there is.
 */
#ifndef BRECCIA_REPORT_BOOK_H
#define BRECCIA_REPORT_BOOK_H

#include "db/query.h"
#include "src/report/csv.h"
#include "src/report/document.h"

typedef enum { BOOK_BREACH, BOOK_NEAR_MISS, BOOK_NOT_A_BREACH, BOOK_VOID, BOOK_DRILL, BOOK_SECTIONS } BookSection;

typedef enum { CELL_TEXT, CELL_INSTANT, CELL_SCORE } CellType;

typedef struct {
	char *words;   /* of CELL_TEXT, for people; NULL: nothing */
	json_t *value; /* for programs: codes, canonical values, RFC 3339; NULL: nothing */
	Instant at;
	int quarters;
	bool open;     /* not yet determined, and asked for */
	bool left_out; /* there is a text, and this client may not read it: the words say so, to programs too */
} BookCell;

typedef struct {
	const char *key;  /* for programs */
	Words heading;
	CellType type;
	bool feminine;    /* the heading, in Italian: it says "non ancora determinata" where it is open */
} BookColumn;

typedef struct Book Book;

typedef struct {
	Db *db;
	GTimeZone *zone;
	const Settings *settings;
	Lang lang;
	Instant now;
	const char *program;
	Instant from, to;   /* detected at or after from, and before to; INSTANT_NONE: without an end */
	const char *client; /* id; NULL: the company's own */
	/* What this client may be told of an incident (new reference); needed with .client. */
	bool (*told)(const Incident *incident, json_t **fields, void *data, GError **error);
	void *data;
} BookOf;

/* (transfer full); reads the register once. */
bool book_make(const BookOf *of, Book **book, GError **error);
void book_free(Book *book);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Book, book_free)

/* All (transfer full). CSV: one row an entry, the sections one after another. JSON: {"entries":[...],"client":...,"from":...,"to":...}; for a
 * client each entry names the fields that are left_out. */
char *book_csv(const Book *book, CsvDialect dialect);
json_t *book_json(const Book *book);
bool book_document(const Book *book, Document **document, GError **error);

#endif

/*
 * Output: for people aligned, coloured on a terminal only and paged when long; for programs one JSON document.
 *
 * Nothing that came from outside reaches the terminal as it is: out_print shows control and bidi characters, it never sends them.
 */
#ifndef BRECCIA_CLI_OUT_H
#define BRECCIA_CLI_OUT_H

#include "src/cli/command.h"

#include <jansson.h>

typedef enum { TONE_PLAIN, TONE_DIM, TONE_BOLD, TONE_GOOD, TONE_WARN, TONE_BAD } Tone;

/* Is standard output a terminal; how wide (80 when it is none). Colour: a terminal, NO_COLOR unset, TERM not dumb. */
bool out_is_terminal(void);
bool out_is_interactive(void); /* standard input too: one may ask */
int out_columns(void);

/* Prints a format whose %s are trusted words; use out_safe for values from the register. */
void out_print(const char *format, ...) G_GNUC_PRINTF(1, 2);
void out_tone(Tone tone, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* A value from outside, harmless on a terminal and of one line. (transfer full) */
char *out_safe(const char *value);

/* A label of that many columns and a text wrapped under itself to the screen, as far as eyes follow. `text` is harmless. */
void out_pair(int indent, Tone tone, const char *label, int width, const char *text);

/* A text wrapped under so many columns, all of it in one tone. `text` is harmless. */
void out_under(int indent, Tone tone, const char *text);

/* Long output goes through $BRECCIA_PAGER, else $PAGER, else less, when it would not fit the screen. */
void out_page_begin(void);
void out_page_end(void);

/* Bytes as they are, to a new file or (file NULL) to standard output. Only a terminal gets them with control characters visible. */
bool out_bytes(const char *file, const void *data, gsize len, GError **error);

/* {"v":1, ...}: takes the reference, prints it on one line. */
int out_json(json_t *document);
json_t *out_json_new(void); /* {"v":1} */
/* What a command that has nothing to tell a person answers a program: {"v":1,"KEY":"VALUE"}, or {"v":1} alone. 0 */
int out_done(const Cli *cli, const char *key, const char *value);

/*
 * A sheet: one body for both outputs. Columns have a JSON key and a heading; rows are filled cell by cell.
 * As text: aligned, the widest columns shortened to the screen's width. As JSON: {"v":1,"PLURAL":[{key:value,...}]}.
 */
typedef struct Sheet Sheet;
typedef struct {
	const char *key;
	const char *heading; /* N_("..."); NULL: only in JSON */
	bool grows;          /* takes what width is left */
	bool detail;         /* is shown where a row stands alone, and not in a list */
} Column;

Sheet *sheet_new(const char *plural, const Column *columns, guint n);
void sheet_free(Sheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sheet, sheet_free)
void sheet_row(Sheet *sheet);
void sheet_cell(Sheet *sheet, const char *value);                     /* the same in both; NULL: absent */
void sheet_cell2(Sheet *sheet, const char *shown, json_t *value);     /* takes value; NULL: absent from JSON */
void sheet_tone(Sheet *sheet, Tone tone);                             /* of the last cell */
json_t *sheet_extra(Sheet *sheet);                                    /* the document, for more keys ("next") */
int sheet_print(Sheet *sheet, const Cli *cli, const char *when_empty); /* 0 */
int sheet_print_one(Sheet *sheet, const Cli *cli); /* its one row, a line for each value that is there; 0 */

/* Long work tells how far it is, on standard error, where that is a terminal and somebody wants words. */
bool out_shows_progress(const Cli *cli);
void out_progress(int64_t done, int64_t total, void *data);

#endif

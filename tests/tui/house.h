/* A register for the screens: the demonstration of a fixed minute, made once a run, copied for each test that changes it. */
#ifndef BRECCIA_TESTS_TUI_HOUSE_H
#define BRECCIA_TESTS_TUI_HOUSE_H

#include "tests/tui/screen.h"

#define HOUSE_FOLDER "/tmp/breccia-XXXXXX" /* always as long, so that screens which show it can be compared */
#define HOUSE_NOW "2026-11-24T13:02:00Z"

typedef struct {
	char *folder; /* of this test: its register, configuration, drafts */
	char *at;     /* file with the instant that it is */
	const char *lang, *as;
	int courier; /* the courier's lock: as if one were at work, so that none is started; -1 */
	GPtrArray *env; /* of char *, NULL-terminated */
} House;

/* Before and after all tests of a program: makes the patterns, and takes them away. */
void house_begin(void);
void house_finish(void);

House *house_new(const char *lang, const char *as);
/* A folder with no register in it. */
House *house_empty(const char *lang);
void house_free(House *house);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(House, house_free)
/* No courier is at work any more. */
void house_no_courier(House *house);
void house_set_env(House *house, const char *name, const char *value);
void house_set_now(House *house, const char *instant);
/* The app; options: further arguments, NULL-terminated, or NULL. It has drawn its first screen when this returns. */
Screen *house_open(House *house, int rows, int cols, const char *const *options);
/* The same, where it speaks in lines and gives no mark. */
Screen *house_open_lines(House *house, const char *const *options);
/* Runs a command of breccia in the same register; its exit status. */
int house_run(House *house, const char *const *words);
char *house_said(House *house, const char *const *words); /* its standard output */

#endif

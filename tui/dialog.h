/* What stands over a screen until it is answered: a question that says what will happen, and a choice from what there is. */
#ifndef BRECCIA_TUI_DIALOG_H
#define BRECCIA_TUI_DIALOG_H

#include "tui/app.h"

/* What is done with the answer; data is freed with `destroy` in every case, after it. */
typedef void (*DialogYes)(App *app, gpointer data);
/* text: lines. yes: what Enter does, in a word or two. */
void dialog_ask(App *app, const char *title, const char *text, const char *yes, DialogYes done, gpointer data, GDestroyNotify destroy);

typedef struct {
	char *id, *label, *more; /* more: beside the label, dim; NULL */
	bool marked;
} Choice;

void choice_add(GArray *choices, const char *id, const char *label, const char *more, bool marked);
GArray *choices_new(void); /* of Choice */

/* ids: what was chosen, NULL-terminated; several only where that was allowed. */
typedef void (*PickerDone)(App *app, const char *const *ids, gpointer data);
/* Takes choices. What is typed narrows the list. */
void picker_open(App *app, const char *title, GArray *choices, bool several, PickerDone done, gpointer data, GDestroyNotify destroy);

#endif

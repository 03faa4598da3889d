/* One line at the foot of the screen: a command, words to find, a filter. With a history for each, and completion where there is one. */
#ifndef BRECCIA_TUI_PROMPT_H
#define BRECCIA_TUI_PROMPT_H

#include "tui/app.h"

typedef enum { PROMPT_COMMAND, PROMPT_FIND, PROMPT_FILTER } PromptKind;

/* The words that may stand where the last word of `line` stands. (transfer full), of char *; NULL: none known. */
typedef GPtrArray *(*PromptComplete)(App *app, const char *line);
typedef void (*PromptDone)(App *app, const char *text);

void prompt_open(App *app, PromptKind kind, const char *text, PromptComplete complete, PromptDone done);

#endif

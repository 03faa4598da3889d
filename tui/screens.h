/* The screens: what opens each, in the order in which somebody meets them. */
#ifndef BRECCIA_TUI_SCREENS_H
#define BRECCIA_TUI_SCREENS_H

#include "tui/app.h"
#include "tui/page.h"

void board_open(App *app);                                  /* board.c */
/* Looks for words among all incidents, the closed ones too, or goes back to the open ones (NULL). */
void board_filter(App *app, const char *text);
void board_find_all(App *app, const char *words);

void incident_open(App *app, const char *ref);              /* incident.c */
void deadlines_open(App *app);                              /* deadlines.c */
void outbox_open(App *app);                                 /* outbox.c */
void new_open(App *app);                                    /* new.c */
void people_open(App *app);                                 /* people.c */
void help_open(App *app, unsigned where);                   /* help.c */
void setup_open(App *app);                                  /* setup.c */
void command_open(App *app, const char *line);              /* command.c: runs it, shows what it says */
/* The same for words that are not typed; done: what comes after it succeeded, NULL: what it said is shown. */
void command_run(App *app, const char *title, const char *const *words, void (*done)(App *app));
GPtrArray *command_complete(App *app, const char *line);

/* A text to be read. build fills the page for its width, each time it is drawn; data is freed with destroy. (text.c) */
typedef void (*TextBuild)(App *app, Page *page, gpointer data);
void text_open(App *app, const char *title, TextBuild build, gpointer data, GDestroyNotify destroy);

/* What one does with an incident, from the board and from its own screen. (actions.c) */
/* How something is corrected. (actions.c) */
void correct_open(App *app);

bool incident_act(App *app, const Incident *incident, Deed action);
const char *incident_refuse(App *app, const Incident *incident, Deed action);

/* The forms behind them. (facts.c) */
void amend_open(App *app, const Incident *incident);
void note_open(App *app, const Incident *incident);
void called_open(App *app, const Incident *incident);
void late_open(App *app, const Incident *incident);

/* Its severity (assess.c); opinion, decision, ending (judge.c). */
void assess_open(App *app, const Incident *incident);
void opinion_open(App *app, const Incident *incident);
void decide_open(App *app, const Incident *incident);
/* Asks once and says what will happen; where something is missing, shows all of it. */
void close_open(App *app, const Incident *incident);
void reopen_open(App *app, const Incident *incident);

#endif

/* The screens: what opens each, in the order in which somebody meets them. */
#ifndef BRECCIA_TUI_SCREENS_H
#define BRECCIA_TUI_SCREENS_H

#include "tui/app.h"
#include "tui/page.h"

void board_open(App *app);                                  /* board.c */

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
bool command_reads(const char *const *words); /* these words of a command change nothing (NULL-terminated, not empty) */
/* The words that may stand where the last one of the line stands, for Tab. (transfer full), of char * (complete.c) */
GPtrArray *command_complete(App *app, const char *line);
GPtrArray *filter_complete(App *app, const char *line);

/* A text to be read. build fills the page for its width, each time it is drawn; data is freed with destroy. (text.c) */
typedef void (*TextBuild)(App *app, Page *page, gpointer data);
void text_open(App *app, const char *title, TextBuild build, gpointer data, GDestroyNotify destroy);

/* How something is corrected. (actions.c) */
void correct_open(App *app);
/* What one does with an incident, from the board and from its own screen. (actions.c) */
bool incident_act(App *app, const Incident *incident, Deed action);
const char *incident_refuse(App *app, const Incident *incident, Deed action);

/* The forms behind them. (facts.c) */
void amend_open(App *app, const Incident *incident);
void note_open(App *app, const Incident *incident);
void called_open(App *app, const Incident *incident);
void late_open(App *app, const Incident *incident);

/* What was filed outside, and what need not be (filing.c). */
void file_open(App *app, const Incident *incident);
void waive_open(App *app, const Incident *incident);
bool filing_any(const Incident *incident);
bool waiving_any(const Incident *incident);
/* Evidence is kept, and given back (evidence.c). */
void evidence_open(App *app, const Incident *incident);
void copy_open(App *app, const Incident *incident);
bool copy_any(const Incident *incident);
/* What came back is kept, and confirmed where it proves a notice sent by hand (post.c). */
void keep_open(App *app, const Incident *incident);
void confirm_open(App *app, const Incident *incident);
bool confirm_any(const Incident *incident);
void enter_open(App *app, const Incident *incident);
bool answer_any(const Incident *incident); /* an answer has come */
void attached_open(App *app, const Incident *incident);
/* Drafts to clients: may one of them leave by this person's word? (release.c) */
bool release_may(const App *app, const Incident *incident);
void release_open(App *app, const Incident *incident);
/* A notice as it was sent, what the servers said and what came back. (message.c) */
void message_open(App *app, const Notice *notice);
void message_save_open(App *app, const Notice *notice); /* into a file */

/* Its severity (assess.c); opinion, decision, ending (judge.c). */
void assess_open(App *app, const Incident *incident);
void opinion_open(App *app, const Incident *incident);
void decide_open(App *app, const Incident *incident);
/* Asks once and says what will happen; where something is missing, shows all of it. */
void close_open(App *app, const Incident *incident);
void reopen_open(App *app, const Incident *incident);
void void_open(App *app, const Incident *incident);

#endif

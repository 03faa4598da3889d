/* Words that several screens show of incidents, with countdowns that move. */
#ifndef BRECCIA_TUI_WORDS_H
#define BRECCIA_TUI_WORDS_H

#include "src/cli/board.h"
#include "tui/app.h"
#include "tui/page.h"

Style style_of_tone(Tone tone);

/* "18h28m"; below an hour "28m05s", and the app is told that seconds are on the screen. (transfer full) */
char *words_left(App *app, int64_t seconds);
char *words_size(int64_t bytes); /* "812 B", "13 kB", "2 MB" (transfer full) */
BoardLook words_look(App *app, int cols);

char *words_due(const App *app, const Clock *clock); /* "lun 23 nov 02:40" (transfer full) */

/* The notice to the DPO that says most about where things stand: the one that waits, else the newest. NULL: there is none. */
const Notice *words_notice(const Incident *incident);
/* Where it stands; of one that waits for facts, the countdown and the two keys. (transfer full) */
char *words_notice_state(App *app, const Notice *notice, Style *style);
/* The same of words_notice(), and what there is to say where there is none. (transfer full) */
char *words_told(App *app, const Incident *incident, Style *style);
bool notice_is_held(const Notice *notice, Instant now);
/* It has not left and may still be sent, held or withdrawn. */
bool notice_is_waiting(const Notice *notice);

/* What lies with this person: something to do that nobody else does first. A short sentence, NULL: nothing. (static) */
const char *words_awaits(const App *app, const Incident *incident);

/* It is happening, and no DPO took charge of it. */
bool words_untaken(const Incident *incident);
/* Telephones of the DPO and the deputy, while nobody took charge. */
void words_telephones(App *app, const Incident *incident, Page *page, int label);
/* The next five minutes. */
void words_advice(App *app, const Incident *incident, Page *page, int label);

/* A breach whose data are the company's own, and the opinion or the decision about this is missing, or the one came after the other and differs. */
bool words_undecided(const Incident *incident, Question about);
/* The data are the clients' alone. */
bool words_clients_decide(const Incident *incident);
/* What becomes of a clock towards a client, under it; nothing where there is nothing to say. */
void words_draft(App *app, const Incident *incident, const Clock *clock, Page *page, int label);
/* Who was told something that is known otherwise by now, and the command that tells it; nothing where nobody was. */
void words_outdated(App *app, const Incident *incident, Page *page, int label);
/* What it takes to close, as a check list: what satisfies each that is missing, and the key, where this person has it. */
void words_gates(App *app, const Incident *incident, Page *page, bool failing_only);
bool words_may_close(const App *app, const Incident *incident); /* all of them pass */

#endif

/*
 * The sides of an incident: a table. A side is a name and a function that writes its page; a new one is a new row.
 */
#ifndef BRECCIA_TUI_TAB_H
#define BRECCIA_TUI_TAB_H

#include "tui/app.h"
#include "tui/page.h"

typedef struct {
	const char *name;  /* N_ */
	const char *brief; /* N_: where there is no room for the name */
	void (*build)(App *app, const Incident *incident, Page *page);
	const Deed *first; /* what the foot offers before all else; ends with ACT_NONE; NULL: nothing of its own */
	bool still; /* does not move with the time: written anew only when something changed, or the width did */
} Tab;

extern const Tab tabs[]; /* ends with a NULL name; the first nine have the keys 1 to 9 */

void tab_overview(App *app, const Incident *incident, Page *page);
void tab_clocks(App *app, const Incident *incident, Page *page);
void tab_messages(App *app, const Incident *incident, Page *page);
void tab_assessment(App *app, const Incident *incident, Page *page);
void tab_decisions(App *app, const Incident *incident, Page *page);
void tab_actions(App *app, const Incident *incident, Page *page);
void tab_evidence(App *app, const Incident *incident, Page *page);
void tab_history(App *app, const Incident *incident, Page *page);

#endif

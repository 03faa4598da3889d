/* Actions of an incident, from its screen. */
#ifndef BRECCIA_TUI_PLAN_H
#define BRECCIA_TUI_PLAN_H

#include "tui/app.h"

void plan_open(App *app, const Incident *incident); /* a new one */
/* ACT_ACCEPT, ACT_DONE, ACT_DROP, ACT_VERIFY: with the one action that it can be done with, or one that is chosen. */
void plan_step(App *app, const Incident *incident, Deed deed);
bool plan_any(const App *app, const Incident *incident, Deed deed); /* is there one? */

#endif

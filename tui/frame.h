/* What stands around every screen: a head with the company, who is at work and the time, and a foot with the keys that do something now. */
#ifndef BRECCIA_TUI_FRAME_H
#define BRECCIA_TUI_FRAME_H

#include "tui/app.h"

/* Is the window large enough for a screen? If not, frame_small() says so in the screen's place, and keys do nothing. */
bool frame_fits(void);
void frame_small(void);
void frame_head(const App *app);
/* Of what the view offers the most needed first, as far as there is room; help and the way out always. */
void frame_foot(View *view);

#endif

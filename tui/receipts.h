/* What came back to a notice, on the screens: what it is, what it is worth (core has the words), and what is to be done about it. */
#ifndef BRECCIA_TUI_RECEIPTS_H
#define BRECCIA_TUI_RECEIPTS_H

#include "src/core/receipt.h"
#include "tui/app.h"
#include "tui/page.h"

/* What somebody has to do now; NULL: nothing. (static) */
const char *receipt_advice(const Receipt *receipt, Lang lang);
bool receipt_answers(const Receipt *receipt); /* an answer of the addressee's, whose words may be entered */
/* When it happened: by its own instant where it certifies one, else when it was kept. */
Instant receipt_when(const Receipt *receipt);

/* All that is known of those of one notice, of an array of Receipt; NULL: of none. indent: columns that an id takes. False: there is none. */
bool receipts_of(App *app, const GPtrArray *receipts, const char *notice, Page *page, int indent);

#endif

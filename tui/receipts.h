/* What came back to a notice, in words: what it is, whether its signature holds, what it says of the notice. */
#ifndef BRECCIA_TUI_RECEIPTS_H
#define BRECCIA_TUI_RECEIPTS_H

#include "tui/app.h"
#include "tui/page.h"

/* "PEC: delivered, valid signature"; of one that nobody looked into, the file's name. (transfer full) */
char *receipt_what(const Receipt *receipt, Lang lang);
/* "proves it", "refutes it: it did not arrive", "proves nothing by itself", and what that means for whoever waits. (transfer full) */
char *receipt_says(const Receipt *receipt, Lang lang, Style *style);

/* All that is known of it: three lines at most. indent: columns that its id takes. */
void receipt_lines(App *app, const Receipt *receipt, Page *page, int indent);
/* Those of one notice, of an array of Receipt; NULL: of none. False: there is none. */
bool receipts_of(App *app, const GPtrArray *receipts, const char *notice, Page *page, int indent);

#endif

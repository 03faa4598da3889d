/* What a terminal can show of a text and of the signs of the screens, with or without characters beyond ASCII. */
#ifndef BRECCIA_TUI_GLYPH_H
#define BRECCIA_TUI_GLYPH_H

#include <stdbool.h>

typedef enum { SIGN_BAR_FULL, SIGN_BAR_EMPTY, SIGN_LINE, SIGN_DOTTED, SIGN_NOW, SIGN_EVENT, SIGN_MARK, SIGN_MORE, SIGN_OK, SIGN_NO } Sign;
const char *glyph_sign(Sign sign, bool ascii);

/* Harmless, and cut to so many columns (below 0: whole). With ASCII alone letters lose their accents, and a tilde stands for what was cut.
 * (transfer full) */
char *glyph_fit(const char *text, int width, bool ascii);

#endif

/* Texts and signs as a terminal can show them. */
#include "tui/glyph.h"

#include "src/core/text.h"

char *
glyph_fit(const char *text, int width, bool ascii)
{
	g_autofree char *safe = text_visible(text), *plain = ascii ? g_str_to_ascii(safe, "C") : g_strdup(safe);
	g_autofree char *cut = width < 0 ? g_strdup(plain) : text_fit(plain, width);
	if (!ascii)
		return g_steal_pointer(&cut);
	g_auto(GStrv) parts = g_strsplit(cut, "\u2026", -1);
	return g_strjoinv("~", parts);
}

const char *
glyph_sign(Sign sign, bool ascii)
{
	static const char *const signs[][2] = {
		[SIGN_BAR_FULL] = {"█", "#"}, [SIGN_BAR_EMPTY] = {"░", "-"}, [SIGN_LINE] = {"│", "|"}, [SIGN_DOTTED] = {"┊", ":"},
		[SIGN_NOW] = {"▶", ">"}, [SIGN_EVENT] = {"●", "*"}, [SIGN_MARK] = {"✓", "x"}, [SIGN_MORE] = {"↓", "v"},
		[SIGN_OK] = {"✓", "ok"}, [SIGN_NO] = {"○", "--"},
	};
	return signs[sign][ascii ? 1 : 0];
}

/* Themes. */
#include "tui/theme.h"

#include <stdlib.h>
#include <string.h>

enum { OWN = -1, RED = 1, GREEN, YELLOW, BLUE, MAGENTA, CYAN };

/* Yellow and cyan are not to be read on white, blue and magenta hardly on black. */
static const short colours[][2] = {
	[LOOK_PLAIN] = {OWN, OWN},  [LOOK_DIM] = {CYAN, BLUE}, [LOOK_BOLD] = {OWN, OWN},   [LOOK_GOOD] = {GREEN, GREEN},
	[LOOK_WARN] = {YELLOW, MAGENTA}, [LOOK_BAD] = {RED, RED}, [LOOK_KEY] = {CYAN, BLUE}, [LOOK_TITLE] = {CYAN, BLUE},
};

/* White and bright white, of the sixteen that $COLORFGBG knows. */
static bool
is_light(const char *background)
{
	const char *last = background ? strrchr(background, ';') : NULL;
	return last && (strcmp(last + 1, "7") == 0 || strcmp(last + 1, "15") == 0);
}

Theme
theme_choose(const char *name, const char *background, const char *no_colour)
{
	static const char *const names[] = {[THEME_DARK] = "dark", [THEME_LIGHT] = "light", [THEME_NONE] = "none"};
	if (no_colour && *no_colour)
		return THEME_NONE;
	for (Theme t = THEME_DARK; name && t <= THEME_NONE; t++)
		if (strcmp(names[t], name) == 0)
			return t;
	return is_light(background) ? THEME_LIGHT : THEME_DARK;
}

short
theme_colour(Theme theme, Style tone)
{
	const unsigned at = tone & LOOK_TONES;
	return theme == THEME_NONE || at >= sizeof colours / sizeof *colours ? OWN : colours[at][theme];
}

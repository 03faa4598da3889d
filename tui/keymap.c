/* The table of actions, and the names of keys. */
#include "tui/keymap.h"

#include "tui/term.h"

#include <string.h>

#define ACTION_ROW(id, name, keys, where, right, footer, help) [ACT_##id] = {name, keys, where, right, footer, help},
const ActionRow action_rows[] = {ACTIONS(ACTION_ROW)[ACT_NONE] = {NULL, NULL, 0, RIGHT_COUNT, NULL, NULL}};
#undef ACTION_ROW

static const struct {
	const char *name;
	int key;
} names[] = {
	{"Enter", K_ENTER}, {"Esc", K_ESC}, {"Tab", K_TAB}, {"S-Tab", K_BACKTAB}, {"Space", ' '}, {"Up", K_UP}, {"Down", K_DOWN}, {"Left", K_LEFT},
	{"Right", K_RIGHT}, {"Home", K_HOME}, {"End", K_END}, {"PgUp", K_PGUP}, {"PgDn", K_PGDN}, {"Ins", K_INSERT},
};

int
key_of_name(const char *name)
{
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		if (g_str_equal(names[i].name, name))
			return names[i].key;
	if (name[0] == '^' && name[1])
		return name[1] & 0x1f;
	if (name[0] == 'F' && g_ascii_isdigit(name[1]))
		return K_F1 + (int)g_ascii_strtoll(name + 1, NULL, 10) - 1;
	return name[0] && !name[1] ? name[0] : 0;
}

static bool
has_key(const char *keys, int key)
{
	g_auto(GStrv) all = g_strsplit(keys, " ", -1);
	for (char **k = all; *k; k++)
		if (key_of_name(*k) == key)
			return true;
	return false;
}

Action
action_of_key(int key, unsigned where)
{
	for (Action a = 0; a < ACT_NONE; a++)
		if ((action_rows[a].where & where) && has_key(action_rows[a].keys, key))
			return a;
	return ACT_NONE;
}

Action
action_of_name(const char *name, unsigned where)
{
	for (Action a = 0; a < ACT_NONE; a++)
		if ((action_rows[a].where & where) && g_str_equal(action_rows[a].name, name))
			return a;
	return ACT_NONE;
}

char *
action_key_words(Action action)
{
	const char *keys = action_rows[action].keys;
	return g_strndup(keys, strcspn(keys, " "));
}

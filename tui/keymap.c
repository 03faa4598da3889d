/* The table of actions, and the names of keys. */
#include "tui/keymap.h"

#include "tui/term.h"

#include <string.h>

#define ACTION_ROW(id, name, keys, where, right, footer, help) [ACT_##id] = {name, keys, where, right, footer, help},
const ActionRow action_rows[] = {ACTIONS(ACTION_ROW)[ACT_NONE] = {NULL, NULL, 0, RIGHT_COUNT, NULL, NULL}};
#undef ACTION_ROW

/* As they are engraved on keyboards here and there. */
static const struct {
	const char *name;
	int key;
} names[] = {
	{N_("Enter"), K_ENTER}, {"Esc", K_ESC}, {"Tab", K_TAB}, {"S-Tab", K_BACKTAB}, {N_("Space"), ' '}, {N_("Up"), K_UP}, {N_("Down"), K_DOWN},
	{N_("Left"), K_LEFT}, {N_("Right"), K_RIGHT}, {N_("Home"), K_HOME}, {N_("End"), K_END}, {N_("PgUp"), K_PGUP}, {N_("PgDn"), K_PGDN},
	{N_("Ins"), K_INSERT},
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

Deed
action_of_key(int key, unsigned where)
{
	for (Deed a = 0; a < ACT_NONE; a++)
		if ((action_rows[a].where & where) && has_key(action_rows[a].keys, key))
			return a;
	return ACT_NONE;
}

Deed
action_of_name(const char *name, unsigned where)
{
	for (Deed a = 0; a < ACT_NONE; a++)
		if ((action_rows[a].where & where) && g_str_equal(action_rows[a].name, name))
			return a;
	return ACT_NONE;
}

static const char *
shown(const char *name)
{
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		if (g_str_equal(names[i].name, name))
			return gettext(name);
	return name;
}

char *
action_key_words(Deed action)
{
	g_autofree char *first = g_strndup(action_rows[action].keys, strcspn(action_rows[action].keys, " "));
	return g_strdup(shown(first));
}

char *
action_all_keys(Deed action)
{
	g_auto(GStrv) keys = g_strsplit(action_rows[action].keys, " ", -1);
	g_autoptr(GString) out = g_string_new(NULL);
	for (char **k = keys; *k; k++)
		g_string_append_printf(out, "%s%s", out->len ? " " : "", shown(*k));
	return g_strdup(out->str);
}

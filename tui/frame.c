/* The frame. */
#include "tui/frame.h"

#include "src/core/text.h"

#define MIN_ROWS 10
#define MIN_COLS 50

bool
frame_fits(void)
{
	return term_rows() >= MIN_ROWS && term_cols() >= MIN_COLS;
}

/* --- the head ----------------------------------------------------------------------------------------------------------- */

static char *
who_words(const App *app, bool roles_too)
{
	const Session *s = app->cli->session;
	g_autoptr(GString) roles = g_string_new(NULL);
	if (!s)
		return g_strdup("");
	for (Role r = 0; r < ROLE_COUNT; r++)
		if (s->roles & (1U << r))
			g_string_append_printf(roles, "%s%s", roles->len ? ", " : "", words_in(role_words(r), app->cli->lang));
	g_autofree char *name = s->actor ? view_person(app->cli, s->actor) : g_strdup(s->account);
	return roles->len && roles_too ? g_strdup_printf("%s (%s)", name, roles->str) : g_steal_pointer(&name);
}

static char *
head_remark(const App *app)
{
	return g_strconcat(app->cli->other ? "   " : "", app->cli->other ? _("OTHER REGISTER") : "", app->options.read_only ? "   " : "",
		app->options.read_only ? _("READ ONLY") : "", NULL);
}

/* The company, who is at work and when it is; what has no room gives way from the roles on. */
void
frame_head(const App *app)
{
	const Session *s = app->cli->session;
	int cols = term_cols();
	g_autofree char *remark = head_remark(app), *when = s ? instant_brief_short(app->cli->now, app->cli->now, s->zone, app->cli->lang) : g_strdup("");
	g_autofree char *left = g_strdup_printf("%s%s", s ? settings_text(s->settings, "organisation.name") : "", remark);
	g_autofree char *right = NULL;
	int room = 0;
	for (int roles = 1; roles >= 0 && room < text_width(left); roles--) {
		g_autofree char *who = who_words(app, roles);
		g_free(right);
		right = g_strdup_printf("%s  %s", who, when);
		room = cols - 11 - text_width(right) - 3;
	}
	term_text(0, 0, 10, LOOK_TITLE, " breccia");
	if (room < 12) {
		term_text_right(0, cols - 1, cols - 12, LOOK_PLAIN, when);
		return;
	}
	term_text(0, 11, room, LOOK_BOLD, left);
	term_text_right(0, cols - 1, cols - 12, LOOK_PLAIN, right);
}

/* --- the foot ----------------------------------------------------------------------------------------------------------- */

static bool
offered(View *view, Deed action)
{
	const ActionRow *row = &action_rows[action];
	App *app = view->app;
	if (!(row->where & view->ops->where) || !row->footer)
		return false;
	bool may = row->right == RIGHT_COUNT || (app->cli->session && session_may(app->cli->session, row->right));
	if (!may || (app->options.read_only && row->right != RIGHT_COUNT && row->right != RIGHT_READ))
		return false;
	return !view->ops->refuse || !view->ops->refuse(view, action);
}

static char *
footer_item(Deed action)
{
	g_autofree char *key = action_key_words(action);
	return g_strdup_printf("%s %s", key, _(action_rows[action].footer));
}

static int
draw_item(int row, int col, Deed action)
{
	g_autofree char *key = action_key_words(action);
	col += term_text(row, col, -1, LOOK_KEY, key) + 1;
	return col + term_text(row, col, -1, LOOK_PLAIN, _(action_rows[action].footer)) + 2;
}

static const Deed always[] = {ACT_HELP, ACT_BACK, ACT_LEAVE, ACT_QUIT, ACT_NONE};

static bool
is_among(const Deed *deeds, Deed deed)
{
	for (; deeds && *deeds != ACT_NONE; deeds++)
		if (*deeds == deed)
			return true;
	return false;
}

static int
items_width(View *view, const Deed *deeds)
{
	int width = 0;
	for (; *deeds != ACT_NONE; deeds++) {
		g_autofree char *item = offered(view, *deeds) ? footer_item(*deeds) : NULL;
		width += item ? text_width(item) + 2 : 0;
	}
	return width;
}

/* As long as there is room besides what is kept free. */
static int
draw_where_fits(View *view, int row, int col, int kept, Deed deed)
{
	g_autofree char *item = offered(view, deed) ? footer_item(deed) : NULL;
	return item && col + text_width(item) + 2 + kept <= term_cols() ? draw_item(row, col, deed) : col;
}

void
frame_foot(View *view)
{
	const Deed *first = view->ops->first ? view->ops->first(view) : NULL;
	const int row = term_rows() - 1, kept = items_width(view, always);
	int col = 1;
	for (const Deed *d = first; d && *d != ACT_NONE; d++)
		col = draw_where_fits(view, row, col, kept, *d);
	for (Deed a = 0; a < ACT_NONE; a++)
		if (!is_among(first, a) && !is_among(always, a))
			col = draw_where_fits(view, row, col, kept, a);
	for (const Deed *d = always; *d != ACT_NONE; d++)
		if (offered(view, *d))
			col = draw_item(row, col, *d);
}

void
frame_small(void)
{
	g_autofree char *words = g_strdup_printf(_("The window is too small: %dx%d. It takes %dx%d."), term_cols(), term_rows(), MIN_COLS, MIN_ROWS);
	g_autofree char *wrapped = text_wrap(words, term_cols(), NULL);
	g_auto(GStrv) lines = g_strsplit(wrapped, "\n", -1);
	for (int i = 0; lines[i]; i++)
		term_text(i, 0, term_cols(), LOOK_BOLD, lines[i]);
}

/* The board: what must I do now? And every other list of incidents: what was found, what a filter lets through, all of them. */
#include "tui/screens.h"

#include "src/core/text.h"
#include "tui/board-model.h"
#include "tui/prompt.h"

static Board *
the_board(App *app)
{
	return g_ptr_array_index(app->views, 0);
}

static void
show_list(Board *b, Filter *filter, const char *text)
{
	g_autoptr(GError) error = NULL;
	g_free(b->filter);
	b->filter = g_strdup(text);
	b->list = (List){0};
	rows_set(&b->rows, filter, b->all && !filter ? ORDER_NEWEST : ORDER_URGENT, !filter && !b->all);
	if (!board_load(&b->view, &error))
		app_fail(b->view.app, g_steal_pointer(&error));
	b->view.app->dirty = true;
}

/* Looks for words among all incidents, the closed ones too, or goes back to the open ones (NULL). */
static void
board_filter(App *app, const char *text)
{
	g_autoptr(GError) error = NULL;
	Board *b = the_board(app);
	if (!text || text_blank(text)) {
		show_list(b, NULL, NULL);
		return;
	}
	const char *words[] = {text, NULL};
	Filter *filter = filter_parse(words, app->cli->now, app->cli->session->zone, &error);
	if (!filter) {
		app_fail(app, g_steal_pointer(&error));
		return;
	}
	show_list(b, filter, text);
}

static bool
row_has(const Incident *in, const char *words)
{
	const char *texts[] = {in->ref, incident_title(in), incident_text(in, "description"), incident_text(in, "recipient")};
	for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
		if (texts[i] && text_has(texts[i], words))
			return true;
	for (guint i = 0; i < in->clients->len; i++) {
		const Affected *a = g_ptr_array_index(in->clients, i);
		if (a->name && text_has(a->name, words))
			return true;
	}
	return false;
}

/* In the rows that were read; where none has it, among all incidents. */
static bool
board_find(View *view, const char *words, int step)
{
	Board *b = (Board *)view;
	gint64 n = MIN(b->rows.known, ROWS_KEPT * ROWS_PAGE);
	for (gint64 i = 1; i <= n; i++) {
		guint at = (guint)(((gint64)b->list.at + step * i) % n + n) % (guint)n;
		const Incident *in = board_row(b, at);
		if (in && row_has(in, words)) {
			b->list.at = at;
			board_remember(b);
			return true;
		}
	}
	if (b->filter)
		return false;
	board_filter(view->app, words);
	return b->rows.known > 0;
}

static bool
board_act(View *view, Deed action, int key)
{
	Board *b = (Board *)view;
	App *app = view->app;
	const Incident *in;
	(void)key;
	if (list_act(&b->list, action, b->rows.known)) {
		board_remember(b);
		return true;
	}
	switch ((int)action) {
	case ACT_NEW:
		new_open(app);
		return true;
	case ACT_OPEN:
		in = board_here(b);
		if (in)
			incident_open(app, in->ref);
		return true;
	case ACT_FILTER:
		prompt_open(app, PROMPT_FILTER, b->filter, filter_complete, board_filter);
		return true;
	case ACT_ALL:
		b->all = !b->all || b->filter;
		show_list(b, NULL, NULL);
		return true;
	case ACT_CLEAR:
		b->all = false;
		show_list(b, NULL, NULL);
		return true;
	default:
		in = board_here(b);
		return in && incident_act(app, in, action);
	}
}

static const char *
board_refuse(View *view, Deed action)
{
	Board *b = (Board *)view;
	const Incident *in = b->rows.known ? board_here(b) : NULL;
	if (action == ACT_OPEN)
		return in ? NULL : "";
	return incident_refuse(view->app, in, action);
}

static void
board_free(View *view)
{
	Board *b = (Board *)view;
	rows_clear(&b->rows);
	courier_clear(&b->courier);
	g_array_unref(b->order);
	g_free(b->ref);
	g_free(b->filter);
	g_free(b->answer);
}

static const ViewOps board_ops = {
	.where = AT_BOARD, .size = sizeof(Board), .load = board_load, .draw = board_draw, .act = board_act, .refuse = board_refuse,
	.find = board_find, .tick = board_tick, .free = board_free,
};

void
board_open(App *app)
{
	Board *b = (Board *)view_new(app, &board_ops);
	rows_init(&b->rows);
	b->order = g_array_new(FALSE, FALSE, sizeof(guint));
	b->urgent = -1;
	app_push(app, &b->view);
}

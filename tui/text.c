/* A screen that is read. */
#include "tui/screens.h"

typedef struct {
	View view;
	char *title;
	TextBuild build;
	gpointer data;
	GDestroyNotify destroy;
	Scroll scroll;
	Page *page;
} Text;

static void
text_draw(View *view, const Area *a)
{
	Text *t = (Text *)view;
	const Area inside = {a->row + 2, a->col + 1, MAX(a->rows - 2, 1), a->cols - 1};
	g_clear_pointer(&t->page, page_free);
	t->page = page_new(inside.cols - 1);
	t->build(view->app, t->page, t->data);
	term_text(a->row, 1, a->cols - 2, LOOK_BOLD, t->title);
	term_rule(a->row + 1, a->col, a->cols);
	page_draw(t->page, &t->scroll, &inside);
}

static bool
text_act(View *view, Deed action, int key)
{
	(void)key;
	return scroll_act(&((Text *)view)->scroll, action);
}

static bool
text_search(View *view, const char *words, int step)
{
	Text *t = (Text *)view;
	return t->page && page_find(t->page, &t->scroll, words, step);
}

static void
text_free(View *view)
{
	Text *t = (Text *)view;
	g_free(t->title);
	g_clear_pointer(&t->page, page_free);
	if (t->destroy)
		t->destroy(t->data);
}

static const ViewOps text_ops = {
	.where = AT_PAGE, .size = sizeof(Text), .draw = text_draw, .act = text_act, .find = text_search, .free = text_free,
};

void
text_open(App *app, const char *title, TextBuild build, gpointer data, GDestroyNotify destroy)
{
	Text *t = (Text *)view_new(app, &text_ops);
	t->title = g_strdup(title);
	t->build = build;
	t->data = data;
	t->destroy = destroy;
	t->scroll.hit = -1;
	app_push(app, &t->view);
}

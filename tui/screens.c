/* What is the same on every screen. */
#include "tui/screens.h"

#include "tui/prompt.h"

#include "src/core/text.h"

/* The view that a prompt was opened over. */
static View *
reader(App *app)
{
	for (guint i = app->views->len; i > 0; i--) {
		View *view = g_ptr_array_index(app->views, i - 1);
		if (!view->done && (view->ops->where & AT_READING))
			return view;
	}
	return NULL;
}

static void
look_for(App *app, int step)
{
	View *view = reader(app);
	if (!app->words || !view || !view->ops->find)
		return;
	if (!view->ops->find(view, app->words, step))
		app_say(app, LOOK_WARN, _("not found: %s"), app->words);
}

static void
find(App *app, const char *text)
{
	if (text_blank(text))
		return;
	g_free(app->words);
	app->words = g_strdup(text);
	look_for(app, 1);
}

static void
leave(App *app)
{
	View *view = app_top(app);
	if (app->views->len > 1)
		app_close(view);
	else
		app->over = true;
}

bool
app_act(App *app, Deed action)
{
	switch ((int)action) {
	case ACT_HELP:
		help_open(app, app_top(app)->ops->where);
		return true;
	case ACT_COMMAND:
		prompt_open(app, PROMPT_COMMAND, NULL, command_complete, command_open);
		return true;
	case ACT_FIND:
		prompt_open(app, PROMPT_FIND, NULL, NULL, find);
		return true;
	case ACT_NEXT_HIT:
	case ACT_PREV_HIT:
		look_for(app, action == ACT_NEXT_HIT ? 1 : -1);
		return true;
	case ACT_OUTBOX:
		outbox_open(app);
		return true;
	case ACT_DEADLINES:
		deadlines_open(app);
		return true;
	case ACT_PEOPLE:
		people_open(app);
		return true;
	case ACT_CORRECT:
		correct_open(app);
		return true;
	case ACT_RELOAD:
		app_changed(app);
		term_redraw();
		return true;
	case ACT_BACK:
		leave(app);
		return true;
	case ACT_QUIT:
	case ACT_QUIT_ALL:
		app->over = true;
		return true;
	default:
		return false;
	}
}

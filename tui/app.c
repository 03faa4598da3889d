/* The loop. */
#include "tui/app.h"

#include "src/host/host.h"
#include "tui/frame.h"

#include <stdarg.h>
#include <string.h>

#define POLL_MS 1000 /* another process's change is seen within this */
#define JOB_MS 100

/* --- the stack ------------------------------------------------------------------------------------------------------------ */

View *
view_new(App *app, const ViewOps *ops)
{
	View *view = g_malloc0(ops->size);
	view->ops = ops;
	view->app = app;
	return view;
}

static void
view_free(gpointer data)
{
	View *view = data;
	if (view->ops->free)
		view->ops->free(view);
	g_free(view);
}

View *
app_top(App *app)
{
	return app->views->len ? g_ptr_array_index(app->views, app->views->len - 1) : NULL;
}

static void
load(View *view)
{
	g_autoptr(GError) error = NULL;
	view->stale = false;
	if (view->ops->load && !view->ops->load(view, &error))
		app_fail(view->app, g_steal_pointer(&error));
}

void
app_push(App *app, View *view)
{
	g_ptr_array_add(app->views, view);
	app->dirty = true;
	load(view);
}

void
app_close(View *view)
{
	view->done = true;
	view->app->dirty = true;
}

/* A view may close itself, and others, while it handles a key: they go when it has returned. */
static void
sweep(App *app)
{
	for (guint i = app->views->len; i > 0; i--)
		if (((View *)g_ptr_array_index(app->views, i - 1))->done)
			g_ptr_array_remove_index(app->views, i - 1);
}

/* --- saying ---------------------------------------------------------------------------------------------------------------- */

void
app_say(App *app, Style style, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	g_autofree char *text = g_strdup_vprintf(format, ap);
	va_end(ap);
	g_free(app->message);
	app->message = g_steal_pointer(&text);
	app->message_style = style;
	app->dirty = true;
}

void
app_fail(App *app, GError *error)
{
	app_say(app, LOOK_BAD, "%s", error ? error->message : "?");
	g_clear_error(&error);
}

/* In the words of the screens: who may, by the names of the roles. */
static void
say_refused(App *app, Right right)
{
	const Lang lang = app->cli->lang;
	g_autoptr(GString) who = g_string_new(NULL);
	for (Role r = 0; r < ROLE_COUNT; r++)
		if (role_may(1U << r, right, false))
			g_string_append_printf(who, "%s%s", who->len ? ", " : "", words_in(role_words(r), lang));
	app_say(app, LOOK_WARN, _("you may not %s: that takes %s"), words_in(right_words(right), lang), who->str);
}

bool
app_may(App *app, Right right)
{
	if (right != RIGHT_COUNT && right != RIGHT_READ && app->options.read_only)
		app_say(app, LOOK_WARN, "%s", _("only reading: this was started with --read-only"));
	else if (right != RIGHT_COUNT && !session_may(app->cli->session, right))
		say_refused(app, right);
	else
		return true;
	return false;
}

void
app_record_reading(App *app, ReadingKind reading, const char *ref)
{
	g_autoptr(GError) error = NULL;
	if (!register_read(app->cli->session, reading, ref, &error) && !reading_may_pass(error))
		app_say(app, LOOK_WARN, _("that this was read could not be recorded: %s"), error->message);
}

void
app_bell(App *app)
{
	if (!app->options.quiet)
		term_bell();
}

void
app_start_courier(App *app)
{
	g_autoptr(GError) error = NULL;
	if (!view_courier_start(app->cli, &error))
		app_fail(app, g_steal_pointer(&error));
}

/* --- reading the register again ----------------------------------------------------------------------------------------------- */

/* The lowest view of which something is seen. */
static guint
lowest_seen(const App *app)
{
	guint i = app->views->len;
	while (i > 1 && ((const View *)g_ptr_array_index(app->views, i - 1))->ops->overlay)
		i--;
	return i ? i - 1 : 0;
}

void
app_changed(App *app)
{
	g_autoptr(GError) error = NULL;
	guint seen = lowest_seen(app);
	if (!app->cli->session)
		return;
	app->cli->now = host_now();
	if (!session_reload(app->cli->session, &error) || !db_changed(app->cli->session->db, &app->stamp, &error))
		app_fail(app, g_steal_pointer(&error));
	for (guint i = 0; i < app->views->len; i++) {
		View *view = g_ptr_array_index(app->views, i);
		/* The first one watches for what is urgent, also from behind. */
		if (i >= seen || i == 0)
			load(view);
		else
			view->stale = true;
	}
	app->dirty = true;
}

static void
look_for_changes(App *app)
{
	g_autoptr(GError) error = NULL;
	int64_t stamp = app->stamp;
	if (!app->cli->session)
		return;
	if (!db_changed(app->cli->session->db, &stamp, &error))
		app_fail(app, g_steal_pointer(&error));
	else if (stamp != app->stamp)
		app_changed(app);
}

/* Time went on: a screen that shows seconds is drawn each second, any other each minute. */
static void
tick(App *app)
{
	app->cli->now = host_now();
	look_for_changes(app);
	for (guint i = 0; i < app->views->len; i++) {
		View *view = g_ptr_array_index(app->views, i);
		if (view->ops->tick)
			view->ops->tick(view);
	}
	if (app->drawn / 60 != app->cli->now / 60 || (app->fast && app->drawn != app->cli->now))
		app->dirty = true;
}

/* --- drawing ------------------------------------------------------------------------------------------------------------ */

static void
draw(App *app)
{
	View *top = app_top(app);
	const Area area = {1, 0, term_rows() - 3, term_cols()};
	app->dirty = app->fast = false;
	app->drawn = app->cli->now;
	term_clear();
	if (!frame_fits()) {
		frame_small();
	} else {
		frame_head(app);
		frame_foot(top);
		if (app->message)
			term_text(term_rows() - 2, 1, term_cols() - 1, app->message_style, app->message);
		for (guint i = lowest_seen(app); i < app->views->len; i++) {
			View *view = g_ptr_array_index(app->views, i);
			if (view->stale)
				load(view);
			view->ops->draw(view, &area);
		}
	}
	term_flush();
}

/* --- keys -------------------------------------------------------------------------------------------------------------------- */

static void
act(App *app, View *view, Deed action, int key)
{
	const char *why = view->ops->refuse ? view->ops->refuse(view, action) : NULL;
	if (action == ACT_REDRAW)
		term_redraw();
	else if (why)
		app_say(app, LOOK_WARN, "%s", *why ? why : _("there is nothing here to do that with"));
	else if (app_may(app, action_rows[action].right) && !view->ops->act(view, action, key))
		app_act(app, action);
}

static void
press(App *app, int key)
{
	View *view = app_top(app);
	app->dirty = true;
	g_clear_pointer(&app->message, g_free);
	if (!frame_fits())
		return; /* nobody sees what it would do */
	if (view->ops->key && view->ops->key(view, key)) {
		sweep(app);
		return;
	}
	Deed action = action_of_key(key, view->ops->where);
	if (action != ACT_NONE)
		act(app, view, action, key);
	else if (key != K_PASTE && key != K_PASTE_END && (view->ops->where & AT_READING))
		app_say(app, LOOK_DIM, "%s", _("that key does nothing here: ? shows those that do"));
	sweep(app);
}

static void
keep_all(App *app)
{
	for (guint i = 0; i < app->views->len; i++) {
		View *view = g_ptr_array_index(app->views, i);
		if (view->ops->keep)
			view->ops->keep(view);
	}
}

int
app_run(App *app)
{
	app->cli->now = host_now();
	if (app->cli->session)
		(void)db_changed(app->cli->session->db, &app->stamp, NULL);
	while (!app->over && app->views->len) {
		int key = term_read(0, -1);
		if (key == K_NONE) {
			if (app->dirty)
				draw(app);
			term_idle();
			key = term_read(app->job >= 0 ? JOB_MS : POLL_MS, app->job);
			if (key == K_NONE) {
				tick(app);
				sweep(app);
			}
		}
		if (key == K_HANGUP)
			break;
		if (key == K_RESIZE)
			app->dirty = true;
		else if (key != K_NONE) {
			app->cli->now = host_now();
			press(app, key);
		}
	}
	keep_all(app);
	return app->status;
}

void
app_clear(App *app)
{
	g_clear_pointer(&app->views, g_ptr_array_unref);
	for (gsize i = 0; i < G_N_ELEMENTS(app->histories); i++)
		g_clear_pointer(&app->histories[i], g_ptr_array_unref);
	g_clear_pointer(&app->read, g_hash_table_unref);
	g_clear_pointer(&app->message, g_free);
	g_clear_pointer(&app->words, g_free);
}

void
app_init(App *app, Cli *cli, const AppOptions *options)
{
	*app = (App){.cli = cli, .options = *options, .dirty = true, .job = -1};
	app->views = g_ptr_array_new_with_free_func(view_free);
	app->read = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(app->histories); i++)
		app->histories[i] = g_ptr_array_new_with_free_func(g_free);
}

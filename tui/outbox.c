/* The outbox: what waits, what left in the last day, the message as it was sent and what the server said. */
#include "tui/screens.h"

#include "src/register/outgoing.h"
#include "tui/dialog.h"
#include "tui/form.h"
#include "tui/list.h"
#include "tui/words.h"

#include <string.h>

#define DAY 86400

typedef struct {
	View view;
	GPtrArray *notices; /* of Notice, the newest first */
	GHashTable *marked; /* ids */
	List list;
	bool wide;          /* as it was last drawn */
	char *id;
	Courier courier;
} Outbox;

static const Notice *
here(const Outbox *o)
{
	return o->list.at < o->notices->len ? g_ptr_array_index(o->notices, o->list.at) : NULL;
}

static void
remember(Outbox *o)
{
	const Notice *n = here(o);
	g_free(o->id);
	o->id = n ? g_strdup(n->id) : NULL;
}

static bool
outbox_load(View *view, GError **error)
{
	Outbox *o = (Outbox *)view;
	Cli *cli = view->app->cli;
	g_autoptr(GPtrArray) oldest_first = NULL;
	if (!query_outbox(cli->session->db, cli->now - DAY, &oldest_first, error))
		return false;
	g_ptr_array_set_size(o->notices, 0);
	g_ptr_array_set_free_func(oldest_first, NULL);
	for (guint i = oldest_first->len; i > 0; i--)
		g_ptr_array_add(o->notices, g_ptr_array_index(oldest_first, i - 1));
	for (guint i = 0; o->id && i < o->notices->len; i++)
		if (g_str_equal(((const Notice *)g_ptr_array_index(o->notices, i))->id, o->id))
			o->list.at = i;
	courier_clear(&o->courier);
	return view_courier(cli, &o->courier, error);
}

/* --- painting ---------------------------------------------------------------------------------------------------------------- */

enum { COL_MARK, COL_ID, COL_TO, COL_BY, COL_WHICH, COL_STATE };

/* Where there is little room, which letter it is gives way: its number says it nearly as well. */
static guint
column_of(const Outbox *o, guint column)
{
	return column < COL_WHICH || o->wide ? column : COL_STATE;
}

static ListCell
outbox_cell(gpointer data, guint row, guint column, int width)
{
	const Outbox *o = data;
	const Notice *n = g_ptr_array_index(o->notices, row);
	const Cli *cli = o->view.app->cli;
	Style style;
	(void)width;
	switch (column_of(o, column)) {
	case COL_MARK:
		return (ListCell){g_strdup(g_hash_table_contains(o->marked, n->id) ? term_sign(SIGN_MARK) : ""), LOOK_KEY};
	case COL_ID:
		return (ListCell){g_strdup(n->id), LOOK_PLAIN};
	case COL_TO:
		return (ListCell){view_audience(cli, n->audience), LOOK_PLAIN};
	case COL_BY:
		return (ListCell){g_strdup(words_in(channel_words(n->channel), cli->lang)), LOOK_DIM};
	case COL_WHICH:
		return (ListCell){g_strdup(words_in(letter_words(n->letter), cli->lang)), LOOK_DIM};
	default:
		break;
	}
	char *words = words_notice_state(o->view.app, n, &style);
	return (ListCell){words, style};
}

static void
draw_detail(const Outbox *o, const Area *a)
{
	const Notice *n = here(o);
	const Cli *cli = o->view.app->cli;
	g_autoptr(Page) page = page_new(a->cols - 1);
	Scroll scroll = {.hit = -1};
	if (!n)
		return;
	g_autoptr(GString) to = g_string_new(NULL);
	for (guint r = 0; r < n->to->len; r++)
		g_string_append_printf(to, "%s%s", r ? ", " : "", ((const Recipient *)g_ptr_array_index(n->to, r))->address);
	g_autofree char *when = instant_show_short(n->attempted_at, cli->now, cli->session->zone);
	g_autofree char *who = view_audience(cli, n->audience), *later = g_strdup_printf(_("%s: as the addresses are when it is composed"), who);
	page_pair(page, 0, _("to"), 12, LOOK_PLAIN, to->len ? to->str : later);
	if (n->attempts > 0) {
		g_autofree char *tries = g_strdup_printf(_("%d, the last %s"), n->attempts, when);
		page_pair(page, 0, _("tries"), 12, LOOK_PLAIN, tries);
	}
	if (n->reply && *n->reply)
		page_pair(page, 0, n->server ? n->server : _("reply"), 12, LOOK_PLAIN, n->reply);
	const Area inside = {a->row, a->col + 1, a->rows, a->cols - 1};
	page_draw(page, &scroll, &inside);
}

static void
outbox_draw(View *view, const Area *a)
{
	Outbox *o = (Outbox *)view;
	Tone tone;
	g_autofree char *courier = view_courier_words(view->app->cli, &o->courier, &tone);
	int below = a->rows >= 14 ? 4 : 0;
	const Area list = {a->row + 2, a->col, MAX(a->rows - 2 - below - (below ? 1 : 0), 2), a->cols};
	o->wide = a->cols > 100;
	const ListColumn wide[] = {{"", 2}, {_("NOTICE"), 13}, {_("TO"), 20}, {_("BY"), 7}, {_("WHICH"), 20}, {_("WHERE IT STANDS"), 0}};
	const ListColumn narrow[] = {{"", 2}, {_("NOTICE"), 13}, {_("TO"), 8}, {_("BY"), 6}, {_("WHERE IT STANDS"), 0}};
	term_text(a->row, 1, 20, LOOK_BOLD, _("Outbox"));
	term_text_right(a->row, a->cols - 1, a->cols - 22, style_of_tone(tone), courier);
	if (!o->notices->len)
		term_text(list.row + 1, 3, a->cols - 4, LOOK_GOOD, _("nothing waits, and nothing left in the last day"));
	else
		list_draw(&o->list, &list, o->wide ? wide : narrow, o->wide ? 6 : 5, o->notices->len, outbox_cell, o);
	if (below) {
		const Area detail = {a->row + a->rows - below, a->col, below, a->cols};
		term_rule(detail.row - 1, a->col, a->cols);
		draw_detail(o, &detail);
	}
}

/* --- sending, holding, withdrawing -------------------------------------------------------------------------------------------------- */

static void
retry(App *app, gpointer data)
{
	char *const *ids = data;
	int done = 0;
	for (; *ids; ids++) {
		g_autoptr(GError) error = NULL;
		if (register_outbox_retry(app->cli->session, *ids, &error))
			done++;
		else
			app_fail(app, g_steal_pointer(&error));
	}
	/* A person asks: an account that was stopped is tried again too. */
	(void)local_put(app->cli->session->db, "account.email", NULL, NULL);
	(void)local_put(app->cli->session->db, "account.pec", NULL, NULL);
	if (done)
		app_say(app, LOOK_GOOD, ngettext("%d notice is sent now", "%d notices are sent now", (unsigned long)done), done);
	app_start_courier(app);
	app_changed(app);
}

static char **
chosen(const Outbox *o)
{
	GPtrArray *ids = g_ptr_array_new();
	for (guint i = 0; i < o->notices->len; i++) {
		const Notice *n = g_ptr_array_index(o->notices, i);
		if (g_hash_table_contains(o->marked, n->id))
			g_ptr_array_add(ids, g_strdup(n->id));
	}
	if (!ids->len && here(o))
		g_ptr_array_add(ids, g_strdup(here(o)->id));
	g_ptr_array_add(ids, NULL);
	return (char **)g_ptr_array_free(ids, FALSE);
}

static void
ask_retry(Outbox *o)
{
	char **ids = chosen(o);
	g_autofree char *list = g_strjoinv(", ", ids);
	g_autofree char *text = g_strdup_printf(_("These are sent now, whatever they wait for; an account that was stopped is tried again:\n\n%s"), list);
	g_hash_table_remove_all(o->marked);
	dialog_ask(o->view.app, _("Send now"), text, _("send"), retry, ids, (GDestroyNotify)g_strfreev);
}

static const InputRow withdraw_rows[] = {
	{.name = "reason", .type = INPUT_LINE, .label = N_("why"), .hint = N_("It stays with the notice for ever."), .needed = true},
	{.name = NULL},
};

static bool
withdraw_save(Form *form, GError **error)
{
	const char *id = form_data(form);
	App *app = form_app(form);
	if (!register_outbox_withdraw(app->cli->session, id, form_text(form, "reason"), error))
		return false;
	app_changed(app);
	app_say(app, LOOK_GOOD, _("%s: withdrawn"), id);
	return true;
}

static void
withdraw_open(App *app, const Notice *n)
{
	g_autofree char *title = g_strdup_printf("%s   %s", _("Withdraw a notice"), n->id), *draft = g_strdup_printf("withdraw-%s", n->id);
	const FormSpec spec = {.title = title, .save = N_("Withdraw it"), .draft = draft, .save_it = withdraw_save, .data = g_strdup(n->id),
		.destroy = g_free};
	Form *form = form_new(app, &spec);
	form_add_all(form, withdraw_rows);
	form_open(form);
}

static void
hold(App *app, const Notice *n)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *id = g_strdup(n->id);
	if (!register_outbox_hold(app->cli->session, id, &error)) {
		app_fail(app, g_steal_pointer(&error));
		return;
	}
	app_changed(app);
	app_say(app, LOOK_WARN, _("%s: held back; shortly before the deadline it leaves all the same"), id);
}

static void
mark(Outbox *o)
{
	const Notice *n = here(o);
	if (!g_hash_table_remove(o->marked, n->id))
		g_hash_table_add(o->marked, g_strdup(n->id));
	list_act(&o->list, ACT_DOWN, o->notices->len);
}

static bool
can_mark(const Notice *n)
{
	return !n->exercise && !view_is_draft(n) && n->state != NOTICE_SENT && n->state != NOTICE_CANCELLED;
}

/* What can still be sent; all of it marked: none. */
static void
mark_all(Outbox *o)
{
	guint before = g_hash_table_size(o->marked);
	for (guint i = 0; i < o->notices->len; i++) {
		const Notice *n = g_ptr_array_index(o->notices, i);
		if (can_mark(n))
			g_hash_table_add(o->marked, g_strdup(n->id));
	}
	if (g_hash_table_size(o->marked) == before)
		g_hash_table_remove_all(o->marked);
	guint now = g_hash_table_size(o->marked);
	app_say(o->view.app, LOOK_DIM, ngettext("%u notice is marked", "%u notices are marked", now), now);
}

static bool
outbox_act(View *view, Deed action, int key)
{
	Outbox *o = (Outbox *)view;
	(void)key;
	if (list_act(&o->list, action, o->notices->len)) {
		remember(o);
		return true;
	}
	if (action == ACT_OPEN)
		message_open(view->app, here(o));
	else if (action == ACT_RETRY)
		ask_retry(o);
	else if (action == ACT_HOLD)
		hold(view->app, here(o));
	else if (action == ACT_WITHDRAW)
		withdraw_open(view->app, here(o));
	else if (action == ACT_MARK)
		mark(o);
	else if (action == ACT_MARK_ALL)
		mark_all(o);
	else if (action == ACT_SAVE_AS)
		message_save_open(view->app, here(o));
	else
		return false;
	remember(o);
	return true;
}

static const char *
outbox_refuse(View *view, Deed action)
{
	const Outbox *o = (const Outbox *)view;
	const Notice *n = here(o);
	bool of_notice = action == ACT_OPEN || action == ACT_RETRY || action == ACT_HOLD || action == ACT_WITHDRAW || action == ACT_MARK ||
		action == ACT_MARK_ALL || action == ACT_SAVE_AS;
	if (!of_notice)
		return NULL;
	if (!n)
		return "";
	if (action == ACT_RETRY && g_hash_table_size(o->marked))
		return NULL;
	if (n->exercise && (action == ACT_RETRY || action == ACT_HOLD || action == ACT_MARK))
		return _("an exercise: nothing leaves");
	if (view_is_draft(n) && (action == ACT_RETRY || action == ACT_HOLD || action == ACT_MARK))
		return _("a draft to a client: r on its incident releases it");
	if ((action == ACT_RETRY || action == ACT_HOLD || action == ACT_WITHDRAW || action == ACT_MARK) && n->state == NOTICE_SENT)
		return _("it has left: nothing can call it back");
	if ((action == ACT_HOLD || action == ACT_WITHDRAW) && !notice_is_waiting(n))
		return _("it does not wait any more");
	return NULL;
}

static void
outbox_free(View *view)
{
	Outbox *o = (Outbox *)view;
	g_ptr_array_unref(o->notices);
	g_hash_table_unref(o->marked);
	g_free(o->id);
	courier_clear(&o->courier);
}

static const ViewOps outbox_ops = {
	.where = AT_OUTBOX, .size = sizeof(Outbox), .load = outbox_load, .draw = outbox_draw, .act = outbox_act, .refuse = outbox_refuse,
	.free = outbox_free,
};

void
outbox_open(App *app)
{
	Outbox *o = (Outbox *)view_new(app, &outbox_ops);
	o->notices = g_ptr_array_new_with_free_func((GDestroyNotify)notice_free);
	o->marked = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	app_push(app, &o->view);
}

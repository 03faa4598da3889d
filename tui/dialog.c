/* Questions and choices. */
#include "tui/dialog.h"

#include "src/core/text.h"
#include "tui/edit.h"
#include "tui/list.h"
#include "tui/page.h"

#include <string.h>

static Area
centred(const Area *a, int rows, int cols)
{
	Area box = {.rows = MIN(rows, a->rows), .cols = MIN(cols, a->cols)};
	box.row = a->row + (a->rows - box.rows) / 2;
	box.col = a->col + (a->cols - box.cols) / 2;
	return box;
}

/* --- a question ----------------------------------------------------------------------------------------------------------- */

typedef struct {
	View view;
	char *title, *text, *yes;
	DialogYes done;
	gpointer data;
	GDestroyNotify destroy;
} Dialog;

static void
dialog_draw(View *view, const Area *area)
{
	const Dialog *d = (const Dialog *)view;
	int cols = MIN(area->cols - 4, 74);
	g_autoptr(Page) page = page_new(cols - 4);
	Scroll scroll = {.hit = -1};
	page_under(page, 0, LOOK_PLAIN, d->text);
	page_line(page);
	page_line(page);
	page_part(page, LOOK_KEY, _("Enter"));
	page_part(page, LOOK_PLAIN, " ");
	page_part(page, LOOK_PLAIN, d->yes);
	page_part(page, LOOK_PLAIN, "     ");
	page_part(page, LOOK_KEY, "Esc");
	page_part(page, LOOK_PLAIN, " ");
	page_part(page, LOOK_PLAIN, _("no, leave it"));
	Area box = centred(area, (int)page_rows(page) + 4, cols);
	const Area inside = {box.row + 2, box.col + 2, MAX(box.rows - 4, 1), box.cols - 4};
	term_box(&box, d->title);
	/* The keys are what must be seen, in the lowest window too. */
	scroll.top = MAX(0, (int)page_rows(page) - inside.rows);
	page_draw(page, &scroll, &inside);
}

/* Only plain answers count: who types ahead has not read. */
static bool
dialog_key(View *view, int key)
{
	Dialog *d = (Dialog *)view;
	if (key == K_ESC || key == 'n' || key == 'N' || key == 'q') {
		app_close(view);
	} else if (key == K_ENTER || key == 'y' || key == 'Y') {
		app_close(view);
		d->done(view->app, d->data);
	} else if (key == (('L') & 0x1f))
		term_redraw();
	return true;
}

static void
dialog_free(View *view)
{
	Dialog *d = (Dialog *)view;
	g_free(d->title);
	g_free(d->text);
	g_free(d->yes);
	if (d->destroy)
		d->destroy(d->data);
}

static const ViewOps dialog_ops = {
	.size = sizeof(Dialog), .overlay = true, .draw = dialog_draw, .key = dialog_key, .free = dialog_free,
};

void
dialog_ask(App *app, const char *title, const char *text, const char *yes, DialogYes done, gpointer data, GDestroyNotify destroy)
{
	Dialog *d = (Dialog *)view_new(app, &dialog_ops);
	d->title = g_strdup(title);
	d->text = g_strdup(text);
	d->yes = g_strdup(yes);
	d->done = done;
	d->data = data;
	d->destroy = destroy;
	app_push(app, &d->view);
}

/* --- a choice --------------------------------------------------------------------------------------------------------------- */

typedef struct {
	View view;
	char *title;
	GArray *choices; /* of Choice */
	GArray *shown;   /* of guint: those that fit what was typed */
	Edit typed;
	List list;
	bool several;
	PickerDone done;
	gpointer data;
	GDestroyNotify destroy;
} Picker;

static void
choice_clear(gpointer data)
{
	Choice *c = data;
	g_free(c->id);
	g_free(c->label);
	g_free(c->more);
}

GArray *
choices_new(void)
{
	GArray *choices = g_array_new(FALSE, FALSE, sizeof(Choice));
	g_array_set_clear_func(choices, choice_clear);
	return choices;
}

void
choice_add(GArray *choices, const char *id, const char *label, const char *more, bool marked)
{
	Choice c = {g_strdup(id), g_strdup(label), g_strdup(more), marked};
	g_array_append_val(choices, c);
}

static void
narrow(Picker *p)
{
	g_array_set_size(p->shown, 0);
	for (guint i = 0; i < p->choices->len; i++) {
		const Choice *c = &g_array_index(p->choices, Choice, i);
		g_autofree char *all = g_strjoin(" ", c->label, c->id, c->more ? c->more : "", NULL);
		if (!p->typed.text->len || text_has(all, p->typed.text->str))
			g_array_append_val(p->shown, i);
	}
	p->list.at = 0;
}

static Choice *
shown(const Picker *p, guint row)
{
	return row < p->shown->len ? &g_array_index(p->choices, Choice, g_array_index(p->shown, guint, row)) : NULL;
}

static ListCell
picker_cell(gpointer data, guint row, guint column, int width)
{
	const Picker *p = data;
	const Choice *c = shown(p, row);
	(void)width;
	if (column == 0)
		return (ListCell){g_strdup(!p->several ? "" : c->marked ? term_sign(SIGN_MARK) : "."), LOOK_GOOD};
	return column == 1 ? (ListCell){g_strdup(c->label), LOOK_PLAIN} : (ListCell){g_strdup(c->more), LOOK_DIM};
}

static int
widest(const Picker *p, bool more)
{
	int width = 0;
	for (guint i = 0; i < p->choices->len; i++) {
		const Choice *c = &g_array_index(p->choices, Choice, i);
		width = MAX(width, text_width(more ? c->more : c->label));
	}
	return width;
}

#define WHOLE_ROWS 4

/* A choice that is longer than its column stands below the list, whole. */
static void
draw_whole(const Picker *p, const Area *box)
{
	const Choice *here = shown(p, p->list.at);
	g_autofree char *safe = text_visible(here ? here->label : ""), *wrapped = text_wrap(safe, box->cols - 4, NULL);
	g_auto(GStrv) lines = g_strsplit(wrapped, "\n", -1);
	term_rule(box->row + box->rows - 3 - WHOLE_ROWS, box->col + 1, box->cols - 2);
	for (int i = 0; i < WHOLE_ROWS && lines[i]; i++)
		term_text(box->row + box->rows - 2 - WHOLE_ROWS + i, box->col + 2, box->cols - 4, LOOK_BOLD, lines[i]);
}

static void
picker_draw(View *view, const Area *area)
{
	Picker *p = (Picker *)view;
	int more = MIN(widest(p, true), 40), label = MIN(widest(p, false), area->cols - 20 - more);
	int cols = MAX(label + more + 14, text_width(p->title) + 8);
	bool whole = widest(p, false) > label && area->rows >= 16;
	int below = whole ? WHOLE_ROWS + 1 : 0;
	Area box = centred(area, (int)p->choices->len + 4 + below, MAX(cols, 50));
	const ListColumn columns[] = {{NULL, p->several ? 2 : 0 + 1}, {NULL, label}, {NULL, 0}};
	term_box(&box, p->title);
	const Area inside = {box.row + 1, box.col + 1, box.rows - 3 - below, box.cols - 2};
	list_draw(&p->list, &inside, columns, 3, p->shown->len, picker_cell, p);
	if (whole)
		draw_whole(p, &box);
	g_autofree char *typed = text_visible(p->typed.text->str);
	g_autofree char *line = p->shown->len ? g_strdup_printf(_("narrow: %s"), typed) : g_strdup_printf(_("nothing fits: %s"), typed);
	term_text(box.row + box.rows - 2, box.col + 2, box.cols - 4, p->shown->len ? LOOK_DIM : LOOK_WARN, line);
}

static void
choose(Picker *p)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; p->several && i < p->choices->len; i++) {
		const Choice *c = &g_array_index(p->choices, Choice, i);
		if (c->marked)
			g_ptr_array_add(ids, g_strdup(c->id));
	}
	const Choice *here = shown(p, p->list.at);
	if (!p->several && !here)
		return;
	if (!p->several || (!ids->len && here && p->typed.text->len))
		g_ptr_array_add(ids, g_strdup(here->id));
	g_ptr_array_add(ids, NULL);
	app_close(&p->view);
	p->done(p->view.app, (const char *const *)ids->pdata, p->data);
}

/* Letters narrow, so that only the other keys of the table move. */
static bool
picker_key(View *view, int key)
{
	Picker *p = (Picker *)view;
	Deed action = key > ' ' && key < K_BACKSPACE ? ACT_NONE : action_of_key(key, AT_PICKER);
	Choice *here = shown(p, p->list.at);
	if (action == ACT_MARK && p->several && here) {
		here->marked = !here->marked;
		list_act(&p->list, ACT_DOWN, p->shown->len);
	} else if (action == ACT_CHOOSE || (action == ACT_MARK && !p->several))
		choose(p);
	else if (action == ACT_LEAVE)
		app_close(view);
	else if (action == ACT_REDRAW)
		term_redraw();
	else if ((action == ACT_NONE || !list_act(&p->list, action, p->shown->len)) && edit_key(&p->typed, key))
		narrow(p);
	return true;
}

static void
picker_free(View *view)
{
	Picker *p = (Picker *)view;
	g_free(p->title);
	g_array_unref(p->choices);
	g_array_unref(p->shown);
	edit_clear(&p->typed);
	if (p->destroy)
		p->destroy(p->data);
}

static const char *
picker_refuse(View *view, Deed action)
{
	return action == ACT_MARK && !((Picker *)view)->several ? "" : NULL;
}

static const ViewOps picker_ops = {
	.where = AT_PICKER, .size = sizeof(Picker), .overlay = true, .draw = picker_draw, .key = picker_key, .refuse = picker_refuse,
	.free = picker_free,
};

void
picker_open(App *app, const char *title, GArray *choices, bool several, PickerDone done, gpointer data, GDestroyNotify destroy)
{
	Picker *p = (Picker *)view_new(app, &picker_ops);
	p->title = g_strdup(title);
	p->choices = choices;
	p->shown = g_array_new(FALSE, FALSE, sizeof(guint));
	p->several = several;
	p->done = done;
	p->data = data;
	p->destroy = destroy;
	edit_init(&p->typed, NULL, false);
	narrow(p);
	app_push(app, &p->view);
}

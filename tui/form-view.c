/* Forms: painting and keys. */
#include "tui/form-view.h"

#include "src/core/text.h"
#include "src/host/host.h"

#include <string.h>

#define LABEL 36
#define TEXT_ROWS 4

/* --- painting --------------------------------------------------------------------------------------------------------------- */

static const char *
label_of(const Form *form, const Input *in)
{
	return in->row->label || !in->field ? _(in->row->label) : words_in(&in->field->label, form->view.app->cli->lang);
}

static const char *
hint_of(const Form *form, const Input *in)
{
	if (in->row->hint)
		return _(in->row->hint);
	return in->field ? words_in(&in->field->hint, form->view.app->cli->lang) : "";
}

static int
label_width(const Area *a)
{
	return MIN(LABEL, a->cols * 2 / 5);
}

static int
input_rows(const Form *form, const Input *in, int width)
{
	int row, col;
	(void)form;
	if (!in->edit.lines)
		return 1;
	g_auto(GStrv) lines = edit_wrapped(&in->edit, width, &row, &col);
	return CLAMP((int)g_strv_length(lines), 1, TEXT_ROWS);
}

/* What was understood stands to the right where there is room, and gives way to what is typed. */
static void
draw_echo(Form *form, Input *in, int row, int from, const Area *a)
{
	g_autoptr(GError) problem = NULL;
	g_autofree char *echo = NULL;
	bool ok = input_echo(form, in, &echo, &problem);
	int typed = text_width(in->edit.text->str), room = a->col + a->cols - from - typed - 4;
	g_clear_pointer(&in->problem, g_free);
	if (!ok)
		in->problem = g_strdup(problem->message);
	if (room < 8 || (!echo && ok))
		return;
	term_text(row, from + typed + 3, room, ok ? LOOK_GOOD : LOOK_WARN, ok ? echo : "?");
}

static void
draw_line_input(Form *form, Input *in, int row, int from, const Area *a, bool here)
{
	int width = a->col + a->cols - from - 2;
	gsize begin;
	int at = edit_window(&in->edit, width, &begin);
	if (text_blank(in->edit.text->str) && !here && in->row->empty)
		term_text(row, from, width, LOOK_DIM, _(in->row->empty));
	else
		term_text(row, from, width, here ? LOOK_BOLD : LOOK_PLAIN, in->edit.text->str + begin);
	if (begin == 0)
		draw_echo(form, in, row, from, a);
	if (here)
		term_cursor(row, from + at);
}

static void
draw_text_input(const Input *in, int row, int from, int rows, const Area *a, bool here)
{
	int width = a->col + a->cols - from - 2, at_row, at_col;
	g_auto(GStrv) lines = edit_wrapped(&in->edit, width, &at_row, &at_col);
	int all = (int)g_strv_length(lines), top = here ? CLAMP(at_row - rows + 1, 0, MAX(0, all - rows)) : 0;
	for (int r = 0; r < rows && top + r < all; r++)
		if (row + r < a->row + a->rows)
			term_text(row + r, from, width, here ? LOOK_BOLD : LOOK_PLAIN, lines[top + r]);
	if (here)
		term_cursor(row + at_row - top, from + MIN(at_col, width - 1));
}

static void
draw_input(Form *form, guint i, int row, int rows, const Area *a)
{
	Input *in = &g_array_index(form->inputs, Input, i);
	bool here = i == form->at && app_top(form->view.app) == &form->view;
	int width = label_width(a), from = a->col + 3 + width + 1;
	term_text(row, a->col + 1, 2, LOOK_KEY, i == form->at ? ">" : "");
	term_text(row, a->col + 3, width, i == form->at ? LOOK_BOLD : in->problem ? LOOK_WARN : LOOK_PLAIN, label_of(form, in));
	if (in->edit.lines)
		draw_text_input(in, row, from, rows, a, here);
	else
		draw_line_input(form, in, row, from, a, here);
}

/* Two sentences, also where the first is a list of examples. (transfer full) */
static char *
joined(const char *hint, const char *more)
{
	return g_strdup_printf("%s%s%s", hint, !*hint || !*more ? "" : g_str_has_suffix(hint, ".") ? " " : ". ", more);
}

/* Two lines about the one that is typed into: what is wrong, else what helps. */
static void
draw_hint(Form *form, const Area *a)
{
	int row = a->row + a->rows - 2;
	term_rule(row - 1, a->col, a->cols);
	if (form->at >= form->inputs->len)
		return;
	const Input *in = &g_array_index(form->inputs, Input, form->at);
	g_autofree char *more = g_strdup_printf("%s%s", !input_can_pick(in) ? "" : input_takes_blanks(in)
			? _("^P chooses from a list.") : _("Space chooses from a list."),
		in->edit.lines ? _("Enter begins a new line; Tab goes on; ^O opens an editor.") : "");
	g_autofree char *echo = NULL;
	(void)input_echo(form, in, &echo, NULL);
	/* What was understood matters more than what could be typed. */
	g_autofree char *hint = echo ? g_strdup(echo) : joined(hint_of(form, in), more);
	g_autofree char *safe = text_visible(in->problem ? in->problem : hint), *wrapped = text_wrap(safe, a->cols - 3, NULL);
	g_auto(GStrv) lines = g_strsplit(wrapped, "\n", 3);
	for (int i = 0; i < 2 && lines[0] && lines[i]; i++)
		term_text(row + i, a->col + 1, a->cols - 2, in->problem ? LOOK_WARN : echo ? LOOK_GOOD : LOOK_DIM, lines[i]);
}

static int
draw_top(Form *form, const Area *a)
{
	g_autoptr(Page) page = page_new(a->cols - 2);
	Scroll scroll = {.hit = -1};
	page_line(page);
	page_part(page, LOOK_BOLD, form->title);
	if (form->head)
		form->head(form, page);
	const Area where = {a->row, a->col + 1, MIN((int)page_rows(page), a->rows / 2), a->cols - 2};
	page_draw(page, &scroll, &where);
	term_rule(a->row + where.rows, a->col, a->cols);
	return where.rows + 1;
}

static void
form_draw(View *view, const Area *area)
{
	Form *form = (Form *)view;
	int used = draw_top(form, area), width = area->cols - label_width(area) - 6;
	const Area a = {area->row + used, area->col, MAX(area->rows - used - 3, 1), area->cols};
	g_autofree int *begins = g_new0(int, form->inputs->len + 2);
	for (guint i = 0; i < form->inputs->len; i++)
		begins[i + 1] = begins[i] + input_rows(form, &g_array_index(form->inputs, Input, i), width);
	begins[form->inputs->len + 1] = begins[form->inputs->len] + 1;
	/* All of the line that one is at, and one more below it, are seen. */
	form->top = CLAMP(form->top, MAX(0, begins[form->at + 1] - a.rows), begins[form->at]);
	for (guint i = 0; i <= form->inputs->len; i++) {
		int row = a.row + begins[i] - form->top;
		if (begins[i] < form->top || row >= a.row + a.rows)
			continue;
		if (i < form->inputs->len)
			draw_input(form, i, row, begins[i + 1] - begins[i], &a);
		else {
			g_autofree char *button = g_strdup_printf("[ %s ]", _(form->button));
			term_text(row, a.col + 3 + label_width(area) + 1, -1, LOOK_BOLD | (form->at == i ? LOOK_SELECTED : 0), button);
		}
	}
	draw_hint(form, area);
}

/* --- keys ------------------------------------------------------------------------------------------------------------------------ */

static void
save(Form *form)
{
	g_autoptr(GError) error = NULL;
	for (guint i = 0; i < form->inputs->len; i++) {
		const Input *in = &g_array_index(form->inputs, Input, i);
		if (!in->row->needed || !text_blank(in->edit.text->str))
			continue;
		form->at = i;
		app_say(form->view.app, LOOK_WARN, _("something is missing: %s"), label_of(form, in));
		return;
	}
	if (!form->save(form, &error)) {
		form_keep(&form->view);
		app_fail(form->view.app, g_steal_pointer(&error));
		return;
	}
	form_drop_draft(form);
	app_close(&form->view);
}

static void
edit_outside(Form *form, Input *in)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *text = g_strdup(in->edit.text->str), *name = g_strconcat(form->draft ? form->draft : "text", "-", in->row->name, ".txt", NULL);
	term_suspend();
	bool ok = host_edit(name, &text, &error);
	term_resume();
	if (!ok) {
		app_fail(form->view.app, g_steal_pointer(&error));
		return;
	}
	if (g_str_has_suffix(text, "\n"))
		text[strlen(text) - 1] = '\0';
	edit_set(&in->edit, text);
}

static void
step(Form *form, int by)
{
	guint n = form->inputs->len + 1;
	form->at = (form->at + n + (guint)(by + (int)n)) % n;
}

static void
leave(Form *form)
{
	form_keep(&form->view);
	if (form->kept)
		app_say(form->view.app, LOOK_WARN, "%s", _("kept as a draft: it is taken up again the next time"));
	app_close(&form->view);
}

/* What is typed goes into the line, all else is for the table. In a text, Enter and the arrows belong to it while they can. */
static bool
form_key(View *view, int key)
{
	Form *form = (Form *)view;
	Input *in = form->at < form->inputs->len ? &g_array_index(form->inputs, Input, form->at) : NULL;
	Deed action = action_of_key(key, AT_FORM);
	bool typing = in && (in->edit.pasting || (in->edit.lines && (key == K_ENTER || key == K_UP || key == K_DOWN)) || action == ACT_NONE);
	if (!in && key == K_ENTER) {
		save(form);
		return true;
	}
	if (in && key == ' ' && !in->edit.pasting && input_can_pick(in) &&
		(!input_takes_blanks(in) || text_blank(in->edit.text->str)) && input_pick(form, in))
		return true;
	return typing && edit_key(&in->edit, key);
}

static bool
form_act(View *view, Deed action, int key)
{
	Form *form = (Form *)view;
	Input *in = form->at < form->inputs->len ? &g_array_index(form->inputs, Input, form->at) : NULL;
	(void)key;
	if (action == ACT_SAVE)
		save(form);
	else if (action == ACT_NEXT_FIELD || action == ACT_PREV_FIELD)
		step(form, action == ACT_NEXT_FIELD ? 1 : -1);
	else if (action == ACT_PICK && in)
		input_pick(form, in);
	else if (action == ACT_EDITOR && in)
		edit_outside(form, in);
	else if (action == ACT_DISCARD)
		form_start_over(form);
	else if (action == ACT_LEAVE)
		leave(form);
	return true;
}

static const char *
form_refuse(View *view, Deed action)
{
	Form *form = (Form *)view;
	const Input *in = form->at < form->inputs->len ? &g_array_index(form->inputs, Input, form->at) : NULL;
	if (action == ACT_PICK)
		return in && input_can_pick(in) ? NULL : "";
	if (action == ACT_EDITOR)
		return in && in->edit.lines ? NULL : "";
	return NULL;
}

const ViewOps form_ops = {
	.where = AT_FORM, .size = sizeof(Form), .draw = form_draw, .key = form_key, .act = form_act, .refuse = form_refuse, .tick = form_keep,
	.keep = form_keep, .free = form_free,
};

/* Forms: the model, its checks and drafts. What was understood is in form-echo.c, painting and keys are in form-view.c. */
#include "tui/form-view.h"

#include "src/core/text.h"
#include "src/host/host.h"

#include <string.h>

static void
input_clear(gpointer data)
{
	Input *in = data;
	edit_clear(&in->edit);
	g_free(in->initial);
	g_free(in->problem);
}

static void
row_free(gpointer data)
{
	g_free((char *)((InputRow *)data)->name);
	g_free(data);
}

Form *
form_new(App *app, const FormSpec *spec)
{
	Form *form = (Form *)view_new(app, &form_ops);
	form->inputs = g_array_new(FALSE, TRUE, sizeof(Input));
	g_array_set_clear_func(form->inputs, input_clear);
	form->rows = g_ptr_array_new_with_free_func(row_free);
	form->title = g_strdup(spec->title);
	form->draft = g_strdup(spec->draft);
	form->button = spec->save;
	form->head = spec->head;
	form->save = spec->save_it;
	form->data = spec->data;
	form->destroy = spec->destroy;
	return form;
}

void
form_free(View *view)
{
	Form *form = (Form *)view;
	g_array_unref(form->inputs);
	g_ptr_array_unref(form->rows);
	g_free(form->title);
	g_free(form->draft);
	g_free(form->kept);
	if (form->destroy)
		form->destroy(form->data);
}

void
form_add(Form *form, const InputRow *row, const char *value)
{
	Input in = {.row = row, .initial = g_strdup(value ? value : "")};
	if (row->type == INPUT_FIELD)
		in.field = field_find(row->name);
	edit_init(&in.edit, value, row->type == INPUT_TEXT || (in.field && in.field->type == FIELD_TEXT));
	g_array_append_val(form->inputs, in);
}

void
form_add_made(Form *form, const InputRow *row, const char *value)
{
	InputRow *copy = g_memdup2(row, sizeof *row);
	copy->name = g_strdup(row->name);
	g_ptr_array_add(form->rows, copy);
	form_add(form, copy, value);
}

void
form_add_field(Form *form, const Field *field, const char *value, bool needed)
{
	const InputRow row = {.name = field->name, .type = INPUT_FIELD, .needed = needed};
	form_add_made(form, &row, value);
}

void
form_add_all(Form *form, const InputRow *rows)
{
	for (; rows->name; rows++)
		form_add(form, rows, NULL);
}

App *
form_app(Form *form)
{
	return form->view.app;
}

gpointer
form_data(Form *form)
{
	return form->data;
}

guint
form_at(Form *form)
{
	return form->at;
}

void
form_go(Form *form, guint at)
{
	form->at = MIN(at, form->inputs->len);
}

bool
form_refuse_at(Form *form, const char *name, const char *why, GError **error)
{
	for (guint i = 0; i < form->inputs->len; i++)
		if (g_str_equal(g_array_index(form->inputs, Input, i).row->name, name))
			form->at = i;
	return err_set(error, E_INPUT, "%s", why);
}

/* --- what was typed ----------------------------------------------------------------------------------------------------------- */

/* NULL: there is none. */
static Input *
form_input(Form *form, const char *name)
{
	for (guint i = 0; i < form->inputs->len; i++) {
		Input *in = &g_array_index(form->inputs, Input, i);
		if (g_str_equal(in->row->name, name))
			return in;
	}
	return NULL;
}

const char *
form_text(Form *form, const char *name)
{
	const Input *in = form_input(form, name);
	return in && !text_blank(in->edit.text->str) ? in->edit.text->str : NULL;
}

bool
form_fields(Form *form, bool only_changed, json_t *fields, GError **error)
{
	const Cli *cli = form->view.app->cli;
	for (guint i = 0; i < form->inputs->len; i++) {
		const Input *in = &g_array_index(form->inputs, Input, i);
		const char *text = in->edit.text->str;
		json_t *value = NULL;
		if (!in->field || (only_changed ? g_str_equal(text, in->initial) : text_blank(text)))
			continue;
		if (!field_parse(in->field, text_blank(text) ? "" : text, cli->now, cli->session->zone, &value, error)) {
			form->at = i;
			return false;
		}
		json_object_set_new(fields, in->field->name, value);
	}
	return true;
}

bool
form_instant(Form *form, const char *name, Instant preset, Instant *t, GError **error)
{
	const Input *in = form_input(form, name);
	const char *text = form_text(form, name);
	*t = preset;
	return !text || input_instant(form->view.app->cli, in, text, t, error);
}

char *
form_path(Form *form, const char *name)
{
	const char *text = form_text(form, name);
	g_autofree char *trimmed = text ? g_strstrip(g_strdup(text)) : NULL;
	return trimmed ? host_expand_home(trimmed) : NULL;
}

char **
form_list(Form *form, const char *name)
{
	const char *text = form_text(form, name);
	if (!text)
		return NULL;
	g_auto(GStrv) parts = g_strsplit(text, ",", -1);
	g_autoptr(GPtrArray) words = g_ptr_array_new();
	for (char **p = parts; *p; p++)
		if (!text_blank(*p))
			g_ptr_array_add(words, text_one_line(*p));
	g_ptr_array_add(words, NULL);
	return (char **)g_ptr_array_free(g_steal_pointer(&words), FALSE);
}

/* --- drafts ------------------------------------------------------------------------------------------------------------------------- */

static char *
draft_text(Form *form)
{
	json_auto_t *o = json_object();
	for (guint i = 0; i < form->inputs->len; i++) {
		const Input *in = &g_array_index(form->inputs, Input, i);
		if (!g_str_equal(in->edit.text->str, in->initial))
			json_object_set_new(o, in->row->name, json_string(in->edit.text->str));
	}
	char *line = json_object_size(o) ? json_dumps(o, JSON_COMPACT | JSON_SORT_KEYS) : NULL, *copy = g_strdup(line);
	free(line);
	return copy;
}

void
form_keep(View *view)
{
	Form *form = (Form *)view;
	g_autoptr(GError) error = NULL;
	g_autofree char *text = form->draft ? draft_text(form) : NULL;
	if (!form->draft || view->done || g_strcmp0(text, form->kept) == 0)
		return;
	if (!text)
		host_draft_drop(form->draft);
	else if (!host_draft_save(form->draft, text, &error)) {
		/* Said once: it cannot be helped from here, and typing must go on. */
		app_fail(view->app, g_steal_pointer(&error));
	}
	g_free(form->kept);
	form->kept = g_steal_pointer(&text);
}

void
form_drop_draft(Form *form)
{
	if (form->draft)
		host_draft_drop(form->draft);
	g_clear_pointer(&form->draft, g_free);
}

static void
take_up(Form *form)
{
	g_autofree char *text = form->draft ? host_draft_load(form->draft) : NULL;
	json_auto_t *o = text ? json_loads(text, 0, NULL) : NULL;
	bool any = false;
	for (guint i = 0; i < form->inputs->len; i++) {
		Input *in = &g_array_index(form->inputs, Input, i);
		const char *value = json_string_value(json_object_get(o, in->row->name));
		if (value && !g_str_equal(value, in->initial)) {
			edit_set(&in->edit, value);
			any = true;
		}
	}
	if (any)
		app_say(form->view.app, LOOK_WARN, "%s", _("a draft was taken up again: ^X throws it away"));
	form->kept = draft_text(form);
}

void
form_open(Form *form)
{
	app_push(form->view.app, &form->view);
	take_up(form);
}

void
form_start_over(Form *form)
{
	for (guint i = 0; i < form->inputs->len; i++) {
		Input *in = &g_array_index(form->inputs, Input, i);
		edit_set(&in->edit, in->initial);
		g_clear_pointer(&in->problem, g_free);
	}
	form->at = 0;
	form_keep(&form->view);
}

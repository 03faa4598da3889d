/* What a line of a form offers to choose from. */
#include "tui/form-view.h"

#include "tui/dialog.h"

#include <string.h>

typedef struct {
	Form *form;
	Input *input;
	bool several;
} Picking;

static void
picked(App *app, const char *const *ids, gpointer data)
{
	const Picking *p = data;
	g_autofree char *text = g_strjoinv(", ", (char **)(gpointer)ids);
	(void)app;
	edit_set(&p->input->edit, text);
}

static bool
is_among(const Input *in, const char *id)
{
	g_auto(GStrv) now = g_strsplit(in->edit.text->str, ",", -1);
	for (char **n = now; *n; n++)
		if (g_str_equal(g_strstrip(*n), id))
			return true;
	return false;
}

static GArray *
terms(const Vocab *vocab, const Input *in, Lang lang)
{
	GArray *choices = choices_new();
	for (const Term *t = vocab->terms; t->code; t++)
		if (t->active)
			choice_add(choices, t->code, words_in(&t->label, lang), NULL, is_among(in, t->code));
	return choices;
}

static GArray *
clients(const Cli *cli, const Input *in)
{
	g_autoptr(GPtrArray) all = NULL;
	GArray *choices = choices_new();
	if (query_clients(cli->session->db, false, &all, NULL))
		for (guint i = 0; i < all->len; i++) {
			const Client *c = g_ptr_array_index(all, i);
			g_autofree char *hours = c->hours ? g_strdup_printf("%d h", c->hours) : g_strdup("");
			choice_add(choices, c->id, c->name ? c->name : c->id, hours, is_among(in, c->id));
		}
	choice_add(choices, "?", _("not yet known which"), NULL, is_among(in, "?"));
	choice_add(choices, "none", _("no client's data"), NULL, is_among(in, "none"));
	return choices;
}

static GArray *
people(const Cli *cli)
{
	g_autoptr(GPtrArray) all = NULL;
	GArray *choices = choices_new();
	if (query_people(cli->session->db, false, &all, NULL))
		for (guint i = 0; i < all->len; i++) {
			const Person *p = g_ptr_array_index(all, i);
			choice_add(choices, p->id, p->name ? p->name : p->id, p->phone ? p->phone : p->phone_out, false);
		}
	return choices;
}

/* A code of one of the small lists, for people; the code itself where it is in none of them. */
const char *
choice_label(const char *code, Lang lang)
{
	IncidentKind kind;
	Role role;
	if (incident_kind_parse(code, &kind))
		return words_in(incident_kind_words(kind), lang);
	if (role_parse(code, &role))
		return words_in(role_words(role), lang);
	return g_str_equal(code, "it") ? _("Italian") : g_str_equal(code, "en") ? _("English") : code;
}

static GArray *
words(const char *list, Lang lang)
{
	GArray *choices = choices_new();
	g_auto(GStrv) all = g_strsplit(list, "|", -1);
	for (char **w = all; *w; w++)
		choice_add(choices, *w, choice_label(*w, lang), NULL, false);
	return choices;
}

static GArray *
choices_of(Form *form, const Input *in)
{
	const Cli *cli = form->view.app->cli;
	switch (in->row->type) {
	case INPUT_LINE:
	case INPUT_TEXT:
	case INPUT_INSTANT:
		return NULL;
	case INPUT_FIELD:
		return in->field->vocab ? terms(in->field->vocab, in, cli->lang) : NULL;
	case INPUT_VOCAB:
		return terms(in->row->vocab, in, cli->lang);
	case INPUT_CLIENTS:
		return clients(cli, in);
	case INPUT_PERSON:
		return people(cli);
	case INPUT_CHOICE:
		return words(in->row->words, cli->lang);
	case INPUT_CODE: {
		GArray *choices = choices_new();
		in->row->choices(form, in->row, choices);
		return choices;
	}
	}
	return NULL;
}

bool
input_pick(Form *form, Input *in)
{
	GArray *choices = choices_of(form, in);
	if (!choices)
		return false;
	Picking *p = g_new0(Picking, 1);
	*p = (Picking){form, in, in->row->type == INPUT_CLIENTS || (in->field && in->field->type == FIELD_CODES)};
	const char *title = in->row->label || !in->field ? _(in->row->label) : words_in(&in->field->label, form->view.app->cli->lang);
	picker_open(form->view.app, title, choices, p->several, picked, p, g_free);
	return true;
}

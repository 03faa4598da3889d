/* What a line of a form offers to choose from. */
#include "tui/form-view.h"

#include "src/core/text.h"
#include "src/host/host.h"
#include "tui/dialog.h"
#include "tui/words.h"

#include <string.h>

bool
input_can_pick(const Input *in)
{
	const InputType t = in->row->type;
	if (in->field)
		return in->field->vocab || in->field->type == FIELD_INSTANT;
	return t != INPUT_LINE && t != INPUT_TEXT;
}

bool
input_takes_blanks(const Input *in)
{
	const InputType t = in->row->type;
	return t == INPUT_PERSON || t == INPUT_FILE || t == INPUT_INSTANT || t == INPUT_PLANNED || (in->field && in->field->type == FIELD_INSTANT);
}

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
	/* A folder was opened, not chosen. */
	if (p->input->row->type == INPUT_FILE && g_str_has_suffix(text, "/"))
		(void)input_pick(p->form, p->input);
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
	if (session_may(cli->session, RIGHT_READ) && query_clients(cli->session->db, false, &all, NULL))
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
	if (session_may(cli->session, RIGHT_READ) && query_people(cli->session->db, false, &all, NULL))
		for (guint i = 0; i < all->len; i++) {
			const Person *p = g_ptr_array_index(all, i);
			choice_add(choices, p->id, p->name ? p->name : p->id, p->phone ? p->phone : p->phone_out, false);
		}
	return choices;
}

/* --- instants -------------------------------------------------------------------------------------------------------------------- */

static const char *const past[] = {"now", "-5m", "-15m", "-30m", "-1h", "-2h", "-3h", "-6h", "-12h", "today 9:00", "yesterday 18:00",
	"yesterday 9:00", NULL};
static const char *const planned[] = {"+1h", "+4h", "today 18:00", "tomorrow 9:00", "tomorrow 18:00", "+2d", "+3d", "+7d", "+14d", "+30d", "+90d",
	NULL};

/* As somebody would type it; an hour that a clock shows twice in a night needs its offset. (transfer full) */
static char *
instant_text(const Cli *cli, const Input *in, Instant t)
{
	g_autofree char *text = instant_show(t, cli->session->zone);
	Instant again;
	return input_instant(cli, in, text, &again, NULL) && again / 60 == t / 60 ? g_steal_pointer(&text)
										  : instant_rfc3339_local(t, cli->session->zone);
}

/* The day and the time, and beside them how far that is. */
static void
add_instant(const Cli *cli, const Input *in, Instant t, GArray *choices)
{
	g_autofree char *text = instant_text(cli, in, t), *label = instant_brief(t, cli->session->zone, cli->lang);
	g_autofree char *echo = instant_echo(t, cli->now, cli->session->zone, cli->lang);
	const char *distance = strstr(echo, "), ");
	choice_add(choices, text, label, distance ? distance + 3 : NULL, false);
}

static int
by_instant(gconstpointer a, gconstpointer b)
{
	const Instant x = *(const Instant *)a, y = *(const Instant *)b;
	return x < y ? -1 : x > y;
}

/* The nearest first. */
static GArray *
instants(const Cli *cli, const Input *in)
{
	const bool ahead = in->row->type == INPUT_PLANNED;
	GArray *choices = choices_new();
	g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(Instant));
	for (const char *const *typed = ahead ? planned : past; *typed; typed++) {
		Instant t;
		if (input_instant(cli, in, *typed, &t, NULL) && (ahead ? t > cli->now : t <= cli->now))
			g_array_append_val(all, t);
	}
	g_array_sort(all, by_instant);
	for (guint i = 0; i < all->len; i++)
		add_instant(cli, in, g_array_index(all, Instant, ahead ? i : all->len - 1 - i), choices);
	return choices;
}

/* --- files ----------------------------------------------------------------------------------------------------------------------- */

/* The folder of what was typed so far, as it was typed: "~/doc" -> "~/", "" -> "./". (transfer full) */
static char *
folder_of(const char *typed)
{
	const char *slash = strrchr(typed, '/');
	return slash ? g_strndup(typed, (gsize)(slash - typed) + 1) : g_strdup("./");
}

static GArray *
files(Form *form, const Input *in)
{
	g_autofree char *trimmed = g_strstrip(g_strdup(in->edit.text->str)), *folder = folder_of(trimmed), *path = host_expand_home(folder);
	g_autofree char *up = g_strconcat(folder, "../", NULL);
	g_autoptr(GPtrArray) entries = NULL;
	g_autoptr(GError) error = NULL;
	if (!host_list_folder(path, &entries, &error)) {
		app_fail(form->view.app, g_steal_pointer(&error));
		return NULL;
	}
	GArray *choices = choices_new();
	choice_add(choices, up, "../", NULL, false);
	for (guint i = 0; i < entries->len; i++) {
		const HostEntry *e = g_ptr_array_index(entries, i);
		g_autofree char *label = g_strconcat(e->name, e->folder ? "/" : "", NULL), *id = g_strconcat(folder, label, NULL);
		g_autofree char *size = e->folder ? NULL : words_size(e->size);
		choice_add(choices, id, label, size, false);
	}
	return choices;
}

/* --- all of them ----------------------------------------------------------------------------------------------------------------- */

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
	static const char *const others[][2] = {{"it", N_("Italian")}, {"en", N_("English")}, {"yes", N_("yes")}, {"no", N_("no")}};
	for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
		if (g_str_equal(others[i][0], code))
			return _(others[i][1]);
	return code;
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
		return NULL;
	case INPUT_INSTANT:
	case INPUT_PLANNED:
		return instants(cli, in);
	case INPUT_FILE:
		return files(form, in);
	case INPUT_FIELD:
		return in->field->vocab ? terms(in->field->vocab, in, cli->lang) : in->field->type == FIELD_INSTANT ? instants(cli, in) : NULL;
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

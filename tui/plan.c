/* What is done about an incident: actions are added, accepted, done, dropped, verified. */
#include "tui/plan.h"

#include "src/cli/show.h"
#include "src/core/action-library.h"
#include "src/register/actions.h"
#include "tui/about.h"
#include "tui/screens.h"

#include <string.h>

/* --- adding ------------------------------------------------------------------------------------------------------------------ */

static void
kinds(Form *form, const InputRow *input, GArray *choices)
{
	(void)input;
	for (ActionKind k = ACTION_CONTAINMENT; k <= ACTION_COMMUNICATION; k++)
		choice_add(choices, action_kind_code(k), words_in(action_kind_words(k), form_app(form)->cli->lang), NULL, false);
}

static char *
kind_said(Form *form, const InputRow *input, const char *text, GError **error)
{
	ActionKind kind;
	(void)input;
	(void)error;
	return g_strdup(action_kind_parse(text, &kind) ? words_in(action_kind_words(kind), form_app(form)->cli->lang) : "");
}

/* What is usually done about a breach of this kind, without what was added already. */
static void
standards(Form *form, const InputRow *input, GArray *choices)
{
	const About *about = form_data(form);
	const Lang lang = form_app(form)->cli->lang;
	g_autoptr(GPtrArray) fitting = standard_actions_for(about->incident);
	(void)input;
	for (guint i = 0; i < fitting->len; i++) {
		const StandardAction *a = g_ptr_array_index(fitting, i);
		choice_add(choices, a->code, words_in(&a->title, lang), words_in(&a->owner, lang), false);
	}
}

static char *
standard_said(Form *form, const InputRow *input, const char *text, GError **error)
{
	const StandardAction *a = standard_action(text);
	(void)input;
	if (!a)
		return err_set(error, E_INPUT, "there is no standard action %s", text), NULL;
	return g_strdup(words_in(&a->title, form_app(form)->cli->lang));
}

static const InputRow add_rows[] = {
	{.name = "standard", .type = INPUT_CODE, .choices = standards, .say = standard_said, .label = N_("what is usually done"),
		.hint = N_("It brings its own title, kind and time; what is written below goes before them."), .empty = N_("something of one's own")},
	{.name = "title", .type = INPUT_LINE, .label = N_("what is to be done")},
	{.name = "kind", .type = INPUT_CODE, .choices = kinds, .say = kind_said, .label = N_("kind")},
	{.name = "owner", .type = INPUT_PERSON, .label = N_("who does it"), .empty = N_("nobody yet"),
		.hint = N_("Somebody of the register, or Name <address>. The DPO advises and verifies: somebody else executes.")},
	{.name = "due", .type = INPUT_PLANNED, .label = N_("by when"), .hint = N_("tomorrow 18:00, 30/11, in 3 days"), .empty = N_("not said")},
	{.name = NULL},
};

static bool
add_save(Form *form, GError **error)
{
	App *app = form_app(form);
	const About *about = form_data(form);
	g_autofree char *id = NULL;
	NewAction action = {.ref = about->ref, .standard = form_text(form, "standard"), .fields = {.title = form_text(form, "title"),
		.kind = form_text(form, "kind"), .owner = form_text(form, "owner"), .due = INSTANT_NONE}};
	if (!form_instant(form, "due", INSTANT_NONE, &action.fields.due, error) ||
		!register_action_add(app->cli->session, &action, &id, error))
		return false;
	app_changed(app);
	if (session_may(app->cli->session, RIGHT_TAKE))
		app_say(app, LOOK_GOOD, _("%s: added"), id);
	else
		app_say(app, LOOK_GOOD, _("%s: proposed to the DPO; it may be started all the same"), id);
	return true;
}

void
plan_open(App *app, const Incident *in)
{
	Form *form = form_about(app, in, _("Action"), "action", N_("Add it"), add_save, NULL, NULL);
	if (!form)
		return;
	form_add_all(form, add_rows);
	form_open(form);
}

/* --- one that is there ---------------------------------------------------------------------------------------------------------- */

typedef bool (*StepDo)(Session *session, const char *id, const char *text, int64_t seen, GError **error);

static bool
do_accept(Session *session, const char *id, const char *text, int64_t seen, GError **error)
{
	return register_action_accept(session, id, text, NULL, seen, error);
}

static bool
do_start(Session *session, const char *id, const char *text, int64_t seen, GError **error)
{
	(void)text;
	return register_action_start(session, id, seen, error);
}

static bool
do_done(Session *session, const char *id, const char *text, int64_t seen, GError **error)
{
	return register_action_done(session, id, text, NULL, NULL, seen, error);
}

static bool
do_drop(Session *session, const char *id, const char *text, int64_t seen, GError **error)
{
	return register_action_drop(session, id, text, NULL, seen, error);
}

static bool
do_verify(Session *session, const char *id, const char *text, int64_t seen, GError **error)
{
	return register_action_verify(session, id, text, NULL, seen, error);
}

#define STATE(state) (1U << ACTION_##state)
#define OPEN_STATES (STATE(PROPOSED) | STATE(OPEN) | STATE(DOING))

typedef struct {
	Deed deed;
	unsigned from;    /* the states of which it can be taken */
	StepDo act;
	const char *what, *draft, *save, *said;
	InputRow row;
} Step;

static const Step steps[] = {
	{ACT_ACCEPT, STATE(PROPOSED), do_accept, N_("Accept"), "accept", N_("Accept it"), N_("accepted"), {.name = NULL}},
	{ACT_START, STATE(PROPOSED) | STATE(OPEN), do_start, N_("Begin"), "start", N_("It is begun"), N_("begun"), {.name = NULL}},
	{ACT_DONE, OPEN_STATES, do_done, N_("Done"), "done", N_("It is done"), N_("done"),
		{.name = "text", .type = INPUT_TEXT, .label = N_("what came of it"), .needed = true}},
	{ACT_DROP, OPEN_STATES, do_drop, N_("Drop"), "drop", N_("Drop it"), N_("dropped"),
		{.name = "text", .type = INPUT_TEXT, .label = N_("why it is dropped"), .hint = N_("It stays in the register, with its reason."),
			.needed = true}},
	{ACT_VERIFY, STATE(DONE), do_verify, N_("Verify"), "verify", N_("It holds"), N_("verified"),
		{.name = "text", .type = INPUT_TEXT, .label = N_("how it was verified"), .empty = N_("nothing to add")}},
};

static const Step *
step_of(Deed deed)
{
	for (gsize i = 0; i < G_N_ELEMENTS(steps); i++)
		if (steps[i].deed == deed)
			return &steps[i];
	return NULL;
}

/* Once it was accepted, an action is dropped by the DPO alone. */
static bool
fits(const App *app, const Action *a, const Step *step)
{
	if (step->deed == ACT_DROP && a->state != ACTION_PROPOSED && !session_may(app->cli->session, RIGHT_TAKE))
		return false;
	if (step->deed == ACT_VERIFY && a->verified_at != INSTANT_NONE)
		return false;
	return step->from & (1U << a->state);
}

bool
plan_any(const App *app, const Incident *in, Deed deed)
{
	for (guint i = 0; i < in->actions->len; i++)
		if (fits(app, g_ptr_array_index(in->actions, i), step_of(deed)))
			return true;
	return false;
}

static const Action *
action_of(const Incident *in, const char *id)
{
	for (guint i = 0; i < in->actions->len; i++) {
		const Action *a = g_ptr_array_index(in->actions, i);
		if (g_str_equal(a->id, id))
			return a;
	}
	return NULL;
}

static bool
step_save(Form *form, const Step *step, GError **error)
{
	App *app = form_app(form);
	const About *about = form_data(form);
	if (!step->act(app->cli->session, about->id, step->row.name ? form_text(form, step->row.name) : NULL, about->seen, error))
		return false;
	app_changed(app);
	app_say(app, LOOK_GOOD, "%s: %s", about->id, _(step->said));
	return true;
}

static bool
accept_save(Form *form, GError **error)
{
	return step_save(form, &steps[0], error);
}

static bool
start_save(Form *form, GError **error)
{
	return step_save(form, &steps[1], error);
}

static bool
done_save(Form *form, GError **error)
{
	return step_save(form, &steps[2], error);
}

static bool
drop_save(Form *form, GError **error)
{
	return step_save(form, &steps[3], error);
}

static bool
verify_save(Form *form, GError **error)
{
	return step_save(form, &steps[4], error);
}

static void
draw_action(Form *form, Page *page)
{
	const About *about = form_data(form);
	const Action *a = action_of(about->incident, about->id);
	Tone tone;
	if (!a)
		return;
	g_autofree char *due = show_due(form_app(form)->cli, a, &tone), *who = show_who(form_app(form)->cli, a);
	g_autofree char *line = g_strdup_printf("%s%s%s", due, *due ? ", " : "", who);
	page_pair(page, 0, a->id, 16, LOOK_BOLD, a->title ? a->title : "");
	page_under(page, 16, LOOK_PLAIN, line);
}

static void
step_form(App *app, const Incident *in, const Step *step, const char *id)
{
	static const FormSave saves[G_N_ELEMENTS(steps)] = {accept_save, start_save, done_save, drop_save, verify_save};
	g_autofree char *draft = g_strdup_printf("%s-%s", step->draft, strrchr(id, '/') + 1);
	Form *form = form_about(app, in, _(step->what), draft, step->save, saves[step - steps], draw_action, id);
	if (!form)
		return;
	if (step->row.name)
		form_add(form, &step->row, NULL);
	form_open(form);
}

typedef struct {
	char *ref;
	const Step *step;
} Picking;

static void
picking_free(gpointer data)
{
	g_free(((Picking *)data)->ref);
	g_free(data);
}

static void
picked(App *app, const char *const *ids, gpointer data)
{
	const Picking *p = data;
	g_autoptr(Incident) in = NULL;
	if (ids[0] && query_incident(app->cli->session->db, p->ref, &in, NULL) && in)
		step_form(app, in, p->step, ids[0]);
}

/* The one that it can be done with; where there are several, one chooses. */
void
plan_step(App *app, const Incident *in, Deed deed)
{
	const Step *step = step_of(deed);
	GArray *choices = choices_new();
	for (guint i = 0; i < in->actions->len; i++) {
		const Action *a = g_ptr_array_index(in->actions, i);
		Tone tone;
		if (!fits(app, a, step))
			continue;
		g_autofree char *due = show_due(app->cli, a, &tone);
		choice_add(choices, a->id, a->title ? a->title : a->id, due, false);
	}
	if (choices->len == 1) {
		g_autofree char *id = g_strdup(g_array_index(choices, Choice, 0).id);
		g_array_unref(choices);
		step_form(app, in, step, id);
		return;
	}
	Picking *p = g_new0(Picking, 1);
	*p = (Picking){g_strdup(in->ref), step};
	picker_open(app, _("Which action?"), choices, false, picked, p, picking_free);
}

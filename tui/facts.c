/* The forms about an incident: facts, notes, calls, reasons. */
#include "tui/screens.h"

#include "src/cli/input.h"
#include "src/core/clock.h"
#include "src/register/dpo.h"
#include "src/register/intake.h"
#include "src/register/receipts.h"
#include "tui/about.h"
#include "tui/words.h"

#include <string.h>

/* --- facts --------------------------------------------------------------------------------------------------------------------- */

static const InputRow reason_row = {.name = "-reason", .type = INPUT_LINE, .label = N_("reason for a correction"),
	.hint = N_("Needed when a time of detection, awareness or occurrence changes. It stays with the incident for ever.")};
static const InputRow clients_row = {.name = "-clients", .type = INPUT_CLIENTS, .label = N_("clients affected too"),
	.hint = N_("Clients whose data are affected besides those that are recorded: each has a clock of its own.")};

static void
say_moved(App *app, const Amended *amended)
{
	g_autoptr(GString) out = g_string_new(_("recorded"));
	for (guint i = 0; i < amended->moved->len; i++) {
		const Clock *k = g_ptr_array_index(amended->moved, i);
		g_autofree char *name = view_clock_name(app->cli, k), *due = words_due(app, k);
		g_string_append_printf(out, "; %s %s", name, due);
	}
	const bool otherwise = amended->changed && amended->outdated->len > 0;
	if (otherwise && g_str_equal(((const Outdated *)g_ptr_array_index(amended->outdated, 0))->audience, AUDIENCE_DPO))
		g_string_append_printf(out, "; %s", _("the DPO was told something else before: s sends a supplement"));
	else if (otherwise)
		g_string_append_printf(out, "; %s", _("a client was told something else before: the overview shows which"));
	app_say(app, otherwise ? LOOK_WARN : LOOK_GOOD, "%s", out->str);
}

static bool
amend_save(Form *form, GError **error)
{
	App *app = form_app(form);
	const About *about = form_data(form);
	json_auto_t *fields = json_object();
	g_auto(GStrv) clients = form_list(form, clients_row.name);
	Amended amended = {0};
	if (!form_fields(form, true, fields, error))
		return false;
	const Amendment amendment = {.ref = about->ref, .fields = fields, .clients = (const char *const *)clients,
		.reason = form_text(form, reason_row.name), .seen = about->seen};
	if (!json_object_size(fields) && !clients) {
		app_say(app, LOOK_DIM, "%s", _("nothing was changed"));
		return true;
	}
	if (!register_amend(app->cli->session, &amendment, &amended, error))
		return false;
	app_changed(app);
	say_moved(app, &amended);
	amended_clear(&amended);
	return true;
}

/* A value as somebody would type it. (transfer full) */
static char *
as_typed(const App *app, const Field *f, const json_t *value)
{
	Instant t;
	if (json_is_array(value)) {
		g_autoptr(GString) out = g_string_new(NULL);
		for (gsize i = 0; i < json_array_size(value); i++)
			g_string_append_printf(out, "%s%s", i ? ", " : "", json_string_value(json_array_get(value, i)));
		return g_strdup(out->str);
	}
	const char *text = json_string_value(value);
	if (f->type == FIELD_INSTANT && text && instant_from_rfc3339(text, &t))
		return instant_show(t, app->cli->session->zone);
	return g_strdup(text);
}

void
amend_open(App *app, const Incident *in)
{
	Form *form = form_about(app, in, _("Facts"), "facts", N_("Record"), amend_save, NULL, NULL);
	if (!form)
		return;
	for (const Field *f = incident_fields; f->name; f++) {
		if (!(f->use & FIELD_AMEND))
			continue;
		g_autofree char *text = as_typed(app, f, json_object_get(in->fields, f->name));
		form_add_field(form, f, text, false);
	}
	form_add(form, &clients_row, NULL);
	form_add(form, &reason_row, NULL);
	form_open(form);
}

/* --- notes ---------------------------------------------------------------------------------------------------------------------- */

static const InputRow note_rows[] = {
	{.name = "text", .type = INPUT_TEXT, .label = N_("note"), .hint = N_("It stays with the incident for ever, with your name and the time."),
		.needed = true},
	{.name = NULL},
};

static bool
note_save(Form *form, GError **error)
{
	const About *about = form_data(form);
	if (!register_note(form_app(form)->cli->session, about->ref, form_text(form, "text"), error))
		return false;
	app_changed(form_app(form));
	app_say(form_app(form), LOOK_GOOD, _("%s: noted"), about->ref);
	return true;
}

void
note_open(App *app, const Incident *in)
{
	Form *form = form_about(app, in, _("Note"), "note", N_("Add the note"), note_save, NULL, NULL);
	if (!form)
		return;
	form_add_all(form, note_rows);
	form_open(form);
}

/* --- calls ----------------------------------------------------------------------------------------------------------------------- */

static const InputRow call_rows[] = {
	{.name = "who", .type = INPUT_PERSON, .label = N_("who was called"), .hint = N_("Somebody of the register (dpo, a name), or any name. ^P chooses."),
		.needed = true},
	{.name = "at", .type = INPUT_INSTANT, .label = N_("when"), .hint = N_("14:30, 10 min ago, yesterday 18:30"), .empty = N_("now")},
	{.name = "outcome", .type = INPUT_LINE, .label = N_("what it came to"), .hint = N_("A call is on the time line and is never proof."),
		.needed = true},
	{.name = NULL},
};

static bool
call_save(Form *form, GError **error)
{
	const About *about = form_data(form);
	App *app = form_app(form);
	Instant at;
	if (!form_instant(form, "at", app->cli->now, &at, error) ||
		!register_called(app->cli->session, about->ref, form_text(form, "who"), at, form_text(form, "outcome"), error))
		return false;
	app_changed(app);
	app_say(app, LOOK_GOOD, _("%s: the call is on the time line"), about->ref);
	return true;
}

void
called_open(App *app, const Incident *in)
{
	Form *form = form_about(app, in, _("Call"), "call", N_("Note the call"), call_save, NULL, NULL);
	if (!form)
		return;
	form_add_all(form, call_rows);
	form_open(form);
}

/* --- why a clock was missed ---------------------------------------------------------------------------------------------------------- */

static const InputRow late_rows[] = {
	{.name = "cause", .type = INPUT_VOCAB, .vocab = &vocab_late_cause, .label = N_("cause"), .hint = N_("What comes nearest."), .needed = true},
	{.name = "reason", .type = INPUT_LINE, .label = N_("why, in a sentence"), .hint = N_("It stays with the incident for ever."), .needed = true},
	{.name = NULL},
};

static bool
late_save(Form *form, GError **error)
{
	const About *about = form_data(form);
	App *app = form_app(form);
	const char *code = NULL;
	if (!vocab_parse(&vocab_late_cause, form_text(form, "cause"), &code, error) ||
		!register_late(app->cli->session, about->ref, about->id, code, form_text(form, "reason"), error))
		return false;
	app_changed(app);
	app_say(app, LOOK_GOOD, _("%s: the reason is recorded"), about->ref);
	return true;
}

static void
late_form(App *app, const Incident *in, const char *id)
{
	for (guint i = 0; i < in->clocks->len; i++) {
		const Clock *k = g_ptr_array_index(in->clocks, i);
		if (!g_str_equal(k->id, id))
			continue;
		g_autofree char *name = view_clock_name(app->cli, k), *title = g_strdup_printf("%s: %s", _("Why late"), name);
		g_autofree char *draft = g_strconcat("late-", k->id, NULL);
		Form *form = form_about(app, in, title, draft, N_("Record the reason"), late_save, NULL, k->id);
		if (!form)
			return;
		form_add(form, &late_rows[0], k->late_cause);
		form_add(form, &late_rows[1], k->late_reason);
		form_open(form);
		return;
	}
}

static void
late_picked(App *app, const char *const *ids, gpointer data)
{
	g_autoptr(Incident) in = NULL;
	if (ids[0] && query_incident(app->cli->session->db, data, &in, NULL) && in)
		late_form(app, in, ids[0]);
}

/* The one that is late; where there are several, one chooses. */
void
late_open(App *app, const Incident *in)
{
	GArray *choices = choices_new();
	for (guint i = 0; i < in->clocks->len; i++) {
		const Clock *k = g_ptr_array_index(in->clocks, i);
		ClockState state = clock_state(k, app->cli->now);
		Tone tone;
		if (state != CLOCK_LATE && state != CLOCK_MET_LATE)
			continue;
		g_autofree char *name = view_clock_name(app->cli, k), *words = view_clock_words(app->cli, k, &tone);
		choice_add(choices, k->id, name, words, false);
	}
	if (choices->len == 1) {
		g_autofree char *id = g_strdup(g_array_index(choices, Choice, 0).id);
		g_array_unref(choices);
		late_form(app, in, id);
		return;
	}
	picker_open(app, _("Which clock?"), choices, false, late_picked, g_strdup(in->ref), g_free);
}

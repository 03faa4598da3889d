/*
 * Drafts to clients that leave. The DPO and the management release them; security alone may once less than a quarter of the clock's time is
 * left, and says why (clients.h).
 */
#include "tui/screens.h"

#include "src/core/clock.h"
#include "src/register/clients.h"
#include "tui/about.h"
#include "tui/words.h"

/* --- who may --------------------------------------------------------------------------------------------------------------------- */

static bool
may_alone(const App *app, const Incident *in, const char *client)
{
	const Session *s = app->cli->session;
	for (guint i = 0; session_may(s, RIGHT_NOTIFY) && i < in->clocks->len; i++) {
		const Clock *k = g_ptr_array_index(in->clocks, i);
		if (g_strcmp0(k->client, client) == 0 && clock_open(k) && app->cli->now >= client_release_from(k))
			return true;
	}
	return false;
}

static bool
may(const App *app, const Incident *in, const Notice *n)
{
	return view_is_draft(n) && (session_may(app->cli->session, RIGHT_RELEASE) || may_alone(app, in, n->audience));
}

bool
release_may(const App *app, const Incident *in)
{
	for (guint i = 0; !app->options.read_only && i < in->notices->len; i++)
		if (may(app, in, g_ptr_array_index(in->notices, i)))
			return true;
	return false;
}

/* --- letting go ------------------------------------------------------------------------------------------------------------------ */

static bool
release(App *app, const Notify *notify, GError **error)
{
	Notified notified = {0};
	bool ok = register_notify(app->cli->session, notify, &notified, error);
	notified_clear(&notified);
	if (!ok)
		return false;
	g_autofree char *name = view_audience(app->cli, notify->to);
	app_start_courier(app);
	app_changed(app);
	app_say(app, LOOK_GOOD, _("%s: the notice to %s leaves now"), notify->ref, name);
	return true;
}

typedef struct {
	char *ref, *client;
} Releasing;

static void
releasing_free(gpointer data)
{
	Releasing *r = data;
	g_free(r->ref);
	g_free(r->client);
	g_free(r);
}

static void
release_now(App *app, gpointer data)
{
	const Releasing *r = data;
	const Notify notify = {.ref = r->ref, .to = r->client};
	g_autoptr(GError) error = NULL;
	if (!release(app, &notify, &error))
		app_fail(app, g_steal_pointer(&error));
}

static void
ask_release(App *app, const char *ref, const char *client)
{
	g_autofree char *name = view_audience(app->cli, client);
	g_autofree char *text = g_strdup_printf(_("The notice about %s goes to %s. It cannot be called back.\n\nThe outbox shows it as it will be sent."), ref,
		name);
	Releasing *r = g_new0(Releasing, 1);
	*r = (Releasing){g_strdup(ref), g_strdup(client)};
	dialog_ask(app, _("Release"), text, _("release it"), release_now, r, releasing_free);
}

/* --- alone, in the last quarter ---------------------------------------------------------------------------------------------------- */

static const InputRow alone_rows[] = {
	{.name = "reason", .type = INPUT_LINE, .label = N_("why nobody else releases it"),
		.hint = N_("The register says for ever that it was sent without release, and why."), .needed = true},
	{.name = NULL},
};

static bool
alone_save(Form *form, GError **error)
{
	const About *about = form_data(form);
	const Notify notify = {.ref = about->ref, .to = about->id, .reason = form_text(form, "reason")};
	return release(form_app(form), &notify, error);
}

static void
release_alone(App *app, const Incident *in, const char *client)
{
	g_autofree char *name = view_audience(app->cli, client), *what = g_strdup_printf(_("Release to %s"), name);
	g_autofree char *draft = g_strdup_printf("release-%s", client);
	Form *form = form_about(app, in, what, draft, N_("Release it"), alone_save, NULL, client);
	if (!form)
		return;
	form_add_all(form, alone_rows);
	form_open(form);
}

/* --- to whom --------------------------------------------------------------------------------------------------------------------- */

static void
release_to(App *app, const Incident *in, const char *client)
{
	if (session_may(app->cli->session, RIGHT_RELEASE))
		ask_release(app, in->ref, client);
	else
		release_alone(app, in, client);
}

static void
release_picked(App *app, const char *const *ids, gpointer data)
{
	g_autoptr(Incident) in = NULL;
	if (ids[0] && query_incident(app->cli->session->db, data, &in, NULL) && in)
		release_to(app, in, ids[0]);
}

static bool
is_chosen(const GArray *choices, const char *id)
{
	for (guint i = 0; i < choices->len; i++)
		if (g_str_equal(g_array_index(choices, Choice, i).id, id))
			return true;
	return false;
}

void
release_open(App *app, const Incident *in)
{
	GArray *choices = choices_new();
	for (guint i = 0; i < in->notices->len; i++) {
		const Notice *n = g_ptr_array_index(in->notices, i);
		if (!may(app, in, n) || is_chosen(choices, n->audience))
			continue;
		g_autofree char *name = view_audience(app->cli, n->audience);
		choice_add(choices, n->audience, name, NULL, false);
	}
	if (choices->len == 1) {
		g_autofree char *client = g_strdup(g_array_index(choices, Choice, 0).id);
		g_array_unref(choices);
		release_to(app, in, client);
		return;
	}
	picker_open(app, _("To which client?"), choices, false, release_picked, g_strdup(in->ref), g_free);
}

/* What one does with an incident. What cannot be called back is asked once, and the question says what will happen. */
#include "tui/screens.h"

#include "src/core/clock.h"
#include "src/core/stage.h"
#include "src/register/dpo.h"
#include "src/register/outgoing.h"
#include "tui/dialog.h"
#include "tui/words.h"

#include <string.h>

/* --- sending ---------------------------------------------------------------------------------------------------------------- */

static void
send_now(App *app, gpointer data)
{
	g_autoptr(GError) error = NULL;
	Notified notified = {0};
	const Notify notify = {.ref = data};
	if (!register_notify(app->cli->session, &notify, &notified, &error)) {
		app_fail(app, g_steal_pointer(&error));
		return;
	}
	guint n = notified.ids->len;
	notified_clear(&notified);
	app_say(app, LOOK_GOOD, ngettext("%s: the notice leaves now", "%s: %u notices leave now", n), (const char *)data, n);
	app_start_courier(app);
	app_changed(app);
}

static const char *
channels(const Incident *in)
{
	bool pec = false, email = false;
	for (guint i = 0; i < in->notices->len; i++) {
		const Notice *n = g_ptr_array_index(in->notices, i);
		pec = pec || (notice_is_waiting(n) && n->channel == CHANNEL_PEC);
		email = email || (notice_is_waiting(n) && n->channel == CHANNEL_EMAIL);
	}
	return pec && email ? _("by PEC and by e-mail") : pec ? _("by PEC") : email ? _("by e-mail") : _("by the usual way");
}

static bool
any_left(const Incident *in)
{
	for (guint i = 0; i < in->notices->len; i++)
		if (((const Notice *)g_ptr_array_index(in->notices, i))->state == NOTICE_SENT)
			return true;
	return false;
}

static void
ask_send(App *app, const Incident *in)
{
	g_autoptr(Dpo) dpo = NULL;
	(void)query_dpo_at(app->cli->session->db, app->cli->now, &dpo, NULL);
	g_autofree char *who = dpo ? view_person(app->cli, dpo->person) : g_strdup(_("nobody: no DPO is in office"));
	const char *what = any_left(in) ? _("A first notice has left already: this one is a supplement, it says what changed since.")
		: in->kind == KIND_DRILL ? _("This is an exercise.") : _("It carries what is recorded now; what becomes known later follows as a supplement.");
	g_autofree char *text = g_strdup_printf(_("A notice about %s goes to the DPO, %s, %s. It cannot be called back.\n\n%s"), in->ref, who,
		channels(in), what);
	dialog_ask(app, _("Send"), text, _("send it now"), send_now, g_strdup(in->ref), g_free);
}

/* --- holding ---------------------------------------------------------------------------------------------------------------- */

static void
hold(App *app, const Incident *in)
{
	g_autoptr(GError) error = NULL;
	int held = 0;
	for (guint i = 0; i < in->notices->len; i++) {
		const Notice *n = g_ptr_array_index(in->notices, i);
		if (!notice_is_waiting(n) || n->hold_until == NOTICE_HELD)
			continue;
		if (!register_outbox_hold(app->cli->session, n->id, &error)) {
			app_fail(app, g_steal_pointer(&error));
			return;
		}
		held++;
	}
	g_autofree char *ref = g_strdup(in->ref);
	app_changed(app);
	if (held)
		app_say(app, LOOK_WARN, _("%s: the notice is held back; shortly before the deadline it leaves all the same"), ref);
	else
		app_say(app, LOOK_WARN, _("%s: nothing waits that could be held"), ref);
}

/* --- taking charge ------------------------------------------------------------------------------------------------------------- */

static void
take(App *app, gpointer data)
{
	g_autoptr(GError) error = NULL;
	if (!register_take(app->cli->session, data, NULL, &error)) {
		app_fail(app, g_steal_pointer(&error));
		return;
	}
	app_say(app, LOOK_GOOD, _("%s: taken in charge by the DPO"), (const char *)data);
	app_changed(app);
}

static void
ask_take(App *app, const Incident *in)
{
	g_autofree char *text = g_strdup_printf(_("As DPO you take charge of %s, \"%s\". The register notes it with the time.\n\n%s"), in->ref,
		incident_title(in), view_dpo_clock(in)->met_at == INSTANT_NONE
		? _("It does not stand for the notice: the rule asks for an e-mail or a PEC to the DPO.") : "");
	dialog_ask(app, _("Take charge"), text, _("take charge"), take, g_strdup(in->ref), g_free);
}

/* --- how things are corrected ---------------------------------------------------------------------------------------------------- */

static void
correct(App *app, Page *page, gpointer data)
{
	static const char *const lines[] = {
		N_("Nothing that was recorded is taken away: a correction is added, and both stay readable in the history."),
		N_("A fact was wrong: e changes it. Times of detection and awareness want a reason; later ones only the DPO may set."),
		N_("A notice was wrong: before it leaves, x in the outbox takes it back. Once it has left, correct the fact and press s: a supplement "
			"goes out and says what changed."),
		N_("A client is not affected after all: :amend REF --not-client NAME --reason TEXT"),
		N_("Nothing can call back a mail that has left."),
	};
	(void)app;
	(void)data;
	for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
		page_blank(page);
		page_under(page, 0, i ? LOOK_PLAIN : LOOK_BOLD, _(lines[i]));
	}
}

void
correct_open(App *app)
{
	text_open(app, _("How something is corrected"), correct, NULL, NULL);
}

/* --- all of them -------------------------------------------------------------------------------------------------------------------- */

bool
incident_act(App *app, const Incident *in, Deed action)
{
	switch ((int)action) {
	case ACT_SEND:
		ask_send(app, in);
		return true;
	case ACT_HOLD:
		hold(app, in);
		return true;
	case ACT_TAKE:
		ask_take(app, in);
		return true;
	case ACT_WHY:
		late_open(app, in);
		return true;
	case ACT_AMEND:
		amend_open(app, in);
		return true;
	case ACT_NOTE:
		note_open(app, in);
		return true;
	case ACT_CALLED:
		called_open(app, in);
		return true;
	default:
		return false;
	}
}

static bool
can_hold(const Incident *in)
{
	for (guint i = 0; i < in->notices->len; i++) {
		const Notice *n = g_ptr_array_index(in->notices, i);
		if (notice_is_waiting(n) && n->hold_until != NOTICE_HELD)
			return true;
	}
	return false;
}

static bool
has_late(const Incident *in, Instant now)
{
	for (guint i = 0; i < in->clocks->len; i++) {
		ClockState state = clock_state(g_ptr_array_index(in->clocks, i), now);
		if (state == CLOCK_LATE || state == CLOCK_MET_LATE)
			return true;
	}
	return false;
}

const char *
incident_refuse(App *app, const Incident *in, Deed action)
{
	bool of_incident = action == ACT_SEND || action == ACT_HOLD || action == ACT_TAKE || action == ACT_WHY || action == ACT_AMEND ||
		action == ACT_NOTE || action == ACT_CALLED;
	if (!of_incident)
		return NULL;
	if (!in)
		return "";
	bool over = in->closed_at != INSTANT_NONE || in->voided_at != INSTANT_NONE;
	if (over && action != ACT_NOTE && action != ACT_WHY)
		return _("this incident is closed");
	if (action == ACT_HOLD && !can_hold(in))
		return _("nothing waits that could be held");
	if (action == ACT_TAKE && in->taken_at != INSTANT_NONE)
		return _("it is taken in charge already");
	if (action == ACT_WHY && !has_late(in, app->cli->now))
		return _("no clock of this incident is late");
	return NULL;
}

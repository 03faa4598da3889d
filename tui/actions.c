/* What one does with an incident. What cannot be called back is asked once, and the question says what will happen. */
#include "tui/screens.h"

#include "src/core/clock.h"
#include "src/register/dpo.h"
#include "src/register/outgoing.h"
#include "tui/dialog.h"
#include "tui/plan.h"
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
		notified_clear(&notified);
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
	for (guint i = 0; i < in->notices->len; i++) {
		const Notice *n = g_ptr_array_index(in->notices, i);
		if (n->state == NOTICE_SENT && !letter_reminds(n->letter))
			return true;
	}
	return false;
}

static void
ask_send(App *app, const Incident *in)
{
	g_autoptr(Dpo) dpo = NULL;
	(void)query_dpo_at(app->cli->session->db, app->cli->now, &dpo, NULL);
	if (!dpo) {
		app_say(app, LOOK_BAD, "%s", _("no DPO is in office, there is nobody to write to: :dpo appoint WHO"));
		return;
	}
	g_autofree char *who = view_person(app->cli, dpo->person);
	const char *what = any_left(in) ? _("A first notice has left already: this one is a supplement, it says what changed since.")
		: in->kind == KIND_DRILL ? _("This is an exercise.") : _("It carries what is recorded now; what becomes known later follows as a supplement.");
	g_autofree char *text = g_strdup_printf(_("A notice about %s goes to the DPO, %s, %s. It cannot be called back.\n\n%s"), in->ref, who,
		channels(in), what);
	dialog_ask(app, _("Send"), text, _("send it now"), send_now, g_strdup(in->ref), g_free);
}

/* --- holding ---------------------------------------------------------------------------------------------------------------- */

/* A reminder waits for nobody's facts. */
static bool
can_be_held(const Notice *n)
{
	return notice_is_waiting(n) && n->hold_until != NOTICE_HELD && !letter_reminds(n->letter);
}

static void
hold(App *app, const Incident *in)
{
	g_autoptr(GError) error = NULL;
	int held = 0;
	for (guint i = 0; i < in->notices->len; i++) {
		const Notice *n = g_ptr_array_index(in->notices, i);
		if (!can_be_held(n))
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
	app_say(app, LOOK_GOOD, _("%s: taken in charge by the DPO; v assesses it, a plans what is done"), (const char *)data);
	app_changed(app);
}

static void
ask_take(App *app, const Incident *in)
{
	g_autofree char *text = g_strdup_printf(_("As DPO you take charge of %s, \"%s\". The register notes it with the time.\n\n%s"), in->ref,
		incident_title(in), clock_open(view_dpo_clock(in))
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

static bool
can_send(const App *app, const Incident *in, Deed deed)
{
	(void)app;
	(void)deed;
	return !in->historic;
}

static bool
can_hold(const App *app, const Incident *in, Deed deed)
{
	(void)app;
	(void)deed;
	for (guint i = 0; i < in->notices->len; i++) {
		if (can_be_held(g_ptr_array_index(in->notices, i)))
			return true;
	}
	return false;
}

static bool
can_take(const App *app, const Incident *in, Deed deed)
{
	(void)app;
	(void)deed;
	return in->taken_at == INSTANT_NONE;
}

static bool
has_late(const App *app, const Incident *in, Deed deed)
{
	(void)deed;
	for (guint i = 0; i < in->clocks->len; i++) {
		ClockState state = clock_state(g_ptr_array_index(in->clocks, i), app->cli->now);
		if (state == CLOCK_LATE || state == CLOCK_MET_LATE)
			return true;
	}
	return false;
}

static bool
is_breach(const App *app, const Incident *in, Deed deed)
{
	(void)app;
	(void)deed;
	return in->kind != KIND_NEAR_MISS;
}

static bool
can_release(const App *app, const Incident *in, Deed deed)
{
	(void)deed;
	return release_may(app, in);
}

static bool
can_file(const App *app, const Incident *in, Deed deed)
{
	(void)app;
	(void)deed;
	return filing_any(in);
}

static bool
can_waive(const App *app, const Incident *in, Deed deed)
{
	(void)app;
	(void)deed;
	return waiving_any(in);
}

static bool
can_copy(const App *app, const Incident *in, Deed deed)
{
	(void)app;
	(void)deed;
	return copy_any(in);
}

static bool
can_confirm(const App *app, const Incident *in, Deed deed)
{
	(void)app;
	(void)deed;
	return confirm_any(in);
}

static bool
can_enter(const App *app, const Incident *in, Deed deed)
{
	(void)app;
	(void)deed;
	return answer_any(in);
}

static bool
is_closed(const App *app, const Incident *in, Deed deed)
{
	(void)app;
	(void)deed;
	return in->closed_at != INSTANT_NONE;
}

/* can: NULL: always; `why` says it where it cannot, "": it is not even mentioned. over: also of what is closed or void. */
static const struct {
	Deed deed;
	void (*open)(App *app, const Incident *incident);
	void (*step)(App *app, const Incident *incident, Deed deed);
	bool (*can)(const App *app, const Incident *incident, Deed deed);
	const char *why;
	bool over;
} deeds[] = {
	{ACT_SEND, ask_send, NULL, can_send, N_("it was imported: nothing is sent about the past"), false},
	{ACT_HOLD, hold, NULL, can_hold, N_("nothing waits that could be held"), false},
	{ACT_TAKE, ask_take, NULL, can_take, N_("it is taken in charge already"), false},
	{ACT_WHY, late_open, NULL, has_late, N_("no clock of this incident is late"), true},
	{ACT_ASSESS, assess_open, NULL, NULL, NULL, false},
	{ACT_OPINION, opinion_open, NULL, is_breach, N_("a near miss asks for no opinion"), false},
	{ACT_DECIDE, decide_open, NULL, is_breach, N_("a near miss asks for no decision"), false},
	{ACT_RELEASE, release_open, NULL, can_release,
		N_("no draft waits that you may release: the DPO or the management does, security alone in the last quarter of the time"), false},
	{ACT_FILE, file_open, NULL, can_file, N_("no clock runs that a filing meets"), false},
	{ACT_WAIVE, waive_open, NULL, can_waive, N_("no clock runs that may be waived; that of the DPO never is"), false},
	{ACT_EVIDENCE, evidence_open, NULL, NULL, NULL, false},
	{ACT_COPY, copy_open, NULL, can_copy, N_("no evidence is kept whose bytes could be given back"), true},
	{ACT_AMEND, amend_open, NULL, NULL, NULL, false},
	{ACT_NOTE, note_open, NULL, NULL, NULL, true},
	{ACT_CALLED, called_open, NULL, NULL, NULL, false},
	{ACT_PLAN, plan_open, NULL, NULL, NULL, false},
	{ACT_ACCEPT, NULL, plan_step, plan_any, N_("no action waits to be accepted"), true},
	{ACT_START, NULL, plan_step, plan_any, N_("no action waits to be begun"), true},
	{ACT_DONE, NULL, plan_step, plan_any, N_("no action waits to be done"), true},
	{ACT_DROP, NULL, plan_step, plan_any, N_("no action can be dropped"), true},
	{ACT_VERIFY, NULL, plan_step, plan_any, N_("no action waits to be verified"), true},
	{ACT_KEEP, keep_open, NULL, NULL, NULL, true},
	{ACT_CONFIRM, confirm_open, NULL, can_confirm, N_("no receipt waits to be confirmed"), true},
	{ACT_ENTER, enter_open, NULL, can_enter, N_("no answer has come that could be entered"), false},
	{ACT_ATTACHED, attached_open, NULL, can_enter, N_("no answer has come that could have something attached"), false},
	{ACT_CLOSE, close_open, NULL, NULL, NULL, false},
	{ACT_REOPEN, reopen_open, NULL, is_closed, N_("it is not closed"), true},
	{ACT_VOID, void_open, NULL, NULL, NULL, false},
};

bool
incident_act(App *app, const Incident *in, Deed action)
{
	for (gsize i = 0; i < G_N_ELEMENTS(deeds); i++) {
		if (deeds[i].deed != action)
			continue;
		if (deeds[i].open)
			deeds[i].open(app, in);
		else
			deeds[i].step(app, in, action);
		return true;
	}
	return false;
}

const char *
incident_refuse(App *app, const Incident *in, Deed action)
{
	for (gsize i = 0; i < G_N_ELEMENTS(deeds); i++) {
		if (deeds[i].deed != action)
			continue;
		if (!in)
			return "";
		if (incident_over(in) && !deeds[i].over)
			return _("this incident is closed");
		return !deeds[i].can || deeds[i].can(app, in, action) ? NULL : _(deeds[i].why);
	}
	return NULL;
}

/* Words with countdowns. */
#include "tui/words.h"

#include "src/core/advice.h"
#include "src/core/clock.h"
#include "src/core/judgement.h"
#include "src/core/stage.h"
#include "src/core/text.h"
#include "tui/screens.h"

Style
style_of_tone(Tone tone)
{
	static const Style styles[] = {[TONE_PLAIN] = LOOK_PLAIN, [TONE_DIM] = LOOK_DIM, [TONE_BOLD] = LOOK_BOLD, [TONE_GOOD] = LOOK_GOOD,
		[TONE_WARN] = LOOK_WARN, [TONE_BAD] = LOOK_BAD};
	return styles[tone];
}

/* "18h28m"; below an hour "28m05s". (transfer full) */
static char *
words_span(int64_t seconds)
{
	int64_t s = ABS(seconds);
	if (s >= 3600)
		return view_span(s);
	return s >= 60 ? g_strdup_printf("%dm%02ds", (int)(s / 60), (int)(s % 60)) : g_strdup_printf("%ds", (int)s);
}

char *
words_left(App *app, int64_t seconds)
{
	app->fast = app->fast || ABS(seconds) <= 3600;
	return words_span(seconds);
}

char *
words_size(int64_t bytes)
{
	static const char *const units[] = {"B", "kB", "MB", "GB"};
	gsize unit = 0;
	while (bytes >= 1000 && unit + 1 < G_N_ELEMENTS(units)) {
		bytes = (bytes + 500) / 1000;
		unit++;
	}
	return g_strdup_printf("%" G_GINT64_FORMAT " %s", bytes, units[unit]);
}

BoardLook
words_look(App *app, int cols)
{
	(void)app;
	return (BoardLook){words_span, cols >= BOARD_WIDE, cols < BOARD_WIDE, term_sign(SIGN_BAR_FULL), term_sign(SIGN_BAR_EMPTY)};
}

/* --- notices ---------------------------------------------------------------------------------------------------------------- */

bool
notice_is_waiting(const Notice *n)
{
	return !n->exercise && (n->state == NOTICE_QUEUED || n->state == NOTICE_COMPOSED);
}

bool
notice_is_held(const Notice *n, Instant now)
{
	return notice_is_waiting(n) && n->attempts == 0 && n->hold_until != INSTANT_NONE && n->hold_until > now;
}

char *
words_due(const App *app, const Clock *k)
{
	return instant_brief_short(k->due_at, app->cli->now, app->cli->session->zone, app->cli->lang);
}

const Notice *
words_notice(const Incident *in)
{
	const Notice *best = NULL;
	for (guint i = 0; i < in->notices->len; i++) {
		const Notice *n = g_ptr_array_index(in->notices, i);
		bool later = !best || (n->state != NOTICE_CANCELLED && (n->letter != LETTER_SHORT || best->state == NOTICE_CANCELLED));
		if (g_strcmp0(n->audience, "dpo") == 0 && later)
			best = n;
	}
	return best;
}

/* Who may not send is not told with which key. */
static char *
held_words(App *app, const Notice *n, bool may)
{
	if (n->hold_until == NOTICE_HELD)
		return g_strdup(may ? _("held back: s sends it; shortly before the deadline it leaves all the same")
				    : _("held back; shortly before the deadline it leaves all the same"));
	g_autofree char *when = instant_clock(n->hold_until, app->cli->session->zone);
	g_autofree char *left = words_left(app, n->hold_until - app->cli->now);
	return g_strdup_printf(may ? _("leaves at %s, in %s: s at once, h hold") : _("leaves at %s, in %s"), when, left);
}

char *
words_notice_state(App *app, const Notice *n, Style *style)
{
	const bool may = session_may(app->cli->session, RIGHT_NOTIFY) && !app->options.read_only;
	Tone tone = TONE_WARN;
	*style = LOOK_WARN;
	if (view_is_draft(n))
		return g_strdup(_("draft to a client: the DPO or the management releases it"));
	if (notice_is_held(n, app->cli->now))
		return held_words(app, n, may);
	char *words = view_notice_words(app->cli, n, &tone);
	*style = style_of_tone(tone);
	return words;
}

char *
words_told(App *app, const Incident *in, Style *style)
{
	const Notice *n = words_notice(in);
	if (n)
		return words_notice_state(app, n, style);
	*style = in->historic || incident_over(in) ? LOOK_DIM : LOOK_WARN;
	if (in->historic)
		return g_strdup(_("imported: nothing is sent about the past"));
	if (incident_over(in))
		return g_strdup(_("no notice"));
	return g_strdup(session_may(app->cli->session, RIGHT_NOTIFY) && !app->options.read_only ? _("no notice yet: s sends one") : _("no notice yet"));
}

bool
words_untaken(const Incident *in)
{
	return in->taken_at == INSTANT_NONE && !in->historic && !incident_over(in);
}

/* --- whose turn it is ---------------------------------------------------------------------------------------------------------- */

static bool
wants_reason(const App *app, const Incident *in)
{
	for (guint i = 0; i < in->clocks->len; i++)
		if (clock_wants_reason(g_ptr_array_index(in->clocks, i), app->cli->now))
			return true;
	return false;
}

bool
words_clients_decide(const Incident *in)
{
	return g_strcmp0(incident_text(in, "own_data"), "no") == 0;
}

bool
words_undecided(const Incident *in, Question about)
{
	if (in->kind != KIND_BREACH || incident_over(in) || words_clients_decide(in) || g_strcmp0(in->outcome, "not-a-breach") == 0)
		return false;
	return !judgement_settled(in, about);
}

/* A notice to a client waits until somebody releases it. */
static bool
has_draft(const Incident *in)
{
	for (guint i = 0; i < in->notices->len; i++)
		if (view_is_draft(g_ptr_array_index(in->notices, i)))
			return true;
	return false;
}

static bool
lacks_opinion(const Incident *in)
{
	return (words_undecided(in, ABOUT_AUTHORITY) && !judgement_about(in->opinions, ABOUT_AUTHORITY)) ||
		(words_undecided(in, ABOUT_SUBJECTS) && !judgement_about(in->opinions, ABOUT_SUBJECTS));
}

/* There is none, or the DPO has advised otherwise since. */
static bool
lacks_decision_on(const Incident *in, Question about)
{
	return words_undecided(in, about) && (!judgement_about(in->decisions, about) || judgement_about(in->opinions, about));
}

static bool
lacks_decision(const Incident *in)
{
	return lacks_decision_on(in, ABOUT_AUTHORITY) || lacks_decision_on(in, ABOUT_SUBJECTS);
}

static bool
has_proposed(const Incident *in)
{
	for (guint i = 0; i < in->actions->len; i++)
		if (((const Action *)g_ptr_array_index(in->actions, i))->state == ACTION_PROPOSED)
			return true;
	return false;
}

bool
words_may_close(const App *app, const Incident *in)
{
	for (const Gate *g = incident_gates; g->code; g++)
		if (gate_applies(g, in) && !g->passes(in, app->cli->now))
			return false;
	return true;
}

/* The DPO's own steps, in their order. */
static const char *
awaits_dpo(const App *app, const Incident *in)
{
	if (in->taken_at == INSTANT_NONE)
		return _("awaits you: t takes charge");
	if (has_draft(in))
		return _("awaits you: a draft to a client is ready; r releases it");
	if (in->kind == KIND_BREACH && !words_clients_decide(in) && in->assessed_at == INSTANT_NONE)
		return _("awaits you: v assesses the severity");
	if (lacks_opinion(in))
		return _("awaits you: i gives your opinion");
	if (has_proposed(in))
		return _("awaits you: y accepts what was proposed");
	return words_may_close(app, in) ? _("awaits you: nothing is missing; C closes it") : NULL;
}

/* The company decided that it has to be done, and nothing says that it was. */
static bool
wants_filing(const Incident *in, Question about, const char *rule)
{
	const Judgement *decision = judgement_about(in->decisions, about);
	const Clock *k = clock_find(in->clocks, rule);
	return decision && decision->yes && k && clock_open(k);
}

static const char *
awaits_manager(const Incident *in)
{
	if (has_draft(in))
		return _("awaits you: a draft to a client is ready; r releases it");
	return lacks_decision(in) ? _("awaits you: d decides for the company") : NULL;
}

const char *
words_awaits(const App *app, const Incident *in)
{
	const unsigned roles = app->cli->session->roles;
	const Notice *n = words_notice(in);
	const char *own = NULL;
	/* What was imported may be finished by whoever likes; it stands before nobody's own work. */
	if (incident_over(in) || in->historic)
		return NULL;
	if (roles & (1U << ROLE_DPO))
		own = awaits_dpo(app, in);
	if (!own && (roles & (1U << ROLE_MANAGER)))
		own = awaits_manager(in);
	if (own || !(roles & ((1U << ROLE_SECURITY) | (1U << ROLE_MANAGER) | (1U << ROLE_DPO))))
		return own;
	if (n && (n->state == NOTICE_FAILED || n->proof == PROOF_REFUTED))
		return _("awaits you: the notice did not arrive; s sends again, o shows why");
	if (in->taken_at == INSTANT_NONE && answer_any(in) && session_may(app->cli->session, RIGHT_ADD))
		return _("awaits you: the DPO answered; P enters what was answered");
	if (session_may(app->cli->session, RIGHT_ADD) &&
		(wants_filing(in, ABOUT_AUTHORITY, RULE_AUTHORITY) || wants_filing(in, ABOUT_SUBJECTS, RULE_SUBJECTS)))
		return _("awaits you: it is decided that it has to be filed; F records it");
	if (wants_reason(app, in) && view_dpo_clock(in)->met_at != INSTANT_NONE)
		return _("awaits you: w says why it was late");
	return NULL;
}

/* --- what it takes to close ---------------------------------------------------------------------------------------------------- */

/* The keys that do what a gate asks; both where it takes two people. */
static const struct {
	const char *gate;
	Deed deeds[2];
} gate_deeds[] = {
	{"notified", {ACT_SEND, ACT_NONE}}, {"in-charge", {ACT_TAKE, ACT_NONE}}, {"assessed", {ACT_ASSESS, ACT_NONE}},
	{"decided", {ACT_OPINION, ACT_DECIDE}}, {"ended", {ACT_RELEASE, ACT_NONE}}, {"clocks", {ACT_FILE, ACT_WAIVE}},
	{"reasons", {ACT_WHY, ACT_NONE}}, {"actions", {ACT_DONE, ACT_DROP}}, {"described", {ACT_AMEND, ACT_NONE}}, {"root-cause", {ACT_AMEND, ACT_NONE}},
};

/* What this person can do about it, with the keys; how it is done elsewhere, where they cannot. (transfer full) */
static char *
how_words(const App *app, const Gate *gate)
{
	g_autoptr(GString) out = g_string_new(NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(gate_deeds); i++) {
		for (int k = 0; k < 2 && g_str_equal(gate_deeds[i].gate, gate->code); k++) {
			const Deed deed = gate_deeds[i].deeds[k];
			if (deed == ACT_NONE || app->options.read_only || !session_may(app->cli->session, action_rows[deed].right))
				continue;
			g_autofree char *key = action_key_words(deed);
			g_string_append_printf(out, "%s[%s] %s", out->len ? "   " : "", key, _(action_rows[deed].help));
		}
	}
	return g_strdup(out->len ? out->str : words_in(&gate->say, app->cli->lang));
}

void
words_gates(App *app, const Incident *in, Page *page, bool failing_only)
{
	if (incident_over(in))
		return;
	page_heading(page, _("Before it can be closed"));
	for (const Gate *g = incident_gates; g->code; g++) {
		bool ok = g->passes(in, app->cli->now);
		if (!gate_applies(g, in) || (ok && failing_only))
			continue;
		g_autofree char *how = how_words(app, g);
		page_line(page);
		page_cell(page, 3, ok ? LOOK_GOOD : LOOK_WARN, term_sign(ok ? SIGN_OK : SIGN_NO));
		page_part(page, ok ? LOOK_PLAIN : LOOK_BOLD, words_in(&g->name, app->cli->lang));
		if (!ok)
			page_under(page, 3, LOOK_DIM, how);
	}
}

void
words_outdated(App *app, const Incident *in, Page *page, int label)
{
	g_autoptr(GPtrArray) outdated = NULL;
	if (!outdated_find(app->cli->session, in, &outdated, NULL) || !outdated->len)
		return;
	page_heading(page, _("Told otherwise, and not yet told anew"));
	for (guint i = 0; i < outdated->len; i++) {
		const Outdated *o = g_ptr_array_index(outdated, i);
		g_autofree char *name = view_audience(app->cli, o->audience), *words = view_outdated_words(app->cli, o);
		g_autofree char *how = view_outdated_how(in->ref, o), *typed = g_strconcat(":", how, NULL);
		page_pair(page, 0, name, label, LOOK_WARN, words);
		if (!incident_over(in))
			page_under(page, label, LOOK_DIM, typed);
	}
}

void
words_draft(App *app, const Incident *in, const Clock *k, Page *page, int label)
{
	g_autofree char *words = view_client_words(app->cli, in, k);
	if (words)
		page_under(page, label, LOOK_WARN, words);
}

/* --- telephones and advice -------------------------------------------------------------------------------------------------------- */

void
words_telephones(App *app, const Incident *in, Page *page, int label)
{
	Tone tone;
	if (!words_untaken(in))
		return;
	g_autofree char *numbers = view_telephones(app->cli, &tone), *absence = view_absence(app->cli);
	g_auto(GStrv) lines = g_strsplit(numbers ? numbers : "", "\n", -1);
	g_autofree char *line = g_strjoinv("   ", lines);
	/* A number that is broken over two lines is misread at night. */
	bool fits = text_width(line) < page_cols(page) - label;
	if (numbers)
		page_pair(page, 0, tone == TONE_BAD ? _("DPO") : _("Telephone"), label, style_of_tone(tone), fits ? line : numbers);
	if (absence)
		page_under(page, label, LOOK_WARN, absence);
}

void
words_advice(App *app, const Incident *in, Page *page, int label)
{
	const Advice *advice = advice_for(incident_text(in, "breach_kind"));
	for (int i = 0; i < ADVICE_STEPS; i++) {
		g_autofree char *step = g_strdup_printf("%d %s", i + 1, words_in(&advice->steps[i], app->cli->lang));
		page_pair(page, 0, i ? "" : _("Now"), label, LOOK_PLAIN, step);
	}
}

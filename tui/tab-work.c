/* What is done about an incident: its severity, opinions and decisions, what keeps it open, actions and evidence. */
#include "tui/tab.h"

#include "src/cli/show.h"
#include "src/core/judgement.h"
#include "src/core/stage.h"
#include "tui/screens.h"
#include "tui/words.h"

#include <string.h>

#define INDENT 22

/* Where somebody has the key, which one; else what is so. */
static void
say_key(App *app, const Incident *in, Page *page, Deed deed, const char *doing, const char *otherwise)
{
	/* Of what is closed or void a copy can still be taken; nothing else is done about it. */
	const bool may = (deed == ACT_COPY || !incident_over(in)) && session_may(app->cli->session, action_rows[deed].right);
	g_autofree char *key = action_key_words(deed), *line = g_strdup_printf("%s%s[%s] %s", otherwise, *otherwise ? " " : "", key, doing);
	if (may || *otherwise)
		page_under(page, 0, LOOK_DIM, may ? line : otherwise);
}

/* --- severity ---------------------------------------------------------------------------------------------------------------- */

static void
answers(App *app, const Assessment *a, Page *page)
{
	Answers given;
	if (!a->answers || !answers_read(a->answers, &given, NULL))
		return;
	g_autofree char *formula = severity_formula(&given, app->cli->lang);
	page_under(page, 0, LOOK_DIM, formula);
	page_blank(page);
	for (int r = 0; r < SEVERITY_ROWS; r++) {
		g_autofree char *line = show_answer(&given, r, app->cli->lang);
		if (line)
			page_under(page, 2, severity_counts(&given, r) ? LOOK_PLAIN : LOOK_DIM, line);
	}
}

static void
flags(const Assessment *a, Page *page)
{
	if (a->many)
		page_under(page, 0, LOOK_WARN, _("more than 100 people"));
	if (a->unintelligible)
		page_under(page, 0, LOOK_GOOD, _("data unintelligible to others"));
}

static void
made(App *app, const Incident *in, const Assessment *a, Page *page)
{
	bool decided, after = judgement_before(in, a, &decided);
	g_autofree char *act = view_act_words(app->cli, in, &a->act);
	page_under(page, 0, LOOK_DIM, act);
	if (decided)
		page_under(page, 0, after ? LOOK_WARN : LOOK_DIM, after ? _("made after the company had decided") : _("made before the company decided"));
}

static void
newest(App *app, const Incident *in, const Assessment *a, Page *page)
{
	const Level level = assessment_level(a);
	g_autofree char *score = show_score(a, app->cli->lang), *reason = a->reason ? g_strdup_printf(_("Reason: %s"), a->reason) : NULL;
	g_autofree char *usual = g_strdup_printf(_("Usually: %s. That is a convention of tools, not law: the company decides."),
		words_in(level_convention(level), app->cli->lang));
	page_under(page, 0, style_of_tone(show_level_tone(level)) | LOOK_STRONG, score);
	flags(a, page);
	if (reason)
		page_under(page, 0, LOOK_PLAIN, reason);
	answers(app, a, page);
	page_blank(page);
	page_under(page, 0, LOOK_PLAIN, words_in(level_meaning(level), app->cli->lang));
	page_under(page, 0, LOOK_DIM, usual);
	made(app, in, a, page);
}

void
tab_assessment(App *app, const Incident *in, Page *page)
{
	page_heading(page, _("Severity (ENISA 2013: proposes, never decides)"));
	if (!in->assessments->len) {
		say_key(app, in, page, ACT_ASSESS, _("answers ENISA's questions"), _("Not assessed yet: the DPO assesses."));
		return;
	}
	newest(app, in, g_ptr_array_index(in->assessments, in->assessments->len - 1), page);
	if (in->assessments->len > 1)
		page_heading(page, _("Earlier assessments"));
	for (guint i = in->assessments->len - 1; i-- > 0;) {
		const Assessment *a = g_ptr_array_index(in->assessments, i);
		g_autofree char *score = show_score(a, app->cli->lang), *act = view_act_words(app->cli, in, &a->act);
		page_pair(page, 0, score, INDENT, LOOK_DIM, act);
	}
}

/* --- opinions and decisions ------------------------------------------------------------------------------------------------------ */

/* Of one side, the DPO's or the company's: each that was given, the newest last. */
static bool
judged(App *app, const Incident *in, Question about, bool decisions, Page *page)
{
	const GPtrArray *all = decisions ? in->decisions : in->opinions;
	const char *label = decisions ? _("the company decided") : _("the DPO's opinion");
	bool any = false;
	for (guint i = 0; i < all->len; i++) {
		const Judgement *j = g_ptr_array_index(all, i);
		if (j->about != about)
			continue;
		g_autofree char *words = view_judgement_words(app->cli, in, j), *late = decisions ? view_decided_late(app->cli, in, j) : NULL;
		page_pair(page, 2, label, INDENT, LOOK_PLAIN, words);
		if (decisions && judgement_against(in, j))
			page_under(page, 2 + INDENT, LOOK_WARN, _("against the DPO's opinion"));
		if (late)
			page_under(page, 2 + INDENT, LOOK_WARN, late);
		any = true;
	}
	return any;
}

static void
missing(App *app, const Incident *in, Deed deed, const char *label, Page *page)
{
	if (incident_over(in))
		return;
	g_autofree char *key = action_key_words(deed), *mine = g_strdup_printf(_("not yet: %s gives it"), key);
	bool may = session_may(app->cli->session, action_rows[deed].right);
	page_pair(page, 2, label, INDENT, may ? LOOK_WARN : LOOK_DIM, may ? mine : _("not yet"));
}

static void
question(App *app, const Incident *in, Question about, Page *page)
{
	bool any = judgement_about(in->opinions, about) || judgement_about(in->decisions, about);
	bool asked = in->kind == KIND_BREACH && about != ABOUT_BREACH && words_undecided(in, about);
	if (!any && !asked)
		return;
	page_blank(page);
	page_under(page, 0, LOOK_BOLD, words_in(question_words(about), app->cli->lang));
	if (!judged(app, in, about, false, page))
		missing(app, in, ACT_OPINION, _("the DPO's opinion"), page);
	if (!judged(app, in, about, true, page))
		missing(app, in, ACT_DECIDE, _("the company decided"), page);
}

static void
filed(App *app, const Incident *in, Page *page)
{
	page_heading(page, _("Filed"));
	if (!in->filings->len)
		say_key(app, in, page, ACT_FILE, _("records what was filed"), _("Nothing yet."));
	for (guint i = 0; i < in->filings->len; i++) {
		const Filing *f = g_ptr_array_index(in->filings, i);
		g_autofree char *name = view_filing_name(app->cli, in, f), *words = view_filing_words(app->cli, in, f);
		page_pair(page, 0, name, INDENT + 2, LOOK_PLAIN, words);
		if (f->note)
			page_under(page, INDENT + 2, LOOK_PLAIN, f->note);
	}
}

static void
ended(App *app, const Incident *in, Page *page)
{
	g_autofree char *closed = view_closed_words(app->cli, in);
	if (g_strcmp0(in->outcome, "not-a-breach") == 0)
		page_under(page, 0, LOOK_GOOD, _("Decided: not a personal data breach."));
	if (in->closed_at != INSTANT_NONE)
		page_under(page, 0, LOOK_GOOD, closed);
	if (in->ended_why)
		page_under(page, 0, LOOK_PLAIN, in->ended_why);
	if (in->reopened && in->closed_at == INSTANT_NONE)
		page_under(page, 0, LOOK_WARN, _("It was closed before, and opened again."));
}

void
tab_decisions(App *app, const Incident *in, Page *page)
{
	page_heading(page, _("Opinions and decisions"));
	ended(app, in, page);
	if (in->kind == KIND_BREACH && words_clients_decide(in))
		page_under(page, 0, LOOK_DIM, _("The data are the clients' alone: they decide, the company tells them."));
	for (Question about = ABOUT_AUTHORITY; about <= ABOUT_BREACH; about++)
		question(app, in, about, page);
	filed(app, in, page);
	words_gates(app, in, page, false);
}

/* --- actions ----------------------------------------------------------------------------------------------------------------------- */

static void
one_action(App *app, const Action *a, Page *page)
{
	Tone tone;
	g_autofree char *due = show_due(app->cli, a, &tone), *said = show_who(app->cli, a), *verified = show_verified(app->cli, a);
	g_autofree char *label = g_strdup_printf("%s  %s", strrchr(a->id, '/') + 1, words_in(action_state_words(a->state), app->cli->lang));
	const char *who = g_str_equal(said, "-") ? _("nobody yet") : said;
	g_autofree char *rest = g_strdup_printf("%s%s, %s", *due ? ", " : "", who, words_in(action_kind_words(a->kind), app->cli->lang));
	page_pair(page, 0, label, INDENT, action_settled(a) ? LOOK_DIM : LOOK_BOLD, a->title && *a->title ? a->title : _("erased"));
	page_line(page);
	page_cell(page, INDENT, LOOK_PLAIN, "");
	page_part(page, style_of_tone(tone), due);
	page_part(page, LOOK_PLAIN, rest);
	if (a->result && action_settled(a))
		page_under(page, INDENT, LOOK_PLAIN, a->result);
	if (verified)
		page_under(page, INDENT, LOOK_GOOD, verified);
}

/* What is still to be done, the earliest first and what has no date behind it; then what is settled. */
static int
by_due(gconstpointer x, gconstpointer y)
{
	const Action *a = *(const Action *const *)x, *b = *(const Action *const *)y;
	if (action_settled(a) != action_settled(b))
		return action_settled(a) ? 1 : -1;
	if ((a->due_at == INSTANT_NONE) != (b->due_at == INSTANT_NONE))
		return a->due_at == INSTANT_NONE ? 1 : -1;
	return a->due_at != b->due_at ? (a->due_at < b->due_at ? -1 : 1) : a->seq < b->seq ? -1 : a->seq > b->seq;
}

void
tab_actions(App *app, const Incident *in, Page *page)
{
	g_autoptr(GPtrArray) sorted = g_ptr_array_new();
	for (guint i = 0; i < in->actions->len; i++)
		g_ptr_array_add(sorted, g_ptr_array_index(in->actions, i));
	g_ptr_array_sort(sorted, by_due);
	page_heading(page, _("Actions"));
	if (!sorted->len)
		say_key(app, in, page, ACT_PLAN, _("adds one, of one's own or from what is usually done"), _("None yet."));
	for (guint i = 0; i < sorted->len; i++)
		one_action(app, g_ptr_array_index(sorted, i), page);
}

/* --- evidence ------------------------------------------------------------------------------------------------------------ */

void
tab_evidence(App *app, const Incident *in, Page *page)
{
	page_heading(page, _("Evidence"));
	if (!in->evidence->len)
		say_key(app, in, page, ACT_EVIDENCE, _("keeps a file that shows what happened"), _("None yet."));
	else if (copy_any(in))
		say_key(app, in, page, ACT_COPY, _("gives a copy of a file"), "");
	for (guint i = 0; i < in->evidence->len; i++) {
		const Evidence *e = g_ptr_array_index(in->evidence, i);
		g_autofree char *label = show_evidence_label(e), *words = show_evidence_words(app->cli, e);
		page_pair(page, 0, label, INDENT, LOOK_PLAIN, words);
		if (e->note)
			page_under(page, INDENT, LOOK_PLAIN, e->note);
	}
}

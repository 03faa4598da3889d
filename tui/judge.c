/* The DPO's opinion, the company's decision, and how an incident ends. */
#include "tui/screens.h"

#include "src/core/judgement.h"
#include "src/register/ending.h"
#include "src/register/judge.h"
#include "tui/about.h"
#include "tui/words.h"

#define TOLD_LABEL 20

/* --- opinion and decision ------------------------------------------------------------------------------------------------- */

static void
questions(Form *form, const InputRow *input, GArray *choices)
{
	(void)input;
	for (Question q = ABOUT_AUTHORITY; q <= ABOUT_BREACH; q++)
		choice_add(choices, question_code(q), words_in(question_words(q), form_app(form)->cli->lang), NULL, false);
}

static bool
read_question(const char *text, Question *about, GError **error)
{
	return (text && question_parse(text, about)) || err_set(error, E_INPUT, "the question is one of authority, subjects, breach");
}

static char *
question_said(Form *form, const InputRow *input, const char *text, GError **error)
{
	Question about;
	(void)input;
	return read_question(text, &about, error) ? g_strdup(words_in(question_words(about), form_app(form)->cli->lang)) : NULL;
}

static void
yes_or_no(Form *form, const InputRow *input, GArray *choices)
{
	(void)form;
	(void)input;
	choice_add(choices, "yes", _("yes"), NULL, false);
	choice_add(choices, "no", _("no"), NULL, false);
}

static bool
read_yes(const char *text, bool *yes, GError **error)
{
	const char *code = NULL;
	if (!vocab_parse(&vocab_yesno, text ? text : "", &code, error))
		return false;
	*yes = g_str_equal(code, "yes");
	return !g_str_equal(code, VOCAB_UNKNOWN) || err_set(error, E_INPUT, "an opinion or a decision is yes or no: leave it open until it is one of them");
}

static char *
yes_said(Form *form, const InputRow *input, const char *text, GError **error)
{
	bool yes;
	(void)form;
	(void)input;
	return read_yes(text, &yes, error) ? g_strdup(yes ? _("yes") : _("no")) : NULL;
}

static const InputRow judging_rows[] = {
	{.name = "about", .type = INPUT_CODE, .choices = questions, .say = question_said, .label = N_("question"), .needed = true},
	{.name = "answer", .type = INPUT_CODE, .choices = yes_or_no, .say = yes_said, .label = N_("answer"), .needed = true},
	{.name = "reason", .type = INPUT_TEXT, .label = N_("why"), .hint = N_("It stays beside the answer for ever."), .needed = true},
	{.name = "signed-by", .type = INPUT_LINE, .label = N_("who answers for it"), .empty = N_("oneself"),
		.hint = N_("Where that is somebody else: the managing director, a delegate.")},
};

/* What is on file about the question that is chosen. */
static void
draw_on_file(Form *form, Page *page)
{
	App *app = form_app(form);
	const Incident *in = ((const About *)form_data(form))->incident;
	Question about;
	if (!read_question(form_text(form, "about"), &about, NULL))
		return;
	const Judgement *opinion = judgement_about(in->opinions, about), *decision = judgement_about(in->decisions, about);
	g_autofree char *advised = opinion ? view_judgement_words(app->cli, in, opinion) : NULL;
	g_autofree char *decided = decision ? view_judgement_words(app->cli, in, decision) : NULL;
	page_pair(page, 0, _("the DPO's opinion"), 22, advised ? LOOK_PLAIN : LOOK_DIM, advised ? advised : _("not yet"));
	page_pair(page, 0, _("the company decided"), 22, decided ? LOOK_PLAIN : LOOK_DIM, decided ? decided : _("not yet"));
}

static void
say_judged(App *app, const char *ref, const Judging *judging, const Judged *judged, bool decision)
{
	g_autofree char *span = judged->late_by ? duration_show(judged->late_by, app->cli->lang) : NULL;
	g_autofree char *late = span ? g_strdup_printf(_("Decided LATE, %s after the deadline."), span) : NULL;
	const char *more = late ? late : judged->against ? (decision ? _("This is against the DPO's opinion: the reason stands beside it.")
		: _("The company had decided otherwise: it decides again, and says why, before the incident can be closed."))
		: judged->no_opinion ? _("The DPO's opinion is not on file yet: closing will ask for it.") : NULL;
	g_autofree char *line = g_strdup_printf("%s: %s: %s. %s", ref, words_in(question_words(judging->about), app->cli->lang),
		judging->yes ? _("yes") : _("no"), more ? more : "");
	app_say(app, more ? LOOK_WARN : LOOK_GOOD, "%s", line);
}

static bool
judging_save(Form *form, bool decision, GError **error)
{
	App *app = form_app(form);
	const About *about = form_data(form);
	g_auto(Judged) judged = {0};
	Judging judging = {.ref = about->ref, .reason = form_text(form, "reason"), .seen = about->seen};
	judging.signed_by = decision ? form_text(form, "signed-by") : NULL;
	if (!read_question(form_text(form, "about"), &judging.about, error) || !read_yes(form_text(form, "answer"), &judging.yes, error) ||
		!(decision ? register_decide : register_opinion)(app->cli->session, &judging, &judged, error))
		return false;
	app_start_courier(app);
	app_changed(app);
	say_judged(app, about->ref, &judging, &judged, decision);
	return true;
}

static bool
opinion_save(Form *form, GError **error)
{
	return judging_save(form, false, error);
}

static bool
decide_save(Form *form, GError **error)
{
	return judging_save(form, true, error);
}

/* The first question that this side has not answered. */
static const char *
next_question(const GPtrArray *judgements)
{
	return !judgement_about(judgements, ABOUT_AUTHORITY) ? "authority" : !judgement_about(judgements, ABOUT_SUBJECTS) ? "subjects" : NULL;
}

void
opinion_open(App *app, const Incident *in)
{
	Form *form = form_about(app, in, _("The DPO's opinion"), "opinion", N_("Give the opinion"), opinion_save, draw_on_file, NULL);
	if (!form)
		return;
	form_add(form, &judging_rows[0], next_question(in->opinions));
	form_add(form, &judging_rows[1], NULL);
	form_add(form, &judging_rows[2], NULL);
	form_open(form);
}

void
decide_open(App *app, const Incident *in)
{
	Form *form = form_about(app, in, _("The company decides"), "decision", N_("Decide"), decide_save, draw_on_file, NULL);
	if (!form)
		return;
	form_add(form, &judging_rows[0], next_question(in->decisions));
	for (gsize i = 1; i < G_N_ELEMENTS(judging_rows); i++)
		form_add(form, &judging_rows[i], NULL);
	form_open(form);
}

/* --- closing and reopening ---------------------------------------------------------------------------------------------------- */

static const InputRow close_rows[] = {
	{.name = "reason", .type = INPUT_TEXT, .label = N_("what remains to be said"),
		.hint = N_("Of a near miss it is needed: why no data were breached.")},
	{.name = "review", .type = INPUT_PLANNED, .label = N_("see whether it works, on"), .empty = N_("no review"),
		.hint = N_("A day, \"in 90 days\": plans an action for the DPO, to see whether the measures work.")},
	{.name = NULL},
};

static void
draw_closing(Form *form, Page *page)
{
	const About *about = form_data(form);
	g_autoptr(Incident) in = NULL;
	if (query_incident(form_app(form)->cli->session->db, about->ref, &in, NULL) && in)
		words_outdated(form_app(form), in, page, TOLD_LABEL);
	page_under(page, 0, LOOK_PLAIN, _("All that is needed is there. Closed, it takes nothing more but notes, reasons for lateness, receipts, and what "
		"is done about its review; O opens it again, with a reason."));
}

static bool
close_save(Form *form, GError **error)
{
	App *app = form_app(form);
	const About *about = form_data(form);
	g_auto(Closed) closed = {0};
	Closing closing = {.ref = about->ref, .reason = form_text(form, "reason"), .review_at = INSTANT_NONE, .seen = about->seen};
	if (!form_instant(form, "review", INSTANT_NONE, &closing.review_at, error) ||
		!register_close(app->cli->session, &closing, &closed, error))
		return false;
	app_start_courier(app);
	app_changed(app);
	if (closed.review)
		app_say(app, LOOK_GOOD, _("%s is closed; %s comes back to see whether the measures work"), about->ref, closed.review);
	else
		app_say(app, LOOK_GOOD, _("%s is closed"), about->ref);
	return true;
}

static void
build_missing(App *app, Page *page, gpointer data)
{
	g_autoptr(Incident) in = NULL;
	if (!query_incident(app->cli->session->db, data, &in, NULL) || !in)
		return;
	page_under(page, 0, LOOK_WARN, _("It cannot be closed yet. This is missing, all of it:"));
	words_gates(app, in, page, true);
}

void
close_open(App *app, const Incident *in)
{
	if (!words_may_close(app, in)) {
		g_autofree char *title = g_strdup_printf(_("Closing %s"), in->ref);
		text_open(app, title, build_missing, g_strdup(in->ref), g_free);
		return;
	}
	Form *form = form_about(app, in, _("Close"), "close", N_("Close it"), close_save, draw_closing, NULL);
	if (!form)
		return;
	form_add_all(form, close_rows);
	form_open(form);
}

static const InputRow reopen_rows[] = {
	{.name = "reason", .type = INPUT_TEXT, .label = N_("why it is opened again"), .hint = N_("The clocks are as they were."), .needed = true},
	{.name = NULL},
};

static bool
reopen_save(Form *form, GError **error)
{
	App *app = form_app(form);
	const About *about = form_data(form);
	if (!register_reopen(app->cli->session, about->ref, form_text(form, "reason"), NULL, error))
		return false;
	app_start_courier(app);
	app_changed(app);
	app_say(app, LOOK_WARN, _("%s is open again"), about->ref);
	return true;
}

void
reopen_open(App *app, const Incident *in)
{
	Form *form = form_about(app, in, _("Reopen"), "reopen", N_("Open it again"), reopen_save, NULL, NULL);
	if (!form)
		return;
	form_add_all(form, reopen_rows);
	form_open(form);
}

/* --- void ---------------------------------------------------------------------------------------------------------------------- */

static const InputRow void_rows[] = {
	{.name = "reason", .type = INPUT_TEXT, .label = N_("why it is void"),
		.hint = N_("A slip, or twice the same. What turned out to be no breach is decided, not voided."), .needed = true},
	{.name = "duplicate", .type = INPUT_LINE, .label = N_("the one that stays"), .hint = N_("The number of the other entry, where this is the same."),
		.empty = N_("none")},
	{.name = NULL},
};

static void
draw_void(Form *form, Page *page)
{
	(void)form;
	page_under(page, 0, LOOK_PLAIN, _("It stays in the register with its number and this reason, counts nowhere, and nothing more is sent about it."));
}

static bool
void_save(Form *form, GError **error)
{
	App *app = form_app(form);
	const About *about = form_data(form);
	const char *other = form_text(form, "duplicate");
	g_autoptr(Incident) stays = NULL;
	g_auto(Voided) voided = {0};
	Voiding voiding = {.ref = about->ref, .reason = form_text(form, "reason"), .seen = about->seen};
	if (other && !session_incident(app->cli->session, other, &stays, error))
		return false;
	voiding.duplicate_of = stays ? stays->ref : NULL;
	if (!register_void(app->cli->session, &voiding, &voided, error))
		return false;
	app_start_courier(app);
	app_changed(app);
	if (voided.sent->len)
		app_say(app, LOOK_WARN, _("%s is void. Who was told before believes in it: %s"), about->ref, (const char *)g_ptr_array_index(voided.sent, 0));
	else
		app_say(app, LOOK_GOOD, _("%s is void"), about->ref);
	return true;
}

void
void_open(App *app, const Incident *in)
{
	Form *form = form_about(app, in, _("Void"), "void", N_("Make it void"), void_save, draw_void, NULL);
	if (!form)
		return;
	form_add_all(form, void_rows);
	form_open(form);
}

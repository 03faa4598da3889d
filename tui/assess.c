/* The assessment: ENISA's questions, one after the other, and the score that moves with each answer. */
#include "tui/screens.h"

#include "src/cli/show.h"
#include "src/register/assess.h"
#include "tui/about.h"

#include <string.h>

/* --- one question --------------------------------------------------------------------------------------------------------- */

/* "dpc simple" (transfer full) */
static char *
name_of(const SeverityRow *row)
{
	return g_strdup_printf("%s %s", criterion_code(row->criterion), row->code);
}

/* "3", "0,50": as it is read, and typed. */
static char *
value_text(const SeverityRow *row, int value, Lang lang)
{
	return row->criterion == CRITERION_DPC ? g_strdup_printf("%d", value) : severity_number(value, lang);
}

static void
sentences(Form *form, const InputRow *input, GArray *choices)
{
	const SeverityRow *row = input->about;
	const Lang lang = form_app(form)->cli->lang;
	if (row->criterion != CRITERION_CB)
		choice_add(choices, "", row->criterion == CRITERION_DPC ? _("no such data") : _("not among the data"), NULL, false);
	for (int i = 0; i < row->n_cells; i++) {
		const Cell *cell = &row->cells[i];
		const char *example = words_in(&cell->example, lang);
		g_autofree char *id = value_text(row, cell->value, lang);
		g_autofree char *label = g_strdup_printf("%s  %s%s%s%s", id, words_in(&cell->say, lang), example ? " (" : "", example ? example : "",
			example ? ")" : "");
		choice_add(choices, id, label, NULL, false);
	}
}

/* What stands in a line, added to the answers. */
static bool
take(const SeverityRow *row, const char *text, Answers *answers, GError **error)
{
	g_autofree char *option = g_strdup_printf("%s:%s", row->code, text);
	return answers_take(answers, row->criterion, option, error);
}

static char *
sentence(Form *form, const InputRow *input, const char *text, GError **error)
{
	const SeverityRow *row = input->about;
	Answers answers;
	answers_clear(&answers);
	if (!take(row, text, &answers, error))
		return NULL;
	const Cell *cell = severity_cell(row, answers.values[row - severity_rows]);
	return g_strdup(cell ? words_in(&cell->say, form_app(form)->cli->lang) : "");
}

/* All that is answered so far. */
static bool
read_answers(Form *form, Answers *answers, GError **error)
{
	answers_clear(answers);
	for (int r = 0; r < SEVERITY_ROWS; r++) {
		g_autofree char *name = name_of(&severity_rows[r]);
		const char *text = form_text(form, name);
		if (text && !take(&severity_rows[r], text, answers, error))
			return false;
	}
	return true;
}

/* --- the score ------------------------------------------------------------------------------------------------------------ */

static void
draw_score(Form *form, Page *page)
{
	const Lang lang = form_app(form)->cli->lang;
	Answers answers;
	page_line(page);
	if (!read_answers(form, &answers, NULL) || !severity_score(&answers).dpc) {
		page_part(page, LOOK_DIM, _("The score begins with the first kind of data: Space chooses the sentence that fits."));
		return;
	}
	const Score score = severity_score(&answers);
	const Words *note = severity_tax_code_note(&answers);
	static const Style styles[] = {[LEVEL_LOW] = LOOK_GOOD, [LEVEL_MEDIUM] = LOOK_BOLD, [LEVEL_HIGH] = LOOK_WARN, [LEVEL_VERY_HIGH] = LOOK_BAD};
	g_autofree char *formula = severity_formula(&answers, lang);
	page_part(page, LOOK_PLAIN, formula);
	page_part(page, LOOK_PLAIN, "   ");
	/* No identifier is no certainty: nothing is said of the level before. */
	if (!answers_check(&answers, NULL)) {
		page_part(page, LOOK_WARN, _("not yet: choose how easily people are identified"));
		return;
	}
	page_part(page, styles[score.level] | LOOK_STRONG, words_in(level_words(score.level), lang));
	page_under(page, 0, note ? LOOK_WARN : LOOK_DIM, words_in(note ? note : level_meaning(score.level), lang));
}

/* --- saving ----------------------------------------------------------------------------------------------------------------- */

static void
levels(Form *form, const InputRow *input, GArray *choices)
{
	(void)input;
	choice_add(choices, "", _("as the score says"), NULL, false);
	for (Level l = LEVEL_LOW; l <= LEVEL_VERY_HIGH; l++)
		choice_add(choices, level_code(l), words_in(level_words(l), form_app(form)->cli->lang), NULL, false);
}

static char *
level_said(Form *form, const InputRow *input, const char *text, GError **error)
{
	Level level;
	(void)input;
	return level_read(text, &level, error) ? g_strdup(words_in(level_words(level), form_app(form)->cli->lang)) : NULL;
}

static const InputRow rest[] = {
	{.name = "many", .type = INPUT_VOCAB, .vocab = &vocab_yesno, .label = N_("more than 100 people"), .hint = N_("A flag beside the score."),
		.needed = true},
	{.name = "unintelligible", .type = INPUT_VOCAB, .vocab = &vocab_yesno, .label = N_("unintelligible to others"),
		.hint = N_("Encrypted, the key safe: the other flag."), .needed = true},
	{.name = "override", .type = INPUT_CODE, .choices = levels, .say = level_said, .label = N_("another level in its place"),
		.hint = N_("Only with a reason; the score stays beside it."), .empty = N_("as the score says")},
	{.name = "reason", .type = INPUT_LINE, .label = N_("why, or a remark"), .hint = N_("It stays beside the score for ever.")},
};

static bool
read_flag(Form *form, const char *name, Flag *flag, GError **error)
{
	const char *code = NULL;
	if (!vocab_parse(&vocab_yesno, form_text(form, name), &code, error))
		return false;
	*flag = g_str_equal(code, "yes") ? FLAG_YES : g_str_equal(code, "no") ? FLAG_NO : FLAG_SUGGESTED;
	return true;
}

/* In the words of the form, and at the line where it is answered. */
static bool
ask_for(Form *form, const Answers *answers, Criterion criterion, const char *question, GError **error)
{
	int first = -1;
	for (int r = SEVERITY_ROWS - 1; r >= 0; r--) {
		if (severity_rows[r].criterion != criterion)
			continue;
		if (answers->values[r] != NOT_CHOSEN)
			return true;
		first = r;
	}
	form_go(form, (guint)first);
	return err_set(error, E_INPUT, "%s", question);
}

static bool
assess_save(Form *form, GError **error)
{
	App *app = form_app(form);
	const About *about = form_data(form);
	const char *override = form_text(form, "override");
	Answers answers;
	Level level;
	AssessInput input = {.ref = about->ref, .answers = &answers, .reason = form_text(form, "reason"), .seen = about->seen};
	if (!read_answers(form, &answers, error) || !read_flag(form, "many", &input.many, error) ||
		!read_flag(form, "unintelligible", &input.unintelligible, error) || (override && !level_read(override, &level, error)))
		return false;
	input.level = override ? &level : NULL;
	if (!ask_for(form, &answers, CRITERION_DPC, _("which kind of data is it? Choose one, with Space"), error) ||
		!ask_for(form, &answers, CRITERION_EI, _("how easily are people identified? Choose it for one of these, with Space"), error))
		return false;
	if (!register_assess(app->cli->session, &input, error))
		return false;
	const Level says = override ? level : severity_score(&answers).level;
	app_changed(app);
	app_say(app, LOOK_GOOD, _("%s: assessed, %s"), about->ref, words_in(level_words(says), app->cli->lang));
	return true;
}

/* --- the form ---------------------------------------------------------------------------------------------------------------- */

static void
add_question(Form *form, int r, int value)
{
	const SeverityRow *row = &severity_rows[r];
	const Lang lang = form_app(form)->cli->lang;
	const bool circumstance = row->criterion == CRITERION_CB;
	g_autofree char *name = name_of(row);
	g_autofree char *text = value != NOT_CHOSEN ? value_text(row, value, lang) : circumstance ? value_text(row, 0, lang) : NULL;
	const InputRow input = {.name = name, .type = INPUT_CODE, .choices = sentences, .say = sentence, .about = row,
		.label = words_in(&row->name, lang), .hint = words_in(&row->hint, lang), .needed = circumstance,
		.empty = row->criterion == CRITERION_DPC ? N_("no such data") : N_("not among the data")};
	form_add_made(form, &input, text);
}

void
assess_open(App *app, const Incident *in)
{
	Answers answers;
	bool many, unintelligible;
	Form *form = form_about(app, in, _("Assessment"), "assessment", N_("Record the assessment"), assess_save, draw_score, NULL);
	if (!form)
		return;
	answers_clear(&answers);
	severity_preset(((const About *)form_data(form))->incident, &answers, &many, &unintelligible);
	for (int r = 0; r < SEVERITY_ROWS; r++)
		add_question(form, r, answers.values[r]);
	form_add(form, &rest[0], many ? "yes" : "no");
	form_add(form, &rest[1], unintelligible ? "yes" : "no");
	form_add(form, &rest[2], NULL);
	form_add(form, &rest[3], NULL);
	form_open(form);
}

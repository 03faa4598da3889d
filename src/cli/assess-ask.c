/* The questions of an assessment, one at a time. */
#include "src/cli/assess.h"

#include "src/cli/ask.h"
#include "src/cli/show.h"
#include "src/core/text.h"

#include <string.h>

void
asked_clear(Asked *asked)
{
	g_clear_pointer(&asked->reason, g_free);
}

static bool
stopped(GError **error)
{
	return err_set(error, E_USAGE, "the questions were not answered to the end: nothing was recorded");
}

/* --- one question ------------------------------------------------------------------------------------------------------- */

/* 0 is "nothing of the kind": no such data, no such identifier, or the first cell of a circumstance. */
static int
first_number(const SeverityRow *row)
{
	return row->criterion == CRITERION_CB ? 0 : 1;
}

static int
number_of(const SeverityRow *row, int value)
{
	for (int i = 0; i < row->n_cells; i++)
		if (row->cells[i].value == value)
			return first_number(row) + i;
	return 0;
}

static void
print_choice(int number, const char *value, const char *say, const char *example)
{
	g_autofree char *label = g_strdup_printf("%d%s%s", number, value ? "  " : "", value ? value : "");
	out_pair(2, TONE_BOLD, label, 9, say);
	if (example) {
		g_autofree char *as = g_strdup_printf(_("for example: %s"), example);
		out_under(11, TONE_DIM, as);
	}
}

static void
print_choices(const Cli *cli, const SeverityRow *row)
{
	if (first_number(row) == 1)
		print_choice(0, NULL, row->criterion == CRITERION_DPC ? _("no such data") : _("not among the data"), NULL);
	for (int i = 0; i < row->n_cells; i++) {
		const Cell *cell = &row->cells[i];
		g_autofree char *value = row->criterion == CRITERION_DPC ? NULL : severity_number(cell->value, cli->lang);
		print_choice(first_number(row) + i, value, words_in(&cell->say, cli->lang), words_in(&cell->example, cli->lang));
	}
}

static bool
read_number(const char *answer, int last, int *number)
{
	if (!g_ascii_isdigit(*answer) || answer[1] || *answer - '0' > last)
		return false;
	*number = *answer - '0';
	return true;
}

static bool
ask_row(const Cli *cli, const SeverityRow *row, int suggested, int *value, GError **error)
{
	int last = first_number(row) + row->n_cells - 1, number = 0;
	g_autofree char *preset = g_strdup_printf("%d", number_of(row, suggested));
	g_autofree char *question = g_strdup_printf(_("Which, 0 to %d?"), last);
	const char *hint = words_in(&row->hint, cli->lang);
	out_print("\n");
	out_tone(TONE_BOLD, "%s\n", words_in(&row->name, cli->lang));
	if (hint)
		out_under(2, TONE_DIM, hint);
	print_choices(cli, row);
	for (;;) {
		g_autofree char *answer = ask_line(question, preset);
		if (!answer)
			return stopped(error);
		if (read_number(answer, last, &number))
			break;
		out_tone(TONE_WARN, _("  write one of the numbers in front\n"));
	}
	*value = number < first_number(row) ? NOT_CHOSEN : row->cells[number - first_number(row)].value;
	return true;
}

static bool
any_chosen(const Answers *answers, Criterion criterion)
{
	for (int r = 0; r < SEVERITY_ROWS; r++)
		if (severity_rows[r].criterion == criterion && answers->values[r] != NOT_CHOSEN)
			return true;
	return false;
}

static void
print_so_far(const Cli *cli, const Answers *answers)
{
	const Score score = severity_score(answers);
	if (!score.dpc)
		return;
	g_autofree char *formula = severity_formula(answers, cli->lang);
	/* No level without its score, which there is none of until the people are identified by something. */
	const char *level = any_chosen(answers, CRITERION_EI) ? words_in(level_words(score.level), cli->lang)
							      : _("not yet: choose how easily people are identified");
	out_tone(TONE_DIM, _("  so far: %s, %s\n"), formula, level);
}

/* --- all of them ---------------------------------------------------------------------------------------------------------- */

static const char *
opening(Criterion criterion)
{
	static const char *const words[CRITERION_COUNT] = {
		[CRITERION_DPC] = N_("Which data are they? Each kind that is among them, by the sentence that fits; the highest counts."),
		[CRITERION_EI] = N_("How easily are the people identified? Each thing that is among the data; the highest counts."),
		[CRITERION_CB] = N_("What happened to the data? These are added up."),
	};
	return _(words[criterion]);
}

static bool
ask_criterion(const Cli *cli, Criterion criterion, const Answers *suggested, Answers *answers, GError **error)
{
	out_print("\n");
	out_under(0, TONE_BOLD, opening(criterion));
	for (;;) {
		for (int r = 0; r < SEVERITY_ROWS; r++) {
			if (severity_rows[r].criterion != criterion)
				continue;
			if (!ask_row(cli, &severity_rows[r], suggested->values[r], &answers->values[r], error))
				return false;
			print_so_far(cli, answers);
		}
		if (any_chosen(answers, criterion))
			return true;
		out_tone(TONE_WARN, _("  at least one of them is needed: once more\n"));
	}
}

static bool
ask_override(const Cli *cli, Asked *asked, GError **error)
{
	const Level scored = severity_score(&asked->answers).level;
	g_autofree char *answer = NULL;
	if (!ask_yes(_("Put another level in the place of what the score says?"), false))
		return true;
	while (!asked->overridden) {
		g_autofree char *text = ask_line(_("Which level: low, medium, high, very-high?"), level_code(scored));
		if (!text)
			return stopped(error);
		if (!level_read(text, &asked->level, NULL))
			continue;
		if (asked->level == scored)
			return true;
		asked->overridden = true;
	}
	do {
		g_free(answer);
		answer = ask_line(_("Why? It stays beside the score for ever."), NULL);
	} while (answer && text_blank(answer));
	asked->reason = g_steal_pointer(&answer);
	(void)cli;
	return asked->reason || stopped(error);
}

bool
assess_ask(const Cli *cli, const Incident *in, Asked *asked, GError **error)
{
	Answers suggested;
	bool many, unintelligible;
	*asked = (Asked){0};
	answers_clear(&asked->answers);
	severity_preset(in, &suggested, &many, &unintelligible);
	for (Criterion c = 0; c < CRITERION_COUNT; c++)
		if (!ask_criterion(cli, c, &suggested, &asked->answers, error))
			return false;
	out_print("\n");
	asked->many = ask_yes(_("Are there more than 100 people?"), many) ? FLAG_YES : FLAG_NO;
	asked->unintelligible = ask_yes(_("Are the data unintelligible to others (encrypted, the key safe)?"), unintelligible) ? FLAG_YES : FLAG_NO;
	const Score score = severity_score(&asked->answers);
	g_autofree char *formula = severity_formula(&asked->answers, cli->lang);
	out_tone(TONE_BOLD, "\n%s, %s\n", formula, words_in(level_words(score.level), cli->lang));
	out_under(2, TONE_PLAIN, words_in(level_meaning(score.level), cli->lang));
	if (!ask_override(cli, asked, error))
		return false;
	asked->agreed = ask_yes(_("Record it?"), true);
	return true;
}

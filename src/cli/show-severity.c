/* Severity in words and in JSON. */
#include "src/cli/show.h"

#include "src/core/judgement.h"
#include "src/core/severity.h"
#include "src/core/text.h"

/* --- in words --------------------------------------------------------------------------------------------------------- */

char *
show_score(const Assessment *a, Lang lang)
{
	const char *level = words_in(level_words(assessment_level(a)), lang);
	if (!a->se)
		return g_strdup_printf(_("%s, as the DPO stated"), level);
	g_autofree char *number = severity_number(a->se, lang);
	if (!a->overridden)
		return g_strdup_printf("%s %s", number, level);
	return g_strdup_printf(_("%s, in the place of %s %s"), level, number, words_in(level_words(a->level), lang));
}

Tone
show_level_tone(Level level)
{
	static const Tone tones[] = {[LEVEL_LOW] = TONE_GOOD, [LEVEL_MEDIUM] = TONE_PLAIN, [LEVEL_HIGH] = TONE_WARN, [LEVEL_VERY_HIGH] = TONE_BAD};
	return tones[level];
}

char *
show_answer(const Answers *answers, int r, Lang lang)
{
	const SeverityRow *row = &severity_rows[r];
	const Cell *cell = severity_cell(row, answers->values[r]);
	if (!cell || (row->criterion == CRITERION_CB && cell->value == 0))
		return NULL;
	g_autofree char *value = row->criterion == CRITERION_DPC ? g_strdup_printf("%d", cell->value) : severity_number(cell->value, lang);
	return g_strdup_printf("%s %s: %s", value, words_in(&row->name, lang), words_in(&cell->say, lang));
}

static void
print_answers(const Cli *cli, const Assessment *a)
{
	Answers answers;
	if (!a->answers || !answers_read(a->answers, &answers, NULL))
		return;
	g_autofree char *formula = severity_formula(&answers, cli->lang);
	out_under(2 + SHOW_LABEL, TONE_DIM, formula);
	for (int r = 0; r < SEVERITY_ROWS; r++) {
		g_autofree char *line = show_answer(&answers, r, cli->lang);
		if (line)
			out_under(2 + SHOW_LABEL, severity_counts(&answers, r) ? TONE_PLAIN : TONE_DIM, line);
	}
}

static void
print_flags(const Assessment *a)
{
	if (a->many)
		out_under(2 + SHOW_LABEL, TONE_WARN, _("more than 100 people"));
	if (a->unintelligible)
		out_under(2 + SHOW_LABEL, TONE_GOOD, _("data unintelligible to others"));
}

static void
print_act(const Cli *cli, const Incident *in, const Assessment *a)
{
	bool decided;
	bool after = judgement_before(in, a, &decided);
	g_autofree char *by = view_act_by(cli, in, &a->act), *when = instant_show(a->act.at, cli->session->zone);
	g_autofree char *typist = a->act.typed_by ? view_person(cli, a->act.typed_by) : NULL;
	g_autofree char *reply = typist ? g_strdup_printf(_(", entered by %s from the answer %s"), typist, a->act.receipt ? a->act.receipt : "?")
					: g_strdup("");
	g_autofree char *line = g_strdup_printf("%s, %s%s", by, when, reply);
	out_under(2 + SHOW_LABEL, TONE_DIM, line);
	if (decided)
		out_under(2 + SHOW_LABEL, after ? TONE_WARN : TONE_DIM, after ? _("made after the company had decided") : _("made before the company decided"));
}

static void
print_newest(const Cli *cli, const Incident *in, const Assessment *a)
{
	g_autofree char *score = show_score(a, cli->lang);
	out_pair(2, show_level_tone(assessment_level(a)), _("severity"), SHOW_LABEL, score);
	print_answers(cli, a);
	print_flags(a);
	if (a->reason) {
		g_autofree char *reason = text_visible_lines(a->reason), *line = g_strdup_printf(_("Reason: %s"), reason);
		out_under(2 + SHOW_LABEL, TONE_PLAIN, line);
	}
	print_act(cli, in, a);
	g_autofree char *usual = g_strdup_printf(_("Usually: %s. That is a convention of tools, not law: the company decides."),
		words_in(level_convention(assessment_level(a)), cli->lang));
	out_under(2 + SHOW_LABEL, TONE_DIM, words_in(level_meaning(assessment_level(a)), cli->lang));
	out_under(2 + SHOW_LABEL, TONE_DIM, usual);
}

void
show_severity(const Cli *cli, const Incident *in)
{
	if (in->assessments->len == 0)
		return;
	show_heading(_("Severity (ENISA 2013: proposes, never decides)"));
	print_newest(cli, in, g_ptr_array_index(in->assessments, in->assessments->len - 1));
	for (guint i = in->assessments->len - 1; i-- > 0;) {
		const Assessment *a = g_ptr_array_index(in->assessments, i);
		g_autofree char *score = show_score(a, cli->lang), *by = view_act_by(cli, in, &a->act);
		g_autofree char *when = instant_show(a->act.at, cli->session->zone), *line = g_strdup_printf("%s, %s, %s", score, by, when);
		out_pair(2, TONE_DIM, _("before"), SHOW_LABEL, line);
	}
}

static void
print_cell(const Cli *cli, const SeverityRow *row, const Cell *cell)
{
	bool dpc = row->criterion == CRITERION_DPC, base = dpc && cell->value == row->base;
	g_autofree char *value = dpc ? g_strdup_printf("%d%s", cell->value, base ? _(" (base)") : "") : severity_number(cell->value, cli->lang);
	const char *example = words_in(&cell->example, cli->lang);
	g_autofree char *say = g_strconcat(words_in(&cell->say, cli->lang), example ? " (" : "", example ? example : "", example ? ")" : "", NULL);
	out_pair(4, TONE_PLAIN, value, 10, say);
}

void
show_severity_table(const Cli *cli)
{
	out_print(_("SE = DPC x EI + CB: low below 2, medium below 3, high below 4, very high from there. ENISA 2013.\n"));
	for (int r = 0; r < SEVERITY_ROWS; r++) {
		const SeverityRow *row = &severity_rows[r];
		const char *hint = words_in(&row->hint, cli->lang);
		if (r == 0 || severity_rows[r - 1].criterion != row->criterion)
			show_heading(words_in(criterion_words(row->criterion), cli->lang));
		out_print("  --%s %s   %s\n", criterion_code(row->criterion), row->code, words_in(&row->name, cli->lang));
		if (hint)
			out_under(4, TONE_DIM, hint);
		for (int i = 0; i < row->n_cells; i++)
			print_cell(cli, row, &row->cells[i]);
	}
}

/* --- in JSON ------------------------------------------------------------------------------------------------------------ */

static void
set_text(json_t *o, const char *key, const char *value)
{
	if (value)
		json_object_set_new(o, key, json_string(value));
}

/* As the options write them: 3, 0.25. */
static json_t *
answers_json(const json_t *kept)
{
	Answers answers;
	if (!kept || !answers_read(kept, &answers, NULL))
		return NULL;
	json_t *o = json_object();
	for (int r = 0; r < SEVERITY_ROWS; r++) {
		const SeverityRow *row = &severity_rows[r];
		const char *criterion = criterion_code(row->criterion);
		int value = answers.values[r];
		if (value == NOT_CHOSEN)
			continue;
		if (!json_object_get(o, criterion))
			json_object_set_new(o, criterion, json_object());
		json_object_set_new(json_object_get(o, criterion), row->code,
			row->criterion == CRITERION_DPC ? json_integer(value) : json_real(value / 4.0));
	}
	return o;
}

static json_t *
assessment_json(const Incident *in, const Assessment *a)
{
	json_t *o = json_object(), *answers = answers_json(a->answers);
	bool decided;
	bool after = judgement_before(in, a, &decided);
	if (a->se) {
		json_object_set_new(o, "se", json_real(a->se / 4.0));
		set_text(o, "score_level", level_code(a->level));
	}
	set_text(o, "level", level_code(assessment_level(a)));
	set_text(o, "override", a->overridden ? level_code(a->override) : NULL);
	json_object_set_new(o, "many", json_boolean(a->many));
	json_object_set_new(o, "unintelligible", json_boolean(a->unintelligible));
	if (answers)
		json_object_set_new(o, "answers", answers);
	set_text(o, "reason", a->reason);
	json_object_set_new(o, "at", view_instant(a->act.at));
	set_text(o, "by", a->act.by);
	set_text(o, "typed_by", a->act.typed_by);
	set_text(o, "receipt", a->act.receipt);
	if (a->act.typed_by)
		json_object_set_new(o, "noted_at", view_instant(a->act.noted_at));
	if (decided)
		json_object_set_new(o, "after_decision", json_boolean(after));
	return o;
}

void
show_severity_json(const Incident *in, json_t *o)
{
	if (in->assessments->len == 0)
		return;
	json_t *earlier = json_array();
	for (guint i = 0; i + 1 < in->assessments->len; i++)
		json_array_append_new(earlier, assessment_json(in, g_ptr_array_index(in->assessments, i)));
	json_object_set_new(o, "assessment", assessment_json(in, g_ptr_array_index(in->assessments, in->assessments->len - 1)));
	if (json_array_size(earlier))
		json_object_set(o, "earlier_assessments", earlier);
	json_decref(earlier);
}

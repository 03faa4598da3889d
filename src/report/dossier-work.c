/* What was done: clocks, opinions and decisions, assessments, actions, evidence. */
#include "src/report/dossier-part.h"

#include "src/core/clock.h"
#include "src/core/judgement.h"
#include "src/core/severity.h"

/* --- clocks --------------------------------------------------------------------------------------------------------------------- */

/* From one instant to the other; where either is not there, none. (transfer full) */
static char *
span(const Part *part, Instant from, Instant to)
{
	int64_t seconds = from == INSTANT_NONE || to == INSTANT_NONE ? 0 : to - from;
	return duration_show(MAX(0, seconds), part->of->lang);
}

char *
part_clock_words(const Part *part, const Clock *k, Mark *mark)
{
	ClockState state = clock_state(k, part->of->now);
	const char *word = words_in(clock_state_words(state), part->of->lang);
	g_autofree char *met = part_time(part, k->met_at), *by = span(part, k->due_at, k->met_at);
	bool late = k->due_at != INSTANT_NONE && part->of->now > k->due_at;
	g_autofree char *left = late ? span(part, k->due_at, part->of->now) : span(part, part->of->now, k->due_at);
	const char *proof = words_in(proof_words(k->proof), part->of->lang);
	*mark = clock_was_late(k, part->of->now) ? MARK_LOOK : MARK_NONE;
	switch (state) {
	case CLOCK_RUNNING:
	case CLOCK_DUE_SOON:
		return g_strdup_printf(SAY("%s, %s left", "%s, restano %s"), word, left);
	case CLOCK_LATE:
		return g_strdup_printf(SAY("%s, by %s", "%s, di %s"), word, left);
	case CLOCK_MET_LATE:
		if (k->met_at > k->due_at)
			return g_strdup_printf(SAY("%s, %s after the deadline: %s; proof: %s", "%s, %s dopo la scadenza: %s; prova: %s"), word, by, met, proof);
		return g_strdup_printf(SAY("%s: %s; proof: %s", "%s: %s; prova: %s"), word, met, proof);
	case CLOCK_MET:
		return g_strdup_printf(SAY("%s: %s; proof: %s", "%s: %s; prova: %s"), word, met, proof);
	case CLOCK_NOT_DUE:
	case CLOCK_WAIVED:
	case CLOCK_PAST:
		return g_strdup(word);
	}
	return NULL;
}

static void
one_clock(const Part *part, const Clock *k)
{
	Mark mark;
	const ClockRule *rule = clock_rule(k->rule);
	g_autofree char *name = clock_name(k, part->of->lang), *words = part_clock_words(part, k, &mark);
	g_autofree char *starts = part_time(part, k->starts_at), *due = part_time(part, k->due_at), *first = part_time(part, k->first_due_at);
	g_autofree char *length = duration_show(k->length, part->of->lang);
	folio_entry(part->folio, name);
	folio_pair(part->folio, SAY("rule", "regola"), rule ? rule->source : k->rule, MARK_NONE);
	folio_pair(part->folio, SAY("runs from", "decorre da"), starts, MARK_NONE);
	folio_pair(part->folio, SAY("length", "durata"), length, MARK_NONE);
	folio_pair(part->folio, SAY("due", "scadenza"), due, MARK_NONE);
	if (k->first_due_at != k->due_at)
		folio_pair(part->folio, SAY("due at first", "scadenza iniziale"), first, MARK_LOOK);
	folio_pair(part->folio, SAY("state", "stato"), words, mark);
	if (k->internal)
		folio_say(part->folio, SAY("An internal target; the law says: without undue delay.",
			"Obiettivo interno; la legge dice: senza ingiustificato ritardo."), MARK_NONE);
	if (k->late_by_correction)
		folio_say(part->folio, SAY("Late because its start was corrected.", "In ritardo perché l'orario di decorrenza è stato corretto."), MARK_LOOK);
	if (k->ended_late && (k->not_due || k->waived))
		folio_say(part->folio, SAY("It was late when it ended.", "Era scaduto quando è cessato."), MARK_LOOK);
	folio_pair(part->folio, SAY("why it is not due", "perché non è dovuto"), k->reason, MARK_NONE);
	if (k->late_cause)
		folio_pair(part->folio, SAY("cause of the lateness", "causa del ritardo"), vocab_label(&vocab_late_cause, k->late_cause, part->of->lang),
			MARK_NONE);
	folio_pair(part->folio, SAY("reason of the lateness", "motivo del ritardo"), k->late_reason, MARK_NONE);
	if (clock_wants_reason(k, part->of->now))
		folio_pair(part->folio, SAY("reason of the lateness", "motivo del ritardo"), SAY("not given", "non indicato"), MARK_OPEN);
}

void
part_clocks(const Part *part)
{
	folio_section(part->folio, SAY("Clocks", "Termini"));
	for (guint i = 0; i < part->in->clocks->len; i++)
		one_clock(part, g_ptr_array_index(part->in->clocks, i));
}

/* --- opinions and decisions -------------------------------------------------------------------------------------------------------- */

static void
one_judgement(const Part *part, const Judgement *j, bool decision)
{
	int64_t late = decision ? judgement_late_by(part->in, j) : 0;
	const Words kinds[] = {{"opinion of the DPO", "parere del DPO"}, {"decision of the company", "decisione dell'azienda"}};
	g_autofree char *act = part_act(part, &j->act), *late_by = duration_show(late, part->of->lang);
	g_autofree char *title = g_strdup_printf("%s: %s", words_in(question_words(j->about), part->of->lang),
		words_in(&kinds[decision], part->of->lang));
	folio_entry(part->folio, title);
	folio_pair(part->folio, SAY("answer", "risposta"), j->yes ? SAY("yes", "sì") : SAY("no", "no"), MARK_NONE);
	folio_pair(part->folio, SAY("given", "espresso"), act, MARK_NONE);
	folio_pair(part->folio, SAY("signed by", "firmato da"), j->signed_by, MARK_NONE);
	folio_pair(part->folio, SAY("reason", "motivazione"), j->reason, MARK_NONE);
	if (decision && judgement_against(part->in, j))
		folio_say(part->folio, SAY("Against the DPO's opinion: the reason says why.", "Contro il parere del DPO: la motivazione dice perché."),
			MARK_LOOK);
	if (late)
		folio_pair(part->folio, SAY("decided after the deadline, by", "deciso dopo la scadenza, di"), late_by, MARK_LOOK);
}

void
part_judgements(const Part *part)
{
	folio_section(part->folio, SAY("Opinions and decisions", "Pareri e decisioni"));
	for (Question about = ABOUT_AUTHORITY; about <= ABOUT_BREACH; about++) {
		for (guint i = 0; i < part->in->opinions->len; i++) {
			const Judgement *j = g_ptr_array_index(part->in->opinions, i);
			if (j->about == about)
				one_judgement(part, j, false);
		}
		for (guint i = 0; i < part->in->decisions->len; i++) {
			const Judgement *j = g_ptr_array_index(part->in->decisions, i);
			if (j->about == about)
				one_judgement(part, j, true);
		}
	}
	if (!part->in->opinions->len && !part->in->decisions->len)
		folio_say(part->folio, SAY("None so far.", "Finora nessuno."), MARK_OPEN);
}

/* --- assessments --------------------------------------------------------------------------------------------------------------------- */

static void
answers(const Part *part, const Assessment *a)
{
	Answers chosen;
	if (!a->answers || !answers_read(a->answers, &chosen, NULL))
		return;
	g_autofree char *formula = severity_formula(&chosen, part->of->lang);
	folio_pair(part->folio, SAY("score", "punteggio"), formula, MARK_NONE);
	for (int r = 0; r < SEVERITY_ROWS; r++) {
		const SeverityRow *row = &severity_rows[r];
		const Cell *cell = severity_cell(row, chosen.values[r]);
		if (!cell)
			continue;
		g_autofree char *number = row->criterion == CRITERION_DPC ? g_strdup_printf("%d", cell->value)
									  : severity_number(cell->value, part->of->lang);
		g_autofree char *words = g_strdup_printf("%s  %s", number, words_in(&cell->say, part->of->lang));
		folio_pair(part->folio, words_in(&row->name, part->of->lang), words, MARK_NONE);
	}
}

static void
one_assessment(const Part *part, const Assessment *a)
{
	bool decided, after = judgement_before(part->in, a, &decided);
	g_autofree char *act = part_act(part, &a->act);
	Level level = assessment_level(a);
	folio_entry(part->folio, words_in(level_words(level), part->of->lang));
	folio_pair(part->folio, SAY("made", "effettuata"), act, MARK_NONE);
	answers(part, a);
	if (!a->answers)
		folio_say(part->folio, SAY("A level as the DPO stated it, without answers.", "Livello indicato dal DPO, senza risposte."), MARK_NONE);
	if (a->overridden)
		folio_pair(part->folio, SAY("put in the place of", "in luogo di"), words_in(level_words(a->level), part->of->lang), MARK_LOOK);
	if (a->many)
		folio_pair(part->folio, SAY("flag", "segnalazione"), SAY("more than 100 people", "più di 100 persone"), MARK_NONE);
	if (a->unintelligible)
		folio_pair(part->folio, SAY("flag", "segnalazione"), SAY("data unintelligible to others", "dati inintelligibili per altri"), MARK_NONE);
	folio_pair(part->folio, SAY("reason", "motivazione"), a->reason, MARK_NONE);
	folio_pair(part->folio, SAY("meaning", "significato"), words_in(level_meaning(level), part->of->lang), MARK_NONE);
	if (decided)
		folio_say(part->folio, after ? SAY("Made after the company had decided.", "Effettuata dopo la decisione dell'azienda.")
				: SAY("Made before the company decided.", "Effettuata prima della decisione dell'azienda."), after ? MARK_LOOK : MARK_NONE);
}

void
part_assessments(const Part *part)
{
	folio_section(part->folio, SAY("Assessment (ENISA 2013: proposes, never decides)", "Valutazione (ENISA 2013: propone, non decide)"));
	for (guint i = part->in->assessments->len; i > 0; i--)
		one_assessment(part, g_ptr_array_index(part->in->assessments, i - 1));
	if (!part->in->assessments->len)
		folio_say(part->folio, SAY("Not assessed so far.", "Finora non valutato."), MARK_OPEN);
}

/* --- actions and evidence -------------------------------------------------------------------------------------------------------------- */

static void
one_action(const Part *part, const Action *a)
{
	g_autofree char *title = g_strdup_printf("%s  %s", a->id, a->title);
	g_autofree char *owner = a->owner ? part_person(part, a->owner) : g_strdup(a->owner_name);
	g_autofree char *due = part_time(part, a->due_at), *at = part_time(part, a->settled_at), *by = part_person(part, a->settled_by);
	g_autofree char *settled = a->settled_at == INSTANT_NONE ? NULL : g_strdup_printf("%s, %s", at, by);
	g_autofree char *seen_at = part_time(part, a->verified_at), *seen_by = part_person(part, a->verified_by);
	g_autofree char *seen = a->verified_at == INSTANT_NONE ? NULL : g_strdup_printf("%s, %s", seen_at, seen_by);
	folio_entry(part->folio, title);
	folio_pair(part->folio, SAY("kind", "tipo"), words_in(action_kind_words(a->kind), part->of->lang), MARK_NONE);
	folio_pair(part->folio, SAY("state", "stato"), words_in(action_state_words(a->state), part->of->lang),
		action_overdue(a, part->of->now) ? MARK_LOOK : MARK_NONE);
	part_pair_or_open(part, SAY("owner", "assegnata a"), owner);
	folio_pair(part->folio, SAY("due", "entro"), due, action_overdue(a, part->of->now) ? MARK_LOOK : MARK_NONE);
	folio_pair(part->folio, SAY("settled", "conclusa"), settled, MARK_NONE);
	folio_pair(part->folio, SAY("result", "esito"), a->result, MARK_NONE);
	folio_pair(part->folio, SAY("verified by the DPO", "verificata dal DPO"), seen, MARK_NONE);
}

void
part_actions(const Part *part)
{
	folio_section(part->folio, SAY("Actions", "Azioni"));
	for (guint i = 0; i < part->in->actions->len; i++)
		one_action(part, g_ptr_array_index(part->in->actions, i));
	if (!part->in->actions->len)
		folio_say(part->folio, SAY("None.", "Nessuna."), MARK_NONE);
}

void
part_evidence(const Part *part)
{
	folio_section(part->folio, SAY("Evidence", "Evidenze"));
	for (guint i = 0; i < part->in->evidence->len; i++) {
		const Evidence *e = g_ptr_array_index(part->in->evidence, i);
		g_autofree char *at = part_time(part, e->at), *by = part_person(part, e->by), *added = g_strdup_printf("%s, %s", at, by);
		g_autofree char *title = g_strdup_printf("%s  %s", e->id, e->name ? e->name : "");
		folio_entry(part->folio, title);
		part_hash(part, "SHA-256", e->hash, e->size);
		folio_pair(part->folio, SAY("added", "aggiunta"), added, MARK_NONE);
		if (!e->kept)
			folio_pair(part->folio, SAY("kept elsewhere", "conservata altrove"), e->place, MARK_NONE);
		folio_pair(part->folio, SAY("of action", "dell'azione"), e->action, MARK_NONE);
		folio_pair(part->folio, SAY("note", "nota"), e->note, MARK_NONE);
	}
	if (!part->in->evidence->len)
		folio_say(part->folio, SAY("None.", "Nessuna."), MARK_NONE);
}

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
part_clock_words(const Part *part, const Clock *k, DocTone *tone)
{
	ClockState state = clock_state(k, part->of->now);
	const char *word = words_in(clock_state_words(state), part->of->lang);
	g_autofree char *met = part_time(part, k->met_at), *by = span(part, k->due_at, k->met_at);
	bool late = k->due_at != INSTANT_NONE && part->of->now > k->due_at;
	g_autofree char *left = late ? span(part, k->due_at, part->of->now) : span(part, part->of->now, k->due_at);
	const char *proof = words_in(proof_words(k->proof), part->of->lang);
	*tone = clock_was_late(k, part->of->now) ? DOC_BAD : DOC_PLAIN;
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
		return g_strdup(word);
	case CLOCK_PAST:
		if (k->met_at == INSTANT_NONE)
			return g_strdup(word);
		return g_strdup_printf(SAY("%s: %s; proof: %s", "%s: %s; prova: %s"), word, met, proof);
	}
	return NULL;
}

/* What a corrected start has to do with the lateness. */
static void
corrected(const Part *part, const Clock *k)
{
	g_autofree char *by = duration_show(clock_late_by(k, part->of->now), part->of->lang);
	g_autofree char *before = g_strdup_printf(SAY("Late by %s before its start was corrected.",
		"In ritardo di %s prima della correzione dell'orario di decorrenza."), by);
	if (clock_late_before_correction(k, part->of->now))
		doc_text(part->d, DOC_BAD, before);
	else if (clock_late_by_correction(k, part->of->now))
		doc_text(part->d, DOC_BAD, SAY("Late because its start was corrected.", "In ritardo perché l'orario di decorrenza è stato corretto."));
}

static void
one_clock(const Part *part, const Clock *k)
{
	DocTone tone;
	const ClockRule *rule = clock_rule(k->rule);
	g_autofree char *name = clock_name(k, part->of->lang), *words = part_clock_words(part, k, &tone);
	g_autofree char *starts = part_time(part, k->starts_at), *due = part_time(part, k->due_at), *first = part_time(part, k->first_due_at);
	g_autofree char *length = duration_show(k->length, part->of->lang);
	doc_entry(part->d, name);
	doc_pair(part->d, DOC_PLAIN, SAY("rule", "regola"), rule ? rule->source : k->rule);
	doc_pair(part->d, DOC_PLAIN, SAY("runs from", "decorre da"), starts);
	doc_pair(part->d, DOC_PLAIN, SAY("length", "durata"), length);
	doc_pair(part->d, DOC_PLAIN, SAY("due", "scadenza"), due);
	if (k->first_due_at != k->due_at)
		doc_pair(part->d, DOC_BAD, SAY("due at first", "scadenza iniziale"), first);
	doc_pair(part->d, tone, SAY("state", "stato"), words);
	if (k->internal)
		doc_text(part->d, DOC_PLAIN, SAY("An internal target; the law says: without undue delay.",
			"Obiettivo interno; la legge dice: senza ingiustificato ritardo."));
	corrected(part, k);
	if (k->ended_late && (k->not_due || k->waived))
		doc_text(part->d, DOC_BAD, SAY("It was late when it ended.", "Era scaduto quando è cessato."));
	doc_pair(part->d, DOC_PLAIN, SAY("why it is not due", "perché non è dovuto"), k->reason);
	if (k->late_cause)
		doc_pair(part->d, DOC_PLAIN, SAY("cause of the lateness", "causa del ritardo"),
			vocab_label(&vocab_late_cause, k->late_cause, part->of->lang));
	doc_pair(part->d, DOC_PLAIN, SAY("reason of the lateness", "motivo del ritardo"), k->late_reason);
	if (clock_wants_reason(k, part->of->now))
		doc_pair(part->d, DOC_WARN, SAY("reason of the lateness", "motivo del ritardo"), SAY("not given", "non indicato"));
}

void
part_clocks(const Part *part)
{
	doc_heading(part->d, NULL, SAY("Clocks", "Termini"));
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
	doc_entry(part->d, title);
	doc_pair(part->d, DOC_PLAIN, SAY("answer", "risposta"), j->yes ? SAY("yes", "sì") : SAY("no", "no"));
	doc_pair(part->d, DOC_PLAIN, SAY("given", "espresso"), act);
	doc_pair(part->d, DOC_PLAIN, SAY("signed by", "firmato da"), j->signed_by);
	doc_pair(part->d, DOC_PLAIN, SAY("reason", "motivazione"), j->reason);
	if (decision && judgement_against(part->in, j))
		doc_text(part->d, DOC_BAD, SAY("Against the DPO's opinion: the reason says why.", "Contro il parere del DPO: la motivazione dice perché."));
	if (late)
		doc_pair(part->d, DOC_BAD, SAY("decided after the deadline, by", "deciso dopo la scadenza, di"), late_by);
}

void
part_judgements(const Part *part)
{
	doc_heading(part->d, NULL, SAY("Opinions and decisions", "Pareri e decisioni"));
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
		doc_text(part->d, DOC_WARN, SAY("None so far.", "Finora nessuno."));
}

/* --- assessments --------------------------------------------------------------------------------------------------------------------- */

static void
answers(const Part *part, const Assessment *a)
{
	Answers chosen;
	if (!a->answers || !answers_read(a->answers, &chosen, NULL))
		return;
	g_autofree char *formula = severity_formula(&chosen, part->of->lang);
	doc_pair(part->d, DOC_PLAIN, SAY("score", "punteggio"), formula);
	for (int r = 0; r < SEVERITY_ROWS; r++) {
		const SeverityRow *row = &severity_rows[r];
		const Cell *cell = severity_cell(row, chosen.values[r]);
		if (!cell)
			continue;
		g_autofree char *number = row->criterion == CRITERION_DPC ? g_strdup_printf("%d", cell->value)
									  : severity_number(cell->value, part->of->lang);
		g_autofree char *words = g_strdup_printf("%s  %s", number, words_in(&cell->say, part->of->lang));
		doc_pair(part->d, DOC_PLAIN, words_in(&row->name, part->of->lang), words);
	}
}

static void
one_assessment(const Part *part, const Assessment *a)
{
	bool decided, after = judgement_before(part->in, a, &decided);
	g_autofree char *act = part_act(part, &a->act);
	Level level = assessment_level(a);
	doc_entry(part->d, words_in(level_words(level), part->of->lang));
	doc_pair(part->d, DOC_PLAIN, SAY("made", "effettuata"), act);
	answers(part, a);
	if (!a->answers)
		doc_text(part->d, DOC_PLAIN, SAY("A level as the DPO stated it, without answers.", "Livello indicato dal DPO, senza risposte."));
	if (a->overridden)
		doc_pair(part->d, DOC_BAD, SAY("put in the place of", "in luogo di"), words_in(level_words(a->level), part->of->lang));
	if (a->many)
		doc_pair(part->d, DOC_PLAIN, SAY("flag", "segnalazione"), SAY("more than 100 people", "più di 100 persone"));
	if (a->unintelligible)
		doc_pair(part->d, DOC_PLAIN, SAY("flag", "segnalazione"), SAY("data unintelligible to others", "dati inintelligibili per altri"));
	doc_pair(part->d, DOC_PLAIN, SAY("reason", "motivazione"), a->reason);
	doc_pair(part->d, DOC_PLAIN, SAY("meaning", "significato"), words_in(level_meaning(level), part->of->lang));
	if (decided)
		doc_text(part->d, after ? DOC_BAD : DOC_PLAIN, after ? SAY("Made after the company had decided.", "Effettuata dopo la decisione dell'azienda.")
				: SAY("Made before the company decided.", "Effettuata prima della decisione dell'azienda."));
}

void
part_assessments(const Part *part)
{
	doc_heading(part->d, NULL, SAY("Assessment (ENISA 2013: proposes, never decides)", "Valutazione (ENISA 2013: propone, non decide)"));
	for (guint i = part->in->assessments->len; i > 0; i--)
		one_assessment(part, g_ptr_array_index(part->in->assessments, i - 1));
	if (!part->in->assessments->len)
		doc_text(part->d, DOC_WARN, SAY("Not assessed so far.", "Finora non valutato."));
}

/* --- actions and evidence -------------------------------------------------------------------------------------------------------------- */

static void
one_action(const Part *part, const Action *a)
{
	g_autofree char *title = g_strdup_printf("%s  %s", a->id, a->title);
	g_autofree char *owner = a->owner ? part_person(part, a->owner) : g_strdup(a->owner_name);
	g_autofree char *due = part_time(part, a->due_at), *at = part_time(part, a->settled_at);
	g_autofree char *by = part_by(part, a->settled_by, a->settled_at == part->paper.at);
	g_autofree char *settled = a->settled_at == INSTANT_NONE ? NULL : g_strdup_printf("%s, %s", at, by);
	g_autofree char *seen_at = part_time(part, a->verified_at), *seen_by = part_person(part, a->verified_by);
	g_autofree char *seen = a->verified_at == INSTANT_NONE ? NULL : g_strdup_printf("%s, %s", seen_at, seen_by);
	doc_entry(part->d, title);
	doc_pair(part->d, DOC_PLAIN, SAY("kind", "tipo"), words_in(action_kind_words(a->kind), part->of->lang));
	doc_pair(part->d, action_overdue(a, part->of->now) ? DOC_BAD : DOC_PLAIN, SAY("state", "stato"),
		words_in(action_state_words(a->state), part->of->lang));
	part_pair_or_open(part, SAY("owner", "assegnata a"), owner);
	doc_pair(part->d, action_overdue(a, part->of->now) ? DOC_BAD : DOC_PLAIN, SAY("due", "entro"), due);
	doc_pair(part->d, DOC_PLAIN, SAY("settled", "conclusa"), settled);
	doc_pair(part->d, DOC_PLAIN, SAY("result", "esito"), a->result);
	doc_pair(part->d, DOC_PLAIN, SAY("verified by the DPO", "verificata dal DPO"), seen);
}

void
part_actions(const Part *part)
{
	doc_heading(part->d, NULL, SAY("Actions", "Azioni"));
	for (guint i = 0; i < part->in->actions->len; i++)
		one_action(part, g_ptr_array_index(part->in->actions, i));
	if (!part->in->actions->len)
		doc_text(part->d, DOC_PLAIN, SAY("None.", "Nessuna."));
}

void
part_evidence(const Part *part)
{
	doc_heading(part->d, NULL, SAY("Evidence", "Evidenze"));
	for (guint i = 0; i < part->in->evidence->len; i++) {
		const Evidence *e = g_ptr_array_index(part->in->evidence, i);
		g_autofree char *at = part_time(part, e->at), *by = part_person(part, e->by), *added = g_strdup_printf("%s, %s", at, by);
		g_autofree char *title = g_strdup_printf("%s  %s", e->id, e->name ? e->name : "");
		doc_entry(part->d, title);
		part_hash(part, "SHA-256", e->hash, e->size);
		doc_pair(part->d, DOC_PLAIN, SAY("added", "aggiunta"), added);
		if (!e->kept)
			doc_pair(part->d, DOC_PLAIN, SAY("kept elsewhere", "conservata altrove"), e->place);
		doc_pair(part->d, DOC_PLAIN, SAY("of action", "dell'azione"), e->action);
		doc_pair(part->d, DOC_PLAIN, SAY("note", "nota"), e->note);
	}
	if (!part->in->evidence->len)
		doc_text(part->d, DOC_PLAIN, SAY("None.", "Nessuna."));
}

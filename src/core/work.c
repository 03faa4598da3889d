/* The work on an incident as plain data: its codes and words, and freeing it. */
#include "src/core/work.h"

#include "src/core/coded.h"

static const Coded levels[] = {
	[LEVEL_LOW] = {"low", {"low", "bassa"}},
	[LEVEL_MEDIUM] = {"medium", {"medium", "media"}},
	[LEVEL_HIGH] = {"high", {"high", "alta"}},
	[LEVEL_VERY_HIGH] = {"very-high", {"very high", "molto alta"}},
};

static const Coded questions[] = {
	[ABOUT_AUTHORITY] = {"authority", {"notification to the Garante", "notifica al Garante"}},
	[ABOUT_SUBJECTS] = {"subjects", {"communication to the data subjects", "comunicazione agli interessati"}},
	[ABOUT_BREACH] = {"breach", {"a personal data breach", "violazione di dati personali"}},
};

static const Coded filing_types[] = {
	[FILING_PRELIMINARY] = {"preliminary", {"preliminary", "preliminare"}},
	[FILING_COMPLETE] = {"complete", {"complete", "completa"}},
	[FILING_SUPPLEMENT] = {"supplement", {"supplement", "integrativa"}},
	[FILING_WITHDRAWAL] = {"withdrawal", {"withdrawal", "di ritiro"}},
};

static const Coded action_kinds[] = {
	[ACTION_CONTAINMENT] = {"containment", {"containment", "contenimento"}},
	[ACTION_INVESTIGATION] = {"investigation", {"investigation", "accertamento"}},
	[ACTION_RECOVERY] = {"recovery", {"recovery", "ripristino"}},
	[ACTION_PREVENTION] = {"prevention", {"prevention", "prevenzione"}},
	[ACTION_COMMUNICATION] = {"communication", {"communication", "comunicazione"}},
};

static const Coded action_states[] = {
	[ACTION_PROPOSED] = {"proposed", {"proposed", "proposta"}},
	[ACTION_OPEN] = {"open", {"to do", "da fare"}},
	[ACTION_DOING] = {"doing", {"under way", "in corso"}},
	[ACTION_DONE] = {"done", {"done", "conclusa"}},
	[ACTION_DROPPED] = {"dropped", {"dropped", "abbandonata"}},
};

/* The three functions of each enumeration, from its table. */
#define CODED(type, name, table) \
	const char *name##_code(type value) \
	{ \
		return table[value].code; \
	} \
	bool name##_parse(const char *code, type *value) \
	{ \
		gsize i; \
		if (!coded_find(table, G_N_ELEMENTS(table), code, &i)) \
			return false; \
		*value = (type)i; \
		return true; \
	} \
	const Words *name##_words(type value) \
	{ \
		return &table[value].words; \
	}

CODED(Level, level, levels)
CODED(Question, question, questions)
CODED(FilingType, filing_type, filing_types)
CODED(ActionKind, action_kind, action_kinds)
CODED(ActionState, action_state, action_states)

static void
act_clear(Act *act)
{
	g_free(act->by);
	g_free(act->typed_by);
	g_free(act->receipt);
}

void
assessment_free(Assessment *assessment)
{
	if (!assessment)
		return;
	act_clear(&assessment->act);
	json_decref(assessment->answers);
	g_free(assessment->reason);
	g_free(assessment);
}

Level
assessment_level(const Assessment *assessment)
{
	return assessment->overridden ? assessment->override : assessment->level;
}

void
judgement_free(Judgement *judgement)
{
	if (!judgement)
		return;
	act_clear(&judgement->act);
	g_free(judgement->reason);
	g_free(judgement->signed_by);
	g_free(judgement);
}

const Judgement *
judgement_about(const GPtrArray *judgements, Question question)
{
	for (guint i = judgements->len; i-- > 0;) {
		const Judgement *judgement = g_ptr_array_index(judgements, i);
		if (judgement->about == question)
			return judgement;
	}
	return NULL;
}

void
filing_free(Filing *filing)
{
	if (!filing)
		return;
	act_clear(&filing->act);
	g_free(filing->clock);
	g_free(filing->number);
	g_free(filing->protocol);
	g_free(filing->evidence);
	g_free(filing->note);
	g_free(filing);
}

void
action_free(Action *action)
{
	if (!action)
		return;
	g_free(action->id);
	g_free(action->ref);
	g_free(action->title);
	g_free(action->owner);
	g_free(action->owner_name);
	g_free(action->owner_email);
	g_free(action->added_by);
	g_free(action->settled_by);
	g_free(action->verified_by);
	g_free(action->standard);
	g_free(action->result);
	g_free(action);
}

bool
action_settled(const Action *action)
{
	return action->state == ACTION_DONE || action->state == ACTION_DROPPED;
}

bool
action_overdue(const Action *action, Instant now)
{
	return !action_settled(action) && action->due_at != INSTANT_NONE && now > action->due_at;
}

void
evidence_free(Evidence *evidence)
{
	if (!evidence)
		return;
	g_free(evidence->id);
	g_free(evidence->ref);
	g_free(evidence->by);
	g_free(evidence->name);
	g_free(evidence->hash);
	g_free(evidence->place);
	g_free(evidence->action);
	g_free(evidence->note);
	g_free(evidence);
}

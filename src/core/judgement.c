/* What follows from opinions and decisions side by side. */
#include "src/core/judgement.h"

#include "src/core/clock.h"

const Judgement *
judgement_opinion(const Incident *incident, const Judgement *decision)
{
	const Judgement *found = NULL;
	for (guint i = 0; i < incident->opinions->len; i++) {
		const Judgement *opinion = g_ptr_array_index(incident->opinions, i);
		if (opinion->about == decision->about && (!found || opinion->act.seq < decision->act.seq))
			found = opinion;
	}
	return found;
}

bool
judgement_against(const Incident *incident, const Judgement *decision)
{
	const Judgement *opinion = judgement_opinion(incident, decision);
	return opinion && opinion->yes != decision->yes;
}

bool
judgement_settled(const Incident *incident, Question about)
{
	const Judgement *decision = judgement_about(incident->decisions, about), *opinion = judgement_about(incident->opinions, about);
	return decision && opinion && (decision->yes == opinion->yes || decision->act.seq > opinion->act.seq);
}

/* What had been decided about it until then. */
static bool
denied_before(const Incident *incident, Question about, const Judgement *decision)
{
	bool denied = false;
	for (guint i = 0; i < incident->decisions->len; i++) {
		const Judgement *d = g_ptr_array_index(incident->decisions, i);
		if (d->about == about && d->act.seq < decision->act.seq)
			denied = !d->yes;
	}
	return denied;
}

int64_t
judgement_late_by(const Incident *incident, const Judgement *decision)
{
	const Clock *clock = clock_find(incident->clocks, RULE_AUTHORITY);
	if (!clock || !clock->ended_late || decision->yes || decision->about == ABOUT_SUBJECTS)
		return 0;
	if (g_strcmp0(incident_text(incident, "own_data"), "no") == 0) /* a processor's: there was nothing to decide */
		return 0;
	if (denied_before(incident, ABOUT_AUTHORITY, decision) || denied_before(incident, ABOUT_BREACH, decision))
		return 0;
	if (clock->met_at != INSTANT_NONE && clock->met_at <= decision->act.at)
		return 0;
	return MAX(0, decision->act.at - clock->due_at);
}

bool
judgement_denied(const Incident *incident, Question about)
{
	const Judgement *decision = judgement_about(incident->decisions, about);
	return decision && !decision->yes;
}

bool
judgement_before(const Incident *in, const Assessment *a, bool *any)
{
	bool after = false;
	*any = false;
	for (guint i = 0; i < in->decisions->len; i++) {
		const Judgement *d = g_ptr_array_index(in->decisions, i);
		*any = *any || d->about != ABOUT_BREACH;
		after = after || (d->about != ABOUT_BREACH && d->act.seq < a->act.seq);
	}
	return after;
}

/* The company's duties: a table, and how each stands. */
#include "src/core/duty.h"

#include "src/core/coded.h"

#include <string.h>

#define CODE_2018 "Codice procedurale OIC-Assocontact (2018)"

const DutyRow duty_rows[] = {
	{"dpia", {"impact assessment (DPIA)", "valutazione d'impatto (DPIA)"},
		{"the assessment, with its date and reference", "la valutazione, con data e riferimento"}, true, 12, false, "GDPR art. 35; " CODE_2018},
	{"continuity-plan", {"business continuity plan", "piano di continuità operativa"},
		{"version and date of the last review, and when it was handed to the control function",
			"versione e data dell'ultima revisione, e quando è stato consegnato alla funzione di controllo"},
		true, 12, true, CODE_2018},
	{"dpo-act", {"DPO: act of appointment", "DPO: atto di designazione"},
		{"the act, or the service contract", "l'atto, o il contratto di servizi"}, true, 0, false, "GDPR art. 37; " CODE_2018},
	{"dpo-authority", {"DPO: communicated to the Garante", "DPO: comunicazione al Garante"},
		{"date and protocol number of the communication", "data e numero di protocollo della comunicazione"}, true, 0, false, "GDPR art. 37(7)"},
	{"dpo-published", {"DPO: contact data published", "DPO: dati di contatto pubblicati"},
		{"where and since when they are published", "dove e da quando sono pubblicati"}, true, 0, false, "GDPR art. 37(7)"},
	{"dpo-conflict", {"DPO: check for conflicts of interests", "DPO: verifica dei conflitti di interessi"},
		{"other posts held, who checked, with which outcome; once a year", "altri incarichi, chi ha verificato, con quale esito; ogni anno"},
		true, 12, false, "GDPR art. 38(6); " CODE_2018},
	{"dpo-skills", {"DPO: evidence of skills", "DPO: prova delle competenze"},
		{"curriculum, experience, training", "curriculum, esperienza, formazione"}, false, 0, false, "GDPR art. 37(5)"},
	{"staff-told", {"staff told of the DPO and of this register", "personale informato sul DPO e su questo registro"},
		{"when and how it was announced", "quando e come è stato comunicato"}, false, 24, false, "WP 243 rev. 01"},
	{"procedure", {"procedure for breaches", "procedura per le violazioni"},
		{"version and date; the staff knows it", "versione e data; il personale la conosce"}, false, 12, false, "EDPB 9/2022"},
	{NULL, {NULL, NULL}, {NULL, NULL}, false, 0, false, NULL},
};

const DutyRow *
duty_find(const char *id)
{
	for (const DutyRow *row = duty_rows; id && row->id; row++)
		if (strcmp(row->id, id) == 0)
			return row;
	return NULL;
}

static const Coded states[] = {
	[DUTY_FINE] = {"fine", {"in order", "in regola"}},
	[DUTY_EXPIRING] = {"expiring", {"expires soon", "in scadenza"}},
	[DUTY_UNFINISHED] = {"unfinished", {"unfinished", "incompleto"}},
	[DUTY_EXPIRED] = {"expired", {"EXPIRED", "SCADUTO"}},
	[DUTY_MISSING] = {"missing", {"MISSING", "MANCANTE"}},
};

const char *
duty_state_code(DutyState state)
{
	return states[state].code;
}

const char *
duty_in_appointment(const DutyRow *row, const Dpo *dpo)
{
	if (dpo && g_str_equal(row->id, "dpo-act"))
		return dpo->act;
	return dpo && g_str_equal(row->id, "dpo-authority") ? dpo->protocol : NULL;
}

const Words *
duty_state_words(DutyState state)
{
	return &states[state].words;
}

void
duty_free(Duty *duty)
{
	if (!duty)
		return;
	g_free(duty->duty);
	g_free(duty->by);
	g_free(duty->version);
	g_free(duty->handed_to);
	g_free(duty->reason);
	g_free(duty->bytes);
	g_free(duty->name);
	g_free(duty);
}

/* Of a plan: to hand over the version that stands is no review of it. */
static bool
is_handing_alone(const DutyRow *row, const Duty *duty)
{
	return row->versioned && duty->handed_to && !duty->version;
}

/* The newest by when it was done; of the same day the one that was recorded last. */
static const Duty *
newest(const DutyRow *row, const GPtrArray *records)
{
	const Duty *found = NULL;
	for (guint i = 0; i < records->len; i++) {
		const Duty *duty = g_ptr_array_index(records, i);
		if (strcmp(duty->duty, row->id) == 0 && !is_handing_alone(row, duty) && (!found || duty->at >= found->at))
			found = duty;
	}
	return found;
}

static const Duty *
handed(const DutyRow *row, const GPtrArray *records, const Duty *since)
{
	const Duty *found = NULL;
	for (guint i = 0; since && i < records->len; i++) {
		const Duty *duty = g_ptr_array_index(records, i);
		if (strcmp(duty->duty, row->id) == 0 && duty->handed_to && duty->at >= since->at && (!found || duty->at >= found->at))
			found = duty;
	}
	return found;
}

static DutyState
state_of(const DutyRow *row, const DutyStanding *s, Instant now)
{
	if (!s->newest)
		return DUTY_MISSING;
	if (s->expires_at != INSTANT_NONE && s->expires_at <= now)
		return DUTY_EXPIRED;
	if (row->versioned && (!s->newest->version || !s->handed))
		return DUTY_UNFINISHED;
	return s->expires_at != INSTANT_NONE && s->expires_at - now <= DUTY_SOON ? DUTY_EXPIRING : DUTY_FINE;
}

DutyStanding
duty_standing(const DutyRow *row, const GPtrArray *records, Instant now, GTimeZone *zone)
{
	DutyStanding s = {.newest = newest(row, records), .expires_at = INSTANT_NONE};
	s.handed = handed(row, records, s.newest);
	if (s.newest && s.newest->expires_at != INSTANT_NONE)
		s.expires_at = s.newest->expires_at;
	else if (s.newest && row->months)
		s.expires_at = instant_add_months(s.newest->at, row->months, zone);
	s.state = state_of(row, &s, now);
	return s;
}

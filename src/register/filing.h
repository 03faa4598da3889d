/*
 * What is done outside this program and recorded: the notification to the authority, the communication to the data subjects, the steps of
 * NIS 2, a client told by other means; and clocks that the company waives.
 *
 * A filing meets its clock at the instant at which it was filed, with proof "declared". Chained steps start with it: a preliminary
 * notification starts the supplement (setting supplement-days), the 72-hour notification of NIS 2 its final report. Withdrawals and
 * supplements follow something that was filed.
 */
#ifndef BRECCIA_REGISTER_FILING_H
#define BRECCIA_REGISTER_FILING_H

#include "src/register/evidence.h"

typedef struct {
	const char *ref;
	const char *clock;      /* "authority-72h", "subjects", "supplement", "nis2-early", ..., "client:alfa" (or its name) */
	FilingType type;        /* preliminary: to the authority or a client alone */
	Instant at;             /* not ahead of the clock; before the detection only with a note that says why */
	const char *number;     /* the authority's own file number, never its PIN; NULL */
	const char *protocol;   /* ours; NULL */
	const EvidenceToKeep *evidence; /* needed for a client; NULL */
	const char *note;
	int64_t seen;           /* E_CONFLICT when somebody filed for or waived the same clock since; 0: not shown */
} FilingToRecord;

typedef struct {
	GPtrArray *moved; /* of Clock, as they are now: what was met, what started */
	char *evidence;   /* "2026-0013/e1"; NULL */
} Filed;

void filed_clear(Filed *filed);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Filed, filed_clear)

/* RIGHT_ADD: who does the paperwork records it, security or the DPO; what has to be filed is the company's decision. E_STATE: the clock
 * does not run, and the sentence says what starts it; or the data are the clients' alone, who notify for themselves. E_INPUT: a PIN, no
 * evidence, an instant that cannot be. */
bool register_file(Session *session, const FilingToRecord *filing, Filed *filed, GError **error);

typedef struct {
	const char *ref, *clock;
	const char *reason;     /* always */
	const char *from_reply; /* of a DPO who is the company's delegate; NULL */
	int64_t seen;
} Waiving;

/* RIGHT_DECIDE. E_STATE: dpo-24h, always; and what is not open. One that is late stays late. */
bool register_waive(Session *session, const Waiving *waiving, GError **error);

#endif

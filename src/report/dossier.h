/*
 * The dossier: all that is known of one incident, in the order in which the authority's form asks for it, and after that what proves it.
 *
 * Two of them. The company's own: particulars, what is still open marked where it stands, clocks, opinions and decisions with their
 * reasons, assessments, actions, notices with their full text, receipts with their signatures, evidence with its hashes, the time line from
 * the events, the seal. And one for a client: what that client may be told of its own data (`told`, from src/register), the notices to it and
 * what came back; no other client, nor how many there are, no title, no score, nobody of the staff, no blame.
 */
#ifndef BRECCIA_REPORT_DOSSIER_H
#define BRECCIA_REPORT_DOSSIER_H

#include "db/query.h"
#include "src/report/document.h"

typedef struct {
	Db *db;
	GTimeZone *zone;
	const Settings *settings;
	const Incident *incident;
	Lang lang;
	Instant now;
	const char *program; /* "breccia 0.1.0" */
	const char *client;  /* id; NULL: the company's own */
	const json_t *told;  /* of that client: field name -> value */
} DossierOf;

/* (transfer full) */
bool dossier_make(const DossierOf *of, Document **document, GError **error);
bool dossier_make_for_client(const DossierOf *of, Document **document, GError **error);

/* Its client may not read this field, which the incident has: then it is left out, and not said to be open. */
bool dossier_left_out(const Incident *incident, const char *client, const json_t *told, const Field *field);
/* The names of all of them, for programs (new reference). */
json_t *dossier_all_left_out(const Incident *incident, const char *client, const json_t *told);
const char *dossier_left_out_words(Lang lang);

/* Which of an incident's things are about this client: a notice to it, what came back to one. */
bool dossier_notice_is_for(const Notice *notice, const char *client);
bool dossier_receipt_is_for(const Incident *incident, const Receipt *receipt, const char *client);
/* Of the notice that a receipt is about, NULL: none: for a client, whom the numbers of notices and receipts would tell how many there are. */
const char *dossier_receipt_message_id(const Incident *incident, const Receipt *receipt);

/* --- its time line ---------------------------------------------------------------------------------------------------------- */

typedef struct {
	int64_t seq;
	Instant at;
	char *by;         /* person id or "courier" */
	const char *kind; /* of the event (static), NULL: written by a newer program */
	char *what;       /* in words */
	char *detail;     /* "" where there is nothing to say */
} TimeEntry;

void time_entry_free(TimeEntry *entry);
/* (transfer full) of TimeEntry, in the order of the journal */
bool dossier_time_line(const DossierOf *of, GPtrArray **entries, GError **error);

/* --- what was imported ------------------------------------------------------------------------------------------------------ */

/*
 * What came in with the import of an incident was done by whoever the paper names, or does not: who is on record has entered it. What was done
 * later is that person's own.
 */
typedef struct {
	int64_t seq;   /* of the last event of the import; 0: it was not imported */
	Instant at;    /* of the import */
	bool closed;   /* it was closed on paper, and has not been opened since */
} Paper;

Paper dossier_paper(Db *db, const Incident *incident);

#endif

/* Between the files that write a dossier, a part each. */
#ifndef BRECCIA_REPORT_DOSSIER_PART_H
#define BRECCIA_REPORT_DOSSIER_PART_H

#include "src/report/dossier.h"

/* A choice between literals, so that the compiler looks at both where they are formats. */
#define SAY(en, it) (part->of->lang == LANG_IT ? (it) : (en))

typedef struct {
	const DossierOf *of;
	const Incident *in;
	Document *d;
	Paper paper;
} Part;

/* All (transfer full). */
char *part_person(const Part *part, const char *id);                 /* "Giulia Verdi (p2)"; "-" for NULL */
char *part_by(const Part *part, const char *id, bool paper);         /* the same, or "from paper, entered by ..." */
char *part_time(const Part *part, Instant t);                        /* "mar 24 nov 2026, 03:02" */
char *part_act(const Part *part, const Act *act);                    /* whose, when, entered by whom from which answer */
char *part_clock_words(const Part *part, const Clock *clock, DocTone *tone);
/* The value of a field in words. */
char *part_field_words(const Part *part, const Field *field, const json_t *value);

/* A labelled value; what nobody gave is said to be open. */
void part_pair_or_open(const Part *part, const char *label, const char *value);
void part_pair_or_open_feminine(const Part *part, const char *label, const char *value); /* as the Italian label is */
/* The company, as it presents itself to everybody: name, tax code, office, PEC, telephone. */
void part_organisation(const Part *part);
/* A field of these values: marked open where it is; an optional one that is absent is left out. */
void part_field(const Part *part, const json_t *values, const char *name);
/* A SHA-256, and the size of what it is of. */
void part_hash(const Part *part, const char *label, const char *hash, int64_t size);

/* Sections of their own, in the order of the dossier. */
void part_form(const Part *part);                        /* dossier-form.c */
void part_company(const Part *part);
bool part_dpo(const Part *part, GError **error);
bool part_other_parties(const Part *part, GError **error);
void part_clocks(const Part *part);                      /* dossier-work.c */
void part_judgements(const Part *part);
void part_assessments(const Part *part);
void part_actions(const Part *part);
void part_evidence(const Part *part);
bool part_notices(const Part *part, const char *client, GError **error); /* dossier-mail.c; client NULL: all */
void part_receipts(const Part *part, const char *client);
void part_calls(const Part *part);
bool part_time_line(const Part *part, GError **error);   /* dossier-time.c */
bool part_seal(const Part *part, GError **error);        /* dossier.c */

#endif

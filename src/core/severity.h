/*
 * How severe a breach is for the people concerned: SE = DPC x EI + CB.
 *
 * ENISA, "Recommendations for a methodology of the assessment of severity of personal data breaches", working document v1.0, December
 * 2013. DPC, what kind of data in which context, 1 to 4; EI, how easily somebody is identified, 0.25 to 1; CB, what happened to the data,
 * 0 to 2. Every score is a multiple of 0.25, so all is counted in whole quarters and nothing is ever rounded: SE is 1 to 24 quarters.
 *
 * The method is one table: a row for each kind of data, identifier and circumstance, a cell for each sentence that can be chosen. Of several
 * kinds of data, and of several identifiers, the highest counts; circumstances are added up. Who assesses chooses sentences; numbers follow.
 *
 * A score proposes and never decides: what a level usually leads to is a convention of tools, neither ENISA's nor the law's.
 */
#ifndef BRECCIA_CORE_SEVERITY_H
#define BRECCIA_CORE_SEVERITY_H

#include "src/core/incident.h"
#include "src/core/work.h"

typedef enum { CRITERION_DPC, CRITERION_EI, CRITERION_CB, CRITERION_COUNT } Criterion;

typedef struct {
	int value;     /* DPC: 1..4; EI and CB: quarters */
	Words say;     /* what is chosen */
	Words example; /* cases that score so; {NULL, NULL}: none */
} Cell;

typedef struct {
	Criterion criterion;
	const char *code;   /* "simple", "name", "c": unique within its criterion */
	Words name;
	Words hint;         /* what belongs to it, or what to watch; {NULL, NULL} */
	int base;           /* DPC: the score while nothing is known that would raise or lower it; else 0 */
	const Cell *cells;  /* in order of value */
	int n_cells;
} SeverityRow;

#define SEVERITY_ROWS 14
extern const SeverityRow severity_rows[SEVERITY_ROWS]; /* DPC, then EI, then CB */

const char *criterion_code(Criterion criterion); /* "dpc", "ei", "cb" */
const Words *criterion_words(Criterion criterion);
const Cell *severity_cell(const SeverityRow *row, int value); /* NULL: there is none */
/* DPC: the base raised or lowered by so much, never below 1 nor above 4. */
int severity_adjusted(const SeverityRow *row, int by);

/* --- answers ---------------------------------------------------------------------------------------------------------- */

#define NOT_CHOSEN (-1)

/* The value chosen in each row, or NOT_CHOSEN. */
typedef struct {
	int values[SEVERITY_ROWS];
} Answers;

void answers_clear(Answers *answers); /* nothing is chosen */
/*
 * What an option holds, added to the answers: "simple:2", "behavioural:+1" (from its base), "financial" (its base), "name:0.25" or
 * "name:0,25", "c=0.5", several joined by commas; ":" and "=" are the same. The first of CB sets the others to 0, which is their "nothing of
 * the kind"; "none" does only that. E_INPUT names the choices; so does a row that is given twice.
 */
bool answers_take(Answers *answers, Criterion criterion, const char *text, GError **error);
/* E_INPUT unless a kind of data and an identifier are chosen and each circumstance is answered, all with values of the table. */
bool answers_check(const Answers *answers, GError **error);
/* {"dpc":{"behavioural":3},"ei":{"name":4},"cb":{"c":2,"i":0,"a":0,"m":0}}: integers, EI and CB in quarters. (new reference) */
json_t *answers_write(const Answers *answers);
/* Strict; E_INPUT. */
bool answers_read(const json_t *json, Answers *answers, GError **error);

/* --- the score -------------------------------------------------------------------------------------------------------- */

typedef struct {
	int dpc;         /* 1..4; 0: none is chosen yet */
	int ei, cb, se;  /* quarters; without an identifier ei is 4, the worst that it can be */
	Level level;
} Score;

Score severity_score(const Answers *answers); /* of all, or of what is answered so far */
Level severity_level(int se);
bool level_read(const char *text, Level *level, GError **error); /* a code, or its word in either language; E_INPUT */
/* Is it a row whose value counts: the highest of its criterion, or any circumstance above 0? */
bool severity_counts(const Answers *answers, int row);

char *severity_number(int quarters, Lang lang);           /* "3.50", "3,50" (transfer full) */
/* "DPC 3 x EI 1.00 + CB 0.50 = 3.50"; while no identifier is chosen "-" stands for EI and for the result. (transfer full) */
char *severity_formula(const Answers *answers, Lang lang);
const Words *level_meaning(Level level);    /* for the people concerned, after ENISA */
const Words *level_convention(Level level); /* what tools usually make of it: neither ENISA's nor the law's */

#define SEVERITY_MANY 100 /* people; more of them are a flag beside the score */

/* --- what an incident suggests ------------------------------------------------------------------------------------------ */

/* What the facts suggest, to be confirmed or changed: the base of each kind of data that is named, 0.75 for an identification number, which
 * may be a codice fiscale, and intent where the cause says so. Never a whole assessment. */
void severity_suggest(const Incident *incident, Answers *answers);
/* What a new assessment begins with: the answers and flags of the newest one, else what the facts suggest. */
void severity_preset(const Incident *incident, Answers *answers, bool *many, bool *unintelligible);
bool severity_many(const Incident *incident);           /* more than SEVERITY_MANY people, as far as it is known */
bool severity_unintelligible(const Incident *incident); /* protection: intact */
/* A number alone may not identify; a codice fiscale always does: it holds parts of the name, sex, date and place of birth. NULL unless the
 * answers hold a 0.25 for it. */
const Words *severity_tax_code_note(const Answers *answers);

#endif

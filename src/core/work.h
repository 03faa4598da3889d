/*
 * What is done about an incident between "the DPO has been told" and "closed": assessments, opinions, decisions, filings,
 * actions, evidence. Plain data, as db reads them and everybody shows them; src/register has the rules.
 *
 * An outside DPO who has no login answers by mail, and somebody of security enters it: then `by` is the DPO, `at` the instant of
 * the answer, `typed_by` who entered it and `receipt` the answer that is on file.
 */
#ifndef BRECCIA_CORE_WORK_H
#define BRECCIA_CORE_WORK_H

#include "src/core/lang.h"
#include "src/core/when.h"

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

typedef struct {
	int64_t seq;
	Instant at, noted_at;
	char *by;       /* person id: whose act it is */
	char *typed_by; /* who entered it for them; NULL: they did themselves */
	char *receipt;  /* "r57", the answer it was taken from; NULL */
} Act;

/* --- severity --------------------------------------------------------------------------------------------------------- */

/* In the order of gravity (ENISA 2013, section 3). */
typedef enum { LEVEL_LOW, LEVEL_MEDIUM, LEVEL_HIGH, LEVEL_VERY_HIGH } Level;

const char *level_code(Level level); /* "low", "medium", "high", "very-high" */
bool level_parse(const char *code, Level *level);
const Words *level_words(Level level);

/* One scoring. The newest counts, the others stay. */
typedef struct {
	Act act;
	json_t *answers;     /* as severity.h writes them; NULL where the DPO only stated a level */
	int se;              /* severity in quarters, 1..24; 0 where only a level was stated */
	Level level;         /* what the score says, or what was stated */
	bool overridden;     /* the DPO put another level in its place, with a reason; the score stays */
	Level override;
	bool many;           /* more than 100 people: a flag beside the score */
	bool unintelligible; /* encrypted with the key safe: the other flag */
	char *reason;        /* of the override, or a remark; NULL */
} Assessment;

void assessment_free(Assessment *assessment);
Level assessment_level(const Assessment *assessment); /* the one that counts */

/* --- opinions and decisions ------------------------------------------------------------------------------------------- */

/* What the DPO gives an opinion on and the company decides (GDPR arts. 33, 34, 39): does it have to be filed with the
 * authority, do the data subjects have to be told, is it a breach at all. */
typedef enum { ABOUT_AUTHORITY, ABOUT_SUBJECTS, ABOUT_BREACH } Question;

const char *question_code(Question question); /* "authority", "subjects", "breach" */
bool question_parse(const char *code, Question *question);
const Words *question_words(Question question);

/* An opinion of the DPO's, or a decision of the company. The newest about a question counts, the others stay. */
typedef struct {
	Act act;
	Question about;
	bool yes;
	char *reason;
	char *signed_by; /* of a decision: who answers for it, where that is not who entered it; NULL */
} Judgement;

void judgement_free(Judgement *judgement);
/* The newest about it, of an array of Judgement in order of seq; NULL: none. */
const Judgement *judgement_about(const GPtrArray *judgements, Question question);

/* --- filings ------------------------------------------------------------------------------------------------------------ */

typedef enum { FILING_PRELIMINARY, FILING_COMPLETE, FILING_SUPPLEMENT, FILING_WITHDRAWAL } FilingType;

const char *filing_type_code(FilingType type); /* "preliminary", "complete", "supplement", "withdrawal" */
bool filing_type_parse(const char *code, FilingType *type);
const Words *filing_type_words(FilingType type);

/* What was done outside this program and is recorded with its number and evidence: the notification to the authority, the
 * communication to the data subjects, a client told by other means. */
typedef struct {
	Act act;        /* at: when it was filed */
	char *clock;    /* id of the clock it is for: "authority-72h", "subjects", "client:alfa" */
	FilingType type;
	char *number;   /* the authority's own: file number; never its PIN; NULL */
	char *protocol; /* ours; NULL */
	char *evidence; /* "2026-0013/e1"; NULL */
	char *note;
} Filing;

void filing_free(Filing *filing);

/* --- actions ------------------------------------------------------------------------------------------------------------ */

typedef enum { ACTION_CONTAINMENT, ACTION_INVESTIGATION, ACTION_RECOVERY, ACTION_PREVENTION, ACTION_COMMUNICATION } ActionKind;
typedef enum { ACTION_PROPOSED, ACTION_OPEN, ACTION_DOING, ACTION_DONE, ACTION_DROPPED } ActionState;

const char *action_kind_code(ActionKind kind); /* "containment", ... */
bool action_kind_parse(const char *code, ActionKind *kind);
const Words *action_kind_words(ActionKind kind);
const char *action_state_code(ActionState state); /* "proposed", "open", "doing", "done", "dropped" */
bool action_state_parse(const char *code, ActionState *state);
const Words *action_state_words(ActionState state);

typedef struct {
	char *id, *ref;     /* "2026-0013/1", "2026-0013" */
	int64_t seq;
	ActionKind kind;
	ActionState state;
	char *title;
	char *owner;        /* person id; NULL: nobody yet, or somebody outside */
	char *owner_name, *owner_email; /* of an outsider; NULL */
	Instant added_at, due_at, settled_at, verified_at; /* INSTANT_NONE */
	char *added_by, *settled_by, *verified_by;         /* person ids */
	char *standard;     /* the code of the standard action it came from; NULL */
	bool review;        /* planned at closing: do the measures work? It may stay open after closing */
	char *result;       /* what came of it, or why it was dropped */
} Action;

void action_free(Action *action);
bool action_settled(const Action *action);              /* done or dropped */
bool action_overdue(const Action *action, Instant now); /* not settled, and past its due */

/* --- evidence ----------------------------------------------------------------------------------------------------------- */

typedef struct {
	char *id, *ref;  /* "2026-0013/e1" */
	int64_t seq;
	Instant at;
	char *by;
	char *name;      /* of the file, made harmless; NULL when erased */
	char *hash;      /* SHA-256 of the bytes */
	int64_t size;
	bool kept;       /* the bytes are in the register; else only hash, size and place are */
	char *place;     /* where the bytes are, for those that are not kept; NULL */
	char *action;    /* "2026-0013/1": what it is the result of; NULL */
	char *note;
} Evidence;

void evidence_free(Evidence *evidence);

#endif

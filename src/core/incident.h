/*
 * An incident and its fields.
 *
 * All but the title and the instant of detection is optional: log first, know later. The fields are one table; the
 * command line, the JSON input, the journal, the screens, the notices and the manual all read it, so a new field is
 * a new row. A value is what JSON says it is: a string (text, an instant as RFC 3339 UTC, a code, a count in its
 * canonical form) or an array of codes. A field that nobody gave is absent; "unknown" is an answer.
 */
#ifndef BRECCIA_CORE_INCIDENT_H
#define BRECCIA_CORE_INCIDENT_H

#include "src/core/lang.h"
#include "src/core/receipt.h"
#include "src/core/vocab.h"
#include "src/core/when.h"
#include "src/core/work.h"

#include <jansson.h>

typedef enum { KIND_BREACH, KIND_NEAR_MISS, KIND_DRILL } IncidentKind;

typedef enum {
	FIELD_LINE,    /* text that is shown in one line */
	FIELD_TEXT,    /* text of several lines */
	FIELD_INSTANT, /* RFC 3339 UTC */
	FIELD_CODE,    /* one code of .vocab */
	FIELD_CODES,   /* several codes of .vocab; JSON array, sorted in the vocabulary's order, no doubles */
	FIELD_COUNT    /* "1200", "~1200" (about), "10-20", "unknown" */
} FieldType;

/* Which part of an event carries it: facts are never erased, hence never hold text that a person typed. */
typedef enum { SIDE_FACT, SIDE_BODY } Side;

/* optional: printed in a notice where it is set; that it is absent is no open question. told: printed in a notice to a client. client: an
 * affected client may have its own value. feminine, plural: of its Italian label, with which "non ancora determinato" agrees; a vocabulary says
 * so itself. */
typedef enum { FIELD_LOG = 1, FIELD_AMEND = 2, FIELD_NOTICE = 4, FIELD_OPTIONAL = 8, FIELD_TOLD = 16, FIELD_CLIENT = 32, FIELD_FEMININE = 64,
	FIELD_PLURAL = 128 } FieldUse;

typedef struct {
	const char *name;    /* in JSON and in the journal: "detected_at" */
	const char *option;  /* on the command line: `log --detected`, `amend REF detected=...` */
	FieldType type;
	const Vocab *vocab;  /* of FIELD_CODE and FIELD_CODES */
	Words label;         /* "rilevato", "detected" */
	Words hint;          /* one sentence that helps somebody who fills it in at night */
	const char *edpb;    /* the template's field number, NULL when it has none */
	unsigned use;        /* FieldUse bits: given at log, changed by amend, printed in a notice to the DPO */
} Field;

/* Names: title, description, unknowns, site, campaign, occurred_from, occurred_to, detected_at, detected_by (function,
 * not a name), discovery (how), discovery_note, aware_at, own_data (yes/no/unknown), nis2, client_data (yes/no/unknown),
 * recipient (who got the data, never an addressee of ours), nature, confidentiality, integrity, availability, cause,
 * breach_kind, data, data_note, subject_kinds, subjects (count), records (count), systems, measures_before,
 * measures_before_note, measures_taken (remedial, done or under way), protection, consequences_c, consequences_i,
 * consequences_a, consequences_note, impacts, countries, police (yes/no/unknown), other_authorities, protocol (our
 * protocol numbers), root_cause, prevention, contact (who to call: name and telephone); reference (of one client alone). */
extern const Field incident_fields[]; /* ends with a NULL name */

const Field *field_find(const char *name);          /* by JSON name */
const Field *field_find_option(const char *option); /* by option, "_" and "-" alike, or by JSON name */
Side field_side(const Field *field);                /* follows from the type: text is body, all else fact */

/* What a person or a program typed -> the canonical JSON value (transfer full). An empty text gives json_null(), which
 * means "take the value away". Instants are read in zone; texts are checked (UTF-8, no NUL) and
 * kept to the byte, line ends too: they are made harmless where they are shown. E_INPUT. */
bool field_parse(const Field *field, const char *text, Instant now, GTimeZone *zone, json_t **value, GError **error);
/* The same for a JSON value from outside: text as above, arrays of codes, numbers for counts, booleans for yes and no. */
bool field_parse_json(const Field *field, const json_t *input, Instant now, GTimeZone *zone, json_t **value, GError **error);
/* A canonical value for people, in words; "non ancora determinato" for unknown and for NULL, in the gender of the vocabulary
 * or of the label ("non ancora determinata"). (transfer full) */
char *field_show(const Field *field, const json_t *value, GTimeZone *zone, Lang lang);

/* A count in its canonical form, both languages: "1200", "circa 1200", "~1200", "10-20", "unknown", "non noto", "1.200". */
bool count_parse(const char *text, char **canonical, GError **error);

const char *incident_kind_code(IncidentKind kind); /* "breach", "near-miss", "drill" */
bool incident_kind_parse(const char *code, IncidentKind *kind);
const Words *incident_kind_words(IncidentKind kind);

/* An affected client: one entry each, so that one client never sees another's numbers. */
typedef struct {
	char *client;           /* id, "alfa"; "?" when it is not yet known which */
	char *name;
	char *campaign, *reference; /* text, NULL when not given */
	char *subjects, *records;   /* canonical counts, NULL */
	json_t *data;               /* codes; NULL: the incident's */
	char *description, *measures_taken; /* as this client is told them; NULL: the incident's */
	Instant told_at;
} Affected;

typedef struct {
	int64_t seq;
	Instant at;
	char *by; /* person id */
	char *text;
} Note;

/* Somebody was called. Never a proof. */
typedef struct {
	int64_t seq;
	Instant at, noted_at;
	char *by;     /* who noted it */
	char *person; /* id; NULL when the register does not know who was called */
	char *who;    /* as typed; NULL for a person */
	char *outcome;
} Call;

/* What the register knows of one incident now. Plain data, made by db, read by everybody. */
typedef struct {
	char *ref;
	IncidentKind kind;
	int64_t seq;       /* of incident.logged */
	int64_t last_seq;  /* of the newest event about it */
	Instant logged_at;
	char *logged_by;
	char *dpo;         /* person id of the DPO at detection, NULL: there was none */
	char *source_id;
	json_t *fields;    /* object: name -> canonical value, both sides together */
	bool drill_send, historic, erased;
	Instant taken_at;
	char *taken_by;
	Instant assessed_at, closed_at, voided_at;
	char *closed_by;
	char *ended_why;     /* what was said at closing or voiding; NULL */
	char *duplicate_of;  /* ref, where it is void for that */
	int reopened;        /* how often */
	char *outcome;       /* NULL, "not-a-breach" */
	Instant held_at;     /* by a legal hold: nothing of it may be erased; INSTANT_NONE */
	char *held_why;
	Instant erased_at;   /* of the erasure of its texts */
	GPtrArray *clocks;   /* of Clock, dpo-24h first, then by due */
	GPtrArray *notices;  /* of Notice, in order of number */
	GPtrArray *clients;  /* of Affected */
	GPtrArray *notes;    /* of Note */
	GPtrArray *receipts; /* of Receipt, in order of number */
	GPtrArray *calls;    /* of Call, as they were noted */
	GPtrArray *assessments; /* of Assessment, the newest last */
	GPtrArray *opinions;    /* of Judgement: the DPO's, the newest last */
	GPtrArray *decisions;   /* of Judgement: the company's, the newest last */
	GPtrArray *filings;     /* of Filing, as they were recorded */
	GPtrArray *actions;     /* of Action, in order of number */
	GPtrArray *evidence;    /* of Evidence, in order of number */
} Incident;

Incident *incident_new(void);
void incident_free(Incident *incident);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Incident, incident_free)
void affected_free(Affected *affected);
/* The entry of a client; NULL: it is not affected. */
const Affected *affected_find(const GPtrArray *affected, const char *client);
/* Its own value of a field of FIELD_CLIENT (new reference); NULL: it has none. */
json_t *affected_value(const Affected *affected, const char *field);
void note_free(Note *note);

const char *incident_text(const Incident *incident, const char *field); /* a text or code; NULL when absent */
Instant incident_instant(const Incident *incident, const char *field);  /* INSTANT_NONE when absent */
const char *incident_title(const Incident *incident);                   /* never NULL: "erased" when its body is */
bool incident_over(const Incident *incident); /* closed or void: nobody is asked for anything */
/* Nothing said, or said to be unknown: in a list, one "not yet determined" leaves it open whatever else it names. */
bool field_open(const json_t *value);
/* Fields that a supplement should still answer: absent or unknown ones that FIELD_NOTICE prints. (transfer container) of const Field * */
GPtrArray *incident_unknowns(const Incident *incident);

#endif

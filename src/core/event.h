/*
 * Events: the lines of the journal, and the table of their kinds.
 *
 * An event is a head and a body, each one line of compact, ASCII-escaped JSON without reals, stored exactly as hashed.
 *
 *   head  {"seq":42,"at":"2026-11-23T21:44:05Z","by":"p3","kind":"incident.logged","ref":"2026-0007","facts":{...},"body":"<64 hex>"}
 *   body  {"salt":"<32 hex>","title":"..."}
 *
 * facts are instants, codes, numbers, ids and hashes: never erased, hence never text that a person typed. The body is all
 * else, with a salt; it may be erased one day. No text, no body. The head may also carry "os" (the account, when --as chose
 * a person), "back" (seconds, the clock stood before the previous event) and "jump" (seconds, more than 24 h ahead).
 *
 * Kinds are rows. A kind never changes its meaning: a new need is a new kind. A kind with .incident takes the fields of
 * incident.h too, each on the side that its type says. Unknown kinds, unknown fields, fields on the wrong side or of the
 * wrong type make the append fail.
 */
#ifndef BRECCIA_CORE_EVENT_H
#define BRECCIA_CORE_EVENT_H

#include "src/core/incident.h"

typedef enum { IS_STRING, IS_INTEGER, IS_BOOL, IS_INSTANT, IS_HASH, IS_STRINGS, IS_INTEGERS, IS_OBJECT, IS_OBJECTS } EventType;

typedef struct {
	const char *name;
	EventType type;
	Side side;
	bool required;
} EventField;

typedef struct {
	const char *name;         /* "incident.logged" */
	bool has_ref;             /* its head names an incident */
	bool incident;            /* takes the fields of an incident as well */
	const EventField *fields; /* ends with a NULL name */
	const char *touches;      /* the key it changes, with %s for the value of .touched_by: "clock:%s"; NULL: none */
	const char *touched_by;
	Words words;              /* for the history: "incident logged" */
	bool courier;             /* the courier may append it */
} EventKind;

extern const EventKind event_kinds[]; /* ends with a NULL name */
const EventKind *event_kind(const char *name);

typedef struct {
	int64_t seq;
	Instant at;
	char *by, *os; /* os NULL mostly */
	int64_t back, jump;
	const EventKind *kind; /* NULL: written by a newer program (reading only) */
	char *kind_name;
	char *ref;
	json_t *facts;
	json_t *body;  /* without its salt; NULL: there is none, or it was erased */
	bool erased;   /* the head names a body and there is none */
} Event;

void event_free(Event *event);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Event, event_free)

/*
 * Do the facts and the body fit the kind? E_INTERNAL names the kind and the field. body may be NULL or empty: no text. The
 * salt is no field. Strings among the facts are printable ASCII, those of a body UTF-8 without NUL; reals are nowhere; an
 * instant has the one form "2026-11-23T21:44:05Z"; only incident.amended may have null, for a field of an incident.
 */
bool event_check(const EventKind *kind, const char *ref, json_t *facts, json_t *body, GError **error);
/* The two lines, of what event_check() let through. event_body_line adds the salt (16 bytes), and is NULL where body is NULL or
 * empty; event_head_line takes the body's hash or NULL and reads kind (or kind_name where that is NULL). (transfer full) */
char *event_body_line(json_t *body, const unsigned char salt[16]);
char *event_head_line(const Event *event, const char *body_hash);
/*
 * Reads them back (`body` NULL when erased or none). Strict: E_IO when either is not byte for byte what this module writes,
 * or does not fit its kind, so that who applies an event finds every required field in its type. That the body has the
 * hash which the head names is for the caller to see (seal_hash).
 */
bool event_read(const char *head, const char *body, Event **event, GError **error);
/* The keys an event touches, "field:title", "notice:n1", "late:dpo-24h": for conflicts. A kind that takes the fields of an
 * incident touches those that it carries. (transfer full), NULL-terminated. */
char **event_keys(const Event *event);

#endif

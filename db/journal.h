/*
 * The journal: the only way to change a register. Included by src/register alone (a test holds that).
 *
 * A change is one write transaction:
 *
 *     journal_begin(db, &writer, &error)      takes the lock, then reads the clock once: writer.at
 *     journal_append(...) one or more events  each is checked against its kind, sealed, stored and applied to the projections
 *     journal_commit(db, &error)              durable on disk when it returns
 *
 * Inside, queries see what was appended. Begins nest and only count; an inner rollback dooms the outer commit.
 * Every append and commit either wholly succeeds or leaves the register as it was.
 */
#ifndef BRECCIA_DB_JOURNAL_H
#define BRECCIA_DB_JOURNAL_H

#include "db/store.h"
#include "src/core/event.h"

/* Who writes, and the two things that the domain may not fetch by itself. */
typedef struct Writer {
	const char *by;  /* a person's id, or "courier" */
	const char *os;  /* the account, when the person was chosen with --as; NULL otherwise */
	Instant (*now)(void *data);
	void (*random)(void *data, void *buffer, gsize len);
	void *data;
	Instant at;      /* out: set by journal_begin, the `at` of every event of this transaction */
} Writer;

#define journal_begin(db, writer, error) journal_begin_at((db), (writer), __FILE__, __LINE__, (error))
bool journal_begin_at(Db *db, Writer *writer, const char *file, int line, GError **error);
bool journal_commit(Db *db, GError **error);
void journal_rollback(Db *db); /* harmless when nothing is open */

/* Takes both references, also when it fails; body may be NULL (no text). E_INTERNAL when they do not fit the kind. */
bool journal_append(Db *db, const char *kind, const char *ref, json_t *facts, json_t *body, int64_t *seq, GError **error);

/* Counted under the lock, for use inside a transaction. (transfer full) */
bool journal_next_ref(Db *db, int year, bool drill, char **ref, GError **error);    /* "2026-0013" */
bool journal_next_notice(Db *db, const char *ref, char **id, GError **error);       /* "n3" */
bool journal_next_action(Db *db, const char *ref, char **id, GError **error);       /* "3" */
bool journal_next_evidence(Db *db, const char *ref, char **id, GError **error);     /* "e3" */
bool journal_next_person(Db *db, char **id, GError **error);                        /* "p4" */
bool journal_next_receipt(Db *db, char **id, GError **error);                       /* "r57" */

/* Bytes by their SHA-256, in parts of at most 1 MiB; the same bytes twice are kept once. hex is filled. */
bool journal_put_blob(Db *db, const void *data, gsize len, char hex[65], GError **error);

/* A conflict: the first event of this ref, later than seen, by somebody else than the writer, that touches one of keys (NULL-terminated, *key
 * borrowed of it); NULL: none does. Inside a write transaction. (transfer full) */
bool journal_find_later(Db *db, const char *ref, int64_t seen, const char *const *keys, Event **later, const char **key, GError **error);

#endif

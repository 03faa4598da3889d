/*
 * Importing what other registers knew: incidents of the past, each with its whole story.
 *
 * Nothing is sent about the past: an imported incident is `historic`, runs no clock, and what paper says of its notice to the DPO is
 * "declared", never proof. All of a file comes in, or nothing of it.
 *
 * An entry is a JSON object: the fields of `log -`, and besides (all optional)
 *
 *   kind breach|near-miss|drill, source_id, logged_at, dpo_notified_at, taken_at, closed_at, closed_reason,
 *   clients   [{client, subjects, records, data, campaign, reference, told_at}]
 *   assessment {level, override, many, unintelligible, reason, at}
 *   opinions  [{about, yes, reason, at}]      decisions [{about, yes, reason, signed_by, at}]
 *   filings   [{clock, type, at, number, protocol, note}]
 *   late      [{clock, cause, reason}]
 *   actions   [{title, kind, state, owner, due, result}]
 *   notes     ["..."]
 *
 * Instants as everywhere: without an offset in the register's zone. An unknown key is an error, so that nothing is lost in silence.
 */
#ifndef BRECCIA_REGISTER_IMPORT_H
#define BRECCIA_REGISTER_IMPORT_H

#include "src/register/session.h"

typedef struct ImportEntry ImportEntry;

void import_entry_free(ImportEntry *entry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ImportEntry, import_entry_free)
const char *import_entry_source(const ImportEntry *entry); /* NULL: none */

/* Reads one object, and checks all of it that can be checked before it is written. E_INPUT names the key. (transfer full)
 * wrong (may be NULL): on failure the object's key that is to blame (borrowed, of the object or static), NULL where it is none alone. */
bool import_read(Session *session, json_t *object, ImportEntry **entry, const char **wrong, GError **error);
/* Is a source_id of these entries (of ImportEntry) in the register already, or twice among them? Calls `each` with the place of the second one
 * and the ref that has it (NULL: an earlier entry). */
bool import_duplicates(Session *session, const GPtrArray *entries, void (*each)(guint place, const char *source_id, const char *ref, void *data),
	void *data, GError **error);

typedef void (*ImportProgress)(int64_t done, int64_t total, void *data);
/* RIGHT_ADMIN. One transaction. *first and *last (transfer full): the refs given. */
bool register_import(Session *session, const GPtrArray *entries, ImportProgress progress, void *data, char **first, char **last,
	GError **error);

#endif

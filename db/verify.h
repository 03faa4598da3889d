/*
 * verify: does the register agree with its own journal?
 *
 * In one read transaction: every seal and body hash, every blob, then the journal is replayed into a scratch store and the
 * projections are compared table by table. The first difference is named with seq, table, key, is and should be.
 */
#ifndef BRECCIA_DB_VERIFY_H
#define BRECCIA_DB_VERIFY_H

#include "db/store.h"
#include "src/core/when.h"

typedef struct {
	int64_t events, blobs;
	Instant first_at, last_at;
	char seal[65];
	bool sound;
	char *what;    /* the first difference, one line in the language of the process; NULL when sound */
	int64_t seq;   /* where; 0: not in the journal */
} Verdicts;

void verdicts_clear(Verdicts *verdicts);

typedef void (*VerifyProgress)(int64_t done, int64_t total, void *data);

/* Fails (GError) only when it could not look; a broken register is a result. chain_only walks the chain and bodies. */
bool verify_register(Db *db, bool chain_only, VerifyProgress progress, void *data, Verdicts *verdicts, GError **error);
/* Does this older seal (64 hex) lie on the chain? seq 0: anywhere. *found is the seq or 0. */
bool verify_against(Db *db, const char *seal, int64_t seq, int64_t *found, GError **error);

#endif

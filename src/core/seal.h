/*
 * The seal: the SHA-256 chain over the journal.
 *
 *   body hash = hex(SHA-256(body))
 *   seal(n)   = hex(SHA-256(seal(n-1) + "\n" + head(n)))       seal(0) = 64 zeros
 *
 * The head names the body's hash, so the chain holds the bodies too, and still verifies when one is erased. What the
 * chain cannot show is that its newest events were cut off: an older seal kept outside (it stands at the foot of every
 * notice) shows that.
 */
#ifndef BRECCIA_CORE_SEAL_H
#define BRECCIA_CORE_SEAL_H

#include <glib.h>
#include <stdbool.h>

#define SEAL_LEN 64
extern const char seal_zero[SEAL_LEN + 1];

/* next may be previous: the walk of a chain needs one buffer. */
void seal_next(const char previous[SEAL_LEN + 1], const char *head, char next[SEAL_LEN + 1]);
/* data may be NULL when len is 0. */
void seal_hash(const void *data, gsize len, char hex[SEAL_LEN + 1]);
/* The same of what comes in pieces. seal_sum_hex() begins anew. (transfer full) */
typedef struct SealSum SealSum;
SealSum *seal_sum_new(void);
void seal_sum_add(SealSum *sum, const void *data, gsize len);
void seal_sum_hex(SealSum *sum, char hex[SEAL_LEN + 1]);
void seal_sum_free(SealSum *sum);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SealSum, seal_sum_free)

bool seal_is_hex(const char *text); /* 64 lower-case hex digits and no more; false for NULL */

#endif

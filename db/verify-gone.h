/*
 * What verify misses on its way: bodies and bytes that are not there. They are in order if a later event says that they were erased, and a
 * loss otherwise; which of the two is known only at the end of the chain. Private to verify.
 */
#ifndef BRECCIA_DB_VERIFY_GONE_H
#define BRECCIA_DB_VERIFY_GONE_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct Gone Gone;

Gone *gone_new(void);
void gone_free(Gone *gone);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Gone, gone_free)
void gone_body(Gone *gone, int64_t seq);
void gone_bytes(Gone *gone, const char *hex, int64_t seq); /* named by event seq */
/* Takes away what this event explains, if it is one that erased something. */
bool gone_explain(Gone *gone, const char *head, const char *body, GError **error);
/* Is all explained? E_IO names the first that is not, and *seq its event. */
bool gone_check(const Gone *gone, int64_t *seq, GError **error);

#endif

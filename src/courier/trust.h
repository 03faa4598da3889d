/*
 * Whose signatures on receipts are believed.
 *
 * A file of certificates given by the administrator: each of them is an anchor, whether it signed itself or not, and nothing else counts.
 * Without one: the root under which AgID certifies the Italian PEC providers (Actalis), taken out of the system's store, and then the key of
 * AgID's own authority must stand in the chain, because that root certifies anybody's mail address besides. Pure once it is loaded.
 */
#ifndef BRECCIA_COURIER_TRUST_H
#define BRECCIA_COURIER_TRUST_H

#include <glib.h>
#include <stdbool.h>

typedef struct Trust Trust;

/* path NULL: what the system has. E_CONFIG where the file holds no certificate, or cannot be read; a system without that root is no error:
 * then nothing is trusted. (transfer full) */
bool trust_load(const char *path, Trust **trust, GError **error);
/* From PEM in memory; every certificate is an anchor. E_CONFIG when there is none. (transfer full) */
bool trust_from_pem(const char *pem, gsize len, Trust **trust, GError **error);
Trust *trust_nobody(void); /* (transfer full) */
void trust_free(Trust *trust);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Trust, trust_free)

#endif

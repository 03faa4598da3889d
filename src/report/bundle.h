/*
 * A bundle: what somebody needs who wants to check one incident and trusts nobody: the dossier, the messages and receipts and evidence
 * byte for byte, the journal with the texts of this incident alone, digests, and how to check them with what every machine has.
 *
 * It is written into a sink, file after file, so that nothing has to be in memory at once.
 */
#ifndef BRECCIA_REPORT_BUNDLE_H
#define BRECCIA_REPORT_BUNDLE_H

#include "src/report/dossier.h"

typedef struct {
	void (*file)(const char *name, void *data); /* one begins; names as parcel_name_ok() of src/bundle wants them */
	void (*write)(const void *bytes, gsize len, void *data);
	void *data;
} BundleSink;

/* json: of the same dossier. In one read transaction. */
bool bundle_make(const DossierOf *of, const json_t *json, const BundleSink *sink, GError **error);

#endif

/*
 * What looks like the personal data of somebody in a free text: pointed out before it is kept for years, never blocked
 * (GDPR art. 5(1)(c)). A guess made with check digits where there are any; dates, refs, hours, amounts and IP addresses
 * are not hits. A hit is never printed whole: scan_mask().
 */
#ifndef BRECCIA_CORE_SCAN_H
#define BRECCIA_CORE_SCAN_H

#include <glib.h>
#include <stdbool.h>

#include "src/core/lang.h"

typedef enum {
	SCAN_TAX_CODE, /* codice fiscale of a person, check character right */
	SCAN_IBAN,     /* length of its country and mod 97 right */
	SCAN_CARD,     /* 13 to 19 digits of a known issuer, Luhn right */
	SCAN_PHONE,    /* +39 ..., 3xx ..., 0xx ... */
	SCAN_EMAIL
} ScanKind;

#define SCAN_KINDS (SCAN_EMAIL + 1)

typedef struct {
	ScanKind kind;
	gsize start, length; /* bytes in the text */
} ScanHit;

/* Of ScanHit, in the order of the text, not overlapping; empty when nothing was found. (transfer full) */
GPtrArray *scan_personal_data(const char *text);

const Words *scan_kind_words(ScanKind kind); /* "Sembra un codice fiscale: serve davvero? Qui resta per anni." */

/* The first and the last characters with dots between: "RSS…5Z". (transfer full) */
char *scan_mask(const char *text, const ScanHit *hit);

#endif

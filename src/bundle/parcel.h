/*
 * What breccia tells the helper, on its standard input, and how that becomes a ZIP archive:
 *
 *     T 1795470245\n          the instant of all files; first
 *     F messages/n1.eml\n     a file begins; names are relative, of a-z A-Z 0-9 . _ - and /, and none comes twice
 *     D 4711\n<4711 bytes>    some of it, as often as there is more
 *     E\n                     that was all
 *
 * Without the last line the archive is not ended: half of a bundle is none.
 */
#ifndef BRECCIA_BUNDLE_PARCEL_H
#define BRECCIA_BUNDLE_PARCEL_H

#include <stdbool.h>

typedef enum { PARCEL_WHOLE, PARCEL_BROKEN, PARCEL_UNWRITTEN } Parcel; /* broken: what was told is not of that form */

/* Reads `in` to its end, writes to `out`. */
Parcel parcel_pack(int in, int out);

#endif

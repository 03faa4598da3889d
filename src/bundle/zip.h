/*
 * A ZIP archive that is written from its beginning to its end, to a descriptor: nobody has to know before how large a file will be.
 *
 * Where something fails, what was written so far is no archive, and has to be thrown away.
 */
#ifndef BRECCIA_BUNDLE_ZIP_H
#define BRECCIA_BUNDLE_ZIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Zip Zip;

Zip *zip_open(int fd, int64_t instant); /* seconds since 1970 UTC, of all that is in it. NULL: it cannot */
bool zip_file(Zip *zip, const char *name); /* ends the one before */
bool zip_write(Zip *zip, const void *data, size_t len);
/* Ends the archive and frees it; false when it is not whole. */
bool zip_close(Zip *zip);
/* Frees it without ending it. */
void zip_abandon(Zip *zip);

#endif

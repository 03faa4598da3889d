/*
 * The seal: SHA-256 by GLib's GChecksum, written as hex by hand because verify walks hundreds of thousands of events a
 * second and should not allocate a string for each.
 */
#include "src/core/seal.h"

#include <string.h>

#define DIGEST_LEN 32

const char seal_zero[SEAL_LEN + 1] = "0000000000000000000000000000000000000000000000000000000000000000";

/* Ends the sum: its digest goes to hex, and the sum is freed. */
static void
finish(GChecksum *sum, char hex[SEAL_LEN + 1])
{
	static const char digits[] = "0123456789abcdef";
	guint8 digest[DIGEST_LEN];
	gsize len = sizeof digest;

	g_checksum_get_digest(sum, digest, &len);
	g_checksum_free(sum);
	g_assert(len == DIGEST_LEN);
	for (gsize i = 0; i < DIGEST_LEN; i++) {
		hex[2 * i] = digits[digest[i] >> 4];
		hex[2 * i + 1] = digits[digest[i] & 15];
	}
	hex[SEAL_LEN] = '\0';
}

void
seal_next(const char previous[SEAL_LEN + 1], const char *head, char next[SEAL_LEN + 1])
{
	GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);

	g_checksum_update(sum, (const guchar *)previous, SEAL_LEN);
	g_checksum_update(sum, (const guchar *)"\n", 1);
	g_checksum_update(sum, (const guchar *)head, (gssize)strlen(head));
	finish(sum, next);
}

void
seal_hash(const void *data, gsize len, char hex[SEAL_LEN + 1])
{
	GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);

	if (len > 0)
		g_checksum_update(sum, data, (gssize)len);
	finish(sum, hex);
}

bool
seal_is_hex(const char *text)
{
	return text && strlen(text) == SEAL_LEN && strspn(text, "0123456789abcdef") == SEAL_LEN;
}

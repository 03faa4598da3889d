/*
 * The seal: SHA-256 by Nettle, which uses what the processor has for it, and so takes a third of the time that GLib's takes. verify
 * does little else.
 */
#include "src/core/seal.h"

#include <nettle/sha2.h>
#include <string.h>

const char seal_zero[SEAL_LEN + 1] = "0000000000000000000000000000000000000000000000000000000000000000";

/* Ends the sum: its digest goes to hex. */
static void
finish(struct sha256_ctx *sum, char hex[SEAL_LEN + 1])
{
	static const char digits[] = "0123456789abcdef";
	guint8 digest[SHA256_DIGEST_SIZE];

	sha256_digest(sum, sizeof digest, digest);
	for (gsize i = 0; i < sizeof digest; i++) {
		hex[2 * i] = digits[digest[i] >> 4];
		hex[2 * i + 1] = digits[digest[i] & 15];
	}
	hex[SEAL_LEN] = '\0';
}

void
seal_next(const char previous[SEAL_LEN + 1], const char *head, char next[SEAL_LEN + 1])
{
	struct sha256_ctx sum;

	sha256_init(&sum);
	sha256_update(&sum, SEAL_LEN, (const guint8 *)previous);
	sha256_update(&sum, 1, (const guint8 *)"\n");
	sha256_update(&sum, strlen(head), (const guint8 *)head);
	finish(&sum, next);
}

void
seal_hash(const void *data, gsize len, char hex[SEAL_LEN + 1])
{
	struct sha256_ctx sum;

	sha256_init(&sum);
	if (len > 0)
		sha256_update(&sum, len, data);
	finish(&sum, hex);
}

/* --- in pieces ------------------------------------------------------------------------------------------------------ */

struct SealSum {
	struct sha256_ctx sum;
};

SealSum *
seal_sum_new(void)
{
	SealSum *sum = g_new(SealSum, 1);

	sha256_init(&sum->sum);
	return sum;
}

void
seal_sum_add(SealSum *sum, const void *data, gsize len)
{
	if (len > 0)
		sha256_update(&sum->sum, len, data);
}

void
seal_sum_hex(SealSum *sum, char hex[SEAL_LEN + 1])
{
	finish(&sum->sum, hex);
}

void
seal_sum_free(SealSum *sum)
{
	g_free(sum);
}

bool
seal_is_hex(const char *text)
{
	return text && strlen(text) == SEAL_LEN && strspn(text, "0123456789abcdef") == SEAL_LEN;
}

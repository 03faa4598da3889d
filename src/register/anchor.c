/* The newest anchor outside the register. */
#include "src/register/anchor.h"

#include "db/verify.h"
#include "src/core/seal.h"

#include <string.h>

void
anchor_clear(Anchor *anchor)
{
	g_clear_pointer(&anchor->receipt, g_free);
	g_clear_pointer(&anchor->notice, g_free);
}

/* The seal is ASCII in a line of its own, and a message that goes out is quoted-printable: it stands there as it is. */
static bool
is_in_bytes(Session *s, const SealedReceipt *r, bool *found, GError **error)
{
	g_autoptr(GBytes) bytes = NULL;
	gsize len = 0;
	*found = false;
	if (!query_blob(s->db, r->bytes, &bytes, error))
		return false;
	const char *data = bytes ? g_bytes_get_data(bytes, &len) : NULL; /* none: erased */
	*found = data && memmem(data, len, r->seal, SEAL_LEN) != NULL;
	return true;
}

static void
take(Anchor *anchor, const SealedReceipt *r, bool off)
{
	anchor_clear(anchor);
	anchor->receipt = g_strdup(r->id);
	anchor->notice = g_strdup(r->notice);
	anchor->at = r->at;
	anchor->seq = r->seal_seq;
	anchor->off = off;
}

bool
session_anchor(Session *s, Anchor *anchor, GError **error)
{
	g_autoptr(GPtrArray) all = NULL;
	*anchor = (Anchor){.at = INSTANT_NONE};
	if (!query_sealed_receipts(s->db, &all, error))
		return false;
	for (guint i = 0; i < all->len && !anchor->receipt; i++) {
		const SealedReceipt *r = g_ptr_array_index(all, i);
		int64_t on_chain = 0;
		bool holds;
		if (!is_in_bytes(s, r, &holds, error) || (holds && !verify_against(s->db, r->seal, r->seal_seq, &on_chain, error)))
			return false;
		if (holds)
			take(anchor, r, on_chain == 0);
	}
	return true;
}

/* What comes back of a self-test. */
#include "src/courier/self-test.h"

#include "src/courier/parse.h"
#include "src/register/bulletin.h"

/* Signed, and about that very message: all else proves nothing. */
static bool
proves(const Understood *u, const SelfTest *test, Proof *proof)
{
	*proof = u->kind == MESSAGE_PEC_DELIVERED ? PROOF_DELIVERED : PROOF_ACCEPTED;
	return (u->kind == MESSAGE_PEC_ACCEPTED || u->kind == MESSAGE_PEC_DELIVERED) && u->signature && u->signature->verdict == SIGNATURE_VALID &&
	       u->pec && u->pec->at != INSTANT_NONE && g_strcmp0(u->pec->msgid, test->message_id) == 0;
}

bool
self_test_hear(Session *s, const Conf *conf, const char *id, GBytes *message, bool *proven, GError **error)
{
	g_autoptr(Understood) u = NULL;
	g_autoptr(GError) problem = NULL;
	g_auto(SelfTest) test = {0};
	Proof proof;
	gsize len;
	*proven = false;
	if (!query_self_test(s->db, &test, error))
		return false;
	if (g_strcmp0(test.id, id) != 0)
		return true;
	/* Without authorities, or where no child starts, it is not proven: the self-test was to find just that. */
	if (!parse_message(message, conf_text(conf, "pec", "receipt-ca-file"), session_now(s), &u, &problem) || !proves(u, &test, &proof))
		return true;
	const void *bytes = g_bytes_get_data(message, &len);
	*proven = true;
	return register_self_test_proven(s, id, proof, u->pec->at, bytes, len, error);
}

/* Acts of the DPO's that somebody enters from an answer on file. */
#include "src/register/reply.h"

#include "src/core/err.h"
#include "src/register/receipts.h"

void
reply_clear(Reply *reply)
{
	g_clear_pointer(&reply->person, g_free);
	g_clear_pointer(&reply->receipt, g_free);
}

bool
change_begin_dpo(Change *c, Session *s, const char *from_reply, GError **error)
{
	return change_begin(c, s, from_reply ? RIGHT_ADD : RIGHT_TAKE, error);
}

/* Who is DPO now answers; where the office is empty meanwhile, who was at detection. */
static bool
find_dpo(Change *c, const Incident *incident, char **person, GError **error)
{
	g_autoptr(Dpo) dpo = NULL;
	if (!query_dpo_at(c->session->db, c->now, &dpo, error))
		return false;
	*person = g_strdup(dpo ? dpo->person : incident->dpo);
	return *person || err_set(error, E_STATE, "no DPO is in office from whom the answer could be: breccia dpo appoint");
}

/* What the courier has examined and found to be no answer of the DPO's. What it has not is taken on the word of who enters it. */
static bool
check_answer(const Receipt *r, GError **error)
{
	static const char *const answers[] = {"other", "reply", "pec-envelope", "pec-anomaly", NULL};
	if (r->judged_at == INSTANT_NONE)
		return true;
	if (!g_strv_contains(answers, r->kind))
		return err_set(error, E_INPUT, "%s is no answer of the DPO's: see `breccia receipt show %s`", r->id, r->id);
	if (g_strcmp0(r->why, receipt_why_code(WHY_STRANGER)) == 0 || g_strcmp0(r->why, receipt_why_code(WHY_OWN)) == 0)
		return err_set(error, E_INPUT, "%s is not from the DPO: if the address is the DPO's, add it with breccia person change WHO --reply-from "
			"ADDRESS", r->id);
	return true;
}

bool
reply_find(Change *c, const Incident *incident, const char *from_reply, Reply *reply, GError **error)
{
	g_autoptr(Receipt) receipt = NULL;
	*reply = (Reply){.at = INSTANT_NONE};
	if (!from_reply)
		return true;
	if (!session_receipt(c->session, from_reply, &receipt, error))
		return false;
	if (!g_str_equal(receipt->ref, incident->ref))
		return err_set(error, E_INPUT, "receipt %s is about %s, not about %s: see `breccia receipt list %s`", receipt->id, receipt->ref,
			incident->ref, incident->ref);
	if (!check_answer(receipt, error) || !find_dpo(c, incident, &reply->person, error))
		return false;
	reply->receipt = g_strdup(receipt->id);
	reply->at = receipt->at;
	return true;
}

bool
change_begin_company(Change *c, Session *s, const char *from_reply, GError **error)
{
	return change_begin(c, s, from_reply ? RIGHT_ADD : RIGHT_DECIDE, error);
}

bool
reply_find_delegate(Change *c, const Incident *incident, const char *from_reply, Reply *reply, GError **error)
{
	g_autoptr(Dpo) dpo = NULL;
	if (!reply_find(c, incident, from_reply, reply, error))
		return false;
	if (!from_reply)
		return true;
	if (!query_dpo_at(c->session->db, c->now, &dpo, error))
		return false;
	return (dpo && dpo->delegated) ||
		err_set(error, E_DENIED, "the DPO advises and does not decide: without the company's delegation on file the manager decides");
}

Instant
reply_at(const Change *c, const Reply *reply)
{
	return reply->receipt ? reply->at : c->now;
}

void
put_reply(json_t *facts, const Reply *reply)
{
	if (!reply->receipt)
		return;
	put_text(facts, "for", reply->person);
	put_text(facts, "receipt", reply->receipt);
	put_instant(facts, "at", reply->at);
}

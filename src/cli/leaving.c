/* What is in the way of a notice that waits, and which went nowhere. */
#include "src/cli/leaving.h"

bool
leaving_has_account(const Cli *cli, Channel channel)
{
	return channel == CHANNEL_PEC ? cli->session->host.has_pec : cli->session->host.has_email;
}

/* Drafts to clients are held too. */
static bool
is_meant_to_leave(const Notice *n)
{
	return !notice_settled(n) && !n->exercise && n->hold_until != NOTICE_HELD && !letter_reminds(n->letter);
}

/* Says the other one what this one says, to the same addressee, by a way that is open? */
static bool
stands_for(const Cli *cli, const Notice *other, const Notice *n)
{
	return g_str_equal(other->audience, n->audience) && other->channel != n->channel && leaving_has_account(cli, other->channel) &&
		other->letter != LETTER_SHORT && letter_tells(other->letter) == letter_tells(n->letter) && other->supplement == n->supplement &&
		other->state != NOTICE_FAILED && other->state != NOTICE_CANCELLED && other->proof != PROOF_REFUTED;
}

static bool
goes_otherwise(const Cli *cli, const Notice *n, bool *goes, GError **error)
{
	g_autoptr(Incident) in = NULL;
	*goes = n->letter == LETTER_SHORT;
	if (!query_incident_brief(cli->session->db, n->ref, &in, error))
		return false;
	for (guint i = 0; in && !*goes && i < in->notices->len; i++)
		*goes = stands_for(cli, g_ptr_array_index(in->notices, i), n);
	return true;
}

static char *
no_account_words(const Cli *cli, Channel channel)
{
	if (!leaving_has_account(cli, CHANNEL_EMAIL) && !leaving_has_account(cli, CHANNEL_PEC))
		return g_strdup(_("no mail account is set up on this machine"));
	return g_strdup_printf(_("no [%s] account is set up on this machine"), channel_code(channel));
}

bool
leaving_blocked(const Cli *cli, const Notice *n, char **why, GError **error)
{
	g_autoptr(Dpo) dpo = NULL;
	bool goes = false, some = leaving_has_account(cli, CHANNEL_EMAIL) || leaving_has_account(cli, CHANNEL_PEC);
	*why = NULL;
	if (!is_meant_to_leave(n))
		return true;
	if (n->state == NOTICE_QUEUED && g_str_equal(n->audience, "dpo")) {
		if (!query_dpo_at(cli->session->db, cli->now, &dpo, error))
			return false;
		if (!dpo)
			*why = g_strdup(_("no DPO is in office: breccia dpo appoint"));
	}
	if (*why || leaving_has_account(cli, n->channel))
		return true;
	if (some && !goes_otherwise(cli, n, &goes, error))
		return false;
	if (!goes)
		*why = no_account_words(cli, n->channel);
	return true;
}

/* --- in vain ------------------------------------------------------------------------------------------------------------- */

/* It is composed for its first attempt; or before, while its account was stopped: then one attempt that just failed says little. */
bool
leaving_fails(const Notice *n, Instant now)
{
	return is_meant_to_leave(n) && n->attempts > 0 && n->composed_at != INSTANT_NONE && now - n->composed_at > LEAVING_FAILS &&
		(n->attempts > 1 || now - n->attempted_at > LEAVING_FAILS);
}

static bool
went_nowhere(const Notice *n)
{
	return n->state == NOTICE_FAILED || (n->state == NOTICE_SENT && n->proof == PROOF_REFUTED);
}

/* What a person holds back replaces nothing; the short e-mail only another short one. */
static bool
replaces(const Notice *other, const Notice *n)
{
	bool lives = !went_nowhere(other) && other->state != NOTICE_CANCELLED && (other->state == NOTICE_SENT || other->hold_until != NOTICE_HELD);
	return lives && other != n && g_str_equal(other->audience, n->audience) && letter_tells(other->letter) &&
		(other->letter != LETTER_SHORT || n->letter == LETTER_SHORT) && other->supplement >= n->supplement;
}

static bool
is_replaced(const Incident *in, const Notice *n)
{
	for (guint i = 0; i < in->notices->len; i++)
		if (replaces(g_ptr_array_index(in->notices, i), n))
			return true;
	return false;
}

bool
leaving_failed(const Incident *in, const Notice *n)
{
	return went_nowhere(n) && !n->exercise && letter_tells(n->letter) && !is_replaced(in, n);
}

/* Who took charge has it. */
bool
leaving_delayed(const Cli *cli, const Incident *in, const Notice *n, bool *delayed, GError **error)
{
	bool has = g_str_equal(n->audience, AUDIENCE_DPO) && in->taken_at != INSTANT_NONE;
	Instant at = INSTANT_NONE;
	if (notice_undelivered(n) && !n->exercise && letter_tells(n->letter) && !has && !is_replaced(in, n) &&
		!query_delayed(cli->session->db, n->id, &at, error))
		return false;
	*delayed = at != INSTANT_NONE;
	return true;
}

/* Closing, reopening, voiding. */
#include "src/register/ending.h"

#include "src/core/err.h"
#include "src/core/text.h"
#include "src/register/drafts.h"
#include "src/register/reply.h"
#include "src/register/seen.h"

void
closed_clear(Closed *closed)
{
	g_clear_pointer(&closed->failing, g_ptr_array_unref);
	g_clear_pointer(&closed->review, g_free);
}

void
voided_clear(Voided *voided)
{
	g_clear_pointer(&voided->sent, g_ptr_array_unref);
	g_clear_pointer(&voided->withdrawn, g_ptr_array_unref);
}

static bool
check_seen(Change *c, const char *ref, int64_t seen, GError **error)
{
	static const char *const keys[] = {"stage", NULL};
	return seen_check(c, ref, seen, keys, error);
}

/* The two events that say no more than whose act it is and why. */
static bool
append_ending(Change *c, const char *kind, const char *ref, const char *reason, const Reply *reply, GError **error)
{
	json_t *facts = json_object(), *body = json_object();
	put_reply(facts, reply);
	put_text(body, "reason", reason && !text_blank(reason) ? reason : NULL);
	return change_append(c, kind, ref, facts, body, error);
}

/* --- close ---------------------------------------------------------------------------------------------------------------- */

static bool
check_gates(const Incident *incident, Instant now, Closed *out, GError **error)
{
	g_autoptr(GString) codes = g_string_new(NULL);
	for (const Gate *gate = incident_gates; gate->code; gate++) {
		if (!gate_applies(gate, incident) || gate->passes(incident, now))
			continue;
		g_ptr_array_add(out->failing, (gpointer)gate);
		g_string_append_printf(codes, "%s%s", codes->len ? ", " : "", gate->code);
	}
	return !codes->len || err_set(error, E_STATE, "incident %s cannot be closed yet: %s", incident->ref, codes->str);
}

static bool
check_closing(const Change *c, const Incident *incident, const Closing *in, GError **error)
{
	bool said = in->reason && !text_blank(in->reason);
	if (incident->kind == KIND_NEAR_MISS && !said)
		return err_set(error, E_INPUT, "a near miss is closed with a reason: say with --reason why no data were breached");
	if (in->review_at != INSTANT_NONE && in->review_at <= c->now)
		return err_set(error, E_INPUT, "the review is for later: give --review a time that is still to come");
	return true;
}

/* Whether measures work is verified by the DPO (GDPR art. 39(1)(b)): of whom it becomes an action, that stays open after closing. */
static bool
append_review(Change *c, const Incident *incident, const Closing *in, const Reply *reply, Closed *out, GError **error)
{
	static const Words title = {"Check that the measures taken work", "Verificare che le misure adottate siano efficaci"};
	const char *owner = reply->receipt ? reply->person : c->session->actor;
	g_autofree char *number = NULL;
	if (in->review_at == INSTANT_NONE)
		return true;
	if (!journal_next_action(c->session->db, incident->ref, &number, error))
		return false;
	json_t *facts = json_object(), *body = json_object();
	put_text(facts, "action", number);
	put_text(facts, "kind", action_kind_code(ACTION_PREVENTION));
	put_text(facts, "state", action_state_code(ACTION_OPEN));
	put_text(facts, "owner", owner);
	put_instant(facts, "due", in->review_at);
	put_true(facts, "review", true);
	put_text(body, "title", words_in(&title, c->session->lang));
	out->review = g_strconcat(incident->ref, "/", number, NULL);
	return change_append(c, "action.added", incident->ref, facts, body, error);
}

/* A draft to a client that nobody released has no business any more: its clock was met by other means, or did not have to be. */
static bool
withdraw_drafts(Change *c, const Incident *incident, GError **error)
{
	static const Words closed = {"the incident was closed before anybody released it", "l'incidente è stato chiuso prima che qualcuno la rilasciasse"};
	for (guint i = 0; i < incident->notices->len; i++) {
		const Notice *n = g_ptr_array_index(incident->notices, i);
		if (notice_is_draft(n) && !notice_settled(n) && !queue_cancel(c, n, words_in(&closed, c->session->lang), error))
			return false;
	}
	return true;
}

bool
register_close(Session *s, const Closing *in, Closed *out, GError **error)
{
	g_auto(Change) c = {0};
	g_auto(Reply) reply = {0};
	g_autoptr(Incident) incident = NULL;
	*out = (Closed){.failing = g_ptr_array_new()};
	return check_utf8("the reason", in->reason, error) && change_begin_dpo(&c, s, in->from_reply, error) &&
		change_incident(&c, in->ref, true, &incident, error) && reply_find(&c, incident, in->from_reply, &reply, error) &&
		check_seen(&c, in->ref, in->seen, error) && check_gates(incident, c.now, out, error) &&
		check_closing(&c, incident, in, error) && append_review(&c, incident, in, &reply, out, error) &&
		withdraw_drafts(&c, incident, error) && append_ending(&c, "incident.closed", in->ref, in->reason, &reply, error) &&
		change_commit(&c, error);
}

/* --- reopen --------------------------------------------------------------------------------------------------------------- */

bool
register_reopen(Session *s, const char *ref, const char *reason, const char *from_reply, GError **error)
{
	g_auto(Change) c = {0};
	g_auto(Reply) reply = {0};
	g_autoptr(Incident) incident = NULL;
	if (!reason || text_blank(reason))
		return err_set(error, E_INPUT, "say with --reason why it is opened again");
	if (!check_utf8("the reason", reason, error) || !change_begin_dpo(&c, s, from_reply, error) ||
		!change_incident(&c, ref, false, &incident, error) || !reply_find(&c, incident, from_reply, &reply, error))
		return false;
	if (incident->voided_at != INSTANT_NONE)
		return err_set(error, E_STATE, "incident %s is void: log it anew if it happened after all", ref);
	if (incident->closed_at == INSTANT_NONE)
		return err_set(error, E_STATE, "incident %s is open", ref);
	return change_require_texts(incident, error) && append_ending(&c, "incident.reopened", ref, reason, &reply, error) && change_commit(&c, error);
}

/* --- void ----------------------------------------------------------------------------------------------------------------- */

static bool
check_voiding(Change *c, const Incident *incident, const Voiding *in, GError **error)
{
	g_autoptr(Incident) other = NULL;
	if (!in->duplicate_of)
		return true;
	if (g_str_equal(in->duplicate_of, incident->ref))
		return err_set(error, E_INPUT, "%s is no duplicate of itself: name the one that stays", incident->ref);
	if (!change_incident(c, in->duplicate_of, false, &other, error))
		return false;
	return other->voided_at == INSTANT_NONE ||
		err_set(error, E_STATE, "%s is void itself: name the one that stays", other->ref);
}

static bool
end_notices(Change *c, const Incident *incident, const Voiding *in, Voided *out, GError **error)
{
	for (guint i = 0; i < incident->notices->len; i++) {
		const Notice *n = g_ptr_array_index(incident->notices, i);
		bool waits = !notice_settled(n) && (n->state == NOTICE_QUEUED || n->state == NOTICE_COMPOSED);
		if (waits && !queue_cancel(c, n, in->reason, error))
			return false;
		if (waits)
			g_ptr_array_add(out->withdrawn, g_strdup(n->id));
		else if (!letter_reminds(n->letter) && (n->state == NOTICE_SENT || n->state == NOTICE_SENDING))
			g_ptr_array_add(out->sent, g_strdup(n->id));
	}
	return true;
}

static bool
append_voided(Change *c, const Voiding *in, const Reply *reply, GError **error)
{
	json_t *facts = json_object(), *body = json_object();
	put_reply(facts, reply);
	put_text(facts, "duplicate_of", in->duplicate_of);
	put_text(body, "reason", in->reason);
	return change_append(c, "incident.voided", in->ref, facts, body, error);
}

bool
register_void(Session *s, const Voiding *in, Voided *out, GError **error)
{
	g_auto(Change) c = {0};
	g_auto(Reply) reply = {0};
	g_autoptr(Incident) incident = NULL;
	*out = (Voided){.sent = g_ptr_array_new_with_free_func(g_free), .withdrawn = g_ptr_array_new_with_free_func(g_free)};
	if (!in->reason || text_blank(in->reason))
		return err_set(error, E_INPUT, "say with --reason why it is void: a typing error, or twice the same");
	return check_utf8("the reason", in->reason, error) && change_begin_dpo(&c, s, in->from_reply, error) &&
		change_incident(&c, in->ref, true, &incident, error) && reply_find(&c, incident, in->from_reply, &reply, error) &&
		check_seen(&c, in->ref, in->seen, error) && check_voiding(&c, incident, in, error) &&
		end_notices(&c, incident, in, out, error) && append_voided(&c, in, &reply, error) && change_commit(&c, error);
}

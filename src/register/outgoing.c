/* Notices: what a person asks for, and what the courier records. */
#include "src/register/outgoing.h"

#include "src/core/err.h"
#include "src/core/event.h"
#include "src/core/text.h"
#include "src/register/clients.h"
#include "src/register/drafts.h"
#include "src/register/letter.h"

#include <string.h>

void
notified_clear(Notified *notified)
{
	g_clear_pointer(&notified->ids, g_ptr_array_unref);
}

static const char *
short_id(const Notice *notice)
{
	return strrchr(notice->id, '/') + 1;
}

/* Of the breach: a closing notice or a read-back is not what the rule asks for, nor in the way of what it asks for. */
static bool
tells_dpo(const Notice *notice)
{
	return notice_to_dpo(notice) && letter_tells(notice->letter);
}

/* Waits: nothing of it has left yet, and it will go. */
static bool
waits(const Notice *notice)
{
	return letter_tells(notice->letter) && notice_waits_for(notice, AUDIENCE_DPO);
}

static bool
waits_in_full(const Notice *notice)
{
	return waits(notice) && notice->letter != LETTER_SHORT;
}

/* An exercise is told by being composed. */
static bool
stands(const Notice *notice)
{
	if (notice->exercise)
		return tells_dpo(notice) && notice->state == NOTICE_COMPOSED;
	return letter_tells(notice->letter) && notice_is_standing(notice, AUDIENCE_DPO);
}

static bool
append_now(Change *c, const Notice *notice, GError **error)
{
	json_t *facts = json_object();
	put_text(facts, "notice", short_id(notice));
	put_instant(facts, "next_at", c->now);
	return change_append(c, "notice.retried", notice->ref, facts, NULL, error);
}

static bool
release(Change *c, const Incident *incident, bool (*which)(const Notice *), GPtrArray *ids, GError **error)
{
	for (guint i = 0; i < incident->notices->len; i++) {
		const Notice *n = g_ptr_array_index(incident->notices, i);
		if (!which(n))
			continue;
		if (!append_now(c, n, error))
			return false;
		g_ptr_array_add(ids, g_strdup(n->id));
	}
	return true;
}

/* What waits, and is not composed, makes room for a notice that says the same otherwise. */
static bool
withdraw_waiting(Change *c, const Incident *incident, const Words *why, GError **error)
{
	for (guint i = 0; i < incident->notices->len; i++) {
		const Notice *n = g_ptr_array_index(incident->notices, i);
		if (waits(n) && !queue_cancel(c, n, words_in(why, c->session->lang), error))
			return false;
	}
	return true;
}

/* Its bytes are fixed: it leaves as it is, or not at all. */
static bool
waits_composed(const Notice *notice)
{
	return waits(notice) && notice->state != NOTICE_QUEUED;
}

static bool
any(const Incident *incident, bool (*which)(const Notice *))
{
	for (guint i = 0; i < incident->notices->len; i++)
		if (which(g_ptr_array_index(incident->notices, i)))
			return true;
	return false;
}

static bool
waits_as_supplement(const Notice *notice)
{
	return waits(notice) && notice->supplement > 0;
}

/* Another channel, or a preliminary one: what waits is queued anew, and is the first or a supplement as it was. */
static bool
exchange(Change *c, Incident **incident, Notified *out, GError **error)
{
	static const Words why = {"another was asked for in its place", "sostituita da un'altra, come richiesto"};
	g_autoptr(Incident) before = g_steal_pointer(incident);
	for (guint i = 0; i < before->notices->len; i++) {
		const Notice *n = g_ptr_array_index(before->notices, i);
		if (waits_composed(n))
			return err_set(error, E_STATE, "notice %s is composed already: withdraw it first with breccia outbox withdraw, or leave --channel and "
				"--preliminary out", n->id);
	}
	out->released = false;
	out->supplement = any(before, waits_as_supplement);
	return withdraw_waiting(c, before, &why, error) && change_incident(c, before->ref, false, incident, error);
}

bool
register_notify(Session *s, const Notify *notify, Notified *out, GError **error)
{
	g_auto(Change) c = {0};
	g_autoptr(Incident) incident = NULL;
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
	*out = (Notified){0};
	if (notify->to && !g_str_equal(notify->to, AUDIENCE_DPO))
		return register_notify_client(s, notify, out, error);
	if (!change_begin(&c, s, RIGHT_NOTIFY, error) || !change_incident(&c, notify->ref, false, &incident, error))
		return false;
	if (incident->voided_at != INSTANT_NONE)
		return err_set(error, E_STATE, "incident %s is void: nothing is sent about it", incident->ref);
	if (incident->historic)
		return err_set(error, E_STATE, "incident %s was imported: nothing is sent about the past", incident->ref);
	/* The short e-mail that only wakes does not carry new facts: where the full text has left, a supplement does. */
	out->released = any(incident, waits_in_full) || (any(incident, waits) && !any(incident, stands));
	out->supplement = !out->released && any(incident, stands);
	if (!out->released && !change_require_open(incident, error))
		return false;
	if (out->released && (notify->by != SEND_AUTO || notify->preliminary) && !exchange(&c, &incident, out, error))
		return false;
	Letter letter = out->supplement ? LETTER_SUPPLEMENT : notify->preliminary ? LETTER_PRELIMINARY : LETTER_FIRST;
	if (out->released ? !release(&c, incident, waits, ids, error)
			  : !queue_letter(&c, incident, letter, notify->by, INSTANT_NONE, false, ids, error))
		return false;
	if (!change_commit(&c, error))
		return false;
	out->ids = g_steal_pointer(&ids);
	return true;
}

/* --- one notice ----------------------------------------------------------------------------------------------------- */

/* Nobody sends one: the next comes by itself, at its time. */
static bool
refuse_settled_reminder(const Notice *notice, GError **error)
{
	if (notice->state == NOTICE_SENT)
		return err_set(error, E_STATE, "%s is a reminder and has left already: the next comes by itself, at its time", notice->id);
	return err_set(error, E_STATE, "%s is a reminder and was withdrawn: the next comes by itself, at its time", notice->id);
}

static bool
refuse_settled(const Notice *notice, GError **error)
{
	g_autofree char *to = notice_to_dpo(notice) ? g_strdup("") : g_strconcat(" --to ", notice->audience, NULL);
	if (letter_reminds(notice->letter) && (notice->state == NOTICE_SENT || notice->state == NOTICE_CANCELLED))
		return refuse_settled_reminder(notice, error);
	if (notice->state == NOTICE_SENT)
		return err_set(error, E_STATE, "notice %s has left already: `breccia notify %s%s` sends a supplement", notice->id, notice->ref, to);
	if (notice->state == NOTICE_CANCELLED)
		return err_set(error, E_STATE, "notice %s was withdrawn: `breccia notify %s%s` queues another", notice->id, notice->ref, to);
	if (notice->state == NOTICE_SENDING)
		return err_set(error, E_STATE, "notice %s is being sent right now: see `breccia outbox` in a moment", notice->id);
	if (notice->exercise && notice->state == NOTICE_COMPOSED)
		return err_set(error, E_STATE, "notice %s belongs to a drill that sends nothing: it is all that it will be", notice->id);
	return true;
}

/* Who may notify the DPO or release to a client may also hold a notice to a client back: that is the cautious way. */
static bool
begin_over(Change *c, Session *s, const char *id, bool withdraw, Notice **notice, GError **error)
{
	Right right = session_may(s, RIGHT_NOTIFY) || !session_may(s, RIGHT_RELEASE) ? RIGHT_NOTIFY : RIGHT_RELEASE;
	if (!change_begin(c, s, right, error) || !session_notice(s, id, notice, error))
		return false;
	bool ours = notice_to_dpo(*notice) || letter_reminds((*notice)->letter);
	if (ours ? !session_require(s, RIGHT_NOTIFY, error) : withdraw && !session_require(s, RIGHT_RELEASE, error))
		return false;
	return refuse_settled(*notice, error);
}

static bool
refuse_draft(const Notice *notice, GError **error)
{
	return !notice_is_draft(notice) || err_set(error, E_STATE, "notice %s is a draft to a client: `breccia notify %s --to %s` releases it",
		notice->id, notice->ref, notice->audience);
}

bool
register_outbox_retry(Session *s, const char *id, GError **error)
{
	g_auto(Change) c = {0};
	g_autoptr(Notice) notice = NULL;
	return begin_over(&c, s, id, false, &notice, error) && refuse_draft(notice, error) && append_now(&c, notice, error) &&
		change_commit(&c, error);
}

bool
register_outbox_hold(Session *s, const char *id, GError **error)
{
	g_auto(Change) c = {0};
	g_autoptr(Notice) notice = NULL;
	if (!begin_over(&c, s, id, false, &notice, error))
		return false;
	json_t *facts = json_object();
	put_text(facts, "notice", short_id(notice));
	return change_append(&c, "notice.held", notice->ref, facts, NULL, error) && change_commit(&c, error);
}

bool
register_outbox_withdraw(Session *s, const char *id, const char *reason, GError **error)
{
	g_auto(Change) c = {0};
	g_autoptr(Notice) notice = NULL;
	if (!reason || text_blank(reason))
		return err_set(error, E_INPUT, "say why the notice is withdrawn, with --reason");
	if (!check_utf8("the reason", reason, error))
		return false;
	if (!begin_over(&c, s, id, true, &notice, error))
		return false;
	return queue_cancel(&c, notice, reason, error) && change_commit(&c, error);
}

bool
register_release_all(Session *s, int *count, GError **error)
{
	g_auto(Change) c = {0};
	g_autoptr(GPtrArray) notices = NULL;
	*count = 0;
	if (!change_begin(&c, s, RIGHT_NOTIFY, error) || !query_outbox(s->db, INSTANT_NONE, &notices, error))
		return false;
	for (guint i = 0; i < notices->len; i++) {
		const Notice *n = g_ptr_array_index(notices, i);
		bool waiting = n->hold_until != INSTANT_NONE || (n->next_at != INSTANT_NONE && n->next_at > c.now);
		if (!notice_waits_for(n, n->audience) || notice_is_draft(n) || !waiting)
			continue;
		if (!append_now(&c, n, error))
			return false;
		++*count;
	}
	return *count == 0 || change_commit(&c, error);
}

/* --- the courier's ---------------------------------------------------------------------------------------------------- */

static bool
on_its_way(const Notice *notice, Instant now)
{
	Instant hold = notice->hold_until;
	return waits(notice) && hold != NOTICE_HELD && (hold <= now || hold - now > NOTICE_HOLD_MAX);
}

/* What somebody held back leaves as a preliminary notice, which says that nobody confirmed it; composed, it leaves as it is. */
static bool
switch_on(Change *c, const Incident *incident, GPtrArray *ids, GError **error)
{
	static const Words why = {"held back until little time was left: a preliminary notice leaves in its place",
		"trattenuta finché restava poco tempo: al suo posto parte una comunicazione preliminare"};
	if (any(incident, waits_composed))
		return release(c, incident, waits, ids, error);
	return withdraw_waiting(c, incident, &why, error) && queue_first(c, incident->ref, false, true, error);
}

bool
register_auto_notify(Session *s, const char *ref, bool *acted, GError **error)
{
	g_auto(Change) c = {0};
	g_autoptr(Incident) incident = NULL;
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
	*acted = false;
	if (!change_begin_sending(&c, s, error) || !change_incident(&c, ref, true, &incident, error))
		return false;
	if (incident->kind == KIND_DRILL || incident->historic || any(incident, stands))
		return true;
	for (guint i = 0; i < incident->notices->len; i++)
		if (on_its_way(g_ptr_array_index(incident->notices, i), c.now))
			return true;
	if (!switch_on(&c, incident, ids, error))
		return false;
	*acted = true;
	return change_commit(&c, error);
}

/* May they be written to by this channel, from this machine? */
static bool
may_use(Change *c, const char *audience, Channel channel, bool *may, GError **error)
{
	const Surroundings *host = &c->session->host;
	g_auto(Reach) reach = {0};
	if (!reach_find(c->session, audience, c->now, &reach, error))
		return false;
	*may = channel == CHANNEL_PEC ? reach.pec && host->has_pec : reach.email && host->has_email;
	return true;
}

static Channel
other_channel(Channel channel)
{
	return channel == CHANNEL_PEC ? CHANNEL_EMAIL : CHANNEL_PEC;
}

/* Is this the same letter, whole, that way? */
static bool
same_letter(const Notice *n, const Notice *notice, Channel channel)
{
	bool same = letter_tells(notice->letter) ? letter_tells(n->letter) && n->letter != LETTER_SHORT
						 : n->letter == notice->letter && g_strcmp0(n->receipt, notice->receipt) == 0;
	return same && g_str_equal(n->audience, notice->audience) && n->channel == channel && n->supplement == notice->supplement &&
		n->state != NOTICE_CANCELLED;
}

/* Did the same letter, whole, go that way already, or is it about to? */
static bool
went(const Incident *incident, const Notice *notice, Channel channel)
{
	for (guint i = 0; i < incident->notices->len; i++)
		if (same_letter(g_ptr_array_index(incident->notices, i), notice, channel))
			return true;
	return false;
}

bool
register_other_channel(Session *s, const char *id, bool *acted, GError **error)
{
	g_auto(Change) c = {0};
	g_autoptr(Notice) notice = NULL;
	g_autoptr(Incident) incident = NULL;
	bool may;
	*acted = false;
	if (!change_begin_sending(&c, s, error) || !query_notice(s->db, id, &notice, error))
		return false;
	if (!notice || notice_is_draft(notice) || notice->exercise || notice->letter == LETTER_BY_HAND || notice->state == NOTICE_CANCELLED)
		return true;
	Channel other = other_channel(notice->channel);
	if (!change_incident(&c, notice->ref, true, &incident, error) || !may_use(&c, notice->audience, other, &may, error))
		return false;
	if (!may || incident->historic || went(incident, notice, other))
		return true;
	*acted = true;
	return queue_other(&c, incident, notice, other, error) && change_commit(&c, error);
}

/* The notice under the lock, in a state that the courier expects. */
static bool
courier_notice(Change *c, const char *id, Notice **notice, GError **error)
{
	if (!query_notice(c->session->db, id, notice, error))
		return false;
	if (!*notice)
		return err_set(error, E_NOTFOUND, "there is no notice %s", id);
	if (notice_settled(*notice))
		return err_set(error, E_STATE, "notice %s is settled", id);
	return true;
}

/* --- to somebody else by now ------------------------------------------------------------------------------------------ */

typedef struct {
	const char *notice; /* "n1" */
	bool left;          /* it left, or perhaps did, at one of its attempts */
} Trace;

static bool
read_trace(int64_t seq, const char *seal, const char *head, const char *body, void *data, GError **error)
{
	Trace *trace = data;
	g_autoptr(Event) event = NULL;
	(void)seq;
	(void)seal;
	if (!event_read(head, body, &event, error))
		return false;
	const char *notice = json_string_value(json_object_get(event->facts, "notice"));
	const char *verdict = json_string_value(json_object_get(event->facts, "verdict"));
	if (g_strcmp0(notice, trace->notice))
		return true;
	if (g_str_equal(event->kind_name, "notice.submitted") ||
		(g_str_equal(event->kind_name, "notice.failed") && g_strcmp0(verdict, verdict_code(VERDICT_UNCERTAIN)) == 0))
		trace->left = true;
	return true;
}

/* Is it certain that nothing of it left? The notice itself knows its last attempt alone. */
static bool
never_left(Session *s, const Notice *notice, bool *never, GError **error)
{
	Trace trace = {.notice = short_id(notice)};
	bool still = notice->state == NOTICE_COMPOSED && notice->proof == PROOF_NONE && notice->sent_at == INSTANT_NONE;
	if (still && notice->attempts && !query_history(s->db, notice->ref, read_trace, &trace, error))
		return false;
	*never = still && !trace.left;
	return true;
}

static bool
same_recipients(const GPtrArray *a, const GPtrArray *b)
{
	for (guint i = 0; i < a->len && a->len == b->len; i++) {
		const Recipient *x = g_ptr_array_index(a, i), *y = g_ptr_array_index(b, i);
		if (!g_str_equal(x->address, y->address) || g_strcmp0(x->person, y->person))
			return false;
	}
	return a->len == b->len;
}

static bool
has_it(const Notice *notice, const char *person)
{
	for (guint i = 0; i < notice->to->len && notice->state == NOTICE_SENT; i++)
		if (g_strcmp0(((const Recipient *)g_ptr_array_index(notice->to, i))->person, person) == 0)
			return true;
	return false;
}

/* Does the same letter, whole, wait to go that way, or has this person got it so? */
static bool
comes(const Incident *incident, const Notice *notice, Channel channel, const char *person)
{
	for (guint i = 0; i < incident->notices->len; i++) {
		const Notice *n = g_ptr_array_index(incident->notices, i);
		if (!g_str_equal(n->id, notice->id) && same_letter(n, notice, channel) && (!notice_settled(n) || (person && has_it(n, person))))
			return true;
	}
	return false;
}

typedef struct {
	bool withdraw, queue;
	Channel channel;
} Anew;

static bool
plan_anew(Change *c, const Incident *incident, const Notice *notice, Anew *anew, GError **error)
{
	g_autoptr(GPtrArray) to = NULL;
	g_autoptr(GError) why = NULL;
	g_auto(Reach) reach = {0};
	bool may, is_short = notice->letter == LETTER_SHORT;
	*anew = (Anew){.channel = notice->channel};
	if (!reach_find(c->session, notice->audience, c->now, &reach, error))
		return false;
	if (register_letter_to(c->session, notice, &to, &why)) {
		anew->withdraw = !same_recipients(to, notice->to);
		anew->queue = !is_short || !comes(incident, notice, notice->channel, reach.id);
		return true;
	}
	if (!g_error_matches(why, ERR_DOMAIN, E_STATE)) {
		g_propagate_error(error, g_steal_pointer(&why));
		return false;
	}
	/* No address there any more. Where nobody is left to write to it stays as it is. */
	anew->channel = other_channel(notice->channel);
	if (letter_reminds(notice->letter))
		return true;
	if (!may_use(c, notice->audience, anew->channel, &may, error))
		return false;
	anew->withdraw = is_short ? went(incident, notice, anew->channel) : may;
	anew->queue = !is_short && !comes(incident, notice, anew->channel, reach.id);
	return true;
}

static bool
append_anew(Change *c, const Incident *incident, const Notice *notice, const Anew *anew, GError **error)
{
	static const Words why = {"its recipients changed before it left", "i destinatari sono cambiati prima che partisse"};
	return queue_cancel(c, notice, words_in(&why, c->session->lang), error) &&
		(!anew->queue || queue_other(c, incident, notice, anew->channel, error));
}

/* Looked at before anything is locked: nearly always it goes where it was going. What was erased has no addresses. */
static bool
may_differ(Session *s, const Notice *notice)
{
	g_autoptr(GPtrArray) to = NULL;
	if (!notice || !notice->to->len || !*((const Recipient *)g_ptr_array_index(notice->to, 0))->address)
		return false;
	return !register_letter_to(s, notice, &to, NULL) || !same_recipients(to, notice->to);
}

bool
register_readdress(Session *s, const char *id, bool *acted, GError **error)
{
	g_auto(Change) c = {0};
	g_autoptr(Notice) before = NULL, notice = NULL;
	g_autoptr(Incident) incident = NULL;
	Anew anew = {0};
	bool never;
	*acted = false;
	if (!query_notice(s->db, id, &before, error))
		return false;
	if (!may_differ(s, before))
		return true;
	if (!change_begin_sending(&c, s, error) || !courier_notice(&c, id, &notice, error) || !never_left(s, notice, &never, error) ||
		!change_incident(&c, notice->ref, false, &incident, error))
		return false;
	if (!never || notice_is_draft(notice) || incident_over(incident))
		return true;
	if (!plan_anew(&c, incident, notice, &anew, error))
		return false;
	*acted = anew.withdraw;
	return !*acted || (append_anew(&c, incident, notice, &anew, error) && change_commit(&c, error));
}

/* --- each step ---------------------------------------------------------------------------------------------------------- */

bool
register_composed(Session *s, const Composed *in, GError **error)
{
	g_auto(Change) c = {0};
	g_autoptr(Notice) notice = NULL;
	char bytes[65], text[65];
	if (!change_begin_sending(&c, s, error) || !courier_notice(&c, in->id, &notice, error))
		return false;
	if (notice->state != NOTICE_QUEUED)
		return err_set(error, E_STATE, "notice %s is composed already", in->id);
	if (!journal_put_blob(s->db, in->bytes, in->bytes_len, bytes, error) ||
		!journal_put_blob(s->db, in->text, strlen(in->text), text, error))
		return false;
	json_t *facts = json_object(), *body = json_object();
	put_text(facts, "notice", short_id(notice));
	put_text(facts, "message_id", in->message_id);
	put_text(facts, "bytes", bytes);
	put_text(facts, "text", text);
	put_strings(facts, "people", in->people);
	put_text(facts, "seal", in->seal);
	if (in->seal)
		json_object_set_new(facts, "seal_seq", json_integer(in->seal_seq));
	put_strings(body, "to", in->to);
	put_text(body, "from", in->from);
	put_text(body, "subject", in->subject);
	return change_append(&c, "notice.composed", notice->ref, facts, body, error) && change_commit(&c, error);
}

bool
register_attempted(Session *s, const char *id, GError **error)
{
	g_auto(Change) c = {0};
	g_autoptr(Notice) notice = NULL;
	if (!change_begin_sending(&c, s, error) || !courier_notice(&c, id, &notice, error))
		return false;
	if (notice->state != NOTICE_COMPOSED && notice->state != NOTICE_SENDING)
		return err_set(error, E_STATE, "notice %s is not ready to be sent", id);
	if (notice->exercise)
		return err_set(error, E_STATE, "notice %s belongs to a drill that sends nothing", id);
	json_t *facts = json_object();
	put_text(facts, "notice", short_id(notice));
	json_object_set_new(facts, "attempt", json_integer(notice->attempts + 1));
	return change_append(&c, "notice.attempted", notice->ref, facts, NULL, error) && change_commit(&c, error);
}

/* What a server says is bytes. An answer that cannot be kept as it is would be an outcome that is lost. */
static void
put_bytes(json_t *object, const char *name, const char *value)
{
	g_autofree char *valid = value ? g_utf8_make_valid(value, -1) : NULL;
	put_text(object, name, valid);
}

static json_t *
outcome_body(const Outcome *o)
{
	json_t *body = json_object();
	put_bytes(body, "server", o->server);
	put_bytes(body, "reply", o->reply ? o->reply : "");
	if (o->recipients)
		json_object_set(body, "recipients", o->recipients);
	return body;
}

static bool
append_sent(Change *c, const Notice *notice, const Outcome *o, GError **error)
{
	json_t *facts = json_object(), *body = outcome_body(o);
	put_text(facts, "notice", short_id(notice));
	put_instant(facts, "sent_at", o->sent_at);
	json_object_set_new(facts, "code", json_integer(o->code));
	put_printable(facts, "enhanced", o->enhanced);
	put_printable(facts, "tls", o->tls);
	put_true(facts, "dsn", o->dsn);
	put_true(facts, "stored", o->stored);
	put_bytes(body, "queue_id", o->queue_id);
	return change_append(c, "notice.submitted", notice->ref, facts, body, error);
}

static bool
append_failed(Change *c, const Notice *notice, const Outcome *o, GError **error)
{
	json_t *facts = json_object();
	put_text(facts, "notice", short_id(notice));
	put_text(facts, "verdict", verdict_code(o->verdict));
	if (o->code)
		json_object_set_new(facts, "code", json_integer(o->code));
	put_printable(facts, "enhanced", o->enhanced);
	put_instant(facts, "next_at", o->next_at);
	return change_append(c, "notice.failed", notice->ref, facts, outcome_body(o), error);
}

bool
register_settled(Session *s, const char *id, const Outcome *o, GError **error)
{
	g_auto(Change) c = {0};
	g_autoptr(Notice) notice = NULL;
	if (!change_begin_courier(&c, s, error) || !courier_notice(&c, id, &notice, error))
		return false;
	if (o->verdict == VERDICT_SENT && notice->state != NOTICE_SENDING)
		return err_set(error, E_STATE, "notice %s was not being sent", id);
	bool ok = o->verdict == VERDICT_SENT ? append_sent(&c, notice, o, error) : append_failed(&c, notice, o, error);
	return ok && change_commit(&c, error);
}

/* Notices to clients let go: by whom, when, by which ways. */
#include "src/register/clients.h"

#include "src/core/clock.h"
#include "src/core/err.h"
#include "src/core/text.h"
#include "src/register/drafts.h"
#include "src/register/people.h"
#include "src/register/told.h"

/* --- who may release ------------------------------------------------------------------------------------------------------ */

Instant
client_release_from(const Clock *clock)
{
	return clock->due_at - clock->length / 4;
}

bool
client_drafted(const Incident *incident, const char *client)
{
	for (guint i = 0; i < incident->notices->len; i++) {
		const Notice *n = g_ptr_array_index(incident->notices, i);
		if (notice_is_draft(n) && g_str_equal(n->audience, client))
			return true;
	}
	return false;
}

static const Clock *
clock_of(const Incident *incident, const char *client)
{
	for (guint i = 0; i < incident->clocks->len; i++) {
		const Clock *k = g_ptr_array_index(incident->clocks, i);
		if (g_str_equal(k->rule, RULE_CLIENT) && g_strcmp0(k->client, client) == 0)
			return k;
	}
	return NULL;
}

/* The DPO and the management; security alone only when little time is left, and saying why. */
static bool
check_release(const Change *c, const Incident *incident, const char *client, const char *reason, bool *late, GError **error)
{
	Session *s = c->session;
	*late = !session_may(s, RIGHT_RELEASE);
	if (!*late)
		return true;
	const Clock *k = clock_of(incident, client);
	if (!k || !clock_open(k))
		return session_require(s, RIGHT_RELEASE, error);
	Instant from = client_release_from(k);
	if (c->now < from) {
		g_autofree char *when = instant_show(from, s->zone);
		return err_set(error, E_DENIED, "the DPO or the management releases the notice to %s; security alone may from %s, with --reason", client,
			when);
	}
	return (reason && !text_blank(reason)) ||
		err_set(error, E_INPUT, "security alone releases the notice to %s only with a reason: say with --reason why nobody else did", client);
}

/* Where somebody looks before it leaves, what it would leave out is put right first. */
static bool
refuse_withheld(Session *s, const Incident *incident, const char *client, GError **error)
{
	const Field *field;
	g_autofree char *whom = NULL;
	if (!client_withheld(s, incident, client, &field, &whom, error))
		return false;
	if (!field)
		return true;
	if (!(field->use & FIELD_CLIENT))
		return err_set(error, E_STATE, "\"%s\" names \"%s\", and %s may not read that: breccia amend %s %s=TEXT, without the name",
			words_in(&field->label, s->host.lang), whom, client, incident->ref, field->option);
	return err_set(error, E_STATE, "\"%s\" names \"%s\", and %s may not read that: write it for this client alone, breccia affected %s %s %s=TEXT",
		words_in(&field->label, s->host.lang), whom, client, incident->ref, client, field->option);
}

bool
client_withheld(Session *s, const Incident *incident, const char *client, const Field **field, char **whom, GError **error)
{
	g_auto(Others) others = {0};
	const char *found = NULL;
	*field = NULL;
	*whom = NULL;
	/* What ends the matter says nothing of the facts. */
	if (!affected_find(incident->clients, client) || g_strcmp0(incident->outcome, "not-a-breach") == 0)
		return true;
	if (!others_find(s, incident->clients, client, &others, error))
		return false;
	*field = told_withheld(incident->fields, incident->clients, client, &others, &found);
	*whom = *field ? g_strdup(found) : NULL;
	return true;
}

/* --- what an extract for it holds ------------------------------------------------------------------------------------------- */

static bool
was_written_to(const Incident *incident, const char *client)
{
	for (guint i = 0; i < incident->notices->len; i++) {
		const Notice *n = g_ptr_array_index(incident->notices, i);
		if (n->state == NOTICE_SENT && g_str_equal(n->audience, client))
			return true;
	}
	return false;
}

bool
session_told_client(Session *s, const Incident *incident, const char *text, char **client, GError **error)
{
	g_autoptr(Client) found = NULL;
	if (g_str_equal(text, "?"))
		return err_set(error, E_STATE, "it is not yet known which client that is: breccia amend %s --client NAME", incident->ref);
	if (!session_client(s, text, &found, error))
		return false;
	if (!affected_find(incident->clients, found->id) && !was_written_to(incident, found->id))
		return err_set(error, E_STATE, "client %s has nothing to do with %s: there is nothing for it", found->id, incident->ref);
	*client = g_strdup(found->id);
	return true;
}

bool
client_told(Session *s, const Incident *incident, const char *client, json_t **fields, GError **error)
{
	g_auto(Others) others = {0};
	if (!others_find(s, incident->clients, client, &others, error))
		return false;
	*fields = affected_find(incident->clients, client) ? told_fields(incident->fields, incident->clients, client, &others) : json_object();
	return true;
}

/* --- releasing ------------------------------------------------------------------------------------------------------------- */

typedef struct {
	Change *c;
	const Incident *incident;
	const Notify *notify;
	Reach reach;
	bool late;
	GPtrArray *ids;
} Release;

static bool
append_released(const Release *r, const char *number, GError **error)
{
	json_t *facts = json_object(), *body = json_object();
	const char *reason = r->notify->reason;
	put_text(facts, "notice", number);
	put_instant(facts, "next_at", r->c->now);
	put_true(facts, "late", r->late);
	put_text(body, "reason", reason && !text_blank(reason) ? reason : NULL);
	return change_append(r->c, "notice.released", r->incident->ref, facts, body, error);
}

static bool
append_let_go(Change *c, const Notice *notice, GError **error)
{
	json_t *facts = json_object();
	put_text(facts, "notice", strrchr(notice->id, '/') + 1);
	put_instant(facts, "next_at", c->now);
	return change_append(c, "notice.retried", notice->ref, facts, NULL, error);
}

static bool
release_one(const Release *r, const Notice *n, GError **error)
{
	/* Released already, it only waits for its next try. */
	bool ok = notice_is_draft(n) ? append_released(r, strrchr(n->id, '/') + 1, error) : append_let_go(r->c, n, error);
	if (ok)
		g_ptr_array_add(r->ids, g_strdup(n->id));
	return ok;
}

/* A draft by a way that is not taken does not stay behind to be released by mistake. */
static bool
drop_draft(const Release *r, const Notice *n, GError **error)
{
	return queue_cancel(r->c, n, n->channel == CHANNEL_PEC ? "e-mail" : "PEC", error);
}

static const Notice *
waiting_by(const Release *r, Channel channel)
{
	for (guint i = 0; i < r->incident->notices->len; i++) {
		const Notice *n = g_ptr_array_index(r->incident->notices, i);
		if (notice_waits_for(n, r->reach.id) && n->channel == channel)
			return n;
	}
	return NULL;
}

static bool
any_waiting(const Release *r)
{
	return waiting_by(r, CHANNEL_PEC) || waiting_by(r, CHANNEL_EMAIL);
}

static bool
queue_released(const Release *r, Letter letter, int supplement, Channel channel, GError **error)
{
	guint before = r->ids->len;
	if (!queue_client(r->c, r->incident, &r->reach, letter, supplement, channel, true, r->ids, error))
		return false;
	const char *id = g_ptr_array_index(r->ids, before);
	return append_released(r, strrchr(id, '/') + 1, error);
}

/* The same letter, as far as it waits already. */
static bool
release_ways(const Release *r, const bool ways[2], bool supplement, GError **error)
{
	const Notice *pec = waiting_by(r, CHANNEL_PEC), *like = pec ? pec : waiting_by(r, CHANNEL_EMAIL);
	int number = 0;
	Letter next = client_letter(r->incident, r->reach.id, &number);
	Letter letter = like ? like->letter : supplement ? next : r->notify->preliminary ? LETTER_PRELIMINARY : LETTER_FIRST;
	number = like ? like->supplement : supplement ? number : 0;
	for (int channel = CHANNEL_PEC; channel >= CHANNEL_EMAIL; channel--) {
		const Notice *n = waiting_by(r, (Channel)channel);
		bool ok = n && ways[channel] ? release_one(r, n, error) : n && notice_is_draft(n) ? drop_draft(r, n, error)
			: !ways[channel] || queue_released(r, letter, number, (Channel)channel, error);
		if (!ok)
			return false;
	}
	return true;
}

static bool
refuse_incident(const Incident *incident, GError **error)
{
	if (incident->voided_at != INSTANT_NONE)
		return err_set(error, E_STATE, "incident %s is void: nothing is sent about it", incident->ref);
	if (incident->historic)
		return err_set(error, E_STATE, "incident %s was imported: nothing is sent about the past", incident->ref);
	if (incident->kind != KIND_BREACH)
		return err_set(error, E_STATE, "incident %s is a drill or a near miss: clients are told of breaches alone", incident->ref);
	return true;
}

/* An id that is affected or was told; *id new. */
static bool
find_client(Session *s, const Incident *incident, const char *text, char **id, GError **error)
{
	const Affected *entry = NULL;
	g_autoptr(Client) client = NULL;
	g_autoptr(GError) none = NULL;
	if (session_client(s, text, &client, &none) && (affected_find(incident->clients, client->id) || was_told(incident, client->id))) {
		*id = g_strdup(client->id);
		return true;
	}
	if (!session_affected(s, incident, text, &entry, error))
		return false;
	if (g_str_equal(entry->client, "?"))
		return err_set(error, E_STATE, "it is not yet known which client that is, so nothing can be sent: breccia amend %s --client NAME as soon as "
			"it is known, after breccia client add NAME where the register does not know it", incident->ref);
	*id = g_strdup(entry->client);
	return true;
}

static bool
release(Change *c, const Incident *incident, const Notify *notify, Notified *out, GError **error)
{
	Session *s = c->session;
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *client = NULL;
	g_auto(Reach) reach = {0};
	Release r = {.c = c, .incident = incident, .notify = notify, .ids = ids};
	bool ways[2];
	if (!find_client(s, incident, notify->to, &client, error) || !check_release(c, incident, client, notify->reason, &r.late, error) ||
		!refuse_withheld(s, incident, client, error) || !reach_find(s, client, c->now, &reach, error) ||
		!queue_client_ways(c, &reach, notify->by, ways, error))
		return false;
	if (!reach.pec && !reach.email)
		return reach_refuse(&reach, CHANNEL_EMAIL, error);
	r.reach = reach;
	out->released = any_waiting(&r);
	out->supplement = !out->released && was_told(incident, client);
	if (!out->released && !out->supplement && g_strcmp0(incident->outcome, "not-a-breach") == 0)
		return err_set(error, E_STATE, "%s was told of nothing, and %s was found to be no breach: there is nothing to tell", client, incident->ref);
	if (!out->released && !change_require_open(incident, error))
		return false;
	if (!release_ways(&r, ways, out->supplement, error) || !change_commit(c, error))
		return false;
	out->late = r.late;
	out->ids = g_steal_pointer(&ids);
	return true;
}

bool
register_notify_client(Session *s, const Notify *notify, Notified *out, GError **error)
{
	g_auto(Change) c = {0};
	g_autoptr(Incident) incident = NULL;
	*out = (Notified){0};
	/* Security comes in as one who may notify at all; how far it may go here depends on the time that is left. */
	Right right = session_may(s, RIGHT_NOTIFY) && !session_may(s, RIGHT_RELEASE) ? RIGHT_NOTIFY : RIGHT_RELEASE;
	return check_utf8("the reason", notify->reason, error) && change_begin(&c, s, right, error) &&
		change_incident(&c, notify->ref, false, &incident, error) && refuse_incident(incident, error) &&
		release(&c, incident, notify, out, error);
}

/* --- by the contract --------------------------------------------------------------------------------------------------------- */

static bool
wants_release(const Incident *incident, const Client *client)
{
	const Clock *k = client ? clock_of(incident, client->id) : NULL;
	return k && clock_open(k) && client->auto_notify && client->clause && !incident->historic && client_drafted(incident, client->id);
}

static bool
let_go(Change *c, const Incident *incident, const Reach *reach, GError **error)
{
	bool ways[2];
	if (!queue_client_ways(c, reach, SEND_AUTO, ways, error))
		return false;
	const Notify notify = {.ref = incident->ref};
	Release r = {.c = c, .incident = incident, .notify = &notify, .reach = *reach};
	const Notice *pec = waiting_by(&r, CHANNEL_PEC), *like = pec ? pec : waiting_by(&r, CHANNEL_EMAIL);
	for (int channel = CHANNEL_PEC; channel >= CHANNEL_EMAIL; channel--) {
		const Notice *n = waiting_by(&r, (Channel)channel);
		if (ways[channel] && !(n ? append_let_go(c, n, error) : queue_client(c, incident, reach, like->letter, like->supplement,
			(Channel)channel, false, NULL, error)))
			return false;
	}
	return true;
}

bool
register_auto_release(Session *s, const char *ref, const char *client, bool *acted, GError **error)
{
	g_auto(Change) c = {0};
	g_auto(Reach) reach = {0};
	g_autoptr(Incident) incident = NULL;
	g_autoptr(Client) row = NULL;
	*acted = false;
	if (!change_begin_sending(&c, s, error) || !change_incident(&c, ref, true, &incident, error) ||
		!query_client(s->db, client, &row, error))
		return false;
	if (!wants_release(incident, row))
		return true;
	*acted = true;
	return reach_find(s, client, c.now, &reach, error) && let_go(&c, incident, &reach, error) && change_commit(&c, error);
}

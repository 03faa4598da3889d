/* Opinions and decisions, and what they start and end. */
#include "src/register/judge.h"

#include "src/core/err.h"
#include "src/core/judgement.h"
#include "src/core/text.h"
#include "src/register/drafts.h"
#include "src/register/freeze.h"
#include "src/register/people.h"
#include "src/register/queue.h"
#include "src/register/reply.h"
#include "src/register/running.h"
#include "src/register/seen.h"

void
judged_clear(Judged *judged)
{
	g_clear_pointer(&judged->moved, g_ptr_array_unref);
	g_clear_pointer(&judged->queued, g_ptr_array_unref);
	g_clear_pointer(&judged->withdrawn, g_ptr_array_unref);
}

static void
judged_init(Judged *out)
{
	*out = (Judged){.moved = g_ptr_array_new_with_free_func((GDestroyNotify)clock_free), .queued = g_ptr_array_new_with_free_func(g_free),
		.withdrawn = g_ptr_array_new_with_free_func(g_free)};
}

/* --- what both need ------------------------------------------------------------------------------------------------------ */

static bool
check_texts(const Judging *in, GError **error)
{
	if (!in->reason || text_blank(in->reason))
		return err_set(error, E_INPUT, "say why, with --reason: an opinion or a decision without it is worth nothing later");
	return check_utf8("the reason", in->reason, error) && check_utf8("the name", in->signed_by, error);
}

static bool
refuse_near_miss(const Incident *incident, GError **error)
{
	return incident->kind != KIND_NEAR_MISS ||
		err_set(error, E_STATE, "%s is a near miss, of which nothing has to be decided: if it was a breach, log that and void this one",
			incident->ref);
}

static bool
check_seen(Change *c, const Judging *in, const char *what, GError **error)
{
	const char *about = question_code(in->about);
	g_autofree char *mine = g_strconcat(what, ":", about, NULL), *opinion = g_strconcat("opinion:", about, NULL);
	const char *keys[] = {mine, opinion, NULL};
	return seen_check(c, in->ref, in->seen, keys, error);
}

static json_t *
facts_of(const Judging *in, const Reply *reply)
{
	json_t *facts = json_object();
	put_reply(facts, reply);
	put_text(facts, "about", question_code(in->about));
	json_object_set_new(facts, "yes", json_boolean(in->yes));
	return facts;
}

/* --- the opinion --------------------------------------------------------------------------------------------------------- */

bool
register_opinion(Session *s, const Judging *in, Judged *out, GError **error)
{
	g_auto(Change) c = {0};
	g_auto(Reply) reply = {0};
	g_autoptr(Incident) incident = NULL;
	judged_init(out);
	if (!check_texts(in, error) || !change_begin_dpo(&c, s, in->from_reply, error) || !change_incident(&c, in->ref, true, &incident, error) ||
		!refuse_near_miss(incident, error) || !reply_find(&c, incident, in->from_reply, &reply, error) ||
		!check_seen(&c, in, "decision", error))
		return false;
	const Judgement *decision = judgement_about(incident->decisions, in->about);
	json_t *body = json_object();
	put_text(body, "reason", in->reason);
	out->against = decision && decision->yes != in->yes;
	return change_append(&c, "opinion.given", incident->ref, facts_of(in, &reply), body, error) && change_commit(&c, error);
}

/* --- what a decision does to the clocks ---------------------------------------------------------------------------------- */

static bool
decide_authority(Change *c, const Incident *incident, const Judging *in, Instant at, Running *running, GError **error)
{
	const Clock *old = clock_find(incident->clocks, RULE_AUTHORITY);
	(void)at;
	(void)error;
	if (!in->yes) {
		running_stop(running, old);
		running_stop(running, clock_find(incident->clocks, RULE_SUPPLEMENT));
	} else if (!old) {
		g_autoptr(Clock) fresh = clock_for_authority(c->session, running_aware(incident), false);
		running_start(running, fresh);
	} else if (old->not_due || old->waived || old->provisional)
		running_again(running, incident, old, false, c->now);
	return true;
}

/* One that runs is not begun anew by being decided again: that would move its target. */
static bool
decide_subjects(Change *c, const Incident *incident, const Judging *in, Instant at, Running *running, GError **error)
{
	const Clock *old = clock_find(incident->clocks, RULE_SUBJECTS);
	(void)error;
	if (!in->yes)
		running_stop(running, old);
	else if (!old || old->not_due || old->waived) {
		g_autoptr(Clock) fresh = clock_for_rule(c->session, clock_rule(RULE_SUBJECTS), at);
		json_t *again = freeze_clock(fresh);
		put_true(again, "again", old != NULL);
		running_add(running, again);
	}
	return true;
}

static bool
decide_breach(Change *c, const Incident *incident, const Judging *in, Instant at, Running *running, GError **error)
{
	(void)at;
	if (in->yes)
		return !incident->outcome || running_revive(c, incident, running, error);
	running_end_all(running, incident);
	return true;
}

/* Drills and near misses run no clocks but the DPO's. */
static bool
decide_clocks(Change *c, const Incident *incident, const Judging *in, Instant at, Running *running, GError **error)
{
	static bool (*const decide[])(Change *, const Incident *, const Judging *, Instant, Running *, GError **) = {
		[ABOUT_AUTHORITY] = decide_authority, [ABOUT_SUBJECTS] = decide_subjects, [ABOUT_BREACH] = decide_breach};
	return incident->kind != KIND_BREACH || decide[in->about](c, incident, in, at, running, error);
}

/* --- what a decision does to the notices --------------------------------------------------------------------------------- */

static bool
waits(const Notice *n)
{
	return (n->state == NOTICE_QUEUED || n->state == NOTICE_COMPOSED) && !notice_settled(n);
}

/* What waits for the clients would tell them of a breach that is none; and, once it is one again, what waits for anybody would tell them
 * that it is none. */
static bool
is_wrong_now(const Notice *n, bool breach)
{
	if (!waits(n))
		return false;
	if (breach)
		return n->letter == LETTER_CLOSING || (notice_is_draft(n) && n->letter == LETTER_SUPPLEMENT);
	return letter_tells(n->letter) && !notice_to_dpo(n);
}

static bool
withdraw_wrong(Change *c, const Incident *incident, const Judging *in, Judged *out, GError **error)
{
	for (guint i = 0; i < incident->notices->len; i++) {
		const Notice *n = g_ptr_array_index(incident->notices, i);
		if (!is_wrong_now(n, in->yes))
			continue;
		if (!queue_cancel(c, n, in->reason, error))
			return false;
		g_ptr_array_add(out->withdrawn, g_strdup(n->id));
	}
	return true;
}

/* The DPO was told, or is about to be: then until when what is about to leave waits, so that the closing notice does not come first. */
static bool
dpo_told(const Incident *incident, Instant *hold_until)
{
	bool told = false;
	*hold_until = INSTANT_NONE;
	for (guint i = 0; i < incident->notices->len; i++) {
		const Notice *n = g_ptr_array_index(incident->notices, i);
		if (!g_str_equal(n->audience, "dpo") || !letter_tells(n->letter) || n->state == NOTICE_CANCELLED || n->state == NOTICE_FAILED)
			continue;
		told = true;
		if (waits(n))
			*hold_until = MAX(*hold_until, n->hold_until);
	}
	return told;
}

/* A client that was told gets the notice that ends it, drafted like any other. */
static bool
close_to_clients(Change *c, const Incident *incident, const Judging *in, Judged *out, GError **error)
{
	g_autoptr(Incident) after = NULL;
	if (!drafts_end_all(c, incident->ref, in->reason, error) || !change_incident(c, incident->ref, true, &after, error))
		return false;
	for (guint i = 0; i < after->notices->len; i++) {
		const Notice *n = g_ptr_array_index(after->notices, i);
		if (n->seq > incident->last_seq && notice_is_draft(n))
			g_ptr_array_add(out->queued, g_strdup(n->id));
	}
	return true;
}

/* A notice has left to this client since it was decided that there was no breach. */
static bool
heard_of_none(const Incident *incident, const char *client)
{
	const Judgement *none = judgement_about(incident->decisions, ABOUT_BREACH);
	for (guint i = 0; none && i < incident->notices->len; i++) {
		const Notice *n = g_ptr_array_index(incident->notices, i);
		if (n->seq > none->act.seq && notice_is_standing(n, client))
			return true;
	}
	return false;
}

/* It is one again: who was never told is to be told after all, and who was told that it was none gets a supplement. */
static bool
draft_again(Change *c, const Incident *incident, GError **error)
{
	g_autoptr(GPtrArray) clients = g_ptr_array_new_with_free_func((GDestroyNotify)client_free);
	for (guint i = 0; i < incident->clients->len; i++) {
		const char *id = ((const Affected *)g_ptr_array_index(incident->clients, i))->client;
		g_autoptr(Client) client = NULL;
		if (client_knows(incident, id) && !heard_of_none(incident, id))
			continue;
		if (!query_client(c->session->db, id, &client, error))
			return false;
		if (client)
			g_ptr_array_add(clients, g_steal_pointer(&client));
	}
	return drafts_make(c, incident->ref, clients, error);
}

static bool
queue_closing(Change *c, const Incident *incident, const Judging *in, Judged *out, GError **error)
{
	Instant hold;
	if (incident->historic)
		return true;
	if (dpo_told(incident, &hold)) {
		/* Held by a person: so is what follows it, until somebody sends both. */
		Instant until = hold == NOTICE_HELD ? c->now + NOTICE_HOLD_MAX : hold;
		if (!queue_aside(c, incident, LETTER_CLOSING, NULL, until, out->queued, error))
			return false;
	}
	return close_to_clients(c, incident, in, out, error);
}

static bool
tell_about(Change *c, const Incident *incident, const Judging *in, Judged *out, GError **error)
{
	bool was = incident->outcome != NULL;
	if (in->about != ABOUT_BREACH || in->yes == !was)
		return true;
	return withdraw_wrong(c, incident, in, out, error) &&
		(in->yes ? draft_again(c, incident, error) : queue_closing(c, incident, in, out, error));
}

/* --- the decision -------------------------------------------------------------------------------------------------------- */

static bool
check_decision(const Incident *incident, const Judging *in, GError **error)
{
	if (!refuse_near_miss(incident, error) || (in->about != ABOUT_BREACH && !running_refuse_processor(incident, error)))
		return false;
	return in->about == ABOUT_BREACH || !incident->outcome ||
		err_set(error, E_STATE, "%s was decided not to be a breach: `breccia decide %s breach yes` comes first", incident->ref, incident->ref);
}

static void
collect(const Incident *before, Incident *after, const Judging *in, Judged *out)
{
	const Judgement *decision = judgement_about(after->decisions, in->about);
	out->against = judgement_against(after, decision);
	out->no_opinion = !judgement_opinion(after, decision);
	out->late_by = judgement_late_by(after, decision);
	running_compare(before, after, out->moved);
}

static bool
append_decision(Change *c, const Incident *incident, const Judging *in, const Reply *reply, GError **error)
{
	g_auto(Running) running = {0};
	if (!decide_clocks(c, incident, in, reply_at(c, reply), &running, error))
		return false;
	json_t *facts = facts_of(in, reply), *body = json_object();
	running_put(&running, facts);
	put_text(body, "reason", in->reason);
	put_text(body, "signed_by", in->signed_by && !text_blank(in->signed_by) ? in->signed_by : NULL);
	return change_append(c, "decision.made", incident->ref, facts, body, error);
}

bool
register_decide(Session *s, const Judging *in, Judged *out, GError **error)
{
	g_auto(Change) c = {0};
	g_auto(Reply) reply = {0};
	g_autoptr(Incident) before = NULL, after = NULL;
	judged_init(out);
	if (!check_texts(in, error) || !change_begin_company(&c, s, in->from_reply, error) || !change_incident(&c, in->ref, true, &before, error) ||
		!check_decision(before, in, error) || !reply_find_delegate(&c, before, in->from_reply, &reply, error) ||
		!check_seen(&c, in, "decision", error) || !append_decision(&c, before, in, &reply, error) ||
		!tell_about(&c, before, in, out, error) || !query_incident(s->db, before->ref, &after, error) || !change_commit(&c, error))
		return false;
	collect(before, after, in, out);
	return true;
}

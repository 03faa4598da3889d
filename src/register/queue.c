/* Which letters go out, by which channels. */
#include "src/register/queue.h"

#include "src/core/err.h"

/* Under this much time a notice never waits for facts. */
#define SHORT_OF_TIME 3600

/* --- one notice ------------------------------------------------------------------------------------------------------- */

typedef struct {
	const char *audience;
	Lang lang;
	Letter letter;
	int supplement;
	Channel channel;
	Instant hold_until;
	bool held, automatic;
	const char *receipt; /* of a read-back; NULL */
	json_t *steps;       /* of a reminder; NULL; borrowed */
} Post;

static bool
queue_one(Change *c, const Incident *incident, const Post *post, GPtrArray *ids, GError **error)
{
	g_autofree char *id = NULL;
	if (!journal_next_notice(c->session->db, incident->ref, &id, error))
		return false;
	json_t *facts = json_object();
	put_text(facts, "notice", id);
	put_text(facts, "audience", post->audience);
	put_text(facts, "letter", letter_code(post->letter));
	if (post->supplement)
		json_object_set_new(facts, "supplement", json_integer(post->supplement));
	put_text(facts, "channel", channel_code(post->channel));
	put_text(facts, "lang", lang_code(post->lang));
	put_true(facts, "automatic", post->automatic);
	put_true(facts, "exercise", incident->kind == KIND_DRILL && !incident->drill_send);
	put_instant(facts, "hold_until", post->hold_until);
	put_true(facts, "held", post->held);
	put_text(facts, "receipt", post->receipt);
	if (post->steps)
		json_object_set(facts, "steps", post->steps);
	if (!change_append(c, "notice.queued", incident->ref, facts, NULL, error))
		return false;
	if (ids)
		g_ptr_array_add(ids, g_strconcat(incident->ref, "/", id, NULL));
	return true;
}

bool
queue_cancel(Change *c, const Notice *notice, const char *why, GError **error)
{
	json_t *facts = json_object(), *body = json_object();
	put_text(facts, "notice", strrchr(notice->id, '/') + 1);
	put_text(body, "reason", why);
	return change_append(c, "notice.cancelled", notice->ref, facts, body, error);
}

int
queue_next_supplement(const Incident *incident, const char *audience)
{
	int most = 0;
	for (guint i = 0; i < incident->notices->len; i++) {
		const Notice *n = g_ptr_array_index(incident->notices, i);
		bool never = n->state == NOTICE_CANCELLED && n->composed_at == INSTANT_NONE; /* its number was on no letter */
		if (g_str_equal(n->audience, audience) && !never)
			most = MAX(most, n->supplement);
	}
	return most + 1;
}

bool
queue_other(Change *c, const Incident *incident, const Notice *notice, Channel channel, GError **error)
{
	json_auto_t *steps = notice->steps ? json_loads(notice->steps, 0, NULL) : NULL;
	const Post post = {.audience = notice->audience, .lang = notice->lang, .letter = notice->letter, .supplement = notice->supplement,
		.channel = channel, .hold_until = INSTANT_NONE, .automatic = notice->automatic, .receipt = notice->receipt, .steps = steps};
	return queue_one(c, incident, &post, NULL, error);
}

bool
queue_reminder(Change *c, const Incident *incident, const char *audience, Letter letter, Channel channel, json_t *steps, GError **error)
{
	const Post post = {.audience = audience, .lang = c->session->lang, .letter = letter, .channel = channel, .hold_until = INSTANT_NONE,
		.steps = steps};
	return queue_one(c, incident, &post, NULL, error);
}

/* --- to the DPO ------------------------------------------------------------------------------------------------------- */

typedef struct {
	bool pec, email, shortened; /* shortened: the e-mail only wakes, the full text goes by PEC */
} Route;

/* Who stands in for the DPO at that instant, and is written to as well; NULL: nobody. */
static bool
find_deputy(Session *s, Instant at, Person **deputy, GError **error)
{
	g_autoptr(Dpo) dpo = NULL;
	*deputy = NULL;
	if (!query_dpo_at(s->db, at, &dpo, error))
		return false;
	return !dpo || !dpo->deputy || !dpo_away(dpo, at) || query_person(s->db, dpo->deputy, deputy, error);
}

static bool
dpo_by_pec(const Session *s, const Reach *dpo)
{
	return dpo->pec && (s->host.has_pec || !dpo->email);
}

/*
 * PEC proves, e-mail wakes: the full text by PEC where both sides have one, and at once a short e-mail. Without a DPO, or without any
 * account on this machine, the notice is queued all the same: it leaves as soon as it can, and the outbox says what is missing.
 * A deputy who stands in gets the full text too: where one of both cannot have the PEC the e-mail is no short one, and a way that the
 * deputy alone has is used besides.
 */
static Route
route_of(const Session *s, const Reach *dpo, const Person *deputy)
{
	bool has_pec = s->host.has_pec, deputy_pec = deputy && deputy->pec && has_pec, deputy_email = deputy && deputy->email;
	Route route = {.pec = dpo_by_pec(s, dpo) || (deputy_pec && !deputy_email)};
	bool deputy_waits = deputy_email && !(deputy_pec && route.pec);
	route.email = dpo->email || deputy_waits || !route.pec;
	route.shortened = route.pec && route.email && dpo->pec && has_pec && !deputy_waits;
	return route;
}

static bool
require_reach(const Reach *dpo, SendBy by, GError **error)
{
	if (dpo->id && by == SEND_PEC && !dpo->pec)
		return err_set(error, E_STATE, "the DPO has no PEC address: use --channel email, or breccia person change %s --pec ...", dpo->id);
	if (dpo->id && by == SEND_EMAIL && !dpo->email)
		return err_set(error, E_STATE, "the DPO has no e-mail address: use --channel pec, or breccia person change %s --email ...", dpo->id);
	return true;
}

/* For a notice that leaves at that instant. */
static bool
find_route(Change *c, SendBy by, Instant at, Route *route, GError **error)
{
	Session *s = c->session;
	g_auto(Reach) dpo = {0};
	g_autoptr(Person) deputy = NULL;
	if (!reach_find(s, AUDIENCE_DPO, c->now, &dpo, error) || !find_deputy(s, at, &deputy, error))
		return false;
	*route = by == SEND_AUTO ? route_of(s, &dpo, deputy) : (Route){.pec = by == SEND_PEC, .email = by == SEND_EMAIL};
	return require_reach(&dpo, by, error);
}

bool
queue_letter(Change *c, const Incident *incident, Letter letter, SendBy by, Instant hold_until, bool automatic, GPtrArray *ids,
	GError **error)
{
	Route route = {0};
	if (!find_route(c, by, hold_until == INSTANT_NONE ? c->now : hold_until, &route, error))
		return false;
	Post post = {.audience = AUDIENCE_DPO, .lang = c->session->lang, .letter = letter, .channel = CHANNEL_PEC, .hold_until = hold_until,
		.automatic = automatic};
	if (letter == LETTER_SUPPLEMENT)
		post.supplement = queue_next_supplement(incident, AUDIENCE_DPO);
	if (route.pec && !queue_one(c, incident, &post, ids, error))
		return false;
	post.channel = CHANNEL_EMAIL;
	post.letter = route.shortened ? LETTER_SHORT : letter;
	return !route.email || queue_one(c, incident, &post, ids, error);
}

bool
queue_aside(Change *c, const Incident *incident, Letter letter, const char *receipt, Instant hold_until, GPtrArray *ids, GError **error)
{
	g_auto(Reach) dpo = {0};
	if (!reach_find(c->session, AUDIENCE_DPO, c->now, &dpo, error))
		return false;
	const Post post = {.audience = AUDIENCE_DPO, .lang = c->session->lang, .letter = letter,
		.channel = dpo_by_pec(c->session, &dpo) ? CHANNEL_PEC : CHANNEL_EMAIL, .hold_until = hold_until, .receipt = receipt};
	return queue_one(c, incident, &post, ids, error);
}

bool
queue_first(Change *c, const char *ref, bool hold, bool automatic, GError **error)
{
	g_autoptr(Incident) incident = NULL;
	if (!change_incident(c, ref, true, &incident, error))
		return false;
	const Clock *clock = g_ptr_array_index(incident->clocks, 0);
	int64_t wait = settings_seconds(c->session->settings, "hold");
	bool waits = hold && wait > 0 && clock->due_at - c->now >= SHORT_OF_TIME && !(incident->kind == KIND_DRILL && !incident->drill_send);
	return queue_letter(c, incident, automatic ? LETTER_PRELIMINARY : LETTER_FIRST, SEND_AUTO, waits ? c->now + wait : INSTANT_NONE,
		automatic, NULL, error);
}

/* --- to a client ------------------------------------------------------------------------------------------------------ */

bool
queue_client_ways(Change *c, const Reach *reach, SendBy by, bool ways[2], GError **error)
{
	ways[CHANNEL_PEC] = by == SEND_PEC || (by == SEND_AUTO && reach->pec && (c->session->host.has_pec || !reach->email));
	ways[CHANNEL_EMAIL] = by == SEND_EMAIL || (by == SEND_AUTO && (reach->email || !ways[CHANNEL_PEC]));
	if (by == SEND_PEC && !reach->pec)
		return reach_refuse(reach, CHANNEL_PEC, error);
	return by != SEND_EMAIL || reach->email || reach_refuse(reach, CHANNEL_EMAIL, error);
}

bool
queue_client(Change *c, const Incident *incident, const Reach *reach, Letter letter, int supplement, Channel channel, bool held,
	GPtrArray *ids, GError **error)
{
	const Post post = {.audience = reach->id, .lang = reach->lang, .letter = letter, .supplement = supplement, .channel = channel,
		.hold_until = INSTANT_NONE, .held = held};
	return queue_one(c, incident, &post, ids, error);
}

/* Which letters go out, by which channels. */
#include "src/register/queue.h"

#include "src/core/err.h"

/* Under this much time a notice never waits for facts. */
#define SHORT_OF_TIME 3600

typedef struct {
	bool pec, email, shortened; /* shortened: the e-mail only wakes, the full text goes by PEC */
} Route;

/*
 * PEC proves, e-mail wakes: the full text by PEC where both sides have one, and at once a short e-mail. Without a DPO, or without any
 * account on this machine, the notice is queued all the same: it leaves as soon as it can, and the outbox says what is missing.
 */
static bool
find_route(Change *c, SendBy by, Route *route, GError **error)
{
	Session *s = c->session;
	g_autoptr(Dpo) dpo = NULL;
	g_autoptr(Person) person = NULL;
	if (!query_dpo_at(s->db, c->now, &dpo, error) || (dpo && !query_person(s->db, dpo->person, &person, error)))
		return false;
	bool pec = person && person->pec, email = person && person->email;
	switch (by) {
	case SEND_EMAIL:
		*route = (Route){.email = true};
		break;
	case SEND_PEC:
		*route = (Route){.pec = true};
		break;
	case SEND_AUTO:
		route->pec = pec && (s->host.has_pec || !email);
		route->email = email || !route->pec;
		route->shortened = route->pec && route->email;
		break;
	}
	if (person && route->pec && !pec && by == SEND_PEC)
		return err_set(error, E_STATE, "the DPO has no PEC address: use --channel email, or breccia person change %s --pec ...",
			person->id);
	if (person && route->email && !email && by == SEND_EMAIL)
		return err_set(error, E_STATE, "the DPO has no e-mail address: use --channel pec, or breccia person change %s --email ...",
			person->id);
	return true;
}

static int
supplements_of(const Incident *incident)
{
	int most = 0;
	for (guint i = 0; i < incident->notices->len; i++)
		most = MAX(most, ((const Notice *)g_ptr_array_index(incident->notices, i))->supplement);
	return most;
}

/* What is the same in every notice that is queued; see notice.queued. */
typedef struct {
	Letter letter;
	int supplement;
	Channel channel;
	Instant hold_until;
	bool automatic;
	const char *receipt;  /* of a read-back; NULL */
	const Client *client; /* whom it is for, held until somebody releases it; NULL: the DPO */
} Queueing;

static bool
queue_one(Change *c, const Incident *incident, const Queueing *q, GPtrArray *ids, GError **error)
{
	g_autofree char *id = NULL;
	if (!journal_next_notice(c->session->db, incident->ref, &id, error))
		return false;
	json_t *facts = json_object();
	put_text(facts, "notice", id);
	put_text(facts, "audience", q->client ? q->client->id : "dpo");
	put_text(facts, "letter", letter_code(q->letter));
	if (q->supplement)
		json_object_set_new(facts, "supplement", json_integer(q->supplement));
	put_text(facts, "channel", channel_code(q->channel));
	put_text(facts, "lang", lang_code(q->client ? q->client->lang : c->session->lang));
	put_true(facts, "automatic", q->automatic);
	put_true(facts, "exercise", incident->kind == KIND_DRILL && !incident->drill_send);
	put_instant(facts, "hold_until", q->hold_until);
	put_true(facts, "held", q->client != NULL);
	put_text(facts, "receipt", q->receipt);
	if (!change_append(c, "notice.queued", incident->ref, facts, NULL, error))
		return false;
	if (ids)
		g_ptr_array_add(ids, g_strconcat(incident->ref, "/", id, NULL));
	return true;
}

bool
queue_letter(Change *c, const Incident *incident, Letter letter, SendBy by, Instant hold_until, bool automatic, GPtrArray *ids,
	GError **error)
{
	Route route = {0};
	Queueing q = {.letter = letter, .channel = CHANNEL_PEC, .hold_until = hold_until, .automatic = automatic};
	q.supplement = letter == LETTER_SUPPLEMENT ? supplements_of(incident) + 1 : 0;
	if (!find_route(c, by, &route, error))
		return false;
	if (route.pec && !queue_one(c, incident, &q, ids, error))
		return false;
	q.channel = CHANNEL_EMAIL;
	q.letter = route.shortened ? LETTER_SHORT : letter;
	return !route.email || queue_one(c, incident, &q, ids, error);
}

bool
queue_aside(Change *c, const Incident *incident, Letter letter, const char *receipt, Instant hold_until, GPtrArray *ids, GError **error)
{
	Route route = {0};
	if (!find_route(c, SEND_AUTO, &route, error))
		return false;
	const Queueing q = {.letter = letter, .channel = route.pec ? CHANNEL_PEC : CHANNEL_EMAIL, .hold_until = hold_until, .receipt = receipt};
	return queue_one(c, incident, &q, ids, error);
}

bool
queue_for_client(Change *c, const Incident *incident, const Client *client, Letter letter, GPtrArray *ids, GError **error)
{
	bool pec = client->pec && (c->session->host.has_pec || !client->email);
	const Queueing q = {.letter = letter, .channel = pec ? CHANNEL_PEC : CHANNEL_EMAIL, .hold_until = INSTANT_NONE, .client = client};
	return queue_one(c, incident, &q, ids, error);
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

bool
queue_other(Change *c, const Incident *incident, const Notice *notice, Channel channel, GError **error)
{
	const Queueing q = {.letter = notice->letter, .supplement = notice->supplement, .channel = channel, .hold_until = INSTANT_NONE,
		.automatic = notice->automatic, .receipt = notice->receipt};
	return queue_one(c, incident, &q, NULL, error);
}

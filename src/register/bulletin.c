/* Bulletins: due, and recorded. */
#include "src/register/bulletin.h"

#include "src/core/err.h"
#include "src/register/change.h"

#include <string.h>

void
bulletin_free(Bulletin *b)
{
	if (!b)
		return;
	g_free(b->id);
	g_free(b->person);
	g_free(b->self);
	g_free(b->account);
	g_free(b->day);
	g_free(b);
}

/* --- due ---------------------------------------------------------------------------------------------------------------- */

typedef struct {
	Session *s;
	Instant now;
	GPtrArray *people; /* of Person */
	GPtrArray *due;    /* of Bulletin */
} Search;

static void
search_clear(Search *search)
{
	g_clear_pointer(&search->people, g_ptr_array_unref);
	g_clear_pointer(&search->due, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Search, search_clear)

/* By the channel that is wanted where the person has an address there and this machine an account, else by the other. */
static bool
choose(const Surroundings *host, const Person *p, Channel wanted, Channel *channel)
{
	const bool may[] = {[CHANNEL_EMAIL] = p->email && host->has_email, [CHANNEL_PEC] = p->pec && host->has_pec};
	*channel = may[wanted] ? wanted : wanted == CHANNEL_PEC ? CHANNEL_EMAIL : CHANNEL_PEC;
	return may[*channel];
}

/* Takes the bulletin: kept where it is to be sent. */
static bool
offer(Search *search, const Person *p, Channel wanted, Bulletin *given, GError **error)
{
	g_autoptr(Bulletin) b = given;
	BulletinState state;
	if (!choose(&search->s->host, p, wanted, &b->channel))
		return true;
	b->person = g_strdup(p->id);
	if (!query_bulletin(search->s->db, b->id, &state, error))
		return false;
	if (bulletin_is_to_be_sent(&state, search->now))
		g_ptr_array_add(search->due, g_steal_pointer(&b));
	return true;
}

static bool
offer_digest(Search *search, const Person *p, const Month *month, Channel wanted, GError **error)
{
	Bulletin *b = g_new0(Bulletin, 1);
	b->id = g_strdup_printf("digest:%s:%s", month->name, p->id);
	b->kind = BULLETIN_DIGEST;
	b->month = *month;
	return offer(search, p, wanted, b, error);
}

/* Of a month in which the register was there. */
static bool
find_digest(Search *search, GError **error)
{
	g_autoptr(Dpo) dpo = NULL;
	Tip tip = {0};
	Month month = bulletin_month(search->now, search->s->zone);
	if (strcmp(settings_text(search->s->settings, "digest"), "monthly") != 0)
		return true;
	if (!query_tip(search->s->db, &tip, error))
		return false;
	Instant created = tip.created_at;
	tip_clear(&tip);
	if (created >= month.to || !query_dpo_at(search->s->db, search->now, &dpo, error))
		return created >= month.to;
	for (guint i = 0; i < search->people->len; i++) {
		const Person *p = g_ptr_array_index(search->people, i);
		bool is_dpo = dpo && g_str_equal(dpo->person, p->id);
		if (!is_dpo && !(p->roles & (1U << ROLE_MANAGER)))
			continue;
		if (!offer_digest(search, p, &month, is_dpo ? CHANNEL_PEC : CHANNEL_EMAIL, error))
			return false;
	}
	return true;
}

static bool
find_password(Search *search, const Expiring *e, GError **error)
{
	int step = bulletin_password_step(bulletin_days_left(e->day, search->now, search->s->zone));
	for (guint i = 0; step && i < search->people->len; i++) {
		const Person *p = g_ptr_array_index(search->people, i);
		if (!(p->roles & (1U << ROLE_ADMIN)))
			continue;
		Bulletin *b = g_new0(Bulletin, 1);
		b->kind = BULLETIN_PASSWORD;
		b->id = g_strdup_printf("password:%s:%s:%d:%s", e->group, e->day, step, p->id);
		b->account = g_strdup(e->group);
		b->day = g_strdup(e->day);
		if (!offer(search, p, g_str_equal(e->group, "pec") ? CHANNEL_EMAIL : CHANNEL_PEC, b, error))
			return false;
	}
	return true;
}

/* --- the self-test ------------------------------------------------------------------------------------------------------- */

#define ASKED "self-test.asked" /* of local_get: the id of the one that a person asked for, until it was sent */

static bool
offer_self_test(Search *search, const char *id, const char *self, GError **error)
{
	BulletinState state;
	if (!query_bulletin(search->s->db, id, &state, error))
		return false;
	if (!bulletin_is_to_be_sent(&state, search->now))
		return true;
	Bulletin *b = g_new0(Bulletin, 1);
	b->kind = BULLETIN_SELF_TEST;
	b->id = g_strdup(id);
	b->self = g_strdup(self);
	b->channel = CHANNEL_PEC;
	g_ptr_array_add(search->due, b);
	return true;
}

/* One that was asked for long ago, when no courier ran, is nobody's wish any more. */
static bool
is_fresh(const char *id, Instant now)
{
	Instant asked;
	return g_str_has_prefix(id, SELF_TEST) && instant_exact(id + strlen(SELF_TEST), &asked) && ABS(now - asked) <= SELF_TEST_SECONDS;
}

static bool
find_self_test(Search *search, const Machine *machine, GError **error)
{
	g_autofree char *asked = NULL;
	char week[9];
	if (!machine->self || !local_get(search->s->db, ASKED, &asked, error))
		return !machine->self;
	if (asked && is_fresh(asked, search->now) && !offer_self_test(search, asked, machine->self, error))
		return false;
	if (strcmp(settings_text(search->s->settings, "self-test"), "weekly") != 0)
		return true;
	self_test_week(search->now, search->s->zone, week);
	g_autofree char *id = g_strconcat(SELF_TEST, week, NULL);
	return offer_self_test(search, id, machine->self, error);
}

/* It tells the administrators once. */
static bool
find_alarm(Search *search, GError **error)
{
	g_auto(SelfTest) test = {0};
	if (!query_self_test(search->s->db, &test, error))
		return false;
	for (guint i = 0; self_test_state(&test, search->now) == SELF_TEST_FAILED && i < search->people->len; i++) {
		const Person *p = g_ptr_array_index(search->people, i);
		if (!(p->roles & (1U << ROLE_ADMIN)))
			continue;
		Bulletin *b = g_new0(Bulletin, 1);
		b->kind = BULLETIN_SELF_TEST_FAILED;
		b->id = g_strdup_printf("self-test-failed:%s:%s", test.id + strlen(SELF_TEST), p->id);
		b->since = test.attempted_at;
		b->accepted = test.accepted_at != INSTANT_NONE;
		if (!offer(search, p, CHANNEL_EMAIL, b, error))
			return false;
	}
	return true;
}

bool
register_bulletins_due(Session *s, const Machine *machine, GPtrArray **due, GError **error)
{
	g_auto(Search) search = {.s = s, .now = session_now(s), .due = g_ptr_array_new_with_free_func((GDestroyNotify)bulletin_free)};
	if (!query_people(s->db, false, &search.people, error) || !find_digest(&search, error))
		return false;
	for (gsize i = 0; i < machine->expiring_count; i++)
		if (!find_password(&search, &machine->expiring[i], error))
			return false;
	if (!find_self_test(&search, machine, error) || !find_alarm(&search, error))
		return false;
	*due = g_steal_pointer(&search.due);
	return true;
}

/* --- recorded ------------------------------------------------------------------------------------------------------------ */

bool
register_bulletin_attempted(Session *s, const Bulletin *b, const LetterText *letter, const char *message_id, bool *go, GError **error)
{
	g_auto(Change) c = {0};
	BulletinState state;
	*go = false;
	if (!change_begin_sending(&c, s, error) || !query_bulletin(s->db, b->id, &state, error))
		return false;
	if (!bulletin_is_to_be_sent(&state, c.now))
		return true;
	json_t *facts = json_object();
	put_text(facts, "bulletin", b->id);
	put_text(facts, "person", b->person);
	put_text(facts, "channel", channel_code(b->channel));
	json_object_set_new(facts, "attempt", json_integer(state.attempts + 1));
	put_text(facts, "message_id", message_id);
	put_text(facts, "seal", letter->seal);
	json_object_set_new(facts, "seal_seq", json_integer(letter->seal_seq));
	*go = true;
	return change_append(&c, "bulletin.attempted", NULL, facts, NULL, error) && change_commit(&c, error);
}

bool
register_bulletin_settled(Session *s, const char *id, Verdict verdict, int code, const char *server, const char *reply, GError **error)
{
	g_auto(Change) c = {0};
	BulletinState state;
	if (!change_begin_courier(&c, s, error) || !query_bulletin(s->db, id, &state, error))
		return false;
	if (!state.attempts || state.known)
		return err_set(error, E_STATE, "%s was not being sent", id);
	g_autofree char *valid = g_utf8_make_valid(reply ? reply : "", -1), *host = server ? g_utf8_make_valid(server, -1) : NULL;
	json_t *facts = json_object(), *body = json_object();
	put_text(facts, "bulletin", id);
	put_text(facts, "verdict", verdict_code(verdict));
	if (code)
		json_object_set_new(facts, "code", json_integer(code));
	put_instant(facts, "next_at", bulletin_next_at(state.attempts, verdict, c.now));
	put_text(body, "server", host);
	put_text(body, "reply", valid);
	return change_append(&c, "bulletin.settled", NULL, facts, body, error) && change_commit(&c, error);
}

bool
register_self_test_ask(Session *s, char **id, GError **error)
{
	g_autofree char *now = instant_rfc3339(session_now(s)), *asked = g_strconcat(SELF_TEST, now, NULL);
	if (!session_require(s, RIGHT_READ, error) || !local_put(s->db, ASKED, asked, error))
		return false;
	*id = g_steal_pointer(&asked);
	return true;
}

bool
register_self_test_proven(Session *s, const char *id, Proof proof, Instant at, const void *bytes, gsize len, GError **error)
{
	g_auto(Change) c = {0};
	g_auto(SelfTest) newest = {0};
	BulletinState state;
	char hash[65];
	if (!change_begin_courier(&c, s, error) || !query_bulletin(s->db, id, &state, error) || !query_self_test(s->db, &newest, error))
		return false;
	if (!state.attempts)
		return err_set(error, E_NOTFOUND, "there is no %s", id);
	Instant before = g_strcmp0(newest.id, id) != 0 ? INSTANT_NONE : proof == PROOF_DELIVERED ? newest.delivered_at : newest.accepted_at;
	if (before != INSTANT_NONE)
		return true;
	if (!journal_put_blob(s->db, bytes, len, hash, error))
		return false;
	json_t *facts = json_object();
	put_text(facts, "bulletin", id);
	put_text(facts, "proof", proof_code(proof));
	put_instant(facts, "at", at);
	put_text(facts, "bytes", hash);
	return change_append(&c, "bulletin.proven", NULL, facts, NULL, error) && change_commit(&c, error);
}

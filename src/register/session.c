/* Who is at work, in which register, with which rights. */
#include "src/register/session.h"

#include "src/core/err.h"
#include "src/core/ref.h"
#include "src/register/people.h"

#include <string.h>

void
session_free(Session *s)
{
	if (!s)
		return;
	g_clear_pointer(&s->db, db_close);
	g_clear_pointer(&s->settings, settings_free);
	g_clear_pointer(&s->zone, g_time_zone_unref);
	g_free(s->actor);
	g_free(s->account);
	g_free(s->os);
	g_free(s);
}

bool
session_reload(Session *s, GError **error)
{
	g_autoptr(Settings) settings = NULL;
	if (!query_settings(s->db, &settings, error))
		return false;
	GTimeZone *zone = s->host.zone(settings_text(settings, "zone"), error);
	if (!zone)
		return false;
	g_clear_pointer(&s->settings, settings_free);
	g_clear_pointer(&s->zone, g_time_zone_unref);
	s->settings = g_steal_pointer(&settings);
	s->zone = zone;
	s->lang = settings_lang(s->settings);
	return true;
}

static bool
is_named(const Person *person, const char *as)
{
	return g_str_equal(person->id, as) || g_strv_contains((const char *const *)person->accounts, as) ||
		(person->email && g_ascii_strcasecmp(person->email, as) == 0);
}

/* Several people may share one account (a small firm, a demo): then --as chooses, and the journal also names the account. */
static bool
choose_actor(Session *s, const GPtrArray *bound, const char *as, GError **error)
{
	const Person *chosen = NULL;
	if (!as && bound->len > 1) {
		g_autoptr(GString) ids = g_string_new(NULL);
		for (guint i = 0; i < bound->len; i++) {
			const Person *p = g_ptr_array_index(bound, i);
			g_string_append_printf(ids, "%s%s (%s)", i ? ", " : "", p->id, p->name ? p->name : "?");
		}
		return err_set(error, E_USAGE, "several people use the account %s: say who with --as, one of %s", s->account, ids->str);
	}
	for (guint i = 0; i < bound->len && !chosen; i++)
		if (!as || is_named(g_ptr_array_index(bound, i), as))
			chosen = g_ptr_array_index(bound, i);
	if (as && !chosen)
		return err_set(error, E_DENIED, "%s is nobody whom the account %s may act for: an administrator binds them with "
			"`breccia person change`", as, s->account);
	if (!chosen)
		return true;
	s->actor = g_strdup(chosen->id);
	s->os = bound->len > 1 ? g_strdup(s->account) : NULL;
	return true;
}

/* Of this person as DPO: in office, or to be; deputy of who is; else when the newest appointment ended, INSTANT_NONE: there never was one. */
static Instant
ended_as_dpo(const GPtrArray *dpos, const char *person, Instant now)
{
	Instant ended = INSTANT_NONE;
	for (guint i = 0; i < dpos->len; i++) {
		const Dpo *d = g_ptr_array_index(dpos, i);
		bool lasts = d->until == INSTANT_NONE || d->until > now;
		if (lasts && (g_str_equal(d->person, person) || g_strcmp0(d->deputy, person) == 0))
			return INSTANT_NONE;
		if (g_str_equal(d->person, person))
			ended = MAX(ended, d->until); /* INSTANT_NONE is the least there is */
	}
	return ended;
}

bool
session_refresh(Session *s, Instant now, GError **error)
{
	g_autoptr(Person) person = NULL;
	g_autoptr(Dpo) dpo = NULL;
	g_autoptr(GPtrArray) all = NULL;
	s->dpo_until = INSTANT_NONE;
	if (!s->actor)
		return true;
	if (!query_person(s->db, s->actor, &person, error) || !query_dpo_at(s->db, now, &dpo, error) || !query_dpos(s->db, &all, error))
		return false;
	s->roles = person && person->retired == INSTANT_NONE ? person->roles : 0;
	s->delegated = dpo && dpo->delegated && g_str_equal(dpo->person, s->actor);
	if (s->roles & (1U << ROLE_DPO))
		s->dpo_until = ended_as_dpo(all, s->actor, now);
	if (s->dpo_until != INSTANT_NONE)
		s->roles &= ~(1U << ROLE_DPO);
	return true;
}

static bool
find_actor(Session *s, const char *as, GError **error)
{
	g_autoptr(GPtrArray) bound = NULL, all = NULL;
	if (!query_people_of_account(s->db, s->account, &bound, error) || !query_people(s->db, false, &all, error) ||
		!choose_actor(s, bound, as, error))
		return false;
	s->alone = all->len == 1;
	return session_refresh(s, s->host.now(), error);
}

static bool
open_register(const char *uri, const Surroundings *host, Session **session, GError **error)
{
	g_autoptr(Session) s = g_new0(Session, 1);
	s->host = *host;
	s->account = g_strdup(host->account);
	if (!db_open(uri, host->looks ? DB_LOOK : DB_OPEN, &s->db, error) || !session_reload(s, error))
		return false;
	*session = g_steal_pointer(&s);
	return true;
}

bool
session_open(const char *uri, const Surroundings *host, const char *as, Session **session, GError **error)
{
	g_autoptr(Session) s = NULL;
	if (!open_register(uri, host, &s, error) || !find_actor(s, as, error))
		return false;
	*session = g_steal_pointer(&s);
	return true;
}

bool
session_open_courier(const char *uri, const Surroundings *host, Session **session, GError **error)
{
	g_autoptr(Session) s = NULL;
	if (!open_register(uri, host, &s, error))
		return false;
	s->actor = g_strdup(ACTOR_COURIER);
	*session = g_steal_pointer(&s);
	return true;
}

bool
session_may(const Session *s, Right right)
{
	return role_may(s->roles, right, s->delegated);
}

static char *
roles_that_may(Right right)
{
	GString *out = g_string_new(NULL);
	for (Role r = 0; r < ROLE_COUNT; r++)
		if (role_may(1U << r, right, false))
			g_string_append_printf(out, "%s%s", out->len ? ", " : "", role_code(r));
	return g_string_free(out, FALSE);
}

bool
session_require(const Session *s, Right right, GError **error)
{
	if (session_may(s, right))
		return true;
	g_autofree char *who = roles_that_may(right);
	const char *what = words_in(right_words(right), s->host.lang);
	if (!s->actor)
		return err_set(error, E_DENIED, "the register does not know the account %s, which may not %s: that takes %s", s->account,
			what, who);
	if (s->dpo_until != INSTANT_NONE && role_may(s->roles | (1U << ROLE_DPO), right, false)) {
		g_autofree char *until = instant_show(s->dpo_until, s->zone);
		return err_set(error, E_DENIED, "%s was DPO until %s, and may not %s any more: `breccia dpo appoint` says who is", s->actor, until, what);
	}
	return err_set(error, E_DENIED, "%s may not %s: that takes %s", s->actor, what, who);
}

bool
session_require_reading(const Session *s, const Incident *incident, GError **error)
{
	if (s->actor && g_strcmp0(incident->logged_by, s->actor) == 0)
		return true;
	return session_require(s, RIGHT_READ, error);
}

Instant
session_now(const Session *s)
{
	return s->host.now();
}

/* Who serves many companies has many registers: "BIANCHI 2026-0001" is never the first incident of this one. */
static bool
is_of_this_register(const Session *s, const char *text, GError **error)
{
	g_autofree char *code = ref_code_before(text);
	const char *ours = settings_text(s->settings, "code");
	if (!code || g_ascii_strcasecmp(code, ours) == 0)
		return true;
	return err_set(error, E_INPUT, "%s is the code of another register, this one is %s: name the other with -r", code, ours);
}

bool
session_incident(Session *s, const char *text, Incident **incident, GError **error)
{
	Ref ref;
	if (!is_of_this_register(s, text, error) || !ref_parse(text, instant_year(session_now(s), s->zone), &ref, error))
		return false;
	g_autofree char *id = ref_format(&ref);
	if (!query_incident(s->db, id, incident, error))
		return false;
	if (*incident)
		return true;
	g_autofree char *newest = NULL;
	if (!query_newest_ref(s->db, &newest, error))
		return false;
	if (!newest || !session_may(s, RIGHT_READ)) /* who may not read learns no refs */
		return err_set(error, E_NOTFOUND, "there is no incident %s", id);
	return err_set(error, E_NOTFOUND, "there is no incident %s: the newest is %s", id, newest);
}

static bool
refuse_letter(char letter, const char *text, GError **error)
{
	if (letter == REF_NOTICE)
		return err_set(error, E_INPUT, "%s is no notice: a notice is named like 2026-0013/n1", text);
	if (letter == REF_EVIDENCE)
		return err_set(error, E_INPUT, "%s is no evidence: evidence is named like 2026-0013/e1", text);
	return err_set(error, E_INPUT, "%s is no action: an action is named like 2026-0013/1", text);
}

bool
session_sub_id(const Session *s, const Incident *within, const char *text, char letter, char **id, GError **error)
{
	Ref ref;
	char found;
	int number;
	g_autofree char *whole = within && !strchr(text, '/') ? g_strdup_printf("%s/%s", within->ref, text) : g_strdup(text);
	if (!is_of_this_register(s, whole, error) || !ref_parse_sub(whole, instant_year(session_now(s), s->zone), &ref, &found, &number, error))
		return false;
	if (found != letter)
		return refuse_letter(letter, text, error);
	g_autofree char *of = ref_format(&ref);
	if (within && !g_str_equal(of, within->ref))
		return err_set(error, E_INPUT, "%s is not of incident %s: see `breccia show %s`", text, within->ref, within->ref);
	*id = ref_format_sub(&ref, letter, number);
	return true;
}

bool
session_notice(Session *s, const char *text, Notice **notice, GError **error)
{
	g_autofree char *id = NULL;
	if (!session_sub_id(s, NULL, text, REF_NOTICE, &id, error) || !query_notice(s->db, id, notice, error))
		return false;
	return *notice || err_set(error, E_NOTFOUND, "there is no notice %s: see `breccia outbox`", id);
}

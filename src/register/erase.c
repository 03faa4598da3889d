/* Erasing what was kept long enough, and legal holds. */
#include "src/register/erase.h"

#include "db/erase.h"
#include "src/core/err.h"
#include "src/core/text.h"
#include "src/register/change.h"

/* --- legal holds -------------------------------------------------------------------------------------------------------- */

static bool
check_reason(const char *what, const char *reason, GError **error)
{
	if (!reason || text_blank(reason))
		return err_set(error, E_INPUT, "say why, with --reason: it stays beside the incident");
	return check_utf8(what, reason, error);
}

static bool
hold(Session *s, const char *ref, const char *kind, bool held, const char *reason, GError **error)
{
	g_auto(Change) c = {0};
	g_autoptr(Incident) incident = NULL;
	if (!check_reason("the reason", reason, error) || !change_begin(&c, s, RIGHT_HOLD, error) ||
		!change_incident(&c, ref, false, &incident, error))
		return false;
	if (incident->erased_at != INSTANT_NONE)
		return err_set(error, E_STATE, "the texts of %s were erased: there is nothing left to hold", ref);
	if ((incident->held_at != INSTANT_NONE) != held)
		return held ? err_set(error, E_STATE, "no legal hold is on %s", ref)
			    : err_set(error, E_STATE, "a legal hold is on %s already", ref);
	json_t *body = json_object();
	put_text(body, "reason", reason);
	return change_append(&c, kind, ref, json_object(), body, error) && change_commit(&c, error);
}

bool
register_hold(Session *s, const char *ref, const char *reason, GError **error)
{
	return hold(s, ref, "hold.placed", false, reason, error);
}

bool
register_hold_lift(Session *s, const char *ref, const char *reason, GError **error)
{
	return hold(s, ref, "hold.lifted", true, reason, error);
}

/* --- what may be erased ------------------------------------------------------------------------------------------------- */

static void
erased_free(Erased *erased)
{
	if (!erased)
		return;
	g_free(erased->ref);
	g_clear_pointer(&erased->message_ids, g_ptr_array_unref);
	g_free(erased);
}

/* The setting retention before now: what ended before it may be erased. */
static Instant
retention_end(const Session *s)
{
	return instant_add_months(session_now(s), -12 * (int)settings_number(s->settings, "retention"), s->zone);
}

static bool
check_before(const Session *s, Instant *before, GError **error)
{
	Instant end = retention_end(s);
	if (*before == INSTANT_NONE)
		*before = end;
	if (*before <= end)
		return true;
	g_autofree char *latest = instant_show(end, s->zone);
	return err_set(error, E_STATE, "incidents are kept for %s years after closing (setting retention): only those that ended before %s may be "
		"erased", settings_text(s->settings, "retention"), latest);
}

static Instant
ended_at(const Incident *incident)
{
	return incident->closed_at != INSTANT_NONE ? incident->closed_at : incident->voided_at;
}

static Erased *
describe(const Incident *incident, const json_t *events, const json_t *blobs)
{
	Erased *e = g_new0(Erased, 1);
	e->ref = g_strdup(incident->ref);
	e->ended_at = ended_at(incident);
	e->texts = (int)json_array_size(events);
	e->files = (int)json_array_size(blobs);
	e->message_ids = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < incident->notices->len; i++) {
		const Notice *n = g_ptr_array_index(incident->notices, i);
		if (n->sent_at != INSTANT_NONE && n->message_id)
			g_ptr_array_add(e->message_ids, g_strdup(n->message_id));
	}
	return e;
}

typedef bool Each(Session *s, const Incident *incident, GPtrArray *found, void *data, GError **error);

static bool
each_ended(Session *s, Instant before, Each *each, void *data, GPtrArray **all, GError **error)
{
	g_autoptr(GPtrArray) refs = NULL, found = g_ptr_array_new_with_free_func((GDestroyNotify)erased_free);
	if (!query_ended_before(s->db, before, &refs, error))
		return false;
	for (guint i = 0; i < refs->len; i++) {
		g_autoptr(Incident) incident = NULL;
		if (!query_incident(s->db, g_ptr_array_index(refs, i), &incident, error) || !each(s, incident, found, data, error))
			return false;
	}
	*all = g_steal_pointer(&found);
	return true;
}

static bool
look(Session *s, const Incident *incident, GPtrArray *found, void *data, GError **error)
{
	json_auto_t *events = NULL, *blobs = NULL;
	(void)data;
	if (!erase_find(s->db, incident->ref, &events, &blobs, error))
		return false;
	g_ptr_array_add(found, describe(incident, events, blobs));
	return true;
}

bool
register_erasable(Session *s, Instant before, GPtrArray **erasable, GError **error)
{
	return session_require(s, RIGHT_ADMIN, error) && check_before(s, &before, error) && each_ended(s, before, look, NULL, erasable, error);
}

/* --- erasing ------------------------------------------------------------------------------------------------------------ */

typedef struct {
	Change *change;
	const char *reason;
} Erasing;

static bool
erase(Session *s, const Incident *incident, GPtrArray *found, void *data, GError **error)
{
	const Erasing *erasing = data;
	json_auto_t *events = NULL, *blobs = NULL;
	if (!erase_find(s->db, incident->ref, &events, &blobs, error))
		return false;
	json_t *facts = json_object(), *body = json_object();
	json_object_set(facts, "events", events);
	json_object_set(facts, "blobs", blobs);
	put_instant(facts, "closed_at", ended_at(incident));
	put_text(body, "reason", erasing->reason);
	if (!change_append(erasing->change, "body.erased", incident->ref, facts, body, error) ||
		!erase_do(s->db, incident->ref, events, blobs, error))
		return false;
	g_ptr_array_add(found, describe(incident, events, blobs));
	return true;
}

bool
register_erase(Session *s, Instant before, const char *reason, GPtrArray **erased, bool *clean, GError **error)
{
	g_auto(Change) c = {0};
	g_autoptr(GPtrArray) found = NULL;
	const Erasing erasing = {&c, reason};
	if (!check_reason("the reason", reason, error) || !change_begin(&c, s, RIGHT_ADMIN, error) || !check_before(s, &before, error) ||
		!each_ended(s, before, erase, (void *)&erasing, &found, error))
		return false;
	*clean = true;
	if (found->len && (!change_commit(&c, error) || !erase_scrub(s->db, clean, error)))
		return false;
	*erased = g_steal_pointer(&found);
	return true;
}

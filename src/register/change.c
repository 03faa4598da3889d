/* One write transaction: begun with its rights checked, ended with everything or nothing. */
#include "src/register/change.h"

#include "src/core/err.h"
#include "src/register/house.h"
#include "src/register/readback.h"
#include "src/core/text.h"

#include <string.h>

static Instant
writer_now(void *data)
{
	const Session *session = data;
	return session->host.now();
}

static void
writer_random(void *data, void *buffer, gsize len)
{
	const Session *session = data;
	session->host.random(buffer, len);
}

static bool
open_transaction(Change *c, Session *session, const char *by, GError **error)
{
	c->session = session;
	c->writer = (Writer){.by = by, .os = session->os, .now = writer_now, .random = writer_random, .data = session};
	if (!journal_begin(session->db, &c->writer, error))
		return false;
	c->open = true;
	c->now = c->writer.at;
	return true;
}

/* A login without a person logs its first incident: it becomes a person without roles, who may follow what it logs. */
static bool
add_newcomer(Change *c, GError **error)
{
	Session *s = c->session;
	if (!journal_next_person(s->db, &c->newcomer, error))
		return false;
	c->writer.by = c->newcomer;
	const char *accounts[] = {s->account, NULL};
	json_t *facts = json_object(), *body = json_object();
	put_text(facts, "person", c->newcomer);
	json_object_set_new(facts, "roles", json_array());
	put_text(body, "name", s->host.name ? s->host.name : s->account);
	put_strings(body, "accounts", accounts);
	return change_append(c, "person.added", NULL, facts, body, error);
}

/* The same login may have become a person meanwhile: in another window, or because an administrator bound it. */
static bool
find_newcomer(Change *c, GError **error)
{
	Session *s = c->session;
	g_autoptr(GPtrArray) bound = NULL;
	if (s->actor)
		return true;
	if (!query_people_of_account(s->db, s->account, &bound, error))
		return false;
	if (bound->len > 1)
		return err_set(error, E_BUSY, "several people were bound to the account %s just now: begin again", s->account);
	if (bound->len == 1) {
		s->actor = g_strdup(((const Person *)g_ptr_array_index(bound, 0))->id);
		c->writer.by = s->actor;
	}
	return true;
}

bool
change_begin_house(Change *c, Session *session, Right right, GError **error)
{
	/* Asked before the lock is taken as well: a refusal should not make anybody wait. */
	if (!session_refresh(session, session_now(session), error) || (session->actor && !session_require(session, right, error)))
		return false;
	if (!open_transaction(c, session, session->actor ? session->actor : "p0", error))
		return false;
	return find_newcomer(c, error) && session_refresh(session, c->now, error) && session_require(session, right, error);
}

bool
change_begin(Change *c, Session *session, Right right, GError **error)
{
	return change_begin_house(c, session, right, error) && session_require_kept(session, error) &&
		(session->actor || add_newcomer(c, error));
}

bool
change_begin_courier(Change *c, Session *session, GError **error)
{
	g_return_val_if_fail(g_strcmp0(session->actor, ACTOR_COURIER) == 0, err_set(error, E_INTERNAL, "not the courier"));
	return open_transaction(c, session, ACTOR_COURIER, error) && session_require_kept(session, error);
}

bool
change_begin_sending(Change *c, Session *session, GError **error)
{
	return change_begin_courier(c, session, error) && session_require_sending(session, error);
}

bool
change_begin_founder(Change *c, Session *session, const char *by, GError **error)
{
	return open_transaction(c, session, by, error);
}

bool
change_commit(Change *c, GError **error)
{
	c->open = false;
	if (!journal_commit(c->session->db, error))
		return false;
	if (c->newcomer && !c->session->actor)
		c->session->actor = g_steal_pointer(&c->newcomer);
	return true;
}

void
change_clear(Change *c)
{
	if (c->open)
		journal_rollback(c->session->db);
	c->open = false;
	g_clear_pointer(&c->newcomer, g_free);
}

bool
change_append(Change *c, const char *kind, const char *ref, json_t *facts, json_t *body, GError **error)
{
	const EventKind *row = event_kind(kind);
	if (body && json_object_size(body) == 0) {
		json_decref(body);
		body = NULL;
	}
	if (g_str_equal(c->writer.by, ACTOR_COURIER) && (!row || !row->courier)) {
		json_decref(facts);
		json_decref(body);
		return err_set(error, E_DENIED, "the courier may not write %s", kind);
	}
	/* Who answered by mail is read back what was recorded, whatever it was. */
	const char *answer = json_object_get(facts, "for") ? json_string_value(json_object_get(facts, "receipt")) : NULL;
	g_autofree char *receipt = g_strdup(answer);
	return journal_append(c->session->db, kind, ref, facts, body, NULL, error) && (!receipt || readback_queue(c, ref, receipt, error));
}

bool
change_require_open(const Incident *incident, GError **error)
{
	if (incident->voided_at != INSTANT_NONE)
		return err_set(error, E_STATE, "incident %s is void: nothing more can happen to it", incident->ref);
	return incident->closed_at == INSTANT_NONE || err_set(error, E_STATE, "incident %s is closed: reopen it first", incident->ref);
}

bool
change_require_texts(const Incident *incident, GError **error)
{
	return !incident->erased || err_set(error, E_STATE, "the texts of incident %s were erased: log anew what came to light, and name it there",
		incident->ref);
}

bool
change_incident(Change *c, const char *ref, bool must_be_open, Incident **incident, GError **error)
{
	g_autoptr(Incident) found = NULL;
	if (!query_incident(c->session->db, ref, &found, error))
		return false;
	if (!found)
		return err_set(error, E_NOTFOUND, "there is no incident %s: see `breccia list`", ref);
	if (must_be_open && !change_require_open(found, error))
		return false;
	*incident = g_steal_pointer(&found);
	return true;
}

bool
check_utf8(const char *what, const char *text, GError **error)
{
	if (!text || text_valid(text, strlen(text)))
		return true;
	return err_set(error, E_INPUT, "%s is not UTF-8 text: type it again", what);
}

void
put_text(json_t *object, const char *name, const char *value)
{
	if (value)
		json_object_set_new(object, name, json_string(value));
}

void
put_printable(json_t *facts, const char *name, const char *value)
{
	const char *p = value;
	while (p && g_ascii_isprint(*p))
		p++;
	if (p && !*p)
		put_text(facts, name, value);
}

void
put_instant(json_t *object, const char *name, Instant value)
{
	if (value == INSTANT_NONE)
		return;
	g_autofree char *text = instant_rfc3339(value);
	put_text(object, name, text);
}

void
put_true(json_t *object, const char *name, bool value)
{
	if (value)
		json_object_set_new(object, name, json_true());
}

void
put_strings(json_t *object, const char *name, const char *const *values)
{
	json_t *array = json_array();
	for (; values && *values; values++)
		json_array_append_new(array, json_string(*values));
	json_object_set_new(object, name, array);
}

void
put_fields(json_t *fields, json_t *facts, json_t *body)
{
	const char *name;
	json_t *value;
	json_object_foreach(fields, name, value)
	{
		const Field *field = field_find(name);
		json_object_set(field && field_side(field) == SIDE_FACT ? facts : body, name, value);
	}
}

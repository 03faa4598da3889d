/* Which clients an incident hits: known ones, names that the register does not know, and "not yet known which". */
#include "src/register/affected.h"

#include "src/core/err.h"
#include "src/core/text.h"
#include "src/register/freeze.h"
#include "src/register/people.h"

void
hit_clear(Hit *hit)
{
	g_clear_pointer(&hit->known, g_ptr_array_unref);
	g_clear_pointer(&hit->names, g_ptr_array_unref);
}

static bool
hit_has(const Hit *hit, const char *id)
{
	for (guint i = 0; i < hit->known->len; i++)
		if (g_str_equal(((const Client *)g_ptr_array_index(hit->known, i))->id, id))
			return true;
	return false;
}

static bool
named_in(const GPtrArray *affected, const char *client, const char *name)
{
	for (guint i = 0; i < affected->len; i++) {
		const Affected *a = g_ptr_array_index(affected, i);
		if (g_str_equal(a->client, client) && (!name || g_strcmp0(a->name, name) == 0))
			return true;
	}
	return false;
}

void
hit_without(Hit *hit, const GPtrArray *affected)
{
	for (guint i = hit->known->len; i-- > 0;)
		if (named_in(affected, ((const Client *)g_ptr_array_index(hit->known, i))->id, NULL))
			g_ptr_array_remove_index(hit->known, i);
	for (guint i = hit->names->len; i-- > 0;)
		if (named_in(affected, "?", g_ptr_array_index(hit->names, i)))
			g_ptr_array_remove_index(hit->names, i);
	if (named_in(affected, "?", NULL))
		hit->unknown = false;
}

/* Not said counts as not yet known, for a company that works for clients at all. */
static bool
nothing_said(Session *s, Hit *hit, GError **error)
{
	g_autoptr(GPtrArray) all = NULL;
	if (!query_clients(s->db, false, &all, error))
		return false;
	hit->unknown = all->len > 0;
	return true;
}

bool
hit_find(Session *s, const char *const *clients, Hit *hit, GError **error)
{
	hit->known = g_ptr_array_new_with_free_func((GDestroyNotify)client_free);
	hit->names = g_ptr_array_new_with_free_func(g_free);
	if (!clients)
		return nothing_said(s, hit, error);
	for (; *clients; clients++) {
		g_autoptr(Client) client = NULL;
		if (g_str_equal(*clients, "?") || g_ascii_strcasecmp(*clients, VOCAB_UNKNOWN) == 0)
			hit->unknown = true;
		else if (g_ascii_strcasecmp(*clients, "none") == 0)
			hit->none = true;
		else if (session_client(s, *clients, &client, NULL)) {
			if (!hit_has(hit, client->id))
				g_ptr_array_add(hit->known, g_steal_pointer(&client));
		} else if (!text_blank(*clients))
			g_ptr_array_add(hit->names, text_one_line(*clients));
	}
	if (hit->none && (hit->known->len || hit->names->len || hit->unknown))
		return err_set(error, E_INPUT, "clients are named and \"none\" is said too: leave one of them out");
	return true;
}

const char *
hit_client_data(const Hit *hit)
{
	if (hit->known->len || hit->names->len)
		return "yes";
	return hit->none ? "no" : VOCAB_UNKNOWN;
}

/* client NULL: "?". with_clock false: drills and near misses, which run no client's clock. */
static bool
append_affected(Change *c, const char *ref, const Client *client, const char *name, Instant detected, Instant aware, bool with_clock, bool again,
	GError **error)
{
	g_autoptr(Clock) clock = NULL;
	if (with_clock && !clock_for_client(c->session, client, detected, aware, &clock, error))
		return false;
	json_t *facts = json_object(), *body = json_object();
	put_text(facts, "client", client ? client->id : "?");
	if (clock) {
		json_t *frozen = freeze_clock(clock);
		put_true(frozen, "again", again);
		json_object_set_new(facts, "clock", frozen);
	}
	put_text(body, "name", name);
	return change_append(c, "client.affected", ref, facts, body, error);
}

bool
hit_append(Change *c, const char *ref, const Hit *hit, Instant detected, Instant aware, bool with_clock, GError **error)
{
	for (guint i = 0; i < hit->known->len; i++)
		if (!append_affected(c, ref, g_ptr_array_index(hit->known, i), NULL, detected, aware, with_clock, hit->again, error))
			return false;
	if (!hit->names->len && !hit->unknown)
		return true;
	g_ptr_array_add(hit->names, NULL);
	g_autofree char *names = g_strjoinv(", ", (char **)hit->names->pdata);
	g_ptr_array_set_size(hit->names, (int)hit->names->len - 1);
	return append_affected(c, ref, NULL, *names ? names : NULL, detected, aware, with_clock && !hit->runs, hit->again, error);
}

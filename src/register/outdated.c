/* What was told and is otherwise now, found by reading the incident as it was when the notice was composed. */
#include "src/register/outdated.h"

#include "src/core/notice.h"
#include "src/register/drafts.h"
#include "src/register/past.h"
#include "src/register/told.h"

void
outdated_free(Outdated *outdated)
{
	g_free(outdated->audience);
	g_free(outdated->notice);
	g_ptr_array_unref(outdated->fields);
	g_free(outdated);
}

/* Frozen: whether it has left or is about to, it says what was known then. A short e-mail says nothing that could change. */
static bool
is_frozen(const Notice *n)
{
	return n->letter == LETTER_BY_HAND || n->state == NOTICE_COMPOSED || n->state == NOTICE_SENDING || n->state == NOTICE_SENT;
}

/* The newest that this audience holds, or will; NULL: none, or one that waits and will say what is known by then. */
static const Notice *
newest(const Incident *in, const char *audience)
{
	for (guint i = in->notices->len; i-- > 0;) {
		const Notice *n = g_ptr_array_index(in->notices, i);
		if (!g_str_equal(n->audience, audience) || n->exercise || !letter_tells(n->letter) || n->letter == LETTER_SHORT)
			continue;
		if (is_frozen(n))
			return n;
		if (n->state == NOTICE_QUEUED && !notice_is_draft(n))
			return NULL;
	}
	return NULL;
}

static bool
differs(const json_t *then, const json_t *now, const char *name)
{
	const json_t *old = json_object_get(then, name), *new = json_object_get(now, name);
	return old && new ? !json_equal(old, new) : old != new;
}

static bool
has_further_clients(const GPtrArray *then, const GPtrArray *now)
{
	for (guint i = 0; i < now->len; i++)
		if (!affected_find(then, ((const Affected *)g_ptr_array_index(now, i))->client))
			return true;
	return now->len < then->len;
}

static void
compare_dpo(const Incident *in, const json_t *then, const GPtrArray *clients, GHashTable *by_others, GPtrArray *fields)
{
	for (const Field *field = incident_fields; field->name; field++) {
		bool tells = field->use & FIELD_NOTICE && !g_str_equal(field->name, "recipient");
		bool known = !g_hash_table_contains(by_others, field->name) && !g_str_equal(field->name, "detected_at");
		bool further = g_str_equal(field->name, "client_data") && g_hash_table_contains(by_others, "clients") &&
			has_further_clients(clients, in->clients);
		if (further || (tells && !known && differs(then, in->fields, field->name)))
			g_ptr_array_add(fields, (gpointer)field);
	}
}

static bool
compare_client(Session *s, const Incident *in, const char *client, const json_t *past, const GPtrArray *affected, GPtrArray *fields, GError **error)
{
	g_auto(Others) others = {0};
	if (!others_find(s, in->clients, client, &others, error))
		return false;
	json_auto_t *then = told_fields(past, affected, client, &others), *now = told_fields(in->fields, in->clients, client, &others);
	for (const Field *field = incident_fields; field->name; field++)
		if (differs(then, now, field->name))
			g_ptr_array_add(fields, (gpointer)field);
	return true;
}

static bool
compare(Session *s, const Incident *in, const Notice *n, GPtrArray *fields, GError **error)
{
	g_autoptr(GPtrArray) clients = NULL;
	g_autoptr(GHashTable) by_others = NULL;
	json_auto_t *then = NULL;
	int64_t seq = 0;
	if (!past_composed(s, n, &seq, error))
		return false;
	if (!seq)
		seq = n->seq; /* by hand: what was recorded by then */
	if (!past_fields(s, in->ref, seq, &then, error) || !past_clients(s, in->ref, seq, &clients, error))
		return false;
	if (!g_str_equal(n->audience, AUDIENCE_DPO))
		return compare_client(s, in, n->audience, then, clients, fields, error);
	if (!past_touched(s, in->ref, seq, in->taken_by ? in->taken_by : in->dpo, &by_others, error))
		return false;
	compare_dpo(in, then, clients, by_others, fields);
	return true;
}

static bool
add(Session *s, const Incident *in, const char *audience, GPtrArray *found, GError **error)
{
	const Notice *n = newest(in, audience);
	g_autoptr(GPtrArray) fields = g_ptr_array_new();
	if (!n)
		return true;
	if (!compare(s, in, n, fields, error))
		return false;
	if (!fields->len)
		return true;
	Outdated *o = g_new0(Outdated, 1);
	o->audience = g_strdup(audience);
	o->notice = g_strdup(n->id);
	o->fields = g_steal_pointer(&fields);
	g_ptr_array_add(found, o);
	return true;
}

bool
outdated_find(Session *s, const Incident *in, GPtrArray **outdated, GError **error)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)outdated_free);
	bool none = in->historic || in->erased || in->voided_at != INSTANT_NONE || g_strcmp0(in->outcome, "not-a-breach") == 0;
	if (!none && !add(s, in, AUDIENCE_DPO, found, error))
		return false;
	for (guint i = 0; !none && i < in->clients->len; i++)
		if (!add(s, in, ((const Affected *)g_ptr_array_index(in->clients, i))->client, found, error))
			return false;
	*outdated = g_steal_pointer(&found);
	return true;
}

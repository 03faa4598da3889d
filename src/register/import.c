/* Writing what import-entry.c has read: all entries in one transaction. */
#include "src/register/import-entry.h"

#include "src/core/err.h"
#include "src/register/change.h"

/* Somebody who waits is told this often. */
#define STRIDE 100

bool
import_duplicates(Session *s, const GPtrArray *entries, void (*each)(guint place, const char *source_id, const char *ref, void *data),
	void *data, GError **error)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint i = 0; i < entries->len; i++) {
		const char *id = import_entry_source(g_ptr_array_index(entries, i));
		g_autofree char *ref = NULL;
		if (!id)
			continue;
		if (!query_ref_of_source(s->db, id, &ref, error))
			return false;
		if (ref || !g_hash_table_add(seen, (gpointer)id))
			each(i, id, ref, data);
	}
	return true;
}

static bool
write_entry(Change *c, const ImportEntry *entry, char **ref, GError **error)
{
	if (!journal_next_ref(c->session->db, instant_year(c->now, c->session->zone), entry->kind == KIND_DRILL, ref, error))
		return false;
	for (guint i = 0; i < entry->events->len; i++) {
		const ImportEvent *e = g_ptr_array_index(entry->events, i);
		if (!change_append(c, e->kind, *ref, json_incref(e->facts), json_incref(e->body), error))
			return false;
	}
	return true;
}

bool
register_import(Session *s, const GPtrArray *entries, ImportProgress progress, void *data, char **first, char **last, GError **error)
{
	g_auto(Change) c = {0};
	g_autofree char *begin = NULL, *end = NULL;
	if (!change_begin(&c, s, RIGHT_ADMIN, error))
		return false;
	for (guint i = 0; i < entries->len; i++) {
		g_clear_pointer(&end, g_free);
		if (!write_entry(&c, g_ptr_array_index(entries, i), &end, error))
			return false;
		if (!begin)
			begin = g_strdup(end);
		if (progress && (i % STRIDE == 0 || i + 1 == entries->len))
			progress(i + 1, entries->len, data);
	}
	if (!change_commit(&c, error))
		return false;
	*first = g_steal_pointer(&begin);
	*last = g_steal_pointer(&end);
	return true;
}

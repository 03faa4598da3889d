/* Bodies and bytes that are missing until an event explains them. */
#include "db/verify-gone.h"

#include "src/core/err.h"
#include "src/core/event.h"

#include <string.h>

struct Gone {
	GHashTable *bodies; /* seq */
	GHashTable *bytes;  /* hex -> seq */
};

Gone *
gone_new(void)
{
	Gone *gone = g_new0(Gone, 1);
	gone->bodies = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	gone->bytes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	return gone;
}

void
gone_free(Gone *gone)
{
	if (!gone)
		return;
	g_hash_table_unref(gone->bodies);
	g_hash_table_unref(gone->bytes);
	g_free(gone);
}

static int64_t *
boxed(int64_t seq)
{
	int64_t *box = g_new(int64_t, 1);
	*box = seq;
	return box;
}

void
gone_body(Gone *gone, int64_t seq)
{
	g_hash_table_add(gone->bodies, boxed(seq));
}

void
gone_bytes(Gone *gone, const char *hex, int64_t seq)
{
	if (!g_hash_table_contains(gone->bytes, hex))
		g_hash_table_insert(gone->bytes, g_strdup(hex), boxed(seq));
}

bool
gone_explain(Gone *gone, const char *head, const char *body, GError **error)
{
	g_autoptr(Event) event = NULL;
	if (!strstr(head, "\"kind\":\"body.erased\""))
		return true;
	if (!event_read(head, body, &event, error))
		return false;
	const json_t *events = json_object_get(event->facts, "events"), *blobs = json_object_get(event->facts, "blobs");
	for (size_t i = 0; i < json_array_size(events); i++) {
		int64_t seq = json_integer_value(json_array_get(events, i));
		g_hash_table_remove(gone->bodies, &seq);
	}
	for (size_t i = 0; i < json_array_size(blobs); i++)
		g_hash_table_remove(gone->bytes, json_string_value(json_array_get(blobs, i)));
	return true;
}

/* The lowest, so that the same damage is always named the same. */
bool
gone_check(const Gone *gone, int64_t *seq, GError **error)
{
	GHashTableIter it;
	gpointer key, value;
	const char *hex = NULL;
	int64_t body = INT64_MAX, named = INT64_MAX;

	g_hash_table_iter_init(&it, gone->bodies);
	while (g_hash_table_iter_next(&it, &key, NULL))
		body = MIN(body, *(int64_t *)key);
	g_hash_table_iter_init(&it, gone->bytes);
	while (g_hash_table_iter_next(&it, &key, &value))
		if (*(int64_t *)value < named) {
			named = *(int64_t *)value;
			hex = key;
		}
	*seq = MIN(body, named);
	if (body < named)
		return err_set(error, E_IO, "event %lld has lost its body", (long long)body);
	if (hex)
		return err_set(error, E_IO, "the bytes %s, named by event %lld, are missing", hex, (long long)named);
	*seq = 0;
	return true;
}

/* Pages of incidents. */
#include "tui/rows.h"

void
rows_init(Rows *r)
{
	*r = (Rows){.order = ORDER_URGENT, .current = true};
	r->cursors = g_ptr_array_new_with_free_func(g_free);
	r->pages = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
	g_ptr_array_add(r->cursors, NULL);
}

void
rows_clear(Rows *r)
{
	g_clear_pointer(&r->filter, filter_free);
	g_clear_pointer(&r->cursors, g_ptr_array_unref);
	g_clear_pointer(&r->pages, g_ptr_array_unref);
}

void
rows_set(Rows *r, Filter *filter, ListOrder order, bool current)
{
	rows_clear(r);
	rows_init(r);
	r->filter = filter;
	r->order = order;
	r->current = current;
}

static void
drop(Rows *r, guint page)
{
	g_clear_pointer((GPtrArray **)&r->pages->pdata[page], g_ptr_array_unref);
}

void
rows_forget(Rows *r)
{
	for (guint i = 0; i < r->pages->len; i++)
		drop(r, i);
	r->ended = false;
}

/* Of those in memory, the one that is farthest away goes. */
static void
make_room(Rows *r, guint page)
{
	guint kept = 0, farthest = page;
	for (guint i = 0; i < r->pages->len; i++) {
		if (!r->pages->pdata[i])
			continue;
		kept++;
		if (ABS((int)i - (int)page) > ABS((int)farthest - (int)page))
			farthest = i;
	}
	if (kept > ROWS_KEPT)
		drop(r, farthest);
}

static bool
fetch(Rows *r, Session *session, Instant now, guint page, GError **error)
{
	const ListQuery query = {.filter = r->filter, .order = r->order, .current = r->current, .limit = ROWS_PAGE,
		.after = g_ptr_array_index(r->cursors, page), .now = now, .me = session->actor};
	GPtrArray *incidents = NULL;
	char *next = NULL;
	if (!query_list(session->db, &query, &incidents, &next, error))
		return false;
	while (r->pages->len <= page)
		g_ptr_array_add(r->pages, NULL);
	drop(r, page);
	r->pages->pdata[page] = incidents;
	if (!next) {
		/* What was known behind it is gone. */
		r->ended = true;
		r->known = page * ROWS_PAGE + incidents->len;
		g_ptr_array_set_size(r->cursors, (int)page + 1);
		g_ptr_array_set_size(r->pages, (int)page + 1);
		return true;
	}
	while (r->cursors->len <= page + 1)
		g_ptr_array_add(r->cursors, NULL);
	g_free(r->cursors->pdata[page + 1]);
	r->cursors->pdata[page + 1] = next;
	r->known = MAX(r->known, (page + 1) * ROWS_PAGE);
	make_room(r, page);
	return true;
}

static bool
have(Rows *r, Session *session, Instant now, guint page, GError **error)
{
	while (r->cursors->len <= page && !r->ended)
		if (!fetch(r, session, now, r->cursors->len - 1, error))
			return false;
	if (page >= r->cursors->len || (page < r->pages->len && r->pages->pdata[page]))
		return true;
	return fetch(r, session, now, page, error);
}

bool
rows_get(Rows *r, Session *session, Instant now, guint row, const Incident **incident, GError **error)
{
	guint page = row / ROWS_PAGE, at = row % ROWS_PAGE;
	*incident = NULL;
	if (!have(r, session, now, page, error))
		return false;
	const GPtrArray *incidents = page < r->pages->len ? r->pages->pdata[page] : NULL;
	if (incidents && at < incidents->len)
		*incident = g_ptr_array_index(incidents, at);
	return true;
}

bool
rows_read(Rows *r, Session *session, Instant now, guint pages, GError **error)
{
	for (guint p = 0; p < pages && (p == 0 || !r->ended); p++)
		if (!have(r, session, now, p, error))
			return false;
	return true;
}

/*
 * The full text: one row an incident, of texts that stand elsewhere, folded as a filter folds its words.
 *
 * It is written when a transaction ends. SQLite's FTS5 empties its buffer to the disk before each statement that could be taken back
 * alone, so that what is written between others is written piece by piece, and costs as much as all the rest of a `log`.
 */
#include "db/apply.h"

#include "db/driver.h"
#include "src/core/line.h"
#include "src/core/text.h"

/* Noted at most so many before they are written: a replay of the journal is one transaction. */
#define LONG 1000

enum { SQL_SEARCHED, SQL_NOTES, SQL_CLIENTS, SQL_SEARCH_SEQ, SQL_UNSEARCH, SQL_SEARCH, SQL_REFS_OF };

const Statement search_statements[] = {
	[SQL_SEARCHED] = {"texts searched", .sql = "SELECT fields FROM incident WHERE ref = $1"},
	[SQL_NOTES] = {"notes searched", .sql = "SELECT text FROM note WHERE ref = $1 ORDER BY seq"},
	[SQL_CLIENTS] = {"clients searched", .sql = "SELECT coalesce(nullif(a.name, ''), nullif(c.name, ''), a.client) AS name FROM affected a "
		"LEFT JOIN client c ON c.id = a.client WHERE a.ref = $1 ORDER BY a.client, a.name"},
	[SQL_SEARCH_SEQ] = {"seq of a ref", .sql = "SELECT seq FROM incident WHERE ref = $1"},
	[SQL_UNSEARCH] = {"forget the full text", .sqlite = "DELETE FROM search WHERE rowid = $1",
		.postgres = "DELETE FROM search WHERE seq = $1"},
	[SQL_SEARCH] = {"full text",
		.sqlite = "INSERT INTO search (rowid, title, description, recipient, systems, notes, clients) VALUES ($1, $2, $3, $4, $5, $6, $7)",
		.postgres = "INSERT INTO search (seq, title, description, recipient, systems, notes, clients) VALUES ($1, $2, $3, $4, $5, $6, $7)"},
	[SQL_REFS_OF] = {"incidents of a client", .sql = "SELECT DISTINCT ref FROM affected WHERE client = $1 ORDER BY ref"},
	{.name = NULL},
};

/* The fields that are searched, and where the statement takes them. */
static const struct {
	const char *field, *place;
} searched[] = {{"title", "$2"}, {"description", "$3"}, {"recipient", "$4"}, {"systems", "$5"}};

/* The words of a value: a text, or the codes of a list. */
static void
bind_words(Stmt *into, const char *place, const json_t *value)
{
	g_autoptr(GString) written = g_string_new(json_string_value(value));
	g_autofree char *words = NULL;

	for (size_t i = 0; i < json_array_size(value); i++) {
		const char *word = json_string_value(json_array_get(value, i));
		g_string_append_printf(written, "%s ", word ? word : "");
	}
	words = text_fold(written->str);
	stmt_bind_text(into, place, value ? words : NULL);
}

bool
search_changes(const Event *event)
{
	if (json_object_get(event->facts, "cleared"))
		return true;
	for (gsize i = 0; i < G_N_ELEMENTS(searched); i++)
		if (json_object_get(event->body, searched[i].field))
			return true;
	return false;
}

/* --- noted ---------------------------------------------------------------------------------------------------------- */

bool
search_refresh(Db *db, const char *ref, GError **error)
{
	(void)error;
	if (db->scratch)
		return true;
	if (!db->unsearched)
		db->unsearched = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_hash_table_add(db->unsearched, g_strdup(ref));
	return true;
}

bool
search_refresh_client(Db *db, const char *client, GError **error)
{
	g_autoptr(Stmt) stmt = NULL;
	if (db->scratch)
		return true;
	stmt = stmt_open(db, &search_statements[SQL_REFS_OF]);
	stmt_bind_text(stmt, "$1", client);
	while (stmt_row(stmt))
		search_refresh(db, stmt_text(stmt, "ref"), NULL);
	return stmt_done(stmt, error);
}

bool
search_is_long(const Db *db)
{
	return db->unsearched && g_hash_table_size(db->unsearched) >= LONG;
}

/* --- written -------------------------------------------------------------------------------------------------------- */

/* One column of the rows of a statement about the ref, folded. (transfer full) */
static bool
gather(Db *db, int sql, const char *ref, const char *column, char **text, GError **error)
{
	g_autoptr(GString) lines = g_string_new(NULL);
	g_autoptr(Stmt) stmt = stmt_open(db, &search_statements[sql]);
	stmt_bind_text(stmt, "$1", ref);
	while (stmt_row(stmt))
		g_string_append_printf(lines, "%s\n", stmt_text(stmt, column));
	*text = text_fold(lines->str);
	return stmt_done(stmt, error);
}

static bool
bind_fields(Db *db, const char *ref, Stmt *into, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &search_statements[SQL_SEARCHED]);
	json_auto_t *fields = NULL;
	stmt_bind_text(stmt, "$1", ref);
	if (stmt_row(stmt))
		fields = line_read(stmt_text(stmt, "fields"));
	for (gsize i = 0; i < G_N_ELEMENTS(searched); i++)
		bind_words(into, searched[i].place, json_object_get(fields, searched[i].field));
	return stmt_done(stmt, error);
}

static bool
find_seq(Db *db, const char *ref, int64_t *seq, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &search_statements[SQL_SEARCH_SEQ]);
	stmt_bind_text(stmt, "$1", ref);
	*seq = stmt_row(stmt) ? stmt_int64(stmt, "seq") : 0;
	return stmt_done(stmt, error);
}

static bool
forget_search(Db *db, int64_t seq, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &search_statements[SQL_UNSEARCH]);
	stmt_bind_int64(stmt, "$1", seq);
	return stmt_done(stmt, error);
}

bool
search_forget(Db *db, const char *ref, GError **error)
{
	int64_t seq;
	return find_seq(db, ref, &seq, error) && forget_search(db, seq, error);
}

typedef struct {
	const char *ref; /* borrowed */
	int64_t seq;
} Changed;

static int
by_seq(gconstpointer left, gconstpointer right)
{
	const Changed *a = left, *b = right;
	return (a->seq > b->seq) - (a->seq < b->seq);
}

static bool
write_one(Db *db, const Changed *changed, GError **error)
{
	g_autofree char *notes = NULL;
	g_autofree char *clients = NULL;
	g_autoptr(Stmt) stmt = stmt_open(db, &search_statements[SQL_SEARCH]);

	stmt_bind_int64(stmt, "$1", changed->seq);
	if (!bind_fields(db, changed->ref, stmt, error) || !gather(db, SQL_NOTES, changed->ref, "text", &notes, error)
		|| !gather(db, SQL_CLIENTS, changed->ref, "name", &clients, error))
		return false;
	stmt_bind_text(stmt, "$6", notes);
	stmt_bind_text(stmt, "$7", clients);
	return forget_search(db, changed->seq, error) && stmt_done(stmt, error);
}

/* In the order of their rows, which FTS5 can add to without writing out what it has. */
bool
search_write(Db *db, GError **error)
{
	g_autoptr(GHashTable) refs = g_steal_pointer(&db->unsearched);
	g_autoptr(GArray) changed = g_array_new(FALSE, FALSE, sizeof(Changed));
	GHashTableIter at;
	gpointer ref;

	if (!refs)
		return true;
	g_hash_table_iter_init(&at, refs);
	while (g_hash_table_iter_next(&at, &ref, NULL)) {
		Changed one = {ref, 0};
		if (!find_seq(db, ref, &one.seq, error))
			return false;
		if (one.seq > 0)
			g_array_append_val(changed, one);
	}
	g_array_sort(changed, by_seq);
	for (guint i = 0; i < changed->len; i++)
		if (!write_one(db, &g_array_index(changed, Changed, i), error))
			return false;
	return true;
}

/*
 * The full text: one row an incident, of texts that stand elsewhere, folded as a filter folds its words.
 */
#include "db/apply.h"

#include "db/driver.h"
#include "src/core/text.h"

#include <string.h>

enum { SQL_SEARCHED, SQL_NOTES, SQL_CLIENTS, SQL_SEARCH_SEQ, SQL_UNSEARCH, SQL_SEARCH, SQL_REFS_OF };

const Statement search_statements[] = {
	[SQL_SEARCHED] = {"texts searched", .sql =
		"SELECT name, value FROM incident_field WHERE ref = $1 AND name IN ('title', 'description', 'recipient', 'systems')"},
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

/* Binds the words of a field's value (a text, or the codes of a list), if it is a field that is searched. */
static void
bind_words(Stmt *into, const char *field, const json_t *value)
{
	g_autoptr(GString) written = g_string_new(json_string_value(value));
	g_autofree char *words = NULL;

	for (size_t i = 0; i < json_array_size(value); i++) {
		const char *word = json_string_value(json_array_get(value, i));
		g_string_append_printf(written, "%s ", word ? word : "");
	}
	words = text_fold(written->str);
	for (gsize i = 0; i < G_N_ELEMENTS(searched); i++)
		if (strcmp(searched[i].field, field) == 0)
			stmt_bind_text(into, searched[i].place, words);
}

/* Nothing but the event itself can have texts of a new incident. */
bool
search_add(Db *db, const Event *event, GError **error)
{
	g_autoptr(Stmt) stmt = NULL;
	if (db->scratch)
		return true;
	stmt = stmt_open(db, &search_statements[SQL_SEARCH]);
	stmt_bind_int64(stmt, "$1", event->seq);
	for (gsize i = 0; i < G_N_ELEMENTS(searched); i++) {
		const json_t *value = json_object_get(event->body, searched[i].field);
		if (value)
			bind_words(stmt, searched[i].field, value);
	}
	return stmt_done(stmt, error);
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

/* --- written again ------------------------------------------------------------------------------------------------ */

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
	stmt_bind_text(stmt, "$1", ref);
	while (stmt_row(stmt)) {
		json_t *value = json_loads(stmt_text(stmt, "value"), JSON_DECODE_ANY, NULL);
		bind_words(into, stmt_text(stmt, "name"), value);
		json_decref(value);
	}
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

bool
search_refresh(Db *db, const char *ref, GError **error)
{
	g_autofree char *notes = NULL;
	g_autofree char *clients = NULL;
	g_autoptr(Stmt) stmt = NULL;
	int64_t seq;

	if (db->scratch)
		return true;
	if (!find_seq(db, ref, &seq, error))
		return false;
	if (seq == 0)
		return true;
	stmt = stmt_open(db, &search_statements[SQL_SEARCH]);
	stmt_bind_int64(stmt, "$1", seq);
	if (!bind_fields(db, ref, stmt, error) || !gather(db, SQL_NOTES, ref, "text", &notes, error)
		|| !gather(db, SQL_CLIENTS, ref, "name", &clients, error))
		return false;
	stmt_bind_text(stmt, "$6", notes);
	stmt_bind_text(stmt, "$7", clients);
	return forget_search(db, seq, error) && stmt_done(stmt, error);
}

bool
search_refresh_client(Db *db, const char *client, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &search_statements[SQL_REFS_OF]);
	stmt_bind_text(stmt, "$1", client);
	while (stmt_row(stmt))
		if (!search_refresh(db, stmt_text(stmt, "ref"), error))
			return false;
	return stmt_done(stmt, error);
}

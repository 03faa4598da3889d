/* Erasing the texts of an incident, and making its rows again. */
#include "db/erase.h"

#include "db/driver.h"
#include "db/project.h"
#include "db/statement.h"
#include "src/core/err.h"

enum { SQL_EVENTS, SQL_BLOBS, SQL_BODY, SQL_PARTS, SQL_BLOB, SQL_LEFT, SQL_OPTIMIZE, SQL_CHECKPOINT };

const Statement erase_statements[] = {
	[SQL_EVENTS] = {.name = "erase: events", .sql = "SELECT j.seq AS seq FROM history AS h JOIN journal AS j ON j.seq = h.seq "
		"WHERE h.ref = $1 AND j.body IS NOT NULL ORDER BY j.seq"},
	/* A notice's bytes carry its Message-ID and belong to it alone; what was handed in may have been handed in twice. */
	[SQL_BLOBS] = {.name = "erase: bytes", .sql =
		"SELECT hash FROM (SELECT bytes AS hash FROM notice WHERE ref = $1 AND bytes IS NOT NULL "
		"UNION SELECT text AS hash FROM notice WHERE ref = $1 AND text IS NOT NULL "
		"UNION SELECT bytes AS hash FROM receipt WHERE ref = $1 "
		"UNION SELECT facts AS hash FROM receipt WHERE ref = $1 AND facts IS NOT NULL "
		"UNION SELECT hash FROM evidence WHERE ref = $1 AND kept = 1) AS own "
		"WHERE EXISTS (SELECT 1 FROM blob WHERE blob.sha256 = own.hash) "
		"AND NOT EXISTS (SELECT 1 FROM receipt AS r WHERE (r.bytes = own.hash OR r.facts = own.hash) AND r.ref <> $1) "
		"AND NOT EXISTS (SELECT 1 FROM evidence AS e WHERE e.hash = own.hash AND e.kept = 1 AND e.ref <> $1) "
		"AND NOT EXISTS (SELECT 1 FROM duty AS d WHERE d.bytes = own.hash) ORDER BY hash"},
	[SQL_BODY] = {.name = "erase: a body", .sql = "UPDATE journal SET body = NULL WHERE seq = $1"},
	[SQL_PARTS] = {.name = "erase: parts", .sql = "DELETE FROM blob_part WHERE sha256 = $1"},
	[SQL_BLOB] = {.name = "erase: a blob", .sql = "DELETE FROM blob WHERE sha256 = $1"},
	[SQL_LEFT] = {.name = "erase: what is left", .sql = "SELECT j.head AS head, j.body AS body FROM history AS h "
		"JOIN journal AS j ON j.seq = h.seq WHERE h.ref = $1 ORDER BY j.seq"},
	/* Deleted terms stay in an FTS index until it is merged. */
	[SQL_OPTIMIZE] = {.name = "erase: merge the full text", .sqlite = "INSERT INTO search (search) VALUES ('optimize')",
		.postgres = "SELECT 1 AS nothing"},
	[SQL_CHECKPOINT] = {.name = "erase: empty the log", .sqlite = "PRAGMA wal_checkpoint(TRUNCATE)",
		.postgres = "SELECT 0 AS busy"},
	{.name = NULL},
};

static Stmt *
about(Db *db, int sql, const char *ref)
{
	Stmt *stmt = stmt_open(db, &erase_statements[sql]);
	stmt_bind_text(stmt, "$1", ref);
	return stmt;
}

static bool
find_events(Db *db, const char *ref, json_t *events, GError **error)
{
	g_autoptr(Stmt) stmt = about(db, SQL_EVENTS, ref);
	while (stmt_row(stmt))
		json_array_append_new(events, json_integer(stmt_int64(stmt, "seq")));
	return stmt_done(stmt, error);
}

static bool
find_blobs(Db *db, const char *ref, json_t *blobs, GError **error)
{
	g_autoptr(Stmt) stmt = about(db, SQL_BLOBS, ref);
	while (stmt_row(stmt))
		json_array_append_new(blobs, json_string(stmt_text(stmt, "hash")));
	return stmt_done(stmt, error);
}

bool
erase_find(Db *db, const char *ref, json_t **events, json_t **blobs, GError **error)
{
	json_auto_t *found = json_array(), *bytes = json_array();
	if (!find_events(db, ref, found, error) || !find_blobs(db, ref, bytes, error))
		return false;
	*events = json_incref(found);
	*blobs = json_incref(bytes);
	return true;
}

static bool
erase_bodies(Db *db, const json_t *events, GError **error)
{
	for (size_t i = 0; i < json_array_size(events); i++) {
		g_autoptr(Stmt) stmt = stmt_open(db, &erase_statements[SQL_BODY]);
		stmt_bind_int64(stmt, "$1", json_integer_value(json_array_get(events, i)));
		if (!stmt_done(stmt, error))
			return false;
	}
	return true;
}

static bool
erase_blobs(Db *db, const json_t *blobs, GError **error)
{
	for (size_t i = 0; i < json_array_size(blobs); i++) {
		const char *hash = json_string_value(json_array_get(blobs, i));
		g_autoptr(Stmt) parts = about(db, SQL_PARTS, hash);
		g_autoptr(Stmt) blob = about(db, SQL_BLOB, hash);
		if (!stmt_done(parts, error) || !stmt_done(blob, error))
			return false;
	}
	return true;
}

/* All events of the incident as they are now. (of Event) */
static bool
read_left(Db *db, const char *ref, GPtrArray *left, GError **error)
{
	g_autoptr(Stmt) stmt = about(db, SQL_LEFT, ref);
	while (stmt_row(stmt)) {
		Event *event = NULL;
		if (!event_read(stmt_text(stmt, "head"), stmt_text(stmt, "body"), &event, error))
			return false;
		g_ptr_array_add(left, event);
	}
	return stmt_done(stmt, error);
}

bool
erase_do(Db *db, const char *ref, const json_t *events, const json_t *blobs, GError **error)
{
	g_autoptr(GPtrArray) left = g_ptr_array_new_with_free_func((GDestroyNotify)event_free);
	if (!erase_bodies(db, events, error) || !erase_blobs(db, blobs, error) || !read_left(db, ref, left, error) ||
		!project_forget(db, ref, error))
		return false;
	for (guint i = 0; i < left->len; i++)
		if (!project_event(db, g_ptr_array_index(left, i), error))
			return false;
	return true;
}

bool
erase_scrub(Db *db, bool *clean, GError **error)
{
	g_autoptr(Stmt) stmt = NULL;
	if (!db_write_begin(db, error))
		return false;
	stmt = stmt_open(db, &erase_statements[SQL_OPTIMIZE]);
	if (!stmt_done(stmt, error)) {
		db_write_rollback(db);
		return false;
	}
	if (!db_write_commit(db, error))
		return false;
	g_autoptr(Stmt) checkpoint = stmt_open(db, &erase_statements[SQL_CHECKPOINT]);
	*clean = stmt_row(checkpoint) && stmt_int64(checkpoint, "busy") == 0;
	return stmt_done(checkpoint, error);
}

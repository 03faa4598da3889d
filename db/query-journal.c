/* The register itself: its tip, its settings, its journal line by line, and the bytes it keeps. */
#include "db/query-row.h"
#include "src/core/err.h"
#include "src/core/seal.h"

enum { SQL_TIP, SQL_HOUSE, SQL_COUNTERS, SQL_SETTINGS, SQL_JOURNAL, SQL_HISTORY, SQL_BLOB, SQL_PARTS };

const Statement query_journal_statements[] = {
	[SQL_TIP] = {.name = "tip", .sql =
		"SELECT tip.seq AS seq, tip.seal AS seal, tip.at AS at, register.uuid AS uuid, register.demo AS demo,"
		" register.created_at AS created_at FROM tip LEFT JOIN register ON 1 = 1"},
	[SQL_HOUSE] = {.name = "house", .sql =
		"SELECT machine, moved_at, moved_to, restored_at, backup_at, backup_seq FROM register"},
	[SQL_COUNTERS] = {.name = "counters", .sql = "SELECT name, value FROM counter ORDER BY name"},
	[SQL_SETTINGS] = {.name = "settings", .sql = "SELECT name, value FROM setting ORDER BY name"},
	[SQL_JOURNAL] = {.name = "journal", .sql =
		"SELECT seq, seal, head, body FROM journal WHERE seq >= $1 ORDER BY seq"},
	[SQL_HISTORY] = {.name = "history of an incident", .sql =
		"SELECT j.seq AS seq, j.seal AS seal, j.head AS head, j.body AS body FROM history AS h JOIN journal AS j ON j.seq = h.seq"
		" WHERE h.ref = $1 ORDER BY h.seq"},
	[SQL_BLOB] = {.name = "blob", .sql = "SELECT size FROM blob WHERE sha256 = $1"},
	[SQL_PARTS] = {.name = "parts of a blob", .sql = "SELECT data FROM blob_part WHERE sha256 = $1 ORDER BY part"},
	{.name = NULL},
};

void
tip_clear(Tip *tip)
{
	g_free(tip->uuid);
	memset(tip, 0, sizeof *tip);
}

bool
query_tip(Db *db, Tip *tip, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_journal_statements[SQL_TIP]);

	memset(tip, 0, sizeof *tip);
	if (stmt_row(s)) {
		tip->uuid = stmt_dup(s, "uuid");
		tip->demo = stmt_bool(s, "demo");
		tip->created_at = stmt_instant(s, "created_at");
		tip->seq = stmt_int64(s, "seq");
		tip->at = stmt_instant(s, "at");
		g_strlcpy(tip->seal, stmt_text(s, "seal"), sizeof tip->seal);
	}
	if (stmt_done(s, error))
		return true;
	tip_clear(tip);
	return false;
}

void
house_clear(House *house)
{
	g_free(house->machine);
	g_free(house->moved_to);
	memset(house, 0, sizeof *house);
}

bool
query_house(Db *db, House *house, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_journal_statements[SQL_HOUSE]);

	*house = (House){.moved_at = INSTANT_NONE, .restored_at = INSTANT_NONE, .backup_at = INSTANT_NONE};
	if (stmt_row(s)) {
		house->machine = stmt_dup(s, "machine");
		house->moved_at = stmt_instant(s, "moved_at");
		house->moved_to = stmt_dup(s, "moved_to");
		house->restored_at = stmt_instant(s, "restored_at");
		house->backup_at = stmt_instant(s, "backup_at");
		house->backup_seq = stmt_int64(s, "backup_seq");
	}
	if (stmt_done(s, error))
		return true;
	house_clear(house);
	return false;
}

bool
query_counters(Db *db, GHashTable **counters, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_journal_statements[SQL_COUNTERS]);
	g_autoptr(GHashTable) read = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);

	*counters = NULL;
	while (stmt_row(s)) {
		int64_t *value = g_new(int64_t, 1);
		*value = stmt_int64(s, "value");
		g_hash_table_insert(read, stmt_dup(s, "name"), value);
	}
	if (!stmt_done(s, error))
		return false;
	*counters = g_steal_pointer(&read);
	return true;
}

bool
query_settings(Db *db, Settings **settings, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_journal_statements[SQL_SETTINGS]);
	g_autoptr(Settings) read = settings_new();

	*settings = NULL;
	while (stmt_row(s))
		settings_set(read, stmt_text(s, "name"), stmt_text(s, "value"));
	if (!stmt_done(s, error))
		return false;
	*settings = g_steal_pointer(&read);
	return true;
}

static bool
each_line(Stmt *s, JournalLine each, void *data, GError **error)
{
	while (stmt_row(s)) {
		if (!each(stmt_int64(s, "seq"), stmt_text(s, "seal"), stmt_text(s, "head"), stmt_text(s, "body"), data, error))
			return false;
	}
	return stmt_done(s, error);
}

/* Takes the statement. */
static bool
lines_of(Db *db, Stmt *stmt, JournalLine each, void *data, GError **error)
{
	g_autoptr(Stmt) s = stmt;
	bool ok;

	if (!db_read_begin(db, error))
		return false;
	ok = each_line(s, each, data, error);
	g_clear_pointer(&s, stmt_free);
	db_read_end(db);
	return ok;
}

bool
query_journal(Db *db, int64_t from, JournalLine each, void *data, GError **error)
{
	Stmt *s = stmt_open(db, &query_journal_statements[SQL_JOURNAL]);

	stmt_bind_int64(s, "$1", from);
	return lines_of(db, s, each, data, error);
}

bool
query_history(Db *db, const char *ref, JournalLine each, void *data, GError **error)
{
	Stmt *s = stmt_open(db, &query_journal_statements[SQL_HISTORY]);

	stmt_bind_text(s, "$1", ref);
	return lines_of(db, s, each, data, error);
}

static bool
read_size(Db *db, const char *hex, int64_t *size, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_journal_statements[SQL_BLOB]);

	*size = -1;
	stmt_bind_text(s, "$1", hex);
	if (stmt_row(s))
		*size = stmt_int64(s, "size");
	return stmt_done(s, error);
}

static bool
read_parts(Db *db, const char *hex, GByteArray *bytes, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_journal_statements[SQL_PARTS]);

	stmt_bind_text(s, "$1", hex);
	while (stmt_row(s)) {
		gsize len;
		const void *data = stmt_blob(s, "data", &len);
		if (len > G_MAXUINT - bytes->len)
			return err_set(error, E_IO, "the bytes %s are too many: run 'breccia verify'", hex);
		g_byte_array_append(bytes, data, (guint)len);
	}
	return stmt_done(s, error);
}

/* What leaves here is what was put in, or nothing: a message with one byte changed must not be sent, nor shown as evidence. */
static bool
read_blob(Db *db, const char *hex, GBytes **bytes, GError **error)
{
	g_autoptr(GByteArray) all = g_byte_array_new();
	char found[SEAL_LEN + 1];
	int64_t size;

	if (!read_size(db, hex, &size, error))
		return false;
	if (size < 0)
		return true;
	if (!read_parts(db, hex, all, error))
		return false;
	seal_hash(all->data, all->len, found);
	if (strcmp(found, hex) != 0 || all->len != size)
		return err_set(error, E_IO, "the bytes kept as %s are no longer those that were stored: run 'breccia verify'", hex);
	*bytes = g_byte_array_free_to_bytes(g_steal_pointer(&all));
	return true;
}

bool
query_blob(Db *db, const char *hex, GBytes **bytes, GError **error)
{
	bool ok;

	*bytes = NULL;
	if (!db_read_begin(db, error))
		return false;
	ok = read_blob(db, hex, bytes, error);
	db_read_end(db);
	return ok;
}

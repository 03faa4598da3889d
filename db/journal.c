/*
 * Writing the journal. Everything here happens under the lock of one write transaction; db->seq, seal and at follow the
 * end of the chain as it grows, and are worth nothing when no transaction is open.
 */
#include "db/journal.h"

#include "db/driver.h"
#include "db/project.h"
#include "src/core/err.h"
#include "src/core/ref.h"
#include "src/core/seal.h"

#include <string.h>

#define DAY 86400
#define PART_SIZE (1024 * 1024)

enum { SQL_LOCK, SQL_MOVE_TIP, SQL_INSERT, SQL_COUNTER, SQL_BLOB_THERE, SQL_BLOB, SQL_BLOB_PART, SQL_LATER };

const Statement journal_statements[] = {
	/* Changes nothing and takes the row: on every engine the first statement of a writer. */
	[SQL_LOCK] = {"lock the tip", .sql = "UPDATE tip SET seq = seq WHERE one = 1 RETURNING seq, seal, at"},
	[SQL_MOVE_TIP] = {"move the tip", .sql = "UPDATE tip SET seq = $1, seal = $2, at = $3 WHERE one = 1"},
	[SQL_INSERT] = {"append", .sql = "INSERT INTO journal (seq, seal, head, body) VALUES ($1, $2, $3, $4)"},
	[SQL_COUNTER] = {"counter", .sql = "SELECT value FROM counter WHERE name = $1"},
	[SQL_BLOB_THERE] = {"blob there", .sql = "SELECT 1 AS there FROM blob WHERE sha256 = $1"},
	[SQL_BLOB] = {"put a blob", .sql = "INSERT INTO blob (sha256, size) VALUES ($1, $2)"},
	[SQL_BLOB_PART] = {"put a part", .sql = "INSERT INTO blob_part (sha256, part, data) VALUES ($1, $2, $3)"},
	[SQL_LATER] = {"later events", .sql = "SELECT j.head, j.body FROM history h JOIN journal j ON j.seq = h.seq "
		"WHERE h.ref = $1 AND h.seq > $2 ORDER BY h.seq DESC"},
	{.name = NULL},
};

/* --- transactions ------------------------------------------------------------------------------------------------- */

static bool
lock_tip(Db *db, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &journal_statements[SQL_LOCK]);
	bool there = stmt_row(stmt);
	if (there) {
		db->seq = stmt_int64(stmt, "seq");
		db->at = stmt_instant(stmt, "at");
		g_strlcpy(db->seal, stmt_text(stmt, "seal"), sizeof db->seal);
	}
	if (!stmt_done(stmt, error))
		return false;
	return there || err_set(error, E_IO, "the end of the journal is not marked: run 'breccia verify'");
}

bool
journal_begin_at(Db *db, Writer *writer, const char *file, int line, GError **error)
{
	if (!db_write_begin_at(db, file, line, error))
		return false;
	if (db->writer) {
		writer->at = db->writer->at;
		return true;
	}
	if (!lock_tip(db, error)) {
		db_write_rollback(db);
		return false;
	}
	/* Read under the lock: writers that wait for each other get instants in the order of their events. */
	writer->at = writer->now(writer->data);
	db->writer = writer;
	return true;
}

bool
journal_commit(Db *db, GError **error)
{
	return db_write_commit(db, error);
}

void
journal_rollback(Db *db)
{
	db_write_rollback(db);
}

/* What is done outside a transaction would be written without a lock. */
static bool
require_writer(Db *db, GError **error)
{
	if (!db->writer)
		return err_set(error, E_INTERNAL, "the journal is written outside a transaction");
	if (db->doomed)
		return err_set(error, E_INTERNAL, "a part of this change failed, so nothing more is written (begun at %s:%d)", db->file,
			db->line);
	return true;
}

/* --- appending ---------------------------------------------------------------------------------------------------- */

static bool
insert(Db *db, const Event *event, const char *head, const char *body, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &journal_statements[SQL_INSERT]);
	g_autoptr(Stmt) tip = stmt_open(db, &journal_statements[SQL_MOVE_TIP]);

	seal_next(db->seal, head, db->seal);
	stmt_bind_int64(stmt, "$1", event->seq);
	stmt_bind_text(stmt, "$2", db->seal);
	stmt_bind_text(stmt, "$3", head);
	stmt_bind_text(stmt, "$4", body);
	stmt_bind_int64(tip, "$1", event->seq);
	stmt_bind_text(tip, "$2", db->seal);
	stmt_bind_instant(tip, "$3", event->at);
	if (!stmt_done(stmt, error) || !stmt_done(tip, error))
		return false;
	db->seq = event->seq;
	db->at = event->at;
	return true;
}

static void
set_clock_marks(const Db *db, Event *event)
{
	int64_t ahead = db->at == INSTANT_NONE ? 0 : event->at - db->at;
	event->back = ahead < 0 ? -ahead : 0;
	event->jump = ahead > DAY ? ahead : 0;
}

static bool
append(Db *db, Event *event, GError **error)
{
	unsigned char salt[16] = {0};
	char hash[SEAL_LEN + 1];
	g_autofree char *head = NULL;
	g_autofree char *body = NULL;

	if (!event_check(event->kind, event->ref, event->facts, event->body, error))
		return false;
	if (event->body) {
		db->writer->random(db->writer->data, salt, sizeof salt);
		body = event_body_line(event->body, salt);
	}
	if (!body)
		g_clear_pointer(&event->body, json_decref);
	else
		seal_hash(body, strlen(body), hash);
	head = event_head_line(event, body ? hash : NULL);
	return insert(db, event, head, body, error) && project_event(db, event, error);
}

bool
journal_append(Db *db, const char *kind, const char *ref, json_t *facts, json_t *body, int64_t *seq, GError **error)
{
	g_autoptr(Event) event = g_new0(Event, 1);

	event->facts = facts ? facts : json_object();
	event->body = body;
	event->ref = g_strdup(ref);
	event->kind_name = g_strdup(kind);
	event->kind = event_kind(kind);
	if (!require_writer(db, error))
		return false;
	event->seq = db->seq + 1;
	event->at = db->writer->at;
	event->by = g_strdup(db->writer->by);
	event->os = g_strdup(db->writer->os);
	set_clock_marks(db, event);
	if (event->kind ? append(db, event, error) : err_set(error, E_INTERNAL, "there is no kind of event '%s'", kind)) {
		if (seq)
			*seq = event->seq;
		return true;
	}
	db->doomed = true;
	return false;
}

/* --- counting ----------------------------------------------------------------------------------------------------- */

/* The number after the highest that was ever given. */
static bool
next_number(Db *db, const char *counter, int *number, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &journal_statements[SQL_COUNTER]);
	if (!require_writer(db, error))
		return false;
	stmt_bind_text(stmt, "$1", counter);
	*number = stmt_row(stmt) ? (int)stmt_int64(stmt, "value") + 1 : 1;
	return stmt_done(stmt, error);
}

bool
journal_next_ref(Db *db, int year, bool drill, char **ref, GError **error)
{
	Ref next = {.year = year, .drill = drill};
	g_autofree char *counter = g_strdup_printf("%s:%04d", drill ? "drill" : "incident", year);
	if (!next_number(db, counter, &next.number, error))
		return false;
	*ref = ref_format(&next);
	return true;
}

bool
journal_next_notice(Db *db, const char *ref, char **id, GError **error)
{
	int number;
	g_autofree char *counter = g_strconcat("notice:", ref, NULL);
	if (!next_number(db, counter, &number, error))
		return false;
	*id = g_strdup_printf("%c%d", REF_NOTICE, number);
	return true;
}

bool
journal_next_action(Db *db, const char *ref, char **id, GError **error)
{
	int number;
	g_autofree char *counter = g_strconcat("action:", ref, NULL);
	if (!next_number(db, counter, &number, error))
		return false;
	*id = g_strdup_printf("%d", number);
	return true;
}

bool
journal_next_evidence(Db *db, const char *ref, char **id, GError **error)
{
	int number;
	g_autofree char *counter = g_strconcat("evidence:", ref, NULL);
	if (!next_number(db, counter, &number, error))
		return false;
	*id = g_strdup_printf("%c%d", REF_EVIDENCE, number);
	return true;
}

bool
journal_next_person(Db *db, char **id, GError **error)
{
	int number;
	if (!next_number(db, "person", &number, error))
		return false;
	*id = g_strdup_printf("p%d", number);
	return true;
}

bool
journal_next_receipt(Db *db, char **id, GError **error)
{
	int number;
	if (!next_number(db, "receipt", &number, error))
		return false;
	*id = g_strdup_printf("r%d", number);
	return true;
}

/* --- blobs -------------------------------------------------------------------------------------------------------- */

static bool
blob_there(Db *db, const char *hex, bool *there, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &journal_statements[SQL_BLOB_THERE]);
	stmt_bind_text(stmt, "$1", hex);
	*there = stmt_row(stmt);
	return stmt_done(stmt, error);
}

static bool
put_parts(Db *db, const char *hex, const char *data, gsize len, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &journal_statements[SQL_BLOB_PART]);
	for (gsize from = 0; from < len; from += PART_SIZE) {
		stmt_bind_text(stmt, "$1", hex);
		stmt_bind_int64(stmt, "$2", (int64_t)(from / PART_SIZE) + 1);
		stmt_bind_blob(stmt, "$3", data + from, MIN(PART_SIZE, len - from));
		if (!stmt_done(stmt, error))
			return false;
	}
	return true;
}

bool
journal_put_blob(Db *db, const void *data, gsize len, char hex[65], GError **error)
{
	g_autoptr(Stmt) stmt = NULL;
	bool there;

	seal_hash(data, len, hex);
	if (!require_writer(db, error) || !blob_there(db, hex, &there, error))
		return false;
	if (there)
		return true;
	stmt = stmt_open(db, &journal_statements[SQL_BLOB]);
	stmt_bind_text(stmt, "$1", hex);
	stmt_bind_int64(stmt, "$2", (int64_t)len);
	return stmt_done(stmt, error) && put_parts(db, hex, data, len, error);
}

/* --- conflicts ---------------------------------------------------------------------------------------------------- */

static const char *
shared_key(const Event *event, const char *const *keys)
{
	g_auto(GStrv) touched = event_keys(event);
	for (gsize i = 0; keys[i]; i++)
		if (touched && g_strv_contains((const char *const *)touched, keys[i]))
			return keys[i];
	return NULL;
}

bool
journal_find_later(Db *db, const char *ref, int64_t seen, const char *const *keys, Event **later, const char **key, GError **error)
{
	g_autoptr(Stmt) stmt = NULL;
	*later = NULL;
	if (!require_writer(db, error))
		return false;
	stmt = stmt_open(db, &journal_statements[SQL_LATER]);
	stmt_bind_text(stmt, "$1", ref);
	stmt_bind_int64(stmt, "$2", seen);
	while (!*later && stmt_row(stmt)) {
		g_autoptr(Event) event = NULL;
		if (!event_read(stmt_text(stmt, "head"), stmt_text(stmt, "body"), &event, error))
			return false;
		*key = g_str_equal(event->by, db->writer->by) ? NULL : shared_key(event, keys);
		if (*key)
			*later = g_steal_pointer(&event);
	}
	return *later || stmt_done(stmt, error);
}

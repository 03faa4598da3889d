/* What was read of the mailboxes, and what may be an answer. Local: beside the journal and never in it. */
#include "db/driver.h"
#include "db/query-row.h"

#define PERHAPS_DAYS 30
#define PERHAPS_MOST 500

enum {
	SQL_MAILBOX, SQL_CURSOR, SQL_STATUS, SQL_RETRY, SQL_SEEN, SQL_SEEN_ADD, SQL_SEEN_REMOVE, SQL_SEEN_FORGET, SQL_PERHAPS,
	SQL_PERHAPS_ADD, SQL_PERHAPS_OLD
};

const Statement query_mailbox_statements[] = {
	[SQL_MAILBOX] = {.name = "mailbox", .sql = "SELECT * FROM local_mailbox WHERE account = $1"},
	[SQL_CURSOR] = {.name = "mailbox cursor", .sql =
		"INSERT INTO local_mailbox (account, place, validity, uid, conf) VALUES ($1, $2, $3, $4, '') ON CONFLICT (account) DO UPDATE "
		"SET place = excluded.place, validity = excluded.validity, uid = excluded.uid"},
	[SQL_STATUS] = {.name = "mailbox status", .sql =
		"INSERT INTO local_mailbox (account, place, validity, uid, polled_at, failed_at, trouble, words, retry_at, conf) "
		"VALUES ($1, '', 0, 0, $2, $3, $4, $5, $6, $7) ON CONFLICT (account) DO UPDATE SET polled_at = excluded.polled_at, "
		"failed_at = excluded.failed_at, trouble = excluded.trouble, words = excluded.words, retry_at = excluded.retry_at, "
		"conf = excluded.conf"},
	[SQL_RETRY] = {.name = "mailboxes retried", .sql = "UPDATE local_mailbox SET retry_at = NULL"},
	[SQL_SEEN] = {.name = "files seen", .sql = "SELECT name FROM local_seen WHERE account = $1"},
	[SQL_SEEN_ADD] = {.name = "file seen", .sql = "INSERT INTO local_seen (account, name) VALUES ($1, $2) ON CONFLICT DO NOTHING"},
	[SQL_SEEN_REMOVE] = {.name = "file gone", .sql = "DELETE FROM local_seen WHERE account = $1 AND name = $2"},
	[SQL_SEEN_FORGET] = {.name = "files forgotten", .sql = "DELETE FROM local_seen WHERE account = $1"},
	[SQL_PERHAPS] = {.name = "perhaps answers", .sql = "SELECT * FROM local_perhaps ORDER BY found_at, account, name"},
	[SQL_PERHAPS_ADD] = {.name = "perhaps an answer", .sql =
		"INSERT INTO local_perhaps (account, name, found_at, received_at, sender, subject, size, why) "
		"VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING"},
	[SQL_PERHAPS_OLD] = {.name = "old perhaps answers", .sql =
		"DELETE FROM local_perhaps WHERE found_at < $1 OR found_at < (SELECT coalesce(min(found_at), 0) FROM "
		"(SELECT found_at FROM local_perhaps ORDER BY found_at DESC LIMIT $2) AS newest)"},
	{.name = NULL},
};

/* Ends a write transaction by what became of it. */
static bool
settle(Db *db, bool ok, GError **error)
{
	if (ok)
		return db_write_commit(db, error);
	db_write_rollback(db);
	return false;
}

/* --- a mailbox ------------------------------------------------------------------------------------------------------ */

void
local_mailbox_free(LocalMailbox *mailbox)
{
	if (!mailbox)
		return;
	g_free(mailbox->account);
	g_free(mailbox->place);
	g_free(mailbox->trouble);
	g_free(mailbox->words);
	g_free(mailbox->conf);
	g_free(mailbox);
}

bool
local_mailbox(Db *db, const char *account, LocalMailbox **mailbox, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_mailbox_statements[SQL_MAILBOX]);
	g_autoptr(LocalMailbox) found = g_new0(LocalMailbox, 1);

	*mailbox = NULL;
	found->polled_at = found->failed_at = found->retry_at = INSTANT_NONE;
	stmt_bind_text(s, "$1", account);
	if (stmt_row(s)) {
		found->place = stmt_dup(s, "place");
		found->validity = stmt_int64(s, "validity");
		found->uid = stmt_int64(s, "uid");
		found->polled_at = stmt_instant(s, "polled_at");
		found->failed_at = stmt_instant(s, "failed_at");
		found->trouble = stmt_dup(s, "trouble");
		found->words = stmt_dup(s, "words");
		found->retry_at = stmt_instant(s, "retry_at");
		found->conf = stmt_dup(s, "conf");
	}
	if (!stmt_done(s, error))
		return false;
	found->account = g_strdup(account);
	*mailbox = g_steal_pointer(&found);
	return true;
}

static bool
put_cursor(Db *db, const LocalMailbox *mailbox, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_mailbox_statements[SQL_CURSOR]);

	stmt_bind_text(s, "$1", mailbox->account);
	stmt_bind_text(s, "$2", mailbox->place);
	stmt_bind_int64(s, "$3", mailbox->validity);
	stmt_bind_int64(s, "$4", mailbox->uid);
	return stmt_done(s, error);
}

bool
local_mailbox_cursor(Db *db, const LocalMailbox *mailbox, GError **error)
{
	return db_write_begin(db, error) && settle(db, put_cursor(db, mailbox, error), error);
}

static bool
put_status(Db *db, const LocalMailbox *mailbox, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_mailbox_statements[SQL_STATUS]);

	stmt_bind_text(s, "$1", mailbox->account);
	stmt_bind_instant(s, "$2", mailbox->polled_at);
	stmt_bind_instant(s, "$3", mailbox->failed_at);
	stmt_bind_text(s, "$4", mailbox->trouble);
	stmt_bind_text(s, "$5", mailbox->words);
	stmt_bind_instant(s, "$6", mailbox->retry_at);
	stmt_bind_text(s, "$7", mailbox->conf ? mailbox->conf : "");
	return stmt_done(s, error);
}

bool
local_mailbox_status(Db *db, const LocalMailbox *mailbox, GError **error)
{
	return db_write_begin(db, error) && settle(db, put_status(db, mailbox, error), error);
}

static bool
run(Db *db, int which, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_mailbox_statements[which]);
	return stmt_done(s, error);
}

bool
local_mailboxes_retry(Db *db, GError **error)
{
	return db_write_begin(db, error) && settle(db, run(db, SQL_RETRY, error), error);
}

/* --- files of a Maildir --------------------------------------------------------------------------------------------- */

bool
local_seen(Db *db, const char *account, GPtrArray **names, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_mailbox_statements[SQL_SEEN]);
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);

	*names = NULL;
	stmt_bind_text(s, "$1", account);
	while (stmt_row(s))
		g_ptr_array_add(found, stmt_dup(s, "name"));
	if (!stmt_done(s, error))
		return false;
	*names = g_steal_pointer(&found);
	return true;
}

static bool
each_name(Db *db, int which, const char *account, const GPtrArray *names, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_mailbox_statements[which]);

	for (guint i = 0; names && i < names->len; i++) {
		stmt_bind_text(s, "$1", account);
		stmt_bind_text(s, "$2", g_ptr_array_index(names, i));
		if (!stmt_done(s, error))
			return false;
	}
	return true;
}

static bool
forget(Db *db, const char *account, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_mailbox_statements[SQL_SEEN_FORGET]);

	stmt_bind_text(s, "$1", account);
	return stmt_done(s, error);
}

bool
local_seen_begin(Db *db, const LocalMailbox *mailbox, const GPtrArray *names, GError **error)
{
	return db_write_begin(db, error) && settle(db, forget(db, mailbox->account, error) && put_cursor(db, mailbox, error) &&
		each_name(db, SQL_SEEN_ADD, mailbox->account, names, error), error);
}

bool
local_seen_change(Db *db, const char *account, const GPtrArray *add, const GPtrArray *remove, GError **error)
{
	return db_write_begin(db, error) && settle(db, each_name(db, SQL_SEEN_ADD, account, add, error) &&
		each_name(db, SQL_SEEN_REMOVE, account, remove, error), error);
}

/* --- what may be an answer ------------------------------------------------------------------------------------------ */

static void
local_perhaps_free(LocalPerhaps *perhaps)
{
	if (!perhaps)
		return;
	g_free(perhaps->account);
	g_free(perhaps->name);
	g_free(perhaps->sender);
	g_free(perhaps->subject);
	g_free(perhaps->why);
	g_free(perhaps);
}

bool
local_perhaps(Db *db, GPtrArray **list, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_mailbox_statements[SQL_PERHAPS]);
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)local_perhaps_free);

	*list = NULL;
	while (stmt_row(s)) {
		LocalPerhaps *p = g_new0(LocalPerhaps, 1);
		p->account = stmt_dup(s, "account");
		p->name = stmt_dup(s, "name");
		p->found_at = stmt_instant(s, "found_at");
		p->received_at = stmt_instant(s, "received_at");
		p->sender = stmt_dup(s, "sender");
		p->subject = stmt_dup(s, "subject");
		p->size = stmt_int64(s, "size");
		p->why = stmt_dup(s, "why");
		g_ptr_array_add(found, p);
	}
	if (!stmt_done(s, error))
		return false;
	*list = g_steal_pointer(&found);
	return true;
}

static bool
add_perhaps(Db *db, const LocalPerhaps *p, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_mailbox_statements[SQL_PERHAPS_ADD]);

	stmt_bind_text(s, "$1", p->account);
	stmt_bind_text(s, "$2", p->name);
	stmt_bind_instant(s, "$3", p->found_at);
	stmt_bind_instant(s, "$4", p->received_at);
	stmt_bind_text(s, "$5", p->sender);
	stmt_bind_text(s, "$6", p->subject);
	stmt_bind_int64(s, "$7", p->size);
	stmt_bind_text(s, "$8", p->why);
	return stmt_done(s, error);
}

static bool
drop_old(Db *db, Instant now, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_mailbox_statements[SQL_PERHAPS_OLD]);

	stmt_bind_instant(s, "$1", now - PERHAPS_DAYS * 86400);
	stmt_bind_int64(s, "$2", PERHAPS_MOST);
	return stmt_done(s, error);
}

bool
local_perhaps_add(Db *db, const LocalPerhaps *perhaps, GError **error)
{
	return db_write_begin(db, error) &&
		settle(db, add_perhaps(db, perhaps, error) && drop_old(db, perhaps->found_at, error), error);
}

bool
local_perhaps_expire(Db *db, Instant now, GError **error)
{
	return db_write_begin(db, error) && settle(db, drop_old(db, now, error), error);
}

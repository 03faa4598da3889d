/*
 * Notices, and the three questions of the courier: what is due, when next, and whom did nobody tell.
 *
 * due_at is a column of the projection (past hold and wait; the greatest integer: not by itself), so that the outbox is read
 * in the order of an index of unsettled notices only.
 */
#include "db/query-row.h"

enum { SQL_RECIPIENTS, SQL_NOTICE, SQL_OUTBOX, SQL_OUTBOX_SINCE, SQL_DUE, SQL_NEXT, SQL_UNNOTIFIED, SQL_NEXT_SWITCH, SQL_UNRELEASED,
	SQL_NEXT_RELEASE, SQL_SENT_IDS, SQL_AWAITED, SQL_DELAYED, SQL_NAMED, SQL_ENVELOPE, SQL_LATEST, SQL_DOUBTFUL, SQL_REMINDABLE };

/*
 * The dead-man's switch. A notice that went out tells the DPO, unless it bounced; one under way is about to, unless it is held to
 * within half an hour of the deadline. When the switch itself has sent one that was refused for good, it has done what it can.
 */
#define NOBODY_TOLD \
	" FROM incident AS i JOIN clock AS c ON c.ref = i.ref AND c.id = 'dpo-24h'" \
	" WHERE i.open = 1 AND i.kind <> 'drill' AND i.historic = 0" \
	" AND c.met_at IS NULL AND c.not_due = 0 AND c.waived = 0" \
	" AND NOT EXISTS (SELECT 1 FROM notice AS n WHERE n.ref = i.ref AND n.audience = 'dpo' AND n.exercise = 0" \
	" AND n.letter <> 'closing' AND n.letter <> 'read-back'" \
	" AND ((n.state = 'sent' AND n.proof <> 'refuted') OR (n.state = 'failed' AND n.automatic = 1)" \
	" OR (n.settled = 0 AND (n.hold_until IS NULL OR n.hold_until < c.due_at - 1800))))"

/* A notice to a client that its contract lets leave by itself, and when: $1 seconds before its clock ends, or a quarter of it. */
#define BY_CONTRACT_AT "c.due_at - CASE WHEN c.length / 4 < CAST($1 AS BIGINT) THEN c.length / 4 ELSE CAST($1 AS BIGINT) END"
#define BY_CONTRACT \
	" FROM notice AS n JOIN client AS k ON k.id = n.audience JOIN incident AS i ON i.ref = n.ref" \
	" JOIN clock AS c ON c.ref = n.ref AND c.id = 'client:' || n.audience" \
	" WHERE n.settled = 0 AND n.hold_until = 9223372036854775807 AND k.auto_notify = 1 AND k.clause IS NOT NULL" \
	" AND i.open = 1 AND i.historic = 0 AND c.met_at IS NULL AND c.not_due = 0 AND c.waived = 0"

const Statement query_notice_statements[] = {
	[SQL_RECIPIENTS] = {.name = "recipients of a notice", .sql =
		"SELECT address, person, code, reply, proof FROM recipient WHERE notice = $1 ORDER BY place"},
	[SQL_NOTICE] = {.name = "notice by id", .sql = "SELECT * FROM notice WHERE id = $1"},
	[SQL_OUTBOX] = {.name = "outbox", .sql =
		"SELECT * FROM notice WHERE id IN (SELECT id FROM notice WHERE settled = 0"
		" UNION ALL SELECT id FROM notice WHERE state = 'failed') ORDER BY seq"},
	[SQL_OUTBOX_SINCE] = {.name = "outbox since", .sql =
		"SELECT * FROM notice WHERE id IN (SELECT id FROM notice WHERE settled = 0"
		" UNION ALL SELECT id FROM notice WHERE settled = 1 AND settled_at >= $1) ORDER BY seq"},
	/* Reminders last: an account that sends few messages a minute sends what meets a deadline first.
	 * notice_waits() in words of SQL: what waits for longer than anything does was written by a clock that stood ahead. */
	[SQL_DUE] = {.name = "notices due", .sql =
		"SELECT * FROM notice WHERE settled = 0 AND (due_at <= $1"
		" OR (due_at > $2 AND due_at < 9223372036854775807 AND hold_until IS NULL)"
		" OR (due_at > $3 AND due_at < 9223372036854775807)) ORDER BY CASE WHEN steps IS NULL THEN 0 ELSE 1 END, due_at, id"},
	[SQL_NEXT] = {.name = "next notice", .sql =
		"SELECT due_at FROM notice WHERE settled = 0 AND due_at < 9223372036854775807 ORDER BY due_at LIMIT 1"},
	[SQL_UNNOTIFIED] = {.name = "unnotified incidents", .sql =
		"SELECT i.ref AS ref" NOBODY_TOLD " AND c.due_at <= $1 ORDER BY c.due_at, i.ref"},
	[SQL_NEXT_SWITCH] = {.name = "next unnotified incident", .sql =
		"SELECT c.due_at AS due_at" NOBODY_TOLD " ORDER BY c.due_at LIMIT 1"},
	[SQL_UNRELEASED] = {.name = "drafts that leave by contract", .sql =
		"SELECT n.*" BY_CONTRACT " AND " BY_CONTRACT_AT " <= $2 ORDER BY c.due_at, n.id"},
	[SQL_NEXT_RELEASE] = {.name = "next draft that leaves by contract", .sql =
		"SELECT " BY_CONTRACT_AT " AS due_at" BY_CONTRACT " ORDER BY due_at LIMIT 1"},
	[SQL_SENT_IDS] = {.name = "ids of what was sent", .sql =
		"SELECT id, message_id, pec_id FROM notice WHERE message_id IS NOT NULL AND id IN (SELECT id FROM notice WHERE settled = 0"
		" UNION ALL SELECT id FROM notice WHERE settled = 1 AND settled_at >= $1)"},
	[SQL_AWAITED] = {.name = "oldest awaited answer", .sql =
		"SELECT min(n.composed_at) AS at FROM incident AS i JOIN notice AS n ON n.ref = i.ref WHERE i.open = 1 AND n.attempts > 0"
		" AND n.state <> 'cancelled' AND n.proof <> 'refuted' AND n.proof <> 'acknowledged' AND n.steps IS NULL"},
	[SQL_DELAYED] = {.name = "newest report of a delay", .sql =
		"SELECT max(coalesce(certified_at, at)) AS at FROM receipt WHERE notice = $1 AND judged_seq IS NOT NULL AND outcome = 'warns'"},
	[SQL_NAMED] = {.name = "notice by its ids", .sql = "SELECT * FROM notice WHERE message_id = $1 OR pec_id = $1 ORDER BY seq LIMIT 1"},
	/* The envelope id is the Message-ID without its brackets and domain: 'A' is what follows '@'. */
	[SQL_ENVELOPE] = {.name = "notice by its envelope", .sql =
		"SELECT * FROM notice WHERE message_id >= '<' || CAST($1 AS TEXT) || '@' AND message_id < '<' || CAST($1 AS TEXT) || 'A' ORDER BY seq LIMIT 1"},
	[SQL_LATEST] = {.name = "newest notice to somebody", .sql =
		"SELECT * FROM notice WHERE ref = $1 AND audience = $2 AND state = 'sent' ORDER BY number DESC LIMIT 1"},
	/*
	 * What did not arrive, what its provider has not accepted for half an hour, and what was accepted for an address that is no PEC mailbox:
	 * as long as the incident is open and the same letter did not go the other way in full. (IN: the open incidents come first. From a join
	 * SQLite walks all notices there ever were.)
	 */
	[SQL_DOUBTFUL] = {.name = "notices in doubt", .sql =
		"SELECT * FROM notice AS n WHERE n.ref IN (SELECT i.ref FROM incident AS i WHERE i.open = 1 AND i.historic = 0) AND n.state = 'sent'"
		" AND n.exercise = 0 AND n.letter NOT IN ('short', 'reminder', 'escalation') AND (n.proof = 'refuted'"
		" OR (n.channel = 'pec' AND n.proof = 'submitted' AND n.stored = 0 AND n.sent_at <= $1)"
		" OR (n.channel = 'pec' AND n.proof = 'accepted' AND EXISTS (SELECT 1 FROM receipt AS r WHERE r.notice = n.id AND r.why = 'external')))"
		" AND NOT EXISTS (SELECT 1 FROM notice AS o WHERE o.ref = n.ref AND o.audience = n.audience AND o.channel <> n.channel"
		" AND o.supplement = n.supplement AND o.letter <> 'short' AND o.state <> 'cancelled')"
		" ORDER BY n.ref, n.number"},
	/* The open ones come first, and the reviews that were planned when one was closed: from a join SQLite walks all there ever were. */
	[SQL_REMINDABLE] = {.name = "incidents to remind of", .sql =
		"SELECT r.ref AS ref FROM incident AS r WHERE r.ref IN (SELECT i.ref FROM incident AS i WHERE i.open = 1 AND i.kind <> 'drill'"
		" AND i.historic = 0 AND (i.taken_at IS NULL"
		" OR EXISTS (SELECT 1 FROM clock AS c WHERE c.ref = i.ref AND c.met_at IS NULL AND c.not_due = 0 AND c.waived = 0 AND c.due_at <= $1)"
		" OR EXISTS (SELECT 1 FROM action AS a WHERE a.ref = i.ref AND a.settled_at IS NULL AND a.due_at <= $1)"
		" OR EXISTS (SELECT 1 FROM notice AS n WHERE n.ref = i.ref AND (n.state = 'failed' OR n.proof = 'refuted'))"
		" OR EXISTS (SELECT 1 FROM receipt AS w WHERE w.ref = i.ref AND w.outcome = 'warns'))"
		" UNION SELECT v.ref FROM action AS v WHERE v.review = 1 AND v.settled_at IS NULL AND v.due_at <= $1)"
		" ORDER BY r.next_due, r.ref"},
	{.name = NULL},
};

static bool
read_recipients(Db *db, Notice *notice, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_notice_statements[SQL_RECIPIENTS]);

	stmt_bind_text(s, "$1", notice->id);
	while (stmt_row(s)) {
		Recipient *to = g_new0(Recipient, 1);
		to->address = stmt_dup(s, "address");
		to->person = stmt_dup(s, "person");
		to->code = (int)stmt_int64(s, "code");
		to->reply = stmt_dup(s, "reply");
		proof_parse(stmt_text(s, "proof"), &to->proof);
		g_ptr_array_add(notice->to, to);
	}
	return stmt_done(s, error);
}

static void
read_progress(Stmt *s, Notice *n)
{
	n->queued_at = stmt_instant(s, "queued_at");
	n->queued_by = stmt_dup(s, "queued_by");
	n->hold_until = stmt_instant(s, "hold_until");
	n->composed_at = stmt_instant(s, "composed_at");
	n->sent_at = stmt_instant(s, "sent_at");
	n->certified_at = stmt_instant(s, "certified_at");
	n->next_at = stmt_instant(s, "next_at");
	n->attempts = (int)stmt_int64(s, "attempts");
	n->attempted_at = stmt_instant(s, "attempted_at");
	n->code = (int)stmt_int64(s, "code");
	n->enhanced = stmt_dup(s, "enhanced");
	n->reply = stmt_dup(s, "reply");
	n->server = stmt_dup(s, "server");
	n->queue_id = stmt_dup(s, "queue_id");
	n->reason = stmt_dup(s, "reason");
	n->receipt = stmt_dup(s, "receipt");
	n->steps = stmt_dup(s, "steps");
	n->released_at = stmt_instant(s, "released_at");
	n->released_by = stmt_dup(s, "released_by");
	n->released_why = stmt_dup(s, "released_why");
	n->released_late = stmt_bool(s, "released_late");
}

static bool
read_codes(Stmt *s, Notice *n, GError **error)
{
	const char *verdict = stmt_text(s, "verdict");

	n->lang = g_strcmp0(stmt_text(s, "lang"), "it") == 0 ? LANG_IT : LANG_EN;
	if (!letter_parse(stmt_text(s, "letter"), &n->letter))
		return row_is_foreign("letter", stmt_text(s, "letter"), error);
	if (!channel_parse(stmt_text(s, "channel"), &n->channel))
		return row_is_foreign("channel", stmt_text(s, "channel"), error);
	if (!notice_state_parse(stmt_text(s, "state"), &n->state))
		return row_is_foreign("state", stmt_text(s, "state"), error);
	if (!proof_parse(stmt_text(s, "proof"), &n->proof))
		return row_is_foreign("proof", stmt_text(s, "proof"), error);
	if (verdict && !verdict_parse(verdict, &n->verdict))
		return row_is_foreign("verdict", verdict, error);
	return true;
}

static bool
read_notice(Db *db, Stmt *s, Notice *n, GError **error)
{
	n->id = stmt_dup(s, "id");
	n->ref = stmt_dup(s, "ref");
	n->seq = stmt_int64(s, "seq");
	n->audience = stmt_dup(s, "audience");
	n->supplement = (int)stmt_int64(s, "supplement");
	n->automatic = stmt_bool(s, "automatic");
	n->exercise = stmt_bool(s, "exercise");
	n->from = stmt_dup(s, "sender");
	n->message_id = stmt_dup(s, "message_id");
	n->pec_id = stmt_dup(s, "pec_id");
	n->subject = stmt_dup(s, "subject");
	n->bytes = stmt_dup(s, "bytes");
	n->text = stmt_dup(s, "text");
	read_progress(s, n);
	if (!read_codes(s, n, error))
		return false;
	return n->composed_at == INSTANT_NONE || read_recipients(db, n, error);
}

bool
query_read_notices(Db *db, Stmt *stmt, GPtrArray *notices, GError **error)
{
	g_autoptr(Stmt) s = stmt;

	while (stmt_row(s)) {
		Notice *notice = notice_new();
		g_ptr_array_add(notices, notice);
		if (!read_notice(db, s, notice, error))
			return false;
	}
	return stmt_done(s, error);
}

/* The notices of a statement, bound and ready (transfer full), as they are at one moment. */
static bool
notices_of(Db *db, Stmt *stmt, GPtrArray **notices, GError **error)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)notice_free);
	g_autoptr(Stmt) s = stmt;
	bool ok;

	*notices = NULL;
	if (!db_read_begin(db, error))
		return false;
	ok = query_read_notices(db, g_steal_pointer(&s), found, error);
	db_read_end(db);
	if (ok)
		*notices = g_steal_pointer(&found);
	return ok;
}

bool
query_outbox(Db *db, Instant since, GPtrArray **notices, GError **error)
{
	Stmt *s = stmt_open(db, &query_notice_statements[since == INSTANT_NONE ? SQL_OUTBOX : SQL_OUTBOX_SINCE]);

	if (since != INSTANT_NONE)
		stmt_bind_instant(s, "$1", since);
	return notices_of(db, s, notices, error);
}

/* The first notice of a statement, bound and ready (transfer full); NULL: there is none. */
static bool
first_of(Db *db, Stmt *stmt, Notice **notice, GError **error)
{
	g_autoptr(GPtrArray) found = NULL;

	*notice = NULL;
	if (!notices_of(db, stmt, &found, error))
		return false;
	if (found->len > 0)
		*notice = g_ptr_array_steal_index(found, 0);
	return true;
}

bool
query_notice(Db *db, const char *id, Notice **notice, GError **error)
{
	Stmt *s = stmt_open(db, &query_notice_statements[SQL_NOTICE]);

	stmt_bind_text(s, "$1", id);
	return first_of(db, s, notice, error);
}

bool
query_outbox_due(Db *db, Instant now, GPtrArray **notices, GError **error)
{
	Stmt *s = stmt_open(db, &query_notice_statements[SQL_DUE]);

	stmt_bind_int64(s, "$1", now);
	stmt_bind_int64(s, "$2", now + NOTICE_RETRY_MAX);
	stmt_bind_int64(s, "$3", now + NOTICE_HOLD_MAX);
	return notices_of(db, s, notices, error);
}

/* The one instant that a statement gives, less so many seconds (or with them as its $1), unless *next comes before it. */
static bool
earlier(Db *db, int which, int64_t less, Instant *next, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_notice_statements[which]);
	if (which == SQL_NEXT_RELEASE) {
		stmt_bind_int64(s, "$1", less);
		less = 0;
	}
	Instant found = stmt_row(s) ? stmt_instant(s, "due_at") : INSTANT_NONE;

	if (!stmt_done(s, error))
		return false;
	if (found != INSTANT_NONE && (*next == INSTANT_NONE || found - less < *next))
		*next = found - less;
	return true;
}

bool
query_outbox_next(Db *db, Instant *next, GError **error)
{
	g_autoptr(Settings) settings = NULL;
	bool ok;

	*next = INSTANT_NONE;
	if (!db_read_begin(db, error))
		return false;
	ok = query_settings(db, &settings, error) && earlier(db, SQL_NEXT, 0, next, error) &&
		earlier(db, SQL_NEXT_SWITCH, settings_seconds(settings, "auto-notify"), next, error) &&
		earlier(db, SQL_NEXT_RELEASE, settings_seconds(settings, "auto-notify"), next, error);
	db_read_end(db);
	return ok;
}

static bool
refs_of(Stmt *stmt, GPtrArray **refs, GError **error)
{
	g_autoptr(Stmt) s = stmt;
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);

	while (stmt_row(s))
		g_ptr_array_add(found, stmt_dup(s, "ref"));
	if (!stmt_done(s, error))
		return false;
	*refs = g_steal_pointer(&found);
	return true;
}

static void
add_ids(Stmt *s, GHashTable *ids)
{
	static const char *const columns[] = {"message_id", "pec_id"};

	for (gsize i = 0; i < G_N_ELEMENTS(columns); i++)
		if (stmt_text(s, columns[i]))
			g_hash_table_insert(ids, stmt_dup(s, columns[i]), stmt_dup(s, "id"));
}

bool
query_remindable(Db *db, Instant before, GPtrArray **refs, GError **error)
{
	Stmt *s = stmt_open(db, &query_notice_statements[SQL_REMINDABLE]);

	*refs = NULL;
	stmt_bind_int64(s, "$1", before);
	return refs_of(s, refs, error);
}

bool
query_unnotified(Db *db, Instant before, GPtrArray **refs, GError **error)
{
	Stmt *s = stmt_open(db, &query_notice_statements[SQL_UNNOTIFIED]);

	*refs = NULL;
	stmt_bind_int64(s, "$1", before);
	return refs_of(s, refs, error);
}

bool
query_sent_ids(Db *db, Instant since, GHashTable **ids, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_notice_statements[SQL_SENT_IDS]);
	g_autoptr(GHashTable) found = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);

	*ids = NULL;
	stmt_bind_instant(s, "$1", since);
	while (stmt_row(s))
		add_ids(s, found);
	if (!stmt_done(s, error))
		return false;
	*ids = g_steal_pointer(&found);
	return true;
}

bool
query_awaited(Db *db, Instant *since, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_notice_statements[SQL_AWAITED]);

	*since = stmt_row(s) ? stmt_instant(s, "at") : INSTANT_NONE;
	return stmt_done(s, error);
}

bool
query_delayed(Db *db, const char *notice, Instant *at, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_notice_statements[SQL_DELAYED]);

	stmt_bind_text(s, "$1", notice);
	*at = stmt_row(s) ? stmt_instant(s, "at") : INSTANT_NONE;
	return stmt_done(s, error);
}

bool
query_unreleased(Db *db, Instant now, int64_t window, GPtrArray **notices, GError **error)
{
	Stmt *s = stmt_open(db, &query_notice_statements[SQL_UNRELEASED]);

	stmt_bind_int64(s, "$1", window);
	stmt_bind_int64(s, "$2", now);
	return notices_of(db, s, notices, error);
}

bool
query_notice_named(Db *db, const char *id, Notice **notice, GError **error)
{
	Stmt *s = stmt_open(db, &query_notice_statements[strchr(id, '@') ? SQL_NAMED : SQL_ENVELOPE]);

	stmt_bind_text(s, "$1", id);
	return first_of(db, s, notice, error);
}

bool
query_notice_latest(Db *db, const char *ref, const char *audience, Notice **notice, GError **error)
{
	Stmt *s = stmt_open(db, &query_notice_statements[SQL_LATEST]);

	stmt_bind_text(s, "$1", ref);
	stmt_bind_text(s, "$2", audience);
	return first_of(db, s, notice, error);
}

bool
query_notices_doubtful(Db *db, Instant sent_before, GPtrArray **notices, GError **error)
{
	Stmt *s = stmt_open(db, &query_notice_statements[SQL_DOUBTFUL]);

	stmt_bind_int64(s, "$1", sent_before);
	return notices_of(db, s, notices, error);
}

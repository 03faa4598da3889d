/*
 * Notices: queued -> composed -> sending -> sent or failed, or withdrawn.
 *
 * settled, settled_at and due_at follow from the rest: one statement writes them after each event, but for those of which it is plain
 * what follows (queued, attempted, sent), since rewriting a row is most of what an event costs. A notice whose
 * attempt was recorded and whose outcome was not (the courier died) stays "sending" and due.
 */
#include "db/apply.h"

#include "src/core/notice.h"

enum {
	SQL_QUEUE, SQL_REMIND, SQL_COMPOSE, SQL_RECIPIENT, SQL_ATTEMPT, SQL_SUBMIT, SQL_FAIL, SQL_ANSWERED, SQL_RETRY, SQL_HOLD, SQL_RELEASE,
	SQL_CANCEL, SQL_RECORD, SQL_FOLLOW, SQL_COUNTS
};

/* Nothing more will happen to it by itself; an exercise is only ever composed. (IN with three values makes SQLite build a table
 * each time, which took longer than all the rest of an event.) */
#define SETTLED "(state = 'sent' OR state = 'failed' OR state = 'cancelled' OR (state = 'composed' AND exercise = 1))"

/* Only a register of the demo counts what was written to a file as sent. */
#define SENDING_PROVES \
	"CASE WHEN CAST($7 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM register WHERE demo = 1) THEN 'submitted' ELSE 'none' END"

const Statement notice_statements[] = {
	/* Due once its hold is over, as SQL_FOLLOW has it. */
	[SQL_QUEUE] = {"queue", .sql = "INSERT INTO notice (id, ref, number, seq, audience, letter, supplement, channel, lang, automatic, "
		"exercise, state, proof, settled, due_at, queued_at, queued_by, hold_until, receipt, steps, attempts, code, dsn, stored, "
		"released_late, base) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'queued', 'none', 0, coalesce(CAST($14 AS BIGINT), 0), "
		"$12, $13, $14, $15, $16, 0, 0, 0, 0, 0, 'none')"},
	[SQL_REMIND] = {"remind", .sql = "INSERT INTO reminder (notice, ref, rule, step, anchor, audience, channel) "
		"VALUES ($1, $2, $3, $4, $5, $6, $7)"},
	[SQL_COMPOSE] = {"compose", .sql = "UPDATE notice SET state = 'composed', composed_at = $2, next_at = $2, message_id = $3, bytes = $4, "
		"text = $5, seal = $6, seal_seq = $7, sender = $8, subject = $9 WHERE id = $1"},
	[SQL_RECIPIENT] = {"recipient", .sql =
		"INSERT INTO recipient (notice, place, address, person, code, proof) VALUES ($1, $2, $3, $4, 0, 'none')"},
	/* Who held it a moment before came too late. Were it still held, and the courier died now, nothing would ever send it again. */
	[SQL_ATTEMPT] = {"attempt", .sql =
		"UPDATE notice SET state = 'sending', attempts = $2, attempted_at = $3, next_at = $3, hold_until = NULL, settled = 0, settled_at = NULL, "
		"due_at = $3 WHERE id = $1"},
	[SQL_SUBMIT] = {"submit", .sql = "UPDATE notice SET state = 'sent', sent_at = $2, verdict = 'sent', code = $3, enhanced = $4, tls = $5, "
		"dsn = $6, stored = $7, server = $8, reply = $9, queue_id = $10, next_at = NULL, hold_until = NULL, settled = 1, "
		"settled_at = coalesce(settled_at, $11), due_at = 9223372036854775807, proof = " SENDING_PROVES ", base = " SENDING_PROVES
		" WHERE id = $1"},
	[SQL_FAIL] = {"fail", .sql = "UPDATE notice SET state = CASE WHEN $2 = 'permfail' THEN 'failed' WHEN state = 'cancelled' THEN state "
		"WHEN composed_at IS NULL THEN 'queued' ELSE 'composed' END, verdict = $2, code = $3, enhanced = $4, next_at = $5, server = $6, "
		"reply = $7, proof = 'none', base = 'none' WHERE id = $1"},
	[SQL_ANSWERED] = {"answer for a recipient", .sql =
		"UPDATE recipient SET code = $3, reply = $4 WHERE notice = $1 AND address = $2"},
	[SQL_RETRY] = {"retry", .sql = "UPDATE notice SET state = CASE WHEN state = 'failed' AND composed_at IS NULL THEN 'queued' "
		"WHEN state = 'failed' THEN 'composed' ELSE state END, next_at = $2, hold_until = NULL WHERE id = $1"},
	[SQL_HOLD] = {"hold", .sql = "UPDATE notice SET hold_until = coalesce($2, 9223372036854775807) WHERE id = $1"},
	[SQL_RELEASE] = {"release", .sql = "UPDATE notice SET next_at = $2, hold_until = NULL, released_at = $3, released_by = $4, "
		"released_why = $5, released_late = $6 WHERE id = $1"},
	[SQL_CANCEL] = {"withdraw", .sql =
		"UPDATE notice SET state = 'cancelled', reason = $2, next_at = NULL, hold_until = NULL WHERE id = $1"},
	[SQL_RECORD] = {"record", .sql = "INSERT INTO notice (id, ref, number, seq, audience, letter, supplement, channel, lang, automatic, "
		"exercise, state, proof, base, settled, settled_at, due_at, queued_at, queued_by, composed_at, sent_at, message_id, pec_id, sender, "
		"subject, attempts, code, dsn, stored, released_late) VALUES ($1, $2, $3, $4, $5, 'by-hand', 0, $6, $7, 0, 0, 'sent', 'none', 'none', 1, "
		"$8, 9223372036854775807, $8, $9, $10, $10, $11, $12, $13, $14, 0, 0, 0, 0, 0)"},
	/* Queued ones are due once their hold is over, whatever the clock said when they were queued: one that was set back since must not
	 * keep them. Composed and sending ones when they are tried next, if ever by themselves. */
	[SQL_FOLLOW] = {"what follows", .sql = "UPDATE notice SET settled = CASE WHEN " SETTLED " THEN 1 ELSE 0 END, "
		"settled_at = CASE WHEN " SETTLED " THEN coalesce(settled_at, $2) ELSE NULL END, "
		"due_at = CASE WHEN " SETTLED " OR (next_at IS NULL AND state <> 'queued') THEN 9223372036854775807 "
		"WHEN hold_until IS NULL THEN coalesce(next_at, 0) WHEN next_at IS NULL OR hold_until > next_at THEN hold_until "
		"ELSE next_at END WHERE id = $1"},
	[SQL_COUNTS] = {"can it have met a clock", .sql =
		"SELECT CASE WHEN exercise = 1 OR sent_at IS NOT NULL THEN 1 ELSE 0 END AS counts FROM notice WHERE id = $1"},
	{.name = NULL},
};

/* "2026-0013/n1": within the event the notice is only "n1". (transfer full) */
static char *
id_of(const Event *event)
{
	return g_strdup_printf("%s/%s", event->ref, fact_text(event, "notice"));
}

/* A statement about the notice of the event: its id is $1. */
static Stmt *
open_for(Db *db, int sql, const Event *event)
{
	g_autofree char *id = id_of(event);
	Stmt *stmt = stmt_open(db, &notice_statements[sql]);
	stmt_bind_text(stmt, "$1", id);
	return stmt;
}

static bool
follow(Db *db, const Event *event, GError **error)
{
	g_autoptr(Stmt) stmt = open_for(db, SQL_FOLLOW, event);
	stmt_bind_instant(stmt, "$2", event->at);
	return stmt_done(stmt, error);
}

/* What receipts say of it, which may settle it; what follows; and the clocks. */
bool
notice_follow(Db *db, const Event *event, GError **error)
{
	g_autofree char *id = id_of(event);
	return notice_prove(db, id, false, error) && follow(db, event, error) && clocks_settle(db, event->ref, error);
}

/* The same where it may not have left yet: then nothing is proven and it met nothing, unless it is an exercise, of which composing is the end.
 * (Asked on its own: an UPDATE with RETURNING makes SQLite keep a journal of the statement.) */
static bool
follow_unsent(Db *db, const Event *event, GError **error)
{
	g_autoptr(Stmt) stmt = open_for(db, SQL_COUNTS, event);
	bool counts = stmt_row(stmt) && stmt_bool(stmt, "counts");
	return stmt_done(stmt, error) && (counts ? notice_follow(db, event, error) : follow(db, event, error));
}

/* The key of the table refuses what was queued before. */
static bool
set_reminders(Db *db, const Event *event, GError **error)
{
	const json_t *steps = json_object_get(event->facts, "steps");
	for (size_t i = 0; i < json_array_size(steps); i++) {
		const json_t *step = json_array_get(steps, i);
		const char *rule = json_string_value(json_object_get(step, "rule")), *name = json_string_value(json_object_get(step, "step"));
		Instant anchor = json_instant(json_object_get(step, "anchor"));
		g_autoptr(Stmt) stmt = open_for(db, SQL_REMIND, event);
		stmt_bind_text(stmt, "$2", event->ref);
		stmt_bind_text(stmt, "$3", rule ? rule : "");
		stmt_bind_text(stmt, "$4", name ? name : "");
		stmt_bind_int64(stmt, "$5", anchor == INSTANT_NONE ? 0 : anchor);
		stmt_bind_text(stmt, "$6", fact_text(event, "audience"));
		stmt_bind_text(stmt, "$7", fact_text(event, "channel"));
		if (!stmt_done(stmt, error))
			return false;
	}
	return true;
}

bool
apply_notice_queued(Db *db, const Event *event, GError **error)
{
	const char *name = fact_text(event, "notice");
	int64_t number = g_ascii_strtoll(*name ? name + 1 : name, NULL, 10);
	g_autofree char *counter = g_strconcat("notice:", event->ref, NULL);
	g_autoptr(Stmt) stmt = open_for(db, SQL_QUEUE, event);

	stmt_bind_text(stmt, "$2", event->ref);
	stmt_bind_int64(stmt, "$3", number);
	stmt_bind_int64(stmt, "$4", event->seq);
	stmt_bind_text(stmt, "$5", fact_text(event, "audience"));
	stmt_bind_text(stmt, "$6", fact_text(event, "letter"));
	stmt_bind_int64(stmt, "$7", fact_int64(event, "supplement"));
	stmt_bind_text(stmt, "$8", fact_text(event, "channel"));
	stmt_bind_text(stmt, "$9", fact_text(event, "lang"));
	stmt_bind_bool(stmt, "$10", fact_bool(event, "automatic"));
	stmt_bind_bool(stmt, "$11", fact_bool(event, "exercise"));
	stmt_bind_instant(stmt, "$12", event->at);
	stmt_bind_text(stmt, "$13", event->by);
	if (fact_bool(event, "held"))
		stmt_bind_int64(stmt, "$14", NOTICE_HELD);
	else
		stmt_bind_instant(stmt, "$14", fact_instant(event, "hold_until"));
	stmt_bind_text(stmt, "$15", fact_text(event, "receipt"));
	const json_t *steps = json_object_get(event->facts, "steps");
	g_autofree char *line = steps ? json_line(steps) : NULL;
	stmt_bind_text(stmt, "$16", line);
	return stmt_done(stmt, error) && set_reminders(db, event, error) && counter_reach(db, counter, number, error);
}

/* Addresses stand in the body, the people behind them in the facts, in the same order; either may be missing. */
static bool
set_recipients(Db *db, const Event *event, GError **error)
{
	const json_t *to = json_object_get(event->body, "to");
	const json_t *people = json_object_get(event->facts, "people");
	size_t n = MAX(json_array_size(to), json_array_size(people));

	for (size_t i = 0; i < n; i++) {
		const char *address = json_string_value(json_array_get(to, i));
		const char *person = json_string_value(json_array_get(people, i));
		g_autoptr(Stmt) stmt = open_for(db, SQL_RECIPIENT, event);
		stmt_bind_int64(stmt, "$2", (int64_t)i);
		stmt_bind_text(stmt, "$3", address ? address : "");
		stmt_bind_text(stmt, "$4", person && *person ? person : NULL);
		if (!stmt_done(stmt, error))
			return false;
	}
	return true;
}

bool
apply_notice_composed(Db *db, const Event *event, GError **error)
{
	g_autoptr(Stmt) stmt = open_for(db, SQL_COMPOSE, event);
	stmt_bind_instant(stmt, "$2", event->at);
	stmt_bind_text(stmt, "$3", fact_text(event, "message_id"));
	stmt_bind_text(stmt, "$4", fact_text(event, "bytes"));
	stmt_bind_text(stmt, "$5", fact_text(event, "text"));
	stmt_bind_text(stmt, "$6", fact_text(event, "seal"));
	if (json_object_get(event->facts, "seal_seq"))
		stmt_bind_int64(stmt, "$7", fact_int64(event, "seal_seq"));
	stmt_bind_text(stmt, "$8", body_text(event, "from"));
	stmt_bind_text(stmt, "$9", body_text(event, "subject"));
	return stmt_done(stmt, error) && set_recipients(db, event, error) && follow_unsent(db, event, error);
}

bool
apply_notice_attempted(Db *db, const Event *event, GError **error)
{
	g_autoptr(Stmt) stmt = open_for(db, SQL_ATTEMPT, event);
	stmt_bind_int64(stmt, "$2", fact_int64(event, "attempt"));
	stmt_bind_instant(stmt, "$3", event->at);
	return stmt_done(stmt, error);
}

/* What the server said of each address. */
static bool
set_answers(Db *db, const Event *event, GError **error)
{
	const json_t *recipients = json_object_get(event->body, "recipients");
	for (size_t i = 0; i < json_array_size(recipients); i++) {
		const json_t *recipient = json_array_get(recipients, i);
		g_autoptr(Stmt) stmt = open_for(db, SQL_ANSWERED, event);
		stmt_bind_text(stmt, "$2", json_string_value(json_object_get(recipient, "address")));
		stmt_bind_int64(stmt, "$3", json_integer_value(json_object_get(recipient, "code")));
		stmt_bind_text(stmt, "$4", json_string_value(json_object_get(recipient, "reply")));
		if (!stmt_done(stmt, error))
			return false;
	}
	return true;
}

bool
apply_notice_submitted(Db *db, const Event *event, GError **error)
{
	g_autofree char *id = id_of(event);
	g_autoptr(Stmt) stmt = open_for(db, SQL_SUBMIT, event);
	stmt_bind_instant(stmt, "$2", fact_instant(event, "sent_at"));
	stmt_bind_int64(stmt, "$3", fact_int64(event, "code"));
	stmt_bind_text(stmt, "$4", fact_text(event, "enhanced"));
	stmt_bind_text(stmt, "$5", fact_text(event, "tls"));
	stmt_bind_bool(stmt, "$6", fact_bool(event, "dsn"));
	stmt_bind_bool(stmt, "$7", fact_bool(event, "stored"));
	stmt_bind_text(stmt, "$8", body_text(event, "server"));
	stmt_bind_text(stmt, "$9", body_text(event, "reply"));
	stmt_bind_text(stmt, "$10", body_text(event, "queue_id"));
	stmt_bind_instant(stmt, "$11", event->at);
	return stmt_done(stmt, error) && set_answers(db, event, error) && notice_prove(db, id, false, error) &&
		clocks_settle(db, event->ref, error);
}

bool
apply_notice_failed(Db *db, const Event *event, GError **error)
{
	g_autoptr(Stmt) stmt = open_for(db, SQL_FAIL, event);
	stmt_bind_text(stmt, "$2", fact_text(event, "verdict"));
	stmt_bind_int64(stmt, "$3", fact_int64(event, "code"));
	stmt_bind_text(stmt, "$4", fact_text(event, "enhanced"));
	stmt_bind_instant(stmt, "$5", fact_instant(event, "next_at"));
	stmt_bind_text(stmt, "$6", body_text(event, "server"));
	stmt_bind_text(stmt, "$7", body_text(event, "reply"));
	return stmt_done(stmt, error) && set_answers(db, event, error) && notice_follow(db, event, error);
}

/* Sent by hand: it left when its receipt says so, and that receipt is about it from now on. */
bool
apply_notice_recorded(Db *db, const Event *event, GError **error)
{
	const char *name = fact_text(event, "notice");
	int64_t number = g_ascii_strtoll(*name ? name + 1 : name, NULL, 10);
	g_autofree char *id = id_of(event), *counter = g_strconcat("notice:", event->ref, NULL);
	g_autoptr(Stmt) stmt = open_for(db, SQL_RECORD, event);

	stmt_bind_text(stmt, "$2", event->ref);
	stmt_bind_int64(stmt, "$3", number);
	stmt_bind_int64(stmt, "$4", event->seq);
	stmt_bind_text(stmt, "$5", fact_text(event, "audience"));
	stmt_bind_text(stmt, "$6", fact_text(event, "channel"));
	stmt_bind_text(stmt, "$7", fact_text(event, "lang"));
	stmt_bind_instant(stmt, "$8", event->at);
	stmt_bind_text(stmt, "$9", event->by);
	stmt_bind_instant(stmt, "$10", fact_instant(event, "sent_at"));
	stmt_bind_text(stmt, "$11", fact_text(event, "message_id"));
	stmt_bind_text(stmt, "$12", fact_text(event, "pec_id"));
	stmt_bind_text(stmt, "$13", body_text(event, "from"));
	stmt_bind_text(stmt, "$14", body_text(event, "subject"));
	return stmt_done(stmt, error) && counter_reach(db, counter, number, error) && set_recipients(db, event, error) &&
		receipt_confirm(db, fact_text(event, "receipt"), id, error) && notice_follow(db, event, error);
}

bool
apply_notice_retried(Db *db, const Event *event, GError **error)
{
	g_autoptr(Stmt) stmt = open_for(db, SQL_RETRY, event);
	stmt_bind_instant(stmt, "$2", fact_instant(event, "next_at"));
	return stmt_done(stmt, error) && follow(db, event, error);
}

bool
apply_notice_held(Db *db, const Event *event, GError **error)
{
	g_autoptr(Stmt) stmt = open_for(db, SQL_HOLD, event);
	stmt_bind_instant(stmt, "$2", fact_instant(event, "hold_until"));
	return stmt_done(stmt, error) && follow(db, event, error);
}

bool
apply_notice_released(Db *db, const Event *event, GError **error)
{
	g_autoptr(Stmt) stmt = open_for(db, SQL_RELEASE, event);
	stmt_bind_instant(stmt, "$2", fact_instant(event, "next_at"));
	stmt_bind_instant(stmt, "$3", event->at);
	stmt_bind_text(stmt, "$4", event->by);
	stmt_bind_text(stmt, "$5", body_text(event, "reason"));
	stmt_bind_bool(stmt, "$6", fact_bool(event, "late"));
	return stmt_done(stmt, error) && follow(db, event, error);
}

bool
apply_notice_cancelled(Db *db, const Event *event, GError **error)
{
	g_autoptr(Stmt) stmt = open_for(db, SQL_CANCEL, event);
	stmt_bind_text(stmt, "$2", body_text(event, "reason"));
	return stmt_done(stmt, error) && follow_unsent(db, event, error);
}

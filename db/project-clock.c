/*
 * Clocks: started, moved and stopped by events, met by notices. Whether one is late is no matter of the tables.
 */
#include "db/apply.h"

#include "src/core/clock.h"
#include "src/core/work.h"

enum { SQL_START, SQL_STOP, SQL_WAIVE, SQL_LATE, SQL_NOTICES, SQL_FILINGS, SQL_CLOCKS, SQL_MET, SQL_TOLD, SQL_NEXT, SQL_SET_NEXT };

/* What ends late, at $4, stays late: neither a decision nor a waiver makes it undone. But it grows no later. */
#define ENDED \
	"ended_at = CASE WHEN not_due = 0 AND waived = 0 THEN CAST($4 AS BIGINT) ELSE ended_at END, " \
	"ended_late = CASE WHEN coalesce(met_at, CAST($4 AS BIGINT)) > due_at AND not_due = 0 AND waived = 0 THEN 1 ELSE ended_late END"

const Statement clock_statements[] = {
	/* What moves keeps its first due instant, what met it, and why it was late; and it applies (again). */
	[SQL_START] = {"start a clock", .sql =
		"INSERT INTO clock (ref, id, seq, rule, client, starts_from, starts_at, due_at, first_due_at, length, provisional, internal, "
		"late_by_correction, proof_email, proof_pec, met_at, proof, not_due, waived, ended_late) "
		"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10, $11, $12, $13, $14, $15, $16, 0, 0, 0) "
		"ON CONFLICT (ref, id) DO UPDATE SET starts_from = excluded.starts_from, starts_at = excluded.starts_at, "
		"due_at = excluded.due_at, length = excluded.length, provisional = excluded.provisional, internal = excluded.internal, "
		"late_by_correction = CASE WHEN excluded.late_by_correction = 1 THEN 1 ELSE clock.late_by_correction END, "
		"proof_email = excluded.proof_email, proof_pec = excluded.proof_pec, not_due = 0, "
		"waived = CASE WHEN CAST($17 AS BIGINT) = 1 THEN 0 ELSE clock.waived END, "
		"reason = CASE WHEN clock.waived = 1 AND CAST($17 AS BIGINT) = 0 THEN clock.reason ELSE NULL END"},
	/* Why somebody waived it is not unsaid by what ends it afterwards: that has its own event. */
	[SQL_STOP] = {"stop a clock", .sql = "UPDATE clock SET not_due = 1, "
		"reason = CASE WHEN waived = 1 THEN reason ELSE CAST($3 AS TEXT) END, " ENDED " WHERE ref = $1 AND id = $2"},
	[SQL_WAIVE] = {"waive a clock", .sql = "UPDATE clock SET waived = 1, reason = $3, " ENDED " WHERE ref = $1 AND id = $2"},
	[SQL_LATE] = {"explain a clock", .sql = "UPDATE clock SET late_cause = $3, late_reason = $4 WHERE ref = $1 AND id = $2"},
	[SQL_NOTICES] = {"notices that count", .sql =
		"SELECT audience, letter, supplement, channel, exercise, state, proof, composed_at, sent_at, certified_at FROM notice WHERE ref = $1 "
		"ORDER BY number"},
	[SQL_FILINGS] = {"filings that count", .sql = "SELECT clock, type, at FROM filing WHERE ref = $1 ORDER BY seq"},
	/* What paper says of the DPO of an imported incident stays as it was imported: no notice of this register is about it. */
	[SQL_CLOCKS] = {"clocks to settle", .sql =
		"SELECT id, rule, client, due_at, proof_email, proof_pec, met_at, proof FROM clock WHERE ref = $1 AND (rule <> 'dpo-24h' "
		"OR NOT EXISTS (SELECT 1 FROM incident WHERE incident.ref = clock.ref AND incident.historic = 1)) ORDER BY id"},
	[SQL_MET] = {"settle a clock", .sql = "UPDATE clock SET met_at = $3, proof = $4 WHERE ref = $1 AND id = $2"},
	[SQL_TOLD] = {"clients told", .sql =
		"UPDATE affected SET told_at = (SELECT min(t.at) FROM (SELECT coalesce(n.certified_at, n.sent_at) AS at FROM notice n "
		"WHERE n.ref = affected.ref "
		"AND n.audience = affected.client AND n.letter <> 'closing' AND n.state = 'sent' AND n.exercise = 0 AND n.proof NOT IN ('none', 'refuted') "
		"UNION ALL SELECT f.at AS at FROM filing f WHERE f.ref = affected.ref AND f.clock = 'client:' || affected.client "
		"AND f.type <> 'withdrawal') AS t) WHERE ref = $1"},
	[SQL_NEXT] = {"next due", .sql =
		"SELECT i.next_due AS next_due, CASE WHEN i.open = 1 AND i.historic = 0 THEN coalesce((SELECT min(c.due_at) FROM clock c "
		"WHERE c.ref = i.ref AND c.met_at IS NULL AND c.not_due = 0 AND c.waived = 0), 9223372036854775807) "
		"ELSE 9223372036854775807 END AS due FROM incident i WHERE i.ref = $1"},
	[SQL_SET_NEXT] = {"set what is next due", .sql = "UPDATE incident SET next_due = $2 WHERE ref = $1"},
	{.name = NULL},
};

/* --- starting and stopping ---------------------------------------------------------------------------------------- */

static const char *
text_in(const json_t *object, const char *name, const char *otherwise)
{
	const char *text = json_string_value(json_object_get(object, name));
	return text ? text : otherwise;
}

static bool
true_in(const json_t *object, const char *name)
{
	return json_is_true(json_object_get(object, name));
}

bool
clock_apply(Db *db, const Event *event, const json_t *clock, GError **error)
{
	const json_t *proof = json_object_get(clock, "proof");
	const char *id = text_in(clock, "id", "");
	Instant met_at = json_instant(json_object_get(clock, "met_at"));
	g_autoptr(Stmt) stmt = stmt_open(db, &clock_statements[SQL_START]);

	stmt_bind_text(stmt, "$1", event->ref);
	stmt_bind_text(stmt, "$2", id);
	stmt_bind_int64(stmt, "$3", event->seq);
	stmt_bind_text(stmt, "$4", text_in(clock, "rule", id));
	stmt_bind_text(stmt, "$5", text_in(clock, "client", NULL));
	stmt_bind_text(stmt, "$6", text_in(clock, "from", clock_start_code(FROM_DETECTED)));
	stmt_bind_instant(stmt, "$7", json_instant(json_object_get(clock, "starts_at")));
	stmt_bind_instant(stmt, "$8", json_instant(json_object_get(clock, "due_at")));
	stmt_bind_int64(stmt, "$9", json_integer_value(json_object_get(clock, "length")));
	stmt_bind_bool(stmt, "$10", true_in(clock, "provisional"));
	stmt_bind_bool(stmt, "$11", true_in(clock, "internal"));
	stmt_bind_bool(stmt, "$12", true_in(clock, "late"));
	stmt_bind_text(stmt, "$13", text_in(proof, channel_code(CHANNEL_EMAIL), proof_code(PROOF_SUBMITTED)));
	stmt_bind_text(stmt, "$14", text_in(proof, channel_code(CHANNEL_PEC), proof_code(PROOF_ACCEPTED)));
	stmt_bind_instant(stmt, "$15", met_at);
	stmt_bind_text(stmt, "$16", proof_code(met_at == INSTANT_NONE ? PROOF_NONE : PROOF_DECLARED));
	stmt_bind_bool(stmt, "$17", true_in(clock, "again"));
	return stmt_done(stmt, error);
}

bool
clock_apply_all(Db *db, const Event *event, GError **error)
{
	const json_t *clocks = json_object_get(event->facts, "clocks");
	for (size_t i = 0; i < json_array_size(clocks); i++)
		if (!clock_apply(db, event, json_array_get(clocks, i), error))
			return false;
	return true;
}

static bool
end_clock(Db *db, int sql, const Event *event, const char *id, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &clock_statements[sql]);
	stmt_bind_text(stmt, "$1", event->ref);
	stmt_bind_text(stmt, "$2", id);
	stmt_bind_text(stmt, "$3", body_text(event, "reason"));
	stmt_bind_instant(stmt, "$4", act_at(event));
	return stmt_done(stmt, error);
}

bool
clock_stop(Db *db, const Event *event, const char *id, GError **error)
{
	return end_clock(db, SQL_STOP, event, id, error);
}

bool
clock_stop_all(Db *db, const Event *event, GError **error)
{
	const json_t *stopped = json_object_get(event->facts, "stopped");
	for (size_t i = 0; i < json_array_size(stopped); i++)
		if (!clock_stop(db, event, json_string_value(json_array_get(stopped, i)), error))
			return false;
	return true;
}

bool
clock_changes(const Event *event)
{
	return json_object_get(event->facts, "clocks") || json_object_get(event->facts, "stopped");
}

/* The next due instant alone. Most events leave it as it is, and writing the row of an incident costs more than all the rest. */
static bool
clocks_next(Db *db, const char *ref, GError **error)
{
	int64_t due = 0, before = 0;
	g_autoptr(Stmt) find = stmt_open(db, &clock_statements[SQL_NEXT]), set = NULL;

	stmt_bind_text(find, "$1", ref);
	if (stmt_row(find)) {
		before = stmt_int64(find, "next_due");
		due = stmt_int64(find, "due");
	}
	if (!stmt_done(find, error))
		return false;
	if (due == before)
		return true;
	set = stmt_open(db, &clock_statements[SQL_SET_NEXT]);
	stmt_bind_text(set, "$1", ref);
	stmt_bind_int64(set, "$2", due);
	return stmt_done(set, error);
}

bool
apply_clock_waived(Db *db, const Event *event, GError **error)
{
	return end_clock(db, SQL_WAIVE, event, fact_text(event, "clock"), error) && clocks_next(db, event->ref, error);
}

bool
apply_late_reason(Db *db, const Event *event, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &clock_statements[SQL_LATE]);
	stmt_bind_text(stmt, "$1", event->ref);
	stmt_bind_text(stmt, "$2", fact_text(event, "clock"));
	stmt_bind_text(stmt, "$3", fact_text(event, "cause"));
	stmt_bind_text(stmt, "$4", body_text(event, "reason"));
	return stmt_done(stmt, error);
}

/* --- settling ----------------------------------------------------------------------------------------------------- */

/* As much of the notices of an incident as clock_settle() looks at. */
static bool
load_notices(Db *db, const char *ref, GPtrArray *notices, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &clock_statements[SQL_NOTICES]);
	stmt_bind_text(stmt, "$1", ref);
	while (stmt_row(stmt)) {
		Notice *notice = notice_new();
		notice->audience = stmt_dup(stmt, "audience");
		letter_parse(stmt_text(stmt, "letter"), &notice->letter);
		notice->supplement = (int)stmt_int64(stmt, "supplement");
		channel_parse(stmt_text(stmt, "channel"), &notice->channel);
		notice->exercise = stmt_bool(stmt, "exercise");
		notice_state_parse(stmt_text(stmt, "state"), &notice->state);
		proof_parse(stmt_text(stmt, "proof"), &notice->proof);
		notice->composed_at = stmt_instant(stmt, "composed_at");
		notice->sent_at = stmt_instant(stmt, "sent_at");
		notice->certified_at = stmt_instant(stmt, "certified_at");
		g_ptr_array_add(notices, notice);
	}
	return stmt_done(stmt, error);
}

static bool
load_clocks(Db *db, const char *ref, GPtrArray *clocks, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &clock_statements[SQL_CLOCKS]);
	stmt_bind_text(stmt, "$1", ref);
	while (stmt_row(stmt)) {
		Clock *clock = clock_new();
		clock->id = stmt_dup(stmt, "id");
		clock->rule = stmt_dup(stmt, "rule");
		clock->client = stmt_dup(stmt, "client");
		clock->due_at = stmt_instant(stmt, "due_at");
		proof_parse(stmt_text(stmt, "proof_email"), &clock->required[CHANNEL_EMAIL]);
		proof_parse(stmt_text(stmt, "proof_pec"), &clock->required[CHANNEL_PEC]);
		clock->met_at = stmt_instant(stmt, "met_at");
		proof_parse(stmt_text(stmt, "proof"), &clock->proof);
		g_ptr_array_add(clocks, clock);
	}
	return stmt_done(stmt, error);
}

static bool
load_filings(Db *db, const char *ref, GPtrArray *filings, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &clock_statements[SQL_FILINGS]);
	stmt_bind_text(stmt, "$1", ref);
	while (stmt_row(stmt)) {
		Filing *filing = g_new0(Filing, 1);
		filing->clock = stmt_dup(stmt, "clock");
		filing_type_parse(stmt_text(stmt, "type"), &filing->type);
		filing->act.at = stmt_instant(stmt, "at");
		g_ptr_array_add(filings, filing);
	}
	return stmt_done(stmt, error);
}

static bool
settle(Db *db, const char *ref, Clock *clock, const GPtrArray *notices, const GPtrArray *filings, GError **error)
{
	Instant met_at = clock->met_at;
	Proof proof = clock->proof;
	g_autoptr(Stmt) stmt = NULL;

	clock_settle(clock, notices);
	clock_settle_filed(clock, filings);
	if (clock->met_at == met_at && clock->proof == proof)
		return true;
	stmt = stmt_open(db, &clock_statements[SQL_MET]);
	stmt_bind_text(stmt, "$1", ref);
	stmt_bind_text(stmt, "$2", clock->id);
	stmt_bind_instant(stmt, "$3", clock->met_at);
	stmt_bind_text(stmt, "$4", proof_code(clock->proof));
	return stmt_done(stmt, error);
}

/* Only what is for somebody else than the DPO can have told a client. */
static bool
may_have_told(const GPtrArray *notices, const GPtrArray *filings)
{
	for (guint i = 0; i < notices->len; i++)
		if (g_strcmp0(((const Notice *)g_ptr_array_index(notices, i))->audience, "dpo") != 0)
			return true;
	return filings->len > 0;
}

bool
clocks_settle(Db *db, const char *ref, GError **error)
{
	g_autoptr(GPtrArray) notices = g_ptr_array_new_with_free_func((GDestroyNotify)notice_free);
	g_autoptr(GPtrArray) filings = g_ptr_array_new_with_free_func((GDestroyNotify)filing_free);
	g_autoptr(GPtrArray) clocks = g_ptr_array_new_with_free_func((GDestroyNotify)clock_free);
	const char *const key[] = {ref, NULL};

	if (!load_notices(db, ref, notices, error) || !load_filings(db, ref, filings, error))
		return false;
	/* Neither is ever taken away: where there is none, nothing has met a clock yet. */
	if (notices->len + filings->len == 0)
		return clocks_next(db, ref, error);
	if (!load_clocks(db, ref, clocks, error))
		return false;
	for (guint i = 0; i < clocks->len; i++)
		if (!settle(db, ref, g_ptr_array_index(clocks, i), notices, filings, error))
			return false;
	return (!may_have_told(notices, filings) || apply_texts(db, &clock_statements[SQL_TOLD], key, error)) && clocks_next(db, ref, error);
}

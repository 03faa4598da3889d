/* The work on an incident: assessments, opinions and decisions, filings, evidence. */
#include "db/apply.h"

enum { SQL_ASSESS, SQL_ASSESSED, SQL_JUDGE, SQL_OUTCOME, SQL_FILE, SQL_EVIDENCE };

#define ACT_COLUMNS "ref, seq, at, noted_at, by, typed_by, receipt"

const Statement work_statements[] = {
	[SQL_ASSESS] = {"assess", .sql = "INSERT INTO assessment (" ACT_COLUMNS ", answers, se, level, override, many, unintelligible, reason) "
		"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"},
	/* When it was first assessed: before or after the decisions is what an inspector asks. */
	[SQL_ASSESSED] = {"assessed", .sql = "UPDATE incident SET assessed_at = coalesce(assessed_at, $2) WHERE ref = $1"},
	[SQL_JUDGE] = {"judge", .sql = "INSERT INTO judgement (" ACT_COLUMNS ", decision, about, yes, reason, signed_by) "
		"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, coalesce($11, ''), $12)"},
	[SQL_OUTCOME] = {"outcome", .sql = "UPDATE incident SET outcome = $2 WHERE ref = $1"},
	[SQL_FILE] = {"file", .sql = "INSERT INTO filing (" ACT_COLUMNS ", clock, type, number, protocol, evidence, note) "
		"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"},
	[SQL_EVIDENCE] = {"evidence", .sql = "INSERT INTO evidence (id, ref, number, seq, at, by, name, hash, size, kept, place, action, note) "
		"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"},
	{.name = NULL},
};

bool
apply_assessment_made(Db *db, const Event *event, GError **error)
{
	const json_t *answers = json_object_get(event->facts, "answers");
	g_autofree char *line = answers ? json_line(answers) : NULL;
	g_autoptr(Stmt) stmt = stmt_open(db, &work_statements[SQL_ASSESS]);
	g_autoptr(Stmt) assessed = NULL;

	act_bind(stmt, event);
	stmt_bind_text(stmt, "$8", line);
	stmt_bind_int64(stmt, "$9", fact_int64(event, "se"));
	stmt_bind_text(stmt, "$10", fact_text(event, "level"));
	stmt_bind_text(stmt, "$11", fact_text(event, "override"));
	stmt_bind_bool(stmt, "$12", fact_bool(event, "many"));
	stmt_bind_bool(stmt, "$13", fact_bool(event, "unintelligible"));
	stmt_bind_text(stmt, "$14", body_text(event, "reason"));
	if (!stmt_done(stmt, error))
		return false;
	assessed = stmt_open(db, &work_statements[SQL_ASSESSED]);
	stmt_bind_text(assessed, "$1", event->ref);
	stmt_bind_instant(assessed, "$2", act_at(event));
	return stmt_done(assessed, error);
}

static bool
judge(Db *db, const Event *event, bool decision, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &work_statements[SQL_JUDGE]);
	act_bind(stmt, event);
	stmt_bind_bool(stmt, "$8", decision);
	stmt_bind_text(stmt, "$9", fact_text(event, "about"));
	stmt_bind_bool(stmt, "$10", fact_bool(event, "yes"));
	stmt_bind_text(stmt, "$11", body_text(event, "reason"));
	stmt_bind_text(stmt, "$12", body_text(event, "signed_by"));
	return stmt_done(stmt, error);
}

bool
apply_opinion_given(Db *db, const Event *event, GError **error)
{
	return judge(db, event, false, error);
}

/* Only the company's decision says that it was no breach, and only another one that it was. */
static bool
set_outcome(Db *db, const Event *event, GError **error)
{
	Question about;
	if (!question_parse(fact_text(event, "about"), &about) || about != ABOUT_BREACH)
		return true;
	return apply_texts(db, &work_statements[SQL_OUTCOME],
		(const char *[]){event->ref, fact_bool(event, "yes") ? NULL : "not-a-breach", NULL}, error);
}

bool
apply_decision_made(Db *db, const Event *event, GError **error)
{
	return judge(db, event, true, error) && set_outcome(db, event, error) && clock_apply_all(db, event, error) &&
		clock_stop_all(db, event, error) && clocks_settle(db, event->ref, error);
}

bool
apply_filing_recorded(Db *db, const Event *event, GError **error)
{
	g_autofree char *evidence = event_sub_id(event, "evidence");
	g_autoptr(Stmt) stmt = stmt_open(db, &work_statements[SQL_FILE]);

	act_bind(stmt, event);
	stmt_bind_text(stmt, "$8", fact_text(event, "clock"));
	stmt_bind_text(stmt, "$9", fact_text(event, "type"));
	stmt_bind_text(stmt, "$10", body_text(event, "number"));
	stmt_bind_text(stmt, "$11", body_text(event, "protocol"));
	stmt_bind_text(stmt, "$12", evidence);
	stmt_bind_text(stmt, "$13", body_text(event, "note"));
	return stmt_done(stmt, error) && clock_apply_all(db, event, error) && clock_stop_all(db, event, error) &&
		clocks_settle(db, event->ref, error);
}

bool
apply_evidence_added(Db *db, const Event *event, GError **error)
{
	const char *sub = fact_text(event, "evidence"), *bytes = fact_text(event, "bytes");
	int64_t number = g_ascii_strtoll(*sub ? sub + 1 : sub, NULL, 10);
	g_autofree char *id = event_sub_id(event, "evidence"), *action = event_sub_id(event, "action");
	g_autofree char *counter = g_strconcat("evidence:", event->ref, NULL);
	g_autoptr(Stmt) stmt = stmt_open(db, &work_statements[SQL_EVIDENCE]);

	stmt_bind_text(stmt, "$1", id);
	stmt_bind_text(stmt, "$2", event->ref);
	stmt_bind_int64(stmt, "$3", number);
	stmt_bind_int64(stmt, "$4", event->seq);
	stmt_bind_instant(stmt, "$5", event->at);
	stmt_bind_text(stmt, "$6", event->by);
	stmt_bind_text(stmt, "$7", body_text(event, "name"));
	stmt_bind_text(stmt, "$8", bytes ? bytes : fact_text(event, "hash") ? fact_text(event, "hash") : "");
	stmt_bind_int64(stmt, "$9", fact_int64(event, "size"));
	stmt_bind_bool(stmt, "$10", bytes != NULL);
	stmt_bind_text(stmt, "$11", body_text(event, "place"));
	stmt_bind_text(stmt, "$12", action);
	stmt_bind_text(stmt, "$13", body_text(event, "note"));
	return stmt_done(stmt, error) && counter_reach(db, counter, number, error);
}

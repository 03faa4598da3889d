/* The work on an incident: assessments, opinions and decisions, filings, actions, evidence. */
#include "db/query-row.h"

enum { SQL_ASSESSMENTS, SQL_JUDGEMENTS, SQL_FILINGS, SQL_ACTIONS, SQL_ACTION, SQL_WAITING, SQL_EVIDENCE, SQL_EVIDENCE_BY_ID, SQL_ENDED };

const Statement query_work_statements[] = {
	[SQL_ASSESSMENTS] = {.name = "assessments of an incident", .sql = "SELECT * FROM assessment WHERE ref = $1 ORDER BY seq"},
	[SQL_JUDGEMENTS] = {.name = "opinions and decisions of an incident", .sql = "SELECT * FROM judgement WHERE ref = $1 ORDER BY seq"},
	[SQL_FILINGS] = {.name = "filings of an incident", .sql = "SELECT * FROM filing WHERE ref = $1 ORDER BY seq"},
	[SQL_ACTIONS] = {.name = "actions of an incident", .sql = "SELECT * FROM action WHERE ref = $1 ORDER BY number"},
	[SQL_ACTION] = {.name = "action by id", .sql = "SELECT * FROM action WHERE id = $1"},
	/* Those without a due come last in both engines. Nobody waits for what hangs on a void incident, or on one of the past. */
	[SQL_WAITING] = {.name = "actions that wait", .sql =
		"SELECT action.* FROM action JOIN incident ON incident.ref = action.ref "
		"WHERE action.settled_at IS NULL AND incident.voided_at IS NULL AND incident.historic = 0 "
		"ORDER BY coalesce(action.due_at, 9223372036854775807), action.ref, action.number"},
	[SQL_EVIDENCE] = {.name = "evidence of an incident", .sql = "SELECT * FROM evidence WHERE ref = $1 ORDER BY number"},
	[SQL_EVIDENCE_BY_ID] = {.name = "evidence by id", .sql = "SELECT * FROM evidence WHERE id = $1"},
	[SQL_ENDED] = {.name = "ended before", .sql = "SELECT ref FROM incident WHERE coalesce(closed_at, voided_at) < $1"
		" AND open = 0 AND held_at IS NULL AND erased_at IS NULL ORDER BY ref"},
	{.name = NULL},
};

static Stmt *
about(Db *db, int sql, const char *key)
{
	Stmt *stmt = stmt_open(db, &query_work_statements[sql]);
	stmt_bind_text(stmt, "$1", key);
	return stmt;
}

static void
read_act(Stmt *s, Act *act)
{
	act->seq = stmt_int64(s, "seq");
	act->at = stmt_instant(s, "at");
	act->noted_at = stmt_instant(s, "noted_at");
	act->by = stmt_dup(s, "by");
	act->typed_by = stmt_dup(s, "typed_by");
	act->receipt = stmt_dup(s, "receipt");
}

static bool
read_level(Stmt *s, const char *column, Level *level, GError **error)
{
	return level_parse(stmt_text(s, column), level) || row_is_foreign(column, stmt_text(s, column), error);
}

static bool
read_assessment(Stmt *s, Assessment *a, GError **error)
{
	const char *answers = stmt_text(s, "answers");

	read_act(s, &a->act);
	a->se = (int)stmt_int64(s, "se");
	a->many = stmt_bool(s, "many");
	a->unintelligible = stmt_bool(s, "unintelligible");
	a->reason = stmt_dup(s, "reason");
	a->overridden = stmt_text(s, "override") != NULL;
	a->answers = answers ? json_loads(answers, 0, NULL) : NULL;
	if (answers && !a->answers)
		return row_is_foreign("answers", answers, error);
	return read_level(s, "level", &a->level, error) && (!a->overridden || read_level(s, "override", &a->override, error));
}

static bool
read_assessments(Db *db, Incident *incident, GError **error)
{
	g_autoptr(Stmt) s = about(db, SQL_ASSESSMENTS, incident->ref);

	while (stmt_row(s)) {
		Assessment *a = g_new0(Assessment, 1);
		g_ptr_array_add(incident->assessments, a);
		if (!read_assessment(s, a, error))
			return false;
	}
	return stmt_done(s, error);
}

static bool
read_judgements(Db *db, Incident *incident, GError **error)
{
	g_autoptr(Stmt) s = about(db, SQL_JUDGEMENTS, incident->ref);

	while (stmt_row(s)) {
		Judgement *j = g_new0(Judgement, 1);
		g_ptr_array_add(stmt_bool(s, "decision") ? incident->decisions : incident->opinions, j);
		read_act(s, &j->act);
		j->yes = stmt_bool(s, "yes");
		j->reason = stmt_dup(s, "reason");
		j->signed_by = stmt_dup(s, "signed_by");
		if (!question_parse(stmt_text(s, "about"), &j->about))
			return row_is_foreign("about", stmt_text(s, "about"), error);
	}
	return stmt_done(s, error);
}

static bool
read_filings(Db *db, Incident *incident, GError **error)
{
	g_autoptr(Stmt) s = about(db, SQL_FILINGS, incident->ref);

	while (stmt_row(s)) {
		Filing *f = g_new0(Filing, 1);
		g_ptr_array_add(incident->filings, f);
		read_act(s, &f->act);
		f->clock = stmt_dup(s, "clock");
		f->number = stmt_dup(s, "number");
		f->protocol = stmt_dup(s, "protocol");
		f->evidence = stmt_dup(s, "evidence");
		f->note = stmt_dup(s, "note");
		if (!filing_type_parse(stmt_text(s, "type"), &f->type))
			return row_is_foreign("type", stmt_text(s, "type"), error);
	}
	return stmt_done(s, error);
}

/* --- actions ------------------------------------------------------------------------------------------------------------ */

static bool
read_action(Stmt *s, Action *a, GError **error)
{
	a->id = stmt_dup(s, "id");
	a->ref = stmt_dup(s, "ref");
	a->seq = stmt_int64(s, "seq");
	a->title = stmt_dup(s, "title");
	a->owner = stmt_dup(s, "owner");
	a->owner_name = stmt_dup(s, "owner_name");
	a->owner_email = stmt_dup(s, "owner_email");
	a->added_at = stmt_instant(s, "added_at");
	a->added_by = stmt_dup(s, "added_by");
	a->due_at = stmt_instant(s, "due_at");
	a->standard = stmt_dup(s, "standard");
	a->review = stmt_bool(s, "review");
	a->result = stmt_dup(s, "result");
	a->settled_at = stmt_instant(s, "settled_at");
	a->settled_by = stmt_dup(s, "settled_by");
	a->verified_at = stmt_instant(s, "verified_at");
	a->verified_by = stmt_dup(s, "verified_by");
	if (!action_kind_parse(stmt_text(s, "kind"), &a->kind))
		return row_is_foreign("kind", stmt_text(s, "kind"), error);
	return action_state_parse(stmt_text(s, "state"), &a->state) || row_is_foreign("state", stmt_text(s, "state"), error);
}

/* Runs the statement (transfer full) and adds each action. */
static bool
read_actions(Stmt *stmt, GPtrArray *actions, GError **error)
{
	g_autoptr(Stmt) s = stmt;

	while (stmt_row(s)) {
		Action *a = g_new0(Action, 1);
		g_ptr_array_add(actions, a);
		if (!read_action(s, a, error))
			return false;
	}
	return stmt_done(s, error);
}

bool
query_actions_waiting(Db *db, GPtrArray **actions, GError **error)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)action_free);

	if (!read_actions(stmt_open(db, &query_work_statements[SQL_WAITING]), found, error))
		return false;
	*actions = g_steal_pointer(&found);
	return true;
}

bool
query_action(Db *db, const char *id, Action **action, GError **error)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)action_free);

	*action = NULL;
	if (!read_actions(about(db, SQL_ACTION, id), found, error))
		return false;
	if (found->len)
		*action = g_ptr_array_steal_index(found, 0);
	return true;
}

/* --- evidence ----------------------------------------------------------------------------------------------------------- */

static bool
read_evidence(Stmt *stmt, GPtrArray *evidence, GError **error)
{
	g_autoptr(Stmt) s = stmt;

	while (stmt_row(s)) {
		Evidence *e = g_new0(Evidence, 1);
		g_ptr_array_add(evidence, e);
		e->id = stmt_dup(s, "id");
		e->ref = stmt_dup(s, "ref");
		e->seq = stmt_int64(s, "seq");
		e->at = stmt_instant(s, "at");
		e->by = stmt_dup(s, "by");
		e->name = stmt_dup(s, "name");
		e->hash = stmt_dup(s, "hash");
		e->size = stmt_int64(s, "size");
		e->kept = stmt_bool(s, "kept");
		e->place = stmt_dup(s, "place");
		e->action = stmt_dup(s, "action");
		e->note = stmt_dup(s, "note");
	}
	return stmt_done(s, error);
}

bool
query_evidence(Db *db, const char *id, Evidence **evidence, GError **error)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)evidence_free);

	*evidence = NULL;
	if (!read_evidence(about(db, SQL_EVIDENCE_BY_ID, id), found, error))
		return false;
	if (found->len)
		*evidence = g_ptr_array_steal_index(found, 0);
	return true;
}

bool
query_ended_before(Db *db, Instant before, GPtrArray **refs, GError **error)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(Stmt) s = stmt_open(db, &query_work_statements[SQL_ENDED]);

	stmt_bind_int64(s, "$1", before);
	while (stmt_row(s))
		g_ptr_array_add(found, stmt_dup(s, "ref"));
	if (!stmt_done(s, error))
		return false;
	*refs = g_steal_pointer(&found);
	return true;
}

bool
query_read_work(Db *db, Incident *incident, GError **error)
{
	return read_assessments(db, incident, error) && read_judgements(db, incident, error) && read_filings(db, incident, error) &&
		read_actions(about(db, SQL_ACTIONS, incident->ref), incident->actions, error) &&
		read_evidence(about(db, SQL_EVIDENCE, incident->ref), incident->evidence, error);
}

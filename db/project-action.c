/* Actions: proposed, to do, under way, done or dropped. */
#include "db/apply.h"

#include <string.h>

enum {
	SQL_ADD, SQL_SETTLE, SQL_AGAIN, SQL_VERIFY, SQL_KIND, SQL_STATE, SQL_OWNER, SQL_DUE, SQL_TITLE, SQL_OWNER_NAME, SQL_OWNER_EMAIL
};

#define SET(column) {"set action." column, .sql = "UPDATE action SET " column " = $1 WHERE id = $2"}

const Statement action_statements[] = {
	[SQL_ADD] = {"add an action", .sql = "INSERT INTO action (id, ref, number, seq, kind, state, title, owner, owner_name, owner_email, "
		"added_at, added_by, due_at, standard, review) "
		"VALUES ($1, $2, $3, $4, $5, $6, coalesce($7, ''), $8, $9, $10, $11, $12, $13, $14, $15)"},
	[SQL_SETTLE] = {"settle an action", .sql =
		"UPDATE action SET state = $2, result = $3, settled_at = $4, settled_by = $5 WHERE id = $1"},
	/* Taken up again: what was verified was another result. */
	[SQL_AGAIN] = {"take an action up again", .sql =
		"UPDATE action SET settled_at = NULL, settled_by = NULL, verified_at = NULL, verified_by = NULL WHERE id = $1"},
	[SQL_VERIFY] = {"verify an action", .sql = "UPDATE action SET verified_at = $2, verified_by = $3 WHERE id = $1"},
	[SQL_KIND] = SET("kind"),
	[SQL_STATE] = SET("state"),
	[SQL_OWNER] = SET("owner"),
	[SQL_DUE] = SET("due_at"),
	[SQL_TITLE] = SET("title"),
	[SQL_OWNER_NAME] = SET("owner_name"),
	[SQL_OWNER_EMAIL] = SET("owner_email"),
	{.name = NULL},
};

static const Column columns[] = {
	{"kind", SIDE_FACT, SQL_KIND}, {"state", SIDE_FACT, SQL_STATE}, {"owner", SIDE_FACT, SQL_OWNER}, {"title", SIDE_BODY, SQL_TITLE},
	{"owner_name", SIDE_BODY, SQL_OWNER_NAME}, {"owner_email", SIDE_BODY, SQL_OWNER_EMAIL}, {NULL, SIDE_BODY, 0},
};

bool
apply_action_added(Db *db, const Event *event, GError **error)
{
	int64_t number = g_ascii_strtoll(fact_text(event, "action"), NULL, 10);
	g_autofree char *id = event_sub_id(event, "action"), *counter = g_strconcat("action:", event->ref, NULL);
	g_autoptr(Stmt) stmt = stmt_open(db, &action_statements[SQL_ADD]);

	stmt_bind_text(stmt, "$1", id);
	stmt_bind_text(stmt, "$2", event->ref);
	stmt_bind_int64(stmt, "$3", number);
	stmt_bind_int64(stmt, "$4", event->seq);
	stmt_bind_text(stmt, "$5", fact_text(event, "kind"));
	stmt_bind_text(stmt, "$6", fact_text(event, "state"));
	stmt_bind_text(stmt, "$7", body_text(event, "title"));
	stmt_bind_text(stmt, "$8", fact_text(event, "owner"));
	stmt_bind_text(stmt, "$9", body_text(event, "owner_name"));
	stmt_bind_text(stmt, "$10", body_text(event, "owner_email"));
	stmt_bind_instant(stmt, "$11", event->at);
	stmt_bind_text(stmt, "$12", event->by);
	stmt_bind_instant(stmt, "$13", fact_instant(event, "due"));
	stmt_bind_text(stmt, "$14", fact_text(event, "standard"));
	stmt_bind_bool(stmt, "$15", fact_bool(event, "review"));
	return stmt_done(stmt, error) && counter_reach(db, counter, number, error);
}

static bool
set_due(Db *db, const char *id, Instant due, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &action_statements[SQL_DUE]);
	stmt_bind_instant(stmt, "$1", due);
	stmt_bind_text(stmt, "$2", id);
	return stmt_done(stmt, error);
}

static bool
forget_owner(Db *db, const char *id, GError **error)
{
	static const int owners[] = {SQL_OWNER, SQL_OWNER_NAME, SQL_OWNER_EMAIL};
	for (gsize i = 0; i < G_N_ELEMENTS(owners); i++) {
		g_autoptr(Stmt) stmt = stmt_open(db, &action_statements[owners[i]]);
		stmt_bind_text(stmt, "$2", id);
		if (!stmt_done(stmt, error))
			return false;
	}
	return true;
}

static bool
clear(Db *db, const Event *event, const char *id, GError **error)
{
	const json_t *cleared = json_object_get(event->facts, "cleared");
	for (size_t i = 0; i < json_array_size(cleared); i++) {
		const char *name = json_string_value(json_array_get(cleared, i));
		if (strcmp(name, "due") == 0 ? !set_due(db, id, INSTANT_NONE, error) : !forget_owner(db, id, error))
			return false;
	}
	return true;
}

/* Another owner takes the place of all that was known of the one before. */
bool
apply_action_changed(Db *db, const Event *event, GError **error)
{
	g_autofree char *id = event_sub_id(event, "action");
	const char *const row[] = {id, NULL};
	bool owner = fact_text(event, "owner") || body_text(event, "owner_name");
	Instant due = fact_instant(event, "due");

	if (!clear(db, event, id, error) || (owner && !forget_owner(db, id, error)) ||
		!apply_columns(db, event, action_statements, columns, row, error))
		return false;
	if (due != INSTANT_NONE && !set_due(db, id, due, error))
		return false;
	return !fact_text(event, "state") || apply_texts(db, &action_statements[SQL_AGAIN], row, error);
}

static bool
settle(Db *db, const Event *event, ActionState state, const char *result, GError **error)
{
	g_autofree char *id = event_sub_id(event, "action");
	g_autoptr(Stmt) stmt = stmt_open(db, &action_statements[SQL_SETTLE]);
	stmt_bind_text(stmt, "$1", id);
	stmt_bind_text(stmt, "$2", action_state_code(state));
	stmt_bind_text(stmt, "$3", body_text(event, result));
	stmt_bind_instant(stmt, "$4", act_at(event));
	stmt_bind_text(stmt, "$5", act_by(event));
	return stmt_done(stmt, error);
}

bool
apply_action_done(Db *db, const Event *event, GError **error)
{
	return settle(db, event, ACTION_DONE, "result", error);
}

bool
apply_action_dropped(Db *db, const Event *event, GError **error)
{
	return settle(db, event, ACTION_DROPPED, "reason", error);
}

bool
apply_action_verified(Db *db, const Event *event, GError **error)
{
	g_autofree char *id = event_sub_id(event, "action");
	g_autoptr(Stmt) stmt = stmt_open(db, &action_statements[SQL_VERIFY]);
	stmt_bind_text(stmt, "$1", id);
	stmt_bind_instant(stmt, "$2", act_at(event));
	stmt_bind_text(stmt, "$3", act_by(event));
	return stmt_done(stmt, error);
}

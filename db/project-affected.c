/* The clients that an incident hits: one row each. */
#include "db/apply.h"

#include <string.h>

enum { SQL_ADD, SQL_FORGET_UNNAMED, SQL_CLEAR, SQL_SUBJECTS, SQL_RECORDS, SQL_DATA, SQL_CAMPAIGN, SQL_REFERENCE, SQL_DESCRIPTION, SQL_MEASURES };

#define SET(column) \
	{"set affected." column, .sql = "UPDATE affected SET " column " = $1 WHERE ref = $2 AND client = $3 AND name = $4"}

const Statement affected_statements[] = {
	[SQL_ADD] = {"affect a client", .sql = "INSERT INTO affected (ref, client, name, seq) VALUES ($1, $2, $3, $4) "
		"ON CONFLICT (ref, client, name) DO NOTHING"},
	[SQL_FORGET_UNNAMED] = {"forget the unnamed client", .sql = "DELETE FROM affected WHERE ref = $1 AND client = $2 AND name = ''"},
	[SQL_CLEAR] = {"clear a client", .sql = "DELETE FROM affected WHERE ref = $1 AND client = $2"},
	[SQL_SUBJECTS] = SET("subjects"),
	[SQL_RECORDS] = SET("records"),
	[SQL_DATA] = {"set affected.data", .sql = "UPDATE affected SET data = nullif($1, '[]') WHERE ref = $2 AND client = $3 AND name = $4"},
	[SQL_CAMPAIGN] = SET("campaign"),
	[SQL_REFERENCE] = SET("reference"),
	[SQL_DESCRIPTION] = SET("description"),
	[SQL_MEASURES] = SET("measures_taken"),
	{.name = NULL},
};

static const Column columns[] = {
	{"subjects", SIDE_FACT, SQL_SUBJECTS}, {"records", SIDE_FACT, SQL_RECORDS}, {"data", SIDE_FACT, SQL_DATA},
	{"campaign", SIDE_BODY, SQL_CAMPAIGN}, {"reference", SIDE_BODY, SQL_REFERENCE},
	{"description", SIDE_BODY, SQL_DESCRIPTION}, {"measures_taken", SIDE_BODY, SQL_MEASURES}, {NULL, SIDE_BODY, 0},
};

/* The name as typed tells unknown clients apart; one of the register has its name there. */
static const char *
name_of(const Event *event)
{
	const char *name = body_text(event, "name");
	return name && strcmp(fact_text(event, "client"), "?") == 0 ? name : "";
}

static bool
insert_row(Db *db, const Event *event, const char *client, const char *name, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &affected_statements[SQL_ADD]);
	stmt_bind_text(stmt, "$1", event->ref);
	stmt_bind_text(stmt, "$2", client);
	stmt_bind_text(stmt, "$3", name);
	stmt_bind_int64(stmt, "$4", event->seq);
	return stmt_done(stmt, error);
}

bool
apply_client_amended(Db *db, const Event *event, GError **error)
{
	const char *const row[] = {event->ref, fact_text(event, "client"), name_of(event), NULL};
	const json_t *clock = json_object_get(event->facts, "clock");

	return apply_columns(db, event, affected_statements, columns, row, error) && (!clock || clock_apply(db, event, clock, error))
		&& clocks_settle(db, event->ref, error) && search_refresh(db, event->ref, error);
}

bool
apply_client_affected(Db *db, const Event *event, GError **error)
{
	const char *client = fact_text(event, "client");
	const char *name = name_of(event);
	const char *const unnamed[] = {event->ref, client, NULL};

	/* A name answers "not yet known which". */
	if (*name && !apply_texts(db, &affected_statements[SQL_FORGET_UNNAMED], unnamed, error))
		return false;
	return insert_row(db, event, client, name, error) && apply_client_amended(db, event, error);
}

bool
apply_client_cleared(Db *db, const Event *event, GError **error)
{
	const char *client = fact_text(event, "client");
	const char *const row[] = {event->ref, client, NULL};
	g_autofree char *clock = g_strconcat("client:", client, NULL);

	return apply_texts(db, &affected_statements[SQL_CLEAR], row, error)
		&& clock_stop(db, event, clock, error) && clocks_settle(db, event->ref, error)
		&& search_refresh(db, event->ref, error);
}

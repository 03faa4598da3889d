/* People, appointments as DPO, clients. */
#include "db/apply.h"

#include "src/core/person.h"

#include <string.h>

enum {
	SQL_PERSON, SQL_ROLES, SQL_RETIRE, SQL_FORGET_ACCOUNTS, SQL_ACCOUNT,
	SQL_NAME, SQL_EMAIL, SQL_PEC, SQL_REPLY_FROM, SQL_PHONE, SQL_PHONE_OUT, SQL_POSITION,
	SQL_APPOINT, SQL_END, SQL_AWAY,
	SQL_CLIENT, SQL_CLIENT_RETIRE, SQL_HOURS, SQL_STARTS, SQL_PROCESSOR, SQL_AUTO_NOTIFY, SQL_LANG,
	SQL_CLIENT_FORMER, SQL_CLIENT_NAME, SQL_VAT, SQL_CLIENT_EMAIL, SQL_CLIENT_PEC, SQL_CLIENT_REPLY_FROM, SQL_CONTACT, SQL_CLIENT_PHONE, SQL_CLAUSE
};

#define SET(table, column) {"set " table "." column, .sql = "UPDATE " table " SET " column " = $1 WHERE id = $2"}

const Statement people_statements[] = {
	[SQL_PERSON] = {"add a person",
		.sql = "INSERT INTO person (id, number, seq, since, roles, erased) VALUES ($1, $2, $3, $4, 0, $5)"},
	[SQL_ROLES] = SET("person", "roles"),
	[SQL_RETIRE] = SET("person", "retired"),
	[SQL_FORGET_ACCOUNTS] = {"forget accounts", .sql = "DELETE FROM person_account WHERE person = $1"},
	[SQL_ACCOUNT] = {"bind an account", .sql = "INSERT INTO person_account (account, person, place) VALUES ($1, $2, $3) "
		"ON CONFLICT (account, person) DO NOTHING"},
	[SQL_NAME] = SET("person", "name"),
	[SQL_EMAIL] = SET("person", "email"),
	[SQL_PEC] = SET("person", "pec"),
	[SQL_REPLY_FROM] = SET("person", "reply_from"),
	[SQL_PHONE] = SET("person", "phone"),
	[SQL_PHONE_OUT] = SET("person", "phone_out"),
	[SQL_POSITION] = SET("person", "position"),
	[SQL_APPOINT] = {"appoint", .sql = "INSERT INTO dpo (seq, person, from_at, deputy, delegated, declared, act, protocol, firm, reason) "
		"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"},
	[SQL_END] = {"end an appointment", .sql = "UPDATE dpo SET until_at = $2 WHERE person = $1 AND (until_at IS NULL OR until_at > $2)"},
	[SQL_AWAY] = {"away", .sql = "UPDATE dpo SET away_from = $2, away_to = $3 WHERE person = $1 AND (until_at IS NULL OR until_at > $2)"},
	[SQL_CLIENT] = {"add a client",
		.sql = "INSERT INTO client (id, seq, name, from_aware, processor, auto_notify) VALUES ($1, $2, '', 0, 0, 0)"},
	[SQL_CLIENT_RETIRE] = SET("client", "retired"),
	[SQL_HOURS] = SET("client", "hours"),
	[SQL_STARTS] = {"set client.from_aware", .sql = "UPDATE client SET from_aware = CASE WHEN $1 = 'aware' THEN 1 ELSE 0 END WHERE id = $2"},
	[SQL_PROCESSOR] = SET("client", "processor"),
	[SQL_AUTO_NOTIFY] = SET("client", "auto_notify"),
	[SQL_LANG] = SET("client", "lang"),
	[SQL_CLIENT_FORMER] = {"keep a former name", .sql = "UPDATE client SET former = coalesce(former || $3, '') || name "
		"WHERE id = $1 AND name <> '' AND name <> coalesce($2, '')"},
	[SQL_CLIENT_NAME] = {"set client.name", .sql = "UPDATE client SET name = coalesce($1, '') WHERE id = $2"},
	[SQL_VAT] = SET("client", "vat"),
	[SQL_CLIENT_EMAIL] = SET("client", "email"),
	[SQL_CLIENT_PEC] = SET("client", "pec"),
	[SQL_CLIENT_REPLY_FROM] = SET("client", "reply_from"),
	[SQL_CONTACT] = SET("client", "contact"),
	[SQL_CLIENT_PHONE] = SET("client", "phone"),
	[SQL_CLAUSE] = SET("client", "clause"),
	{.name = NULL},
};

/* --- people ------------------------------------------------------------------------------------------------------- */

static const Column person_columns[] = {
	{"name", SIDE_BODY, SQL_NAME}, {"email", SIDE_BODY, SQL_EMAIL}, {"pec", SIDE_BODY, SQL_PEC}, {"phone", SIDE_BODY, SQL_PHONE},
	{"phone_out", SIDE_BODY, SQL_PHONE_OUT}, {"position", SIDE_BODY, SQL_POSITION}, {"reply_from", SIDE_BODY, SQL_REPLY_FROM}, {NULL, SIDE_BODY, 0},
};

static bool
apply_roles(Db *db, const Event *event, GError **error)
{
	const json_t *roles = json_object_get(event->facts, "roles");
	g_autoptr(Stmt) stmt = NULL;
	int64_t bits = 0;

	if (!roles)
		return true;
	for (size_t i = 0; i < json_array_size(roles); i++) {
		Role role;
		if (role_parse(json_string_value(json_array_get(roles, i)), &role))
			bits |= INT64_C(1) << role;
	}
	stmt = stmt_open(db, &people_statements[SQL_ROLES]);
	stmt_bind_int64(stmt, "$1", bits);
	stmt_bind_text(stmt, "$2", fact_text(event, "person"));
	return stmt_done(stmt, error);
}

/* Where the event names accounts, they are all of them. */
static bool
apply_accounts(Db *db, const Event *event, GError **error)
{
	const json_t *accounts = json_object_get(event->body, "accounts");
	const char *person = fact_text(event, "person");
	g_autoptr(Stmt) stmt = NULL;

	if (!accounts)
		return true;
	if (!apply_texts(db, &people_statements[SQL_FORGET_ACCOUNTS], (const char *[]){person, NULL}, error))
		return false;
	stmt = stmt_open(db, &people_statements[SQL_ACCOUNT]);
	for (size_t i = 0; i < json_array_size(accounts); i++) {
		stmt_bind_text(stmt, "$1", json_string_value(json_array_get(accounts, i)));
		stmt_bind_text(stmt, "$2", person);
		stmt_bind_int64(stmt, "$3", (int64_t)i);
		if (!stmt_done(stmt, error))
			return false;
	}
	return true;
}

bool
apply_person_changed(Db *db, const Event *event, GError **error)
{
	const char *const row[] = {fact_text(event, "person"), NULL};
	return apply_columns(db, event, people_statements, person_columns, row, error) && apply_roles(db, event, error)
		&& apply_accounts(db, event, error);
}

bool
apply_person_added(Db *db, const Event *event, GError **error)
{
	const char *id = fact_text(event, "person");
	int64_t number = g_ascii_strtoll(id + strcspn(id, "0123456789"), NULL, 10);
	g_autoptr(Stmt) stmt = stmt_open(db, &people_statements[SQL_PERSON]);

	stmt_bind_text(stmt, "$1", id);
	stmt_bind_int64(stmt, "$2", number);
	stmt_bind_int64(stmt, "$3", event->seq);
	stmt_bind_instant(stmt, "$4", event->at);
	stmt_bind_bool(stmt, "$5", event->erased);
	return stmt_done(stmt, error) && counter_reach(db, "person", number, error) && apply_person_changed(db, event, error);
}

/* A statement of the row `id` whose $1 is when the event happened. */
static bool
apply_when(Db *db, int sql, const Event *event, const char *id, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &people_statements[sql]);
	stmt_bind_instant(stmt, "$1", event->at);
	stmt_bind_text(stmt, "$2", id);
	return stmt_done(stmt, error);
}

bool
apply_person_retired(Db *db, const Event *event, GError **error)
{
	return apply_when(db, SQL_RETIRE, event, fact_text(event, "person"), error);
}

/* --- appointments ------------------------------------------------------------------------------------------------- */

bool
apply_dpo_appointed(Db *db, const Event *event, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &people_statements[SQL_APPOINT]);
	stmt_bind_int64(stmt, "$1", event->seq);
	stmt_bind_text(stmt, "$2", fact_text(event, "person"));
	stmt_bind_instant(stmt, "$3", fact_instant(event, "from"));
	stmt_bind_text(stmt, "$4", fact_text(event, "deputy"));
	stmt_bind_bool(stmt, "$5", fact_bool(event, "delegated"));
	stmt_bind_bool(stmt, "$6", fact_bool(event, "declared"));
	stmt_bind_text(stmt, "$7", body_text(event, "act"));
	stmt_bind_text(stmt, "$8", body_text(event, "protocol"));
	stmt_bind_text(stmt, "$9", body_text(event, "firm"));
	stmt_bind_text(stmt, "$10", body_text(event, "reason"));
	return stmt_done(stmt, error);
}

bool
apply_dpo_ended(Db *db, const Event *event, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &people_statements[SQL_END]);
	stmt_bind_text(stmt, "$1", fact_text(event, "person"));
	stmt_bind_instant(stmt, "$2", fact_instant(event, "until"));
	return stmt_done(stmt, error);
}

bool
apply_dpo_away(Db *db, const Event *event, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &people_statements[SQL_AWAY]);
	stmt_bind_text(stmt, "$1", fact_text(event, "person"));
	stmt_bind_instant(stmt, "$2", fact_instant(event, "from"));
	stmt_bind_instant(stmt, "$3", fact_instant(event, "to"));
	return stmt_done(stmt, error);
}

/* --- clients ------------------------------------------------------------------------------------------------------ */

static const Column client_columns[] = {
	{"hours", SIDE_FACT, SQL_HOURS}, {"starts", SIDE_FACT, SQL_STARTS}, {"processor", SIDE_FACT, SQL_PROCESSOR},
	{"auto_notify", SIDE_FACT, SQL_AUTO_NOTIFY},
	{"lang", SIDE_FACT, SQL_LANG}, {"name", SIDE_BODY, SQL_CLIENT_NAME}, {"vat", SIDE_BODY, SQL_VAT},
	{"email", SIDE_BODY, SQL_CLIENT_EMAIL}, {"pec", SIDE_BODY, SQL_CLIENT_PEC}, {"contact", SIDE_BODY, SQL_CONTACT},
	{"phone", SIDE_BODY, SQL_CLIENT_PHONE}, {"clause", SIDE_BODY, SQL_CLAUSE},
	{"reply_from", SIDE_BODY, SQL_CLIENT_REPLY_FROM}, {NULL, SIDE_BODY, 0},
};

/* Whoever wrote about it then wrote that one. */
static bool
keep_former(Db *db, const Event *event, const char *id, GError **error)
{
	g_autoptr(Stmt) stmt = NULL;
	if (!body_text(event, "name"))
		return true;
	stmt = stmt_open(db, &people_statements[SQL_CLIENT_FORMER]);
	stmt_bind_text(stmt, "$1", id);
	stmt_bind_text(stmt, "$2", body_text(event, "name"));
	stmt_bind_text(stmt, "$3", "\n");
	return stmt_done(stmt, error);
}

bool
apply_client_changed(Db *db, const Event *event, GError **error)
{
	const char *const row[] = {fact_text(event, "client"), NULL};
	return keep_former(db, event, row[0], error) && apply_columns(db, event, people_statements, client_columns, row, error) &&
		(!body_text(event, "name") || search_refresh_client(db, row[0], error));
}

bool
apply_client_added(Db *db, const Event *event, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &people_statements[SQL_CLIENT]);
	stmt_bind_text(stmt, "$1", fact_text(event, "client"));
	stmt_bind_int64(stmt, "$2", event->seq);
	return stmt_done(stmt, error) && apply_client_changed(db, event, error);
}

bool
apply_client_retired(Db *db, const Event *event, GError **error)
{
	return apply_when(db, SQL_CLIENT_RETIRE, event, fact_text(event, "client"), error);
}

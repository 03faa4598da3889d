/* People, clients, and who was DPO when. */
#include "db/query-row.h"
#include "src/core/text.h"

enum {
	SQL_PEOPLE, SQL_PERSON, SQL_OF_ACCOUNT, SQL_ACCOUNTS, SQL_CLIENTS, SQL_CLIENT, SQL_DPO_AT, SQL_DPOS,
};

#define PERSON "SELECT id, since, retired, roles, name, email, pec, reply_from, phone, phone_out, position, erased FROM person"
#define CLIENT \
	"SELECT id, name, former, vat, email, pec, reply_from, contact, phone, clause, hours, from_aware, processor, auto_notify, lang, retired FROM client"
#define DPO \
	"SELECT person, from_at, until_at, deputy, delegated, act, protocol, firm, reason, away_from, away_to FROM dpo"

const Statement query_people_statements[] = {
	[SQL_PEOPLE] = {.name = "people", .sql = PERSON " WHERE retired IS NULL OR CAST($1 AS BIGINT) = 1 ORDER BY number"},
	[SQL_PERSON] = {.name = "person by id", .sql = PERSON " WHERE id = $1"},
	[SQL_OF_ACCOUNT] = {.name = "people of an account", .sql =
		PERSON " WHERE retired IS NULL AND id IN (SELECT person FROM person_account WHERE account = $1) ORDER BY number"},
	[SQL_ACCOUNTS] = {.name = "accounts of a person", .sql =
		"SELECT account FROM person_account WHERE person = $1 ORDER BY place"},
	[SQL_CLIENTS] = {.name = "clients", .sql = CLIENT " WHERE retired IS NULL OR CAST($1 AS BIGINT) = 1 ORDER BY id"},
	[SQL_CLIENT] = {.name = "client by id", .sql = CLIENT " WHERE id = $1"},
	/* In the order of the key, which needs no sorting: it is asked several times in a `log`. */
	[SQL_DPO_AT] = {.name = "DPO at an instant", .sql = DPO " WHERE from_at <= $1 AND (until_at IS NULL OR until_at > $1) ORDER BY seq"},
	[SQL_DPOS] = {.name = "appointments", .sql = DPO " ORDER BY from_at DESC, seq DESC"},
	{.name = NULL},
};

static bool
read_accounts(Db *db, Person *person, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_people_statements[SQL_ACCOUNTS]);
	g_autoptr(GStrvBuilder) accounts = g_strv_builder_new();

	stmt_bind_text(s, "$1", person->id);
	while (stmt_row(s))
		g_strv_builder_add(accounts, stmt_text(s, "account"));
	if (!stmt_done(s, error))
		return false;
	g_strfreev(person->accounts);
	person->accounts = g_strv_builder_end(accounts);
	return true;
}

/* The addresses of a column, a list in JSON; none where it is NULL. */
static char **
read_addresses(Stmt *s, const char *column)
{
	const char *line = stmt_text(s, column);
	json_auto_t *list = line ? json_loads(line, 0, NULL) : NULL;
	g_autoptr(GStrvBuilder) addresses = g_strv_builder_new();

	for (size_t i = 0; i < json_array_size(list); i++)
		g_strv_builder_add(addresses, json_string_value(json_array_get(list, i)));
	return g_strv_builder_end(addresses);
}

static Person *
read_person(Stmt *s)
{
	Person *p = person_new();

	p->id = stmt_dup(s, "id");
	p->since = stmt_instant(s, "since");
	p->retired = stmt_instant(s, "retired");
	p->roles = (unsigned)stmt_int64(s, "roles");
	p->name = stmt_dup(s, "name");
	p->email = stmt_dup(s, "email");
	p->pec = stmt_dup(s, "pec");
	g_strfreev(p->reply_from);
	p->reply_from = read_addresses(s, "reply_from");
	p->phone = stmt_dup(s, "phone");
	p->phone_out = stmt_dup(s, "phone_out");
	p->position = stmt_dup(s, "position");
	p->erased = stmt_bool(s, "erased");
	return p;
}

static bool
read_people(Db *db, Stmt *s, GPtrArray *people, GError **error)
{
	while (stmt_row(s)) {
		Person *person = read_person(s);
		g_ptr_array_add(people, person);
		if (!read_accounts(db, person, error))
			return false;
	}
	return stmt_done(s, error);
}

/* The people of a statement, bound and ready (transfer full), as they are at one moment. */
static bool
people_of(Db *db, Stmt *stmt, GPtrArray **people, GError **error)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)person_free);
	g_autoptr(Stmt) s = stmt;
	bool ok;

	*people = NULL;
	if (!db_read_begin(db, error))
		return false;
	ok = read_people(db, s, found, error);
	g_clear_pointer(&s, stmt_free);
	db_read_end(db);
	if (ok)
		*people = g_steal_pointer(&found);
	return ok;
}

bool
query_people(Db *db, bool retired_too, GPtrArray **people, GError **error)
{
	Stmt *s = stmt_open(db, &query_people_statements[SQL_PEOPLE]);

	stmt_bind_bool(s, "$1", retired_too);
	return people_of(db, s, people, error);
}

bool
query_people_of_account(Db *db, const char *account, GPtrArray **people, GError **error)
{
	Stmt *s = stmt_open(db, &query_people_statements[SQL_OF_ACCOUNT]);

	stmt_bind_text(s, "$1", account);
	return people_of(db, s, people, error);
}

bool
query_person(Db *db, const char *id, Person **person, GError **error)
{
	Stmt *s = stmt_open(db, &query_people_statements[SQL_PERSON]);
	g_autoptr(GPtrArray) found = NULL;

	*person = NULL;
	stmt_bind_text(s, "$1", id);
	if (!people_of(db, s, &found, error))
		return false;
	if (found->len > 0)
		*person = g_ptr_array_steal_index(found, 0);
	return true;
}

/* What a contract leaves open is the register's: hours and language. */
static Client *
read_client(Stmt *s, const Settings *settings)
{
	Client *c = client_new();
	const char *lang = stmt_text(s, "lang");

	c->id = stmt_dup(s, "id");
	c->name = stmt_dup(s, "name");
	c->lang = !lang ? settings_lang(settings) : strcmp(lang, "it") == 0 ? LANG_IT : LANG_EN;
	c->vat = stmt_dup(s, "vat");
	c->email = stmt_dup(s, "email");
	c->pec = stmt_dup(s, "pec");
	g_strfreev(c->former);
	c->former = g_strsplit(stmt_is_null(s, "former") ? "" : stmt_text(s, "former"), "\n", -1);
	g_strfreev(c->reply_from);
	c->reply_from = read_addresses(s, "reply_from");
	c->contact = stmt_dup(s, "contact");
	c->phone = stmt_dup(s, "phone");
	c->clause = stmt_dup(s, "clause");
	c->hours = (int)(stmt_is_null(s, "hours") ? settings_number(settings, "client-hours") : stmt_int64(s, "hours"));
	c->from_aware = stmt_bool(s, "from_aware");
	c->processor = stmt_bool(s, "processor");
	c->auto_notify = stmt_bool(s, "auto_notify");
	c->retired = !stmt_is_null(s, "retired");
	return c;
}

/* By name as people read it: engines collate in their own ways, and none of them like a directory of companies. */
static int
by_name(gconstpointer left, gconstpointer right)
{
	const Client *a = *(const Client *const *)left, *b = *(const Client *const *)right;
	g_autofree char *first = text_fold(a->name), *second = text_fold(b->name);
	int order = strcmp(first, second);

	return order ? order : strcmp(a->id, b->id);
}

static bool
read_clients(Db *db, Stmt *s, GPtrArray *clients, GError **error)
{
	g_autoptr(Settings) settings = NULL;

	if (!query_settings(db, &settings, error))
		return false;
	while (stmt_row(s))
		g_ptr_array_add(clients, read_client(s, settings));
	return stmt_done(s, error);
}

static bool
clients_of(Db *db, Stmt *stmt, GPtrArray **clients, GError **error)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)client_free);
	g_autoptr(Stmt) s = stmt;
	bool ok;

	*clients = NULL;
	if (!db_read_begin(db, error))
		return false;
	ok = read_clients(db, s, found, error);
	g_clear_pointer(&s, stmt_free);
	db_read_end(db);
	if (!ok)
		return false;
	g_ptr_array_sort(found, by_name);
	*clients = g_steal_pointer(&found);
	return true;
}

bool
query_clients(Db *db, bool retired_too, GPtrArray **clients, GError **error)
{
	Stmt *s = stmt_open(db, &query_people_statements[SQL_CLIENTS]);

	stmt_bind_bool(s, "$1", retired_too);
	return clients_of(db, s, clients, error);
}

bool
query_client(Db *db, const char *id, Client **client, GError **error)
{
	Stmt *s = stmt_open(db, &query_people_statements[SQL_CLIENT]);
	g_autoptr(GPtrArray) found = NULL;

	*client = NULL;
	stmt_bind_text(s, "$1", id);
	if (!clients_of(db, s, &found, error))
		return false;
	if (found->len > 0)
		*client = g_ptr_array_steal_index(found, 0);
	return true;
}

static bool
read_dpos(Stmt *s, GPtrArray *dpos, GError **error)
{
	while (stmt_row(s)) {
		Dpo *d = dpo_new();
		d->person = stmt_dup(s, "person");
		d->from = stmt_instant(s, "from_at");
		d->until = stmt_instant(s, "until_at");
		d->deputy = stmt_dup(s, "deputy");
		d->delegated = stmt_bool(s, "delegated");
		d->act = stmt_dup(s, "act");
		d->protocol = stmt_dup(s, "protocol");
		d->firm = stmt_dup(s, "firm");
		d->reason = stmt_dup(s, "reason");
		d->away_from = stmt_instant(s, "away_from");
		d->away_to = stmt_instant(s, "away_to");
		g_ptr_array_add(dpos, d);
	}
	return stmt_done(s, error);
}

bool
query_dpo_at(Db *db, Instant at, Dpo **dpo, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_people_statements[SQL_DPO_AT]);
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)dpo_free);

	guint newest = 0;

	*dpo = NULL;
	stmt_bind_int64(s, "$1", at);
	if (!read_dpos(s, found, error))
		return false;
	for (guint i = 1; i < found->len; i++)
		if (((const Dpo *)g_ptr_array_index(found, i))->from >= ((const Dpo *)g_ptr_array_index(found, newest))->from)
			newest = i;
	if (found->len > 0)
		*dpo = g_ptr_array_steal_index(found, newest);
	return true;
}

bool
query_dpos(Db *db, GPtrArray **dpos, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_people_statements[SQL_DPOS]);
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)dpo_free);

	*dpos = NULL;
	if (!read_dpos(s, found, error))
		return false;
	*dpos = g_steal_pointer(&found);
	return true;
}

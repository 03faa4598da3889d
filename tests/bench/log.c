/*
 * log FOLDER N: what `log` costs in process, against SQLite alone storing the same rows as durably. Prints "MS MS", the medians of N each.
 *
 * Two copies of one new register lie in FOLDER. Into the first an incident is logged by the use case; then the rows that this made, the
 * journal's, the tables' and the full text's, are inserted into the second by prepared statements in one transaction. Both have the same
 * tables, indexes, triggers and pragmas, so both write the same, and commit once.
 */
#include "src/core/err.h"
#include "src/host/host.h"
#include "src/register/create.h"
#include "src/register/intake.h"
#include "src/register/people.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

static void
ends_well(bool ok, GError *error)
{
	if (!ok)
		g_error("%s", error ? error->message : "failed without an error");
}

#define WELL(call) do { GError *error = NULL; bool well = (call); ends_well(well, error); } while (0)

/* --- the rows that an incident made ------------------------------------------------------------------------------------ */

/* Where they are found, by the ref or by the number of the last event before; and how they are stored again. */
static const struct {
	const char *find, *store;
} tables[] = {
	{"SELECT seq, seal, head, body FROM journal WHERE seq > ?2", "INSERT INTO journal (seq, seal, head, body) VALUES (?, ?, ?, ?)"},
	{"SELECT seq, seal, at FROM tip", "UPDATE tip SET seq = ?, seal = ?, at = ?"},
	{"SELECT name, value FROM counter WHERE name = 'incident:' || substr(?1, 1, 4) OR name = 'notice:' || ?1",
		"INSERT INTO counter (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"},
	{"SELECT ref, seq FROM history WHERE ref = ?1", "INSERT INTO history (ref, seq) VALUES (?, ?)"},
	{"SELECT * FROM incident WHERE ref = ?1", NULL},
	{"SELECT * FROM clock WHERE ref = ?1", NULL},
	{"SELECT * FROM affected WHERE ref = ?1", NULL},
	{"SELECT * FROM notice WHERE ref = ?1", NULL},
	{"SELECT s.rowid, s.* FROM search AS s WHERE s.rowid = (SELECT seq FROM incident WHERE ref = ?1)",
		"INSERT INTO search (rowid, title, description, recipient, systems, notes, clients) VALUES (?, ?, ?, ?, ?, ?, ?)"},
};

typedef struct {
	sqlite3 *from, *to;
	sqlite3_stmt *find[G_N_ELEMENTS(tables)], *store[G_N_ELEMENTS(tables)], *begin, *commit;
} Copying;

/* Values of one row, in a table of `tables`. */
typedef struct {
	gsize table;
	GPtrArray *values; /* of sqlite3_value */
} Row;

static void
row_clear(gpointer data)
{
	g_ptr_array_unref(((Row *)data)->values);
}

static sqlite3_stmt *
prepare(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *stmt = NULL;
	if (sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL) != SQLITE_OK)
		g_error("%s: %s", sql, sqlite3_errmsg(db));
	return stmt;
}

static void
step_done(sqlite3_stmt *stmt)
{
	if (sqlite3_step(stmt) != SQLITE_DONE || sqlite3_reset(stmt) != SQLITE_OK)
		g_error("%s: %s", sqlite3_sql(stmt), sqlite3_errmsg(sqlite3_db_handle(stmt)));
}

/* INSERT INTO incident VALUES (?, ...), with as many places as the statement that finds them has columns. */
static char *
insert_all(const char *find, int columns)
{
	g_auto(GStrv) words = g_strsplit(find, " ", -1);
	GString *sql = g_string_new(NULL);
	g_string_printf(sql, "INSERT INTO %s VALUES (?", words[3]);
	while (--columns > 0)
		g_string_append(sql, ", ?");
	g_string_append_c(sql, ')');
	return g_string_free(sql, FALSE);
}

static sqlite3 *
open_raw(const char *file)
{
	static const char pragmas[] = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA cell_size_check = ON;";
	sqlite3 *db = NULL;
	if (sqlite3_open_v2(file, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK ||
		sqlite3_exec(db, pragmas, NULL, NULL, NULL) != SQLITE_OK)
		g_error("%s: %s", file, sqlite3_errmsg(db));
	return db;
}

static void
copying_begin(Copying *c, const char *from, const char *to)
{
	c->from = open_raw(from);
	c->to = open_raw(to);
	for (gsize i = 0; i < G_N_ELEMENTS(tables); i++) {
		c->find[i] = prepare(c->from, tables[i].find);
		g_autofree char *insert = insert_all(tables[i].find, sqlite3_column_count(c->find[i]));
		c->store[i] = prepare(c->to, tables[i].store ? tables[i].store : insert);
	}
	c->begin = prepare(c->to, "BEGIN IMMEDIATE");
	c->commit = prepare(c->to, "COMMIT");
}

static void
copying_end(Copying *c)
{
	for (gsize i = 0; i < G_N_ELEMENTS(tables); i++) {
		sqlite3_finalize(c->find[i]);
		sqlite3_finalize(c->store[i]);
	}
	sqlite3_finalize(c->begin);
	sqlite3_finalize(c->commit);
	sqlite3_close(c->from);
	sqlite3_close(c->to);
}

static void
find_rows(Copying *c, const char *ref, int64_t before, GArray *rows)
{
	for (gsize i = 0; i < G_N_ELEMENTS(tables); i++) {
		sqlite3_stmt *find = c->find[i];
		sqlite3_bind_text(find, 1, ref, -1, SQLITE_TRANSIENT); /* out of range where it has no such place, and that is all */
		sqlite3_bind_int64(find, 2, before);
		while (sqlite3_step(find) == SQLITE_ROW) {
			Row row = {i, g_ptr_array_new_with_free_func((GDestroyNotify)sqlite3_value_free)};
			for (int column = 0; column < sqlite3_column_count(find); column++)
				g_ptr_array_add(row.values, sqlite3_value_dup(sqlite3_column_value(find, column)));
			g_array_append_val(rows, row);
		}
		sqlite3_reset(find);
	}
}

static void
store_rows(Copying *c, const GArray *rows)
{
	step_done(c->begin);
	for (guint i = 0; i < rows->len; i++) {
		const Row *row = &g_array_index(rows, Row, i);
		sqlite3_stmt *store = c->store[row->table];
		for (guint v = 0; v < row->values->len; v++)
			sqlite3_bind_value(store, (int)v + 1, g_ptr_array_index(row->values, v));
		step_done(store);
	}
	step_done(c->commit);
}

/* --- logging ------------------------------------------------------------------------------------------------------------ */

static double
ms_since(gint64 begin)
{
	return (double)(g_get_monotonic_time() - begin) / 1000;
}

static double
log_one(Session *session, int i, char **ref, int64_t *before)
{
	g_autofree char *title = g_strdup_printf("Lista inviata al committente sbagliato (%d)", i);
	json_auto_t *fields = json_pack("{s:s, s:s, s:s, s:s, s:[s], s:s, s:s}", "title", title, "description",
		"Un operatore ha selezionato la voce precedente nell'elenco dei destinatari. Il file conteneva nominativi, numeri di telefono e "
		"indirizzi. Il destinatario ha risposto di avere cancellato il messaggio: non è stato aperto.", "campaign", "Energia Nord", "site",
		"Torino", "nature", "c", "subjects", "1200", "own_data", "no");
	const char *clients[] = {"alfa", NULL};
	const Intake in = {.kind = KIND_BREACH, .fields = fields, .clients = clients};
	Logged logged = {0};
	Tip tip = {0};
	WELL(query_tip(session->db, &tip, &error));
	*before = tip.seq;
	tip_clear(&tip);
	gint64 begin = g_get_monotonic_time();
	WELL(register_log(session, &in, &logged, &error));
	double ms = ms_since(begin);
	*ref = g_steal_pointer(&logged.ref);
	logged_clear(&logged);
	return ms;
}

static double
log_raw(Copying *c, const char *ref, int64_t before)
{
	g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(Row));
	g_array_set_clear_func(rows, row_clear);
	find_rows(c, ref, before, rows);
	gint64 begin = g_get_monotonic_time();
	store_rows(c, rows);
	return ms_since(begin);
}

static Session *
open_register(const char *file, const char *account, bool make)
{
	const Surroundings host = {.now = host_now, .random = host_random, .zone = host_zone, .account = account, .has_email = true, .lang = LANG_IT};
	const Founding founding = {.organisation = "Rossi Contact S.p.A.", .name = "Maria Bianchi", .email = "maria@rossi.example",
		.role = ROLE_SECURITY, .dpo_name = "Giulia Verdi", .dpo_email = "dpo@verdi.example", .dpo_from = host_now() - 86400,
		.dpo_declared = true};
	const ClientInput client = {.name = "Alfa", .hours = 24, .processor = -1};
	Session *session = NULL;
	if (make)
		WELL(register_create(file, &host, &founding, &error));
	WELL(session_open(file, &host, NULL, &session, &error));
	if (make)
		WELL(register_client_add(session, &client, NULL, &error));
	return session;
}

static void
copy_file(const char *from, const char *to)
{
	g_autofree char *bytes = NULL;
	gsize len;
	WELL(g_file_get_contents(from, &bytes, &len, &error));
	WELL(g_file_set_contents_full(to, bytes, (gssize)len, G_FILE_SET_CONTENTS_NONE, 0600, &error));
}

static int
by_size(gconstpointer a, gconstpointer b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static double
median(GArray *ms)
{
	g_array_sort(ms, by_size);
	return g_array_index(ms, double, ms->len / 2);
}

static void
measure(Session *session, Copying *c, int n)
{
	g_autoptr(GArray) logged = g_array_new(FALSE, FALSE, sizeof(double)), raw = g_array_new(FALSE, FALSE, sizeof(double));
	for (int i = 0; i < n; i++) {
		g_autofree char *ref = NULL;
		int64_t before;
		double ms = log_one(session, i, &ref, &before), same = log_raw(c, ref, before);
		g_array_append_val(logged, ms);
		g_array_append_val(raw, same);
	}
	printf("%.4f %.4f\n", median(logged), median(raw));
}

int
main(int argc, char **argv)
{
	guint64 n = 0;
	if (argc != 3 || !g_ascii_string_to_unsigned(argv[2], 10, 1, 100000, &n, NULL)) {
		fprintf(stderr, "usage: log FOLDER N\n");
		return 64;
	}
	g_autofree char *account = host_account();
	g_autofree char *first = g_build_filename(argv[1], "log.db", NULL), *second = g_build_filename(argv[1], "raw.db", NULL);
	/* Closed once, so that the file has all that was in its log. */
	session_free(open_register(first, account, true));
	copy_file(first, second);
	Session *session = open_register(first, account, false);
	Copying copying = {0};
	copying_begin(&copying, first, second);
	measure(session, &copying, (int)n);
	copying_end(&copying);
	session_free(session);
	return 0;
}

/*
 * Two cursors over the same statement, one in the register and one in the replay. The rows come in the order of the key, so
 * the first pair that differs is the first difference of the tables.
 */
#include "db/verify-tables.h"

#include "src/core/err.h"
#include "src/core/text.h"

#include <string.h>

/* A value is shown in so many columns: a description may have pages. */
#define SHOWN 60

enum { SQL_NEWEST };

const Statement verify_tables_statements[] = {
	[SQL_NEWEST] = {.name = "verify: newest event", .sql = "SELECT max(seq) AS seq FROM history WHERE ref = $1"},
	{.name = NULL},
};

typedef struct {
	const ProjectTable *table;
	Db *replay;
	Stmt *is, *should;
} Pair;

static char *
show(const char *value)
{
	g_autofree char *visible = value ? text_visible(value) : NULL;

	return visible ? text_fit(visible, SHOWN) : g_strdup("NULL");
}

/* Where a text that has much in it, as the fields of an incident, begins to be another: a few characters before the first that differ. */
static gsize
first_difference(const char *a, const char *b)
{
	gsize at = 0;

	while (a && b && a[at] && a[at] == b[at])
		at++;
	at = at > SHOWN / 2 ? at - SHOWN / 2 : 0;
	while (at > 0 && ((guchar)a[at] & 0xc0) == 0x80) /* to the beginning of a character */
		at--;
	return at;
}

static char *
show_from(const char *value, gsize from)
{
	g_autofree char *rest = value ? show(value + from) : show(NULL);

	return from > 0 ? g_strconcat("...", rest, NULL) : g_steal_pointer(&rest);
}

static char *
show_key(const Pair *pair, Stmt *row)
{
	GString *key = g_string_new(NULL);

	for (int i = 0; i < pair->table->keys; i++) {
		g_autofree char *value = show(stmt_column_text(row, i));
		g_string_append_printf(key, "%s%s", i ? " " : "", value);
	}
	return g_string_free(key, FALSE);
}

static int64_t
seq_of(Stmt *row)
{
	for (int i = 0; i < stmt_columns(row); i++)
		if (strcmp(stmt_column_name(row, i), "seq") == 0)
			return stmt_column_text(row, i) ? g_ascii_strtoll(stmt_column_text(row, i), NULL, 10) : 0;
	return 0;
}

/* The newest event about an incident: any of them may have changed its row. */
static int64_t
newest_about(Db *db, const char *ref)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &verify_tables_statements[SQL_NEWEST]);

	stmt_bind_text(stmt, "$1", ref);
	return stmt_row(stmt) ? stmt_int64(stmt, "seq") : 0;
}

/* The event that made or last changed a row, where that is known. */
static int64_t
event_of(const Pair *pair, Stmt *row)
{
	int64_t newest = strcmp(pair->table->table, "incident") == 0 ? newest_about(pair->replay, stmt_column_text(row, 0)) : 0;

	return newest ? newest : seq_of(row);
}

/* Orders two values of a key as the statement does: numbers by size, texts by bytes. */
static int
compare(const char *a, const char *b)
{
	char *end_a, *end_b;
	gint64 x, y;

	if (!a || !b)
		return (a != NULL) - (b != NULL);
	if (strcmp(a, b) == 0)
		return 0;
	x = g_ascii_strtoll(a, &end_a, 10);
	y = g_ascii_strtoll(b, &end_b, 10);
	if (*a && *b && !*end_a && !*end_b)
		return (x > y) - (x < y);
	return strcmp(a, b);
}

static int
compare_keys(const Pair *pair)
{
	int order = 0;

	for (int i = 0; i < pair->table->keys && order == 0; i++)
		order = compare(stmt_column_text(pair->is, i), stmt_column_text(pair->should, i));
	return order;
}

static bool
one_too_many(const Pair *pair, int64_t *seq, GError **error)
{
	g_autofree char *key = show_key(pair, pair->is);

	*seq = event_of(pair, pair->is);
	return err_set(error, E_IO, "table %s has the row %s, which the journal does not give", pair->table->table, key);
}

static bool
one_missing(const Pair *pair, int64_t *seq, GError **error)
{
	g_autofree char *key = show_key(pair, pair->should);

	*seq = event_of(pair, pair->should);
	return err_set(error, E_IO, "table %s has lost the row %s, which the journal gives", pair->table->table, key);
}

static bool
one_differs(const Pair *pair, int place, int64_t *seq, GError **error)
{
	const char *is = stmt_column_text(pair->is, place), *should = stmt_column_text(pair->should, place);
	gsize from = first_difference(is, should);
	g_autofree char *key = show_key(pair, pair->is), *found = show_from(is, from), *expected = show_from(should, from);

	*seq = event_of(pair, pair->should);
	return err_set(error, E_IO, "table %s, row %s, column %s: is %s, the journal gives %s", pair->table->table, key,
		stmt_column_name(pair->is, place), found, expected);
}

static bool
compare_rows(const Pair *pair, int64_t *seq, GError **error)
{
	int place = 0, n = stmt_columns(pair->is), order;

	if (n != stmt_columns(pair->should))
		return err_set(error, E_IO, "table %s has other columns than this program makes", pair->table->table);
	while (place < n && stmt_same(pair->is, pair->should, place))
		place++;
	if (place == n)
		return true;
	order = compare_keys(pair);
	if (order != 0)
		return order < 0 ? one_too_many(pair, seq, error) : one_missing(pair, seq, error);
	return one_differs(pair, place, seq, error);
}

static bool
compare_all(const Pair *pair, int64_t *seq, GError **error)
{
	bool more_is = stmt_row(pair->is), more_should = stmt_row(pair->should);

	while (more_is && more_should) {
		if (!compare_rows(pair, seq, error))
			return false;
		more_is = stmt_row(pair->is);
		more_should = stmt_row(pair->should);
	}
	/* A cursor that failed has no row either; then stmt_done() says why. */
	if (more_is)
		return stmt_done(pair->should, error) && one_too_many(pair, seq, error);
	if (more_should)
		return stmt_done(pair->is, error) && one_missing(pair, seq, error);
	return stmt_done(pair->is, error) && stmt_done(pair->should, error);
}

bool
verify_table(Db *is, Db *should, const ProjectTable *table, int64_t *seq, GError **error)
{
	g_autoptr(Stmt) stored = stmt_open(is, table->all), replayed = stmt_open(should, table->all);
	Pair pair = {table, should, stored, replayed};

	return compare_all(&pair, seq, error);
}

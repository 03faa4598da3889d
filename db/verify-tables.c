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

typedef struct {
	const ProjectTable *table;
	Stmt *is, *should;
} Pair;

static char *
show(const char *value)
{
	g_autofree char *visible = value ? text_visible(value) : NULL;

	return visible ? text_fit(visible, SHOWN) : g_strdup("NULL");
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

/* The event that made or last changed a row, where the row says it. */
static int64_t
event_of(Stmt *row)
{
	static const char *const columns[] = {"last_seq", "seq"};

	for (gsize c = 0; c < G_N_ELEMENTS(columns); c++)
		for (int i = 0; i < stmt_columns(row); i++)
			if (strcmp(stmt_column_name(row, i), columns[c]) == 0)
				return stmt_column_text(row, i) ? g_ascii_strtoll(stmt_column_text(row, i), NULL, 10) : 0;
	return 0;
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

	*seq = event_of(pair->is);
	return err_set(error, E_IO, "table %s has the row %s, which the journal does not give", pair->table->table, key);
}

static bool
one_missing(const Pair *pair, int64_t *seq, GError **error)
{
	g_autofree char *key = show_key(pair, pair->should);

	*seq = event_of(pair->should);
	return err_set(error, E_IO, "table %s has lost the row %s, which the journal gives", pair->table->table, key);
}

static bool
compare_rows(const Pair *pair, int64_t *seq, GError **error)
{
	int order = compare_keys(pair), n = stmt_columns(pair->is);

	if (order != 0)
		return order < 0 ? one_too_many(pair, seq, error) : one_missing(pair, seq, error);
	if (n != stmt_columns(pair->should))
		return err_set(error, E_IO, "table %s has other columns than this program makes", pair->table->table);
	for (int i = 0; i < n; i++) {
		const char *is = stmt_column_text(pair->is, i), *should = stmt_column_text(pair->should, i);
		if (g_strcmp0(is, should) == 0)
			continue;
		g_autofree char *key = show_key(pair, pair->is), *found = show(is), *expected = show(should);
		*seq = event_of(pair->should);
		return err_set(error, E_IO, "table %s, row %s, column %s: is %s, the journal gives %s", pair->table->table, key,
			stmt_column_name(pair->is, i), found, expected);
	}
	return true;
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
	Pair pair = {table, stored, replayed};

	return compare_all(&pair, seq, error);
}

/*
 * statements ENGINE | columns: what tests/postgres.sh compares.
 *
 * ENGINE: every statement there is, as that engine gets it, one a line: its name, a tab, the text. columns: each column of a new
 * register in the order of its table, as TABLE, a tab, COLUMN; without the full text, which is each engine's own.
 */
#include "db/driver.h"
#include "tests/statement-tables.h"

#include <stdio.h>
#include <string.h>

static const Statement all_columns = {"columns of all tables", .sqlite =
	"SELECT m.name AS owner, c.name AS col FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c "
	"WHERE m.type = 'table' AND m.name NOT LIKE 'search%' AND m.name NOT LIKE 'sqlite%' ORDER BY m.name, c.cid"};

static const char *
text_of(const Statement *row, const char *engine)
{
	if (row->sql)
		return row->sql;
	return strcmp(engine, "sqlite") == 0 ? row->sqlite : row->postgres;
}

static int
print_statements(const char *engine)
{
	int missing = 0;

	for (const Statement *const *table = statement_tables; *table; table++)
		for (const Statement *row = *table; row->name; row++) {
			const char *text = text_of(row, engine);
			missing += text == NULL;
			printf("%s\t%s\n", row->name, text ? text : "");
		}
	return missing > 0;
}

static int
print_columns(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Db) db = NULL;
	g_autoptr(Stmt) stmt = NULL;

	if (!db_open(":memory:", DB_CREATE, &db, &error)) {
		(void)fprintf(stderr, "%s\n", error->message);
		return 1;
	}
	stmt = stmt_open(db, &all_columns);
	while (stmt_row(stmt)) {
		printf("%s\t", stmt_text(stmt, "owner"));
		printf("%s\n", stmt_text(stmt, "col"));
	}
	return stmt_done(stmt, &error) ? 0 : 1;
}

int
main(int argc, char **argv)
{
	if (argc != 2)
		return 64;
	return strcmp(argv[1], "columns") == 0 ? print_columns() : print_statements(argv[1]);
}

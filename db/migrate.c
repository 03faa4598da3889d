#include "db/migrate.h"

#include "db/driver.h"
#include "db/project.h"
#include "db/sql-embed.h"
#include "src/core/err.h"

#include <string.h>

#define PART_JOURNAL "journal"
#define PART_PROJECTION "projection"

enum { SQL_VERSIONS, SQL_SET_VERSION };

const Statement migrate_statements[] = {
	[SQL_VERSIONS] = {"versions", .sql = "SELECT part, number FROM version"},
	[SQL_SET_VERSION] = {"set a version",
		.sql = "INSERT INTO version (part, number) VALUES ($1, $2) ON CONFLICT (part) DO UPDATE SET number = excluded.number"},
	{.name = NULL},
};

typedef struct {
	int64_t journal, projection;
} Versions;

/* The number at the front of "sqlite/0001-journal.sql"; 0 for a file of this engine that is no migration, -1 for another's. */
static int64_t
number_of(const Db *db, const char *name)
{
	if (!g_str_has_prefix(name, db->driver->folder))
		return -1;
	return g_ascii_strtoll(name + strlen(db->driver->folder), NULL, 10);
}

/* The newest migration this program has for the engine. */
static int64_t
newest(const Db *db)
{
	int64_t highest = 0;
	for (const struct Embedded *file = embedded_sql; file->name; file++)
		highest = MAX(highest, number_of(db, file->name));
	return highest;
}

static bool
read_versions(Db *db, Versions *versions, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &migrate_statements[SQL_VERSIONS]);
	versions->journal = versions->projection = 0;
	while (stmt_row(stmt)) {
		if (g_strcmp0(stmt_text(stmt, "part"), PART_JOURNAL) == 0)
			versions->journal = stmt_int64(stmt, "number");
		else
			versions->projection = stmt_int64(stmt, "number");
	}
	return stmt_done(stmt, error);
}

static bool
set_version(Db *db, const char *part, int64_t number, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &migrate_statements[SQL_SET_VERSION]);
	stmt_bind_text(stmt, "$1", part);
	stmt_bind_int64(stmt, "$2", number);
	return stmt_done(stmt, error);
}

/* Runs the migrations after `have`. */
static bool
run_migrations(Db *db, int64_t have, GError **error)
{
	for (const struct Embedded *file = embedded_sql; file->name; file++)
		if (number_of(db, file->name) > have && !db->driver->script(db, file->text, error))
			return false;
	return set_version(db, PART_JOURNAL, newest(db), error);
}

static bool
make_projections(Db *db, GError **error)
{
	g_autofree char *name = g_strconcat(db->driver->folder, "projection.sql", NULL);
	for (const struct Embedded *file = embedded_sql; file->name; file++)
		if (g_str_equal(file->name, name))
			return db->driver->script(db, file->text, error);
	return err_set(error, E_INTERNAL, "the program has no %s", name);
}

static bool
rebuild(Db *db, GError **error)
{
	return db->driver->drop_projections(db, error) && make_projections(db, error) && project_replay(db, db, error)
		&& set_version(db, PART_PROJECTION, PROJECTION_NUMBER, error);
}

/* Ends a write transaction by what became of it. */
static bool
settle(Db *db, bool ok, GError **error)
{
	if (ok)
		return db_write_commit(db, error);
	db_write_rollback(db);
	return false;
}

bool
migrate_create(Db *db, GError **error)
{
	if (!db_write_begin(db, error))
		return false;
	return settle(db, run_migrations(db, 0, error) && make_projections(db, error)
		&& set_version(db, PART_PROJECTION, PROJECTION_NUMBER, error), error);
}

/* Under the lock, since another program may just have done it. */
static bool
bring_up(Db *db, GError **error)
{
	Versions have;
	if (!read_versions(db, &have, error))
		return false;
	if (have.journal < newest(db) && !run_migrations(db, have.journal, error))
		return false;
	return have.projection == PROJECTION_NUMBER || rebuild(db, error);
}

bool
migrate_open(Db *db, GError **error)
{
	Versions have;
	if (!read_versions(db, &have, error))
		return false;
	if (have.journal > newest(db) || have.projection > PROJECTION_NUMBER)
		return err_set(error, E_CONFIG, "%s was written by a newer breccia: upgrade this program", db->path);
	if (have.journal == newest(db) && have.projection == PROJECTION_NUMBER)
		return true;
	if (db->copy)
		return err_set(error, E_STATE, "%s was made by an older breccia: `breccia restore` puts it anywhere else, brought up to date and verified",
			db->path);
	return db_write_begin(db, error) && settle(db, bring_up(db, error), error);
}

bool
migrate_scratch(Db *db, GError **error)
{
	return make_projections(db, error) && db->driver->drop_boards(db, error);
}

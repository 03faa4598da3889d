#include "tests/journal-kit.h"

#include "db/project.h"

#include <glib/gstdio.h>
#include <string.h>

Kit kit;

static Instant
now(void *data)
{
	(void)data;
	return kit.now;
}

static void
chance(void *data, void *buffer, gsize len)
{
	(void)data;
	memset(buffer, (int)(++kit.salt & 0xff), len);
}

Writer
kit_writer(void)
{
	return (Writer){.by = "p1", .now = now, .random = chance};
}

void
kit_setup(void)
{
	kit = (Kit){.now = KIT_NOW};
	kit.dir = g_dir_make_tmp("breccia-store-XXXXXX", NULL);
	ck_assert_ptr_nonnull(kit.dir);
	kit.path = g_build_filename(kit.dir, "register.db", NULL);
	kit.uri = g_strconcat("sqlite:", kit.path, NULL);
	kit.writer = kit_writer();
	OK(db_open(kit.uri, DB_CREATE, &kit.db, &error));
}

static void
remove_tree(const char *path)
{
	GDir *dir = g_dir_open(path, 0, NULL);
	const char *name;
	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *below = g_build_filename(path, name, NULL);
		remove_tree(below);
	}
	if (dir)
		g_dir_close(dir);
	g_remove(path);
}

void
kit_teardown(void)
{
	g_clear_pointer(&kit.db, db_close);
	remove_tree(kit.dir);
	g_clear_pointer(&kit.dir, g_free);
	g_clear_pointer(&kit.path, g_free);
	g_clear_pointer(&kit.uri, g_free);
}

void
kit_reopen(void)
{
	g_clear_pointer(&kit.db, db_close);
	OK(db_open(kit.uri, DB_OPEN, &kit.db, &error));
}

static json_t *
parse(const char *text)
{
	g_autofree char *quoted = g_strdelimit(g_strdup(text), "'", '"');
	json_error_t why;
	json_t *value = json_loads(quoted, 0, &why);
	ck_assert_msg(value != NULL, "%s: %s", text, why.text);
	return value;
}

bool
kit_add(Db *db, const char *kind, const char *ref, const char *facts, const char *body, GError **error)
{
	return journal_append(db, kind, ref, parse(facts), body ? parse(body) : NULL, NULL, error);
}

int64_t
kit_append(const char *kind, const char *ref, const char *facts, const char *body)
{
	int64_t seq = 0;
	OK(journal_begin(kit.db, &kit.writer, &error));
	OK(journal_append(kit.db, kind, ref, parse(facts), body ? parse(body) : NULL, &seq, &error));
	OK(journal_commit(kit.db, &error));
	return seq;
}

void
kit_found(void)
{
	kit_append("register.created", NULL,
		"{'format':1,'hash':'sha-256','register':'5d0a9d6e-0000-4000-8000-000000000001','demo':false}", NULL);
}

void
kit_log(const char *ref)
{
	g_autofree char *detected = instant_rfc3339(kit.now - 3600);
	g_autofree char *due = instant_rfc3339(kit.now - 3600 + 86400);
	g_autofree char *facts = g_strdup_printf("{'kind':'%s','clocks':[{'id':'dpo-24h','rule':'dpo-24h','from':'detected',"
		"'starts_at':'%s','due_at':'%s','length':86400,'proof':{'email':'submitted','pec':'accepted'}}],'detected_at':'%s'}",
		strchr(ref, 'D') ? "drill" : "breach", detected, due, detected);
	kit_append("incident.logged", ref, facts, "{'title':'Elenco spedito al committente sbagliato'}");
}

static Stmt *
open_text(Db *db, const char *sql)
{
	/* Statements are known by their address: each text keeps its own. */
	static GHashTable *rows;
	Statement *row;
	if (!rows)
		rows = g_hash_table_new(g_str_hash, g_str_equal);
	row = g_hash_table_lookup(rows, sql);
	if (!row) {
		row = g_new0(Statement, 1);
		row->name = "of a test";
		row->sql = g_strdup(sql);
		g_hash_table_insert(rows, (gpointer)(guintptr)row->sql, row);
	}
	return stmt_open(db, row);
}

char *
kit_value(Db *db, const char *sql)
{
	g_autoptr(Stmt) stmt = open_text(db, sql);
	char *value = stmt_row(stmt) ? g_strdup(stmt_column_text(stmt, 0)) : NULL;
	OK(stmt_done(stmt, &error));
	return value;
}

void
kit_is(const char *sql, const char *value)
{
	g_autofree char *is = kit_value(kit.db, sql);
	ck_assert_msg(g_strcmp0(is, value) == 0, "%s: %s, not %s", sql, is ? is : "NULL", value ? value : "NULL");
}

void
kit_is_number(const char *sql, int64_t value)
{
	g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, value);
	kit_is(sql, text);
}

int64_t
kit_number(Db *db, const char *sql)
{
	g_autofree char *value = kit_value(db, sql);
	ck_assert_msg(value != NULL, "%s: nothing", sql);
	return g_ascii_strtoll(value, NULL, 10);
}

bool
kit_run(Db *db, const char *sql, GError **error)
{
	g_autoptr(Stmt) stmt = open_text(db, sql);
	return stmt_done(stmt, error);
}

char *
kit_dump(Db *db)
{
	GString *out = g_string_new(NULL);
	for (const ProjectTable *table = project_tables; table->table; table++) {
		g_autoptr(Stmt) stmt = stmt_open(db, table->all);
		g_string_append_printf(out, "== %s\n", table->table);
		while (stmt_row(stmt)) {
			for (int i = 0; i < stmt_columns(stmt); i++)
				g_string_append_printf(out, "%s=%s ", stmt_column_name(stmt, i),
					stmt_column_text(stmt, i) ? stmt_column_text(stmt, i) : "NULL");
			g_string_append_c(out, '\n');
		}
		OK(stmt_done(stmt, &error));
	}
	return g_string_free(out, FALSE);
}

void
kit_expect(GError *error, Err code, const char *part)
{
	ck_assert_ptr_nonnull(error);
	ck_assert_msg(g_error_matches(error, ERR_DOMAIN, (int)code), "%s, not %s: %s", err_name((Err)error->code), err_name(code),
		error->message);
	ck_assert_msg(strstr(error->message, part) != NULL, "no '%s' in: %s", part, error->message);
	g_error_free(error);
}

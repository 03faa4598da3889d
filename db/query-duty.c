/* The company's duties, as they were recorded. */
#include "db/query-row.h"

enum { SQL_DUTIES };

const Statement query_duty_statements[] = {
	[SQL_DUTIES] = {.name = "duties", .sql = "SELECT * FROM duty ORDER BY seq"},
	{.name = NULL},
};

static Duty *
read_duty(Stmt *s)
{
	Duty *d = g_new0(Duty, 1);

	d->seq = stmt_int64(s, "seq");
	d->duty = stmt_dup(s, "duty");
	d->at = stmt_instant(s, "at");
	d->expires_at = stmt_instant(s, "expires_at");
	d->noted_at = stmt_instant(s, "noted_at");
	d->by = stmt_dup(s, "by");
	d->version = stmt_dup(s, "version");
	d->handed_to = stmt_dup(s, "handed_to");
	d->reason = stmt_dup(s, "reason");
	d->bytes = stmt_dup(s, "bytes");
	d->name = stmt_dup(s, "name");
	d->size = stmt_int64(s, "size");
	return d;
}

bool
query_duties(Db *db, GPtrArray **duties, GError **error)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)duty_free);
	g_autoptr(Stmt) s = stmt_open(db, &query_duty_statements[SQL_DUTIES]);

	*duties = NULL;
	while (stmt_row(s))
		g_ptr_array_add(found, read_duty(s));
	if (!stmt_done(s, error))
		return false;
	*duties = g_steal_pointer(&found);
	return true;
}

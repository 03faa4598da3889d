/* Values of events, and columns that follow them. */
#include "db/apply.h"

#include "src/core/line.h"
#include "src/core/when.h"

const char *
fact_text(const Event *event, const char *name)
{
	return json_string_value(json_object_get(event->facts, name));
}

int64_t
fact_int64(const Event *event, const char *name)
{
	return json_integer_value(json_object_get(event->facts, name));
}

bool
fact_bool(const Event *event, const char *name)
{
	return json_is_true(json_object_get(event->facts, name));
}

Instant
json_instant(const json_t *value)
{
	Instant instant;
	const char *text = json_string_value(value);
	return text && instant_from_rfc3339(text, &instant) ? instant : INSTANT_NONE;
}

Instant
fact_instant(const Event *event, const char *name)
{
	return json_instant(json_object_get(event->facts, name));
}

const char *
body_text(const Event *event, const char *name)
{
	const char *text = json_string_value(json_object_get(event->body, name));
	return text && *text ? text : NULL;
}

const char *
act_by(const Event *event)
{
	const char *person = fact_text(event, "for");
	return person ? person : event->by;
}

Instant
act_at(const Event *event)
{
	Instant at = fact_instant(event, "at");
	return at == INSTANT_NONE ? event->at : at;
}

void
act_bind(Stmt *stmt, const Event *event)
{
	stmt_bind_text(stmt, "$1", event->ref);
	stmt_bind_int64(stmt, "$2", event->seq);
	stmt_bind_instant(stmt, "$3", act_at(event));
	stmt_bind_instant(stmt, "$4", event->at);
	stmt_bind_text(stmt, "$5", act_by(event));
	stmt_bind_text(stmt, "$6", fact_text(event, "for") ? event->by : NULL);
	stmt_bind_text(stmt, "$7", fact_text(event, "receipt"));
}

char *
event_sub_id(const Event *event, const char *fact)
{
	const char *sub = fact_text(event, fact);
	return sub ? g_strdup_printf("%s/%s", event->ref, sub) : NULL;
}

char *
json_line(const json_t *value)
{
	return line_write(value);
}

static void
bind_json(Stmt *stmt, const char *name, const json_t *value)
{
	if (json_is_string(value) && json_string_length(value) > 0) {
		stmt_bind_text(stmt, name, json_string_value(value));
	} else if (json_is_integer(value)) {
		stmt_bind_int64(stmt, name, json_integer_value(value));
	} else if (json_is_boolean(value)) {
		stmt_bind_bool(stmt, name, json_is_true(value));
	} else if (json_is_array(value) || json_is_object(value)) {
		g_autofree char *line = json_line(value);
		stmt_bind_text(stmt, name, line);
	}
}

static void
bind_texts(Stmt *stmt, int first, const char *const *texts)
{
	for (int i = 0; texts[i]; i++) {
		char name[8];
		g_snprintf(name, sizeof name, "$%d", first + i);
		stmt_bind_text(stmt, name, texts[i]);
	}
}

bool
apply_columns(Db *db, const Event *event, const Statement *table, const Column *columns, const char *const *row, GError **error)
{
	for (; columns->key; columns++) {
		const json_t *value = json_object_get(columns->side == SIDE_FACT ? event->facts : event->body, columns->key);
		g_autoptr(Stmt) stmt = NULL;
		if (!value)
			continue;
		stmt = stmt_open(db, &table[columns->sql]);
		bind_json(stmt, "$1", value);
		bind_texts(stmt, 2, row);
		if (!stmt_done(stmt, error))
			return false;
	}
	return true;
}

bool
apply_texts(Db *db, const Statement *statement, const char *const *texts, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, statement);
	bind_texts(stmt, 1, texts);
	return stmt_done(stmt, error);
}

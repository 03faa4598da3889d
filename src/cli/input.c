/* What people and programs give as facts of an incident. */
#include "src/cli/input.h"

#include "src/core/incident.h"
#include "src/core/scan.h"

#include <string.h>

static bool
put(const Cli *cli, const Field *field, const char *text, json_t *fields, GError **error)
{
	json_t *value = NULL;
	if (!field_parse(field, text, cli->now, cli->session->zone, &value, error))
		return false;
	json_object_set_new(fields, field->name, value);
	return true;
}

bool
input_options(const Cli *cli, unsigned use, json_t *fields, GError **error)
{
	for (const Field *f = incident_fields; f->name; f++) {
		const char *text = f->use & use ? cli_text(cli, f->option) : NULL;
		if (text && !put(cli, f, text, fields, error))
			return false;
	}
	return true;
}

static const Field *
find_field(const char *name, unsigned use, GError **error)
{
	const Field *field = field_find_option(name);
	if (field && (field->use & use))
		return field;
	g_autoptr(GString) names = g_string_new(NULL);
	for (const Field *f = incident_fields; f->name; f++)
		if (f->use & use)
			g_string_append_printf(names, "%s%s", names->len ? " " : "", f->option);
	err_set(error, E_USAGE, "there is no field %s: there are %s", name, names->str);
	return NULL;
}

bool
input_word(const Cli *cli, const char *word, unsigned use, json_t *fields, const char **name, GError **error)
{
	const char *equals = strchr(word, '=');
	if (!equals || equals == word)
		return err_set(error, E_USAGE, "\"%s\" is not FIELD=VALUE: write for example subjects=1200", word);
	g_autofree char *key = g_strndup(word, (gsize)(equals - word));
	const Field *field = find_field(key, use, error);
	if (!field || !put(cli, field, equals + 1, fields, error))
		return false;
	if (name)
		*name = field->name;
	return true;
}

/* The names of show --json, and those of the options: who writes "detected" means it, and a deadline hangs on that. Only "kind" is another
 * thing here, breach, near-miss or drill. */
static const Field *
field_of_key(const char *key)
{
	return g_str_equal(key, "kind") ? NULL : field_find_option(key);
}

bool
input_json(const Cli *cli, json_t *object, unsigned use, json_t *fields, GPtrArray *others, GError **error)
{
	const char *key;
	json_t *value;
	json_object_foreach(object, key, value)
	{
		const Field *field = field_of_key(key);
		json_t *canonical = NULL;
		if (!field || !(field->use & use)) {
			g_ptr_array_add(others, g_strdup(key));
			continue;
		}
		if (json_object_get(fields, field->name))
			return err_set(error, E_INPUT, "%s is given twice, as %s and as %s: leave one of them out", key, field->name, field->option);
		if (!field_parse_json(field, value, cli->now, cli->session->zone, &canonical, error))
			return false;
		if (json_is_null(canonical))
			json_decref(canonical);
		else
			json_object_set_new(fields, field->name, canonical);
	}
	return true;
}

bool
input_seen(const Cli *cli, int64_t *seen, GError **error)
{
	const char *text = cli_text(cli, "seen");
	char *end = NULL;
	*seen = text ? g_ascii_strtoll(text, &end, 10) : 0;
	if (text && (end == text || *end || *seen < 1))
		return err_set(error, E_USAGE, "--seen is the last_seq of what was shown, a number, not %s", text);
	return true;
}

void
input_scan(const Cli *cli, const char *label, const char *text, GPtrArray *warnings)
{
	if (!text)
		return;
	g_autoptr(GPtrArray) hits = scan_personal_data(text);
	for (guint i = 0; i < hits->len; i++) {
		const ScanHit *hit = g_ptr_array_index(hits, i);
		g_autofree char *masked = scan_mask(text, hit);
		g_ptr_array_add(warnings, g_strdup_printf("%s (%s): %s", label, masked, words_in(scan_kind_words(hit->kind), cli->lang)));
	}
}

GPtrArray *
input_warnings(const Cli *cli, json_t *fields)
{
	GPtrArray *out = g_ptr_array_new_with_free_func(g_free);
	const char *name;
	json_t *value;
	json_object_foreach(fields, name, value)
	{
		const Field *field = field_find(name);
		/* The person to call is there to be called. */
		if (field && field_side(field) == SIDE_BODY && !g_str_equal(name, "contact"))
			input_scan(cli, words_in(&field->label, cli->lang), json_string_value(value), out);
	}
	return out;
}

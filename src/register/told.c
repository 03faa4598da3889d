/* What one client is told of an incident. */
#include "src/register/told.h"

/* --- what it is told ----------------------------------------------------------------------------------------------------- */

/* Of all whom the incident hits together: one client's only where it is the only one. */
static bool
is_of_all(const Field *field)
{
	static const char *const names[] = {"subjects", "records", "campaign", NULL};
	return g_strv_contains(names, field->name);
}

static bool
is_alone(const json_t *fields, const GPtrArray *affected)
{
	return affected->len == 1 && g_strcmp0(json_string_value(json_object_get(fields, "own_data")), "yes") != 0;
}

static bool
is_typed(const Field *field)
{
	return field->type == FIELD_TEXT || field->type == FIELD_LINE;
}

json_t *
told_fields(const json_t *fields, const GPtrArray *affected, const char *client, const Others *others)
{
	const Affected *own = affected_find(affected, client);
	json_t *out = json_object();
	for (const Field *field = incident_fields; field->name; field++) {
		json_t *value = own && field->use & FIELD_CLIENT ? affected_value(own, field->name) : NULL;
		const json_t *of_incident = json_object_get(fields, field->name);
		bool left_out = (is_of_all(field) && !is_alone(fields, affected)) ||
			(is_typed(field) && others_in(others, json_string_value(of_incident)));
		if (!(field->use & FIELD_TOLD))
			continue;
		if (value)
			json_object_set_new(out, field->name, value);
		else if (of_incident && !left_out)
			json_object_set(out, field->name, (json_t *)of_incident);
	}
	return out;
}

const Field *
told_withheld(const json_t *fields, const GPtrArray *affected, const char *client, const Others *others, const char **whom)
{
	const Affected *own = affected_find(affected, client);
	for (const Field *field = incident_fields; field->name; field++) {
		json_auto_t *value = own && field->use & FIELD_CLIENT ? affected_value(own, field->name) : NULL;
		if (!(field->use & FIELD_TOLD) || !is_typed(field) || value || (is_of_all(field) && !is_alone(fields, affected)))
			continue;
		*whom = others_in(others, json_string_value(json_object_get(fields, field->name)));
		if (*whom)
			return field;
	}
	return NULL;
}

/* When it was detected, known and happened: none in the future, none before what must come first. */
#include "src/register/times.h"

#include "src/core/err.h"
#include "src/core/text.h"

Instant
field_instant(const json_t *fields, const char *name)
{
	Instant t = INSTANT_NONE;
	const char *text = json_string_value(json_object_get(fields, name));
	return text && instant_from_rfc3339(text, &t) ? t : INSTANT_NONE;
}

bool
times_take(json_t *fields, Instant now, GTimeZone *zone, GError **error)
{
	static const char *const past[] = {"detected_at", "aware_at", "occurred_from", "occurred_to"};
	for (guint i = 0; i < G_N_ELEMENTS(past); i++) {
		Instant t = field_instant(fields, past[i]);
		if (t == INSTANT_NONE)
			continue;
		if (!instant_check_past(t, now, zone, error))
			return false;
		g_autofree char *text = instant_rfc3339(MIN(t, now));
		json_object_set_new(fields, past[i], json_string(text));
	}
	return true;
}

bool
times_check(const json_t *fields, const char *reason, GError **error)
{
	Instant detected = field_instant(fields, "detected_at");
	Instant from = field_instant(fields, "occurred_from"), to = field_instant(fields, "occurred_to");
	if (from != INSTANT_NONE && to != INSTANT_NONE && to < from)
		return err_set(error, E_INPUT, "it ended before it began: check the two times");
	if (detected != INSTANT_NONE && from != INSTANT_NONE && detected < from && (!reason || text_blank(reason)))
		return err_set(error, E_INPUT, "it was detected before it occurred: check the two times, or say why with --reason");
	return true;
}

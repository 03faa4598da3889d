/* Who read what, and from when on that is recorded. */
#include "src/register/reading.h"

#include "src/core/err.h"
#include "src/register/change.h"

/* Everybody may log, and so everybody whom the caller lets read can be recorded. */
bool
register_read(Session *s, ReadingKind reading, const char *ref, GError **error)
{
	g_auto(Change) c = {0};
	if (!reading_recorded(reading, s->settings))
		return true;
	if (!change_begin(&c, s, RIGHT_LOG, error))
		return false;
	json_t *facts = json_object();
	put_text(facts, "what", reading_code(reading));
	return change_append(&c, reading_of_incident(reading) ? "incident.read" : "register.read", ref, facts, NULL, error) &&
		change_commit(&c, error);
}

bool
reading_may_pass(const GError *error)
{
	return g_error_matches(error, ERR_DOMAIN, E_WRITE) || g_error_matches(error, ERR_DOMAIN, E_STATE);
}

static bool
check_informed(const Session *s, const char *value, Instant informed, GError **error)
{
	if (!reading_switches_on(value))
		return informed == INSTANT_NONE || err_set(error, E_INPUT, "%s is being switched off: leave out --informed", SETTING_READING);
	if (informed == INSTANT_NONE)
		return err_set(error, E_INPUT, "inform the workers first (Workers' Statute, art. 4; GDPR art. 13), then say when that was done, with "
			"--informed DAY");
	return informed <= session_now(s) || err_set(error, E_INPUT, "--informed lies in the future: inform the workers first");
}

bool
register_record_reading(Session *s, const char *value, Instant informed, GError **error)
{
	g_auto(Change) c = {0};
	g_autofree char *canonical = NULL;
	if (!setting_check(setting_find(SETTING_READING), value, &canonical, error) || !check_informed(s, canonical, informed, error) ||
		!change_begin(&c, s, RIGHT_ADMIN, error))
		return false;
	json_t *facts = json_object();
	put_text(facts, "name", SETTING_READING);
	put_text(facts, "value", canonical);
	put_instant(facts, "informed", informed);
	return change_append(&c, "setting.changed", NULL, facts, NULL, error) && change_commit(&c, error) && session_reload(s, error);
}

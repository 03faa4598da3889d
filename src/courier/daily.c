/* Daily logins: the hour, and what is remembered. */
#include "src/courier/daily.h"

#include <jansson.h>

#define OPENS    9  /* hours of the day */
#define CLOSES   18
#define AGAIN    3600
#define SPAN_MIN ((CLOSES - OPENS) * 60 - 30) /* the last half hour is left for a second try */

void
login_clear(Login *login)
{
	g_clear_pointer(&login->error, g_free);
}

/* Of the day that now is in. */
static Instant
todays_minute(const char *seed, GTimeZone *zone, Instant now, Instant *closes)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(now), here = g_date_time_to_timezone(utc, zone);
	int minute = (int)(g_str_hash(seed) % SPAN_MIN), year, month, day;
	g_date_time_get_ymd(here, &year, &month, &day);
	g_autoptr(GDateTime) at = g_date_time_new(zone, year, month, day, OPENS + minute / 60, minute % 60, 0);
	g_autoptr(GDateTime) end = g_date_time_new(zone, year, month, day, CLOSES, 0, 0);
	*closes = g_date_time_to_unix(end);
	return g_date_time_to_unix(at);
}

bool
daily_is_due(const Login *login, const char *seed, GTimeZone *zone, Instant now)
{
	Instant closes, at = todays_minute(seed, zone, now, &closes);
	/* What a clock that stood ahead has written says nothing. */
	bool tried = login->tried != INSTANT_NONE && login->tried <= now && now - login->tried < AGAIN;
	bool good = login->good != INSTANT_NONE && login->good <= now && login->good >= at;
	return now >= at && now < closes && !tried && !good;
}

static char *
key_of(const char *what)
{
	return g_strconcat("login.", what, NULL);
}

static Instant
instant_of(const json_t *o, const char *name)
{
	Instant at;
	const char *text = json_string_value(json_object_get(o, name));
	return text && instant_from_rfc3339(text, &at) ? at : INSTANT_NONE;
}

bool
daily_read(Db *db, const char *what, Login *login, GError **error)
{
	g_autofree char *key = key_of(what), *text = NULL;
	*login = (Login){.good = INSTANT_NONE, .tried = INSTANT_NONE};
	if (!local_get(db, key, &text, error))
		return false;
	json_auto_t *o = text ? json_loads(text, 0, NULL) : NULL;
	login->good = instant_of(o, "good");
	login->tried = instant_of(o, "tried");
	login->error = g_strdup(json_string_value(json_object_get(o, "error")));
	return true;
}

bool
daily_record(Db *db, const char *what, Instant now, const char *problem, GError **error)
{
	g_auto(Login) login = {0};
	if (!daily_read(db, what, &login, error))
		return false;
	g_autofree char *key = key_of(what), *tried = instant_rfc3339(now);
	g_autofree char *good = !problem ? g_strdup(tried) : login.good == INSTANT_NONE ? NULL : instant_rfc3339(login.good);
	json_auto_t *o = json_pack("{s:s?, s:s, s:s?}", "good", good, "tried", tried, "error", problem);
	g_autofree char *text = json_dumps(o, JSON_COMPACT | JSON_ENSURE_ASCII);
	return local_put(db, key, text, error);
}

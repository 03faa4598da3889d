/*
 * Instants shown, and the calendar of a zone. Reading what people type is when-parse.c.
 *
 * Everything goes through GDateTime in the zone that the caller passes; names of days and months are tables here,
 * because GLib would take them from the locale of the process.
 */
#include "src/core/when.h"

#include <string.h>

#include "src/core/err.h"

#define MINUTE 60
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

static const Words days[] = {
	{"Monday", "lunedì"},  {"Tuesday", "martedì"},  {"Wednesday", "mercoledì"}, {"Thursday", "giovedì"},
	{"Friday", "venerdì"}, {"Saturday", "sabato"}, {"Sunday", "domenica"},
};

static const Words months[] = {
	{"January", "gennaio"}, {"February", "febbraio"}, {"March", "marzo"},        {"April", "aprile"},
	{"May", "maggio"},      {"June", "giugno"},       {"July", "luglio"},        {"August", "agosto"},
	{"September", "settembre"}, {"October", "ottobre"}, {"November", "novembre"}, {"December", "dicembre"},
};

/* NULL for INSTANT_NONE and for what no calendar holds. */
static GDateTime *
local(Instant t, GTimeZone *zone)
{
	if (t == INSTANT_NONE)
		return NULL;
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(t);
	return utc && zone ? g_date_time_to_timezone(utc, zone) : g_steal_pointer(&utc);
}

static int
offset_minutes(GDateTime *d)
{
	return (int)(g_date_time_get_utc_offset(d) / G_TIME_SPAN_MINUTE);
}

/* +01:00 */
static char *
offset_long(GDateTime *d)
{
	int m = offset_minutes(d);
	return g_strdup_printf("%c%02d:%02d", m < 0 ? '-' : '+', ABS(m) / 60, ABS(m) % 60);
}

/* UTC, UTC+1, UTC+5:30 */
static char *
offset_short(GDateTime *d)
{
	int m = offset_minutes(d);
	if (!m)
		return g_strdup("UTC");
	char sign = m < 0 ? '-' : '+';
	m = ABS(m);
	return m % 60 ? g_strdup_printf("UTC%c%d:%02d", sign, m / 60, m % 60) : g_strdup_printf("UTC%c%d", sign, m / 60);
}

static const char *
zone_words(GTimeZone *zone, Lang lang)
{
	static const Words italian = {"Italian time", "ora italiana"};
	const char *id = zone ? g_time_zone_get_identifier(zone) : "UTC";
	return g_str_equal(id, "Europe/Rome") ? words_in(&italian, lang) : id;
}

/* "(ora italiana, +01:00)"; in a zone that is called as its offset is, that once: "(UTC)". */
static char *
in_brackets(const char *zone, const char *offset)
{
	return g_str_equal(zone, offset) ? g_strdup_printf("(%s)", zone) : g_strdup_printf("(%s, %s)", zone, offset);
}

/* The first three characters: the usual short form in both languages. */
static char *
abbreviated(const Words *w, Lang lang)
{
	return g_utf8_substring(words_in(w, lang), 0, 3);
}

char *
instant_rfc3339(Instant t)
{
	g_autoptr(GDateTime) d = local(t, NULL);
	return d ? g_strdup_printf("%04d-%02d-%02dT%02d:%02d:%02dZ", g_date_time_get_year(d), g_date_time_get_month(d),
	                           g_date_time_get_day_of_month(d), g_date_time_get_hour(d), g_date_time_get_minute(d),
	                           g_date_time_get_second(d))
	         : g_strdup("");
}

char *
instant_rfc3339_local(Instant t, GTimeZone *zone)
{
	g_autoptr(GDateTime) d = local(t, zone);
	if (!d)
		return g_strdup("");
	g_autofree char *offset = offset_long(d);
	return g_strdup_printf("%04d-%02d-%02dT%02d:%02d:%02d%s", g_date_time_get_year(d), g_date_time_get_month(d),
	                       g_date_time_get_day_of_month(d), g_date_time_get_hour(d), g_date_time_get_minute(d),
	                       g_date_time_get_second(d), offset);
}

char *
instant_show_day(Instant t, GTimeZone *zone)
{
	g_autoptr(GDateTime) d = local(t, zone);
	return d ? g_strdup_printf("%02d/%02d/%04d", g_date_time_get_day_of_month(d), g_date_time_get_month(d),
	                           g_date_time_get_year(d))
	         : g_strdup("");
}

char *
instant_clock(Instant t, GTimeZone *zone)
{
	g_autoptr(GDateTime) d = local(t, zone);
	return d ? g_strdup_printf("%02d:%02d", g_date_time_get_hour(d), g_date_time_get_minute(d)) : g_strdup("");
}

char *
instant_show(Instant t, GTimeZone *zone)
{
	g_autofree char *day = instant_show_day(t, zone);
	g_autofree char *clock = instant_clock(t, zone);
	return *day ? g_strdup_printf("%s %s", day, clock) : g_strdup("");
}

char *
instant_show_short(Instant t, Instant now, GTimeZone *zone)
{
	g_autoptr(GDateTime) d = local(t, zone);
	if (!d || instant_year(t, zone) != instant_year(now, zone))
		return instant_show(t, zone);
	return g_strdup_printf("%02d/%02d %02d:%02d", g_date_time_get_day_of_month(d), g_date_time_get_month(d),
	                       g_date_time_get_hour(d), g_date_time_get_minute(d));
}

char *
instant_show_within(Instant t, Instant now, GTimeZone *zone, int columns)
{
	g_autofree char *both = instant_show_short(t, now, zone);
	if ((int)strlen(both) <= columns)
		return g_steal_pointer(&both);
	g_autofree char *day = instant_show_day(t, zone), *today = instant_show_day(now, zone);
	bool same_year = instant_year(t, zone) == instant_year(now, zone);
	if (strcmp(day, today) == 0)
		return instant_clock(t, zone);
	if (same_year)
		return g_strndup(day, strlen("23/11"));
	return (int)strlen(day) <= columns ? g_steal_pointer(&day) : g_strdup(strrchr(day, '/') + 1);
}

char *
instant_brief(Instant t, GTimeZone *zone, Lang lang)
{
	g_autoptr(GDateTime) d = local(t, zone);
	if (!d)
		return g_strdup("");
	g_autofree char *day = abbreviated(&days[g_date_time_get_day_of_week(d) - 1], lang);
	g_autofree char *month = abbreviated(&months[g_date_time_get_month(d) - 1], lang);
	return g_strdup_printf("%s %d %s %d, %02d:%02d", day, g_date_time_get_day_of_month(d), month,
	                       g_date_time_get_year(d), g_date_time_get_hour(d), g_date_time_get_minute(d));
}

char *
instant_brief_short(Instant t, Instant now, GTimeZone *zone, Lang lang)
{
	g_autoptr(GDateTime) d = local(t, zone);
	if (!d || instant_year(t, zone) != instant_year(now, zone))
		return instant_brief(t, zone, lang);
	g_autofree char *day = abbreviated(&days[g_date_time_get_day_of_week(d) - 1], lang);
	g_autofree char *month = abbreviated(&months[g_date_time_get_month(d) - 1], lang);
	return g_strdup_printf("%s %d %s %02d:%02d", day, g_date_time_get_day_of_month(d), month, g_date_time_get_hour(d),
	                       g_date_time_get_minute(d));
}

char *
instant_letter(Instant t, GTimeZone *zone, Lang lang)
{
	static const Words joint = {", ", ", ore "};
	g_autoptr(GDateTime) d = local(t, zone);
	if (!d)
		return g_strdup("");
	g_autofree char *offset = offset_short(d);
	g_autofree char *where = in_brackets(zone_words(zone, lang), offset);
	return g_strdup_printf("%s %d %s %d%s%02d:%02d %s", words_in(&days[g_date_time_get_day_of_week(d) - 1], lang),
	                       g_date_time_get_day_of_month(d), words_in(&months[g_date_time_get_month(d) - 1], lang),
	                       g_date_time_get_year(d), words_in(&joint, lang), g_date_time_get_hour(d),
	                       g_date_time_get_minute(d), where);
}

char *
instant_echo(Instant t, Instant now, GTimeZone *zone, Lang lang)
{
	g_autoptr(GDateTime) d = local(t, zone);
	if (!d)
		return g_strdup("");
	g_autofree char *brief = instant_brief(t, zone, lang);
	g_autofree char *offset = offset_long(d);
	g_autofree char *where = in_brackets(zone_words(zone, lang), offset);
	g_autofree char *ago = duration_ago(now - t, lang);
	return g_strdup_printf("%s %s, %s", brief, where, ago);
}

bool
instant_check_past(Instant t, Instant now, GTimeZone *zone, GError **error)
{
	if (t <= now + INSTANT_AHEAD)
		return true;
	g_autofree char *given = instant_show(t, zone);
	g_autofree char *clock = instant_show(now, zone);
	return err_set(error, E_INPUT, "%s is in the future, it is now %s: give a time that has passed", given, clock);
}

const char *
instant_month(int month, Lang lang)
{
	g_assert(month >= 1 && month <= 12);
	return words_in(&months[month - 1], lang);
}

Instant
instant_add_months(Instant t, int n, GTimeZone *zone)
{
	g_autoptr(GDateTime) d = local(t, zone);
	g_autoptr(GDateTime) moved = d ? g_date_time_add_months(d, n) : NULL;
	return moved ? g_date_time_to_unix(moved) : INSTANT_NONE;
}

int
instant_year(Instant t, GTimeZone *zone)
{
	g_autoptr(GDateTime) d = local(t, zone);
	return d ? g_date_time_get_year(d) : 0;
}

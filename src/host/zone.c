/* Time zones by name, from the system's database. */
#include "src/host/host.h"

#include "src/core/err.h"

#include <string.h>

/* "Area/City" or UTC only: GLib would also read "CET-1CEST", a path, or an abbreviation that means two things. */
static bool
is_identifier(const char *id)
{
	if (g_str_equal(id, "UTC"))
		return true;
	return strchr(id, '/') && g_ascii_isupper(*id) && !strstr(id, "..") &&
		strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/") == strlen(id);
}

GTimeZone *
host_zone(const char *identifier, GError **error)
{
	GTimeZone *zone = is_identifier(identifier) ? g_time_zone_new_identifier(identifier) : NULL;
	if (!zone)
		err_set(error, E_INPUT, "this system knows no time zone %s: write it like Europe/Rome (package tzdata)", identifier);
	return zone;
}

char *
host_system_zone(void)
{
	const char *tz = g_getenv("TZ");
	if (tz && *tz)
		return g_strdup(*tz == ':' ? tz + 1 : tz);
	g_autofree char *link = g_file_read_link("/etc/localtime", NULL);
	const char *at = link ? strstr(link, "zoneinfo/") : NULL;
	if (at)
		return g_strdup(at + strlen("zoneinfo/"));
	g_autofree char *text = NULL;
	return g_file_get_contents("/etc/timezone", &text, NULL, NULL) ? g_strdup(g_strstrip(text)) : g_strdup("UTC");
}

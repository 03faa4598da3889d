/* Bulletins: when one is due, and when it is tried again. */
#include "src/core/bulletin.h"

#define DIGEST_HOUR 8

static Instant
first_of_month(int year, int month, int hour, GTimeZone *zone)
{
	g_autoptr(GDateTime) at = g_date_time_new(zone, year, month, 1, hour, 0, 0);
	return g_date_time_to_unix(at);
}

static void
month_before(int *year, int *month)
{
	*year -= *month == 1;
	*month = *month == 1 ? 12 : *month - 1;
}

Month
bulletin_month(Instant now, GTimeZone *zone)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(now), here = g_date_time_to_timezone(utc, zone);
	int year = g_date_time_get_year(here), month = g_date_time_get_month(here);
	Month m;
	if (now < first_of_month(year, month, DIGEST_HOUR, zone))
		month_before(&year, &month);
	m.to = first_of_month(year, month, 0, zone);
	month_before(&year, &month);
	m.from = first_of_month(year, month, 0, zone);
	g_snprintf(m.name, sizeof m.name, "%04d-%02d", year % 10000, month % 100);
	return m;
}

int
bulletin_days_left(const char *day, Instant now, GTimeZone *zone)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(now), here = g_date_time_to_timezone(utc, zone);
	GDate today, last; /* the form of the day was looked at when the file was read */
	g_date_clear(&today, 1);
	g_date_clear(&last, 1);
	g_date_set_dmy(&today, (GDateDay)g_date_time_get_day_of_month(here), (GDateMonth)g_date_time_get_month(here),
		(GDateYear)g_date_time_get_year(here));
	g_date_set_dmy(&last, (GDateDay)g_ascii_strtoll(day + 8, NULL, 10), (GDateMonth)g_ascii_strtoll(day + 5, NULL, 10),
		(GDateYear)g_ascii_strtoll(day, NULL, 10));
	return g_date_days_between(&today, &last);
}

int
bulletin_password_step(int days_left)
{
	static const int steps[] = {1, 7, 14, 30};
	for (gsize i = 0; i < G_N_ELEMENTS(steps); i++)
		if (days_left <= steps[i])
			return steps[i];
	return 0;
}

/* --- attempts ------------------------------------------------------------------------------------------------------------ */

/* Nothing of it was sent, and trying again may help. */
static bool
may_help(Verdict verdict)
{
	return verdict == VERDICT_TEMPFAIL || verdict == VERDICT_ACCOUNT;
}

bool
bulletin_is_to_be_sent(const BulletinState *state, Instant now)
{
	if (!state->attempts)
		return true;
	if (!state->known || !may_help(state->verdict) || state->attempts >= BULLETIN_ATTEMPTS_MAX)
		return false;
	/* A time further ahead than any wait was written while the clock stood ahead. */
	return state->next_at == INSTANT_NONE || state->next_at <= now || state->next_at - now > NOTICE_RETRY_MAX;
}

Instant
bulletin_next_at(int attempts, Verdict verdict, Instant now)
{
	return may_help(verdict) && attempts < BULLETIN_ATTEMPTS_MAX ? now + notice_delay(attempts, 0) : INSTANT_NONE;
}

/* Bulletins: when one is due, and when it is tried again. */
#include "src/core/bulletin.h"

#define DIGEST_HOUR 8
#define SELF_TEST_HOUR 9

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

/* --- the self-test -------------------------------------------------------------------------------------------------------- */

void
self_test_clear(SelfTest *test)
{
	g_clear_pointer(&test->id, g_free);
	g_clear_pointer(&test->message_id, g_free);
}

/* A clock that stood ahead when it left has nothing to wait for. */
static bool
is_waiting(Instant since, Instant now)
{
	return now - since <= SELF_TEST_SECONDS && since - now <= SELF_TEST_SECONDS;
}

SelfTestState
self_test_state(const SelfTest *test, Instant now)
{
	if (!test->id || !test->state.attempts)
		return SELF_TEST_NONE;
	if (test->accepted_at != INSTANT_NONE && test->delivered_at != INSTANT_NONE)
		return SELF_TEST_GOOD;
	if (test->state.known && test->state.verdict == VERDICT_PERMFAIL)
		return SELF_TEST_FAILED;
	return is_waiting(test->attempted_at, now) ? SELF_TEST_RUNNING : SELF_TEST_FAILED;
}

void
self_test_week(Instant now, GTimeZone *zone, char name[9])
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(now), here = g_date_time_to_timezone(utc, zone);
	/* Monday before 9 still belongs to the week before. */
	bool early = g_date_time_get_day_of_week(here) == 1 && g_date_time_get_hour(here) < SELF_TEST_HOUR;
	g_autoptr(GDateTime) day = g_date_time_add_days(here, early ? -1 : 0);
	g_snprintf(name, 9, "%04d-W%02d", g_date_time_get_week_numbering_year(day) % 10000, g_date_time_get_week_of_year(day) % 100);
}

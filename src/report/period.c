/* Periods, on the calendar of a zone. */
#include "src/report/period.h"

#include "src/core/err.h"

#include <string.h>

/* Months of a span; 0: it is none of the calendar. */
static const int months_of[] = {[SPAN_YEAR] = 12, [SPAN_QUARTER] = 3, [SPAN_MONTH] = 1, [SPAN_DAYS] = 0};

static const struct {
	const char *name;
	Span span;
	int back; /* so many spans before the one that it is now */
} names[] = {
	{"this-year", SPAN_YEAR, 0}, {"last-year", SPAN_YEAR, 1}, {"this-quarter", SPAN_QUARTER, 0}, {"last-quarter", SPAN_QUARTER, 1},
	{"this-month", SPAN_MONTH, 0}, {"last-month", SPAN_MONTH, 1}, {"quest-anno", SPAN_YEAR, 0}, {"anno-scorso", SPAN_YEAR, 1},
	{"questo-trimestre", SPAN_QUARTER, 0}, {"trimestre-scorso", SPAN_QUARTER, 1}, {"questo-mese", SPAN_MONTH, 0},
	{"mese-scorso", SPAN_MONTH, 1},
};

/* Of the calendar's month n (0 is January of the year 0), so that months are counted and years follow. */
static Instant
month_begins(int n, GTimeZone *zone)
{
	g_autoptr(GDateTime) d = g_date_time_new(zone, n / 12, n % 12 + 1, 1, 0, 0, 0);

	return d ? g_date_time_to_unix(d) : INSTANT_NONE;
}

static GDateTime *
local(Instant t, GTimeZone *zone)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(t);

	return g_date_time_to_timezone(utc, zone);
}

static int
month_of(Instant t, GTimeZone *zone)
{
	g_autoptr(GDateTime) d = local(t, zone);

	return g_date_time_get_year(d) * 12 + g_date_time_get_month(d) - 1;
}

static Period
months(Span span, int n, GTimeZone *zone)
{
	return (Period){span, month_begins(n, zone), month_begins(n + months_of[span], zone)};
}

Period
period_of(Span span, Instant t, GTimeZone *zone)
{
	int n = month_of(t, zone);

	return months(span, n - n % months_of[span], zone);
}

bool
period_has(const Period *period, Instant t)
{
	return period->from <= t && t < period->until;
}

/* --- beside it -------------------------------------------------------------------------------------------------------------- */

/* Whole days where it is made of days: the night in which the clocks change has an hour more or less. */
static Instant
shift(Instant t, const Period *period, int times, GTimeZone *zone)
{
	int64_t length = period->until - period->from, days = (length + 43200) / 86400;
	g_autoptr(GDateTime) d = local(t, zone);
	g_autoptr(GDateTime) moved = NULL;

	if (ABS(length - days * 86400) > 3600)
		return t + times * length;
	moved = g_date_time_add_days(d, (int)days * times);
	return g_date_time_to_unix(moved);
}

static Period
beside(const Period *period, int times, GTimeZone *zone)
{
	int n = months_of[period->span];

	if (n)
		return months(period->span, month_of(period->from, zone) + times * n, zone);
	if (times < 0)
		return (Period){SPAN_DAYS, shift(period->from, period, times, zone), period->from};
	return (Period){SPAN_DAYS, period->until, shift(period->until, period, times, zone)};
}

Period
period_before(const Period *period, GTimeZone *zone)
{
	return beside(period, -1, zone);
}

Period
period_after(const Period *period, GTimeZone *zone)
{
	return beside(period, 1, zone);
}

Period
period_year_ago(const Period *period, GTimeZone *zone)
{
	if (months_of[period->span])
		return months(period->span, month_of(period->from, zone) - 12, zone);
	return (Period){SPAN_DAYS, instant_add_months(period->from, -12, zone), instant_add_months(period->until, -12, zone)};
}

/* --- reading ---------------------------------------------------------------------------------------------------------------- */

static bool
parse_name(const char *text, Instant now, GTimeZone *zone, Period *period)
{
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		if (g_ascii_strcasecmp(text, names[i].name) != 0)
			continue;
		*period = period_of(names[i].span, now, zone);
		if (names[i].back)
			*period = period_before(period, zone);
		return true;
	}
	return false;
}

/* Digits alone, so many of them at most; -1. */
static int
number(const char *text, gsize len, gsize most)
{
	int n = 0;

	if (len == 0 || len > most)
		return -1;
	for (gsize i = 0; i < len; i++) {
		if (!g_ascii_isdigit(text[i]))
			return -1;
		n = n * 10 + text[i] - '0';
	}
	return n;
}

static bool
parse_year(int year, Span span, int month, GTimeZone *zone, Period *period)
{
	if (year < INSTANT_FIRST_YEAR || year > INSTANT_LAST_YEAR || month < 1 || month > 12)
		return false;
	*period = months(span, year * 12 + month - 1, zone);
	return true;
}

static bool
parse_calendar(const char *text, GTimeZone *zone, Period *period)
{
	size_t len = strlen(text);
	const char *slash = strchr(text, '/'), *dash = strchr(text, '-');
	int quarter;

	if (slash)
		return parse_year(number(slash + 1, strlen(slash + 1), 4), SPAN_MONTH, number(text, (gsize)(slash - text), 2), zone, period);
	if (!dash)
		return parse_year(number(text, len, 4), SPAN_YEAR, 1, zone, period);
	if (strchr("QqTt", dash[1]) && dash[1]) {
		quarter = number(dash + 2, strlen(dash + 2), 1);
		return quarter >= 1 && quarter <= 4 &&
			parse_year(number(text, (gsize)(dash - text), 4), SPAN_QUARTER, quarter * 3 - 2, zone, period);
	}
	return parse_year(number(text, (gsize)(dash - text), 4), SPAN_MONTH, number(dash + 1, strlen(dash + 1), 2), zone, period);
}

bool
period_parse(const char *text, Instant now, GTimeZone *zone, Period *period, GError **error)
{
	if (parse_name(text, now, zone, period) || parse_calendar(text, zone, period))
		return true;
	return err_set(error, E_INPUT, "\"%s\" is no period: write 2026, 2026-Q3, 2026-07, last-quarter, last-month or last-year", text);
}

/* What is a day alone is no instant. */
static bool
parse_end(const char *to, Instant now, GTimeZone *zone, Instant *end, GError **error)
{
	g_autoptr(GDateTime) d = NULL;
	g_autoptr(GDateTime) next = NULL;

	if (instant_parse(to, now, zone, end, NULL))
		return true;
	if (!instant_parse_day(to, now, zone, end, error))
		return false;
	d = local(*end, zone);
	next = g_date_time_add_days(d, 1);
	*end = g_date_time_to_unix(next);
	return true;
}

bool
period_between(const char *from, const char *to, Instant begun, Instant now, GTimeZone *zone, Period *period, GError **error)
{
	*period = (Period){SPAN_DAYS, begun, now + 1};
	if ((from && !instant_parse_day(from, now, zone, &period->from, error)) || (to && !parse_end(to, now, zone, &period->until, error)))
		return false;
	if (period->from >= period->until)
		return err_set(error, E_INPUT, "the period ends before it begins: give a --to that lies after --from");
	return true;
}

/* --- showing ---------------------------------------------------------------------------------------------------------------- */

static char *
iso_day(Instant t, GTimeZone *zone)
{
	g_autoptr(GDateTime) d = local(t, zone);

	return g_strdup_printf("%04d-%02d-%02d", g_date_time_get_year(d), g_date_time_get_month(d), g_date_time_get_day_of_month(d));
}

char *
period_code(const Period *period, GTimeZone *zone)
{
	int n = month_of(period->from, zone);
	g_autofree char *first = iso_day(period->from, zone), *last = iso_day(period->until - 1, zone);

	switch (period->span) {
	case SPAN_YEAR:
		return g_strdup_printf("%04d", n / 12);
	case SPAN_QUARTER:
		return g_strdup_printf("%04d-Q%d", n / 12, n % 12 / 3 + 1);
	case SPAN_MONTH:
		return g_strdup_printf("%04d-%02d", n / 12, n % 12 + 1);
	case SPAN_DAYS:
		return g_strdup_printf("%s..%s", first, last);
	}
	g_assert_not_reached();
}

char *
period_days(const Period *period, GTimeZone *zone)
{
	g_autofree char *first = instant_show_day(period->from, zone), *last = instant_show_day(period->until - 1, zone);

	return g_strdup_printf("%s - %s", first, last);
}

char *
period_name(const Period *period, GTimeZone *zone, Lang lang)
{
	int n = month_of(period->from, zone), year = n / 12;

	switch (period->span) {
	case SPAN_YEAR:
		return g_strdup_printf("%d", year);
	case SPAN_QUARTER:
		return lang == LANG_IT ? g_strdup_printf("%d° trimestre %d", n % 12 / 3 + 1, year) : g_strdup_printf("Q%d %d", n % 12 / 3 + 1, year);
	case SPAN_MONTH:
		return g_strdup_printf("%s %d", instant_month(n % 12 + 1, lang), year);
	case SPAN_DAYS:
		return period_days(period, zone);
	}
	g_assert_not_reached();
}

/*
 * Times of a filter. Each thing that a person names covers a span: a year, a month, a day, a minute; a duration is a
 * point that lies so far from now.
 */
#include "src/core/filter-time.h"

#include "src/core/err.h"

#include <string.h>

typedef struct {
	bool ahead;
	Instant now;
	GTimeZone *zone;
} Place;

typedef struct {
	Instant from, until; /* the same where it is a point */
	bool relative;       /* a duration from now */
} Span;

/* The first moment of a day: the zone may have no midnight that night. */
static bool
day_start(const Place *place, int year, int month, int day, Instant *out, GError **error)
{
	g_autofree char *text = g_strdup_printf("%04d-%02d-%02d", year, month, day);

	return instant_parse_day(text, place->now, place->zone, out, error);
}

static bool
span_months(const Place *place, int year, int month, int count, Span *span, GError **error)
{
	int next = month + count;

	return day_start(place, year, month, 1, &span->from, error) &&
	       day_start(place, next > 12 ? year + 1 : year, next > 12 ? next - 12 : next, 1, &span->until, error);
}

/* The day of the zone on which an instant lies, to the beginning of the next. */
static bool
span_day(const Place *place, Instant start, Span *span, GError **error)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(start);
	g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, place->zone);
	GDate day;

	g_date_clear(&day, 1);
	g_date_set_dmy(&day, (GDateDay)g_date_time_get_day_of_month(local), (GDateMonth)g_date_time_get_month(local),
	               (GDateYear)g_date_time_get_year(local));
	g_date_add_days(&day, 1);
	span->from = start;
	return day_start(place, g_date_get_year(&day), (int)g_date_get_month(&day), g_date_get_day(&day), &span->until, error);
}

static bool
all_digits(const char *text, gsize len)
{
	return strspn(text, "0123456789") >= len;
}

/* "2026" */
static bool
is_year(const char *text)
{
	return strlen(text) == 4 && all_digits(text, 4);
}

/* "2026-11", "11/2026" */
static bool
is_month(const char *text, int *year, int *month)
{
	if (strlen(text) != 7)
		return false;
	bool iso = all_digits(text, 4) && text[4] == '-' && all_digits(text + 5, 2);
	bool italian = all_digits(text, 2) && text[2] == '/' && all_digits(text + 3, 4);
	if (!iso && !italian)
		return false;
	*year = (int)g_ascii_strtoll(iso ? text : text + 3, NULL, 10);
	*month = (int)g_ascii_strtoll(iso ? text + 5 : text, NULL, 10);
	return *month >= 1 && *month <= 12;
}

/* "6h", "90 min": a number and a unit, and no separator of a date or a time of day. */
static bool
is_duration(const char *text, int64_t *seconds)
{
	return g_ascii_isdigit(text[0]) && !strpbrk(text, ":/.-") && strpbrk(text, G_CSET_a_2_z G_CSET_A_2_Z) &&
	       duration_parse(text, seconds, NULL);
}

static bool
read_span(const Place *place, const char *text, Span *span, GError **error)
{
	int year, month;
	int64_t seconds;
	Instant instant;

	*span = (Span){0};
	if (is_year(text))
		return span_months(place, (int)g_ascii_strtoll(text, NULL, 10), 1, 12, span, error);
	if (is_month(text, &year, &month))
		return span_months(place, year, month, 1, span, error);
	if (is_duration(text, &seconds)) {
		span->from = span->until = place->ahead ? place->now + seconds : place->now - seconds;
		span->relative = true;
		return true;
	}
	if (instant_parse(text, place->now, place->zone, &instant, NULL)) {
		span->from = instant;
		span->until = instant + (instant % 60 == 0 ? 60 : 1); /* what was typed to the minute is that minute */
		return true;
	}
	return instant_parse_day(text, place->now, place->zone, &instant, error) && span_day(place, instant, span, error);
}

static bool
read_range(const Place *place, const char *text, const char *dots, Span *whole, GError **error)
{
	g_autofree char *left = g_strndup(text, (gsize)(dots - text));
	const char *right = dots + 2;
	Span first = {INSTANT_NONE, INSTANT_NONE, false}, last = first;

	if (!left[0] && !right[0])
		return err_set(error, E_INPUT, "\"%s\" is no range: write for instance 2026-11-01..2026-11-30", text);
	if ((left[0] && !read_span(place, left, &first, error)) || (right[0] && !read_span(place, right, &last, error)))
		return false;
	/* Of two durations the one that lies earlier comes first, however they were written. */
	if (first.relative && last.relative && first.from > last.from) {
		Span swapped = first;
		first = last;
		last = swapped;
	}
	*whole = (Span){first.from, last.until, false};
	if (left[0] && right[0] && whole->from >= whole->until)
		return err_set(error, E_INPUT, "\"%s\" ends before it begins: write the earlier time first", text);
	return true;
}

/* A duration that stands alone means "within": until then when it lies ahead, since then when it lies behind. */
static void
within(const Place *place, Span *span)
{
	if (place->ahead)
		span->from = INSTANT_NONE;
	else
		span->until = INSTANT_NONE;
}

/* Nearer (<) or farther (>) in time from now for a duration, earlier or later for all else. */
static void
compare(const Place *place, char op, bool inclusive, Span *span)
{
	bool before = span->relative && !place->ahead ? op == '>' : op == '<';

	if (before)
		*span = (Span){INSTANT_NONE, inclusive ? span->until : span->from, false};
	else
		*span = (Span){inclusive ? span->from : span->until, INSTANT_NONE, false};
}

bool
filter_time(const char *text, bool ahead, Instant now, GTimeZone *zone, Instant *from, Instant *until, GError **error)
{
	const Place place = {ahead, now, zone};
	char op = text[0] == '<' || text[0] == '>' ? text[0] : '\0';
	bool inclusive = op && text[1] == '=';
	const char *what = text + (op != '\0') + inclusive;
	const char *dots = op ? NULL : strstr(text, "..");
	Span span;

	if (dots ? !read_range(&place, text, dots, &span, error) : !read_span(&place, what, &span, error))
		return false;
	if (op)
		compare(&place, op, inclusive, &span);
	else if (span.relative)
		within(&place, &span);
	*from = span.from;
	*until = span.until;
	return true;
}

/*
 * Reading the times that people type.
 *
 * The text is folded first (one line, lower case, no accents, no invisible characters), then read once, left to right,
 * by small takers that advance a cursor or leave it where it was. What was read is a Reading: a day, a time of day,
 * perhaps an offset. Only then does the zone come in.
 *
 * A local time stands for no instant, one or two. GDateTime would silently pick one; local_readings() asks the zone for
 * the offsets around that time and keeps those that lead back to it.
 */
#include <string.h>

#include "src/core/err.h"
#include "src/core/text.h"
#include "src/core/when.h"

#define HALF_YEAR (INT64_C(183) * 86400)
#define DAY (24 * 60 * 60)
#define TEXT_MAX 80

typedef struct {
	int year, month, day, hour, minute, second;
} Civil;

typedef struct {
	Civil at;
	bool has_day, has_year, has_time, has_offset;
	int weekday; /* 1 Monday .. 7, or 0 */
	int offset;  /* seconds */
} Reading;

typedef struct {
	const char *words; /* separated and ended by spaces */
	int value;
} Word;

static const Word now_words[] = {{" now adesso ora ", 0}};
static const Word near_days[] = {{" today oggi ", 0}, {" yesterday ieri ", -1}, {" tomorrow domani ", 1}};
static const Word weekdays[] = {
	{" mon monday lun lunedi ", 1}, {" tue tuesday mar martedi ", 2}, {" wed wednesday mer mercoledi ", 3},
	{" thu thursday gio giovedi ", 4}, {" fri friday ven venerdi ", 5}, {" sat saturday sab sabato ", 6},
	{" sun sunday dom domenica ", 7},
};
static const Word months[] = {
	{" jan january gen gennaio ", 1}, {" feb february febbraio ", 2}, {" mar march marzo ", 3},
	{" apr april aprile ", 4},        {" may mag maggio ", 5},        {" jun june giu giugno ", 6},
	{" jul july lug luglio ", 7},     {" aug august ago agosto ", 8}, {" sep sept september set sett settembre ", 9},
	{" oct october ott ottobre ", 10}, {" nov november novembre ", 11}, {" dec december dic dicembre ", 12},
};
static const Word joints[] = {{" at alle ore t del ", 0}};
static const Word halves[] = {{" am ", 0}, {" pm ", 12}};

/* ------------------------------------------------------------------------------------------------- calendar */

static int
days_of_month(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return days[month - 1] + (leap && month == 2 ? 1 : 0);
}

/* Whole days since 1970-01-01. Years begin in March here, so that the leap day ends one: then 153 days are any five months. */
static int64_t
days_since_1970(int year, int month, int day)
{
	int64_t y = month > 2 ? year : year - 1, m = month > 2 ? month - 3 : month + 9;
	return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
}

/* By hand, and not by a GDateTime: a replay of the journal reads several instants of each event. False for what no calendar has. */
static bool
civil_seconds(const Civil *c, int64_t *seconds)
{
	if (c->year < 1 || c->year > 9999 || c->month < 1 || c->month > 12 || c->day < 1 || c->day > days_of_month(c->year, c->month) ||
		c->hour < 0 || c->hour > 23 || c->minute < 0 || c->minute > 59 || c->second < 0 || c->second > 59)
		return false;
	*seconds = days_since_1970(c->year, c->month, c->day) * DAY + c->hour * 3600 + c->minute * 60 + c->second;
	return true;
}

/* The day that lies so many days after the one of c; its time of day stays. */
static void
civil_move_day(Civil *c, int by)
{
	g_autoptr(GDateTime) d = g_date_time_new_utc(c->year, c->month, c->day, 12, 0, 0);
	g_autoptr(GDateTime) moved = d ? g_date_time_add_days(d, by) : NULL;
	if (moved)
		g_date_time_get_ymd(moved, &c->year, &c->month, &c->day);
}

static int
offset_at(GTimeZone *zone, int64_t utc)
{
	return g_time_zone_get_offset(zone, g_time_zone_find_interval(zone, G_TIME_TYPE_UNIVERSAL, utc));
}

/*
 * The instants whose local time is the given one (seconds of the civil clock), earlier first. When there is none, out
 * holds the two that the offsets before and after the gap would give, in that order, and 0 is returned.
 */
static int
local_readings(GTimeZone *zone, int64_t civil, Instant out[2])
{
	/* No zone is a day away from UTC, and none changes twice in two days. */
	int before = offset_at(zone, civil - DAY), after = offset_at(zone, civil + DAY);
	Instant first = civil - before, second = civil - after;
	bool first_holds = offset_at(zone, first) == before, second_holds = offset_at(zone, second) == after;
	out[0] = first;
	out[1] = second;
	if (first == second)
		return 1;
	if (first_holds && second_holds) {
		out[0] = MIN(first, second);
		out[1] = MAX(first, second);
		return 2;
	}
	if (second_holds)
		out[0] = second;
	return first_holds || second_holds;
}

/* --------------------------------------------------------------------------------------------------- takers */

static void
skip_spaces(const char **p)
{
	while (**p == ' ' || **p == ',')
		(*p)++;
}

static bool
take_char(const char **p, char c)
{
	if (**p != c)
		return false;
	(*p)++;
	return true;
}

/* A run of exactly min to max digits. */
static bool
take_number(const char **p, gsize min, gsize max, int *value)
{
	gsize n = strspn(*p, "0123456789");
	if (n < min || n > max)
		return false;
	*value = (int)g_ascii_strtoll(*p, NULL, 10);
	*p += n;
	return true;
}

static bool
take_word(const char **p, const Word *table, gsize n, int *value)
{
	gsize len = strspn(*p, "abcdefghijklmnopqrstuvwxyz");
	if (!len || len > 12)
		return false;
	g_autofree char *padded = g_strdup_printf(" %.*s ", (int)len, *p);
	for (gsize i = 0; i < n; i++) {
		if (strstr(table[i].words, padded)) {
			*value = table[i].value;
			*p += len;
			return true;
		}
	}
	return false;
}

#define TAKE_WORD(p, table, value) take_word(p, table, G_N_ELEMENTS(table), value)

static bool
take_iso_day(const char **cursor, Reading *r)
{
	const char *p = *cursor;
	Civil c = r->at;
	if (!take_number(&p, 4, 4, &c.year) || (*p != '-' && *p != '/'))
		return false;
	char separator = *p++;
	if (!take_number(&p, 1, 2, &c.month) || !take_char(&p, separator) || !take_number(&p, 1, 2, &c.day))
		return false;
	r->at = c;
	r->has_day = r->has_year = true;
	*cursor = p;
	return true;
}

/* Whether what follows a "23.11" can only be a time of day, so that 23.11 is the day. */
static bool
time_follows(const char *p)
{
	int ignored;
	if (*p != ' ' && *p != ',')
		return false;
	skip_spaces(&p);
	return g_ascii_isdigit(*p) || TAKE_WORD(&p, joints, &ignored);
}

/* 23/11/2026, 23/11/26, 23/11; with dots or hyphens four digits of the year, and with dots no day without a time. */
static bool
take_numeric_day(const char **cursor, Reading *r)
{
	const char *p = *cursor;
	Civil c = r->at;
	if (!take_number(&p, 1, 2, &c.day) || !*p || !strchr("/.-", *p))
		return false;
	char separator = *p++;
	if (!take_number(&p, 1, 2, &c.month))
		return false;
	const char *end = p;
	bool year = take_char(&p, separator);
	if (year && separator == '/' && take_number(&p, 2, 2, &c.year))
		c.year += 2000;
	else if (year && !take_number(&p, 4, 4, &c.year))
		return false;
	if (!year && separator == '.' && (c.month < 1 || c.month > 12 || !time_follows(end)))
		return false;
	r->at = c;
	r->has_day = true;
	r->has_year = year;
	*cursor = p;
	return true;
}

/* 23 nov 2026, 1° dicembre */
static bool
take_named_day(const char **cursor, Reading *r)
{
	const char *p = *cursor;
	Civil c = r->at;
	if (!take_number(&p, 1, 2, &c.day))
		return false;
	if (g_str_has_prefix(p, "°"))
		p += strlen("°");
	else if (*p == 'o' && p[1] == ' ') /* what º folds into */
		p++;
	skip_spaces(&p);
	if (!TAKE_WORD(&p, months, &c.month))
		return false;
	const char *end = p;
	skip_spaces(&p);
	r->has_year = take_number(&p, 4, 4, &c.year);
	if (!r->has_year)
		p = end;
	r->at = c;
	r->has_day = true;
	*cursor = p;
	return true;
}

static void
take_day(const char **cursor, Reading *r)
{
	const char *p = *cursor;
	int by;
	if (TAKE_WORD(&p, near_days, &by)) {
		civil_move_day(&r->at, by);
		r->has_day = r->has_year = true;
		*cursor = p;
		return;
	}
	if (TAKE_WORD(&p, weekdays, &r->weekday))
		skip_spaces(&p);
	if (take_iso_day(&p, r) || take_named_day(&p, r) || take_numeric_day(&p, r))
		*cursor = p;
	else
		r->weekday = 0;
}

/* Spaces, a comma and words like "alle ore"; true when such a word was there. */
static bool
take_joints(const char **p)
{
	int ignored;
	bool any = false;
	skip_spaces(p);
	while (TAKE_WORD(p, joints, &ignored)) {
		any = true;
		skip_spaces(p);
	}
	return any;
}

/* +01:00, +0100, -03, z, utc */
static void
take_offset(const char **cursor, Reading *r)
{
	static const Word utc[] = {{" z utc ", 0}};
	const char *p = *cursor;
	int ignored, hours = 0, minutes = 0;
	skip_spaces(&p);
	if (TAKE_WORD(&p, utc, &ignored)) {
		r->has_offset = true;
		*cursor = p;
		return;
	}
	int sign = *p == '-' ? -1 : 1;
	if (*p != '+' && *p != '-')
		return;
	p++;
	bool packed = strspn(p, "0123456789") == 4;
	if (packed) {
		int both = (int)g_ascii_strtoll(p, NULL, 10);
		hours = both / 100;
		minutes = both % 100;
		p += 4;
	} else if (!take_number(&p, 2, 2, &hours) || (take_char(&p, ':') && !take_number(&p, 2, 2, &minutes))) {
		return;
	}
	if (hours > 15 || minutes > 59)
		return;
	r->has_offset = true;
	r->offset = sign * (hours * 3600 + minutes * 60);
	*cursor = p;
}

/* 6 pm is 18, 12 am is 0; without such a word the hour stays. False when there is no such hour. */
static bool
apply_half(const char **cursor, Civil *c)
{
	const char *p = *cursor;
	int half;
	skip_spaces(&p);
	if (!TAKE_WORD(&p, halves, &half))
		return true;
	if (c->hour < 1 || c->hour > 12)
		return false;
	c->hour = c->hour % 12 + half;
	*cursor = p;
	return true;
}

/* 18:30, 18.30, 18:30:15; where a word like "alle" or "at" announced it, 18 alone. */
static bool
take_time(const char **cursor, Reading *r, bool announced)
{
	const char *p = *cursor;
	Civil c = r->at;
	c.minute = c.second = 0;
	if (!take_number(&p, 1, 2, &c.hour))
		return false;
	char separator = *p == ':' || *p == '.' ? *p : 0;
	if (separator) {
		p++;
		if (!take_number(&p, 2, 2, &c.minute) || (take_char(&p, separator) && !take_number(&p, 2, 2, &c.second)))
			return false;
	} else if (!announced) {
		return false;
	}
	if (!apply_half(&p, &c) || c.hour > 23 || c.minute > 59 || c.second > 59)
		return false;
	r->at = c;
	r->has_time = true;
	take_offset(&p, r);
	*cursor = p;
	return true;
}

static bool
take_reading(const char *p, Reading *r)
{
	bool announced = take_joints(&p);
	take_day(&p, r);
	announced = take_joints(&p) || announced;
	if (*p && !take_time(&p, r, announced))
		return false;
	/* An offset without a whole day is nobody's "today". */
	return !*p && (r->has_time || r->has_day) && (!r->has_offset || r->has_year);
}

/* ------------------------------------------------------------------------------------------------- resolving */

static bool
refuse_text(const char *text, GError **error)
{
	g_autofree char *visible = text_visible(text);
	g_autofree char *shown = text_fit(visible, 40);
	return err_set(error, E_INPUT,
	               "\"%s\" is not a time: write for instance 14:30, yesterday 18:30, 23/11 22:05, 2026-11-23 18:30 "
	               "or -2h", shown);
}

static bool
check_day(const Reading *r, GError **error)
{
	const Civil *c = &r->at;
	if (c->year < INSTANT_FIRST_YEAR || c->year > INSTANT_LAST_YEAR)
		return err_set(error, E_INPUT, "the year %d is out of range: write one from %d to %d", c->year,
		               INSTANT_FIRST_YEAR, INSTANT_LAST_YEAR);
	g_autoptr(GDateTime) d = g_date_time_new_utc(c->year, c->month, c->day, 12, 0, 0);
	if (!d)
		return err_set(error, E_INPUT, "there is no day %02d/%02d/%d: the day comes first, then the month", c->day,
		               c->month, c->year);
	if (r->weekday && r->weekday != g_date_time_get_day_of_week(d))
		return err_set(error, E_INPUT, "%02d/%02d/%d is not the weekday you wrote: check the date", c->day, c->month,
		               c->year);
	return true;
}

static bool
refuse_readings(const Civil *c, GTimeZone *zone, int count, const Instant readings[2], GError **error)
{
	g_autofree char *one = instant_rfc3339_local(readings[0], zone);
	g_autofree char *two = instant_rfc3339_local(readings[1], zone);
	const char *id = g_time_zone_get_identifier(zone);
	if (count == 2)
		return err_set(error, E_INPUT,
		               "%02d:%02d on %02d/%02d/%d comes twice in %s, where the clocks go back: write %s or %s", c->hour,
		               c->minute, c->day, c->month, c->year, id, one, two);
	return err_set(error, E_INPUT,
	               "%02d:%02d on %02d/%02d/%d does not exist in %s, where the clocks go forward: write %s or %s",
	               c->hour, c->minute, c->day, c->month, c->year, id, one, two);
}

/* The earliest instant that the reading can mean, to see whether it lies ahead; false for a day that does not exist. */
static bool
lies_ahead(const Civil *c, Instant now, GTimeZone *zone)
{
	Instant readings[2];
	int64_t civil;
	if (!civil_seconds(c, &civil))
		return false;
	int count = local_readings(zone, civil, readings);
	return (count ? readings[0] : MIN(readings[0], readings[1])) > now + INSTANT_AHEAD;
}

/*
 * A time alone is today's or yesterday's: what has been. A day without its year is the nearest: in January 28/12 was last year's, and in November
 * tonight's time is a slip that lies in the future, not what happened a year ago.
 */
static void
choose_past(Reading *r, Instant now, GTimeZone *zone)
{
	if ((r->has_day && r->has_year) || !lies_ahead(&r->at, now + (r->has_day ? HALF_YEAR : 0), zone))
		return;
	if (r->has_day)
		r->at.year--;
	else
		civil_move_day(&r->at, -1);
}

static bool
lies_behind(const Civil *c, Instant now, GTimeZone *zone)
{
	Instant readings[2];
	int64_t civil;
	if (!civil_seconds(c, &civil))
		return false;
	(void)local_readings(zone, civil, readings);
	return MAX(readings[0], readings[1]) < now;
}

/* A time alone is today's or tomorrow's, a day without its year this year's or next year's, a day alone lasts to its end: what is planned. */
static void
choose_future(Reading *r, Instant now, GTimeZone *zone)
{
	if (!r->has_time) {
		r->at.hour = 23;
		r->at.minute = r->at.second = 59;
	}
	if ((r->has_day && r->has_year) || !lies_behind(&r->at, now, zone))
		return;
	if (r->has_day)
		r->at.year++;
	else
		civil_move_day(&r->at, 1);
}

static bool
resolve(Reading *r, bool planned, Instant now, GTimeZone *zone, Instant *out, GError **error)
{
	Instant readings[2];
	int64_t civil;
	if (planned)
		choose_future(r, now, zone);
	else
		choose_past(r, now, zone);
	if (!check_day(r, error))
		return false;
	if (!civil_seconds(&r->at, &civil))
		return err_set(error, E_INTERNAL, "a checked time is no time: this is a defect, please report it");
	if (r->has_offset) {
		*out = civil - r->offset;
		return true;
	}
	int count = local_readings(zone, civil, readings);
	/* A day alone begins at its first moment, even where midnight is skipped or comes twice. */
	if (count != 1 && r->has_time)
		return refuse_readings(&r->at, zone, count, readings, error);
	*out = readings[0];
	return true;
}

/* -3h, 2h ago, 90 minuti fa; +2d, in 2 hours, tra 2 giorni. False when the text is none of these. */
static bool
parse_relative(const char *folded, Instant now, Instant *out)
{
	static const struct {
		const char *before, *after;
		int sign;
	} forms[] = {
		{"-", "", -1}, {"", " ago", -1}, {"", " fa", -1}, {"+", "", 1},
		{"in ", "", 1}, {"tra ", "", 1}, {"fra ", "", 1},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(forms); i++) {
		const char *before = forms[i].before, *after = forms[i].after;
		gsize len = strlen(folded), head = strlen(before), tail = strlen(after);
		if (len <= head + tail || !g_str_has_prefix(folded, before) || !g_str_has_suffix(folded, after))
			continue;
		g_autofree char *length = g_strndup(folded + head, len - head - tail);
		g_strstrip(length);
		int64_t seconds;
		/* A number without its unit says too little here. */
		if (!*length || g_ascii_isdigit(length[strlen(length) - 1]) || !duration_parse(length, &seconds, NULL))
			continue;
		*out = now + forms[i].sign * seconds;
		return true;
	}
	return false;
}

/* The signs that word processors put for a hyphen and an apostrophe. */
static char *
fold(const char *text)
{
	g_autofree char *folded = text_fold(text);
	g_autoptr(GString) s = g_string_new(folded);
	g_string_replace(s, "\u2212", "-", 0);
	g_string_replace(s, "\u2013", "-", 0);
	return g_string_free(g_steal_pointer(&s), FALSE);
}

typedef enum { READ_TIME, READ_DAY, READ_PLANNED } Manner;

static bool
parse(const char *text, Manner manner, Instant now, GTimeZone *zone, Instant *out, GError **error)
{
	g_autofree char *folded = fold(text);
	const char *p = folded;
	int ignored;
	if (strlen(folded) > TEXT_MAX)
		return refuse_text(text, error);
	if (TAKE_WORD(&p, now_words, &ignored) && !*p) {
		*out = now;
		return true;
	}
	if (instant_from_rfc3339(folded, out) || parse_relative(folded, now, out))
		return true;

	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(now);
	g_autoptr(GDateTime) today = g_date_time_to_timezone(utc, zone);
	Reading r = {0};
	g_date_time_get_ymd(today, &r.at.year, &r.at.month, &r.at.day);
	if (!take_reading(folded, &r))
		return refuse_text(text, error);
	if (!r.has_time && manner == READ_TIME)
		return check_day(&r, error) &&
		       err_set(error, E_INPUT, "a day alone is not enough: add the time, for instance %02d/%02d/%d 18:30",
		               r.at.day, r.at.month, r.at.year);
	return resolve(&r, manner == READ_PLANNED, now, zone, out, error);
}

bool
instant_parse(const char *text, Instant now, GTimeZone *zone, Instant *out, GError **error)
{
	return parse(text, READ_TIME, now, zone, out, error);
}

bool
instant_parse_day(const char *text, Instant now, GTimeZone *zone, Instant *out, GError **error)
{
	return parse(text, READ_DAY, now, zone, out, error);
}

bool
instant_parse_planned(const char *text, Instant now, GTimeZone *zone, Instant *out, GError **error)
{
	return parse(text, READ_PLANNED, now, zone, out, error);
}

/* ------------------------------------------------------------------------------------------------- RFC 3339 */

static bool
take_exactly(const char **p, gsize digits, char ended_by, int *value)
{
	return take_number(p, digits, digits, value) && (!ended_by || take_char(p, ended_by));
}

/* So many digits and what must follow them. */
static bool
digits_then(const char **p, int n, char after, int *value)
{
	*value = 0;
	for (; n > 0; n--, (*p)++) {
		if (!g_ascii_isdigit(**p))
			return false;
		*value = *value * 10 + (**p - '0');
	}
	return *(*p)++ == after;
}

bool
instant_exact(const char *text, Instant *out)
{
	Civil c;
	const char *p = text;
	return digits_then(&p, 4, '-', &c.year) && digits_then(&p, 2, '-', &c.month) && digits_then(&p, 2, 'T', &c.day) &&
		digits_then(&p, 2, ':', &c.hour) && digits_then(&p, 2, ':', &c.minute) && digits_then(&p, 2, 'Z', &c.second) && *p == '\0' &&
		c.year >= INSTANT_FIRST_YEAR && c.year <= INSTANT_LAST_YEAR && civil_seconds(&c, out);
}

bool
instant_from_rfc3339(const char *text, Instant *out)
{
	Civil c;
	const char *p = text;
	int hours = 0, minutes = 0;
	int64_t civil;
	if (p && instant_exact(p, out))
		return true;
	if (!p || !take_exactly(&p, 4, '-', &c.year) || !take_exactly(&p, 2, '-', &c.month) ||
	    !take_exactly(&p, 2, 0, &c.day) || (!take_char(&p, 'T') && !take_char(&p, 't')) ||
	    !take_exactly(&p, 2, ':', &c.hour) || !take_exactly(&p, 2, ':', &c.minute) ||
	    !take_exactly(&p, 2, 0, &c.second))
		return false;
	if (*p == '.') {
		gsize digits = strspn(p + 1, "0123456789");
		if (!digits)
			return false;
		p += 1 + digits;
	}
	int sign = *p == '-' ? -1 : 1;
	if (!take_char(&p, 'Z') && !take_char(&p, 'z') &&
	    ((!take_char(&p, '+') && !take_char(&p, '-')) || !take_exactly(&p, 2, ':', &hours) ||
	     !take_exactly(&p, 2, 0, &minutes) || hours > 23 || minutes > 59))
		return false;
	if (*p || c.year < INSTANT_FIRST_YEAR || c.year > INSTANT_LAST_YEAR || !civil_seconds(&c, &civil))
		return false;
	*out = civil - sign * (hours * 3600 + minutes * 60);
	return true;
}

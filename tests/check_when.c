/* Instants and durations: what people may type, what it means on the nights when the clocks change, how it is shown. */
#include "src/core/when.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "src/core/err.h"
#include "tests/run.h"

/* Monday 23 November 2026, 03:16 in Rome */
#define NOW "2026-11-23T02:16:00Z"

static GTimeZone *rome;

static Instant
at(const char *rfc3339)
{
	Instant t = INSTANT_NONE;
	ck_assert_msg(instant_from_rfc3339(rfc3339, &t), "%s is no RFC 3339", rfc3339);
	return t;
}

static void
set_up(void)
{
	rome = g_time_zone_new_identifier("Europe/Rome");
	ck_assert_ptr_nonnull(rome);
}

static void
tear_down(void)
{
	g_time_zone_unref(rome);
}

static void
check_shown(char *shown, const char *expected)
{
	ck_assert_str_eq(shown, expected);
	g_free(shown);
}

static void
check_reads(const char *text, const char *now, const char *expected)
{
	g_autoptr(GError) error = NULL;
	Instant t = INSTANT_NONE;
	ck_assert_msg(instant_parse(text, at(now), rome, &t, &error), "%s: %s", text, error ? error->message : "");
	g_autofree char *got = instant_rfc3339(t);
	ck_assert_msg(g_str_equal(got, expected), "\"%s\" is %s, not %s", text, got, expected);
}

/* Refused as input, with a message that holds all of the words given. */
static void
check_refuses(const char *text, const char *now, const char *one, const char *two)
{
	g_autoptr(GError) error = NULL;
	Instant t = INSTANT_NONE;
	ck_assert_msg(!instant_parse(text, at(now), rome, &t, &error), "\"%s\" was accepted", text);
	ck_assert_msg(g_error_matches(error, ERR_DOMAIN, E_INPUT), "%s", error->message);
	ck_assert_msg(!one || strstr(error->message, one), "%s lacks %s", error->message, one);
	ck_assert_msg(!two || strstr(error->message, two), "%s lacks %s", error->message, two);
}

static const struct {
	const char *text, *utc;
} accepted[] = {
	{"now", NOW},
	{"adesso", NOW},
	{" ORA ", NOW},
	{"-3h", "2026-11-22T23:16:00Z"},
	{"-90m", "2026-11-23T00:46:00Z"},
	{"-2d", "2026-11-21T02:16:00Z"},
	{"-45s", "2026-11-23T02:15:15Z"},
	{"\u22123h", "2026-11-22T23:16:00Z"},
	{"2h ago", "2026-11-23T00:16:00Z"},
	{"2h fa", "2026-11-23T00:16:00Z"},
	{"2 h 30 min ago", "2026-11-22T23:46:00Z"},
	{"90 minuti fa", "2026-11-23T00:46:00Z"},
	{"un'ora fa", "2026-11-23T01:16:00Z"},
	{"un\u2019ora fa", "2026-11-23T01:16:00Z"},
	{"mezz'ora fa", "2026-11-23T01:46:00Z"},
	{"an hour ago", "2026-11-23T01:16:00Z"},
	{"02:05", "2026-11-23T01:05:00Z"},
	{"2.05", "2026-11-23T01:05:00Z"},
	{"14:30", "2026-11-22T13:30:00Z"},
	{"14.30", "2026-11-22T13:30:00Z"},
	{"22.05", "2026-11-22T21:05:00Z"},
	{"alle 22.05", "2026-11-22T21:05:00Z"},
	{"22:05:09", "2026-11-22T21:05:09Z"},
	{"6:30 pm", "2026-11-22T17:30:00Z"},
	{"12:10 am", "2026-11-22T23:10:00Z"},
	{"today 18:30", "2026-11-23T17:30:00Z"},
	{"oggi alle 18", "2026-11-23T17:00:00Z"},
	{"yesterday 18:30", "2026-11-22T17:30:00Z"},
	{"ieri 18:30", "2026-11-22T17:30:00Z"},
	{"Ieri alle ore 18.30", "2026-11-22T17:30:00Z"},
	{"ieri, 18:30", "2026-11-22T17:30:00Z"},
	{"yesterday at 6 pm", "2026-11-22T17:00:00Z"},
	{"domani 9:00", "2026-11-24T08:00:00Z"},
	{"+2d", "2026-11-25T02:16:00Z"},
	{"tra 2 ore", "2026-11-23T04:16:00Z"},
	{"2026-11-22 18:30", "2026-11-22T17:30:00Z"},
	{"2026-11-22 18:30:15", "2026-11-22T17:30:15Z"},
	{"2026-11-22T18:30", "2026-11-22T17:30:00Z"},
	{"2026-07-01T18:30", "2026-07-01T16:30:00Z"},
	{"2026-11-22T18:30+05:30", "2026-11-22T13:00:00Z"},
	{"2026-11-22 18:30:15 -0300", "2026-11-22T21:30:15Z"},
	{"2026-11-22 18:30 UTC", "2026-11-22T18:30:00Z"},
	{"23/11/2026 22:05", "2026-11-23T21:05:00Z"},
	{"3/2/2026 22:05", "2026-02-03T21:05:00Z"},
	{"23/11/26 02:05", "2026-11-23T01:05:00Z"},
	{"22.11.2026 22.05", "2026-11-22T21:05:00Z"},
	{"22-11-2026 22:05", "2026-11-22T21:05:00Z"},
	{"22/11 22:05", "2026-11-22T21:05:00Z"},
	{"22.11 22:05", "2026-11-22T21:05:00Z"},
	{"22/11, ore 22:05", "2026-11-22T21:05:00Z"},
	{"22 novembre 2026 ore 22:05", "2026-11-22T21:05:00Z"},
	{"22 NOV 22:05", "2026-11-22T21:05:00Z"},
	{"1\u00ba dicembre 2025 10:00", "2025-12-01T09:00:00Z"},
	{"lun 23 nov 2026, 02:40", "2026-11-23T01:40:00Z"},
	{"luned\u00ec 23 novembre 2026, 02:40", "2026-11-23T01:40:00Z"},
	{"Mon 23 Nov 2026, 02:40", "2026-11-23T01:40:00Z"},
	{"mar 3 mar 2026 10:00", "2026-03-03T09:00:00Z"},
	{"2026-11-23T21:44:05Z", "2026-11-23T21:44:05Z"},
	{"2026-11-23T22:44:05+01:00", "2026-11-23T21:44:05Z"},
	{"2026-11-23t22:44:05.123+01:00", "2026-11-23T21:44:05Z"},
	{"  \u200e14:30\u202c ", "2026-11-22T13:30:00Z"},
	{"29/02/2024 10:00", "2024-02-29T09:00:00Z"},
};

START_TEST(test_what_people_type_is_read_day_first_in_both_languages)
{
	check_reads(accepted[_i].text, NOW, accepted[_i].utc);
}
END_TEST

static const char *const rubbish[] = {
	"", " ", "foo", "3", "-3", "5 fa", "24:00", "12:60", "1:2", "99:10", "10:00 fa", "14:30pm!", "13:00 pm", "0:30 am",
	"10:00:60", "2026-11-23T", "2026-11", "23/11/", "/11 10:00", "23//11 10:00", "23/11/202 10:00", "23/11/20266 10:00",
	"mar 10:00", "ieri ieri 10:00", "10:00 10:00", "2026-11-23 10:00+99:00", "10:00Z", "now -3h", "--3h", "- 3", "-3x",
	"-99999999999999999999d", "2026-11-23T10:00:00ZZ", "18:30.5", "\xff\xfe", "14:30\x1b[2J", "{{now}}", "'; DROP TABLE",
	"yesterday at", "alle", "23 nov", "ago", "fa", "-", "+", "in", "tra",
};

START_TEST(test_what_is_no_time_is_refused)
{
	check_refuses(rubbish[_i], NOW, NULL, NULL);
}
END_TEST

START_TEST(test_long_and_hostile_text_is_refused_with_a_short_clean_message)
{
	g_autofree char *digits = g_strnfill(10000, '9');
	g_autofree char *escapes = g_strnfill(10000, '\x1b');
	const char *texts[] = {digits, escapes};
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(GError) error = NULL;
		Instant t;
		ck_assert(!instant_parse(texts[i], at(NOW), rome, &t, &error));
		ck_assert_uint_lt(strlen(error->message), 300);
		ck_assert_ptr_null(strchr(error->message, '\x1b'));
	}
}
END_TEST

START_TEST(test_time_alone_is_yesterdays_when_todays_is_ahead)
{
	check_reads("03:16", NOW, "2026-11-23T02:16:00Z");
	check_reads("03:18", NOW, "2026-11-23T02:18:00Z"); /* two minutes ahead still count as now */
	check_reads("03:19", NOW, "2026-11-22T02:19:00Z");
	check_reads("23:50", "2026-12-31T23:10:00Z", "2026-12-31T22:50:00Z"); /* over the end of the year */
}
END_TEST

/* Tonight's time is a slip, which whoever asks refuses as the future: taken for last year's it would be late by a year. */
START_TEST(test_day_without_year_is_the_nearest)
{
	check_reads("23/11 02:00", NOW, "2026-11-23T01:00:00Z");
	check_reads("23/11 22:05", NOW, "2026-11-23T21:05:00Z");
	check_reads("25/12 22:05", NOW, "2026-12-25T21:05:00Z");
	check_reads("25/5 22:05", NOW, "2026-05-25T20:05:00Z");
	check_reads("25/6 22:05", "2026-01-02T09:00:00Z", "2026-06-25T20:05:00Z");
	check_reads("25/7 22:05", "2026-01-02T09:00:00Z", "2025-07-25T20:05:00Z");
	check_reads("31/12 22:05", "2027-01-01T09:00:00Z", "2026-12-31T21:05:00Z");
}
END_TEST

START_TEST(test_today_is_the_zones_today_not_utcs)
{
	/* 00:30 in Rome on the 24th is still the 23rd in UTC. */
	check_reads("today 00:10", "2026-11-23T23:30:00Z", "2026-11-23T23:10:00Z");
	check_reads("ieri 10:00", "2026-11-23T23:30:00Z", "2026-11-23T09:00:00Z");
}
END_TEST

START_TEST(test_impossible_days_are_named)
{
	check_refuses("31/02/2026 10:00", NOW, "31/02/2026", NULL);
	check_refuses("31/02 10:00", NOW, "31/02/2026", NULL);
	check_refuses("29/02/2026 10:00", NOW, "29/02/2026", NULL);
	check_refuses("12/13/2026 10:00", NOW, "the day comes first", NULL);
	check_refuses("2026-13-01 10:00", NOW, "01/13/2026", NULL);
	check_refuses("0/5/2026 10:00", NOW, "00/05/2026", NULL);
}
END_TEST

START_TEST(test_years_out_of_range_are_refused)
{
	check_refuses("23/11/1989 10:00", NOW, "1989", "1990");
	check_refuses("2201-01-01 10:00", NOW, "2201", "2200");
	check_reads("1990-01-01 10:00", NOW, "1990-01-01T09:00:00Z");
}
END_TEST

START_TEST(test_weekday_must_fit_its_date)
{
	check_refuses("mar 23/11/2026 02:00", NOW, "23/11/2026", "weekday");
}
END_TEST

START_TEST(test_day_alone_is_no_instant)
{
	check_refuses("23/11/2026", NOW, "23/11/2026 18:30", NULL);
	check_refuses("ieri", NOW, "22/11/2026 18:30", NULL);
	check_refuses("23 novembre 2026", NOW, "23/11/2026 18:30", NULL);
	check_refuses("31/02/2026", NOW, "no day 31/02/2026", NULL);
}
END_TEST

START_TEST(test_day_alone_is_its_local_midnight_where_a_day_will_do)
{
	Instant t;
	ck_assert(instant_parse_day("23/11/2026", at(NOW), rome, &t, NULL));
	ck_assert_int_eq(t, at("2026-11-22T23:00:00Z"));
	ck_assert(instant_parse_day("oggi", at(NOW), rome, &t, NULL));
	ck_assert_int_eq(t, at("2026-11-22T23:00:00Z"));
	ck_assert(instant_parse_day("1/7", at(NOW), rome, &t, NULL));
	ck_assert_int_eq(t, at("2026-06-30T22:00:00Z"));
	ck_assert(instant_parse_day("ieri 18:30", at(NOW), rome, &t, NULL));
	ck_assert_int_eq(t, at("2026-11-22T17:30:00Z"));
	ck_assert(!instant_parse_day("31/02/2026", at(NOW), rome, &t, NULL));
}
END_TEST

/* What is planned lies ahead: the same words mean the next such moment, and a day its end. */
START_TEST(test_what_is_planned_lies_ahead)
{
	static const struct {
		const char *text, *meant;
	} rows[] = {
		{"18:30", "2026-11-23T17:30:00Z"}, {"02:00", "2026-11-24T01:00:00Z"}, {"now", NOW}, {"+2d", "2026-11-25T02:16:00Z"},
		{"tra 6 ore", "2026-11-23T08:16:00Z"}, {"domani 9:00", "2026-11-24T08:00:00Z"}, {"25/11", "2026-11-25T22:59:59Z"},
		{"23/11", "2026-11-23T22:59:59Z"}, {"22/11", "2027-11-22T22:59:59Z"}, {"10/1 12:00", "2027-01-10T11:00:00Z"},
		{"oggi", "2026-11-23T22:59:59Z"}, {"domani", "2026-11-24T22:59:59Z"}, {"2026-12-01", "2026-12-01T22:59:59Z"},
		{"2026-11-24T10:00:00Z", "2026-11-24T10:00:00Z"}, {"ieri 18:30", "2026-11-22T17:30:00Z"}, {"-3h", "2026-11-22T23:16:00Z"},
	};
	Instant t;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		ck_assert_msg(instant_parse_planned(rows[i].text, at(NOW), rome, &t, NULL), "%s", rows[i].text);
		ck_assert_msg(t == at(rows[i].meant), "%s is not %s", rows[i].text, rows[i].meant);
	}
	ck_assert(!instant_parse_planned("31/02", at(NOW), rome, &t, NULL));
	ck_assert(!instant_parse_planned("presto", at(NOW), rome, &t, NULL));
}
END_TEST

START_TEST(test_day_begins_at_its_first_moment_where_midnight_is_skipped)
{
	g_autoptr(GTimeZone) beirut = g_time_zone_new_identifier("Asia/Beirut");
	Instant t;
	ck_assert_ptr_nonnull(beirut);
	/* There the clocks go from 00:00 to 01:00. */
	ck_assert(instant_parse_day("2024-03-31", at(NOW), beirut, &t, NULL));
	ck_assert_int_eq(t, at("2024-03-30T22:00:00Z"));
}
END_TEST

START_TEST(test_time_that_does_not_exist_is_refused_with_both_readings)
{
	check_refuses("29/03/2026 02:30", NOW, "2026-03-29T03:30:00+02:00", "2026-03-29T01:30:00+01:00");
	check_refuses("29/03/2026 02:00", NOW, "2026-03-29T03:00:00+02:00", "2026-03-29T01:00:00+01:00");
	check_refuses("02:59:59", "2026-03-29T09:00:00Z", "does not exist", NULL);
	check_reads("29/03/2026 01:59:59", NOW, "2026-03-29T00:59:59Z");
	check_reads("29/03/2026 03:00", NOW, "2026-03-29T01:00:00Z");
}
END_TEST

START_TEST(test_time_that_comes_twice_is_refused_with_both_readings)
{
	check_refuses("25/10/2026 02:30", NOW, "2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00");
	check_refuses("25/10/2026 02:00", NOW, "2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+01:00");
	check_refuses("yesterday 02:30", "2026-10-26T09:00:00Z", "twice", NULL);
	check_reads("25/10/2026 01:59:59", NOW, "2026-10-24T23:59:59Z");
	check_reads("25/10/2026 03:00", NOW, "2026-10-25T02:00:00Z");
}
END_TEST

START_TEST(test_reading_that_was_offered_is_accepted)
{
	check_reads("2026-10-25T02:30:00+02:00", NOW, "2026-10-25T00:30:00Z");
	check_reads("2026-10-25T02:30:00+01:00", NOW, "2026-10-25T01:30:00Z");
}
END_TEST

START_TEST(test_day_later_on_the_clock_is_not_24_hours_when_the_clocks_change)
{
	/* Detected Saturday 10:37: 24 exact hours end at 11:37 in spring and at 09:37 in autumn. */
	Instant spring, autumn;
	ck_assert(instant_parse("28/03/2026 10:37", at(NOW), rome, &spring, NULL));
	ck_assert(instant_parse("24/10/2026 10:37", at(NOW), rome, &autumn, NULL));
	check_shown(instant_show(spring + 86400, rome), "29/03/2026 11:37");
	check_shown(instant_show(autumn + 86400, rome), "25/10/2026 09:37");
}
END_TEST

START_TEST(test_future_is_refused_from_beyond_two_minutes)
{
	g_autoptr(GError) error = NULL;
	Instant now = at(NOW);
	ck_assert(instant_check_past(now - 1, now, rome, NULL));
	ck_assert(instant_check_past(now + INSTANT_AHEAD, now, rome, NULL));
	ck_assert(!instant_check_past(now + INSTANT_AHEAD + 1, now, rome, &error));
	ck_assert(g_error_matches(error, ERR_DOMAIN, E_INPUT));
	ck_assert_ptr_nonnull(strstr(error->message, "03:18"));
}
END_TEST

static const char *const not_rfc3339[] = {
	"", "2026-11-23", "2026-11-23T21:44Z", "2026-11-23 21:44:05Z", "2026-11-23T21:44:05", "2026-11-23T21:44:05+0100",
	"2026-11-23T21:44:05+24:00", "2026-11-23T21:44:05+01:60", "2026-02-30T21:44:05Z", "2026-11-23T24:00:00Z",
	"2026-11-23T21:44:60Z", "26-11-23T21:44:05Z", "2026-11-23T21:44:05.Z", " 2026-11-23T21:44:05Z",
	"2026-11-23T21:44:05Z ", "2026-11-23T21:44:05Zx", "1989-11-23T21:44:05Z", "+2026-11-23T21:44:05Z",
	"2026-1-23T21:44:05Z",
};

START_TEST(test_rfc3339_is_read_strictly)
{
	Instant t;
	ck_assert_msg(!instant_from_rfc3339(not_rfc3339[_i], &t), "%s", not_rfc3339[_i]);
}
END_TEST

START_TEST(test_rfc3339_survives_the_round_trip)
{
	check_shown(instant_rfc3339(at("2026-11-23T21:44:05Z")), "2026-11-23T21:44:05Z");
	check_shown(instant_rfc3339(at("2026-11-23T22:44:05.9+01:00")), "2026-11-23T21:44:05Z");
	check_shown(instant_rfc3339(at("2026-01-01T00:10:00-05:30")), "2026-01-01T05:40:00Z");
	check_shown(instant_rfc3339_local(at("2026-07-01T21:44:05Z"), rome), "2026-07-01T23:44:05+02:00");
	check_shown(instant_rfc3339(0), "1970-01-01T00:00:00Z");
}
END_TEST

START_TEST(test_instants_are_shown_in_the_zone_and_language)
{
	Instant t = at("2026-11-23T02:02:00Z"), now = at(NOW);
	check_shown(instant_show(t, rome), "23/11/2026 03:02");
	check_shown(instant_show_short(t, now, rome), "23/11 03:02");
	check_shown(instant_show_short(at("2025-11-23T02:02:00Z"), now, rome), "23/11/2025 03:02");
	check_shown(instant_show_within(t, now, rome, 11), "23/11 03:02");
	check_shown(instant_show_within(now, now, rome, 5), "03:16");
	check_shown(instant_show_within(at("2026-11-22T02:02:00Z"), now, rome, 5), "22/11");
	check_shown(instant_show_within(at("2025-11-23T02:02:00Z"), now, rome, 16), "23/11/2025 03:02");
	check_shown(instant_show_within(at("2025-11-23T02:02:00Z"), now, rome, 11), "23/11/2025");
	check_shown(instant_show_within(at("2025-11-23T02:02:00Z"), now, rome, 5), "2025");
	check_shown(instant_show_within(INSTANT_NONE, now, rome, 5), "");
	check_shown(instant_show_day(t, rome), "23/11/2026");
	check_shown(instant_clock(t, rome), "03:02");
	check_shown(instant_brief(t, rome, LANG_IT), "lun 23 nov 2026, 03:02");
	check_shown(instant_brief(t, rome, LANG_EN), "Mon 23 Nov 2026, 03:02");
	check_shown(instant_brief_short(t, t, rome, LANG_IT), "lun 23 nov 03:02");
	check_shown(instant_brief_short(t, at("2027-01-02T02:02:00Z"), rome, LANG_IT), "lun 23 nov 2026, 03:02");
	check_shown(instant_letter(t, rome, LANG_IT), "lunedì 23 novembre 2026, ore 03:02 (ora italiana, UTC+1)");
	check_shown(instant_letter(t, rome, LANG_EN), "Monday 23 November 2026, 03:02 (Italian time, UTC+1)");
	check_shown(instant_letter(at("2026-07-05T02:02:00Z"), rome, LANG_IT),
	            "domenica 5 luglio 2026, ore 04:02 (ora italiana, UTC+2)");
	check_shown(instant_echo(t, now, rome, LANG_IT), "lun 23 nov 2026, 03:02 (ora italiana, +01:00), 14 minuti fa");
	check_shown(instant_echo(t, now, rome, LANG_EN), "Mon 23 Nov 2026, 03:02 (Italian time, +01:00), 14 minutes ago");
}
END_TEST

START_TEST(test_other_zones_are_named_by_their_identifier)
{
	Instant t = at("2026-11-23T02:02:00Z");
	g_autoptr(GTimeZone) kolkata = g_time_zone_new_identifier("Asia/Kolkata");
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	check_shown(instant_letter(t, kolkata, LANG_EN), "Monday 23 November 2026, 07:32 (Asia/Kolkata, UTC+5:30)");
	check_shown(instant_letter(t, utc, LANG_EN), "Monday 23 November 2026, 02:02 (UTC)");
}
END_TEST

START_TEST(test_no_instant_shows_as_nothing)
{
	check_shown(instant_rfc3339(INSTANT_NONE), "");
	check_shown(instant_show(INSTANT_NONE, rome), "");
	check_shown(instant_show_short(INSTANT_NONE, 0, rome), "");
	check_shown(instant_brief(INSTANT_NONE, rome, LANG_IT), "");
	check_shown(instant_letter(INSTANT_NONE, rome, LANG_IT), "");
	check_shown(instant_echo(INSTANT_NONE, 0, rome, LANG_IT), "");
	check_shown(instant_rfc3339(INT64_MAX), "");
	ck_assert_int_eq(instant_add_months(INSTANT_NONE, 1, rome), INSTANT_NONE);
}
END_TEST

START_TEST(test_months_end_where_the_month_ends)
{
	check_shown(instant_show(instant_add_months(at("2026-01-31T09:00:00Z"), 1, rome), rome), "28/02/2026 10:00");
	check_shown(instant_show(instant_add_months(at("2028-01-31T09:00:00Z"), 1, rome), rome), "29/02/2028 10:00");
	check_shown(instant_show(instant_add_months(at("2026-11-23T09:00:00Z"), 2, rome), rome), "23/01/2027 10:00");
	/* The same time by the clock, over a change of the clocks. */
	check_shown(instant_show(instant_add_months(at("2026-03-10T09:00:00Z"), 1, rome), rome), "10/04/2026 10:00");
}
END_TEST

START_TEST(test_year_is_the_zones)
{
	ck_assert_int_eq(instant_year(at("2026-12-31T23:30:00Z"), rome), 2027);
	ck_assert_int_eq(instant_year(at("2026-12-31T22:30:00Z"), rome), 2026);
}
END_TEST

START_TEST(test_durations_are_shown_in_two_units_never_rounded_up)
{
	check_shown(duration_show(0, LANG_IT), "0 s");
	check_shown(duration_show(40, LANG_IT), "40 s");
	check_shown(duration_show(119, LANG_IT), "1 min");
	check_shown(duration_show(18 * 3600 + 28 * 60 + 59, LANG_IT), "18 h 28 min");
	check_shown(duration_show(-(18 * 3600 + 28 * 60), LANG_EN), "18 h 28 min");
	check_shown(duration_show(71 * 3600, LANG_EN), "71 h");
	check_shown(duration_show(99 * 3600, LANG_IT), "4 g 3 h");
	check_shown(duration_show(99 * 3600, LANG_EN), "4 d 3 h");
	check_shown(duration_show(72 * 3600, LANG_EN), "3 d");
	g_free(duration_show(INT64_MIN, LANG_EN));
}
END_TEST

START_TEST(test_ago_and_ahead_are_said_in_words)
{
	check_shown(duration_ago(14 * 60, LANG_IT), "14 minuti fa");
	check_shown(duration_ago(60, LANG_IT), "1 minuto fa");
	check_shown(duration_ago(60, LANG_EN), "1 minute ago");
	check_shown(duration_ago(7200, LANG_IT), "2 ore fa");
	check_shown(duration_ago(3600 + 50 * 60, LANG_IT), "1 ora e 50 minuti fa");
	check_shown(duration_ago(3600 + 50 * 60, LANG_EN), "1 hour 50 minutes ago");
	check_shown(duration_ago(-7200, LANG_IT), "tra 2 ore");
	check_shown(duration_ago(-7200, LANG_EN), "in 2 hours");
	check_shown(duration_ago(59, LANG_IT), "adesso");
	check_shown(duration_ago(0, LANG_EN), "now");
	check_shown(duration_ago(3 * 86400 + 3600, LANG_IT), "3 giorni e 1 ora fa");
	check_shown(duration_ago(30 * 86400 + 3600, LANG_EN), "30 days ago");
	g_free(duration_ago(INT64_MIN, LANG_EN));
}
END_TEST

static const struct {
	const char *text;
	int64_t seconds;
} lengths[] = {
	{"30s", 30}, {"10m", 600}, {"4h", 14400}, {"2d", 172800}, {"1w", 604800}, {"0", 0}, {"0m", 0}, {"90", 5400},
	{"2 ore", 7200}, {"90 minuti", 5400}, {"2h30m", 9000}, {"2 h 30 min", 9000}, {"1 giorno e 2 ore", 93600},
	{"un'ora", 3600}, {"1 hour and 5 minutes", 3900}, {" 4H ", 14400}, {"mezz'ora", 1800},
};

START_TEST(test_lengths_of_time_are_read_in_both_languages)
{
	int64_t seconds = -1;
	ck_assert_msg(duration_parse(lengths[_i].text, &seconds, NULL), "%s", lengths[_i].text);
	ck_assert_int_eq(seconds, lengths[_i].seconds);
}
END_TEST

static const char *const no_lengths[] = {
	"", " ", "h", "-3h", "+3h", "3x", "3 h h", "1.5h", "99999999999h", "11w 3651d", "9999999d", "ore", "3h,x", "2h \xff",
};

START_TEST(test_what_is_no_length_is_refused)
{
	g_autoptr(GError) error = NULL;
	int64_t seconds;
	ck_assert_msg(!duration_parse(no_lengths[_i], &seconds, &error), "\"%s\"", no_lengths[_i]);
	ck_assert(g_error_matches(error, ERR_DOMAIN, E_INPUT));
}
END_TEST

static Suite *
when_suite(void)
{
	Suite *suite = suite_create("when");
	TCase *reading = tcase_create("reading"), *showing = tcase_create("showing"), *durations = tcase_create("durations");

	tcase_add_checked_fixture(reading, set_up, tear_down);
	tcase_add_loop_test(reading, test_what_people_type_is_read_day_first_in_both_languages, 0, G_N_ELEMENTS(accepted));
	tcase_add_loop_test(reading, test_what_is_no_time_is_refused, 0, G_N_ELEMENTS(rubbish));
	tcase_add_test(reading, test_long_and_hostile_text_is_refused_with_a_short_clean_message);
	tcase_add_test(reading, test_time_alone_is_yesterdays_when_todays_is_ahead);
	tcase_add_test(reading, test_what_is_planned_lies_ahead);
	tcase_add_test(reading, test_day_without_year_is_the_nearest);
	tcase_add_test(reading, test_today_is_the_zones_today_not_utcs);
	tcase_add_test(reading, test_impossible_days_are_named);
	tcase_add_test(reading, test_years_out_of_range_are_refused);
	tcase_add_test(reading, test_weekday_must_fit_its_date);
	tcase_add_test(reading, test_day_alone_is_no_instant);
	tcase_add_test(reading, test_day_alone_is_its_local_midnight_where_a_day_will_do);
	tcase_add_test(reading, test_day_begins_at_its_first_moment_where_midnight_is_skipped);
	tcase_add_test(reading, test_time_that_does_not_exist_is_refused_with_both_readings);
	tcase_add_test(reading, test_time_that_comes_twice_is_refused_with_both_readings);
	tcase_add_test(reading, test_reading_that_was_offered_is_accepted);
	tcase_add_test(reading, test_day_later_on_the_clock_is_not_24_hours_when_the_clocks_change);
	tcase_add_test(reading, test_future_is_refused_from_beyond_two_minutes);
	tcase_add_loop_test(reading, test_rfc3339_is_read_strictly, 0, G_N_ELEMENTS(not_rfc3339));

	tcase_add_checked_fixture(showing, set_up, tear_down);
	tcase_add_test(showing, test_rfc3339_survives_the_round_trip);
	tcase_add_test(showing, test_instants_are_shown_in_the_zone_and_language);
	tcase_add_test(showing, test_other_zones_are_named_by_their_identifier);
	tcase_add_test(showing, test_no_instant_shows_as_nothing);
	tcase_add_test(showing, test_months_end_where_the_month_ends);
	tcase_add_test(showing, test_year_is_the_zones);

	tcase_add_test(durations, test_durations_are_shown_in_two_units_never_rounded_up);
	tcase_add_test(durations, test_ago_and_ahead_are_said_in_words);
	tcase_add_loop_test(durations, test_lengths_of_time_are_read_in_both_languages, 0, G_N_ELEMENTS(lengths));
	tcase_add_loop_test(durations, test_what_is_no_length_is_refused, 0, G_N_ELEMENTS(no_lengths));

	suite_add_tcase(suite, reading);
	suite_add_tcase(suite, showing);
	suite_add_tcase(suite, durations);
	return suite;
}

int
main(void)
{
	return run_suite(when_suite());
}

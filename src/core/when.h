/*
 * Instants: reading what people type, and showing it in their zone and language.
 *
 * An Instant is whole seconds since 1970-01-01T00:00:00Z, everywhere in the program. Text without an offset is read
 * in the zone that the caller passes, which is the register's home zone and never the host's. What a person typed
 * is echoed (instant_echo) before it is stored, so that a wrong reading is seen at once.
 *
 * The day always comes before the month, in both languages. A local time that does not exist or exists twice, because
 * the clocks change that night, is refused, with each possible reading written as RFC 3339 so that one can be pasted.
 * Everything that makes a string returns a new one (transfer full).
 */
#ifndef BRECCIA_CORE_WHEN_H
#define BRECCIA_CORE_WHEN_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "src/core/lang.h"

typedef int64_t Instant;

#define INSTANT_NONE INT64_MIN

/* Up to this many seconds ahead of our clock counts as now: two machines never agree to the second. */
#define INSTANT_AHEAD 120

/* Years outside these are refused wherever text is read. */
#define INSTANT_FIRST_YEAR 1990
#define INSTANT_LAST_YEAR 2200

/*
 * Accepted, blind to case, accents and extra spaces, in both languages whatever the language of the process:
 *
 *   now adesso ora                       -3h -90m -2d -45s        2h ago, 2h fa, un'ora fa, 2 h 30 min ago
 *   14:30 14.30 22:05:10 6:30 pm         today, or yesterday where today's would be in the future
 *   today 18:30, oggi alle 18            yesterday 18:30, ieri alle 18.30        tomorrow 9:00, domani 9:00
 *   2026-11-23 18:30[:15]                2026-11-23T18:30, also with Z or an offset
 *   23/11/2026 22:05  23/11/26 22:05     23.11.2026 22.05  23-11-2026 22:05
 *   23/11 22:05                          this year's, or last year's where this year's would be more than half a year ahead
 *   23 novembre 2026 ore 22:05           23 Nov 22:05, lun 23 nov 2026, 22:05 (what instant_brief prints)
 *   +2d, in 2 hours, tra 2 giorni        for what is planned
 *   RFC 3339 with Z or an offset
 *
 * Day and time may be joined with a comma, "at", "alle", "ore", "alle ore" or T. A weekday must fit its date. E_INPUT
 * otherwise. The future is not refused here: see instant_check_past().
 */
bool instant_parse(const char *text, Instant now, GTimeZone *zone, Instant *out, GError **error);

/* The same, and a day alone is accepted too: its local midnight (first moment of the day). For options like --from. */
bool instant_parse_day(const char *text, Instant now, GTimeZone *zone, Instant *out, GError **error);

/* The same for what is planned: a time alone is today's or tomorrow's, a day without its year this year's or the next one's, and a day alone
 * lasts to its end. What lies behind all the same is for the caller to refuse. */
bool instant_parse_planned(const char *text, Instant now, GTimeZone *zone, Instant *out, GError **error);

/* E_INPUT when t is more than INSTANT_AHEAD seconds after now; the message names both in the zone. */
bool instant_check_past(Instant t, Instant now, GTimeZone *zone, GError **error);

/* Strict: "2026-11-23T22:44:05Z" or with +hh:mm / -hh:mm; a fraction of a second is dropped. False for all else. */
bool instant_from_rfc3339(const char *text, Instant *out);
/* Only what instant_rfc3339() writes, as the journal has it: "2026-11-23T21:44:05Z". */
bool instant_exact(const char *text, Instant *out);

/* Showing. INSTANT_NONE, and instants outside years 1..9999, show as "". */
char *instant_rfc3339(Instant t);                                        /* 2026-11-23T21:44:05Z */
char *instant_rfc3339_local(Instant t, GTimeZone *zone);                 /* 2026-11-23T22:44:05+01:00 */
char *instant_show(Instant t, GTimeZone *zone);                          /* 23/11/2026 03:02 */
char *instant_show_short(Instant t, Instant now, GTimeZone *zone);       /* 23/11 03:02, or as above in another year */
/* The same in so many columns: where there is no room for both, the time of today's and the day of others; where the day has none with its
 * year, and needs it, the year alone. */
char *instant_show_within(Instant t, Instant now, GTimeZone *zone, int columns);
char *instant_show_day(Instant t, GTimeZone *zone);                      /* 23/11/2026 */
char *instant_brief(Instant t, GTimeZone *zone, Lang lang);              /* lun 23 nov 2026, 02:40 */
char *instant_brief_short(Instant t, Instant now, GTimeZone *zone, Lang lang); /* lun 23 nov 02:40, or as above in another year */
char *instant_clock(Instant t, GTimeZone *zone);                         /* 03:02 */

/* lunedì 23 novembre 2026, ore 03:02 (ora italiana, UTC+1) / Monday 23 November 2026, 03:02 (Italian time, UTC+1) */
char *instant_letter(Instant t, GTimeZone *zone, Lang lang);

/* lun 23 nov 2026, 03:02 (ora italiana, +01:00), 14 minuti fa / Mon 23 Nov 2026, 03:02 (Italian time, +01:00), ... */
char *instant_echo(Instant t, Instant now, GTimeZone *zone, Lang lang);

/* "luglio", "July": of 1 to 12. (static) */
const char *instant_month(int month, Lang lang);

/* Arithmetic on the calendar of a zone */
Instant instant_add_months(Instant t, int months, GTimeZone *zone); /* the month's end clamps: 31/01 + 1 = 28/02 */
int instant_year(Instant t, GTimeZone *zone);

/* Durations, in seconds; a sign is dropped by duration_show and means the future in duration_ago. */
char *duration_show(int64_t seconds, Lang lang); /* 40 s, 28 min, 18 h 28 min; three days and more: 4 g 3 h / 4 d 3 h */
char *duration_ago(int64_t seconds, Lang lang);  /* 14 minuti fa, 2 ore fa, adesso; negative: tra 2 ore / in 2 hours */

/* 30s 10m 4h 2d 1w 2h30m "2 ore" "90 minuti"; a bare number is minutes. Never negative, at most ten years. */
bool duration_parse(const char *text, int64_t *seconds, GError **error);

#endif

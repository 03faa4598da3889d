/*
 * Periods: a year, a quarter, a month, or any days, in the register's zone; and the ones beside them.
 *
 * A period holds the instants from <= t < until. Months and years begin at their first moment in that zone.
 */
#ifndef BRECCIA_REPORT_PERIOD_H
#define BRECCIA_REPORT_PERIOD_H

#include "src/core/lang.h"
#include "src/core/when.h"

typedef enum { SPAN_YEAR, SPAN_QUARTER, SPAN_MONTH, SPAN_DAYS } Span;

typedef struct {
	Span span;
	Instant from, until;
} Period;

/* The year, the quarter or the month (not SPAN_DAYS) that t lies in. */
Period period_of(Span span, Instant t, GTimeZone *zone);

/*
 * 2026, 2026-Q3 (or 2026-T3), 2026-07, 07/2026; this-year, last-year, this-quarter, last-quarter, this-month, last-month and their Italian
 * names (quest-anno, anno-scorso, questo-trimestre, trimestre-scorso, questo-mese, mese-scorso); blind to case. E_INPUT.
 */
bool period_parse(const char *text, Instant now, GTimeZone *zone, Period *period, GError **error);

/* From one text of instant_parse_day() to another; a day alone as `to` lasts to its end. Either may be NULL: since the register began
 * (`begun`), until now. E_INPUT where nothing lies between. */
bool period_between(const char *from, const char *to, Instant begun, Instant now, GTimeZone *zone, Period *period, GError **error);

/* As long, and right before it or after it; of days: as many days. */
Period period_before(const Period *period, GTimeZone *zone);
Period period_after(const Period *period, GTimeZone *zone);
/* The same one of the year before. */
Period period_year_ago(const Period *period, GTimeZone *zone);
bool period_has(const Period *period, Instant t);

/* (transfer full) */
char *period_code(const Period *period, GTimeZone *zone);             /* "2026", "2026-Q3", "2026-07", "2026-07-03..2026-08-12" */
char *period_name(const Period *period, GTimeZone *zone, Lang lang);  /* "2026", "Q3 2026", "July 2026", "03/07/2026 - 12/08/2026" */
char *period_days(const Period *period, GTimeZone *zone);             /* "01/07/2026 - 30/09/2026": its first and its last day */

#endif

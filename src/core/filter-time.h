/*
 * The times of a filter: "2026-11", "<6h", "yesterday..now" -> the instants from which and until which. For filter.c.
 */
#ifndef BRECCIA_CORE_FILTER_TIME_H
#define BRECCIA_CORE_FILTER_TIME_H

#include "src/core/when.h"

/* ahead: a duration lies in the future (due), else in the past. INSTANT_NONE: open on that side. E_INPUT. */
bool filter_time(const char *text, bool ahead, Instant now, GTimeZone *zone, Instant *from, Instant *until, GError **error);

#endif

/*
 * The parts of event_check() that reading needs one by one: a body may be erased, a kind may be of a newer program.
 * For event.c and event-check.c only; who appends calls event_check().
 */
#ifndef BRECCIA_CORE_EVENT_CHECK_H
#define BRECCIA_CORE_EVENT_CHECK_H

#include "src/core/event.h"

/* Do ref and facts, or the body (NULL: no text), fit the kind? E_INTERNAL names the kind and the field. */
bool event_facts_fit(const EventKind *kind, const char *ref, json_t *facts, GError **error);
bool event_body_fits(const EventKind *kind, json_t *body, GError **error);

/* No reals at any depth, and strings as their side wants them. */
bool event_is_plain(json_t *value, Side side);
bool event_is_text(json_t *value, Side side);
/* The one spelling of an instant, "2026-11-23T21:44:05Z". */
bool event_instant(json_t *value, Instant *out);
bool event_is_ref(const char *text);
/* Is name a field of the incident for this kind, and not one of the kind's own? */
bool event_takes_field(const EventKind *kind, const char *name);

#endif

/*
 * The clock of the tests: linked in the place of src/host/clock.c into tests/at/breccia and tests/at/breccia-courier,
 * which are never installed. Nothing that is installed can have its clock moved.
 *
 * It is also the machine of the tests (src/host/machine.c): $AT_MACHINE, empty for one without an id; without it the system's.
 *
 * $AT is an instant ("2026-03-29T01:30:00Z"), or the path of a file that holds one, so that a test can move the clock of
 * a program that runs. Without $AT it is the system's clock.
 */
#include "src/host/host.h"

#include <stdio.h>
#include <stdlib.h>

static Instant
instant_or_die(char *text)
{
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	g_autoptr(GDateTime) t = g_date_time_new_from_iso8601(g_strstrip(text), utc);
	if (!t) {
		fprintf(stderr, "AT: no instant: \"%s\"\n", text);
		abort();
	}
	return g_date_time_to_unix(t);
}

Instant
host_now(void)
{
	g_autofree char *text = g_strdup(g_getenv("AT"));
	g_autofree char *content = NULL;
	if (!text)
		return g_get_real_time() / G_USEC_PER_SEC;
	if (*text != '/')
		return instant_or_die(text);
	if (!g_file_get_contents(text, &content, NULL, NULL)) {
		fprintf(stderr, "AT: cannot read %s\n", text);
		abort();
	}
	return instant_or_die(content);
}

char *
host_machine_id(void)
{
	const char *id = g_getenv("AT_MACHINE");
	char *text = NULL;
	if (id)
		return *id ? g_strdup(id) : NULL;
	return g_file_get_contents("/etc/machine-id", &text, NULL, NULL) ? g_strstrip(text) : NULL;
}

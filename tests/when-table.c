/*
 * Reads times as the program does and compares them with what somebody else says.
 *
 * Standard input holds lines of fields parted by tabs: a zone, a time as typed, then the instant it means (seconds since
 * 1970), or "never" or "twice" and the two readings that must be offered. Every difference is printed; the exit
 * status is 1 when there was one, or when there was nothing to compare.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "src/core/when.h"

/* 1 January 2200: nothing in the table is ahead of it. */
#define NOW 7258118400

static bool
agrees(char **field, guint n, const char **why)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_identifier(field[0]);
	g_autoptr(GError) error = NULL;
	Instant got = INSTANT_NONE;
	if (!zone) {
		*why = "no such zone";
		return false;
	}
	bool read = instant_parse(field[1], NOW, zone, &got, &error);
	if (n == 3) {
		*why = "another instant, or refused";
		return read && got == g_ascii_strtoll(field[2], NULL, 10);
	}
	*why = "accepted, or refused without the readings";
	return !read && strstr(error->message, g_str_equal(field[2], "twice") ? "twice" : "does not exist") &&
	       strstr(error->message, field[3]) && strstr(error->message, field[4]);
}

int
main(void)
{
	char line[256];
	int seen = 0, wrong = 0;
	while (fgets(line, sizeof line, stdin)) {
		g_strchomp(line);
		g_auto(GStrv) field = g_strsplit(line, "\t", -1);
		guint n = g_strv_length(field);
		const char *why = "not a line of the table";
		seen++;
		if ((n == 3 || n == 5) && agrees(field, n, &why))
			continue;
		wrong++;
		printf("%s: %s\n", line, why);
	}
	printf("%d times compared, %d wrong\n", seen, wrong);
	return wrong || !seen ? EXIT_FAILURE : EXIT_SUCCESS;
}

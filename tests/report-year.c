/*
 * report-year FILE INSTANT BREACHES [LOGIN]: the register of tests/report-life.h, of that login (else one's own), for who wants to look
 * at reports and test commands on one.
 */
#include "src/host/host.h"
#include "tests/report-life.h"

#include <stdio.h>

int
main(int argc, char **argv)
{
	g_autofree char *account = host_account();
	Instant until = INSTANT_NONE;
	guint64 n = 0;

	if (argc < 4 || argc > 5 || !instant_from_rfc3339(argv[2], &until) || !g_ascii_string_to_unsigned(argv[3], 10, 1, 100000, &n, NULL)) {
		fprintf(stderr, "usage: report-year FILE INSTANT BREACHES [LOGIN]\n");
		return 64;
	}
	report_life(argv[1], argc == 5 ? argv[4] : account, until, (int)n);
	return 0;
}

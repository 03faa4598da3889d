/* Prints the sample register's journal as `breccia journal export` does: for tests/journal-checks.sh. */
#include "db/query.h"
#include "tests/sample.h"

#include <stdio.h>
#include <stdlib.h>

static bool
print_line(int64_t seq, const char *seal, const char *head, const char *body, void *data, GError **error)
{
	(void)seq;
	(void)data;
	(void)error;
	return printf("%s\t%s\t%s\n", seal, head, body ? body : "") > 0;
}

int
main(void)
{
	Sample sample;

	sample_open(&sample, false);
	sample_story(&sample);
	bool ok = query_journal(sample.db, 1, print_line, NULL, NULL);
	sample_close(&sample);
	return ok && fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

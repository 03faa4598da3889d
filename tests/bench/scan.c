/*
 * scan FILE: reads every event of a register by plain SQLite and sums its head and body by SHA-256, as any verification must, and nothing
 * more. What verify takes longer is what it proves beyond that.
 */
#include "src/core/seal.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

static void
check(sqlite3 *db, int rc)
{
	if (rc == SQLITE_OK)
		return;
	fprintf(stderr, "scan: %s\n", sqlite3_errmsg(db));
	exit(1);
}

int
main(int argc, char **argv)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *stmt = NULL;
	char hex[SEAL_LEN + 1];
	long events = 0;
	int rc;

	if (argc != 2) {
		fprintf(stderr, "usage: scan FILE\n");
		return 64;
	}
	check(db, sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE, NULL));
	check(db, sqlite3_prepare_v2(db, "SELECT seal, head, body FROM journal ORDER BY seq", -1, &stmt, NULL));
	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		for (int i = 1; i < 3; i++) {
			const void *bytes = sqlite3_column_blob(stmt, i);
			seal_hash(bytes, (gsize)sqlite3_column_bytes(stmt, i), hex);
		}
		events++;
	}
	check(db, sqlite3_finalize(stmt));
	sqlite3_close(db);
	printf("%ld events, the last hash %s\n", events, hex);
	return rc == SQLITE_DONE ? 0 : 1;
}

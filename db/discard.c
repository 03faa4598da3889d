/* A register that was created and could not be founded goes away again, with the files that SQLite puts beside it. */
#include "db/store.h"

#include <unistd.h>

void
db_discard(Db *db)
{
	static const char *const parts[] = {"", "-wal", "-shm"};
	g_autofree char *path = g_strdup(db_path(db));

	db_close(db);
	for (guint i = 0; path && i < G_N_ELEMENTS(parts); i++) {
		g_autofree char *part = g_strconcat(path, parts[i], NULL);
		(void)unlink(part);
	}
}

/* The SQL files of db/, in the order of their numbers, named "sqlite/0001-....sql". */
#ifndef BRECCIA_DB_SQL_EMBED_H
#define BRECCIA_DB_SQL_EMBED_H

#include "src/core/embed.h"

extern const struct Embedded embedded_sql[];

#endif

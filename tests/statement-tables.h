/* Every table of statements that db/ has, for the tests that prepare them all. What does not stand here is prepared by none of them. */
#ifndef BRECCIA_TESTS_STATEMENT_TABLES_H
#define BRECCIA_TESTS_STATEMENT_TABLES_H

#include "db/statement.h"

extern const Statement *const statement_tables[]; /* ends with NULL */

#endif

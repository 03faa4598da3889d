# The store: all the SQL there is.
noinst_LIBRARIES += db/libdb.a
db_libdb_a_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS) -DBRECCIA_NO_LOCALE
db_libdb_a_SOURCES =
nodist_db_libdb_a_SOURCES = db/sql-embed.c

db_libdb_a_SOURCES += db/apply.c
db_libdb_a_SOURCES += db/apply.h
db_libdb_a_SOURCES += db/backup.c
db_libdb_a_SOURCES += db/backup.h
db_libdb_a_SOURCES += db/driver.h
db_libdb_a_SOURCES += db/erase.c
db_libdb_a_SOURCES += db/erase.h
db_libdb_a_SOURCES += db/journal.c
db_libdb_a_SOURCES += db/journal.h
db_libdb_a_SOURCES += db/migrate.c
db_libdb_a_SOURCES += db/migrate.h
db_libdb_a_SOURCES += db/project-action.c
db_libdb_a_SOURCES += db/project-affected.c
db_libdb_a_SOURCES += db/project-bulletin.c
db_libdb_a_SOURCES += db/query-bulletin.c
db_libdb_a_SOURCES += db/project-clock.c
db_libdb_a_SOURCES += db/project-duty.c
db_libdb_a_SOURCES += db/project-ending.c
db_libdb_a_SOURCES += db/project-house.c
db_libdb_a_SOURCES += db/project-incident.c
db_libdb_a_SOURCES += db/project-notice.c
db_libdb_a_SOURCES += db/project-people.c
db_libdb_a_SOURCES += db/project-receipt.c
db_libdb_a_SOURCES += db/project-search.c
db_libdb_a_SOURCES += db/project-work.c
db_libdb_a_SOURCES += db/project.c
db_libdb_a_SOURCES += db/project.h
db_libdb_a_SOURCES += db/query-duty.c
db_libdb_a_SOURCES += db/query-incident.c
db_libdb_a_SOURCES += db/query-journal.c
db_libdb_a_SOURCES += db/query-list.c
db_libdb_a_SOURCES += db/query-local.c
db_libdb_a_SOURCES += db/query-mailbox.c
db_libdb_a_SOURCES += db/query-notice.c
db_libdb_a_SOURCES += db/query-people.c
db_libdb_a_SOURCES += db/query-receipt.c
db_libdb_a_SOURCES += db/query-report.c
db_libdb_a_SOURCES += db/query-report.h
db_libdb_a_SOURCES += db/query-row.h
db_libdb_a_SOURCES += db/query-work.c
db_libdb_a_SOURCES += db/query.h
db_libdb_a_SOURCES += db/sql-embed.h
db_libdb_a_SOURCES += db/sqlite-file.c
db_libdb_a_SOURCES += db/sqlite-file.h
db_libdb_a_SOURCES += db/sqlite.c
db_libdb_a_SOURCES += db/statement.c
db_libdb_a_SOURCES += db/statement.h
db_libdb_a_SOURCES += db/store.c
db_libdb_a_SOURCES += db/store.h
db_libdb_a_SOURCES += db/verify-gone.c
db_libdb_a_SOURCES += db/verify-gone.h
db_libdb_a_SOURCES += db/verify-tables.c
db_libdb_a_SOURCES += db/verify-tables.h
db_libdb_a_SOURCES += db/verify.c
db_libdb_a_SOURCES += db/verify.h

# Migrations in the order of their numbers, and the tables made from the journal.
sql_files =
sql_files += db/sqlite/0001-journal.sql
sql_files += db/sqlite/0002-erasure.sql
sql_files += db/sqlite/0003-mailbox.sql
sql_files += db/sqlite/projection.sql

db/sql-embed.c: $(sql_files) build-aux/embed.awk
	$(AM_V_GEN)$(EMBED) -v table=embedded_sql -v header=db/sql-embed.h -v root=$(srcdir)/db/ \
		-f $(srcdir)/build-aux/embed.awk $(sql_files:%=$(srcdir)/%) </dev/null >$@.tmp && mv $@.tmp $@
EXTRA_DIST += $(sql_files)
# The same tables for PostgreSQL. No driver reads them yet, so they are not embedded: tests/postgres.sh prepares every statement on them.
EXTRA_DIST += db/postgres/0001-journal.sql
EXTRA_DIST += db/postgres/0002-erasure.sql
EXTRA_DIST += db/postgres/0003-mailbox.sql
EXTRA_DIST += db/postgres/projection.sql
CLEANFILES += db/sql-embed.c db/sql-embed.c.tmp

# The store: all the SQL there is.
noinst_LIBRARIES += db/libdb.a
db_libdb_a_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS) -DBRECCIA_NO_LOCALE
db_libdb_a_SOURCES =
nodist_db_libdb_a_SOURCES = db/sql-embed.c

db_libdb_a_SOURCES += db/driver.h
db_libdb_a_SOURCES += db/discard.c
db_libdb_a_SOURCES += db/journal.h
db_libdb_a_SOURCES += db/project.h
db_libdb_a_SOURCES += db/query.h
db_libdb_a_SOURCES += db/sql-embed.h
db_libdb_a_SOURCES += db/statement.h
db_libdb_a_SOURCES += db/store.h
db_libdb_a_SOURCES += db/verify.h

# Migrations in the order of their numbers, and the tables made from the journal.
sql_files =
sql_files += db/sqlite/0001-journal.sql
sql_files += db/sqlite/projection.sql

db/sql-embed.c: $(sql_files) build-aux/embed.awk
	$(AM_V_GEN)$(EMBED) -v table=embedded_sql -v header=db/sql-embed.h -v root=$(srcdir)/db/ \
		-f $(srcdir)/build-aux/embed.awk $(sql_files:%=$(srcdir)/%) </dev/null >$@.tmp && mv $@.tmp $@
EXTRA_DIST += $(sql_files)
CLEANFILES += db/sql-embed.c db/sql-embed.c.tmp

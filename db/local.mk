# The store: all the SQL there is.
noinst_LIBRARIES += db/libdb.a
db_libdb_a_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS) -DBRECCIA_NO_LOCALE
db_libdb_a_SOURCES =
nodist_db_libdb_a_SOURCES = db/sql-embed.c

db_libdb_a_SOURCES += db/journal.h
db_libdb_a_SOURCES += db/query.h
db_libdb_a_SOURCES += db/sql-embed.h
db_libdb_a_SOURCES += db/store.h
db_libdb_a_SOURCES += db/verify.h

# Migrations, embedded in the order of this list.
sql_files =

db/sql-embed.c: $(sql_files) build-aux/embed.awk
	$(AM_V_GEN)$(EMBED) -v table=embedded_sql -v header=db/sql-embed.h -v root=$(srcdir)/db/ \
		-f $(srcdir)/build-aux/embed.awk $(sql_files:%=$(srcdir)/%) </dev/null >$@.tmp && mv $@.tmp $@
EXTRA_DIST += $(sql_files)
CLEANFILES += db/sql-embed.c db/sql-embed.c.tmp

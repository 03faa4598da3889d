# The store: all the SQL there is.
noinst_LIBRARIES += db/libdb.a
db_libdb_a_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
db_libdb_a_SOURCES =
db_libdb_a_SOURCES += db/journal.h
db_libdb_a_SOURCES += db/query.h
db_libdb_a_SOURCES += db/store.h
db_libdb_a_SOURCES += db/verify.h

# Check programs: one line if it needs core only, one more that names the layer (the variables of Makefile.am) if not.
#
#	CHECKS += tests/check_store
#	tests_check_store_LDADD = $(DB_LIBS) $(CHECK_LIBS)
#
# Its source is tests/check_store.c; name further ones with tests_check_store_SOURCES.
#
# Shell tests have the run bit and begin with #!. They read from $srcdir (the source), find the programs in $builddir,
# and write only into $builddir/tests/NAME.dir, which they remove. They print "ok - what holds" a case, and end with 77
# when something they need is missing.
#
#	SH_TESTS += tests/cli/log.sh
#
# Data that tests read:
#
#	EXTRA_DIST += tests/mail/example.eml
CHECKS =
SH_TESTS =
TEST_HELPERS =
LDADD = $(CORE_LIBS) $(CHECK_LIBS)

CHECKS += tests/check_err
CHECKS += tests/check_seal
CHECKS += tests/check_notice
CHECKS += tests/check_clock

SH_TESTS += tests/bootstrap.sh
SH_TESTS += tests/embed.sh
SH_TESTS += tests/headers.sh
SH_TESTS += tests/layers.sh
SH_TESTS += tests/style.sh

if HAVE_CHECK
check_PROGRAMS = $(CHECKS) $(TEST_HELPERS)
TESTS = $(CHECKS) $(SH_TESTS)
else
check_PROGRAMS = $(TEST_HELPERS)
TESTS = $(SH_TESTS) tests/without-check.sh
endif
TEST_EXTENSIONS = .sh
EXTRA_DIST += $(SH_TESTS) tests/without-check.sh
check_DATA = po/breccia.pot

# What the tests may know of the build.
AM_TESTS_ENVIRONMENT = \
	srcdir='$(abs_srcdir)'; builddir='$(abs_builddir)'; export srcdir builddir; \
	AWK='$(AWK)'; CC='$(CC)'; NM='$(NM)'; AR='$(AR)'; OPENSSL_LIBS='$(OPENSSL_LIBS)'; \
	export AWK CC NM AR OPENSSL_LIBS; \
	HEADER_FLAGS='$(BASE_CPPFLAGS) $(CPPFLAGS) $(AM_CFLAGS) $(CFLAGS) $(SQLITE_CFLAGS) $(ESMTP_CFLAGS) $(GMIME_CFLAGS) \
		$(OPENSSL_CFLAGS) $(CHECK_CFLAGS)'; export HEADER_FLAGS;

# Check programs: one line if it needs core only, one more that names the layer (the variables of Makefile.am) if not.
#
#	CHECKS += tests/check_store
#	tests_check_store_LDADD = $(DB_LIBS) $(CHECK_LIBS)
#
# Shell tests are executable, begin with #! and find their data in $srcdir, the programs in $builddir:
#
#	SH_TESTS += tests/cli/log.sh
LDADD = $(CORE_LIBS) $(CHECK_LIBS)

CHECKS += tests/check_err
CHECKS += tests/check_seal
CHECKS += tests/check_notice

TEST_EXTENSIONS = .sh
EXTRA_DIST += $(SH_TESTS)
AM_TESTS_ENVIRONMENT = srcdir='$(abs_srcdir)'; builddir='$(abs_builddir)'; export srcdir builddir;

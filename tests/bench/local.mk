# The figures: `make bench`. `make check` sees that it runs and judges no time.
bench_parts = tests/bench/fill tests/bench/log tests/bench/scan tests/bench/time tests/bench/empty tests/bench/app
TEST_HELPERS += $(bench_parts)
SH_TESTS += tests/bench/small.sh
EXTRA_DIST += tests/bench/bench.sh

tests_bench_fill_SOURCES = tests/bench/fill.c tests/invented.c tests/invented.h
tests_bench_fill_LDADD = src/host/libhost.a $(REGISTER_LIBS)
tests_bench_log_LDADD = src/host/libhost.a $(REGISTER_LIBS)
tests_bench_log_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
tests_bench_scan_LDADD = $(SQLITE_LIBS) $(CORE_LIBS)
tests_bench_scan_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
tests_bench_time_LDADD = $(GLIB_LIBS)
tests_bench_app_LDADD = $(GLIB_LIBS) -lutil
# All that breccia loads, although nothing of it is used.
tests_bench_empty_LDADD = $(CURSES_LIBS) $(SQLITE_LIBS) $(GLIB_LIBS) $(JANSSON_LIBS) $(NETTLE_LIBS)
tests_bench_empty_LDFLAGS = $(AM_LDFLAGS) -Wl,--no-as-needed

# The table of NEWS. The first time it takes a while: a million incidents are logged for it, and kept for the next. BENCH_SMALL=1 tries it
# in half a minute.
bench: all $(bench_parts)
	@srcdir='$(abs_srcdir)' builddir='$(abs_builddir)' BENCH_SMALL='$(BENCH_SMALL)' BENCH_FRESH='$(BENCH_FRESH)' \
		$(srcdir)/tests/bench/bench.sh
.PHONY: bench

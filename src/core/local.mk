# The law and the words of the register. No I/O, no clock, no random, nothing that depends on the locale.
noinst_LIBRARIES += src/core/libcore.a
src_core_libcore_a_CPPFLAGS = $(AM_CPPFLAGS) $(NETTLE_CFLAGS) -DBRECCIA_NO_LOCALE
src_core_libcore_a_SOURCES =
src_core_libcore_a_SOURCES += src/core/scenario.c
src_core_libcore_a_SOURCES += src/core/scenario.h
src_core_libcore_a_SOURCES += src/core/advice.c
src_core_libcore_a_SOURCES += src/core/advice.h

src_core_libcore_a_SOURCES += src/core/address.h
src_core_libcore_a_SOURCES += src/core/address.c
src_core_libcore_a_SOURCES += src/core/bulletin.c
src_core_libcore_a_SOURCES += src/core/bulletin.h
src_core_libcore_a_SOURCES += src/core/clock.h
src_core_libcore_a_SOURCES += src/core/conf.c
src_core_libcore_a_SOURCES += src/core/conf.h
src_core_libcore_a_SOURCES += src/core/conf-embed.h
src_core_libcore_a_SOURCES += src/core/conf-provider.c
src_core_libcore_a_SOURCES += src/core/conf-server.c
src_core_libcore_a_SOURCES += src/core/embed.h
src_core_libcore_a_SOURCES += src/core/err.c
src_core_libcore_a_SOURCES += src/core/err.h
src_core_libcore_a_SOURCES += src/core/lang.h
src_core_libcore_a_SOURCES += src/core/line.c
src_core_libcore_a_SOURCES += src/core/line.h
src_core_libcore_a_SOURCES += src/core/vocab.h
src_core_libcore_a_SOURCES += src/core/answer.h
src_core_libcore_a_SOURCES += src/core/incident.h
src_core_libcore_a_SOURCES += src/core/reading.c
src_core_libcore_a_SOURCES += src/core/reading.h
src_core_libcore_a_SOURCES += src/core/receipt.h
src_core_libcore_a_SOURCES += src/core/judgement.h
src_core_libcore_a_SOURCES += src/core/proof.h
src_core_libcore_a_SOURCES += src/core/notice.h
src_core_libcore_a_SOURCES += src/core/stage.h
src_core_libcore_a_SOURCES += src/core/person.h
src_core_libcore_a_SOURCES += src/core/settings.c
src_core_libcore_a_SOURCES += src/core/settings.h
src_core_libcore_a_SOURCES += src/core/event.c
src_core_libcore_a_SOURCES += src/core/event-check.c
src_core_libcore_a_SOURCES += src/core/event-check.h
src_core_libcore_a_SOURCES += src/core/event.h
src_core_libcore_a_SOURCES += src/core/seal.c
src_core_libcore_a_SOURCES += src/core/seal.h
src_core_libcore_a_SOURCES += src/core/filter.c
src_core_libcore_a_SOURCES += src/core/filter.h
src_core_libcore_a_SOURCES += src/core/filter-match.c
src_core_libcore_a_SOURCES += src/core/filter-time.c
src_core_libcore_a_SOURCES += src/core/filter-time.h
src_core_libcore_a_SOURCES += src/core/filter-words.h
src_core_libcore_a_SOURCES += src/core/event-kinds.c
src_core_libcore_a_SOURCES += src/core/coded.h
src_core_libcore_a_SOURCES += src/core/proof.c
src_core_libcore_a_SOURCES += src/core/notice.c
src_core_libcore_a_SOURCES += src/core/ref.h
src_core_libcore_a_SOURCES += src/core/ref.c
src_core_libcore_a_SOURCES += src/core/remind.c
src_core_libcore_a_SOURCES += src/core/remind.h
src_core_libcore_a_SOURCES += src/core/scan.h
src_core_libcore_a_SOURCES += src/core/scan.c
src_core_libcore_a_SOURCES += src/core/template.h
src_core_libcore_a_SOURCES += src/core/template.c
src_core_libcore_a_SOURCES += src/core/text.h
src_core_libcore_a_SOURCES += src/core/when.h
src_core_libcore_a_SOURCES += src/core/vocab.c
src_core_libcore_a_SOURCES += src/core/vocab-tables.c
src_core_libcore_a_SOURCES += src/core/clock.c
src_core_libcore_a_SOURCES += src/core/clock-rules.c
src_core_libcore_a_SOURCES += src/core/when.c
src_core_libcore_a_SOURCES += src/core/when-parse.c
src_core_libcore_a_SOURCES += src/core/duration.c
src_core_libcore_a_SOURCES += src/core/csv-read.c
src_core_libcore_a_SOURCES += src/core/csv-read.h
src_core_libcore_a_SOURCES += src/core/duty.c
src_core_libcore_a_SOURCES += src/core/duty.h
src_core_libcore_a_SOURCES += src/core/text.c
src_core_libcore_a_SOURCES += src/core/answer.c
src_core_libcore_a_SOURCES += src/core/incident.c
src_core_libcore_a_SOURCES += src/core/receipt.c
src_core_libcore_a_SOURCES += src/core/judgement.c
src_core_libcore_a_SOURCES += src/core/incident-fields.c
src_core_libcore_a_SOURCES += src/core/field.c
src_core_libcore_a_SOURCES += src/core/count.c
src_core_libcore_a_SOURCES += src/core/person.c
src_core_libcore_a_SOURCES += src/core/dpo-conflict.c
src_core_libcore_a_SOURCES += src/core/stage.c
src_core_libcore_a_SOURCES += src/core/severity.c
src_core_libcore_a_SOURCES += src/core/severity.h
src_core_libcore_a_SOURCES += src/core/severity-table.c
src_core_libcore_a_SOURCES += src/core/action-library.c
src_core_libcore_a_SOURCES += src/core/action-library.h
src_core_libcore_a_SOURCES += src/core/work.c
src_core_libcore_a_SOURCES += src/core/work.h

# What is known of providers: built in, and installed to be read and copied.
nodist_src_core_libcore_a_SOURCES = src/core/embed.c
src/core/embed.c: src/core/providers.txt build-aux/embed.awk
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)$(EMBED) -v table=embedded_conf -v header=src/core/conf-embed.h -v root=$(srcdir)/src/core/ \
		-f $(srcdir)/build-aux/embed.awk $(srcdir)/src/core/providers.txt </dev/null >$@.tmp && mv $@.tmp $@
EXTRA_DIST += src/core/providers.txt
CLEANFILES += src/core/embed.c src/core/embed.c.tmp
install-data-local:
	$(MKDIR_P) "$(DESTDIR)$(pkgdatadir)"
	$(INSTALL_DATA) $(srcdir)/src/core/providers.txt "$(DESTDIR)$(pkgdatadir)/providers"
uninstall-local:
	rm -f "$(DESTDIR)$(pkgdatadir)/providers"

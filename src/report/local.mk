# Documents for people who were not there: reports as text, CSV, JSON and HTML.
noinst_LIBRARIES += src/report/libreport.a
src_report_libreport_a_SOURCES =
src_report_libreport_a_SOURCES += src/report/drill.c
src_report_libreport_a_SOURCES += src/report/drill.h
src_report_libreport_a_SOURCES += src/report/book-column.c
src_report_libreport_a_SOURCES += src/report/book-part.h
src_report_libreport_a_SOURCES += src/report/book.c
src_report_libreport_a_SOURCES += src/report/book.h
src_report_libreport_a_SOURCES += src/report/bundle.c
src_report_libreport_a_SOURCES += src/report/bundle.h
src_report_libreport_a_SOURCES += src/report/check-embed.h
src_report_libreport_a_SOURCES += src/report/csv.c
src_report_libreport_a_SOURCES += src/report/csv.h
src_report_libreport_a_SOURCES += src/report/document-html.c
src_report_libreport_a_SOURCES += src/report/document-text.c
src_report_libreport_a_SOURCES += src/report/document.c
src_report_libreport_a_SOURCES += src/report/document.h
src_report_libreport_a_SOURCES += src/report/forms.h
src_report_libreport_a_SOURCES += src/report/dossier-client.c
src_report_libreport_a_SOURCES += src/report/dossier-form.c
src_report_libreport_a_SOURCES += src/report/dossier-mail.c
src_report_libreport_a_SOURCES += src/report/dossier-part.h
src_report_libreport_a_SOURCES += src/report/dossier-time.c
src_report_libreport_a_SOURCES += src/report/dossier-work.c
src_report_libreport_a_SOURCES += src/report/dossier.c
src_report_libreport_a_SOURCES += src/report/dossier.h
src_report_libreport_a_SOURCES += src/report/edpb-fields.c
src_report_libreport_a_SOURCES += src/report/edpb-form.h
src_report_libreport_a_SOURCES += src/report/edpb.c
src_report_libreport_a_SOURCES += src/report/edpb.h
src_report_libreport_a_SOURCES += src/report/html.c
src_report_libreport_a_SOURCES += src/report/html.h
src_report_libreport_a_SOURCES += src/report/period.c
src_report_libreport_a_SOURCES += src/report/period.h
src_report_libreport_a_SOURCES += src/report/report-csv.c
src_report_libreport_a_SOURCES += src/report/report-document.c
src_report_libreport_a_SOURCES += src/report/report-json.c
src_report_libreport_a_SOURCES += src/report/report.c
src_report_libreport_a_SOURCES += src/report/report.h
src_report_libreport_a_SOURCES += src/report/stats.c
src_report_libreport_a_SOURCES += src/report/stats.h
src_report_libreport_a_SOURCES += src/report/style-embed.h
src_report_libreport_a_SOURCES += src/report/words.c
src_report_libreport_a_SOURCES += src/report/words.h

# The style sheet is part of each page: a page is one file.
nodist_src_report_libreport_a_SOURCES = src/report/embed.c
src/report/embed.c: src/report/style.css build-aux/embed.awk
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)$(EMBED) -v table=embedded_style -v header=src/report/style-embed.h -v root=$(srcdir)/src/report/ \
		-f $(srcdir)/build-aux/embed.awk $(srcdir)/src/report/style.css </dev/null >$@.tmp && mv $@.tmp $@
EXTRA_DIST += src/report/style.css
CLEANFILES += src/report/embed.c src/report/embed.c.tmp

# How a bundle is checked is part of each bundle; the check of the journal is the one that breccia-journal(5) prints.
nodist_src_report_libreport_a_SOURCES += src/report/check/embed.c
check_texts = $(srcdir)/man/checks/check.sh $(srcdir)/src/report/check/files.sh $(srcdir)/src/report/check/readme.txt \
	$(srcdir)/src/report/check/receipts.sh $(srcdir)/src/report/check/seal.txt
src/report/check/embed.c: $(check_texts) build-aux/embed.awk
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)$(EMBED) -v table=embedded_checks -v header=src/report/check-embed.h -v root=$(srcdir)/ \
		-f $(srcdir)/build-aux/embed.awk $(check_texts) </dev/null >$@.tmp && mv $@.tmp $@
EXTRA_DIST += src/report/check/files.sh src/report/check/readme.txt src/report/check/receipts.sh src/report/check/seal.txt
CLEANFILES += src/report/check/embed.c src/report/check/embed.c.tmp

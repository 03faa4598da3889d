# Documents for people who were not there: reports as text, CSV, JSON and HTML.
noinst_LIBRARIES += src/report/libreport.a
src_report_libreport_a_SOURCES =
src_report_libreport_a_SOURCES += src/report/csv.c
src_report_libreport_a_SOURCES += src/report/csv.h
src_report_libreport_a_SOURCES += src/report/document-html.c
src_report_libreport_a_SOURCES += src/report/document-text.c
src_report_libreport_a_SOURCES += src/report/document.c
src_report_libreport_a_SOURCES += src/report/document.h
src_report_libreport_a_SOURCES += src/report/forms.h
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

# Manual pages. Those that end with .in take files in when they are built: man/breccia-journal.5 the checks that a test
# runs, man/breccia-templates.5 the names that the templates are checked against.
dist_man_MANS =
dist_man_MANS += man/breccia-courier.8
dist_man_MANS += man/breccia.1
dist_man_MANS += man/breccia.conf.5

made_pages = man/breccia-journal.5 man/breccia-templates.5
nodist_man_MANS = $(made_pages)
EXTRA_DIST += build-aux/manual.awk
EXTRA_DIST += man/breccia-journal.5.in
EXTRA_DIST += man/breccia-templates.5.in
CLEANFILES += $(made_pages)

$(made_pages): build-aux/manual.awk
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)$(AWK) -v root=$(srcdir)/ -f $(srcdir)/build-aux/manual.awk $(srcdir)/$@.in >$@.tmp && mv $@.tmp $@
man/breccia-journal.5: man/breccia-journal.5.in man/checks/check-awk.sh man/checks/check.py man/checks/check.sh
man/breccia-templates.5: man/breccia-templates.5.in templates/names.txt

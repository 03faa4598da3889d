# The programs. An administrator starts the courier by hand too, so it stands in sbindir and not in libexecdir.
bin_PROGRAMS += breccia
breccia_SOURCES = src/breccia.c
breccia_LDADD = $(CLI_LIBS)

sbin_PROGRAMS += breccia-courier
breccia_courier_SOURCES = src/breccia-courier.c
breccia_courier_LDADD = $(COURIER_LIBS)

# The courier of a machine's own register, under systemd.
systemdsystemunit_DATA = src/breccia-courier.service
CLEANFILES += src/breccia-courier.service
EXTRA_DIST += src/breccia-courier.service.in
src/breccia-courier.service: src/breccia-courier.service.in Makefile
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)$(SED) -e 's|@sbindir[@]|$(sbindir)|' -e 's|@localstatedir[@]|$(localstatedir)|' \
		$(srcdir)/src/breccia-courier.service.in >$@.new && mv -f $@.new $@

# What was installed starts (make distcheck runs this).
installcheck-local:
	$(DESTDIR)$(bindir)/breccia --version
	$(DESTDIR)$(sbindir)/breccia-courier --version

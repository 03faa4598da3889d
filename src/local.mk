# The programs. An administrator starts the courier by hand too, so it stands in sbindir and not in libexecdir.
bin_PROGRAMS += breccia
breccia_SOURCES = src/breccia.c
breccia_LDADD = $(CLI_LIBS)

sbin_PROGRAMS += breccia-courier
breccia_courier_SOURCES = src/breccia-courier.c
breccia_courier_LDADD = $(COURIER_LIBS)

# What was installed starts (make distcheck runs this).
installcheck-local:
	$(DESTDIR)$(bindir)/breccia --version
	$(DESTDIR)$(sbindir)/breccia-courier --version

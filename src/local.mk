# The programs. An administrator starts the courier by hand too, so it stands in sbindir and not in libexecdir.
bin_PROGRAMS += breccia
breccia_SOURCES = src/breccia.c
breccia_LDADD = $(TUI_LIBS) $(CLI_LIBS)

sbin_PROGRAMS += breccia-courier
breccia_courier_SOURCES = src/breccia-courier.c
breccia_courier_LDADD = $(COURIER_LIBS)

# What packs bundles is started by breccia alone.
libexec_PROGRAMS += breccia-bundle
breccia_bundle_SOURCES = src/breccia-bundle.c
breccia_bundle_LDADD = src/bundle/libbundle.a $(GLIB_LIBS) $(ARCHIVE_LIBS)

# The courier of a machine's own register, under systemd.
systemdsystemunit_DATA = src/breccia-courier.service src/breccia-courier.timer
CLEANFILES += src/breccia-courier.service
EXTRA_DIST += src/breccia-courier.service.in src/breccia-courier.timer
src/breccia-courier.service: src/breccia-courier.service.in Makefile
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)$(SED) -e 's|@sbindir[@]|$(sbindir)|' -e 's|@localstatedir[@]|$(localstatedir)|' \
		$(srcdir)/src/breccia-courier.service.in >$@.new && mv -f $@.new $@

# What was installed starts (make distcheck runs this).
# What was installed is all there and starts (make distcheck runs this). In Italian from its own catalogue: where it was staged
# somewhere else (DESTDIR) it would look in the wrong place.
installed_files = $(man1dir)/breccia.1 $(man5dir)/breccia.conf.5 $(made_pages:man/%=$(man5dir)/%) $(man8dir)/breccia-courier.8 \
	$(localeitdir)/breccia.mo $(bashcompletiondir)/breccia $(zshcompletiondir)/_breccia $(fishcompletiondir)/breccia.fish
installcheck-local:
	for f in $(installed_files); do test -s "$(DESTDIR)$$f" || { echo "$$f was not installed" >&2; exit 1; }; done
	$(DESTDIR)$(bindir)/breccia --version
	$(DESTDIR)$(sbindir)/breccia-courier --version
	$(DESTDIR)$(libexecdir)/breccia-bundle --version
	test -n "$(DESTDIR)" || $(bindir)/breccia --lang it help log | grep -q violazione

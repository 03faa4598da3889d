# Catalogues of the words of the process. BUILD/po is a folder for bindtextdomain, so that the programs speak Italian
# before they are installed. Every source is searched for strings; nothing has to be listed.
catalogues = po/it/LC_MESSAGES/breccia.mo
localeitdir = $(localedir)/it/LC_MESSAGES
localeit_DATA = po/it/LC_MESSAGES/breccia.mo

po/it/LC_MESSAGES/breccia.mo: po/it.po
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)$(MSGFMT) --check --output-file=$@.tmp $(srcdir)/po/it.po && mv $@.tmp $@

# _() and N_() mark words; err_set() translates its format itself.
po_sources = $(src_core_libcore_a_SOURCES) $(src_host_libhost_a_SOURCES) $(db_libdb_a_SOURCES) \
	$(src_register_libregister_a_SOURCES) $(src_report_libreport_a_SOURCES) $(src_courier_libcourier_a_SOURCES) $(src_cli_libcli_a_SOURCES) \
	$(tui_libtui_a_SOURCES) \
	$(breccia_SOURCES) $(breccia_courier_SOURCES)
po/breccia.pot: $(po_sources)
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)$(XGETTEXT) --directory=$(srcdir) --output=$@.tmp --force-po --from-code=UTF-8 --language=C \
		--keyword --keyword=_ --keyword=N_ --keyword=err_set:3 --keyword=ngettext:1,2 --keyword=g_dngettext:2,3 \
		--flag=err_set:3:c-format --flag=_:1:pass-c-format --flag=N_:1:pass-c-format \
		--add-location=file --sort-by-file --add-comments=TRANSLATORS: \
		--package-name=breccia --package-version=$(PACKAGE_VERSION) $(po_sources) && mv $@.tmp $@

# Brings po/it.po up to the sources: new strings stand there untranslated, those no longer used go to its end.
update-po: po/breccia.pot
	$(MSGMERGE) --update --backup=none --no-fuzzy-matching --add-location=file $(srcdir)/po/it.po po/breccia.pot
.PHONY: update-po

EXTRA_DIST += po/it.po
CLEANFILES += $(catalogues) po/breccia.pot po/breccia.pot.tmp

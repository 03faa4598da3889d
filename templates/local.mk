# Templates of mail and of the documents, embedded in the programs.
noinst_LIBRARIES += templates/libtemplates.a
templates_libtemplates_a_SOURCES = templates/embed.h
nodist_templates_libtemplates_a_SOURCES = templates/embed.c

# names.txt is embedded too: it is what an overriding template is checked against.
template_files = templates/names.txt
template_files += templates/en/client.txt
template_files += templates/en/client-subject.txt
template_files += templates/en/closing.txt
template_files += templates/en/dpo.txt
template_files += templates/en/dpo-short.txt
template_files += templates/en/digest.txt
template_files += templates/en/digest-subject.txt
template_files += templates/en/password.txt
template_files += templates/en/password-subject.txt
template_files += templates/en/read-back.txt
template_files += templates/en/reminder.txt
template_files += templates/en/reminder-subject.txt
template_files += templates/en/self-test.txt
template_files += templates/en/self-test-subject.txt
template_files += templates/en/self-test-failed.txt
template_files += templates/en/self-test-failed-subject.txt
template_files += templates/en/subject.txt
template_files += templates/it/client.txt
template_files += templates/it/client-subject.txt
template_files += templates/it/closing.txt
template_files += templates/it/dpo.txt
template_files += templates/it/dpo-short.txt
template_files += templates/it/digest.txt
template_files += templates/it/digest-subject.txt
template_files += templates/it/password.txt
template_files += templates/it/password-subject.txt
template_files += templates/it/read-back.txt
template_files += templates/it/reminder.txt
template_files += templates/it/reminder-subject.txt
template_files += templates/it/self-test.txt
template_files += templates/it/self-test-subject.txt
template_files += templates/it/self-test-failed.txt
template_files += templates/it/self-test-failed-subject.txt
template_files += templates/it/subject.txt

templates/embed.c: $(template_files) build-aux/embed.awk
	$(AM_V_GEN)$(EMBED) -v table=embedded_templates -v header=templates/embed.h -v root=$(srcdir)/templates/ \
		-f $(srcdir)/build-aux/embed.awk $(template_files:%=$(srcdir)/%) </dev/null >$@.tmp && mv $@.tmp $@
EXTRA_DIST += $(template_files)
CLEANFILES += templates/embed.c templates/embed.c.tmp

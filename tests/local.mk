# Check programs: one line if it needs core only, one more that names the layer (the variables of Makefile.am) if not.
#
#	CHECKS += tests/check_store
#	tests_check_store_LDADD = $(DB_LIBS) $(CHECK_LIBS)
#
# Its source is tests/check_store.c; name further ones with tests_check_store_SOURCES.
#
# Shell tests have the run bit and begin with #!. They read from $srcdir (the source), find the programs in $builddir,
# and write only into $builddir/tests/NAME.dir, which they remove. They print "ok - what holds" a case, and end with 77
# when something they need is missing.
#
#	SH_TESTS += tests/cli/log.sh
#
# Data that tests read:
#
#	EXTRA_DIST += tests/mail/example.eml
CHECKS =
SH_TESTS =
TEST_HELPERS =
LDADD = $(CORE_LIBS) $(CHECK_LIBS)

CHECKS += tests/check_err
CHECKS += tests/check_seal
CHECKS += tests/check_event
CHECKS += tests/check_line
CHECKS += tests/check_csv_read
CHECKS += tests/check_settings
CHECKS += tests/check_conf
CHECKS += tests/check_filter
CHECKS += tests/check_notice
CHECKS += tests/check_receipt
CHECKS += tests/check_clock
CHECKS += tests/check_bulletin
CHECKS += tests/check_remind
CHECKS += tests/check_vocab
CHECKS += tests/check_incident
CHECKS += tests/check_person
CHECKS += tests/check_stage
CHECKS += tests/check_severity
CHECKS += tests/check_action_library
CHECKS += tests/check_scenario
CHECKS += tests/check_duty

CHECKS += tests/check_templates
tests_check_templates_LDADD = templates/libtemplates.a $(LDADD)
EXTRA_DIST += tests/run.h
EXTRA_DIST += tests/data/letters/en-client-closing.txt
EXTRA_DIST += tests/data/letters/en-client-first.txt
EXTRA_DIST += tests/data/letters/en-client-supplement.txt
EXTRA_DIST += tests/data/letters/en-closing.txt
EXTRA_DIST += tests/data/letters/en-dpo-first.txt
EXTRA_DIST += tests/data/letters/en-dpo-preliminary.txt
EXTRA_DIST += tests/data/letters/en-dpo-short.txt
EXTRA_DIST += tests/data/letters/en-dpo-supplement.txt
EXTRA_DIST += tests/data/letters/it-client-closing.txt
EXTRA_DIST += tests/data/letters/it-client-first.txt
EXTRA_DIST += tests/data/letters/it-client-supplement.txt
EXTRA_DIST += tests/data/letters/en-reminder.txt
EXTRA_DIST += tests/data/letters/en-escalation.txt
EXTRA_DIST += tests/data/letters/en-digest.txt
EXTRA_DIST += tests/data/letters/en-password.txt
EXTRA_DIST += tests/data/letters/en-self-test.txt
EXTRA_DIST += tests/data/letters/en-self-test-failed.txt
EXTRA_DIST += tests/data/letters/en-read-back.txt
EXTRA_DIST += tests/data/letters/it-closing.txt
EXTRA_DIST += tests/data/letters/it-dpo-first.txt
EXTRA_DIST += tests/data/letters/it-dpo-preliminary.txt
EXTRA_DIST += tests/data/letters/it-dpo-short.txt
EXTRA_DIST += tests/data/letters/it-dpo-supplement.txt
EXTRA_DIST += tests/data/letters/it-reminder.txt
EXTRA_DIST += tests/data/letters/it-escalation.txt
EXTRA_DIST += tests/data/letters/it-digest.txt
EXTRA_DIST += tests/data/letters/it-password.txt
EXTRA_DIST += tests/data/letters/it-self-test.txt
EXTRA_DIST += tests/data/letters/it-self-test-failed.txt
EXTRA_DIST += tests/data/letters/it-read-back.txt

CHECKS += tests/check_when
CHECKS += tests/check_text
CHECKS += tests/check_ref
CHECKS += tests/check_address
CHECKS += tests/check_template
CHECKS += tests/check_scan
# Reports, on two years of a call centre.
CHECKS += tests/check_report_form
tests_check_report_form_LDADD = $(REPORT_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_report_period
tests_check_report_period_LDADD = $(REPORT_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_report_drill
tests_check_report_drill_LDADD = $(REPORT_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_report_stats
tests_check_report_stats_LDADD = $(REPORT_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_report
tests_check_report_SOURCES = tests/check_report.c tests/report-life.c tests/report-life.h tests/invented.c tests/invented.h
tests_check_report_LDADD = src/report/libreport.a src/host/libhost.a $(REGISTER_LIBS) $(CHECK_LIBS)
TEST_HELPERS += tests/report-year
tests_report_year_SOURCES = tests/report-year.c tests/report-life.c tests/report-life.h tests/invented.c tests/invented.h
tests_report_year_LDADD = src/host/libhost.a $(REGISTER_LIBS)
SH_TESTS += tests/report-page.sh
SH_TESTS += tests/cli/report.sh
EXTRA_DIST += tests/data/report/en-2026-Q3.txt
EXTRA_DIST += tests/data/report/en-boardroom.txt
EXTRA_DIST += tests/data/report/it-2026-10-lines.txt
EXTRA_DIST += tests/data/report/it-2026.txt
EXTRA_DIST += tests/data/report/it-cause.csv
EXTRA_DIST += tests/data/report/raw-beta.csv
CHECKS += tests/check_document
tests_check_document_LDADD = $(REPORT_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_edpb
tests_check_edpb_LDADD = $(REPORT_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_store
tests_check_store_SOURCES = tests/check_store.c tests/journal-kit.c tests/journal-kit.h
tests_check_store_SOURCES += tests/statement-tables.c tests/statement-tables.h
tests_check_store_LDADD = $(DB_LIBS) $(CHECK_LIBS)

CHECKS += tests/check_journal
tests_check_journal_SOURCES = tests/check_journal.c tests/journal-kit.c tests/journal-kit.h
tests_check_journal_LDADD = $(DB_LIBS) $(CHECK_LIBS)

CHECKS += tests/check_damage
CHECKS += tests/check_plan
CHECKS += tests/check_query
CHECKS += tests/check_query_rest
CHECKS += tests/check_verify
tests_check_plan_SOURCES = tests/check_plan.c tests/sample.c tests/sample.h
tests_check_plan_LDADD = $(DB_LIBS) $(CHECK_LIBS)
tests_check_query_SOURCES = tests/check_query.c tests/sample.c tests/sample.h
tests_check_query_LDADD = $(DB_LIBS) $(CHECK_LIBS)
tests_check_query_rest_SOURCES = tests/check_query_rest.c tests/sample.c tests/sample.h
tests_check_query_rest_LDADD = $(DB_LIBS) $(CHECK_LIBS)
tests_check_damage_SOURCES = tests/check_damage.c tests/sample.c tests/sample.h tests/tamper.c tests/tamper.h
tests_check_damage_LDADD = $(DB_LIBS) $(CHECK_LIBS)
tests_check_verify_SOURCES = tests/check_verify.c tests/sample.c tests/sample.h tests/tamper.c tests/tamper.h
tests_check_verify_LDADD = $(DB_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_project
tests_check_project_SOURCES = tests/check_project.c tests/journal-kit.c tests/journal-kit.h tests/journal-life.c tests/journal-life.h
tests_check_project_LDADD = $(DB_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_project_duty
tests_check_project_duty_SOURCES = tests/check_project_duty.c tests/journal-kit.c tests/journal-kit.h tests/journal-life.h
tests_check_project_duty_LDADD = $(DB_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_project_receipt
tests_check_project_receipt_SOURCES = tests/check_project_receipt.c tests/journal-kit.c tests/journal-kit.h tests/journal-life.h
tests_check_project_receipt_LDADD = $(DB_LIBS) $(CHECK_LIBS)

SH_TESTS += tests/journal-checks.sh
TEST_HELPERS += tests/journal-sample
tests_journal_sample_SOURCES = tests/journal-sample.c tests/sample.c tests/sample.h
tests_journal_sample_LDADD = $(DB_LIBS)
EXTRA_DIST += man/checks/check-awk.sh
EXTRA_DIST += man/checks/check.py
EXTRA_DIST += man/checks/check.sh

# The use cases, and random lives of a register.
REGISTER_KIT = tests/register-kit.c tests/register-kit.h tests/journal-kit.c tests/journal-kit.h
CHECKS += tests/check_register
tests_check_register_SOURCES = tests/check_register.c $(REGISTER_KIT)
tests_check_register_LDADD = $(REGISTER_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_house
tests_check_house_SOURCES = tests/check_house.c $(REGISTER_KIT)
tests_check_house_LDADD = $(REGISTER_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_register_people
tests_check_register_people_SOURCES = tests/check_register_people.c $(REGISTER_KIT)
tests_check_register_people_LDADD = $(REGISTER_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_register_intake
tests_check_register_intake_SOURCES = tests/check_register_intake.c $(REGISTER_KIT)
tests_check_register_intake_LDADD = $(REGISTER_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_register_amend
tests_check_register_amend_SOURCES = tests/check_register_amend.c $(REGISTER_KIT)
tests_check_register_amend_LDADD = $(REGISTER_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_register_remind
tests_check_register_remind_SOURCES = tests/check_register_remind.c $(REGISTER_KIT)
tests_check_register_remind_LDADD = $(REGISTER_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_register_outdated
tests_check_register_outdated_SOURCES = tests/check_register_outdated.c $(REGISTER_KIT)
tests_check_register_outdated_LDADD = $(REGISTER_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_register_outgoing
tests_check_register_outgoing_SOURCES = tests/check_register_outgoing.c $(REGISTER_KIT)
tests_check_register_outgoing_LDADD = $(REGISTER_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_register_readdress
tests_check_register_readdress_SOURCES = tests/check_register_readdress.c $(REGISTER_KIT)
tests_check_register_readdress_LDADD = $(REGISTER_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_register_letter
tests_check_register_letter_SOURCES = tests/check_register_letter.c $(REGISTER_KIT)
tests_check_register_letter_LDADD = $(REGISTER_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_register_clients
tests_check_register_clients_SOURCES = tests/check_register_clients.c $(REGISTER_KIT)
tests_check_register_clients_LDADD = $(REGISTER_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_register_anchor
tests_check_register_anchor_SOURCES = tests/check_register_anchor.c $(REGISTER_KIT)
tests_check_register_anchor_LDADD = $(REGISTER_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_register_receipts
tests_check_register_receipts_SOURCES = tests/check_register_receipts.c $(REGISTER_KIT)
tests_check_register_receipts_LDADD = $(REGISTER_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_register_reading
tests_check_register_reading_SOURCES = tests/check_register_reading.c $(REGISTER_KIT)
tests_check_register_reading_LDADD = $(REGISTER_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_register_assess
tests_check_register_assess_SOURCES = tests/check_register_assess.c $(REGISTER_KIT)
tests_check_register_assess_LDADD = $(REGISTER_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_register_actions
tests_check_register_actions_SOURCES = tests/check_register_actions.c $(REGISTER_KIT)
tests_check_register_actions_LDADD = $(REGISTER_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_register_evidence
tests_check_register_evidence_SOURCES = tests/check_register_evidence.c $(REGISTER_KIT)
tests_check_register_evidence_LDADD = $(REGISTER_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_register_erase
tests_check_register_erase_SOURCES = tests/check_register_erase.c $(REGISTER_KIT)
tests_check_register_erase_LDADD = $(REGISTER_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_register_judge
tests_check_register_judge_SOURCES = tests/check_register_judge.c $(REGISTER_KIT)
tests_check_register_judge_LDADD = $(REGISTER_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_register_filing
tests_check_register_filing_SOURCES = tests/check_register_filing.c $(REGISTER_KIT)
tests_check_register_filing_LDADD = $(REGISTER_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_register_ending
tests_check_register_ending_SOURCES = tests/check_register_ending.c $(REGISTER_KIT)
tests_check_register_ending_LDADD = $(REGISTER_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_permissions
tests_check_permissions_SOURCES = tests/check_permissions.c $(REGISTER_KIT)
tests_check_permissions_LDADD = $(REGISTER_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_model
tests_check_model_SOURCES = tests/check_model.c tests/model.c tests/model.h $(REGISTER_KIT)
tests_check_model_LDADD = $(REGISTER_LIBS) $(CHECK_LIBS)

# A disk that fails.
CHECKS += tests/check_faults
tests_check_faults_SOURCES = tests/check_faults.c tests/fault-vfs.c tests/fault-vfs.h $(REGISTER_KIT)
tests_check_faults_LDADD = $(REGISTER_LIBS) $(CHECK_LIBS)

SH_TESTS += tests/bootstrap.sh

# The commands, as a person and as a program meets them.
SH_TESTS += tests/cli/usage.sh
SH_TESTS += tests/cli/init.sh
SH_TESTS += tests/cli/backup.sh
SH_TESTS += tests/cli/demo.sh
SH_TESTS += tests/cli/import.sh
SH_TESTS += tests/cli/import-csv.sh
SH_TESTS += tests/cli/story.sh
SH_TESTS += tests/cli/hand.sh
SH_TESTS += tests/cli/watch.sh
SH_TESTS += tests/cli/log.sh
SH_TESTS += tests/cli/hostile.sh
SH_TESTS += tests/cli/leaving.sh
SH_TESTS += tests/cli/list.sh
SH_TESTS += tests/cli/due.sh
SH_TESTS += tests/cli/notices.sh
SH_TESTS += tests/cli/amend.sh
SH_TESTS += tests/cli/clients.sh
SH_TESTS += tests/cli/charge.sh
SH_TESTS += tests/cli/reading.sh
SH_TESTS += tests/cli/drill.sh
SH_TESTS += tests/cli/assess.sh
SH_TESTS += tests/cli/action.sh
SH_TESTS += tests/cli/evidence.sh
SH_TESTS += tests/cli/dossier.sh
SH_TESTS += tests/cli/register.sh
SH_TESTS += tests/cli/bundle.sh
SH_TESTS += tests/cli/duty.sh
SH_TESTS += tests/cli/close.sh
SH_TESTS += tests/cli/decide.sh
SH_TESTS += tests/cli/file.sh
SH_TESTS += tests/cli/late.sh
SH_TESTS += tests/cli/journal.sh
SH_TESTS += tests/cli/people.sh
SH_TESTS += tests/cli/config.sh
SH_TESTS += tests/cli/service.sh
SH_TESTS += tests/shared.sh
EXTRA_DIST += tests/cli/lib.sh tests/cli/terminal.py tests/data/cli/log-it.txt tests/data/cli/log-late-it.txt

SH_TESTS += tests/completions.sh
SH_TESTS += tests/embed.sh
SH_TESTS += tests/glossary.sh
TEST_HELPERS += tests/italian
tests_italian_LDADD = $(CORE_LIBS)
SH_TESTS += tests/headers.sh
SH_TESTS += tests/man-examples.sh
SH_TESTS += tests/man.sh
SH_TESTS += tests/layers.sh
SH_TESTS += tests/po.sh
SH_TESTS += tests/postgres.sh
TEST_HELPERS += tests/statements
tests_statements_SOURCES = tests/statements.c tests/statement-tables.c tests/statement-tables.h
tests_statements_LDADD = $(DB_LIBS)
SH_TESTS += tests/spelling.sh
EXTRA_DIST += tests/spelling.words
SH_TESTS += tests/style.sh
SH_TESTS += tests/when-zoneinfo.sh

TEST_HELPERS += tests/when-table
tests_when_table_LDADD = $(CORE_LIBS)

# The programs with the clock of the tests (tests/host-at.c), side by side as they look for each other.
TEST_HELPERS += tests/at/breccia tests/at/breccia-courier tests/at/breccia-bundle
tests_at_breccia_bundle_SOURCES = $(breccia_bundle_SOURCES)
tests_at_breccia_bundle_LDADD = $(breccia_bundle_LDADD)
tests_at_breccia_SOURCES = $(breccia_SOURCES) tests/host-at.c tests/host-place.c
tests_at_breccia_LDADD = $(breccia_LDADD)
tests_at_breccia_courier_SOURCES = $(breccia_courier_SOURCES) tests/host-at.c tests/host-place.c
tests_at_breccia_courier_LDADD = $(breccia_courier_LDADD)

# Mail: a program that submits one message, a real server, and servers that do what no real one does on demand.
# The programs that die at the moment they are told: see tests/crash.c.
MOMENTS = -Wl,--wrap=host_now -Wl,--wrap=host_random -Wl,--wrap=journal_commit -Wl,--wrap=local_mailbox_cursor
TEST_HELPERS += tests/crash/breccia tests/crash/breccia-courier
FAULTS = tests/crash.c tests/host-place.c tests/fault-env.c tests/fault-vfs.c tests/fault-vfs.h
tests_crash_breccia_SOURCES = $(breccia_SOURCES) $(FAULTS)
tests_crash_breccia_LDADD = $(breccia_LDADD) $(SQLITE_LIBS)
tests_crash_breccia_LDFLAGS = $(AM_LDFLAGS) $(MOMENTS)
tests_crash_breccia_courier_SOURCES = $(breccia_courier_SOURCES) $(FAULTS)
tests_crash_breccia_courier_LDADD = $(breccia_courier_LDADD) $(SQLITE_LIBS)
tests_crash_breccia_courier_LDFLAGS = $(AM_LDFLAGS) $(MOMENTS)
SH_TESTS += tests/crash.sh
SH_TESTS += tests/crash/log.sh
SH_TESTS += tests/model-tz.sh
EXTRA_DIST += tests/crash/preload.c
SH_TESTS += tests/faults.sh
SH_TESTS += tests/odd-clock.sh
SH_TESTS += tests/odd-files.sh
SH_TESTS += tests/soak.sh
TEST_HELPERS += tests/submit
tests_submit_LDADD = $(COURIER_LIBS)
SH_TESTS += tests/mail/smtps.sh
SH_TESTS += tests/mail/submit.sh
SH_TESTS += tests/mail/lab.sh
SH_TESTS += tests/mail/bulletin.sh
SH_TESTS += tests/mail/self-test.sh
SH_TESTS += tests/mail/remind.sh
SH_TESTS += tests/mail/courier.sh
SH_TESTS += tests/mail/crash-inbox.sh
SH_TESTS += tests/mail/crash.sh
SH_TESTS += tests/mail/imap.sh
SH_TESTS += tests/mail/proof.sh
SH_TESTS += tests/mail/inbox.sh
SH_TESTS += tests/mail/send-test.sh
SH_TESTS += tests/mail/vain.sh
SH_TESTS += tests/mail/explain.sh
EXTRA_DIST += tests/mail/kit.sh
EXTRA_DIST += tests/lab/faulty.py tests/lab/faulty-imap.py tests/lab/lab.sh tests/lab/pki.sh
CHECKS += tests/check_child
tests_check_child_LDADD = src/courier/libcourier.a $(CORE_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_confine
tests_check_confine_LDADD = src/courier/libcourier.a $(CORE_LIBS) $(SECCOMP_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_courier
tests_check_courier_LDADD = $(COURIER_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_mailbox
tests_check_mailbox_LDADD = $(COURIER_LIBS) $(CHECK_LIBS)

# The app: its table of keys; the whole of it in tmux; the screens, on a terminal of our own (libvterm).
CHECKS += tests/tui/check_keys
tests_tui_check_keys_LDADD = $(TUI_LIBS) $(CLI_LIBS) $(CHECK_LIBS)
CHECKS += tests/tui/check_models
tests_tui_check_models_SOURCES = tests/tui/check_models.c $(REGISTER_KIT)
tests_tui_check_models_LDADD = $(TUI_LIBS) $(CLI_LIBS) $(CHECK_LIBS)
SH_TESTS += tests/tui/tmux.sh
SH_TESTS += tests/tui/first.sh
TUI_KIT = tests/tui/house.c tests/tui/house.h tests/tui/screen.c tests/tui/screen.h tests/tui/shows.h
TUI_KIT_LIBS = $(CORE_LIBS) $(CHECK_LIBS) $(VTERM_LIBS) -lutil
if HAVE_VTERM
CHECKS += tests/tui/check_screens
tests_tui_check_screens_SOURCES = tests/tui/check_screens.c $(TUI_KIT)
tests_tui_check_screens_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS) $(VTERM_CFLAGS)
tests_tui_check_screens_LDADD = $(TUI_KIT_LIBS)
CHECKS += tests/tui/check_app
tests_tui_check_app_SOURCES = tests/tui/check_app.c $(TUI_KIT)
tests_tui_check_app_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS) $(VTERM_CFLAGS)
tests_tui_check_app_LDADD = $(TUI_KIT_LIBS)
CHECKS += tests/tui/check_work
tests_tui_check_work_SOURCES = tests/tui/check_work.c $(TUI_KIT)
tests_tui_check_work_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS) $(VTERM_CFLAGS)
tests_tui_check_work_LDADD = $(TUI_KIT_LIBS)
CHECKS += tests/tui/check_terminal
tests_tui_check_terminal_SOURCES = tests/tui/check_terminal.c $(TUI_KIT)
tests_tui_check_terminal_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS) $(VTERM_CFLAGS)
tests_tui_check_terminal_LDADD = $(TUI_KIT_LIBS)
else
SH_TESTS += tests/tui/without-vterm.sh
endif
EXTRA_DIST += tests/tui/without-vterm.sh $(TUI_KIT)
EXTRA_DIST += tests/tui/golden

# Foreign messages: every kind, every shape, every forgery, and what each is taken for.
CHECKS += tests/check_understand
tests_check_understand_CPPFLAGS = $(AM_CPPFLAGS) $(GMIME_CFLAGS) $(OPENSSL_CFLAGS)
tests_check_understand_LDADD = $(COURIER_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_weigh
tests_check_weigh_CPPFLAGS = $(AM_CPPFLAGS) $(GMIME_CFLAGS) $(OPENSSL_CFLAGS)
tests_check_weigh_LDADD = $(COURIER_LIBS) $(CHECK_LIBS)
CHECKS += tests/check_parse
tests_check_parse_LDADD = $(COURIER_LIBS) $(CHECK_LIBS)
EXTRA_DIST += tests/data/mail tests/lab/pec.py tests/lab/corpus.py

# Fuzzing: each target is read over the files that are kept, in every check; `make fuzz FUZZ_SECONDS=600` looks for new ones.
SH_TESTS += tests/fuzz/replay.sh
FUZZED = tests/fuzz/replay.c tests/fuzz/target.h
TEST_HELPERS += tests/fuzz/replay-message tests/fuzz/replay-daticert tests/fuzz/replay-report tests/fuzz/replay-template
tests_fuzz_replay_message_SOURCES = tests/fuzz/message.c $(FUZZED)
tests_fuzz_replay_message_LDADD = $(COURIER_LIBS)
tests_fuzz_replay_daticert_SOURCES = tests/fuzz/daticert.c $(FUZZED)
tests_fuzz_replay_daticert_LDADD = $(COURIER_LIBS)
tests_fuzz_replay_report_SOURCES = tests/fuzz/report.c $(FUZZED)
tests_fuzz_replay_report_CPPFLAGS = $(AM_CPPFLAGS) $(GMIME_CFLAGS)
tests_fuzz_replay_report_LDADD = $(COURIER_LIBS)
tests_fuzz_replay_template_SOURCES = tests/fuzz/template.c $(FUZZED)
EXTRA_DIST += tests/fuzz/corpus tests/fuzz/fuzz.sh

if HAVE_CHECK
check_PROGRAMS = $(CHECKS) $(TEST_HELPERS)
TESTS = $(CHECKS) $(SH_TESTS)
else
check_PROGRAMS = $(TEST_HELPERS)
TESTS = $(SH_TESTS) tests/without-check.sh
endif
TEST_EXTENSIONS = .sh
EXTRA_DIST += $(SH_TESTS) tests/without-check.sh
check_DATA = po/breccia.pot tests/at/po/it/LC_MESSAGES/breccia.mo

tests/at/po/it/LC_MESSAGES/breccia.mo: po/it/LC_MESSAGES/breccia.mo
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)cp po/it/LC_MESSAGES/breccia.mo $@
CLEANFILES += tests/at/po/it/LC_MESSAGES/breccia.mo

# What takes longer than a change can wait for: every fault at every step, and a minute of everything at once.
soak:
	SOAK_SECONDS=60 TESTS_LONG=1 MONKEY=3000 $(MAKE) $(AM_MAKEFLAGS) check TESTS='tests/check_faults tests/soak.sh tests/tui/check_terminal'
.PHONY: soak

clean-local:
	rm -rf tests/*.dir tests/fuzz/work tests/bench/work

fuzz: src/host/libhost.a
	srcdir='$(srcdir)' builddir='$(builddir)' FUZZ_FLAGS='$(BASE_CPPFLAGS) -std=gnu17 $(GMIME_CFLAGS) $(OPENSSL_CFLAGS) $(XML_CFLAGS)' \
		FUZZ_LIBS='$(GLIB_LIBS) $(NETTLE_LIBS) $(JANSSON_LIBS) $(GMIME_LIBS) $(OPENSSL_LIBS) $(XML_LIBS)' $(srcdir)/tests/fuzz/fuzz.sh $(FUZZ_TARGETS)
.PHONY: fuzz

# What the tests may know of the build; and what they may not find: the register, the settings and the language of the
# person who runs them.
AM_TESTS_ENVIRONMENT = \
	srcdir='$(abs_srcdir)'; builddir='$(abs_builddir)'; export srcdir builddir; \
	AWK='$(AWK)'; CC='$(CC)'; NM='$(NM)'; AR='$(AR)'; OPENSSL_LIBS='$(OPENSSL_LIBS)'; \
	export AWK CC NM AR OPENSSL_LIBS; \
	HEADER_FLAGS='$(BASE_CPPFLAGS) $(CPPFLAGS) $(AM_CFLAGS) $(CFLAGS) $(SQLITE_CFLAGS) $(ESMTP_CFLAGS) $(CURL_CFLAGS) $(GMIME_CFLAGS) \
		$(OPENSSL_CFLAGS) $(XML_CFLAGS) $(CHECK_CFLAGS) $(CURSES_CFLAGS) $(VTERM_CFLAGS)'; export HEADER_FLAGS; \
	XDG_CONFIG_HOME='$(abs_builddir)/tests/home.dir/config'; XDG_DATA_HOME='$(abs_builddir)/tests/home.dir/data'; \
	XDG_STATE_HOME='$(abs_builddir)/tests/home.dir/state'; export XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME; \
	unset AT AT_MACHINE BRECCIA_REGISTER BRECCIA_AS LANG LANGUAGE LC_MESSAGES LC_CTYPE NO_COLOR; LC_ALL=C.UTF-8; export LC_ALL;

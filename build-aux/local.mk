# Completions, made by a program that reads the table of commands. It runs where it was built.
noinst_PROGRAMS += build-aux/completions
build_aux_completions_SOURCES = build-aux/completions.c
build_aux_completions_LDADD = $(CLI_LIBS)

bashcompletiondir = $(datadir)/bash-completion/completions
zshcompletiondir = $(datadir)/zsh/site-functions
fishcompletiondir = $(datadir)/fish/vendor_completions.d
nodist_bashcompletion_DATA = completions/bash/breccia
nodist_zshcompletion_DATA = completions/zsh/_breccia
nodist_fishcompletion_DATA = completions/fish/breccia.fish
completions = $(nodist_bashcompletion_DATA) $(nodist_zshcompletion_DATA) $(nodist_fishcompletion_DATA)

$(completions): build-aux/completions$(EXEEXT)
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)shell=$(@D) && build-aux/completions$(EXEEXT) $${shell##*/} >$@.tmp && mv $@.tmp $@
CLEANFILES += $(completions)

/*
 * completions bash|zsh|fish: what the shells offer after `breccia <TAB>`, from the table of commands.
 *
 * Built and run by make, never installed. Static on purpose: a shell that opens the register at each TAB would be slow on a bad
 * day and show refs to whoever looks over a shoulder. Descriptions are English: they are made once for all languages.
 */
#include "src/cli/command.h"
#include "src/core/person.h"

#include <stdio.h>
#include <string.h>

/* What a command or a value can be, apart from the words that are listed. */
typedef enum { ELSE_NOTHING, ELSE_FILE, ELSE_DIR } Else;

static Else
else_of(const char *placeholder)
{
	if (placeholder && (strstr(placeholder, "FILE") || strstr(placeholder, "URI")))
		return ELSE_FILE;
	return placeholder && strstr(placeholder, "DIR") ? ELSE_DIR : ELSE_NOTHING;
}

/* --- words ---------------------------------------------------------------------------------------------------------- */

static void
add_word(GString *words, const char *word)
{
	g_string_append_printf(words, "%s%s", words->len ? " " : "", word);
}

static void
add_codes(GString *words, const Vocab *vocab)
{
	for (const Term *t = vocab->terms; t->code; t++)
		if (t->active)
			add_word(words, t->code);
}

static bool
is_word(const char *text)
{
	return *text && text[strspn(text, "abcdefghijklmnopqrstuvwxyz-")] == '\0' && *text != '-';
}

/* "it|en", or "[list | get NAME | set NAME VALUE]": the first word of each alternative, if it is meant as it stands. */
static void
add_alternatives(GString *words, const char *text)
{
	g_auto(GStrv) parts = g_strsplit(text, "|", -1);
	for (char **p = parts; *p; p++) {
		g_auto(GStrv) tokens = g_strsplit_set(g_strstrip(g_strdelimit(*p, "[]", ' ')), " ", 2);
		if (tokens[0] && is_word(tokens[0]))
			add_word(words, tokens[0]);
	}
}

static char *
values_of(const Command *command, const Option *option)
{
	GString *words = g_string_new(NULL);
	const char *arg = option->arg ? option->arg : "";
	if (strchr(arg, '|'))
		add_alternatives(words, arg);
	else if (strcmp(arg, "CODE") == 0 && command->vocab)
		add_codes(words, command->vocab);
	else if (strcmp(arg, "ROLE") == 0)
		for (Role role = ROLE_SECURITY; role <= ROLE_ADMIN; role++)
			add_word(words, role_code(role));
	return g_string_free(words, FALSE);
}

static bool
takes_fields(const Command *command)
{
	return strstr(command->usage, "FIELD=VALUE") != NULL;
}

/* "title= what= ...": what amend takes. */
static void
add_fields(GString *words)
{
	for (const Field *f = incident_fields; f->name; f++)
		if (f->use & FIELD_AMEND)
			g_string_append_printf(words, "%s%s=", words->len ? " " : "", f->option);
}

/* The arguments of a command that are listed in its usage. */
static char *
arguments_of(const Command *command)
{
	GString *words = g_string_new(NULL);
	if (strchr(command->usage, '|'))
		add_alternatives(words, command->usage);
	if (strstr(command->usage, "[COMMAND"))
		for (const Command *const *c = commands; *c; c++)
			add_word(words, (*c)->name);
	if (takes_fields(command))
		add_fields(words);
	return g_string_free(words, FALSE);
}

/* --- options -------------------------------------------------------------------------------------------------------- */

typedef void Print(const Command *command, const Option *option, const char *values);

/* Each option of a command, its fields included; of common_options when it is NULL. */
static void
each_option(const Command *command, Print *print)
{
	for (const Option *o = command ? command->options : common_options; o && o->name; o++) {
		g_autofree char *values = values_of(command, o);
		print(command, o, values);
	}
	for (const Field *f = incident_fields; command && f->name; f++) {
		if (!(f->use & command->fields))
			continue;
		g_autoptr(GString) codes = g_string_new(NULL);
		const Option option = {f->option, 0, OPT_TEXT, f->vocab ? "CODE" : "VALUE", words_in(&f->label, LANG_EN)};
		if (f->vocab)
			add_codes(codes, f->vocab);
		print(command, &option, codes->str);
	}
}

/* --- bash ------------------------------------------------------------------------------------------------------------- */

static void
bash_name(const Command *command, const Option *option, const char *values)
{
	(void)command;
	(void)values;
	printf(" --%s", option->name);
}

static void
bash_takes_value(const Command *command, const Option *option, const char *values)
{
	(void)command;
	(void)values;
	if (option->type == OPT_FLAG)
		return;
	printf(" | --%s", option->name);
	if (option->letter)
		printf(" | -%c", option->letter);
}

static const char *
bash_action(Else otherwise)
{
	static const char *const actions[] = {[ELSE_NOTHING] = "", [ELSE_FILE] = "-f", [ELSE_DIR] = "-d"};
	return actions[otherwise];
}

/* The pattern of "COMMAND BEFORE" for an option. */
static void
bash_pattern(const Command *command, const Option *option)
{
	if (command)
		printf("\"%s --%s\"", command->name, option->name);
	else
		printf("*\" --%s\"", option->name);
	if (option->letter)
		printf(" | *\" -%c\"", option->letter);
}

static bool
bash_is_free(const Option *option, const char *values)
{
	return !*values && else_of(option->arg) == ELSE_NOTHING;
}

static void
bash_value(const Command *command, const Option *option, const char *values)
{
	if (option->type == OPT_FLAG || bash_is_free(option, values))
		return;
	printf("\t");
	bash_pattern(command, option);
	printf(") words='%s' action=%s ;;\n", values, bash_action(else_of(option->arg)));
}

/* One pattern for all whose value nobody can guess. */
static void
bash_free_value(const Command *command, const Option *option, const char *values)
{
	if (option->type == OPT_FLAG || !bash_is_free(option, values))
		return;
	printf(" | \\\n\t");
	bash_pattern(command, option);
}

static void
bash_command(const Command *command)
{
	g_autofree char *words = arguments_of(command);
	printf("\t%s)\n\t\toptions='", command->name);
	each_option(command, bash_name);
	printf("'\n\t\twords='%s' action=%s\n\t\t;;\n", words, bash_action(else_of(command->usage)));
}

static void
bash(void)
{
	printf("# Completion of breccia(1) for bash; made from the program's table of commands.\n");
	printf("_breccia()\n{\n\tlocal word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}\n"
	       "\tlocal command= options= words= action= common='");
	each_option(NULL, bash_name);
	printf("' i\n\t# bash takes --kind=ransom apart.\n\tif [ \"$word\" = = ]; then\n\t\tword=\n\telif [ \"$before\" = = ]; then\n"
	       "\t\tbefore=${COMP_WORDS[COMP_CWORD - 2]}\n\tfi\n"
	       "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n\t\tcase ${COMP_WORDS[i]} in\n\t\t''");
	each_option(NULL, bash_takes_value);
	printf(")\n\t\t\t[ \"${COMP_WORDS[i + 1]}\" = = ] && ((i++))\n\t\t\t((i++))\n\t\t\t;;\n\t\t-*) ;;\n\t\t*)\n"
	       "\t\t\tcommand=${COMP_WORDS[i]}\n\t\t\tbreak\n\t\t\t;;\n\t\tesac\n\tdone\n"
	       "\tif [ -z \"$command\" ]; then\n\t\twords='");
	for (const Command *const *c = commands; *c; c++)
		printf("%s%s", c == commands ? "" : " ", (*c)->name);
	printf("'\n\tfi\n\tcase $command in\n");
	for (const Command *const *c = commands; *c; c++)
		bash_command(*c);
	printf("\tesac\n\tcase \"$command $before\" in\n");
	for (const Command *const *c = commands; *c; c++)
		each_option(*c, bash_value);
	each_option(NULL, bash_value);
	printf("\t''");
	for (const Command *const *c = commands; *c; c++)
		each_option(*c, bash_free_value);
	each_option(NULL, bash_free_value);
	printf(") words= action= ;;\n\t*)\n\t\t[[ $word != -* ]] || words=\"$options $common\" action=\n\t\t;;\n\tesac\n"
	       "\tmapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\"; [ -z \"$action\" ] || compgen \"$action\" -- \"$word\")\n"
	       "\t[ -z \"$action\" ] || compopt -o filenames 2>/dev/null\n"
	       "\t[[ ${COMPREPLY[*]} != *= ]] || compopt -o nospace 2>/dev/null\n}\ncomplete -F _breccia breccia\n");
}

/* --- zsh -------------------------------------------------------------------------------------------------------------- */

/* Within '...[HERE]...' of _arguments, or '...:HERE' of _describe. */
static char *
zsh_quote(const char *text)
{
	GString *out = g_string_new(NULL);
	for (const char *c = text; *c; c++) {
		if (*c == '\'')
			g_string_append(out, "'\\''");
		else
			g_string_append_printf(out, "%s%c", strchr("[]:\\", *c) ? "\\" : "", *c);
	}
	return g_string_free(out, FALSE);
}

static char *
zsh_action(const char *values, Else otherwise)
{
	static const char *const actions[] = {[ELSE_NOTHING] = " ", [ELSE_FILE] = "_files", [ELSE_DIR] = "_files -/"};
	return *values ? g_strdup_printf("(%s)", values) : g_strdup(actions[otherwise]);
}

static void
zsh_option(const Command *command, const Option *option, const char *values)
{
	g_autofree char *say = zsh_quote(option->say), *arg = zsh_quote(option->arg ? option->arg : "");
	g_autofree char *action = zsh_action(values, else_of(option->arg));
	g_autofree char *tail = option->type == OPT_FLAG ? g_strdup("") : g_strdup_printf(":%s:%s", arg, action);
	const char *mark = option->type == OPT_FLAG ? "" : "=";
	(void)command;
	printf("\t\t'%s--%s%s[%s]%s'\n", option->type == OPT_LIST ? "*" : "", option->name, mark, say, tail);
	if (option->letter)
		printf("\t\t'-%c%s[%s]%s'\n", option->letter, option->type == OPT_FLAG ? "" : "+", say, tail);
}

static void
zsh_command(const Command *command)
{
	g_autofree char *words = arguments_of(command), *action = zsh_action(words, else_of(command->usage));
	printf("\t%s)\n\t\toptions=(\n", command->name);
	each_option(command, zsh_option);
	if (takes_fields(command)) {
		printf("\t\t'1:REF: '\n\t\t'*:FIELD=VALUE:compadd -S \"\" -- %s'\n\t\t)\n\t\t;;\n", words);
		return;
	}
	printf("\t\t'1:argument:%s'\n\t\t'*: : '\n\t\t)\n\t\t;;\n", action);
}

static void
zsh(void)
{
	printf("#compdef breccia\n# Completion of breccia(1) for zsh; made from the program's table of commands.\n"
	       "_breccia()\n{\n\tlocal curcontext=$curcontext state state_descr line\n\ttypeset -A opt_args\n"
	       "\tlocal -a names common options\n\tnames=(\n");
	for (const Command *const *c = commands; *c; c++) {
		g_autofree char *say = zsh_quote((*c)->say);
		printf("\t\t'%s:%s'\n", (*c)->name, say);
	}
	printf("\t)\n\tcommon=(\n");
	each_option(NULL, zsh_option);
	printf("\t)\n\t_arguments -C -S $common '1: :->name' '*:: :->rest' && return\n"
	       "\tif [[ $state = name ]]; then\n\t\t_describe -t commands command names\n\t\treturn\n\tfi\n\tcase $words[1] in\n");
	for (const Command *const *c = commands; *c; c++)
		zsh_command(*c);
	printf("\t*) return 1 ;;\n\tesac\n\t_arguments -S $common $options\n}\n\n"
	       "if [[ $funcstack[1] = _breccia ]]; then\n\t_breccia \"$@\"\nelse\n\tcompdef _breccia breccia\nfi\n");
}

/* --- fish ------------------------------------------------------------------------------------------------------------- */

static char *
fish_quote(const char *text)
{
	GString *out = g_string_new("'");
	for (const char *c = text; *c; c++)
		g_string_append_printf(out, "%s%c", strchr("'\\", *c) ? "\\" : "", *c);
	g_string_append_c(out, '\'');
	return g_string_free(out, FALSE);
}

static void
fish_option(const Command *command, const Option *option, const char *values)
{
	static const char *const actions[] = {[ELSE_NOTHING] = " -x", [ELSE_FILE] = " -r -F", [ELSE_DIR] = " -x -a '(__fish_complete_directories)'"};
	g_autofree char *say = fish_quote(option->say), *words = fish_quote(values);
	printf("complete -c breccia");
	if (command)
		printf(" -n '__fish_seen_subcommand_from %s'", command->name);
	printf(" -l %s", option->name);
	if (option->letter)
		printf(" -s %c", option->letter);
	if (option->type != OPT_FLAG && *values)
		printf(" -x -a %s", words);
	else if (option->type != OPT_FLAG)
		printf("%s", actions[else_of(option->arg)]);
	printf(" -d %s\n", say);
}

static void
fish_command(const Command *command)
{
	g_autofree char *say = fish_quote(command->say), *words = arguments_of(command);
	const char *files = else_of(command->usage) == ELSE_FILE ? "__fish_complete_path" : "__fish_complete_directories";
	printf("complete -c breccia -n __fish_use_subcommand -a %s -d %s\n", command->name, say);
	each_option(command, fish_option);
	if (takes_fields(command))
		printf("complete -c breccia -n '__fish_seen_subcommand_from %s' -a '%s'\n", command->name, words);
	else if (*words)
		printf("complete -c breccia -n '__fish_seen_subcommand_from %s; and not __fish_seen_subcommand_from %s' -a '%s'\n", command->name,
			strcmp(command->name, "help") == 0 ? "fields vocabularies" : words, words);
	if (else_of(command->usage) != ELSE_NOTHING)
		printf("complete -c breccia -n '__fish_seen_subcommand_from %s' -a '(%s)'\n", command->name, files);
}

static void
fish(void)
{
	printf("# Completion of breccia(1) for fish; made from the program's table of commands.\ncomplete -c breccia -f\n");
	each_option(NULL, fish_option);
	for (const Command *const *c = commands; *c; c++)
		fish_command(*c);
}

static const struct {
	const char *shell;
	void (*print)(void);
} shells[] = {{"bash", bash}, {"zsh", zsh}, {"fish", fish}};

int
main(int argc, char **argv)
{
	for (gsize i = 0; argc == 2 && i < G_N_ELEMENTS(shells); i++)
		if (strcmp(shells[i].shell, argv[1]) == 0) {
			shells[i].print();
			return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 74;
		}
	return 64;
}

/* Asking somebody at a terminal. */
#include "src/cli/ask.h"

#include "src/cli/out.h"
#include "src/core/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *
ask_line(const char *question, const char *preset)
{
	char *line = NULL;
	size_t room = 0;
	if (preset && *preset)
		(void)printf("%s [%s] ", question, preset);
	else
		(void)printf("%s ", question);
	(void)fflush(stdout);
	ssize_t n = getline(&line, &room, stdin);
	if (n < 0) {
		free(line);
		(void)putchar('\n');
		return NULL;
	}
	g_autofree char *valid = g_utf8_make_valid(line, n);
	free(line);
	char *answer = text_one_line(valid);
	if (*answer || !preset)
		return answer;
	g_free(answer);
	return g_strdup(preset);
}

const char *
ask_option(Cli *cli, const char *option, const char *question, GError **error)
{
	const char *given = cli_text(cli, option);
	if (given)
		return given;
	g_autofree char *answer = out_is_interactive() ? ask_line(question, NULL) : NULL;
	if (!answer || text_blank(answer)) {
		err_set(error, E_USAGE, "--%s is missing: breccia %s %s", option, cli->command->name, cli->command->usage);
		return NULL;
	}
	char **one = g_new0(char *, 2);
	one[0] = g_steal_pointer(&answer);
	g_hash_table_replace(cli->values, g_strdup(option), one);
	return one[0];
}

bool
ask_yes(const char *question, bool preset)
{
	for (;;) {
		g_autofree char *answer = ask_line(question, preset ? _("yes") : _("no"));
		if (!answer)
			return false;
		if (strchr("yYsS", *answer) && *answer)
			return true;
		if (strchr("nN", *answer) && *answer)
			return false;
	}
}

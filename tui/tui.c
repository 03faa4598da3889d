/* From the command line to the screens. */
#include "tui/tui.h"

#include "tui/plain.h"
#include "tui/screens.h"

#include <signal.h>

/* Ends as whoever was ended by a signal ends: the shell should know. */
static void
die_of(int number)
{
	(void)signal(number, SIG_DFL);
	(void)raise(number);
}

int
tui_run(Cli *cli, GError **error)
{
	App app;
	const char *no_colour = g_getenv("NO_COLOR");
	const AppOptions options = {.read_only = cli_flag(cli, "read-only"), .quiet = cli->quiet};
	const TermOptions term = {.ascii = cli_flag(cli, "ascii"), .colour = !(no_colour && *no_colour)};
	if (cli_flag(cli, "plain") || !term_start(&term))
		return plain_run(cli, error);
	app_init(&app, cli, &options);
	if (cli->session)
		board_open(&app);
	else
		setup_open(&app);
	int status = app_run(&app);
	app_clear(&app);
	term_end();
	if (term_signal())
		die_of(term_signal());
	return status;
}

/* From the command line to the screens. */
#include "tui/tui.h"

#include "tui/plain.h"
#include "tui/screens.h"
#include "tui/signals.h"

#include <signal.h>

/* Ends as whoever was ended by a signal ends: the shell should know. */
static void
die_of(int number)
{
	(void)signal(number, SIG_DFL);
	(void)raise(number);
}

/* Words of libraries would land amid the screen. */
static GLogWriterOutput
swallow(GLogLevelFlags level, const GLogField *fields, gsize n, gpointer data)
{
	(void)level;
	(void)fields;
	(void)n;
	(void)data;
	return G_LOG_WRITER_HANDLED;
}

int
tui_run(Cli *cli, GError **error)
{
	App app;
	const char *bell = conf_text(cli->conf, "ui", "bell");
	const AppOptions options = {.read_only = cli_flag(cli, "read-only"), .quiet = cli->quiet || g_str_equal(bell, "no")};
	const TermOptions term = {.ascii = cli_flag(cli, "ascii"),
		.theme = theme_choose(conf_text(cli->conf, "ui", "theme"), g_getenv("COLORFGBG"), g_getenv("NO_COLOR"))};
	if (!cli->session && options.read_only)
		return err_set(error, E_NOTFOUND, "there is no register to read: name one with -r"), -1;
	if (cli_flag(cli, "plain") || !term_start(&term))
		return plain_run(cli, error);
	g_log_set_writer_func(swallow, NULL, NULL);
	app_init(&app, cli, &options);
	if (cli->session)
		board_open(&app);
	else
		setup_open(&app);
	int status = app_run(&app);
	app_clear(&app);
	term_end();
	if (signals_ended())
		die_of(signals_ended());
	return status;
}

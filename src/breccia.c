/* The terminal program: the commands, and the app above them. */
#include "src/cli/command.h"
#include "tui/tui.h"

int
main(int argc, char **argv)
{
	return cli_main(argc, argv, tui_run);
}

/* What `init` does to the machine: the person's own service, or everything that a register of all its people needs. */
#include "src/cli/init-host.h"

#include "src/cli/ask.h"
#include "src/cli/out.h"
#include "src/host/host.h"

#include <string.h>
#include <unistd.h>

/* --- beforehand ---------------------------------------------------------------------------------------------------------------- */

static bool
check_system(const Cli *cli, GError **error)
{
	g_autofree char *conf = host_system_conf_path();
	if (getuid() != 0)
		return err_set(error, E_DENIED, "--system sets up the register of this machine, which takes root: sudo breccia init --system");
	if (cli_text(cli, "register") || cli_text(cli, "config") || cli_flag(cli, "service"))
		return err_set(error, E_USAGE, "--system has its own places and its own service: leave out --register, --config and --service");
	if (g_file_test(conf, G_FILE_TEST_EXISTS))
		return err_set(error, E_WRITE, "%s is there already: this machine has been set up", conf);
	return true;
}

static bool
check_service(GError **error)
{
	g_autofree char *unit = host_user_unit_path();
	if (!host_user_services())
		return err_set(error, E_UNAVAILABLE, "no systemd answers here for this person's services: leave out --service, and init says what to "
			"do instead");
	if (g_file_test(unit, G_FILE_TEST_EXISTS))
		return err_set(error, E_WRITE, "%s is there already, and is never overwritten: leave out --service", unit);
	return true;
}

bool
init_host_check(const Cli *cli, GError **error)
{
	if (cli_flag(cli, "system"))
		return check_system(cli, error);
	if (cli_text(cli, "account"))
		return err_set(error, E_USAGE, "--account goes with --system: without it the register is that of whoever makes it");
	if (cli->shared && !cli_text(cli, "register"))
		return err_set(error, E_STATE, "this machine has a register, %s: ask who keeps it; another one for yourself needs --register", cli->uri);
	return !cli_flag(cli, "service") || check_service(error);
}

char *
init_founder(const Cli *cli, GError **error)
{
	const char *account = cli_text(cli, "account");
	if (!cli_flag(cli, "system"))
		return host_account();
	g_autofree char *sudo = account ? g_strdup(account) : host_sudo_account();
	if (sudo && host_is_account(sudo))
		return g_steal_pointer(&sudo);
	if (!account)
		return host_account();
	err_set(error, E_INPUT, "this machine has no account %s: name a login of it", account);
	return NULL;
}

/* --- the register of the machine ------------------------------------------------------------------------------------------------ */

bool
init_system_before(const Cli *cli, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(cli->uri + strlen("sqlite:"));
	return host_make_service_account(error) && host_make_closed_folder(folder, error);
}

/* What did not work here is said and leaves the register as good as it is. */
static void
set_bit(const Cli *cli)
{
	g_autoptr(GError) problem = NULL;
	g_autofree char *program = host_installed_program();
	bool set = host_set_group_bit(&problem);
	if (cli->quiet)
		return;
	if (set)
		out_print(_("%s is now setgid %s: every account of this machine may log, and nobody else needs to reach the file\n"), program,
			HOST_SERVICE);
	else {
		g_autofree char *why = out_safe(problem ? problem->message : _("this program is not the installed one"));
		out_tone(TONE_WARN, _("The program was not made setgid %s (%s): only members of that group can use the register\n"), HOST_SERVICE, why);
	}
}

static void
start_service(const Cli *cli)
{
	g_autofree char *courier = host_courier_path();
	bool started = host_start_system_service();
	if (cli->quiet)
		return;
	if (started)
		out_print(_("The courier runs from now on: breccia-courier.service\n"));
	else
		out_tone(TONE_WARN, _("No systemd started the courier. Let it run as the account %s, from the system's start on: %s\n"), HOST_SERVICE,
			courier);
}

bool
init_system_after(const Cli *cli, const char *conf, GError **error)
{
	g_autofree char *path = host_system_conf_path();
	if (!host_share_register(cli->uri + strlen("sqlite:"), error) || !host_write_system_conf(conf, error))
		return false;
	if (!cli->quiet)
		out_print(_("This machine's configuration: %s\n"), path);
	set_bit(cli);
	start_service(cli);
	return true;
}

/* --- the courier of a person ------------------------------------------------------------------------------------------------------ */

static void
say_instead(const Cli *cli)
{
	g_autofree char *courier = host_courier_path(), *program = g_shell_quote(courier), *uri = g_shell_quote(cli->uri);
	g_autofree char *conf = cli->conf_file ? g_shell_quote(cli->conf_file) : NULL;
	out_print(_("So that a notice leaves even if everybody forgets, let the courier run by itself; a line for crontab -e:\n"));
	out_print("  * * * * * %s --once -q -r %s%s%s\n", program, uri, conf ? " -c " : "", conf ? conf : "");
}

static bool
start_own(const Cli *cli, GError **error)
{
	g_autofree char *text = NULL, *path = host_user_unit_path(), *account = host_account();
	if (!host_user_unit(cli->uri, cli->conf_file, &text, error) || !host_start_user_service(text, error))
		return false;
	if (!cli->quiet) {
		out_print(_("The courier runs from now on while you are logged in: %s\n"), path);
		out_print(_("So that it runs at night as well: loginctl enable-linger %s\n"), account);
	}
	return true;
}

bool
init_courier(const Cli *cli, bool asking, GError **error)
{
	g_autofree char *unit = host_user_unit_path();
	bool wanted = cli_flag(cli, "service");
	if (!wanted && asking && !g_file_test(unit, G_FILE_TEST_EXISTS) && host_user_services())
		wanted = ask_yes(_("Keep the courier running, so that a notice leaves even if everybody forgets?"), true);
	if (wanted)
		return start_own(cli, error);
	if (!cli->quiet)
		say_instead(cli);
	return true;
}

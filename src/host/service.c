/*
 * The person's own courier, kept running by systemd.
 *
 * A service and not a timer: one that runs sees a change at once, holds the courier's lock so that commands can say that it is at work,
 * and does not write three lines into the system's log each minute of the year.
 */
#include "src/host/host.h"

#include "src/core/err.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define UNIT "breccia-courier.service"

/* After fork: never returns. */
static G_NORETURN void
become(char *const argv[])
{
	int null = open("/dev/null", O_RDWR);
	if (!host_drop_group() || null < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0 || dup2(null, 2) < 0)
		_exit(127);
	execvp(argv[0], argv);
	_exit(127);
}

int
host_run_quietly(const char *const *argv)
{
	int status = 0;
	g_auto(GStrv) copy = g_strdupv((char **)(gpointer)argv);
	pid_t pid = fork();
	if (pid == 0)
		become(copy);
	if (pid < 0)
		return -1;
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) && WEXITSTATUS(status) != 127 ? WEXITSTATUS(status) : -1;
}

bool
host_user_services(void)
{
	const char *const argv[] = {"systemctl", "--user", "show-environment", NULL};
	return host_run_quietly(argv) == 0;
}

char *
host_user_unit_path(void)
{
	return g_build_filename(g_get_user_config_dir(), "systemd", "user", UNIT, NULL);
}

/* One word of a command line as systemd reads it: in quotes, with specifiers and variables as they stand. */
static bool
append_word(GString *line, const char *word, GError **error)
{
	g_string_append(line, " \"");
	for (const char *p = word; *p; p++) {
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			return err_set(error, E_INPUT, "a path with control characters cannot stand in a unit of systemd: choose another name");
		if (*p == '"' || *p == '\\')
			g_string_append_c(line, '\\');
		else if (*p == '%' || *p == '$')
			g_string_append_c(line, *p);
		g_string_append_c(line, *p);
	}
	g_string_append_c(line, '"');
	return true;
}

bool
host_user_unit(const char *uri, const char *conf_file, char **text, GError **error)
{
	const char *path = g_str_has_prefix(uri, "sqlite:") ? uri + strlen("sqlite:") : uri;
	g_autofree char *program = host_courier_path(), *absolute = g_canonicalize_filename(path, NULL);
	g_autofree char *named = g_strconcat("sqlite:", absolute, NULL), *conf = conf_file ? g_canonicalize_filename(conf_file, NULL) : NULL;
	g_autoptr(GString) line = g_string_new(NULL);
	if (!append_word(line, program, error))
		return false;
	g_string_append(line, " -r");
	if (!append_word(line, named, error))
		return false;
	if (conf)
		g_string_append(line, " -c");
	if (conf && !append_word(line, conf, error))
		return false;
	/* Another courier at work is no failure, and a register on a disk that is not there yet no reason to give up. */
	*text = g_strdup_printf("# Written by breccia init; breccia(1) says what it is.\n"
		"[Unit]\nDescription=breccia: sends the notices of a data-breach register\nDocumentation=man:breccia-courier(8)\n\n"
		"[Service]\nExecStart=%s\nRestart=always\nRestartSec=60\nUMask=0077\n\n"
		"[Install]\nWantedBy=default.target\n", line->str + 1);
	return true;
}

bool
host_start_user_service(const char *text, GError **error)
{
	const char *const reload[] = {"systemctl", "--user", "daemon-reload", NULL};
	const char *const enable[] = {"systemctl", "--user", "enable", "--now", UNIT, NULL};
	g_autofree char *path = host_user_unit_path();
	if (!host_write_new(path, text, error))
		return false;
	if (host_run_quietly(reload) == 0 && host_run_quietly(enable) == 0)
		return true;
	return err_set(error, E_UNAVAILABLE, "%s was written, and systemd did not start it: systemctl --user enable --now %s", path, UNIT);
}

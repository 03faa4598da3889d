/*
 * time N A... -- B...: runs the two commands in turn, N times each, and prints "MS CPU KB MS CPU KB": the median of how long each took, that
 * of the processor time it took, in milliseconds too, and the most memory that one of its runs had. Both run alternately, so that what else
 * the machine does meets both. A command that fails ends it; a status of 1 or 2 is what `due` says of the clocks, and no failure. With a third
 * list behind another "--", that is run, untimed, before each pair.
 */
#include <fcntl.h>
#include <glib.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>

extern char **environ;

typedef struct {
	char **argv;
	GArray *ms, *cpu; /* of double */
	long kb;
} Timed;

static int
by_size(gconstpointer a, gconstpointer b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static double
median(GArray *ms)
{
	g_array_sort(ms, by_size);
	return g_array_index(ms, double, ms->len / 2);
}

/* Its output goes nowhere, and its input is at its end. */
static pid_t
start(char **argv)
{
	posix_spawn_file_actions_t actions;
	pid_t pid = -1;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
	int failed = posix_spawnp(&pid, argv[0], &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	if (failed)
		g_error("%s: %s", argv[0], g_strerror(failed));
	return pid;
}

static double
ms_of(const struct timeval *used)
{
	return (double)used->tv_sec * 1e3 + (double)used->tv_usec / 1e3;
}

static void
run(Timed *timed)
{
	struct rusage usage;
	int status;
	gint64 begin = g_get_monotonic_time();
	pid_t pid = start(timed->argv);
	if (wait4(pid, &status, 0, &usage) != pid || !WIFEXITED(status) || WEXITSTATUS(status) > 2)
		g_error("%s failed (%d)", timed->argv[0], WIFEXITED(status) ? WEXITSTATUS(status) : -1);
	double ms = (double)(g_get_monotonic_time() - begin) / 1000;
	double cpu = ms_of(&usage.ru_utime) + ms_of(&usage.ru_stime);
	g_array_append_val(timed->ms, ms);
	g_array_append_val(timed->cpu, cpu);
	timed->kb = MAX(timed->kb, usage.ru_maxrss);
}

/* The words up to "--", and what stands behind it; NULL: nothing does. */
static char **
take_command(char **words, char **rest[])
{
	char **at = words;
	while (at && *at && strcmp(*at, "--") != 0)
		at++;
	*rest = at && *at ? at + 1 : NULL;
	if (at)
		*at = NULL;
	return words;
}

/* The first of the commands in words. */
static Timed
timed_new(char **words, char **rest[])
{
	return (Timed){take_command(words, rest), g_array_new(FALSE, FALSE, sizeof(double)), g_array_new(FALSE, FALSE, sizeof(double)), 0};
}

static void
timed_clear(Timed *timed)
{
	g_array_unref(timed->ms);
	g_array_unref(timed->cpu);
}

int
main(int argc, char **argv)
{
	char **rest = NULL;
	guint64 n = 0;
	if (argc < 5 || !g_ascii_string_to_unsigned(argv[1], 10, 1, 100000, &n, NULL)) {
		fprintf(stderr, "usage: time N A... -- B... [-- BEFORE...]\n");
		return 64;
	}
	Timed a = timed_new(argv + 2, &rest), b = timed_new(rest, &rest), before = timed_new(rest, &rest);
	for (guint64 i = 0; i < n; i++) {
		if (before.argv)
			run(&before);
		run(&a);
		run(&b);
	}
	printf("%.3f %.3f %ld %.3f %.3f %ld\n", median(a.ms), median(a.cpu), a.kb, median(b.ms), median(b.cpu), b.kb);
	timed_clear(&a);
	timed_clear(&b);
	timed_clear(&before);
	return 0;
}

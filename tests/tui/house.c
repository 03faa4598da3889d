/* Registers for the tests of the screens. */
#include "tests/tui/house.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static char *
program(void)
{
	const char *dir = g_getenv("builddir");
	g_autofree char *relative = g_build_filename(dir ? dir : ".", "tests", "at", "breccia", NULL);
	return g_canonicalize_filename(relative, NULL);
}

static int
run(const char *const *argv, const char *const *env, int out)
{
	int status = 0;
	pid_t child = fork();
	if (child == 0) {
		int null = open("/dev/null", O_RDWR);
		dup2(null, 0);
		dup2(out >= 0 ? out : null, 1);
		dup2(null, 2);
		execve(argv[0], (char *const *)(gpointer)argv, (char *const *)(gpointer)env);
		_exit(127);
	}
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 255;
}

static void
add_env(House *h, const char *name, const char *value)
{
	g_ptr_array_set_size(h->env, (int)h->env->len - 1);
	g_ptr_array_add(h->env, g_strdup_printf("%s=%s", name, value));
	g_ptr_array_add(h->env, NULL);
}

void
house_set_env(House *h, const char *name, const char *value)
{
	g_autofree char *begin = g_strconcat(name, "=", NULL);
	for (guint i = 0; i + 1 < h->env->len; i++)
		if (g_str_has_prefix(g_ptr_array_index(h->env, i), begin)) {
			g_ptr_array_remove_index(h->env, i);
			break;
		}
	add_env(h, name, value);
}

void
house_set_now(House *h, const char *instant)
{
	g_autofree char *fresh = g_strconcat(h->at, ".new", NULL);
	g_assert(g_file_set_contents(fresh, instant, -1, NULL) && g_rename(fresh, h->at) == 0);
}

static House *
bare(const char *lang)
{
	House *h = g_new0(House, 1);
	g_autofree char *name = g_strdup(HOUSE_FOLDER);
	g_assert(g_mkdtemp(name));
	h->folder = g_steal_pointer(&name);
	h->lang = lang;
	h->courier = -1;
	h->at = g_build_filename(h->folder, "now", NULL);
	h->env = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(h->env, NULL);
	house_set_now(h, HOUSE_NOW);
	static const char *const fixed[][2] = {{"TERM", "xterm-256color"}, {"LC_ALL", "C.UTF-8"}, {"TZ", "UTC"}, {"PATH", "/usr/bin:/bin"},
		{"BRECCIA_TUI_MARK", "1"}, {"AT_MACHINE", "0123456789abcdef0123456789abcdef"}};
	for (gsize i = 0; i < G_N_ELEMENTS(fixed); i++)
		add_env(h, fixed[i][0], fixed[i][1]);
	static const char *const places[][2] = {{"HOME", ""}, {"XDG_CONFIG_HOME", "config"}, {"XDG_DATA_HOME", "data"}, {"XDG_STATE_HOME", "state"},
		{"AT", "now"}};
	for (gsize i = 0; i < G_N_ELEMENTS(places); i++) {
		g_autofree char *path = g_build_filename(h->folder, places[i][1], NULL);
		add_env(h, places[i][0], path);
	}
	return h;
}

House *
house_empty(const char *lang)
{
	return bare(lang);
}

static void
copy(const char *from, const char *to, const char *name)
{
	g_autofree char *old = g_build_filename(from, name, NULL), *fresh = g_build_filename(to, name, NULL), *bytes = NULL;
	gsize len;
	g_assert(g_file_get_contents(old, &bytes, &len, NULL));
	g_assert(g_file_set_contents(fresh, bytes, (gssize)len, NULL) && g_chmod(fresh, 0600) == 0);
}

static House *makers[2];
static const char *const languages[2] = {"en", "it"};

void
house_begin(void)
{
	g_autofree char *breccia = program();
	for (gsize i = 0; i < G_N_ELEMENTS(makers); i++) {
		makers[i] = bare(languages[i]);
		g_autofree char *demo = g_build_filename(makers[i]->folder, "demo", NULL);
		const char *argv[] = {breccia, "--lang", languages[i], "demo", demo, NULL};
		g_assert_cmpint(run(argv, (const char *const *)makers[i]->env->pdata, -1), ==, 0);
	}
}

void
house_finish(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(makers); i++)
		house_free(makers[i]);
}

static void
take_courier(House *h)
{
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	g_autofree char *path = g_build_filename(h->folder, "register.db-courier", NULL);
	h->courier = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	g_assert(h->courier >= 0 && fcntl(h->courier, F_OFD_SETLK, &lock) == 0);
}

void
house_no_courier(House *h)
{
	if (h->courier >= 0)
		close(h->courier);
	h->courier = -1;
}

House *
house_new(const char *lang, const char *as)
{
	House *h = bare(lang);
	const House *maker = makers[g_str_equal(lang, "it")];
	g_autofree char *from = g_build_filename(maker->folder, "demo", NULL), *uri = NULL;
	g_autofree char *conf = g_build_filename(h->folder, "breccia.conf", NULL), *text = NULL;
	h->as = as;
	copy(from, h->folder, "register.db");
	uri = g_strdup_printf("sqlite:%s/register.db", h->folder);
	text = g_strdup_printf("[register]\nuri = %s\n[email]\nserver = maildir:%s/mail\nfrom = breccia@rossicontact.example\n", uri, h->folder);
	g_assert(g_file_set_contents(conf, text, -1, NULL) && g_chmod(conf, 0600) == 0);
	add_env(h, "BRECCIA_CONFIG", conf);
	take_courier(h);
	return h;
}

static GPtrArray *
argv_of(const House *h, const char *const *words)
{
	GPtrArray *argv = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(argv, program());
	g_ptr_array_add(argv, g_strdup("--lang"));
	g_ptr_array_add(argv, g_strdup(h->lang));
	if (h->as) {
		g_ptr_array_add(argv, g_strdup("--as"));
		g_ptr_array_add(argv, g_strdup(h->as));
	}
	for (; words && *words; words++)
		g_ptr_array_add(argv, g_strdup(*words));
	g_ptr_array_add(argv, NULL);
	return argv;
}

int
house_run(House *h, const char *const *words)
{
	g_autoptr(GPtrArray) argv = argv_of(h, words);
	return run((const char *const *)argv->pdata, (const char *const *)h->env->pdata, -1);
}

char *
house_said(House *h, const char *const *words)
{
	g_autoptr(GPtrArray) argv = argv_of(h, words);
	g_autofree char *path = g_build_filename(h->folder, "said", NULL);
	char *text = NULL;
	int out = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	(void)run((const char *const *)argv->pdata, (const char *const *)h->env->pdata, out);
	close(out);
	g_assert(g_file_get_contents(path, &text, NULL, NULL));
	return text;
}

Screen *
house_open(House *h, int rows, int cols, const char *const *options)
{
	g_autoptr(GPtrArray) argv = argv_of(h, options);
	Screen *s = screen_start(rows, cols, (const char *const *)argv->pdata, (const char *const *)h->env->pdata);
	screen_settle(s);
	return s;
}

Screen *
house_open_lines(House *h, const char *const *options)
{
	g_autoptr(GPtrArray) argv = argv_of(h, options);
	return screen_start(60, 100, (const char *const *)argv->pdata, (const char *const *)h->env->pdata);
}

static void
remove_tree(const char *path)
{
	GDir *dir = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
	const char *name;
	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *inside = g_build_filename(path, name, NULL);
		remove_tree(inside);
	}
	if (dir)
		g_dir_close(dir);
	(void)g_remove(path);
}

void
house_free(House *h)
{
	house_no_courier(h);
	remove_tree(h->folder);
	g_free(h->folder);
	g_free(h->at);
	g_ptr_array_unref(h->env);
	g_free(h);
}

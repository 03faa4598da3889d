/* What somebody was typing, kept until it is saved: private files of the person, never the group's. */
#include "src/host/host.h"

#include "src/core/err.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define DRAFT_MAX (1024 * 1024)

/* A name is ours (the register, the form, a ref), and all the same no path comes out of it. */
static char *
draft_path(const char *name)
{
	g_autofree char *plain = g_strdup(name);
	g_strcanon(plain, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-", '_');
	return g_build_filename(g_get_user_state_dir(), "breccia", "drafts", plain, NULL);
}

/* Does something with the person's own rights. */
static bool
as_person(bool (*act)(const char *path, const char *text), const char *path, const char *text)
{
	gid_t effective = getegid(), real = getgid();
	if (effective != real && setresgid((gid_t)-1, real, (gid_t)-1) != 0)
		return false;
	bool ok = act(path, text);
	int why = errno;
	if (effective != real && setresgid((gid_t)-1, effective, (gid_t)-1) != 0)
		_exit(err_exit(E_INTERNAL));
	errno = why;
	return ok;
}

/* Beside the old one and over it: whatever happens meanwhile, one of them is whole. */
static bool
replace(const char *path, const char *text)
{
	g_autofree char *dir = g_path_get_dirname(path), *fresh = g_strconcat(path, ".new", NULL);
	if (g_mkdir_with_parents(dir, 0700) != 0)
		return false;
	int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return false;
	size_t len = strlen(text), done = 0;
	while (done < len) {
		ssize_t n = write(fd, text + done, len - done);
		if (n <= 0 && errno != EINTR)
			break;
		done += n > 0 ? (size_t)n : 0;
	}
	bool ok = done == len;
	if (close(fd) != 0)
		ok = false;
	if (ok && rename(fresh, path) == 0)
		return true;
	unlink(fresh);
	return false;
}

static bool
take_away(const char *path, const char *text)
{
	(void)text;
	return unlink(path) == 0 || errno == ENOENT;
}

bool
host_draft_save(const char *name, const char *text, GError **error)
{
	g_autofree char *path = draft_path(name);
	return as_person(replace, path, text) || err_set(error, E_WRITE, "the draft %s cannot be kept: %s", path, g_strerror(errno));
}

char *
host_draft_load(const char *name)
{
	g_autofree char *path = draft_path(name), *text = NULL;
	return host_read_file(path, DRAFT_MAX, &text, NULL, NULL) ? g_steal_pointer(&text) : NULL;
}

void
host_draft_drop(const char *name)
{
	g_autofree char *path = draft_path(name);
	(void)as_person(take_away, path, NULL);
}

/* --- an editor ------------------------------------------------------------------------------------------------------------ */

static void
become_editor(const char *path, const char *editor)
{
	/* The name of the file is a parameter of the shell and not part of its words. */
	if (!host_drop_group())
		_exit(126);
	host_plain_signals();
	g_autofree char *words = g_strconcat(editor, " \"$1\"", NULL);
	execl("/bin/sh", "sh", "-c", words, "breccia", path, (char *)NULL);
	_exit(127);
}

bool
host_edit(const char *name, char **text, GError **error)
{
	const char *editor = g_getenv("VISUAL");
	int status = 0;
	if (!editor || !*editor)
		editor = g_getenv("EDITOR");
	if (!editor || !*editor)
		editor = "vi";
	if (!host_draft_save(name, *text, error))
		return false;
	g_autofree char *path = draft_path(name);
	pid_t child = fork();
	if (child == 0)
		become_editor(path, editor);
	if (child < 0)
		return err_set(error, E_UNAVAILABLE, "the editor %s cannot be started: %s", editor, g_strerror(errno));
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	char *now = host_draft_load(name);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0 || !now) {
		g_free(now);
		return err_set(error, E_UNAVAILABLE, "the editor %s ended with an error: what was written is in %s", editor, path);
	}
	host_draft_drop(name);
	g_free(*text);
	*text = now;
	return true;
}

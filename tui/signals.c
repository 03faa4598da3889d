/* Signals. */
#include "tui/signals.h"

#include <stddef.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static struct {
	struct termios before;
	bool has_before;
	char restore[256];
	size_t restore_len;
} kept;

static volatile sig_atomic_t resized, ended;

static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
static const int ends[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT};

#define COUNT(array) (sizeof(array) / sizeof *(array))

void
signals_remember_terminal(void)
{
	kept.has_before = tcgetattr(STDIN_FILENO, &kept.before) == 0;
	kept.restore_len = 0;
}

void
signals_restore(const char *bytes)
{
	size_t len = strlen(bytes);
	if (kept.restore_len + len > sizeof kept.restore)
		return;
	memcpy(kept.restore + kept.restore_len, bytes, len);
	kept.restore_len += len;
}

static void
on_resize(int number)
{
	(void)number;
	resized = 1;
}

static void
on_end(int number)
{
	ended = number;
}

/* Only what a signal handler may call. */
static void
on_crash(int number)
{
	if (kept.restore_len && write(STDOUT_FILENO, kept.restore, kept.restore_len) < 0)
		kept.restore_len = 0;
	if (kept.has_before)
		(void)tcsetattr(STDIN_FILENO, TCSANOW, &kept.before);
	(void)raise(number); /* SA_RESETHAND: now as if nobody had looked */
}

/* Not SIG_IGN, which the programs that are started would inherit. */
static void
on_pipe(int number)
{
	(void)number;
}

static void
catch(int number, void (*handler)(int), int flags)
{
	struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
	sigemptyset(&action.sa_mask);
	(void)sigaction(number, &action, NULL);
}

void
signals_catch(sigset_t *sleeping)
{
	sigset_t blocked;
	sigemptyset(&blocked);
	catch(SIGWINCH, on_resize, 0);
	sigaddset(&blocked, SIGWINCH);
	for (size_t i = 0; i < COUNT(ends); i++) {
		catch(ends[i], on_end, 0);
		sigaddset(&blocked, ends[i]);
	}
	for (size_t i = 0; i < COUNT(crashes); i++)
		catch(crashes[i], on_crash, (int)(SA_RESETHAND | SA_NODEFER));
	catch(SIGPIPE, on_pipe, 0);
	(void)sigprocmask(SIG_BLOCK, &blocked, sleeping);
}

void
signals_release(const sigset_t *sleeping)
{
	for (size_t i = 0; i < COUNT(ends); i++)
		catch(ends[i], SIG_DFL, 0);
	for (size_t i = 0; i < COUNT(crashes); i++)
		catch(crashes[i], SIG_DFL, 0);
	catch(SIGWINCH, SIG_DFL, 0);
	catch(SIGPIPE, SIG_DFL, 0);
	(void)sigprocmask(SIG_SETMASK, sleeping, NULL);
}

bool
signals_resized(void)
{
	bool was = resized;
	resized = 0;
	return was;
}

int
signals_ended(void)
{
	return ended;
}

/* Assertions about a screen, which show it when they fail; and the end of it. */
#ifndef BRECCIA_TESTS_TUI_SHOWS_H
#define BRECCIA_TESTS_TUI_SHOWS_H

#include "tests/tui/house.h"

#include <check.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#define ck_shows(screen, text) \
	do { \
		g_autofree char *all_ = screen_text(screen); \
		ck_assert_msg(strstr(all_, text) != NULL, "\"%s\" is not there:\n%s", text, all_); \
	} while (0)
#define ck_waits(screen, text) \
	do { \
		if (!screen_wait_text(screen, text)) \
			ck_shows(screen, text); \
	} while (0)
#define ck_gone(screen, text) \
	do { \
		for (int i_ = 0; i_ < 100 && screen_has(screen, text); i_++) \
			screen_pump(screen, 100); \
		ck_hides(screen, text); \
	} while (0)
#define ck_hides(screen, text) \
	do { \
		g_autofree char *all_ = screen_text(screen); \
		ck_assert_msg(strstr(all_, text) == NULL, "\"%s\" is there:\n%s", text, all_); \
	} while (0)

/* Ends by itself, with this status. */
#define ck_ends(screen, status) \
	do { \
		int ended_ = screen_end(screen); \
		ck_assert_msg(WIFEXITED(ended_) && WEXITSTATUS(ended_) == (status), "it ended with %d", ended_); \
	} while (0)
/* Ends it from wherever it is. */
#define quit(screen) \
	do { \
		(void)kill((screen)->pid, SIGTERM); \
		int ended_ = screen_end(screen); \
		ck_assert_msg(WIFSIGNALED(ended_) && WTERMSIG(ended_) == SIGTERM, "it ended with %d", ended_); \
	} while (0)

#endif

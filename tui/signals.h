/*
 * Signals of a program that has the terminal: a resize and the end are remembered and seen at the next look; a crash gives the terminal
 * back before it ends the program. There is one terminal, so this state is one, too.
 */
#ifndef BRECCIA_TUI_SIGNALS_H
#define BRECCIA_TUI_SIGNALS_H

#include <signal.h>
#include <stdbool.h>

/* Before anything is changed: how the terminal is to be left. */
void signals_remember_terminal(void);
/* Bytes that a crash writes, in the order of these calls; 256 in all, what is more is left out. */
void signals_restore(const char *bytes);

/* Blocks resizes and ends but while somebody waits with *sleeping, so that none is lost. */
void signals_catch(sigset_t *sleeping);
void signals_release(const sigset_t *sleeping);

bool signals_resized(void); /* since the last time that this was asked */
int signals_ended(void);    /* the signal that asks the program to end; 0 */

#endif

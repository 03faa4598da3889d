/*
 * A disk that fails: a VFS of SQLite around the usual one, for tests only, that counts each step by which a file changes (a write, a
 * truncation, a sync, a file made or removed) and lets one of them fail.
 *
 * It also knows what would be left after a power cut: what was synced, and of what was written since then nothing, anything or all.
 * Nothing of it is in what ships, and what ships knows nothing of it: it is the default VFS of the test program.
 */
#ifndef BRECCIA_TESTS_FAULT_VFS_H
#define BRECCIA_TESTS_FAULT_VFS_H

#include <glib.h>
#include <stdbool.h>

typedef enum {
	FAULT_NONE,
	FAULT_FULL, /* no space left on the device; half of a write arrives */
	FAULT_IO,   /* input/output error; half of a write arrives */
	FAULT_CUT,  /* the power goes: this step does not happen, nor does any after it, until fault_power_back() */
	FAULT_KILL  /* the program dies of SIGKILL before this step */
} Fault;

void fault_install(void); /* once, before the first register is opened */

/* The at-th step from now on fails (0: none does), and those after it too where lasting. Forgets what was written before. */
void fault_arm(Fault fault, int at, bool lasting);
int fault_steps(void);    /* since then */
bool fault_happened(void);
void fault_disarm(void);

typedef enum { LEFT_SYNCED, LEFT_SOME, LEFT_ALL } Left;

/* After FAULT_CUT, when every register is closed: the files become what the disk has. seed: which of the writes, for LEFT_SOME. */
void fault_power_back(Left left, guint32 seed);

/* As $FAULT says, for a whole program: "full 12", "io 12+" (that one and all after it), "kill 12". When it happens, the file
 * $FAULT_MARK is made. */
void fault_from_environment(void);

#endif

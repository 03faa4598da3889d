/*
 * Where a register is at home: backing it up, restoring it, moving it to another machine, adopting it there.
 *
 * A register sends from one machine. A copy of it (restored, or carried away as a file) knows all that waits in the outbox, and would
 * send it a second time: so a copy takes part in everything but sending, until an administrator adopts it. The machine is
 * remembered as a hash of its id and the register's uuid. Where a machine has no id nothing can be compared and nothing is held back.
 */
#ifndef BRECCIA_REGISTER_HOUSE_H
#define BRECCIA_REGISTER_HOUSE_H

#include "db/backup.h"
#include "src/register/session.h"

typedef enum {
	HOME_HERE,
	HOME_MOVED,    /* it went elsewhere: nothing is written here, and nothing leaves */
	HOME_RESTORED, /* from a backup, and not adopted since: nothing leaves */
	HOME_ELSEWHERE /* another machine sends: nothing leaves */
} Home;

bool session_home(Session *session, Home *home, GError **error);
/* E_STATE in one sentence when notices may not leave from here; in a change of the courier's it is asked under the lock. */
bool session_require_sending(Session *session, GError **error);
/* E_STATE when the register was moved: says when and where to. */
bool session_require_kept(Session *session, GError **error);

typedef struct {
	const char *path; /* of the file; "-": standard output (fd) */
	int fd;
	bool force;       /* over a file that is there */
	bool move;        /* from now on the register is elsewhere: refused for "-" */
} BackupTo;

/*
 * A verified copy, and backup.made in the journal; a register that has moved is copied without a word. With move nobody writes while the
 * copy is made and verified, and register.moved stands at the end of this journal and not of the copy's. E_STATE when the register
 * is not sound: a broken one is not copied over a good backup.
 */
bool register_backup(Session *session, const BackupTo *to, Backup *made, GError **error);

typedef struct {
	int64_t events, lost_seq; /* of the backup; lost_seq 0: no register was there */
	char seal[65];
} Restored;

/*
 * Puts a backup in the place of the register, or where none is yet. The backup is verified first: E_STATE when it is broken, or that of
 * another register. over: there may be a register already (E_WRITE otherwise), whose administrator asks. Whoever asks must be
 * somebody in the backup too. The register is the old one or the restored one at every moment; it ends with register.restored.
 */
bool register_restore(const char *uri, const Surroundings *host, const char *as, const char *file, bool over, Restored *restored,
	GError **error);

/* E_DENIED, E_STATE: this machine sends already. */
bool session_require_adoptable(Session *session, GError **error);
/* From now on this machine sends. E_INPUT without a reason, E_STATE when it does already. */
bool register_adopt(Session *session, const char *reason, GError **error);

#endif

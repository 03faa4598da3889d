/*
 * Bulletins: which are due, what they say, and how far each is. The courier's.
 *
 * The digest of a month goes to the DPO, by PEC where both sides have one, and to the managers by e-mail; that an account's password is about
 * to expire, or that the self-test failed, to the administrators, by the other account where there is one. Only a register that is at home here says anything.
 */
#ifndef BRECCIA_REGISTER_BULLETIN_H
#define BRECCIA_REGISTER_BULLETIN_H

#include "src/register/letter.h"

/* An account of this machine whose password expires. */
typedef struct {
	const char *group; /* "email", "pec" */
	const char *day;   /* "2027-02-20" */
} Expiring;

/* What this machine has besides. */
typedef struct {
	const Expiring *expiring;
	gsize expiring_count;
	const char *self; /* the address of the PEC account, where its mailbox is read as well; NULL */
} Machine;

typedef enum { BULLETIN_DIGEST, BULLETIN_PASSWORD, BULLETIN_SELF_TEST, BULLETIN_SELF_TEST_FAILED } BulletinKind;

typedef struct {
	BulletinKind kind;
	char *id;       /* "digest:2026-11:p2", "password:pec:2027-02-20:14:p1", "self-test:2026-W48", "self-test-failed:2026-W48:p1" */
	char *person;   /* NULL: to itself, at `self` */
	char *self;
	Channel channel;
	Month month;    /* of a digest */
	char *account, *day; /* of a password */
	Instant since;  /* of a failed self-test: when it was sent */
	bool accepted;  /* and its acceptance came */
} Bulletin;

void bulletin_free(Bulletin *bulletin);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Bulletin, bulletin_free)

/* Those that are to be sent now. (transfer full) of Bulletin */
bool register_bulletins_due(Session *session, const Machine *machine, GPtrArray **due, GError **error);

/* A person asks for a self-test now: *id (transfer full) of the one that the courier sends next. RIGHT_READ. */
bool register_self_test_ask(Session *session, char **id, GError **error);

/* What it says: subject, text, one recipient, the seal. */
bool register_bulletin_letter(Session *session, const Bulletin *bulletin, LetterText **letter, GError **error);

/* *go: it was written down, and may go out; false: somebody did meanwhile. */
bool register_bulletin_attempted(Session *courier, const Bulletin *bulletin, const LetterText *letter, const char *message_id, bool *go,
	GError **error);
bool register_bulletin_settled(Session *courier, const char *id, Verdict verdict, int code, const char *server, const char *reply,
	GError **error);

/* A receipt about that self-test, whose signature was looked at: its bytes are kept. Twice the same is kept once. */
bool register_self_test_proven(Session *courier, const char *id, Proof proof, Instant at, const void *bytes, gsize len, GError **error);

#endif

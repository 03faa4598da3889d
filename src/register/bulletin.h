/*
 * Bulletins: which are due, what they say, and how far each is. The courier's.
 *
 * The digest of a month goes to the DPO, by PEC where both sides have one, and to the managers by e-mail; that an account's password is about
 * to expire, to the administrators, by the other account where there is one. Only a register that is at home here says anything.
 */
#ifndef BRECCIA_REGISTER_BULLETIN_H
#define BRECCIA_REGISTER_BULLETIN_H

#include "src/register/letter.h"

/* An account of this machine whose password expires. */
typedef struct {
	const char *group; /* "email", "pec" */
	const char *day;   /* "2027-02-20" */
} Expiring;

typedef struct {
	char *id;       /* "digest:2026-11:p2", "password:pec:2027-02-20:14:p1" */
	char *person;
	Channel channel;
	bool digest;
	Month month;    /* of a digest */
	char *account, *day; /* of a password */
} Bulletin;

void bulletin_free(Bulletin *bulletin);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Bulletin, bulletin_free)

/* Those that are to be sent now. expiring: count of them. (transfer full) of Bulletin */
bool register_bulletins_due(Session *session, const Expiring *expiring, gsize count, GPtrArray **due, GError **error);

/* What it says: subject, text, one recipient, the seal. */
bool register_bulletin_letter(Session *session, const Bulletin *bulletin, LetterText **letter, GError **error);

/* *go: it was written down, and may go out; false: somebody did meanwhile. */
bool register_bulletin_attempted(Session *courier, const Bulletin *bulletin, const LetterText *letter, const char *message_id, bool *go,
	GError **error);
bool register_bulletin_settled(Session *courier, const char *id, Verdict verdict, int code, const char *server, const char *reply,
	GError **error);

#endif

/*
 * Logging in once a day to every account, without sending or fetching: a password that expired is found in office hours, and not at
 * the hour of a breach.
 *
 * When an account is due is worked out here, and what came of it is kept in the register's local texts "login.WHAT":
 *
 *   {"good":RFC 3339|null, "tried":RFC 3339, "error":"535 5.7.8 ..."|null}
 *
 * WHAT names server and account: "smtp.pec"; whoever collects uses "imap.pec" in the same way.
 */
#ifndef BRECCIA_COURIER_DAILY_H
#define BRECCIA_COURIER_DAILY_H

#include "db/query.h"

typedef struct {
	Instant good, tried; /* INSTANT_NONE: never */
	char *error;         /* of the newest try; NULL: it went well */
} Login;

void login_clear(Login *login);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Login, login_clear)

/* Pure: is it time? Once a day of `zone`, at a minute between 9 and 18 that seed (whatever is the account's own: its address) decides,
 * so that not all couriers of a provider's customers come at once; after a failure, each hour until 18. A login that went well
 * since that minute, by a message for example, is as good. */
bool daily_is_due(const Login *login, const char *seed, GTimeZone *zone, Instant now);

/* Reads, and records one login. error NULL: it went well. */
bool daily_read(Db *db, const char *what, Login *login, GError **error);
bool daily_record(Db *db, const char *what, Instant now, const char *problem, GError **error);

#endif

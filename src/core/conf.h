/*
 * breccia.conf: what belongs to a machine or a person, as rows, and the parser of its text (the reading is src/host).
 *
 * Groups [register] [email] [pec] [ui]. Each option is a row: group, name, type, default, one sentence.
 * There is no `password` key: secrets come by password-command or password-file.
 */
#ifndef BRECCIA_CORE_CONF_H
#define BRECCIA_CORE_CONF_H

#include "src/core/lang.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum {
	CONF_TEXT, CONF_SERVER, CONF_ADDRESS, CONF_PATH, CONF_NUMBER, CONF_CHOICE, CONF_COMMAND, CONF_DATE, CONF_PROVIDER
} ConfType;

/* [register] uri
 * [email] and [pec]: provider, server, user, password-command, password-file, oauth2-command, from, ca-file, auth (login|none), tls
 *   (required|none: loopback only), hello, max-per-minute (6; 0: any number), timeout (120), inbox (imaps://host),
 *   inbox-user, inbox-password-command, poll (60), password-expires
 * [ui] language */
typedef struct {
	const char *group, *name;
	ConfType type;
	const char *choices; /* "login|none"; of a number its range, "1..600" */
	const char *value;   /* default, NULL: none */
	Words say;
} ConfRow;

extern const ConfRow conf_rows[]; /* ends with a NULL group */
const ConfRow *conf_find(const char *group, const char *name);

/* --- servers ------------------------------------------------------------------------------------------------------ */

typedef enum {
	CONF_SMTP,    /* smtp://host[:587], STARTTLS */
	CONF_SMTPS,   /* smtps://host[:465], TLS from the first byte */
	CONF_MAILDIR, /* maildir:/absolute/path: written to a file, not sent */
	CONF_IMAPS,   /* imaps://host[:993][/FOLDER], for inbox only */
	CONF_IMAP     /* imap://host[:143][/FOLDER], STARTTLS, for inbox only */
} ConfScheme;

typedef struct {
	ConfScheme scheme;
	char *host; /* without the brackets of an IPv6 literal; NULL for a maildir */
	int port;   /* 0 for a maildir */
	char *path; /* of a maildir; the folder of an inbox; NULL otherwise */
} ConfServer;

/* Form only: which of them a program can speak is for its transports to say. A URL with a user or password in it is refused and
 * never printed. E_CONFIG; *out is then cleared. */
bool conf_server_parse(const char *text, ConfServer *out, GError **error);
void conf_server_clear(ConfServer *server);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ConfServer, conf_server_clear)
bool conf_host_is_loopback(const char *host); /* localhost, 127.0.0.0/8, ::1 */

/* --- providers ---------------------------------------------------------------------------------------------------- */

/* What is known of a provider; each value stands where breccia.conf gives none. NULL: nothing is known. */
typedef struct {
	char *name; /* "aruba-pec" */
	char *server, *inbox, *max_per_minute;
	char *hint_en, *hint_it; /* what people stumble over there */
} ConfProvider;

typedef struct ConfProviders ConfProviders;
ConfProviders *conf_providers_new(void); /* those of src/core/providers.txt */
void conf_providers_free(ConfProviders *providers);
/* The text of such a file over what is there, key by key. E_CONFIG names file and line. */
bool conf_providers_merge(ConfProviders *providers, const char *text, const char *origin, GError **error);
const ConfProvider *conf_providers_find(const ConfProviders *providers, const char *name); /* NULL: unknown */
char *conf_providers_names(const ConfProviders *providers); /* "aruba-pec, poste" (transfer full) */

/* --- a configuration ---------------------------------------------------------------------------------------------- */

typedef struct Conf Conf;
Conf *conf_new(void);
/* The text of a file of providers, to be merged before those that name one. */
bool conf_know_providers(Conf *conf, const char *text, const char *origin, GError **error);
const char *conf_hint(const Conf *conf, const char *group, Lang lang); /* of the provider that a group names; NULL: none */
void conf_free(Conf *conf);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Conf, conf_free)
/*
 * Merges the text of one file over what is there: later files win key by key, and an empty value takes a key back. Lines are
 * [group], key = value (as it stands, without quotes or escapes, trimmed), # comment, or blank. E_CONFIG names file, line and key,
 * and says what is allowed; an unknown or repeated key is an error, and so is, once all is merged, tls = none with a server that is
 * not this machine. After an error the configuration is not to be used. Values of secrets are never printed. `origin` is
 * the file's name, for messages and `breccia config --origin`.
 */
bool conf_merge(Conf *conf, const char *text, const char *origin, GError **error);
/* What the file gave, else what its provider is known for, else the default, else NULL. */
const char *conf_text(const Conf *conf, const char *group, const char *name);
const char *conf_origin(const Conf *conf, const char *group, const char *name); /* the provider's name; NULL: the default */
int64_t conf_number(const Conf *conf, const char *group, const char *name);     /* 0 where there is none */
/* Is an account of this group set up (a server and a from)? */
bool conf_has_account(const Conf *conf, const char *group);

#endif

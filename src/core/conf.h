/*
 * breccia.conf: what belongs to a machine or a person, as rows, and the parser of its text (the reading is src/host).
 *
 * Key file of groups [register] [email] [pec] [ui]. Each option is a row: group, name, type, default, one sentence.
 * There is no `password` key: secrets come by password-command or password-file.
 */
#ifndef BRECCIA_CORE_CONF_H
#define BRECCIA_CORE_CONF_H

#include "src/core/lang.h"

#include <glib.h>
#include <stdbool.h>

typedef enum { CONF_TEXT, CONF_SERVER, CONF_ADDRESS, CONF_PATH, CONF_NUMBER, CONF_CHOICE, CONF_COMMAND, CONF_DATE } ConfType;

/* [register] uri
 * [email] and [pec]: server (smtp://host:587, maildir:PATH), user, password-command, password-file, from, ca-file, auth
 *   (login|none), tls (required|none: loopback only), hello, max-per-minute (6), timeout (120), inbox, provider, password-expires
 * [ui] language, theme */
typedef struct {
	const char *group, *name;
	ConfType type;
	const char *choices;
	const char *value; /* default, NULL: none */
	Words say;
} ConfRow;

extern const ConfRow conf_rows[]; /* ends with a NULL group */
const ConfRow *conf_find(const char *group, const char *name);

typedef struct Conf Conf;
Conf *conf_new(void);
void conf_free(Conf *conf);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Conf, conf_free)
/* Merges the text of one file over what is there (later files win key by key). E_CONFIG names file, line or key, and says
 * what is allowed; an unknown key is an error. `origin` is the file's name, for messages and `breccia config --origin`. */
bool conf_merge(Conf *conf, const char *text, const char *origin, GError **error);
bool conf_put(Conf *conf, const char *group, const char *name, const char *value, const char *origin, GError **error);
const char *conf_text(const Conf *conf, const char *group, const char *name); /* default or NULL */
const char *conf_origin(const Conf *conf, const char *group, const char *name); /* NULL: the default */
int64_t conf_number(const Conf *conf, const char *group, const char *name);
/* Is an account of this group set up (a server and a from)? */
bool conf_has_account(const Conf *conf, const char *group);

#endif

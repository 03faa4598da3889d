/*
 * The one error domain of the program.
 *
 * A function that can fail returns bool and takes a GError **; failing is one line:
 *
 *     return err_set(error, E_STATE, "incident %s is closed: reopen it first", ref);
 *
 * A message is "what went wrong: what to do", in English in the source. err_set() translates the format through
 * the translator that the host set once at start (err_translate_with); core itself knows no gettext. xgettext
 * collects the formats by the keyword err_set:3. The codes and their exit statuses are one table (err.c), the
 * statuses those of sysexits.h where it has one.
 */
#ifndef BRECCIA_CORE_ERR_H
#define BRECCIA_CORE_ERR_H

#include <glib.h>
#include <stdbool.h>

typedef enum {
	E_STATE,       /* 1: the rules of the register refuse (gate, closed, not applicable) */
	E_USAGE,       /* 64: the command line is wrong */
	E_INPUT,       /* 65: a value is wrong */
	E_NOTFOUND,    /* 66: no such incident, person, notice, file */
	E_UNAVAILABLE, /* 69: a service does not answer */
	E_INTERNAL,    /* 70: a defect of this program */
	E_WRITE,       /* 73: a file cannot be made */
	E_IO,          /* 74: reading or writing failed */
	E_BUSY,        /* 75: somebody else holds it; try again */
	E_CONFLICT,    /* 75: somebody else changed the same thing meanwhile */
	E_DENIED,      /* 77: this person may not do this */
	E_CONFIG       /* 78: the configuration is wrong */
} Err;

#define ERR_DOMAIN (err_quark())
GQuark err_quark(void);

/* Sets error (when not NULL) and returns false, always. */
bool err_set(GError **error, Err code, const char *format, ...) G_GNUC_PRINTF(3, 4);

int err_exit(Err code);         /* the exit status of a code */
const char *err_name(Err code); /* "state", "usage", ...: stable, for JSON and tests */

/* The exit status for any GError: ours by the table, a foreign domain is 70. */
int err_exit_of(const GError *error);

/* Called once, before any thread or second language: how a message format becomes the language of the process. */
typedef const char *(*ErrTranslator)(const char *format);
void err_translate_with(ErrTranslator translator);

#endif

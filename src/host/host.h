/*
 * The host: all that the domain may not know by itself. Time, random bytes, the account, files, secrets, zones, locale.
 *
 * Beside db, tui and the courier this is the only place that does I/O. Both programs link it.
 */
#ifndef BRECCIA_HOST_HOST_H
#define BRECCIA_HOST_HOST_H

#include "src/core/conf.h"
#include "src/core/lang.h"
#include "src/core/when.h"

#include <sys/types.h>

/* --- time and chance (clock.c, random.c) ----------------------------------------------------------------------------- */

/* The system's clock. It stands alone in clock.c, so that tests can link another one; no option or variable of the program
 * moves it. */
Instant host_now(void);
int64_t host_monotonic_ms(void);
void host_sleep_ms(int ms);
void host_random(void *buffer, gsize len); /* getrandom(2); ends the program when the kernel has none */

/* Does the kernel say that something (NTP) keeps its clock right? (health.c) */
typedef enum { HOST_SYNC_YES, HOST_SYNC_NO, HOST_SYNC_UNKNOWN } HostSync;
HostSync host_clock_sync(void);

/* --- who and where (account.c) ---------------------------------------------------------------------------------------- */

char *host_account(void);   /* the login of the real user id, never $USER; "uid-1234" when it has no name */
bool host_is_account(const char *login);
char *host_sudo_account(void); /* of root who came by sudo: the login before; NULL. For a proposal, never for a right */
char *host_full_name(void); /* from the account's comment field; NULL when empty */
char *host_machine_id(void);  /* of /etc/machine-id; NULL where there is none, as in many containers */
char *host_program_dir(void); /* the folder of the running executable; NULL when host_elevated(): it may be anywhere */

/* --- a machine's own register (place.c, shared.c) ------------------------------------------------------------------------ */

#define HOST_SERVICE "breccia" /* the name of the account and of the group that the machine's register belongs to */

char *host_system_conf_path(void);  /* /etc/breccia/breccia.conf */
char *host_providers_path(bool own); /* /etc/breccia/providers of this machine's own; else the installed list */
char *host_system_folder(void);     /* /var/lib/breccia */
char *host_installed_program(void); /* where `make install` puts breccia */
bool host_service_user(uid_t *uid); /* false: there is no such account */
bool host_service_group(gid_t *gid);
bool host_systemd_runs(void);       /* as the system's manager */

/* The register that the system's configuration names, which is then *the* register of this machine; NULL: it names none. Where this
 * account may not read that file, the usual place is answered, so that opening it says whom to ask. (transfer full) */
char *host_system_register(void);
bool host_same_register(const char *uri, const char *other);
bool host_can_open(const char *uri); /* may this account read and write that file? */
/* The name of the group that a file's folder is shared with, for saying whom to ask. (transfer full) */
char *host_group_of(const char *uri);

/* Runs a program found in PATH and waits; its output goes nowhere. Its exit status, or -1 when it cannot be run. */
int host_run_quietly(const char *const *argv);

/* The steps of `init --system`, as root. Account and group are made with the tools of the system unless they are there. */
bool host_make_service_account(GError **error);
bool host_make_closed_folder(const char *folder, GError **error); /* root's, 0700, for the time of the set-up */
/* A register that was made by root becomes the service's: 0660, its folder 2770, so that what SQLite puts beside it keeps the group. */
bool host_share_register(const char *path, GError **error);
bool host_write_system_conf(const char *text, GError **error); /* 0640 root:breccia, new */
/* chgrp breccia, chmod 2755. False without error: this is not the installed program, and was left as it is. */
bool host_set_group_bit(GError **error);
/* Enables and starts the installed system unit. */
bool host_start_system_service(void);

/* --- the person's own service (service.c) --------------------------------------------------------------------------------- */

bool host_user_services(void);     /* does systemd manage services of this person? */
char *host_user_unit_path(void);
/* The unit that keeps the courier of this register running; E_INPUT where a path holds what a unit cannot say. (transfer full) */
bool host_user_unit(const char *uri, const char *conf_file, char **text, GError **error);
/* Writes the unit, never over another one, enables and starts it. */
bool host_start_user_service(const char *text, GError **error);

/* --- the group of a setgid program (group.c) ------------------------------------------------------------------------------ */

bool host_elevated(void);   /* does this process have a group that its person did not bring? */
bool host_drop_group(void); /* for good. False: it cannot, and the process has to end. Async-signal-safe */
/* open(2) with the person's own rights. */
int host_open_as_person(const char *path, int flags, unsigned mode);
void host_clean_environment(void); /* keeps what concerns terminal and language only */

/* --- zones and language (zone.c, locale.c) ---------------------------------------------------------------------------- */

/* A zone by its identifier ("Europe/Rome"). E_INPUT when the system has none of that name. (transfer full) */
GTimeZone *host_zone(const char *identifier, GError **error);
char *host_system_zone(void); /* identifier of the host's own zone, for doctor; NULL when it cannot be told */
/*
 * The words of the process, once, before the first of them: option ("it", "en" or NULL), else the first of LC_ALL, LC_MESSAGES,
 * LANG that is set and begins with "it", else English. The catalogue beside the executable wins over the installed one. LC_CTYPE becomes
 * UTF-8 where it is "C". Also hands gettext to err_set.
 */
Lang host_locale(const char *option);
bool host_locale_chosen(void); /* does one of those variables choose a language? "C" and "C.UTF-8" do not */

/* --- files and configuration (files.c, conf.c) ------------------------------------------------------------------------- */

/* The whole of a file, at most max bytes; E_NOTFOUND, E_IO, E_INPUT (too large). text is NUL-terminated besides. */
bool host_read_file(const char *path, gsize max, char **text, gsize *len, GError **error);
bool host_read_stdin(gsize max, char **text, gsize *len, GError **error);
/* SHA-256 and size of a file of any length, or of standard input where path is NULL. *hex is (transfer full). E_NOTFOUND, E_IO. */
bool host_hash_file(const char *path, char **hex, int64_t *size, GError **error);
/* Writes a new private file (0600); E_WRITE when it exists or cannot be made. */
bool host_write_bytes(const char *path, const void *data, gsize len, GError **error);
/* Writes a new private file (0600) and its folder (0700); E_WRITE when it exists or cannot be made. */
bool host_write_new(const char *path, const char *text, GError **error);
/* What a person may choose from, with that person's own rights (folder.c). */
typedef struct {
	char *name;
	bool folder;
	int64_t size; /* bytes, of a file */
} HostEntry;
#define HOST_ENTRIES 2000
/* The files and folders in there, folders first, each in the order of names; none that is hidden, whose name is not UTF-8 or that is something
 * else, and no more than HOST_ENTRIES. *entries: of HostEntry (transfer full). E_NOTFOUND, E_IO. */
bool host_list_folder(const char *path, GPtrArray **entries, GError **error);
/* Of a file that the person may read. E_NOTFOUND, E_IO; E_INPUT where it is a folder, a pipe, a device. */
bool host_file_size(const char *path, int64_t *size, GError **error);
char *host_expand_home(const char *path); /* "~/a" as a shell reads it; everything else as it is (transfer full) */
/* E_CONFIG when the file can be read by group or others: for all that holds secrets. */
bool host_check_private(const char *path, GError **error);

/* /etc/breccia/breccia.conf where this account may read it, then $XDG_CONFIG_HOME/breccia/breccia.conf; or only `file` when it is not
 * NULL, which then must exist. host_elevated(): the first alone. */
bool host_conf(const char *file, Conf **conf, GError **error);
char **host_conf_files(const char *file); /* those that host_conf() reads, in that order; (transfer full), NULL-terminated */
/* Another text (transfer full) once one of those files, or a list of providers, was written, replaced, made or removed. */
char *host_conf_stamp(const char *file);
char *host_conf_path(void); /* where the person's own configuration stands */
char *host_conf_file(const char *option); /* --config, else $BRECCIA_CONFIG, else NULL: the usual places */
/* option, else $BRECCIA_REGISTER, else the machine's own register, else [register] uri, else sqlite:$XDG_DATA_HOME/breccia/register.db. (transfer full) */
char *host_register_uri(const char *option, const Conf *conf);

/* The secret of [email] or [pec]: oauth2-command or password-command, run by /bin/sh -c (standard input empty, 10 s, first line, 16 kB), or
 * password-file (must be private). *secret NULL when none is set. E_CONFIG, E_UNAVAILABLE. */
bool host_secret(const Conf *conf, const char *group, char **secret, GError **error);
/* The same for its inbox: inbox-password-command where that is set. */
bool host_inbox_secret(const Conf *conf, const char *group, char **secret, GError **error);

/* --- what is being typed (draft.c) --------------------------------------------------------------------------------------- */

/* Drafts: $XDG_STATE_HOME/breccia/drafts/NAME, 0600, with the person's own rights. Replaced whole or not at all. */
bool host_draft_save(const char *name, const char *text, GError **error);
char *host_draft_load(const char *name); /* NULL: there is none (transfer full) */
void host_draft_drop(const char *name);
/* A text in $VISUAL, else $EDITOR, else vi, by a file among the drafts; the group of a setgid program is given up for it. What stands there
 * afterwards takes the place of *text, whether it is UTF-8 or not. On an error the file stays, and the message names it. */
bool host_edit(const char *name, char **text, GError **error);

/* --- the courier (launch.c) -------------------------------------------------------------------------------------------- */

/* Is it this account's to run the courier of that register? The service's alone where the register is the machine's own. */
bool host_may_run_courier(const char *register_path);
char *host_courier_path(void); /* beside the running executable (build tree), else in sbindir */
/* Is a courier working on this register? By the lock beside it ("register.db-courier"), which the kernel frees when it dies. */
bool host_courier_running(const char *register_path);
/* Takes that lock for as long as the descriptor is open; -1 with E_BUSY when another holds it. */
int host_courier_lock(const char *register_path, GError **error);
/* Between fork and exec, for whoever blocks signals: all of them are delivered again. */
void host_plain_signals(void);
/* Starts `breccia-courier --until-idle` detached from this process; does not wait. It stays as long as something is due by itself, so
 * that a held notice leaves without anybody's doing. */
bool host_courier_start(const char *uri, const char *conf_file, GError **error);
/* Runs `breccia-courier --once` and waits; its exit status. */
bool host_courier_run(const char *uri, const char *conf_file, int *status, GError **error);
/* Runs it with these options (NULL-terminated) and waits; *answer is what it printed, its standard error is ours. (transfer full) */
bool host_courier_ask(const char *uri, const char *conf_file, const char *const *options, char **answer, int *status, GError **error);

/* --- bundles (pack.c) -------------------------------------------------------------------------------------------------- */

/* A ZIP archive that is being written by breccia-bundle, a program beside this one (build tree) or in libexecdir. */
typedef struct HostPack HostPack;

/* Makes a new private file with the person's rights. E_WRITE; E_NOTFOUND: the helper is not installed. */
bool host_pack_begin(const char *file, int64_t instant, HostPack **pack, GError **error);
void host_pack_file(HostPack *pack, const char *name);           /* a name that parcel_name_ok() lets through */
void host_pack_write(HostPack *pack, const void *data, gsize len);
/* Both free it, wait for the helper, and leave no half of a file. E_WRITE. */
bool host_pack_end(HostPack *pack, GError **error);
void host_pack_abandon(HostPack *pack); /* NULL is none */

#endif

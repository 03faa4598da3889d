/*
 * Commands: one table, one row each; the parser, help, completion and the manual's test read the same rows.
 *
 * A command never opens a register or a configuration: its row says what it needs, cli_main() provides it. It returns
 * its exit status, or -1 with an error that cli_main() prints as one line on standard error.
 */
#ifndef BRECCIA_CLI_COMMAND_H
#define BRECCIA_CLI_COMMAND_H

#include "src/core/conf.h"
#include "src/core/err.h"
#include "src/core/incident.h"
#include "src/register/session.h"

#include <libintl.h>

#define _(text) gettext(text)
#define N_(text) (text)

typedef enum { OPT_FLAG, OPT_TEXT, OPT_LIST } OptType; /* OPT_LIST may be given several times */

typedef struct {
	const char *name; /* "title", without dashes */
	char letter;      /* 0: none */
	OptType type;
	const char *arg;  /* what stands for its value in help: "WHEN" */
	const char *say;  /* N_("...") */
} Option;

typedef struct Cli Cli;

typedef enum {
	NEEDS_NOTHING, /* help, --version */
	NEEDS_CONF,    /* init, demo: the configuration, no register */
	NEEDS_REGISTER, /* a session in the register */
	NEEDS_LOOK      /* the same, for a command that only looks: it takes a backup as well, and leaves that as it is */
} Needs;

typedef struct {
	const char *name;   /* "log", "person" */
	const char *usage;  /* what follows the name: "REF FIELD=VALUE... --reason TEXT" */
	const char *say;    /* N_("..."): one line */
	const char *more;   /* N_("..."): paragraphs for `help NAME`, or NULL */
	Needs needs;
	const Option *options; /* ends with a NULL name; NULL: none of its own */
	unsigned fields;    /* FieldUse bits: its options also are the incident fields of that use */
	const Vocab *vocab; /* whose codes an option takes: help lists them; NULL */
	int min_args, max_args; /* positional; -1: any number */
	/* May it keep the group of a program installed setgid? Only where every file that a person names is opened by src/host, with that
	 * person's rights, and nothing is started; every other command gives the group up first (host_drop_group). */
	bool keeps_group;
	int (*run)(Cli *cli, GError **error);
} Command;

extern const Command *const commands[]; /* in the order of help; ends with NULL */
const Command *command_find(const char *name);

/* The options common to all commands; ends with a NULL name. */
extern const Option common_options[];

struct Cli {
	const Command *command;
	Session *session; /* of NEEDS_REGISTER, NEEDS_LOOK */
	Conf *conf;
	char *conf_file;  /* --config, NULL */
	char *uri;        /* of the register, as options and configuration name it */
	bool shared;      /* it is the register of this machine, which the system's configuration names */
	bool other;       /* the machine has one, and this is another */
	Lang lang;        /* of the process */
	bool json, quiet;
	char **args;      /* positional, NULL-terminated */
	int n_args;
	GHashTable *values; /* of the options: name -> char *, or char ** for OPT_LIST */
	char *account, *name, *machine; /* who runs the program; the session borrows them */
	Instant now;      /* when the command began, for display */
	int (*app)(Cli *cli, GError **error); /* the terminal app, which stands above the commands; NULL: there is none */
};

const char *cli_text(const Cli *cli, const char *option); /* NULL when not given */
bool cli_flag(const Cli *cli, const char *option);
const char *const *cli_list(const Cli *cli, const char *option); /* NULL when not given */
/* The words from the n-th argument on, joined by blanks. (transfer full); NULL when there are none. */
char *cli_rest(const Cli *cli, int n);
/* An option that holds an instant, in the register's zone; INSTANT_NONE when not given. */
bool cli_instant(const Cli *cli, const char *option, Instant *out, GError **error);

/* What the register layer may not fetch by itself; it borrows from cli. */
Surroundings cli_host(Cli *cli);
const char *cli_as(const Cli *cli); /* --as, else $BRECCIA_AS; NULL */
/* Opens the register's session; for commands of NEEDS_CONF that want it after all. */
bool cli_open(Cli *cli, GError **error);

/* app: see Cli; runs where no command is given on a terminal. */
int cli_main(int argc, char **argv, int (*app)(Cli *cli, GError **error));

/* The rows, each in its own file. */
extern const Command command_init, command_demo, command_log, command_list, command_show, command_due, command_notify, command_amend,
	command_affected, command_note, command_take, command_late, command_outbox, command_send, command_receipt, command_called, command_journal,
	command_verify, command_seal, command_person, command_client, command_dpo, command_config, command_doctor, command_help,
	command_board, command_backup, command_restore, command_adopt, command_import, command_erase, command_hold_legal,
	command_assess, command_action, command_evidence, command_opinion, command_decide, command_file, command_waive, command_close,
	command_reopen, command_void, command_changes, command_report, command_dossier, command_register,
	command_duty, command_self_check, command_drill;

#endif

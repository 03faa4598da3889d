/* What `init` is told: by options, by answers. An answer is checked when it is given. */
#ifndef BRECCIA_CLI_INIT_ASK_H
#define BRECCIA_CLI_INIT_ASK_H

#include "src/cli/command.h"

/* As it will be used; NULL: not said. */
typedef struct {
	char *org, *code, *me, *my_name, *my_mail, *role, *phone, *dpo, *dpo_name, *dpo_mail, *dpo_pec, *dpo_phone, *dpo_position,
		*dpo_since, *language, *zone,
		*vat, *office, *pec, *desk_phone, *dpo_reason;
	char *server, *user, *from, *password_command, *password_file, *ca_file;
	bool declared;
} Setup;

void setup_clear(Setup *setup);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Setup, setup_clear)

/* In a terminal: first what the options say is checked, then all the rest is asked, each again until it will do. E_USAGE when the input
 * ends before. Leaves the names and addresses to setup_names(). */
bool init_ask(const Cli *cli, Setup *setup, GError **error);
/* Takes the two people apart, and makes whoever says to be the DPO the one in office, unless it is said otherwise. */
bool setup_names(Setup *setup, GError **error);

#endif

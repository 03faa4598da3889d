/* The table of commands, in the order that help shows. */
#include "src/cli/command.h"

const Command *const commands[] = {
	&command_init, &command_demo, &command_log, &command_list, &command_show,
	&command_dossier, &command_register, &command_due, &command_notify, &command_amend,
	&command_affected, &command_note, &command_take, &command_assess, &command_opinion, &command_decide, &command_action,
	&command_evidence, &command_file, &command_waive, &command_late, &command_close, &command_reopen, &command_void,
	&command_outbox, &command_send, &command_receipt, &command_called, &command_journal, &command_changes, &command_report, &command_verify,
	&command_seal, &command_person, &command_client, &command_dpo, &command_config, &command_doctor, &command_self_check, &command_duty,
	&command_drill, &command_backup,
	&command_restore, &command_adopt, &command_import, &command_erase, &command_hold_legal, &command_help, NULL,
};

const Command *
command_find(const char *name)
{
	for (const Command *const *c = commands; *c; c++)
		if (g_str_equal((*c)->name, name))
			return *c;
	return NULL;
}

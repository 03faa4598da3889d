/* backup, restore, adopt: copies of the register, and from where it sends. */
#include "src/cli/verify-mailbox.h"
#include "src/cli/ask.h"
#include "src/cli/view.h"

#include <inttypes.h>
#include <unistd.h>

static const char *
short_seal(const char *seal, char out[17])
{
	g_strlcpy(out, seal, 17);
	return out;
}

/* --- backup -------------------------------------------------------------------------------------------------------------- */

static void
print_backup(const Cli *cli, const char *path, bool moved, const Backup *made)
{
	g_autofree char *safe = out_safe(path);
	char seal[17];
	if (cli->quiet)
		return;
	out_tone(TONE_GOOD, _("%s: the register up to event %" PRId64 " (seal %s...), verified.\n"), safe, made->seq, short_seal(made->seal, seal));
	if (moved)
		out_print(_("This register takes no more changes. There: breccia restore, then breccia adopt.\n"));
}

static int
print_backup_json(const char *path, const Backup *made)
{
	json_t *o = out_json_new();
	json_object_set_new(o, "file", json_string(path));
	json_object_set_new(o, "seq", json_integer(made->seq));
	json_object_set_new(o, "seal", json_string(made->seal));
	json_object_set_new(o, "size", json_integer(made->size));
	return out_json(o);
}

static bool
check_output(const Cli *cli, bool move, GError **error)
{
	if (out_is_terminal())
		return err_set(error, E_USAGE, "a backup is not for a terminal: breccia backup FILE, or breccia backup - | PROGRAM");
	if (move || cli->json || cli_flag(cli, "force"))
		return err_set(error, E_USAGE, "with - the copy is all that is written, and nobody can tell whether it arrived: name a file for "
			"--move, --force or --json");
	return true;
}

static int
run_backup(Cli *cli, GError **error)
{
	bool out = g_str_equal(cli->args[0], "-"), move = cli_flag(cli, "move");
	g_autofree char *path = out ? g_strdup("-") : g_canonicalize_filename(cli->args[0], NULL);
	const BackupTo to = {.path = path, .fd = STDOUT_FILENO, .force = cli_flag(cli, "force"), .move = move};
	Backup made;
	if ((out && !check_output(cli, move, error)) || !register_backup(cli->session, &to, &made, error))
		return -1;
	if (cli->json)
		return print_backup_json(path, &made);
	if (!out)
		print_backup(cli, path, move, &made);
	return 0;
}

static const Option backup_options[] = {
	{"move", 0, OPT_FLAG, NULL, N_("the register goes elsewhere with this copy: nothing more is written here")},
	{"force", 0, OPT_FLAG, NULL, N_("over a file that is there")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_backup = {
	.name = "backup",
	.usage = "FILE | -",
	.say = N_("a verified copy of the register, while others work"),
	.more = N_("The copy is made under another name, verified whole, forced to the disk and then named FILE. With - it goes to standard output, for "
		   "a program that encrypts it. breccia verify -r FILE looks at it again at any time. --move is for a new machine: copy, restore and "
		   "adopt there; nobody can write in between, so nothing is left behind."),
	.needs = NEEDS_REGISTER,
	.options = backup_options,
	.min_args = 1,
	.max_args = 1,
	.run = run_backup,
};

/* --- restore ------------------------------------------------------------------------------------------------------------- */

static int
print_restored(const Cli *cli, const Restored *r)
{
	char seal[17];
	if (cli->json) {
		json_t *o = out_json_new();
		json_object_set_new(o, "seq", json_integer(r->events));
		json_object_set_new(o, "seal", json_string(r->seal));
		if (r->lost_seq)
			json_object_set_new(o, "lost_seq", json_integer(r->lost_seq));
		return out_json(o);
	}
	if (cli->quiet)
		return 0;
	out_tone(TONE_GOOD, _("Restored up to event %" PRId64 " (seal %s...), verified.\n"), r->events, short_seal(r->seal, seal));
	if (r->lost_seq > r->events)
		out_tone(TONE_WARN, _("The register that stood here had %" PRId64 " events: what came after the backup is lost, and its numbers are "
			"not given again.\n"), r->lost_seq);
	out_print(_("Nothing leaves until somebody has seen what waits: breccia outbox, then breccia adopt --reason TEXT\n"));
	return 0;
}

/* What providers signed since the backup was made tells what it does not know. Where no mailbox can be read nothing is lost: it can be asked later. */
static void
ask_mailbox(Cli *cli)
{
	g_autoptr(GError) why = NULL;
	json_auto_t *answer = NULL;
	bool sound;
	if (cli->json || cli->quiet || (!conf_text(cli->conf, "pec", "inbox") && !conf_text(cli->conf, "email", "inbox")))
		return;
	if (cli_open(cli, &why) && verify_mailbox(cli, &sound, &answer, &why))
		return;
	g_autofree char *safe = out_safe(why->message);
	out_tone(TONE_WARN, _("The mailboxes could not be asked what this backup does not know (%s): breccia verify --mailbox\n"), safe);
}

static int
run_restore(Cli *cli, GError **error)
{
	const Surroundings host = cli_host(cli);
	g_autofree char *file = g_canonicalize_filename(cli->args[0], NULL);
	Restored restored;
	if (!register_restore(cli->uri, &host, cli_as(cli), file, cli_flag(cli, "force"), &restored, error))
		return -1;
	int status = print_restored(cli, &restored);
	ask_mailbox(cli);
	return status;
}

static const Option restore_options[] = {
	{"force", 0, OPT_FLAG, NULL, N_("over the register that is there; what came after the backup is lost")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_restore = {
	.name = "restore",
	.usage = "FILE",
	.say = N_("a backup in the place of the register"),
	.more = N_("The backup is verified first; a broken one is refused. It is written into the register in one step, so that whatever happens the old "
		   "one or the restored one is there, whole. Nothing is sent until breccia adopt: what waits in the backup may have left since."),
	.needs = NEEDS_CONF,
	.options = restore_options,
	.min_args = 1,
	.max_args = 1,
	.run = run_restore,
};

/* --- adopt --------------------------------------------------------------------------------------------------------------- */

/* What leaves by itself, or (held) what leaves once somebody releases it. */
static bool
is_going(const Notice *n, bool held)
{
	return !notice_settled(n) && !n->exercise && (n->hold_until == NOTICE_HELD) == held;
}

/* How many there were. */
static guint
print_some(const Cli *cli, const GPtrArray *notices, bool held)
{
	guint count = 0;
	for (guint i = 0; i < notices->len; i++) {
		const Notice *n = g_ptr_array_index(notices, i);
		Tone tone;
		if (!is_going(n, held))
			continue;
		if (count++ == 0 && held)
			out_print(_("These wait until somebody releases them:\n"));
		else if (count == 1)
			out_tone(TONE_WARN, _("These would leave from here; what left already from elsewhere would leave again:\n"));
		g_autofree char *words = view_notice_words(cli, n, &tone);
		out_print("  %s  %s  %s\n", n->id, words_in(channel_words(n->channel), cli->lang), words);
	}
	return count;
}

static void
print_going(const Cli *cli, const GPtrArray *notices)
{
	if (print_some(cli, notices, false) + print_some(cli, notices, true) == 0)
		out_print(_("No notice waits.\n"));
}

static json_t *
ids_of(const GPtrArray *notices, bool held)
{
	json_t *ids = json_array();
	for (guint i = 0; i < notices->len; i++)
		if (is_going(g_ptr_array_index(notices, i), held))
			json_array_append_new(ids, json_string(((const Notice *)g_ptr_array_index(notices, i))->id));
	return ids;
}

static int
print_adopted(const GPtrArray *notices)
{
	json_t *o = out_json_new();
	json_object_set_new(o, "waiting", ids_of(notices, false));
	json_object_set_new(o, "held", ids_of(notices, true));
	return out_json(o);
}

/* Shows what would leave, and asks once. *go: false when the answer was no. */
static bool
confirm(const Cli *cli, const GPtrArray *notices, bool *go, GError **error)
{
	*go = true;
	if (!cli->json && !cli->quiet)
		print_going(cli, notices);
	if (cli_flag(cli, "yes"))
		return true;
	if (!out_is_interactive())
		return err_set(error, E_USAGE, "nobody can be asked here: look at `breccia outbox`, then give --yes");
	*go = ask_yes(_("From now on notices leave from this machine. Adopt the register?"), false);
	return true;
}

static int
run_adopt(Cli *cli, GError **error)
{
	g_autoptr(GPtrArray) notices = NULL;
	bool go;
	if (!session_require_adoptable(cli->session, error) || !query_outbox(cli->session->db, INSTANT_NONE, &notices, error) ||
		!ask_option(cli, "reason", _("Why does this machine send from now on?"), error) || !confirm(cli, notices, &go, error))
		return -1;
	if (!go)
		return 0;
	if (!register_adopt(cli->session, cli_text(cli, "reason"), error))
		return -1;
	view_start_courier(cli);
	return cli->json ? print_adopted(notices) : 0;
}

static const Option adopt_options[] = {
	{"reason", 0, OPT_TEXT, N_("TEXT"), N_("why this machine sends from now on")},
	{"yes", 'y', OPT_FLAG, NULL, N_("do not ask")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_adopt = {
	.name = "adopt",
	.usage = "--reason TEXT",
	.say = N_("let notices leave from this machine"),
	.more = N_("A register that was restored, copied from another machine or moved sends nothing until it is adopted. Shows what would leave, and asks "
		   "once. Where a register was moved away by mistake, adopt brings it back to work here."),
	.needs = NEEDS_REGISTER,
	.options = adopt_options,
	.run = run_adopt,
};

/* erase, hold-legal: what is kept long enough is erased, unless a dispute holds it. */
#include "src/cli/ask.h"
#include "src/cli/view.h"

#include "src/register/erase.h"

#include <string.h>

/* --- erase -------------------------------------------------------------------------------------------------------------- */

static int
count_messages(const GPtrArray *erased)
{
	int n = 0;
	for (guint i = 0; i < erased->len; i++)
		n += (int)((const Erased *)g_ptr_array_index(erased, i))->message_ids->len;
	return n;
}

static void
print_list(const Cli *cli, const GPtrArray *erased)
{
	for (guint i = 0; i < erased->len; i++) {
		const Erased *e = g_ptr_array_index(erased, i);
		g_autofree char *when = instant_show_day(e->ended_at, cli->session->zone);
		g_autofree char *line = g_strdup_printf(_("ended %s, %d texts, %d files"), when, e->texts, e->files);
		out_pair(2, TONE_PLAIN, e->ref, 14, line);
	}
}

/* breccia deletes neither mail nor backups: it says where the same data still are. */
static bool
print_elsewhere(const Cli *cli, const GPtrArray *erased, GError **error)
{
	g_auto(House) house = {0};
	int messages = count_messages(erased);
	if (!query_house(cli->session->db, &house, error))
		return false;
	if (messages) {
		g_autofree char *line = g_strdup_printf(ngettext("%d message in the mailboxes of sender and addressees holds the same data.",
			"%d messages in the mailboxes of sender and addressees hold the same data.", (unsigned long)messages), messages);
		out_under(0, TONE_WARN, line);
	}
	if (house.backup_at != INSTANT_NONE) {
		g_autofree char *when = instant_show(house.backup_at, cli->session->zone);
		g_autofree char *line = g_strdup_printf(_("Backups made until now hold them too, the newest of %s: delete those as well."), when);
		out_under(0, TONE_WARN, line);
	}
	return true;
}

static json_t *
erased_json(const Erased *e)
{
	json_t *o = json_object(), *ids = json_array();
	json_object_set_new(o, "ref", json_string(e->ref));
	json_object_set_new(o, "ended_at", view_instant(e->ended_at));
	json_object_set_new(o, "texts", json_integer(e->texts));
	json_object_set_new(o, "files", json_integer(e->files));
	for (guint i = 0; i < e->message_ids->len; i++)
		json_array_append_new(ids, json_string(g_ptr_array_index(e->message_ids, i)));
	json_object_set_new(o, "message_ids", ids);
	return o;
}

static int
print_json(const GPtrArray *erased, bool done)
{
	json_t *o = out_json_new(), *list = json_array();
	json_object_set_new(o, "erased", json_boolean(done));
	for (guint i = 0; i < erased->len; i++)
		json_array_append_new(list, erased_json(g_ptr_array_index(erased, i)));
	json_object_set_new(o, "incidents", list);
	return out_json(o);
}

/* Shows what would go, and asks once. *go: there is something, and the answer was yes. */
static bool
confirm(Cli *cli, const GPtrArray *erasable, bool *go, GError **error)
{
	*go = erasable->len > 0;
	if (!cli->json && !cli->quiet)
		print_list(cli, erasable);
	if (erasable->len == 0 || cli_flag(cli, "yes"))
		return true;
	if (!out_is_interactive())
		return err_set(error, E_USAGE, "nobody can be asked here: look with --dry-run, then give --yes");
	g_autofree char *question = g_strdup_printf(ngettext("The texts of %u incident are erased for good. Go on?",
		"The texts of %u incidents are erased for good. Go on?", erasable->len), erasable->len);
	*go = ask_yes(question, false);
	return true;
}

static int
do_erase(Cli *cli, Instant before, GError **error)
{
	g_autoptr(GPtrArray) erased = NULL;
	bool clean;
	if (!ask_option(cli, "reason", _("Why are they erased?"), error) ||
		!register_erase(cli->session, before, cli_text(cli, "reason"), &erased, &clean, error))
		return -1;
	if (cli->json)
		return print_json(erased, true);
	if (cli->quiet)
		return 0;
	out_tone(TONE_GOOD, ngettext("The texts of %u incident are erased; what happened, when, and what was met stays.\n",
		"The texts of %u incidents are erased; what happened, when, and what was met stays.\n", erased->len), erased->len);
	if (!clean)
		out_tone(TONE_WARN, _("Somebody was reading meanwhile: the file may keep erased words until the next change. Run this again later.\n"));
	return print_elsewhere(cli, erased, error) ? 0 : -1;
}

static int
run_erase(Cli *cli, GError **error)
{
	g_autoptr(GPtrArray) erasable = NULL;
	const char *day = cli_text(cli, "closed-before");
	Instant before = INSTANT_NONE;
	bool go;
	if ((day && !instant_parse_day(day, cli->now, cli->session->zone, &before, error)) ||
		!register_erasable(cli->session, before, &erasable, error))
		return -1;
	if (cli_flag(cli, "dry-run") && cli->json)
		return print_json(erasable, false);
	if (erasable->len == 0 && !cli->json) {
		out_print(_("Nothing has been kept for longer than it has to be.\n"));
		return 0;
	}
	if (cli_flag(cli, "dry-run")) {
		print_list(cli, erasable);
		return print_elsewhere(cli, erasable, error) ? 0 : -1;
	}
	if (!confirm(cli, erasable, &go, error))
		return -1;
	return go || cli->json ? do_erase(cli, before, error) : 0;
}

static const Option erase_options[] = {
	{"closed-before", 0, OPT_TEXT, N_("DAY"), N_("only what ended before this day; the retention's end unless given")},
	{"reason", 0, OPT_TEXT, N_("TEXT"), N_("why they are erased")},
	{"dry-run", 'n', OPT_FLAG, NULL, N_("only say what would be erased")},
	{"yes", 'y', OPT_FLAG, NULL, N_("do not ask")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_erase = {
	.name = "erase",
	.usage = "--reason TEXT",
	.say = N_("erase the texts of incidents that were kept long enough"),
	.more = N_("What ended longer ago than the setting retention says, and is under no legal hold, loses its texts and files: titles, descriptions, names, "
		   "addresses, messages, evidence. Instants, codes, numbers, clocks and the chain stay. It cannot be taken back."),
	.needs = NEEDS_REGISTER,
	.options = erase_options,
	.run = run_erase,
};

/* --- hold-legal --------------------------------------------------------------------------------------------------------- */

static int
run_hold(Cli *cli, GError **error)
{
	g_autoptr(Incident) in = NULL;
	bool lift = cli_flag(cli, "lift");
	if (!session_incident(cli->session, cli->args[0], &in, error) ||
		!ask_option(cli, "reason", lift ? _("Why may it be erased again?") : _("Why must it be kept?"), error))
		return -1;
	const char *reason = cli_text(cli, "reason");
	if (!(lift ? register_hold_lift : register_hold)(cli->session, in->ref, reason, error))
		return -1;
	if (cli->quiet || cli->json)
		return out_done(cli, "ref", in->ref);
	out_print(lift ? _("%s is under no legal hold any more.\n") : _("%s is under legal hold: nothing of it is erased until that is lifted.\n"), in->ref);
	return 0;
}

static const Option hold_options[] = {
	{"reason", 0, OPT_TEXT, N_("TEXT"), N_("which dispute or order")},
	{"lift", 0, OPT_FLAG, NULL, N_("it is over: the retention counts again")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_hold_legal = {
	.name = "hold-legal",
	.usage = "REF --reason TEXT",
	.say = N_("keep an incident whatever its age, for a dispute"),
	.more = N_("The DPO, a manager or the register administrator may place and lift it."),
	.needs = NEEDS_REGISTER,
	.options = hold_options,
	.min_args = 1,
	.max_args = 1,
	.keeps_group = true,
	.run = run_hold,
};

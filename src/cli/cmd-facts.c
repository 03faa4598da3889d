/* amend, note: adding to an incident. */
#include "src/cli/ask.h"
#include "src/cli/input.h"
#include "src/cli/view.h"

#include "src/core/clock.h"
#include "src/register/intake.h"

/* --- amend ----------------------------------------------------------------------------------------------------------- */

static bool
read_changes(const Cli *cli, json_t *fields, GError **error)
{
	for (int i = 1; i < cli->n_args; i++)
		if (!input_word(cli, cli->args[i], FIELD_AMEND, fields, NULL, error))
			return false;
	if (json_object_size(fields) || cli_list(cli, "client") || cli_list(cli, "not-client"))
		return true;
	return err_set(error, E_USAGE, "nothing to amend: write FIELD=VALUE, for example breccia amend %s subjects=1200", cli->args[0]);
}

/* What was understood: an instant that was read wrongly moves a deadline. */
static void
echo_instants(const Cli *cli, json_t *fields)
{
	const char *name;
	json_t *value;
	if (cli->json || cli->quiet)
		return;
	json_object_foreach(fields, name, value)
	{
		const Field *field = field_find(name);
		Instant t;
		if (field->type != FIELD_INSTANT || !json_is_string(value) || !instant_from_rfc3339(json_string_value(value), &t))
			continue;
		g_autofree char *echo = instant_echo(t, cli->now, cli->session->zone, cli->lang);
		out_print("%s: %s\n", words_in(&field->label, cli->lang), echo);
	}
}

static void
print_moved(const Cli *cli, const Incident *before, const Amended *amended)
{
	for (guint i = 0; i < amended->moved->len; i++) {
		const Clock *k = g_ptr_array_index(amended->moved, i);
		Tone tone;
		g_autofree char *name = view_clock_name(cli, k), *words = view_clock_words(cli, k, &tone);
		g_autofree char *due = instant_brief(k->due_at, cli->session->zone, cli->lang);
		const Clock *old = NULL;
		for (guint c = 0; c < before->clocks->len && !old; c++) {
			const Clock *b = g_ptr_array_index(before->clocks, c);
			old = g_str_equal(b->id, k->id) ? b : NULL;
		}
		if (old && old->due_at != k->due_at) {
			g_autofree char *was = instant_brief(old->due_at, cli->session->zone, cli->lang);
			out_print(_("%s: was due %s, now %s   "), name, was, due);
		} else
			out_print(_("%s: due %s   "), name, due);
		out_tone(tone, "%s\n", words);
	}
}

/* Who was told something else, and how to put that right. */
static void
print_told(const Incident *before, const Amended *amended, json_t *fields)
{
	for (guint i = 0; amended->changed && i < amended->outdated->len; i++) {
		const Outdated *o = g_ptr_array_index(amended->outdated, i);
		if (!g_str_equal(o->audience, AUDIENCE_DPO))
			view_told_otherwise(before->ref, o->audience);
		else if (json_object_get(fields, "detected_at"))
			out_tone(TONE_WARN, _("The DPO was told another time: send the correction? breccia notify %s\n"), before->ref);
		else
			out_print(_("The DPO was told something else before: breccia notify %s sends a supplement.\n"), before->ref);
	}
}

/* "dpo" and the ids of clients. */
static json_t *
told_otherwise(const Amended *amended)
{
	json_t *list = json_array();
	for (guint i = 0; amended->changed && i < amended->outdated->len; i++)
		json_array_append_new(list, json_string(((const Outdated *)g_ptr_array_index(amended->outdated, i))->audience));
	return list;
}

static int
report(const Cli *cli, const Incident *before, const Amended *amended, json_t *fields, GError **error)
{
	g_autoptr(GPtrArray) warnings = input_warnings(cli, fields);
	if (cli->json) {
		g_autoptr(Incident) after = NULL;
		if (!query_incident(cli->session->db, before->ref, &after, error))
			return -1;
		json_t *o = out_json_new(), *list = json_array();
		for (guint i = 0; i < warnings->len; i++)
			json_array_append_new(list, json_string(g_ptr_array_index(warnings, i)));
		json_object_set_new(o, "changed", json_boolean(amended->changed));
		json_object_set_new(o, "warnings", list);
		json_object_set_new(o, "told_otherwise", told_otherwise(amended));
		json_object_set_new(o, "incident", view_incident(cli, after));
		return out_json(o);
	}
	if (!amended->changed && !cli->quiet)
		out_print(_("%s said so already: nothing was added\n"), before->ref);
	else
		echo_instants(cli, fields);
	print_moved(cli, before, amended);
	for (guint i = 0; i < warnings->len; i++) {
		g_autofree char *safe = out_safe(g_ptr_array_index(warnings, i));
		out_tone(TONE_WARN, "%s\n", safe);
	}
	if (!cli->quiet)
		print_told(before, amended, fields);
	return 0;
}

static int
run_amend(Cli *cli, GError **error)
{
	g_autoptr(Incident) before = NULL;
	json_auto_t *fields = json_object();
	Amended amended = {0};
	int64_t seen;
	if (!input_seen(cli, &seen, error) || !session_incident(cli->session, cli->args[0], &before, error) ||
		!read_changes(cli, fields, error))
		return -1;
	const Amendment amendment = {.ref = before->ref, .fields = fields, .clients = cli_list(cli, "client"),
		.cleared = cli_list(cli, "not-client"), .reason = cli_text(cli, "reason"), .seen = seen};
	if (!register_amend(cli->session, &amendment, &amended, error))
		return -1;
	int status = report(cli, before, &amended, fields, error);
	amended_clear(&amended);
	return status;
}

static const Option amend_options[] = {
	{"reason", 0, OPT_TEXT, N_("TEXT"), N_("why: needed to correct a time, or to take a client away")},
	{"client", 0, OPT_LIST, N_("NAME"), N_("a client that is affected too")},
	{"not-client", 0, OPT_LIST, N_("NAME"), N_("a client that turned out not to be affected; ? for the unnamed one")},
	{"seen", 0, OPT_TEXT, "SEQ", N_("last_seq of what was shown: refused if somebody changed the same since")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_amend = {
	.name = "amend",
	.usage = "REF FIELD=VALUE...",
	.say = N_("add facts as they become known, or correct them"),
	.more = N_("Nothing is overwritten: the journal keeps every value. An empty value takes one away. detected and aware move deadlines: they need "
		   "--reason, and only the DPO makes them later. `breccia help fields` lists the fields."),
	.needs = NEEDS_REGISTER,
	.options = amend_options,
	.min_args = 1,
	.max_args = -1,
	.keeps_group = true,
	.run = run_amend,
};

/* --- note ------------------------------------------------------------------------------------------------------------ */

static int
run_note(Cli *cli, GError **error)
{
	g_autoptr(Incident) in = NULL;
	g_autofree char *text = cli_rest(cli, 1);
	if (!session_incident(cli->session, cli->args[0], &in, error))
		return -1;
	if (!text && out_is_interactive())
		text = ask_line(_("What is to be remembered?"), NULL);
	if (!text)
		return err_set(error, E_USAGE, "the text is missing: breccia note %s TEXT", in->ref), -1;
	return register_note(cli->session, in->ref, text, error) ? out_done(cli, "ref", in->ref) : -1;
}

const Command command_note = {
	.name = "note",
	.usage = "REF TEXT...",
	.say = N_("write something down"),
	.needs = NEEDS_REGISTER,
	.min_args = 1,
	.max_args = -1,
	.keeps_group = true,
	.run = run_note,
};

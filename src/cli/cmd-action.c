/* action: what is done about an incident, planned, done, verified. */
#include "src/cli/ask.h"
#include "src/cli/input.h"
#include "src/cli/show.h"

#include "src/core/action-library.h"
#include "src/core/text.h"
#include "src/host/host.h"
#include "src/register/actions.h"

#include <string.h>

/* --- what is given ---------------------------------------------------------------------------------------------------- */

static bool
read_due(const Cli *cli, ActionFields *fields, GError **error)
{
	const char *text = cli_text(cli, "due");
	fields->due = INSTANT_NONE;
	fields->no_due = text && text_blank(text);
	return !text || fields->no_due || instant_parse_planned(text, cli->now, cli->session->zone, &fields->due, error);
}

static bool
read_fields(const Cli *cli, ActionFields *fields, GError **error)
{
	fields->kind = cli_text(cli, "kind");
	fields->owner = cli_text(cli, "owner");
	fields->title = cli_text(cli, "title");
	return read_due(cli, fields, error);
}

/* What was understood of the due, and who was understood by the owner. */
static void
print_echo(const Cli *cli, const Action *a)
{
	Tone tone;
	g_autofree char *due = show_due(cli, a, &tone), *who = show_who(cli, a), *title = out_safe(a->title);
	out_print("%s  %s: %s\n", a->id, words_in(action_state_words(a->state), cli->lang), title);
	out_tone(tone, "  %s%s%s\n", due, *due ? ", " : "", who);
}

/* After a change: what the action is now, and what in the texts should perhaps not be there. */
static int
report(const Cli *cli, const char *id, const char *const *texts, GError **error)
{
	g_autoptr(GPtrArray) warnings = g_ptr_array_new_with_free_func(g_free);
	Action *a = NULL;
	bool ok = query_action(cli->session->db, id, &a, error) && a;
	for (; texts && *texts; texts += 2)
		input_scan(cli, texts[0], texts[1], warnings);
	if (ok && cli->json) {
		json_t *o = out_json_new(), *list = json_array();
		for (guint i = 0; i < warnings->len; i++)
			json_array_append_new(list, json_string(g_ptr_array_index(warnings, i)));
		json_object_set_new(o, "action", show_action_json(a, cli->now));
		json_object_set_new(o, "warnings", list);
		out_json(o);
	} else if (ok && cli->quiet)
		out_print("%s\n", a->id);
	else if (ok) {
		print_echo(cli, a);
		for (guint i = 0; i < warnings->len; i++) {
			g_autofree char *safe = out_safe(g_ptr_array_index(warnings, i));
			out_tone(TONE_WARN, "%s\n", safe);
		}
		ok = action_settled(a) || show_dpo_executes(cli, a, error);
	}
	action_free(a);
	return ok ? 0 : -1;
}

/* --- add, suggest --------------------------------------------------------------------------------------------------------- */

static int
action_add(Cli *cli, GError **error)
{
	g_autoptr(Incident) in = NULL;
	g_autofree char *words = cli_rest(cli, 2), *id = NULL;
	NewAction action = {.standard = cli_text(cli, "standard"), .from_reply = cli_text(cli, "from-reply")};
	if (!session_incident(cli->session, cli->args[1], &in, error) || !read_fields(cli, &action.fields, error))
		return -1;
	if (words && action.fields.title)
		return err_set(error, E_USAGE, "the title is given twice: as --title and as words"), -1;
	if (!words && !action.fields.title && !action.standard && out_is_interactive())
		words = ask_line(_("What is to be done?"), NULL);
	action.ref = in->ref;
	action.fields.title = words ? words : action.fields.title;
	if (!action.standard && !action.fields.kind)
		action.fields.kind = ask_option(cli, "kind", _("Of which kind: containment, investigation, recovery, prevention, communication?"), error);
	if ((!action.standard && !action.fields.kind) || !register_action_add(cli->session, &action, &id, error))
		return -1;
	const char *texts[] = {_("title"), action.fields.title ? action.fields.title : "", NULL};
	return report(cli, id, texts, error);
}

static json_t *
suggestion_json(const StandardAction *a, Lang lang)
{
	return json_pack("{s:s, s:s, s:s, s:i, s:s, s:s, s:s}", "standard", a->code, "group", a->group, "kind", action_kind_code(a->kind), "hours",
		a->hours, "owner", words_in(&a->owner, lang), "title", words_in(&a->title, lang), "say", words_in(&a->say, lang));
}

static void
print_suggestion(const Cli *cli, const StandardAction *a)
{
	g_autofree char *span = duration_show((int64_t)a->hours * 3600, cli->lang);
	g_autofree char *line = g_strdup_printf(_("%s, within %s, %s"), words_in(action_kind_words(a->kind), cli->lang), span,
		words_in(&a->owner, cli->lang));
	out_pair(2, TONE_PLAIN, a->code, SHOW_LABEL, words_in(&a->title, cli->lang));
	out_under(2 + SHOW_LABEL, TONE_DIM, line);
	out_under(2 + SHOW_LABEL, TONE_DIM, words_in(&a->say, cli->lang));
}

static const char *
group_name(const char *code, Lang lang)
{
	const ActionGroup *group = action_groups;
	while (group->code && !g_str_equal(group->code, code))
		group++;
	return words_in(&group->name, lang);
}

static int
action_suggest(Cli *cli, GError **error)
{
	g_autoptr(Incident) in = NULL;
	if (!session_incident(cli->session, cli->args[1], &in, error) || !session_require_reading(cli->session, in, error))
		return -1;
	g_autoptr(GPtrArray) all = standard_actions_for(in);
	json_t *list = cli->json ? json_array() : NULL;
	const char *last = "";
	for (guint i = 0; i < all->len; i++) {
		const StandardAction *a = g_ptr_array_index(all, i);
		if (list)
			json_array_append_new(list, suggestion_json(a, cli->session->lang));
		else {
			if (!g_str_equal(a->group, last))
				show_heading(group_name(a->group, cli->lang));
			print_suggestion(cli, a);
			last = a->group;
		}
	}
	if (list) {
		json_t *o = out_json_new();
		json_object_set_new(o, "suggestions", list);
		return out_json(o);
	}
	out_print(_("\nTo plan one: breccia action add %s --standard CODE --owner WHO\n"), in->ref);
	return 0;
}

/* --- list -------------------------------------------------------------------------------------------------------------------- */

static const Column columns[] = {
	{"id", N_("ACTION"), false}, {"state", N_("STATE"), false}, {"due", N_("DUE"), false}, {"owner", N_("OWNER"), true}, {"title", N_("WHAT"), true},
};

static void
add_row(const Cli *cli, Sheet *sheet, const Action *a)
{
	Tone tone;
	g_autofree char *due = show_due(cli, a, &tone), *owner = show_owner(cli, a);
	sheet_row(sheet);
	sheet_cell(sheet, a->id);
	sheet_cell(sheet, words_in(action_state_words(a->state), cli->lang));
	sheet_cell(sheet, due);
	sheet_tone(sheet, tone);
	sheet_cell(sheet, owner);
	sheet_cell(sheet, a->title);
}

static int
print_list(const Cli *cli, const GPtrArray *actions)
{
	g_autoptr(Sheet) sheet = sheet_new("actions", columns, G_N_ELEMENTS(columns));
	json_t *list = json_array();
	bool mine = cli_flag(cli, "mine");
	for (guint i = 0; i < actions->len; i++) {
		const Action *a = g_ptr_array_index(actions, i);
		if (mine && (action_settled(a) || g_strcmp0(a->owner, cli->session->actor) != 0))
			continue;
		json_array_append_new(list, show_action_json(a, cli->now));
		add_row(cli, sheet, a);
	}
	if (!cli->json) {
		json_decref(list);
		return sheet_print(sheet, cli, _("no action waits"));
	}
	json_t *o = out_json_new();
	json_object_set_new(o, "actions", list);
	return out_json(o);
}

static int
action_list(Cli *cli, GError **error)
{
	g_autoptr(Incident) in = NULL;
	g_autoptr(GPtrArray) waiting = NULL;
	if (cli->n_args > 1) {
		if (!session_incident(cli->session, cli->args[1], &in, error) || !session_require_reading(cli->session, in, error))
			return -1;
		return print_list(cli, in->actions);
	}
	if (!session_require(cli->session, RIGHT_READ, error) || !query_actions_waiting(cli->session->db, &waiting, error))
		return -1;
	return print_list(cli, waiting);
}

/* --- one action ----------------------------------------------------------------------------------------------------------------- */

/* The id as the register writes it. (transfer full); NULL: failed. */
static char *
find_id(Cli *cli, GError **error)
{
	Action *a = NULL;
	g_autoptr(Incident) in = NULL;
	char *id = NULL;
	if (session_action(cli->session, cli->args[1], &a, error) && query_incident(cli->session->db, a->ref, &in, error) &&
		session_require_reading(cli->session, in, error))
		id = g_strdup(a->id);
	action_free(a);
	return id;
}

static int
action_change(Cli *cli, GError **error)
{
	g_autofree char *id = find_id(cli, error);
	ActionChange change = {.id = id, .reason = cli_text(cli, "reason"), .from_reply = cli_text(cli, "from-reply")};
	bool changed;
	if (!id || !read_fields(cli, &change.fields, error) || !input_seen(cli, &change.seen, error))
		return -1;
	if (!change.fields.kind && !change.fields.owner && !change.fields.title && change.fields.due == INSTANT_NONE && !change.fields.no_due)
		return err_set(error, E_USAGE, "nothing to change: give --title, --kind, --owner or --due"), -1;
	if (!register_action_change(cli->session, &change, &changed, error))
		return -1;
	if (!changed && !cli->json && !cli->quiet)
		out_print(_("%s said so already: nothing was added\n"), id);
	const char *texts[] = {_("title"), change.fields.title ? change.fields.title : "", _("reason"), change.reason ? change.reason : "", NULL};
	return report(cli, id, texts, error);
}

static int
action_accept(Cli *cli, GError **error)
{
	g_autofree char *id = find_id(cli, error);
	int64_t seen;
	const char *reason = cli_text(cli, "reason"), *texts[] = {_("reason"), reason ? reason : "", NULL};
	if (!id || !input_seen(cli, &seen, error) || !register_action_accept(cli->session, id, reason, cli_text(cli, "from-reply"), seen, error))
		return -1;
	return report(cli, id, texts, error);
}

static int
action_start(Cli *cli, GError **error)
{
	g_autofree char *id = find_id(cli, error);
	int64_t seen;
	return id && input_seen(cli, &seen, error) && register_action_start(cli->session, id, seen, error) ? report(cli, id, NULL, error) : -1;
}

static int
action_done(Cli *cli, GError **error)
{
	g_autofree char *id = find_id(cli, error), *bytes = NULL;
	const char *file = cli_text(cli, "evidence"), *result;
	gsize len = 0;
	int64_t seen;
	if (!id || !input_seen(cli, &seen, error) || !(result = ask_option(cli, "result", _("What came of it?"), error)))
		return -1;
	if (file && !host_read_file(file, register_evidence_limit(cli->session), &bytes, &len, error))
		return -1;
	const EvidenceToKeep evidence = {.bytes = bytes, .len = (int64_t)len, .name = file};
	if (!register_action_done(cli->session, id, result, file ? &evidence : NULL, cli_text(cli, "from-reply"), seen, error))
		return -1;
	const char *texts[] = {_("result"), result, NULL};
	return report(cli, id, texts, error);
}

static int
action_drop(Cli *cli, GError **error)
{
	g_autofree char *id = find_id(cli, error);
	const char *reason;
	int64_t seen;
	if (!id || !input_seen(cli, &seen, error) || !(reason = ask_option(cli, "reason", _("Why is it dropped?"), error)) ||
		!register_action_drop(cli->session, id, reason, cli_text(cli, "from-reply"), seen, error))
		return -1;
	const char *texts[] = {_("reason"), reason, NULL};
	return report(cli, id, texts, error);
}

static int
action_verify(Cli *cli, GError **error)
{
	g_autofree char *id = find_id(cli, error);
	const char *text = cli_text(cli, "result"), *texts[] = {_("result"), text ? text : "", NULL};
	int64_t seen;
	if (!id || !input_seen(cli, &seen, error) || !register_action_verify(cli->session, id, text, cli_text(cli, "from-reply"), seen, error))
		return -1;
	return report(cli, id, texts, error);
}

static const struct {
	const char *verb;
	int min, max; /* words, the verb included; -1: any number */
	int (*run)(Cli *cli, GError **error);
} verbs[] = {
	{"list", 1, 2, action_list}, {"add", 2, -1, action_add}, {"suggest", 2, 2, action_suggest}, {"accept", 2, 2, action_accept},
	{"start", 2, 2, action_start}, {"done", 2, 2, action_done}, {"drop", 2, 2, action_drop}, {"change", 2, 2, action_change},
	{"verify", 2, 2, action_verify},
};

static int
run_action(Cli *cli, GError **error)
{
	g_autoptr(GString) names = g_string_new(NULL);
	if (!cli->n_args)
		return action_list(cli, error);
	for (guint i = 0; i < G_N_ELEMENTS(verbs); i++) {
		g_string_append_printf(names, "%s%s", i ? ", " : "", verbs[i].verb);
		if (!g_str_equal(verbs[i].verb, cli->args[0]))
			continue;
		if (cli->n_args < verbs[i].min || (verbs[i].max >= 0 && cli->n_args > verbs[i].max))
			return err_set(error, E_USAGE, "that is not how it is written: see `breccia help action`"), -1;
		return verbs[i].run(cli, error);
	}
	return err_set(error, E_USAGE, "there is no command \"action %s\": there are %s", cli->args[0], names->str), -1;
}

static const Option action_options[] = {
	{"kind", 0, OPT_TEXT, "containment|investigation|recovery|prevention|communication", N_("add, change: what it is for")},
	{"owner", 0, OPT_TEXT, N_("WHO"), N_("add, change: me, dpo, somebody of the register, or \"Reparto IT <it@example.com>\"")},
	{"due", 0, OPT_TEXT, N_("WHEN"), N_("add, change: +2d, 25/11, tomorrow 18:00; empty takes it away")},
	{"standard", 0, OPT_TEXT, N_("CODE"), N_("add: a standard action, which gives title, kind and due; see suggest")},
	{"title", 0, OPT_TEXT, N_("TEXT"), N_("change: what is to be done")},
	{"result", 0, OPT_TEXT, N_("TEXT"), N_("done: what came of it; verify: what was seen")},
	{"evidence", 0, OPT_TEXT, N_("FILE"), N_("done: what shows it, kept with the incident")},
	{"reason", 0, OPT_TEXT, N_("TEXT"), N_("drop, change, accept: why")},
	{"from-reply", 0, OPT_TEXT, N_("RECEIPT"), N_("the DPO's answer that is on file, where somebody enters it for them")},
	{"mine", 0, OPT_FLAG, NULL, N_("list: those that I own")},
	{"seen", 0, OPT_TEXT, "SEQ", N_("last_seq of what was shown: refused if somebody changed the same since")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_action = {
	.name = "action",
	.usage = "[list [REF] | suggest REF | add REF TITLE... --kind KIND [--owner WHO] [--due WHEN] | add REF --standard CODE | accept ID | start ID | "
		 "done ID --result TEXT [--evidence FILE] | drop ID --reason TEXT | change ID | verify ID]",
	.say = N_("what is done about an incident, by whom, until when"),
	.more = N_("Security proposes, the DPO accepts, security and the DPO work, the DPO verifies. What is done at night need not wait to be accepted. "
		   "suggest offers the standard actions for this kind of breach. An ID is 2026-0013/1 or 13/1."),
	.needs = NEEDS_REGISTER,
	.options = action_options,
	.max_args = -1,
	.keeps_group = true,
	.run = run_action,
};

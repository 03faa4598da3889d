/* opinion, decide: what the DPO advises, what the company decides. */
#include "src/cli/ask.h"
#include "src/cli/input.h"
#include "src/cli/view.h"

#include "src/register/judge.h"

static bool
read_judging(Cli *cli, const Incident *in, Judging *judging, GError **error)
{
	const char *yes = NULL;
	if (!question_parse(cli->args[1], &judging->about))
		return err_set(error, E_USAGE, "%s is none of authority, subjects, breach", cli->args[1]);
	if (!vocab_parse(&vocab_yesno, cli->args[2], &yes, error))
		return false;
	if (g_str_equal(yes, VOCAB_UNKNOWN))
		return err_set(error, E_INPUT, "an opinion or a decision is yes or no: leave it open until it is one of them");
	judging->ref = in->ref;
	judging->yes = g_str_equal(yes, "yes");
	judging->from_reply = cli_text(cli, "from-reply");
	judging->reason = ask_option(cli, "reason", _("Why?"), error);
	return judging->reason && input_seen(cli, &judging->seen, error);
}

static json_t *
document(const Cli *cli, const Incident *in, const Judging *judging, const Judged *judged, bool decision)
{
	json_t *o = out_json_new();
	json_object_set_new(o, "ref", json_string(in->ref));
	json_object_set_new(o, "about", json_string(question_code(judging->about)));
	json_object_set_new(o, "yes", json_boolean(judging->yes));
	json_object_set_new(o, "against_opinion", json_boolean(judged->against));
	if (!decision)
		return o;
	json_object_set_new(o, "opinion_on_file", json_boolean(!judged->no_opinion));
	if (judged->late_by)
		json_object_set_new(o, "late_minutes", json_integer((judged->late_by + 59) / 60));
	json_object_set_new(o, "clocks", view_clocks(judged->moved, cli->now));
	json_object_set_new(o, "notices", view_strings(judged->queued));
	json_object_set_new(o, "withdrawn", view_strings(judged->withdrawn));
	return o;
}

/* What it came to, and what a later reader would have to be told. */
static void
print_judged(const Cli *cli, const Incident *in, const Judging *judging, const Judged *judged, bool decision)
{
	const char *about = words_in(question_words(judging->about), cli->lang), *yes = judging->yes ? _("yes") : _("no");
	if (decision)
		out_print(_("%s, decided: %s: %s\n"), in->ref, about, yes);
	else
		out_print(_("%s, the DPO's opinion: %s: %s\n"), in->ref, about, yes);
	view_print_clocks(cli, judged->moved);
	if (judged->against)
		out_under(0, TONE_WARN, decision ? _("This is against the DPO's opinion: the reason stands beside it.")
						 : _("The company had decided otherwise: it decides again, and says why, before the incident can be closed."));
	if (judged->no_opinion)
		out_under(0, TONE_WARN, _("The DPO's opinion is not on file yet: closing will ask for it."));
	if (judged->late_by) {
		g_autofree char *span = duration_show(judged->late_by, cli->lang);
		g_autofree char *late = g_strdup_printf(_("Decided LATE, %s after the deadline."), span);
		out_under(0, TONE_WARN, late);
	}
	for (guint i = 0; i < judged->queued->len; i++)
		out_print(_("%s: closing notice to whoever was told\n"), (const char *)g_ptr_array_index(judged->queued, i));
	for (guint i = 0; i < judged->withdrawn->len; i++)
		out_print(_("%s: withdrawn, it had not left\n"), (const char *)g_ptr_array_index(judged->withdrawn, i));
}

static int
run_judging(Cli *cli, bool decision, GError **error)
{
	g_autoptr(Incident) in = NULL;
	g_auto(Judged) judged = {0};
	Judging judging = {0};
	if (!session_incident(cli->session, cli->args[0], &in, error) || !read_judging(cli, in, &judging, error))
		return -1;
	judging.signed_by = decision ? cli_text(cli, "signed-by") : NULL;
	if (!(decision ? register_decide : register_opinion)(cli->session, &judging, &judged, error))
		return -1;
	if (cli->json)
		out_json(document(cli, in, &judging, &judged, decision));
	else if (!cli->quiet)
		print_judged(cli, in, &judging, &judged, decision);
	view_start_courier(cli);
	return 0;
}

static int
run_opinion(Cli *cli, GError **error)
{
	return run_judging(cli, false, error);
}

static int
run_decide(Cli *cli, GError **error)
{
	return run_judging(cli, true, error);
}

static const Option opinion_options[] = {
	{"reason", 0, OPT_TEXT, N_("TEXT"), N_("why: it stays with the opinion")},
	{"from-reply", 0, OPT_TEXT, N_("RECEIPT"), N_("the DPO's answer that is on file, where somebody enters it for them")},
	{"seen", 0, OPT_TEXT, "SEQ", N_("last_seq of what was shown: refused if somebody changed the same since")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_opinion = {
	.name = "opinion",
	.usage = "REF authority|subjects|breach yes|no --reason TEXT",
	.say = N_("the DPO's opinion on what the company has to decide"),
	.more = N_("authority: is it to be notified to the Garante? subjects: are the data subjects to be told? breach: is it a personal data breach at "
		   "all? The DPO advises, the company decides: breccia help decide. An opinion is never overwritten; the newest counts."),
	.needs = NEEDS_REGISTER,
	.options = opinion_options,
	.min_args = 3,
	.max_args = 3,
	.keeps_group = true,
	.run = run_opinion,
};

static const Option decide_options[] = {
	{"reason", 0, OPT_TEXT, N_("TEXT"), N_("why; against the DPO's opinion, why it was not followed")},
	{"signed-by", 0, OPT_TEXT, N_("NAME"), N_("who answers for it, where that is somebody else")},
	{"from-reply", 0, OPT_TEXT, N_("RECEIPT"), N_("the answer of a DPO who is the company's delegate, entered for them")},
	{"seen", 0, OPT_TEXT, "SEQ", N_("last_seq of what was shown: refused if somebody changed the same since")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_decide = {
	.name = "decide",
	.usage = "REF authority|subjects|breach yes|no --reason TEXT",
	.say = N_("what the company decides: the manager, or a delegate on file"),
	.more = N_("authority no ends the 72 hours as not due, yes makes them certain; subjects yes starts the target for telling them; breach no is an "
		   "ending of its own: the clocks end, and whoever was told gets a closing notice, which to a client leaves when it is released. What was "
		   "late when it ended stays late. The other answer, later, starts again what had ended."),
	.needs = NEEDS_REGISTER,
	.options = decide_options,
	.min_args = 3,
	.max_args = 3,
	.keeps_group = true,
	.run = run_decide,
};

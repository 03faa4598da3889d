/* take, late: the DPO takes charge; why a clock was missed. */
#include "src/cli/ask.h"
#include "src/cli/view.h"

#include "src/core/clock.h"
#include "src/register/dpo.h"

/* For the commands that are the DPO's: who answered by mail and has no login. */
static const Option take_options[] = {
	{"from-reply", 0, OPT_TEXT, N_("RECEIPT"), N_("the DPO's answer that is on file, where somebody enters it for them")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

static int
run_take(Cli *cli, GError **error)
{
	g_autoptr(Incident) in = NULL;
	if (!session_incident(cli->session, cli->args[0], &in, error) || !register_take(cli->session, in->ref, cli_text(cli, "from-reply"), error))
		return -1;
	view_start_courier(cli);
	if (cli->quiet || cli->json)
		return out_done(cli, "ref", in->ref);
	g_autoptr(Incident) after = NULL;
	if (!query_incident(cli->session->db, in->ref, &after, error))
		return -1;
	g_autofree char *who = view_person(cli, after ? after->taken_by : NULL);
	out_print(_("%s taken in charge by the DPO, %s.\n"), in->ref, who);
	/* Knowing is not the same as having been told by e-mail or PEC: the rule asks for that. */
	if (clock_open(view_dpo_clock(in)))
		out_tone(TONE_WARN, _("The DPO knows, but no e-mail or PEC is proven yet: breccia notify %s\n"), in->ref);
	if (in->actions->len == 0 && in->kind == KIND_BREACH)
		out_print(_("What is usually done now: breccia action suggest %s\n"), in->ref);
	return 0;
}

const Command command_take = {
	.name = "take",
	.usage = "REF",
	.say = N_("the DPO takes charge"),
	.more = N_("Taking charge alone never meets the 24 hours: the rule asks for an e-mail or a PEC to the DPO."),
	.needs = NEEDS_REGISTER,
	.options = take_options,
	.min_args = 1,
	.max_args = 1,
	.keeps_group = true,
	.run = run_take,
};

/* Asked with the codes in sight: nobody knows them by heart. */
static const char *
ask_cause(Cli *cli, GError **error)
{
	if (!cli_text(cli, "cause") && out_is_interactive())
		for (const Term *t = vocab_late_cause.terms; t->code; t++)
			if (t->active)
				out_pair(2, TONE_PLAIN, t->code, 24, words_in(&t->label, cli->lang));
	return ask_option(cli, "cause", _("Which of these causes?"), error);
}

static int
run_late(Cli *cli, GError **error)
{
	g_autoptr(Incident) in = NULL;
	const char *clock = cli->n_args > 1 ? cli->args[1] : RULE_DPO, *cause, *reason;
	if (!session_incident(cli->session, cli->args[0], &in, error) || !(cause = ask_cause(cli, error)) ||
		!(reason = ask_option(cli, "reason", _("Why, in a sentence? It stays with the incident for ever."), error)))
		return -1;
	return register_late(cli->session, in->ref, clock, cause, reason, error) ? out_done(cli, "ref", in->ref) : -1;
}

static const Option late_options[] = {
	{"cause", 0, OPT_TEXT, N_("CODE"), N_("one of those below")},
	{"reason", 0, OPT_TEXT, N_("TEXT"), N_("a sentence; it stays with the incident for ever")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_late = {
	.name = "late",
	.usage = "REF [CLOCK] --cause CODE --reason TEXT",
	.say = N_("say why a clock was missed"),
	.more = N_("CLOCK is dpo-24h unless given; `breccia show REF --json` names the others."),
	.needs = NEEDS_REGISTER,
	.options = late_options,
	.vocab = &vocab_late_cause,
	.min_args = 1,
	.max_args = 2,
	.keeps_group = true,
	.run = run_late,
};

/* close, reopen, void: how an incident ends. */
#include "src/cli/ask.h"
#include "src/cli/input.h"
#include "src/cli/view.h"

#include "src/register/ending.h"

#define FROM_REPLY {"from-reply", 0, OPT_TEXT, N_("RECEIPT"), N_("the DPO's answer that is on file, where somebody enters it for them")}
#define SEEN {"seen", 0, OPT_TEXT, "SEQ", N_("last_seq of what was shown: refused if somebody changed the same since")}

/* --- close ---------------------------------------------------------------------------------------------------------------- */

/* All that is missing at once, each with what satisfies it. */
static void
print_failing(const Cli *cli, const Incident *in, const Closed *closed)
{
	if (cli->json) {
		json_t *o = out_json_new();
		json_object_set_new(o, "ref", json_string(in->ref));
		json_object_set_new(o, "closed", json_false());
		json_object_set_new(o, "gates", view_gates(in, cli->now));
		out_json(o);
		return;
	}
	for (guint i = 0; i < closed->failing->len; i++) {
		const Gate *gate = g_ptr_array_index(closed->failing, i);
		g_autofree char *words = g_strdup_printf("%s: %s", words_in(&gate->name, cli->lang), words_in(&gate->say, cli->lang));
		out_pair(2, TONE_WARN, "--", 3, words);
	}
}

/* Not a gate: what became clearer at the end need not be told to everybody; but whoever closes is to have seen it. */
static void
print_outdated(const Cli *cli, const GPtrArray *outdated)
{
	for (guint i = 0; i < outdated->len; i++) {
		const Outdated *o = g_ptr_array_index(outdated, i);
		g_autofree char *name = view_audience(cli, o->audience), *words = view_outdated_words(cli, o);
		out_tone(TONE_WARN, _("%s was told otherwise, and not told anew (%s)\n"), name, words);
	}
}

static int
print_closed(const Cli *cli, const Incident *in, const Closed *closed, const GPtrArray *outdated)
{
	if (cli->json) {
		json_t *o = out_json_new();
		json_object_set_new(o, "ref", json_string(in->ref));
		json_object_set_new(o, "closed", json_true());
		if (closed->review)
			json_object_set_new(o, "review", json_string(closed->review));
		json_object_set_new(o, "outdated", view_outdated(outdated));
		return out_json(o);
	}
	if (cli->quiet)
		return 0;
	out_print(_("%s is closed.\n"), in->ref);
	if (closed->review)
		out_print(_("%s: whether the measures work comes back as an action\n"), closed->review);
	print_outdated(cli, outdated);
	return 0;
}

static int
run_close(Cli *cli, GError **error)
{
	g_autoptr(Incident) in = NULL;
	g_autoptr(GPtrArray) outdated = NULL;
	g_auto(Closed) closed = {0};
	Closing closing = {.reason = cli_text(cli, "reason"), .from_reply = cli_text(cli, "from-reply"), .review_at = INSTANT_NONE};
	const char *review = cli_text(cli, "review");
	if (!session_incident(cli->session, cli->args[0], &in, error) || !input_seen(cli, &closing.seen, error) ||
		!outdated_find(cli->session, in, &outdated, error) ||
		(review && !instant_parse_planned(review, cli->now, cli->session->zone, &closing.review_at, error)))
		return -1;
	closing.ref = in->ref;
	if (register_close(cli->session, &closing, &closed, error)) {
		view_start_courier(cli);
		return print_closed(cli, in, &closed, outdated);
	}
	if (closed.failing && closed.failing->len && !cli->quiet)
		print_failing(cli, in, &closed);
	return -1;
}

static const Option close_options[] = {
	{"reason", 0, OPT_TEXT, N_("TEXT"), N_("what remains to be said; of a near miss needed: why no data were breached")},
	{"review", 0, OPT_TEXT, N_("WHEN"), N_("plan to look then whether the measures work: an action of the DPO's")},
	FROM_REPLY,
	SEEN,
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_close = {
	.name = "close",
	.usage = "REF",
	.say = N_("close an incident whose conditions are met, or say all that is missing"),
	.more = N_("What is missing is printed whole, each with what satisfies it, and the exit status is 1. A closed incident takes nothing more but "
		   "notes, reasons for lateness, receipts, and what is done about its review."),
	.needs = NEEDS_REGISTER,
	.options = close_options,
	.min_args = 1,
	.max_args = 1,
	.keeps_group = true,
	.run = run_close,
};

/* --- reopen --------------------------------------------------------------------------------------------------------------- */

static int
run_reopen(Cli *cli, GError **error)
{
	g_autoptr(Incident) in = NULL;
	const char *reason;
	if (!session_incident(cli->session, cli->args[0], &in, error) ||
		!(reason = ask_option(cli, "reason", _("Why is it opened again?"), error)) ||
		!register_reopen(cli->session, in->ref, reason, cli_text(cli, "from-reply"), error))
		return -1;
	view_start_courier(cli);
	return out_done(cli, "ref", in->ref);
}

static const Option reopen_options[] = {
	{"reason", 0, OPT_TEXT, N_("TEXT"), N_("why it is opened again")},
	FROM_REPLY,
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_reopen = {
	.name = "reopen",
	.usage = "REF --reason TEXT",
	.say = N_("open a closed incident again"),
	.needs = NEEDS_REGISTER,
	.options = reopen_options,
	.min_args = 1,
	.max_args = 1,
	.keeps_group = true,
	.run = run_reopen,
};

/* --- void ----------------------------------------------------------------------------------------------------------------- */

static void
print_voided(const Incident *in, const Voided *voided)
{
	out_print(_("%s is void: it stays in the register, and counts nowhere.\n"), in->ref);
	for (guint i = 0; i < voided->withdrawn->len; i++)
		out_print(_("%s: withdrawn, it had not left\n"), (const char *)g_ptr_array_index(voided->withdrawn, i));
	for (guint i = 0; i < voided->sent->len; i++)
		out_tone(TONE_WARN, _("%s had left: whoever got it has to be told\n"), (const char *)g_ptr_array_index(voided->sent, i));
}

static int
run_void(Cli *cli, GError **error)
{
	g_autoptr(Incident) in = NULL, other = NULL;
	g_auto(Voided) voided = {0};
	const char *copy = cli_text(cli, "duplicate-of");
	Voiding voiding = {.from_reply = cli_text(cli, "from-reply")};
	if (!session_incident(cli->session, cli->args[0], &in, error) || !input_seen(cli, &voiding.seen, error) ||
		!(voiding.reason = ask_option(cli, "reason", _("Why is it void?"), error)) ||
		(copy && !session_incident(cli->session, copy, &other, error)))
		return -1;
	voiding.ref = in->ref;
	voiding.duplicate_of = other ? other->ref : NULL;
	if (!register_void(cli->session, &voiding, &voided, error))
		return -1;
	if (cli->json) {
		json_t *o = out_json_new();
		json_object_set_new(o, "ref", json_string(in->ref));
		json_object_set_new(o, "sent", view_strings(voided.sent));
		json_object_set_new(o, "withdrawn", view_strings(voided.withdrawn));
		out_json(o);
	} else if (!cli->quiet)
		print_voided(in, &voided);
	view_start_courier(cli);
	return 0;
}

static const Option void_options[] = {
	{"reason", 0, OPT_TEXT, N_("TEXT"), N_("why: a typing error, or twice the same")},
	{"duplicate-of", 0, OPT_TEXT, "REF", N_("the one that stays")},
	FROM_REPLY,
	SEEN,
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_void = {
	.name = "void",
	.usage = "REF --reason TEXT",
	.say = N_("take back what was logged by mistake or twice"),
	.more = N_("It keeps its number and stays in the register; nothing more is sent about it. What was looked into and found to be no breach is not "
		   "void: breccia decide REF breach no."),
	.needs = NEEDS_REGISTER,
	.options = void_options,
	.min_args = 1,
	.max_args = 1,
	.keeps_group = true,
	.run = run_void,
};

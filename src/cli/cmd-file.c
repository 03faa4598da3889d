/* file, waive: what was done outside this program, and what does not have to be. */
#include "src/cli/ask.h"
#include "src/cli/input.h"
#include "src/cli/view.h"

#include "src/core/clock.h"
#include "src/host/host.h"
#include "src/register/filing.h"

/* --- file ----------------------------------------------------------------------------------------------------------------- */

static bool
read_instant(Cli *cli, Instant *at, GError **error)
{
	const char *text = ask_option(cli, "at", _("When was it filed?"), error);
	return text && instant_parse(text, cli->now, cli->session->zone, at, error);
}

static bool
read_type(const Cli *cli, FilingType *type, GError **error)
{
	const char *text = cli_text(cli, "type");
	*type = FILING_COMPLETE;
	return !text || filing_type_parse(text, type) ||
		err_set(error, E_USAGE, "--type is preliminary, complete, supplement or withdrawal, not %s", text);
}

static bool
read_evidence(const Cli *cli, EvidenceToKeep *evidence, char **bytes, GError **error)
{
	const char *file = cli_text(cli, "evidence");
	gsize len = 0, max = register_evidence_limit(cli->session);
	if (!file)
		return true;
	bool input = g_str_equal(file, "-");
	if (!(input ? host_read_stdin(max, bytes, &len, error) : host_read_file(file, max, bytes, &len, error)))
		return false;
	*evidence = (EvidenceToKeep){.bytes = *bytes, .len = (int64_t)len, .name = input ? NULL : file};
	return true;
}

static int
print_filed(const Cli *cli, const Incident *in, const FilingToRecord *filing, const Filed *filed)
{
	if (cli->json) {
		json_t *o = out_json_new();
		json_object_set_new(o, "ref", json_string(in->ref));
		json_object_set_new(o, "clocks", view_clocks(filed->moved, cli->now));
		if (filed->evidence)
			json_object_set_new(o, "evidence", json_string(filed->evidence));
		return out_json(o);
	}
	if (cli->quiet)
		return 0;
	g_autofree char *echo = instant_echo(filing->at, cli->now, cli->session->zone, cli->lang);
	out_print(_("%s, filed: %s, %s\n"), in->ref, words_in(filing_type_words(filing->type), cli->lang), echo);
	view_print_clocks(cli, filed->moved);
	if (filed->evidence)
		out_print(_("%s: kept as evidence\n"), filed->evidence);
	return 0;
}

static int
run_file(Cli *cli, GError **error)
{
	g_autoptr(Incident) in = NULL;
	g_autofree char *bytes = NULL;
	g_auto(Filed) filed = {0};
	EvidenceToKeep evidence = {0};
	FilingToRecord filing = {.clock = cli->args[1], .number = cli_text(cli, "number"), .protocol = cli_text(cli, "protocol"),
		.note = cli_text(cli, "note")};
	if (!session_incident(cli->session, cli->args[0], &in, error) || !session_require(cli->session, RIGHT_ADD, error) ||
		!read_type(cli, &filing.type, error) || !read_instant(cli, &filing.at, error) || !input_seen(cli, &filing.seen, error) ||
		!read_evidence(cli, &evidence, &bytes, error))
		return -1;
	filing.ref = in->ref;
	filing.evidence = evidence.bytes ? &evidence : NULL;
	return register_file(cli->session, &filing, &filed, error) ? print_filed(cli, in, &filing, &filed) : -1;
}

static const Option file_options[] = {
	{"type", 0, OPT_TEXT, "TYPE", N_("preliminary, complete (unless said otherwise), supplement or withdrawal")},
	{"at", 0, OPT_TEXT, N_("WHEN"), N_("when it was filed")},
	{"number", 0, OPT_TEXT, "N", N_("the authority's own number; never its PIN")},
	{"protocol", 0, OPT_TEXT, "N", N_("the company's protocol number")},
	{"evidence", 0, OPT_TEXT, N_("FILE"), N_("what shows it, kept with the incident; needed for a client")},
	{"note", 0, OPT_TEXT, N_("TEXT"), N_("what else there is to say; needed where it was filed before the detection")},
	{"seen", 0, OPT_TEXT, "SEQ", N_("last_seq of what was shown: refused if somebody changed the same since")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_file = {
	.name = "file",
	.usage = "REF CLOCK --at WHEN",
	.say = N_("record what was filed or told outside this program"),
	.more = N_("CLOCK is authority-72h, supplement, subjects, nis2-early, nis2-72h, nis2-final, or client:NAME for a client told by other means. A "
		   "preliminary notification starts the supplement, nis2-72h the final report. Security and the DPO record it."),
	.needs = NEEDS_REGISTER,
	.options = file_options,
	.min_args = 2,
	.max_args = 2,
	.keeps_group = true,
	.run = run_file,
};

/* --- waive ---------------------------------------------------------------------------------------------------------------- */

static int
run_waive(Cli *cli, GError **error)
{
	g_autoptr(Incident) in = NULL;
	Waiving waiving = {.clock = cli->args[1], .from_reply = cli_text(cli, "from-reply")};
	if (!session_incident(cli->session, cli->args[0], &in, error) || !input_seen(cli, &waiving.seen, error) ||
		!(waiving.reason = ask_option(cli, "reason", _("Why does it not have to be met?"), error)))
		return -1;
	waiving.ref = in->ref;
	if (!register_waive(cli->session, &waiving, error))
		return -1;
	view_start_courier(cli);
	return out_done(cli, "ref", in->ref);
}

static const Option waive_options[] = {
	{"reason", 0, OPT_TEXT, N_("TEXT"), N_("why the clock does not have to be met")},
	{"from-reply", 0, OPT_TEXT, N_("RECEIPT"), N_("the answer of a DPO who is the company's delegate, entered for them")},
	{"seen", 0, OPT_TEXT, "SEQ", N_("last_seq of what was shown: refused if somebody changed the same since")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_waive = {
	.name = "waive",
	.usage = "REF CLOCK --reason TEXT",
	.say = N_("the company says that a clock does not have to be met"),
	.more = N_("The manager does, or a delegate on file; dpo-24h is never waived. One that was late then stays late."),
	.needs = NEEDS_REGISTER,
	.options = waive_options,
	.min_args = 2,
	.max_args = 2,
	.keeps_group = true,
	.run = run_waive,
};

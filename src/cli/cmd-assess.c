/* assess: the severity, by options or by one question at a time. */
#include "src/cli/ask.h"
#include "src/cli/assess.h"
#include "src/cli/input.h"
#include "src/cli/show.h"

#include <string.h>

/* What was given, in the form that the register takes. */
typedef struct {
	Asked asked;
	Level level;
	AssessInput in;
	bool by_questions;
} Given;

static void
given_clear(Given *given)
{
	asked_clear(&given->asked);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Given, given_clear)

static bool
read_flag(const Cli *cli, const char *option, Flag *flag, GError **error)
{
	static const char *const yes[] = {"yes", "si", "s\xc3\xac", "y", NULL}, *const no[] = {"no", "n", NULL};
	const char *text = cli_text(cli, option);
	*flag = FLAG_SUGGESTED;
	if (!text)
		return true;
	bool is_yes = g_strv_contains(yes, text);
	*flag = is_yes ? FLAG_YES : FLAG_NO;
	return is_yes || g_strv_contains(no, text) || err_set(error, E_INPUT, "--%s is yes or no, not %s", option, text);
}

static bool
take_all(const Cli *cli, Criterion criterion, Answers *answers, GError **error)
{
	for (const char *const *text = cli_list(cli, criterion_code(criterion)); text && *text; text++)
		if (!answers_take(answers, criterion, *text, error))
			return false;
	return true;
}

/* One level, under one of two names: instead of what the score says, or without a score. */
static bool
read_level(const Cli *cli, Given *given, GError **error)
{
	const char *override = cli_text(cli, "override"), *stated = cli_text(cli, "level");
	bool scored = cli_list(cli, "dpc") || cli_list(cli, "ei") || cli_list(cli, "cb");
	if (override && stated)
		return err_set(error, E_USAGE, "--level is for a DPO who answered without scores, --override for another level than the score's: give one");
	if (stated && scored)
		return err_set(error, E_USAGE, "--level stands without --dpc, --ei and --cb: with them, use --override");
	if (!override && !stated)
		return true;
	given->in.level = &given->level;
	return level_read(override ? override : stated, &given->level, error);
}

static bool
read_options(const Cli *cli, Given *given, GError **error)
{
	if (!read_level(cli, given, error))
		return false;
	if (cli_text(cli, "level"))
		return true;
	for (Criterion c = 0; c < CRITERION_COUNT; c++) {
		if (!cli_list(cli, criterion_code(c)))
			return err_set(error, E_USAGE, "--%s is missing: breccia assess %s", criterion_code(c), cli->command->usage);
		if (!take_all(cli, c, &given->asked.answers, error))
			return false;
	}
	given->in.answers = &given->asked.answers;
	return true;
}

static bool
is_asked_for(const Cli *cli)
{
	static const char *const options[] = {"dpc", "ei", "cb"};
	for (gsize i = 0; i < G_N_ELEMENTS(options); i++)
		if (cli_list(cli, options[i]))
			return false;
	return !cli_text(cli, "level") && !cli_text(cli, "override") && out_is_interactive() && !cli->json;
}

static bool
ask(const Cli *cli, const Incident *in, Given *given, GError **error)
{
	if (!assess_ask(cli, in, &given->asked, error))
		return false;
	given->by_questions = true;
	given->in.answers = &given->asked.answers;
	given->in.level = given->asked.overridden ? &given->asked.level : NULL;
	given->in.reason = given->asked.reason ? given->asked.reason : given->in.reason;
	given->in.many = given->asked.many;
	given->in.unintelligible = given->asked.unintelligible;
	/* What was shown while the questions were answered is what the answers are about. */
	given->in.seen = given->in.seen ? given->in.seen : in->last_seq;
	return true;
}

static bool
read_given(const Cli *cli, const Incident *in, Given *given, GError **error)
{
	given->in = (AssessInput){.ref = in->ref, .reason = cli_text(cli, "reason"), .from_reply = cli_text(cli, "from-reply")};
	answers_clear(&given->asked.answers);
	given->asked.agreed = true;
	if (!read_flag(cli, "many", &given->in.many, error) || !read_flag(cli, "unintelligible", &given->in.unintelligible, error) ||
		!input_seen(cli, &given->in.seen, error))
		return false;
	return is_asked_for(cli) ? ask(cli, in, given, error) : read_options(cli, given, error);
}

static void
print_notes(const Cli *cli, const Incident *in, const Given *given, const GPtrArray *warnings)
{
	const Words *note = given->in.answers ? severity_tax_code_note(given->in.answers) : NULL;
	if (note)
		out_tone(TONE_WARN, "%s\n", words_in(note, cli->lang));
	if (in->taken_at == INSTANT_NONE)
		out_tone(TONE_WARN, _("The DPO has not taken charge yet: breccia take %s\n"), in->ref);
	for (guint i = 0; i < warnings->len; i++) {
		g_autofree char *safe = out_safe(g_ptr_array_index(warnings, i));
		out_tone(TONE_WARN, "%s\n", safe);
	}
}

static int
report(const Cli *cli, const Given *given, GError **error)
{
	g_autoptr(Incident) in = NULL;
	g_autoptr(GPtrArray) warnings = g_ptr_array_new_with_free_func(g_free);
	input_scan(cli, _("reason"), given->in.reason, warnings);
	if (!query_incident(cli->session->db, given->in.ref, &in, error))
		return -1;
	if (cli->json) {
		json_t *o = out_json_new(), *list = json_array();
		json_object_set_new(o, "ref", json_string(in->ref));
		show_severity_json(in, o);
		for (guint i = 0; i < warnings->len; i++)
			json_array_append_new(list, json_string(g_ptr_array_index(warnings, i)));
		json_object_set_new(o, "warnings", list);
		return out_json(o);
	}
	if (!cli->quiet) {
		out_print("%s", in->ref);
		show_severity(cli, in);
		print_notes(cli, in, given, warnings);
	}
	return 0;
}

/* Somebody was faster while the questions were answered: nothing that was answered is lost by that. */
static bool
record(const Cli *cli, Given *given, GError **error)
{
	g_autoptr(GError) why = NULL;
	if (register_assess(cli->session, &given->in, &why))
		return true;
	if (given->by_questions && g_error_matches(why, ERR_DOMAIN, E_CONFLICT)) {
		g_autofree char *safe = out_safe(why->message);
		out_tone(TONE_WARN, "%s\n", safe);
		given->in.seen = 0;
		if (ask_yes(_("Record this one as well, after that one?"), false))
			return register_assess(cli->session, &given->in, error);
	}
	g_propagate_error(error, g_steal_pointer(&why));
	return false;
}

static int
run_assess(Cli *cli, GError **error)
{
	g_autoptr(Incident) in = NULL;
	g_auto(Given) given = {0};
	/* Nobody answers fourteen questions to hear then that they may not. */
	if (!session_incident(cli->session, cli->args[0], &in, error) ||
		!session_require(cli->session, cli_text(cli, "from-reply") ? RIGHT_ADD : RIGHT_TAKE, error) || !read_given(cli, in, &given, error))
		return -1;
	if (!given.asked.agreed) {
		out_print("%s\n", _("nothing was recorded"));
		return 0;
	}
	return record(cli, &given, error) ? report(cli, &given, error) : -1;
}

static const Option assess_options[] = {
	{"dpc", 0, OPT_LIST, N_("DATA:1-4"), N_("a kind of data and the sentence that fits: simple, behavioural, financial, sensitive (again for each)")},
	{"ei", 0, OPT_LIST, N_("ID:0.25-1"), N_("an identifier: name, id, phone, email, picture, code (again for each)")},
	{"cb", 0, OPT_LIST, N_("C=0.5,..."), N_("the circumstances: c, i, a, m for malicious; none")},
	{"override", 0, OPT_TEXT, "low|medium|high|very-high", N_("put this level in the place of what the score says; needs --reason")},
	{"reason", 0, OPT_TEXT, N_("TEXT"), N_("why another level than the score's, or a remark")},
	{"many", 0, OPT_TEXT, "yes|no", N_("more than 100 people; as the number of people says unless given")},
	{"unintelligible", 0, OPT_TEXT, "yes|no", N_("encrypted, the key safe; as the protection says unless given")},
	{"from-reply", 0, OPT_TEXT, N_("RECEIPT"), N_("the DPO's answer that is on file, where somebody enters it for them")},
	{"level", 0, OPT_TEXT, "low|medium|high|very-high", N_("with --from-reply: the level that the DPO stated without scores")},
	{"seen", 0, OPT_TEXT, "SEQ", N_("last_seq of what was shown: refused if somebody changed the same since")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_assess = {
	.name = "assess",
	.usage = "REF [--dpc DATA:1-4 --ei ID:0.25-1 --cb c=0.5,i=0,a=0,m=0] [--override LEVEL --reason TEXT]",
	.say = N_("the DPO assesses the severity"),
	.more = N_("In a terminal, without options, one question at a time. The method is ENISA's of 2013, SE = DPC x EI + CB: `breccia help severity` has "
		   "its sentences. Every assessment stays; the newest counts. A score proposes and never decides."),
	.needs = NEEDS_REGISTER,
	.options = assess_options,
	.min_args = 1,
	.max_args = 1,
	.keeps_group = true,
	.run = run_assess,
};

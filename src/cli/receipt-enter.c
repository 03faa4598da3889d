/* Entering what a DPO answered by mail: proposed by the courier, confirmed by a person, read back to the DPO. */
#include "src/cli/receipt-enter.h"

#include "src/cli/ask.h"
#include "src/register/actions.h"
#include "src/register/assess.h"
#include "src/register/dpo.h"
#include "src/register/judge.h"

#include <string.h>

typedef struct {
	Cli *cli;
	const Receipt *receipt;
	const Incident *incident;
} Entry;

/* --- what each is entered as ---------------------------------------------------------------------------------------------- */

static bool
enter_take(const Entry *e, const Proposal *p, GError **error)
{
	(void)p;
	return register_take(e->cli->session, e->receipt->ref, e->receipt->id, error);
}

/* A level without ENISA's answers is what the DPO stated; the three words of the notice are these three levels. */
static bool
level_of(ProposalValue value, Level *level)
{
	static const struct {
		ProposalValue value;
		Level level;
	} rows[] = {{SAYS_UNLIKELY, LEVEL_LOW}, {SAYS_RISK, LEVEL_MEDIUM}, {SAYS_HIGH, LEVEL_HIGH}};
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
		if (rows[i].value == value) {
			*level = rows[i].level;
			return true;
		}
	return false;
}

static bool
enter_risk(const Entry *e, const Proposal *p, GError **error)
{
	Level level = LEVEL_LOW;
	if (!level_of(p->value, &level))
		return true;
	const AssessInput in = {.ref = e->receipt->ref, .level = &level, .reason = p->words, .from_reply = e->receipt->id};
	return register_assess(e->cli->session, &in, error);
}

static bool
enter_opinion(const Entry *e, Question about, const Proposal *p, GError **error)
{
	g_auto(Judged) judged = {0};
	const Judging judging = {.ref = e->receipt->ref, .about = about, .yes = p->value == SAYS_YES, .reason = p->words, .from_reply = e->receipt->id};
	return register_opinion(e->cli->session, &judging, &judged, error);
}

static bool
enter_authority(const Entry *e, const Proposal *p, GError **error)
{
	return enter_opinion(e, ABOUT_AUTHORITY, p, error);
}

static bool
enter_subjects(const Entry *e, const Proposal *p, GError **error)
{
	return enter_opinion(e, ABOUT_SUBJECTS, p, error);
}

static bool
enter_measures(const Entry *e, const Proposal *p, GError **error)
{
	g_autofree char *id = NULL;
	const NewAction action = {.ref = e->receipt->ref, .fields = {.title = p->words, .kind = "containment", .due = INSTANT_NONE},
		.from_reply = e->receipt->id};
	return register_action_add(e->cli->session, &action, &id, error);
}

static bool
is_yes(const Entry *e, const Proposal *p)
{
	return p->value == SAYS_YES && e->incident->taken_at == INSTANT_NONE;
}

static bool
is_level(const Entry *e, const Proposal *p)
{
	Level level;
	(void)e;
	return level_of(p->value, &level);
}

static bool
is_answered(const Entry *e, const Proposal *p)
{
	(void)e;
	return p->value == SAYS_YES || p->value == SAYS_NO;
}

static bool
is_said(const Entry *e, const Proposal *p)
{
	(void)e;
	return p->words && *p->words;
}

static const struct {
	bool (*can)(const Entry *e, const Proposal *p);
	bool (*enter)(const Entry *e, const Proposal *p, GError **error);
	const char *by_hand; /* the command where a person has to read it; %s: the incident, then the receipt */
} rows[] = {
	[PROPOSE_TAKE] = {is_yes, enter_take, "breccia take %s --from-reply %s"},
	[PROPOSE_RISK] = {is_level, enter_risk, "breccia assess %s --from-reply %s"},
	[PROPOSE_AUTHORITY] = {is_answered, enter_authority, "breccia opinion %s authority yes|no --reason T --from-reply %s"},
	[PROPOSE_SUBJECTS] = {is_answered, enter_subjects, "breccia opinion %s subjects yes|no --reason T --from-reply %s"},
	[PROPOSE_MEASURES] = {is_said, enter_measures, "breccia action add %s TITLE --from-reply %s"},
};
G_STATIC_ASSERT(G_N_ELEMENTS(rows) == PROPOSE_FIELDS);

/* --- all of them ---------------------------------------------------------------------------------------------------------- */

/* --only take-charge,risk; NULL: all. E_USAGE names what is none. */
static bool
choose(const Cli *cli, bool chosen[PROPOSE_FIELDS], GError **error)
{
	const char *only = cli_text(cli, "only");
	g_auto(GStrv) names = only ? g_strsplit(only, ",", -1) : NULL;
	for (gsize i = 0; i < PROPOSE_FIELDS; i++)
		chosen[i] = !only;
	for (char **name = names; name && *name; name++) {
		gsize field;
		if (!coded_find(proposal_fields, PROPOSE_FIELDS, g_strstrip(*name), &field))
			return err_set(error, E_USAGE,
				"%s is nothing that an answer proposes: there are take-charge, risk, authority, subjects, measures", *name);
		chosen[field] = true;
	}
	return true;
}

static void
say_by_hand(const Entry *e, const Proposal *p)
{
	g_auto(GStrv) parts = g_strsplit(rows[p->field].by_hand, "%s", 3);
	g_autofree char *command = g_strconcat(parts[0], e->receipt->ref, parts[1], e->receipt->id, parts[2], NULL);
	g_autofree char *words = show_proposal(p, e->cli->lang), *safe = out_safe(command);
	out_tone(TONE_WARN, "  %s\n", words);
	out_print("    %s %s\n", _("to be read by a person:"), safe);
}

/* Splits into what can be recorded (*to_do, borrowed) and what a person has to read. */
static void
sort_out(const Entry *e, const Answer *answer, const bool chosen[PROPOSE_FIELDS], GPtrArray *to_do)
{
	bool quiet = e->cli->json || e->cli->quiet;
	for (guint i = 0; i < answer->proposals->len; i++) {
		const Proposal *p = g_ptr_array_index(answer->proposals, i);
		if (!chosen[p->field])
			continue;
		if (rows[p->field].can(e, p))
			g_ptr_array_add(to_do, (gpointer)p);
		else if (!quiet && p->value == SAYS_WORDS)
			say_by_hand(e, p);
	}
}

static bool
agreed(const Entry *e, const GPtrArray *to_do, GError **error)
{
	if (!e->cli->json && !e->cli->quiet) {
		out_print(_("From %s, to be recorded for the DPO:\n"), e->receipt->id);
		for (guint i = 0; i < to_do->len; i++) {
			g_autofree char *words = show_proposal(g_ptr_array_index(to_do, i), e->cli->lang);
			out_print("  %s\n", words);
		}
	}
	if (cli_flag(e->cli, "yes"))
		return true;
	if (!out_is_interactive())
		return err_set(error, E_USAGE, "what an answer says is recorded once a person has seen it: breccia receipt show %s, then --yes",
			e->receipt->id);
	return ask_yes(_("Is that what the answer says?"), false) || err_set(error, E_USAGE, "nothing was recorded");
}

static bool
enter_all(const Entry *e, const GPtrArray *to_do, GError **error)
{
	for (guint i = 0; i < to_do->len; i++) {
		const Proposal *p = g_ptr_array_index(to_do, i);
		if (!rows[p->field].enter(e, p, error))
			return false;
		if (!e->cli->json && !e->cli->quiet)
			out_tone(TONE_GOOD, _("recorded: %s\n"), words_in(proposal_field_words(p->field), e->cli->lang));
	}
	return true;
}

int
enter_answer(Cli *cli, const Receipt *receipt, const Answer *answer, GError **error)
{
	g_autoptr(Incident) incident = NULL;
	g_autoptr(GPtrArray) to_do = g_ptr_array_new();
	bool chosen[PROPOSE_FIELDS];
	if (!session_require(cli->session, RIGHT_ADD, error) || !choose(cli, chosen, error) ||
		!query_incident(cli->session->db, receipt->ref, &incident, error))
		return -1;
	const Entry entry = {cli, receipt, incident};
	if (answer && incident)
		sort_out(&entry, answer, chosen, to_do);
	if (!to_do->len && receipt->judged_at == INSTANT_NONE)
		return err_set(error, E_STATE, "%s is not examined yet: the courier does that at its next pass, or now by breccia send", receipt->id), -1;
	if (!to_do->len)
		return err_set(error, E_STATE, "nothing in %s can be recorded by itself: breccia receipt show %s", receipt->id, receipt->id), -1;
	if (!agreed(&entry, to_do, error) || !enter_all(&entry, to_do, error))
		return -1;
	view_start_courier(cli); /* the read-back */
	if (!cli->json && !cli->quiet)
		out_print("%s\n", _("The DPO gets a message that repeats what was recorded."));
	return out_done(cli, "ref", receipt->ref);
}

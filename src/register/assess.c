/* The DPO assesses the severity. */
#include "src/register/assess.h"

#include "src/core/err.h"
#include "src/core/text.h"
#include "src/register/reply.h"
#include "src/register/seen.h"

static bool
check_level(const AssessInput *in, GError **error)
{
	if (!in->answers)
		return (in->level && in->from_reply) ||
			err_set(error, E_INPUT, "a level alone is what a DPO stated in an answer: name the answer with --from-reply, "
				"or give --dpc, --ei and --cb");
	if (!in->level)
		return true;
	if (*in->level == severity_score(in->answers).level)
		return err_set(error, E_INPUT, "the score says %s already: leave --override out", level_code(*in->level));
	return !text_blank(in->reason) ||
		err_set(error, E_INPUT, "another level than the score's needs its reason: say with --reason why it is %s", level_code(*in->level));
}

static bool
check(const AssessInput *in, GError **error)
{
	return check_utf8("the reason", in->reason, error) && (!in->answers || answers_check(in->answers, error)) && check_level(in, error);
}

static bool
flag_of(Flag flag, bool suggested)
{
	return flag == FLAG_SUGGESTED ? suggested : flag == FLAG_YES;
}

static json_t *
facts_of(const AssessInput *in, const Incident *incident, const Reply *reply)
{
	json_t *facts = json_object();
	const Score score = in->answers ? severity_score(in->answers) : (Score){.level = *in->level};

	put_reply(facts, reply);
	if (in->answers) {
		json_object_set_new(facts, "answers", answers_write(in->answers));
		json_object_set_new(facts, "se", json_integer(score.se));
	}
	put_text(facts, "level", level_code(score.level));
	put_text(facts, "override", in->answers && in->level ? level_code(*in->level) : NULL);
	put_true(facts, "many", flag_of(in->many, severity_many(incident)));
	put_true(facts, "unintelligible", flag_of(in->unintelligible, severity_unintelligible(incident)));
	return facts;
}

bool
register_assess(Session *s, const AssessInput *in, GError **error)
{
	static const char *const keys[] = {"assessment", NULL};
	g_auto(Change) c = {0};
	g_auto(Reply) reply = {0};
	g_autoptr(Incident) incident = NULL;

	if (!check(in, error) || !change_begin_dpo(&c, s, in->from_reply, error) || !change_incident(&c, in->ref, true, &incident, error) ||
		!seen_check(&c, in->ref, in->seen, keys, error) || !reply_find(&c, incident, in->from_reply, &reply, error))
		return false;
	json_t *body = json_object();
	put_text(body, "reason", text_blank(in->reason) ? NULL : in->reason);
	return change_append(&c, "assessment.made", in->ref, facts_of(in, incident, &reply), body, error) && change_commit(&c, error);
}

/* The DPO takes charge; reasons for late clocks. */
#include "src/register/dpo.h"

#include "src/core/err.h"
#include "src/core/text.h"
#include "src/register/reply.h"
#include "src/register/running.h"

#include <string.h>

bool
register_take(Session *s, const char *ref, const char *from_reply, GError **error)
{
	g_auto(Change) c = {0};
	g_auto(Reply) reply = {0};
	g_autoptr(Incident) incident = NULL;
	if (!change_begin_dpo(&c, s, from_reply, error) || !change_incident(&c, ref, true, &incident, error) ||
		!reply_find(&c, incident, from_reply, &reply, error))
		return false;
	if (incident->taken_at != INSTANT_NONE)
		return err_set(error, E_STATE, "incident %s was taken in charge by the DPO already, by %s", ref,
			incident->taken_by ? incident->taken_by : "?");
	json_t *facts = json_object();
	put_reply(facts, &reply);
	return change_append(&c, "dpo.took-charge", ref, facts, NULL, error) && change_commit(&c, error);
}

bool
register_late(Session *s, const char *ref, const char *id, const char *cause, const char *reason, GError **error)
{
	g_auto(Change) c = {0};
	g_autoptr(Incident) incident = NULL;
	const char *code = NULL;
	if (!vocab_parse(&vocab_late_cause, cause, &code, error))
		return false;
	if (g_str_equal(code, VOCAB_UNKNOWN))
		return err_set(error, E_INPUT, "a cause that is not known explains nothing: leave it open until somebody knows, or give other");
	if (!reason || text_blank(reason) || !text_valid(reason, strlen(reason)))
		return err_set(error, E_INPUT, "say in a sentence why it is late, with --reason: it stays with the incident for ever");
	if (!change_begin(&c, s, RIGHT_LATE_REASON, error) || !change_incident(&c, ref, false, &incident, error))
		return false;
	const Clock *clock = clock_find(incident->clocks, id);
	if (!clock) {
		g_autofree char *ids = running_ids(incident);
		return err_set(error, E_NOTFOUND, "incident %s has no clock %s: it has %s", ref, id, ids);
	}
	/* One whose start was moved may run again, and one may have ended: it was late by what was known, and that is what the reason is for. */
	if (!clock_was_late(clock, c.now))
		return err_set(error, E_STATE, "clock %s of %s is not late: there is nothing to explain", id, ref);
	json_t *facts = json_object(), *body = json_object();
	put_text(facts, "clock", id);
	put_text(facts, "cause", code);
	put_text(body, "reason", reason);
	return change_append(&c, "clock.late-reason", ref, facts, body, error) && change_commit(&c, error);
}

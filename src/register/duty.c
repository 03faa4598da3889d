/* Duties of the company, recorded. */
#include "src/register/duty.h"

#include "src/core/err.h"
#include "src/core/text.h"
#include "src/register/change.h"
#include "src/register/receipts.h"

/* "dpia, continuity-plan, ..." (transfer full) */
static char *
known(void)
{
	GString *all = g_string_new(NULL);
	for (const DutyRow *row = duty_rows; row->id; row++)
		g_string_append_printf(all, "%s%s", all->len ? ", " : "", row->id);
	return g_string_free(all, FALSE);
}

static bool
check_instants(const Session *s, const DutyToRecord *in, GError **error)
{
	if (in->at == INSTANT_NONE)
		return err_set(error, E_INPUT, "say when it was done: --at DAY");
	if (!instant_check_past(in->at, session_now(s), s->zone, error))
		return false;
	return in->expires == INSTANT_NONE || in->expires > in->at || err_set(error, E_INPUT, "it cannot expire before it was done");
}

static bool
check_paper(const Session *s, const DutyToRecord *in, GError **error)
{
	if (in->bytes && in->len == 0)
		return err_set(error, E_INPUT, "the file is empty: give the one that shows what happened");
	return !in->bytes || in->len <= register_evidence_limit(s) ||
		err_set(error, E_INPUT, "the file is larger than the setting evidence-limit, %s MB: give a smaller one",
			settings_text(s->settings, "evidence-limit"));
}

static bool
check(const Session *s, const DutyToRecord *in, GError **error)
{
	const DutyRow *row = duty_find(in->duty);
	g_autofree char *ids = row ? NULL : known();
	if (!row)
		return err_set(error, E_INPUT, "%s is no duty: there are %s", in->duty, ids);
	if (in->handed_to && !row->versioned)
		return err_set(error, E_INPUT, "%s is handed over to nobody: --handed-to is for a plan", row->id);
	return check_utf8("the version", in->version, error) && check_utf8("the name", in->handed_to, error) &&
		check_utf8("the reason", in->reason, error) && check_instants(s, in, error) && check_paper(s, in, error);
}

static bool
append(Change *c, const DutyToRecord *in, GError **error)
{
	char hash[65];
	g_autofree char *name = in->bytes ? text_file_name(in->name) : NULL;
	if (in->bytes && !journal_put_blob(c->session->db, in->bytes, in->len, hash, error))
		return false;
	json_t *facts = json_object(), *body = json_object();
	put_text(facts, "duty", in->duty);
	put_instant(facts, "at", in->at);
	put_instant(facts, "expires", in->expires);
	if (in->bytes) {
		put_text(facts, "bytes", hash);
		json_object_set_new(facts, "size", json_integer((json_int_t)in->len));
	}
	put_text(body, "version", text_blank(in->version) ? NULL : in->version);
	put_text(body, "handed_to", text_blank(in->handed_to) ? NULL : in->handed_to);
	put_text(body, "reason", text_blank(in->reason) ? NULL : in->reason);
	put_text(body, "name", name);
	return change_append(c, "duty.recorded", NULL, facts, body, error);
}

bool
register_duty(Session *s, const DutyToRecord *in, GError **error)
{
	g_auto(Change) c = {0};
	return check(s, in, error) && change_begin(&c, s, RIGHT_DUTY, error) && append(&c, in, error) && change_commit(&c, error);
}

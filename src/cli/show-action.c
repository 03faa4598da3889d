/* Actions and evidence, in words and in JSON. */
#include "src/cli/show.h"

#include "src/core/text.h"
#include "src/register/actions.h"

#include <inttypes.h>
#include <string.h>

static void
set_text(json_t *o, const char *key, const char *value)
{
	if (value)
		json_object_set_new(o, key, json_string(value));
}

static void
set_instant(json_t *o, const char *key, Instant value)
{
	if (value != INSTANT_NONE)
		json_object_set_new(o, key, view_instant(value));
}

/* --- actions ---------------------------------------------------------------------------------------------------------- */

char *
show_owner(const Cli *cli, const Action *a)
{
	if (a->owner || !a->owner_name)
		return view_person(cli, a->owner);
	g_autofree char *name = out_safe(a->owner_name), *email = out_safe(a->owner_email);
	return *email && !g_str_equal(name, email) ? g_strdup_printf("%s <%s>", name, email) : g_steal_pointer(&name);
}

char *
show_who(const Cli *cli, const Action *a)
{
	g_autofree char *owner = show_owner(cli, a), *by = view_person(cli, a->settled_by);
	if (!action_settled(a))
		return g_steal_pointer(&owner);
	return a->owner || a->owner_name ? g_strdup_printf(_("recorded by %s, owner %s"), by, owner) : g_strdup_printf(_("recorded by %s"), by);
}

char *
show_due(const Cli *cli, const Action *a, Tone *tone)
{
	g_autofree char *due = instant_show_short(a->due_at, cli->now, cli->session->zone);
	*tone = TONE_PLAIN;
	if (action_settled(a)) {
		*tone = a->verified_at != INSTANT_NONE ? TONE_GOOD : TONE_DIM;
		return instant_show_short(a->settled_at, cli->now, cli->session->zone);
	}
	if (a->due_at == INSTANT_NONE)
		return g_strdup("");
	if (!action_overdue(a, cli->now))
		return g_strdup_printf(_("by %s"), due);
	g_autofree char *late = duration_show(cli->now - a->due_at, cli->lang);
	*tone = TONE_BAD;
	return g_strdup_printf(_("OVERDUE by %s"), late);
}

bool
show_dpo_executes(const Cli *cli, const Action *a, GError **error)
{
	bool is;
	if (!action_is_dpos(cli->session, a, &is, error))
		return false;
	if (is)
		out_tone(TONE_WARN, "%s\n",
			_("The DPO would execute it: the DPO advises and verifies, somebody else executes (GDPR art. 38(6))."));
	return true;
}

char *
show_verified(const Cli *cli, const Action *a)
{
	if (a->verified_at == INSTANT_NONE)
		return NULL;
	g_autofree char *by = view_person(cli, a->verified_by), *when = instant_show(a->verified_at, cli->session->zone);
	return g_strdup_printf(_("verified by %s, %s"), by, when);
}

static void
print_action(const Cli *cli, const Action *a)
{
	Tone tone;
	bool executes = false;
	g_autofree char *due = show_due(cli, a, &tone), *who = show_who(cli, a), *title = text_visible_lines(a->title);
	g_autofree char *label = g_strdup_printf("%s  %s", strrchr(a->id, '/') + 1, words_in(action_state_words(a->state), cli->lang));
	g_autofree char *line = g_strdup_printf("%s%s%s, %s", due, *due ? ", " : "", who, words_in(action_kind_words(a->kind), cli->lang));
	g_autofree char *verified = show_verified(cli, a);
	out_pair(2, TONE_PLAIN, label, SHOW_LABEL, *title ? title : _("erased"));
	out_under(2 + SHOW_LABEL, tone, line);
	if (a->result && action_settled(a)) {
		g_autofree char *result = text_visible_lines(a->result);
		out_under(2 + SHOW_LABEL, TONE_PLAIN, result);
	}
	if (verified)
		out_under(2 + SHOW_LABEL, TONE_GOOD, verified);
	if (!action_settled(a) && action_is_dpos(cli->session, a, &executes, NULL) && executes)
		out_under(2 + SHOW_LABEL, TONE_WARN, _("the DPO would execute it: art. 38(6) GDPR"));
}

void
show_actions(const Cli *cli, const Incident *in)
{
	if (in->actions->len == 0)
		return;
	show_heading(_("Actions"));
	for (guint i = 0; i < in->actions->len; i++)
		print_action(cli, g_ptr_array_index(in->actions, i));
}

json_t *
show_action_json(const Action *a, Instant now)
{
	json_t *o = json_object();
	set_text(o, "id", a->id);
	set_text(o, "ref", a->ref);
	set_text(o, "kind", action_kind_code(a->kind));
	set_text(o, "title", a->title);
	set_text(o, "state", action_state_code(a->state));
	set_text(o, "owner", a->owner);
	set_text(o, "owner_name", a->owner_name);
	set_text(o, "owner_email", a->owner_email);
	set_instant(o, "due_at", a->due_at);
	json_object_set_new(o, "overdue", json_boolean(action_overdue(a, now)));
	set_instant(o, "added_at", a->added_at);
	set_text(o, "added_by", a->added_by);
	set_text(o, "result", action_settled(a) ? a->result : NULL);
	set_instant(o, "settled_at", a->settled_at);
	set_text(o, "settled_by", a->settled_by);
	set_instant(o, "verified_at", a->verified_at);
	set_text(o, "verified_by", a->verified_by);
	set_text(o, "standard", a->standard);
	if (a->review)
		json_object_set_new(o, "review", json_true());
	return o;
}

/* --- evidence ----------------------------------------------------------------------------------------------------------- */

char *
show_evidence_label(const Evidence *e)
{
	const char *number = strrchr(e->id, '/') + 1;
	return e->action ? g_strdup_printf(_("%s, of action %s"), number, strrchr(e->action, '/') + 1) : g_strdup(number);
}

char *
show_evidence_words(const Cli *cli, const Evidence *e)
{
	g_autofree char *by = view_person(cli, e->by), *when = instant_show(e->at, cli->session->zone), *name = out_safe(e->name);
	g_autofree char *size = g_strdup_printf(_("%" PRId64 " bytes"), e->size);
	return g_strdup_printf("%s%s%s, %s, %s", name, *name ? ", " : "", size, when, by);
}

static void
print_evidence(const Cli *cli, const Evidence *e)
{
	g_autofree char *label = show_evidence_label(e), *line = show_evidence_words(cli, e), *place = out_safe(e->place);
	g_autofree char *kept = e->kept ? NULL : g_strdup_printf(_("only the hash is kept; the file: %s"), place);
	out_pair(2, TONE_PLAIN, label, SHOW_LABEL, line);
	if (kept)
		out_under(2 + SHOW_LABEL, TONE_DIM, kept);
	if (e->note) {
		g_autofree char *note = text_visible_lines(e->note);
		out_under(2 + SHOW_LABEL, TONE_PLAIN, note);
	}
}

void
show_evidence(const Cli *cli, const Incident *in)
{
	if (in->evidence->len == 0)
		return;
	show_heading(_("Evidence"));
	for (guint i = 0; i < in->evidence->len; i++)
		print_evidence(cli, g_ptr_array_index(in->evidence, i));
}

json_t *
show_evidence_json(const Evidence *e)
{
	json_t *o = json_object();
	set_text(o, "id", e->id);
	set_text(o, "ref", e->ref);
	set_text(o, "name", e->name);
	json_object_set_new(o, "size", json_integer(e->size));
	set_text(o, "sha256", e->hash);
	json_object_set_new(o, "kept", json_boolean(e->kept));
	set_text(o, "place", e->place);
	set_text(o, "action", e->action);
	set_text(o, "note", e->note);
	set_instant(o, "at", e->at);
	set_text(o, "by", e->by);
	return o;
}

/* Actions: planned, done, dropped, verified. */
#include "src/register/actions.h"

#include "src/core/action-library.h"
#include "src/core/address.h"
#include "src/core/err.h"
#include "src/core/ref.h"
#include "src/core/text.h"
#include "src/register/action-seen.h"
#include "src/register/keep.h"
#include "src/register/people.h"
#include "src/register/reply.h"

#include <string.h>

/* --- what is given ---------------------------------------------------------------------------------------------------- */

/* Of the register: person alone; of nobody: none. */
typedef struct {
	char *person, *name, *email;
	bool given;
} Owner;

static void
owner_clear(Owner *owner)
{
	g_free(owner->person);
	g_free(owner->name);
	g_free(owner->email);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Owner, owner_clear)

static bool
find_office(Change *c, Owner *owner, GError **error)
{
	g_autoptr(Dpo) dpo = NULL;
	if (!query_dpo_at(c->session->db, c->now, &dpo, error))
		return false;
	owner->person = g_strdup(dpo ? dpo->person : NULL);
	return dpo || err_set(error, E_STATE, "no DPO is in office: breccia dpo appoint");
}

/* "Reparto IT <it@example.com>": somebody outside, unless the register knows the address. */
static bool
find_by_address(Session *s, const char *text, Owner *owner, GError **error)
{
	g_autoptr(Person) person = NULL;
	if (!address_parse(text, &owner->name, &owner->email, error))
		return false;
	if (session_person(s, owner->email, &person, NULL) && person->retired == INSTANT_NONE) {
		owner->person = g_strdup(person->id);
		g_clear_pointer(&owner->name, g_free);
		g_clear_pointer(&owner->email, g_free);
	} else if (!owner->name)
		owner->name = g_strdup(owner->email);
	return true;
}

static bool
find_person(Session *s, const char *text, Owner *owner, GError **error)
{
	g_autoptr(Person) person = NULL;
	g_autoptr(GError) why = NULL;
	if (session_person(s, text, &person, &why)) {
		owner->person = g_strdup(person->id);
		return person->retired == INSTANT_NONE ||
			err_set(error, E_STATE, "%s is no longer active in the register: name somebody else", person->name ? person->name : person->id);
	}
	if (!g_error_matches(why, ERR_DOMAIN, E_NOTFOUND)) {
		g_propagate_error(error, g_steal_pointer(&why));
		return false;
	}
	return err_set(error, E_NOTFOUND, "the register knows nobody called %s: write somebody outside with an address, "
		"as \"Reparto IT <it@example.com>\"", text);
}

static bool
find_owner(Change *c, const char *text, Owner *owner, GError **error)
{
	Session *s = c->session;
	*owner = (Owner){.given = text != NULL};
	if (!text || text_blank(text))
		return true;
	if (g_ascii_strcasecmp(text, "me") == 0) {
		owner->person = g_strdup(c->writer.by);
		return true;
	}
	if (g_ascii_strcasecmp(text, "dpo") == 0)
		return find_office(c, owner, error);
	return strchr(text, '@') ? find_by_address(s, text, owner, error) : find_person(s, text, owner, error);
}

static bool
read_kind(const char *text, ActionKind *kind, GError **error)
{
	g_autofree char *folded = text_fold(text);
	g_autoptr(GString) codes = g_string_new(NULL);
	for (int k = ACTION_CONTAINMENT; k <= ACTION_COMMUNICATION; k++) {
		const Words *words = action_kind_words((ActionKind)k);
		*kind = (ActionKind)k;
		if (g_str_equal(folded, action_kind_code(*kind)) || g_str_equal(folded, words->it) || g_str_equal(folded, words->en))
			return true;
		g_string_append_printf(codes, "%s%s", codes->len ? ", " : "", action_kind_code(*kind));
	}
	return err_set(error, E_INPUT, "there is no kind of action %s: there are %s", text, codes->str);
}

static bool
check_fields(const ActionFields *in, GError **error)
{
	if (!check_utf8("the title", in->title, error) || !check_utf8("the owner", in->owner, error) || !check_utf8("the kind", in->kind, error))
		return false;
	return !in->title || !text_blank(in->title) || err_set(error, E_INPUT, "an action needs a title: say what is to be done");
}

static bool
check_due(const Change *c, Instant due, GError **error)
{
	if (due == INSTANT_NONE || due >= c->now)
		return true;
	g_autofree char *shown = instant_show(due, c->session->zone);
	return err_set(error, E_INPUT, "the due of an action cannot lie in the past, and %s does: give a later one, as +2d", shown);
}

static bool
check_result(const char *result, GError **error)
{
	return check_utf8("the result", result, error) &&
		(!text_blank(result) || err_set(error, E_INPUT, "the result is missing: say with --result what came of it"));
}

static bool
check_reason(const char *reason, GError **error)
{
	return check_utf8("the reason", reason, error) &&
		(!text_blank(reason) || err_set(error, E_INPUT, "the reason is missing: say with --reason why it is dropped"));
}

/* --- add --------------------------------------------------------------------------------------------------------------- */

typedef struct {
	ActionKind kind;
	const char *title;
	Instant due;
} Plan;

static bool
make_plan(const Change *c, const NewAction *in, Plan *plan, GError **error)
{
	const StandardAction *standard = in->standard ? standard_action(in->standard) : NULL;
	if (in->standard && !standard)
		return err_set(error, E_NOTFOUND, "there is no standard action %s: see `breccia action suggest %s`", in->standard, in->ref);
	if (!in->fields.kind && !standard)
		return err_set(error, E_INPUT, "the kind of the action is missing: give it with --kind");
	plan->title = in->fields.title ? in->fields.title : standard ? words_in(&standard->title, c->session->lang) : NULL;
	plan->due = in->fields.due != INSTANT_NONE || !standard ? in->fields.due : c->now + (Instant)standard->hours * 3600;
	plan->kind = standard ? standard->kind : ACTION_CONTAINMENT;
	if (text_blank(plan->title))
		return err_set(error, E_INPUT, "an action needs a title: say what is to be done");
	return (!in->fields.kind || read_kind(in->fields.kind, &plan->kind, error)) && check_due(c, plan->due, error);
}

static bool
refuse_twice(const Incident *incident, const char *standard, GError **error)
{
	for (guint i = 0; standard && i < incident->actions->len; i++) {
		const Action *a = g_ptr_array_index(incident->actions, i);
		if (g_strcmp0(a->standard, standard) == 0 && !action_settled(a))
			return err_set(error, E_STATE, "%s is planned already, as %s: see `breccia action list %s`", standard, a->id, incident->ref);
	}
	return true;
}

static void
put_owner(json_t *facts, json_t *body, const Owner *owner)
{
	put_text(facts, "owner", owner->person);
	put_text(body, "owner_name", owner->name);
	put_text(body, "owner_email", owner->email);
}

static bool
append_added(Change *c, const NewAction *in, const Plan *plan, const Owner *owner, const Reply *reply, const char *number, GError **error)
{
	bool accepted = reply->receipt || session_may(c->session, RIGHT_TAKE);
	json_t *facts = json_object(), *body = json_object();
	put_reply(facts, reply);
	put_text(facts, "action", number);
	put_text(facts, "kind", action_kind_code(plan->kind));
	put_text(facts, "state", action_state_code(accepted ? ACTION_OPEN : ACTION_PROPOSED));
	put_instant(facts, "due", plan->due);
	put_text(facts, "standard", in->standard);
	put_true(facts, "review", in->review);
	put_text(body, "title", plan->title);
	put_owner(facts, body, owner);
	return change_append(c, "action.added", in->ref, facts, body, error);
}

bool
register_action_add(Session *s, const NewAction *in, char **id, GError **error)
{
	g_auto(Change) c = {0};
	g_auto(Owner) owner = {0};
	g_auto(Reply) reply = {0};
	g_autoptr(Incident) incident = NULL;
	g_autofree char *number = NULL;
	Plan plan = {0};
	*id = NULL;
	if (!check_fields(&in->fields, error) || !change_begin(&c, s, RIGHT_ADD, error) || !change_incident(&c, in->ref, true, &incident, error) ||
		!make_plan(&c, in, &plan, error) || !refuse_twice(incident, in->standard, error) || !find_owner(&c, in->fields.owner, &owner, error) ||
		!reply_find(&c, incident, in->from_reply, &reply, error) || !journal_next_action(s->db, in->ref, &number, error) ||
		!append_added(&c, in, &plan, &owner, &reply, number, error) || !change_commit(&c, error))
		return false;
	*id = g_strdup_printf("%s/%s", in->ref, number);
	return true;
}

/* --- an action under the lock ---------------------------------------------------------------------------------------------- */

typedef struct {
	Action *action;
	Incident *incident;
	Reply reply;
	const char *number; /* borrowed from action */
} At;

static void
at_clear(At *at)
{
	g_clear_pointer(&at->action, action_free);
	g_clear_pointer(&at->incident, incident_free);
	reply_clear(&at->reply);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(At, at_clear)

/* What was planned at closing is worked on after it; all else rests with its incident. */
static bool
open_action(Change *c, const char *id, const char *from_reply, int64_t seen, unsigned parts, At *at, GError **error)
{
	Session *s = c->session;
	if (!query_action(s->db, id, &at->action, error))
		return false;
	if (!at->action)
		return err_set(error, E_NOTFOUND, "there is no action %s: see `breccia action list`", id);
	at->number = strrchr(at->action->id, '/') + 1;
	if (!change_incident(c, at->action->ref, !at->action->review, &at->incident, error))
		return false;
	if (at->incident->voided_at != INSTANT_NONE)
		return err_set(error, E_STATE, "incident %s is void: nothing more can happen to it", at->incident->ref);
	return action_check_seen(c, at->action, seen, parts, error) && reply_find(c, at->incident, from_reply, &at->reply, error);
}

/* Of a proposal whoever may add; of what the DPO accepted, the DPO, or somebody with the DPO's answer. */
static bool
require_planner(const Change *c, const At *at, GError **error)
{
	return at->action->state == ACTION_PROPOSED || at->reply.receipt || session_require(c->session, RIGHT_TAKE, error);
}

static const char *
state_of(const Change *c, const Action *action)
{
	return words_in(action_state_words(action->state), c->session->host.lang);
}

static bool
refuse_settled(const Change *c, const Action *action, GError **error)
{
	return !action_settled(action) ||
		err_set(error, E_STATE, "action %s is %s already: the DPO takes it up again with `breccia action accept %s --reason TEXT`", action->id,
			state_of(c, action), action->id);
}

static json_t *
facts_of(const At *at)
{
	json_t *facts = json_object();
	put_reply(facts, &at->reply);
	put_text(facts, "action", at->number);
	return facts;
}

static json_t *
body_with(const char *name, const char *text)
{
	json_t *body = json_object();
	put_text(body, name, text_blank(text) ? NULL : text);
	return body;
}

/* --- change ---------------------------------------------------------------------------------------------------------------- */

static bool
same_owner(const Action *a, const Owner *owner)
{
	return g_strcmp0(a->owner, owner->person) == 0 && g_strcmp0(a->owner_name, owner->name) == 0 &&
		g_strcmp0(a->owner_email, owner->email) == 0;
}

static unsigned
parts_of(const ActionFields *in)
{
	return (in->title ? PART_TITLE : 0) | (in->kind ? PART_KIND : 0) | (in->owner ? PART_OWNER : 0) |
		(in->due != INSTANT_NONE || in->no_due ? PART_DUE : 0);
}

/* Only what is not so already. */
static bool
put_changes(Change *c, const At *at, const ActionFields *in, json_t *facts, json_t *body, bool *changed, GError **error)
{
	const Action *a = at->action;
	const char *cleared[3] = {NULL};
	int n = 0;
	g_auto(Owner) owner = {0};
	ActionKind kind = a->kind;
	if ((in->kind && !read_kind(in->kind, &kind, error)) || !find_owner(c, in->owner, &owner, error) || !check_due(c, in->due, error))
		return false;
	if (in->title && g_strcmp0(in->title, a->title) != 0)
		put_text(body, "title", in->title);
	if (kind != a->kind)
		put_text(facts, "kind", action_kind_code(kind));
	if (in->due != a->due_at)
		put_instant(facts, "due", in->due);
	if (in->no_due && a->due_at != INSTANT_NONE)
		cleared[n++] = "due";
	if (owner.given && !same_owner(a, &owner)) {
		put_owner(facts, body, &owner);
		if (!owner.person && !owner.name)
			cleared[n++] = "owner";
	}
	*changed = json_object_size(facts) + json_object_size(body) + (size_t)n > 0;
	if (n)
		put_strings(facts, "cleared", cleared);
	return true;
}

static bool
append_changes(Change *c, const At *at, const ActionChange *in, bool *changed, GError **error)
{
	json_t *facts = json_object(), *body = json_object();
	if (!put_changes(c, at, &in->fields, facts, body, changed, error) || !*changed) {
		json_decref(facts);
		json_decref(body);
		return !*changed && (!error || !*error);
	}
	put_reply(facts, &at->reply);
	put_text(facts, "action", at->number);
	put_text(body, "reason", text_blank(in->reason) ? NULL : in->reason);
	return change_append(c, "action.changed", at->action->ref, facts, body, error);
}

bool
register_action_change(Session *s, const ActionChange *in, bool *changed, GError **error)
{
	g_auto(Change) c = {0};
	g_auto(At) at = {0};
	*changed = false;
	if (!check_fields(&in->fields, error) || !check_utf8("the reason", in->reason, error))
		return false;
	return change_begin(&c, s, RIGHT_ADD, error) && open_action(&c, in->id, in->from_reply, in->seen, parts_of(&in->fields), &at, error) &&
		refuse_settled(&c, at.action, error) && require_planner(&c, &at, error) && append_changes(&c, &at, in, changed, error) &&
		change_commit(&c, error);
}

/* --- its life ---------------------------------------------------------------------------------------------------------------- */

static bool
append_state(Change *c, const At *at, ActionState state, const char *reason, GError **error)
{
	json_t *facts = facts_of(at);
	put_text(facts, "state", action_state_code(state));
	return change_append(c, "action.changed", at->action->ref, facts, body_with("reason", reason), error);
}

static bool
check_acceptable(const Change *c, const Action *a, const char *reason, GError **error)
{
	if (a->state == ACTION_OPEN || a->state == ACTION_DOING)
		return err_set(error, E_STATE, "action %s was accepted already", a->id);
	return a->state == ACTION_PROPOSED || !text_blank(reason) ||
		err_set(error, E_INPUT, "action %s is %s: to take it up again, say why with --reason", a->id, state_of(c, a));
}

bool
register_action_accept(Session *s, const char *id, const char *reason, const char *from_reply, int64_t seen, GError **error)
{
	g_auto(Change) c = {0};
	g_auto(At) at = {0};
	return check_utf8("the reason", reason, error) && change_begin_dpo(&c, s, from_reply, error) &&
		open_action(&c, id, from_reply, seen, PART_STATE, &at, error) && check_acceptable(&c, at.action, reason, error) &&
		append_state(&c, &at, ACTION_OPEN, reason, error) && change_commit(&c, error);
}

bool
register_action_start(Session *s, const char *id, int64_t seen, GError **error)
{
	g_auto(Change) c = {0};
	g_auto(At) at = {0};
	if (!change_begin(&c, s, RIGHT_ADD, error) || !open_action(&c, id, NULL, seen, PART_STATE, &at, error) ||
		!refuse_settled(&c, at.action, error))
		return false;
	if (at.action->state == ACTION_DOING)
		return err_set(error, E_STATE, "action %s is under way already", at.action->id);
	return append_state(&c, &at, ACTION_DOING, NULL, error) && change_commit(&c, error);
}

static bool
append_evidence(Change *c, const At *at, const EvidenceToKeep *evidence, GError **error)
{
	g_autofree char *id = NULL;
	if (!evidence)
		return true;
	EvidenceToKeep of_action = *evidence;
	of_action.action = at->number;
	return evidence_append(c, at->incident, &of_action, &id, error);
}

bool
register_action_done(Session *s, const char *id, const char *result, const EvidenceToKeep *evidence, const char *from_reply, int64_t seen,
	GError **error)
{
	g_auto(Change) c = {0};
	g_auto(At) at = {0};
	return check_result(result, error) && (!evidence || evidence_check(s, evidence, error)) &&
		change_begin(&c, s, RIGHT_ADD, error) && open_action(&c, id, from_reply, seen, PART_STATE, &at, error) &&
		refuse_settled(&c, at.action, error) && append_evidence(&c, &at, evidence, error) &&
		change_append(&c, "action.done", at.action->ref, facts_of(&at), body_with("result", result), error) && change_commit(&c, error);
}

bool
register_action_drop(Session *s, const char *id, const char *reason, const char *from_reply, int64_t seen, GError **error)
{
	g_auto(Change) c = {0};
	g_auto(At) at = {0};
	return check_reason(reason, error) && change_begin(&c, s, RIGHT_ADD, error) &&
		open_action(&c, id, from_reply, seen, PART_STATE, &at, error) && refuse_settled(&c, at.action, error) &&
		require_planner(&c, &at, error) &&
		change_append(&c, "action.dropped", at.action->ref, facts_of(&at), body_with("reason", reason), error) && change_commit(&c, error);
}

bool
register_action_verify(Session *s, const char *id, const char *text, const char *from_reply, int64_t seen, GError **error)
{
	g_auto(Change) c = {0};
	g_auto(At) at = {0};
	if (!check_utf8("the text", text, error) || !change_begin_dpo(&c, s, from_reply, error) ||
		!open_action(&c, id, from_reply, seen, PART_STATE, &at, error))
		return false;
	if (at.action->state != ACTION_DONE)
		return err_set(error, E_STATE, "action %s is not done: what is done can be verified", at.action->id);
	if (at.action->verified_at != INSTANT_NONE)
		return err_set(error, E_STATE, "action %s was verified already", at.action->id);
	return change_append(&c, "action.verified", at.action->ref, facts_of(&at), body_with("text", text), error) && change_commit(&c, error);
}

/* --- looking ----------------------------------------------------------------------------------------------------------------- */

bool
session_action(Session *s, const char *text, Action **action, GError **error)
{
	g_autofree char *id = NULL;
	*action = NULL;
	if (!session_sub_id(s, NULL, text, REF_ACTION, &id, error) || !query_action(s->db, id, action, error))
		return false;
	return *action || err_set(error, E_NOTFOUND, "there is no action %s: see `breccia action list`", id);
}

bool
action_is_dpos(Session *s, const Action *action, bool *is, GError **error)
{
	g_autoptr(Person) person = NULL;
	*is = false;
	if (!action->owner)
		return true;
	if (!query_person(s->db, action->owner, &person, error))
		return false;
	*is = person && (person->roles & (1U << ROLE_DPO));
	return true;
}

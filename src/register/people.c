/* People, clients, appointments, settings. */
#include "src/register/people.h"

#include "src/core/err.h"
#include "src/core/address.h"
#include "src/core/text.h"
#include "src/register/change.h"
#include "src/register/reading.h"

#include <string.h>

/* --- finding ------------------------------------------------------------------------------------------------------ */

static bool
same_name(const char *a, const char *b)
{
	if (!a || !b)
		return false;
	g_autofree char *fa = text_fold(a), *fb = text_fold(b);
	return g_str_equal(fa, fb);
}

static bool
person_is(const Person *p, const char *text)
{
	return g_str_equal(p->id, text) || g_strv_contains((const char *const *)p->accounts, text) || same_name(p->name, text) ||
		(p->email && g_ascii_strcasecmp(p->email, text) == 0);
}

bool
session_person(Session *s, const char *text, Person **person, GError **error)
{
	g_autoptr(GPtrArray) people = NULL;
	int found = -1, count = 0;
	if (!query_people(s->db, true, &people, error))
		return false;
	for (guint i = 0; i < people->len; i++)
		if (person_is(g_ptr_array_index(people, i), text)) {
			found = (int)i;
			count++;
		}
	if (count > 1)
		return err_set(error, E_INPUT, "several people answer to %s: give the number, see `breccia person list`", text);
	if (count == 0)
		return err_set(error, E_NOTFOUND, "the register knows nobody called %s: see `breccia person list`", text);
	const Person *match = g_ptr_array_index(people, (guint)found);
	return query_person(s->db, match->id, person, error);
}

/* "beta" for "Beta S.r.l.": who types at night leaves the form of the company out. */
static bool
name_begins(const char *name, const char *text)
{
	g_autofree char *whole = text_fold(name ? name : ""), *begin = text_fold(text);
	return *begin && g_str_has_prefix(whole, begin) && whole[strlen(begin)] == ' ';
}

/* The first of those that a function says yes to, and how many there are. */
static const Client *
client_where(const GPtrArray *clients, bool (*fits)(const Client *, const char *), const char *text, int *count)
{
	const Client *first = NULL;
	*count = 0;
	for (guint i = 0; i < clients->len; i++) {
		const Client *c = g_ptr_array_index(clients, i);
		if (fits(c, text) && (*count)++ == 0)
			first = c;
	}
	return first;
}

static bool
client_is(const Client *c, const char *text)
{
	return g_str_equal(c->id, text) || same_name(c->name, text);
}

static bool
client_begins(const Client *c, const char *text)
{
	return !c->retired && name_begins(c->name, text);
}

bool
session_client(Session *s, const char *text, Client **client, GError **error)
{
	g_autoptr(GPtrArray) clients = NULL;
	int count;
	if (!query_clients(s->db, true, &clients, error))
		return false;
	const Client *found = client_where(clients, client_is, text, &count);
	if (!found)
		found = client_where(clients, client_begins, text, &count);
	if (found && (count == 1 || client_is(found, text)))
		return query_client(s->db, found->id, client, error);
	if (found)
		return err_set(error, E_INPUT, "several clients answer to %s: see `breccia client list`", text);
	return err_set(error, E_NOTFOUND, "the register knows no client %s: see `breccia client list`", text);
}

/* --- people ------------------------------------------------------------------------------------------------------- */

static bool
check_line(const char *what, const char *text, GError **error)
{
	if (!text)
		return true;
	if (!check_utf8(what, text, error))
		return false;
	g_autofree char *line = text_one_line(text);
	if (!g_str_equal(line, text))
		return err_set(error, E_INPUT, "%s must be one line without control characters", what);
	return true;
}

static bool
check_mail(const char *address, GError **error)
{
	return !address || !*address || address_check(address, error);
}

static bool
takes_all_away(const char *const *list)
{
	return list[0] && !*list[0] && !list[1];
}

static bool
check_mails(const char *const *list, GError **error)
{
	if (!list || takes_all_away(list))
		return true;
	for (; *list; list++)
		if (!address_check(*list, error))
			return false;
	return true;
}

static void
put_mails(json_t *body, const char *const *list)
{
	if (list)
		put_strings(body, "reply_from", takes_all_away(list) ? NULL : list);
}

bool
person_input_check(const PersonInput *in, GError **error)
{
	if (!check_line("name", in->name, error) || !check_line("telephone", in->phone, error) ||
		!check_line("telephone", in->phone_out, error) || !check_line("position", in->position, error) ||
		!check_mail(in->email, error) || !check_mail(in->pec, error) || !check_mails(in->reply_from, error))
		return false;
	for (const char *const *a = in->accounts; a && *a; a++) {
		if (!**a)
			return err_set(error, E_INPUT, "an account's login cannot be empty");
		if (!check_line("account", *a, error))
			return false;
	}
	return true;
}

static bool
parse_roles(const char *const *codes, unsigned *roles, GError **error)
{
	*roles = 0;
	for (; codes && *codes; codes++) {
		Role role;
		if (!role_parse(*codes, &role))
			return err_set(error, E_INPUT, "%s is no role: there are security, dpo, manager, auditor, admin", *codes);
		*roles |= 1U << role;
	}
	return true;
}

/* Whoever has the role dpo, or is to have it, may not run the company: the rule would else be walked around. */
static bool
check_post(unsigned roles, const char *position, GError **error)
{
	const char *title = NULL;
	if (!(roles & (1U << ROLE_DPO)) || dpo_conflict(position ? position : "", &title) != CONFLICT_REFUSED)
		return true;
	return err_set(error, E_STATE, "the position \"%s\" cannot be that of a DPO, who may be neither the company's administrator nor its "
		"operations director: appoint somebody else", title);
}

static json_t *
person_body(const PersonInput *in)
{
	json_t *body = json_object();
	put_text(body, "name", in->name);
	put_text(body, "email", in->email);
	put_text(body, "pec", in->pec);
	put_text(body, "phone", in->phone);
	put_text(body, "phone_out", in->phone_out);
	put_text(body, "position", in->position);
	if (in->accounts)
		put_strings(body, "accounts", in->accounts);
	put_mails(body, in->reply_from);
	return body;
}

static bool
count_people(Session *s, guint *count, GError **error)
{
	g_autoptr(GPtrArray) people = NULL;
	if (!query_people(s->db, false, &people, error))
		return false;
	*count = people->len;
	return true;
}

bool
register_person_add(Session *s, const PersonInput *in, char **id, GError **error)
{
	g_auto(Change) c = {0};
	g_autofree char *fresh = NULL;
	unsigned roles;
	if (!in->name || text_blank(in->name))
		return err_set(error, E_INPUT, "a person needs a name: breccia person add \"Anna Verdi\" --role security");
	if (!person_input_check(in, error) || !parse_roles(in->roles, &roles, error) || !roles_check(roles, false, error) ||
		!check_post(roles, in->position, error))
		return false;
	if (!change_begin(&c, s, RIGHT_ADMIN, error) || !journal_next_person(s->db, &fresh, error))
		return false;
	json_t *facts = json_object();
	put_text(facts, "person", fresh);
	put_strings(facts, "roles", in->roles);
	if (!change_append(&c, "person.added", NULL, facts, person_body(in), error) || !change_commit(&c, error))
		return false;
	if (id)
		*id = g_steal_pointer(&fresh);
	s->alone = false;
	return true;
}

/* Somebody must always be able to administer the register. */
static bool
keeps_an_admin(Session *s, const char *without, GError **error)
{
	g_autoptr(GPtrArray) people = NULL;
	if (!query_people(s->db, false, &people, error))
		return false;
	for (guint i = 0; i < people->len; i++) {
		const Person *p = g_ptr_array_index(people, i);
		if (!g_str_equal(p->id, without) && (p->roles & (1U << ROLE_ADMIN)) && p->accounts[0])
			return true;
	}
	return err_set(error, E_STATE, "%s is the last administrator of the register: give the role admin to somebody else first", without);
}

bool
register_person_change(Session *s, const char *who, const PersonInput *in, GError **error)
{
	g_auto(Change) c = {0};
	g_autoptr(Person) person = NULL;
	unsigned roles = 0;
	guint count = 0;
	if (in->name && text_blank(in->name))
		return err_set(error, E_INPUT, "a person's name cannot be empty");
	if (!person_input_check(in, error) || !parse_roles(in->roles, &roles, error))
		return false;
	if (!change_begin(&c, s, RIGHT_ADMIN, error) || !session_person(s, who, &person, error) || !count_people(s, &count, error))
		return false;
	if (in->roles && !roles_check(roles, count == 1, error))
		return false;
	if ((in->roles || in->position) &&
		!check_post(in->roles ? roles : person->roles, in->position ? in->position : person->position, error))
		return false;
	bool admin_now = person->roles & (1U << ROLE_ADMIN), admin_then = in->roles ? roles & (1U << ROLE_ADMIN) : admin_now;
	/* Without an account, or with another's, an administrator is nobody who could come in and administer. */
	bool locked_out = in->accounts && !g_strv_contains(in->accounts, s->account);
	if (admin_now && (!admin_then || locked_out) && !keeps_an_admin(s, person->id, error))
		return false;
	json_t *facts = json_object();
	put_text(facts, "person", person->id);
	if (in->roles)
		put_strings(facts, "roles", in->roles);
	return change_append(&c, "person.changed", NULL, facts, person_body(in), error) && change_commit(&c, error);
}

bool
register_person_retire(Session *s, const char *who, const char *reason, GError **error)
{
	g_auto(Change) c = {0};
	g_autoptr(Person) person = NULL;
	g_autoptr(Dpo) dpo = NULL;
	if (!check_utf8("the reason", reason, error))
		return false;
	if (!change_begin(&c, s, RIGHT_ADMIN, error) || !session_person(s, who, &person, error) ||
		!query_dpo_at(s->db, c.now, &dpo, error))
		return false;
	if (person->retired != INSTANT_NONE)
		return err_set(error, E_STATE, "%s is retired already", person->id);
	if (dpo && g_str_equal(dpo->person, person->id))
		return err_set(error, E_STATE, "%s is the DPO in office: end the appointment first, with `breccia dpo end`", person->id);
	if ((person->roles & (1U << ROLE_ADMIN)) && !keeps_an_admin(s, person->id, error))
		return false;
	json_t *facts = json_object(), *body = json_object();
	put_text(facts, "person", person->id);
	put_text(body, "reason", reason);
	return change_append(&c, "person.retired", NULL, facts, body, error) && change_commit(&c, error);
}

/* --- clients ------------------------------------------------------------------------------------------------------ */

static bool
check_client(const ClientInput *in, GError **error)
{
	if (in->hours && (in->hours < 1 || in->hours > 720))
		return err_set(error, E_INPUT, "a contract's hours are 1 to 720, not %d", in->hours);
	if (in->starts && !g_str_equal(in->starts, "detected") && !g_str_equal(in->starts, "aware"))
		return err_set(error, E_INPUT, "a client's clock starts from detected or aware, not %s", in->starts);
	if (in->lang && !g_str_equal(in->lang, "it") && !g_str_equal(in->lang, "en"))
		return err_set(error, E_INPUT, "a language is it or en, not %s", in->lang);
	if (in->auto_notify && !g_str_equal(in->auto_notify, "yes") && !g_str_equal(in->auto_notify, "no"))
		return err_set(error, E_INPUT, "auto-notify is yes or no, not %s", in->auto_notify);
	return check_line("name", in->name, error) && check_line("VAT number", in->vat, error) &&
		check_line("contact", in->contact, error) && check_line("telephone", in->phone, error) &&
		check_line("clause", in->clause, error) && check_mail(in->email, error) && check_mail(in->pec, error) &&
		check_mails(in->reply_from, error);
}

static json_t *
client_facts(const char *id, const ClientInput *in)
{
	json_t *facts = json_object();
	put_text(facts, "client", id);
	if (in->hours)
		json_object_set_new(facts, "hours", json_integer(in->hours));
	put_text(facts, "starts", in->starts);
	if (in->processor >= 0)
		json_object_set_new(facts, "processor", json_boolean(in->processor));
	put_text(facts, "lang", in->lang);
	if (in->auto_notify)
		json_object_set_new(facts, "auto_notify", json_boolean(g_str_equal(in->auto_notify, "yes")));
	return facts;
}

/* A statement to a client is an act under its contract: what is sent without a person needs the clause that wants it so. */
static bool
check_auto_notify(const ClientInput *in, const Client *before, GError **error)
{
	bool on = in->auto_notify ? g_str_equal(in->auto_notify, "yes") : before && before->auto_notify;
	const char *clause = in->clause ? in->clause : before ? before->clause : NULL;
	return !on || (clause && !text_blank(clause)) ||
		err_set(error, E_STATE, "a client is written to without a person only where its contract says so: give the clause with --clause");
}

static json_t *
client_body(const ClientInput *in)
{
	json_t *body = json_object();
	put_text(body, "name", in->name);
	put_text(body, "vat", in->vat);
	put_text(body, "email", in->email);
	put_text(body, "pec", in->pec);
	put_text(body, "contact", in->contact);
	put_text(body, "phone", in->phone);
	put_text(body, "clause", in->clause);
	put_mails(body, in->reply_from);
	return body;
}

/* The id is made of the name once and stays: "alfa", then "alfa-2" for another Alfa. */
static bool
client_fresh_id(Session *s, const char *name, char **id, GError **error)
{
	g_autofree char *slug = text_slug(name);
	for (int n = 1; n < 1000; n++) {
		g_autofree char *candidate = n == 1 ? g_strdup(*slug ? slug : "client") : g_strdup_printf("%s-%d", *slug ? slug : "client", n);
		g_autoptr(Client) taken = NULL;
		if (!query_client(s->db, candidate, &taken, error))
			return false;
		if (!taken) {
			*id = g_steal_pointer(&candidate);
			return true;
		}
	}
	return err_set(error, E_STATE, "too many clients are called %s: give this one another name", name);
}

bool
register_client_add(Session *s, const ClientInput *in, char **id, GError **error)
{
	g_auto(Change) c = {0};
	g_autofree char *fresh = NULL;
	g_autoptr(Client) same = NULL;
	if (!in->name || text_blank(in->name))
		return err_set(error, E_INPUT, "a client needs a name: breccia client add \"Alfa S.p.A.\" --hours 24");
	if (!check_client(in, error) || !check_auto_notify(in, NULL, error) || !change_begin(&c, s, RIGHT_ADMIN, error))
		return false;
	if (session_client(s, in->name, &same, NULL) && !same->retired && client_is(same, in->name))
		return err_set(error, E_STATE, "the register has a client of that name already: %s", same->id);
	if (!client_fresh_id(s, in->name, &fresh, error))
		return false;
	if (!change_append(&c, "client.added", NULL, client_facts(fresh, in), client_body(in), error) || !change_commit(&c, error))
		return false;
	if (id)
		*id = g_steal_pointer(&fresh);
	return true;
}

bool
register_client_change(Session *s, const char *which, const ClientInput *in, GError **error)
{
	g_auto(Change) c = {0};
	g_autoptr(Client) client = NULL;
	if (in->name && text_blank(in->name))
		return err_set(error, E_INPUT, "a client's name cannot be empty");
	if (!check_client(in, error) || !change_begin(&c, s, RIGHT_ADMIN, error) || !session_client(s, which, &client, error) ||
		!check_auto_notify(in, client, error))
		return false;
	return change_append(&c, "client.changed", NULL, client_facts(client->id, in), client_body(in), error) &&
		change_commit(&c, error);
}

bool
register_client_retire(Session *s, const char *which, const char *reason, GError **error)
{
	g_auto(Change) c = {0};
	g_autoptr(Client) client = NULL;
	if (!check_utf8("the reason", reason, error) || !change_begin(&c, s, RIGHT_ADMIN, error) ||
		!session_client(s, which, &client, error))
		return false;
	if (client->retired)
		return err_set(error, E_STATE, "client %s is retired already", client->id);
	json_t *facts = json_object(), *body = json_object();
	put_text(facts, "client", client->id);
	put_text(body, "reason", reason);
	return change_append(&c, "client.retired", NULL, facts, body, error) && change_commit(&c, error);
}

/* --- the DPO ------------------------------------------------------------------------------------------------------ */

static bool
check_conflict(const Person *person, const DpoInput *in, GError **error)
{
	const char *title = NULL;
	if (!check_post(1U << ROLE_DPO, person->position, error))
		return false;
	if (dpo_conflict(person->position ? person->position : "", &title) != CONFLICT_WARN || (in->reason && !text_blank(in->reason)))
		return true;
	return err_set(error, E_STATE, "the position \"%s\" is usually in conflict with a DPO's duties: say why it is not here, with --reason",
		title);
}

static bool
check_reachable(const Person *person, GError **error)
{
	if (person->retired != INSTANT_NONE)
		return err_set(error, E_STATE, "%s is retired: appoint somebody who is not", person->id);
	if (!person->email && !person->pec)
		return err_set(error, E_STATE, "%s has neither e-mail nor PEC, so no notice could reach them: breccia person change %s --email ...",
			person->id, person->id);
	return true;
}

/* A notice to the deputy counts as one to the DPO, so the same is asked of both. */
static bool
check_deputy(const Person *person, const Person *deputy, GError **error)
{
	const char *title = NULL;
	if (g_str_equal(person->id, deputy->id))
		return err_set(error, E_STATE, "%s cannot be their own deputy: name somebody else", person->id);
	if (dpo_conflict(deputy->position ? deputy->position : "", &title) == CONFLICT_REFUSED)
		return err_set(error, E_STATE, "the position \"%s\" cannot be that of a DPO's deputy either: name somebody else", title);
	return check_reachable(deputy, error);
}

static bool
append_appointment(Change *c, const Person *person, const DpoInput *in, const char *deputy, GError **error)
{
	json_t *facts = json_object(), *body = json_object();
	put_text(facts, "person", person->id);
	put_instant(facts, "from", in->from == INSTANT_NONE ? c->now : in->from);
	put_text(facts, "deputy", deputy);
	put_true(facts, "delegated", in->delegated);
	put_true(facts, "declared", in->declared);
	put_text(body, "act", in->act);
	put_text(body, "protocol", in->protocol);
	put_text(body, "firm", in->firm);
	put_text(body, "reason", in->reason);
	return change_append(c, "dpo.appointed", NULL, facts, body, error);
}

/* The appointment gives the role; nobody is both DPO and manager or admin, unless they are alone in the register. */
static bool
give_dpo_role(Change *c, const Person *person, GError **error)
{
	guint count = 0;
	const char *codes[ROLE_COUNT + 1] = {NULL};
	guint n = 0;
	unsigned roles = person->roles | (1U << ROLE_DPO);
	if (roles == person->roles)
		return true;
	if (!count_people(c->session, &count, error) || !roles_check(roles, count == 1, error))
		return false;
	for (Role r = 0; r < ROLE_COUNT; r++)
		if (roles & (1U << r))
			codes[n++] = role_code(r);
	json_t *facts = json_object();
	put_text(facts, "person", person->id);
	put_strings(facts, "roles", codes);
	return change_append(c, "person.changed", NULL, facts, NULL, error);
}

/* Appointed anew, to record a delegation or another act: what is not said again goes on. */
static DpoInput
carried_over(const DpoInput *in, const Dpo *before)
{
	DpoInput out = *in;
	if (!before || !g_str_equal(before->person, in->person))
		return out;
	out.deputy = in->deputy ? in->deputy : before->deputy;
	out.act = in->act ? in->act : before->act;
	out.protocol = in->protocol ? in->protocol : before->protocol;
	out.firm = in->firm ? in->firm : before->firm;
	return out;
}

static bool
check_from(Session *s, Instant from, Instant now, GError **error)
{
	g_autoptr(Dpo) current = NULL;
	if (!query_dpo_at(s->db, now, &current, error))
		return false;
	if (!current || from >= current->from)
		return true;
	g_autofree char *since = instant_show(current->from, s->zone);
	return err_set(error, E_INPUT, "%s is DPO since %s: an appointment that begins before would never count, give --from that or later", current->person,
		since);
}

bool
register_dpo_appoint(Session *s, const DpoInput *given, GError **error)
{
	g_auto(Change) c = {0};
	g_autoptr(Person) person = NULL, deputy = NULL;
	g_autoptr(Dpo) before = NULL;
	DpoInput kept = *given;
	const DpoInput *in = &kept;
	if (!check_line("act", in->act, error) || !check_line("protocol", in->protocol, error) || !check_line("firm", in->firm, error) ||
		!check_utf8("the reason", in->reason, error))
		return false;
	if (!change_begin(&c, s, RIGHT_ADMIN, error) || !session_person(s, in->person, &person, error))
		return false;
	if (!check_reachable(person, error) || !check_conflict(person, in, error))
		return false;
	Instant from = in->from == INSTANT_NONE ? c.now : in->from;
	if (!check_from(s, from, c.now, error) || !query_dpo_at(s->db, from, &before, error))
		return false;
	kept.person = person->id;
	kept = carried_over(&kept, before);
	if (in->deputy && (!session_person(s, in->deputy, &deputy, error) || !check_deputy(person, deputy, error)))
		return false;
	if (before) {
		json_t *facts = json_object();
		put_text(facts, "person", before->person);
		put_instant(facts, "until", from);
		if (!change_append(&c, "dpo.ended", NULL, facts, NULL, error))
			return false;
	}
	return append_appointment(&c, person, in, deputy ? deputy->id : NULL, error) && give_dpo_role(&c, person, error) &&
		change_commit(&c, error);
}

bool
register_dpo_end(Session *s, Instant until, const char *reason, GError **error)
{
	g_auto(Change) c = {0};
	g_autoptr(Dpo) dpo = NULL;
	if (!check_utf8("the reason", reason, error) || !change_begin(&c, s, RIGHT_ADMIN, error) ||
		!query_dpo_at(s->db, c.now, &dpo, error))
		return false;
	if (!dpo)
		return err_set(error, E_STATE, "no DPO is in office: breccia dpo appoint");
	json_t *facts = json_object(), *body = json_object();
	put_text(facts, "person", dpo->person);
	put_instant(facts, "until", until == INSTANT_NONE ? c.now : until);
	put_text(body, "reason", reason);
	return change_append(&c, "dpo.ended", NULL, facts, body, error) && change_commit(&c, error);
}

/* An absence concerns the DPO first of all: the DPO may enter it, not only the administrator. */
static bool
begin_absence(Change *c, Session *s, Dpo **dpo, GError **error)
{
	Right right = session_may(s, RIGHT_TAKE) ? RIGHT_TAKE : RIGHT_ADMIN;
	if (!change_begin(c, s, right, error) || !query_dpo_at(s->db, c->now, dpo, error))
		return false;
	return *dpo || err_set(error, E_STATE, "no DPO is in office: breccia dpo appoint");
}

static bool
append_absence(Change *c, const Dpo *dpo, Instant from, Instant to, GError **error)
{
	json_t *facts = json_object();
	put_text(facts, "person", dpo->person);
	put_instant(facts, "from", from);
	put_instant(facts, "to", to);
	return change_append(c, "dpo.away", NULL, facts, NULL, error) && change_commit(c, error);
}

/* What is known of an absence is its last word: a second one would take the first one's place unseen. */
static bool
check_other_absence(const Change *c, const Dpo *dpo, Instant from, Instant to, GError **error)
{
	bool over = dpo->away_from == INSTANT_NONE || dpo->away_to <= c->now || dpo->away_from >= dpo->away_to;
	if (over || (from <= dpo->away_to && to >= dpo->away_from))
		return true;
	g_autofree char *first = instant_show(dpo->away_from, c->session->zone), *last = instant_show(dpo->away_to, c->session->zone);
	return err_set(error, E_STATE, "an absence from %s to %s is on file: end it first with breccia dpo back, or enter both as one", first, last);
}

bool
register_dpo_away(Session *s, Instant from, Instant to, GError **error)
{
	g_auto(Change) c = {0};
	g_autoptr(Dpo) dpo = NULL;
	if (to <= from)
		return err_set(error, E_INPUT, "the absence ends before it begins: check --from and --to");
	return begin_absence(&c, s, &dpo, error) && check_other_absence(&c, dpo, from, to, error) && append_absence(&c, dpo, from, to, error);
}

bool
register_dpo_back(Session *s, GError **error)
{
	g_auto(Change) c = {0};
	g_autoptr(Dpo) dpo = NULL;
	if (!begin_absence(&c, s, &dpo, error))
		return false;
	if (dpo->away_from == INSTANT_NONE || dpo->away_to <= c.now || dpo->away_from >= dpo->away_to)
		return err_set(error, E_STATE, "no absence of the DPO is on file that is not over: see `breccia dpo`");
	return append_absence(&c, dpo, dpo->away_from, MAX(dpo->away_from, c.now), error);
}

/* --- settings ----------------------------------------------------------------------------------------------------- */

bool
register_setting(Session *s, const char *name, const char *value, GError **error)
{
	g_auto(Change) c = {0};
	g_autofree char *canonical = NULL;
	const SettingRow *row = setting_find(name);
	if (!row)
		return err_set(error, E_NOTFOUND, "there is no setting %s: see `breccia config list`", name);
	if (g_str_equal(name, SETTING_READING))
		return register_record_reading(s, value, INSTANT_NONE, error);
	if (!setting_check(row, value, &canonical, error))
		return false;
	if (row->type == SETTING_ZONE) {
		g_autoptr(GTimeZone) zone = s->host.zone(*canonical ? canonical : row->value, error);
		if (!zone)
			return false;
	}
	if (!change_begin(&c, s, RIGHT_ADMIN, error))
		return false;
	json_t *facts = json_object(), *body = json_object();
	put_text(facts, "name", row->name);
	put_text(row->side == SIDE_FACT ? facts : body, row->side == SIDE_FACT ? "value" : "text", canonical);
	return change_append(&c, "setting.changed", NULL, facts, body, error) && change_commit(&c, error) && session_reload(s, error);
}

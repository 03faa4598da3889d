/* The founding of a register. */
#include "src/register/create.h"

#include "db/store.h"
#include "src/core/err.h"
#include "src/core/ref.h"
#include "src/core/text.h"
#include "src/register/change.h"
#include "src/register/people.h"

static char *
fresh_uuid(const Surroundings *host)
{
	unsigned char b[16];
	host->random(b, sizeof b);
	b[6] = (unsigned char)((b[6] & 0x0f) | 0x40); /* RFC 9562, version 4 */
	b[8] = (unsigned char)((b[8] & 0x3f) | 0x80);
	return g_strdup_printf("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", b[0], b[1], b[2], b[3], b[4], b[5],
		b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]);
}

static bool
append_created(Change *c, bool demo, GError **error)
{
	g_autofree char *uuid = fresh_uuid(&c->session->host);
	json_t *facts = json_object();
	json_object_set_new(facts, "format", json_integer(1));
	put_text(facts, "hash", "sha-256");
	put_text(facts, "register", uuid);
	json_object_set_new(facts, "demo", json_boolean(demo));
	return change_append(c, "register.created", NULL, facts, NULL, error);
}

static bool
append_first_person(Change *c, const Founding *f, GError **error)
{
	/* The first person of a register is admin as well; with no other, also what the role says. */
	const char *roles[] = {role_code(f->role), f->role == ROLE_ADMIN ? NULL : role_code(ROLE_ADMIN), NULL};
	const char *accounts[] = {c->session->account, NULL};
	json_t *facts = json_object(), *body = json_object();
	put_text(facts, "person", "p1");
	put_strings(facts, "roles", roles);
	put_text(body, "name", f->name);
	put_text(body, "email", f->email);
	put_text(body, "phone", f->phone);
	put_strings(body, "accounts", accounts);
	return change_append(c, "person.added", NULL, facts, body, error);
}


static bool
set_all(Session *s, const Founding *f, GError **error)
{
	g_autofree char *code = f->code ? g_strdup(f->code) : ref_code_default(f->organisation);
	const struct {
		const char *name, *value;
	} settings[] = {
		{"organisation.name", f->organisation}, {"code", code}, {"language", f->language ? f->language : "it"},
		{"zone", f->zone ? f->zone : "Europe/Rome"}, {"organisation.vat", f->vat}, {"organisation.office", f->office},
		{"organisation.pec", f->pec}, {"organisation.phone", f->desk_phone},
	};
	for (guint i = 0; i < G_N_ELEMENTS(settings); i++)
		if (settings[i].value && !register_setting(s, settings[i].name, settings[i].value, error))
			return false;
	return true;
}

static bool
appoint(Session *s, const Founding *f, GError **error)
{
	g_autofree char *id = NULL;
	if (!f->dpo_name)
		return true;
	/* The DPO who founds the register alone: one person, a standing warning. */
	bool same = f->role == ROLE_DPO && f->name && g_str_equal(f->name, f->dpo_name);
	const PersonInput person = {.name = f->dpo_name, .email = f->dpo_email, .pec = f->dpo_pec, .phone = f->dpo_phone,
		.position = f->dpo_position};
	if (same ? !register_person_change(s, "p1", &person, error) : !register_person_add(s, &person, &id, error))
		return false;
	const DpoInput appointment = {.person = same ? "p1" : id, .from = f->dpo_from, .declared = f->dpo_declared, .reason = f->dpo_reason};
	return register_dpo_appoint(s, &appointment, error);
}

/* All of it is one transaction: the use cases below join the one that is open. */
static bool
found(Session *s, const Founding *f, GError **error)
{
	g_auto(Change) c = {0};
	return change_begin_founder(&c, s, "p1", error) && append_created(&c, f->demo, error) && append_first_person(&c, f, error) &&
		session_reload(s, error) && set_all(s, f, error) && appoint(s, f, error) && (!s->host.machine || house_append_adopted(&c, NULL, error)) &&
		change_commit(&c, error);
}

static bool
check(const Founding *f, GError **error)
{
	const char *title = NULL;
	if (!f->organisation || text_blank(f->organisation))
		return err_set(error, E_INPUT, "the organisation's name is missing: --org \"Rossi Contact S.p.A.\"");
	if (!f->name || text_blank(f->name))
		return err_set(error, E_INPUT, "your own name is missing: --me \"Maria Bianchi <maria@rossi.example>\"");
	const PersonInput founder = {.name = f->name, .email = f->email, .phone = f->phone};
	if (!person_input_check(&founder, error))
		return false;
	if (f->role == ROLE_DPO && f->dpo_name && !g_str_equal(f->name, f->dpo_name))
		return err_set(error, E_INPUT, "the first person administers the register, and who administers it is not DPO beside somebody else: "
			"choose the role security or admin");
	/* Refused before anything is made: the register should not exist with half of what was asked. */
	const Conflict conflict = f->dpo_name && f->dpo_position ? dpo_conflict(f->dpo_position, &title) : CONFLICT_NONE;
	if (conflict == CONFLICT_REFUSED)
		return err_set(error, E_STATE, "the position \"%s\" cannot be that of a DPO, who may be neither the company's administrator nor its "
			"operations director: appoint somebody else", title);
	if (conflict == CONFLICT_WARN && (!f->dpo_reason || text_blank(f->dpo_reason)))
		return err_set(error, E_STATE, "the position \"%s\" is usually in conflict with a DPO's duties: say why it is not here, with --dpo-reason",
			title);
	return true;
}

/* Made aside, and in its place only when it is whole: a founding that is cut short can simply be done again. */
bool
register_create(const char *uri, const Surroundings *host, const Founding *f, GError **error)
{
	g_autoptr(Session) s = g_new0(Session, 1);
	if (!check(f, error))
		return false;
	s->host = *host;
	s->account = g_strdup(host->account);
	if (!db_open(uri, DB_FOUND, &s->db, error))
		return false;
	s->actor = g_strdup("p1");
	s->roles = 1U << ROLE_ADMIN;
	s->alone = true;
	if (found(s, f, error))
		return db_publish(g_steal_pointer(&s->db), error);
	db_discard(g_steal_pointer(&s->db));
	return false;
}

/* People, roles and the permission table. */
#include "src/core/person.h"

#include "src/core/coded.h"
#include "src/core/err.h"

static const Coded roles[] = {
	[ROLE_SECURITY] = {"security", {"security", "sicurezza"}},
	[ROLE_DPO] = {"dpo", {"DPO", "DPO"}},
	[ROLE_MANAGER] = {"manager", {"manager", "direzione"}},
	[ROLE_AUDITOR] = {"auditor", {"auditor", "auditor"}},
	[ROLE_ADMIN] = {"admin", {"register administrator", "gestore del programma"}},
};

#define S (1U << ROLE_SECURITY)
#define D (1U << ROLE_DPO)
#define M (1U << ROLE_MANAGER)
#define A (1U << ROLE_AUDITOR)
#define P (1U << ROLE_ADMIN)
#define EVERYBODY (S | D | M | A | P)

/*
 * The permission table. `delegated`: who may once the company delegated its decisions, on file; `unknown`: a login that
 * the register does not know may too. Words follow "may not", "non può".
 */
static const struct {
	unsigned may, delegated;
	bool unknown;
	Words words;
} rights[] = {
	/* No role takes away what a stranger may: whoever finds a breach at night must be able to write it down. */
	[RIGHT_LOG] = {EVERYBODY, 0, true, {"log an incident", "registrare un incidente"}},
	[RIGHT_ADD] = {S | D, 0, false, {"add facts, notes or evidence", "aggiungere fatti, note o evidenze"}},
	[RIGHT_NOTIFY] = {S | D, 0, false, {"send notices to the DPO", "inviare comunicazioni al DPO"}},
	[RIGHT_RELEASE] = {D | M, 0, false, {"release a notice to a client", "rilasciare una comunicazione a un committente"}},
	[RIGHT_TAKE] = {D, 0, false, {"do what is the DPO's", "fare ciò che spetta al DPO"}},
	/* GDPR arts. 33 and 34 bind the company; the DPO advises (arts. 38(6), 39). */
	[RIGHT_DECIDE] = {M, D, false, {"decide for the company", "decidere per l'azienda"}},
	[RIGHT_DETECTED_EARLIER] = {S | D, 0, false,
		{"correct the time of detection to an earlier one", "anticipare l'orario di rilevazione"}},
	[RIGHT_DETECTED_LATER] = {D, 0, false,
		{"correct the time of detection to a later one", "posticipare l'orario di rilevazione"}},
	[RIGHT_LATE_REASON] = {S | D | M, 0, false, {"give the reason for a late clock", "motivare un termine in ritardo"}},
	[RIGHT_READ] = {EVERYBODY, 0, false, {"read the register", "leggere il registro"}},
	[RIGHT_ADMIN] = {P, 0, false, {"change people or settings", "modificare persone o impostazioni"}},
	[RIGHT_HOLD] = {D | M | P, 0, false, {"place or lift a legal hold", "porre o togliere un blocco legale"}},
	[RIGHT_DUTY] = {D | M | P, 0, false, {"record a duty of the company", "registrare un adempimento dell'azienda"}},
	[RIGHT_KEEP] = {P, 0, false, {"copy, move, restore or adopt the register", "copiare, spostare, ripristinare o adottare il registro"}},
};

G_STATIC_ASSERT(G_N_ELEMENTS(roles) == ROLE_COUNT);
G_STATIC_ASSERT(G_N_ELEMENTS(rights) == RIGHT_COUNT);

const char *
role_code(Role role)
{
	return roles[role].code;
}

bool
role_parse(const char *code, Role *role)
{
	gsize i;
	if (!coded_find(roles, G_N_ELEMENTS(roles), code, &i))
		return false;
	*role = (Role)i;
	return true;
}

const Words *
role_words(Role role)
{
	return &roles[role].words;
}

bool
role_may(unsigned held, Right right, bool delegated)
{
	if ((held & EVERYBODY) == 0)
		return rights[right].unknown;
	return (held & (rights[right].may | (delegated ? rights[right].delegated : 0))) != 0;
}

const Words *
right_words(Right right)
{
	return &rights[right].words;
}

bool
roles_check(unsigned held, bool alone, GError **error)
{
	if (alone || !(held & D) || !(held & (M | P)))
		return true;
	return err_set(error, E_INPUT, "nobody is both dpo and %s: give one of the two roles to somebody else",
		held & M ? "manager" : "admin");
}

Person *
person_new(void)
{
	Person *person = g_new0(Person, 1);
	person->accounts = g_new0(char *, 1);
	person->reply_from = g_new0(char *, 1);
	person->since = person->retired = INSTANT_NONE;
	return person;
}

void
person_free(Person *person)
{
	if (!person)
		return;
	g_free(person->id);
	g_free(person->name);
	g_free(person->email);
	g_free(person->pec);
	g_free(person->phone);
	g_free(person->phone_out);
	g_free(person->position);
	g_strfreev(person->accounts);
	g_strfreev(person->reply_from);
	g_free(person);
}

Dpo *
dpo_new(void)
{
	Dpo *dpo = g_new0(Dpo, 1);
	dpo->from = dpo->until = dpo->away_from = dpo->away_to = INSTANT_NONE;
	return dpo;
}

void
dpo_free(Dpo *dpo)
{
	if (!dpo)
		return;
	g_free(dpo->person);
	g_free(dpo->deputy);
	g_free(dpo->act);
	g_free(dpo->protocol);
	g_free(dpo->firm);
	g_free(dpo->reason);
	g_free(dpo);
}

bool
dpo_away(const Dpo *dpo, Instant now)
{
	if (dpo->away_from == INSTANT_NONE || now < dpo->away_from)
		return false;
	return dpo->away_to == INSTANT_NONE || now < dpo->away_to;
}

Client *
client_new(void)
{
	Client *client = g_new0(Client, 1);
	client->lang = LANG_IT;
	client->former = g_new0(char *, 1);
	client->reply_from = g_new0(char *, 1);
	return client;
}

void
client_free(Client *client)
{
	if (!client)
		return;
	g_free(client->id);
	g_free(client->name);
	g_free(client->vat);
	g_free(client->email);
	g_free(client->pec);
	g_free(client->contact);
	g_free(client->phone);
	g_free(client->clause);
	g_strfreev(client->former);
	g_strfreev(client->reply_from);
	g_free(client);
}

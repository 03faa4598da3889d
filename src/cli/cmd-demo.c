/*
 * demo: a throw-away register with eight incidents at different points of their clocks, mail delivered to a folder beside it.
 *
 * What was detected yesterday must also have been logged yesterday, so this file has a clock of its own. It serves registers that are
 * born as demonstrations, which their first event says for ever; nothing else in the program can be given another time.
 */
#include "src/cli/board.h"

#include "src/host/host.h"
#include "src/register/actions.h"
#include "src/register/assess.h"
#include "src/register/create.h"
#include "src/register/dpo.h"
#include "src/register/intake.h"
#include "src/register/outgoing.h"
#include "src/register/people.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Seconds that the demonstration's clock stands behind the system's. */
static int64_t behind;

static Instant
demo_now(void)
{
	return host_now() - behind;
}

static GTimeZone *
zone_of_host(const char *identifier, GError **error)
{
	return host_zone(identifier, error);
}

/* --- the story ------------------------------------------------------------------------------------------------------------ */

#define MIN_(n) ((n) * 60)
#define HOURS(n) ((n) * 3600)

typedef struct {
	IncidentKind kind;
	int64_t detected, logged; /* seconds ago */
	Words title, what;
	const char *breach_kind, *data, *subjects, *own_data;
	const char *clients[3];
	bool no_send, hold;
	bool taken;
	const char *late_cause;
	Words late_reason;
} Scene;

/* In order of logging, the journal's times only go forward. The last three are logged after the courier has run: they show what still waits. */
static const Scene scenes[] = {
	{KIND_BREACH, HOURS(33), HOURS(9) - MIN_(3),
		{"Payslips of the Turin site on a lost USB stick", "Buste paga della sede di Torino su una chiavetta smarrita"},
		{"A stick with 64 payslips, not encrypted, was lost between two offices.",
			"Una chiavetta con 64 buste paga, non cifrata, è andata persa tra due uffici."},
		"lost-device", "basic,economic", "64", "yes", {"none"}, false, false, true, "internal-report-late",
		{"The site told us only the next day.", "La sede lo ha segnalato solo il giorno dopo."}},
	{KIND_BREACH, HOURS(9), HOURS(9) - MIN_(6), {"List exported by an operator before leaving", "Elenco estratto da un operatore prima delle dimissioni"},
		{"The CRM shows an export of 1,900 contacts at the end of the shift.", "Il CRM mostra un'estrazione di 1.900 contatti a fine turno."},
		"list-export", "basic,contact", "~1900", "no", {"alfa"}, false, false, true, NULL, {NULL, NULL}},
	{KIND_BREACH, HOURS(5), HOURS(5) - MIN_(11), {"Call recordings behind a public link", "Registrazioni delle chiamate dietro un collegamento pubblico"},
		{"A shared folder could be opened by whoever had the link.", "Una cartella condivisa si apriva a chiunque avesse il collegamento."},
		"published", "basic,contact", "~300", "unknown", {"alfa", "beta"}, false, false, false, NULL, {NULL, NULL}},
	{KIND_NEAR_MISS, HOURS(4), HOURS(4) - MIN_(20), {"Wrong list stopped before it was sent", "Elenco sbagliato fermato prima dell'invio"},
		{"The second check found it.", "Se n'è accorto il secondo controllo."},
		"mail-misdirected", "contact", "240", "no", {"beta"}, false, false, false, NULL, {NULL, NULL}},
	{KIND_DRILL, HOURS(3), HOURS(3) - MIN_(2), {"Exercise: ransomware at night", "Esercitazione: ransomware di notte"},
		{"Written exercise of the night shift.", "Esercitazione scritta del turno di notte."},
		"ransomware", NULL, NULL, "unknown", {NULL}, false, false, false, NULL, {NULL, NULL}},
	{KIND_BREACH, HOURS(28) + MIN_(52), 0, {"CRM extract on a lost laptop", "Estrazione dal CRM su un portatile smarrito"},
		{"The laptop was left on a train; whether the disk is encrypted is being checked.",
			"Il portatile è rimasto su un treno; si verifica se il disco è cifrato."},
		"lost-device", "basic,contact,economic", "~4200", "unknown", {"alfa"}, true, false, false, NULL, {NULL, NULL}},
	{KIND_BREACH, HOURS(19) + MIN_(40), 0, {"Statements posted to the wrong people", "Estratti conto spediti alle persone sbagliate"},
		{"The labels of two batches were swapped.", "Le etichette di due lotti sono state scambiate."},
		"mail-misdirected", "basic,economic", "~130", "no", {"beta"}, false, true, false, NULL, {NULL, NULL}},
	{KIND_BREACH, MIN_(31), 0, {"E-mail with all addresses in sight", "E-mail con tutti gli indirizzi in chiaro"},
		{"An invitation went to 88 people in copy instead of blind copy.", "Un invito è partito in copia visibile a 88 persone."},
		"open-recipients", "contact", "88", "yes", {"none"}, false, true, false, NULL, {NULL, NULL}},
};
#define SENT_SCENES 5

/* What the DPO does after taking charge. */
typedef struct {
	guint scene;
	const char *scores[3];     /* dpc, ei, cb, as the options of assess; {NULL}: not assessed yet */
	const char *planned[2][2]; /* standard actions, each with its owner */
} Deed;

static const Deed deeds[] = {
	{0, {"simple,financial:3", "name:1", "none"}, {{"what-was-on-it", "p1"}, {"police-report", "p4"}}},
	{1, {NULL}, {{"suspend-account", "Reparto IT <it@rossicontact.example>"}, {NULL}}},
};

static bool
put_field(Session *s, json_t *fields, const char *name, const char *text, GError **error)
{
	json_t *value = NULL;
	if (!text)
		return true;
	if (!field_parse(field_find(name), text, demo_now(), s->zone, &value, error))
		return false;
	json_object_set_new(fields, name, value);
	return true;
}

static bool
play(const Cli *cli, Session *s, const Scene *scene, GError **error)
{
	json_auto_t *fields = json_object();
	Logged logged = {0};
	behind = scene->logged;
	g_autofree char *detected = instant_rfc3339(host_now() - scene->detected);
	if (!put_field(s, fields, "title", words_in(&scene->title, cli->lang), error) ||
		!put_field(s, fields, "description", words_in(&scene->what, cli->lang), error) ||
		!put_field(s, fields, "detected_at", detected, error) ||
		!put_field(s, fields, "breach_kind", scene->breach_kind, error) || !put_field(s, fields, "data", scene->data, error) ||
		!put_field(s, fields, "subjects", scene->subjects, error) || !put_field(s, fields, "own_data", scene->own_data, error))
		return false;
	const Intake intake = {.kind = scene->kind, .fields = fields, .clients = scene->clients[0] ? scene->clients : NULL,
		.no_send = scene->no_send, .hold = scene->hold};
	bool ok = register_log(s, &intake, &logged, error);
	logged_clear(&logged);
	return ok;
}

/* --- the company ------------------------------------------------------------------------------------------------------------- */

static bool
found(const Cli *cli, const char *uri, GError **error)
{
	g_autofree char *account = host_account();
	const Surroundings host = {.now = demo_now, .random = host_random, .zone = zone_of_host, .account = account, .lang = cli->lang,
		.has_email = true};
	const Founding f = {.organisation = "Rossi Contact S.p.A.", .language = lang_code(cli->lang), .name = "Maria Bianchi",
		.email = "maria.bianchi@rossicontact.example", .phone = "+39 011 555 0101", .role = ROLE_SECURITY, .vat = "IT01234560017",
		.office = "Via Po 1, 10123 Torino", .pec = "rossicontact@pec.example", .dpo_from = INSTANT_NONE,
		.desk_phone = "+39 011 555 0100", .demo = true};
	behind = HOURS(36);
	return register_create(uri, &host, &f, error);
}

static bool
people(Session *s, GError **error)
{
	g_autofree char *giulia = NULL, *luca = NULL, *anna = NULL;
	const char *dpo_role[] = {"dpo", NULL}, *manager_role[] = {"manager", NULL}, *me[] = {s->account, NULL};
	const PersonInput all[] = {
		{.name = "Giulia Verdi", .email = "giulia.verdi@studioverdi.example", .phone = "+39 333 555 0102", .roles = dpo_role, .accounts = me},
		{.name = "Luca Neri", .email = "luca.neri@studioverdi.example", .phone = "+39 333 555 0103", .roles = dpo_role},
		{.name = "Anna Gallo", .email = "anna.gallo@rossicontact.example", .roles = manager_role, .accounts = me},
	};
	if (!register_person_add(s, &all[0], &giulia, error) || !register_person_add(s, &all[1], &luca, error) ||
		!register_person_add(s, &all[2], &anna, error))
		return false;
	const DpoInput dpo = {.person = giulia, .deputy = luca, .from = INSTANT_NONE, .act = "Prot. n. 77/2025", .protocol = "0012345",
		.declared = true};
	return register_dpo_appoint(s, &dpo, error);
}

static bool
clients(Session *s, GError **error)
{
	static const ClientInput all[] = {
		{.name = "Alfa", .hours = 12, .email = "privacy@alfa.example", .processor = -1},
		{.name = "Beta", .hours = 36, .email = "dpo@beta.example", .processor = -1},
	};
	for (guint i = 0; i < G_N_ELEMENTS(all); i++)
		if (!register_client_add(s, &all[i], NULL, error))
			return false;
	return true;
}

/* --- the files ---------------------------------------------------------------------------------------------------------------- */

typedef struct {
	char *dir, *uri, *conf, *env;
} Place;

static void
place_clear(Place *p)
{
	g_free(p->dir);
	g_free(p->uri);
	g_free(p->conf);
	g_free(p->env);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Place, place_clear)

static bool
make_place(const Cli *cli, Place *p, GError **error)
{
	if (cli->n_args) {
		p->dir = g_canonicalize_filename(cli->args[0], NULL);
		if (g_mkdir_with_parents(p->dir, 0700) != 0)
			return err_set(error, E_WRITE, "the folder %s cannot be made: %s", p->dir, g_strerror(errno));
	} else {
		p->dir = g_build_filename(g_get_tmp_dir(), "breccia-demo-XXXXXX", NULL);
		if (!mkdtemp(p->dir))
			return err_set(error, E_WRITE, "the folder %s cannot be made: %s", p->dir, g_strerror(errno));
	}
	p->uri = g_strconcat("sqlite:", p->dir, "/register.db", NULL);
	p->conf = g_build_filename(p->dir, "breccia.conf", NULL);
	p->env = g_build_filename(p->dir, "env", NULL);
	return true;
}

static bool
write_files(const Place *p, GError **error)
{
	g_autofree char *program = host_program_dir(), *quoted_conf = g_shell_quote(p->conf);
	g_autofree char *path = g_shell_quote(program ? program : ".");
	g_autofree char *conf = g_strdup_printf("# breccia.conf(5)\n[register]\nuri = %s\n[email]\nserver = maildir:%s/mail\nmax-per-minute = 0\n"
		"from = privacy@rossicontact.example\n", p->uri, p->dir);
	g_autofree char *env = g_strdup_printf("export BRECCIA_CONFIG=%s BRECCIA_AS=p1 PATH=%s:\"$PATH\"\n", quoted_conf, path);
	return host_write_new(p->conf, conf, error) && host_write_new(p->env, env, error);
}

/* --- demo ------------------------------------------------------------------------------------------------------------------------ */

static bool
open_as(const Cli *cli, const Place *p, const char *as, Session **session, GError **error)
{
	g_autofree char *account = host_account();
	const Surroundings host = {.now = demo_now, .random = host_random, .zone = zone_of_host, .account = account, .lang = cli->lang,
		.has_email = true};
	if (!session_open(p->uri, &host, as, session, error))
		return false;
	(*session)->host.account = (*session)->account;
	return true;
}

/* The first person's session, from the founding to what happened up to the courier's round. */
static bool
before_the_round(const Cli *cli, Session *s, GError **error)
{
	if (!clients(s, error) || !people(s, error))
		return false;
	for (guint i = 0; i < SENT_SCENES; i++)
		if (!play(cli, s, &scenes[i], error))
			return false;
	return true;
}

static bool
send_all(const Place *p, GError **error)
{
	int status = 0;
	if (!host_courier_run(p->uri, p->conf, &status, error))
		return false;
	return status == 0 || err_set(error, E_UNAVAILABLE, "the courier ended with status %d", status);
}

static bool
assess(Session *dpo, const char *ref, const char *const scores[3], GError **error)
{
	Answers answers;
	answers_clear(&answers);
	for (Criterion c = 0; c < CRITERION_COUNT; c++)
		if (!answers_take(&answers, c, scores[c], error))
			return false;
	return register_assess(dpo, &(AssessInput){.ref = ref, .answers = &answers}, error);
}

static bool
plan(Session *dpo, const char *ref, const char *const planned[2], GError **error)
{
	g_autofree char *id = NULL;
	return register_action_add(dpo, &(NewAction){.ref = ref, .standard = planned[0], .fields = {.owner = planned[1], .due = INSTANT_NONE}},
		&id, error);
}

static bool
do_deeds(Session *dpo, const char *ref, guint scene, GError **error)
{
	for (const Deed *d = deeds; d < deeds + G_N_ELEMENTS(deeds); d++) {
		if (d->scene != scene)
			continue;
		if (d->scores[0] && !assess(dpo, ref, d->scores, error))
			return false;
		for (gsize i = 0; i < G_N_ELEMENTS(d->planned) && d->planned[i][0]; i++)
			if (!plan(dpo, ref, d->planned[i], error))
				return false;
	}
	return true;
}

/* The DPO takes charge, a reason is given for what was late, and three more incidents come in. */
static bool
after_the_round(const Cli *cli, const Place *p, Session *security, GError **error)
{
	g_autoptr(Session) dpo = NULL;
	g_autoptr(GPtrArray) all = NULL;
	g_autofree char *next = NULL;
	const ListQuery query = {.order = ORDER_NEWEST, .now = host_now()};
	behind = 0; /* the journal's times only go forward: what follows the round happens after it */
	if (!open_as(cli, p, "p2", &dpo, error) || !query_list(security->db, &query, &all, &next, error))
		return false;
	for (guint i = 0; i < all->len; i++) {
		const Incident *in = g_ptr_array_index(all, i);
		const Scene *scene = &scenes[all->len - 1 - i];
		if (scene->taken && !(register_take(dpo, in->ref, NULL, error) && do_deeds(dpo, in->ref, all->len - 1 - i, error)))
			return false;
		if (scene->late_cause && !register_late(security, in->ref, RULE_DPO, scene->late_cause, words_in(&scene->late_reason, cli->lang), error))
			return false;
	}
	for (guint i = SENT_SCENES; i < G_N_ELEMENTS(scenes); i++)
		if (!play(cli, security, &scenes[i], error))
			return false;
	return true;
}

/* The screens of the demonstration, with its surroundings: what is started from there is to find the same register. */
static int
open_app(Cli *cli, const Place *p, GError **error)
{
	g_setenv("BRECCIA_CONFIG", p->conf, TRUE);
	g_setenv("BRECCIA_AS", "p1", TRUE);
	g_clear_pointer(&cli->conf, conf_free);
	g_free(cli->conf_file);
	cli->conf_file = g_strdup(p->conf);
	return host_conf(p->conf, &cli->conf, error) ? cli->app(cli, error) : -1;
}

static int
finish(Cli *cli, const Place *p, GError **error)
{
	bool screens = cli->app && !cli->json && out_is_interactive();
	cli->now = host_now();
	g_free(cli->uri);
	cli->uri = g_strdup(p->uri);
	if (!open_as(cli, p, "p1", &cli->session, error) || (screens ? open_app(cli, p, error) < 0 : !board_print(cli, error)))
		return -1;
	if (cli->json)
		return 0;
	g_autofree char *env = g_shell_quote(p->env);
	out_print(_("\nA demonstration: nothing leaves this machine, mail lands in %s/mail. Try it:\n"), p->dir);
	out_print(_("  . %s; breccia show 6; breccia log \"what happened\"; breccia send; breccia --as p2 take 6\n"), env);
	return 0;
}

static int
run_demo(Cli *cli, GError **error)
{
	g_auto(Place) place = {0};
	g_autoptr(Session) s = NULL;
	if (!make_place(cli, &place, error) || !found(cli, place.uri, error) || !write_files(&place, error) ||
		!open_as(cli, &place, NULL, &s, error) || !before_the_round(cli, s, error) || !send_all(&place, error) ||
		!after_the_round(cli, &place, s, error))
		return -1;
	return finish(cli, &place, error);
}

const Command command_demo = {
	.name = "demo",
	.usage = "[DIR]",
	.say = N_("a throw-away register with eight incidents, to try things on"),
	.more = N_("Makes it in DIR, or in a new folder under the system's temporary one. Its mail is delivered to a folder beside it, never sent."),
	.needs = NEEDS_NOTHING,
	.max_args = 1,
	.run = run_demo,
};

/*
 * fill FILE STORED OPEN EVERY: a register with that many incidents, of which the last OPEN are open, made through the journal by
 * the use cases that the commands call. Each EVERY-th lives a whole life: amended, noted, told to the DPO; 0: none does.
 *
 * Big transactions make it fast: the use cases join the one that is open. Chance repeats itself, the clock is this program's, so two
 * runs differ by the day alone. Whose register it is: the account's that runs this, so that the installed commands can be timed on it.
 */
#include "src/host/host.h"
#include "src/register/intake.h"
#include "src/register/outgoing.h"
#include "tests/invented.h"

#include <stdio.h>

/* Incidents in one transaction: its pages stay in memory until it ends. */
#define TOGETHER 2000
/* The days before today over which the closed ones are spread. */
#define DAYS 3000

static Session dpo;

/* --- words ---------------------------------------------------------------------------------------------------------- */

static const char *const titles[] = {"Lista inviata al committente sbagliato", "E-mail a destinatari in chiaro", "Chiavetta non cifrata persa",
	"Registrazione consegnata a un altro committente", "Credenziali cedute a un finto assistente", "Estrazione non autorizzata dal CRM",
	"Allegato errato in una risposta", "Cartella condivisa aperta a tutti", "Stampe dimenticate in sala riunioni", "Accesso con un account cessato"};
static const char *const campaigns[] = {"Energia Nord", "Energia Sud", "Telefonia casa", "Assicurazioni auto", "Recupero crediti", "Sanità integrativa"};
static const char *const sites[] = {"Torino", "Milano", "Roma", "Bari", "Palermo"};
static const char *const sentences[] = {"Un operatore ha selezionato la voce precedente nell'elenco dei destinatari.",
	"Il file conteneva nominativi, numeri di telefono e indirizzi.", "Se ne è accorto il capoturno durante il controllo serale.",
	"Il destinatario ha risposto di avere cancellato il messaggio.", "L'esportazione era stata chiesta per una campagna già conclusa.",
	"Il dispositivo non risulta più collegato alla rete.", "La password è stata cambiata e le sessioni sono state chiuse."};

static json_t *
some_sentences(int n)
{
	g_autoptr(GString) text = g_string_new(ONE_OF(sentences));
	while (--n > 0)
		g_string_append_printf(text, " %s", ONE_OF(sentences));
	return json_string(text->str);
}

/* One in a thousand has a word that the others have not. */
static json_t *
some_title(int i)
{
	g_autofree char *title = g_strdup_printf("%s%s (%d)", ONE_OF(titles), i % 1000 == 7 ? ", furgone" : "", i + 1);
	return json_string(title);
}

static json_t *
some_fields(int i)
{
	json_t *fields = json_pack("{s:o, s:o, s:s, s:s, s:s, s:[s], s:s}", "title", some_title(i), "description", some_sentences(3), "campaign",
		ONE_OF(campaigns), "site", ONE_OF(sites), "breach_kind", "misdirected-mail", "nature", "c", "own_data", i % 3 ? "no" : "unknown");
	g_autofree char *subjects = g_strdup_printf("%d", 1 + (int)(chance() % 2000));
	json_object_set_new(fields, "subjects", json_string(subjects));
	return fields;
}

/* --- a life ----------------------------------------------------------------------------------------------------------- */

static void
log_one(int i, bool send, char **ref)
{
	static const char *const clients[] = {"alfa", "beta", "gamma", "delta"};
	json_auto_t *fields = some_fields(i);
	const char *affected[] = {ONE_OF(clients), NULL};
	const Intake in = {.kind = KIND_BREACH, .fields = fields, .clients = i % 2 ? affected : NULL, .no_send = !send};
	Logged logged = {0};
	WELL(register_log(work.person, &in, &logged, &error));
	*ref = g_steal_pointer(&logged.ref);
	logged_clear(&logged);
}

static void
amend(const char *ref)
{
	json_auto_t *fields = json_pack("{s:o, s:s, s:[s, s]}", "measures_taken", some_sentences(2), "records", "unknown", "data", "identity", "contact");
	const Amendment in = {.ref = ref, .fields = fields};
	Amended amended = {0};
	WELL(register_amend(work.person, &in, &amended, &error));
	amended_clear(&amended);
	WELL(register_note(work.person, ref, ONE_OF(sentences), &error));
}

/* What the journal says of who writes is said by the transaction that is open. */
static void
send_notice(const char *ref)
{
	g_autofree char *id = g_strconcat(ref, "/n1", NULL);
	const Outcome out = {.verdict = VERDICT_SENT, .sent_at = work.now, .next_at = INSTANT_NONE, .code = 250, .enhanced = "2.0.0",
		.reply = "250 2.0.0 Ok: queued as 4A7F", .server = "smtp.rossi.example:587", .queue_id = "4A7F", .tls = "TLSv1.3", .dsn = true};
	work.writer.by = work.courier.actor;
	work_compose(id);
	WELL(register_attempted(&work.courier, id, &error));
	WELL(register_settled(&work.courier, id, &out, &error));
	work.writer.by = work.person->actor;
}

/* Of what ended long ago nothing waits: its client was told on the telephone, and the draft taken back. */
static void
withdraw_drafts(const char *ref)
{
	g_autoptr(Incident) incident = NULL;
	WELL(query_incident(work.person->db, ref, &incident, &error));
	work.writer.by = dpo.actor;
	for (guint i = 0; i < incident->notices->len; i++) {
		const Notice *n = g_ptr_array_index(incident->notices, i);
		if (!notice_settled(n))
			WELL(register_outbox_withdraw(&dpo, n->id, "Il committente è stato avvisato per telefono.", &error));
	}
	work.writer.by = work.person->actor;
}

/* Its fact alone: closing by the gates would need the work of a DPO before it. */
static void
close_incident(const char *ref)
{
	WELL(journal_append(work.person->db, "incident.closed", ref, json_object(), NULL, NULL, &error));
}

static void
live(int i, bool whole, bool ended)
{
	g_autofree char *ref = NULL;
	log_one(i, whole, &ref);
	if (whole) {
		send_notice(ref);
		amend(ref);
	}
	if (ended) {
		withdraw_drafts(ref);
		close_incident(ref);
	}
}

/* --- the register ------------------------------------------------------------------------------------------------------ */

static void
found(const char *file, const char *account, Instant now)
{
	const Founding founding = {.organisation = "Rossi Contact S.p.A.", .name = "Maria Bianchi", .email = "maria@rossi.example",
		.role = ROLE_SECURITY, .dpo_name = "Giulia Verdi", .dpo_email = "dpo@verdi.example", .dpo_from = now, .dpo_declared = true};
	static const char *const clients[] = {"Alfa", "Beta", "Gamma", "Delta", NULL};
	work_found(file, account, now, &founding, clients);
	dpo = *work.person;
	dpo.actor = (char *)(guintptr)"p2";
	dpo.roles = 1U << ROLE_DPO;
}

static void
fill(int stored, int open, int every)
{
	Instant begun = work.now, until = host_now();
	for (int i = 0; i < stored; i++) {
		if (i % TOGETHER == 0)
			WELL(journal_begin(work.person->db, &work.writer, &error));
		/* The open ones were detected within these hours. */
		work.now = i < stored - open ? begun + (until - 86400 - begun) * i / stored : until - (stored - i) * 600;
		work.writer.at = work.now;
		live(i, every > 0 && i % every == 0, i < stored - open);
		if (i % TOGETHER == TOGETHER - 1 || i == stored - 1)
			WELL(journal_commit(work.person->db, &error));
	}
}

static int
number(const char *text)
{
	guint64 n = 0;
	return g_ascii_string_to_unsigned(text, 10, 0, 10000000, &n, NULL) ? (int)n : -1;
}

int
main(int argc, char **argv)
{
	g_autofree char *account = host_account();
	int stored = argc == 5 ? number(argv[2]) : -1, open = argc == 5 ? number(argv[3]) : -1, every = argc == 5 ? number(argv[4]) : -1;
	if (stored < 0 || open < 0 || open > stored || every < 0) {
		fprintf(stderr, "usage: fill FILE STORED OPEN EVERY\n");
		return 64;
	}
	found(argv[1], account, host_now() - DAYS * INT64_C(86400));
	fill(stored, open, every);
	session_free(work.person);
	return 0;
}

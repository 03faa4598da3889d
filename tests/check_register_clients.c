/* Affected clients: what each alone is told, who lets a notice to it go, and what meets its clock. */
#include "tests/register-kit.h"
#include "tests/run.h"

#include "src/core/clock.h"
#include "src/register/clients.h"
#include "src/register/outdated.h"

#include <string.h>

#define REF "2026-0001"
#define N(n) REF "/n" #n

static void
add_client(ClientInput in)
{
	g_autoptr(Session) s = reg_as("pia");
	in.processor = in.processor ? in.processor : -1;
	OK(register_client_add(s, &in, NULL, &error));
}

static void
rename_client(const char *id, const char *name)
{
	g_autoptr(Session) s = reg_as("pia");
	OK(register_client_change(s, id, &(ClientInput){.name = name, .processor = -1}, &error));
}

/* Two companies, and breaches that hit both. */
static void
two_clients(void)
{
	add_client((ClientInput){.name = "Alfa S.p.A.", .hours = 24, .email = "privacy@alfa.example", .clause = "art. 12.3", .contact = "Ufficio Alfa"});
	add_client((ClientInput){.name = "Beta S.r.l.", .hours = 12, .email = "dpo@beta.example", .clause = "clausola 77"});
}

static bool
release_as(const char *account, const char *to, const char *reason, Notified *out, GError **why)
{
	g_autoptr(Session) s = reg_as(account);
	return register_notify(s, &(Notify){.ref = REF, .to = to, .reason = reason}, out, why);
}

static void
release(const char *to, const char *expected)
{
	Notified out = {0};
	OK(release_as("giulia", to, NULL, &out, &error));
	g_ptr_array_add(out.ids, NULL);
	g_autofree char *ids = g_strjoinv(" ", (char **)out.ids->pdata);
	g_autofree char *found = g_strdup_printf("%s%s", ids, out.supplement ? " supplement" : "");
	ck_assert_str_eq(found, expected);
	notified_clear(&out);
}

static bool
try_release(const char *to, GError **why)
{
	Notified out = {0};
	bool ok = release_as("giulia", to, NULL, &out, why);
	notified_clear(&out);
	return ok;
}

static bool
entry(const char *account, const char *client, const char *fields, int64_t seen, EntryChanged *out, GError **why)
{
	g_autoptr(Session) s = reg_as(account);
	json_auto_t *json = reg_json(fields);
	return register_affected(s, &(EntryChange){.ref = REF, .client = client, .fields = json, .seen = seen}, out, why);
}

static void
own(const char *client, const char *fields)
{
	EntryChanged out = {0};
	OK(entry("luca", client, fields, 0, &out, &error));
	entry_changed_clear(&out);
}

/* "dpo queued, alfa-s-p-a draft": the notices of the incident. */
static void
expect_notices(const char *expected)
{
	g_autoptr(Incident) incident = reg_incident(REF);
	g_autoptr(GString) found = g_string_new(NULL);
	for (guint i = 0; i < incident->notices->len; i++) {
		const Notice *n = g_ptr_array_index(incident->notices, i);
		bool draft = n->state == NOTICE_QUEUED && n->hold_until == NOTICE_HELD;
		const char *state = draft ? "draft" : notice_state_code(n->state);
		g_string_append_printf(found, "%s%s %s %s", i ? ", " : "", n->audience, channel_code(n->channel), state);
		if (n->supplement)
			g_string_append_printf(found, " %d", n->supplement);
	}
	ck_assert_str_eq(found->str, expected);
}

static void
expect_parts(const char *letter, const char *const *parts, bool there)
{
	for (; *parts; parts++)
		ck_assert_msg((strstr(letter, *parts) != NULL) == there, "'%s' %s in:\n%s", *parts, there ? "is missing" : "stands", letter);
}

/* --- whom a text names ---------------------------------------------------------------------------------------------------- */

static const struct {
	const char *text;
	bool stays; /* in an extract as in a letter */
} named[] = {
	{"Un elenco e finito a Delta Energia S.r.l.", false},
	{"L’elenco di Delta", false},
	{"l’archivio DeltaEnergia", false},
	{"per Delta-Energia srl", false},
	{"per delta energia", false},
	{"spedito ad Aurora", false},
	{"i contatti dell’Aurora Luce e Gas", false},
	{"la partita IVA IT 012 3456 0017", false},
	{"la partita 01234560017", false},
	{"scritto a privacy@denergy.example", false},
	{"da chiunque@denergy.example", false},
	{"il sito www.denergy.example", false},
	{"la PEC auroralg@legalmail.it", false},
	{"risponde il signor Fontanarossa", false},
	{"chiamato lo 011 555.1234", false},
	{"chiamato +39 011/5551234", false},
	{"la campagna Rinnovi Blu", false},
	{"un file della ex Gamma Servizi", false}, /* as Delta was called */
	{"lo ha detto Verdi", false},
	{"lo ha detto Giulia Verdi", false},
	{"numero 3-3-3", true},
	/* What is Alfa's own, common, or only looks alike. */
	{"le forniture di energia, luce e gas dei servizi in Italia", true},
	{"l’operatore del call center", true},
	{"un altopiano di auroralità", true},
	{"gli elenchi di Alfa Energia e di ALFA", true},
	{"da privacy@alfa.example, tel. 02 1234567", true},
	{"una PEC di legalmail.it", true},
	{"1.234.567 righe e 5551 persone", true},
	{"la campagna Solleciti", true},
	{"Rete Alfa", true},
	{"la vecchia Primogas", true}, /* as Alfa was called */
};

static bool
stays(bool extract)
{
	g_autoptr(Session) s = reg_as("giulia");
	g_autoptr(Incident) incident = reg_incident(REF);
	json_auto_t *fields = NULL;
	const Field *field = NULL;
	g_autofree char *whom = NULL;
	if (extract)
		OK(client_told(s, incident, "primogas-s-p-a", &fields, &error));
	else
		OK(client_withheld(s, incident, "primogas-s-p-a", &field, &whom, &error));
	return extract ? json_object_get(fields, "description") != NULL : !field;
}

/* However another is named: by a short form, an address, a number, whoever answers there. */
START_TEST(test_a_text_that_names_another_is_left_out)
{
	EntryChanged out = {0};
	add_client((ClientInput){.name = "Primogas S.p.A.", .email = "privacy@alfa.example", .phone = "+39 02 1234567"});
	rename_client("primogas-s-p-a", "Alfa Energia S.p.A.");
	add_client((ClientInput){.name = "Gamma Servizi S.r.l.", .vat = "IT01234560017", .email = "privacy@denergy.example",
		.contact = "Ugo Fontanarossa, DPO", .phone = "011 5551234"});
	add_client((ClientInput){.name = "L'Aurora Luce & Gas", .pec = "auroralg@legalmail.it", .contact = "Ufficio privacy"});
	rename_client("gamma-servizi-s-r-l", "Delta Energia S.r.l.");
	json_auto_t *fields = json_object();
	json_object_set_new(fields, "title", json_string("x"));
	json_object_set_new(fields, "description", json_string(named[_i].text));
	g_autofree char *json = json_dumps(fields, 0);
	g_free(reg_log("luca", json, "primogas-s-p-a,gamma-servizi-s-r-l"));
	OK(entry("luca", "delta", "{'campaign':'Rinnovi Blu'}", 0, &out, &error));
	entry_changed_clear(&out);
	OK(entry("luca", "alfa", "{'campaign':'Solleciti'}", 0, &out, &error));
	entry_changed_clear(&out);
	ck_assert_msg(stays(true) == named[_i].stays, "extract: %s", named[_i].text);
	ck_assert_msg(stays(false) == named[_i].stays, "letter: %s", named[_i].text);
}
END_TEST

/* --- drafts -------------------------------------------------------------------------------------------------------------- */

START_TEST(test_each_client_has_a_draft_that_waits)
{
	two_clients();
	g_free(reg_log("luca", "{'title':'x'}", "alfa,beta"));
	expect_notices("dpo email queued, alfa-s-p-a email draft, beta-s-r-l email draft");
	g_autoptr(Session) courier = reg_courier(), luca = reg_as("luca");
	g_autoptr(GPtrArray) due = NULL;
	bool acted;
	int count;
	/* Neither the courier, nor the dead-man's switch, nor `send` lets it go. */
	reg.now += HOURS(23);
	OK(query_outbox_due(courier->db, reg.now, &due, &error));
	ck_assert_uint_eq(due->len, 1);
	OK(register_outbox_hold(luca, N(1), &error));
	OK(register_auto_notify(courier, REF, &acted, &error));
	ck_assert(acted);
	OK(register_outbox_hold(luca, N(4), &error));
	OK(register_release_all(luca, &count, &error));
	ck_assert_int_eq(count, 1);
	expect_notices("dpo email cancelled, alfa-s-p-a email draft, beta-s-r-l email draft, dpo email queued");
	LEFT_ALONE(register_outbox_retry(luca, N(2), &error), E_STATE, "--to alfa");
	OK(register_other_channel(courier, N(2), &acted, &error));
	ck_assert(!acted);
}
END_TEST

START_TEST(test_only_breaches_are_told_to_clients)
{
	two_clients();
	g_free(reg_log_kind("luca", KIND_NEAR_MISS, "{'title':'x'}", "alfa"));
	expect_notices("dpo email queued");
	LEFT_ALONE(try_release("alfa", &error), E_STATE, "near miss");
}
END_TEST

START_TEST(test_a_client_added_later_is_drafted_then)
{
	two_clients();
	g_free(reg_log("luca", "{'title':'x'}", "?"));
	expect_notices("dpo email queued");
	LEFT_ALONE(try_release("?", &error), E_STATE, "not yet known which client");
	LEFT_ALONE(try_release("alfa", &error), E_STATE, "amend " REF " --client alfa-s-p-a");
	LEFT_ALONE(try_release("Omega", &error), E_NOTFOUND, "Omega");
	g_autoptr(Session) s = reg_as("luca");
	json_auto_t *none = json_object();
	Amended out = {0};
	OK(register_amend(s, &(Amendment){.ref = REF, .fields = none, .clients = (const char *[]){"alfa", NULL}}, &out, &error));
	amended_clear(&out);
	expect_notices("dpo email queued, alfa-s-p-a email draft");
	LEFT_ALONE(try_release("?", &error), E_STATE, "no unnamed client");
}
END_TEST

START_TEST(test_a_typed_name_is_told_once_the_register_knows_it)
{
	g_autoptr(Session) s = reg_as("luca");
	json_auto_t *none = json_object();
	Amended out = {0};
	g_free(reg_log("luca", "{'title':'x'}", "Delta Energia"));
	LEFT_ALONE(try_release("delta energia", &error), E_STATE, "client add");
	add_client((ClientInput){.name = "Delta Energia", .email = "x@delta.example"});
	OK(register_amend(s, &(Amendment){.ref = REF, .fields = none, .clients = (const char *[]){"delta-energia", NULL}}, &out, &error));
	amended_clear(&out);
	g_autoptr(Incident) incident = reg_incident(REF);
	ck_assert_uint_eq(incident->clients->len, 1); /* the same one, known by its name */
	ck_assert(reg_clock(incident, "client:?")->not_due);
	release("Delta Energia", N(2));
}
END_TEST

/* --- release ------------------------------------------------------------------------------------------------------------- */

static const struct {
	const char *account;
	int code; /* 0: may */
} cells[] = {{"giulia", 0}, {"carla", 0}, {"luca", E_DENIED}, {"maria", E_DENIED}, {"ugo", E_DENIED}, {"pia", E_DENIED}, {"nemo", E_DENIED}};

START_TEST(test_who_may_release)
{
	Notified out = {0};
	two_clients();
	g_free(reg_log("luca", "{'title':'x'}", "alfa"));
	if (cells[_i].code)
		LEFT_ALONE(release_as(cells[_i].account, "alfa", "urgente", &out, &error), cells[_i].code, "");
	else
		OK(release_as(cells[_i].account, "alfa", NULL, &out, &error));
	g_autoptr(Notice) n = reg_notice(N(2));
	ck_assert((n->released_at != INSTANT_NONE) == !cells[_i].code);
	ck_assert(!n->released_late);
	notified_clear(&out);
}
END_TEST

/* The last quarter of the clock's time, to the second. */
START_TEST(test_security_releases_late_and_says_why)
{
	Notified out = {0};
	two_clients();
	g_free(reg_log("luca", "{'title':'x','detected_at':'2026-11-23T21:44:05Z'}", "alfa"));
	reg.now = REG_NOW + HOURS(18) - 1;
	LEFT_ALONE(release_as("luca", "alfa", "nessuno risponde", &out, &error), E_DENIED, "24/11/2026 16:44");
	LEFT_ALONE(release_as("ugo", "alfa", "nessuno risponde", &out, &error), E_DENIED, "release a notice");
	reg.now++;
	LEFT_ALONE(release_as("luca", "alfa", " ", &out, &error), E_INPUT, "--reason");
	LEFT_ALONE(release_as("ugo", "alfa", "nessuno risponde", &out, &error), E_DENIED, "release a notice");
	OK(release_as("luca", "alfa", "nessuno risponde", &out, &error));
	ck_assert(out.late);
	g_autoptr(Notice) n = reg_notice(N(2));
	ck_assert(n->released_late);
	ck_assert_str_eq(n->released_why, "nessuno risponde");
	ck_assert_str_eq(n->released_by, "p3");
	notified_clear(&out);
	/* Once it is met, time no longer presses. */
	reg_send(N(2));
	LEFT_ALONE(release_as("luca", "alfa", "aggiunta", &out, &error), E_DENIED, "release a notice");
}
END_TEST

START_TEST(test_its_own_notice_meets_the_clock_of_a_client)
{
	two_clients();
	g_free(reg_log("luca", "{'title':'x'}", "alfa,beta"));
	reg_send(N(1)); /* to the DPO */
	ck_assert_int_eq(reg_state(REF, "client:alfa-s-p-a"), CLOCK_RUNNING);
	reg.now += HOURS(2);
	release("alfa", N(2));
	reg_send(N(2));
	ck_assert_int_eq(reg_state(REF, "client:alfa-s-p-a"), CLOCK_MET);
	ck_assert_int_eq(reg_state(REF, "client:beta-s-r-l"), CLOCK_RUNNING);
	reg.now += HOURS(11);
	release("beta", N(3));
	reg_send(N(3));
	ck_assert_int_eq(reg_state(REF, "client:beta-s-r-l"), CLOCK_MET_LATE);
	g_autoptr(Incident) incident = reg_incident(REF);
	ck_assert_int_eq(affected_find(incident->clients, "alfa-s-p-a")->told_at, REG_NOW + HOURS(2));
	ck_assert_int_eq(affected_find(incident->clients, "beta-s-r-l")->told_at, REG_NOW + HOURS(13));
}
END_TEST

/* What is released says what is known at that moment, by the ways that there are then. */
START_TEST(test_a_draft_is_written_when_it_is_released)
{
	g_autoptr(Session) pia = reg_as("pia"), s = reg_as("giulia");
	Notified out = {0};
	reg.has_pec = true;
	add_client((ClientInput){.name = "Alfa"});
	g_free(reg_log("luca", "{'title':'x','own_data':'no'}", "alfa"));
	expect_notices("dpo email queued, alfa email draft");
	LEFT_ALONE(try_release("alfa", &error), E_STATE, "no address for breaches: breccia client change alfa --pec");
	OK(register_client_change(pia, "alfa", &(ClientInput){.pec = "alfa@pec.example", .processor = -1}, &error));
	reg_amend("luca", REF, "{'subjects':'~300'}", NULL, NULL);
	release("alfa", N(3));
	expect_notices("dpo email queued, alfa email cancelled, alfa pec queued");
	g_autofree char *letter = reg_letter(N(3), NULL);
	ck_assert_ptr_nonnull(strstr(letter, "circa 300"));
	/* Both ways in full, or the one that was asked for. */
	OK(register_client_change(pia, "alfa", &(ClientInput){.email = "alfa@example.it", .processor = -1}, &error));
	reg_send(N(3));
	release("alfa", N(4) " " N(5) " supplement");
	OK(register_outbox_hold(s, N(4), &error));
	OK(register_outbox_hold(s, N(5), &error));
	OK(register_notify(s, &(Notify){.ref = REF, .to = "alfa", .by = SEND_EMAIL}, &out, &error));
	notified_clear(&out);
	expect_notices("dpo email queued, alfa email cancelled, alfa pec sent, alfa pec cancelled 1, alfa email queued 1");
	OK(register_client_change(pia, "alfa", &(ClientInput){.email = "", .processor = -1}, &error));
	LEFT_ALONE(register_notify(s, &(Notify){.ref = REF, .to = "alfa", .by = SEND_EMAIL}, &out, &error), E_STATE, "no e-mail address");
}
END_TEST

START_TEST(test_the_other_way_is_tried_for_a_client_too)
{
	bool acted;
	reg.has_pec = true;
	add_client((ClientInput){.name = "Alfa", .pec = "alfa@pec.example"});
	g_free(reg_log("luca", "{'title':'x'}", "alfa"));
	g_autoptr(Session) pia = reg_as("pia"), courier = reg_courier();
	release("alfa", N(2));
	OK(register_client_change(pia, "alfa", &(ClientInput){.email = "alfa@example.it", .processor = -1}, &error));
	OK(register_other_channel(courier, N(2), &acted, &error));
	ck_assert(acted);
	expect_notices("dpo email queued, alfa pec queued, alfa email queued");
	/* It was released, by whichever way it leaves. */
	g_autofree char *letter = reg_letter(N(3), NULL);
	ck_assert_ptr_null(strstr(letter, "AUTOMATICAMENTE"));
	OK(register_other_channel(courier, N(2), &acted, &error));
	ck_assert(!acted);
}
END_TEST

START_TEST(test_who_holds_and_who_takes_back)
{
	g_autoptr(Session) luca = reg_as("luca"), carla = reg_as("carla"), ugo = reg_as("ugo");
	two_clients();
	g_free(reg_log("luca", "{'title':'x'}", "alfa"));
	LEFT_ALONE(register_outbox_withdraw(luca, N(2), "no", &error), E_DENIED, "release a notice to a client");
	LEFT_ALONE(register_outbox_hold(ugo, N(2), &error), E_DENIED, "");
	LEFT_ALONE(register_outbox_hold(carla, N(1), &error), E_DENIED, "");
	release("alfa", N(2));
	OK(register_outbox_hold(luca, N(2), &error)); /* the cautious way is open to all who send */
	LEFT_ALONE(register_outbox_retry(luca, N(2), &error), E_STATE, "draft to a client");
	OK(register_outbox_withdraw(carla, N(2), "lo chiama la direzione", &error));
	release("alfa", N(3)); /* not told yet: the first notice again */
	g_autoptr(Notice) n = reg_notice(N(3));
	ck_assert_int_eq(n->letter, LETTER_FIRST);
}
END_TEST

/* --- by the contract ------------------------------------------------------------------------------------------------------- */

static guint
unreleased(void)
{
	g_autoptr(Session) s = reg_courier();
	g_autoptr(GPtrArray) drafts = NULL;
	OK(query_unreleased(s->db, reg.now, HOURS(4), &drafts, &error));
	return drafts->len;
}

START_TEST(test_a_contract_may_let_it_leave_by_itself)
{
	g_autoptr(Session) pia = reg_as("pia"), courier = reg_courier();
	bool acted;
	two_clients();
	LEFT_ALONE(register_client_add(pia, &(ClientInput){.name = "Gamma", .auto_notify = "yes", .processor = -1}, NULL, &error), E_STATE, "--clause");
	OK(register_client_change(pia, "beta", &(ClientInput){.auto_notify = "yes", .processor = -1}, &error));
	LEFT_ALONE(register_client_change(pia, "beta", &(ClientInput){.clause = "", .processor = -1}, &error), E_STATE, "--clause");
	g_free(reg_log("luca", "{'title':'x','detected_at':'2026-11-23T21:44:05Z'}", "alfa,beta"));
	/* Twelve hours: a quarter of them is less than the setting's four. */
	reg.now = REG_NOW + HOURS(9) - 1;
	ck_assert_uint_eq(unreleased(), 0);
	Instant next;
	OK(query_outbox_next(courier->db, &next, &error));
	reg.now++;
	ck_assert_uint_eq(unreleased(), 1);
	OK(register_auto_release(courier, REF, "alfa-s-p-a", &acted, &error));
	ck_assert(!acted);
	OK(register_auto_release(courier, REF, "beta-s-r-l", &acted, &error));
	ck_assert(acted);
	ck_assert_uint_eq(unreleased(), 0);
	g_autofree char *letter = reg_letter(N(3), NULL);
	ck_assert(g_str_has_prefix(letter, "COMUNICAZIONE INVIATA AUTOMATICAMENTE, COME PREVEDE IL CONTRATTO"));
	reg_send(N(3));
	ck_assert_int_eq(reg_state(REF, "client:beta-s-r-l"), CLOCK_MET);
	OK(register_auto_release(courier, REF, "beta-s-r-l", &acted, &error));
	ck_assert(!acted);
	expect_notices("dpo email queued, alfa-s-p-a email draft, beta-s-r-l email sent");
}
END_TEST

START_TEST(test_what_was_released_says_nothing_of_that)
{
	two_clients();
	g_free(reg_log("luca", "{'title':'x'}", "alfa"));
	g_autofree char *preview = reg_letter(N(2), NULL);
	ck_assert_ptr_null(strstr(preview, "AUTOMATICAMENTE"));
	release("alfa", N(2));
	g_autofree char *letter = reg_letter(N(2), NULL);
	ck_assert_ptr_null(strstr(letter, "AUTOMATICAMENTE"));
}
END_TEST

/* --- of that client alone ---------------------------------------------------------------------------------------------------- */

#define BOTH "{'title':'Elenco Alfa spedito a Beta','description':'Un file con 5000 righe','subjects':'5000','records':'7000'," \
	"'campaign':'Campagna Madre','own_data':'no','detected_by':'Luca Neri','contact':'Luca Neri','recipient':'Beta S.r.l.'," \
	"'unknowns':'Se Beta ha aperto il file','measures_taken':'Chiesta la cancellazione','nature':['c']}"

START_TEST(test_neither_client_learns_anything_of_the_other)
{
	static const char *const of_alfa[] = {"Alfa S.p.A.", "Ufficio Alfa", "1200", "1.200", "Rinnovi", "RIF-A-1", "art. 12.3", NULL};
	static const char *const of_beta[] = {"Beta S.r.l.", "340", "Solleciti", "RIF-B-2", "clausola 77", NULL};
	static const char *const of_neither[] = {"5000", "5.000", "7000", "7.000", "Madre", "Luca", "Neri", "Elenco", "Giulia", "2 committenti", NULL};
	static const char *const alfa_reads[] = {"Alfa S.p.A.", "1.200", "Rinnovi", "RIF-A-1", "art. 12.3", "dati di contatto", NULL};
	static const char *const beta_reads[] = {"Beta S.r.l.", "340", "Solleciti", "RIF-B-2", "clausola 77", "Un file con 5000 righe", NULL};
	g_autofree char *alfa_subject = NULL, *beta_subject = NULL;
	two_clients();
	g_free(reg_log("luca", BOTH, "alfa,beta"));
	reg_send(N(1));
	own("alfa", "{'subjects':'1200','campaign':'Rinnovi','reference':'RIF-A-1','data':['contact'],'description':'Il Vostro file'}");
	own("beta", "{'subjects':'340','campaign':'Solleciti','reference':'RIF-B-2'}");
	g_autofree char *alfa = reg_letter(N(2), &alfa_subject), *beta = reg_letter(N(3), &beta_subject);
	expect_parts(alfa, alfa_reads, true);
	expect_parts(beta, beta_reads, true);
	expect_parts(alfa, of_beta, false);
	expect_parts(beta, of_alfa, false);
	expect_parts(alfa, of_neither, false);
	ck_assert_str_eq(alfa_subject, "[ROSSI " REF "] Violazione di dati personali: comunicazione al committente");
	ck_assert_str_eq(beta_subject, alfa_subject);
	/* Nor by the thread of messages: each has its own. */
	g_autoptr(Session) s = reg_courier();
	g_autoptr(Notice) n = reg_notice(N(2));
	g_autoptr(LetterText) letter = NULL;
	OK(register_letter(s, n, NULL, NULL, &letter, &error));
	ck_assert_ptr_null(letter->references);
	ck_assert_uint_eq(letter->to->len, 1);
	ck_assert_str_eq(((const Recipient *)g_ptr_array_index(letter->to, 0))->address, "privacy@alfa.example");
}
END_TEST

/* However it is written, as long as it is a name and not part of a word. */
START_TEST(test_a_text_that_names_another_client_stays_here)
{
	static const struct {
		const char *text;
		bool named;
	} texts[] = {{"Inviato a Beta S.r.l. per errore", true}, {"inviato a BETA.", true}, {"beta ha risposto", true}, {"In ordine alfabetico", false},
		{"di Alfa", false}, {"abetaia", false}, {"per la Campagna B-9", true}};
	two_clients();
	g_free(reg_log("luca", "{'title':'x'}", "alfa,beta"));
	own("beta", "{'campaign':'Campagna B-9'}");
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autofree char *fields = g_strdup_printf("{'measures_taken':'%s'}", texts[i].text);
		reg_amend("luca", REF, fields, NULL, NULL);
		g_autofree char *letter = reg_letter(N(2), NULL);
		ck_assert_msg((strstr(letter, texts[i].text) == NULL) == texts[i].named, "%s:\n%s", texts[i].text, letter);
		if (texts[i].named)
			LEFT_ALONE(try_release("alfa", &error), E_STATE, "affected " REF " alfa-s-p-a measures-taken=TEXT");
	}
	EntryChanged out = {0};
	OK(entry("luca", "alfa", "{'measures_taken':'Beta ha cancellato'}", 0, &out, &error));
	ck_assert_str_eq(out.named, "beta"); /* somebody wrote it for them: pointed out, not refused */
	entry_changed_clear(&out);
	OK(entry("luca", "alfa", "{'campaign':'Beta Natale'}", 0, &out, &error));
	ck_assert_str_eq(out.named, "beta"); /* its campaign too */
	entry_changed_clear(&out);
	release("alfa", N(2));
	reg_amend("luca", REF, "{'data_note':'come da Beta'}", NULL, NULL);
	LEFT_ALONE(try_release("alfa", &error), E_STATE, "without the name");
}
END_TEST

START_TEST(test_the_numbers_of_the_incident_are_those_of_its_only_client)
{
	two_clients();
	g_free(reg_log("luca", "{'title':'x','subjects':'~300','campaign':'Natale'}", "alfa"));
	g_autofree char *alone = reg_letter(N(2), NULL);
	ck_assert_ptr_nonnull(strstr(alone, "circa 300"));
	ck_assert_ptr_nonnull(strstr(alone, "Natale"));
	reg_amend("luca", REF, "{'own_data':'yes'}", NULL, NULL); /* the company's own people are among them */
	g_autofree char *mixed = reg_letter(N(2), NULL);
	ck_assert_ptr_null(strstr(mixed, "circa 300"));
	ck_assert_ptr_nonnull(strstr(mixed, "Numero di interessati: non ancora determinato"));
	own("alfa", "{'subjects':'120'}");
	g_autofree char *said = reg_letter(N(2), NULL);
	ck_assert_ptr_nonnull(strstr(said, "Numero di interessati: 120"));
	own("alfa", "{'subjects':null}");
	g_autofree char *again = reg_letter(N(2), NULL);
	ck_assert_ptr_nonnull(strstr(again, "Numero di interessati: non ancora determinato"));
}
END_TEST

START_TEST(test_a_processor_is_told_as_one_and_each_in_its_language)
{
	g_autoptr(Session) pia = reg_as("pia");
	g_autofree char *subject = NULL;
	add_client((ClientInput){.name = "Agency Ltd", .email = "dpo@agency.example", .lang = "en", .processor = 1});
	g_free(reg_log("luca", "{'title':'x'}", "agency-ltd"));
	g_autofree char *letter = reg_letter(N(2), &subject);
	ck_assert_ptr_nonnull(strstr(letter, "As a sub-processor"));
	ck_assert_str_eq(subject, "[ROSSI " REF "] Personal data breach: notice to the client");
	OK(register_client_change(pia, "agency-ltd", &(ClientInput){.processor = 0}, &error));
	g_autofree char *other = reg_letter(N(2), NULL);
	ck_assert_ptr_nonnull(strstr(other, "As a processor"));
}
END_TEST

/* --- supplements ---------------------------------------------------------------------------------------------------------------- */

START_TEST(test_a_supplement_says_what_changed_for_that_client)
{
	static const char *const changed[] = {"INTEGRAZIONE 1", "Comunicazione precedente", "prima: non ancora determinato", "ora: 1.200", "prima: Poco",
		"ora: Molto", NULL};
	static const char *const hidden[] = {"340", "capoturno", "Altro titolo", NULL};
	Amended out = {0};
	two_clients();
	g_free(reg_log("luca", "{'title':'x','description':'Poco','own_data':'no'}", "alfa,beta"));
	release("alfa", N(2));
	reg_send(N(2));
	EntryChanged entry_out = {0};
	OK(entry("luca", "alfa", "{'subjects':'1200'}", 0, &entry_out, &error));
	ck_assert(entry_out.told_otherwise);
	entry_changed_clear(&entry_out);
	OK(entry("luca", "beta", "{'subjects':'340'}", 0, &entry_out, &error));
	ck_assert(!entry_out.told_otherwise); /* not told yet */
	entry_changed_clear(&entry_out);
	reg_amend("luca", REF, "{'title':'Altro titolo','detected_by':'il capoturno'}", NULL, &out);
	ck_assert_uint_eq(out.outdated->len, 0); /* its letter prints neither */
	amended_clear(&out);
	reg_amend("luca", REF, "{'description':'Molto'}", NULL, &out);
	ck_assert_uint_eq(out.outdated->len, 1); /* the DPO was not told anything yet */
	ck_assert_str_eq(((const Outdated *)g_ptr_array_index(out.outdated, 0))->audience, "alfa-s-p-a");
	amended_clear(&out);
	release("alfa", N(4) " supplement");
	g_autofree char *letter = reg_letter(N(4), NULL);
	expect_parts(letter, changed, true);
	expect_parts(letter, hidden, false);
	/* Of one thread with what that client has. */
	g_autoptr(Session) s = reg_courier();
	g_autoptr(Notice) n = reg_notice(N(4));
	g_autoptr(LetterText) text = NULL;
	OK(register_letter(s, n, NULL, NULL, &text, &error));
	ck_assert_str_eq(text->references, "<" N(2) "@rossi.example>");
}
END_TEST

START_TEST(test_a_client_that_is_not_affected_after_all_is_told_so)
{
	two_clients();
	g_free(reg_log("luca", "{'title':'x','description':'Fatti segreti'}", "alfa,beta"));
	release("alfa", N(2));
	reg_send(N(2));
	g_autoptr(Session) s = reg_as("luca");
	json_auto_t *none = json_object();
	Amended out = {0};
	const char *both[] = {"alfa", "beta", NULL};
	OK(register_amend(s, &(Amendment){.ref = REF, .fields = none, .cleared = both, .reason = "altro archivio"}, &out, &error));
	amended_clear(&out);
	/* Who knew nothing of it learns nothing. */
	expect_notices("dpo email queued, alfa-s-p-a email sent, beta-s-r-l email cancelled, alfa-s-p-a email draft");
	g_autofree char *subject = NULL, *letter = reg_letter(N(4), &subject);
	ck_assert(g_str_has_suffix(subject, "(chiusura)"));
	ck_assert_ptr_nonnull(strstr(letter, "non sono"));
	ck_assert_ptr_null(strstr(letter, "Fatti segreti"));
	release("alfa", N(4));
	reg_send(N(4));
	LEFT_ALONE(try_release("beta", &error), E_STATE, "not among those affected");
	/* ...and is told again, should it be affected after all: what it knew no longer counts. */
	const char *alfa[] = {"alfa", NULL};
	OK(register_amend(s, &(Amendment){.ref = REF, .fields = none, .clients = alfa}, &out, &error));
	amended_clear(&out);
	ck_assert_int_eq(reg_state(REF, "client:alfa-s-p-a"), CLOCK_RUNNING);
	release("alfa", N(5));
	reg_send(N(5));
	ck_assert_int_eq(reg_state(REF, "client:alfa-s-p-a"), CLOCK_MET);
}
END_TEST

/* --- two at once ------------------------------------------------------------------------------------------------------------------ */

START_TEST(test_the_second_is_told_what_the_first_changed)
{
	EntryChanged out = {0};
	two_clients();
	g_free(reg_log("luca", "{'title':'x'}", "alfa,beta"));
	g_autoptr(Incident) shown = reg_incident(REF);
	OK(entry("giulia", "alfa", "{'subjects':'1200','campaign':'Natale'}", shown->last_seq, &out, &error));
	entry_changed_clear(&out);
	LEFT_ALONE(entry("luca", "alfa", "{'subjects':'900','reference':'R1'}", shown->last_seq, &out, &error), E_CONFLICT, "1,200");
	LEFT_ALONE(entry("luca", "alfa", "{'subjects':'900'}", shown->last_seq, &out, &error), E_CONFLICT, "Giulia Verdi");
	/* Other values of the entry, and another client's, are nobody's quarrel. */
	OK(entry("luca", "alfa", "{'reference':'R1'}", shown->last_seq, &out, &error));
	entry_changed_clear(&out);
	OK(entry("luca", "beta", "{'subjects':'900'}", shown->last_seq, &out, &error));
	entry_changed_clear(&out);
	OK(entry("luca", "alfa", "{'subjects':'900'}", 0, &out, &error)); /* whatever was shown */
	entry_changed_clear(&out);
	OK(entry("luca", "alfa", "{'subjects':'900'}", 0, &out, &error));
	ck_assert(!out.changed);
	entry_changed_clear(&out);
	LEFT_ALONE(entry("luca", "alfa", "{'title':'x'}", 0, &out, &error), E_INPUT, "title");
	LEFT_ALONE(entry("luca", "?", "{'subjects':'1'}", 0, &out, &error), E_STATE, "no unnamed client");
}
END_TEST

static const struct {
	const char *account;
	bool may;
} adders[] = {{"luca", true}, {"giulia", true}, {"maria", true}, {"carla", false}, {"ugo", false}, {"pia", false}, {"nemo", false}};

START_TEST(test_who_may_say_what_a_client_is_told)
{
	EntryChanged out = {0};
	two_clients();
	g_free(reg_log("luca", "{'title':'x'}", "alfa"));
	if (adders[_i].may)
		OK(entry(adders[_i].account, "alfa", "{'subjects':'1'}", 0, &out, &error));
	else
		LEFT_ALONE(entry(adders[_i].account, "alfa", "{'subjects':'1'}", 0, &out, &error), E_DENIED, "");
	entry_changed_clear(&out);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("clients");
	TCase *tc = tcase_create("clients");
	tcase_add_checked_fixture(tc, reg_setup, reg_teardown);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, test_each_client_has_a_draft_that_waits);
	tcase_add_loop_test(tc, test_a_text_that_names_another_is_left_out, 0, (int)G_N_ELEMENTS(named));
	tcase_add_test(tc, test_only_breaches_are_told_to_clients);
	tcase_add_test(tc, test_a_client_added_later_is_drafted_then);
	tcase_add_test(tc, test_a_typed_name_is_told_once_the_register_knows_it);
	tcase_add_loop_test(tc, test_who_may_release, 0, (int)G_N_ELEMENTS(cells));
	tcase_add_test(tc, test_security_releases_late_and_says_why);
	tcase_add_test(tc, test_its_own_notice_meets_the_clock_of_a_client);
	tcase_add_test(tc, test_a_draft_is_written_when_it_is_released);
	tcase_add_test(tc, test_the_other_way_is_tried_for_a_client_too);
	tcase_add_test(tc, test_who_holds_and_who_takes_back);
	tcase_add_test(tc, test_a_contract_may_let_it_leave_by_itself);
	tcase_add_test(tc, test_what_was_released_says_nothing_of_that);
	tcase_add_test(tc, test_neither_client_learns_anything_of_the_other);
	tcase_add_test(tc, test_a_text_that_names_another_client_stays_here);
	tcase_add_test(tc, test_the_numbers_of_the_incident_are_those_of_its_only_client);
	tcase_add_test(tc, test_a_processor_is_told_as_one_and_each_in_its_language);
	tcase_add_test(tc, test_a_supplement_says_what_changed_for_that_client);
	tcase_add_test(tc, test_a_client_that_is_not_affected_after_all_is_told_so);
	tcase_add_test(tc, test_the_second_is_told_what_the_first_changed);
	tcase_add_loop_test(tc, test_who_may_say_what_a_client_is_told, 0, (int)G_N_ELEMENTS(adders));
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
